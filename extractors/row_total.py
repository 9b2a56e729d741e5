"""The one total of a form: the amount on the row of its label, held against the capitals and the column above it.

Official forms write a total twice, in digits and in capitals (大写), and often under the column it sums. Digits that
agree with the capitals are taken before any that stand alone; a total that OCR misread is mended by `repair`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.extractor import SecondOpinion
from extractors.find import BEHIND, BELOW, RIGHT, Piece, Spot, behind, below, field_of, row_of, spots
from extractors.labels import pattern_of
from extractors.page import Document, Page, TextLine
from extractors.parse import amounts, capital_money, money, normalise
from extractors.repair import ReadAgain, Witness, mended
from uplift.types import Field, Money

_CAPITALS_ONLY = 0.9  # certainty of a total that is written in capitals alone
_ANYWHERE = 0.9  # certainty of an amount without a label that equals the capitals
_WHOLE_NUMBER = re.compile(r"[¥￥]?[0-9][0-9,]*(?:\.[0-9]+)?元?")


def row_total(
    document: Document, second_opinion: SecondOpinion | None, labels: Sequence[str], stops: tuple[str, ...] = ()
) -> Field | None:
    """`total_amount` of a form that has only one amount in capitals; None when nothing reads like a total."""
    found = labelled_amount(document, second_opinion, "total_amount", labels, stops)
    spelled = _spelled(document)
    if found is not None and (found.value in [value for _, value in spelled] or not spelled):
        return found
    return next(_equal_to(document, spelled), None) or found or _in_capitals(spelled)


def labelled_amount(
    document: Document,
    second_opinion: SecondOpinion | None,
    name: str,
    labels: Sequence[str],
    stops: tuple[str, ...] = (),
) -> Field | None:
    """The best amount near any of the labels (best first); for forms that spell out several amounts in capitals."""
    candidates = list(_candidates(document, name, labels, stops))
    capitals = [value for _, value in _spelled(document)]
    agreeing = next((field for field in candidates if field.value in capitals), None)
    if agreeing is not None:
        return replace(agreeing, confidence=round(1 - (1 - agreeing.confidence) * 0.3, 4))
    if not candidates:
        return None
    return mended(candidates[0], _witnesses(document, candidates[0], capitals), _reader(document, second_opinion))


def _witnesses(document: Document, field: Field, capitals: Sequence[Money]) -> list[Witness]:
    found = [Witness(says="the capital amount", value=value) for value in dict.fromkeys(capitals)]
    column = _sum_above(document, field)
    return [*found, Witness(says="the sum of the lines", value=column)] if column is not None else found


def _reader(document: Document, second_opinion: SecondOpinion | None) -> ReadAgain | None:
    if second_opinion is None:
        return None

    def again(field: Field) -> str:
        page = next((page for page in document.pages if page.index == field.page), None)
        return second_opinion(page, field.box) if page is not None and field.box is not None else ""

    return again


def _candidates(document: Document, name: str, labels: Sequence[str], stops: tuple[str, ...]) -> Iterator[Field]:
    for label in labels:
        for spot in spots(document, (label,)):
            piece = next(_pieces(spot, stops), None)
            value = amount_in(piece.text) if piece is not None else None
            if piece is not None and value is not None:
                yield field_of(name, piece, value)


def _pieces(spot: Spot, stops: tuple[str, ...]) -> Iterator[Piece]:
    """Texts with an amount: behind the label, the last one on its row before the next label, the cell below."""
    yield from (piece for piece in behind(spot, stops) if amount_in(piece.text) is not None)
    row: list[TextLine] = []
    for line in row_of(spot.page, spot.box):
        if line.box.left <= (spot.line.box.left + spot.line.box.right) / 2 or line is spot.line:
            continue
        if stops and pattern_of(stops).match(normalise(line.text)):
            break
        row.append(line)
    yield from (_piece(spot.page, line, RIGHT) for line in reversed(row) if amount_in(line.text) is not None)
    under = below(spot)
    if under is not None and amount_in(under.text) is not None:
        yield _piece(spot.page, under, BELOW)


def _piece(page: Page, line: TextLine, certainty: float) -> Piece:
    return Piece(text=line.text.strip(), page=page, box=line.box, confidence=line.confidence * certainty, raw=line.text)


def amount_in(text: str) -> Money | None:
    """The last amount with two decimals, else a cell that is nothing but one number; None for codes and words."""
    found = amounts(text)
    if found:
        return found[-1]
    flat = normalise(text).strip(" :()")
    value = money(flat) if _WHOLE_NUMBER.fullmatch(flat) and len(flat) < 12 else None
    return value if value is not None and value.amount_minor > 0 else None


def _spelled(document: Document) -> list[tuple[Piece, Money]]:
    """Every amount written in capitals, with its place."""
    found = []
    for page in document.pages:
        for line in page.lines:
            value = capital_money(line.text)
            if value is not None and value.amount_minor > 0:
                found.append((_piece(page, line, BEHIND), value))
    return found


def _equal_to(document: Document, spelled: Sequence[tuple[Piece, Money]]) -> Iterator[Field]:
    """Amounts in digits anywhere that equal an amount in capitals, the last on the page first."""
    wanted = {value for _, value in spelled}
    for page in document.pages:
        for line in reversed(page.lines):
            value = amount_in(line.text)
            if value is not None and value in wanted:
                yield field_of("total_amount", _piece(page, line, _ANYWHERE), value)


def _in_capitals(spelled: Sequence[tuple[Piece, Money]]) -> Field | None:
    if not spelled:
        return None
    piece, value = spelled[-1]
    return field_of("total_amount", replace(piece, confidence=piece.confidence * _CAPITALS_ONLY), value)


def _sum_above(document: Document, field: Field) -> Money | None:
    """The sum of the unbroken run of amounts right above a total in its own column; None when fewer than two."""
    page = next((page for page in document.pages if page.index == field.page), None)
    if page is None or field.box is None:
        return None
    box, minor, count = field.box, 0, 0
    height = box.bottom - box.top
    column = [
        line
        for line in page.lines
        if line.box.bottom <= box.top + height * 0.4 and min(line.box.right, box.right) > max(line.box.left, box.left)
    ]
    for line in sorted(column, key=lambda line: -line.box.top):
        value = amount_in(line.text)
        if value is None:
            break
        minor, count = minor + value.amount_minor, count + 1
    return Money(amount_minor=minor) if count >= 2 else None
