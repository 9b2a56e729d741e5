"""Excel workbooks (.xlsx), as exported by banks and wallets. The only file that imports openpyxl.

openpyxl parses with defusedxml, which is installed beside it, so entities are refused; it is opened read-only and for
the saved values, so nothing is calculated.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from extractors.limits import ReadLimits
from extractors.spreadsheet import MAX_COLUMNS, MAX_ROWS, Cells, kept
from uplift.errors import UnreadableFile

MAX_SHEETS = 24  # two years, one sheet a month
PLACES = 8  # decimals a binary float keeps of what was typed
# What openpyxl lets through on damaged or hostile workbooks.
WORKBOOK_ERRORS = (
    InvalidFileException,
    DefusedXmlException,
    ParseError,
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    AssertionError,
    AttributeError,
    ArithmeticError,
    LookupError,
    OSError,
    RecursionError,
    RuntimeError,
    TypeError,
    ValueError,
)


def read_xlsx(data: bytes, limits: ReadLimits) -> tuple[Cells, ...]:
    """The rows of every sheet that holds any.

    Raises:
        UnreadableFile: damaged, with a password, unpacking to too much, or with too many rows.
    """
    _check_size(data, limits)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = tuple(_sheet(sheet) for sheet in book.worksheets[:MAX_SHEETS])
        book.close()
    except WORKBOOK_ERRORS as error:
        raise UnreadableFile(
            "The Excel workbook is damaged and cannot be opened. Please export it again, or save it as CSV, and "
            "upload the new file."
        ) from error
    filled = tuple(sheet for sheet in sheets if sheet)
    if not filled:
        raise UnreadableFile("The Excel workbook is empty. Please export it again with the transactions in it.")
    return filled


def _check_size(data: bytes, limits: ReadLimits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (*WORKBOOK_ERRORS, EOFError) as error:
        raise UnreadableFile("The Excel workbook is damaged or cut off. Please export it again.") from error
    if len(members) > limits.max_members or sum(member.file_size for member in members) > limits.max_unpacked_bytes:
        raise UnreadableFile(
            "The Excel workbook unpacks to far more than a statement holds. Please export only the transactions."
        )


def _sheet(sheet: openpyxl.worksheet._read_only.ReadOnlyWorksheet) -> Cells:
    sheet.reset_dimensions()  # exports often declare one cell
    return kept(_texts(row) for row in sheet.iter_rows(max_row=2 * MAX_ROWS, max_col=MAX_COLUMNS, values_only=True))


def _texts(row: tuple[object, ...]) -> Iterator[str]:
    return (_text(value) for value in row)


def _text(value: object) -> str:
    """A cell as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, float):
        rounded = Decimal(str(round(value, PLACES)))
        return f"{rounded.normalize():f}" if rounded.is_finite() else ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
