"""Which lines of a page may name it, and how each stands: a title stands alone or large, a sentence only mentions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from extractors.page import Document, TextLine

TITLE_PART = 0.45  # upper share of the first page in which a title is looked for
TITLE_LINES = 12  # titles of text without a place (data, screenshots) are among the first lines
LARGE = 1.25  # height over the page's median line from which a line is large
LONGEST = 40  # characters of a Chinese title; longer lines are sentences
FIRST_ROWS = 2  # in which a title stands even when it is not large
NEARLY = 0.85  # of the largest line's height, to count among the largest
SHORTEST_PROSE = 16  # characters
ENGLISH_SENTENCE = 10  # words
ALONE, CELL, MENTIONED = 1.0, 0.6, 0.15  # how far a line counts: as a title, in a row of others, in a sentence

_PROSE = re.compile("[，。；！？]|,(?=[一-鿿])")
_SENTENCE = re.compile("[，。；、！？]|,(?=[一-鿿])")
_LABEL_BEHIND = re.compile(r"\s*(?:编|号|代|名|类|日|金|时|登|注|有效|原件|复印|副本复)[^：:]{0,6}[：:]")
_IDEOGRAPHS = re.compile("[一-鿿]")
_SPREAD = re.compile(r"(?<=[　-鿿（）：])[ \t　]+(?=[　-鿿（）：])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One line of the page's head, and how far it may name the page (0-1)."""

    text: str
    stands: float
    main: bool = True  # among the first rows or the largest lines: the title of the whole paper, not of a part

    def standing(self, pattern: re.Pattern[str]) -> float:
        """How far the line says the pattern as a title: 0 when it does not; little as a label's value or as a label."""
        match = pattern.search(self.text)
        if match is None:
            return 0.0
        chinese = bool(_IDEOGRAPHS.search(match.group()))
        is_value = bool(re.search("[：:]", self.text[: match.start()]))
        is_label = bool(_LABEL_BEHIND.match(self.text, match.end()))
        return min(self.stands, MENTIONED) if chinese and (is_value or is_label) else self.stands


def headings(document: Document) -> tuple[Heading, ...]:
    """The lines among which the first page's title stands, in the order of the page."""
    if not document.pages:
        return ()
    page = document.pages[0]
    upper = [line for line in page.lines if line.box.top <= TITLE_PART * page.height] or list(page.lines[:TITLE_LINES])
    usual = median(_height(line) for line in page.lines) if page.lines else 0.0
    rows = _rows(upper)
    largest = max((_height(line) for line in upper), default=0.0)
    single = (
        Heading(text=joined(line.text), stands=_stands(line, row, usual), main=_is_main(line, place, largest))
        for place, row in enumerate(rows)
        for line in row
    )
    return (*single, *_spread(rows))


def joined(text: str) -> str:
    """Chinese without the spaces that spread it; Latin words one space apart. Each line stays a line."""
    return re.sub(r"[ \t　]+", " ", _SPREAD.sub("", text))


def is_prose(text: str) -> bool:
    """True for a line of running Chinese text, in which a form's label is only mentioned."""
    return len(text) >= SHORTEST_PROSE and bool(_PROSE.search(text)) and bool(_IDEOGRAPHS.search(text))


def _stands(line: TextLine, row: Sequence[TextLine], usual: float) -> float:
    text = joined(line.text)
    if _is_sentence(text):
        return MENTIONED
    return ALONE if len(row) == 1 or _height(line) >= LARGE * usual else CELL


def _is_main(line: TextLine, place: int, largest: float) -> bool:
    return place < FIRST_ROWS or _height(line) >= NEARLY * largest


def _is_sentence(text: str) -> bool:
    ideographs = len(_IDEOGRAPHS.findall(text))
    if ideographs * 2 > len(text.replace(" ", "")) / 2:
        return bool(_SENTENCE.search(text)) or len(text) > LONGEST
    words = text.split()
    lower = sum(1 for word in words if word.isalpha() and word.islower())
    return len(words) > ENGLISH_SENTENCE and lower > len(words) / 2


def _spread(rows: Sequence[Sequence[TextLine]]) -> Iterator[Heading]:
    """A title whose characters stand so far apart that each was read as a line of its own."""
    for row in rows:
        if len(row) > 1 and all(len(line.text.strip()) <= 2 for line in row):
            yield Heading(text=joined(" ".join(line.text for line in row)), stands=ALONE)


def _rows(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines that share most of their height, left to right."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.box.top):
        if rows and _beside(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.left) for row in rows]


def _beside(one: TextLine, other: TextLine) -> bool:
    shared = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return shared >= 0.5 * min(_height(one), _height(other))


def _height(line: TextLine) -> float:
    return max(line.box.bottom - line.box.top, 1.0)
