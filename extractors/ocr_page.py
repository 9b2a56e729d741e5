"""One page read by OCR: upright again when it was photographed sideways, its words grouped into cells."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median

import cv2
import numpy as np

from extractors.layout import Word, to_lines
from extractors.ocr.engine import OcrEngine, OcrLine
from extractors.page import Raster, TextLine

MIN_CONFIDENCE = 0.5  # below this a line is noise more often than text
TURNED_LINES = 4  # fewer lines say nothing about how the page lies
UPRIGHT_SHARE = 0.5  # of the lines, those taller than wide on a page that lies on its side
MIN_SLANT, MAX_SLANT = 1.0, 20.0  # degrees between which a page is turned level
LONG_LINE = 5  # characters; the slant of shorter lines is guesswork
HALF_TURN_CONFIDENCE = 0.80  # mean confidence below which a page may stand on its head


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrPage:
    """The raster as people should see it, and its lines on that raster."""

    raster: Raster
    lines: tuple[TextLine, ...]


def read_page(raster: Raster, engine: OcrEngine, dpi: int, *, turned: bool = True) -> OcrPage:
    """Read one raster; `turned` also tries quarter and half turns when the first reading looks wrong."""
    found = engine(raster)
    quarters = suspected_turns(found) if turned else ()
    best = (raster, found)
    for quarter in quarters:
        candidate = np.ascontiguousarray(np.rot90(raster, quarter))
        read = engine(candidate)
        if evidence(read) > evidence(best[1]):
            best = (candidate, read)
        if not suspected_turns(read):
            break
    upright, lines = straightened(*best)
    return OcrPage(raster=upright, lines=_grouped(lines, dpi))


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


def straightened(raster: Raster, lines: tuple[OcrLine, ...]) -> tuple[Raster, tuple[OcrLine, ...]]:
    """Turn a slanted page level, its lines with it, so that what stands side by side has the same height."""
    slant = _slant(lines)
    if not MIN_SLANT <= abs(slant) <= MAX_SLANT:
        return raster, lines
    height, width = raster.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), slant, 1.0)
    level = cv2.warpAffine(raster, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(level, dtype=np.uint8), tuple(_moved(line, matrix) for line in lines)


def _slant(lines: Sequence[OcrLine]) -> float:
    """Median slant of the long lines in degrees, clockwise positive; 0 where too few tell."""
    slants = [
        math.degrees(math.atan2(line.corners[1][1] - line.corners[0][1], line.corners[1][0] - line.corners[0][0]))
        for line in lines
        if line.corners and len(line.text) >= LONG_LINE
    ]
    return median(slants) if len(slants) >= TURNED_LINES else 0.0


def _moved(line: OcrLine, matrix: "cv2.typing.MatLike") -> OcrLine:
    if not line.corners:
        return line
    points = np.asarray(line.corners) @ matrix[:, :2].T + matrix[:, 2]
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    corners = tuple((float(x), float(y)) for x, y in points)
    return replace(line, left=float(left), top=float(top), right=float(right), bottom=float(bottom), corners=corners)


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
    return to_lines(words, dpi, gap=0)  # the detector already finds whole cells
