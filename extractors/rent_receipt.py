"""Rent receipts (房租收据, 收条): forms filled in by hand, notes in running text and tables of letting firms."""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.blocks import block_after
from extractors.checks.arithmetic import capitals_agree
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import Parser, field_of, first_anywhere, value_after
from extractors.flow import Flow, flow_of
from extractors.labels import Labels, load_labels, pattern_of
from extractors.page import Document, Page, TextLine
from extractors.parties import chinese_party
from extractors.receipt_date import read_day
from extractors.receipt_merchant import address_text
from extractors.receipt_total import in_capitals, read_total
from uplift.types import EvidenceKind, Field

_CIRCLED = re.compile("[①②③④⑤⑥]")
_COLUMN = 4  # characters under each other that are a word written downwards
_UPRIGHT = 1.5  # height over width of a word written downwards
_SENTENCE = 0.95  # certainty of a value told by a sentence and not by a label of its own


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Who paid whom, for which premises, how much and when."""
    labels = {**load_labels("receipts"), **load_labels("rent_receipt")}
    document = _without_copy_marks(document)
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


def _without_copy_marks(document: Document) -> Document:
    """The document without the number and name of the copy, which stand beside the frame: ② and 交款单位 downwards."""
    return replace(document, pages=tuple(replace(page, lines=tuple(_inside(page))) for page in document.pages))


def _inside(page: Page) -> Iterator[TextLine]:
    single = [line for line in page.lines if len(line.text.strip()) == 1]
    for line in page.lines:
        column = [other for other in single if abs(other.box.left - line.box.left) < line.box.bottom - line.box.top]
        tall = line.box.bottom - line.box.top > _UPRIGHT * (line.box.right - line.box.left) and len(line.text) > 1
        circled = _CIRCLED.fullmatch(line.text.strip())
        if not circled and not tall and not (line in single and len(column) >= _COLUMN):
            yield line


def _premises(document: Document, flow: Flow, labels: Labels) -> Field | None:
    stops, others = labels["stop"], labels["other_line"]
    near = block_after(document, "premises_address", labels["premises_address"], stops, address_text, others)
    sentences = ("address_sentence", "address_purpose")
    return near or next(
        (found for name in sentences if (found := told(flow, "premises_address", labels[name], address_text))), None
    )


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
