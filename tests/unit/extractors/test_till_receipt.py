"""Till receipts of several countries on hand-made rolls: totals by votes, dates, names and addresses from the head."""

from datetime import date

import pytest
from extractor_papers import line, paper, values, verdicts
from hypothesis import given
from hypothesis import strategies as st

from extractors import till_receipt
from extractors.classify import choose_kind, classify
from extractors.labels import load_labels
from extractors.page import Document, Page
from extractors.receipt_date import dates_in
from extractors.receipt_merchant import address_text, clean_name, spaced
from extractors.receipt_money import Style, amounts_in, style_of, whole_amount
from extractors.receipt_total import in_capitals, roles_in
from uplift.types import EvidenceKind, TextSource

WIDE = 460
DECIMAL, WHOLE = Style(currency="MYR", whole=False), Style(currency="IDR", whole=True)

MALAYSIAN = """
SYARIKAT MELUR JAYA SDN BHD
(123456-K)
NO. 18, JALAN MELUR 3/4,
TAMAN SERI INDAH,
41200 KLANG, SELANGOR.
TEL : 03-5555 0101
GST NO : 000812345678
TAX INVOICE
Invoice No : CS1234 | Date : 05/03/2017
Cashier : USER | Time : 14:02:11
Item | Qty | Price | Total
A4 PAPER 70GSM
9555123456789 | 2 | 11.90 | 23.80
Sub Total (Excl GST) | 23.80
Total GST 6% | 1.43
Rounding Adj | 0.02
TOTAL | RM 25.25
CASH | RM 50.00
CHANGE | RM 24.75
GST SUMMARY
Total | 23.80 | 1.43
"""
BISTRO = """
tan siew ling
HARBOUR GRILL & BISTRO
78G, JALAN SERULING 6,
47400 PETALING JAYA.
GUEST CHECK
TABLE : B12
10-03-2018 23:03:06
2 x TIGER BUCKET | 95.00 | 190.00 SR
SUB TOTAL | 190.00
SERVICE CHARGE 10% | 19.00
NET TOTAL | 209.00
VISA | 209.00
"""
AMERICAN = """
Maple Street Grocers
418 Maple Street
Fairview, OH 44126
(462) 555-0149
ST# 8022 OP# 60453 TE# 35 TR# 67219
SOURDOUGH LOAF | 021942521663 | 5.49 F
GROUND COFFEE | 076537880659 | 8.99 F
SUBTOTAL | 14.48
TAX 1 6.750 % | 0.98
TOTAL | $15.46
VISA TEND | $15.46
CHANGE DUE | $0.00
08/05/2025 06:26 PM
"""
INDONESIAN = """
AYAM GEPREK | 2 x 25.000 | 50.000
ES TEH | 8.000
TOTAL | 58.000
TUNAI | 100.000
KEMBALIAN | 42.000
"""
CHINESE = """
禾润生鲜超市（良渚店）
欢迎光临
机号：03 收银员：0012
日期：2026-11-01 18:32:10
品名 | 数量 | 单价 | 金额
东北大米5kg | 1 | 45.90 | 45.90
酱油1.9L | 2 | 12.50 | 25.00
合计： | 70.90
优惠： | -5.90
应付金额： | 65.00
现金： | 100.00
找零： | 35.00
地址：浙江省杭州市余杭区运河北路128号
谢谢惠顾
"""
BOOK = """
收款收据
2026年9月18日
今收到 | 杭州临江建材制造有限公司
交来 | 运费
人民币（大写） | 壹万贰仟叁佰元整 | ￥ 12300.00
收款单位（盖章） | 余杭区顺达货物运输户
会计 | 出纳 | 经手人
"""


def roll(text):
    """Rows of a receipt; cells of a row are divided by |, the last stands at the right edge, a lone one is centred."""
    lines, top = [], 40
    for row in text.strip().splitlines():
        cells = [cell.strip() for cell in row.split("|")]
        for place, cell in enumerate(cells):
            wide = line(cell, 0, top).box.right
            left = 20 if place == 0 else WIDE - 20 - wide
            if 0 < place < len(cells) - 1:
                left = 20 + place * (WIDE - 40) / len(cells)
            lines.append(line(cell, (WIDE - wide) / 2 if len(cells) == 1 else left, top))
        top += 26
    page = Page(index=0, width=WIDE, height=top + 40, dpi=72, source=TextSource.OCR, lines=tuple(lines))
    return Document(media_type="image/jpeg", page_count=1, pages=(page,))


def read(text):
    return {name: str(value) for name, value in values(till_receipt.extract(roll(text), None)).items()}


def test_a_malaysian_receipt_gives_name_address_day_and_the_rounded_total():
    assert read(MALAYSIAN) == {
        "merchant_name": "SYARIKAT MELUR JAYA SDN BHD",
        "merchant_address": "NO. 18, JALAN MELUR 3/4, TAMAN SERI INDAH, 41200 KLANG, SELANGOR.",
        "issue_date": "2017-03-05",
        "total_amount": "25.25",
    }


def test_what_somebody_wrote_above_the_name_is_not_the_name_and_a_service_charge_is_part_of_the_total():
    found = read(BISTRO)
    assert found["merchant_name"] == "HARBOUR GRILL & BISTRO"
    assert found["total_amount"] == "209.00"
    assert found["issue_date"] == "2018-03-10"


def test_an_american_date_is_read_month_first():
    found = read(AMERICAN)
    assert found["issue_date"] == "2025-08-05"
    assert found["total_amount"] == "15.46"
    assert (found["merchant_name"], found["merchant_address"]) == (
        "Maple Street Grocers",
        "418 Maple Street Fairview, OH 44126",
    )


def test_whole_rupiah_are_amounts_and_a_receipt_without_a_head_has_no_name():
    assert read(INDONESIAN) == {"total_amount": "58000.00"}
    assert style_of(roll(INDONESIAN)) == WHOLE


def test_a_chinese_roll_gives_what_was_to_be_paid_and_not_the_sum_before_the_discount():
    assert read(CHINESE) == {
        "merchant_name": "禾润生鲜超市（良渚店）",
        "merchant_address": "浙江省杭州市余杭区运河北路128号",
        "issue_date": "2026-11-01",
        "total_amount": "65.00",
    }


def test_a_receipt_book_names_the_payee_and_its_capitals_are_compared_with_the_digits():
    document = roll(BOOK)
    fields = till_receipt.extract(document, None)
    found = values(fields)
    assert found["merchant_name"] == "余杭区顺达货物运输户"
    assert (str(found["total_amount"]), found["issue_date"]) == ("12300.00", date(2026, 9, 18))
    assert verdicts(till_receipt.EXTRACTOR, document, fields)["capitals_agree"] == "pass"
    forged = roll(BOOK.replace("12300.00", "72300.00"))
    assert verdicts(till_receipt.EXTRACTOR, forged, till_receipt.extract(forged, None))["capitals_agree"] == "fail"


def test_who_paid_is_not_taken_for_the_merchant():
    unsigned = BOOK.replace("| 余杭区顺达货物运输户", "")
    assert "merchant_name" not in read(unsigned)


@pytest.mark.parametrize("text", [MALAYSIAN, BISTRO, AMERICAN, INDONESIAN, CHINESE, BOOK])
def test_receipts_of_every_sort_are_recognised(text):
    assert choose_kind(classify(roll(text)))[0] is EvidenceKind.TILL_RECEIPT


def test_a_letter_is_no_receipt():
    assert choose_kind(classify(paper((100, 100, "亲爱的小梅：见字如面。"))))[0] is EvidenceKind.UNKNOWN


def test_a_misread_total_is_mended_by_cash_and_change_and_the_repair_is_told():
    field = next(
        field
        for field in till_receipt.extract(roll("TOTAL | 33.99\nCASH | 50.00\nCHANGE | 16.10"), None)
        if field.name == "total_amount"
    )
    # the label speaks for 33.99, cash - change for 33.90, which is printed nowhere: the label wins, unsure
    assert str(field.value) == "33.99"
    assert field.confidence < 0.8
    torn = till_receipt.extract(roll("TOTAL | ~~\nCASH | 50.00\nCHANGE | 16.10"), None)
    mended = next(field for field in torn if field.name == "total_amount")
    assert str(mended.value) == "33.90"
    assert "paid less change" in mended.repair


def test_what_was_paid_after_rounding_counts_even_without_a_label():
    assert read("TOTAL AMT | RM 60.31\nROUNDING ADJ | -0.01\nRH | 60.30")["total_amount"] == "60.30"
    assert read("TOTAL | 60.35\nROUNDING ADJ | 0.02")["total_amount"] == "60.35"


def test_a_name_with_an_open_bracket_goes_on_in_the_next_line():
    found = read("MELUR HARDWARE ENTERPRISE (SERI\nINDAH) SDN BHD\n(123456-K)\nTAX INVOICE\nTOTAL | 1.00")
    assert found["merchant_name"] == "MELUR HARDWARE ENTERPRISE (SERI INDAH) SDN BHD"


def test_the_total_of_quantities_and_the_tax_table_are_no_totals():
    found = read("TOTAL QTY | 7.00\nTOTAL | 54.50\nGST SUMMARY\nTotal | 51.42 | 3.08")
    assert found["total_amount"] == "54.50"


def test_an_expiry_date_is_not_the_day_of_the_sale():
    assert (
        read("Exp: 01/12/2020\n阿莫西林 有效期至：2028-05-28\n交易时间：2026-11-02 10:00")["issue_date"] == "2026-11-02"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RM 33.90", ["33.90"]),
        ("31 00", ["31.00"]),
        ("11.0C", ["11.00"]),
        ("RM 14-10", ["14.10"]),
        ("-RM 0.02", ["-0.02"]),
        ("(1.20)", ["-1.20"]),
        ("5.50-", ["-5.50"]),
        ("1,234.50", ["1234.50"]),
        ("1X19.00 19.00", ["19.00", "19.00"]),
        ("￥58", ["58.00"]),
        ("58元", ["58.00"]),
        ("29-12-2017", []),
        ("14:02", []),
        ("GST 6.00%", []),
        ("9.140", []),
        ("03-7731 8169", []),
    ],
)
def test_amounts_as_tills_print_them(text, expected):
    assert [str(placed.value) for placed in amounts_in(text, DECIMAL)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("45.500", "45500.00"), ("Rp 45,500", "45500.00"), ("Rp. 45.500,00", "45500.00"), ("30000", "30000.00")],
)
def test_amounts_without_decimals(text, expected):
    assert [str(placed.value) for placed in amounts_in(text, WHOLE)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25/12/2018 8:13:39 PM", date(2018, 12, 25)),
        ("25/12/20188:13:39", date(2018, 12, 25)),
        ("12-01-19 21:13 SH01", date(2019, 1, 12)),
        ("28 Mar 18 18:32:36", date(2018, 3, 28)),
        ("17/11/1717:10:43", date(2017, 11, 17)),
        ("12MAR2018", date(2018, 3, 12)),
        ("Mar 12, 2018", date(2018, 3, 12)),
        ("O3/O3/2018", date(2018, 3, 3)),
        ("2018-03-25", date(2018, 3, 25)),
        ("日期：2026年11月01日", date(2026, 11, 1)),
        ("20261101 183210", date(2026, 11, 1)),
        ("12/31/2018", date(2018, 12, 31)),
    ],
)
def test_dates_as_tills_print_them(text, expected):
    assert [value for value, _, _ in dates_in(text)] == [expected]


@pytest.mark.parametrize("text", ["03-7731 8169", "192.168.10.12", "1300-88-6555", "4974052801334", "45-99-10"])
def test_numbers_that_are_no_dates(text):
    assert list(dates_in(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BOOKTA.KSDNBHD", "BOOKTA.K SDN BHD"),
        ("S.H.H. MOTOR（ SUNGAI RENGIT）SDN.BHD.", "S.H.H. MOTOR (SUNGAI RENGIT) SDN. BHD."),
        ("MELUR ENTERPRISE (JM0352019-K)", "MELUR ENTERPRISE"),
        ("*** Welcome to Corner Oak Pharmacy ***", "Corner Oak Pharmacy"),
        ("欢迎光临 禾润 超市", "禾润超市"),
        ("000000#7259 CASHIER01", None),
        ("--------", None),
    ],
)
def test_names_are_cleaned_of_what_stands_around_them(text, expected):
    assert clean_name(text) == expected


def test_roles_take_the_longest_claim():
    labels = load_labels("receipts")
    roles = [role for role, _, _ in roles_in("应收：58.00 实收：100.00 找零：42.00", labels)]
    assert roles == ["total_strong", "paid", "change"]
    assert [role for role, _, _ in roles_in("Total Sales (Excluding GST) :", labels)] == ["subtotal"]
    assert [role for role, _, _ in roles_in("Total Sales (Inclusive of GST)", labels)] == ["total_strong"]


@given(
    st.text(alphabet=st.sampled_from("0123456789.,:-/ ()RM$￥元OoCTALtotaljan现金合计"), max_size=40)
    | st.text(max_size=30)
)
def test_any_text_gives_values_or_none(text):
    for style in (DECIMAL, WHOLE):
        assert all(placed.start <= placed.end for placed in amounts_in(text, style))
        whole_amount(text, style)
    assert all(1995 <= value.year <= 2060 for value, _, _ in dates_in(text))
    clean_name(text), spaced(text), address_text(text), in_capitals(text)
    list(roles_in(text, load_labels("receipts")))
