"""The paper a contract is typed on: running paragraphs with filled blanks, ruled tables, headers and page numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics

from bench.specimens.sheet import Sheet

# a run of text; with a name and the value as the catalogue writes it when it holds a field; with "" for a blank that
# somebody filled in and no field needs
Run = tuple[str, str, str] | str
Cell = Run | tuple[Run, ...]
CLOSING = "，。；、）》：”"


@dataclass(frozen=True, kw_only=True)
class Look:
    """How the page is set: one face and size, margins in millimetres, furniture of every page."""

    face: str = "song"
    size: float = 11.5
    leading: float = 7.4
    left: float = 26.0
    right: float = 184.0
    top: float = 28.0
    bottom: float = 268.0
    header: str = ""
    footer: str = ""  # {page} is the number of the page
    blanks: bool = False  # filled blanks stand on a line, in another face
    ink: str = "kai"  # the face blanks are filled in


@dataclass
class Paper:
    """Writes a contract down its pages. `y` is the next baseline."""

    title: str
    day: date
    look: Look
    y: float = 0.0
    sheet: Sheet = field(init=False)
    middles: list[float] = field(default_factory=list)  # of the rows of the last table

    def __post_init__(self) -> None:
        """Take the first page."""
        self.sheet = Sheet(width=210, height=297, day=self.day, title=self.title)
        self._furniture()

    def _furniture(self) -> None:
        look, sheet = self.look, self.sheet
        self.y = look.top
        if look.header:
            sheet.text(look.left, 17, look.header, size=8.5, face=look.face, colour="#444444")
            sheet.line(look.left, 19, look.right, 19, width=0.4, colour="#777777")
        if look.footer:
            sheet.text(105, 284, look.footer.format(page=sheet.page + 1), size=9, face=look.face, align="centre")

    def room(self, needed: float = 0) -> None:
        """Turn the page when less than `needed` millimetres are left."""
        if self.y + needed > self.look.bottom:
            self.sheet.next_page()
            self._furniture()

    def space(self, height: float) -> None:
        """Leave some room."""
        self.y += height

    def heading(self, words: str, *, size: float = 20, space: float = 1.2) -> None:
        """The title, in the middle."""
        self.y += size * 0.3
        self.sheet.text(105, self.y, words, size=size, face=self.look.face, align="centre", bold=0.5, space=space)
        self.y += size * 0.5 + 2

    def right(self, runs: Sequence[Run], size: float = 10.5) -> None:
        """One line that ends at the right margin."""
        width = sum(self._width(run if isinstance(run, str) else run[0], size) for run in runs)
        self._line_of(self.look.right - width, runs, size)
        self.y += self.look.leading

    def line(self, *runs: Run, indent: float = 0, size: float | None = None, bold: float = 0) -> None:
        """A paragraph without the indent of running text."""
        self.paragraph(runs, indent=indent, size=size, bold=bold)

    def paragraph(
        self, runs: Sequence[Run], *, indent: float | None = None, size: float | None = None, bold: float = 0
    ) -> None:  # fmt: skip
        """One paragraph; a marked run keeps its box on the line where it starts."""
        size = size or self.look.size
        x = self.look.left + (size * 0.7 if indent is None else indent)
        self.room()
        for run in runs:
            words, mark, filled = (run, None, False) if isinstance(run, str) else (run[0], _mark(run), self.look.blanks)
            words = f" {words} " if filled else words
            while words:
                fit = self._fit(words, self.look.right - x, size)
                if fit:
                    x = self._put(x, words[:fit], size, bold, mark, filled)
                words, mark = words[fit:], None if fit else mark
                if words:
                    x = self.look.left
                    self.feed()
        self.feed()

    def feed(self) -> None:
        """Next line."""
        self.y += self.look.leading
        self.room()

    def _put(self, x: float, words: str, size: float, bold: float, mark: tuple[str, str] | None, filled: bool) -> float:
        face = self.look.ink if filled else self.look.face
        end = self.sheet.text(x, self.y, words, size=size, face=face, bold=bold, mark=mark)
        if filled:
            self.sheet.line(x, self.y + 1.1, end, self.y + 1.1, width=0.5)
        return end

    def _line_of(self, x: float, runs: Sequence[Run], size: float) -> None:
        for run in runs:
            words, mark = (run, None) if isinstance(run, str) else (run[0], _mark(run))
            x = self.sheet.text(x, self.y, words, size=size, face=self.look.face, mark=mark)

    def _width(self, words: str, size: float) -> float:
        return float(pdfmetrics.stringWidth(words, self.look.face, size) / mm)

    def _fit(self, words: str, room: float, size: float) -> int:
        count = len(words)
        while count and self._width(words[:count], size) > room + 0.01:
            count -= 1
        # no line starts with a closing mark, and none breaks inside a number
        while 0 < count < len(words) and (words[count] in CLOSING or _inside_number(words, count)):
            count -= 1
        return count

    def grid(self, widths: Sequence[float], rows: Sequence[Sequence[Cell]], *, size: float = 10, height: float = 8.5,
             centred: bool = True, rules: float = 0.7) -> None:  # fmt: skip
        """A ruled table; long cells wrap and make their row higher. A row is kept on one page."""
        self.middles = []
        for row in rows:
            lines = [self._wrapped(_runs(cell), width - 3, size) for cell, width in zip(row, widths, strict=True)]
            tall = max(height, max(len(cell) for cell in lines) * size * 0.47 + 3)
            if self.y + tall > self.look.bottom + 4:
                self.sheet.next_page()
                self._furniture()
            self.middles.append(self.y - 5 + tall / 2)
            self._row(widths, lines, tall, size, centred, rules)
        self.y += self.look.leading

    def _row(self, widths: Sequence[float], lines: Sequence[list[list[Run]]], tall: float, size: float, centred: bool,
             rules: float) -> None:  # fmt: skip
        x, top = self.look.left, self.y - 5
        for width, cell in zip(widths, lines, strict=True):
            self.sheet.box(x, top, x + width, top + tall, width=rules)
            step = size * 0.47
            first = top + (tall - step * len(cell)) / 2 + step * 0.78
            for index, runs in enumerate(cell):
                used = sum(self._width(run if isinstance(run, str) else run[0], size) for run in runs)
                start = x + max(1.5, (width - used) / 2) if centred else x + 1.8
                self._cell_line(start, first + index * step, runs, size)
            x += width
        self.y += tall

    def _cell_line(self, x: float, y: float, runs: Sequence[Run], size: float) -> None:
        for run in runs:
            words, mark = (run, None) if isinstance(run, str) else (run[0], _mark(run))
            x = self.sheet.text(x, y, words, size=size, face=self.look.face, mark=mark)

    def _wrapped(self, runs: Sequence[Run], width: float, size: float) -> list[list[Run]]:
        """Runs broken into lines; the mark stays with the first part."""
        lines: list[list[Run]] = [[]]
        left = width
        for run in runs:
            words = run if isinstance(run, str) else run[0]
            rest: Run = run
            while words:
                fit = self._fit(words, left, size)
                if not fit and left == width:
                    fit = 1
                if fit:
                    lines[-1].append(words[:fit] if isinstance(rest, str) else (words[:fit], rest[1], rest[2]))
                    left -= self._width(words[:fit], size)
                words, rest = words[fit:], words[fit:] if fit else rest
                if words:
                    lines.append([])
                    left = width
        return lines


def _runs(cell: Cell) -> tuple[Run, ...]:
    if isinstance(cell, str):
        return (cell,)
    if len(cell) == 3 and all(isinstance(part, str) for part in cell) and cell[1].isascii():
        return (cell,)
    return tuple(cell)


def _mark(run: tuple[str, str, str]) -> tuple[str, str] | None:
    return (run[1], run[2]) if run[1] else None


def _inside_number(words: str, at: int) -> bool:
    return all(char.isascii() and not char.isspace() for char in words[at - 1 : at + 1])
