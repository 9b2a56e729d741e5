"""Business licences (营业执照) of companies, partnerships and self-employed people: wide, upright and electronic forms.

Licences before the unified code carry a registration number (注册号) of 15 digits; it is read as `uscc` and told apart
by its length.
"""

import re
from decimal import Decimal

from extractors.blocks import block_after
from extractors.checks.dates import date_order
from extractors.checks.identifiers import old_number_check_digit, uscc_check_digit
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.form import Entry, FormFields, read_form
from extractors.labels import load_labels
from extractors.licence_text import end_of_term, ended, firm_alone, first_of, old_number, person, words
from extractors.page import Document
from extractors.parse import capital_money, chinese_date, compact, full_width, money, normalise, uscc, uscc_closes
from extractors.parties import chinese_party
from extractors.repair_codes import scanned_uscc
from uplift.types import EvidenceKind, Field, FieldValue, Money, TextSource

_PARTNER = re.compile(
    r"[一-鿿A-Za-z0-9·()]{2,40}(?:公司|合伙企业(?:\(有限合伙\))?|\(有限合伙\)|中心|合作社)\(?委派代表:?[一-鿿·]{2,15}\)?"
)
_CLAUSE = re.compile(r"(经批准的项目外?)(经相关部门批准|凭营业执照)")
_TEN_THOUSANDS = re.compile(r"([0-9]{1,8}(?:,[0-9]{3})*(?:\.[0-9]{1,8})?) ?万")


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue; `valid_until` of a licence without end has raw 长期 and no value."""
    scanned = any(page.source is TextSource.OCR for page in document.pages)
    code = first_of(scanned_uscc if scanned else printed_uscc, old_number)
    labels = load_labels("business_licence")
    others = tuple(synonym for key, synonyms in labels.items() if key != "stop" for synonym in synonyms)
    head = labels["legal_representative"]
    partner = block_after(document, "legal_representative", head, labels["stop"], managing_partner, others)
    fields: FormFields = {"uscc": Entry(parse=code, alone=0.9, strictly=closing_uscc), **FIELDS}
    found = ended(read_form(document, second_opinion, labels="business_licence", fields=fields))
    if partner is None:
        return found
    return (*(field for field in found if field.name != "legal_representative"), partner)


def managing_partner(text: str) -> str | None:
    """A firm that manages a partnership, with whom it sends: ``恒通投资有限公司（委派代表：沈顺达）``."""
    match = _PARTNER.match(normalise(text).replace(" ", ""))
    return full_width(match.group()) if match else None


def scope(text: str) -> str | None:
    """Running words; of the registrars' closing clause, a lost comma or last bracket is put back."""
    found = words(text)
    if found is None:
        return None
    found = _CLAUSE.sub(r"\1，\2", found)
    return f"{found}）" if found.endswith("经营活动") and found.count("（") == found.count("）") + 1 else found


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
    "scope": Entry(parse=scope, block=True),
}
EXTRACTOR = Extractor(
    kind=EvidenceKind.BUSINESS_LICENCE,
    version="2",
    required=("name", "uscc"),
    extract=extract,
    checks=(uscc_check_digit, old_number_check_digit, date_order, pdf_history, editor_software),
    identity=("uscc",),
)
