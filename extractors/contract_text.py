"""Contract fields from the running text: amounts, terms and routes, which stand in sentences rather than cells."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from extractors.find import Piece, field_of
from extractors.flow import Flow
from extractors.parse import capital_money, chinese_date, money
from uplift.types import Field, Money

_TOTAL_WORDS = (
    "合同总(?:金|价|价?款|运费|租金|造价)?额?|合同(?:金额|价款|价格|价)|(?:价款|货款|运费|租金|工程款|服务费|费用)总(?:金?额|价|计)|总(?:金额|价款|价|货款|运费|租金|造价|费用)|"
    "合计(?:金额|人民币)?|总计(?:金额|人民币)?"
)
_DIGITS = r"(?:¥ ?)?(?P<digits>[0-9](?:[0-9,]| (?=[0-9]{3}(?![0-9])))*(?:\.[0-9]{1,2})?) ?(?P<unit>万元|亿元|元|圆)?"
_CAPITALS = (
    r"(?P<capitals>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿一二三四五六七八九十百千]{1,24}[元圆圓]"
    r"(?:[零壹贰叁肆伍陆柒捌玖][角分]?|角|分|整|正){0,6})"
)
_NEAR = 48  # characters between the words and their amount
_DATE = r"[0-9]{4} ?[年./-] ?[0-9]{1,2} ?[月./-] ?[0-9]{1,2} ?日?"
_TERM = re.compile(rf"(?P<start>{_DATE})[^0-9。;]{{0,6}}?(?:至|到|-|~|—+|–)[^0-9。;]{{0,4}}(?P<end>{_DATE})")
_SIGNED = re.compile(rf"(?P<date>{_DATE})[^。;]{{0,20}}(?:签订|签署|订立)")
_LINE = re.compile(
    r"(?:运输|行驶|承运)?(?:线路|路线|区间)(?:为|:|是)+ ?(?:自|从|由)?"
    r"(?P<start>[^0-9。;,:至到→—-]{2,30}?)(?:至|到|→|—+|-)(?P<end>[^。;,:(]{2,30})"
)


def total(flow: Flow) -> tuple[Field, ...]:
    """`total_amount` and `total_in_capitals`: digits and capitals that agree come before the first that stand alone."""
    found = list(_amounts(flow))
    spelled = list(_spelled(flow))
    by_amount = {capital_money(str(other.value)): other for other in reversed(spelled)}
    agreeing = next((one for one in found if one.value in by_amount), None)
    if agreeing is not None and isinstance(agreeing.value, Money):
        return agreeing, by_amount[agreeing.value]
    if found:
        near = [other for other in spelled if other.page == found[0].page][:1]
        return (found[0], *near)
    if not spelled:
        return ()
    words = spelled[0]
    return (
        replace(words, name="total_amount", value=capital_money(str(words.value)), confidence=words.confidence * 0.9),
        words,
    )


def _amounts(flow: Flow) -> Iterator[Field]:
    """Amounts that follow words for a total, those marked as money first."""
    pattern = re.compile(rf"(?:{_TOTAL_WORDS})[^。;]{{0,{_NEAR}}}?(?P<amount>{_DIGITS})(?![0-9%年月日./])")
    plain = []
    for match in pattern.finditer(flow.text):
        value = money(match["amount"])
        if value is None or value.amount_minor <= 0:
            continue
        field = field_of("total_amount", flow.piece(match, "amount"), value)
        if match["unit"] or "¥" in match["amount"]:
            yield field
        elif "." in match["amount"] or "," in match["amount"]:
            plain.append(replace(field, confidence=field.confidence * 0.7))
    yield from plain


def _spelled(flow: Flow) -> Iterator[Field]:
    for match in re.finditer(_CAPITALS, flow.text):
        value = capital_money(match["capitals"])
        if value is not None and isinstance(value, Money) and len(match["capitals"]) >= 3:
            yield field_of("total_in_capitals", flow.piece(match, "capitals"), match["capitals"])


def term(flow: Flow) -> tuple[Field, ...]:
    """`start_date` and `end_date` of the first term written as two dates."""
    for match in _TERM.finditer(flow.text):
        start, end = chinese_date(match["start"]), chinese_date(match["end"])
        if start is not None and end is not None:
            return (
                field_of("start_date", flow.piece(match, "start"), start),
                field_of("end_date", flow.piece(match, "end"), end),
            )
    return ()


def signed(flow: Flow) -> Field | None:
    """A signing date told in a sentence, else the last date of the file that is not the end of a term."""
    match = _SIGNED.search(flow.text)
    if match is not None and (value := chinese_date(match["date"])) is not None:
        return field_of("sign_date", flow.piece(match, "date"), value)
    terms = {position for found in _TERM.finditer(flow.text) for position in (found.start("start"), found.start("end"))}
    last = [found for found in re.finditer(_DATE, flow.text) if found.start() not in terms]
    return _weak_date(flow, last[-1]) if last else None


def _weak_date(flow: Flow, match: re.Match[str]) -> Field | None:
    value: date | None = chinese_date(match.group())
    piece = flow.piece(match)
    weak = Piece(text=piece.text, page=piece.page, box=piece.box, confidence=piece.confidence * 0.6)
    return field_of("sign_date", weak, value) if value is not None else None


def route(flow: Flow) -> tuple[Field, ...]:
    """`route_from` and `route_to` of a sentence such as 运输线路为杭州至苏州."""
    match = _LINE.search(flow.text)
    if match is None:
        return ()
    return (
        field_of("route_from", flow.piece(match, "start"), match["start"].strip()),
        field_of("route_to", flow.piece(match, "end"), match["end"].strip()),
    )
