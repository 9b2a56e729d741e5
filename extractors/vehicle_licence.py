"""Vehicle licences (机动车行驶证): main page and, where it is shown, the page with masses; paper and electronic."""

import re

from extractors.checks.dates import date_order
from extractors.checks.identifiers import plate_format, vin_check_digit
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor
from extractors.form import Entry, form
from extractors.licence_text import chinese_words
from extractors.parse import chinese_date, compact, normalise, plate
from extractors.parties import chinese_party
from extractors.repair_codes import closing_vin, vehicle_number
from uplift.types import EvidenceKind

_MAX_KG = 200_000


def engine_number(text: str) -> str | None:
    """5-20 letters and digits with at least one digit."""
    match = re.search(r"[0-9A-Z*\-]{5,20}", compact(text))
    return match.group() if match and re.search("[0-9]", match.group()) else None


def kilograms(text: str) -> int | None:
    """A mass in kilograms; ``--`` of a tractor without payload is none."""
    match = re.match(r"[^0-9\-—一]{0,3}([0-9]{2,6}) ?(?:kg|千克|公斤|k|$)", normalise(text), re.I)
    return int(match[1]) if match and 0 < int(match[1]) <= _MAX_KG else None


EXTRACTOR = Extractor(
    kind=EvidenceKind.VEHICLE_LICENCE,
    version="2",
    required=("plate_number", "owner_name"),
    extract=form(
        "vehicle_licence",
        {
            "plate_number": Entry(parse=plate, alone=0.85),
            "owner_name": Entry(parse=chinese_party, block=True),
            "vehicle_type": chinese_words,
            "vin": Entry(parse=vehicle_number, alone=0.9, strictly=closing_vin),
            "engine_number": engine_number,
            "registered_date": chinese_date,
            "licence_issue_date": chinese_date,
            "payload_kg": kilograms,
        },
    ),
    checks=(plate_format, vin_check_digit, date_order, pdf_history, editor_software),
    identity=("plate_number",),
)
