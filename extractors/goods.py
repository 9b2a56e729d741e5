"""Tables of goods: columns found by their header cells, rows by height, cells by the nearest column."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from extractors.find import Parser, Piece, Spot, field_of, page_spots, part_box
from extractors.page import Page, TextLine
from extractors.parse import digits_repaired, money, normalise, rate
from uplift.types import Field, TableRow

_MAX_HEADERS = 12  # places on one page where a table may begin


def quantity(text: str) -> Decimal | None:
    """A plain number with any count of decimals, thousands marks allowed."""
    flat = re.sub(r"[^0-9.,OIl-]", "", normalise(text))
    try:
        return Decimal(digits_repaired(flat.replace(",", ""))) if re.search("[0-9]", flat) else None
    except InvalidOperation:
        return None


def _words(text: str) -> str | None:
    flat = normalise(text)
    return flat or None


PARSERS: Mapping[str, Parser] = {
    "name": _words,
    "quantity": quantity,
    "unit_price": quantity,
    "net": money,
    "rate": rate,
    "tax": money,
}


def read_goods(page: Page, columns: Mapping[str, tuple[str, ...]], end: tuple[str, ...]) -> tuple[TableRow, ...]:
    """Rows under the header row of `columns` (cell name → labels), down to the first of the `end` labels."""
    header = _header(page, columns)
    if len(header) < 3 or "name" not in header:
        return ()
    height = max(spot.box.bottom - spot.box.top for spot in header.values())
    top = max((spot.box.top + spot.box.bottom) / 2 for spot in header.values()) + height * 0.4
    bottom = min((spot.box.top for spot in page_spots(page, end) if spot.box.top > top), default=page.height)
    inside = [line for line in page.lines if top < _middle(line) < bottom]
    rows = [_row(page, header, group) for group in _grouped(inside)]
    return tuple(_whole_rows(rows))


def _header(page: Page, columns: Mapping[str, tuple[str, ...]]) -> dict[str, Spot]:
    """The header cells that stand on one row; the row with the most of them wins."""
    found = {name: page_spots(page, labels) for name, labels in columns.items()}
    anchors = found.get("name", ())[:_MAX_HEADERS]
    rows = [
        {
            name: spot
            for name, spots in found.items()
            for spot in reversed(spots)
            if abs(spot.line.box.top - anchor.line.box.top) < 1.2 * (anchor.line.box.bottom - anchor.line.box.top)
        }
        for anchor in anchors
    ]
    return max(rows, key=len, default={})


def _grouped(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines whose middles lie within half a line height make one row."""
    groups: list[list[TextLine]] = []
    for line in sorted(lines, key=_middle):
        height = line.box.bottom - line.box.top
        if groups and _middle(line) - _middle(groups[-1][0]) < height / 2:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [sorted(group, key=lambda line: line.box.left) for group in groups]


def _row(page: Page, header: Mapping[str, Spot], lines: Sequence[TextLine]) -> tuple[Field, ...]:
    texts: dict[str, list[TextLine]] = {}
    for line in (part for whole in lines for part in _parts(whole, header)):
        texts.setdefault(_column(line, header), []).append(line)
    cells = (_cell(page, name, parts) for name, parts in texts.items() if name in PARSERS)
    return tuple(cell for cell in cells if cell is not None)


def _cell(page: Page, name: str, parts: Sequence[TextLine]) -> Field | None:
    text = " ".join(part.text for part in parts)
    value = PARSERS[name](text)
    if value is None:
        return None
    confidence = min(part.confidence for part in parts)
    return field_of(name, Piece(text=text, page=page, box=parts[0].box, confidence=confidence * 0.95), value)


def _parts(line: TextLine, header: Mapping[str, Spot]) -> list[TextLine]:
    """A line that runs under several columns is cut at its spaces; others stay whole."""
    covered = sum(1 for spot in header.values() if line.box.left < _centre(spot) < line.box.right)
    if covered < 2:
        return [line]
    return [
        TextLine(text=word.group(), box=part_box(line, word.start(), word.end()), confidence=line.confidence)
        for word in re.finditer(r"\S+", normalise(line.text))
    ]


def _column(line: TextLine, header: Mapping[str, Spot]) -> str:
    """The column whose header overlaps most, else the nearest one."""
    middle = (line.box.left + line.box.right) / 2

    def distance(name: str) -> float:
        box = header[name].box
        shared = min(box.right, line.box.right) - max(box.left, line.box.left)
        aligned = (abs(middle - _centre(header[name])), abs(line.box.left - box.left), abs(line.box.right - box.right))
        return -shared if shared > 0 else min(aligned)

    return min(header, key=distance)


def _whole_rows(rows: Sequence[tuple[Field, ...]]) -> list[TableRow]:
    """Only rows with a name and a number count; a wrapped name without numbers stays with its row above."""
    kept: list[TableRow] = []
    for cells in rows:
        names = {cell.name for cell in cells}
        if "name" in names and names & {"net", "quantity", "unit_price"}:
            kept.append(TableRow(cells=cells))
    return kept


def _centre(spot: Spot) -> float:
    return (spot.box.left + spot.box.right) / 2


def _middle(line: TextLine) -> float:
    return (line.box.top + line.box.bottom) / 2
