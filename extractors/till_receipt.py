"""Till receipts (小票) and hand-written receipts (收据) in English, Malay, Indonesian and Chinese."""

from extractors.checks.arithmetic import capitals_agree
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import first_anywhere
from extractors.labels import load_labels
from extractors.page import Document
from extractors.parse import capital_money, normalise
from extractors.receipt_date import read_day
from extractors.receipt_merchant import read_merchant
from extractors.receipt_money import style_of
from extractors.receipt_total import read_total
from uplift.types import EvidenceKind, Field


def extract(document: Document, _second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Merchant, day and total; a total in capitals is kept as well, so that it can be compared."""
    labels = load_labels("till_receipt")
    american = style_of(document).currency == "USD" and "GST" not in document.text.upper()
    name, address = read_merchant(document, labels)
    total = read_total(document, labels)
    words = first_anywhere(document, "total_in_capitals", in_capitals, certainty=0.95)
    found = (name, address, read_day(document, labels, month_first=american), total, words)
    return tuple(field for field in found if field is not None)


def in_capitals(text: str) -> str | None:
    """The text when it spells an amount other than zero in capitals."""
    value = capital_money(text)
    return (
        normalise(text)
        if value is not None and value.amount_minor and "元" in normalise(text).translate(_YUAN)
        else None
    )


_YUAN = str.maketrans("圆圓园", "元元元")

EXTRACTOR = Extractor(
    kind=EvidenceKind.TILL_RECEIPT,
    version="1",
    required=("merchant_name", "issue_date", "total_amount"),
    extract=extract,
    checks=(capitals_agree, pdf_history, editor_software),
)
