import json

import pytest

from ingest.third_party import ROWS_PER_TRANSACTION, import_merchants, read_profiles
from uplift.db import reading
from uplift.errors import InvalidInput
from uplift.store import merchants
from uplift.types import Money

HEADER = "merchant_id,name,uscc,industry,current_limit,monthly_income,pd,plates\n"
GOOD = "M1,王师傅,,transport,100000.00,44000,0.039,浙A12345 浙B·67890\n"


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def merchant(engine, number):
    with reading(engine) as conn:
        return merchants.merchant_by_external_id(conn, number)


def test_a_csv_adds_merchants_and_a_second_import_updates_them(database, tmp_path):
    report = import_merchants(database, written(tmp_path, "a.csv", HEADER + GOOD))
    assert (report.added, report.updated, report.refused) == (1, 0, ())
    first = merchant(database, "M1")
    assert first.profile.plates == ("浙A12345", "浙B67890")
    assert (first.profile.monthly_income, first.profile.pd) == (Money.of(44_000), 0.039)
    changed = import_merchants(database, written(tmp_path, "b.csv", HEADER + GOOD.replace("100000.00", "150000.00")))
    assert (changed.added, changed.updated) == (0, 1)
    assert merchant(database, "M1").id == first.id
    assert merchant(database, "M1").profile.current_limit == Money.of(150_000)


def test_wrong_rows_are_told_with_line_column_and_allowed_values_and_stop_nothing(database, tmp_path):
    rows = "M2,李四,,spaceships,1e5,,3,\n,无名,,retail,1,,,\nM3,赵五,,retail,5000,,,\n"
    report = import_merchants(database, written(tmp_path, "a.csv", HEADER + GOOD + rows))
    assert report.added == 2
    wrong, unnumbered = report.refused
    assert wrong.startswith("Line 3:")
    assert "industry: Input should be 'catering'" in wrong
    assert "current_limit: an amount is a decimal string" in wrong
    assert "pd: Input should be less than or equal to 1" in wrong
    assert unnumbered.startswith("Line 4: merchant_id: required")
    assert merchant(database, "M2") is None


def test_more_rows_than_one_transaction_holds_all_arrive(database, tmp_path):
    count = ROWS_PER_TRANSACTION + 5
    rows = "".join(GOOD.replace("M1", f"M{n}") for n in range(count))
    assert import_merchants(database, written(tmp_path, "a.csv", HEADER + rows)).added == count


def test_json_and_json_lines_hold_whole_profiles(tmp_path):
    profile = {
        "merchant_id": "M1",
        "name": "a",
        "industry": "retail",
        "current_limit": 100.5,
        "third_party": {"pd": 0.03, "counterparties": [{"uscc": "91330100799655058B", "name": "甲"}]},
    }
    lines = json.dumps(profile) + "\n\n" + json.dumps(profile | {"merchant_id": "M2"}) + "\n[1]\n{broken\n"
    one = list(read_profiles(written(tmp_path, "one.json", json.dumps(profile))))
    many = list(read_profiles(written(tmp_path, "many.json", json.dumps([profile, profile]))))
    streamed = list(read_profiles(written(tmp_path, "many.jsonl", lines)))
    assert [row.profile.current_limit for row in one + many] == [Money(amount_minor=10_050)] * 3
    assert [(row.line, row.profile is not None) for row in streamed] == [(1, True), (3, True), (4, False), (5, False)]


def test_a_table_saved_by_chinese_excel_is_read(tmp_path):
    [row] = read_profiles(written(tmp_path, "a.csv", (HEADER + GOOD).encode("gb18030")))
    assert row.profile.name == "王师傅"
    [row] = read_profiles(written(tmp_path, "b.csv", b"\xef\xbb\xbf" + (HEADER + GOOD).encode()))
    assert row.profile.merchant_id == "M1"


def test_a_row_with_too_many_cells_is_told(tmp_path):
    [row] = read_profiles(written(tmp_path, "a.csv", HEADER + GOOD.strip() + ",more\n"))
    assert row.error.startswith("Line 2: there are more cells than columns")


def test_an_unknown_column_is_named(tmp_path):
    [row] = read_profiles(written(tmp_path, "a.csv", "merchant_id,name,industry,current_limit,incom\nM,a,retail,1,5\n"))
    assert "incom: unknown key" in row.error


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", "x", ".csv, .json, .jsonl"),
        ("a.json", "{", "no JSON"),
        ("a.csv", "", "empty"),
        ("a.csv", b"\xff\xfe\xff\xff", "GB18030"),
        ("a.csv", HEADER + '"open\n', "quote"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path, name, content, words):
    path = written(tmp_path, name, content)
    with pytest.raises(InvalidInput, match=words):
        list(read_profiles(path))
