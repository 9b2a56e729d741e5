"""Text to dates: Chinese, ISO, compact, European and American forms. Only plausible dates count. Pure."""

import re
from datetime import date

from extractors.parse_text import digits_repaired, normalise

EARLIEST = date(1949, 10, 1)
LATEST = date(2099, 12, 31)

_NUMERALS = {char: str(value) for value, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_MONTHS = {
    1: "january januar janvier januari enero gennaio jan janv jän",
    2: "february februar février fevrier februari febrero febbraio feb fév fev févr",
    3: "march märz maerz mars maart marzo mar mrz mrt",
    4: "april avril abril aprile apr avr",
    5: "may mai mei mayo maggio",
    6: "june juni juin junio giugno jun",
    7: "july juli juillet julio luglio jul juil",
    8: "august août aout augustus agosto aug aoû",
    9: "september septembre septiembre settembre sep sept",
    10: "october oktober octobre octubre ottobre oct okt",
    11: "november novembre noviembre nov",
    12: "december dezember décembre decembre diciembre dicembre dec dez déc",
}
_MONTH_OF = {word: number for number, words in _MONTHS.items() for word in words.split()}
_WORD = "|".join(sorted(_MONTH_OF, key=len, reverse=True))

_YEAR_FIRST = re.compile(r"(?<![0-9])([0-9]{4}) ?[年./\-] ?([0-9]{1,2}) ?[月./\-] ?([0-9]{1,2})(?![0-9])")
_COMPACT = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])")
_DAY_FIRST = re.compile(r"(?<![0-9])([0-9]{1,2}) ?[./\-] ?([0-9]{1,2}) ?[./\-] ?([0-9]{4}|[0-9]{2})(?![0-9])")
_DAY_WORD = re.compile(
    rf"(?<![0-9])([0-9]{{1,2}})(?:st|nd|rd|th)?[. \-]{{0,2}}(?:of )?({_WORD})\b"
    r"\.?,?[ \-]?((?:19|20)[0-9]{2}|[0-9]{2}\b)",
    re.I,
)
_WORD_DAY = re.compile(rf"\b({_WORD})\b\.? ?([0-9]{{1,2}})(?:st|nd|rd|th)?,? ?((?:19|20)[0-9]{{2}})", re.I)
_WRITTEN = re.compile(
    r"([零一二三四五六七八九〇○]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日?"
)


def chinese_date(text: str) -> date | None:
    """The first plausible date in any usual form; ``05/03/2026`` is read day first. None when there is none."""
    return any_date(text)


def any_date(text: str, *, month_first: bool = False) -> date | None:
    """As `chinese_date`; `month_first` reads an ambiguous ``05/03/2026`` the American way."""
    flat = normalise(text)
    readers = (_year_first, _written, _word_forms, _compact)
    found = next((value for reader in readers if (value := reader(flat)) is not None), None)
    return found or _slashed(flat, month_first)


def period(text: str) -> tuple[date | None, date | None]:
    """First and second date of a text such as ``2026年1月1日至2026年12月31日``; either may be None."""
    flat = normalise(text)
    parts = re.split(r"至|到|~|—+|–|(?<=日)-", flat, maxsplit=1)
    return (chinese_date(parts[0]), chinese_date(parts[1])) if len(parts) == 2 else (chinese_date(flat), None)


def _year_first(flat: str) -> date | None:
    match = _YEAR_FIRST.search(flat) or _YEAR_FIRST.search(
        digits_repaired(re.sub(r"(?<=[年月./\-]) | (?=[年月日])", "", flat))
    )
    return _date(match[1], match[2], match[3]) if match else None


def _compact(flat: str) -> date | None:
    match = _COMPACT.search(flat)
    return _date(match[1], match[2], match[3]) if match else None


def _written(flat: str) -> date | None:
    match = _WRITTEN.search(flat.translate(_CAPITALS))
    if not match:
        return None
    year = "".join(_NUMERALS[char] for char in match[1])
    return _date(year, _small_number(match[2]), _small_number(match[3]))


def _small_number(text: str) -> str:
    tens, ten, ones = text.partition("十")
    if not ten:
        return _NUMERALS.get(text, "0")
    return _NUMERALS.get(tens, "1" if not tens else "9") + _NUMERALS.get(ones, "0")


def _word_forms(flat: str) -> date | None:
    if match := _DAY_WORD.search(flat):
        return _date(_full_year(match[3]), str(_MONTH_OF[match[2].lower()]), match[1])
    if match := _WORD_DAY.search(flat):
        return _date(match[3], str(_MONTH_OF[match[1].lower()]), match[2])
    return None


def _slashed(flat: str, month_first: bool) -> date | None:
    match = _DAY_FIRST.search(flat)
    if not match:
        return None
    day, month = (match[2], match[1]) if month_first else (match[1], match[2])
    year = _full_year(match[3])
    return _date(year, month, day) or _date(year, day, month)


def _full_year(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def _date(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None
