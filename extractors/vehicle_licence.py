"""Vehicle licences (机动车行驶证): main page and, where it is shown, the page with masses."""

import re

from extractors.checks.dates import date_order
from extractors.checks.identifiers import plate_format, vin_check_digit
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import first_anywhere, value_after
from extractors.labels import load_labels
from extractors.page import Document
from extractors.parse import chinese_date, compact, full_width, normalise, plate, vin, vin_closes
from extractors.parties import chinese_party
from extractors.second_reading import reread_codes
from uplift.types import EvidenceKind, Field

_MAX_KG = 200_000


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue, with the day the licence was issued."""
    labels = load_labels("licences")
    stops = labels["stop"]
    found = (
        value_after(document, "plate_number", labels["plate_number"], plate)
        or first_anywhere(document, "plate_number", plate, certainty=0.85),
        value_after(document, "owner_name", labels["owner_name"], chinese_party, stops),
        value_after(document, "vehicle_type", labels["vehicle_type"], _vehicle_type, stops),
        value_after(document, "vin", labels["vin"], vin)
        or first_anywhere(document, "vin", _closing_vin, certainty=0.9),
        value_after(document, "engine_number", labels["engine_number"], engine_number, stops),
        value_after(document, "registered_date", labels["registered_date"], chinese_date),
        value_after(document, "licence_issue_date", labels["licence_issue_date"], chinese_date),
        value_after(document, "payload_kg", labels["payload_kg"], kilograms),
    )
    return reread_codes(document, tuple(field for field in found if field is not None), second_opinion)


def _closing_vin(text: str) -> str | None:
    found = vin(text)
    return found if found is not None and vin_closes(found) else None


def engine_number(text: str) -> str | None:
    """5-20 letters and digits with at least one digit."""
    match = re.search(r"[0-9A-Z*\-]{5,20}", compact(text))
    return match.group() if match and re.search("[0-9]", match.group()) else None


def kilograms(text: str) -> int | None:
    """A mass in kilograms; ``--`` of a tractor without payload is none."""
    match = re.search(r"([0-9]{2,6}) ?(?:kg|千克|公斤)?", normalise(text), re.I)
    return int(match[1]) if match and 0 < int(match[1]) <= _MAX_KG else None


def _vehicle_type(text: str) -> str | None:
    flat = normalise(text).strip(" :;,._")
    return full_width(flat) if len(re.findall("[一-鿿]", flat)) >= 2 else None


EXTRACTOR = Extractor(
    kind=EvidenceKind.VEHICLE_LICENCE,
    version="1",
    required=("plate_number", "owner_name"),
    identity=("plate_number",),
    extract=extract,
    checks=(plate_format, vin_check_digit, date_order, pdf_history, editor_software),
)
