"""The goods lines of a Chinese invoice: the table, and cells mended where quantity, price, rate and the sums agree."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from extractors.goods import read_goods
from extractors.invoice_amounts import rate_fits
from extractors.labels import Labels
from extractors.page import Document
from extractors.repair import ReadAgain, Witness, mended
from uplift.types import Field, FieldValue, Money, TableRow, TextSource

_TOLLS = ("plate", "class", "from", "until")
_COLUMNS = ("name", "spec", "unit", "quantity", "unit_price", "net", "rate", "tax", *_TOLLS)
_CLASS = re.compile("[*“”\"'°·＊]?([一-鿿、]{2,14})[*“”\"'°＊](.+)")
_RATES = tuple(Decimal(percent) / 100 for percent in (1, 3, 5, 6, 9, 10, 11, 13, 16, 17))
_TELLING = 1000  # fen of net from which only one legal rate gives the tax
_FROM_LINE = 0.8  # confidence of a rate that net and tax of the line give
_SUMS = {"net": "net_amount", "tax": "tax_amount"}


def read_lines(document: Document, labels: Labels) -> tuple[TableRow, ...]:
    """Every goods line of every page."""
    columns = {name: labels[f"goods_{name}"] for name in _COLUMNS}
    rows: tuple[TableRow, ...] = ()
    for page in document.pages:
        rows += read_goods(page, columns, labels["goods_end"])
    return rows


def mended_lines(
    rows: tuple[TableRow, ...], sums: Sequence[Field], read_again: ReadAgain | None
) -> tuple[TableRow, ...]:
    """The rows with net amounts and taxes mended; a row that closes with its neighbours is left as it is."""
    totals = {field.name: field.value for field in sums}
    rows = tuple(_with_rate(_with_class(row)) for row in rows)
    return tuple(
        replace(row, cells=tuple(_mended(cell, row, rows, totals, read_again) for cell in row.cells)) for row in rows
    )


def _with_class(row: TableRow) -> TableRow:
    """The row with the stars around its tax class (``*谷物加工品*大米``) that OCR reads as quotation marks."""

    def starred(cell: Field) -> Field:
        if cell.name != "name" or cell.source is not TextSource.OCR or not isinstance(cell.value, str):
            return cell
        match = _CLASS.fullmatch(cell.value)
        return cell if match is None else replace(cell, value=f"*{match[1]}*{match[2]}")

    return replace(row, cells=tuple(starred(cell) for cell in row.cells))


def _with_rate(row: TableRow) -> TableRow:
    """The row with the one legal rate that turns its net into its tax, where OCR lost the per cent sign."""
    cells = {cell.name: cell for cell in row.cells}
    net, tax = (cells[name].value if name in cells else None for name in ("net", "tax"))
    if "rate" in cells or not isinstance(net, Money) or not isinstance(tax, Money):
        return row
    if cells["tax"].source is not TextSource.OCR or abs(net.amount_minor) < _TELLING:
        return row
    fitting = [rate for rate in _RATES if rate_fits(net, tax, rate)]
    if len(fitting) != 1:
        return row
    sentence = f"Not read; net {net} and tax {tax} of the line make it {fitting[0] * 100:f} %."
    cell = replace(cells["tax"], name="rate", raw="", value=fitting[0], confidence=_FROM_LINE, repair=sentence)
    return replace(row, cells=(*row.cells, cell))


def _mended(
    cell: Field,
    row: TableRow,
    rows: Sequence[TableRow],
    totals: Mapping[str, FieldValue],
    read_again: ReadAgain | None,
) -> Field:
    if cell.name not in _SUMS:
        return cell
    return mended(cell, list(_witnesses(cell, row, rows, totals.get(_SUMS[cell.name]))), read_again)


def _witnesses(cell: Field, row: TableRow, rows: Sequence[TableRow], total: FieldValue) -> Iterator[Witness]:
    cells = {one.name: one.value for one in row.cells}
    product = _net(cells) if cell.name == "net" else _tax(cells)
    if product is not None:
        yield Witness(says="quantity times price" if cell.name == "net" else "net times rate", value=product)
    others = [one.value for other in rows if other is not row for one in other.cells if one.name == cell.name]
    amounts = [value for value in others if isinstance(value, Money)]
    if isinstance(total, Money) and len(amounts) == len(rows) - 1:
        rest = total.amount_minor - sum(value.amount_minor for value in amounts)
        yield Witness(says="the sum less the other lines", value=Money(amount_minor=rest))


def _net(cells: Mapping[str, FieldValue]) -> Money | None:
    quantity, price = cells.get("quantity"), cells.get("unit_price")
    if not isinstance(quantity, Decimal) or not isinstance(price, Decimal):
        return None
    return Money(amount_minor=int((quantity * price * 100).to_integral_value(rounding=ROUND_HALF_UP)))


def _tax(cells: Mapping[str, FieldValue]) -> Money | None:
    net, rate = cells.get("net"), cells.get("rate")
    if not isinstance(net, Money) or not isinstance(rate, Decimal):
        return None
    return Money(amount_minor=int((net.amount_minor * rate).to_integral_value(rounding=ROUND_HALF_UP)))


def as_field(rows: tuple[TableRow, ...]) -> Field | None:
    """The rows as the `goods` field; None without rows."""
    cells = [cell for row in rows for cell in row.cells]
    if not cells:
        return None
    return Field(
        name="goods",
        raw=" / ".join(" ".join(cell.raw for cell in row.cells) for row in rows),
        value=rows,
        confidence=min(cell.confidence for cell in cells),
        source=cells[0].source,
        page=cells[0].page,
        box=cells[0].box,
    )
