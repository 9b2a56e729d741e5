"""Proofs that tax was paid: 税收完税证明, 税收缴款书, a bank's 电子缴税付款凭证.

`tax_periods` is one text: the distinct periods in the order of the page, ``2026-01-01/2026-03-31`` joined by ``, ``
(``2026-03`` where only months are printed).
"""

import re
from collections.abc import Iterator

from extractors.checks.arithmetic import capitals_agree
from extractors.checks.identifiers import uscc_check_digit
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import Piece, field_of, spots
from extractors.form import FormFields, form_fields
from extractors.labels import load_labels
from extractors.page import Document, Page, TextLine
from extractors.parse import chinese_date, normalise, taxpayer_id
from extractors.parse_periods import day_range, period_text, whole_months
from extractors.parties import chinese_party
from extractors.period_columns import paired_periods
from extractors.row_total import row_total
from extractors.second_reading import reread_codes
from uplift.types import EvidenceKind, Field

_CODE = re.compile(r"[ ,;:/(]*[0-9A-Z*]{15,20}\)?.*$")
_UNFINISHED = re.compile(r"(?:至|到|~|-|—)$")
_BESIDE = 0.9  # certainty of periods outside their column


def payer(text: str) -> str | None:
    """A taxpayer's name without the number that may follow it."""
    return chinese_party(_CODE.sub("", normalise(text)))


FIELDS: FormFields = {"name": payer, "taxpayer_id": taxpayer_id, "issue_date": chinese_date}


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue."""
    labels = load_labels("tax_payment_proof")
    total = row_total(document, second_opinion, labels["total_amount"], labels["stop"])
    found = (*form_fields(document, labels, FIELDS), total, tax_periods(document, labels["tax_periods"]))
    return reread_codes(document, tuple(field for field in found if field is not None), second_opinion)


def tax_periods(document: Document, labels: tuple[str, ...]) -> Field | None:
    """All distinct periods under their header, else anywhere; whole months count before others, which are misread."""
    for pieces in (list(_under(document, labels)), list(paired_periods(document)), list(_anywhere(document))):
        ranges = {found: piece for piece in reversed(pieces) if (found := day_range(piece.text))}
        whole = {found: piece for found, piece in ranges.items() if whole_months(*found)} or ranges
        periods = {f"{first}/{last}": piece for (first, last), piece in whole.items()}
        months = {month: piece for piece in reversed(pieces) if (month := period_text(piece.text))}
        chosen = dict(reversed((periods or months).items()))
        if chosen:
            return _joined(chosen)
    return None


def _joined(chosen: dict[str, Piece]) -> Field:
    pieces = list(chosen.values())
    raw = ", ".join(piece.text for piece in pieces)
    confidence = min(piece.confidence for piece in pieces)
    whole = Piece(text=raw, page=pieces[0].page, box=pieces[0].box, confidence=confidence)
    return field_of("tax_periods", whole, ", ".join(chosen))


def _under(document: Document, labels: tuple[str, ...]) -> Iterator[Piece]:
    """Cells in the column below the header; a range that wraps after its 至 goes on in the next cell."""
    for spot in spots(document, labels):
        cells = [
            line
            for line in spot.page.lines
            if line.box.top > spot.box.bottom - (spot.box.bottom - spot.box.top) * 0.3
            and line.box.left < spot.box.right
            and line.box.right > spot.box.left
        ]
        yield from _pieces(spot.page, sorted(cells, key=lambda line: line.box.top), 1.0)


def _anywhere(document: Document) -> Iterator[Piece]:
    for page in document.pages:
        found = [line for line in page.lines if day_range(line.text) is not None]
        yield from _pieces(page, found, _BESIDE)


def _pieces(page: Page, lines: list[TextLine], certainty: float) -> Iterator[Piece]:
    pending: TextLine | None = None
    for line in lines:
        text = normalise(line.text)
        if pending is None and _UNFINISHED.search(text):
            pending = line
            continue
        box = line.box if pending is None else pending.box
        whole = text if pending is None else normalise(pending.text) + text
        pending = None
        yield Piece(text=whole, page=page, box=box, confidence=line.confidence * certainty)


EXTRACTOR = Extractor(
    kind=EvidenceKind.TAX_PAYMENT_PROOF,
    version="1",
    required=("name", "issue_date", "total_amount"),
    extract=extract,
    checks=(uscc_check_digit, capitals_agree, pdf_history, editor_software),
    identity=("issue_date",),
)
