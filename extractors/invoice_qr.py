"""The payload of a Chinese invoice's QR code: a comma list without a published standard, kinds 01, 04, 10, 31, 32."""

from dataclasses import dataclass
from datetime import date

from extractors.page import Document, QrCode
from extractors.parse import chinese_date, money
from uplift.types import Money

TOTAL_INCLUSIVE_KINDS = frozenset({"31", "32"})  # fully digital invoices carry the total, older ones the net amount


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceQr:
    """What one invoice QR code says; empty strings where the kind leaves an item out."""

    kind: str
    code: str
    number: str
    amount: Money | None
    issued: date | None
    check_code: str
    signed_part: str  # the payload up to and including the comma before the checksum
    checksum: str
    source: QrCode

    @property
    def amount_name(self) -> str:
        """The field the amount confirms."""
        return "total_amount" if self.kind in TOTAL_INCLUSIVE_KINDS else "net_amount"


def invoice_qr(document: Document) -> InvoiceQr | None:
    """The first QR code of the file that is an invoice payload; None without one."""
    return next((read for code in document.qr_codes if (read := _read(code)) is not None), None)


def _read(code: QrCode) -> InvoiceQr | None:
    items = [item.strip() for item in code.text.strip().split(",")]
    if len(items) < 7 or items[0] != "01" or not (items[3].isdigit() and len(items[3]) in (8, 20)):
        return None
    return InvoiceQr(
        kind=items[1],
        code=items[2],
        number=items[3],
        amount=money(items[4]),
        issued=chinese_date(items[5]),
        check_code=items[6],
        signed_part=",".join(code.text.strip().split(",")[:7]) + ",",
        checksum=items[7].upper() if len(items) > 7 else "",
        source=code,
    )
