"""The day of the sale: the date with a label or a time beside it counts before expiry dates and printing dates."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from extractors.find import Piece, field_of, part_box, row_of
from extractors.labels import Labels, pattern_of
from extractors.page import Document, Page, TextLine
from extractors.parse import normalise
from extractors.parse_dates import any_date
from uplift.types import Field

FIRST_YEAR, LAST_YEAR = 1995, 2060  # of papers that tills have printed
LABEL, TIME, OTHER, AGAIN = 2.0, 1.0, -3.0, 0.5
SURE = 2.0  # votes from which the date is as sure as its reading

_DIGIT = "[0-9OoQIl]"
_MONTH = "(?:JAN|FEB|MAR|APR|MAY|MEI|JUN|JUL|AUG|AGU|AGS|SEPT?|OCT|OKT|NOV|DEC|DES)"
_DAY = "[0-3]?[0-9](?:ST|ND|RD|TH)?"
_SHAPES = (
    re.compile(
        rf"(?<![0-9])20{_DIGIT}{{2}}\s?[年./\-]\s?{_DIGIT}{{1,2}}\s?[月./\-]\s?{_DIGIT}{{1,2}}(?![0-9][./\-])日?"
    ),
    re.compile(rf"(?<![0-9./\-]){_DIGIT}{{1,2}}\s?[./\-]\s?{_DIGIT}{{1,2}}\s?[./\-]\s?20{_DIGIT}{{2}}"),
    re.compile(rf"(?<![0-9./\-])[0-9]{_DIGIT}?\s?[./\-]\s?{_DIGIT}{{1,2}}\s?[./\-]\s?[0-9]{_DIGIT}(?![0-9./\-]*[0-9])"),
    re.compile(r"(?<![0-9./\-])[0-9]{1,2}[./\-][0-9]{1,2}[./\-][0-9]{2}(?=[0-2]?[0-9]:[0-5][0-9])"),
    re.compile(rf"(?<![0-9]){_DAY}\s?[ ./\-,']{{0,2}}{_MONTH}[A-Z]*[ ./\-,']{{0,3}}(?:20)?[0-9]{{2}}(?![0-9])", re.I),
    re.compile(rf"(?<![A-Z]){_MONTH}[A-Z]*[ ./\-]{{0,2}}{_DAY}[ ,./\-']{{1,3}}(?:20)?[0-9]{{2}}(?![0-9:])", re.I),
    re.compile(r"(?<![0-9])20[0-9]{2}[01][0-9][0-3][0-9](?=[^0-9]|[0-2][0-9][0-5][0-9])"),
)
_YEAR_ALONE = re.compile(r"(?<![0-9])20[0-9]{2} ?年?$")
_WIDE = re.compile(r"(?<![0-9])20[0-9]{2} ?年? ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日")
_BLANKS = 6  # lines that a date over wide blanks takes: three numbers and three signs
_SLIPS = str.maketrans("OoQIl", "00011")
_MONTHS = {"MEI": "MAY", "AGU": "AUG", "AGS": "AUG", "OKT": "OCT", "DES": "DEC"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One date on the paper with its votes."""

    value: date
    piece: Piece
    votes: float


def read_day(document: Document, labels: Labels, *, month_first: bool = False) -> Field | None:
    """The best-supported date; None when no plausible date stands on the paper."""
    days = tuple(_days(document, labels, month_first))
    counts = Counter(day.value for day in days)
    rated = [replace(day, votes=day.votes + AGAIN * (counts[day.value] - 1)) for day in days]
    if not rated:
        return None
    best = max(rated, key=lambda day: day.votes)  # of equals the first on the page
    field = field_of("issue_date", best.piece, best.value)
    certainty = min(1.0, 0.8 + 0.2 * max(0.0, best.votes) / SURE)
    return replace(field, confidence=round(field.confidence * certainty, 4))


def dates_in(text: str, *, month_first: bool = False) -> Iterator[tuple[date, int, int]]:
    """Every plausible date with its span in the normalised text; a span gives one date only."""
    flat = normalise(text)
    spans: list[tuple[int, int]] = []
    for shape in _SHAPES:
        for match in shape.finditer(flat):
            value = _parsed(match.group(), month_first)
            if value is not None and not any(start < match.end() and match.start() < end for start, end in spans):
                spans.append(match.span())
                yield value, match.start(), match.end()


def _parsed(text: str, month_first: bool) -> date | None:
    word = re.search(_MONTH, text, re.I)
    if word:
        month = _MONTHS.get(word.group().upper(), word.group().upper())[:3]
        numbers = re.findall("[0-9]+", text)
        text = f"{numbers[0]} {month} {numbers[-1]}" if len(numbers) == 2 else ""
    else:
        text = re.sub(r"\s", "", text.translate(_SLIPS))
    value = any_date(text, month_first=month_first)
    return value if value is not None and FIRST_YEAR <= value.year <= LAST_YEAR else None


def _days(document: Document, labels: Labels, month_first: bool) -> Iterator[Day]:
    for page in document.pages:
        for line in page.lines:
            for value, start, end in dates_in(line.text, month_first=month_first):
                text = normalise(line.text)
                piece = Piece(
                    text=text[start:end], page=page, box=part_box(line, start, end), confidence=line.confidence
                )
                yield Day(value=value, piece=piece, votes=_support(page, line, labels))
            yield from _over_blanks(page, line, labels)


def _over_blanks(page: Page, line: TextLine, labels: Labels) -> Iterator[Day]:
    """A date whose year, month and day fill blanks so wide that each is a line of its own: 2026 年   6 月   13 日."""
    if not _YEAR_ALONE.search(normalise(line.text)):
        return
    row = [other for other in row_of(page, line.box) if other.box.left >= line.box.left][:_BLANKS]
    text = " ".join(normalise(other.text) for other in row)
    match = _WIDE.search(text)
    value = _parsed(match.group(), month_first=False) if match else None
    if match is not None and value is not None:
        piece = Piece(text=match.group(), page=page, box=line.box, confidence=min(other.confidence for other in row))
        yield Day(value=value, piece=piece, votes=_support(page, line, labels))


def _support(page: Page, line: TextLine, labels: Labels) -> float:
    row = " ".join(normalise(other.text) for other in row_of(page, line.box))
    found = ((LABEL, "date_label"), (TIME, "time_of_day"), (OTHER, "date_other"))
    return sum(weight for weight, name in found if pattern_of(labels[name]).search(row))
