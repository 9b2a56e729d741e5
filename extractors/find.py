"""Locating a value near its label on placed lines: behind it on the line, in the cell to the right, in the cell below.

Confidence of a found field is the reading confidence of its line times how certain the place is (1.0 behind the label,
0.95 to the right, 0.85 below).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from extractors.labels import pattern_of
from extractors.page import Document, Page, TextLine
from extractors.parse_text import compact, normalise
from uplift.types import Box, Field, FieldValue

Parser: TypeAlias = Callable[[str], FieldValue]

BEHIND, RIGHT, BELOW = 1.0, 0.95, 0.85
_MAX_GAP_RIGHT = 0.5  # of the page width between a label and its value
_PHONE = 1.7  # height over width of a phone's screen, where values stand flush right whatever the distance
_MAX_GAP_BELOW = 2.2  # label heights between a label and the cell below it
_REPAIRED = 0.85  # certainty of a code in which a character was exchanged
_CODE = re.compile("[0-9A-Z]{17,18}")
_NAME_LABEL = re.compile("(?:单位|企业)?(?:名 ?称|姓 ?名|全 ?称)(?:/(?:名称|姓名))?:?")
_BREAKS = " :;#*.,_-—=|>)］】"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One place where a label stands, and the line it stands on."""

    page: Page
    line: TextLine
    start: int  # of the label, in the normalised text of the line
    end: int

    @property
    def text(self) -> str:
        """The whole line, normalised."""
        return normalise(self.line.text)

    @property
    def box(self) -> Box:
        """The label's own box, by its share of the line."""
        return part_box(self.line, self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text that may be a label's value, with its place."""

    text: str
    page: Page
    box: Box
    confidence: float  # reading confidence times certainty of the place
    raw: str = ""  # the same as it stands on the page; empty when only the normalised text is known


def spots(document: Document, labels: tuple[str, ...]) -> tuple[Spot, ...]:
    """Every place where one of the labels stands, page by page, top to bottom."""
    return tuple(spot for page in document.pages for spot in page_spots(page, labels))


def page_spots(page: Page, labels: tuple[str, ...]) -> tuple[Spot, ...]:
    """Every place on one page where one of the labels stands."""
    if not labels:
        return ()
    pattern = pattern_of(labels)
    return tuple(
        Spot(page=page, line=line, start=match.start(), end=match.end())
        for line in page.lines
        for match in pattern.finditer(normalise(line.text))
    )


def pieces(spot: Spot, stops: tuple[str, ...] = ()) -> Iterator[Piece]:
    """What may be the value of the label at `spot`, most certain first; text ends before the next of `stops`."""
    yield from behind(spot, stops)
    for line, certainty in ((_past_name_label(spot), RIGHT), (to_the_right(spot), RIGHT), (below(spot), BELOW)):
        if line is not None:
            piece = _whole(spot.page, line, certainty, stops)
            if piece is not None:
                yield piece


def _past_name_label(spot: Spot) -> TextLine | None:
    """The cell behind 名称 where that is a cell of its own beside the label: 被保险人 | 名称 | (the name)."""
    beside = to_the_right(spot)
    if beside is None or not _NAME_LABEL.fullmatch(normalise(beside.text)):
        return None
    return to_the_right(Spot(page=spot.page, line=beside, start=0, end=len(normalise(beside.text))))


def behind(spot: Spot, stops: tuple[str, ...] = ()) -> Iterator[Piece]:
    """The rest of the label's own line, when there is any."""
    rest = spot.text[spot.end :]
    cut = _cut(rest, stops).strip()
    value = cut.lstrip(_BREAKS)
    if value:
        start = spot.end + rest.index(value)
        box = part_box(spot.line, start, start + len(value))
        raw = spot.line.text[start : start + len(value)] if len(spot.line.text) == len(spot.text) else ""
        yield Piece(text=value, page=spot.page, box=box, confidence=spot.line.confidence * BEHIND, raw=raw)


def _whole(page: Page, line: TextLine, certainty: float, stops: tuple[str, ...]) -> Piece | None:
    text = _cut(normalise(line.text), stops).strip().lstrip(_BREAKS)
    raw = line.text.strip() if text == normalise(line.text) else ""
    return Piece(text=text, page=page, box=line.box, confidence=line.confidence * certainty, raw=raw) if text else None


def _cut(text: str, stops: tuple[str, ...]) -> str:
    match = pattern_of(stops).search(text) if stops else None
    return text[: match.start()] if match else text


def to_the_right(spot: Spot) -> TextLine | None:
    """The nearest line on the same row, to the right of the label's line."""
    # boxes of OCR overlap by a little, so the middle of the label's line is the border
    middle = (spot.line.box.left + spot.line.box.right) / 2
    row = [line for line in row_of(spot.page, spot.box) if line.box.left > middle and line is not spot.line]
    widest = 1.0 if spot.page.height > spot.page.width * _PHONE else _MAX_GAP_RIGHT
    near = [line for line in row if line.box.left - spot.line.box.right < spot.page.width * widest]
    return min(near, key=lambda line: line.box.left, default=None)


def below(spot: Spot) -> TextLine | None:
    """The nearest line under the label that shares a part of its width."""
    box, height = spot.box, _height(spot.box)
    under = [
        line
        for line in spot.page.lines
        if _starts_below(line.box, box)
        and line.box.top <= box.bottom + height * _MAX_GAP_BELOW
        and line is not spot.line
        and line.box.left < box.right + height
        and line.box.right > box.left - height
    ]
    first = min((line.box.top for line in under), default=0.0)
    return min(
        (line for line in under if line.box.top < first + height * 0.5),
        key=lambda line: _aside(line.box, box),
        default=None,
    )


def _starts_below(box: Box, label: Box) -> bool:
    """Below the label, or, where boxes of a page that lies askew overlap, at least with its middle."""
    height = _height(label)
    if box.top >= label.bottom - height * 0.4:
        return True
    return box.top > label.top + height * 0.2 and (box.top + box.bottom) / 2 > label.bottom


def _aside(one: Box, other: Box) -> float:
    """How far two boxes of one column are from standing flush left, flush right or centred; the least of the three."""
    middles = abs(one.left + one.right - other.left - other.right) / 2
    return min(abs(one.left - other.left), abs(one.right - other.right), middles)


def row_of(page: Page, box: Box) -> tuple[TextLine, ...]:
    """Lines that share at least half their height with the box, left to right."""
    row = [line for line in page.lines if _shared_height(line.box, box) >= 0.5]
    return tuple(sorted(row, key=lambda line: line.box.left))


def candidates(
    document: Document, name: str, labels: tuple[str, ...], parser: Parser, stops: tuple[str, ...] = ()
) -> tuple[Field, ...]:
    """Every parsed value near any of the labels, in the order of the labels, then of the page."""
    fields = []
    for label in labels:
        for spot in spots(document, (label,)):
            field = value_at(spot, name, parser, stops)
            if field is not None and field not in fields:
                fields.append(field)
    return tuple(fields)


def value_after(
    document: Document, name: str, labels: tuple[str, ...], parser: Parser, stops: tuple[str, ...] = ()
) -> Field | None:
    """The first value that parses near the best label that has one."""
    for label in labels:
        for spot in spots(document, (label,)):
            field = value_at(spot, name, parser, stops)
            if field is not None:
                return field
    return None


def value_at(spot: Spot, name: str, parser: Parser, stops: tuple[str, ...] = ()) -> Field | None:
    """The first piece near one label that parses."""
    for piece in pieces(spot, stops):
        value = parser(piece.text)
        if value is not None:
            return field_of(name, piece, value)
    return None


def first_anywhere(document: Document, name: str, parser: Parser, certainty: float = 0.7) -> Field | None:
    """The first line of any page that parses; for values whose form alone tells them apart."""
    for page in document.pages:
        for line in page.lines:
            value = parser(line.text)
            if value is not None:
                piece = Piece(text=line.text, page=page, box=line.box, confidence=line.confidence * certainty)
                return field_of(name, piece, value)
    return None


def field_of(name: str, piece: Piece, value: FieldValue) -> Field:
    """A Field with the piece's text as raw; a code that had to be repaired is less sure."""
    repaired = isinstance(value, str) and bool(_CODE.fullmatch(value)) and value not in compact(piece.text)
    certainty = piece.confidence * (_REPAIRED if repaired else 1.0)
    return Field(
        name=name,
        raw=piece.raw or piece.text,
        value=value,
        confidence=round(min(1.0, max(0.0, certainty)), 4),
        source=piece.page.source,
        page=piece.page.index,
        box=piece.box,
    )


def part_box(line: TextLine, start: int, end: int) -> Box:
    """The part of a line's box that characters start to end of its normalised text take; Chinese ones are double."""
    text = normalise(line.text)
    total = max(_columns(text), 1)
    left, right = _columns(text[:start]) / total, _columns(text[:end]) / total
    width = line.box.right - line.box.left
    return Box(
        left=line.box.left + width * left,
        top=line.box.top,
        right=line.box.left + width * right,
        bottom=line.box.bottom,
        dpi=line.box.dpi,
    )


@lru_cache(maxsize=8192)
def _columns(text: str) -> int:
    return sum(1 if ord(char) < 0x2E80 else 2 for char in text)


def _height(box: Box) -> float:
    return box.bottom - box.top


def _shared_height(one: Box, other: Box) -> float:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared / max(min(_height(one), _height(other)), 1.0)
