"""Self-healing numbers: what is mended, what never is, and the properties that keep a forgery visible."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.repair import Witness, heal_sum, mended, reads_as, slip_between, sum_closes
from uplift.types import Field, Money, TextSource

NAMES = ("net_amount", "tax_amount", "total_amount")
AMOUNTS = st.integers(1, 10**9)


def field(raw, minor, name="total_amount", source=TextSource.OCR):
    return Field(name=name, raw=raw, value=Money(amount_minor=minor), confidence=0.9, source=source, page=0)


def triple(net, tax, total, source=TextSource.OCR):
    return tuple(
        field(f"¥{minor / 100:.2f}", minor, name, source) for name, minor in zip(NAMES, (net, tax, total), strict=True)
    )


CAPITALS = {"total_amount": [Witness(says="the capital amount", value=Money.of("1090"))]}


@pytest.mark.parametrize(
    ("raw", "value", "slip"),
    [
        ("¥1090.00", "1090.00", "marks"),
        ("¥109000", "1090.00", "marks"),
        ("¥10.90.00", "1090.00", "marks"),
        ("（小写）¥1O9O.OO", "1090.00", "marks"),
        ("1,0 90.00", "1090.00", "marks"),
        ("l090.00", "1090.00", "marks"),
        ("(小写)¥1090.", "1090.27", "marks"),
        ("¥1090.2", "1090.27", "marks"),
        ("¥1090.20", "1090.27", None),
        ("(小写) ¥2811", "28114.97", "marks"),
        ("21911095)", "21911.95", "marks"),
        ("¥7090.00", "1090.00", "digit"),
        ("¥1890.00", "1090.00", "digit"),
        ("41090.00", "1090.00", "digit"),
        ("¥090.00", "1090.00", "digit"),
        ("Total 1090.00", "1090.00", "marks"),
        ("¥2090.00", "1090.00", None),
        ("¥7890.00", "1090.00", None),
        ("¥10900.00", "1090.00", None),
        ("", "1090.00", None),
    ],
)
def test_how_an_amount_may_have_been_misread(raw, value, slip):
    assert slip_between(raw, Money.of(value)) == slip


@pytest.mark.parametrize(
    ("raw", "code", "slip"),
    [("03630024", "03630024", "marks"), ("O3630024", "03630024", "digit"), ("03680024", "03630024", "digit"),
     ("13680024", "03630024", None)],
)  # fmt: skip
def test_how_a_code_may_have_been_misread(raw, code, slip):
    assert slip_between(raw, code) == slip


def test_a_lost_decimal_point_is_put_back_when_two_witnesses_agree():
    lost = (*triple(100000, 9000, 0)[:2], field("¥109000", 10900000))
    healed = heal_sum(lost, CAPITALS)
    assert healed[2].value == Money.of("1090")
    assert healed[2].raw == "¥109000"
    assert "net plus tax" in healed[2].repair
    assert "the capital amount" in healed[2].repair


def test_one_constraint_alone_changes_nothing():
    lost = (*triple(100000, 9000, 0)[:2], field("¥109000", 10900000))
    assert heal_sum(lost) == lost


def test_a_misread_digit_needs_the_second_engine():
    wrong = (*triple(100000, 9000, 0)[:2], field("¥7090.00", 709000))
    assert heal_sum(wrong, CAPITALS) == wrong
    assert heal_sum(wrong, CAPITALS, lambda _: "")[2].value == Money.of("1090")
    assert heal_sum(wrong, {}, lambda _: "¥1090.00")[2].value == Money.of("1090")


def test_a_total_that_both_engines_read_alike_stands_on_the_paper_and_stays():
    forged = (*triple(100000, 9000, 0)[:2], field("¥7090.00", 709000))
    assert heal_sum(forged, CAPITALS, lambda _: "¥7090.00") == forged


def test_a_sum_two_changes_could_close_is_left_alone():
    # 100 + 9 is not 189: either the net is 180 or the total is 109
    unclear = triple(10000, 900, 18900)
    beside = {"net_amount": [Witness(says="a line", value=Money.of("180"))],
              "total_amount": [Witness(says="a code", value=Money.of("109"))]}  # fmt: skip
    assert heal_sum(unclear, beside, lambda _: "") == unclear


@pytest.mark.parametrize("source", [source for source in TextSource if source is not TextSource.OCR])
def test_only_ocr_is_mended(source):
    wrong = (*triple(100000, 9000, 0, source)[:2], field("¥109000", 10900000, source=source))
    assert heal_sum(wrong, CAPITALS, lambda _: "¥1090.00") == wrong


def test_a_witness_for_what_was_read_ends_the_matter():
    read = field("¥109000", 10900000)
    voices = [Witness(says=says, value=Money.of("1090")) for says in "ab"]
    assert mended(read, voices).value == Money.of("1090")
    assert mended(read, [*voices, Witness(says="c", value=read.value)]) == read


@given(AMOUNTS, AMOUNTS, st.lists(st.builds(Witness, says=st.just("x"), value=st.builds(Money, amount_minor=AMOUNTS))))
def test_a_sum_that_closes_is_never_changed(net, tax, voices):
    closing = triple(net, tax, net + tax)
    assert heal_sum(closing, dict.fromkeys(NAMES, voices), lambda _: "¥1.00") == closing


@settings(max_examples=200)
@given(
    st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), st.lists(st.sampled_from([*NAMES, "none"]), max_size=3), st.text(max_size=8)
)
def test_what_changes_closes_the_sum_is_near_or_read_again_and_stays_so(values, supported, again):
    net, tax, total = values
    meant = {"net_amount": total - tax, "tax_amount": total - net, "total_amount": net + tax}
    beside = {name: [Witness(says="x", value=Money(amount_minor=meant[name]))] for name in supported if name in meant}
    first = triple(*values)
    healed = heal_sum(first, beside, lambda _: again)
    for before, after in zip(first, healed, strict=True):
        assert after.raw == before.raw
        if after != before:
            assert sum_closes([field.value for field in healed])
            assert slip_between(before.raw, after.value) or reads_as(again, after.value)
            assert after.repair
    assert heal_sum(healed, beside, lambda _: again) == healed


@given(st.text(), AMOUNTS)
def test_any_text_may_be_compared(text, minor):
    assert slip_between(text, Money(amount_minor=minor)) in (None, "marks", "digit")
    assert reads_as(text, Money(amount_minor=minor)) in (True, False)
