"""Which lines of a page may name it, and how each stands: a title stands alone or large, a sentence only mentions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from extractors.page import Document, TextLine

TITLE_PART = 0.45  # upper share of the first page in which a title is looked for
TITLE_LINES = 12  # titles of text without a place (data, screenshots) are among the first lines
LARGE = 1.25  # height over the page's median line from which a line is large
LONGEST = 40  # characters of a Chinese title; longer lines are sentences
FIRST_ROWS = 2  # in which a title stands even when it is not large
NEARLY = 0.85  # of the largest line's height, to count among the largest
SHORTEST_PROSE = 16  # characters
ENGLISH_SENTENCE = 10  # words
ALONE, CELL, MENTIONED = 1.0, 0.6, 0.1  # how far a line counts: as a title, in a row of others, in a sentence

_PROSE = re.compile("[，。；！？]|,(?=[一-鿿])")
_SENTENCE = re.compile("[，。；、！？]|,(?=[一-鿿])")
_LABEL_BEHIND = re.compile(r"\s*(?:编|号|代|名|类|日|金|时|登|注|有效|原件|复印|副本复)[^：:]{0,6}[：:]")
# what may stand behind a paper's name in its title; three more characters make it the topic of a text about such papers
_SUFFIX = re.compile(
    "补充|协议|[专通]用条款|[一-鿿]{0,4}联|明细|汇总|清单|详情|记录|证明|凭证|回[单执]|查询|信息栏?|摘要|正本|副本|副页|正页|主页|存根|"
    "复印件|样本|电子|普通|专用|发票|统一社会信用代码|注册号|编号|日期|[表单书证页版]"
)
_TAIL_LEFT = 3  # characters
_VERB_BEFORE = re.compile(
    "办理|申办|申领|申请|签订|签署|关于|什么是|如何|怎么|怎样|提交|提供|出示|补办|注销|吊销|变更|领取|核发|凭|持"
)
_IDEOGRAPHS = re.compile("[一-鿿]")
_SPREAD = re.compile(r"(?<=[　-鿿（）：])[ \t　]+(?=[　-鿿（）：])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One line of the page's head, and how far it may name the page (0-1)."""

    text: str
    stands: float
    main: bool = True  # among the first rows or the largest lines: the title of the whole paper, not of a part

    def standing(self, pattern: re.Pattern[str]) -> float:
        """How far the line says the pattern as a title: 0 when it does not; little as a label, a value or a topic."""
        match = pattern.search(self.text)
        if match is None:
            return 0.0
        chinese = bool(_IDEOGRAPHS.search(match.group()))
        is_value = bool(re.search("[：:]", self.text[: match.start()]))
        is_label = bool(_LABEL_BEHIND.match(self.text, match.end()))
        is_topic = _is_topic(self.text[: match.start()], self.text[match.end() :])
        return min(self.stands, MENTIONED) if chinese and (is_value or is_label or is_topic) else self.stands


def headings(document: Document) -> tuple[Heading, ...]:
    """The lines among which the first page's title stands, in the order of the page."""
    if not document.pages:
        return ()
    page = document.pages[0]
    upper = [line for line in page.lines if line.box.top <= TITLE_PART * page.height] or list(page.lines[:TITLE_LINES])
    usual = median(_height(line) for line in page.lines) if page.lines else 0.0
    rows = _rows(upper)
    largest = max((_height(line) for line in upper), default=0.0)
    single = (
        Heading(text=joined(line.text), stands=_stands(line, row, usual), main=_is_main(line, place, largest))
        for place, row in enumerate(rows)
        for line in row
    )
    return (*single, *_spread(rows))


def joined(text: str) -> str:
    """Chinese without the spaces that spread it; Latin words one space apart. Each line stays a line."""
    return re.sub(r"[ \t　]+", " ", _SPREAD.sub("", text))


def is_prose(text: str) -> bool:
    """True for a line of running Chinese text, in which a form's label is only mentioned."""
    return len(text) >= SHORTEST_PROSE and bool(_PROSE.search(text)) and bool(_IDEOGRAPHS.search(text))


def _stands(line: TextLine, row: Sequence[TextLine], usual: float) -> float:
    text = joined(line.text)
    if _is_sentence(text):
        return MENTIONED
    return ALONE if len(row) == 1 or _height(line) >= LARGE * usual else CELL


def _is_topic(before: str, behind: str) -> bool:
    """True when the words around a paper's name make a line about such papers, and not their title."""
    tail = re.match("[一-鿿]*", behind)
    rest = _SUFFIX.sub("", tail.group()) if tail else ""
    return len(rest) >= _TAIL_LEFT or bool(_VERB_BEFORE.search(before))


def _is_main(line: TextLine, place: int, largest: float) -> bool:
    return place < FIRST_ROWS or _height(line) >= NEARLY * largest


def _is_sentence(text: str) -> bool:
    ideographs = len(_IDEOGRAPHS.findall(text))
    if ideographs * 2 > len(text.replace(" ", "")) / 2:
        return bool(_SENTENCE.search(text)) or len(text) > LONGEST
    words = text.split()
    lower = sum(1 for word in words if word.isalpha() and word.islower())
    return len(words) > ENGLISH_SENTENCE and lower > len(words) / 2


def _spread(rows: Sequence[Sequence[TextLine]]) -> Iterator[Heading]:
    """A title whose characters stand so far apart that each was read as a line of its own."""
    for row in rows:
        if len(row) > 1 and all(len(line.text.strip()) <= 2 for line in row):
            yield Heading(text=joined(" ".join(line.text for line in row)), stands=ALONE)


def _rows(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines that share most of their height, left to right."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.box.top):
        if rows and _beside(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.left) for row in rows]


def _beside(one: TextLine, other: TextLine) -> bool:
    shared = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return shared >= 0.5 * min(_height(one), _height(other))


def _height(line: TextLine) -> float:
    return max(line.box.bottom - line.box.top, 1.0)
