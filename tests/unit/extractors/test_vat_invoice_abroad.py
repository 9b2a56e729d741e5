"""Invoices in English and German: labels, decimal commas, several rates, amounts nobody labelled."""

from datetime import date
from decimal import Decimal

from extractor_papers import paper, values
from invoice_papers import read

from uplift.types import Money


def test_taxes_of_several_rates_are_added_up_when_the_total_agrees():
    document = paper(
        (100, 100, "Rechnung Nr. 4711"),
        (100, 500, "Summe netto"),
        (900, 500, "300,00 €"),
        (100, 530, "zzgl. 7 % MwSt. auf 100,00"),
        (900, 530, "7,00 €"),
        (100, 560, "zzgl. 19 % MwSt. auf 200,00"),
        (900, 560, "38,00 €"),
        (100, 590, "Rechnungsbetrag"),
        (900, 590, "345,00 €"),
    )
    fields = {field.name: field for field in read(document)}
    assert fields["tax_amount"].value == Money.of("45", "EUR")
    assert "7.00 and 38.00" in fields["tax_amount"].repair


def test_a_net_amount_nobody_labelled_follows_from_the_rate():
    document = paper(
        (100, 100, "Invoice No: 77"),
        (100, 500, "VAT 20%"),
        (900, 500, "£20.00"),
        (100, 530, "Total"),
        (900, 530, "£120.00"),
    )
    net = next(field for field in read(document) if field.name == "net_amount")
    assert net.value == Money.of("100", "GBP")
    assert "net times 20" in net.repair


def test_an_english_invoice():
    document = paper(
        (40, 40, "Northern Parts Ltd."),
        (40, 70, "12 High Street, Leeds"),
        (800, 40, "Invoice No: INV-2041"),
        (800, 70, "Invoice Date: 5 March 2026"),
        (40, 150, "Bill To:"),
        (40, 175, "Riverside Garage"),
        (800, 500, "Subtotal"),
        (1000, 500, "£100.00"),
        (800, 530, "VAT (20%)"),
        (1000, 530, "£20.00"),
        (800, 560, "Total"),
        (1000, 560, "£120.00"),
    )
    assert values(read(document)) == {
        "invoice_number": "INV-2041",
        "issue_date": date(2026, 3, 5),
        "seller_name": "Northern Parts Ltd.",
        "buyer_name": "Riverside Garage",
        "net_amount": Money.of("100", "GBP"),
        "tax_amount": Money.of("20", "GBP"),
        "total_amount": Money.of("120", "GBP"),
        "tax_rate": Decimal("0.2"),
    }


def test_a_german_invoice_with_decimal_commas():
    document = paper(
        (800, 40, "Rechnungsnummer 471102"),
        (800, 70, "Rechnungsdatum 05.03.2026"),
        (800, 500, "Nettobetrag"),
        (1000, 500, "1.473,00 €"),
        (800, 530, "MwSt 19%"),
        (1000, 530, "279,87 €"),
        (800, 560, "Gesamtbetrag"),
        (1000, 560, "1.752,87 €"),
    )
    found = values(read(document))
    assert found["invoice_number"] == "471102"
    assert found["issue_date"] == date(2026, 3, 5)
    assert found["total_amount"] == Money.of("1752.87", "EUR")
    assert found["tax_amount"] == Money.of("279.87", "EUR")
