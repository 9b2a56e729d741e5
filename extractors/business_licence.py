"""Business licences (营业执照) of companies, partnerships and self-employed people: wide, upright and electronic forms.

Licences before the unified code carry a registration number (注册号) of 15 digits; it is read as `uscc` and told apart
by its length.
"""

import re
from decimal import Decimal

from extractors.checks.dates import date_order
from extractors.checks.identifiers import old_number_check_digit, uscc_check_digit
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.form import Entry, FormFields, read_form
from extractors.licence_text import end_of_term, ended, firm_alone, first_of, old_number, person, words
from extractors.page import Document
from extractors.parse import capital_money, chinese_date, compact, money, normalise, uscc, uscc_closes
from extractors.parties import chinese_party
from extractors.repair_codes import scanned_uscc
from uplift.types import EvidenceKind, Field, FieldValue, Money, TextSource

_TEN_THOUSANDS = re.compile(r"([0-9]{1,8}(?:,[0-9]{3})*(?:\.[0-9]{1,8})?) ?万")


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue; `valid_until` of a licence without end has raw 长期 and no value."""
    scanned = any(page.source is TextSource.OCR for page in document.pages)
    code = first_of(scanned_uscc if scanned else printed_uscc, old_number)
    fields: FormFields = {"uscc": Entry(parse=code, alone=0.9, strictly=closing_uscc), **FIELDS}
    return ended(read_form(document, second_opinion, labels="business_licence", fields=fields))


def printed_uscc(text: str) -> str | None:
    """The code as it stands; nothing is mended in a text layer."""
    return uscc(text, repair=False)


def closing_uscc(text: str) -> str | None:
    """A code that closes, for one that stands without its label."""
    found = uscc(text) if len(compact(text)) >= 18 else None
    return found if found is not None and uscc_closes(found) else None


def capital(text: str) -> FieldValue:
    """Registered capital, in digits or in capitals (伍拾万圆整)."""
    flat = normalise(text)
    match = _TEN_THOUSANDS.search(flat)
    if match:
        return Money.of(Decimal(match[1].replace(",", "")) * 10_000, "USD" if "美元" in flat else "CNY")
    return capital_money(text) or money(text)


FIELDS: FormFields = {
    "name": Entry(parse=chinese_party, block=True, alone=0.7, strictly=firm_alone),
    "legal_representative": person,
    "entity_type": Entry(parse=words, block=True),
    "address": Entry(parse=words, block=True),
    "registered_capital": capital,
    "established_date": chinese_date,
    "valid_until": Entry(parse=end_of_term, block=True),
    "scope": Entry(parse=words, block=True),
}
EXTRACTOR = Extractor(
    kind=EvidenceKind.BUSINESS_LICENCE,
    version="2",
    required=("name", "uscc"),
    extract=extract,
    checks=(uscc_check_digit, old_number_check_digit, date_order, pdf_history, editor_software),
    identity=("uscc",),
)
