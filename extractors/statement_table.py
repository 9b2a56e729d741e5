"""Rows of statements sent as data (CSV, workbook): header row, columns by name and content, rows below. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.page import Table
from extractors.statement_columns import MONEY_ROLES, Cell, RawRow, column_role, is_footer, is_header, rank
from extractors.statement_values import is_blank, statement_amount, statement_date
from uplift.types import TextSource

_LOOK_FOR = 300  # rows in which a header is looked for
_SAMPLE = 200  # rows that decide which of two columns holds the values


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRows:
    """What one sheet says: its transactions, its sums, and how many rows stand above the header."""

    rows: tuple[RawRow, ...]
    sums: tuple[RawRow, ...]
    header: int


def table_rows(table: Table) -> TableRows | None:
    """The transactions of a sheet; None when no row names the columns of a statement."""
    header = header_row(table.rows)
    if header is None:
        return None
    names, first = _names(table.rows, header)
    body = range(first, len(table.rows))
    columns = _columns(names, [table.rows[row] for row in body][:_SAMPLE])
    found = [(table.rows[row], _cells(table, row, columns)) for row in body]
    rows = tuple(cells for _, cells in found if _is_transaction(cells))
    sums = tuple(cells for words, cells in found if _is_sum(cells, words))
    return TableRows(rows=rows, sums=sums, header=header)


def header_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Index of the row in which most cells are names of statement columns."""
    best, most = None, 0
    for index, row in enumerate(rows[:_LOOK_FOR]):
        roles = [column_role(cell) for cell in row]
        known = sum(role is not None for role in roles)
        if known > most and is_header(roles):
            best, most = index, known
    return best


def _names(rows: Sequence[Sequence[str]], header: int) -> tuple[list[str], int]:
    """Names of the columns and the index of the first row below; a second header row refines the first."""
    names = list(rows[header])
    below = rows[header + 1] if header + 1 < len(rows) else ()
    roles = [column_role(cell) for cell in below if cell]
    if roles and all(roles):
        names += [""] * (len(below) - len(names))
        for column, cell in enumerate(below):
            names[column] = cell or names[column]
        return names, header + 2
    return names, header + 1


def _columns(names: Sequence[str], sample: Sequence[Sequence[str]]) -> Mapping[str, list[int]]:
    """Role → its columns, the one with most values first; of equals, the one with the better name."""
    found: dict[str, list[int]] = {}
    for column, name in enumerate(names):
        role = column_role(name)
        if role is not None:
            found.setdefault(role, []).append(column)
    for role, columns in found.items():
        columns.sort(key=lambda column: (-_filled(role, column, sample), rank(role, names[column]), column))
    return found


def _filled(role: str, column: int, sample: Sequence[Sequence[str]]) -> int:
    """How many cells of the column hold what the role promises, in tenths of the sample."""
    if role not in (*MONEY_ROLES, "date"):
        return 0
    texts = [row[column] for row in sample if len(row) > column]
    read = statement_date if role == "date" else statement_amount
    return round(10 * sum(read(text) is not None for text in texts) / max(len(texts), 1))


def _cells(table: Table, row: int, columns: Mapping[str, Sequence[int]]) -> RawRow:
    cells = {}
    for role, places in columns.items():
        filled = [place for place in places if _text(table, row, place)]
        if filled:
            chosen = filled if role == "summary" else _first(role, filled, places)
            words = " ".join(dict.fromkeys(_text(table, row, place) for place in chosen))
            if words:
                cells[role] = _cell(table, row, chosen[0], words)
    return cells


def _first(role: str, filled: Sequence[int], places: Sequence[int]) -> list[int]:
    """Texts fall back on the next column of their role when one is blank; numbers and dates never do."""
    return (
        list(filled[:1]) if role not in (*MONEY_ROLES, "date") else [place for place in places[:1] if place in filled]
    )


def _text(table: Table, row: int, column: int) -> str:
    words = table.rows[row]
    text = words[column] if len(words) > column else ""
    return "" if is_blank(text) else text


def _cell(table: Table, row: int, column: int, words: str) -> Cell:
    drawn = row < len(table.boxes) and column < len(table.boxes[row])
    return Cell(
        text=words,
        confidence=1.0,
        source=TextSource.TABLE,
        page=table.page if drawn else None,
        box=table.boxes[row][column] if drawn else None,
    )


def _is_transaction(cells: RawRow) -> bool:
    """A row with a date and money in it."""
    dated = "date" in cells and statement_date(cells["date"].text) is not None
    return dated and any(role in cells and statement_amount(cells[role].text) is not None for role in MONEY_ROLES)


def _is_sum(cells: RawRow, words: Sequence[str]) -> bool:
    dated = "date" in cells and statement_date(cells["date"].text) is not None
    return not dated and any(map(is_footer, words[:2]))


def without_copies(tables: Sequence[TableRows]) -> Iterator[TableRows]:
    """Sheets in order, less those whose every row already stands on an earlier one."""
    seen: set[tuple[str, ...]] = set()
    for table in tables:
        marks = {_mark(row) for row in table.rows}
        if not marks or not marks <= seen:
            yield table
        seen |= marks


def _mark(row: RawRow) -> tuple[str, ...]:
    money = [row[role].text for role in MONEY_ROLES if role in row]
    amounts = (str(statement_amount(text)) for text in money)
    return (row["date"].text, row["counterparty"].text if "counterparty" in row else "", *amounts)
