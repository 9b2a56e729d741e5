"""VAT invoices of every layout: structured data first, then the placed words, then the QR code as witness."""

from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from extractors.checks.arithmetic import amount_sum, capitals_agree, line_tax, ofd_copies_agree, rate_legal
from extractors.checks.copies import attached_copy_agrees
from extractors.checks.dates import date_order
from extractors.checks.identifiers import invoice_number_form, plate_format, uscc_check_digit
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.checks.qr import qr_agrees, qr_crc
from extractors.checks.signature import ofd_signature
from extractors.extractor import Extractor, SecondOpinion
from extractors.invoice_amounts import plausible_tax
from extractors.invoice_cn import looks_chinese, read_chinese
from extractors.invoice_data import parsed, read_data
from extractors.invoice_foreign import read_foreign
from extractors.invoice_qr import InvoiceQr, invoice_qr
from extractors.page import Document
from extractors.parse import capital_money
from extractors.second_reading import reread_codes
from uplift.types import EvidenceKind, Field, FieldValue, Money, TextSource

_MISREAD = 2  # characters: a printed number this close to the QR code's may be a slip of the OCR


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue; data outranks words, and the QR code fills what is missing."""
    chosen = {field.name: field for field in _from_pages(document, second_opinion)}
    chosen |= {field.name: field for field in read_data(document)}
    code = invoice_qr(document)
    if code is not None:
        chosen |= _witnessed(document, chosen, code, second_opinion)
        chosen |= _rest_of_roll(chosen)
    return reread_codes(document, tuple(chosen.values()), second_opinion)


def _from_pages(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    reader = read_chinese if looks_chinese(document) else read_foreign
    return reader(document, second_opinion)


def _witnessed(
    document: Document, fields: dict[str, Field], code: InvoiceQr, second_opinion: SecondOpinion | None
) -> dict[str, Field]:
    """Each value the QR code carries: added when missing, surer when equal, mended when a second reading agrees."""
    said: dict[str, FieldValue] = {
        "invoice_code": code.code or None,
        "invoice_number": code.number,
        "issue_date": code.issued,
        "check_code": code.check_code or None,
        code.amount_name: code.amount,
    }
    return {
        name: _beside(document, fields.get(name), name, value, code, second_opinion)
        for name, value in said.items()
        if value is not None
    }


def _beside(
    document: Document,
    printed: Field | None,
    name: str,
    value: FieldValue,
    code: InvoiceQr,
    second_opinion: SecondOpinion | None,
) -> Field:
    if printed is None:
        source = code.source
        return Field(
            name=name,
            raw=str(value),
            value=value,
            confidence=0.95,
            source=TextSource.QR,
            page=source.page,
            box=source.box,
        )
    if printed.value == value:
        return replace(printed, confidence=max(printed.confidence, 0.99))
    if _second_reading(document, printed, name, second_opinion) == value:
        sentence = f"Read as {printed.raw.strip()!r}; the QR code and the second engine give {value}."
        return replace(printed, value=value, confidence=0.95, repair=sentence)
    return printed


def _rest_of_roll(fields: dict[str, Field]) -> dict[str, Field]:
    """The tax of a roll invoice: it prints only the total, twice, and its QR code holds the net amount."""
    net, total, words = (fields.get(name) for name in ("net_amount", "total_amount", "total_in_capitals"))
    if "tax_amount" in fields or net is None or total is None or words is None or net.source is not TextSource.QR:
        return {}
    if not isinstance(net.value, Money) or not isinstance(total.value, Money):
        return {}
    tax = Money(amount_minor=total.value.amount_minor - net.value.amount_minor)
    if capital_money(str(words.value)) != total.value or not plausible_tax(tax, net.value):
        return {}
    sentence = f"Not printed; the total {total.value}, in digits and capitals, less the QR code's {net.value} is {tax}."
    return {"tax_amount": replace(net, name="tax_amount", raw="", value=tax, confidence=0.9, repair=sentence)}


def _second_reading(document: Document, printed: Field, name: str, second_opinion: SecondOpinion | None) -> FieldValue:
    """What the second engine reads where the first read something near; never asked about text that is certain."""
    page = next((page for page in document.pages if page.index == printed.page), None)
    if second_opinion is None or page is None or printed.box is None or printed.source is not TextSource.OCR:
        return None
    again = second_opinion(page, printed.box)
    near = Levenshtein.distance(again.strip(), printed.raw.strip()) <= _MISREAD * 2
    return parsed(name, again) if near else None


EXTRACTOR = Extractor(
    kind=EvidenceKind.VAT_INVOICE,
    version="1",
    required=("invoice_number", "issue_date", "seller_name", "buyer_name", "net_amount", "tax_amount", "total_amount"),
    identity=("invoice_number",),
    extract=extract,
    checks=(
        uscc_check_digit,
        plate_format,
        invoice_number_form,
        amount_sum,
        line_tax,
        capitals_agree,
        rate_legal,
        ofd_copies_agree,
        attached_copy_agrees,
        qr_agrees,
        qr_crc,
        ofd_signature,
        date_order,
        pdf_history,
        editor_software,
    ),
)
