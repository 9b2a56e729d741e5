"""The two XML forms of an invoice: the 数电 original, and the attachment that travels inside an OFD."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from bench.specimens.invoice import Goods, Invoice
from bench.specimens.numbers import capitals, chinese_day
from bench.specimens.sheet import NOTICE

FP = "http://www.edrm.org.cn/schema/e-invoice/2019"


def digital_xml(invoice: Invoice) -> bytes:
    """The 数电 invoice as the tax platform hands it out."""
    root = Element("EInvoice")
    header = SubElement(root, "Header")
    _leaves(header, {"EIid": invoice.number, "EInvoiceTag": "SWEI3200", "Version": "0.2"})
    data = SubElement(root, "EInvoiceData")
    for side, party in (("Seller", invoice.seller), ("Buyer", invoice.buyer)):
        _leaves(
            SubElement(data, f"{side}Information"),
            {
                f"{side}IdNum": party.uscc,
                f"{side}Name": party.name,
                f"{side}Addr": party.address,
                f"{side}TelNum": party.phone,
                f"{side}BankName": party.bank,
                f"{side}BankAccNum": party.account,
            },
        )
    _leaves(
        SubElement(data, "BasicInformation"),
        {
            "TotalAmWithoutTax": f"{invoice.net:.2f}",
            "TotalTaxAm": f"{invoice.tax:.2f}",
            "TotalTax-includedAmount": f"{invoice.total:.2f}",
            "TotalTax-includedAmountInChinese": capitals(invoice.total),
            "Drawer": invoice.drawer,
            "RequestTime": f"{invoice.day.isoformat()} 10:24:00",
        },
    )
    for line in invoice.goods:
        _leaves(SubElement(data, "IssuItemInformation"), _digital_line(line))
    _leaves(SubElement(data, "AdditionalInformation"), {"Remark": invoice.remark.replace("\n", "；")})
    _leaves(
        SubElement(root, "TaxSupervisionInfo"),
        {
            "InvoiceNumber": invoice.number,
            "IssueTime": invoice.day.isoformat(),
            "TaxBureauCode": "13300000000",
            "TaxBureauName": "国家税务总局浙江省税务局",
        },
    )
    return _bytes(root)


def _digital_line(line: Goods) -> dict[str, str]:
    return {
        "ItemName": line.name,
        "SpecMod": line.model,
        "MeaUnits": line.unit,
        "Quantity": line.quantity,
        "UnPrice": line.price,
        "Amount": f"{line.net:.2f}",
        "TaxRate": f"{line.rate:.2f}",
        "ComTaxAm": f"{line.tax:.2f}",
        "TotaltaxIncludedAmount": f"{line.net + line.tax:.2f}",
    }


def attached_xml(invoice: Invoice) -> bytes:
    """``original_invoice.xml`` of an OFD."""
    root = Element("eInvoice", {"xmlns:fp": FP, "Version": "1.0"})
    _leaves(
        root,
        {
            "fp:InvoiceNo": invoice.number,
            "fp:IssueDate": chinese_day(invoice.day),
            "fp:TaxInclusiveTotalAmount": f"{invoice.total:.2f}",
            "fp:TaxTotalAmount": f"{invoice.tax:.2f}",
            "fp:TaxExclusiveTotalAmount": f"{invoice.net:.2f}",
            "fp:GraphCode": invoice.qr,
            "fp:InvoiceClerk": invoice.drawer,
            "fp:Note": invoice.remark.replace("\n", "；"),
        },
    )
    for side, party in (("Buyer", invoice.buyer), ("Seller", invoice.seller)):
        _leaves(
            SubElement(root, f"fp:{side}"),
            {
                f"fp:{side}Name": party.name,
                f"fp:{side}TaxID": party.uscc,
                f"fp:{side}AddrTel": f"{party.address} {party.phone}",
                f"fp:{side}FinancialAccount": f"{party.bank} {party.account}",
            },
        )
    lines = SubElement(root, "fp:GoodsInfos")
    for line in invoice.goods:
        _leaves(
            SubElement(lines, "fp:GoodsInfo"),
            {
                "fp:Item": line.name,
                "fp:Specification": line.model,
                "fp:MeasurementDimension": line.unit,
                "fp:Price": line.price,
                "fp:Quantity": line.quantity,
                "fp:Amount": f"{line.net:.2f}",
                "fp:TaxScheme": f"{line.rate * 100:.0f}%",
                "fp:TaxAmount": f"{line.tax:.2f}",
            },
        )
    return _bytes(root)


def _leaves(parent: Element, values: dict[str, str]) -> None:
    for name, value in values.items():
        SubElement(parent, name).text = value


def _bytes(root: Element) -> bytes:
    indent(root, " ")
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {NOTICE} -->\n'
    return head.encode() + tostring(root, encoding="utf-8") + b"\n"
