"""Text to periods as the doors write them: ``2026-09``, ``2026-04/2026-09`` or ``2026-09-01/2026-09-30``. Pure."""

import re
from datetime import date, timedelta

from extractors.parse_dates import EARLIEST, LATEST, chinese_date
from extractors.parse_text import compact, digits_repaired, normalise

_DAY = r"(?:[0-9]{4}[年./\-][0-9]{1,2}[月./\-][0-9]{1,2}日?|(?:19|20)[0-9]{2}[01][0-9][0-3][0-9])"
_CLOCK = r"(?:零时|[0-9]{1,2}(?:时|:[0-9]{2}(?::[0-9]{2})?))?(?:起)?"
_TO = r"(?:至|到|~|—+|–|-+|一)"
_DAYS = re.compile(rf"(?<![0-9])({_DAY}){_CLOCK}{_TO}({_DAY})(?![A-Za-z])")
_SAME_YEAR = re.compile(
    rf"(?<![0-9])([0-9]{{4}})年([0-9]{{1,2}})月([0-9]{{1,2}})日{_TO}([0-9]{{1,2}})月([0-9]{{1,2}})日"
)
_MONTH = r"(?:(?:19|20)[0-9]{2})(?:年[0-9]{1,2}月?|[./\-][0-9]{1,2}|[01][0-9])"
_MONTHS = re.compile(rf"(?<![0-9])({_MONTH})份?{_TO}({_MONTH})(?![0-9])")
_MONTHS_OF_YEAR = re.compile(rf"(?<![0-9])([0-9]{{4}})年([0-9]{{1,2}})月?{_TO}([0-9]{{1,2}})月")
_ONE_MONTH = re.compile(rf"(?<![0-9])({_MONTH})(?![0-9]|[./\-年][0-9])")
_QUARTER = re.compile(r"([0-9]{4})年?第?([1-4一二三四])季度")
_PART_OF_MONTH = re.compile("([0-9]{4})[年./-]?([0-9]{1,2})")


def period_text(text: str) -> str | None:
    """The first period in the text, by days where days are printed, else by months; None when there is none."""
    flat = compact(text)
    for candidate in (flat, compact(digits_repaired(normalise(text)))):
        found = _by_days(candidate) or _by_months(candidate)
        if found:
            return found
    return None


def day_range(text: str) -> tuple[date, date] | None:
    """First and last day of a range such as ``20260101-20260331`` or ``2026年1月1日至2026年3月31日``."""
    flat = compact(text)
    match = _DAYS.search(flat)
    first, last = (chinese_date(match[1]), chinese_date(match[2])) if match else (None, None)
    if first is None and (short := _SAME_YEAR.search(flat)):
        first = chinese_date(f"{short[1]}-{short[2]}-{short[3]}")
        last = chinese_date(f"{short[1]}-{short[4]}-{short[5]}")
    return (first, last) if first is not None and last is not None and first <= last else None


def whole_months(first: date, last: date) -> bool:
    """True when a range begins with a month and ends with one, as tax periods do."""
    return first.day == 1 and (last + timedelta(days=1)).day == 1


def _by_days(flat: str) -> str | None:
    found = day_range(flat)
    return f"{found[0].isoformat()}/{found[1].isoformat()}" if found else None


def _by_months(flat: str) -> str | None:
    if match := _MONTHS.search(flat):
        return _joined(_month(match[1]), _month(match[2]))
    if match := _MONTHS_OF_YEAR.search(flat):
        return _joined(_month(f"{match[1]}-{match[2]}"), _month(f"{match[1]}-{match[3]}"))
    if match := _QUARTER.search(flat):
        quarter = "1234".find(match[2]) + "一二三四".find(match[2]) + 1
        return _joined(_month(f"{match[1]}-{quarter * 3 + 1}"), _month(f"{match[1]}-{quarter * 3 + 3}"))
    match = _ONE_MONTH.search(flat)
    return _month(match[1]) if match else None


def _month(text: str) -> str | None:
    match = _PART_OF_MONTH.search(text)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2])
    return f"{year}-{month:02d}" if EARLIEST.year <= year <= LATEST.year and 1 <= month <= 12 else None


def _joined(first: str | None, last: str | None) -> str | None:
    if first is None or last is None or first > last:
        return None
    return first if first == last else f"{first}/{last}"
