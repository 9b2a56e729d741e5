import pytest

from extractors.einvoice_xml import is_einvoice, parse_xml, read_einvoice
from uplift.errors import UnreadableFile

OLD = """<?xml version="1.0" encoding="utf-8"?>
<eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019" Version="1.0">
<fp:InvoiceCode>050001700111</fp:InvoiceCode><fp:InvoiceNo>99999951</fp:InvoiceNo>
<fp:IssueDate>2020年10月10日</fp:IssueDate><fp:InvoiceCheckCode>14754822929856772523</fp:InvoiceCheckCode>
<fp:Buyer><fp:BuyerName>甲公司</fp:BuyerName><fp:BuyerTaxID>
 </fp:BuyerTaxID></fp:Buyer>
<fp:Seller><fp:SellerName>乙公司</fp:SellerName><fp:SellerTaxID>91500106MA2CE71F65</fp:SellerTaxID></fp:Seller>
<fp:TaxInclusiveTotalAmount>212.00</fp:TaxInclusiveTotalAmount><fp:TaxTotalAmount>12.00</fp:TaxTotalAmount>
<fp:TaxExclusiveTotalAmount>200.00</fp:TaxExclusiveTotalAmount>
<fp:GoodsInfos>
<fp:GoodsInfo><fp:Item>*餐饮服务*餐费</fp:Item><fp:Price>25</fp:Price><fp:Quantity>4</fp:Quantity>
<fp:Amount>100.00</fp:Amount><fp:TaxScheme>6%</fp:TaxScheme><fp:TaxAmount>6.00</fp:TaxAmount></fp:GoodsInfo>
<fp:GoodsInfo><fp:Item>*餐饮服务*茶</fp:Item><fp:Amount>100.00</fp:Amount><fp:TaxScheme>6%</fp:TaxScheme>
<fp:TaxAmount>6.00</fp:TaxAmount></fp:GoodsInfo></fp:GoodsInfos></eInvoice>""".encode()

NEW = """<EInvoice><Header><EIid>25502000000012345678</EIid></Header><EInvoiceData>
<SellerInformation><SellerIdNum>91500106MA2CE71F65</SellerIdNum><SellerName>乙公司</SellerName></SellerInformation>
<BuyerInformation><BuyerIdNum>91330100799655058B</BuyerIdNum><BuyerName>甲公司</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>1000.00</TotalAmWithoutTax><TotalTaxAm>90.00</TotalTaxAm>
<TotalTax-includedAmount>1090.00</TotalTax-includedAmount>
<TotalTax-includedAmountInChinese>壹仟零玖拾圆整</TotalTax-includedAmountInChinese></BasicInformation>
<IssuItemInformation><ItemName>*运输服务*货运</ItemName><Quantity>1</Quantity><UnPrice>1000</UnPrice>
<Amount>1000.00</Amount><TaxRate>0.09</TaxRate><ComTaxAm>90.00</ComTaxAm></IssuItemInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>25502000000012345678</InvoiceNumber><IssueTime>2025-06-01</IssueTime>
</TaxSupervisionInfo></EInvoice>""".encode()


def test_the_ofd_attachment_schema_is_read_under_the_catalogues_names():
    root = parse_xml(OLD)
    data, rows = read_einvoice(root)
    assert is_einvoice(root)
    assert data == {
        "invoice_code": "050001700111",
        "invoice_number": "99999951",
        "issue_date": "2020年10月10日",
        "seller_name": "乙公司",
        "seller_id": "91500106MA2CE71F65",
        "buyer_name": "甲公司",
        "net_amount": "200.00",
        "tax_amount": "12.00",
        "total_amount": "212.00",
        "check_code": "14754822929856772523",
        "tax_rate": "6%",
    }
    assert [row["name"] for row in rows] == ["*餐饮服务*餐费", "*餐饮服务*茶"]
    assert rows[0]["unit_price"] == "25"
    assert rows[0]["quantity"] == "4"


def test_the_fully_digital_schema_is_read_under_the_same_names():
    data, rows = read_einvoice(parse_xml(NEW))
    assert data["invoice_number"] == "25502000000012345678"
    assert data["issue_date"] == "2025-06-01"
    assert data["net_amount"] == "1000.00"
    assert data["total_amount"] == "1090.00"
    assert data["total_in_capitals"] == "壹仟零玖拾圆整"
    assert rows == (
        {
            "name": "*运输服务*货运",
            "quantity": "1",
            "unit_price": "1000",
            "net": "1000.00",
            "rate": "9%",
            "tax": "90.00",
        },
    )


def test_another_root_is_not_an_invoice():
    assert not is_einvoice(parse_xml(b"<html><body/></html>"))


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"<eInvoice><a></eInvoice>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b"\xff\xfe\x00<a/>",
    ],
)
def test_damaged_and_hostile_xml_is_unreadable(hostile):
    with pytest.raises(UnreadableFile, match="upload"):
        parse_xml(hostile)
