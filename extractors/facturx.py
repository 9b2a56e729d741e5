"""Factur-X / ZUGFeRD: the invoice as Cross Industry Invoice XML attached to a PDF/A-3 (EN 16931).

Both generations are read by local names: ZUGFeRD 1.0 (`CrossIndustryDocument`) and 2.x / Factur-X
(`CrossIndustryInvoice`). The attachment is more trusted than the printed page; checks compare the two.
"""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from extractors.einvoice_xml import is_einvoice, read_einvoice

ROOTS = frozenset({"CrossIndustryInvoice", "CrossIndustryDocument"})
MAX_XML_BYTES = 5_000_000


def read_facturx(xml: bytes) -> tuple[Mapping[str, str], tuple[Mapping[str, str], ...]]:
    """Read header fields and goods rows, under the catalogue's names, amounts as ``"59.50 EUR"``.

    Any other XML, damaged XML included, gives nothing: the page still stands on its own.
    """
    root = _parse(xml)
    if root is None:
        return {}, ()
    currency = _text(root, "InvoiceCurrencyCode")
    header = _first(root, "ExchangedDocument") or _first(root, "HeaderExchangedDocument") or root
    totals = (
        _first(root, "SpecifiedTradeSettlementHeaderMonetarySummation")
        or _first(root, "SpecifiedTradeSettlementMonetarySummation")
        or root
    )
    data = {
        "invoice_number": _text(header, "ID"),
        "issue_date": _text(header, "DateTimeString"),
        **_party(root, "seller"),
        **_party(root, "buyer"),
        "net_amount": _amount(totals, "TaxBasisTotalAmount", currency),
        "tax_amount": _amount(totals, "TaxTotalAmount", currency),
        "total_amount": _amount(totals, "GrandTotalAmount", currency),
    }
    rows = tuple(_row(line, currency) for line in _all(root, "IncludedSupplyChainTradeLineItem"))
    return {name: value for name, value in data.items() if value}, tuple(row for row in rows if row)


def read_attached(xml: bytes) -> tuple[Mapping[str, str], tuple[Mapping[str, str], ...]]:
    """As `read_facturx`, and the Chinese schemas too: what a PDF may carry as its own invoice data."""
    found, rows = read_facturx(xml)
    if found or len(xml) > MAX_XML_BYTES:
        return found, rows
    try:
        root: Element = fromstring(xml)
    except (ParseError, DefusedXmlException, ValueError):
        return {}, ()
    return read_einvoice(root) if is_einvoice(root) else ({}, ())


def _parse(xml: bytes) -> Element | None:
    if len(xml) > MAX_XML_BYTES:
        return None
    try:
        root: Element = fromstring(xml)
    except (ParseError, DefusedXmlException, ValueError):
        return None
    return root if _local(root) in ROOTS else None


def _party(root: Element, side: str) -> dict[str, str]:
    party = _first(root, f"{side.capitalize()}TradeParty")
    if party is None:
        return {}
    return {f"{side}_name": _own_text(party, "Name"), f"{side}_id": _tax_id(party)}


def _tax_id(party: Element) -> str:
    """The VAT number when there is one, else the local tax number."""
    found = {
        element.get("schemeID", ""): (element.text or "").strip()
        for registration in _all(party, "SpecifiedTaxRegistration")
        for element in _all(registration, "ID")
    }
    return found.get("VA") or found.get("FC") or ""


def _row(line: Element, currency: str) -> dict[str, str]:
    product = _first(line, "SpecifiedTradeProduct")
    price = _first(line, "NetPriceProductTradePrice")
    row = {
        "name": _text(product, "Name"),
        "quantity": _text(line, "BilledQuantity"),
        "unit_price": _amount(price, "ChargeAmount", currency),
        "net": _amount(line, "LineTotalAmount", currency),
        "rate": _text(line, "RateApplicablePercent") or _text(line, "ApplicablePercent"),
    }
    if row["rate"]:
        row["rate"] += "%"
    return {name: value for name, value in row.items() if value}


def _amount(parent: Element | None, name: str, currency: str) -> str:
    text = _text(parent, name)
    return f"{text} {currency}".strip() if text else ""


def _local(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _all(parent: Element, name: str) -> Iterator[Element]:
    return (element for element in parent.iter() if _local(element) == name)


def _first(parent: Element, name: str) -> Element | None:
    return next(_all(parent, name), None)


def _text(parent: Element | None, name: str) -> str:
    element = None if parent is None else _first(parent, name)
    return "" if element is None else (element.text or "").strip()


def _own_text(parent: Element, name: str) -> str:
    """Text of a direct child, so that a contact's name is not taken for the firm's."""
    return next(((child.text or "").strip() for child in parent if _local(child) == name), "")
