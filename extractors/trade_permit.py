"""Trade permits: food, tobacco, hygiene, drugs, dangerous chemicals and the like. One reader, the labels are data."""

import re

from extractors.checks.dates import date_order
from extractors.checks.identifiers import food_permit_region
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.form import Entry, FormFields, read_form
from extractors.licence_text import end_of_term, ended, firm_alone, whole_term, words
from extractors.page import Document
from extractors.parse import compact, digits_repaired
from extractors.parties import chinese_party
from uplift.types import EvidenceKind, Field

_BRACKETED_YEAR = re.compile(r"[\[(〔【{〈<]((?:19|20)[0-9]{2})[\])〕】}〉>]")
_FOOD = re.compile(r"(?<![A-Z])(JYDJ|JY|SP|SCXZF|SC|XZF|ZF|XCY|JYBA|YB)([0-9OILQDSB]{12,18})(?![0-9A-Z])")
_WORDED = re.compile(
    r"(?:\([一-鿿]\))?[一-鿿A-Z]{1,14}字?\[(?:19|20)[0-9]{2}\](?:第|-|[A-Z]-?)*[0-9]{2,12}(?:-[0-9]{1,8})?号?"
)
_WORDED_PLAIN = re.compile(r"[一-鿿]{1,12}字第?[0-9A-Z-]{4,16}号?")
# filings and permits of the drug offices: 浙杭食药监械经营备20180001号
_FILED = re.compile(r"[一-鿿]{1,12}[备许](?:字|\[)?(?:19|20)[0-9]{2}\]?[0-9]{3,7}号?")
_LETTERED = re.compile(r"(?<![0-9A-Z])[一-鿿]?[A-Z]{1,6}-?[0-9]{5,16}(?![0-9A-Z])")
_DIGITS = re.compile(r"(?<![0-9A-Z])[0-9]{7,17}(?![0-9A-Z*])")
_LABEL_BEFORE = re.compile(r"^.*?(?:编号|证号|证字号|号码)(?=[一-鿿(])")


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue."""
    return ended(read_form(document, second_opinion, labels="trade_permit", fields=FIELDS))


def permit_number(text: str) -> str | None:
    """The number of any permit, without spaces; a year in brackets of any shape stands in square ones."""
    flat = _BRACKETED_YEAR.sub(r"[\1]", compact(text))
    food = food_number(flat)
    if food:
        return food
    for form in (_WORDED, _WORDED_PLAIN, _FILED, _LETTERED, _DIGITS):
        match = form.search(_LABEL_BEFORE.sub("", flat))
        if match:
            return match.group()
    return None


def food_number(text: str) -> str | None:
    """JY or SC and 14 digits, or a workshop's number of that make; letters read for digits mended."""
    match = _FOOD.search(compact(text))
    if match is None:
        return None
    digits = digits_repaired(match[2]).replace("S", "5").replace("B", "8")
    return match[1] + digits if match[1] not in ("JY", "SC") or len(digits) == 14 else None


def worded_number(text: str) -> str | None:
    """A number whose words or letters tell it from others even without a label."""
    flat = _BRACKETED_YEAR.sub(r"[\1]", compact(text))
    match = _WORDED.search(_LABEL_BEFORE.sub("", flat))
    return food_number(flat) or (match.group() if match else None)


FIELDS: FormFields = {
    "name": Entry(parse=chinese_party, block=True, alone=0.7, strictly=firm_alone),
    "permit_number": Entry(parse=permit_number, alone=0.9, strictly=worded_number),
    "address": Entry(parse=words, block=True),
    "valid_until": Entry(parse=end_of_term, block=True, alone=0.8, strictly=whole_term),
    "scope": Entry(parse=words, block=True),
}
EXTRACTOR = Extractor(
    kind=EvidenceKind.TRADE_PERMIT,
    version="1",
    required=("name", "permit_number"),
    extract=extract,
    checks=(food_permit_region, date_order, pdf_history, editor_software),
    identity=("permit_number",),
)
