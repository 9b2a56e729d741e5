"""From loose words to cell-like lines, the same way for text layers, OFD and OCR.

A cell is a run of words on one line with no wide gap or ruling between them. Chinese forms spread short labels
(``名    称：``), so a single ideograph is joined with what completes the label even over a wide gap.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.page import TextLine
from uplift.types import Box

WORD_GAP = 0.7  # of the line height: a wider gap between words starts a new cell
OVERLAP = 0.4  # of the line height that neighbours on a line may overlap, as kerned or padded boxes do
SPREAD_GAP = 4.0  # of the line height: the widest gap inside a spread label
OVERLAP_LONE = 0.8  # the same for two single ideographs, whose boxes engines pad most
UNLIKE = 3.0  # times the height of the other: letters so large are a watermark behind the line
SAME_LINE = 0.55  # of the smaller height that two words must share to stand on one line
IDEOGRAPH = "\u3400-\u9fff"
LABEL_HEAD = re.compile(f"[{IDEOGRAPH}]")
LABEL_TAIL = re.compile(f"[{IDEOGRAPH}]{{1,2}}([：:].*)?")
SPREAD_LABELS = frozenset(
    {
        *("名称", "地址", "电话", "单位", "数量", "单价", "金额", "税率", "税额", "合计", "备注", "日期", "密码"),
        *("规格", "类型", "住所", "买方", "卖方", "甲方", "乙方", "供方", "需方", "号牌", "品牌", "开户", "编号"),
        *("型号", "运费", "货款", "总额", "车型", "户名", "姓名", "账号", "卡号", "币种"),
        *("品名", "货名", "件数", "重量", "体积", "单号", "车号", "总计", "小计", "客户", "供方", "发站", "到站"),
        *("户号", "税种", "险种", "费种", "人数", "余额", "摘要", "借方", "贷方", "大写", "小写"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word or text run with its place in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float = 1.0

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Pixels, at least one."""
        return max(1.0, self.bottom - self.top)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A vertical line of the page; words on its two sides are different cells."""

    at: float
    top: float
    bottom: float


def to_lines(
    words: Iterable[Word], dpi: int, rulings: Sequence[Ruling] = (), gap: float = WORD_GAP
) -> tuple[TextLine, ...]:
    """Group words into cells; reading order is top to bottom and left to right.

    Args:
        words: words or runs in any order.
        dpi: of the raster their places refer to.
        rulings: vertical lines that words on two sides of do not share a cell across.
        gap: widest gap inside a cell, as a share of the line height; 0 for engines that find whole cells themselves.
    """
    cells = _linked(sorted(words, key=lambda word: (word.middle, word.left)), rulings, gap)
    return tuple(_to_text_line(cell, dpi) for cell in reading_order(cells))


def reading_order(cells: list[list[Word]]) -> list[list[Word]]:
    """Rows top to bottom; a cell belongs to the row whose first cell it mostly shares its height with."""
    rows: list[list[list[Word]]] = []
    for cell in sorted(cells, key=lambda cell: (cell[0].middle, cell[0].left)):
        if rows and _shared(rows[-1][0][0], cell[0]) >= SAME_LINE:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [cell for row in rows for cell in sorted(row, key=lambda cell: cell[0].left)]


def _linked(words: list[Word], rulings: Sequence[Ruling], gap: float) -> list[list[Word]]:
    """Chains of words, each linked to its nearest neighbour on the right when that one is close enough."""
    follower = _followers(words)
    chains: dict[int, list[int]] = {}
    for index in sorted(range(len(words)), key=lambda index: words[index].left):
        chain = chains.setdefault(index, [index])
        after = follower.get(index)
        if after is not None and _same_cell([words[i] for i in chain], words[after], rulings, gap):
            chain.append(after)
            chains[after] = chain
    distinct = {id(chain): chain for chain in chains.values()}
    return [[words[index] for index in chain] for chain in distinct.values()]


def _followers(words: list[Word]) -> dict[int, int]:
    """Index → index of its right neighbour on the line, where each is the other's nearest."""
    middles = [word.middle for word in words]
    nearest: dict[int, tuple[float, int]] = {}
    for index, word in enumerate(words):
        low, high = bisect_left(middles, word.top), bisect_right(middles, word.bottom)
        rights = [(words[i].left - word.right, i) for i in range(low, high) if _follows(word, words[i])]
        if rights:
            distance, after = min(rights)
            nearest[after] = min(nearest.get(after, (math.inf, -1)), (distance, index))
    return {before: after for after, (_, before) in nearest.items()}


def _follows(word: Word, other: Word) -> bool:
    return (
        other.left > word.left
        and other.left >= word.right - (OVERLAP_LONE if _lone(word) and _lone(other) else OVERLAP) * word.height
        and _shared(word, other) >= SAME_LINE
        and max(word.height, other.height) < UNLIKE * min(word.height, other.height)
    )


def _lone(word: Word) -> bool:
    return bool(LABEL_HEAD.fullmatch(word.text))


def _shared(first: Word, second: Word) -> float:
    """Share of the smaller height that two words have in common."""
    return (min(first.bottom, second.bottom) - max(first.top, second.top)) / min(first.height, second.height)


def _same_cell(cell: list[Word], word: Word, rulings: Sequence[Ruling], gap: float) -> bool:
    last = cell[-1]
    distance = (word.left - last.right) / max(last.height, word.height)
    if any(_between(ruling, last, word) for ruling in rulings):
        return False
    return (gap > 0 and distance <= gap) or (distance <= SPREAD_GAP and _spread_label(cell, word))


def _spread_label(cell: list[Word], word: Word) -> bool:
    head = _text(cell)
    if not LABEL_HEAD.fullmatch(head):
        return False
    match = LABEL_TAIL.match(word.text)
    return bool(match) and (head + word.text[0] in SPREAD_LABELS)


def _between(ruling: Ruling, left: Word, right: Word) -> bool:
    return left.right - 2 <= ruling.at <= right.left + 2 and ruling.top <= left.middle <= ruling.bottom


def _text(cell: list[Word]) -> str:
    """Words joined: Chinese without spaces, the rest with one where there is a visible gap."""
    text = cell[0].text
    for last, word in pairwise(cell):
        text += _joint(last, word) + word.text
    return text


def _joint(last: Word, word: Word) -> str:
    if LABEL_HEAD.match(last.text[-1:]) and LABEL_HEAD.match(word.text[:1]):
        return ""
    return " " if word.left - last.right > 0.08 * last.height else ""


def _to_text_line(cell: list[Word], dpi: int) -> TextLine:
    box = Box(
        left=min(word.left for word in cell),
        top=min(word.top for word in cell),
        right=max(word.right for word in cell),
        bottom=max(word.bottom for word in cell),
        dpi=dpi,
    )
    characters = sum(len(word.text) for word in cell)
    confidence = sum(word.confidence * len(word.text) for word in cell) / max(1, characters)
    return TextLine(text=_text(cell), box=box, confidence=min(1.0, confidence))
