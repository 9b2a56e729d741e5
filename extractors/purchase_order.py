"""Purchase orders (采购订单, 订货单), Chinese and English.

The buyer is named by a word, or by the head of the paper alone: whoever orders prints the order.
"""

from extractors.checks.arithmetic import capitals_agree, goods_sum, line_amounts
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import value_after
from extractors.labels import load_labels
from extractors.letterhead import issuer
from extractors.page import Document
from extractors.parse import document_number
from extractors.trade_paper import first_party, goods, goods_field, issue_date, present, totals
from uplift.types import EvidenceKind, Field


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue, with the total in capitals where it is printed."""
    labels = load_labels("purchase_order")
    seller = first_party(document, "seller_name", labels)
    taken = (str(seller.value),) if seller else ()
    rows = goods(document, second_opinion)
    return present(
        first_party(document, "buyer_name", labels) or issuer(document, "buyer_name", labels["title"], taken),
        seller,
        value_after(document, "order_number", labels["order_number"], document_number, labels["stop"]),
        issue_date(document, labels),
        *totals(document, labels, rows, second_opinion),
        goods_field(rows),
    )


EXTRACTOR = Extractor(
    kind=EvidenceKind.PURCHASE_ORDER,
    version="1",
    required=("buyer_name", "seller_name", "issue_date", "total_amount"),
    extract=extract,
    checks=(line_amounts, goods_sum, capitals_agree, pdf_history, editor_software),
)
