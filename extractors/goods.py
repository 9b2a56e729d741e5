"""Tables of goods: columns found by their header cells, rows by height, cells by the order and place of the columns.

A table may go on over the page break, with or without its header; a name may run over several lines; columns may miss.
Header cells that nobody asked for become columns without a name, so that their values do not fall into a neighbour.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from itertools import combinations
from statistics import median

from extractors.find import Parser, Piece, Spot, field_of, page_spots, part_box
from extractors.page import Document, Page, TextLine
from extractors.parse import digits_repaired, money, normalise, rate
from extractors.table_columns import Column, aligned
from uplift.types import Box, Field, TableRow

_MAX_HEADERS = 12  # places on one page where a table may begin
_WRAP = 1.7  # line heights between a row and the further lines of its name
_SAME_ROW = 0.5  # line heights that neighbours on one row may differ in height
_NEARBY = 5  # line heights around a line in which a row tells how the page lies there
_FULL_ROW = 4  # texts that such a row has
_LOST = 2  # figures under no header that make a column
_SLANT_ROOM = 100  # pixels between two header cells whose heights tell the slant
_SUM_ROW = re.compile(
    r"^(?:本页|本月|本期|当页)?(?:合|小|总|共|累) ?计|^[承过].{0,2}页|^(?:上期|期初|上月)|^(?:sub ?)?total", re.I
)


def quantity(text: str) -> Decimal | None:
    """A plain number with any count of decimals, thousands marks allowed."""
    flat = re.sub(r"[^0-9.,OIl-]", "", normalise(text))
    try:
        return Decimal(digits_repaired(flat.replace(",", ""))) if re.search("[0-9]", flat) else None
    except InvalidOperation:
        return None


def words(text: str) -> str | None:
    """Any text that is not empty; litres as ``550m1`` and cement as ``P.0 42.5`` are slips of OCR."""
    flat = re.sub(r"(?<=[0-9])m[1I|](?![0-9A-Za-z])", "ml", normalise(text))
    return re.sub(r"(?<![A-Za-z0-9])P\.?0(?= ?[0-9]{2}\.5)", "P.O", flat) or None


PARSERS: Mapping[str, Parser] = {
    "name": words,
    "quantity": quantity,
    "unit_price": quantity,
    "net": money,
    "rate": rate,
    "tax": money,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """How one kind of table is printed: its columns by their header labels, what they hold, and where it ends."""

    columns: Mapping[str, tuple[str, ...]]  # cell name → header labels
    end: tuple[str, ...]  # labels under the last row
    parsers: Mapping[str, Parser] = field(default_factory=lambda: PARSERS)  # a column without one is not read
    key: str = "name"  # the cell no row may miss
    figures: tuple[str, ...] = ("net", "quantity", "unit_price", "amount")  # a row has at least one of these
    least: int = 3  # header cells that make a header


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where a table's columns stand, and how much its rows slant."""

    columns: tuple[Column, ...]
    bottom: float  # of the header row, at the left border of the page
    slant: float  # pixels down for each pixel to the right
    height: float  # of a header cell
    heads: tuple[TextLine, ...] = ()  # the header's own lines


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """Text on one row and what its parts are taken for."""

    middle: float
    height: float
    cells: Mapping[str, tuple[TextLine, ...]]


def read_goods(page: Page, columns: Mapping[str, tuple[str, ...]], end: tuple[str, ...]) -> tuple[TableRow, ...]:
    """Rows under the header row of `columns` (cell name → labels), down to the first of the `end` labels."""
    table = Table(columns=columns, end=end)
    frame = find_frame(page, table)
    return _rows(page, table, frame) if frame else ()


def table_rows(document: Document, table: Table) -> tuple[TableRow, ...]:
    """Rows of all pages; pages without a header continue the table that the page before left open."""
    rows: tuple[TableRow, ...] = ()
    open_frame: Frame | None = None
    for page in document.pages:
        frame = find_frame(page, table)
        if frame is not None:
            rows += _rows(page, table, frame)
            open_frame = None if _end(page, table, frame) is not None else replace(frame, bottom=-page.height, heads=())
        elif open_frame is not None:
            rows += _rows(page, table, open_frame)
            open_frame = None if _end(page, table, open_frame) is not None else open_frame
    return rows


def table_field(name: str, rows: Sequence[TableRow]) -> Field | None:
    """The rows as one field; as sure as its least sure cell, placed where it begins."""
    cells = [cell for row in rows for cell in row.cells]
    if not cells:
        return None
    return Field(
        name=name,
        raw=" / ".join(" ".join(cell.raw for cell in row.cells) for row in rows),
        value=tuple(rows),
        confidence=min(cell.confidence for cell in cells),
        source=cells[0].source,
        page=cells[0].page,
        box=cells[0].box,
    )


def find_frame(page: Page, table: Table) -> Frame | None:
    """The header of the table on this page; None when it has none."""
    header = _header(page, table)
    if len(header) < table.least or table.key not in header:
        return None
    boxes = [spot.box for spot in header.values()]
    slant = _slant(boxes)
    height = median(box.bottom - box.top for box in boxes)
    level = [(box.top + box.bottom) / 2 - slant * (box.left + box.right) / 2 for box in boxes]
    frame = Frame(
        columns=tuple(Column(name=name, left=spot.box.left, right=spot.box.right) for name, spot in header.items()),
        bottom=max(level) + height * 0.4,
        slant=slant,
        height=height,
        heads=tuple(spot.line for spot in header.values()),
    )
    others = _other_heads(page, frame)
    columns = sorted((*frame.columns, *map(_nameless, others)), key=lambda column: column.left)
    frame = replace(frame, columns=tuple(columns), heads=(*frame.heads, *others))
    return _with_lost_amounts(page, table, frame)


def _with_lost_amounts(page: Page, table: Table, frame: Frame) -> Frame:
    """A column of amounts whose header cell was not read: figures behind the prices that stand under no header."""
    names = [column.name for column in frame.columns]
    if "amount" not in table.parsers or "amount" in names or "unit_price" not in names:
        return frame
    place = names.index("unit_price") + 1
    left = frame.columns[place - 1].right
    right = frame.columns[place].left if place < len(names) else page.width
    lost = [
        line.box
        for line in page.lines
        if _level(line, frame) > frame.bottom
        and left < (line.box.left + line.box.right) / 2 < right
        and re.fullmatch(r"[¥$]? ?-?[0-9,]+[.][0-9]{2}", normalise(line.text))
    ]
    if len(lost) < _LOST:
        return frame
    column = Column(name="amount", left=median(box.left for box in lost), right=median(box.right for box in lost))
    return replace(frame, columns=(*frame.columns[:place], column, *frame.columns[place:]))


def _header(page: Page, table: Table) -> dict[str, Spot]:
    """The header cells that stand on one row, each by its best label; the row with the most of them wins."""
    found = {
        name: [spot for label in labels for spot in page_spots(page, (label,))]
        for name, labels in table.columns.items()
    }
    anchors = found.get(table.key, [])[:_MAX_HEADERS]
    return max((_head_row(anchor, table.key, found) for anchor in anchors), key=len, default={})


def _head_row(anchor: Spot, key: str, found: Mapping[str, Sequence[Spot]]) -> dict[str, Spot]:
    """The anchor and, from it outwards, every label that stands at the height of its neighbour."""
    row = [anchor]
    others = [spot for name, spots in found.items() if name != key for spot in spots]
    for spot in sorted(others, key=lambda spot: abs(spot.box.left - anchor.box.left)):
        neighbour = min(row, key=lambda one: abs(one.box.left - spot.box.left))
        if _beside(spot, neighbour) and not _inside(spot, anchor):
            row.append(spot)
    near = {name: next((spot for spot in spots if spot in row), None) for name, spots in found.items() if name != key}
    return {key: anchor} | {name: spot for name, spot in near.items() if spot is not None}


def _beside(spot: Spot, other: Spot) -> bool:
    return abs(spot.line.box.top - other.line.box.top) < 1.2 * (other.line.box.bottom - other.line.box.top)


def _inside(spot: Spot, anchor: Spot) -> bool:
    """True for a label that is a part of the key's, as in 名称及规格."""
    return spot.line is anchor.line and spot.start < anchor.end and spot.end > anchor.start


def _slant(boxes: Sequence[Box]) -> float:
    """Median slope between header cells that stand apart; pages lie askew under cameras and scanners."""
    slopes = [
        (two.top + two.bottom - one.top - one.bottom) / (two.left + two.right - one.left - one.right)
        for one, two in combinations(sorted(boxes, key=lambda box: box.left), 2)
        if two.left - one.left > _SLANT_ROOM
    ]
    return median(slopes) if slopes else 0.0


def _nameless(line: TextLine) -> Column:
    return Column(name="", head=normalise(line.text), left=line.box.left, right=line.box.right)


def _other_heads(page: Page, frame: Frame) -> list[TextLine]:
    """Header cells that belong to no wanted column."""
    heights = [_level(line, frame) for line in frame.heads]
    room = frame.height * 0.8
    return [
        line
        for line in page.lines
        if min(heights) - room < _level(line, frame) < max(heights) + room
        and len(line.text) <= 12
        and not re.search("[0-9]{2}", line.text)
        and all(line.box.right <= column.left or line.box.left >= column.right for column in frame.columns)
    ]


def _end(page: Page, table: Table, frame: Frame) -> float | None:
    """Height of the upper edge of the first label behind the table; None when the table runs to the page's foot."""
    lines = [spot.line for spot in page_spots(page, table.end) if spot.line not in frame.heads]
    tops = [_level(line, frame) - (line.box.bottom - line.box.top) / 2 for line in lines]
    return min((top for top in tops if top > frame.bottom - frame.height * 0.4), default=None)


def _rows(page: Page, table: Table, frame: Frame) -> tuple[TableRow, ...]:
    end = _end(page, table, frame)
    bottom = 2.0 * page.height if end is None else end
    inside = [line for line in page.lines if frame.bottom < _level(line, frame) < bottom and line not in frame.heads]
    lines = [_line(group, table, frame) for group in _grouped(inside, frame)]
    anchors = [line for line in lines if _has_figure(line, table)]
    wrapped = _wrapped(lines, anchors, table)
    rows = (_row(page, table, line, wrapped.get(index, [])) for index, line in enumerate(anchors))
    return tuple(row for row in rows if row is not None)


def row_with(page: Page, line: TextLine, slant: float) -> tuple[TextLine, ...]:
    """The texts on one row with the line, left to right, on a page that slants by `slant` pixels a pixel."""
    height = line.box.bottom - line.box.top
    frame = Frame(columns=(), bottom=0.0, slant=_slant_beside(page, line, slant), height=height)
    near = [other for other in page.lines if abs(_level(other, frame) - _level(line, frame)) < 2 * height]
    return tuple(next(group for group in _grouped(near, frame) if line in group))


def _slant_beside(page: Page, line: TextLine, slant: float) -> float:
    """The slant of the fullest row nearby: under a camera the foot of a table slants otherwise than its head."""
    height = line.box.bottom - line.box.top
    frame = Frame(columns=(), bottom=0.0, slant=slant, height=height)
    near = [other for other in page.lines if abs(_level(other, frame) - _level(line, frame)) < _NEARBY * height]
    row = max(_grouped(near, frame), key=len)
    if len(row) < _FULL_ROW:
        return slant
    return _slant([row[0].box, row[-1].box]) or slant


def _level(line: TextLine, frame: Frame) -> float:
    """Height of a line's middle as if the page lay straight."""
    return (line.box.top + line.box.bottom) / 2 - frame.slant * (line.box.left + line.box.right) / 2


def _grouped(lines: Sequence[TextLine], frame: Frame) -> list[list[TextLine]]:
    """Each line joins the row whose rightmost text stands at its height; rows top to bottom."""
    groups: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.box.left):
        room = (line.box.bottom - line.box.top) * _SAME_ROW
        near = [
            (abs(_level(line, frame) - _level(group[-1], frame)), index)
            for index, group in enumerate(groups)
            if line.box.left > (group[-1].box.left + group[-1].box.right) / 2
        ]
        distance, index = min(near, default=(room, -1))
        if distance < room:
            groups[index].append(line)
        else:
            groups.append([line])
    return sorted(groups, key=lambda group: _level(group[0], frame))


def _line(group: Sequence[TextLine], table: Table, frame: Frame) -> _Line:
    parts = [part for line in group for part in _parts(line, frame)]
    cells: dict[str, tuple[TextLine, ...]] = {}
    for part, name in zip(parts, aligned(parts, frame.columns, table.parsers, frame.height), strict=True):
        cells[name] = (*cells.get(name, ()), part)
    return _Line(
        middle=median(_level(line, frame) for line in group),
        height=median(line.box.bottom - line.box.top for line in group),
        cells=cells,
    )


def _parts(line: TextLine, frame: Frame) -> list[TextLine]:
    """A line that runs under several columns is cut at its spaces; others stay whole."""
    covered = sum(1 for column in frame.columns if line.box.left < column.middle < line.box.right)
    if covered < 2:
        return [line]
    return [
        TextLine(text=word.group(), box=part_box(line, word.start(), word.end()), confidence=line.confidence)
        for word in re.finditer(r"\S+", normalise(line.text))
    ]


def _has_figure(line: _Line, table: Table) -> bool:
    return any(name in line.cells and _value(table, name, line.cells[name]) is not None for name in table.figures)


def _wrapped(
    lines: Sequence[_Line], anchors: Sequence[_Line], table: Table
) -> Mapping[int, list[tuple[float, TextLine]]]:
    """Further lines of the key cell → the nearest row with figures; a row without a name comes first."""
    found: dict[int, list[tuple[float, TextLine]]] = {}
    for line in lines:
        if line in anchors or table.key not in line.cells or not anchors:
            continue

        def distance(index: int, line: _Line = line) -> tuple[bool, float]:
            far = abs(anchors[index].middle - line.middle)
            return far > line.height * _WRAP, far - (line.height * 0.5 if table.key not in anchors[index].cells else 0)

        nearest = min(range(len(anchors)), key=distance)
        if not distance(nearest)[0]:
            found.setdefault(nearest, []).extend((line.middle, part) for part in line.cells[table.key])
    return found


def _row(page: Page, table: Table, line: _Line, more: Sequence[tuple[float, TextLine]]) -> TableRow | None:
    """The cells that parse; nothing for rows without a name and for sums."""
    cells = dict(line.cells)
    whole = [(line.middle, part) for part in cells.get(table.key, ())] + list(more)
    cells[table.key] = tuple(part for _, part in sorted(whole, key=lambda item: item[0]))
    if not cells[table.key] or _SUM_ROW.match(normalise(_text(next(iter(line.cells.values()))))):
        return None
    found = [_cell(page, table, name, cells[name]) for name in _order(table) if cells.get(name)]
    read = tuple(cell for cell in found if cell is not None)
    names = {cell.name for cell in read}
    return TableRow(cells=read) if table.key in names and names & set(table.figures) else None


def _order(table: Table) -> list[str]:
    return [name for name in table.columns if name in table.parsers]


def _value(table: Table, name: str, parts: Sequence[TextLine]) -> object:
    return table.parsers[name](_text(parts)) if name in table.parsers else None


def _cell(page: Page, table: Table, name: str, parts: Sequence[TextLine]) -> Field | None:
    text = _text(parts)
    value = table.parsers[name](text)
    if value is None:
        return None
    confidence = min(part.confidence for part in parts)
    return field_of(name, Piece(text=text, page=page, box=_around(parts), confidence=confidence * 0.95), value)


def _text(parts: Sequence[TextLine]) -> str:
    """Parts of one cell joined; a space only between Latin words."""
    text = ""
    for part in parts:
        text += (" " if re.search(r"[!-~]$", text) and re.match(r"[!-~]", part.text) else "") + part.text
    return text


def _around(parts: Sequence[TextLine]) -> Box:
    boxes = [part.box for part in parts]
    return Box(
        left=min(box.left for box in boxes),
        top=min(box.top for box in boxes),
        right=max(box.right for box in boxes),
        bottom=max(box.bottom for box in boxes),
        dpi=boxes[0].dpi,
    )
