"""The remark of a Chinese invoice: what stands in the box beside 备注, which is written downwards on most forms."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from extractors.find import Piece, field_of, pieces, spots
from extractors.labels import Labels, pattern_of
from extractors.page import Document, Page, TextLine
from extractors.parse import compact, full_width, normalise
from uplift.types import Box, Field

_FOOT = re.compile("注")
_MISREAD_HEADS = frozenset("备備各冬")
_MAX_APART = 6.0  # line heights between the two characters of the label
_AROUND = 2.4  # line heights above and below the label that the box may reach
_END = re.compile("收款人|复核|开票人|^销.{1,3}(?::|力|\\(|$)|销.{1,3}:?\\(?章|专用章|[章]{2}")
_MIN = 2  # characters
_SURE = 0.8  # confidence of a line; below it the words of a seal are read as anything
_COPY = 75  # percent of likeness from which a line repeats a name or number of the paper


def read_remark(document: Document, labels: Labels, known: Sequence[Field | None]) -> Field | None:
    """The remark; words of the seal that fall into its box are left out where they repeat the seller."""
    read = [field for field in known if field is not None]
    said = {compact(str(field.value)) for field in read if field.name.endswith(("_name", "_id"))}
    for spot in spots(document, labels["remark"]):
        for piece in pieces(spot, labels["stop"]):
            if len(piece.text) >= _MIN and not _END.search(piece.text) and compact(piece.text) not in said:
                return field_of("remark", piece, full_width(piece.text))
    for page in document.pages[:1]:
        found = _in_box(page, labels, said)
        if found is not None:
            return found
    return None


def _in_box(page: Page, labels: Labels, said: set[str]) -> Field | None:
    for head, foot in _labels(page):
        lines = [line for line in _beside(page, head, foot) if _is_remark(line, labels, said)]
        if lines:
            box = Box(
                left=min(line.box.left for line in lines), top=lines[0].box.top,
                right=max(line.box.right for line in lines), bottom=lines[-1].box.bottom, dpi=lines[0].box.dpi,
            )  # fmt: skip
            text = "".join(normalise(line.text) for line in lines)
            confidence = min(line.confidence for line in lines) * 0.9
            return field_of("remark", Piece(text=text, page=page, box=box, confidence=confidence), full_width(text))
    return None


def _labels(page: Page) -> Iterator[tuple[TextLine, TextLine]]:
    """Pairs of 备 and 注 one below the other in the lower half, and the whole label on one line."""
    low = [line for line in page.lines if line.box.top > page.height * 0.4]
    for head in low:
        text = normalise(head.text)
        if text == "备注":
            yield head, head
        height = head.box.bottom - head.box.top
        for foot in low if text in _MISREAD_HEADS else ():
            apart = foot.box.top - head.box.bottom
            under = abs(_centre(foot) - _centre(head)) < height * 0.8
            if _FOOT.fullmatch(normalise(foot.text)) and under and -height < apart < height * _MAX_APART:
                yield head, foot


def _beside(page: Page, head: TextLine, foot: TextLine) -> list[TextLine]:
    """Lines to the right of the label, from its top to its foot and a little beyond, top to bottom."""
    height = head.box.bottom - head.box.top
    sums = [line.box.bottom for line in page.lines if re.search("价税合计|小写|大写", normalise(line.text))]
    above = max((bottom for bottom in sums if bottom < foot.box.top + height), default=0.0)
    top, bottom = max(above, head.box.top - height * _AROUND), foot.box.bottom + height * _AROUND
    right = [line for line in page.lines if line.box.left > head.box.right and top < _middle(line) < bottom]
    return sorted(right, key=lambda line: (round(_middle(line) / max(height, 1)), line.box.left))


def _is_remark(line: TextLine, labels: Labels, said: set[str]) -> bool:
    """False for the sums above the box, the names below it, and the words of a seal."""
    text = normalise(line.text)
    if len(text) < _MIN or _END.search(text) or compact(text) in said:
        return False
    if re.search("小写|大写|价税合计", text) or re.fullmatch(r"[¥￥Y]? ?-?[0-9,]+\.[0-9]{2}", text):
        return False
    if line.confidence < _SURE or any(_repeats(compact(text), one) for one in said):
        return False
    return not pattern_of(labels["party_words"]).match(text)


def _repeats(text: str, known: str) -> bool:
    """True for a misread copy of a name or number that a seal carries."""
    return len(known) > 4 and len(text) <= len(known) + 3 and fuzz.partial_ratio(text, known) >= _COPY


def _centre(line: TextLine) -> float:
    return (line.box.left + line.box.right) / 2


def _middle(line: TextLine) -> float:
    return (line.box.top + line.box.bottom) / 2
