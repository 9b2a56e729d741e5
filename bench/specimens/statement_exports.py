"""Statements as the files that banks and wallets let one download. The same rows give the same bytes."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from openpyxl import Workbook

WRITTEN = datetime(2026, 11, 20, 9, 12, 44)  # noqa: DTZ001 - a stamp inside the file, of no time zone
STAMP = (2026, 11, 20, 9, 12, 44)


def csv_file(rows: Sequence[Sequence[str]], encoding: str) -> bytes:
    """Comma-separated rows with Windows line ends."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def workbook(rows: Sequence[Sequence[object]], title: str = "Sheet1") -> bytes:
    """A workbook of one sheet; decimals become numbers, dates become dates."""
    book = Workbook()
    book.properties.created = book.properties.modified = WRITTEN
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append([float(cell) if isinstance(cell, Decimal) else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _timeless(data: bytes) -> bytes:
    """The same archive with one fixed time on every member, and without the moment of saving."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for member in read.infolist():
            text = read.read(member)
            if member.filename == "docProps/core.xml":
                start, end = text.find(b"<dcterms:modified"), text.find(b"</dcterms:modified>")
                text = text[:start] + text[end + len(b"</dcterms:modified>") :] if 0 <= start < end else text
            written.writestr(zipfile.ZipInfo(member.filename, STAMP), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()
