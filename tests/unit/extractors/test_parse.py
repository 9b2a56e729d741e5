"""Parsers: any text gives a value or None; the published vectors hold."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc as second_oracle

from extractors import parse
from uplift.types import Money

CHECKED = settings(deadline=None, derandomize=True, max_examples=200)
PARSERS = [
    parse.money, parse.capital_money, parse.chinese_date, parse.any_date, parse.period, parse.uscc, parse.taxpayer_id,
    parse.plate, parse.vin, parse.invoice_number, parse.invoice_code, parse.check_code, parse.rate, parse.normalise,
    parse.document_number, parse.amounts, parse.currency_of, parse.compact,
]  # fmt: skip


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.__name__)
@CHECKED
@given(
    text=st.text(max_size=60) | st.text(alphabet="0123456789年月日.,-/¥元万亿OIl%壹贰拾佰仟零角分 浙A·挂", max_size=40)
)
def test_no_parser_raises_on_any_text(parser, text):
    parser(text)


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("¥236,500.00", 23_650_000, "CNY"),
        ("￥１，２３４．５６", 123_456, "CNY"),
        ("1,234.56元", 123_456, "CNY"),
        ("3.5万元", 3_500_000, "CNY"),
        ("1.2亿元", 12_000_000_000, "CNY"),
        ("(小写)¥9O0.l0", 90_010, "CNY"),
        ("-¥50.00", -5_000, "CNY"),
        ("1.234,56 €", 123_456, "EUR"),
        ("EUR 1 234,50", 123_450, "EUR"),
        ("1.234 EUR", 123_400, "EUR"),
        ("$1,234", 123_400, "USD"),
        ("RM9.00", 900, "MYR"),
        ("Rs. 1,939.00", 193_900, "INR"),
        ("£12.5", 1_250, "GBP"),
        ("1.234.56", 123_456, "CNY"),
        ("1234.5", 123_450, "CNY"),
        ("V12690.00", 1_269_000, "CNY"),
    ],
)
def test_money_reads_the_usual_forms(text, minor, currency):
    assert parse.money(text) == Money(amount_minor=minor, currency=currency)


@pytest.mark.parametrize("text", ["", "元", "一百", "12.00 34.00", "A123B", "13%", "12345678901234567890123"])
def test_money_refuses_what_is_no_single_amount(text):
    assert parse.money(text) is None


@CHECKED
@given(minor=st.integers(min_value=0, max_value=10**12))
def test_money_printed_with_thousands_marks_reads_back(minor):
    assert parse.money(f"¥{Decimal(minor) / 100:,.2f}") == Money(amount_minor=minor)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年3月5日", date(2026, 3, 5)),
        ("2026 年 03 月 05 日", date(2026, 3, 5)),
        ("2O26年O3月l5日", date(2026, 3, 15)),
        ("2026-03-05", date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        ("05/03/2026", date(2026, 3, 5)),
        ("03/25/2026", date(2026, 3, 25)),
        ("5 Mar 2026", date(2026, 3, 5)),
        ("March 5, 2026", date(2026, 3, 5)),
        ("5. März 2026", date(2026, 3, 5)),
        ("05.03.26", date(2026, 3, 5)),
        ("二〇二六年三月十五日", date(2026, 3, 15)),
        ("二零二六年十二月三十一日", date(2026, 12, 31)),
        ("开票日期：2020年08月05日", date(2020, 8, 5)),
    ],
)
def test_dates_read_the_usual_forms(text, expected):
    assert parse.chinese_date(text) == expected


@pytest.mark.parametrize("text", ["2026年13月5日", "20261399", "0202年1月1日", "31/02/2026", "长期", "410305123456789"])
def test_impossible_dates_are_none(text):
    assert parse.chinese_date(text) is None


@CHECKED
@given(day=st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_a_date_printed_in_any_form_reads_back(day):
    forms = (
        f"{day.year}年{day.month}月{day.day}日",
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day:%d/%m/%Y}",
        f"{day:%d %B %Y}",
    )
    assert {parse.chinese_date(form) for form in forms} == {day}


def test_a_period_gives_both_ends():
    assert parse.period("2026年1月1日至2026年12月31日") == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    "code",
    ["91330100799655058B", "9144030071526726XG", "914403001922038216", "91440101MA5CJQ4N59", "91330203MA2H7WU45J"],
)
def test_published_company_codes_close_and_parse(code):
    assert parse.uscc(f"统一社会信用代码：{code}") == code
    assert parse.uscc_closes(code)
    assert parse.organisation_closes(code)
    assert second_oracle.is_valid(code)


def test_a_company_code_with_a_wrong_check_character_is_returned_as_printed():
    assert parse.uscc("91350203M0001QAY9B", repair=False) == "91350203M0001QAY9B"
    assert not parse.uscc_closes("91350203M0001QAY9B")
    assert parse.organisation_closes("91350203M0001QAY9B")


def test_ocr_slips_in_a_company_code_are_repaired_only_when_the_check_closes():
    assert parse.uscc("9133O1OO799655O58B") == "91330100799655058B"
    assert parse.uscc("913301007996550588") == "91330100799655058B"
    assert parse.uscc("91330100.799655058B") == "91330100799655058B"  # a speck of the scan
    assert parse.uscc("913301007996550588", repair=False) == "913301007996550588"


@CHECKED
@given(place=st.integers(0, 17), char=st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_a_changed_code_is_returned_as_printed_or_as_one_that_closes_both_checks(place, char):
    code = "91330100799655058B"
    changed = code[:place] + char + code[place + 1 :]
    found = parse.uscc(changed)
    assert found == changed or (parse.uscc_closes(found) and parse.organisation_closes(found))
    assert parse.uscc(changed, repair=False) == changed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("甲乙(杭州)有限公司", "甲乙（杭州）有限公司"),
        ("粮油;调味品", "粮油；调味品"),
        ("A (B), C", "A (B), C"),
        ("17.05吨", "17.05吨"),
    ],
)
def test_chinese_punctuation_is_full_width_again(text, printed):
    assert parse.full_width(text) == printed


@CHECKED
@given(body=st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17))
def test_the_check_character_closes_every_body_and_agrees_with_the_second_oracle(body):
    check = parse.uscc_check_char(body)
    assert check is not None
    assert parse.uscc_closes(body + check)
    assert second_oracle.calc_check_digit(body) == check


@pytest.mark.parametrize(
    ("closes", "good", "bad"),
    [
        (parse.vin_closes, ["1M8GDM9AXKP042788", "11111111111111111", "5GZCZ43D13S812715"], "1M8GDM9A1KP042788"),
        (parse.old_licence_closes, ["110108000000016"], "110108000000017"),
        (parse.identity_closes, ["11010519491231002X", "440524188001010014"], "110105194912310021"),
        (parse.luhn_closes, ["79927398713"], "79927398710"),
    ],
)
def test_published_vectors_of_check_digits(closes, good, bad):
    assert all(closes(code) for code in good)
    assert not closes(bad)


@CHECKED
@given(place=st.integers(0, 10), change=st.integers(1, 9))
def test_luhn_catches_every_single_digit_change(place, change):
    digits = [int(char) for char in "79927398713"]
    digits[place] = (digits[place] + change) % 10
    assert not parse.luhn_closes("".join(map(str, digits)))


@pytest.mark.parametrize(
    ("text", "code", "form"),
    [
        ("浙A·12345", "浙A12345", "ordinary"),
        ("车牌号：皖 K 8F216", "皖K8F216", "ordinary"),
        ("浙AD12345", "浙AD12345", "new_energy_small"),
        ("粤B12345F", "粤B12345F", "new_energy_large"),
        ("鲁B1234挂", "鲁B1234挂", "trailer"),
        ("粤ZA123港", "粤ZA123港", "hong_kong_macao"),
        ("苏EO1I23", "苏E01123", "ordinary"),
        ("京A1234警", "京A1234警", "police"),
    ],
)
def test_plates_of_every_form(text, code, form):
    assert parse.plate(text) == code
    assert parse.plate_form(code) == form


@pytest.mark.parametrize("text", ["浙A1234", "浙江省杭州市", "AB12345", "浙I12345", "新A合同"])
def test_what_is_no_plate_is_none(text):
    assert parse.plate(text) is None


def test_a_vin_is_found_and_its_impossible_letters_repaired():
    assert parse.vin("车辆识别代号 IM8GDM9AXKPO42788") == "1M8GDM9AXKP042788"


@pytest.mark.parametrize(
    ("parser", "text", "expected"),
    [
        (parse.invoice_number, "发票号码：25332000000012345678", "25332000000012345678"),
        (parse.invoice_number, "No 03630024", "03630024"),
        (parse.invoice_number, "№ O3630024", "03630024"),
        (parse.invoice_number, "1234567", None),
        (parse.invoice_code, "发票代码:050001700111", "050001700111"),
        (parse.invoice_code, "4200161350", "4200161350"),
        (parse.check_code, "校验码 48114 25554 21682 94433", "48114255542168294433"),
        (parse.rate, "13%", Decimal("0.13")),
        (parse.rate, "税率 1.5 %", Decimal("0.015")),
        (parse.rate, "免税", Decimal(0)),
        (parse.rate, "200%", None),
        (parse.document_number, ": INV-2024/001,", "INV-2024/001"),
    ],
)
def test_codes_and_rates(parser, text, expected):
    assert parser(text) == expected
