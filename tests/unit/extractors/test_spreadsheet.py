"""CSV and workbooks: encodings, preambles, ways of writing amounts, caps, hostile files."""

import io
import os
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from statement_papers import field, opened, rows_of

from extractors.limits import ReadLimits
from extractors.pages import CSV, XLSX
from extractors.spreadsheet import MAX_COLUMNS, delimiter_of, plain, read_csv
from extractors.spreadsheet_xlsx import read_xlsx
from extractors.statement import read_statement
from extractors.statement_table import header_row
from uplift.errors import UnreadableFile
from uplift.types import Money, TextSource

TWO = "交易日期,摘要,收入,支出,余额,对方户名\n20260105,货款,100.00,,1100.00,赵一\n20260106,进货,,40.00,1060.00,钱二\n"
SHARED = Path(os.environ.get("UPLIFT_REAL_DATA", Path(__file__).parents[3] / "../shared/data"))
REAL = SHARED / "dev" / "documents" / "statement_cn"


def workbook(*rows, more=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for sheet in more:
        added = book.create_sheet()
        for row in sheet:
            added.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(data, media_type=CSV):
    return rows_of(read_statement(opened(data, media_type), None))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
def test_every_usual_encoding_and_delimiter_is_read(encoding, sign):
    found = rows(TWO.replace(",", sign).encode(encoding))
    assert [(row.get("credit"), row.get("debit")) for row in found] == [("100.00", None), (None, "40.00")]


@pytest.mark.parametrize(
    ("table", "flows"),
    [
        ("交易日,发生额,余额\n2026/1/5,-5.00,95.00\n2026/1/6,+7.00,102.00\n", ["-5.00", "7.00"]),
        ("交易日期,借贷标志,交易金额,账户余额\n20260105,借,5.00,95.00\n20260106,贷,7.00,102.00\n", ["-5.00", "7.00"]),
        ("日期,发生额,余额,摘要\n20260105,3,100,存入\n20260106,5,95,x\n20260107,7,102,x\n", ["3.00", "-5.00", "7.00"]),
        ("交易日期,收入金额,支出金额\n2026-01-05,0.00,5.00\n2026-01-06,7.00,0.00\n", ["-5.00", "7.00"]),
        ("交易日期,交易摘要,交易金额\n2026-01-05,消费,5.00\n2026-01-06,还款,-7.00\n", ["-5.00", "7.00"]),
        ("交易日期,收/支,金额\n2026-01-05,支出,-5.00\n2026-01-06,收入,7.00\n", ["-5.00", "7.00"]),
        ('日期,"交易金额\n(收入)","交易金额\n(支出)",余额\n2026-01-05,,5,95\n2026-01-06,7,,102\n', ["-5.00", "7.00"]),
        ("Date,Description,Debit,Credit,Balance\n2026-01-05,a,5.00,,95\n2026-01-06,b,,7,102\n", ["-5.00", "7.00"]),
    ],
)  # fmt: skip
def test_every_way_of_writing_amounts(table, flows):
    found = [row.get("credit") or f"-{row['debit']}" for row in rows(table.encode())]
    assert found == flows


def test_sums_below_the_rows_are_no_rows():
    fields = read_statement(opened((TWO + "合计,,100.00,40.00\n").encode()), None)
    assert len(rows_of(fields)) == 2
    assert field(fields, "total_debit").value == Money.of(40)
    assert field(fields, "total_debit").raw == "40.00"


def test_a_second_header_row_refines_the_first():
    table = (("日期", "发生额", "", "余额"), ("", "借方", "贷方", ""), ("2026-01-05", "5.00", "", "95.00"))
    found = rows("\n".join(",".join(row) for row in table).encode())
    assert found == [{"date": "2026-01-05", "debit": "5.00", "balance": "95.00"}]


def test_of_two_columns_the_filled_one_counts():
    names = "交易日期,交易金额(收入),交易金额(支出),记账金额(收入),记账金额(支出)\n"
    body = "2026-01-05,-,-,,5.00\n2026-01-06,-,-,7.00,\n"
    assert [row.get("credit") for row in rows((names + body).encode())] == [None, "7.00"]


def test_drawn_rows_have_a_page_and_a_box_and_later_ones_have_none():
    body = "".join(f"202601{1 + n % 28:02d},货款,{n + 1}.00,,,赵一\n" for n in range(60))
    document = opened((TWO.splitlines()[0] + "\n" + body).encode())
    [page] = document.pages
    assert page.source is TextSource.TABLE
    assert page.raster.shape[:2] == (page.height, page.width)
    found = field(read_statement(document, None), "rows").value
    assert len(found) == 60
    assert {cell.page for cell in found[0].cells} == {0}
    assert {(cell.page, cell.box) for cell in found[59].cells} == {(None, None)}


def test_a_workbook_with_real_numbers_and_dates():
    data = workbook(
        ["交易流水"],
        ["户名", "王小明"],
        ["记账日期", "交易金额", "联机余额", "对手户名", "摘要"],
        [date(2026, 1, 5), 100.1, 1100.1, "赵一", "货款"],
        [datetime.fromisoformat("2026-01-06T08:00:00"), -0.3, 1099.8, "钱二", "手续费"],
    )
    fields = read_statement(opened(data, XLSX), None)
    assert field(fields, "account_name").value == "王小明"
    assert rows_of(fields)[0]["credit"] == "100.10"
    assert rows_of(fields)[1]["debit"] == "0.30"


def test_formulas_are_never_evaluated():
    data = workbook(
        ["交易日期", "收入", "支出"], ["2026-01-05", "=1+2", "5.00"], ["2026-01-06", '=WEBSERVICE("x")', "6.00"]
    )
    assert all("credit" not in row for row in rows(data, XLSX))
    assert rows(b"\xef\xbb\xbf" + '交易日期,收入,支出,摘要\n2026-01-05,7.00,,"=1+2"\n'.encode())[0]["summary"] == "=1+2"


def test_sheets_of_several_months_are_added_and_copies_are_not():
    head, first = ["交易日期", "收入", "支出"], ["2026-01-05", "7.00", ""]
    second = ["2026-02-05", "8.00", ""]
    data = workbook(head, first, more=[[head, second], [head, first]])
    assert [row["credit"] for row in rows(data, XLSX)] == ["7.00", "8.00"]


def test_long_numbers_that_exports_guard_are_plain():
    assert plain('="6222020200112233445"') == "6222020200112233445"
    assert plain(" \t'123\t") == "123"
    assert plain("a\nb") == "a b"


def test_too_many_rows_and_empty_tables_are_refused_with_a_sentence():
    with pytest.raises(UnreadableFile, match="shorter period"):
        read_csv(("交易日期,收入,支出\n" + "2026-01-05,1,\n" * 20_001).encode())
    with pytest.raises(UnreadableFile, match="empty"):
        read_csv(b",,,\n\n")
    with pytest.raises(UnreadableFile, match="empty"):
        read_xlsx(workbook([]), ReadLimits())


def test_a_wide_sheet_is_cut():
    assert len(read_csv((",".join("x" * 200) + "\n").encode())[0]) == MAX_COLUMNS


def test_damaged_and_swollen_workbooks_are_refused():
    good = workbook(["交易日期", "收入", "支出"])
    for bad in (good[: len(good) // 2], b"PK\x03\x04" + bytes(60), b""):
        with pytest.raises(UnreadableFile):
            read_xlsx(bad, ReadLimits())
    with pytest.raises(UnreadableFile, match="far more"):
        read_xlsx(good, ReadLimits(max_unpacked_bytes=1000))


def test_entities_in_a_workbook_are_refused():
    out = io.BytesIO()
    good = zipfile.ZipFile(io.BytesIO(workbook(["交易日期", "收入", "支出"])))
    with zipfile.ZipFile(out, "w") as made:
        for member in good.infolist():
            text = good.read(member)
            if member.filename == "xl/workbook.xml":
                text = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + text
            made.writestr(member.filename, text)
    with pytest.raises(UnreadableFile, match="damaged"):
        read_xlsx(out.getvalue(), ReadLimits())


def test_a_row_number_in_the_millions_costs_nothing():
    book = Workbook()
    book.active["A1"], book.active["B1"], book.active["C1"] = "交易日期", "收入", "支出"
    book.active.cell(row=1_048_576, column=1, value="2026-01-05")
    out = io.BytesIO()
    book.save(out)
    assert read_xlsx(out.getvalue(), ReadLimits()) == ((("交易日期", "收入", "支出"),),)


def test_header_needs_a_date_and_money():
    assert header_row([["姓名", "电话"], ["交易日期", "摘要", "余额"], ["交易日期", "金额", "余额"]]) == 2
    assert header_row([["a"]]) is None


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_rows_or_a_sentence(data):
    for read in (read_csv, lambda given: read_xlsx(given, ReadLimits())):
        assert answer(read, data)


def answer(read, data):
    try:
        return read(data)
    except UnreadableFile as refused:
        return str(refused)


@given(st.text(max_size=80))
def test_any_text_has_a_delimiter(text):
    assert delimiter_of(text) in ",\t;|"


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "count"),
    [("alipay.csv", 10), ("boc_debit.csv", 17), ("bocom_debit.csv", 6), ("cgb_credit.csv", 4), ("cmb_debit.csv", 5),
     ("icbc_debit-v1.csv", 11), ("jd.csv", 26), ("wechat.csv", 27), ("wechat.xlsx", 27)],
)  # fmt: skip
def test_real_exports_give_every_row(name, count):
    if not (REAL / name).exists():
        pytest.skip("the shared real files are not here")
    found = rows((REAL / name).read_bytes(), XLSX if name.endswith("xlsx") else CSV)
    assert len(found) == count
    assert all("date" in row and {"credit", "debit", "neutral"} & set(row) for row in found)
