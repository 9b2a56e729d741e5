"""One page read by OCR: laid upright and level as people should see it, its words grouped into cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from extractors.layout import Word, to_lines
from extractors.marks import without_seals
from extractors.ocr.engine import OcrEngine, OcrLine
from extractors.page import Moved, Raster, TextLine
from extractors.simplified import simplified
from extractors.unwarp import straightened, upright

MIN_CONFIDENCE = 0.5  # below this a line is noise more often than text
TURNED_LINES = 4  # fewer lines say nothing about how the page lies
UPRIGHT_SHARE = 0.5  # of the lines, those taller than wide on a page that lies on its side
HALF_TURN_CONFIDENCE = 0.80  # mean confidence below which a page may stand on its head


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrPage:
    """The raster as people should see it, and its lines on that raster."""

    raster: Raster
    lines: tuple[TextLine, ...]
    moved: Moved  # from the upright raster, before it was laid level, to this one


def read_page(raster: Raster, engine: OcrEngine, dpi: int, *, turned: bool = True) -> OcrPage:
    """Read one raster and lay it upright and level; `turned` is left out for photos that are no papers.

    An engine that gives corners says itself which way its lines run. For one that does not, quarter and half turns
    are tried when the first reading looks wrong.
    """
    found = engine(without_seals(raster))
    best = (raster, found)
    if turned:
        best = upright(raster, found)[:2] if any(line.corners for line in found) else _tried(raster, found, engine)
    level = straightened(*best)
    return OcrPage(raster=level.raster, lines=_grouped(level.lines, dpi), moved=level.move)


def _tried(raster: Raster, found: tuple[OcrLine, ...], engine: OcrEngine) -> tuple[Raster, tuple[OcrLine, ...]]:
    best = (raster, found)
    for quarter in suspected_turns(found):
        candidate = np.ascontiguousarray(np.rot90(raster, quarter))
        read = engine(candidate)
        if evidence(read) > evidence(best[1]):
            best = (candidate, read)
        if not suspected_turns(read):
            break
    return best


def suspected_turns(lines: Sequence[OcrLine]) -> tuple[int, ...]:
    """Quarter turns worth trying: sideways pages have tall lines, pages on their head read badly."""
    if len(lines) < TURNED_LINES:
        return ()
    tall = sum(_tall(line) for line in lines) / len(lines)
    if tall > UPRIGHT_SHARE:
        # Engines turn tall boxes by a quarter themselves, so good readings tell which way the page lies.
        return (1, 3) if _sure(lines) else (3, 1)
    return () if _sure(lines) else (2,)


def evidence(lines: Sequence[OcrLine]) -> float:
    """How much was read: characters weighted by the square of their confidence, in lines that are wider than tall."""
    return sum(len(line.text) * line.confidence**2 for line in lines if not _tall(line))


def _tall(line: OcrLine) -> bool:
    """Much taller than wide: text on its side, or written downwards. A single digit is somewhat tall by nature."""
    return line.bottom - line.top > (1.5 if len(line.text) > 1 else 3.0) * (line.right - line.left)


def _sure(lines: Sequence[OcrLine]) -> bool:
    return fmean(line.confidence for line in lines) >= HALF_TURN_CONFIDENCE


def _grouped(lines: Sequence[OcrLine], dpi: int) -> tuple[TextLine, ...]:
    words = (
        Word(
            text=line.text.strip(),
            left=line.left,
            top=line.top,
            right=line.right,
            bottom=line.bottom,
            confidence=line.confidence,
        )
        for line in lines
        if line.confidence >= MIN_CONFIDENCE and line.text.strip()
    )
    return simplified(to_lines(words, dpi, gap=0))  # the detector already finds whole cells
