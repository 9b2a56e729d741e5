"""Seals and signatures of a contract: whether they are there, and whose name runs around the seal."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from extractors.extractor import SecondOpinion
from extractors.find import Piece, Spot, field_of, page_spots, spots
from extractors.labels import Labels
from extractors.marks import colourless, grey_ring, ink_in, seals_between, unrolled
from extractors.page import Document, Page, Raster
from extractors.parse import full_width, normalise
from uplift.types import Box, Field, TextSource

_SLIPS = 1  # characters of a party's name that may be misread around its seal; a stranger's name differs in more
_LONG = 16  # characters of a name from which one more slip is allowed
_LOW = 0.4  # of the page height, below which sides without any word for signing are a signature block
_GAP = 0.17  # of the page height between two labels of one signature block
_ABOVE, _BELOW = 0.12, 0.2  # of the page height around the block where its seals may stand
_HANDWRITING = 1.4  # heights of print from which a word beside a label is written by hand
_WHOLE = 6  # characters a name around a seal has at least
_FIRM_END = re.compile("(?:公司|厂|店|行|部|社|中心|委员会|超市|政府|局|会)$")
_FOOT = re.compile(r"(?:合同|业务|发票|财务|行政|公|专)[专用章]{1,3}$|专用章$")


def mark_fields(
    document: Document, labels: Labels, names: Sequence[str], second_opinion: SecondOpinion | None
) -> list[Field]:
    """`has_seal`, `seal_text` and `has_signature` of the signature block; left out where pixels do not tell.

    Args:
        document: the paper.
        labels: the contracts' vocabulary.
        names: of the parties, to mend slips in what is read around a seal.
        second_opinion: reads the unrolled seals; None leaves `seal_text` out.
    """
    block = _block(spots(document, labels["signature"])) or _bare_block(document, labels)
    if not block:
        return []
    page = block[0].page
    seals = _seals(page, block)
    found = [_has_seal(page, block, seals), _seal_text(page, seals, names, second_opinion)]
    return [field for field in (*found, _signature(document, block, labels)) if field is not None]


def _bare_block(document: Document, labels: Labels) -> list[Spot]:
    """The letters of both sides alone, low on the last page: 甲方：　乙方：, where nothing says that one signs."""
    if not document.pages:
        return []
    page = document.pages[-1]
    low = [spot for spot in page_spots(page, labels["bare_side"]) if spot.box.top > page.height * _LOW]
    return _block(low) if {spot.text[0] for spot in low} >= {"甲", "乙"} else []


def _block(found: Sequence[Spot]) -> list[Spot]:
    """The labels at the end of the last page that has any, up to the first wide gap."""
    if not found:
        return []
    page = found[-1].page
    on_page = sorted((spot for spot in found if spot.page.index == page.index), key=lambda spot: -spot.box.top)
    block = on_page[:1]
    for spot in on_page[1:]:
        if block[-1].box.top - spot.box.top > _GAP * page.height:
            break
        block.append(spot)
    return block


def _seals(page: Page, block: Sequence[Spot]) -> tuple[Box, ...]:
    if page.raster is None:
        return ()
    top = min(spot.box.top for spot in block) - page.height * _ABOVE
    bottom = max(spot.box.bottom for spot in block) + page.height * _BELOW
    return grey_ring(page, top, bottom) if colourless(page) else seals_between(page, top, bottom)


def _has_seal(page: Page, block: Sequence[Spot], seals: Sequence[Box]) -> Field | None:
    """Whether a seal stands there; a grey scan without a ring tells nothing, for a pale seal may be lost on it."""
    scanned = page.source is TextSource.OCR
    if page.raster is None or (not seals and scanned and colourless(page)):
        return None
    top, bottom = min(spot.box.top for spot in block), max(spot.box.bottom for spot in block)
    whole = Box(left=0, top=top, right=page.width, bottom=min(page.height, bottom), dpi=page.dpi)
    piece = Piece(text="", page=page, box=seals[0] if seals else whole, confidence=0.9 if seals else 0.8)
    return field_of("has_seal", piece, bool(seals))


def _seal_text(
    page: Page, seals: Sequence[Box], names: Sequence[str], second_opinion: SecondOpinion | None
) -> Field | None:
    """The names around the seals, in the order of the parties; a seal that cannot be read is left out, not guessed."""
    read = [(box, _owner_of(page, box, names, second_opinion)) for box in seals] if second_opinion else []
    clear = [(box, raw, name) for box, (raw, name) in read if name]
    if not clear:
        return None
    order = {name: place for place, name in enumerate(names)}
    texts = sorted(dict.fromkeys(name for _, _, name in clear), key=lambda name: order.get(name, len(order)))
    sure = min(0.95 if name in names else 0.6 for _, _, name in clear)
    piece = Piece(text=" / ".join(raw for _, raw, _ in clear), page=page, box=clear[0][0], confidence=sure)
    return field_of("seal_text", piece, "；".join(texts))


def _owner_of(
    page: Page, seal: Box, names: Sequence[str], second_opinion: SecondOpinion | None
) -> tuple[str, str | None]:
    """What was read around one seal, and the owner's name when it is a name."""
    read: list[tuple[str, str]] = []
    for turned in (False, True):  # a seal stamped askew is cut in its name at the first try
        raw = _read_strip(page, unrolled(page, seal, turned=turned), second_opinion)
        words = _FOOT.sub("", re.sub(r"[^一-鿿()]", "", _merged([normalise(part) for part in raw.split()])))
        likest = min(names, key=lambda name: _missing(words, name), default=None)
        if likest is not None and _missing(words, likest) <= _SLIPS + (len(likest) >= _LONG):
            return raw, likest
        read.append((raw, words))
    raw, words = read[0]
    # a stranger's name counts only when both cuts give it alike
    told = len(words) >= _WHOLE and _FIRM_END.search(words) and words == read[1][1]
    return raw, full_width(words) if told else None


def _read_strip(page: Page, strip: Raster | None, second_opinion: SecondOpinion | None) -> str:
    if strip is None or second_opinion is None:
        return ""
    height, width = strip.shape[:2]
    picture = replace(page, raster=strip, lines=(), source=TextSource.NONE, width=width, height=height)
    return second_opinion(picture, Box(left=0, top=0, right=width, bottom=height, dpi=page.dpi))


def _merged(parts: Sequence[str]) -> str:
    """Neighbouring parts of a line joined, what the engine gave at the end of one and the start of the next once."""
    text = ""
    for part in parts:
        shared = next((size for size in range(min(4, len(text), len(part)), 0, -1) if text[-size:] == part[:size]), 0)
        text += part[shared:]
    return text


def _missing(words: str, name: str) -> int:
    """How many characters of a name were not read, in its order."""
    read, printed = normalise(words), normalise(name)
    same = SequenceMatcher(None, read, printed).get_matching_blocks()
    return len(printed) - sum(block.size for block in same)


def _signature(document: Document, block: Sequence[Spot], labels: Labels) -> Field | None:
    """True when any place to sign holds pen strokes, False when all are blank, left out when nobody can tell."""
    page, top = block[0].page, min(spot.box.top for spot in block)
    places = [spot for spot in spots(document, labels["sign_here"]) if spot.page.index == page.index]
    near = [spot for spot in places if spot.box.top > top - spot.page.height * 0.03] or list(block)
    # beside a bare 法定代表人 the name is often typed; where a place says 签字 only that one counts
    told = [spot for spot in near if "签" in spot.text[spot.start : spot.end + 1]]
    answers = [(spot, _signed_at(spot)) for spot in told or near]
    inked = next((spot for spot, answer in answers if answer), None) or next(
        (spot for spot in near if _signed_at(spot)), None
    )
    if inked is None and (not answers or any(answer is None for _, answer in answers)):
        return None
    piece = Piece(text="", page=page, box=_beside(inked or answers[0][0]), confidence=0.8 if inked else 0.7)
    return field_of("has_signature", piece, inked is not None)


def _signed_at(spot: Spot) -> bool | None:
    area = _beside(spot)
    seen = ink_in(spot.page, area)
    return _written_by_hand(spot, area) if seen is None else seen


def _written_by_hand(spot: Spot, area: Box) -> bool | None:
    """On a scan the engine reads handwriting as text: words much taller than the print, beside the label."""
    heights = sorted(line.box.bottom - line.box.top for line in spot.page.lines)
    print_height = heights[len(heights) // 4]  # where one signs, tall lines are many
    inside = [
        line.box
        for line in spot.page.lines
        if line.box.left < area.right
        and line.box.right > area.left
        and line.box.top < area.bottom
        and line.box.bottom > area.top
    ]
    return True if any(box.bottom - box.top > _HANDWRITING * print_height for box in inside) else None


def _beside(spot: Spot) -> Box:
    """Where one signs: right of the label, a little higher and lower than it."""
    box = spot.box
    height = box.bottom - box.top
    width = spot.page.width * 0.18
    right = min(box.right + width, spot.page.width)
    return Box(left=box.right + 2, top=box.top - height, right=right, bottom=box.bottom + height * 0.8, dpi=box.dpi)
