"""Tables sent as data: CSV in any usual Chinese encoding, and workbooks. Bytes in, rows of plain cells out.

Formulas are never evaluated: of a workbook the values it was saved with are read, of a CSV the text as it stands.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeAlias

from extractors.statement_columns import column_role
from uplift.errors import UnreadableFile

Cells: TypeAlias = tuple[tuple[str, ...], ...]  # rows of one sheet, blank rows left out

MAX_ROWS = 20_000  # of one file; a shop with fifty payments a day has 18,000 a year
MAX_COLUMNS = 64
MAX_CELL = 500  # characters kept of one cell
DELIMITERS = ",\t;|"
SAMPLE_LINES = 200  # lines that decide the delimiter
_ENCODINGS = ("utf-8-sig", "gb18030")
_GUARDED = re.compile(r'^="(.*)"$')  # how exports keep Excel from rounding long numbers
TOO_LONG = (
    f"The table has more than {MAX_ROWS:,} rows, which is more than is read at once. Please export a shorter period "
    "and upload several files."
)


def read_csv(data: bytes) -> Cells:
    """The rows of a delimited text, cells stripped.

    Raises:
        UnreadableFile: no known encoding, a broken quote, or more than MAX_ROWS rows.
    """
    text = decoded(data)
    try:
        rows = kept(csv.reader(io.StringIO(text), delimiter=delimiter_of(text)))
    except csv.Error as error:
        raise UnreadableFile(
            "The table is damaged: a cell never ends. Please export it again and upload it unchanged."
        ) from error
    if not rows:
        raise UnreadableFile("The table is empty. Please export it again with the transactions in it.")
    return rows


def decoded(data: bytes) -> str:
    """The text of a CSV: UTF-8 with or without a mark, UTF-16 with one, or GBK.

    Raises:
        UnreadableFile: it is none of them.
    """
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding).replace("\x00", "")
        except UnicodeError:
            continue
    raise UnreadableFile(
        "The text of the table is in no encoding that can be read. Please save it as CSV in UTF-8 or as an Excel "
        "workbook (.xlsx) and upload it again."
    )


def delimiter_of(text: str) -> str:
    """The sign that parts one line into the most names of a statement's columns; a comma when none does."""
    lines = [line for line in islice(io.StringIO(text), SAMPLE_LINES) if line.strip()]
    return max(DELIMITERS, key=lambda sign: max((_names(line, sign) for line in lines), default=0))


def _names(line: str, sign: str) -> int:
    return sum(column_role(plain(cell.strip(' "'))) is not None for cell in line.split(sign))


def kept(rows: Iterable[Iterable[object]]) -> Cells:
    """Rows that hold anything, each cell plain text without blanks around it.

    Raises:
        UnreadableFile: more than MAX_ROWS rows.
    """
    found = tuple(row for row in (_row(cells) for cells in _capped(rows)) if any(row))
    if len(found) > MAX_ROWS:
        raise UnreadableFile(TOO_LONG)
    return found


def _capped(rows: Iterable[Iterable[object]]) -> Iterator[Iterable[object]]:
    """No more rows than could ever be needed, blank ones counted: a sheet may claim a million of them."""
    return islice(rows, 2 * MAX_ROWS)


def _row(cells: Iterable[object]) -> tuple[str, ...]:
    row = [plain("" if cell is None else str(cell)) for cell in islice(cells, MAX_COLUMNS)]
    while row and not row[-1]:
        row.pop()
    return tuple(row)


def plain(text: str) -> str:
    """One cell on one line, without blanks around it, the guard of long numbers, or more than MAX_CELL characters."""
    flat = " ".join(text[: 4 * MAX_CELL].split()).strip(" '\u200b\ufeff")
    guarded = _GUARDED.match(flat)
    return (guarded[1] if guarded else flat)[:MAX_CELL]
