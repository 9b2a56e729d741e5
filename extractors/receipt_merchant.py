"""Who sold and where: the name and the address at the head of a receipt, or beside their labels.

The name is the best of the head's lines: one with a legal form or a word of trade, near the registration number or
above the address; what people wrote on top and greetings stand back. The address is the run of lines that look like
one, under the name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.blocks import block_after
from extractors.find import Piece, field_of, row_of, value_after
from extractors.labels import Labels, pattern_of
from extractors.page import Document, Page, TextLine
from extractors.parse import full_width, normalise
from extractors.parties import chinese_party
from extractors.receipt_money import Style, amounts_in, style_of
from uplift.types import Box, Field

HEAD_LINES = 16  # lines a head may have
HEAD_SHARE = 0.5  # of the height of all text, the lowest place of a head
LEGAL, TRADE, FIRST, BEFORE_NUMBER, BEFORE_ADDRESS, TALL = 3.0, 1.0, 1.0, 1.0, 0.75, 0.5
LATER, LOWER_CASE, GREETING, ADDRESS_LIKE, COMMA = -0.2, -2.0, -3.0, -2.5, -1.0
SURE = 3.0  # points from which a name is as sure as its reading
MAX_ADDRESS_LINES = 6
MIN_LETTERS = 4  # of an address
MAX_HOLE = 3  # lines between two lines of one address that hold something else

_LETTERS = re.compile(r"[A-Za-zÀ-ÿ]|[一-鿿]")
_FORMS = r"SDN\W{0,2} ?BHD|S/B|BHD|PTE\W{0,2} ?LTD|LTD|LLC|INC|CO|ENTERPRISE|TRADING"
_ONLY_FORM = re.compile(
    rf"^\W*(?:\(?[MKSJ]\)?\.? ?|\(MALAYSIA\) |\(S\) )?(?:{_FORMS})\W*(?:\(.*)?$",
    re.I,
)
_OPEN_END = re.compile(r"(?:&|\band|\bof|-|\bby|\bN')\s*$", re.I)
_NUMBER_TAIL = re.compile(
    r"\s*[（(\[]?\s*(?:(?:co|company|roc|rob|br|reg|gst|ssm|uen)\W{0,3}(?:reg|no|id)?\b[^A-Za-z]{0,3})?"
    r"(?:[A-Z]{0,2}[0-9]{5,12}\s?-?\s?[A-Z0-9]?)\s*[)）\]]?\s*$",
    re.I,
)
_HEAD_GREETING = re.compile(
    r"^(?:welcome to|thank you for shopping (?:at|with)|欢迎光临|欢迎您光临|欢迎来到)[\s:：,，!！]*", re.I
)
_CHINESE_TITLE = re.compile(
    r"(?:预?结[账帐]单|收银小票|购物小票|销售小票|消费小票|小票|收据|销售单|消费清单|点菜单|外卖单|顾客联|电子)+$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadLine:
    """One line of the head with what it seems to be."""

    line: TextLine
    text: str  # normalised
    legal: bool
    trade: bool
    contact: bool
    number: bool  # holds a registration number
    address: bool
    greeting: bool

    @property
    def plain(self) -> bool:
        """Nothing but words that may be a name."""
        return not (self.contact or self.address or self.greeting) and len(_LETTERS.findall(self.text)) >= 2


def read_merchant(document: Document, labels: Labels) -> tuple[Field | None, Field | None]:
    """Name and address; either may be missing."""
    if not document.pages:
        return None, None
    page = document.pages[0]
    head = head_of(page, labels, style_of(document))
    labelled = _labelled_name(document, labels)
    name, last = _best_name(page, head)
    if labelled is not None and (name is None or labelled.confidence > name.confidence):
        name = labelled
    address = _address(page, head[last + 1 :]) or _address(page, head[: max(last, 0)])
    return name, _labelled_address(document, labels) or address


def head_of(page: Page, labels: Labels, style: Style) -> tuple[HeadLine, ...]:
    """The lines above the first number, date or column of the receipt proper."""
    ends, payer = pattern_of(labels["head_end"]), pattern_of(labels["payer_label"])
    rows = _in_order(page.lines)
    if rows:
        lowest = rows[0].box.top + HEAD_SHARE * (rows[-1].box.bottom - rows[0].box.top)
        rows = [line for line in rows if line.box.top <= lowest]
    found: list[HeadLine] = []
    for line in rows[: HEAD_LINES + 2]:
        text = normalise(line.text)
        one = _seen(line, text, labels)
        if _priced(page, line, style):
            break
        if payer.search(" ".join(normalise(other.text) for other in row_of(page, line.box))):
            continue
        if ends.search(text) and not one.legal and not one.number and not one.contact:
            if len([other for other in found if other.plain]) >= 1:
                break
            continue
        found.append(one)
    return tuple(found[:HEAD_LINES])


def _priced(page: Page, line: TextLine, style: Style) -> bool:
    """True on a row of goods or sums: an amount with words beside it."""
    row = row_of(page, line.box)
    return any(amounts_in(other.text, style) for other in row) and len(row) > 1


def _in_order(lines: Sequence[TextLine]) -> list[TextLine]:
    """Top to bottom; of two lines that stand one over the other the higher comes first, however a slant mixed them."""
    return sorted(lines, key=lambda line: (line.box.top + line.box.bottom) / 2)


def _seen(line: TextLine, text: str, labels: Labels) -> HeadLine:
    seen = {name: bool(pattern_of(labels[name]).search(text)) for name in _KINDS}
    legal = seen["legal_form"] and not text.rstrip().endswith(",")
    # shops are named after streets and malls, but an address has a number or goes on behind a comma
    named_after = seen["business"] and not re.search("[0-9,]", text)
    numbered = re.search(r"\b(?:reg|roc|rob|uen|gst)\b", text, re.I) is not None
    looks = seen["address"] or bool(re.match(r"^[0-9]+[A-Z]?\s?[,.]", text))
    address = looks and not (legal or named_after or numbered)
    return HeadLine(
        line=line,
        text=text,
        legal=legal,
        trade=seen["business"] and bool(_LETTERS.search(pattern_of(labels["business"]).sub("", text))),
        contact=seen["contact"] and not legal,
        number=seen["registration"],
        address=address,
        greeting=seen["not_name"] and not legal,
    )


_KINDS = ("legal_form", "business", "contact", "registration", "address", "not_name")


# --- the name ---


def _best_name(page: Page, head: Sequence[HeadLine]) -> tuple[Field | None, int]:
    """The best line with those that continue it, and the place of the last of them; place -1 without a name."""
    rated = [(points, -place) for place in range(len(head)) if (points := _points(head, place)) is not None]
    rated = [one for one in rated if one[0] >= 0]
    if not rated:
        return None, -1
    points, place = max(rated)
    lines, last = _with_continuation(head, -place)
    name = clean_name(" ".join(one.text for one in lines))
    if name is None:
        return None, -1
    piece = _piece(page, [one.line for one in lines])
    field = field_of("merchant_name", piece, name)
    certainty = min(1.0, max(0.4, 0.6 + 0.4 * points / SURE))
    return replace(field, confidence=round(field.confidence * certainty, 4)), last


def _points(head: Sequence[HeadLine], place: int) -> float | None:
    one = head[place]
    name = clean_name(one.text)
    plain_before = any(other.plain for other in head[:place])
    if name is None or (one.contact and not one.legal) or _ONLY_FORM.match(one.text):
        return None
    after = head[place + 1] if place + 1 < len(head) else None
    tallest = sorted((other.line.box.bottom - other.line.box.top for other in head), reverse=True)
    middle = tallest[len(tallest) // 2]
    legal = one.legal or (after is not None and bool(_ONLY_FORM.match(after.text)))
    points = [
        (LEGAL, legal),
        (TRADE, one.trade),
        (FIRST, one.plain and not plain_before),
        (BEFORE_NUMBER, one.number or (after is not None and after.number)),
        (BEFORE_ADDRESS, after is not None and after.address),
        (TALL, one.line.box.bottom - one.line.box.top > 1.3 * middle),
        (LOWER_CASE, not re.search(r"[A-Z一-鿿]", one.text)),
        (GREETING, one.greeting),
        (ADDRESS_LIKE, one.address and not legal),
        (COMMA, one.text.rstrip().endswith(",")),
    ]
    return sum(weight for weight, holds in points if holds) + LATER * place


def _with_continuation(head: Sequence[HeadLine], place: int) -> tuple[list[HeadLine], int]:
    """The name's line with a legal form or an unfinished phrase that runs on under it."""
    lines = [head[place]]
    while place + 1 < len(head) and len(lines) < 3:
        after = head[place + 1]
        open_end = _OPEN_END.search(lines[-1].text) or lines[-1].text.count("(") > lines[-1].text.count(")")
        runs_on = _ONLY_FORM.match(after.text) or (open_end and not after.contact)
        if not runs_on:
            break
        lines.append(after)
        place += 1
    if place and len(lines) == 1 and _OPEN_END.search(head[place - 1].text) and head[place - 1].plain:
        lines.insert(0, head[place - 1])
    return lines, place


def clean_name(text: str) -> str | None:
    """A name without greeting, registration number and title; None when fewer than two letters stay."""
    flat = _HEAD_GREETING.sub("", normalise(text).strip(" *-=_:|~#'\"")).lstrip(". ")
    flat = re.sub(r"[（(]\s*(?:co|company|roc|reg|gst)\b[^)）]*[)）]?\s*$", "", flat, flags=re.I).strip()
    flat = _NUMBER_TAIL.sub("", flat) if _LETTERS.search(_NUMBER_TAIL.sub("", flat)) else flat
    flat = _CHINESE_TITLE.sub("", flat).strip(" *-=_:|~#（(【[")
    letters = len(re.findall(r"[A-Za-zÀ-ÿ]", flat)) / 3 + len(re.findall("[一-鿿]", flat)) / 2
    digits = len(re.findall("[0-9]", flat))
    if letters < 1 or len(flat) > 80 or digits > len(flat) / 2:
        return None
    return full_width(flat.replace(" ", "")) if len(re.findall("[一-鿿]", flat)) > 2 else spaced(flat)


def spaced(text: str) -> str:
    """Latin text with the spaces that readers drop: around brackets, behind commas, before a legal form."""
    flat = re.sub(r"(?<=\S)\s*\(\s*", " (", text)
    flat = re.sub(r"\s*\)\s*(?=\w)", ") ", flat)
    flat = re.sub(r"\s*,(?=[A-Za-z])", ", ", flat)
    flat = re.sub(r"(?<=[A-Za-z)])(?=SDN\W{0,2} ?BHD\b)", " ", flat)
    flat = re.sub(r"\bSDN(\.?)(?=BHD\b)", r"SDN\1 ", flat)
    return re.sub(r" {2,}", " ", flat).strip()


def _labelled_name(document: Document, labels: Labels) -> Field | None:
    field = value_after(document, "merchant_name", labels["merchant_label"], _labelled, labels["merchant_stop"])
    return None if field is None else replace(field, confidence=round(field.confidence * 0.97, 4))


def _labelled(text: str) -> str | None:
    name = chinese_party(text) if re.search("[一-鿿]", text) else clean_name(text)
    return clean_name(name) if name else None


# --- the address ---


def _address(page: Page, head: Sequence[HeadLine]) -> Field | None:
    """From the first line that looks like an address to the last, without numbers and telephones between."""
    places = _run([place for place, one in enumerate(head) if one.address and not one.contact and not one.legal])
    if not places:
        return None
    first, last = places[0], places[-1]
    if last + 1 < len(head) and _goes_on(head[last], head[last + 1]):
        last += 1
    chosen = [
        one
        for one in head[first : last + 1]
        if not (one.contact or (one.greeting and not one.text.startswith("(")) or (one.number and not one.address))
    ]
    lines = [one.line for one in chosen[:MAX_ADDRESS_LINES]]
    text = " ".join(normalise(line.text).strip(" *") for line in lines)
    if len(_LETTERS.findall(text)) < MIN_LETTERS:
        return None
    chinese = len(re.findall("[一-鿿]", text)) > 4
    return field_of(
        "merchant_address", _piece(page, lines), full_width(text.replace(" ", "")) if chinese else spaced(text)
    )


def _run(places: Sequence[int]) -> Sequence[int]:
    """The first places, up to a hole wider than an address has."""
    end = next((at for at, (one, after) in enumerate(pairwise(places), 1) if after - one > MAX_HOLE), len(places))
    return places[:end]


def _goes_on(line: HeadLine, after: HeadLine) -> bool:
    """True when the address runs on: its line ends in a comma, or the next is the branch in brackets."""
    bracketed = bool(re.fullmatch(r"\([^0-9]{6,}\)", after.text))
    return (line.text.rstrip().endswith(",") and after.plain and not after.legal) or (bracketed and not after.contact)


def _labelled_address(document: Document, labels: Labels) -> Field | None:
    stops, others = labels["merchant_stop"], labels["other_line"]
    return block_after(document, "merchant_address", labels["address_label"], stops, address_text, others)


def address_text(text: str) -> str | None:
    """Running text with at least four letters, Chinese without spaces."""
    flat = normalise(text).strip(" :;,._*")
    if len(_LETTERS.findall(flat)) < MIN_LETTERS:
        return None
    return full_width(flat.replace(" ", "")) if re.search("[一-鿿]{3}", flat) else flat


def _piece(page: Page, lines: Sequence[TextLine]) -> Piece:
    box = Box(
        left=min(line.box.left for line in lines),
        top=min(line.box.top for line in lines),
        right=max(line.box.right for line in lines),
        bottom=max(line.box.bottom for line in lines),
        dpi=lines[0].box.dpi,
    )
    text = " ".join(_texts(lines))
    return Piece(text=text, page=page, box=box, confidence=min(line.confidence for line in lines), raw=text)


def _texts(lines: Sequence[TextLine]) -> Iterator[str]:
    return (line.text.strip() for line in lines)
