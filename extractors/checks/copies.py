"""Invoice data attached to a PDF against its printed page. Family `arithmetic`.

Whoever edits the printed page of an electronic invoice forgets the XML inside it, and the other way round.
"""

import re
from collections.abc import Mapping
from datetime import date

from extractors.checks.made import made, unknown
from extractors.invoice_data import parsed
from extractors.page import Document
from extractors.parse import amounts, any_date, compact, money
from uplift.types import Check, Field, FieldValue, Money, TextSource

FAMILY = "arithmetic"
_NAMES = ("total_amount", "invoice_number", "issue_date", "net_amount", "tax_amount", "seller_id", "buyer_id")
_CERTAIN = frozenset({TextSource.TEXT_LAYER, TextSource.OFD})


def attached_copy_agrees(document: Document, _fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """The total and the number in attached XML must be printed on the pages.

    Only a text layer can prove that something is not there; words read by OCR can only confirm. A foreign invoice's
    number may be printed with other marks than in its data, so there the total decides.
    """
    if document.data_source is not TextSource.XML or not any(page.lines for page in document.pages):
        return (unknown("attached_copy_agrees", FAMILY, "no page with invoice data attached to it"),)
    attached = {name: parsed(name, document.data[name]) for name in _NAMES if name in document.data}
    said = {name: value for name, value in attached.items() if value is not None}
    missing = [name for name, value in said.items() if not _printed(document, value)]
    if "total_amount" not in said:
        return (unknown("attached_copy_agrees", FAMILY, "the attached data name no total"),)
    if not {"total_amount", "invoice_number"} & set(missing):
        detail = f"the page prints the attached data's total {said['total_amount']} and number"
        return (made("attached_copy_agrees", FAMILY, True, detail),)
    certain = document.page_count == len(document.pages) and all(page.source in _CERTAIN for page in document.pages)
    if certain and ("total_amount" in missing or _chinese(said)):
        detail = f"{missing[0]} is {said[missing[0]]} in the attached data and stands nowhere on the page"
        return (made("attached_copy_agrees", FAMILY, False, detail),)
    return (unknown("attached_copy_agrees", FAMILY, f"{missing[0]} of the attached data was not found on the page"),)


def _chinese(said: Mapping[str, FieldValue]) -> bool:
    total = said["total_amount"]
    return isinstance(total, Money) and total.currency == "CNY"


def _printed(document: Document, value: FieldValue) -> bool:
    """Whether the value stands on any page, in whatever notation."""
    lines = [line.text for page in document.pages for line in page.lines]
    if isinstance(value, Money):
        return any(_has_amount(text, value) for text in lines)
    if isinstance(value, date):
        return any(value in (any_date(text), any_date(text, month_first=True)) for text in lines)
    return _plain(str(value)) in _plain("".join(lines))


def _has_amount(text: str, value: Money) -> bool:
    found = amounts(text, value.currency)
    one = money(text, value.currency)
    return any(abs(amount.amount_minor) == abs(value.amount_minor) for amount in (*found, *((one,) if one else ())))


def _plain(text: str) -> str:
    return re.sub("[^0-9A-Z]", "", compact(text))
