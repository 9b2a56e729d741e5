"""Chinese e-invoice XML: the attachment of OFD invoices (edrm e-invoice 2016 / 2019) and the fully digital 数电 root.

Both are read by local names, whatever prefix or namespace the issuer used. Values keep the XML's own text.
"""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from uplift.errors import UnreadableFile

MAX_XML_BYTES = 10_000_000
MAX_ROWS = 500

Rows = tuple[Mapping[str, str], ...]

# Catalogue name -> local names of the XML, first present wins.
HEADER = {
    "invoice_code": ("InvoiceCode",),
    "invoice_number": ("EIid", "InvoiceNo", "InvoiceNumber"),
    "issue_date": ("IssueDate", "RequestTime", "IssueTime"),
    "seller_name": ("SellerName",),
    "seller_id": ("SellerTaxID", "SellerIdNum", "SellerTaxpayerID"),
    "buyer_name": ("BuyerName",),
    "buyer_id": ("BuyerTaxID", "BuyerIdNum", "BuyerTaxpayerID"),
    "net_amount": ("TaxExclusiveTotalAmount", "TotalAmWithoutTax"),
    "tax_amount": ("TaxTotalAmount", "TotalTaxAm"),
    "total_amount": ("TaxInclusiveTotalAmount", "TotalTax-includedAmount"),
    "total_in_capitals": ("TotalTax-includedAmountInChinese", "TaxInclusiveTotalAmountWithWords"),
    "check_code": ("InvoiceCheckCode",),
    "remark": ("Note", "Remark"),
}
ROW_NAMES = frozenset({"GoodsInfo", "IssuItemInformation", "Item"})
ROW = {
    "name": ("Item", "ItemName"),
    "specification": ("Specification", "SpecMod"),
    "unit": ("MeasurementDimension", "MeaUnits"),
    "quantity": ("Quantity",),
    "unit_price": ("Price", "UnPrice"),
    "net": ("Amount",),
    "rate": ("TaxScheme", "TaxRate"),
    "tax": ("TaxAmount", "ComTaxAm"),
}
ROOTS = frozenset({"einvoice"})


def parse_xml(xml: bytes) -> Element:
    """Parse with entities, DTDs and external references refused.

    Raises:
        UnreadableFile: damaged or hostile XML.
    """
    if len(xml) > MAX_XML_BYTES:
        raise UnreadableFile("The XML is far larger than any invoice. Please upload the original invoice file.")
    try:
        root: Element = fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise UnreadableFile(
            "The XML is damaged or not plain invoice data. Please download the invoice again and upload it unchanged."
        ) from error
    return root


def is_einvoice(root: Element) -> bool:
    """True for the roots of both schemas."""
    return local_name(root).lower() in ROOTS


def read_einvoice(root: Element) -> tuple[dict[str, str], Rows]:
    """Header values under the catalogue's names, and the goods rows."""
    texts = _leaf_texts(root)
    data = {name: _first(texts, candidates) for name, candidates in HEADER.items()}
    rows = tuple(row for row in map(_row, list(row_elements(root))[:MAX_ROWS]) if row)
    rates = {row["rate"] for row in rows if "rate" in row}
    if len(rates) == 1:
        data["tax_rate"] = rates.pop()
    return {name: value for name, value in data.items() if value}, rows


def row_elements(root: Element) -> Iterator[Element]:
    """Elements that hold one goods line: those named so and with children of their own."""
    return (element for element in root.iter() if local_name(element) in ROW_NAMES and len(element))


def local_name(element: Element) -> str:
    """The tag without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def _leaf_texts(root: Element) -> dict[str, str]:
    """Text of every leaf by local name, the first one that is not empty. Goods lines are left out."""
    inside_rows = {id(child) for row in row_elements(root) for child in row.iter()}
    found: dict[str, str] = {}
    for element in root.iter():
        text = (element.text or "").strip()
        if text and not len(element) and id(element) not in inside_rows:
            found.setdefault(local_name(element), text)
    return found


def _row(element: Element) -> dict[str, str]:
    texts = {local_name(child): (child.text or "").strip() for child in element}
    row = {name: _first(texts, candidates) for name, candidates in ROW.items()}
    row["rate"] = _percent(row["rate"])
    return {name: value for name, value in row.items() if value}


def _percent(rate: str) -> str:
    """数电 XML writes rates as shares ("0.09"); the page and the older schema write "9%"."""
    try:
        share = float(rate)
    except ValueError:
        return rate
    return f"{share * 100:g}%" if 0 <= share < 1 else f"{share:g}%"


def _first(texts: Mapping[str, str], candidates: tuple[str, ...]) -> str:
    return next((texts[name] for name in candidates if texts.get(name)), "")
