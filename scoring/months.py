"""Months between dates, counted so that the same day of a month is a whole number and time never runs backwards."""

import calendar
import math
from datetime import date, timedelta


def months_between(earlier: date, later: date) -> float:
    """Months from `earlier` to `later`; whole between equal days of month, negative when reversed."""
    whole = (later.year - earlier.year) * 12 + later.month - earlier.month
    return whole + (later.day - earlier.day) / 31


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def term_months(start: date, end: date) -> int:
    """Whole months of a term with both ends inside; a rest above a tenth of a month counts as one, at least 1."""
    return max(1, math.ceil(months_between(start, end + timedelta(days=1)) - 0.1))
