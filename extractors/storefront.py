"""Shop-front photos: the words on the sign board, which are worth more than a label: they meet the licence's name."""

import math
from collections.abc import Sequence

from extractors.checks.metadata import editor_software, exif_sane
from extractors.extractor import Extractor, SecondOpinion
from extractors.page import Document, Page, TextLine
from extractors.parse import normalise
from uplift.types import Box, EvidenceKind, Field, TextSource

SIGN_PART = 0.62  # upper share of the picture in which a sign is looked for; boards hang above the door
LEAST_CONFIDENCE = 0.5  # of a line, to count as part of a sign
LEAST_LETTERS = 2  # a single character is the rest of a neighbour's cut board
SAME_BOARD_HEIGHT = 0.6  # of the tallest line's height: smaller lines are slogans and telephone numbers
SAME_BOARD_GAP = 1.5  # line heights between two parts of one name


def extract(document: Document, _second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """`sign_text` with its box, when a sign is legible."""
    if not document.pages:
        return ()
    page = document.pages[0]
    parts = sign_lines(page)
    if not parts:
        return ()
    text = _joined([normalise(line.text).strip() for line in parts])
    return (
        Field(
            name="sign_text",
            raw=text,
            value=text,
            confidence=min(line.confidence for line in parts),
            source=page.source if page.source is not TextSource.NONE else TextSource.OCR,
            page=page.index,
            box=_around([line.box for line in parts]),
        ),
    )


def sign_lines(page: Page) -> tuple[TextLine, ...]:
    """The lines of the most prominent sign, left to right; empty when nothing on the upper part reads like one."""
    candidates = [line for line in page.lines if _may_be_sign(line, page)]
    if not candidates:
        return ()
    chosen = [max(candidates, key=lambda line: (_prominence(line, page), -line.box.left))]
    for line in sorted(candidates, key=lambda other: other.box.left):
        if line not in chosen and any(_same_board(line, part) for part in chosen):
            chosen.append(line)
    return tuple(sorted(chosen, key=lambda line: line.box.left))


def _may_be_sign(line: TextLine, page: Page) -> bool:
    letters = sum(character.isalpha() for character in line.text)
    high_enough = (line.box.top + line.box.bottom) / 2 <= SIGN_PART * page.height
    mostly_letters = letters * 2 > len(line.text.replace(" ", ""))  # not a telephone or house number
    return letters >= LEAST_LETTERS and mostly_letters and high_enough and line.confidence >= LEAST_CONFIDENCE


def _prominence(line: TextLine, page: Page) -> float:
    """Tall letters, enough of them, near the middle: the shop that was photographed, not its neighbour."""
    off_centre = abs((line.box.left + line.box.right) / 2 / page.width - 0.5)
    return _height(line) * math.sqrt(min(len(line.text), 8)) * (1 - 0.6 * off_centre)


def _same_board(line: TextLine, part: TextLine) -> bool:
    overlap = min(line.box.bottom, part.box.bottom) - max(line.box.top, part.box.top)
    gap = max(line.box.left, part.box.left) - min(line.box.right, part.box.right)
    low, high = sorted((_height(line), _height(part)))
    return overlap > 0.5 * low and gap < SAME_BOARD_GAP * high and low >= SAME_BOARD_HEIGHT * high


def _height(line: TextLine) -> float:
    return line.box.bottom - line.box.top


def _joined(parts: Sequence[str]) -> str:
    """Chinese parts touch, Latin words keep a space."""
    text = ""
    for part in parts:
        spaced = bool(text) and text[-1].isascii() and part[:1].isascii()
        text += f" {part}" if spaced else part
    return text


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        left=min(box.left for box in boxes),
        top=min(box.top for box in boxes),
        right=max(box.right for box in boxes),
        bottom=max(box.bottom for box in boxes),
        dpi=boxes[0].dpi,
    )


EXTRACTOR = Extractor(
    kind=EvidenceKind.STOREFRONT_PHOTO,
    version="1",
    required=(),
    extract=extract,
    checks=(exif_sane, editor_software),
)
