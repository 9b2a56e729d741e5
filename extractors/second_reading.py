"""Codes whose check digit fails on a scan: a second engine is asked before anybody doubts the paper."""

from collections.abc import Callable
from dataclasses import replace

from extractors.extractor import SecondOpinion
from extractors.page import Document
from extractors.parse import uscc, uscc_closes, vin, vin_closes
from uplift.types import Field, TextSource

_CONFIDENCE = 0.8  # of a code the second engine read and the check digit confirmed
_KINDS: dict[int, tuple[Callable[[str], str | None], Callable[[str], bool]]] = {
    17: (vin, vin_closes),
    18: (lambda text: uscc(text, repair=False), uscc_closes),
}
_NAMES = ("uscc", "vin", "seller_id", "buyer_id", "party_a_id", "party_b_id")


def reread_codes(
    document: Document, fields: tuple[Field, ...], second_opinion: SecondOpinion | None
) -> tuple[Field, ...]:
    """The fields, with codes read by OCR that do not close exchanged for a second reading that does; raw stays."""
    if second_opinion is None:
        return fields
    return tuple(_reread(document, field, second_opinion) if field.name in _NAMES else field for field in fields)


def _reread(document: Document, field: Field, second_opinion: SecondOpinion) -> Field:
    code = str(field.value)
    page = next((page for page in document.pages if page.index == field.page), None)
    if field.source is not TextSource.OCR or page is None or field.box is None or len(code) not in _KINDS:
        return field
    parse, closes = _KINDS[len(code)]
    again = None if closes(code) else parse(second_opinion(page, field.box))
    return replace(field, value=again, confidence=_CONFIDENCE) if again is not None and closes(again) else field
