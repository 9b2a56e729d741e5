"""VAT invoices on hand-made pages: every usual layout, sums, QR witness, second opinion, foreign papers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from extractor_papers import line, paper, values, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.page import QrCode
from extractors.vat_invoice import EXTRACTOR
from uplift.types import Box, Money, TextSource

BUYER, SELLER = "91330100799655058B", "9144030071526726XG"
HERE = Box(left=40, top=40, right=160, bottom=160, dpi=150)

DIGITAL = (
    (420, 60, "电子发票（增值税专用发票）"),
    (880, 60, "发票号码：26332000000312847095"),
    (880, 100, "开票日期：2026年09月28日"),
    (40, 180, "购"),
    (83, 198, "名称：杭州甲乙有限公司"),
    (630, 180, "销"),
    (669, 198, "名称：深圳丙丁有限公司"),
    (83, 253, f"统一社会信用代码/纳税人识别号：{BUYER}"),
    (669, 253, f"统一社会信用代码/纳税人识别号：{SELLER}"),
    (59, 306, "项目名称"),
    (473, 306, "单位"),
    (644, 306, "数量"),
    (798, 306, "单价"),
    (933, 306, "金额"),
    (1000, 306, "税率/征收率"),
    (1155, 306, "税额"),
    (59, 342, "*运输服务*国内道路货物运输"),
    (487, 342, "吨"),
    (637, 342, "100"),
    (800, 342, "10.00"),
    (900, 342, "1000.00"),
    (1042, 342, "9%"),
    (1130, 342, "90.00"),
    (310, 458, "运输工具牌号"),
    (330, 500, "浙A8K623"),
    (130, 563, "合计"),
    (887, 563, "¥1000.00"),
    (1117, 563, "¥90.00"),
    (89, 606, "价税合计（大写）"),
    (402, 606, "壹仟零玖拾圆整"),
    (862, 606, "（小写）¥1090.00"),
)

PAPER = (
    (164, 38, "1200154130"),
    (608, 38, "No03630024"),
    (633, 84, "开票日期：2016年06月21日"),
    (111, 118, "名 称：测试购方企业"),
    (111, 136, "纳税人识别号：410305123456789"),
    (132, 345, "合 计"),
    (598, 345, "￥94339.62"),
    (749, 345, "￥5660.38"),
    (121, 371, "价税合计（大写）"),
    (291, 371, "壹拾万圆整"),
    (623, 371, "(小写)￥100000.00"),
    (110, 398, "名 称：测试销方企业"),
    (109, 416, "纳税人识别号：410305012345678"),
)


def read(document, second_opinion=None):
    return EXTRACTOR.extract(document, second_opinion)


def test_a_fully_digital_freight_invoice_gives_every_field():
    found = values(read(paper(*DIGITAL)))
    rows = found.pop("goods")
    assert found == {
        "invoice_number": "26332000000312847095",
        "issue_date": date(2026, 9, 28),
        "buyer_name": "杭州甲乙有限公司",
        "seller_name": "深圳丙丁有限公司",
        "buyer_id": BUYER,
        "seller_id": SELLER,
        "net_amount": Money.of("1000"),
        "tax_amount": Money.of("90"),
        "total_amount": Money.of("1090"),
        "total_in_capitals": "壹仟零玖拾圆整",
        "tax_rate": Decimal("0.09"),
        "plate_number": "浙A8K623",
    }
    assert [{cell.name: cell.value for cell in row.cells} for row in rows] == [
        {
            "name": "*运输服务*国内道路货物运输",
            "quantity": Decimal(100),
            "unit_price": Decimal("10.00"),
            "net": Money.of("1000"),
            "rate": Decimal("0.09"),
            "tax": Money.of("90"),
        }
    ]


def test_a_paper_invoice_has_buyer_above_seller_and_its_numbers_unlabelled():
    found = values(read(paper(*PAPER, width=900, height=500)))
    assert found["invoice_code"] == "1200154130"
    assert found["invoice_number"] == "03630024"
    assert (found["buyer_name"], found["seller_name"]) == ("测试购方企业", "测试销方企业")
    assert (found["buyer_id"], found["seller_id"]) == ("410305123456789", "410305012345678")
    assert (found["net_amount"], found["tax_amount"]) == (Money.of("94339.62"), Money.of("5660.38"))


def test_two_parties_glued_into_one_line_are_still_told_apart():
    document = paper(
        (880, 60, "发票号码：26332000000312847095"),
        (83, 198, "购名称：杭州甲乙有限公司 销名称：深圳丙丁有限公司"),
        (83, 253, f"纳税人识别号：{BUYER} 纳税人识别号：{SELLER}"),
    )
    found = values(read(document))
    assert (found["buyer_name"], found["seller_name"]) == ("杭州甲乙有限公司", "深圳丙丁有限公司")
    assert (found["buyer_id"], found["seller_id"]) == (BUYER, SELLER)


def test_a_misread_label_and_a_missing_name_do_not_swap_the_parties():
    slip = tuple((left, top, text.replace("名称：深圳", "名非：深圳")) for left, top, text in DIGITAL)
    lost = tuple((left, top, text) for left, top, text in DIGITAL if "杭州甲乙" not in text)
    assert values(read(paper(*slip)))["seller_name"] == "深圳丙丁有限公司"
    found = values(read(paper(*lost)))
    assert (found.get("buyer_name"), found["seller_name"]) == (None, "深圳丙丁有限公司")
    assert (found["buyer_id"], found["seller_id"]) == (BUYER, SELLER)


def test_every_field_has_raw_text_confidence_page_and_box():
    for field in read(paper(*DIGITAL)):
        assert field.raw
        assert 0 < field.confidence <= 1
        assert field.page == 0
        assert field.box is not None


def test_checks_of_a_sound_invoice_pass():
    document = paper(*DIGITAL)
    found = verdicts(EXTRACTOR, document, read(document))
    passing = (
        "uscc_check_digit",
        "plate_format",
        "invoice_number_form",
        "amount_sum",
        "line_tax",
        "capitals_agree",
        "rate_legal",
    )
    assert {name: found[name] for name in passing} == dict.fromkeys(passing, "pass")
    assert found["qr_agrees"] == found["ofd_signature"] == found["pdf_history"] == "unknown"


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ("（小写）¥1090.00", "（小写）¥9090.00", "amount_sum"),
        ("壹仟零玖拾圆整", "玖仟零玖拾圆整", "capitals_agree"),
        ("9%", "11%", "rate_legal"),
        ("90.00", "91.00", "line_tax"),
        (
            f"统一社会信用代码/纳税人识别号：{SELLER}",
            "统一社会信用代码/纳税人识别号：91350203M0001QAY9B",
            "uscc_check_digit",
        ),
        ("发票号码：26332000000312847095", "发票号码：25332000000312847095", "invoice_number_form"),
    ],
)
def test_one_edited_value_fails_its_check(old, new, check):
    cells = tuple((left, top, new if text == old else text) for left, top, text in DIGITAL)
    document = paper(*cells)
    assert verdicts(EXTRACTOR, document, read(document))[check] == "fail"


def test_the_capital_amount_chooses_between_two_totals():
    document = paper(*DIGITAL, (862, 640, "（小写）¥9090.00"))
    assert values(read(document))["total_amount"] == Money.of("1090")


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


def with_code(document, payload):
    return replace(document, qr_codes=(QrCode(text=payload, page=0, box=HERE),))


GOOD_CODE = "01,04,4200161350,00015045,165106.00,20160501,48114255542168294433,DBFE,"


def test_the_qr_code_fills_what_the_page_does_not_say():
    document = with_code(paper((420, 60, "湖北增值税普通发票")), GOOD_CODE)
    fields = {field.name: field for field in read(document)}
    assert fields["invoice_number"].value == "00015045"
    assert fields["invoice_number"].source is TextSource.QR
    assert fields["issue_date"].value == date(2016, 5, 1)
    assert fields["net_amount"].value == Money.of("165106")
    assert verdicts(EXTRACTOR, document, tuple(fields.values()))["qr_agrees"] == "unknown"


@pytest.mark.parametrize(
    "payload",
    [
        "01,01,1200154130,03630024,94339.62,20160621,,9335,",
        GOOD_CODE,
        "01,32,,25330000000000000001,1090.00,20250601,,3BA5,",
    ],
)
def test_checksums_of_published_codes_pass_and_an_edited_amount_fails(payload):
    sound = with_code(paper((0, 0, "发票")), payload)
    edited = with_code(paper((0, 0, "发票")), payload.replace(".", "1.", 1))
    assert verdicts(EXTRACTOR, sound, ())["qr_crc"] == "pass"
    assert verdicts(EXTRACTOR, edited, ())["qr_crc"] == "fail"


def test_a_code_that_disagrees_with_the_page_fails():
    payload = "01,32,,26332000000312847095,{},20260928,,0000,"
    agreeing, other = (with_code(paper(*DIGITAL), payload.format(amount)) for amount in ("1090.00", "9090.00"))
    assert verdicts(EXTRACTOR, agreeing, read(agreeing))["qr_agrees"] == "pass"
    assert verdicts(EXTRACTOR, other, read(other))["qr_agrees"] == "fail"


def test_data_outranks_the_page_and_is_placed_on_it():
    document = replace(
        paper(*DIGITAL),
        data={"invoice_number": "26332000000312847095", "total_amount": "2180.00", "issue_date": "2026-09-28"},
        data_source=TextSource.XML,
    )
    fields = {field.name: field for field in read(document)}
    assert fields["total_amount"].value == Money.of("2180")
    assert fields["invoice_number"].confidence == 1.0
    assert fields["invoice_number"].box is not None


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


def test_taxes_of_several_rates_are_added_up_when_the_total_agrees():
    document = paper(
        (100, 100, "Rechnung Nr. 4711"),
        (100, 500, "Summe netto"),
        (900, 500, "300,00 €"),
        (100, 530, "zzgl. 7 % MwSt. auf 100,00"),
        (900, 530, "7,00 €"),
        (100, 560, "zzgl. 19 % MwSt. auf 200,00"),
        (900, 560, "38,00 €"),
        (100, 590, "Rechnungsbetrag"),
        (900, 590, "345,00 €"),
    )
    fields = {field.name: field for field in read(document)}
    assert fields["tax_amount"].value == Money.of("45", "EUR")
    assert "7.00 and 38.00" in fields["tax_amount"].repair


def test_a_net_amount_nobody_labelled_follows_from_the_rate():
    document = paper(
        (100, 100, "Invoice No: 77"),
        (100, 500, "VAT 20%"),
        (900, 500, "£20.00"),
        (100, 530, "Total"),
        (900, 530, "£120.00"),
    )
    net = next(field for field in read(document) if field.name == "net_amount")
    assert net.value == Money.of("100", "GBP")
    assert "net times 20" in net.repair


def test_copies_inside_an_ofd_must_agree():
    sound = replace(
        paper((0, 0, "发票")),
        data={"total_amount": "318.00", "issue_date": "2020年10月10日"},
        page_data={"total_amount": "¥318.00", "issue_date": "2020-10-10"},
        data_source=TextSource.OFD,
    )
    edited = replace(sound, page_data={"total_amount": "¥918.00"})
    assert verdicts(EXTRACTOR, sound, ())["ofd_copies_agree"] == "pass"
    assert verdicts(EXTRACTOR, edited, ())["ofd_copies_agree"] == "fail"


def test_attached_data_must_be_printed_on_the_page():
    good = {"total_amount": "1090.00", "invoice_number": "26332000000312847095", "issue_date": "2026-09-28"}
    edited, other = good | {"total_amount": "9090.00"}, good | {"invoice_number": "26332000000312847096"}
    documents = [replace(paper(*DIGITAL), data=data, data_source=TextSource.XML) for data in (good, edited, other)]
    found = [verdicts(EXTRACTOR, document, ())["attached_copy_agrees"] for document in documents]
    assert found == ["pass", "fail", "fail"]


def test_a_scan_cannot_prove_that_attached_data_are_not_on_it():
    scan = paper(*DIGITAL, source=TextSource.OCR)
    document = replace(scan, data={"total_amount": "9090.00"}, data_source=TextSource.XML)
    assert verdicts(EXTRACTOR, document, ())["attached_copy_agrees"] == "unknown"
    assert verdicts(EXTRACTOR, scan, ())["attached_copy_agrees"] == "unknown"


def test_a_pdf_changed_long_after_it_was_made_fails():
    made = {
        "creation_date": "D:20260901120000+08'00'",
        "modification_date": "D:20260901120100+08'00'",
        "pdf_revisions": "1",
    }
    changed = made | {"modification_date": "D:20261001120000+08'00'", "pdf_revisions": "2"}
    documents = [paper(*DIGITAL, metadata=metadata) for metadata in (made, changed)]
    assert [verdicts(EXTRACTOR, document, ())["pdf_history"] for document in documents] == ["pass", "fail"]


def test_an_editing_program_fails_and_any_other_proves_nothing():
    documents = [paper(*DIGITAL, metadata={"producer": name}) for name in ("Adobe Photoshop 25.0", "iText 5")]
    assert [verdicts(EXTRACTOR, document, ())["editor_software"] for document in documents] == ["fail", "unknown"]


def test_an_english_invoice():
    document = paper(
        (40, 40, "Northern Parts Ltd."),
        (40, 70, "12 High Street, Leeds"),
        (800, 40, "Invoice No: INV-2041"),
        (800, 70, "Invoice Date: 5 March 2026"),
        (40, 150, "Bill To:"),
        (40, 175, "Riverside Garage"),
        (800, 500, "Subtotal"),
        (1000, 500, "£100.00"),
        (800, 530, "VAT (20%)"),
        (1000, 530, "£20.00"),
        (800, 560, "Total"),
        (1000, 560, "£120.00"),
    )
    assert values(read(document)) == {
        "invoice_number": "INV-2041",
        "issue_date": date(2026, 3, 5),
        "seller_name": "Northern Parts Ltd.",
        "buyer_name": "Riverside Garage",
        "net_amount": Money.of("100", "GBP"),
        "tax_amount": Money.of("20", "GBP"),
        "total_amount": Money.of("120", "GBP"),
        "tax_rate": Decimal("0.2"),
    }


def test_a_german_invoice_with_decimal_commas():
    document = paper(
        (800, 40, "Rechnungsnummer 471102"),
        (800, 70, "Rechnungsdatum 05.03.2026"),
        (800, 500, "Nettobetrag"),
        (1000, 500, "1.473,00 €"),
        (800, 530, "MwSt 19%"),
        (1000, 530, "279,87 €"),
        (800, 560, "Gesamtbetrag"),
        (1000, 560, "1.752,87 €"),
    )
    found = values(read(document))
    assert found["invoice_number"] == "471102"
    assert found["issue_date"] == date(2026, 3, 5)
    assert found["total_amount"] == Money.of("1752.87", "EUR")
    assert found["tax_amount"] == Money.of("279.87", "EUR")


@settings(deadline=None, derandomize=True, max_examples=40)
@given(
    texts=st.lists(st.text(max_size=20) | st.sampled_from([text for _, _, text in DIGITAL + PAPER]), max_size=25),
    seed=st.randoms(use_true_random=False),
)
def test_any_page_gives_fields_and_checks_without_raising(texts, seed):
    document = paper(*((seed.randrange(1200), seed.randrange(1700), text) for text in texts))
    fields = read(document)
    assert len({field.name for field in fields}) == len(fields)
    assert verdicts(EXTRACTOR, document, fields)


def test_a_line_knows_its_place():
    assert line("ab", 10, 20).box == Box(left=10, top=20, right=30, bottom=40, dpi=150)
