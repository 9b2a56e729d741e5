"""Statements of any form (printed table, app screenshot, CSV, workbook) read into the catalogue's fields.

Rows come from the form at hand; what they say, the running balance, sums and income are the same for all.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from extractors.extractor import SecondOpinion
from extractors.page import Document
from extractors.repair import ReadAgain
from extractors.statement_balance import healed
from extractors.statement_columns import Cell, RawRow
from extractors.statement_entries import Entry, entries_of, mean_confidence, minor
from extractors.statement_header import Span, ends_of_rows, header_fields, last_four
from extractors.statement_income import income_fields
from extractors.statement_list import list_rows
from extractors.statement_page import page_rows
from extractors.statement_places import Column
from extractors.statement_repair import mended_words
from extractors.statement_table import table_rows, without_copies
from extractors.statement_values import statement_amount
from uplift.types import Field, Money, TableRow, TextSource

KEPT_ROWS = 5_000  # rows of the field `rows`; sums and income are always those of every row
PART_READ = 0.5  # certainty of sums and of the last day when not all pages were read
FROM_ROWS = 0.9  # certainty of a period that only the rows tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The raw rows of a file, its rows of sums, and where rows stand on each page."""

    rows: tuple[RawRow, ...]
    sums: tuple[RawRow, ...]
    spans: Mapping[int, Span]


def read_statement(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Every field of the catalogue that was found, then `income_by_counterparty` and `income_by_month`."""
    found = _from_tables(document) if document.tables else _from_pages(document)
    entries = healed(mended_words(entries_of(found.rows)), _read_again(document, second_opinion))
    printed = header_fields(document, found.spans) | _totals_row(found.sums)
    told = _from_rows(document, entries, found.rows)
    fields = {**told, **{name: _with_fen(field, told.get(name)) for name, field in printed.items()}}
    if entries:
        fields["rows"] = _rows_field(entries)
    owner = fields["account_name"].value if "account_name" in fields else ""
    ordered = [fields[name] for name in _ORDER if name in fields]
    source = entries[0].cells[0].source if entries else TextSource.NONE
    return (*ordered, *income_fields(entries, str(owner or ""), source))


_ORDER = ("account_name", "account_last4", "period_start", "period_end", "rows", "total_credit", "total_debit")


def _from_tables(document: Document) -> Found:
    sheets = [sheet for table in document.tables if (sheet := table_rows(table)) is not None]
    spans = {}
    for table in document.tables:
        sheet = table_rows(table)
        if sheet is not None and sheet.header < len(table.boxes):
            spans[table.page] = Span(top=table.boxes[sheet.header][0].top, bottom=table.boxes[-1][0].bottom)
    kept = list(without_copies(sheets))
    return Found(
        rows=tuple(row for sheet in kept for row in sheet.rows),
        sums=tuple(row for sheet in kept for row in sheet.sums),
        spans=spans,
    )


def _from_pages(document: Document) -> Found:
    rows: list[RawRow] = []
    sums: list[RawRow] = []
    spans: dict[int, Span] = {}
    columns: Sequence[Column] = ()
    for page in document.pages:
        read = page_rows(page, columns)
        listed = None if read is not None else list_rows(page)
        if read is not None:
            rows, sums, columns = [*rows, *read.rows], [*sums, *read.sums], read.columns
            spans[page.index] = Span(top=read.top, bottom=read.bottom)
        elif listed is not None:
            rows = [*rows, *listed.rows]
            spans[page.index] = Span(top=listed.top, bottom=listed.bottom)
    return Found(rows=tuple(rows), sums=tuple(sums), spans=spans)


def _read_again(document: Document, second_opinion: SecondOpinion | None) -> ReadAgain | None:
    if second_opinion is None:
        return None
    pages = {page.index: page for page in document.pages}

    def read(field: Field) -> str:
        page = pages.get(field.page) if field.page is not None else None
        return second_opinion(page, field.box) if page is not None and field.box is not None else ""

    return read


def _rows_field(entries: Sequence[Entry]) -> Field:
    kept = entries[:KEPT_ROWS]
    cells = [cell for entry in kept for cell in entry.cells]
    of = f"{len(kept)} of {len(entries)} rows" if len(kept) < len(entries) else f"{len(kept)} rows"
    return Field(
        name="rows",
        raw=of,
        value=tuple(TableRow(cells=entry.cells) for entry in kept),
        confidence=mean_confidence(cells),
        source=cells[0].source,
        page=cells[0].page,
        box=cells[0].box,
    )


def _from_rows(document: Document, entries: Sequence[Entry], rows: Sequence[RawRow]) -> dict[str, Field]:
    """What the rows tell when nothing is printed: the period, the sums, the card."""
    whole = document.page_count <= len(document.pages)
    days = ends_of_rows([entry.day for entry in entries if entry.day is not None])
    found = {name: _less_sure(field, FROM_ROWS) for name, field in days.items()}
    for name in ("credit", "debit"):
        column = [field for entry in entries if (field := getattr(entry, name)) is not None]
        if column:
            found[f"total_{name}"] = _summed(f"total_{name}", column)
    if not whole:
        found = {name: _less_sure(field, PART_READ) for name, field in found.items()}
    return found | _card(rows)


def _with_fen(printed: Field, summed: Field | None) -> Field:
    """A printed sum whose fen were not read, under a seal: those of the rows, when the yuan are the same."""
    if summed is None or printed.source is not TextSource.OCR or re.search(r"[.][0-9]{1,2}$", printed.raw.strip()):
        return printed
    if not isinstance(printed.value, Money) or not isinstance(summed.value, Money) or printed.value == summed.value:
        return printed
    if printed.value.amount_minor != summed.value.amount_minor // 100 * 100:
        return printed
    sentence = f"Read as {printed.raw.strip()!r}, without fen; the rows sum to {summed.value}."
    return replace(printed, value=summed.value, repair=sentence)


def _less_sure(field: Field, certainty: float) -> Field:
    return replace(field, confidence=round(field.confidence * certainty, 4))


def _summed(name: str, column: Sequence[Field]) -> Field:
    amount = Money(amount_minor=sum(minor(field) for field in column))
    confidence = round(min(fmean(field.confidence for field in column), 0.99), 4)
    return Field(
        name=name, raw=f"sum of {len(column)} rows", value=amount, confidence=confidence, source=column[0].source
    )


def _card(rows: Sequence[RawRow]) -> dict[str, Field]:
    """The account's last digits out of a column that repeats them in every row."""
    cells = [row["card"] for row in rows if "card" in row]
    values = {last_four(cell.text) for cell in cells}
    value = values.pop() if len(values) == 1 else None
    if value is None:
        return {}
    return {"account_last4": _from_cell("account_last4", cells[0], value)}


def _totals_row(sums: Sequence[RawRow]) -> dict[str, Field]:
    """Printed sums of the columns, of the last row of sums that holds both or any; sums of one page are left out."""
    found: dict[str, Field] = {}
    for row in sums:
        if not any(word in cell.text for cell in row.values() for word in ("本页", "小计", "余额")):
            found |= dict(_sums_of(row))
    return found


def _sums_of(row: RawRow) -> Iterator[tuple[str, Field]]:
    for name in ("credit", "debit"):
        value = statement_amount(row[name].text) if name in row else None
        if value is not None:
            amount = Money(amount_minor=abs(value.amount_minor))
            yield f"total_{name}", _from_cell(f"total_{name}", row[name], amount)


def _from_cell(name: str, cell: Cell, value: str | Money) -> Field:
    return Field(
        name=name,
        raw=cell.text,
        value=value,
        confidence=round(cell.confidence * 0.97, 4),
        source=cell.source,
        page=cell.page,
        box=cell.box,
    )
