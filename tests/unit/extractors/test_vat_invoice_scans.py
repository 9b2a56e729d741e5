"""Invoices as OCR gives them: misread labels and digits, covered totals, roll invoices, remarks beside seals."""

from decimal import Decimal

import pytest
from extractor_papers import paper, values
from invoice_papers import BUYER, DIGITAL, SELLER, read, with_code

from extractors.checks.identifiers import uscc_check_digit
from extractors.classify import choose_kind, classify
from uplift.types import EvidenceKind, Money, TextSource


def scanned(cells, old, new):
    changed = tuple((left, top, new if text == old else text) for left, top, text in cells)
    return paper(*changed, source=TextSource.OCR)


def test_a_second_reading_is_taken_only_when_it_closes_the_sum():
    document = scanned(DIGITAL, "¥1000.00", "¥1800.00")
    mended = {field.name: field for field in read(document, lambda _page, _box: "¥1000.00")}
    assert mended["net_amount"].value == Money.of("1000")
    assert mended["net_amount"].raw == "¥1800.00"
    assert "total less tax" in mended["net_amount"].repair
    # what both engines read alike stands on the paper, however much the other numbers contradict it
    for second in (lambda _page, _box: "¥1800.00", None):
        assert values(read(document, second))["net_amount"] == Money.of("1800")


def test_a_text_layer_is_never_mended_by_a_second_reading():
    cells = tuple((left, top, "¥1800.00" if text == "¥1000.00" else text) for left, top, text in DIGITAL)
    found = values(read(paper(*cells), lambda _page, _box: "¥1000.00"))
    assert found["net_amount"] == Money.of("1800")


ROLL = (
    (40, 20, "增值税普通发票(卷票)"),
    (20, 80, "发票代码 037021900112"),
    (20, 110, "发票号码 44867421"),
    (20, 140, "销售方名称：济南禾润食品有限公"),
    (20, 163, "司"),
    (20, 190, "税号：91330100799655058B"),
    (20, 220, "开票日期：2020-01-21"),
    (20, 250, "购买方名称：安平商行"),
    (20, 300, "合计金额（小写）：¥1090.00"),
    (20, 330, "合计金额（大写）："),
    (20, 360, "壹仟零玖拾圆整"),
)


def test_a_roll_invoice_takes_its_net_amount_from_the_code_and_the_tax_from_both():
    document = paper(*ROLL, width=420, height=1100)
    assert "net_amount" not in values(read(document))
    document = with_code(document, "01,04,037021900112,44867421,1000.00,20200121,12345678901234567890,ABCD,")
    fields = {field.name: field for field in read(document)}
    assert fields["seller_name"].value == "济南禾润食品有限公司"
    assert fields["buyer_name"].value == "安平商行"
    assert fields["total_amount"].value == Money.of("1090")
    assert fields["net_amount"].value == Money.of("1000")
    assert fields["tax_amount"].value == Money.of("90")
    assert fields["tax_amount"].repair


def test_labels_misread_at_low_resolution_still_lead_to_their_values():
    slips = {
        "名称：杭州甲乙有限公司": "名非：杭州甲乙有限公司",
        f"统一社会信用代码/纳税人识别号：{BUYER}": f"统一社会信用代码/纳税人识制号：{BUYER}",
        "合计": "合许",
        "数量": "数堂",
        "¥1000.00": "V1000.00",
    }
    cells = tuple((left, top, slips.get(text, text)) for left, top, text in DIGITAL)
    found = values(read(paper(*cells, source=TextSource.OCR)))
    assert found["buyer_name"] == "杭州甲乙有限公司"
    assert found["buyer_id"] == BUYER
    assert (found["net_amount"], found["tax_amount"]) == (Money.of("1000"), Money.of("90"))


def test_a_total_covered_by_the_seal_comes_back_from_two_witnesses():
    document = scanned(DIGITAL, "（小写）¥1090.00", "（小写）¥109")
    total = next(field for field in read(document) if field.name == "total_amount")
    assert total.value == Money.of("1090")
    assert "the capital amount" in total.repair
    assert total.raw.endswith("109")


@pytest.mark.parametrize("seen", ["（小写）¥1090.005F", "（小写）概18日", "（小写）②"])
def test_what_a_seal_adds_to_the_total_is_no_part_of_it(seen):
    found = values(read(scanned(DIGITAL, "（小写）¥1090.00", seen)))
    assert found["total_amount"] == Money.of("1090")
    assert found["tax_amount"] == Money.of("90")


def test_a_lost_per_cent_sign_comes_back_from_net_and_tax():
    rows = values(read(scanned(DIGITAL, "9%", "9")))["goods"]
    rate = next(cell for cell in rows[0].cells if cell.name == "rate")
    assert rate.value == Decimal("0.09")


def test_a_remark_beside_a_label_written_downwards_without_the_words_of_the_seal():
    cells = (
        *DIGITAL,
        (60, 650, "备"),
        (60, 700, "注"),
        (120, 660, "合同编号：HT291"),
        (700, 660, SELLER),
        (700, 690, "发票专用章"),
    )
    assert values(read(paper(*cells, height=900)))["remark"] == "合同编号：HT291"


BARE = (
    (900, 60, "037021600111"),
    (900, 90, "14115655"),
    (900, 120, "2016年08月02日"),
    (900, 150, "38689 27620 10304 54450"),
    (200, 200, "杭州甲乙有限公司"),
    (200, 230, BUYER),
    (60, 400, "大米"),
    (700, 400, "1000.00"),
    (700, 600, "¥1000.00"),
    (950, 600, "¥90.00"),
    (300, 650, "壹仟零玖拾圆整"),
    (900, 650, "¥1090.00"),
    (200, 700, "深圳丙丁有限公司"),
    (200, 730, SELLER),
)


def test_a_form_whose_labels_are_a_picture_is_read_by_the_places_of_its_values():
    document = with_code(
        paper(*BARE, height=900), "01,10,037021600111,14115655,1000.00,20160802,38689276201030454450,AB12,"
    )
    assert choose_kind(classify(document))[0] is EvidenceKind.VAT_INVOICE
    found = values(read(document))
    assert (found["invoice_code"], found["invoice_number"]) == ("037021600111", "14115655")
    assert found["check_code"] == "38689276201030454450"
    assert (found["buyer_name"], found["seller_name"]) == ("杭州甲乙有限公司", "深圳丙丁有限公司")
    assert (found["buyer_id"], found["seller_id"]) == (BUYER, SELLER)
    sums = [str(found[name]) for name in ("net_amount", "tax_amount", "total_amount")]
    assert sums == ["1000.00", "90.00", "1090.00"]


def test_a_vehicle_sale_invoice_names_its_amounts_one_by_one():
    document = paper(
        (500, 30, "机动车销售统一发票"),
        (60, 80, "发票代码 137021720100"),
        (60, 110, "发票号码 00123456"),
        (700, 80, "开票日期 2019-08-02"),
        (60, 160, "购买方名称及身份证号码/组织机构代码"),
        (500, 160, "安平货物运输有限公司"),
        (60, 260, "价税合计"),
        (260, 260, "⊗壹拾壹万叁仟元整"),
        (800, 260, "小写 ¥113000.00"),
        (60, 320, "销货单位名称"),
        (260, 320, "甲乙汽车销售有限公司"),
        (60, 400, "增值税税率或征收率"),
        (300, 400, "13%"),
        (450, 400, "增值税税额"),
        (650, 400, "¥13000.00"),
        (60, 440, "不含税价"),
        (260, 440, "小写 ¥100000.00"),
        height=900,
    )
    found = values(read(document))
    assert (found["buyer_name"], found["seller_name"]) == ("安平货物运输有限公司", "甲乙汽车销售有限公司")
    sums = [str(found[name]) for name in ("net_amount", "tax_amount", "total_amount")]
    assert sums == ["100000.00", "13000.00", "113000.00"]


@pytest.mark.parametrize(("second", "verdict"), [("91330100799655058X", "unknown"), ("91330100799655058A", "fail")])
def test_a_code_that_does_not_close_is_held_against_the_paper_only_when_both_engines_read_it(second, verdict):
    cells = tuple((left, top, text.replace(BUYER, f"{BUYER[:17]}A")) for left, top, text in DIGITAL)
    document = paper(*cells, source=TextSource.OCR)
    fields = read(document, lambda _page, _box: second)
    found = [check.verdict for check in uscc_check_digit(document, fields) if "buyer_id" in check.detail]
    assert found == [verdict]
