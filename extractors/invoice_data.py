"""Invoice fields from structured data (XML, OFD): certain values, placed on the page where the same text stands."""

from collections.abc import Mapping

from extractors.find import Parser, part_box
from extractors.goods import quantity
from extractors.page import Document, Page
from extractors.parse import any_date, compact, money, normalise, plate, rate
from uplift.types import Box, Field, FieldValue, TableRow


def _text(text: str) -> str | None:
    return " ".join(normalise(text).split()) or None


def _joined(text: str) -> str | None:
    return compact(text) or None


PARSERS: Mapping[str, Parser] = {
    "invoice_code": _joined,
    "invoice_number": _text,
    "issue_date": any_date,
    "seller_name": _text,
    "seller_id": _joined,
    "buyer_name": _text,
    "buyer_id": _joined,
    "net_amount": money,
    "tax_amount": money,
    "total_amount": money,
    "total_in_capitals": _text,
    "check_code": _joined,
    "tax_rate": rate,
    "remark": _text,
    "plate_number": plate,
}
_ROW_PARSERS: Mapping[str, Parser] = {
    "name": _text,
    "quantity": quantity,
    "unit_price": quantity,
    "net": money,
    "rate": rate,
    "tax": money,
}


def read_data(document: Document) -> tuple[Field, ...]:
    """Every named value of `document.data`, and `goods` from its rows; empty without data."""
    fields = [_field(document, name, raw) for name, raw in document.data.items() if name in PARSERS]
    found = [field for field in fields if field is not None]
    rows = tuple(row for cells in document.data_rows if (row := _row(document, cells)).cells)
    if rows:
        raw = " / ".join(" ".join(cell.raw for cell in row.cells) for row in rows)
        found.append(Field(name="goods", raw=raw, value=rows, confidence=1.0, source=document.data_source))
    return tuple(found)


def parsed(name: str, raw: str) -> FieldValue:
    """The value of one named raw text; None when it gives none."""
    return PARSERS[name](raw) if name in PARSERS else None


def _field(document: Document, name: str, raw: str) -> Field | None:
    value = PARSERS[name](raw)
    if value is None:
        return None
    page, box = _place(document, raw)
    return Field(name=name, raw=raw, value=value, confidence=1.0, source=document.data_source, page=page, box=box)


def _row(document: Document, cells: Mapping[str, str]) -> TableRow:
    fields = (
        Field(name=name, raw=raw, value=value, confidence=1.0, source=document.data_source)
        for name, raw in cells.items()
        if name in _ROW_PARSERS and (value := _ROW_PARSERS[name](raw)) is not None
    )
    return TableRow(cells=tuple(fields))


def _place(document: Document, raw: str) -> tuple[int | None, Box | None]:
    """Page and box of the first line that holds the same text."""
    wanted = normalise(raw)
    for page in document.pages:
        box = _on_page(page, wanted)
        if box is not None:
            return page.index, box
    return None, None


def _on_page(page: Page, wanted: str) -> Box | None:
    for line in page.lines:
        start = normalise(line.text).find(wanted)
        if wanted and start >= 0:
            return part_box(line, start, start + len(wanted))
    return None
