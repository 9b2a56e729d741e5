"""Orders and daily figures of selling platforms (电商 / 外卖平台), handed in as screenshots."""

import re
from datetime import date
from decimal import Decimal

from extractors.checks.metadata import editor_software
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import Piece, field_of, value_after
from extractors.labels import Labels, load_labels, pattern_of
from extractors.page import Document
from extractors.parse import full_width, normalise
from extractors.parties import chinese_party
from extractors.receipt_date import dates_in
from extractors.receipt_money import Style, amounts_in
from uplift.types import EvidenceKind, Field, Money

_STYLE = Style(currency="CNY", whole=False)
_BY_FORM = 0.9  # certainty of a shop's name that only its form tells
_ONE_DECIMAL = re.compile(r"(?<!-)(?<!- )¥ ?([0-9]{1,7}\.[0-9])(?![0-9.])")  # apps leave out the last zero: ¥244.7
_ARROW = re.compile(r"[\s>〉》›＞]+$|^[\s<〈《‹]+")


def extract(document: Document, _second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Shop, day and amount; of several amounts what was really paid comes first."""
    labels = load_labels("order_screenshot")
    named = value_after(document, "merchant_name", labels["merchant_name"], chinese_party, labels["stop"])
    found = (
        named or _shop_by_form(document, labels),
        value_after(document, "issue_date", labels["issue_date"], day),
        value_after(document, "total_amount", labels["total_amount"], amount),
    )
    return tuple(field for field in found if field is not None)


def day(text: str) -> date | None:
    """The first date; screens run it together with the time behind it."""
    return next((value for value, _, _ in dates_in(text)), None)


def amount(text: str) -> Money | None:
    """The first amount with decimals or a currency sign; one below zero is a deduction and no total."""
    found = amounts_in(text, _STYLE)
    if not found:
        short = _ONE_DECIMAL.search(normalise(text))
        return Money.of(Decimal(short[1]), "CNY") if short else None
    return found[0].value if found[0].value.amount_minor >= 0 else None


def _shop_by_form(document: Document, labels: Labels) -> Field | None:
    """The first line that reads like a shop's name."""
    shop, other = pattern_of(labels["shop_form"]), pattern_of(labels["not_shop"])
    for page in document.pages:
        for line in page.lines:
            text = _bare(line.text)
            if shop.search(text) and not other.search(text):
                piece = Piece(text=line.text, page=page, box=line.box, confidence=line.confidence * _BY_FORM)
                return field_of("merchant_name", piece, full_width(text.replace(" ", "")))
    return None


def _bare(text: str) -> str:
    """The line without the arrow that opens the shop's page, which is also read as a second bracket."""
    flat = _ARROW.sub("", normalise(text))
    return flat[:-1] if flat.endswith("))") and flat.count(")") > flat.count("(") else flat


EXTRACTOR = Extractor(
    kind=EvidenceKind.ORDER_SCREENSHOT,
    version="1",
    required=("merchant_name", "total_amount"),
    extract=extract,
    checks=(editor_software,),
)
