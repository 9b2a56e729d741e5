"""Driving licences (机动车驾驶证), paper and electronic: who may drive what until when.

The number of identity, the address and the day of birth are personal and serve nothing here: they are not read.
"""

import re
from dataclasses import replace
from datetime import date

from extractors.checks.dates import date_order
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import value_after
from extractors.form import Entry, FormFields, read_form
from extractors.labels import load_labels
from extractors.licence_text import end_of_term, ended, person, whole_term
from extractors.page import Document
from extractors.parse import chinese_date, compact
from extractors.second_reading import read_beside
from uplift.types import EvidenceKind, Field

_CLASSES = re.compile(r"(?:A[123]|B[12]|C[1-6]|[DEFMNP](?![A-Z]*[0-9]{2}))+")
_SLIPS = ((re.compile("(?<=[ABC])[IL|T]"), "1"), (re.compile("(?<=[ABC])Z"), "2"), (re.compile("8(?=[12])"), "B"))
_YEARS = re.compile(r"(?<![0-9])(6|10|16) ?年")


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue; `valid_until` of a licence without end has raw 长期 and no value."""
    found = ended(read_form(document, second_opinion, labels="driving_licence", fields=FIELDS))
    labels = load_labels("driving_licence")
    if not any(field.name == "vehicle_class" for field in found):
        again = read_beside(document, "vehicle_class", labels["vehicle_class"][:2], vehicle_class, second_opinion)
        found = (*found, *((again,) if again else ()))
    return tuple(_counted(document, field) if field.name == "valid_until" else field for field in found)


def vehicle_class(text: str) -> str | None:
    """Classes of GA 482 joined as printed (C1, A1A2, B2D); ``Cl`` and ``B Z`` are slips of reading."""
    flat = re.sub("^(?:CLASS|[^A-Z0-9])+", "", compact(text))
    for slip, meant in _SLIPS:
        flat = slip.sub(meant, flat)
    match = _CLASSES.match(flat)
    return match.group() if match else None


def term(text: str) -> date | str | None:
    """The last day; the text itself when it only counts years (``6年``), as licences before 2013 do."""
    value = end_of_term(text)
    if value is not None:
        return value if isinstance(value, date | str) else None
    match = _YEARS.search(text)
    return match.group() if match else None


def _counted(document: Document, field: Field) -> Field:
    """A term in years, counted from the day it begins; without that day it has no value."""
    match = _YEARS.fullmatch(field.value) if isinstance(field.value, str) else None
    if match is None:
        return field
    start = value_after(document, "valid_from", load_labels("driving_licence")["valid_from"], chinese_date)
    if start is None or not isinstance(start.value, date):
        return replace(field, value=None)
    first = start.value
    day = 28 if (first.month, first.day) == (2, 29) else first.day
    last = first.replace(year=first.year + int(match[1]), day=day)
    return replace(field, value=last, confidence=min(field.confidence, start.confidence))


FIELDS: FormFields = {
    "holder_name": person,
    "vehicle_class": vehicle_class,
    "valid_until": Entry(parse=term, alone=0.85, strictly=whole_term),
}
EXTRACTOR = Extractor(
    kind=EvidenceKind.DRIVING_LICENCE,
    version="1",
    required=("holder_name",),
    extract=extract,
    checks=(date_order, pdf_history, editor_software),
)
