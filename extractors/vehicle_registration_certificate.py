"""Vehicle registration certificates (机动车登记证书): who owns the vehicle now, and whether it is mortgaged.

The book is written forward: after each sale a further owner and plate stand under the first, and later pages record
mortgages and their release. So the last owner counts, the first day of registration, and the last word on mortgages.
Owner, document and number stand in one cell; only the owner is taken from it.
"""

import re
from collections.abc import Iterator

from extractors.checks.identifiers import plate_format, vin_check_digit
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import Parser, Piece, Spot, field_of, first_anywhere, spots, value_after, value_at
from extractors.labels import Labels, load_labels, pattern_of
from extractors.page import Document
from extractors.parse import chinese_date, plate
from extractors.parties import chinese_party
from extractors.repair_codes import closing_vin, vehicle_number
from extractors.second_reading import reread_codes
from uplift.types import EvidenceKind, Field

_LABEL_LIKE = re.compile("机关|日期|编号|号码|登记|证明|信息栏|车辆|^[IVXl1| ]+$")  # or the number of an empty row
_NOTHING_RECORDED = 0.6  # certainty that a record page without a word on mortgages means there is none


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue; `mortgage` only where a record page is in view."""
    labels = load_labels("vehicle_registration_certificate")
    stops = labels["stop"]
    found = (
        last_of(document, "owner_name", labels["owner_name"], (*labels["owner_stop"], *stops), owner),
        value_after(document, "vin", labels["vin"], vehicle_number, stops) or _closing(document),
        last_of(document, "plate_number", labels["plate_number"], stops, plate),
        value_after(document, "registered_date", labels["registered_date"], chinese_date, stops),
        mortgage(document, labels),
    )
    return reread_codes(document, tuple(field for field in found if field is not None), second_opinion)


def owner(text: str) -> str | None:
    """A firm's or a person's name; what reads like a label of the book, misread or not, is none."""
    name = chinese_party(text)
    return None if name is None or _LABEL_LIKE.search(name) else name


def last_of(
    document: Document, name: str, labels: tuple[str, ...], stops: tuple[str, ...], parse: Parser
) -> Field | None:
    """The value of the last place of the label that has one."""
    fields = [value_at(spot, name, parse, stops) for spot in _in_reading_order(document, labels)]
    return next((field for field in reversed(fields) if field is not None), None)


def _in_reading_order(document: Document, labels: tuple[str, ...]) -> Iterator[Spot]:
    """Places of a label page by page, left half before right half: the opened book shows two pages at once."""
    for page in document.pages:
        wide = page.width > page.height
        here = [spot for spot in spots(document, labels) if spot.page is page]
        yield from sorted(here, key=lambda spot: (wide and spot.box.left > page.width / 2, spot.box.top))


def _closing(document: Document) -> Field | None:
    return first_anywhere(document, "vin", closing_vin, certainty=0.9)


def mortgage(document: Document, labels: Labels) -> Field | None:
    """True when the last record on mortgages opens one, False when it releases it or when there is no record."""
    events = tuple(_in_reading_order(document, (*labels["mortgage_open"], *labels["mortgage_closed"])))
    if events:
        released = pattern_of(labels["mortgage_closed"]).search(events[-1].text)
        return _said(events[-1], released is None, 1.0)
    empty = next(iter(spots(document, labels["records"])), None)
    return _said(empty, False, _NOTHING_RECORDED) if empty is not None else None


def _said(spot: Spot, is_open: bool, certainty: float) -> Field:
    text = spot.line.text.strip()
    confidence = spot.line.confidence * certainty
    return field_of("mortgage", Piece(text=text, page=spot.page, box=spot.line.box, confidence=confidence), is_open)


EXTRACTOR = Extractor(
    kind=EvidenceKind.VEHICLE_REGISTRATION_CERTIFICATE,
    version="1",
    required=("owner_name", "vin"),
    extract=extract,
    checks=(plate_format, vin_check_digit, pdf_history, editor_software),
    identity=("vin",),
)
