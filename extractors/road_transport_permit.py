"""Road transport papers: the firm's licence (道路运输经营许可证) and the vehicle's certificate (道路运输证)."""

import re
from decimal import Decimal

from extractors.blocks import block_after
from extractors.checks.dates import date_order
from extractors.checks.identifiers import permit_number_form, plate_format
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import first_anywhere, value_after
from extractors.labels import load_labels
from extractors.page import Document
from extractors.parse import chinese_date, compact, digits_repaired, full_width, normalise, period, plate
from extractors.parties import chinese_party
from uplift.types import EvidenceKind, Field, FieldValue

_NUMBER = re.compile(r"[一-鿿]{0,14}?字?(?:第|\()?([0-9OIl]{12})\)?号?")
_WORDED_NUMBER = re.compile(r"([一-鿿]{1,14}字)(?:第|\()?([0-9OIl]{12})")
_MAX_TONNES = 200


def extract(document: Document, _second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue."""
    labels = load_labels("licences")
    stops = labels["stop"]
    found = (
        value_after(document, "name", labels["carrier_name"], chinese_party, stops),
        first_anywhere(document, "permit_number", worded_number, certainty=0.95)
        or value_after(document, "permit_number", labels["permit_number"], permit_number),
        value_after(document, "plate_number", labels["permit_plate"], plate)
        or first_anywhere(document, "plate_number", plate, certainty=0.8),
        value_after(document, "vehicle_type", labels["permit_vehicle_type"], _words, stops),
        value_after(document, "payload_t", labels["payload_t"], tonnes),
        value_after(document, "valid_until", labels["permit_valid_until"], _end),
        block_after(document, "scope", labels["permit_scope"], stops, _words),
    )
    return tuple(field for field in found if field is not None)


def worded_number(text: str) -> str | None:
    """A number with its words, such as 浙交运管许可杭字330110001234, without the label before it."""
    match = _WORDED_NUMBER.search(compact(text))
    if match is None:
        return None
    return re.sub("^.*(?:证号|编号|证字号)", "", match[1]) + digits_repaired(match[2])


def permit_number(text: str) -> str | None:
    """The 12 digits alone, where the words before them were not read."""
    match = _NUMBER.search(compact(text))
    return digits_repaired(match[1]) if match else None


def tonnes(text: str) -> Decimal | None:
    """Payload in tonnes; kilograms are converted."""
    flat = normalise(text)
    match = re.search(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) ?(kg|千克|公斤|吨|t|T)?", flat)
    if match is None:
        return None
    value = Decimal(match[1])
    value = value / 1000 if match[2] in ("kg", "千克", "公斤") or value > _MAX_TONNES else value
    return value if 0 < value <= _MAX_TONNES else None


def _words(text: str) -> str | None:
    flat = normalise(text).strip(" :;,._")
    return full_width(flat) if len(re.findall("[一-鿿]", flat)) >= 2 else None


def _end(text: str) -> FieldValue:
    first, second = period(text)
    return second or first or chinese_date(text)


EXTRACTOR = Extractor(
    kind=EvidenceKind.ROAD_TRANSPORT_PERMIT,
    version="1",
    required=("name", "permit_number"),
    identity=("permit_number",),
    extract=extract,
    checks=(permit_number_form, plate_format, date_order, pdf_history, editor_software),
)
