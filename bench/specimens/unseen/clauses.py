"""Running text with filled-in blanks, and ruled grids: what contract forms and slips are made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics

from bench.specimens.sheet import BLACK, Sheet

NO_START = "，。；、）：”》,.;:)％%"


@dataclass(frozen=True, kw_only=True)
class Fill:
    """Words written into a blank of the form; `mark` names the field they hold."""

    words: str
    mark: str | tuple[str, str] | None = None
    rule: bool = True
    face: str | None = None
    colour: str | None = None


def fill(words: str, mark: str | tuple[str, str] | None = None, *, rule: bool = True, face: str | None = None) -> Fill:
    """A filled blank, underlined unless said otherwise."""
    return Fill(words=words, mark=mark, rule=rule, face=face)


Part = str | Fill


@dataclass(kw_only=True)
class Flow:
    """A column of text that runs down the page and on to the next."""

    sheet: Sheet
    left: float
    right: float
    y: float
    pitch: float = 6
    size: float = 10
    face: str = "song"
    top: float = 22
    bottom: float = 280
    foot: str = ""

    def para(self, *parts: Part, indent: float = 2, gap: float = 0, bold: float = 0) -> None:
        """One paragraph; `indent` counts characters of its first line."""
        fills = [Fill(words=part, rule=False) if isinstance(part, str) else part for part in parts]
        for number, line in enumerate(self._lines(fills, indent)):
            if self.y > self.bottom:
                self.turn()
            x = self.left + (indent * self.size * 0.353 if number == 0 else 0)
            for index, words in line:
                x = self._put(x, fills[index], words, bold)
            self.y += self.pitch
        self.y += gap

    def turn(self) -> None:
        """Go on at the top of the next page."""
        self.footer()
        self.sheet.next_page()
        self.y = self.top

    def footer(self) -> None:
        """The line at the foot of the page."""
        words = self.foot.format(page=self.sheet.page + 1)
        if words:
            self.sheet.text(self.sheet.width / 2, self.sheet.height - 10, words, size=8, align="centre")

    def _put(self, x: float, part: Fill, words: str, bold: float) -> float:
        mark = (part.mark, part.words) if isinstance(part.mark, str) else part.mark
        end = self.sheet.text(
            x, self.y, words, size=self.size, face=part.face or self.face, colour=part.colour or BLACK,
            mark=mark if words.strip() else None, bold=bold,
        )  # fmt: skip
        if part.rule:
            self.sheet.line(x, self.y + 1.1, end, self.y + 1.1, width=0.4)
        return end

    def _lines(self, fills: Sequence[Fill], indent: float) -> Iterator[list[tuple[int, str]]]:
        room = (self.right - self.left) - indent * self.size * 0.353
        line: list[tuple[int, str]] = []
        for index, words in _words(fills):
            width = pdfmetrics.stringWidth(words, fills[index].face or self.face, self.size) / mm
            if width > room and words not in NO_START and line:
                yield _joined(line)
                line, room = [], self.right - self.left
            line.append((index, words))
            room -= width
        yield _joined(line)


def _words(fills: Sequence[Fill]) -> Iterator[tuple[int, str]]:
    """Chinese characters one by one, runs of Latin letters and digits whole."""
    for index, part in enumerate(fills):
        run = ""
        for at, char in enumerate(part.words):
            inside = char == "," and run and part.words[at + 1 : at + 2].isdigit()
            if inside or (char.isascii() and char not in " ,;:)"):
                run += char
                continue
            if run:
                yield index, run
                run = ""
            yield index, char
        if run:
            yield index, run


def _joined(line: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    out: list[tuple[int, str]] = []
    for index, words in line:
        if out and out[-1][0] == index:
            out[-1] = (index, out[-1][1] + words)
        else:
            out.append((index, words))
    return out


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of a grid; `span` counts the columns it covers."""

    words: str
    mark: str | tuple[str, str] | None = None
    align: str = "centre"
    span: int = 1
    face: str | None = None
    colour: str | None = None
    bold: float = 0


def cell(
    words: str, mark: str | tuple[str, str] | None = None, *, align: str = "centre", span: int = 1,
    face: str | None = None, colour: str | None = None, bold: float = 0,
) -> Cell:  # fmt: skip
    """A cell in short."""
    return Cell(words=words, mark=mark, align=align, span=span, face=face, colour=colour, bold=bold)


@dataclass(frozen=True, kw_only=True)
class Grid:
    """How a ruled table looks."""

    left: float
    widths: Sequence[float]
    size: float = 8
    pitch: float = 3.6
    pad: float = 1.6
    face: str = "song"
    ink: str = BLACK
    colour: str = BLACK
    rule: float = 0.5
    least: float = 0  # the lowest row's height

    def draw(self, sheet: Sheet, y: float, rows: Sequence[Sequence[str | Cell]]) -> float:
        """Rows under each other from `y`; returns the lower edge."""
        for row in rows:
            y = self._row(sheet, y, [Cell(words=one) if isinstance(one, str) else one for one in row])
        return y

    def _row(self, sheet: Sheet, y: float, row: Sequence[Cell]) -> float:
        placed, column, x = [], 0, self.left
        for one in row:
            width = sum(self.widths[column : column + one.span])
            placed.append((x, width, one, self._wrapped(one, width)))
            x, column = x + width, column + one.span
        height = max(self.least, max(len(lines) for *_, lines in placed) * self.pitch + 2 * self.pad)
        for left, width, one, lines in placed:
            sheet.box(left, y, left + width, y + height, colour=self.colour, width=self.rule)
            start = y + (height - len(lines) * self.pitch) / 2 + self.pitch * 0.78
            at = {"left": left + 1.2, "centre": left + width / 2, "right": left + width - 1.2}[one.align]
            mark = (one.mark, one.words) if isinstance(one.mark, str) else one.mark
            for number, line in enumerate(lines):
                sheet.text(
                    at, start + number * self.pitch, line, size=self.size, face=one.face or self.face,
                    colour=one.colour or self.ink, align=one.align, bold=one.bold, mark=mark,
                )  # fmt: skip
        return y + height

    def _wrapped(self, one: Cell, width: float) -> list[str]:
        lines: list[str] = []
        for piece in one.words.split("\n"):
            line = ""
            for _, words in _words([Fill(words=piece)]):
                wide = pdfmetrics.stringWidth(line + words, one.face or self.face, self.size) / mm > width - 1.6
                if wide and line:
                    lines.append(line)
                    line = ""
                line += words
            lines.append(line)
        return lines
