"""Contract fields from the running text: terms, days of signing and whatever a pattern finds in a sentence."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from extractors.contract_page import sentences
from extractors.find import Parser, Piece, Spot, field_of, pieces, spots
from extractors.flow import Flow
from extractors.labels import Labels
from extractors.page import Document
from extractors.parse import chinese_date, full_width, normalise
from uplift.types import Field, FieldValue

_WRITTEN = r"[零〇○Oo一二三四五六七八九]{4} ?年 ?[一二三四五六七八九十]{1,3} ?月 ?[一二三四五六七八九十]{1,3} ?日"
_DATE = rf"(?:[0-9]{{4}} ?[年./-] ?[0-9]{{1,2}} ?[月./-] ?[0-9]{{1,2}} ?[日号]?|{_WRITTEN})"
_SHORT = r"(?:(?:同|当)年 ?)?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日"
_TO = r"[^0-9。;]{0,9}?(?:至|到|-|~|—+|–|止于|起 ?,)[^0-9。;]{0,6}?"
_TERM = re.compile(rf"(?P<start>{_DATE}){_TO}(?P<end>{_DATE}|{_SHORT})")
_WORKS = re.compile(
    rf"(?:开工|进场|开始)(?:日期|时间|日)?[^0-9。;]{{0,10}}(?P<start>{_DATE}).{{0,24}}?"
    rf"(?:竣工|完工|完成|结束)(?:日期|时间|日)?[^0-9。;]{{0,10}}(?P<end>{_DATE})"
)
_END = re.compile(
    rf"(?:有效期|期限|有效|履行期)[^0-9。;]{{0,8}}(?:至|到)[^0-9。;]{{0,4}}(?P<end>{_DATE})|"
    rf"(?:至|到) ?(?P<end2>{_DATE}) ?(?:止|终止|期满|届满)"
)
_START = re.compile(rf"(?:自|从|于) ?(?P<start>{_DATE}) ?(?:起|开始|生效|之日起)")
_TERM_WORDS = re.compile(
    r"期限|有效期|租期|租赁期|承包期|流转期|服务期|合作期|运输期|供货期|工期|起止|合同期|自|从|为期|履行期"
)
_OTHER_TERM = re.compile(
    r"免租|装修期|免收|交付期|宽限|质保|保修|投标|第[一二三四五六七八九十]+(?:年|期|阶段)|上一|原合同"
)
_SIGNED = re.compile(
    rf"(?P<date>{_DATE})[^。;0-9]{{0,24}}?(?:签订|签署|订立|达成)|"
    rf"(?:签订|签署|订立)(?:于|日期|时间)?[^。;0-9甲乙]{{0,8}}(?P<date2>{_DATE})"
)
_DATE_FIRST = re.compile(rf"[ :(]{{0,3}}{_DATE}")
_PLACE_END = re.compile(r"[。;；]|,(?=[^,]{0,4}(?:到|卸|目的|货物|建筑面积|面积))| {2,}")
_LABEL_END = re.compile(r" ?(?:\([^)]{0,24}\))? ?(?::|;|为|是|位于|坐落|在)")
_MENTIONED = re.compile("[、,。;及和与的等或以应由均]")
_NUMBERING = 6  # characters of numbering before a label that begins its line
_HEADING = re.compile(r"^(?:[^,。:]{2,10}:(?=.)|第[一二三四五六七八九十]+条)")


def term(flow: Flow) -> tuple[Field, ...]:
    """`start_date` and `end_date` of the term: two dates of one sentence, else what of it is printed."""
    works = _WORKS.search(flow.text)
    ranked = sorted(_TERM.finditer(flow.text), key=lambda match: (-_speaks_for_term(flow, match), match.start()))
    for match in [found for found in (*ranked, works) if found is not None]:
        start = chinese_date(match["start"])
        end = _end_of(match["end"], start)
        if start is not None and end is not None and _speaks_for_term(flow, match) >= 0:
            return (
                field_of("start_date", flow.piece(match, "start"), start),
                field_of("end_date", flow.piece(match, "end"), end),
            )
    return _half_term(flow)


def _end_of(text: str, start: date | None) -> date | None:
    """The end; one without a year (至12月31日) lies in the year of the start."""
    if re.match("[0-9]{4}|[零〇○Oo一二]", text) or start is None:
        return chinese_date(text)
    return chinese_date(f"{start.year}年{re.sub('^[同当]年 ?', '', text)}")


def _speaks_for_term(flow: Flow, match: re.Match[str]) -> int:
    """2 after words for a term, 1 with 起 or 止, -1 for terms of something else."""
    before = re.split("[。;]", flow.text[max(0, match.start() - 40) : match.start()])[-1]
    if _OTHER_TERM.search(before[-9:]):
        return -1
    return 2 * bool(_TERM_WORDS.search(before)) + bool(re.search("起|止", flow.text[match.start() : match.end() + 2]))


def _half_term(flow: Flow) -> tuple[Field, ...]:
    """An end without a start, or a start without an end; the missing one is not worked out."""
    found = []
    for name, pattern in (("start_date", _START), ("end_date", _END)):
        for match in pattern.finditer(flow.text):
            group = "end2" if name == "end_date" and match["end"] is None else name.split("_")[0]
            value = chinese_date(match[group])
            if value is not None and _speaks_for_term(flow, match) >= (1 if name == "start_date" else 0):
                found.append(replace(field_of(name, flow.piece(match, group), value)))
                break
    return tuple(found)


def sign_date(document: Document, flow: Flow, labels: Labels) -> Field | None:
    """The date at a label of signing, told in a sentence, or in the block where one signs."""
    read = [
        field for label in labels["sign_date"] for spot in spots(document, (label,)) for field in _dated(spot, labels)
    ]
    if read:
        values = [field.value for field in read]
        # both sides date their signature: the day read most often, then the one nearest to the begin of the term
        begin = next((field.value for field in term(flow) if field.name == "start_date"), None)
        return max(read, key=lambda field: (values.count(field.value), -_days_between(field.value, begin)))
    return _told_signing(flow) or _date_at_the_end(document, flow)


def _dated(spot: Spot, labels: Labels) -> list[Field]:
    """The date at one label of signing, when there is one."""
    for piece in pieces(spot, labels["date_stop"]):
        value = chinese_date(piece.text) if _DATE_FIRST.match(piece.text) else None
        if value is not None:
            return [field_of("sign_date", piece, value)]
    return []


def _days_between(one: FieldValue, other: FieldValue) -> int:
    return abs((one - other).days) if isinstance(one, date) and isinstance(other, date) else 0


def _told_signing(flow: Flow) -> Field | None:
    for match in _SIGNED.finditer(flow.text):
        group = "date" if match["date"] else "date2"
        value = chinese_date(match[group])
        if value is not None:
            return field_of("sign_date", flow.piece(match, group), value)
    return None


def _date_at_the_end(document: Document, flow: Flow) -> Field | None:
    """The last date that belongs to no term, when it stands alone on its line as under a signature."""
    terms = {position for found in _TERM.finditer(flow.text) for position in (found.start("start"), found.start("end"))}
    for match in reversed([found for found in re.finditer(_DATE, flow.text) if found.start() not in terms]):
        value, piece = chinese_date(match.group()), flow.piece(match)
        around = flow.text[max(0, match.start() - 12) : match.start()]
        if value is not None and (_stands_alone(document, piece) or re.search("日期:? ?$|[章字名]\\)?:? ?$", around)):
            return field_of("sign_date", replace(piece, confidence=piece.confidence * 0.7), value)
    return None


def _stands_alone(document: Document, piece: Piece) -> bool:
    lines = [line for page in document.pages if page.index == piece.page.index for line in page.lines]
    near = [line for line in lines if abs(line.box.top - piece.box.top) < 1 and line.box.left <= piece.box.left + 1]
    return any(len(normalise(line.text)) <= len(piece.text) + 4 for line in near)


def told(flow: Flow, name: str, patterns: Sequence[str], parser: Parser) -> Field | None:
    """The first value that one of the patterns finds in the running text; each holds a group ``value``."""
    for pattern in patterns:
        for match in _compiled(pattern).finditer(flow.text):
            value = parser(match["value"])
            if value is not None:
                return field_of(name, flow.piece(match, "value"), value)
    return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def labelled(document: Document, name: str, labels: Labels, parser: Parser, lists: tuple[str, str]) -> Field | None:
    """The value at the first label that has one, its wrapped lines joined.

    Args:
        document: the paper.
        name: of the field.
        labels: the contracts' vocabulary.
        parser: text to a value or None.
        lists: names of the list of labels and of the list of labels that end a value.
    """
    for label in labels[lists[0]]:
        for spot in spots(document, (label,)):
            field = _first(spot, name, labels[lists[1]], parser, labels["header_cells"]) if _is_label(spot) else None
            if field is not None:
                return field
    return None


def _is_label(spot: Spot) -> bool:
    """A colon or 为 follows, nothing does, or it begins its line; else the words are only mentioned."""
    rest = spot.text[spot.end :]
    if not rest:
        return spot.start == 0  # behind a number it is the heading of an article
    if _LABEL_END.match(rest):
        return True
    return spot.start <= _NUMBERING and not _MENTIONED.match(rest)


def _first(spot: Spot, name: str, stops: tuple[str, ...], parser: Parser, headers: tuple[str, ...]) -> Field | None:
    for piece in sentences(spot, stops, headers):
        value = None if _HEADING.match(piece.text) else parser(piece.text)
        if value is not None:
            return field_of(name, piece, value)
    return None


def clause(text: str) -> str | None:
    """Words up to the end of the clause, 2-60 characters; blanks of unfilled forms are none."""
    words = _PLACE_END.split(normalise(text))[0].strip(" :,_、.")
    words = re.sub(r"^(?:为|是|在|位于|坐落于|坐落在|坐落|从|自|由)(?=.{2})", "", words).strip(" :")
    if not 2 <= len(words) <= 80 or re.fullmatch(r"[_\W年月日0-9]+", words):
        return None
    return full_width(words)
