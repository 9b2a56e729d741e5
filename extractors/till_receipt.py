"""Till receipts (小票) and hand-written receipts (收据) in English, Malay, Indonesian and Chinese."""

from extractors.checks.arithmetic import capitals_agree
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import first_anywhere
from extractors.labels import load_labels
from extractors.page import Document
from extractors.receipt_date import read_day
from extractors.receipt_merchant import read_merchant
from extractors.receipt_money import style_of
from extractors.receipt_total import in_capitals, read_total
from uplift.types import EvidenceKind, Field


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Merchant, day and total; a total in capitals is kept as well, so that it can be compared."""
    labels = load_labels("receipts")
    american = style_of(document).currency == "USD" and "GST" not in document.text.upper()
    name, address = read_merchant(document, labels)
    total = read_total(document, labels, second_opinion)
    words = first_anywhere(document, "total_in_capitals", in_capitals, certainty=0.95)
    found = (name, address, read_day(document, labels, month_first=american), total, words)
    return tuple(field for field in found if field is not None)


EXTRACTOR = Extractor(
    kind=EvidenceKind.TILL_RECEIPT,
    version="1",
    required=("merchant_name", "issue_date", "total_amount"),
    extract=extract,
    checks=(capitals_agree, pdf_history, editor_software),
)
