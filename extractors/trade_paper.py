"""What delivery notes, orders and statements share: parties, the table of goods, the total that its sums confirm."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from extractors.checks.arithmetic import line_amount
from extractors.extractor import SecondOpinion
from extractors.find import Parser, Piece, Spot, behind, field_of, first_anywhere, pieces, spots, value_after
from extractors.goods import Frame, Table, find_frame, quantity, row_with, table_field, table_rows, words
from extractors.labels import Labels, load_labels
from extractors.page import Document
from extractors.parse import amounts, capital_money, chinese_date, currency_of, money, normalise
from extractors.parties import COMPANY, chinese_party, foreign_party
from extractors.repair import Witness, mended
from extractors.split_digits import digits_joined
from uplift.types import Field, Money, TableRow, TextSource

GOODS: Mapping[str, Parser] = {
    "name": words,
    "spec": words,
    "unit": words,
    "quantity": quantity,
    "unit_price": quantity,
    "amount": money,
}
_NOT_A_PARTY = re.compile(
    r"(?:单|表|书|联|合计|明细|日期|编号|签字|盖章|签收|信息|须知|章)$|专用.$|"
    r"^(?:收货|送货|发货|经手|提货|审核|制单|联系|负责|托运|承运)(?:人|方|单位)$|^(?:应|须|不得|请|如|由|在|将|及|凭|已|未|为|可|即|按)|"
    r"[。;!?]|^[年月日0-9]+$"
)
_CAPITALS = re.compile(
    "(?:(?<![一-鿿])|(?<=[币写额计整为付]))负?[零壹贰叁肆伍陆柒捌玖拾][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{0,23}[元圆圓]"
    "[零壹贰叁肆伍陆柒捌玖拾角分整正]*"
)
_LIKE_CAPITALS = str.maketrans({"参": "叁", "貳": "贰", "弍": "贰", "陸": "陆", "千": "仟", "百": "佰"})
_YUAN_ALONE = re.compile(r"(?:[一-鿿]{0,4}:)?[¥]:? ?[0-9][0-9,.]*元?")
_TOP = 0.5  # of the first page, where a date without a label is taken for the paper's own
_CONFIRMED = 0.3  # of the doubt that is left when another number of the paper says the same


def party(text: str) -> str | None:
    """A firm's or person's name, Chinese or foreign; None for titles, labels and sentences."""
    flat = normalise(text)
    found = chinese_party(flat) if re.search("[一-鿿]", flat) else foreign_party(flat)
    if found is None or (_NOT_A_PARTY.search(normalise(found)) and not COMPANY.search(found[-3:])):
        return None
    return found


def first_party(document: Document, name: str, labels: Labels) -> Field | None:
    """The name beside the best label of the field `name`."""
    return value_after(document, name, labels[name], party, labels.get("stop", ()))


def issue_date(document: Document, labels: Labels) -> Field | None:
    """The date beside its label, else the first full date in the upper half of the first page."""
    near = value_after(document, "issue_date", labels["issue_date"], chinese_date)
    if near is not None or not document.pages:
        return near
    page = document.pages[0]
    upper = replace(page, lines=tuple(line for line in page.lines if line.box.top < page.height * _TOP))
    return first_anywhere(replace(document, pages=(upper,)), "issue_date", chinese_date, certainty=0.75)


@cache
def goods_table() -> Table:
    """The table of goods as trade papers print it."""
    labels = load_labels("trade_goods")
    return Table(columns={name: labels[f"goods_{name}"] for name in GOODS}, end=labels["goods_end"], parsers=GOODS)


def goods(document: Document, second_opinion: SecondOpinion | None, table: Table | None = None) -> Sequence[TableRow]:
    """The rows of goods; an amount that its quantity and price contradict is read again when it came from OCR."""
    whole = digits_joined(document)
    return [_healed(document, row, second_opinion) for row in table_rows(whole, table or goods_table())]


def _healed(document: Document, row: TableRow, second_opinion: SecondOpinion | None) -> TableRow:
    cells = {cell.name: cell for cell in row.cells}
    expected, amount = line_amount(row), cells.get("amount")
    if expected is None or amount is None or amount.value == expected or second_opinion is None:
        return row
    witness = Witness(says="quantity times unit price", value=expected)
    better = mended(amount, [witness], partial(_again, document, second_opinion))
    return TableRow(cells=tuple(better if cell is amount else cell for cell in row.cells))


def _again(document: Document, second_opinion: SecondOpinion, field: Field) -> str:
    page = next((page for page in document.pages if page.index == field.page), None)
    return second_opinion(page, field.box) if page is not None and field.box is not None else ""


def totals(
    document: Document,
    labels: Labels,
    rows: Sequence[TableRow],
    second_opinion: SecondOpinion | None,
    table: Table | None = None,
) -> tuple[Field, ...]:
    """`total_amount` and `total_in_capitals`: what the capitals or the sum of the lines confirm comes first."""
    capital = _capital(document, labels)
    spelled = capital_money(str(capital.value)) if capital else None
    summed = sum_of(rows)
    found = list(_candidates(document, labels, table or goods_table()))
    total = next((field for field in found if spelled is not None and field.value == spelled), None)
    total = total or next((field for field in found if summed is not None and field.value == summed), None)
    if total is None and not found and capital is not None and spelled is not None:
        total = replace(capital, name="total_amount", value=spelled, confidence=capital.confidence * 0.9)
    total = total or (found[0] if found else None)
    if total is not None:
        total = _witnessed(document, total, spelled, summed, second_opinion)
    return tuple(field for field in (total, capital) if field is not None)


def sum_of(rows: Sequence[TableRow], name: str = "amount") -> Money | None:
    """The sum of one cell over all rows; None when a row misses it or currencies differ."""
    cells = [next((cell.value for cell in row.cells if cell.name == name), None) for row in rows]
    found = [value for value in cells if isinstance(value, Money)]
    if not found or len(found) < len(cells) or len({value.currency for value in found}) > 1:
        return None
    return Money(amount_minor=sum(value.amount_minor for value in found), currency=found[0].currency)


def _witnessed(
    document: Document,
    total: Field,
    spelled: Money | None,
    summed: Money | None,
    second_opinion: SecondOpinion | None,
) -> Field:
    """Surer when the capitals or the lines say the same; mended by the rules of repair when they contradict it."""
    if total.value in (spelled, summed):
        return replace(total, confidence=round(1 - (1 - total.confidence) * _CONFIRMED, 4))
    voices = [Witness(says="the capital amount", value=spelled), Witness(says="the sum of the lines", value=summed)]
    heard = [voice for voice in voices if voice.value is not None]
    again = partial(_again, document, second_opinion) if second_opinion is not None else None
    better = mended(total, heard, again) if heard and total.source is TextSource.OCR else total
    doubted = better is total and spelled is not None
    return replace(total, confidence=round(total.confidence * 0.7, 4)) if doubted else better


def _capital(document: Document, labels: Labels) -> Field | None:
    """The total in capitals, beside its label or standing alone."""
    near = value_after(document, "total_in_capitals", labels["total_in_capitals"], capital_words)
    return near or first_anywhere(document, "total_in_capitals", capital_words, certainty=0.8)


def capital_words(text: str) -> str | None:
    """The run of capitals that spells an amount."""
    match = _CAPITALS.search(normalise(text).replace(" ", "").translate(_LIKE_CAPITALS))
    return match.group() if match and len(match.group()) > 2 and capital_money(match.group()) is not None else None


def _candidates(document: Document, labels: Labels, table: Table) -> Iterator[Field]:
    """Amounts beside words for a total, in the order of the words; then those of the 合计 row; then behind capitals."""
    frames: dict[int, Frame | None] = {page.index: find_frame(page, table) for page in document.pages}
    known = next((frame for frame in frames.values() if frame is not None), None)
    for label in labels["total_amount"]:
        for spot in spots(document, (label,)):
            yield from _beside(spot, labels.get("stop", ()))
    for spot in reversed(spots(document, load_labels("trade_goods")["sum_row"])):
        yield from _of_row(spot, frames.get(spot.page.index) or known)
    for spot in spots(document, labels["total_in_capitals"]):
        yield from _of_row(spot, None)
    yield from _marked(document)


def _marked(document: Document) -> Iterator[Field]:
    """Amounts that stand alone behind a ¥, the last first: the words of the last row may lie under a seal."""
    for page in reversed(document.pages):
        for line in reversed(page.lines):
            value = money(line.text) if _YUAN_ALONE.fullmatch(normalise(line.text)) else None
            if value is not None:
                piece = Piece(text=line.text, page=page, box=line.box, confidence=line.confidence * 0.7)
                yield field_of("total_amount", piece, value)


def _beside(spot: Spot, stops: tuple[str, ...]) -> Iterator[Field]:
    for piece in pieces(spot, stops):
        value = _one_amount(piece.text)
        if value is not None:
            yield field_of("total_amount", piece, value)
            return


def _one_amount(text: str) -> Money | None:
    """The first amount with two decimals, else the only number; none for counts such as ``3笔``."""
    flat = normalise(text)
    if re.search(r"[0-9] ?[笔件箱袋个吨张票车次页天日]|[0-9]{4}[-年/]", flat):
        flat = " ".join(re.findall(r"[¥$€£] ?-?[0-9.,]+", flat))
    named = currency_of(flat) or "CNY"
    found = amounts(flat, named)
    return found[0] if found else money(flat, named)


def _of_row(spot: Spot, frame: Frame | None) -> Iterator[Field]:
    """Amounts on the row of a label: under the column of amounts first, then marked as money, then the last."""
    row = [
        Piece(text=line.text, page=spot.page, box=line.box, confidence=line.confidence * 0.95)
        for line in row_with(spot.page, spot.line, frame.slant if frame else 0.0)
        if line.box.left > spot.box.left and line is not spot.line
    ]
    found = [(piece, value) for piece in (*behind(spot), *row) if (value := _one_amount(piece.text)) is not None]
    column = next((one for one in frame.columns if one.name == "amount"), None) if frame else None

    def rank(item: tuple[Piece, Money]) -> tuple[bool, bool, float]:
        piece = item[0]
        under = column is not None and piece.box.left < column.right + 30 and piece.box.right > column.left - 30
        marked = bool(re.search(r"[¥$€£]|[.,][0-9]{2}$|元$", normalise(piece.text)))
        return not under, not marked, -piece.box.right

    for piece, value in sorted(found, key=rank):
        yield field_of("total_amount", piece, value)


def goods_field(rows: Sequence[TableRow], name: str = "goods") -> Field | None:
    """The rows as a field."""
    return table_field(name, rows)


def present(*fields: Field | None) -> tuple[Field, ...]:
    """Those that were found, each name once, the first kept."""
    kept: dict[str, Field] = {}
    for field in fields:
        if field is not None:
            kept.setdefault(field.name, field)
    return tuple(kept.values())
