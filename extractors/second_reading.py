"""Codes whose check digit fails on a scan: a second engine is asked before anybody doubts the paper."""

import re
from collections.abc import Callable
from dataclasses import replace

from extractors.extractor import SecondOpinion
from extractors.find import Parser, Piece, Spot, field_of, row_of, spots
from extractors.licence_text import old_number
from extractors.page import Document
from extractors.parse import old_licence_closes, uscc, uscc_closes, vin_closes
from extractors.parse_text import compact
from extractors.repair_codes import mixed_uscc, vehicle_number
from uplift.types import Box, Field, TextSource

_ALONE = 0.6  # of a value only the second engine read
_MIXED = 0.75  # of a company code mixed from both engines' readings, closed by both its check characters
_DOUBTED = 0.8  # of a code that does not close and that the second engine reads otherwise
_CONFIDENCE = 0.8  # of a code the second engine read and the check digit confirmed
_KINDS: dict[int, tuple[Callable[[str], str | None], Callable[[str], bool]]] = {
    15: (old_number, old_licence_closes),
    17: (vehicle_number, vin_closes),
    18: (lambda text: uscc(text, repair=False), uscc_closes),
}
_FORMS = {
    "plate_number": "the serial of a plate holds no I and no O",
    "permit_number": "the number of such a permit ends in digits only",
}
_NAMES = ("uscc", "vin", "seller_id", "buyer_id", "party_a_id", "party_b_id")


def reread_codes(
    document: Document, fields: tuple[Field, ...], second_opinion: SecondOpinion | None
) -> tuple[Field, ...]:
    """The fields, with codes read by OCR that do not close exchanged for a second reading that does; raw stays."""
    read = (_reread(document, field, second_opinion) if field.name in _NAMES else field for field in fields)
    return tuple(_in_form(field) for field in read)


def _reread(document: Document, field: Field, second_opinion: SecondOpinion | None) -> Field:
    code = str(field.value)
    page = next((page for page in document.pages if page.index == field.page), None)
    if field.source is not TextSource.OCR or page is None or field.box is None or len(code) not in _KINDS:
        return field
    # 17 characters that are no vehicle number are a company code that lost one
    parse, closes = _KINDS[18 if len(code) == 17 and field.name != "vin" else len(code)]
    if closes(code):
        return _explained(field, code)
    if second_opinion is None:
        return field
    text = second_opinion(page, field.box)
    again = parse(text)
    if again is not None and closes(again):
        return replace(
            field, value=again, confidence=_CONFIDENCE, repair=_repair(field, again, "the second engine read")
        )
    mixed = mixed_uscc(code, text)
    if mixed is None:
        # both engines agree on a code that does not close: the paper says so; else one of them misread it
        sure = code in compact(text)
        return field if sure else replace(field, confidence=min(field.confidence, _DOUBTED))
    return replace(field, value=mixed, confidence=_MIXED, repair=_repair(field, mixed, "the two engines together give"))


def _explained(field: Field, code: str) -> Field:
    """The field, with a sentence when its text had to be mended for the code to close."""
    if code in compact(field.raw):
        return field
    return replace(field, repair=_repair(field, code, "letters and digits that look alike, exchanged, give"))


def _in_form(field: Field) -> Field:
    """The field, with a sentence when letters became digits because its form holds none there."""
    if field.name not in _FORMS or field.source is not TextSource.OCR or not isinstance(field.value, str):
        return field
    if field.repair or _letters(field.value) in _letters(field.raw):
        return field
    sentence = f"Read as {field.raw.strip()!r}, taken as {field.value}: {_FORMS[field.name]}."
    return replace(field, repair=sentence)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", compact(text))


def _repair(field: Field, code: str, who: str) -> str:
    return f"Read as {field.raw.strip()!r}, taken as {code}: {who} it, and its check character closes."


def read_beside(
    document: Document, name: str, labels: tuple[str, ...], parse: Parser, second_opinion: SecondOpinion | None
) -> Field | None:
    """What the second engine reads behind a label where the first one read nothing: short values on soft photos."""
    for spot in spots(document, labels) if second_opinion is not None else ():
        if spot.page.source is not TextSource.OCR:
            continue
        area = _beside(spot)
        text = second_opinion(spot.page, area) if second_opinion is not None else ""
        value = parse(text)
        if value is not None:
            sentence = f"Nothing was read behind {spot.text!r}; the second engine read {text.strip()!r} there."
            piece = Piece(text=text, page=spot.page, box=area, confidence=_ALONE)
            return replace(field_of(name, piece, value), repair=sentence)
    return None


def _beside(spot: Spot) -> Box:
    """The row behind the label, up to what was read there, at most ten lines' height wide."""
    box, height = spot.box, spot.box.bottom - spot.box.top
    rights = [line.box.left for line in row_of(spot.page, box) if line.box.left > box.right]
    return Box(
        left=box.right,
        top=max(0.0, box.top - 0.3 * height),
        right=min([*rights, box.right + 10 * height, spot.page.width]),
        bottom=min(spot.page.height, box.bottom + 0.3 * height),
        dpi=box.dpi,
    )
