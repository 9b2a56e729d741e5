"""Ruled rows, vertical words and watermarks for papers that are forms."""

from collections.abc import Sequence
from typing import TypeAlias

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from bench.specimens.sheet import BLACK, Sheet

Cell: TypeAlias = "str | tuple[str, str | tuple[str, str] | None]"


def row(
    sheet: Sheet, xs: Sequence[float], y: float, height: float, cells: Sequence[Cell], *, size: float = 9,
    face: str = "song", align: str = "c", colour: str = BLACK, rule: str | None = BLACK, width: float = 0.5,
    fill: str | None = None,
) -> float:  # fmt: skip
    """One row between the columns `xs`; a cell is words (lines parted by line feeds) or words with a mark."""
    step = size * 0.42
    for index, cell in enumerate(cells):
        words, mark = (cell, None) if isinstance(cell, str) else cell
        left, right = xs[index], xs[index + 1]
        if rule or fill:
            sheet.box(left, y, right, y + height, colour=rule, width=width, fill=fill)
        lines = words.split("\n")
        base = y + height / 2 + size * 0.125 - (len(lines) - 1) * step / 2
        way = align[index] if len(align) > 1 else align
        x = {"l": left + 1, "c": (left + right) / 2, "r": right - 1}[way]
        for number, line in enumerate(lines):
            here = mark if number == 0 else None
            sheet.text(x, base + number * step, line, size=size, face=face, colour=colour, mark=here,
                       align={"l": "left", "c": "centre", "r": "right"}[way])  # fmt: skip
    return y + height


def upright(
    sheet: Sheet, x: float, y: float, words: str, *, size: float = 9, face: str = "song", colour: str = BLACK,
    step: float | None = None,
) -> None:  # fmt: skip
    """Words one below the other from `y` down."""
    for index, char in enumerate(words):
        sheet.text(x, y + index * (step or size * 0.42), char, size=size, face=face, colour=colour, align="centre")


def watermark(
    sheet: Sheet, x: float, y: float, words: str, *, size: float = 60, turn: float = 30, colour: str = "#E4E4E4"
) -> None:
    """Pale words turned across the paper."""
    pen = sheet.canvas
    pen.saveState()
    pen.translate(x * mm, (sheet.height - y) * mm)
    pen.rotate(turn)
    pen.setFillColor(HexColor(colour))
    pen.setFont("hei", size)
    pen.drawCentredString(0, 0, words)
    pen.restoreState()


def broken(words: str, count: int) -> str:
    """Words broken after every `count` characters, as a narrow cell does."""
    return "\n".join(words[start : start + count] for start in range(0, len(words), count))
