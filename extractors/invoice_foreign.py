"""Invoices in English, German, Dutch, French, Spanish or Italian, by labels and by sums that close."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from extractors.extractor import SecondOpinion
from extractors.find import Piece, Spot, behind, below, field_of, first_anywhere, pieces, row_of, spots, value_after
from extractors.invoice_amounts import Beside, closes, settle
from extractors.labels import Labels, load_labels
from extractors.page import Document, TextLine
from extractors.parse import amounts, any_date, currency_of, document_number, money, normalise
from extractors.parties import foreign_party
from uplift.types import Field, Money

_FORM = re.compile(
    r"\b(?:GmbH|AG|KG|OHG|e\.? ?K\.?|UG|Ltd\.?|Limited|Inc\.?|LLC|LLP|Corp\.?|Company|B\.?V\.?|N\.?V\.?|S\.?A\.?S\.?|"
    r"SARL|S\.?A\.?|S\.?r\.?l\.?|S\.?p\.?A\.?|S\.?L\.?|SDN\.? BHD\.?|Pvt\.?|Pte\.?|PLC|e\.V\.|a\.G\.|mbH|"
    r"& Co)(?![A-Za-z])"
)
_LONG_NUMBER = re.compile("[0-9]{7,}")  # account numbers hold runs that look like dates
_BLOCK_GAP = 2.5  # line heights between two lines of one address block
_LETTERHEAD_LINES = 12  # a seller without a label stands among the first lines of the page


def read_foreign(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Number, date, parties and amounts; what is not found is left out."""
    labels = load_labels("invoice_foreign")
    currency = _currency(document)
    sums = settle(_amount_candidates(document, labels, currency), Beside(), document, second_opinion)
    buyer = _labelled_party(document, "buyer_name", labels)
    found = (
        value_after(document, "invoice_number", labels["invoice_number"], _number, labels["stop"]),
        _issue_date(document, labels, currency),
        _seller(document, labels, buyer),
        buyer,
        *sums,
    )
    return tuple(field for field in found if field is not None)


def _currency(document: Document) -> str:
    """The currency named most plainly on the pages; EUR for a paper with decimal commas and no symbol."""
    named = [found for page in document.pages for line in page.lines if (found := currency_of(line.text))]
    foreign = [code for code in named if code != "CNY"] or named
    return max(foreign, key=foreign.count, default="EUR" if re.search(r"[0-9],[0-9]{2}\b", document.text) else "USD")


def _number(text: str) -> str | None:
    found = document_number(" ".join(text.split()[:3]))
    if found is None or re.fullmatch(r"[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}", found):
        return None
    return found


def _issue_date(document: Document, labels: Labels, currency: str) -> Field | None:
    reader = partial(_date, month_first=currency == "USD")
    near = value_after(document, "issue_date", labels["issue_date"], reader)
    return near or first_anywhere(
        document, "issue_date", lambda text: reader(_LONG_NUMBER.sub(" ", text)), certainty=0.5
    )


def _date(text: str, *, month_first: bool) -> date | None:
    return any_date(text.replace(" ,", ","), month_first=month_first)


def _seller(document: Document, labels: Labels, buyer: Field | None) -> Field | None:
    """A labelled seller, else the first letterhead line with a company form that is not the buyer's."""
    labelled = _labelled_party(document, "seller_name", labels)
    if labelled is not None and labelled.value != (buyer.value if buyer else None):
        return labelled
    bought = "" if buyer is None else str(buyer.value)
    for page in document.pages[:1]:
        for line, certainty in _letterhead(page.lines):
            name = foreign_party(line.text)
            if name is not None and name != bought:
                piece = Piece(text=line.text, page=page, box=line.box, confidence=line.confidence * certainty)
                return field_of("seller_name", piece, name)
    return None


def _labelled_party(document: Document, name: str, labels: Labels) -> Field | None:
    """The first name behind the label, else among the lines under it, else to its right."""
    for label in labels[name]:
        for spot in spots(document, (label,)):
            for piece in (*behind(spot, labels["stop"]), *_under(spot), *pieces(spot, labels["stop"])):
                value = foreign_party(piece.text)
                if value is not None:
                    return field_of(name, piece, value)
    return None


def _under(spot: Spot) -> Iterator[Piece]:
    """The lines of the block under a label, in its column, until a gap."""
    height, bottom = spot.box.bottom - spot.box.top, spot.box.bottom
    for line in sorted(spot.page.lines, key=lambda line: line.box.top):
        in_column = (
            abs(line.box.left - spot.line.box.left) < height * 2 or abs(line.box.left - spot.box.left) < height * 2
        )
        if in_column and bottom - height * 0.4 < line.box.top < bottom + height * _BLOCK_GAP:
            bottom = line.box.bottom
            yield Piece(text=line.text, page=spot.page, box=line.box, confidence=line.confidence * 0.85)


def _letterhead(lines: Sequence[TextLine]) -> Iterator[tuple[TextLine, float]]:
    """Lines with a company form: the top ones first, then those of the foot; at last the very first lines."""
    formed = [line for line in lines if _FORM.search(line.text) and len(line.text) < 80]
    yield from ((line, 0.7) for line in formed if line in lines[:_LETTERHEAD_LINES])
    yield from ((line, 0.5) for line in formed)
    yield from ((line, 0.4) for line in lines[:4])


def _amount_candidates(document: Document, labels: Labels, currency: str) -> tuple[list[Field], ...]:
    groups: tuple[list[Field], ...] = ([], [], [])
    for triple in _rows_that_close(document, currency):
        for group, field in zip(groups, triple, strict=True):
            group.append(field)
    for group, name in zip(groups, ("net_amount", "tax_amount", "total_amount"), strict=True):
        group[:0] = _labelled(document, name, labels[name], currency)
    return groups


def _labelled(document: Document, name: str, labels: tuple[str, ...], currency: str) -> list[Field]:
    """Per label the last amount of its row; the foot of the last page counts before the head of the first."""
    fields: list[Field] = []
    for label in labels:
        for spot in reversed(spots(document, (label,))):
            fields += _amounts_at(spot, name, currency)
    return _distinct(fields)


def _distinct(fields: Sequence[Field]) -> list[Field]:
    """The first field of each value, so that repeated numbers do not crowd out others."""
    return list({field.value: field for field in reversed(fields)}.values())[::-1]


def _amounts_at(spot: Spot, name: str, currency: str) -> list[Field]:
    """Amounts on the label's row, the last first; without one, those of the cell below."""
    row = [line for line in row_of(spot.page, spot.box) if line.box.left >= spot.line.box.right - 2]
    near = list(behind(spot)) + [
        Piece(text=line.text, page=spot.page, box=line.box, confidence=line.confidence * 0.95) for line in row
    ]
    found = [field_of(name, piece, value) for piece in near for value in _amounts(piece.text, currency)]
    under = below(spot)
    if found or under is None:
        return found[::-1]
    piece = Piece(text=under.text, page=spot.page, box=under.box, confidence=under.confidence * 0.8)
    return [field_of(name, piece, value) for value in _amounts(under.text, currency)]


def _amounts(text: str, currency: str) -> tuple[Money, ...]:
    """Amounts with two decimals, else one whole amount that names its currency."""
    found = amounts(text, currency)
    if found:
        return found
    plain = re.sub(r"\(?[0-9]+(?:[.,][0-9]+)? ?%\)?", "", normalise(text))
    whole = money(plain, currency) if currency_of(plain) else None
    return () if whole is None else (whole,)


def _rows_that_close(document: Document, currency: str) -> Iterator[tuple[Field, Field, Field]]:
    """Rows that print net, tax and total side by side."""
    for page in reversed(document.pages):
        for line in reversed(page.lines):
            row = row_of(page, line.box)
            values = [(other, value) for other in row for value in amounts(other.text, currency)]
            for place in range(len(values) - 2):
                three = values[place : place + 3]
                if line is row[0] and three[1][1].amount_minor and closes(*(value for _, value in three)):
                    yield _three(three, page_of=Piece(text="", page=page, box=line.box, confidence=0.9))


def _three(values: Sequence[tuple[TextLine, Money]], page_of: Piece) -> tuple[Field, Field, Field]:
    names = ("net_amount", "tax_amount", "total_amount")
    net, tax, total = (
        field_of(name, Piece(text=line.text, page=page_of.page, box=line.box, confidence=line.confidence * 0.9), value)
        for name, (line, value) in zip(names, values, strict=True)
    )
    return net, tax, total
