"""Net, tax and total of a Chinese invoice: the 合计 row, 小写 and 大写, and who confirms them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from extractors.extractor import SecondOpinion
from extractors.find import (
    Piece,
    Spot,
    behind,
    candidates,
    field_of,
    first_anywhere,
    page_spots,
    row_of,
    spots,
    value_after,
)
from extractors.invoice_amounts import NAMES, Beside, completed, first_amount, settle
from extractors.invoice_qr import invoice_qr
from extractors.labels import Labels
from extractors.page import Document, Page, TextLine
from extractors.parse import amounts, capital_money, normalise
from extractors.parse_capitals import formal
from extractors.repair import Witness, sum_closes
from extractors.repair_capitals import mended_capitals
from uplift.types import Box, Field, FieldValue, Money, TableRow, TextSource

_MAX_STRAY = 40  # amounts marked with ¥ on one invoice; their pairs are tried
_HIGHEST_RATE = 18  # percent; a tax above this share of the net amount is a misread pair
_NOT_CAPITAL = "[^负零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆圓角分整正]"
_FEWEST = 4  # characters of a capital amount that broke
_SIGN = re.compile("[¥￥]|(?<![A-Za-z0-9])[VYF羊半](?= ?[0-9])")  # the yuan sign and what OCR makes of it
_ROW = 2.4  # line heights between the total and the sums above it
_SLANT = 1.1  # line heights by which the end of a row may stand higher or lower than its label
# points misread between digits: "1090,00", "1090. 00", "1090:00", "1090·00" at the end of a number
_TAIL = re.compile(r"(?<=[0-9])(\.[0-9]{2})[0-9A-Za-z]{1,3}$")
_FEWEST_DIGITS = 3  # of a number without sign and decimals that may be a total
_DECIMALS = re.compile(r"(?<=[0-9OoIl]) ?[.,:;·。'] ?([0-9OoIl]{2})(?![0-9OoIl.,])")


def read_sums(
    document: Document, labels: Labels, rows: Sequence[TableRow], second_opinion: SecondOpinion | None
) -> tuple[Field, ...]:
    """Net, tax, total and the capital amount, as far as they were read."""
    capital = _capital(document, labels)
    beside = Beside(
        capital=capital, witnesses=_witnesses(document, rows), rates=tuple(_rates(rows)), lines=max(len(rows), 1)
    )
    sums = settle(_candidates(document, labels, beside), beside, document, second_opinion)
    sums = completed(sums, beside)
    words = _as_text(capital) or _broken_words(document, labels)
    if words is None:
        return sums
    words = _with_total(words, {one.name: one.value for one in sums})
    return (*sums, words) if capital or words.repair else sums


def _with_total(words: Field, sums: Mapping[str, FieldValue]) -> Field:
    """The capital amount beside a total that closes with net and tax."""
    total = sums.get("total_amount")
    sound = isinstance(total, Money) and sum_closes([sums.get(name) for name in NAMES])
    return mended_capitals(words, total) if sound and isinstance(total, Money) else words


def _broken_words(document: Document, labels: Labels) -> Field | None:
    """What stands behind 大写 when it spells no amount."""
    return value_after(document, "total_in_capitals", labels["total_in_capitals"], _many_capitals)


def _many_capitals(text: str) -> str | None:
    words = re.sub(_NOT_CAPITAL, "", formal(text))
    return words if len(words) >= _FEWEST and words[-1] in "元角分整正" else None


def _capital(document: Document, labels: Labels) -> Field | None:
    near = value_after(document, "total_in_capitals", labels["total_in_capitals"], capital_money)
    return near or first_anywhere(document, "total_in_capitals", _long_capital)


def _long_capital(text: str) -> Money | None:
    return capital_money(text) if re.search("[元圆圓園][整正零壹贰叁肆伍陆柒捌玖]?", text) else None


def _as_text(capital: Field | None) -> Field | None:
    """The field holds the words as printed; the amount they spell was used above and is checked again later."""
    if capital is None:
        return None
    words = re.sub(_NOT_CAPITAL, "", normalise(capital.raw))
    return replace(capital, value=words or capital.raw)


def _witnesses(document: Document, rows: Sequence[TableRow]) -> dict[str, list[Witness]]:
    """The sums of the goods lines, and the amount in the QR code."""
    found: dict[str, list[Witness]] = {}
    for column, name in (("net", "net_amount"), ("tax", "tax_amount")):
        cells = [cell.value for row in rows for cell in row.cells if cell.name == column]
        moneys = [value for value in cells if isinstance(value, Money)]
        if rows and len(moneys) == len(rows):
            total = Money(amount_minor=sum(value.amount_minor for value in moneys))
            found.setdefault(name, []).append(Witness(says="the sum of the goods lines", value=total))
    code = invoice_qr(document)
    if code is not None and code.amount is not None:
        found.setdefault(code.amount_name, []).append(Witness(says="the QR code", value=code.amount))
    if (tax := _tax_of_lines(rows)) is not None:
        found.setdefault("tax_amount", []).append(Witness(says="net times rate of every line", value=tax))
    return found


def _tax_of_lines(rows: Sequence[TableRow]) -> Money | None:
    """The tax the lines should carry: net times rate, rounded line by line as invoicing software does."""
    total = 0
    for row in rows:
        cells = {cell.name: cell.value for cell in row.cells}
        net, rate = cells.get("net"), cells.get("rate")
        if not isinstance(net, Money) or not isinstance(rate, Decimal):
            return None
        total += int((net.amount_minor * rate).to_integral_value(rounding=ROUND_HALF_UP))
    return Money(amount_minor=total) if rows else None


def _rates(rows: Sequence[TableRow]) -> set[Decimal]:
    return {cell.value for row in rows for cell in row.cells if cell.name == "rate" and isinstance(cell.value, Decimal)}


def _candidates(document: Document, labels: Labels, beside: Beside) -> tuple[list[Field], ...]:
    """Net and tax stand on the 合计 row, the total behind 小写; every other amount of the page comes after them."""
    nets: list[Field] = []
    taxes: list[Field] = []
    for spot in spots(document, labels["sum_row"]):
        row = _row_amounts(spot)
        alone = len(row) == 1 and _in_tax_column(row[0], spot.page, labels)
        nets += [] if alone else [replace(one, name="net_amount") for one in row[:1]]
        taxes += [replace(one, name="tax_amount") for one in row[0 if alone else 1 : 2]] or _no_tax(spot, row)
    # forms for one thing, as for a vehicle, have no row of sums
    nets += _named_amounts(document, "net_amount", labels)
    taxes += _named_amounts(document, "tax_amount", labels)
    totals = _totals(document, labels)
    if not nets:
        nets, taxes = _above_total(document, labels)
    if nets and taxes and totals:
        return nets, taxes, totals
    return _with_stray(document, nets, taxes, totals, beside)


def _named_amounts(document: Document, name: str, labels: Labels) -> list[Field]:
    """Amounts beside their own label: 不含税价 and 增值税税额."""
    return list(candidates(document, name, labels[name], _amount_alone))


def _amount_alone(text: str) -> Money | None:
    flat = re.sub(r"^\(?小 ?写\)?:?", "", normalise(text)).strip()
    return first_amount(cleaned(flat)) if _is_amount(flat) and not re.search("%", flat) else None


def _above_total(document: Document, labels: Labels) -> tuple[list[Field], list[Field]]:
    """The last two amounts of the row above the total: the 合计 row when its own label was not read."""
    for spot in spots(document, labels["total_row"]):
        height = spot.box.bottom - spot.box.top
        over = [
            line for line in spot.page.lines if height * 0.4 < _middle(spot.box) - _middle(line.box) < height * _ROW
        ]
        found = [
            field_of(
                "net_amount",
                Piece(text=line.text, page=spot.page, box=line.box, confidence=line.confidence * 0.8),
                value,
            )
            for line in sorted(over, key=lambda line: line.box.left)
            for value in amounts(cleaned(line.text))[:1]
        ]
        if len(found) >= 2:
            return [found[-2]], [replace(found[-1], name="tax_amount")]
    return [], []


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _totals(document: Document, labels: Labels) -> list[Field]:
    """Amounts behind 小写 or on its row; never those below, where the seller's block begins."""
    found = []
    for label in (labels["total_amount"], labels["total_in_capitals"]):
        for spot in spots(document, label):
            for piece in _on_row(spot):
                text = _without_tail(piece.text) if spot.page.source is TextSource.OCR else piece.text
                value = first_amount(cleaned(text)) if _is_amount(text) else None
                if value is not None:
                    found.append(field_of("total_amount", piece, value))
                    break
    return found


def _without_tail(text: str) -> str:
    """An amount behind a currency sign without what a seal adds to its decimals: ``¥1181248.385F``."""
    return _TAIL.sub(r"\1", normalise(text)) if _SIGN.search(text) else text


def _is_amount(text: str) -> bool:
    """A number with a currency sign or decimals and little else; no order number, no ⊗ read as ②, no rest of a seal."""
    flat = normalise(text)
    digits, letters = len(re.findall("[0-9]", flat)), len(re.findall("[A-Za-z一-鿿]", flat))
    marked = bool(_SIGN.search(flat) or re.search("[0-9][.,][0-9]{2}", flat))
    likely = (marked and letters <= 2) or (not letters and digits >= _FEWEST_DIGITS)
    return digits > 0 and likely and not re.search("[0-9]{11}", flat)


def _on_row(spot: Spot) -> list[Piece]:
    """What stands behind the label and to its right, the level lines first, then those that slant away."""
    right = [line for line in spot.page.lines if line is not spot.line and line.box.left >= spot.line.box.right - 4]
    level = set(map(id, row_of(spot.page, spot.box)))
    near = [line for line in right if id(line) in level] or [line for line in right if _slants(spot, line)]
    return list(behind(spot)) + [
        Piece(text=line.text, page=spot.page, box=line.box, confidence=line.confidence * 0.95)
        for line in sorted(near, key=lambda line: line.box.left)
    ]


def _slants(spot: Spot, line: TextLine) -> bool:
    height = spot.box.bottom - spot.box.top
    middles = (spot.box.top + spot.box.bottom) / 2, (line.box.top + line.box.bottom) / 2
    return abs(middles[0] - middles[1]) < height * _SLANT


def cleaned(text: str) -> str:
    """The text with a misread decimal point before the last two digits put right: ``1090. 00`` → ``1090.00``."""
    return _DECIMALS.sub(r".\1", normalise(text))


def _row_amounts(spot: Spot) -> list[Field]:
    """Amounts with two decimals behind the label and on its row, left to right."""
    found = [(piece, value) for piece in _on_row(spot) for value in amounts(cleaned(piece.text))]
    if not found:
        found = [
            (piece, value)
            for piece in _on_row(spot)
            if _SIGN.search(piece.text) and (value := first_amount(piece.text)) is not None
        ]
    return [field_of("net_amount", piece, value) for piece, value in found]


def _in_tax_column(one: Field, page: Page, labels: Labels) -> bool:
    """True when a lone amount of the 合计 row stands under 税额 rather than 金额."""
    heads = [page_spots(page, labels[name])[:1] for name in ("goods_net", "goods_tax")]
    if one.box is None or not all(heads):
        return False
    net, tax = (abs(one.box.right - head[0].box.right) for head in heads)
    return tax < net


def _no_tax(spot: Spot, row: Sequence[Field]) -> list[Field]:
    """Tax-free invoices print stars where the tax would stand."""
    free = [line for line in row_of(spot.page, spot.box) if re.search(r"\*{2,}|免税|不征税", line.text)]
    if not free or len(row) != 1:
        return []
    piece = Piece(text=free[0].text, page=spot.page, box=free[0].box, confidence=free[0].confidence * 0.9)
    return [field_of("tax_amount", piece, Money(amount_minor=0))]


def _with_stray(
    document: Document, nets: list[Field], taxes: list[Field], totals: list[Field], beside: Beside
) -> tuple[list[Field], list[Field], list[Field]]:
    """When a labelled number is missing, amounts marked with ¥ anywhere may close the sum in its place."""
    stray = [one for page in document.pages[:2] for one in _marked(page)][:_MAX_STRAY]
    pairs = [(one, other) for one in stray for other in stray if _is_tax_of(other, one)]
    if not totals and beside.capital is not None:
        # printed digits that equal the capitals come first; digits that differ are another number of the page
        totals = [one for one in stray if one.value == beside.amount] or [beside.capital]
    else:
        totals = totals + sorted(stray, key=_minor, reverse=True)
    return (
        nets + [replace(one, name="net_amount") for one, _ in pairs],
        taxes + [replace(other, name="tax_amount") for _, other in pairs],
        [replace(one, name="total_amount") for one in totals],
    )


def _marked(page: Page) -> list[Field]:
    return [
        field_of("amount", Piece(text=line.text, page=page, box=line.box, confidence=line.confidence * 0.7), value)
        for line in page.lines
        if _SIGN.search(line.text)
        for value in amounts(cleaned(line.text))
    ]


def _is_tax_of(tax: Field, net: Field) -> bool:
    return 0 < _minor(tax) * 100 <= _minor(net) * _HIGHEST_RATE


def _minor(one: Field) -> int:
    return one.value.amount_minor if isinstance(one.value, Money) else 0
