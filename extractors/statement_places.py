"""Which column of a printed table a piece of text stands in, and where a line that spans several is cut. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.parse import normalise
from extractors.statement_columns import MONEY_ROLES
from extractors.statement_level import Placed
from extractors.statement_values import is_blank
from uplift.types import Box

_DATE = r"(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?"
_AMOUNT = r"[-+]?[¥$]?[0-9][0-9,.OoIl]*\.[0-9OoIl]{2}(?![0-9])"
_TOKEN = re.compile(rf"{_DATE}|{_AMOUNT}|\S+?(?=\s|$|{_DATE})")
_RUN_TOGETHER = re.compile(rf"(?:{_DATE}|{_AMOUNT}) ?[一-鿿]|[一-鿿] ?{_AMOUNT}$")  # two cells read as one line
_MONEY = re.compile(r"[-+−–]? ?[¥$]? ?(?=[0-9OoIl.,]*[0-9])[0-9OoIl|.,' ]+元?(?:\(.*)?")
_FLUSH = 0.6  # of the line height between the left edges of a column's name and its cells
_FEWEST = 3  # cells that show how a column is aligned


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a printed table, by the place of its name."""

    role: str
    left: float
    right: float
    order: int = 0  # rank of the name among its synonyms
    until: float = 0.0  # right edge of the room of a column whose cells begin where its name begins; 0 = not known

    @property
    def centre(self) -> float:
        """Horizontal middle."""
        return (self.left + self.right) / 2


def with_room(columns: Sequence[Column], lines: Sequence[Placed]) -> tuple[Column, ...]:
    """Columns, left to right, that know how far their cells may run: to the next column when they begin at its left."""
    ordered = sorted(columns, key=lambda column: column.left)
    height = median(line.height for line in lines) if lines else 1.0
    cells = [
        (box.left + line.left - line.line.box.left, box.right + line.left - line.line.box.left)
        for line in lines
        for _, box in parts_of(line, columns)
    ]
    known = [_with_room(column, after, cells, _FLUSH * height) for column, after in pairwise(ordered)]
    return (*known, *ordered[-1:])


def _with_room(column: Column, after: Column, cells: Sequence[tuple[float, float]], near: float) -> Column:
    under = [left for left, right in cells if left < min(column.right, after.left) and right > column.left]
    flush = sum(abs(left - column.left) < near for left in under)
    return replace(column, until=after.left) if len(under) >= _FEWEST and flush > len(under) / 2 else column


def parts_of(line: Placed, columns: Sequence[Column]) -> list[tuple[str, Box]]:
    """The cells of a line: itself, or its words when it runs under several columns."""
    text = unicodedata.normalize("NFKC", line.line.text)
    covered = sum(line.left < column.centre < line.right for column in columns)
    if covered < 2 and not _RUN_TOGETHER.search(text):
        return [(line.line.text.strip(), line.line.box)]
    tokens = [match for match in _TOKEN.finditer(text) if match.group().strip()]
    return [(match.group(), _part(line.line.box, text, *match.span())) for match in tokens]


def _part(box: Box, text: str, start: int, end: int) -> Box:
    """The part of a line's box that some of its characters take, spaces counted; Chinese ones are double."""
    widths = [1 if ord(char) < 0x2E80 else 2 for char in text]
    total, width = max(sum(widths), 1), box.right - box.left
    left, right = (box.left + width * sum(widths[:at]) / total for at in (start, end))
    return replace(box, left=left, right=right)


def column_of(text: str, left: float, right: float, columns: Sequence[Column]) -> str:
    """The role of the column whose name overlaps most, else whose room it is, else of the nearest.

    Words never stand in a column of money.
    """
    fitting = [column for column in columns if _fits(text, column.role)] or list(columns)
    overlaps = {column: min(column.right, right) - max(column.left, left) for column in fitting}
    most = max(fitting, key=lambda column: overlaps[column])
    if overlaps[most] > 0:
        return most.role
    room = next((column for column in fitting if column.left < left < right <= column.until), None)
    if room is not None:
        return room.role

    def distance(column: Column) -> float:
        return min(abs((left + right) / 2 - column.centre), abs(left - column.left), abs(right - column.right))

    return min(fitting, key=distance).role


def _fits(text: str, role: str) -> bool:
    flat = normalise(text)
    if role in MONEY_ROLES:
        return bool(_MONEY.fullmatch(flat)) or is_blank(flat)
    if role == "date":
        return bool(re.search("[0-9]", flat))
    return True
