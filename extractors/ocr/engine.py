"""What an OCR engine is to the rest of the room: one function from pixels to lines."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from extractors.page import Raster


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrLine:
    """One recognised line with its upright bounding box in pixels of the raster."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float  # 0-1 by the engine's own account
    corners: tuple[tuple[float, float], ...] = ()  # clockwise from top-left, where the engine sees slanted lines


OcrEngine: TypeAlias = Callable[[Raster], tuple[OcrLine, ...]]
ReadLine: TypeAlias = Callable[[Raster], str]  # text of a crop that holds one line; "" when nothing is read
