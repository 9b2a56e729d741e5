"""Rows of ruled cells, as official forms are built: each cell a text, or a text with the field it holds."""

from collections.abc import Sequence
from typing import TypeAlias

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics

from bench.specimens.sheet import BLACK, Sheet

# what stands in a cell; with a mark (field name, true value) when it holds a field
Cell: TypeAlias = "str | tuple[str, tuple[str, str]]"


def row(
    sheet: Sheet, x: float, y: float, widths: Sequence[float], cells: Sequence[Cell], *, height: float = 8,
    size: float = 9, face: str = "song", ink: str = BLACK, rule: str = BLACK, ends: str = "", fill: str | None = None,
    bold: float = 0,
) -> float:  # fmt: skip
    """One row of cells from x, its top at y; returns the y below. `ends`: l, c or r for each cell, centred if empty."""
    for index, (width, cell) in enumerate(zip(widths, cells, strict=True)):
        sheet.box(x, y, x + width, y + height, colour=rule, width=0.5, fill=fill)
        side = ends[index] if index < len(ends) else "c"
        words, mark = (cell, None) if isinstance(cell, str) else cell
        lines = wrapped(words, width - 2.4, face, size)
        pitch = size * 0.42
        first = y + height / 2 - pitch * (len(lines) - 1) / 2 + size * 0.13
        at = {"l": x + 1.2, "c": x + width / 2, "r": x + width - 1.2}[side]
        align = {"l": "left", "c": "centre", "r": "right"}[side]
        for number, line in enumerate(lines):
            here = mark if number == 0 else None
            sheet.text(
                at, first + number * pitch, line, size=size, face=face, colour=ink, align=align, bold=bold, mark=here
            )
        x += width
    return y + height


def pairs(
    sheet: Sheet, places: Sequence[float], y: float, fields: Sequence[tuple[str, Cell]], *, step: float = 7,
    size: float = 9.5, face: str = "song", ink: str = BLACK, gap: float = 0.6,
) -> float:  # fmt: skip
    """Labels with their values behind them, filling the columns at `places` row by row; returns the y below."""
    for index, (label, cell) in enumerate(fields):
        column, line = index % len(places), index // len(places)
        end = sheet.text(places[column], y + line * step, label, size=size, face=face, colour=ink)
        words, mark = (cell, None) if isinstance(cell, str) else cell
        sheet.text(end + gap, y + line * step, words, size=size, face=face, mark=mark)
    return y + (len(fields) + len(places) - 1) // len(places) * step


def wrapped(words: str, room: float, face: str, size: float) -> list[str]:
    """The words in lines no wider than `room` millimetres; line ends in the text are kept."""
    lines = []
    for part in words.split("\n"):
        line = ""
        for char in part:
            if line and pdfmetrics.stringWidth(line + char, face, size) / mm > room:
                lines.append(line)
                line = ""
            line += char
        lines.append(line)
    return lines
