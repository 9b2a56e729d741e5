"""A paper roll that grows with what is printed on it: rows first, then one sheet as long as they need."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from bench.specimens.sheet import Sheet

Mark: TypeAlias = "tuple[str, str] | None"  # field name and its value as the catalogue writes it


@cache
def words() -> dict[str, Any]:
    """The word lists of receipts, read once."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words" / "receipts.yaml").read_text("utf-8"))
    return loaded


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One text on a row."""

    text: str
    at: float  # share of the printed width
    align: str = "left"
    mark: Mark = None


@dataclass(frozen=True, kw_only=True)
class Row:
    """One printed row, or a rule."""

    cells: Sequence[Cell] = ()
    size: float = 8
    bold: float = 0
    gap: float = 0  # millimetres of extra paper above
    rule: str = ""  # "dash", "line" or a character that fills the row


@dataclass(kw_only=True)
class Roll:
    """Rows of a receipt of a given width in millimetres."""

    width: float
    face: str = "hei"
    size: float = 8
    margin: float = 3.5
    lead: float = 1.45  # row height over letter height
    rows: list[Row] = field(default_factory=list)

    def centre(self, text: str, *, size: float = 0, bold: float = 0, mark: Mark = None, gap: float = 0) -> None:
        """A centred row."""
        cell = Cell(text=text, at=0.5, align="centre", mark=mark)
        self.rows.append(Row(cells=(cell,), size=size or self.size, bold=bold, gap=gap))

    def left(self, text: str, *, size: float = 0, bold: float = 0, mark: Mark = None, gap: float = 0) -> None:
        """A row from the left edge."""
        self.rows.append(Row(cells=(Cell(text=text, at=0, mark=mark),), size=size or self.size, bold=bold, gap=gap))

    def pair(
        self,
        left: str,
        right: str,
        *,
        size: float = 0,
        bold: float = 0,
        mark: Mark = None,
        gap: float = 0,
        at: float = 0,
    ) -> None:
        """A label at the left and its value at the right edge."""
        cells = (Cell(text=left, at=at), Cell(text=right, at=1, align="right", mark=mark))
        self.rows.append(Row(cells=cells, size=size or self.size, bold=bold, gap=gap))

    def columns(self, *cells: Cell, size: float = 0, bold: float = 0, gap: float = 0) -> None:
        """Any cells on one row."""
        self.rows.append(Row(cells=cells, size=size or self.size, bold=bold, gap=gap))

    def heads(self, first: str, *others: tuple[str, float]) -> None:
        """Column heads: the first from the left edge, the others ending at their share of the width."""
        right = (Cell(text=text, at=at, align="right") for text, at in others)
        self.columns(Cell(text=first, at=0), *right)

    def rule(self, kind: str = "dash") -> None:
        """A line across."""
        self.rows.append(Row(rule=kind, size=self.size))

    def feed(self, millimetres: float) -> None:
        """Blank paper."""
        self.rows.append(Row(gap=millimetres, size=0))

    def sheet(self, day: date, title: str, *, top: float = 7, bottom: float = 14, paper: str = "#FFFFFF") -> Sheet:
        """Everything printed on one sheet."""
        length = top + bottom + sum(self._height(row) for row in self.rows)
        sheet = Sheet(width=self.width, height=length, day=day, title=title)
        if paper != "#FFFFFF":
            sheet.box(0, 0, self.width, length, colour=None, fill=paper)
        y = top
        for row in self.rows:
            y += self._height(row)
            self._print(sheet, row, y)
        return sheet

    def _height(self, row: Row) -> float:
        return row.gap + row.size * 0.3528 * self.lead

    def _print(self, sheet: Sheet, row: Row, y: float) -> None:
        span = self.width - 2 * self.margin
        if row.rule == "line":
            sheet.line(self.margin, y - 1.2, self.width - self.margin, y - 1.2, width=0.5)
        elif row.rule:
            fill = "-" if row.rule == "dash" else row.rule
            step = row.size * 0.3528 * (0.34 if fill == "-" else 0.55)
            sheet.text(self.width / 2, y, fill * int(span / step), size=row.size, face=self.face, align="centre")
        for cell in row.cells:
            sheet.text(
                self.margin + cell.at * span, y, cell.text, size=row.size, face=self.face, bold=row.bold,
                align=cell.align, mark=cell.mark,
            )  # fmt: skip
