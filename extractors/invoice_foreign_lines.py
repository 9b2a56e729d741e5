"""Goods lines of invoices from abroad, with the decimal marks of their currency."""

from decimal import Decimal, InvalidOperation
from functools import partial

from extractors.goods import Table, table_field, table_rows, words
from extractors.labels import Labels
from extractors.page import Document
from extractors.parse import money, normalise, rate
from uplift.types import Field

_COLUMNS = ("position", "name", "quantity", "unit_price", "net", "rate")
_COMMA = frozenset({"EUR", "CHF"})  # currencies whose papers mostly write decimal commas


def read_goods(document: Document, labels: Labels, currency: str) -> Field | None:
    """The `goods` field; None without a table."""
    table = Table(
        columns={name: labels[f"goods_{name}"] for name in _COLUMNS},
        end=labels["goods_end"],
        parsers={
            "name": words,
            "quantity": partial(number, currency=currency),
            "unit_price": partial(number, currency=currency),
            "net": partial(money, currency=currency),
            "rate": rate,
        },
        figures=("net", "quantity", "unit_price"),
    )
    return table_field("goods", table_rows(document, table))


def number(text: str, currency: str) -> Decimal | None:
    """The first number in a cell, exact: ``1.234,50 kg`` under a euro, ``1,234.50 kg`` elsewhere."""
    words_of = normalise(text).replace("€", " ").replace("$", " ").replace("£", " ").split()
    plain = next((word for word in words_of if any(char.isdigit() for char in word)), "")
    comma = currency in _COMMA and plain.rfind(",") > plain.rfind(".")
    plain = plain.replace(".", "").replace(",", ".") if comma else plain.replace(",", "")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
