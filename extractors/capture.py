"""What is wrong with a picture of a paper, as far as pixels and lines tell: blur, glare, darkness, size, missing edges.

Each fault has a stable code and one English sentence; `code_of` finds the code of a sentence again, so that a page can
translate it. The limits were fitted with ``bench/capture.py``, which prints how often each fault is missed and how
often it is raised on good pictures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
import numpy.typing as npt

from extractors.page import Raster, TextLine

LINES_LOOKED_AT = 16  # the longest of the page
CROP_HEIGHT = 32  # pixels to which a line is brought before its edges are measured: blur counts in letter heights
LEAST_SHARP = 0.30  # of full contrast; the steepest step between neighbouring pixels of a line at CROP_HEIGHT
SURELY_SHARP = 0.45  # the same, above which the picture need not be looked at as a whole
LEAST_FOCUS = 0.45  # finest detail of the whole picture as a share of coarser detail; 140 good ones had 0.57 to 1.71
FOCUS_SIDE = 1000  # pixels of the long side on which that is measured
LEAST_BRIGHT = 70.0  # grey level of the paper around the print
LEAST_CONTRAST = 28.0  # grey levels between print and paper
LEAST_LINE = 9.0  # pixels of a line's box; smaller letters are guessed
LEAST_SIDE = 500  # pixels of the picture's long side
SMALL = 400  # pixels of the long side on which glare is looked for
BURNT = 250  # grey level of every channel where the lens saw nothing but light
PAPER_BURNT = 0.25  # of the picture at that level: the paper itself is white, as in scans and screenshots
GLARE_AREA = 0.002  # of the picture, in one spot
CUT_LINES = 0.05  # of the lines, those that run into the same edge of the picture
MIN_LINES = 4  # fewer lines tell little of the page


class Fault(StrEnum):
    """Why a picture reads badly."""

    BLURRED = "blurred"
    GLARE = "glare"
    CUT_OFF = "cut_off"
    TOO_DARK = "too_dark"
    TOO_SMALL = "too_small"


SENTENCES: Mapping[Fault, str] = {
    Fault.BLURRED: "The picture is blurred, so its text may be misread; please hold still and take it again.",
    Fault.GLARE: "A reflection hides part of the paper; please take the picture again without a lamp above it.",
    Fault.CUT_OFF: "Text runs over the edge of the picture; please take it again with the whole paper in view.",
    Fault.TOO_DARK: "The picture is too dark to be read with certainty; please take it again in better light.",
    Fault.TOO_SMALL: "The picture is very small, so its text may be misread; a larger photo reads better.",
}
CODES: Mapping[str, Fault] = {sentence: fault for fault, sentence in SENTENCES.items()}
UNREADABLE: Mapping[Fault, str] = {
    Fault.BLURRED: "No text can be read: the picture is blurred or shows an empty page. Please take it again.",
    Fault.TOO_DARK: "No text can be read: the picture is too dark. Please take it again in better light.",
    Fault.TOO_SMALL: "No text can be read: the picture is too small. Please upload it in its full size.",
}


def code_of(sentence: str) -> Fault | None:
    """The fault that a warning tells of; None for other warnings."""
    return CODES.get(sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What is measured of one picture; NaN-free, with the best value where nothing can be measured."""

    sharpness: float  # 0-1
    focus: float  # detail of the whole picture, only where the lines leave it in doubt
    brightness: float  # grey level of the paper
    contrast: float  # grey levels
    line_height: float  # pixels
    long_side: int  # pixels
    glare: float  # share of the picture in its largest burnt spot
    cut: float  # share of lines that run into one edge


def faults(raster: Raster, lines: Sequence[TextLine], *, photographed: bool) -> tuple[Fault, ...]:
    """The faults of a picture of a paper; of a scanned page (not `photographed`) only those that scans have."""
    looks = measure(raster, lines)
    found = {
        Fault.BLURRED: looks.sharpness < LEAST_SHARP or (photographed and looks.focus < LEAST_FOCUS),
        Fault.GLARE: photographed and looks.glare > GLARE_AREA,
        Fault.CUT_OFF: photographed and looks.cut > CUT_LINES,
        Fault.TOO_DARK: looks.brightness < LEAST_BRIGHT or looks.contrast < LEAST_CONTRAST,
        Fault.TOO_SMALL: looks.line_height < LEAST_LINE or (photographed and looks.long_side < LEAST_SIDE),
    }
    return tuple(fault for fault, is_so in found.items() if is_so)


def measure(raster: Raster, lines: Sequence[TextLine]) -> Looks:
    """All measures of one picture."""
    height, width = raster.shape[:2]
    longest = sorted(lines, key=lambda line: -len(line.text))[:LINES_LOOKED_AT]
    crops = [crop for crop in (_crop(raster, line) for line in longest) if crop.size]
    steps = [_step(crop) for crop in (crops if len(crops) >= MIN_LINES else [_whole(raster)])]
    sharpness = float(np.median([step for step, _, _ in steps]))
    doubtful = len(crops) < MIN_LINES or sharpness < SURELY_SHARP
    return Looks(
        sharpness=sharpness if len(crops) >= MIN_LINES else 1.0,
        focus=_focus(raster) if doubtful else 1.0,
        brightness=float(np.median([paper for _, paper, _ in steps])),
        contrast=float(np.median([contrast for _, _, contrast in steps])) if len(crops) >= MIN_LINES else 255.0,
        line_height=_line_height(longest),
        long_side=max(height, width),
        glare=_glare(raster),
        cut=_cut(lines, width),
    )


def _crop(raster: Raster, line: TextLine) -> npt.NDArray[np.float32]:
    top, bottom, left, right = (
        max(0, int(side)) for side in (line.box.top, line.box.bottom, line.box.left, line.box.right)
    )
    area = raster[top : bottom + 1, left : right + 1]
    if min(area.shape[:2]) < 3:
        return np.zeros((0, 0), np.float32)
    grey = cv2.cvtColor(np.ascontiguousarray(area), cv2.COLOR_RGB2GRAY)
    scale = CROP_HEIGHT / grey.shape[0]
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(
        cv2.resize(grey, (max(3, round(grey.shape[1] * scale)), CROP_HEIGHT), interpolation=method), np.float32
    )


def _whole(raster: Raster) -> npt.NDArray[np.float32]:
    """The picture as one crop, for pages on which no lines were found."""
    scale = min(1.0, 1000 / max(raster.shape[:2]))
    grey = cv2.cvtColor(raster, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.float32)


def _focus(raster: Raster) -> float:
    """Detail of one pixel against detail of a few, both of the strongest edges; a blurred lens loses the first."""
    scale = min(1.0, FOCUS_SIDE / max(raster.shape[:2]))
    small = cv2.resize(cv2.cvtColor(raster, cv2.COLOR_RGB2GRAY), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = small.astype(np.float32)
    softer = cv2.GaussianBlur(grey, (0, 0), 1.0)
    fine, coarse = np.abs(grey - softer), np.abs(softer - cv2.GaussianBlur(grey, (0, 0), 4.0))
    detail = float(np.percentile(coarse, 99))
    return float(np.percentile(fine, 99)) / detail if detail >= 1 else 1.0


def _step(grey: npt.NDArray[np.float32]) -> tuple[float, float, float]:
    """Steepest step as a share of the contrast, the grey level of the paper, and the contrast.

    Of steps across and steps down the smaller counts: a moving hand blurs only one of them.
    """
    low, high = (float(level) for level in np.percentile(grey, (2, 95)))
    contrast = max(1.0, high - low)
    across, down = np.abs(np.diff(grey, axis=1)), np.abs(np.diff(grey, axis=0))
    step = min(float(np.percentile(across, 98)), float(np.percentile(down, 98)))
    return step / contrast, high, contrast


def _line_height(lines: Sequence[TextLine]) -> float:
    heights = [line.box.bottom - line.box.top for line in lines]
    return float(np.median(heights)) if len(heights) >= MIN_LINES else 1e3


def _glare(raster: Raster) -> float:
    """Share of the picture in its largest burnt-out spot; 0 where the paper itself is that white."""
    scale = min(1.0, SMALL / max(raster.shape[:2]))
    small = cv2.resize(raster, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    burnt = np.asarray(small.min(axis=2) >= BURNT, np.uint8)
    if not burnt.any() or burnt.mean() > PAPER_BURNT:
        return 0.0
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.erode(burnt, np.ones((3, 3), np.uint8)))
    return float(stats[1:, cv2.CC_STAT_AREA].max(initial=0)) / burnt.size


def _cut(lines: Sequence[TextLine], width: int) -> float:
    """Share of the lines that touch the left or the right edge, whichever more do."""
    if len(lines) < MIN_LINES:
        return 0.0
    left = sum(line.box.left <= 1 for line in lines)
    right = sum(line.box.right >= width - 2 for line in lines)
    most = max(left, right)
    return most / len(lines) if most > 1 else 0.0
