"""Running text of a file: lines joined as they are read, so that a sentence that wraps is still one sentence.

Each stretch of the text knows the line it came from, so what a pattern finds has a page and a box.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from extractors.find import Piece, part_box
from extractors.page import Document, Page, TextLine
from extractors.parse import normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """All normalised lines of a file joined without a break, and where each begins."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[tuple[Page, TextLine], ...]

    def piece(self, match: re.Match[str], group: int | str = 0) -> Piece:
        """The matched group with the place where it begins; its box ends with that line."""
        start, end = match.span(group)
        place = max(bisect_right(self.starts, start) - 1, 0)
        page, line = self.lines[place]
        offset = start - self.starts[place]
        box = part_box(line, offset, min(offset + end - start, len(normalise(line.text))))
        return Piece(text=match[group], page=page, box=box, confidence=line.confidence)


def flow_of(document: Document) -> Flow:
    """The running text of all pages; Latin words keep a space between lines."""
    text, starts, lines = "", [], []
    for page in document.pages:
        for line in page.lines:
            words = normalise(line.text)
            if text and re.search(r"[A-Za-z]$", text) and re.match("[A-Za-z]", words):
                text += " "
            starts.append(len(text))
            lines.append((page, line))
            text += words
    return Flow(text=text, starts=tuple(starts), lines=tuple(lines))
