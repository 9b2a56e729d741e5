"""Periods whose first and last day stand in two columns or behind two labels: 所属期起 beside 所属期止."""

from collections.abc import Iterator

from extractors.find import Piece, Spot, behind, page_spots, row_of
from extractors.page import Document, Page, TextLine
from extractors.parse import normalise
from extractors.parse_periods import period_text

_FROM = (
    "re:(?:所属(?:时)?期|缴费|起始|费款|税款|开始)(?:期|年月|日期|时间)?起(?!止|讫|至)",
    "re:(?:起始|开始)(?:日期|年月|时间)",
)
_TO = ("re:(?:所属(?:时)?期|缴费|费款|税款)(?:期|年月|日期|时间)?[止讫]", "re:(?:终止|截止|结束)(?:日期|年月|时间)")
_CERTAINTY = 0.95
_NEAR_ROW = 1.5  # line heights between two heads of one table


def paired_periods(document: Document) -> Iterator[Piece]:
    """A piece ``first至last`` for every pair, in the order of the pages; its box is the first day's."""
    for page in document.pages:
        ends = page_spots(page, _TO)
        for start in page_spots(page, _FROM):
            end = next((spot for spot in ends if _one_row(start, spot)), None)
            if end is not None:
                yield from _pairs(page, start, end)


def _pairs(page: Page, start: Spot, end: Spot) -> Iterator[Piece]:
    pieces = next(behind(start), None), next(behind(end), None)
    if pieces[0] is not None and pieces[1] is not None and period_text(f"{pieces[0].text}至{pieces[1].text}"):
        yield _joined(page, pieces[0].text, pieces[1].text, pieces[0])
        return
    for first in page.lines:
        beside = (line for line in row_of(page, first.box) if line is not first and _under(line, end))
        last = next(beside, None) if _under(first, start) else None
        if last is not None and period_text(f"{first.text}至{last.text}"):
            yield _joined(page, normalise(first.text), normalise(last.text), first)


def _joined(page: Page, first: str, last: str, place: Piece | TextLine) -> Piece:
    text = f"{first}至{last}"
    return Piece(text=text, page=page, box=place.box, confidence=place.confidence * _CERTAINTY)


def _one_row(one: Spot, other: Spot) -> bool:
    height = one.box.bottom - one.box.top
    return one.box.left < other.box.left and abs(one.box.top - other.box.top) < height * _NEAR_ROW


def _under(line: TextLine, head: Spot) -> bool:
    below = line.box.top > head.box.top + (head.box.bottom - head.box.top) * 0.5
    return below and line.box.left < head.box.right and line.box.right > head.box.left
