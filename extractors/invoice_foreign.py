"""Invoices in English, German, Dutch, French, Spanish or Italian, by labels and by sums that close."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from extractors.extractor import SecondOpinion
from extractors.find import Parser, Piece, Spot, behind, field_of, first_anywhere, pieces, spots, value_after, value_at
from extractors.invoice_foreign_lines import read_goods
from extractors.invoice_foreign_sums import read_sums
from extractors.labels import Labels, load_labels, pattern_of
from extractors.page import Document, TextLine
from extractors.parse import any_date, compact, currency_of, document_number, normalise, rate
from extractors.parties import foreign_party
from uplift.types import Field

_FORM = re.compile(
    r"\b(?:GmbH|AG|KG|OHG|e\.? ?K\.?|UG|Ltd\.?|Limited|Inc\.?|LLC|LLP|Corp\.?|Company|B\.?V\.?|N\.?V\.?|S\.?A\.?S\.?|"
    r"SARL|S\.?A\.?|S\.?r\.?l\.?|S\.?p\.?A\.?|S\.?L\.?|SDN\.? BHD\.?|Pvt\.?|Pte\.?|PLC|e\.V\.|a\.G\.|mbH|"
    r"& Co)(?![A-Za-z])"
)
_LONG_NUMBER = re.compile("[0-9]{7,}")  # account numbers hold runs that look like dates
_VAT = re.compile(
    r"(?<![A-Z0-9])(?:(?:DE|FR|GB|NL|BE|AT|ATU|IT|ES|PL|CZ|LU|IE|DK|SE|FI|PT|CHE|EU)[0-9A-Z]{0,2}[0-9]{7,11}(?:B[0-9]{2})?"
    r"|[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][0-9A-Z]Z[0-9A-Z])(?![A-Z0-9])"
)
_POSTAL = re.compile(r"(?:[A-Z]{1,2}[- ])?[0-9]{4,5} [A-ZÄÖÜ]|[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}$")
_WINDOW = 0.45  # of the page height: an address window stands above
_BLOCK_LINES = 12  # line heights of a buyer's block
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_DATE_LINE = 32  # characters of a line that holds a date and little else
_BLOCK_GAP = 2.5  # line heights between two lines of one address block
_LETTERHEAD_LINES = 12  # a seller without a label stands among the first lines of the page


def read_foreign(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Number, date, parties, their tax numbers, amounts and lines; what is not found is left out."""
    labels = load_labels("invoice_foreign")
    currency = _currency(document)
    buyer = _labelled_party(document, "buyer_name", labels)
    seller = _seller(document, labels, buyer)
    found = (
        value_after(document, "invoice_number", labels["invoice_number"], _number, labels["stop"]),
        _issue_date(document, labels, currency),
        seller,
        buyer or _addressee(document, seller),
        *_tax_ids(document, labels, buyer),
        *read_sums(document, labels, currency, second_opinion),
        _rate(document, labels),
        read_goods(document, labels, currency),
    )
    return tuple(field for field in found if field is not None)


def _rate(document: Document, labels: Labels) -> Field | None:
    """The one rate that stands with the tax; several rates have no one field."""
    found = [
        field_of("tax_rate", Piece(text=line.text, page=page, box=line.box, confidence=line.confidence * 0.9), share)
        for page in document.pages
        for line in page.lines
        if pattern_of(labels["tax_amount"]).search(normalise(line.text)) and (share := rate(line.text)) is not None
    ]
    values = {field.value for field in found if field.value}
    return next((field for field in found if field.value), None) if len(values) == 1 else None


def _tax_ids(document: Document, labels: Labels, buyer: Field | None) -> Iterator[Field]:
    """VAT numbers: the first is the seller's, unless it stands in the buyer's block."""
    for label in labels["seller_id"]:
        for spot in spots(document, (label,)):
            found = value_at(spot, "seller_id", vat_number)
            if found is not None:
                yield replace(found, name="buyer_id" if _in_block(found, buyer) else "seller_id")
                return


def vat_number(text: str) -> str | None:
    """A European VAT number or an Indian GSTIN, without spaces; None when the text holds neither."""
    flat = re.sub(r"(?<=[A-Z0-9])[ .](?=[A-Z0-9])", "", normalise(text).upper())
    match = _VAT.search(flat)
    return match.group() if match and sum(char.isdigit() for char in match.group()) >= 6 else None


def _in_block(found: Field, buyer: Field | None) -> bool:
    if buyer is None or found.box is None or buyer.box is None or found.page != buyer.page:
        return False
    height = buyer.box.bottom - buyer.box.top
    below = 0 < found.box.top - buyer.box.top < height * _BLOCK_LINES
    return below and abs(found.box.left - buyer.box.left) < height * 12


def _addressee(document: Document, seller: Field | None) -> Field | None:
    """The first line of the address window of a letter: a block that ends in a postal code and is not the sender's."""
    sold = "" if seller is None else compact(str(seller.value))
    for page in document.pages[:1]:
        upper = [line for line in page.lines if line.box.top < page.height * _WINDOW and line.box.left < page.width / 2]
        for end in (line for line in upper if _POSTAL.match(normalise(line.text))):
            block = _block_over(end, upper)
            names = [line for line in block if foreign_party(line.text) is not None]
            if len(block) < 2 or not names or any(sold and sold in compact(line.text) for line in block):
                continue
            piece = Piece(text=names[0].text, page=page, box=names[0].box, confidence=names[0].confidence * 0.6)
            return field_of("buyer_name", piece, foreign_party(names[0].text))
    return None


def _block_over(end: TextLine, lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines of one block above its last line, top to bottom, that line left out."""
    block, top, height = [], end.box.top, end.box.bottom - end.box.top
    for line in sorted(lines, key=lambda line: -line.box.top):
        level = abs(line.box.left - end.box.left) < height
        if level and line.box.top < top - height * 0.4 and top - line.box.bottom < height * 1.1:
            block.append(line)
            top = line.box.top
    return block[::-1]


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
    return near or _lone_date(document, reader, _whole_date) or _lone_date(document, reader, _with_year)


def _lone_date(document: Document, reader: Parser, wanted: Callable[[str], bool]) -> Field | None:
    return first_anywhere(document, "issue_date", lambda text: reader(text) if wanted(text) else None, certainty=0.5)


def _whole_date(text: str) -> bool:
    """A line that holds a date with its year and little else, as at the head of a letter."""
    flat = normalise(text)
    return bool(_YEAR.search(flat)) and len(flat) <= _DATE_LINE


def _with_year(text: str) -> bool:
    return bool(_YEAR.search(_LONG_NUMBER.sub(" ", normalise(text))))


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
