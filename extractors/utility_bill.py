"""Bills for electricity, water and gas: grid companies' statements, paper notices, screens of their apps.

`period` is ``2026-09`` where a month is printed and ``2026-09-01/2026-09-30`` where days are. `quantity` is what was
used: kWh of electricity, cubic metres (吨) of water or gas.
"""

import re
from decimal import Decimal, InvalidOperation

from extractors.checks.arithmetic import capitals_agree
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import first_anywhere, value_after
from extractors.form import Entry, FormFields, form_fields
from extractors.labels import load_labels
from extractors.page import Document
from extractors.parse import digits_repaired, full_width, normalise
from extractors.parse_periods import period_text
from extractors.parties import chinese_party
from extractors.row_total import row_total
from uplift.types import EvidenceKind, Field

_CUBIC = re.compile(r"m ?[3³?]|立方米?|千瓦时|kw ?[·.]?h|度|吨|m(?![a-z])", re.I)
_NUMBER = re.compile(r"[0-9OIl][0-9OIl,]*(?:\.[0-9OIl]{1,4})?")
_TITLE = re.compile(r"((?:19|20)[0-9]{2}年[0-9]{1,2}月)(?:份)?(?:电费|水费|燃?气费|天然气费?|账单|应缴|用[电水气])")


def used(text: str) -> Decimal | None:
    """The quantity in a cell: ``17169``, ``272 吨``, ``1,204.50千瓦时``; None when other words stand there."""
    flat = _CUBIC.sub("", normalise(text)).strip(" :()/[]")
    if not _NUMBER.fullmatch(flat):
        return None
    try:
        value = Decimal(digits_repaired(flat).replace(",", ""))
    except InvalidOperation:
        return None
    return value if value >= 0 and value < 10**9 else None


def address(text: str) -> str | None:
    """An address of at least four Chinese characters."""
    flat = normalise(text).strip(" :;,._")
    return full_width(flat) if len(re.findall("[一-鿿]", flat)) >= 4 else None


def _titled(text: str) -> str | None:
    match = _TITLE.search(normalise(text).replace(" ", ""))
    return period_text(match[1]) if match else None


FIELDS: FormFields = {"account_name": chinese_party, "address": Entry(parse=address, block=True), "quantity": used}


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue."""
    labels = load_labels("utility_bill")
    found = (
        *form_fields(document, labels, FIELDS),
        value_after(document, "period", labels["period"], period_text)
        or first_anywhere(document, "period", _titled, certainty=0.9),
        row_total(document, second_opinion, labels["total_amount"], labels["stop"]),
    )
    return tuple(field for field in found if field is not None)


EXTRACTOR = Extractor(
    kind=EvidenceKind.UTILITY_BILL,
    version="1",
    required=("account_name", "period", "total_amount"),
    extract=extract,
    checks=(capitals_agree, pdf_history, editor_software),
    identity=("account_name", "period"),
)
