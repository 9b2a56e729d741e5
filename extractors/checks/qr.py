"""Checks of an invoice's QR code: against the printed values (family `qr`) and its checksum (family `qr_crc`)."""

from extractors.checks.crc import crc16_buypass
from extractors.checks.made import made, named, unknown
from extractors.invoice_qr import InvoiceQr, invoice_qr
from extractors.page import Document
from uplift.types import Check, Field, FieldValue, TextSource


def qr_agrees(document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """Number, date, code and amount in the QR code must equal the printed ones."""
    code = invoice_qr(document)
    if code is None:
        return (unknown("qr_agrees", "qr", "no invoice QR code was decoded"),)
    pairs = [(name, said, field) for name, said in _said(code) if (field := _printed(fields, name)) is not None]
    if not pairs:
        return (unknown("qr_agrees", "qr", "nothing the QR code says was read from the page"),)
    wrong = [(name, said, field) for name, said, field in pairs if field.value != said]
    if not wrong:
        names = ", ".join(name for name, _, _ in pairs)
        return (made("qr_agrees", "qr", True, f"QR code and page agree on {names}", pairs[0][2]),)
    name, said, field = wrong[0]
    return (made("qr_agrees", "qr", False, f"QR code says {name} {said}, the page says {field.value}", field),)


def _said(code: InvoiceQr) -> tuple[tuple[str, FieldValue], ...]:
    said: tuple[tuple[str, FieldValue], ...] = (
        ("invoice_number", code.number),
        ("issue_date", code.issued),
        (code.amount_name, code.amount),
        ("invoice_code", code.code or None),
    )
    return tuple((name, value) for name, value in said if value is not None)


def _printed(fields: tuple[Field, ...], name: str) -> Field | None:
    """A field that was read elsewhere than from the QR code itself."""
    field = named(fields, name)
    return field if field is not None and field.source is not TextSource.QR else None


def qr_crc(document: Document, _fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """The last item of the payload should be its CRC-16/BUYPASS; soft, since the rule is not published."""
    code = invoice_qr(document)
    if code is None or not code.checksum:
        return (unknown("qr_crc", "qr_crc", "no invoice QR code with a checksum was decoded"),)
    expected = f"{crc16_buypass(code.signed_part.encode()):04X}"
    equal = code.checksum.rjust(4, "0") == expected
    word = "is" if equal else "is not"
    return (made("qr_crc", "qr_crc", equal, f"checksum {code.checksum} {word} the payload's CRC-16 {expected}"),)
