"""The total of a form: on the row of its label, agreeing with the capitals, mended only by two witnesses."""

from extractor_papers import paper

from extractors.row_total import amount_in, labelled_amount, row_total
from uplift.types import Money, TextSource

LABELS = ("金额合计", "合 计")


def total(*cells, second=None, source=TextSource.TEXT_LAYER):
    return row_total(paper(*cells, source=source), second, LABELS, ("备注",))


def test_the_last_amount_on_the_row_is_the_total():
    cells = ((80, 100, "合 计"), (300, 100, "9,900.00"), (500, 100, "5,100.00"), (700, 100, "15,000.00"))
    found = total(*cells)
    assert (found.value, found.raw) == (Money.of("15000"), "15,000.00")


def test_amounts_behind_the_next_label_are_not_taken():
    cells = ((80, 100, "金额合计"), (300, 100, "126.30"), (500, 100, "备注：另收"), (700, 100, "5.00"))
    assert total(*cells).value == Money.of("126.30")


def test_digits_that_agree_with_the_capitals_come_first():
    cells = (
        (80, 100, "合 计"),
        (300, 100, "300.00"),
        (80, 140, "金额合计"),
        (300, 140, "（大写）壹佰贰拾陆元叁角"),
        (700, 140, "¥126.30"),
    )
    assert row_total(paper(*cells), None, ("合 计", "金额合计")).value == Money.of("126.30")


def test_capitals_alone_give_the_total_with_less_confidence():
    found = total((80, 100, "金额合计"), (300, 100, "（大写）壹佰贰拾陆元叁角"))
    assert (found.value, found.confidence) == (Money.of("126.30"), 0.9)


def test_a_lost_point_is_mended_when_capitals_and_column_agree():
    cells = (
        (700, 60, "100.00"),
        (700, 80, "26.30"),
        (80, 110, "金额合计"),
        (300, 110, "（大写）壹佰贰拾陆元叁角"),
        (700, 110, "12630"),
    )
    found = total(*cells, source=TextSource.OCR)
    assert found.value == Money.of("126.30")
    assert "the capital amount" in found.repair
    assert total(*cells).value == Money.of("12630")  # a text layer that contradicts itself is evidence, not a slip


def test_a_policy_with_several_sums_in_capitals_keeps_the_labelled_one():
    cells = (
        (80, 100, "保险金额"),
        (300, 100, "463,750.00"),
        (80, 140, "（大写）肆拾陆万叁仟柒佰伍拾圆整"),
        (80, 180, "（大写）壹万捌仟伍佰伍拾圆整"),
        (300, 180, "18,550.00"),
    )
    found = labelled_amount(paper(*cells), None, "insured_amount", ("保险金额",))
    assert found.value == Money.of("463750")


def test_without_a_label_or_capitals_there_is_no_total():
    assert total((80, 100, "126.30")) is None


def test_codes_and_words_are_no_amounts():
    assert amount_in("333010260400012345") is None
    assert amount_in("12人") is None
    assert amount_in("¥1,260元") == Money.of("1260")
