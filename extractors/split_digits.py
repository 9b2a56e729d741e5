"""Amounts of pads with one narrow column a digit (十万千百十元角分), made one cell again.

The heads of these columns become one head, 金额, and the digits of a row one amount with its point.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.find import row_of
from extractors.page import Document, Page, TextLine
from extractors.parse import normalise
from uplift.types import Box

_PLACES = "亿千百十万仟佰拾元圆角分"
_HEAD = re.compile(f"[{_PLACES}]{{2,8}}[元圆]角分")
_DIGITS = re.compile(r"[¥￥]?[0-9 ]{1,12}")
_LEAST = 3  # digits of an amount: a yuan, jiao and fen
_NARROW = 1.3  # columns that a digit may stand beside the last one


def digits_joined(document: Document) -> Document:
    """The document with every such table's amounts whole; the same document where there is none."""
    return replace(document, pages=tuple(_joined(page) for page in document.pages))


def _joined(page: Page) -> Page:
    heads = _heads(page)
    if not heads:
        return page
    head, taken = _one(heads, "金额"), set(map(id, heads))
    width = (head.box.right - head.box.left) / max(sum(len(normalise(line.text)) for line in heads), 1)
    whole = [head]
    for row in _rows(page, head, width):
        digits = "".join(re.sub("[^0-9]", "", line.text) for line in row)
        last = max(line.box.right for line in row)
        if len(digits) >= _LEAST and abs(last - head.box.right) < _NARROW * width:
            taken.update(map(id, row))
            whole.append(_one(row, f"{int(digits[:-2])}.{digits[-2:]}"))
    kept = [line for line in page.lines if id(line) not in taken]
    return replace(page, lines=tuple(sorted((*kept, *whole), key=lambda line: (line.box.top, line.box.left))))


def _heads(page: Page) -> list[TextLine]:
    """The heads of the narrow columns, side by side on one row; none unless they end with 元角分."""
    for line in page.lines:
        if not normalise(line.text).replace(" ", "").endswith("分"):
            continue
        row = [one for one in row_of(page, line.box) if set(normalise(one.text)) <= set(_PLACES + " ")]
        if _HEAD.fullmatch("".join(normalise(one.text).replace(" ", "") for one in row)):
            return row
    return []


def _rows(page: Page, head: TextLine, width: float) -> Iterator[list[TextLine]]:
    """Digits under the heads, row by row."""
    under = [
        line
        for line in page.lines
        if line.box.top > head.box.bottom - 0.3 * (head.box.bottom - head.box.top)
        and head.box.left - width * 0.5 < (line.box.left + line.box.right) / 2 < head.box.right + width * 0.5
        and _DIGITS.fullmatch(normalise(line.text))
    ]
    while under:
        first = min(under, key=lambda line: line.box.top)
        level = (first.box.top + first.box.bottom) / 2
        height = first.box.bottom - first.box.top
        row = [line for line in under if abs((line.box.top + line.box.bottom) / 2 - level) < 0.7 * height]
        under = [line for line in under if line not in row]
        yield sorted(row, key=lambda line: line.box.left)


def _one(lines: Sequence[TextLine], text: str) -> TextLine:
    box = Box(
        left=min(line.box.left for line in lines),
        top=min(line.box.top for line in lines),
        right=max(line.box.right for line in lines),
        bottom=max(line.box.bottom for line in lines),
        dpi=lines[0].box.dpi,
    )
    return TextLine(text=text, box=box, confidence=min(line.confidence for line in lines))
