"""Printed Chinese contracts: sale, haulage, service, lease, and transfer of land.

Parties, codes and days of signing stand in cells or at labels; sums, terms, routes and premises in sentences.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TypeAlias

from extractors.checks.arithmetic import capitals_agree
from extractors.checks.dates import date_order
from extractors.checks.identifiers import plate_format, uscc_check_digit
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.contract_amounts import rent_field, total_fields
from extractors.contract_marks import mark_fields
from extractors.contract_page import plain
from extractors.contract_parties import party_fields
from extractors.contract_text import clause, labelled, sign_date, term, told
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import field_of, value_after
from extractors.flow import Flow, flow_of
from extractors.goods import Table, table_field, table_rows
from extractors.labels import Labels, load_labels, pattern_of
from extractors.page import Document
from extractors.parse import digits_repaired, normalise, plate
from extractors.second_reading import reread_codes
from uplift.types import EvidenceKind, Field, TextSource

_GOODS = ("name", "spec", "unit", "quantity", "unit_price", "net")
_NUMBER = re.compile(r"[0-9OlI][0-9OlI,]*(?:\.[0-9]{1,4})?")

# a heading that names what the table below holds: 产品名称、规格、数量、金额
_ENUMERATION = re.compile(
    "(?:名称|品名|标的|规格|型号|数量|单价)、(?:.{0,8}、)?(?:规格|型号|单位|数量|单价|价款|金额)|"
    # the same where an engine lost the commas
    "^(?:[一二三四五六七八九十]{1,3}、|第.{1,3}条|[0-9]{1,2}[.、]).{0,6}(?:名称|品名|标的).{0,14}(?:数量|单价|金额)"
)
_CODE = 18  # characters of a company code or an identity number
# a sentence about the parties or the contract is no name of a place or a thing
_PARTY = re.compile("[甲乙双]方|本合同|本协议|约定|分包单位|实施与|填写")

# fields that only this kind has, from its document, running text and vocabulary
More: TypeAlias = Callable[[Document, Flow, Labels], Sequence[Field | None]]


def extract(
    document: Document, second_opinion: SecondOpinion | None, *, sum_words: str, more: More
) -> tuple[Field, ...]:
    """Fields of the catalogue for one contract.

    Args:
        document: as opened.
        second_opinion: the second engine, or None.
        sum_words: which list of the vocabulary tells the total of this kind.
        more: the fields that only this kind has.
    """
    labels, paper = load_labels("contract"), plain(document)
    flow = flow_of(paper)
    parties = party_fields(paper, flow, labels)
    names = [str(field.value) for field in parties if field.name.endswith("_name")]
    found: list[Field | None] = [
        *parties,
        value_after(paper, "contract_number", labels["contract_number"], contract_number, labels["number_stop"]),
        sign_date(paper, flow, labels),
        *term(flow),
        *total_fields(paper, flow, labels, sum_words, second_opinion),
        *more(paper, flow, labels),
        *mark_fields(paper, labels, names, second_opinion),
    ]
    fields = tuple({field.name: field for field in reversed(found) if field is not None}.values())[::-1]
    return tuple(field for field in reread_codes(paper, fields, second_opinion) if not _cut_short(field))


def _cut_short(field: Field) -> bool:
    """A code of a scan that lost characters and no second reading gave back: better unread than wrong.

    Codes that begin with 9 have 18 characters, and 17 digits are an identity number without one of them.
    """
    code = str(field.value)
    scanned = field.source is TextSource.OCR and field.name.endswith("_id")
    return scanned and len(code) < _CODE and (code.startswith("9") or len(code) == _CODE - 1)


def contract_number(text: str) -> str | None:
    """The first run of letters, digits and the signs contract numbers use that holds a digit."""
    for run in re.findall(r"[A-Za-z0-9一-鿿〔〕\[\]()/_.\-]+", normalise(text)):
        trimmed: str = str(run).strip(".-_")
        trimmed = trimmed if trimmed.count("(") == trimmed.count(")") else trimmed.strip("()")
        if re.search("[0-9]", trimmed) and "版" not in trimmed and 3 <= len(trimmed) <= 40 and "年" not in trimmed[4:5]:
            return trimmed
    return None


def number(text: str) -> Decimal | None:
    """The first plain number in the text, thousands marks allowed; for areas."""
    match = _NUMBER.search(normalise(text))
    try:
        return Decimal(digits_repaired(match.group()).replace(",", "")) if match else None
    except InvalidOperation:
        return None


def _sold(document: Document, _flow: Flow, labels: Labels) -> list[Field | None]:
    return [_goods(document, labels)]


def _goods(document: Document, labels: Labels) -> Field | None:
    columns = {name: labels[f"goods_{name}"] for name in _GOODS}
    table = Table(columns=columns, end=labels["goods_end"])
    pages = tuple(
        replace(page, lines=tuple(line for line in page.lines if not _ENUMERATION.search(normalise(line.text))))
        for page in document.pages
    )
    return table_field("goods", table_rows(replace(document, pages=pages), table))


def _carried(document: Document, flow: Flow, labels: Labels) -> list[Field | None]:
    route = {name: _stated(document, flow, labels, name) for name in ("route_from", "route_to", "cargo")}
    return [*route.values(), _goods(document, labels), _plate(flow)]


def _plate(flow: Flow) -> Field | None:
    """The first plate of the running text that is no trailer's, else a trailer's."""
    found = [
        field_of("plate_number", flow.piece(match), value)
        for match in re.finditer(r"[一-鿿][A-Z][·.• ]?[A-Z0-9]{4,6}(?:[挂学警](?!车))?", flow.text)
        if (value := plate(match.group())) is not None
    ]
    return next((field for field in found if not str(field.value).endswith("挂")), found[0] if found else None)


def _served(document: Document, flow: Flow, labels: Labels) -> list[Field | None]:
    names = ("project_name", "project_address")
    return [*(_stated(document, flow, labels, name) for name in names), _goods(document, labels)]


def _let(document: Document, flow: Flow, labels: Labels) -> list[Field | None]:
    address = _stated(document, flow, labels, "premises_address")
    area = _area(document, flow, labels, "premises_area_m2")
    return [address, area, rent_field(flow, labels)]


def _land(document: Document, flow: Flow, labels: Labels) -> list[Field | None]:
    area = _area(document, flow, labels, "land_area_mu")
    return [area, _stated(document, flow, labels, "land_location")]


def _area(document: Document, flow: Flow, labels: Labels, name: str) -> Field | None:
    """Told in a sentence with its unit, else in the cell of a table."""
    return told(flow, name, labels[f"{name}_told"], number) or labelled(
        document, name, labels, number, (name, f"{name}_stop")
    )


def _stated(document: Document, flow: Flow, labels: Labels, name: str) -> Field | None:
    """At its label, else told in a sentence."""
    at_label = labelled(document, name, labels, partial(_clause_of, labels=labels), (name, f"{name}_stop"))
    return at_label or told(flow, name, labels[f"{name}_told"], partial(_clause_of, labels=labels))


def _clause_of(text: str, labels: Mapping[str, tuple[str, ...]]) -> str | None:
    """A clause that is no header cell of a table."""
    value = clause(text)
    if value is None or pattern_of(labels["header_cells"]).search(value) or _PARTY.search(value):
        return None
    return value


_CHECKS = (uscc_check_digit, capitals_agree, date_order, pdf_history, editor_software)
_REQUIRED = ("party_a_name", "party_b_name", "sign_date", "total_amount")


def _contract(kind: EvidenceKind, sum_words: str, more: More, required: tuple[str, ...] = _REQUIRED) -> Extractor:
    return Extractor(
        kind=kind,
        version="2",
        required=required,
        extract=partial(extract, sum_words=sum_words, more=more),
        checks=(*_CHECKS, plate_format) if kind is EvidenceKind.HAULAGE_CONTRACT else _CHECKS,
    )


SALE = _contract(EvidenceKind.SALE_CONTRACT, "sum_words", _sold)
HAULAGE = _contract(EvidenceKind.HAULAGE_CONTRACT, "sum_words", _carried)
SERVICE = _contract(EvidenceKind.SERVICE_CONTRACT, "sum_words", _served)
LEASE = _contract(EvidenceKind.LEASE_CONTRACT, "sum_words_rent", _let)
LAND = _contract(
    EvidenceKind.LAND_TRANSFER_CONTRACT, "sum_words_land", _land, required=("party_a_name", "party_b_name")
)
