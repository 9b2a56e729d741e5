"""Bank statements: printed pages, the running balance and what it heals, sums, income, checks."""

from dataclasses import replace
from datetime import date

import pytest
from extractor_papers import line, paper, verdicts
from hypothesis import given
from hypothesis import strategies as st
from statement_papers import HEAD, LEFTS, ROWS, bank_page, field, rows_of

from extractors import bank_statement
from extractors.classify import choose_kind, classify
from extractors.extractor import Extractor
from extractors.statement_balance import links, oldest_first
from extractors.statement_columns import column_role
from extractors.statement_header import account_name, last_four, printed_sum
from extractors.statement_values import direction, other_party, statement_amount, statement_date
from uplift.types import EvidenceKind, Money, TextSource

EXTRACTOR: Extractor = bank_statement.EXTRACTOR


def read(document, second_opinion=None):
    return EXTRACTOR.extract(document, second_opinion)


def value(fields, name):
    return field(fields, name).value


def test_a_printed_statement_gives_every_field():
    fields = read(bank_page())
    assert value(fields, "account_name") == "王小明"
    assert value(fields, "account_last4") == "3445"
    assert (value(fields, "period_start"), value(fields, "period_end")) == (date(2026, 1, 1), date(2026, 2, 28))
    assert value(fields, "total_credit") == Money.of("4090.50")
    assert field(fields, "total_debit").raw == "sum of 2 rows"
    rows = rows_of(fields)
    assert len(rows) == 6
    assert rows[0] == {
        "date": "2026-01-05", "counterparty": "杭州甲乙商贸有限公司", "summary": "货款", "credit": "1200.00",
        "balance": "5200.00",
    }  # fmt: skip
    assert rows[5]["debit"] == "1500.00"


def test_every_cell_has_a_page_and_a_box():
    cells = [cell for row in value(read(bank_page()), "rows") for cell in row.cells]
    assert {cell.page for cell in cells} == {0}
    assert all(cell.box is not None for cell in cells)


def test_it_is_known_for_a_bank_statement():
    assert choose_kind(classify(bank_page()))[0] is EvidenceKind.BANK_STATEMENT


def test_income_leaves_out_refunds_and_own_transfers():
    fields = read(bank_page())
    parties = [[str(cell.value) for cell in row.cells] for row in value(fields, "income_by_counterparty")]
    assert parties == [["杭州甲乙商贸有限公司", "2050.50", "2"]]
    months = [[str(cell.value) for cell in row.cells] for row in value(fields, "income_by_month")]
    assert months == [["2026-01", "1200.00", "1"], ["2026-02", "850.50", "1"]]


def test_a_balance_that_follows_passes_in_both_orders_of_time():
    for rows in (ROWS, ROWS[::-1]):
        document = bank_page(rows)
        assert verdicts(EXTRACTOR, document, read(document))["running_balance"] == "pass"


def test_an_altered_amount_in_a_text_layer_fails_at_its_row_and_stays_as_printed():
    document = bank_page(changed={(2, "贷方发生额"): "8,850.50"})
    fields = read(document)
    assert rows_of(fields)[2]["credit"] == "8850.50"
    [check] = [one for run in EXTRACTOR.checks for one in run(document, fields) if one.check == "running_balance"]
    assert check.verdict.value == "fail"
    assert "row 3 of 2026-02-03" in check.detail
    assert check.box == value(fields, "rows")[2].cells[-1].box


def test_rows_that_are_no_neighbours_are_unknown_and_not_a_break():
    document = bank_page([ROWS[0], ("20260107", "进货", "300.00", "", "99.00", "甲"), ROWS[3], ROWS[1], ROWS[5]])
    assert verdicts(EXTRACTOR, document, read(document))["running_balance"] == "unknown"


@pytest.mark.parametrize(
    ("changed", "name", "right"),
    [
        ({(2, "贷方发生额"): "85050"}, "credit", "850.50"),  # the point was lost
        ({(2, "余额"): "5,75O.5O"}, "balance", "5750.50"),
        ({(2, "余额"): "5.750.50"}, "balance", "5750.50"),
    ],
)
def test_the_balance_mends_what_ocr_misread(changed, name, right):
    fields = read(bank_page(source=TextSource.OCR, changed=changed), lambda _page, _box: "")
    assert rows_of(fields)[2][name] == right


def test_a_mended_cell_says_so_and_the_chain_then_passes():
    document = bank_page(source=TextSource.OCR, changed={(2, "贷方发生额"): "85050"})
    fields = read(document, lambda _page, _box: "")
    cell = next(cell for cell in value(fields, "rows")[2].cells if cell.name == "credit")
    assert "85050" in cell.repair
    assert "balance" in cell.repair
    assert verdicts(EXTRACTOR, document, fields)["running_balance"] == "pass"


def test_a_digit_that_the_second_engine_confirms_is_not_mended():
    document = bank_page(source=TextSource.OCR, changed={(2, "余额"): "8,750.50"})

    def second(_page, box):
        return next((one.text for one in document.pages[0].lines if one.box == box), "")

    fields = read(document, second)
    assert rows_of(fields)[2]["balance"] == "8750.50"
    assert verdicts(EXTRACTOR, document, fields)["running_balance"] == "fail"


def test_a_break_that_nobody_confirms_is_unknown_on_a_scan():
    document = bank_page(source=TextSource.OCR, changed={(2, "余额"): "8,111.50"})
    fields = read(document, lambda _page, _box: "")
    assert verdicts(EXTRACTOR, document, fields)["running_balance"] == "unknown"


def test_money_read_into_the_wrong_column_goes_to_the_other_when_the_balance_says_so():
    document = bank_page(source=TextSource.OCR, changed={(1, "借方发生额"): "", (1, "贷方发生额"): "300.00"})
    row = rows_of(read(document, lambda _page, _box: ""))[1]
    assert (row.get("debit"), row.get("credit")) == ("300.00", None)


def test_printed_sums_are_compared_with_the_rows():
    sums = [(80, 520, "合计"), (380, 520, "1,800.00"), (560, 520, "4,090.50")]
    page = bank_page()
    more = replace(page.pages[0], lines=(*page.pages[0].lines, *(line(text, left, top) for left, top, text in sums)))
    document = replace(page, pages=(more,))
    fields = read(document)
    assert value(fields, "total_credit") == Money.of("4090.50")
    assert len(value(fields, "rows")) == 6
    assert verdicts(EXTRACTOR, document, fields)["statement_totals"] == "pass"
    wrong = replace(more, lines=(*more.lines[:-1], line("9,090.50", 560, 520)))
    document = replace(page, pages=(wrong,))
    assert verdicts(EXTRACTOR, document, read(document))["statement_totals"] == "fail"


def test_a_row_outside_the_printed_period_fails():
    document = bank_page(changed={(5, "交易日期"): "20260315"})
    assert verdicts(EXTRACTOR, document, read(document))["statement_dates"] == "fail"
    assert verdicts(EXTRACTOR, bank_page(), read(bank_page()))["statement_dates"] == "pass"


def test_a_name_that_wraps_belongs_to_its_row_whether_centred_or_hanging():
    for first, second in ((240 - 11, 240 + 11), (240, 262)):
        cells = [*HEAD, *((left, 200, name) for name, left in LEFTS.items())]
        for number, row in enumerate(ROWS):
            top = 240 + 60 * number
            cells += [(left, top, text) for left, text in zip(list(LEFTS.values())[:5], row, strict=False) if text]
            name = row[5]
            cells += (
                [(900, first + 60 * number, name[:3]), (900, second + 60 * number, name[3:])]
                if name[3:]
                else [(900, top, name)]
            )
        parties = [row.get("counterparty") for row in rows_of(read(paper(*cells)))]
        assert parties == [row[5] for row in ROWS]


def test_a_page_without_a_header_goes_on_with_the_columns_before_it():
    first = bank_page().pages[0]
    moved = [line(text, left, 80 + 40 * n) for n, row in enumerate(ROWS[:2])
             for left, text in zip(LEFTS.values(), row, strict=True) if text]  # fmt: skip
    second = replace(first, index=1, lines=tuple(moved))
    document = replace(bank_page(), pages=(first, second), page_count=2)
    assert len(rows_of(read(document))) == 8


def test_a_page_that_is_no_statement_gives_no_rows():
    names = {one.name for one in read(bank_page(rows=(), head=((80, 60, "购销合同"),)))}
    assert "rows" not in names


def test_days_between_equal_days_are_filled_on_scans_only():
    rows = [("20260203", *row[1:]) for row in ROWS[:3]]
    changed = {(1, "交易日期"): "2O26O2O"}
    scanned = rows_of(read(bank_page(rows, source=TextSource.OCR, changed=changed), lambda _p, _b: ""))
    assert [row["date"] for row in scanned] == ["2026-02-03"] * 3
    printed = rows_of(read(bank_page(rows, changed=changed)))
    assert len(printed) == 2


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("交易日期", "date"), ("记 账 日 期", "date"), ("借方发生额/元(支取)", "debit"), ("贷方发生额(元)", "credit"),
        ("交易金额(收入)", "credit"), ("记账金额(支出)", "debit"), ("账户余额（元）", "balance"),
        ("对方账户名", "counterparty"),
        ("收/支", "flag"), ("收入金额（+元）", "credit"), ("记账日期Date", "date"), ("联机余额\tBalance", "balance"),
        ("交易金额 Transaction Amount", "amount"), ("对手信息", "counterparty"), ("杭州", None), ("", None),
        ("2026", None),
    ],
)  # fmt: skip
def test_names_of_columns(name, role):
    assert column_role(name) == role


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20260105", date(2026, 1, 5)), ("2026-01-05 12:33:21", date(2026, 1, 5)),
        ("2026-01-0512:33:21", date(2026, 1, 5)),
        ("20260105123321", date(2026, 1, 5)), ("2026/1/5", date(2026, 1, 5)), ("2026年1月5日", date(2026, 1, 5)),
        ("46027", date(2026, 1, 5)), ("46027.5", date(2026, 1, 5)), ("", None), ("合计", None), ("12345678901", None),
    ],
)  # fmt: skip
def test_days_of_rows(text, day):
    assert statement_date(text) == day


def test_a_day_without_a_year_needs_one():
    assert statement_date("03-05") is None
    assert statement_date("03-05", 2026) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("1,234.56", "1234.56"), ("-300.00", "-300.00"), ("+15,100.00", "15100.00"), ("¥28.16", "28.16"), ("5", "5"),
        ("131.77(已退款89.84)", "131.77"), ("1,234,56", "1234.56"), ("214.609.57", "214609.57"), ("0.00", "0"),
    ],
)  # fmt: skip
def test_amounts_of_cells(text, yuan):
    assert statement_amount(text) == Money.of(yuan)


@pytest.mark.parametrize("text", ["", "-", "—", "元", "杭州甲乙商贸有限公司", "/"])
def test_cells_without_an_amount(text):
    assert statement_amount(text) is None


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("收入", 1),
        ("贷 Cr", 1),
        ("借 Dr", -1),
        ("支出", -1),
        ("/", 0),
        ("不计收支", 0),
        ("其他", 0),
        ("x", None),
        ("", None),
    ],
)
def test_directions(text, way):
    assert direction(text) == way


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张三 66666666666666", "张三"), ("6222****1234 李四", "李四"), ("66666666666", None),
        ("甲(杭州)公司", "甲（杭州）公司"),
        ("湖南盛源公司 28478 98123456", "湖南盛源公司"), ("/", None),
    ],
)  # fmt: skip
def test_other_parties(text, name):
    assert other_party(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王小明(居民身份证:1)", "王小明"),
        ("[测试]", "测试"),
        ("张*", "张*"),
        ("王", None),
        ("甲公司 账号:1", "甲公司"),
        ("", None),
    ],
)
def test_account_names(text, name):
    assert account_name(text) == name


def test_last_digits_and_printed_sums():
    assert last_four("6222 0202 0011 2233445") == "3445"
    assert last_four("1234****9876") == "9876"
    assert last_four("shop@example.invalid") is None
    assert printed_sum("1笔 28.50元") == Money.of("28.50")
    assert printed_sum("16笔(含4笔部分退款)，1648.43元") == Money.of("1648.43")
    assert printed_sum("全部") is None


@given(st.text(max_size=40))
def test_no_text_breaks_a_parser(text):
    for parse in (statement_date, statement_amount, direction, other_party, account_name, last_four, printed_sum):
        parse(text)
    column_role(text)


@given(st.lists(st.integers(-10_000, 10_000).filter(bool), min_size=2, max_size=12), st.integers(0, 10**6))
def test_a_true_chain_closes_in_the_order_of_time(flows, opened):
    balance, pairs = opened, []
    for flow in flows:
        balance += flow
        pairs.append((flow, balance))
    assert all(link.closes for link in links(pairs, True))
    assert sum(link.closes for link in links(pairs[::-1], oldest_first(pairs[::-1]))) == len(flows) - 1
