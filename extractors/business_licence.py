"""Business licences (营业执照) of companies, partnerships and self-employed people, upright and wide forms."""

import re
from dataclasses import replace
from functools import partial

from extractors.blocks import block_after
from extractors.checks.dates import date_order
from extractors.checks.identifiers import uscc_check_digit
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import first_anywhere, value_after
from extractors.labels import Labels, load_labels
from extractors.page import Document
from extractors.parse import (
    capital_money,
    chinese_date,
    compact,
    full_width,
    money,
    normalise,
    period,
    uscc,
    uscc_closes,
)
from extractors.parties import chinese_party
from extractors.second_reading import reread_codes
from uplift.types import EvidenceKind, Field, FieldValue, TextSource

FOR_EVER = re.compile("长期|永久|无固定期限")


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue; `valid_until` of a licence without end has raw 长期 and no value."""
    labels = load_labels("licences")
    stops = labels["stop"]
    found = (
        value_after(document, "name", labels["name"], chinese_party, stops),
        _uscc(document, labels),
        value_after(document, "legal_representative", labels["legal_representative"], person, stops),
        value_after(document, "entity_type", labels["entity_type"], words, stops),
        block_after(document, "address", labels["address"], stops, words),
        value_after(document, "registered_capital", labels["registered_capital"], capital, stops),
        value_after(document, "established_date", labels["established_date"], chinese_date),
        valid_until(document, labels["valid_until"]),
        block_after(document, "scope", labels["scope"], stops, words),
    )
    return reread_codes(document, tuple(field for field in found if field is not None), second_opinion)


def _uscc(document: Document, labels: Labels) -> Field | None:
    scanned = any(page.source is TextSource.OCR for page in document.pages)
    near = value_after(document, "uscc", labels["uscc"], partial(uscc, repair=scanned))
    return near or first_anywhere(document, "uscc", _closing_code, certainty=0.9)


def _closing_code(text: str) -> str | None:
    found = uscc(text) if len(compact(text)) >= 18 else None
    return found if found is not None and uscc_closes(found) else None


def person(text: str) -> str | None:
    """A person's name of 2-15 Chinese characters (minority names hold a dot), or Latin letters."""
    flat = normalise(text).replace(" ", "")
    match = re.match(r"[一-鿿]{1,10}(?:·[一-鿿]{1,10})?|[A-Za-z]{3,40}", flat)
    return match.group() if match and len(match.group()) >= 2 else None


def words(text: str) -> str | None:
    """At least two letters or characters of running text."""
    flat = normalise(text).strip(" :;,._")
    return full_width(flat) if len(re.findall(r"[^\W\d_]", flat)) >= 2 else None


def capital(text: str) -> FieldValue:
    """Registered capital, in digits or in capitals (伍拾万圆整)."""
    return capital_money(text) or money(text)


def valid_until(document: Document, labels: tuple[str, ...]) -> Field | None:
    """The end of a period or a single date; without end, raw says so and there is no value."""
    field = value_after(document, "valid_until", labels, _end)
    if field is not None and field.value == "":
        return replace(field, value=None)
    return field


def _end(text: str) -> FieldValue:
    if FOR_EVER.search(normalise(text)):
        return ""
    first, second = period(text)
    return second or first


EXTRACTOR = Extractor(
    kind=EvidenceKind.BUSINESS_LICENCE,
    version="1",
    required=("name", "uscc"),
    identity=("uscc",),
    extract=extract,
    checks=(uscc_check_digit, date_order, pdf_history, editor_software),
)
