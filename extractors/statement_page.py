"""Rows of statements printed as tables: header row, columns by place, cells that wrap put together. Pure.

A page without a header row goes on with the columns of the page before it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.find import part_box
from extractors.page import Page, TextLine
from extractors.parse import normalise
from extractors.statement_columns import (
    MONEY_ROLES,
    Cell,
    RawRow,
    column_role,
    is_footer,
    is_header,
    misread_role,
    named_parts,
    rank,
)
from extractors.statement_level import Placed, line_height, placed_lines
from extractors.statement_places import Column, column_of, parts_of, with_room
from extractors.statement_values import is_blank, statement_amount, statement_date
from uplift.types import Box, TextSource

_CENTRED = 0.25  # share of wrapped lines above the amounts of their rows, from which cells are centred
_NO_NAME = re.compile(r"[0-9]{2}|^[^()（）]{2,10}[:：].")  # numbers, and a label with its value, name no column
_REACH = 0.75  # of the distance between rows, from a line to the row it belongs to


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRows:
    """What one page says: transactions, sums, its columns, and between which heights (unlevelled) they stand."""

    rows: tuple[RawRow, ...]
    sums: tuple[RawRow, ...]
    columns: tuple[Column, ...]
    top: float  # upper edge of the header row, or of the first row
    bottom: float  # lower edge of the last row


def page_rows(page: Page, before: Sequence[Column] = ()) -> PageRows | None:
    """The transactions of a page; None when it names no columns and no page before it did."""
    lines = placed_lines(page)
    found = _header(lines, page.source is TextSource.OCR)
    columns, under, top = found or (tuple(before), 0.0, None)
    if not columns:
        return None
    below = [line for line in lines if line.middle > under]
    columns = with_room(columns, below)
    body = [piece for line in below for piece in _pieces(line, columns)]
    rows = [_row(page, group) for group in _grouped(body)]
    taken = [row for row in rows if _is_transaction(row)]
    sums = tuple(row for row in rows if row not in taken and _has_money(row) and any(_footers(row)))
    edges = [cell.box for row in taken for cell in row.values() if cell.box is not None]
    first = min((box.top for box in edges), default=float(page.height))
    return PageRows(
        rows=tuple(taken),
        sums=sums,
        columns=columns,
        top=first if top is None else min(top, first),
        bottom=max((box.bottom for box in edges), default=0.0),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A part of a line in one column."""

    role: str
    text: str
    placed: Placed
    box: Box


# --- header ---


def _header(lines: Sequence[Placed], misread: bool) -> tuple[tuple[Column, ...], float, float] | None:
    """Columns, the level height under them, and the unlevelled top of the header row."""
    height = line_height(lines)
    best: tuple[tuple[Column, ...], float, float] | None = None
    for anchor in (line for line in lines if _column_names(line, misread)):
        band = [line for line in lines if abs(line.middle - anchor.middle) < 0.6 * height]
        near = [line for line in lines if abs(line.middle - anchor.middle) < 2.2 * height]
        for group in (band, _joined(near, band, height)):
            columns = tuple(column for line in group for column in _column_names(line, misread))
            roles = [column.role for column in columns]
            if is_header(roles) and (best is None or len(columns) > len(best[0])):
                named = [line for line in group if _column_names(line, misread)]
                under, top = max(line.bottom for line in named), min(line.line.box.top for line in named)
                best = (_best_of_each(columns), under - 0.2 * height, top)
    return best


def _joined(lines: Sequence[Placed], band: Sequence[Placed], height: float) -> list[Placed]:
    """Names of columns that wrap or stand in two languages: lines without digits, one under the other, as one.

    A line by itself counts only in the band: words of the first row may be names of columns too.
    """
    stacks: list[list[Placed]] = []
    for line in sorted(lines, key=lambda one: one.middle):
        if _NO_NAME.search(line.line.text) or is_footer(line.line.text):
            continue
        above = next((stack for stack in stacks if _stacked(stack[-1], line, height)), None)
        if above is None:
            stacks.append([line])
        else:
            above.append(line)
    middle = sum(line.middle for line in band) / len(band)
    kept = [s for s in stacks if s[0] in band or (len(s) > 1 and any(abs(o.middle - middle) < height for o in s))]
    return [_stack(stack) for stack in kept]


def _stacked(above: Placed, below: Placed, height: float) -> bool:
    shared = min(above.right, below.right) - max(above.left, below.left)
    narrow = min(above.right - above.left, below.right - below.left)
    return shared > 0.5 * narrow and 0.3 * height < below.middle - above.middle < 1.7 * height


def _stack(stack: Sequence[Placed]) -> Placed:
    if len(stack) == 1:
        return stack[0]
    text = "".join(line.line.text for line in stack)
    box = _union([line.line.box for line in stack])
    return Placed(
        line=TextLine(text=text, box=box, confidence=min(line.line.confidence for line in stack)),
        left=min(line.left for line in stack),
        right=max(line.right for line in stack),
        middle=(stack[0].top + stack[-1].bottom) / 2,
        height=stack[-1].bottom - stack[0].top,
    )


def _column_names(line: Placed, misread: bool) -> list[Column]:
    """Columns that a line names: one as a whole, or several that were read as one line."""
    text = normalise(line.line.text)
    role = column_role(text)
    if role is not None:
        return [Column(role=role, left=line.left, right=line.right, order=rank(role, text))]
    parts = named_parts(text)
    if sum(end - start for _, start, end in parts) < 0.7 * len(text.replace(" ", "")):
        guess = misread_role(text) if misread else None
        return [Column(role=guess, left=line.left, right=line.right, order=99)] if guess else []
    columns = []
    for role, start, end in parts:
        box = part_box(line.line, start, end)
        shift = line.left - line.line.box.left
        columns.append(
            Column(role=role, left=box.left + shift, right=box.right + shift, order=rank(role, text[start:end]))
        )
    return columns


def _best_of_each(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Of two columns of one role (记账日期, 交易日期) the better named one keeps it; texts of several are joined."""
    best: dict[str, Column] = {}
    for column in columns:
        if column.role not in best or column.order < best[column.role].order:
            best[column.role] = column
    joined = {"summary", "other"}
    kept = [c if c is best[c.role] or c.role in joined else replace(c, role="other") for c in columns]
    return tuple(sorted(kept, key=lambda column: column.left))


# --- cells ---


def _pieces(line: Placed, columns: Sequence[Column]) -> Iterator[_Piece]:
    """The parts of a line, each in its column; lines that run under several columns are cut."""
    shift = line.left - line.line.box.left
    for text, box in parts_of(line, columns):
        left, right = box.left + shift, box.right + shift
        role = column_of(text, left, right, columns)
        placed = replace(line, left=left, right=right)
        yield _Piece(role=role, text=text, placed=placed, box=box)


# --- rows ---


def _grouped(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces of one transaction together: rows are where money or a date stands, other cells may wrap around them."""
    height = line_height([piece.placed for piece in pieces])
    anchors = _anchors(pieces, height)
    if not anchors:
        return []
    lay = _Lay.of([piece.placed.middle for piece in pieces], anchors, height)
    groups: dict[int, list[_Piece]] = {}
    for role in dict.fromkeys(piece.role for piece in pieces):
        column = sorted((p for p in pieces if p.role == role), key=lambda p: (p.placed.middle, p.placed.left))
        for block in _blocks(column, height):
            for piece, row in _in_rows(block, lay):
                groups.setdefault(row, []).append(piece)
    return [groups[row] for row in sorted(groups)]


def _anchors(pieces: Sequence[_Piece], height: float) -> list[float]:
    """Heights of the rows, by the amounts; by a date where a row has none nearby."""
    money = [p.placed.middle for p in pieces if p.role in MONEY_ROLES and statement_amount(p.text) is not None]
    dates = [p.placed.middle for p in pieces if p.role == "date" and statement_date(p.text) is not None]
    rows = _clusters(money, 0.5 * height)
    alone = [at for at in dates if all(abs(at - row) > 0.95 * height for row in rows)]
    return sorted([*rows, *_clusters(alone, 0.5 * height)])


def _clusters(heights: Sequence[float], width: float) -> list[float]:
    groups: list[list[float]] = []
    for at in sorted(heights):
        if groups and at - groups[-1][-1] <= width:
            groups[-1].append(at)
        else:
            groups.append([at])
    return [sum(group) / len(group) for group in groups]


def _blocks(column: Sequence[_Piece], height: float) -> Iterator[list[_Piece]]:
    """Lines of one column so close below each other that they may be one cell."""
    block: list[_Piece] = []
    for piece in column:
        if block and piece.placed.top - block[-1].placed.bottom > 0.45 * height:
            yield block
            block = []
        block.append(piece)
    if block:
        yield block


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lay:
    """How rows lie: where their amounts stand, and whether cells that wrap are centred on them or hang below."""

    anchors: Sequence[float]
    near: float  # a line this close to an anchor is on the row's own height
    reach: float
    centred: bool

    @classmethod
    def of(cls, middles: Sequence[float], anchors: Sequence[float], height: float) -> "_Lay":
        """Learn it from the heights of all lines."""
        pitch = median(b - a for a, b in pairwise(anchors)) if len(anchors) > 1 else 2 * height
        offsets = [at - min(anchors, key=lambda row: abs(row - at)) for at in middles]
        wrapped = [off for off in offsets if 0.4 * height < abs(off) < 1.2 * height]
        above = sum(off < 0 for off in wrapped)
        return cls(
            anchors=anchors,
            near=0.45 * height,
            reach=max(1.2 * height, _REACH * pitch),
            centred=above > _CENTRED * len(wrapped),
        )

    def row_at(self, middle: float, reach: float) -> int | None:
        """Index of the nearest row within reach."""
        nearest = min(range(len(self.anchors)), key=lambda row: abs(self.anchors[row] - middle))
        return nearest if abs(self.anchors[nearest] - middle) <= reach else None


def _in_rows(block: Sequence[_Piece], lay: _Lay) -> Iterator[tuple[_Piece, int]]:
    """Each piece of a block with its row: that of its own height, else of the whole block, else of the line above."""
    own = [lay.row_at(piece.placed.middle, lay.near) for piece in block]
    named = {row for row in own if row is not None}
    if len(named) <= 1 and len(block) <= 3:
        middle = (block[0].placed.top + block[-1].placed.bottom) / 2
        row = named.pop() if named else lay.row_at(middle, lay.reach)
        yield from ((piece, row) for piece in block if row is not None)
    elif lay.centred or not named:
        found = ((piece, lay.row_at(piece.placed.middle, lay.reach)) for piece in block)
        yield from ((piece, row) for piece, row in found if row is not None)
    else:
        yield from _hanging(block, own)


def _hanging(block: Sequence[_Piece], own: Sequence[int | None]) -> Iterator[tuple[_Piece, int]]:
    """Lines that hang below their row's first line."""
    current = next(row for row in own if row is not None)
    for piece, row in zip(block, own, strict=True):
        current = current if row is None else row
        yield piece, current


def _row(page: Page, pieces: Sequence[_Piece]) -> RawRow:
    cells: dict[str, list[_Piece]] = {}
    for piece in pieces:
        if not is_blank(normalise(piece.text)):
            cells.setdefault(piece.role, []).append(piece)
    return {role: _cell(page, parts) for role, parts in cells.items()}


def _cell(page: Page, parts: Sequence[_Piece]) -> Cell:
    text = parts[0].text
    for last, piece in pairwise(parts):
        text += _joint(last, piece) + piece.text
    return Cell(
        text=text.strip(),
        confidence=min(part.placed.line.confidence for part in parts),
        source=page.source,
        page=page.index,
        box=_union([part.box for part in parts]),
    )


def _joint(last: _Piece, piece: _Piece) -> str:
    """A name that wraps goes on without a space; a time under its date does not."""
    digits = last.text[-1:].isascii() and piece.text[:1].isascii()
    return " " if digits or last.role == "date" else ""


def _union(boxes: Sequence[Box]) -> Box:
    return Box(
        left=min(box.left for box in boxes),
        top=min(box.top for box in boxes),
        right=max(box.right for box in boxes),
        bottom=max(box.bottom for box in boxes),
        dpi=boxes[0].dpi,
    )


def _is_transaction(row: RawRow) -> bool:
    if not _has_money(row) or any(_footers(row)):
        return False
    if "date" in row and statement_date(row["date"].text) is not None:
        return True
    money = [role for role in MONEY_ROLES if role in row and statement_amount(row[role].text) is not None]
    scanned = any(row[role].source is TextSource.OCR for role in money)
    return scanned and (len(money) > 1 or ("date" in row and len(re.findall("[0-9]", row["date"].text)) >= 4))


def _has_money(row: RawRow) -> bool:
    return any(role in row and statement_amount(row[role].text) is not None for role in MONEY_ROLES)


def _footers(row: Mapping[str, Cell]) -> Iterator[bool]:
    """Whether each cell names a sum or a carried balance; a row with a date may do so in its summary."""
    dated = "date" in row and statement_date(row["date"].text) is not None
    return (is_footer(cell.text) for role, cell in row.items() if not (dated and role in ("counterparty", "status")))
