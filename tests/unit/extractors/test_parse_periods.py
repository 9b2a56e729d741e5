"""Periods in the ways Chinese papers print them."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.parse_periods import day_range, period_text, whole_months


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026年7月", "2026-07"),
        ("2026 年 04 月", "2026-04"),
        ("202607", "2026-07"),
        ("2026-07", "2026-07"),
        ("202607-202607", "2026-07"),
        ("2026年01月 至 2026年06月", "2026-01/2026-06"),
        ("2026.01-2026.06", "2026-01/2026-06"),
        ("2026年1-6月", "2026-01/2026-06"),
        ("2026年第3季度", "2026-07/2026-09"),
        ("2026年二季度", "2026-04/2026-06"),
        ("20260101-20260331", "2026-01-01/2026-03-31"),
        ("2026.07.01-2026.07.31", "2026-07-01/2026-07-31"),
        ("2026年9月1日至9月30日", "2026-09-01/2026-09-30"),
        ("自2026年5月1日零时起至2026年9月30日二十四时止", "2026-05-01/2026-09-30"),
        ("2026-06-22 00:00:00 至 2026-12-19 24:00:00", "2026-06-22/2026-12-19"),
        ("2O26-01-01至2026-03-3l", "2026-01-01/2026-03-31"),
        ("2026-09-01", None),  # one day is no period
        ("2026年13月", None),
        ("202606-202601", None),  # backwards
        ("1301202607", None),
        ("", None),
    ],
)
def test_periods_as_printed(text, period):
    assert period_text(text) == period


def test_tax_periods_begin_and_end_with_a_month():
    assert whole_months(date(2026, 1, 1), date(2026, 3, 31))
    assert whole_months(date(2026, 2, 1), date(2026, 2, 28))
    assert not whole_months(date(2026, 1, 1), date(2026, 3, 21))


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 400))
@settings(deadline=None, derandomize=True)
def test_every_way_of_writing_a_range_says_the_same(first, days):
    last = date.fromordinal(first.toordinal() + days)
    written = {
        f"{first:%Y%m%d}-{last:%Y%m%d}",
        f"{first}至{last}",
        f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日",
    }
    assert {day_range(text) for text in written} == {(first, last)}


@given(st.text(alphabet="0123456789年月日-至./ 起止季度第一OlI", max_size=40))
@settings(deadline=None, derandomize=True)
def test_any_text_gives_a_period_or_none(text):
    found = period_text(text)
    form = r"[0-9]{4}-[0-9]{2}(/[0-9]{4}-[0-9]{2})?|[0-9]{4}-[0-9]{2}-[0-9]{2}/[0-9]{4}-[0-9]{2}-[0-9]{2}"
    assert found is None or re.fullmatch(form, found)
