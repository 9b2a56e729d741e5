"""Long tables over several pages: columns by their widths, cells that wrap, a head and a foot on each page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.specimens.ruled import wrapped
from bench.specimens.sheet import BLACK, Sheet
from bench.specimens.statement_story import Movement


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its name (lines parted by newlines), width in millimetres, side, and what stands in its cells."""

    name: str
    width: float
    text: Callable[[int, Movement], str]  # number from 1, movement
    side: str = "left"  # left, centre, right


@dataclass(frozen=True, kw_only=True)
class Style:
    """How the table looks. Millimetres, points."""

    size: float = 7
    face: str = "song"
    pitch: float = 3.2  # between lines of one cell
    pad: float = 1.1  # above and below a cell
    rules: str = "all"  # all, rows, head, none
    rule: str = BLACK
    middle: bool = True  # cells centred in the height of their row, else at its top
    head_fill: str | None = None
    head_every_page: bool = True
    bold: float = 0.2  # of the names


def draw_rows(
    sheet: Sheet, columns: Sequence[Column], movements: Sequence[Movement], style: Style,
    left: float, first_top: float, next_top: float, bottom: float, furniture: Callable[[Sheet], None],
) -> tuple[float, list[int]]:  # fmt: skip
    """Draw all rows over as many pages as it takes; gives the height below the last row and the page of each row.

    `furniture` draws what stands on every page after the first.
    """
    y, pages = _head(sheet, columns, style, left, first_top), []
    top = y
    for number, one in enumerate(movements, start=1):
        cells = [_wrapped(column.text(number, one), column, style) for column in columns]
        height = max(map(len, cells)) * style.pitch + 2 * style.pad
        if y + height > bottom:
            _place(sheet, columns, left, top, y)
            sheet.next_page()
            furniture(sheet)
            y = top = _head(sheet, columns, style, left, next_top) if style.head_every_page else next_top
        _row(sheet, columns, cells, style, left, y, height)
        pages.append(sheet.page)
        y += height
    _place(sheet, columns, left, top, y)
    return y, pages


def _place(sheet: Sheet, columns: Sequence[Column], left: float, top: float, bottom: float) -> None:
    sheet.remember("rows", "", (left, top, left + sum(column.width for column in columns), bottom))


def _wrapped(text: str, column: Column, style: Style) -> list[str]:
    return wrapped(text, column.width - 1.6, style.face, style.size) if text else []


def _head(sheet: Sheet, columns: Sequence[Column], style: Style, left: float, top: float) -> float:
    cells = [wrapped(column.name, column.width - 0.8, style.face, style.size) for column in columns]
    height = max(map(len, cells)) * style.pitch + 2 * style.pad
    width = sum(column.width for column in columns)
    if style.head_fill:
        sheet.box(left, top, left + width, top + height, colour=None, fill=style.head_fill)
    if style.rules != "none":
        sheet.line(left, top, left + width, top, colour=style.rule, width=0.6)
    _row(sheet, columns, cells, style, left, top, height, head=True)
    return top + height


def _row(
    sheet: Sheet, columns: Sequence[Column], cells: Sequence[Sequence[str]], style: Style, left: float, top: float,
    height: float, *, head: bool = False,
) -> None:  # fmt: skip
    x = left
    for column, lines in zip(columns, cells, strict=True):
        spare = height - 2 * style.pad - len(lines) * style.pitch
        y = top + style.pad + (spare / 2 if style.middle or head else 0) + style.pitch * 0.78
        at = {"left": x + 0.8, "centre": x + column.width / 2, "right": x + column.width - 0.8}[column.side]
        for number, line in enumerate(lines):
            sheet.text(at, y + number * style.pitch, line, size=style.size, face=style.face, align=column.side,
                       bold=style.bold if head else 0)  # fmt: skip
        if style.rules == "all":
            sheet.box(x, top, x + column.width, top + height, colour=style.rule, width=0.35)
        x += column.width
    if style.rules == "rows" or (style.rules == "head" and head):
        sheet.line(left, top + height, x, top + height, colour=style.rule, width=0.35)
