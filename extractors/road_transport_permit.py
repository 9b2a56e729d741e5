"""Road transport papers: the firm's licence (道路运输经营许可证) and the vehicle's certificate (道路运输证)."""

import re
from decimal import Decimal

from extractors.checks.dates import date_order
from extractors.checks.identifiers import permit_number_form, plate_format
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import first_anywhere
from extractors.form import Entry, FormFields, read_form
from extractors.licence_text import chinese_words, end_of_term, ended, firm_alone, whole_term
from extractors.page import Document
from extractors.parse import compact, digits_repaired, normalise, plate
from extractors.parties import chinese_party
from uplift.types import EvidenceKind, Field

_DIGITS = "[0-9OIlQDL|]{12}"
_NUMBER = re.compile(rf"(?<![0-9A-Z])({_DIGITS})(?![0-9A-Z])", re.I)
_WORDED_NUMBER = re.compile(rf"([一-鿿]{{1,14}}字)[第(]?({_DIGITS})(?![0-9])", re.I)
_LABEL_BEFORE = re.compile("^.*(?:证号|编号|证字号|共和国|许可证|运输证)")
_MAX_TONNES = 200


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue, with the scope of the permit."""
    found = ended(read_form(document, second_opinion, labels="road_transport_permit", fields=FIELDS))
    worded = first_anywhere(document, "permit_number", worded_number, certainty=0.95)
    if worded is None:
        return found
    return (*(field for field in found if field.name != "permit_number"), worded)


def worded_number(text: str) -> str | None:
    """A number with its words, such as 浙交运管许可杭字330110001234, without the label before it."""
    match = _WORDED_NUMBER.search(compact(text))
    if match is None:
        return None
    return _LABEL_BEFORE.sub("", match[1]) + digits_repaired(match[2]).replace("L", "1")


def permit_number(text: str) -> str | None:
    """The 12 digits alone, where no words stand before them or they were not read."""
    match = _NUMBER.search(compact(text))
    return digits_repaired(match[1]).replace("L", "1") if match else None


def tonnes(text: str) -> Decimal | None:
    """Payload in tonnes; kilograms are converted."""
    flat = re.sub(r"(?<=[0-9]),(?=[0-9]{1,3} ?吨)", ".", normalise(text))  # 1,8吨: no road vehicle carries thousands
    match = re.search(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) ?(kg|千克|公斤|吨|t|T)?", flat)
    if match is None:
        return None
    value = Decimal(match[1])
    value = value / 1000 if match[2] in ("kg", "千克", "公斤") or value > _MAX_TONNES else value
    return value if 0 < value <= _MAX_TONNES else None


FIELDS: FormFields = {
    "name": Entry(parse=chinese_party, block=True, alone=0.7, strictly=firm_alone),
    "permit_number": permit_number,
    "plate_number": Entry(parse=plate, alone=0.8),
    "vehicle_type": chinese_words,
    "payload_t": tonnes,
    "valid_until": Entry(parse=end_of_term, block=True, alone=0.8, strictly=whole_term),
    "scope": Entry(parse=chinese_words, block=True),
}
EXTRACTOR = Extractor(
    kind=EvidenceKind.ROAD_TRANSPORT_PERMIT,
    version="2",
    required=("name", "permit_number"),
    extract=extract,
    checks=(permit_number_form, plate_format, date_order, pdf_history, editor_software),
    identity=("permit_number",),
)
