"""Which column each text of a table row belongs to: left to right, near its header cell, and of the right sort."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.find import Parser
from extractors.page import TextLine
from extractors.parse import normalise
from uplift.types import Money

_FIGURE = re.compile(r"[¥$€£]? ?-?[0-9OIl][0-9OIl,. ]*(?:%|[一-鿿]{1,3}|[A-Za-z]{1,4}[0-9]?)?")
_BLANK = re.compile(r"[-—–_/\\*. ]*")
_TEXTS = frozenset({"name", "spec", "unit"})
_NUMBERED = re.compile(r"号|码|序|项次|期|率|折|数|量|价|额|税|费|吨|重|#|^(?:no|item|line|code|date|pos)\b", re.I)
_WRONG_SORT = 6.0  # header heights that words under a figure's header are taken to be away
_NO_WORD = 3.0  # the same for a bare number under a header of words
_TOGETHER = 0.4  # the price of two texts in one cell
_TWO_FIGURES = 6.0  # the price of two figures in one cell
_ALIGNED = 0.1  # weight of how well text lines up with a header that it already stands under


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One header cell; `name` is empty when nobody wants its values, of which `head` then tells the sort."""

    name: str
    head: str = ""
    left: float  # pixels
    right: float

    @property
    def middle(self) -> float:
        """Horizontal centre."""
        return (self.left + self.right) / 2


def aligned(
    parts: Sequence[TextLine], columns: Sequence[Column], parsers: Mapping[str, Parser], height: float
) -> tuple[str, ...]:
    """The column's name for each part: the cheapest assignment that keeps their order from left to right.

    Args:
        parts: texts of one row, left to right.
        columns: left to right; values may stand anywhere under or beside their header.
        parsers: those of the columns that are read; columns of words are known by their names.
        height: of a header cell in pixels, the unit of distance.
    """
    if not columns:
        return ("",) * len(parts)
    unit = max(height, 1.0)
    # best[place]: price of the parts so far when the last one stands in that column, and the columns of all of them
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * len(columns)
    for number, part in enumerate(parts):
        costs = [_cost(part, column, parsers, unit) for column in columns]
        best = [
            _extended(best, place, costs[place], columns[place] if number else None) for place in range(len(columns))
        ]
    return tuple(columns[place].name for place in min(best)[1])


def _extended(
    best: Sequence[tuple[float, tuple[int, ...]]], place: int, cost: float, again: Column | None
) -> tuple[float, tuple[int, ...]]:
    """The cheapest way to put one more part into the column at `place`."""
    prices = [(price, path) for price, path in best[:place]]
    price, path = best[place]
    prices.append((price + (_again(again) if again is not None else 0.0), path))
    price, path = min(prices)
    return price + cost, (*path, place)


def is_figure(text: str) -> bool:
    """True for a number with at most a currency sign before and a unit behind."""
    return bool(_FIGURE.fullmatch(normalise(text)))


def _again(column: Column) -> float:
    return _TOGETHER if column.name in _TEXTS else _TWO_FIGURES


def _cost(part: TextLine, column: Column, parsers: Mapping[str, Parser], height: float) -> float:
    box = part.box
    gap = max(0.0, box.left - column.right, column.left - box.right)
    middle = (box.left + box.right) / 2
    edges = min(abs(middle - column.middle), abs(box.left - column.left), abs(box.right - column.right))
    return (gap + _ALIGNED * edges) / height + _sort(part.text, column, parsers)


def _sort(text: str, column: Column, parsers: Mapping[str, Parser]) -> float:
    """How far the text is from what the column holds, in header heights."""
    name = column.name
    if _BLANK.fullmatch(text):
        return 0.0
    if not name:
        return _WRONG_SORT if _NUMBERED.search(column.head) and not re.search("[0-9]", text) else 0.0
    if name in _TEXTS:
        return _NO_WORD if name != "spec" and is_figure(text) and not re.search("[一-鿿A-Za-z]", text) else 0.0
    value = parsers[name](text) if name in parsers else ""
    worded = isinstance(value, Decimal | Money) and not is_figure(text)
    return _WRONG_SORT if value is None or worded else 0.0
