"""Chinese VAT invoices from placed words: paper, roll, electronic, fully digital, freight, tolls."""

import re
from dataclasses import replace
from decimal import Decimal

from extractors.extractor import SecondOpinion
from extractors.find import first_anywhere
from extractors.invoice_amounts import reader_of
from extractors.invoice_heads import read_heads
from extractors.invoice_lines import as_field, mended_lines, read_lines
from extractors.invoice_parties import read_parties, seller_behind_office
from extractors.invoice_qr import invoice_qr
from extractors.invoice_remark import read_remark
from extractors.invoice_sums import read_sums
from extractors.labels import load_labels
from extractors.page import Document
from extractors.parse import normalise, plate, rate
from uplift.types import Field, TableRow


def looks_chinese(document: Document) -> bool:
    """True when the words of a Chinese invoice stand on the pages, or an amount in capitals, or its QR code."""
    words = re.search(
        "发 ?票|价税合计|增值税|纳税人识别号|[拾佰仟万][元圆圓]|[壹贰叁肆伍陆柒捌玖][元圆圓角]", document.text
    )
    return bool(words) or invoice_qr(document) is not None


def read_chinese(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """All fields of the catalogue that can be read from the pages."""
    labels = load_labels("vat_invoice")
    rows = read_lines(document, labels)
    sums = read_sums(document, labels, rows, second_opinion)
    rows = mended_lines(rows, sums, reader_of(document, second_opinion))
    heads, behind_office = read_heads(document, labels), seller_behind_office(document, labels)
    named = {field.name for field in behind_office}
    parties = (*(field for field in read_parties(document, labels) if field.name not in named), *behind_office)
    found = (
        *heads,
        *parties,
        *sums,
        as_field(rows),
        _rate(document, rows),
        first_anywhere(document, "plate_number", plate, certainty=0.9),
        read_remark(document, labels, (*heads, *parties, *sums)),
    )
    return tuple(field for field in found if field is not None)


def _rate(document: Document, rows: tuple[TableRow, ...]) -> Field | None:
    """The one rate of all goods; without a table, the only percentage of the pages."""
    cells = [cell for row in rows for cell in row.cells if cell.name == "rate"]
    if cells:
        return replace(cells[0], name="tax_rate") if len({cell.value for cell in cells}) == 1 else None
    found = first_anywhere(document, "tax_rate", _lone_rate)
    return found if found is not None and isinstance(found.value, Decimal) else None


def _lone_rate(text: str) -> Decimal | None:
    flat = normalise(text)
    return rate(flat) if re.fullmatch(r"[0-9]{1,2} ?%|免税|不征税", flat) else None
