"""Delivery notes (送货单, 出库单, 销售单): printed pads, sheets of stock programs and of accounting software.

The sender is named by a word, or by the head of the paper alone: whoever delivers prints the note.
"""

from extractors.checks.arithmetic import capitals_agree, goods_sum, line_amounts
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.labels import Labels, load_labels
from extractors.letterhead import issuer
from extractors.page import Document
from extractors.parties import COMPANY
from extractors.trade_paper import first_party, goods, goods_field, issue_date, present, totals
from uplift.types import EvidenceKind, Field


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue, with the total in capitals where it is printed."""
    labels = load_labels("delivery_note")
    receiver = first_party(document, "receiver_name", labels)
    taken = (str(receiver.value),) if receiver else ()
    rows = goods(document, second_opinion)
    return present(
        _sender(document, labels, taken),
        receiver,
        issue_date(document, labels),
        *totals(document, labels, rows, second_opinion),
        goods_field(rows),
    )


def _sender(document: Document, labels: Labels, taken: tuple[str, ...]) -> Field | None:
    """The name at its label, unless that is no firm's and a firm stands in the head: then somebody signed there."""
    named = first_party(document, "sender_name", labels)
    if named is not None and COMPANY.search(str(named.value)):
        return named
    return issuer(document, "sender_name", labels["title"], taken) or named


EXTRACTOR = Extractor(
    kind=EvidenceKind.DELIVERY_NOTE,
    version="1",
    required=("sender_name", "receiver_name", "issue_date"),
    extract=extract,
    checks=(line_amounts, goods_sum, capitals_agree, pdf_history, editor_software),
)
