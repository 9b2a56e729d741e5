"""Who issued a paper, told by its head alone: the firm's name above the title, or on one line with it."""

import re
from collections.abc import Iterator

from extractors.find import Piece, field_of, page_spots, part_box
from extractors.page import Document, Page, TextLine
from extractors.parse import full_width, normalise
from uplift.types import Field

_FIRM = re.compile(
    r"[一-鿿A-Za-z0-9()·&\- ]{2,40}(?:公司|集团|厂|店|商行|经营部|批发部|门市部|服务部|运输户|养殖户|种植户|中心|"
    r"合作社|超市|批发市场|货运站|物流|车队|农场|商贸|贸易行|工作室|商号|工厂|酒楼|饭庄)(?:\([一-鿿]{1,10}\))?"
)
_FOREIGN = re.compile(
    r"[A-Z][\w&.,'\- ()]{2,60}?(?:Co\.?,? ?Ltd\.?|Limited|Ltd\.?|Inc\.?|LLC|GmbH|"
    r"Corp(?:oration)?\.?|Pte\.? Ltd\.?|B\.V\.|S\.A\.)"
)
_TOP = 0.22  # of the page height in which a head without a title is looked for
_CERTAINTY = 0.85  # nothing but its place says that the name is the issuer's


def issuer(document: Document, name: str, titles: tuple[str, ...], others: tuple[str, ...] = ()) -> Field | None:
    """The firm named in the head of the first page as the field `name`, unless it is one of `others`.

    Args:
        document: the paper.
        name: of the field.
        titles: labels for the paper's title; the head ends with the line that holds one.
        others: names that are known to be somebody else's, as parsed.
    """
    if not document.pages:
        return None
    for line, text in _head(document.pages[0], titles):
        value = firm_name(text)
        if value is not None and value not in others:
            box = part_box(line, 0, len(text)) if len(text) <= len(normalise(line.text)) else line.box
            certainty = line.confidence * _CERTAINTY
            return field_of(name, Piece(text=text, page=document.pages[0], box=box, confidence=certainty), value)
    return None


def firm_name(text: str) -> str | None:
    """The text when it is nothing but a firm's name, Chinese or foreign; None otherwise."""
    flat = normalise(text).lstrip(" :;,._-—|*").rstrip(" :;,_-—|*")
    if _FIRM.fullmatch(flat) and re.search("[一-鿿]{2}", flat):
        return full_width(flat.replace(" ", "") if re.search("[一-鿿]", flat) else flat)
    return flat if _FOREIGN.fullmatch(flat) else None


def _head(page: Page, titles: tuple[str, ...]) -> Iterator[tuple[TextLine, str]]:
    """Lines down to the title's, and what stands before the title on its line."""
    spots = [spot for spot in page_spots(page, titles) if len(spot.text) <= 60]
    title = min(spots, key=lambda spot: spot.box.top, default=None)
    height = title.box.bottom - title.box.top if title else 0.0
    bottom = title.box.bottom + height * 0.2 if title else page.height * _TOP
    for line in page.lines:
        if title is not None and line is title.line:
            yield line, title.text[: title.start]
        elif (line.box.top + line.box.bottom) / 2 < bottom:
            yield line, normalise(line.text)
    if title is not None:
        # some firms put the title first and their own name right under it
        below = [line for line in page.lines if bottom <= (line.box.top + line.box.bottom) / 2 < bottom + height * 1.6]
        yield from ((line, normalise(line.text)) for line in below)
