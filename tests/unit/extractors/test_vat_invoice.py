"""VAT invoices on hand-made pages: every usual layout, sums, QR witness, second opinion, foreign papers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from extractor_papers import line, paper, values, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st
from invoice_papers import BUYER, DIGITAL, PAPER, SELLER, read, with_code

from extractors.vat_invoice import EXTRACTOR
from uplift.types import Box, Money, TextSource


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
