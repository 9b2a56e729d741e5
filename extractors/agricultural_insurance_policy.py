"""Policies of farm insurance (农业保险保单): crops by area (种植险), animals by head (养殖险).

`crop` is what is insured: the crop, or the animal of a policy counted by head, which has no `insured_area_mu`.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.checks.dates import date_order
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import Spot, below, field_of, spots, value_after, value_at
from extractors.flow import flow_of
from extractors.form import FormFields, form_fields
from extractors.labels import load_labels, pattern_of
from extractors.page import Document
from extractors.parse import chinese_date, compact, digits_repaired, normalise
from extractors.parties import chinese_party
from extractors.row_total import labelled_amount
from uplift.types import EvidenceKind, Field

_DAY = r"(?:[0-9]{4} ?[年./-] ?[0-9]{1,2} ?[月./-] ?[0-9]{1,2} ?日?|20[0-9]{2}[01][0-9][0-3][0-9](?![0-9]))"
_TERM = re.compile(rf"(?P<start>{_DAY})[^年]{{0,16}}?(?:至|到|~|—|-)[^年0-9]{{0,6}}(?P<end>{_DAY})")
_APART = re.compile(rf"起保(?:日期|时间):?(?P<start>{_DAY}).{{0,24}}终保(?:日期|时间):?(?P<end>{_DAY})")
_NEAR = 60  # characters between the words for the term and its first day
_AREA = re.compile(r"([0-9][0-9,]*(?:\.[0-9]{1,4})?) ?(?:亩|mu)?(?:\(?[^0-9]{0,6}\)?)?", re.I)
_TITLE = re.compile(
    r"(?:政策性|商业性|中央财政补贴|省级财政补贴|财政补贴|地方)*(?P<crop>[一-鿿]{2,8}?)(?:种植|养殖)?(?:完全)?(?:成本|收入|产量|价格)?"
    r"保险(?:保险单|保单|单|凭证)"
)
_NO_CROP = re.compile(
    r"保险|公司|按照|^本|本$|农业|种植|养殖|综合|责任|费|名称|面积|标的|单位|数量|金额|地址|[0-9A-Za-z]"
)


def policy_number(text: str) -> str | None:
    """8-30 letters and digits with at least six digits."""
    match = re.match(r"[0-9A-Z][0-9A-Z\-/]{7,29}", compact(text).lstrip(":"))
    return match.group() if match and sum(char.isdigit() for char in match.group()) >= 6 else None


def crop(text: str) -> str | None:
    """A crop or animal: 2-8 Chinese characters that are no label, without 种植险 and the like behind."""
    flat = normalise(text).replace(" ", "").strip(":;,._()")
    flat = re.sub(r"\((?:种植|养殖|完全|物化)*(?:成本|收入|产量|价格)(?:保险)?(?:\)|$)", "", flat)
    flat = re.sub(r"(?:种植|养殖)?(?:完全)?(?:成本|收入)?保?险.*$", "", flat)
    return flat if re.fullmatch(r"[一-鿿]{2,10}(?:\([一-鿿]{1,6}\))?", flat) and not _NO_CROP.search(flat) else None


def area(text: str) -> Decimal | None:
    """Mu of land: ``927.5``, ``927.5亩``; None for animals and amounts."""
    flat = digits_repaired(normalise(text)).strip(" :()")
    match = _AREA.fullmatch(flat)
    if match is None or re.search("[头羽只匹元]", flat):
        return None
    value = Decimal(match[1].replace(",", ""))
    return value if 0 < value < 10**7 else None


def counted_area(text: str) -> Decimal | None:
    """Mu of land where the label speaks of a count only: the unit must stand behind the number."""
    return area(text) if "亩" in text else None


FIELDS: FormFields = {
    "insured_name": chinese_party,
    "policy_number": policy_number,
    "crop": crop,
    "insured_area_mu": area,
}


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue."""
    labels = load_labels("agricultural_insurance_policy")
    near = {field.name: field for field in form_fields(document, labels, FIELDS)}
    if "insured_area_mu" not in near:
        counted = value_after(document, "insured_area_mu", labels["counted"], counted_area)
        counted = counted or _under_unit(document, labels["counted"])
        near |= {"insured_area_mu": counted} if counted is not None else {}
    titled = _titled_crop(document) if "crop" not in near else None
    amount = labelled_amount(document, second_opinion, "insured_amount", labels["insured_amount"], labels["stop"])
    found = (*near.values(), titled, amount, *_term(document, labels["term"]))
    return tuple(field for field in found if field is not None)


def _under_unit(document: Document, labels: tuple[str, ...]) -> Field | None:
    """The number below a column's name whose second line is the unit: 保险数量 over (亩)."""
    for spot in spots(document, labels):
        unit = below(spot)
        if unit is not None and re.fullmatch(r"\(?(?:单位:?)?亩\)?", normalise(unit.text)):
            under = Spot(page=spot.page, line=unit, start=0, end=len(normalise(unit.text)))
            found = value_at(under, "insured_area_mu", area)
            if found is not None:
                return found
    return None


def _titled_crop(document: Document) -> Field | None:
    """The crop that the title names: 政策性水稻种植保险单."""
    flow = flow_of(document)
    for match in _TITLE.finditer(flow.text):
        value = crop(match["crop"])
        if value is not None:
            return field_of("crop", flow.piece(match, "crop"), value)
    return None


def _term(document: Document, labels: tuple[str, ...]) -> Iterator[Field]:
    """Both days of the insured term, from the sentence 自…零时起至…二十四时止 behind its label, else anywhere."""
    flow = flow_of(document)
    starts = [match.end() for match in pattern_of(labels).finditer(flow.text)]
    near = (match for start in starts if (match := _TERM.search(flow.text, start, start + _NEAR + 60)))
    match = next((match for match in near if match.start() >= 0), None) or _TERM.search(flow.text)
    match = match or _APART.search(flow.text)
    for name in ("start", "end") if match else ():
        assert match is not None
        value = chinese_date(match[name])
        if value is not None:
            yield field_of(f"{name}_date", flow.piece(match, name), value)


EXTRACTOR = Extractor(
    kind=EvidenceKind.AGRICULTURAL_INSURANCE_POLICY,
    version="1",
    required=("insured_name",),
    extract=extract,
    checks=(date_order, pdf_history, editor_software),
    identity=("policy_number",),
)
