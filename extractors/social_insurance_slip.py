"""What a firm paid for its people's social insurance: 社会保险缴费证明, 缴费通知单, a bank's 缴费回单.

`period` is ``2026-09``, ``2026-04/2026-09`` or, where days are printed, ``2026-09-01/2026-09-30``.
"""

import re
from collections.abc import Iterator

from extractors.checks.arithmetic import capitals_agree
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import Piece, field_of, spots, value_after
from extractors.form import FormFields, form_fields
from extractors.labels import Labels, load_labels
from extractors.page import Document
from extractors.parse import digits_repaired, normalise
from extractors.parse_periods import period_text
from extractors.parties import chinese_party
from extractors.period_columns import paired_periods
from extractors.row_total import row_total
from uplift.types import EvidenceKind, Field

_MOST_PEOPLE = 99_999
_HEADS = re.compile(r"(?:^|[^0-9.,])([0-9]{1,5})(?: ?(?:人|名|位)| ?$)")


def headcount(text: str) -> int | None:
    """A number of people: ``35人``, ``35``; None for amounts, years and codes."""
    match = _HEADS.match(digits_repaired(normalise(text)).strip(" :()"))
    count = int(match[1]) if match else 0
    return count if 0 < count <= _MOST_PEOPLE else None


FIELDS: FormFields = {"name": chinese_party, "headcount": headcount}


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue."""
    labels = load_labels("social_insurance_slip")
    found = (
        *form_fields(document, labels, FIELDS),
        _period(document, labels),
        row_total(document, second_opinion, labels["total_amount"], labels["stop"]),
    )
    return tuple(field for field in found if field is not None)


def _period(document: Document, labels: Labels) -> Field | None:
    """The period behind its label; where that is the head of a column of months, all of them."""
    near = value_after(document, "period", labels["period"], period_text)
    months = _months(document, labels["month"])
    apart = next(_paired(document), None)
    if apart is not None:
        return apart
    if near is None or (months is not None and "/" not in str(near.value) and str(near.value) in str(months.value)):
        return months
    return near


def _paired(document: Document) -> Iterator[Field]:
    """The first period whose two ends stand apart."""
    for piece in paired_periods(document):
        value = period_text(piece.text)
        if value is not None:
            yield field_of("period", piece, value)


def _months(document: Document, labels: tuple[str, ...]) -> Field | None:
    """From the first to the last month of a table with a row a month."""
    for spot in spots(document, labels):
        cells = [
            (period, line)
            for line in spot.page.lines
            if line.box.top >= spot.box.top and line.box.left < spot.box.right and line.box.right > spot.box.left
            if (period := period_text(line.text.removeprefix(spot.text[: spot.end]))) and "/" not in period
        ]
        if cells:
            (first, top), (last, _) = min(cells, key=lambda cell: cell[0]), max(cells, key=lambda cell: cell[0])
            value = first if first == last else f"{first}/{last}"
            raw = " ".join(line.text for _, line in cells)
            confidence = min(line.confidence for _, line in cells) * 0.9
            return field_of("period", Piece(text=raw, page=spot.page, box=top.box, confidence=confidence), value)
    return None


EXTRACTOR = Extractor(
    kind=EvidenceKind.SOCIAL_INSURANCE_SLIP,
    version="1",
    required=("name", "total_amount"),
    extract=extract,
    checks=(capitals_agree, pdf_history, editor_software),
    identity=("name", "period"),
)
