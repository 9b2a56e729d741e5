"""What the cells of statements say: dates, amounts, which way money went, who the other party is. Pure."""

import re
from datetime import date, timedelta
from functools import cache

from extractors.labels import load_labels, pattern_of
from extractors.parse import any_date, digits_repaired, full_width, money, normalise
from extractors.parse_dates import EARLIEST, LATEST
from uplift.types import Money

_BLANK = re.compile(r"[-—–_/.*\\\s无空]*")
_STAMP = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})([-/.年]?)([01]?[0-9])([-/.月]?)([0-3]?[0-9])日? ?[0-9]{1,2}:[0-9]{2}"
)
_RUN = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])[0-2][0-9][0-5][0-9](?:[0-5][0-9])?(?![0-9])")
_MONTH_DAY = re.compile(r"(?<![0-9])([01]?[0-9])(?:[-/.]|月)([0-3]?[0-9])(?![0-9])")
_SERIAL = re.compile(r"([34][0-9]{4}|5[0-9]{4})(?:\.[0-9]+)?")
_EXCEL_EPOCH = date(1899, 12, 30)
_NUMBER = re.compile(r"[-+−–]? ?[¥$]? ?[0-9OoIl|][0-9OoIl|,.]*")
_ACCOUNT_BEHIND = re.compile(r"[\s/|(]*[0-9*xX](?:[ -]?[0-9*xX]){5,}\)?$")  # may wrap over two lines
_ACCOUNT = re.compile(r"[(（\[]?[0-9][0-9*xX]{5,}[)）\]]?|[0-9*]{6,}")


def is_blank(text: str) -> bool:
    """True for empty cells and for the strokes and words that stand for nothing."""
    return _BLANK.fullmatch(text) is not None


def statement_date(text: str, year: int | None = None) -> date | None:
    """The day of a row, with or without a time, also as an Excel serial number; `year` completes ``03-05``."""
    flat = normalise(text)
    joined = _STAMP.search(flat) or _RUN.search(flat)
    if joined:
        groups = joined.groups()
        found = _day(*(groups if len(groups) == 3 else (groups[0], groups[2], groups[4])))
        if found:
            return found
    serial = _SERIAL.fullmatch(flat)
    if serial:
        return _EXCEL_EPOCH + timedelta(days=int(serial[1]))
    return any_date(flat) or (_in_year(flat, year) if year else None)


def _in_year(flat: str, year: int) -> date | None:
    match = _MONTH_DAY.search(flat)
    return _day(str(year), match[1], match[2]) if match else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


def statement_amount(text: str) -> Money | None:
    """The amount of a cell with its sign; of ``131.77(已退款89.84)`` the first. None for blanks and words."""
    flat = normalise(text).replace("−", "-").replace("–", "-")
    if not any(char.isdigit() for char in flat) or re.search("[一-鿿]{6}", flat):
        return None
    found = money(flat)
    if found is not None:
        return found
    first = _NUMBER.search(flat)
    if first is None:
        return None
    number = first.group().replace(" ", "")
    return money(number) or money(_marks_mended(number))


def _marks_mended(number: str) -> str:
    """``1,234,56`` and ``12.345.67`` as OCR gives them: the last two digits are the fen."""
    digits = re.sub("[^0-9]", "", digits_repaired(number))
    sign = "-" if number.startswith("-") else ""
    marked = re.search(r"[.,][0-9OoIl|]{2}$", number)
    return f"{sign}{digits[:-2] or '0'}.{digits[-2:]}" if marked else ""


def direction(text: str) -> int | None:
    """1 for money in, -1 for money out, 0 for neither (不计收支); None when the text says nothing of it."""
    flat = normalise(text).lower()
    parts = [part for part in (flat, *re.split(r"[\s/()|]+|(?<=[一-鿿])(?=[a-z])", flat)) if part]
    words = load_labels("statement_words")
    for part in parts or [""]:
        for sign, name in ((0, "neutral"), (1, "money_in"), (-1, "money_out")):
            if part in words[name]:
                return sign
    return None


def speaks_of(text: str, name: str) -> bool:
    """True when the text holds one of the words of that list of `labels/statement_words.yaml`."""
    return bool(_words(name).search(normalise(text)))


@cache
def _words(name: str) -> re.Pattern[str]:
    return pattern_of(load_labels("statement_words")[name])


def other_party(text: str) -> str | None:
    """The other party's name without account numbers; None when nothing is left."""
    flat = _ACCOUNT.sub(" ", _ACCOUNT_BEHIND.sub("", normalise(text))).strip(" /|,;:-_…·.")
    flat = re.sub(r" {2,}", " ", flat)
    return full_width(flat) if re.search(r"[^\W\d_]", flat) else None
