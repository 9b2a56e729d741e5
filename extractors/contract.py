"""Printed Chinese contracts: sale and haulage. Parties and codes stand in cells, amounts and terms in sentences."""

import re
from collections.abc import Sequence
from functools import partial

from extractors.checks.arithmetic import capitals_agree
from extractors.checks.dates import date_order
from extractors.checks.identifiers import plate_format, uscc_check_digit
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.contract_text import route, signed, term, total
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import Piece, Spot, field_of, pieces, spots, value_after
from extractors.flow import Flow, flow_of
from extractors.goods import read_goods
from extractors.labels import Labels, load_labels
from extractors.marks import ink_in, seal_near
from extractors.page import Document, Page
from extractors.parse import chinese_date, compact, full_width, identity_closes, normalise, plate, taxpayer_id
from extractors.parties import chinese_party
from extractors.second_reading import reread_codes
from uplift.types import Box, EvidenceKind, Field, TextSource

_GOODS = ("name", "spec", "unit", "quantity", "unit_price", "net")
_PLACE_END = re.compile(r"[。;；]|,(?=[^,]{0,4}(?:到|卸|目的|货物))")


def extract(document: Document, second_opinion: SecondOpinion | None, *, haulage: bool) -> tuple[Field, ...]:
    """Fields of the catalogue for one contract; `haulage` adds route, cargo and plate."""
    labels = load_labels("contract")
    flow = flow_of(document)
    found: list[Field | None] = [
        *_parties(document, labels),
        value_after(document, "contract_number", labels["contract_number"], contract_number),
        _sign_date(document, labels, flow),
        *term(flow),
        *total(flow),
        _goods(document, labels),
        *_marks(document, labels),
    ]
    if haulage:
        found += _carriage(document, labels, flow)
    fields = tuple({field.name: field for field in reversed(found) if field is not None}.values())[::-1]
    return reread_codes(document, fields, second_opinion)


def contract_number(text: str) -> str | None:
    """The first run of letters, digits and the signs contract numbers use that holds a digit."""
    for run in re.findall(r"[A-Za-z0-9一-鿿〔〕\[\]()/_.\-]+", normalise(text)):
        trimmed: str = str(run).strip("().-_")
        if re.search("[0-9]", trimmed) and 3 <= len(trimmed) <= 40 and "年" not in trimmed[4:5]:
            return trimmed
    return None


def _parties(document: Document, labels: Labels) -> list[Field]:
    """Name of each side at its first label with a value; its id is the nearest one after the name."""
    named = {side: _first_party(document, side, labels) for side in ("party_a", "party_b")}
    anchors = {side: spot for side, (spot, _) in named.items() if spot is not None}
    fields = [field for _, field in named.values() if field is not None]
    for spot in spots(document, labels["party_id"]):
        side = _owner(spot, anchors)
        field = _party_id(spot, side, labels) if side else None
        if field is not None and all(field.name != other.name for other in fields):
            fields.append(field)
    return fields


def _first_party(document: Document, side: str, labels: Labels) -> tuple[Spot | None, Field | None]:
    for label in labels[side]:
        for spot in spots(document, (label,)):
            for piece in pieces(spot, labels["stop"]):
                value = chinese_party(piece.text)
                if value is not None:
                    return spot, field_of(f"{side}_name", piece, value)
    return None, None


def _owner(spot: Spot, anchors: dict[str, Spot]) -> str | None:
    """The side whose label stands nearest above, in the same column when the sides are printed beside each other."""
    above = {
        side: abs(spot.box.left - anchor.box.left) + (spot.box.top - anchor.box.top)
        for side, anchor in anchors.items()
        if spot.page.index == anchor.page.index and spot.box.top > anchor.box.top - 2
    }
    return min(above, key=lambda side: above[side], default=None)


def _party_id(spot: Spot, side: str, labels: Labels) -> Field | None:
    for piece in pieces(spot, labels["stop"]):
        value = _person_or_firm(piece.text, spot.page.source is TextSource.OCR)
        if value is not None:
            return field_of(f"{side}_id", piece, value)
    return None


def _person_or_firm(text: str, ocr: bool) -> str | None:
    person = re.search(r"(?<![0-9])[0-9]{17}[0-9X](?![0-9A-Z])", compact(text))
    if person and identity_closes(person.group()):
        return person.group()
    return taxpayer_id(text, repair=ocr)


def _sign_date(document: Document, labels: Labels, flow: Flow) -> Field | None:
    return value_after(document, "sign_date", labels["sign_date"], chinese_date) or signed(flow)


def _goods(document: Document, labels: Labels) -> Field | None:
    columns = {name: labels[f"goods_{name}"] for name in _GOODS}
    rows = tuple(row for page in document.pages for row in read_goods(page, columns, labels["goods_end"]))
    if not rows:
        return None
    cells = [cell for row in rows for cell in row.cells]
    raw = " / ".join(" ".join(cell.raw for cell in row.cells) for row in rows)
    piece_page, box = cells[0].page, cells[0].box
    confidence = min(cell.confidence for cell in cells)
    return Field(
        name="goods", raw=raw, value=rows, confidence=confidence, source=cells[0].source, page=piece_page, box=box
    )


def _carriage(document: Document, labels: Labels, flow: Flow) -> list[Field | None]:
    found = {field.name: field for field in route(flow)}
    for name in ("route_from", "route_to", "cargo"):
        field = value_after(document, name, labels[name], _place)
        if field is not None:
            found[name] = field
    return [*found.values(), _plate(flow)]


def _place(text: str) -> str | None:
    """Words up to the end of the clause; blanks and underscores of unfilled forms are none."""
    words = _PLACE_END.split(normalise(text))[0].strip(" :,_、")
    return full_width(words) if 2 <= len(words) <= 60 and not re.fullmatch(r"[_\W]+", words) else None


def _plate(flow: Flow) -> Field | None:
    """The first plate of the running text; its place is that of the first letters."""
    for match in re.finditer(r"[一-鿿][A-Z][· ]?[A-Z0-9]{4,6}[挂学警]?", flow.text):
        value = plate(match.group())
        if value is not None:
            return field_of("plate_number", flow.piece(match), value)
    return None


def _marks(document: Document, labels: Labels) -> list[Field]:
    """`has_seal` and `has_signature` on the last page with a signature block; left out where pixels are missing."""
    block = spots(document, labels["signature"])
    if not block:
        return []
    page = block[-1].page
    on_page = [spot for spot in block if spot.page.index == page.index]
    return [field for field in (_seal(page, on_page), _signature(document, page, labels)) if field is not None]


def _seal(page: Page, block: Sequence[Spot]) -> Field | None:
    if page.raster is None:
        return None
    top = min(spot.box.top for spot in block) - page.height * 0.12
    bottom = max(spot.box.bottom for spot in block) + page.height * 0.2
    found = seal_near(page, top, bottom)
    whole = Box(left=0, top=max(0, top), right=page.width, bottom=min(page.height, bottom), dpi=page.dpi)
    piece = Piece(text="", page=page, box=found or whole, confidence=0.85 if found else 0.7)
    return field_of("has_seal", piece, found is not None)


def _signature(document: Document, page: Page, labels: Labels) -> Field | None:
    """True when any place to sign holds pen strokes, False when all are blank, left out when nobody can tell."""
    places = [spot for spot in spots(document, labels["sign_here"]) if spot.page.index == page.index]
    answers = [(spot, ink_in(page, _beside(spot))) for spot in places]
    inked = next((spot for spot, answer in answers if answer), None)
    if inked is None and (not answers or any(answer is None for _, answer in answers)):
        return None
    box = _beside(inked or places[0])
    return field_of("has_signature", Piece(text="", page=page, box=box, confidence=0.7), inked is not None)


def _beside(spot: Spot) -> Box:
    """Where one signs: right of the label, a little higher and lower than it."""
    box = spot.box
    height = box.bottom - box.top
    width = spot.page.width * 0.18
    right = min(box.right + width, spot.page.width)
    return Box(left=box.right + 2, top=box.top - height, right=right, bottom=box.bottom + height * 0.8, dpi=box.dpi)


_CHECKS = (uscc_check_digit, capitals_agree, date_order, pdf_history, editor_software)
_REQUIRED = ("party_a_name", "party_b_name", "sign_date", "total_amount")

SALE = Extractor(
    kind=EvidenceKind.SALE_CONTRACT,
    version="1",
    required=_REQUIRED,
    extract=partial(extract, haulage=False),
    checks=_CHECKS,
)
HAULAGE = Extractor(
    kind=EvidenceKind.HAULAGE_CONTRACT,
    version="1",
    required=_REQUIRED,
    extract=partial(extract, haulage=True),
    checks=(*_CHECKS, plate_format),
)
