"""From loose words to cell-like lines, the same way for text layers, OFD and OCR.

A cell is a run of words on one line with no wide gap or ruling between them. Chinese forms spread short labels
(``名    称：``), so a single ideograph is joined with what completes the label even over a wide gap.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.page import TextLine
from uplift.types import Box

GAP = 0.7  # of the line height: a wider gap between words starts a new cell
SPREAD_GAP = 4.0  # of the line height: the widest gap inside a spread label
SAME_LINE = 0.5  # of the smaller height that two words must share to stand on one line
IDEOGRAPH = "\u3400-\u9fff"
LABEL_HEAD = re.compile(f"[{IDEOGRAPH}]")
LABEL_TAIL = re.compile(f"[{IDEOGRAPH}]{{1,2}}([：:].*)?")
SPREAD_LABELS = frozenset(
    {
        *("名称", "地址", "电话", "单位", "数量", "单价", "金额", "税率", "税额", "合计", "备注", "日期", "密码"),
        *("规格", "类型", "住所", "买方", "卖方", "甲方", "乙方", "供方", "需方", "号牌", "品牌", "开户", "编号"),
        *("型号", "运费", "货款", "总额", "车型"),
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
    def height(self) -> float:
        """Pixels, at least one."""
        return max(1.0, self.bottom - self.top)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A vertical line of the page; words on its two sides are different cells."""

    at: float
    top: float
    bottom: float


def to_lines(words: Iterable[Word], dpi: int, rulings: Sequence[Ruling] = ()) -> tuple[TextLine, ...]:
    """Group words into cells, top to bottom and left to right."""
    cells: list[TextLine] = []
    for row in rows_of(words):
        cells += [_to_text_line(cell, dpi) for cell in _cells(row, rulings)]
    return tuple(cells)


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words that stand on one line, each row left to right, rows top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: ((word.top + word.bottom) / 2, word.left)):
        if rows and _on_line(rows[-1][-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.left) for row in rows]


def _on_line(first: Word, second: Word) -> bool:
    shared = min(first.bottom, second.bottom) - max(first.top, second.top)
    return shared >= SAME_LINE * min(first.height, second.height)


def _cells(row: list[Word], rulings: Sequence[Ruling]) -> list[list[Word]]:
    cells = [[row[0]]]
    for word in row[1:]:
        if _same_cell(cells[-1], word, rulings):
            cells[-1].append(word)
        else:
            cells.append([word])
    return cells


def _same_cell(cell: list[Word], word: Word, rulings: Sequence[Ruling]) -> bool:
    last = cell[-1]
    gap = word.left - last.right
    height = max(last.height, word.height)
    if any(_between(ruling, last, word) for ruling in rulings):
        return False
    return gap <= GAP * height or (gap <= SPREAD_GAP * height and _spread_label(cell, word))


def _spread_label(cell: list[Word], word: Word) -> bool:
    head = _text(cell)
    if not LABEL_HEAD.fullmatch(head):
        return False
    match = LABEL_TAIL.match(word.text)
    return bool(match) and (head + word.text[0] in SPREAD_LABELS)


def _between(ruling: Ruling, left: Word, right: Word) -> bool:
    middle = (left.top + left.bottom) / 2
    return left.right - 2 <= ruling.at <= right.left + 2 and ruling.top <= middle <= ruling.bottom


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
