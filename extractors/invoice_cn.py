"""Chinese VAT invoices from placed words: paper, electronic and fully digital layouts, freight included."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from extractors.extractor import SecondOpinion
from extractors.find import (
    Parser,
    Piece,
    Spot,
    behind,
    field_of,
    first_anywhere,
    page_spots,
    pieces,
    row_of,
    spots,
    value_after,
)
from extractors.goods import read_goods
from extractors.invoice_amounts import first_amount, settle
from extractors.labels import Labels, load_labels
from extractors.page import Document, Page
from extractors.parse import (
    amounts,
    capital_money,
    check_code,
    chinese_date,
    compact,
    digits_repaired,
    full_width,
    invoice_code,
    invoice_number,
    normalise,
    plate,
    rate,
    taxpayer_id,
)
from extractors.parties import chinese_party
from uplift.types import Field, Money, TableRow, TextSource

_HEAD_SHARE = 0.3  # of the page height: code, number and date stand above this
_GOODS = ("name", "spec", "unit", "quantity", "unit_price", "net", "rate", "tax")
_MAX_STRAY = 40  # amounts marked with ¥ on one invoice; their pairs are tried
_HIGHEST_RATE = 18  # percent; a tax above this share of the net amount is a misread pair


def looks_chinese(document: Document) -> bool:
    """True when the words of a Chinese invoice stand on the pages."""
    return bool(re.search("发 ?票|价税合计|增值税|纳税人识别号", document.text))


def read_chinese(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """All fields of the catalogue that can be read from the pages."""
    labels = load_labels("vat_invoice")
    capital = _capital(document, labels)
    amount = capital.value if capital and isinstance(capital.value, Money) else None
    sums = settle(_amount_candidates(document, labels, capital), amount, document, second_opinion)
    goods = _goods(document, labels)
    found = (
        *_heads(document, labels),
        *_parties(document, labels),
        *sums,
        _as_text(capital),
        goods,
        _rate(document, goods),
        first_anywhere(document, "plate_number", plate, certainty=0.9),
        _remark(document, labels),
    )
    return tuple(field for field in found if field is not None)


def _heads(document: Document, labels: Labels) -> tuple[Field | None, ...]:
    number = value_after(document, "invoice_number", labels["invoice_number"], invoice_number)
    code = value_after(document, "invoice_code", labels["invoice_code"], invoice_code)
    issued = value_after(document, "issue_date", labels["issue_date"], chinese_date)
    return (
        number or _in_head(document, "invoice_number", r"(?:N[O0][.:]?)?(?:[0-9]{20}|[0-9]{8})", invoice_number),
        code or _in_head(document, "invoice_code", r"[0-9]{10}|[0-9]{12}", invoice_code),
        issued or first_anywhere(document, "issue_date", _worded_date),
        value_after(document, "check_code", labels["check_code"], check_code),
    )


def _in_head(document: Document, name: str, shape: str, parser: Parser) -> Field | None:
    """Paper invoices print code and number large at the top, without a label."""
    for page in document.pages[:1]:
        for line in page.lines:
            high = line.box.top < page.height * _HEAD_SHARE
            value = parser(line.text) if high and re.fullmatch(shape, digits_repaired(compact(line.text))) else None
            if value is not None:
                return field_of(
                    name, Piece(text=line.text, page=page, box=line.box, confidence=line.confidence * 0.8), value
                )
    return None


def _worded_date(text: str) -> date | None:
    return chinese_date(text) if re.search("年.*月", text) else None


def _capital(document: Document, labels: Labels) -> Field | None:
    near = value_after(document, "total_in_capitals", labels["total_in_capitals"], capital_money)
    return near or first_anywhere(document, "total_in_capitals", _long_capital)


def _long_capital(text: str) -> Money | None:
    return capital_money(text) if re.search("[元圆圓園][整正零壹贰叁肆伍陆柒捌玖]?", text) else None


def _as_text(capital: Field | None) -> Field | None:
    """The field holds the words as printed; the amount they spell was used above and is checked again later."""
    if capital is None:
        return None
    words = re.sub(r"[^负零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆圓角分整正]", "", normalise(capital.raw))
    return Field(
        name="total_in_capitals",
        raw=capital.raw,
        value=words or capital.raw,
        confidence=capital.confidence,
        source=capital.source,
        page=capital.page,
        box=capital.box,
    )


def _amount_candidates(document: Document, labels: Labels, capital: Field | None) -> tuple[list[Field], ...]:
    """Net and tax stand on the 合计 row, the total behind 小写; every other amount of the page comes after them."""
    nets: list[Field] = []
    taxes: list[Field] = []
    for spot in spots(document, labels["sum_row"]):
        row = _row_amounts(spot)
        alone = len(row) == 1 and _in_tax_column(row[0], spot.page, labels)
        nets += [] if alone else [_renamed(field, "net_amount") for field in row[:1]]
        taxes += [_renamed(field, "tax_amount") for field in row[0 if alone else 1 : 2]] or _no_tax(spot, row)
    totals = [
        field
        for label in (labels["total_amount"], labels["total_in_capitals"])
        for spot in spots(document, label)
        for piece in pieces(spot)
        if (value := first_amount(piece.text)) is not None
        for field in [field_of("total_amount", piece, value)]
    ]
    nets, taxes, totals = _with_stray(document, nets, taxes, totals)
    if not totals and capital is not None:
        totals = [_renamed(capital, "total_amount")]
    return nets, taxes, totals


def _row_amounts(spot: Spot) -> list[Field]:
    """Amounts with two decimals behind the label and on its row, left to right."""
    row = [line for line in row_of(spot.page, spot.box) if line.box.left >= spot.line.box.right - 2]
    found = list(behind(spot)) + [
        Piece(text=line.text, page=spot.page, box=line.box, confidence=line.confidence * 0.95) for line in row
    ]
    return [field_of("net_amount", piece, value) for piece in found for value in amounts(piece.text)]


def _in_tax_column(field: Field, page: Page, labels: Labels) -> bool:
    """True when a lone amount of the 合计 row stands under 税额 rather than 金额."""
    heads = [page_spots(page, labels[name])[:1] for name in ("goods_net", "goods_tax")]
    if field.box is None or not all(heads):
        return False
    net, tax = (abs(field.box.right - head[0].box.right) for head in heads)
    return tax < net


def _no_tax(spot: Spot, row: Sequence[Field]) -> list[Field]:
    """Tax-free invoices print stars where the tax would stand."""
    free = [line for line in row_of(spot.page, spot.box) if re.search(r"\*{2,}|免税|不征税", line.text)]
    if not free or len(row) != 1:
        return []
    piece = Piece(text=free[0].text, page=spot.page, box=free[0].box, confidence=free[0].confidence * 0.9)
    return [field_of("tax_amount", piece, Money(amount_minor=0))]


def _with_stray(
    document: Document, nets: list[Field], taxes: list[Field], totals: list[Field]
) -> tuple[list[Field], list[Field], list[Field]]:
    """When a labelled number is missing, amounts marked with ¥ anywhere may close the sum in its place."""
    if nets and taxes and totals:
        return nets, taxes, totals
    stray = [field for page in document.pages[:2] for field in _marked(page)][:_MAX_STRAY]
    pairs = [(one, other) for one in stray for other in stray if _is_tax_of(other, one)]
    return (
        nets + [_renamed(one, "net_amount") for one, _ in pairs],
        taxes + [_renamed(other, "tax_amount") for _, other in pairs],
        totals + [_renamed(field, "total_amount") for field in sorted(stray, key=_minor, reverse=True)],
    )


def _marked(page: Page) -> list[Field]:
    return [
        field_of("amount", Piece(text=line.text, page=page, box=line.box, confidence=line.confidence * 0.7), value)
        for line in page.lines
        if re.search("[¥￥]", line.text)
        for value in amounts(line.text)
    ]


def _is_tax_of(tax: Field, net: Field) -> bool:
    return 0 < _minor(tax) * 100 <= _minor(net) * _HIGHEST_RATE


def _minor(field: Field) -> int:
    return field.value.amount_minor if isinstance(field.value, Money) else 0


def _renamed(field: Field, name: str) -> Field:
    return Field(
        name=name,
        raw=field.raw,
        value=field.value,
        confidence=field.confidence,
        source=field.source,
        page=field.page,
        box=field.box,
    )


def _parties(document: Document, labels: Labels) -> tuple[Field, ...]:
    """Buyer left or above, seller right or below; a word 购 or 销 beside the label decides first."""
    if not document.pages:
        return ()
    page = document.pages[0]
    names = list(page_spots(page, labels["name"]))
    sides = _sides(names)
    fields: dict[str, Field] = {}
    for spot, side in zip(names, sides, strict=True):
        field = _party(spot, side, labels)
        if field is not None:
            fields.setdefault(field.name, field)
    ids = page_spots(page, labels["taxpayer_id"])
    for spot, side in zip(ids, _id_sides(ids, names, sides), strict=True):
        field = _party_id(spot, side, labels)
        if field is not None:
            fields.setdefault(field.name, field)
    return tuple(fields.values())


def _sides(names: Sequence[Spot]) -> list[str]:
    marked = [_marked_side(spot) for spot in names]
    if len(names) < 2:
        return [side or _lone_side(spot) for side, spot in zip(marked, names, strict=True)]
    first, last = names[0].box, names[-1].box
    beside = abs(first.top - last.top) < 2 * (first.bottom - first.top)
    middle = (first.left + last.left) / 2 if beside else (first.top + last.top) / 2
    placed = ["buyer" if (spot.box.left if beside else spot.box.top) <= middle else "seller" for spot in names]
    return [mark or place for mark, place in zip(marked, placed, strict=True)]


def _lone_side(spot: Spot) -> str:
    """The other party was not read: the seller stands in the right or lower half."""
    return "seller" if spot.box.top > spot.page.height / 2 or spot.box.left > spot.page.width / 2 else "buyer"


def _marked_side(spot: Spot) -> str | None:
    around = spot.text[max(0, spot.start - 4) : spot.end]
    found = re.findall("[购销]", around)
    return {"购": "buyer", "销": "seller"}[found[-1]] if found else None


def _party(spot: Spot, side: str, labels: Labels) -> Field | None:
    for piece in pieces(spot, labels["stop"]):
        value = chinese_party(piece.text)
        if value is not None:
            return field_of(f"{side}_name", piece, value)
    return None


def _id_sides(ids: Sequence[Spot], names: Sequence[Spot], sides: Sequence[str]) -> list[str]:
    """A taxpayer number belongs to the nearest name; without two names the numbers themselves show the layout."""
    if len(names) < 2:
        return _sides(ids)
    return [sides[min(range(len(names)), key=lambda place: _distance(spot, names[place]))] for spot in ids]


def _party_id(spot: Spot, side: str, labels: Labels) -> Field | None:
    for piece in pieces(spot, labels["stop"]):
        value = taxpayer_id(piece.text, repair=spot.page.source is TextSource.OCR)
        if value is not None:
            return field_of(f"{side}_id", piece, value)
    return None


def _distance(one: Spot, other: Spot) -> float:
    return abs(one.box.top - other.box.top) + abs(one.box.left - other.box.left)


def _goods(document: Document, labels: Labels) -> Field | None:
    columns = {name: labels[f"goods_{name}"] for name in _GOODS}
    rows: tuple[TableRow, ...] = ()
    for page in document.pages:
        rows += read_goods(page, columns, labels["sum_row"] + ("价税合计",))
    if not rows:
        return None
    cells = [cell for row in rows for cell in row.cells]
    return Field(
        name="goods",
        raw=" / ".join(" ".join(cell.raw for cell in row.cells) for row in rows),
        value=rows,
        confidence=min(cell.confidence for cell in cells),
        source=cells[0].source,
        page=cells[0].page,
        box=cells[0].box,
    )


def _rate(document: Document, goods: Field | None) -> Field | None:
    """The one rate of all goods; without a table, the only percentage of the pages."""
    rows = goods.value if goods is not None and isinstance(goods.value, tuple) else ()
    cells = [cell for row in rows for cell in row.cells if cell.name == "rate"]
    if cells:
        return _renamed(cells[0], "tax_rate") if len({cell.value for cell in cells}) == 1 else None
    found = first_anywhere(document, "tax_rate", _lone_rate)
    return found if found is not None and isinstance(found.value, Decimal) else None


def _lone_rate(text: str) -> Decimal | None:
    flat = normalise(text)
    return rate(flat) if re.fullmatch(r"[0-9]{1,2} ?%|免税|不征税", flat) else None


def _remark(document: Document, labels: Labels) -> Field | None:
    for spot in spots(document, labels["remark"]):
        for piece in pieces(spot, labels["stop"]):
            if len(piece.text) >= 2 and piece.text not in ("(章)", "销售方:(章)"):
                return field_of("remark", piece, full_width(piece.text))
    return None
