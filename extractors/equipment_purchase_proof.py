"""Proofs that a machine was bought and that are no VAT invoice: dealers' slips and receipts, buyers' own records.

Some list machines in a table; others are a form for one machine, whose cells make the one row of `goods`.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from extractors.checks.arithmetic import capitals_agree, goods_sum, line_amounts
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import Parser, value_after
from extractors.goods import Table, quantity, words
from extractors.labels import Labels, load_labels
from extractors.page import Document
from extractors.parse import money
from extractors.trade_paper import first_party, goods, goods_field, goods_table, issue_date, present, totals
from uplift.types import EvidenceKind, Field, TableRow

_CELLS: Mapping[str, Parser] = {"name": words, "quantity": quantity, "unit_price": quantity, "amount": money}


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue, with the total in capitals where it is printed."""
    labels = load_labels("equipment_purchase_proof")
    table = _table()
    rows = goods(document, second_opinion, table) or _one_machine(document, labels)
    return present(
        first_party(document, "buyer_name", labels),
        issue_date(document, labels),
        *totals(document, labels, rows, second_opinion, table),
        goods_field(rows),
    )


@cache
def _table() -> Table:
    """The table of trade papers, with machines in the first column."""
    table, labels = goods_table(), load_labels("equipment_purchase_proof")
    return replace(table, columns={**table.columns, "name": labels["machine_name"] + table.columns["name"]})


def _one_machine(document: Document, labels: Labels) -> list[TableRow]:
    """The machine of a form, as one row; nothing without its name and a number."""
    found = {
        name: value_after(document, name, labels[f"machine_{name}"], parser, labels["stop"])
        for name, parser in _CELLS.items()
    }
    cells = tuple(cell for cell in found.values() if cell is not None)
    return [TableRow(cells=cells)] if found["name"] is not None and len(cells) > 1 else []


EXTRACTOR = Extractor(
    kind=EvidenceKind.EQUIPMENT_PURCHASE_PROOF,
    version="1",
    required=("buyer_name", "issue_date", "total_amount"),
    extract=extract,
    checks=(line_amounts, goods_sum, capitals_agree, pdf_history, editor_software),
)
