"""A contract's pages made ready for reading: filled blanks without their underlines, page numbers and headers gone."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from statistics import median

from extractors.find import BELOW, RIGHT, Piece, Spot, behind, below, to_the_right
from extractors.labels import load_labels, pattern_of
from extractors.page import Document, Page, TextLine
from extractors.parse import normalise
from uplift.types import Box

_UNDERLINE = re.compile(r"_{2,}|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|[▁﹍]+")
_EDGE = 0.085  # of the page height, above and below, where headers and page numbers stand
_PAGE_NUMBER = re.compile(
    r"(?:第? ?[0-9]{1,3} ?页?)?[,/ 共]{0,3}[0-9]{0,3} ?页?|[-—– ·]*[0-9]{1,3}[-—– ·]*|page ?[0-9]+.{0,8}", re.I
)
_NEW_PARAGRAPH = re.compile(
    r"第[一二三四五六七八九十百0-9]+[条章款]|[一二三四五六七八九十]{1,3}[、.,]|[0-9]{1,2}(?:\.[0-9]{1,2})*[、. ]|"
    r"\([一二三四五六七八九十0-9]{1,2}\)|[^,。;]{2,12}:"
)
_HEADING = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}条|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.、]) ?[一-鿿、与和及 ]{2,14}"
)
_CELLS_BACK = 12  # lines in which the cell above may have been read
_LABEL = 14  # characters of a label in a narrow cell
_SENTENCE_END = re.compile("[。;]")
_PAIR = 2  # lines of a value beside a label of one line
_MAX_LINES = 3  # over which one value may wrap


def plain(document: Document) -> Document:
    """The document without underlines of filled blanks, page numbers and repeated headers."""
    repeated, glosses = _repeated(document), _glosses()
    return replace(document, pages=tuple(_plain_page(page, repeated, glosses) for page in document.pages))


@cache
def _glosses() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """English beside a Chinese label, and English alone under a Chinese head of a column."""
    labels = load_labels("contract")
    beside, head = "|".join(labels["gloss"]), "|".join(labels["gloss_head"])
    return (
        re.compile(rf"(?<=[一-鿿)）]) ?[(（/]?(?:{beside}|{head})\.?[)）]?(?= ?(?:[:：]|$))", re.I),
        re.compile(rf"(?:{head})\.?", re.I),
    )


def _repeated(document: Document) -> frozenset[str]:
    """Texts at the edge of more than one page."""
    seen: dict[str, set[int]] = {}
    for page in document.pages:
        for line in page.lines:
            if _at_edge(page, line):
                seen.setdefault(normalise(line.text), set()).add(page.index)
    return frozenset(text for text, pages in seen.items() if len(pages) > 1)


def _plain_page(page: Page, repeated: frozenset[str], glosses: tuple[re.Pattern[str], re.Pattern[str]]) -> Page:
    lines = []
    for line in page.lines:
        text = normalise(line.text)
        if _at_edge(page, line) and (_PAGE_NUMBER.fullmatch(text) or (page.index and text in repeated)):
            continue
        clean = glosses[0].sub("", _UNDERLINE.sub(" ", line.text)).strip()
        if glosses[1].fullmatch(clean):
            continue
        if _HEADING.fullmatch(text):
            clean += "。"  # so that a heading does not read on into the first sentence under it
        if clean:
            lines.append(line if clean == line.text else replace(line, text=clean))
    return replace(page, lines=tuple(_closed(lines)))


def _closed(lines: Sequence[TextLine]) -> list[TextLine]:
    """Labels that wrap inside a narrow cell made whole: 甲方（托运 over 方）."""
    kept: list[TextLine] = []
    for line in lines:
        opened = next((other for other in kept[-_CELLS_BACK:] if _continues(other, line)), None)
        if opened is None:
            kept.append(line)
        else:
            place = next(index for index, other in enumerate(kept) if other is opened)
            kept[place] = replace(opened, text=opened.text + line.text, box=_around(opened.box, line.box))
    return kept


def _continues(opened: TextLine, line: TextLine) -> bool:
    """True when the line closes the bracket that a short line right above it left open."""
    first, rest = normalise(opened.text), normalise(line.text)
    if len(first) > _LABEL or len(rest) > _LABEL or first.count("(") <= first.count(")") or rest.count(")") != 1:
        return False
    height = opened.box.bottom - opened.box.top
    inside = opened.box.left - height < (line.box.left + line.box.right) / 2 < opened.box.right + height
    return inside and -0.6 * height < line.box.top - opened.box.bottom < 0.8 * height


def _at_edge(page: Page, line: TextLine) -> bool:
    return line.box.bottom < _EDGE * page.height or line.box.top > (1 - _EDGE) * page.height


def sentences(spot: Spot, stops: tuple[str, ...], headers: tuple[str, ...]) -> tuple[Piece, ...]:
    """What may be the value at a label in a sentence or a cell, wrapped lines joined; most certain first."""
    found = [_to_the_end(spot, piece, stops) for piece in behind(spot, stops)]
    beside = wrapped_beside(spot)
    if beside is not None:
        found.append(beside)
    for line, certainty in ((to_the_right(spot), RIGHT), (below(spot), BELOW)):
        if line is not None and not pattern_of(headers).search(normalise(line.text)):
            found.append(_cell(spot, line, certainty))
    return tuple(found)


def wrapped_beside(spot: Spot) -> Piece | None:
    """The cell to the right of a label that fills its own, when the value there has two lines and the label one."""
    box = spot.line.box
    height = median(line.box.bottom - line.box.top for line in spot.page.lines)
    if spot.end < len(spot.text):
        return None
    level = (box.top + box.bottom) / 2
    near = [
        line
        for line in spot.page.lines
        if line.box.left > box.right - height * 0.3
        and 0.15 * height < abs((line.box.top + line.box.bottom) / 2 - level) < 0.9 * height
    ]
    first, level_with = min(near, key=lambda line: line.box.left, default=None), to_the_right(spot)
    if first is None or (level_with is not None and level_with.box.left < first.box.left - height):
        return None
    pair = [line for line in near if line.box.left < first.box.right and first.box.left < line.box.right]
    upper, lower = min(pair, key=lambda line: line.box.top), max(pair, key=lambda line: line.box.top)
    if len(pair) != _PAIR or not upper.box.top + upper.box.bottom < 2 * level < lower.box.top + lower.box.bottom:
        return None
    text = normalise(upper.text) + normalise(lower.text)
    confidence = min(upper.confidence, lower.confidence) * RIGHT
    return Piece(text=text, page=spot.page, box=_around(upper.box, lower.box), confidence=confidence)


def _cell(spot: Spot, line: TextLine, certainty: float) -> Piece:
    """A cell with the lines right under it that begin where it begins, down to the row of the next label."""
    page, text, box = spot.page, normalise(line.text), line.box
    for _ in range(_MAX_LINES - 1):
        under = _next_in_column(page, box)
        if under is None or _SENTENCE_END.search(text) or _beside_label(spot, under):
            break
        text += normalise(under.text)
        box = _around(box, under.box)
    return Piece(text=text, page=page, box=box, confidence=line.confidence * certainty)


def _beside_label(spot: Spot, line: TextLine) -> bool:
    """True when the column of the label has a line of its own level with the line: a row of another label."""
    level, label = (line.box.top + line.box.bottom) / 2, spot.line.box
    if line.box.left < label.right:
        return False
    return any(
        other is not spot.line
        and other.box.left < label.right
        and other.box.right > label.left
        and abs((other.box.top + other.box.bottom) / 2 - level) < 0.3 * (line.box.bottom - line.box.top)
        for other in spot.page.lines
    )


def _to_the_end(spot: Spot, piece: Piece, stops: tuple[str, ...]) -> Piece:
    """The rest of the line; when the line is full and the sentence goes on, with the next lines."""
    text, line = piece.text, spot.line
    if len(text) + spot.end < len(spot.text):  # a stop cut the line
        return piece
    for _ in range(_MAX_LINES - 1):
        under = _next_line(spot.page, line)
        if under is None or _SENTENCE_END.search(text):
            break
        words = normalise(under.text)
        if _NEW_PARAGRAPH.match(words) or (stops and pattern_of(stops).match(words)):
            break
        text, line = text + words, under
    return replace(piece, text=text)


def _next_line(page: Page, line: TextLine) -> TextLine | None:
    """The line of running text after a line that reaches the right margin; None after a short line."""
    height = line.box.bottom - line.box.top
    margin = max((other.box.right for other in page.lines), default=0.0)
    if line.box.right < margin - 3.5 * height:
        return None
    under = [
        other for other in page.lines if line.box.bottom - 0.4 * height < other.box.top < line.box.bottom + 1.6 * height
    ]
    return min(under, key=lambda other: (round(other.box.top / max(height, 1)), other.box.left), default=None)


def _next_in_column(page: Page, box: Box) -> TextLine | None:
    height = min(box.bottom - box.top, page.height * 0.02)
    under = [
        line
        for line in page.lines
        if box.bottom - height * 0.4 < line.box.top < box.bottom + height * 0.55
        and abs(line.box.left - box.left) < height * 1.2
        and ":" not in normalise(line.text)[:12]
    ]
    return min(under, key=lambda line: line.box.top, default=None)


def _around(one: Box, other: Box) -> Box:
    return Box(
        left=min(one.left, other.left),
        top=min(one.top, other.top),
        right=max(one.right, other.right),
        bottom=max(one.bottom, other.bottom),
        dpi=one.dpi,
    )
