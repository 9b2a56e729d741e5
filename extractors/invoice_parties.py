"""Buyer and seller of a Chinese invoice, whatever order, column or misprint their labels come in.

A word 购 or 销 beside the label decides first, then the layout: buyer left or above, seller right or below. Where a
label is lost under a stamp, the taxpayer number shows the block, and the line above it is the name.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.find import Piece, Spot, field_of, page_spots, pieces, value_after
from extractors.labels import Labels, pattern_of
from extractors.page import Document, Page, TextLine
from extractors.parse import compact, normalise, taxpayer_id, uscc_closes
from extractors.parties import COMPANY, chinese_party
from uplift.types import Box, Field, TextSource

_REACH = 1.2  # line heights by which a value may stand higher or lower than its label
_ABOVE = 3.2  # line heights between a taxpayer number and the name above it
_WRAP_GAP = 0.9  # line heights between the two lines of a name
_NEAR = 0.75  # certainty of a name or number that only its place tells
_WHOLE = re.compile(
    r"(?:公司|集团|厂|店|行|部|社|会|局|院|校|园|中心|学|队|户|所|站|场|吧|馆|处|城|坊|铺|个人|(?:合伙|个体[^)）]{0,4})[)）])$"
)
_NO_NAME = re.compile(
    "税人.{1,3}号|^纳税|密码|发票|地址|电话|开户|账号|规格|金额|合计|名称[:：]?$|识别号|信用代码|[0-9]{6}|备注|收款|复核"
)
_ISSUED_FOR = re.compile("代开机关|代开(?:企业|单位|方|纳税人)(?:名称|税号|识别号|纳税人识别号)")
_SIDES = ("buyer", "seller")
# 购买方 and 销售方; on freight invoices of 2013-2016 实际受票方 and 承运人
_SIDE = {"购": "buyer", "销": "seller", "受": "buyer", "承": "seller"}


def read_parties(document: Document, labels: Labels) -> tuple[Field, ...]:
    """Names and taxpayer numbers of both sides, as far as they were found."""
    if not document.pages:
        return ()
    page = document.pages[0]
    ids = list(page_spots(page, labels["taxpayer_id"]))
    names = [spot for spot in page_spots(page, labels["name"]) if len(spot.text) > 1 or _over_an_id(spot, ids)]
    sides = _sides(names)
    fields: dict[str, Field] = {}
    for spot, side in zip(names, sides, strict=True):
        _keep(fields, _party(spot, side, labels))
    id_sides = _id_sides(ids, names, sides)
    for spot, side in zip(ids, id_sides, strict=True):
        _keep(fields, _party_id(spot, side, labels))
    for field in _lone_ids(page, fields):
        _keep(fields, field)
    lines = [(spot.line, side) for spot, side in zip(ids, id_sides, strict=True)]
    for line, side in (*lines, *_id_lines(page, fields)):
        if f"{side}_name" not in fields:
            _keep(fields, _name_above(page, line, side, labels))
    return tuple(fields.values())


def seller_behind_office(document: Document, labels: Labels) -> tuple[Field, ...]:
    """The firm for which a tax office issued the invoice (代开), as the remark names it; () on other invoices."""
    if not re.search(_ISSUED_FOR, compact(document.text)):
        return ()
    name = value_after(document, "seller_name", labels["issued_for_name"], _name, labels["issued_for_id"])
    number = value_after(document, "seller_id", labels["issued_for_id"], taxpayer_id, labels["issued_for_name"])
    return tuple(field for field in (name, number) if name is not None and field is not None)


def _id_lines(page: Page, fields: dict[str, Field]) -> list[tuple[TextLine, str]]:
    """The lines on which the taxpayer numbers themselves stand, for forms whose labels are no text."""
    known = [(side, fields[f"{side}_id"].box) for side in _SIDES if f"{side}_id" in fields]
    return [(line, side) for line in page.lines for side, box in known if box is not None and line.box == box]


def _over_an_id(spot: Spot, ids: Sequence[Spot]) -> bool:
    """A lone 名 is the label of a party only where a taxpayer number's label stands below it."""
    height = spot.box.bottom - spot.box.top
    return any(
        0 < one.box.top - spot.box.top < height * _ABOVE and abs(one.line.box.left - spot.line.box.left) < height * 3
        for one in ids
    )


def _keep(fields: dict[str, Field], field: Field | None) -> None:
    if field is not None and field.value not in [kept.value for kept in fields.values()]:
        fields.setdefault(field.name, field)


def _sides(spots: Sequence[Spot]) -> list[str]:
    marked = [_marked_side(spot) for spot in spots]
    if len(spots) < 2:
        return [side or _lone_side(spot) for side, spot in zip(marked, spots, strict=True)]
    first, last = spots[0].box, spots[-1].box
    beside = abs(first.top - last.top) < 2 * (first.bottom - first.top)
    middle = (first.left + last.left) / 2 if beside else (first.top + last.top) / 2
    placed = ["buyer" if (spot.box.left if beside else spot.box.top) <= middle else "seller" for spot in spots]
    return [mark or place for mark, place in zip(marked, placed, strict=True)]


def _lone_side(spot: Spot) -> str:
    """The other party was not read: the seller stands in the right or lower half."""
    return "seller" if spot.box.top > spot.page.height / 2 or spot.box.left > spot.page.width / 2 else "buyer"


def _marked_side(spot: Spot) -> str | None:
    around = spot.text[max(0, spot.start - 4) : spot.end]
    found = re.findall("[购销承受]", around)
    return _SIDE[found[-1]] if found else None


def _party(spot: Spot, side: str, labels: Labels) -> Field | None:
    for piece in (*pieces(spot, labels["stop"]), *_beside(spot)):
        value = _name(piece.text)
        if value is not None:
            return _whole_name(spot, piece, f"{side}_name", value, labels)
    return None


def _name(text: str) -> str | None:
    """A name, not the number or the label that stands beside it on a shifted print."""
    value = chinese_party(re.sub(r"^[^:：]{0,2}[:：]", "", normalise(text)))
    return None if value is None or _looks_like_code(value) or _NO_NAME.search(value) else value


def _looks_like_code(text: str) -> bool:
    return sum(char.isdigit() for char in text) >= 6 and not re.search("[一-鿿]{2}", text)


def _whole_name(spot: Spot, piece: Piece, name: str, value: str, labels: Labels) -> Field:
    """The name with its second line, when the first one breaks off and the next completes it."""
    field = field_of(name, piece, value)
    rest = None if _WHOLE.search(value) else _second_line(spot, piece, labels)
    joined = None if rest is None else _name(value + normalise(rest.text))
    if rest is None or joined is None or not _WHOLE.search(joined):
        return field
    box = Box(
        left=min(piece.box.left, rest.box.left), top=piece.box.top, right=max(piece.box.right, rest.box.right),
        bottom=rest.box.bottom, dpi=piece.box.dpi,
    )  # fmt: skip
    both = Piece(
        text=piece.text + rest.text, page=piece.page, box=box, confidence=min(piece.confidence, rest.confidence)
    )
    return field_of(name, both, joined)


def _second_line(spot: Spot, piece: Piece, labels: Labels) -> TextLine | None:
    height = piece.box.bottom - piece.box.top
    under = [
        line
        for line in spot.page.lines
        if piece.box.bottom - height * 0.5 < line.box.top < piece.box.bottom + height * _WRAP_GAP
        and min(abs(line.box.left - left) for left in (spot.line.box.left, piece.box.left)) < height * 2
        and re.fullmatch("[一-鿿()（）]{1,20}", normalise(line.text))
        and not pattern_of(labels["stop"]).match(normalise(line.text))
    ]
    return min(under, key=lambda line: line.box.top, default=None)


def _beside(spot: Spot) -> Iterator[Piece]:
    """Lines to the right that stand somewhat higher or lower than the label, nearest first."""
    height = spot.box.bottom - spot.box.top
    lines = [
        line
        for line in spot.page.lines
        if line is not spot.line
        and spot.line.box.right - height < line.box.left < spot.line.box.right + spot.page.width * 0.15
        and abs(_middle(line.box) - _middle(spot.box)) < height * _REACH
    ]
    for line in sorted(lines, key=lambda line: abs(_middle(line.box) - _middle(spot.box))):
        yield Piece(text=line.text, page=spot.page, box=line.box, confidence=line.confidence * _NEAR)


def _id_sides(ids: Sequence[Spot], names: Sequence[Spot], sides: Sequence[str]) -> list[str]:
    """A taxpayer number belongs to the nearest name; without two names the numbers themselves show the layout."""
    if len(set(sides)) < 2:
        return _sides(ids)
    return [sides[min(range(len(names)), key=lambda place: _distance(spot.box, names[place].box))] for spot in ids]


def _party_id(spot: Spot, side: str, labels: Labels) -> Field | None:
    for piece in (*pieces(spot, labels["stop"]), *_beside(spot)):
        value = taxpayer_id(piece.text, repair=spot.page.source is TextSource.OCR)
        if value is not None:
            return field_of(f"{side}_id", piece, value)
    return None


def _lone_ids(page: Page, fields: dict[str, Field]) -> Iterator[Field]:
    """Company codes without a label that close their check digit, given to the name they stand under."""
    missing = [side for side in _SIDES if f"{side}_id" not in fields]
    known = {field.value for field in fields.values()}
    for line in page.lines if missing else ():
        text = compact(line.text)
        value = taxpayer_id(text, repair=False) if re.fullmatch("[:：]?[0-9A-Z]{18}", text) else None
        if value is None or not uscc_closes(value) or value in known:
            continue
        side = _nearest_side(line, fields) or ("seller" if line.box.top > page.height / 2 else "buyer")
        if side in missing:
            piece = Piece(text=line.text, page=page, box=line.box, confidence=line.confidence * _NEAR)
            yield field_of(f"{side}_id", piece, value)


def _nearest_side(line: TextLine, fields: dict[str, Field]) -> str | None:
    boxes = {side: fields[f"{side}_name"].box for side in _SIDES if f"{side}_name" in fields}
    placed = {side: _distance(line.box, box) for side, box in boxes.items() if box is not None}
    return min(placed, key=lambda side: placed[side]) if len(placed) == 2 else None


def _name_above(page: Page, line: TextLine, side: str, labels: Labels) -> Field | None:
    """The firm in the line above a taxpayer number's, for a label lost under a stamp or misread."""
    height = line.box.bottom - line.box.top
    above = [
        other
        for other in page.lines
        if 0 < _middle(line.box) - _middle(other.box) < height * _ABOVE
        and other.box.left < line.box.right
        and other.box.right > line.box.left
    ]
    for other in sorted(above, key=lambda other: -other.box.top):
        text = re.sub(r"^[^:：]{0,8}[:：]", "", normalise(other.text))
        value = _name(pattern_of(labels["stop"]).split(text)[0])
        if value is not None and COMPANY.search(value):
            piece = Piece(text=text, page=page, box=other.box, confidence=other.confidence * _NEAR)
            return field_of(f"{side}_name", piece, value)
    return None


def _distance(one: Box, other: Box) -> float:
    return abs(one.top - other.top) + abs(one.left - other.left)


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2
