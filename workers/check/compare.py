"""Whether what was read is what stands on the paper. Exact, but for writings of one and the same value."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from uplift.door_json import value_to_door
from uplift.types import Extraction, FieldValue
from workers.check.truth import Names, Truth

DAY_FIRST = re.compile(r"^(?P<day>\d{1,2})[/. -](?P<month>\d{1,2}|[A-Za-z]{3,9})[/. -](?P<year>\d{2,4})$")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One true value and what became of it."""

    name: str
    expected: str
    read: str | None  # None when nothing was read
    right: bool
    confidence: float = 0.0
    cell: bool = False  # a cell of a table rather than a field of its own


def outcomes(truth: Truth, extraction: Extraction | None) -> Iterator[Outcome]:
    """One outcome for every true field; cells of tables one by one. A wrong kind has read nothing."""
    right_kind = extraction is not None and (not truth.kinds or extraction.kind.value in truth.kinds)
    for name, expected in truth.fields.items():
        found = extraction.field_named(name) if extraction is not None and right_kind else None
        value = found.value if found else None
        confidence = found.confidence if found else 0.0
        if not isinstance(expected, str):
            yield from _cells(name, expected, value)
            continue
        right = same(expected, value, names=truth.names if name.endswith(("name", "address")) else "exact")
        read = None if value is None else str(value_to_door(value))
        yield Outcome(name=name, expected=expected, read=read, right=right, confidence=confidence)


def same(expected: str, value: FieldValue, *, names: Names = "exact") -> bool:
    """Equal as amount, as date or as text without spaces, full-width forms and letter case; `names` may allow more."""
    if value is None or isinstance(value, tuple):
        return False
    shown = str(value_to_door(value))
    if isinstance(value, date):
        return shown in (expected, _iso(expected))
    if _number(expected) is not None and _number(shown) is not None:
        return _number(expected) == _number(shown)
    if _plain(expected) == _plain(shown):
        return True
    left, right = _letters(expected), _letters(shown)
    within = min(len(left), len(right)) > 3 and (left in right or right in left)
    return names != "exact" and (left == right or (names == "within" and within))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", _plain(text))


def _number(text: str) -> Decimal | None:
    flat = re.sub(r"[,¥￥$ ]|^RM", "", text.strip())
    try:
        return Decimal(flat) if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]+)?", flat) and not _is_code(flat) else None
    except InvalidOperation:
        return None


def _is_code(text: str) -> bool:
    """Digits that are a name rather than an amount: a leading zero or more digits than any amount has."""
    return "." not in text and ((text.startswith("0") and len(text) > 1) or len(text) > 9)


def _iso(text: str) -> str:
    """A truth's date as ISO when it is written day first, or without separators."""
    plain = re.fullmatch(r"(\d{4})[-/.年]?(\d{2})[-/.月]?(\d{2})日?", text.strip())
    if plain:
        return "-".join(plain.groups())
    found = DAY_FIRST.match(text.strip().replace(",", ""))
    if not found:
        return ""
    month = found["month"].lower()[:3]
    number = MONTHS.index(month) + 1 if month in MONTHS else int(month) if month.isdigit() else 0
    day, year = int(found["day"]), int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    if number > len(MONTHS):  # the few that put the month first
        day, number = number, day
    return f"{year:04d}-{number:02d}-{day:02d}"


def _cells(name: str, expected: Sequence[Mapping[str, str]], value: FieldValue) -> Iterator[Outcome]:
    """Every true cell, each true row matched with the unread row that shares most of its cells."""
    rows = [{cell.name: cell for cell in row.cells} for row in value] if isinstance(value, tuple) else []
    taken: set[int] = set()
    for true in expected:
        cells = {key: text for key, text in true.items() if text}
        scores = [
            (sum(same(text, row[key].value) for key, text in cells.items() if key in row), -index)
            for index, row in enumerate(rows)
            if index not in taken
        ]
        best, index = max(scores, default=(0, 0))
        row = rows[-index] if best else {}
        taken |= {-index} if best else set()
        for key, text in cells.items():
            cell = row.get(key)
            yield Outcome(
                name=f"{name}.{key}",
                expected=text,
                read=None if cell is None else str(value_to_door(cell.value)),
                right=cell is not None and same(text, cell.value),
                confidence=cell.confidence if cell is not None else 0.0,
                cell=True,
            )
