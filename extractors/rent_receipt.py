"""Rent receipts (房租收据, 收条): forms filled in by hand, notes in running text and tables of letting firms."""

from dataclasses import replace

from extractors.blocks import block_after
from extractors.checks.arithmetic import capitals_agree
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import Parser, field_of, first_anywhere, value_after
from extractors.flow import Flow, flow_of
from extractors.labels import Labels, load_labels, pattern_of
from extractors.page import Document
from extractors.parties import chinese_party
from extractors.receipt_date import read_day
from extractors.receipt_merchant import address_text
from extractors.receipt_total import in_capitals, read_total
from uplift.types import EvidenceKind, Field

_SENTENCE = 0.95  # certainty of a value told by a sentence and not by a label of its own


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Who paid whom, for which premises, how much and when."""
    labels = {**load_labels("receipts"), **load_labels("rent_receipt")}
    flow = flow_of(document)
    stops = labels["stop"]
    payer = told(flow, "payer_name", labels["payer_sentence"], chinese_party)
    payee = value_after(document, "payee_name", labels["payee_name"], chinese_party, stops)
    found = (
        payer or value_after(document, "payer_name", labels["payer_name"], chinese_party, stops),
        payee or told(flow, "payee_name", labels["payee_sentence"], chinese_party),
        read_day(document, labels),
        read_total(document, labels, second_opinion),
        _premises(document, flow, labels),
        first_anywhere(document, "total_in_capitals", in_capitals, certainty=0.95),
    )
    return tuple(field for field in found if field is not None)


def _premises(document: Document, flow: Flow, labels: Labels) -> Field | None:
    stops, others = labels["stop"], labels["other_line"]
    near = block_after(document, "premises_address", labels["premises_address"], stops, address_text, others)
    return near or told(flow, "premises_address", labels["address_sentence"], address_text)


def told(flow: Flow, name: str, patterns: tuple[str, ...], parse: Parser) -> Field | None:
    """The named part of the first sentence that matches and whose value parses."""
    for match in pattern_of(patterns).finditer(flow.text):
        piece = flow.piece(match, "value")
        value = parse(piece.text)
        if value is not None:
            return field_of(name, replace(piece, confidence=piece.confidence * _SENTENCE), value)
    return None


EXTRACTOR = Extractor(
    kind=EvidenceKind.RENT_RECEIPT,
    version="1",
    required=("payer_name", "issue_date", "total_amount"),
    extract=extract,
    checks=(capitals_agree, pdf_history, editor_software),
)
