"""Sums in a contract's sentences: the total in digits and capitals, and the rent of one month.

Every sum of the text is a mention: digits, capitals, or both where they stand beside each other. What the sum is for is
told by the words around it; their weights are data (`sum_words` of the kind's vocabulary in `labels/contract.yaml`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.extractor import SecondOpinion
from extractors.find import field_of
from extractors.flow import Flow
from extractors.labels import Labels
from extractors.page import Document
from extractors.parse import capital_money, money, normalise
from extractors.repair import ReadAgain, Witness, mended, reads_as
from uplift.types import Field, Money, TextSource

_DIGITS = (
    r"(?P<sign>(?:¥|RMB|CNY|人民币|小写\)?|[YVF](?=[0-9,]+\.[0-9]{2})) ?[:(]? ?¥? ?)?"
    r"(?P<digits>[0-9](?:[0-9,，]| (?=[0-9]{3}(?![0-9])))*(?:[.。][0-9]{1,6})?) ?(?P<unit>万 ?元|亿 ?元|[元圆])?"
)
_NUMERALS = "零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿一二三四五六七八九十百千两萬億贰貳叄参參陸弐玫"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
# characters an engine takes for capitals of like shape; they count only inside a run of capitals
_SLIPS = {
    "壶": "壹", "壺": "壹", "查": "壹", "台": "壹", "武": "贰", "任": "伍", "隆": "陆", "陵": "陆", "柴": "柒",
    "染": "柒", "別": "捌", "别": "捌", "扒": "捌", "抬": "拾", "恰": "拾", "给": "拾", "伯": "佰", "阡": "仟",
    "方": "万", "刀": "万", "无": "元", "园": "元",
}  # fmt: skip
_CAPITALS = (
    rf"(?P<capitals>[{_NUMERALS}](?:[{_NUMERALS}{''.join(_SLIPS)}] ?){{0,24}}[元圆圓园无]"
    r"(?: ?(?:零?[零壹贰叁肆伍陆柒捌玖一二三四五六七八九] ?[角分]|整|正)){0,6})"
)
# ends of sentences, and numbers of paragraphs, before which a heading stands
_SENTENCES = re.compile(
    r"[。;]|(?<![0-9.,])[0-9]{1,2}\.(?:[0-9]{1,2}(?=[. ]|(?![万元亩平吨米公])[一-鿿])|(?=[一-鿿]))|"
    r"第[一二三四五六七八九十]{1,3}条|第[0-9一二三四五六七八九十]{1,2}个?(?:租约|租赁|合同)?年度?:|\([0-9一二三四五六七八九十]{1,2}\)|(?<![一-鿿])[一二三四五六七八九十]{1,3}、"
)
_MENTION = re.compile(f"{_CAPITALS}|{_DIGITS}")
_NO_SUM_AFTER = re.compile(r" ?(?:%|年|月|日|个|天|份|吨|公里|亩|平方|㎡|m|[0-9])", re.I)
_BESIDE = 22  # characters between the digits and the capitals of one sum
_BEFORE, _AFTER = 44, 8  # characters around a sum that tell what it is for
_NEAR = 20  # of them, those right before it
_TELLING = 3  # Chinese characters after a comma that say what a sum is for
_CAPITALS_ALONE = 0.7  # certainty of a sum that only the capitals give against the digits
_ENOUGH = 1.0  # weight of the words from which a sum may be the total


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One sum of the text: in digits, in capitals, or both; and the words before and after it."""

    digits: Field | None
    capitals: Field | None
    marked: bool  # a currency sign, a unit, decimals or thousands marks show that the digits are money
    before: str
    after: str

    @property
    def value(self) -> Money:
        """What the digits say, else the capitals."""
        field = self.digits or self.capitals
        assert field is not None
        assert isinstance(field.value, Money)
        return field.value


def sums(flow: Flow) -> tuple[Sum, ...]:
    """Every sum of the text in reading order."""
    found: list[Sum] = []
    last = 0
    for match in _MENTION.finditer(flow.text):
        one = _sum(flow, match, last)
        if one is None:
            continue
        if found and _pair(found[-1], one, flow.text[last : match.start()]):
            found[-1] = _merged(found[-1], one)
        else:
            found.append(one)
        last = match.end()
    return tuple(found)


def _sum(flow: Flow, match: re.Match[str], last: int) -> Sum | None:
    before, after = _around(flow.text, match, last)
    if match["capitals"]:
        value = capital_money(_mended_capitals(match["capitals"])) if _few_slips(match["capitals"]) else None
        if value is None or value.amount_minor <= 0 or len(match["capitals"]) < 2:
            return None
        field = field_of("total_in_capitals", flow.piece(match, "capitals"), value)
        return Sum(digits=None, capitals=field, marked=True, before=before, after=after)
    value = _digits_value(match)
    if value is None or _NO_SUM_AFTER.match(flow.text[match.end() :]) or _inside_word(flow.text, match):
        return None
    marked = bool(match["sign"] or match["unit"] or re.search(r"[.,][0-9]", match["digits"]))
    field = field_of("total_amount", flow.piece(match), value)
    return Sum(digits=field, capitals=None, marked=marked, before=before, after=after)


def _around(text: str, match: re.Match[str], last: int) -> tuple[str, str]:
    """Words of the same sentence before the sum and behind the sum before it, and those after it."""
    before = text[max(last, match.start() - _BEFORE) : match.start()]
    return _SENTENCES.split(before)[-1], _SENTENCES.split(text[match.end() : match.end() + _AFTER])[0]


def _digits_value(match: re.Match[str]) -> Money | None:
    digits = match["digits"].replace("，", ",").replace("。", ".")
    value = money(f"{digits}{(match['unit'] or '').replace(' ', '')}")
    return value if value is not None and value.amount_minor > 0 else None


def _inside_word(text: str, match: re.Match[str]) -> bool:
    """Digits that belong to a longer code, number of a clause or date."""
    before = text[: match.start()][-1:]
    if match["sign"] or match["unit"]:
        return False
    return before.isascii() and (before.isalnum() or before in "-/._") and bool(before)


def _mended_capitals(text: str) -> str:
    flat = text.replace(" ", "")
    return "".join(_SLIPS.get(char, char) for char in flat)


def _few_slips(text: str) -> bool:
    """Characters of like shape stand for capitals only among real ones: 一方无 is no amount."""
    slips = sum(char in _SLIPS for char in text)
    return not slips or (slips <= 2 and sum(char in _FORMAL for char in text) >= 2 * slips)


def _pair(one: Sum, other: Sum, between: str) -> bool:
    """Digits and capitals of one sum: beside each other, with nothing but signs and (大写) between them."""
    if bool(one.digits) == bool(other.digits) or len(between) > _BESIDE or re.search("[。;]", between):
        return False
    if not (one.marked and other.marked) and one.value != other.value:
        return False  # the number of the next clause, not the digits of the sum
    plain = re.sub(r"大写|小写|金额|人民币|含税价?|¥|RMB|CNY|整|元|即|计|为|[^一-鿿0-9A-Za-z]", "", between)
    return len(plain) <= (0 if "," in between and "大写" not in between and "小写" not in between else 2)


def _merged(one: Sum, other: Sum) -> Sum:
    return Sum(
        digits=one.digits or other.digits,
        capitals=one.capitals or other.capitals,
        marked=True,
        before=one.before,
        after=other.after,
    )


def total_fields(
    document: Document, flow: Flow, labels: Labels, words: str, second_opinion: SecondOpinion | None
) -> tuple[Field, ...]:
    """`total_amount` and `total_in_capitals` of the sum whose words speak most for a total.

    Args:
        document: for the pixels the second engine looks at.
        flow: the running text.
        labels: the contracts' vocabulary.
        words: name of the list of weighted words that tell a total for this kind.
        second_opinion: the second engine, or None.
    """
    ranked = [(weight_of(one, labels[words]), -place, one) for place, one in enumerate(sums(flow))]
    best = max(ranked, default=None, key=lambda entry: entry[:2])
    if best is None or best[0] < _ENOUGH:
        return ()
    return _written(document, best[2], second_opinion)


def weight_of(one: Sum, words: Sequence[str]) -> float:
    """How far the words around a sum speak for it; capitals beside digits speak for it too."""
    weight = sum(_heaviest(one, entry) for entry in words)
    if one.digits and one.capitals:
        weight += 1.0 + 0.5 * (one.digits.value == one.capitals.value)
    return weight - (0.0 if one.marked else 3.0)


def _heaviest(one: Sum, entry: str) -> float:
    """The weight of one entry when it stands before the sum; entries that begin with ``after`` look behind it."""
    where, weight, pattern = _parsed(entry)
    text = {"before": one.before, "near": _near(one.before), "after": one.after}[where]
    return weight if pattern.search(text) else 0.0


def _near(before: str) -> str:
    """The words right before a sum: those after the last comma when they say what it is for."""
    tail = re.split("[,、]", before)[-1]
    says = re.sub("即|计|为|人民币|大写|小写|[^一-鿿]", "", tail)
    return tail[-_NEAR:] if len(says) >= _TELLING else before[-_NEAR:]


@cache
def _parsed(entry: str) -> tuple[str, float, re.Pattern[str]]:
    """``near -3 押金|定金`` → where to look, weight, pattern."""
    where, weight, pattern = entry.split(" ", 2)
    return where, float(weight), re.compile(pattern)


def _written(document: Document, one: Sum, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    digits, capitals = one.digits, one.capitals
    spelled = capitals.value if capitals else None
    if capitals is not None:
        text = _mended_capitals(capitals.raw) if capitals.source is TextSource.OCR else normalise(capitals.raw)
        capitals = replace(capitals, value=text.replace(" ", ""))
    if digits is None and capitals is not None:
        sure = capitals.confidence * 0.95
        return replace(capitals, name="total_amount", value=spelled, confidence=round(sure, 4)), capitals
    if digits is None:
        return ()
    if isinstance(spelled, Money):
        again = _read_again(document, second_opinion)
        digits = mended(digits, [Witness(says="the capital amount", value=spelled)], again)
        digits = _by_capitals(digits, spelled, again)
    return (digits,) if capitals is None else (digits, capitals)


def _by_capitals(digits: Field, spelled: Money, again: ReadAgain | None) -> Field:
    """Of two sums on a scan the capitals hold, unless the second engine reads the same digits as the first.

    Digits that both engines read are the paper's: then the contradiction stays to be seen.
    """
    if digits.source is not TextSource.OCR or digits.value == spelled or again is None:
        return digits
    if reads_as(again(digits), digits.value):
        return digits
    sentence = f"Read as {digits.raw.strip()!r}, taken as {spelled}: the capital amount says so."
    return replace(digits, value=spelled, confidence=round(digits.confidence * _CAPITALS_ALONE, 4), repair=sentence)


def _read_again(document: Document, second_opinion: SecondOpinion | None) -> ReadAgain | None:
    """The second engine on the pixels of a field."""
    if second_opinion is None:
        return None
    pages = {page.index: page for page in document.pages}

    def read(field: Field) -> str:
        page = pages.get(field.page if field.page is not None else -1)
        return second_opinion(page, field.box) if page is not None and field.box is not None else ""

    return read


def rent_field(flow: Flow, labels: Labels) -> Field | None:
    """`monthly_rent`: the sum whose words speak most for the rent of one month."""
    ranked: Iterator[tuple[float, int, Sum]] = (
        (weight_of(one, labels["monthly_words"]), -place, one) for place, one in enumerate(sums(flow))
    )
    best = max(ranked, default=None, key=lambda entry: entry[:2])
    field = (best[2].digits or best[2].capitals) if best is not None and best[0] >= _ENOUGH else None
    return replace(field, name="monthly_rent") if field is not None else None
