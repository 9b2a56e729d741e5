"""Waybills (运单, 托运单): road waybills in boxes, consignment notes of hauliers, electronic ones of platforms."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from extractors.checks.identifiers import plate_format
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import (
    Parser,
    Spot,
    candidates,
    field_of,
    first_anywhere,
    page_spots,
    pieces,
    spots,
    value_after,
    value_at,
)
from extractors.goods import Table, quantity, table_rows, words
from extractors.labels import Labels, load_labels
from extractors.letterhead import issuer
from extractors.page import Document
from extractors.parse import amounts, digits_repaired, full_width, money, normalise, plate
from extractors.trade_paper import issue_date, party, present
from uplift.types import EvidenceKind, Field, FieldValue, Money, TableRow

_TONNES, _KILOGRAMS = re.compile(r"吨|(?<![A-Za-z])t(?![A-Za-z])|\bton", re.I), re.compile("kg|公斤|千克|㎏|KG", re.I)
_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9OIl][0-9OIl,]*(?:\.[0-9OIl]{1,4})?(?![0-9]*[年月日:/-])")
_HEAVIEST = 200  # tonnes; no road vehicle carries more, so a larger number without a unit is kilograms
_LIKELY_TONNES = 60  # tonnes; a number without a unit above this is kilograms
# goods as the rules for dangerous ones write them: 1，UN1170，乙醇溶液，3类，PGII，罐车，16.04吨
_DANGEROUS = re.compile(
    r"(?:UN|[\[I1l|U]N) ?[0-9]{4} ?[,、.] ?(?P<name>[^,、.]{2,40})[,、](?:.{0,60}[,、])? ?"
    r"(?P<weight>[0-9.]+ ?(?:吨|千克|公斤|kg|t))",
    re.I,
)
_FIRM_ENDS = ("公司", "经营部", "商行", "合作社")  # what stands behind a party's 名称 is no cargo
_GROUP_ASIDE, _GROUP_ABOVE = 6, 4  # heights of a line between the label of a group of rows and its row of names
_PLACE_END = re.compile(r"[。;；,，]")
_LONGEST_PLACE = 60  # characters


def extract(document: Document, _second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue."""
    labels = load_labels("waybill")
    stops = labels["stop"]
    shipper = _party(document, "shipper_name", labels["shipper_name"], labels)
    others = [_party(document, "consignee", labels["consignee_name"], labels), shipper]
    taken = tuple(str(field.value) for field in others if field is not None)
    near = value_after(document, "plate_number", labels["plate_number"], tractor_plate, stops)
    return present(
        shipper,
        _party(document, "carrier_name", labels["carrier_name"], labels)
        or _other_unit(document, labels, taken)
        or issuer(document, "carrier_name", labels["title"], taken),
        issue_date(document, labels),
        near or first_anywhere(document, "plate_number", tractor_plate, certainty=0.85),
        *_route(document, labels),
        *_load(document, labels),
        value_after(document, "freight_amount", labels["freight_amount"], freight, stops),
    )


def _party(document: Document, name: str, synonyms: tuple[str, ...], labels: Labels) -> Field | None:
    """The name beside its label, or in the ``名称`` row of the group of rows that the label stands before."""
    near = value_after(document, name, synonyms, party, labels["stop"])
    return near or next((field for spot in spots(document, synonyms) if (field := _grouped(spot, name, labels))), None)


def _grouped(spot: Spot, name: str, labels: Labels) -> Field | None:
    """The party of one group: the nearest row of names right of the label, in its middle or above it."""
    box, height = spot.line.box, spot.line.box.bottom - spot.line.box.top
    middle = (box.top + box.bottom) / 2
    rows = [
        row
        for row in page_spots(spot.page, labels["group_name"])
        if box.right - height < row.line.box.left < box.right + _GROUP_ASIDE * height
        and -0.5 * height < middle - (row.line.box.top + row.line.box.bottom) / 2 < _GROUP_ABOVE * height
    ]
    nearest = max(rows, key=lambda row: row.line.box.top, default=None)
    return value_at(nearest, name, party, labels["stop"]) if nearest is not None else None


def _other_unit(document: Document, labels: Labels, taken: tuple[str, ...]) -> Field | None:
    """A firm behind a bare ``单位名称`` that is none of the other parties: 承运人 is often set upright beside it."""
    found = candidates(document, "carrier_name", labels["carrier_unit"], party, labels["stop"])
    return next((field for field in found if field.value not in taken), None)


def tractor_plate(text: str) -> str | None:
    """The first plate; of a tractor and its trailer (``苏CA8812挂苏CR221挂``) the tractor's."""
    return plate(re.sub("挂(?=.)", " ", normalise(text))) or plate(text)


def _route(document: Document, labels: Labels) -> Iterator[Field | None]:
    """Start and end beside their labels, else both on one line such as ``线路: 杭州—成都``."""
    found = [value_after(document, name, labels[name], place, labels["stop"]) for name in ("route_from", "route_to")]
    yield from found
    if None in found:
        both = value_after(document, "route", labels["route"], _both_ends, labels["stop"])
        if both is not None:
            for name, text in zip(("route_from", "route_to"), str(both.value).split("\n"), strict=True):
                yield replace(both, name=name, value=text)


def place(text: str) -> str | None:
    """A place of 2-60 characters with at least two Chinese characters or four letters, up to the end of its clause."""
    flat = _PLACE_END.split(normalise(text))[0].strip(" :_、-—()")
    known = re.search("[一-鿿]{2}|[A-Za-z]{4}", flat)
    return full_width(flat) if known and len(flat) <= _LONGEST_PLACE and not flat.endswith(":") else None


def _both_ends(text: str) -> str | None:
    match = re.fullmatch(
        r"(?:由|从|自)?([^至到→—~-]{2,30}?) ?(?:至|到|→|—+|-+>?|~) ?([^至到→—~-]{2,30})", normalise(text)
    )
    ends = [place(end) for end in match.groups()] if match else []
    return "\n".join(end for end in ends if end) if all(ends) and ends else None


def _load(document: Document, labels: Labels) -> Iterator[Field | None]:
    """What is carried and how heavy it is; several lines of cargo are named together and weighed together."""
    dangerous = tuple(_dangerous(document, part, read) for part, read in (("name", cargo), ("weight", tonnes)))
    if all(dangerous):
        yield from dangerous
        return
    rows = _cargo_rows(document, labels)
    total = _weight(document, labels, "total_weight")
    if rows:
        yield _joined([cell for row in rows for cell in row.cells if cell.name == "name"])
    else:
        yield value_after(document, "cargo", labels["cargo"], cargo, labels["stop"])
    yield total or _sum_of_weights(rows) or _weight(document, labels, "weight_t")


def _dangerous(document: Document, part: str, read: Parser) -> Field | None:
    """Name or weight in the line of dangerous goods, which has one order by law."""

    def parse(text: str) -> FieldValue:
        match = _DANGEROUS.search(normalise(text))
        return read(match[part]) if match else None

    return first_anywhere(document, "cargo" if part == "name" else "weight_t", parse, certainty=0.95)


def _cargo_rows(document: Document, labels: Labels) -> Sequence[TableRow]:
    columns = {name: labels[f"cargo_{name}"] for name in ("name", "quantity", "weight", "volume", "amount")}
    numbers: dict[str, Parser] = {"quantity": quantity, "weight": quantity, "volume": quantity, "amount": money}
    end = labels["cargo_end"]
    table = Table(columns=columns, end=end, parsers={"name": words, **numbers}, figures=("quantity", "weight"), least=3)
    return table_rows(document, table)


def _joined(names: Sequence[Field]) -> Field:
    value = "、".join(str(field.value) for field in names)
    confidence = min(field.confidence for field in names)
    return replace(names[0], name="cargo", raw=value, value=value, confidence=confidence)


def _sum_of_weights(rows: Sequence[TableRow]) -> Field | None:
    """Several lines of cargo weigh what their weights add up to; one line is read with the unit of its label."""
    cells = [cell for row in rows for cell in row.cells if cell.name == "weight"]
    if len(rows) < 2 or len(cells) < len(rows):
        return None
    whole = sum((cell.value for cell in cells if isinstance(cell.value, Decimal)), Decimal(0))
    value = tonnes(f"{whole:f}", cells[0].raw)
    confidence = min(cell.confidence for cell in cells)
    return replace(cells[0], name="weight_t", value=value, confidence=confidence) if value is not None else None


def cargo(text: str) -> str | None:
    """The name of goods: at least one Chinese character or three letters."""
    flat = normalise(text).strip(" :;,._、-—")
    if not re.search("[一-鿿]|[A-Za-z]{3}", flat) or len(flat) > _LONGEST_PLACE or flat.endswith(_FIRM_ENDS):
        return None
    return full_width(flat)


def _weight(document: Document, labels: Labels, name: str) -> Field | None:
    """A weight in tonnes; its unit stands beside the number or in the label."""
    for label in labels[name]:
        for spot in spots(document, (label,)):
            read = partial(tonnes, unit=_unit(spot))
            for piece in pieces(spot, labels["stop"]):
                value = read(piece.text)
                if value is not None:
                    return field_of("weight_t", piece, value)
    return None


def _unit(spot: Spot) -> str:
    """The words of the label and what follows them in brackets."""
    match = re.match(r" ?[(/](.{1,6}?)\)?(?=$|:|\))", spot.text[spot.end :])
    return spot.text[spot.start : spot.end] + (match[1] if match else "")


def tonnes(text: str, unit: str = "") -> Decimal | None:
    """A weight of 0-200 tonnes, by the unit behind the number, else by that of the label, else by its size."""
    flat = normalise(text)
    match = _NUMBER.search(flat)
    if match is None or re.match(r" ?(?:件|箱|袋|元|个|托|包|方|m3|m³|立方)", flat[match.end() :]):
        return None
    value = Decimal(digits_repaired(match.group()).replace(",", ""))
    said = flat[match.end() : match.end() + 4]
    for words_of_unit in (said, unit):
        if _KILOGRAMS.search(words_of_unit):
            return _plausible(value / 1000)
        if _TONNES.search(words_of_unit):
            return _plausible(value)
    return _plausible(value / 1000 if value > _LIKELY_TONNES else value)


def _plausible(value: Decimal) -> Decimal | None:
    return value if 0 < value <= _HEAVIEST else None


def freight(text: str) -> Money | None:
    """The amount of a freight: the first with decimals, else the only number; no tariffs such as 260元/吨."""
    flat = normalise(text)
    if re.search(r"/ ?(?:吨|t\b|公里|km|车)", flat):
        return None
    found = amounts(flat)
    return found[0] if found else money(flat)


EXTRACTOR = Extractor(
    kind=EvidenceKind.WAYBILL,
    version="1",
    required=("shipper_name", "carrier_name", "issue_date"),
    extract=extract,
    checks=(plate_format, pdf_history, editor_software),
)
