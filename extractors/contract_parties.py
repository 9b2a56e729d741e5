"""The two sides of a contract: names at their role labels, codes that belong to the nearest name.

甲方 is party A and 乙方 party B wherever a letter is printed, also as a note beside a role (供方（乙方）). A role
without any letter has the side that the vocabulary gives it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.contract_page import wrapped_beside
from extractors.find import Piece, Spot, below, field_of, pieces, row_of, spots, to_the_right
from extractors.flow import Flow
from extractors.labels import Labels, pattern_of
from extractors.page import Document, Page, TextLine
from extractors.parse import compact, identity_closes, normalise, taxpayer_id
from extractors.parties import COMPANY, chinese_party
from uplift.types import Box, Field, TextSource

SIDES = ("party_a", "party_b")
# letters as engines misread them count only before a colon
_NOTES = r"(?:单位名称|公司名称|单位|名称|全称|姓名|公司)?(?: ?[(\[][^):\]]{0,26}[)\]]?)*"
_SENTENCE = re.compile(
    r"^(?:应|有权|须|负责|向|的|将|不得|可以?|保证|承诺|在|于|按|提供|同意|委托(?!.*公司)|自愿|如|因|未|已|授权|违约|与|和|及|或|以|"
    r"对|为(?!民)|无|代表|盖章|签[字章名]|联系|所|承担|支付|交付)"
)
_WHOLE_NAME = re.compile(
    r"(?:公司|集团|[厂店部社会行户院校局所队场站馆坊园铺]|中心|超市|农场|市场|委员会|政府|农民专业合作社)$"
)
_NAME_TAIL = re.compile(r"[^\s,。;:()]{0,9}?(?:公司|合作社|委员会|经营部|中心|商行|分公司|[厂店社部])(?=$|[ (])")
_LAST_SIGN = re.compile("司(?=$|[ (])")  # of 公司, alone on its line
_PERSON = re.compile("[一-鿿]{2,4}(?:·[一-鿿]{2,6})?")
_SUB_LABEL = re.compile(
    r"^[(\[]?[•·\-]?(?:单位|公司|企业|法人|个人|组织|经营者|店铺)?(?:名称|全称|姓名|名)(?:或姓名|/姓名|或名称|/名称)?"
    r"(?: ?\([^)]{0,12}\))?[)\]]? ?:?"
)
_SHORT_NAME = 4  # characters of a person's name
_CALLED = r"(?P<value>[^\s,。;:()\"“”]{2,40})\((?:以下|下称|下面|简称|又称|以下称)[^)甲乙]{0,12}%s ?方[^)]{0,6}\)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A role label such as 甲方（托运方）：, and the side it stands for."""

    side: str
    spot: Spot
    sure: bool  # a colon follows, or the label has a cell of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name beside a role label."""

    side: str
    head: Head
    piece: Piece
    name: str


def party_fields(document: Document, flow: Flow, labels: Labels) -> list[Field]:
    """`party_a_name`, `party_b_name` and their ids, as far as they stand on the paper."""
    heads = _heads(document, labels)
    named = [one for head in heads for one in _names(head, labels)]
    fields = []
    for side in SIDES:
        best = _best([one for one in named if one.side == side])
        field = field_of(f"{side}_name", best.piece, best.name) if best else _called(flow, side)
        if field is not None:
            fields.append(field)
    return [*fields, *_ids(document, heads, named, labels)]


def _heads(document: Document, labels: Labels) -> list[Head]:
    """Every role label of the file that stands before a colon or in a cell of its own, in reading order."""
    found = [(spot, match) for spot, match in _role_labels(document, labels)]
    sides = dict(_told_sides(found, labels))
    heads = []
    for spot, match in found:
        side = _side(match, sides, labels)
        if side is not None:
            heads.append(Head(side=side, spot=spot, sure=bool(match["colon"]) or match.group() == spot.text))
    return heads


def _role_labels(document: Document, labels: Labels) -> Iterator[tuple[Spot, re.Match[str]]]:
    pattern = _pattern((*labels["role_a"], *labels["role_b"]))
    for page in document.pages:
        for line in page.lines:
            text = normalise(line.text)
            for match in pattern.finditer(text):
                alone = match.end() == len(text) and match.start() <= 4
                if match["colon"] or alone or _name_follows(match, text):
                    yield Spot(page=page, line=line, start=match.start(), end=match.end()), match


@cache
def _pattern(roles: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(roles)
    return re.compile(rf"(?P<role>[甲申] ?[方万]|[乙已己Z] ?[方万]|{words})(?P<notes>{_NOTES})(?P<colon> ?[:;])?")


def _name_follows(match: re.Match[str], text: str) -> bool:
    """A label at the start of a line whose colon was lost: only a whole firm's name may stand for it."""
    rest = text[match.end() :].strip()
    return match.start() == 0 and len(rest) <= 30 and bool(COMPANY.search(rest) and _WHOLE_NAME.search(rest))


def _told_sides(found: Sequence[tuple[Spot, re.Match[str]]], labels: Labels) -> Iterator[tuple[str, str]]:
    """Role word → side, where a letter is printed beside the role."""
    roles = re.compile("|".join((*labels["role_a"], *labels["role_b"])))
    for _, match in found:
        side = _by_letter(match.group())
        for role in roles.findall(match.group()) if side else ():
            yield role, side or ""


def _by_letter(text: str) -> str | None:
    """The side a printed letter gives; None without a letter or with both."""
    sides = [
        side
        for side, letters in zip(SIDES, ("甲申", "乙已己Z"), strict=True)
        if re.search(f"[{letters}] ?[方万]", text)
    ]
    return sides[0] if len(sides) == 1 else None


def _side(match: re.Match[str], told: Mapping[str, str], labels: Labels) -> str | None:
    if side := _by_letter(match.group()):
        return side
    role = match["role"]
    if role in told:
        return told[role]
    return next((side for side in SIDES if _pattern_of_roles(labels[f"role_{side[-1]}"]).fullmatch(role)), None)


@cache
def _pattern_of_roles(roles: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(roles))


def _names(head: Head, labels: Labels) -> Iterator[Named]:
    """The best name near one head, when there is one."""
    stops = (*labels["stop"], f"re:(?:{'|'.join((*labels['role_a'], *labels['role_b']))}|[甲乙] ?方){_NOTES} ?:")
    beside = wrapped_beside(head.spot)
    for piece in (*([beside] if beside else []), *pieces(head.spot, stops), *_under_sub_label(head.spot)):
        whole = _joined(head.spot, piece)
        name = party_name(whole.text)
        if name is not None and not _is_label(name, labels):
            yield Named(side=head.side, head=head, piece=whole, name=name)
            return


def party_name(text: str) -> str | None:
    """A side's name without what labels it; None for sentences, labels and blanks."""
    flat = _SUB_LABEL.sub("", normalise(text).strip(" :;*.。、"))
    name = chinese_party(flat)
    if name is None or _sentence(name):
        return None
    name = name.strip("（([。、,，")
    sound = COMPANY.search(name) or _WHOLE_NAME.search(name) or _PERSON.fullmatch(name) or len(name) >= 4
    return name if sound and not re.fullmatch(r"[年月日\W0-9]+", name) else None


def _sentence(name: str) -> bool:
    """Words of a clause, not a name; surnames such as 于 and 应 also begin sentences."""
    if re.search("[。;；？!《]|^[0-9一二三四五六七八九]+[.、]|^第.{1,3}条|^根据", name):
        return True
    return bool(_SENTENCE.match(name)) and len(name) > _SHORT_NAME and not _WHOLE_NAME.search(name)


def _is_label(name: str, labels: Labels) -> bool:
    return bool(_pattern((*labels["role_a"], *labels["role_b"])).match(name)) or bool(
        pattern_of(labels["not_a_name"]).search(name)
    )


def _under_sub_label(spot: Spot) -> Iterator[Piece]:
    """The cell beside a 名称 that stands under a role: 甲方 / 单位名称 | name."""
    under = below(spot)
    if under is not None and _SUB_LABEL.fullmatch(normalise(under.text)):
        inner = Spot(page=spot.page, line=under, start=0, end=len(normalise(under.text)))
        line = to_the_right(inner)
        if line is not None:
            yield Piece(text=normalise(line.text), page=spot.page, box=line.box, confidence=line.confidence * 0.9)


def _joined(spot: Spot, piece: Piece) -> Piece:
    """The piece with the rest of a firm's name from the next line, when it breaks off and the next line ends it."""
    plain = piece.text.strip()
    if _WHOLE_NAME.search(plain) or len(plain) < 5 or re.search("[。;,:]", plain):
        return piece
    under = _right_under(spot.page, piece.box)
    tail = _LAST_SIGN if plain.endswith("公") else _NAME_TAIL
    match = tail.match(normalise(under.text)) if under is not None else None
    if under is None or match is None:
        return piece
    return replace(piece, text=plain + match.group(), confidence=min(piece.confidence, under.confidence))


def _right_under(page: Page, box: Box) -> TextLine | None:
    height = box.bottom - box.top
    lines = [line for line in page.lines if box.bottom - height * 0.4 < line.box.top < box.bottom + height * 1.3]
    below_it = [line for line in lines if line.box.left < box.right and line.box.right > box.left]
    at_margin = [line for line in lines if line.box.left < box.left and line.box.right > box.left - 30 * height]
    centred = min(below_it, key=lambda line: abs(_middle(line.box) - _middle(box)), default=None)
    return centred or max(at_margin, key=lambda line: line.box.left, default=None)


def _best(named: Sequence[Named]) -> Named | None:
    """Labels with a colon before loose ones, names read twice before others, then the first; no part of a name."""
    fragments = {
        one.name
        for one in named
        if not _WHOLE_NAME.search(one.name) and any(one.name in other.name != one.name for other in named)
    }
    whole = [one for one in named if one.name not in fragments]

    def rank(one: Named) -> float:
        agreeing = sum(other.name == one.name for other in named) - 1
        firm = any(form.search(one.name) for form in (COMPANY, _WHOLE_NAME)) or bool(_PERSON.fullmatch(one.name))
        return one.piece.confidence + 0.5 * one.head.sure + 0.25 * firm + 0.2 * min(agreeing, 2)

    return max(whole, key=rank, default=None)


def _called(flow: Flow, side: str) -> Field | None:
    """A name introduced in a sentence: 某某公司（以下简称甲方）."""
    letter = "甲" if side == "party_a" else "乙"
    for match in re.finditer(_CALLED % rf"[“\"]?{letter}", flow.text):
        name = party_name(re.sub("^.*(?:由|与|和|是|系)(?=.{4})", "", match["value"]))
        if name is not None:
            return field_of(f"{side}_name", replace(flow.piece(match, "value"), confidence=0.8), name)
    return None


def _ids(document: Document, heads: Sequence[Head], named: Sequence[Named], labels: Labels) -> Iterator[Field]:
    """The first code or identity number that belongs to each side."""
    given: set[str] = set()
    for spot in spots(document, labels["party_id"]):
        for piece in _id_pieces(spot, labels):
            value = _person_or_firm(piece.text, spot.page.source is TextSource.OCR)
            side = _owner(piece, spot, heads, named) if value else None
            if value and side and side not in given:
                given.add(side)
                yield field_of(f"{side}_id", piece, value)


def _id_pieces(spot: Spot, labels: Labels) -> list[Piece]:
    """The value behind the label or below it; to the right every cell of the row, for tables with a column a side."""
    near = list(pieces(spot, labels["stop"]))
    row = [line for line in row_of(spot.page, spot.box) if line.box.left > spot.box.right - 2 and line is not spot.line]
    cells = [Piece(text=normalise(line.text), page=spot.page, box=line.box, confidence=line.confidence) for line in row]
    behind_first = [
        piece for piece in near if piece.box.top == spot.line.box.top and piece.box.left < spot.line.box.right
    ]
    return [*behind_first, *cells, *near]


def _person_or_firm(text: str, ocr: bool) -> str | None:
    person = re.search(r"(?<![0-9])[0-9]{17}[0-9X](?![0-9A-Z])", compact(text))
    if person and identity_closes(person.group()):
        return person.group()
    return taxpayer_id(text, repair=ocr)


def _owner(piece: Piece, spot: Spot, heads: Sequence[Head], named: Sequence[Named]) -> str | None:
    """The side whose name stands above; where both stand beside each other, the one in the same column."""
    places = [(head.side, _place_of(head, named)) for head in heads if head.spot.page.index == spot.page.index]
    height = spot.box.bottom - spot.box.top
    above = [(side, box) for side, box in places if _height(box) < _height(spot.box) + height * 0.5]
    if not above:
        return None
    last_side, last = max(above, key=lambda place: _height(place[1]))
    beside = [(side, box) for side, box in above if side != last_side and _side_by_side(box, last)]
    if not beside:
        return last_side
    return min([(last_side, last), *beside], key=lambda place: abs(_middle(place[1]) - _middle(piece.box)))[0]


def _height(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _side_by_side(one: Box, other: Box) -> bool:
    apart = one.right < other.left or other.right < one.left
    return apart and abs(_height(one) - _height(other)) < 0.75 * (one.bottom - one.top)


def _place_of(head: Head, named: Sequence[Named]) -> Box:
    """Where the side's name stands; without one, its label."""
    return next((one.piece.box for one in named if one.head is head), head.spot.box)


def _middle(box: Box) -> float:
    return (box.left + box.right) / 2
