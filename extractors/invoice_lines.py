"""The goods lines of a Chinese invoice: the table, and cells mended where quantity, price, rate and the sums agree."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from extractors.goods import read_goods
from extractors.labels import Labels
from extractors.page import Document
from extractors.repair import ReadAgain, Witness, mended
from uplift.types import Field, FieldValue, Money, TableRow

_TOLLS = ("plate", "class", "from", "until")
_COLUMNS = ("name", "spec", "unit", "quantity", "unit_price", "net", "rate", "tax", *_TOLLS)
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
    return tuple(
        replace(row, cells=tuple(_mended(cell, row, rows, totals, read_again) for cell in row.cells)) for row in rows
    )


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
