"""Where a number plate may be, and what colour it is, from pixels alone."""

import cv2
import numpy as np
import numpy.typing as npt

from extractors.page import Raster
from uplift.types import Box

Mask = npt.NDArray[np.bool_]
WORK_PX = 1000  # longest side at which regions are searched; plates that are legible survive it
ASPECT = (1.6, 5.5)  # width over height: 440x140 mm is 3.1, two-row 440x220 mm is 2.0, seen at an angle
AREA_SHARE = (0.0004, 0.06)  # of the picture
FILLED = 0.55  # share of its rectangle a region must cover once its letters are closed
COLOUR_SHARE = 0.35  # of a plate's pixels that its ground must cover; letters and rim take the rest


def plate_regions(raster: Raster, dpi: int) -> tuple[Box, ...]:
    """Boxes that are coloured and shaped like Chinese plates, fullest first."""
    scale = min(1.0, WORK_PX / max(raster.shape[:2]))
    small = cv2.resize(np.ascontiguousarray(raster), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    masks = _colours(np.asarray(small, dtype=np.uint8))
    found = [hit for name in ("yellow", "blue", "green") for hit in _rectangles(masks[name])]
    found.sort(key=lambda hit: -hit[0])
    return tuple(_box(rectangle, scale, raster, dpi) for _, rectangle in found)


def colour_in(raster: Raster, box: Box) -> tuple[str, float] | None:
    """The ground colour of a plate and the share of the box it covers: blue, yellow, green, white or black.

    None when no colour covers enough of the box.
    """
    crop = raster[max(0, int(box.top)) : int(box.bottom) + 1, max(0, int(box.left)) : int(box.right) + 1]
    if not crop.size:
        return None
    shares = {name: float(mask.mean()) for name, mask in _colours(crop).items()}
    coloured = max(("yellow", "blue", "green"), key=lambda name: shares[name])
    # dark letters on yellow are no black plate: the saturated colours are asked first
    best = coloured if shares[coloured] >= COLOUR_SHARE else max(("white", "black"), key=lambda name: shares[name])
    return (best, shares[best]) if shares[best] >= COLOUR_SHARE else None


def _colours(pixels: Raster) -> dict[str, Mask]:
    """Pixels of each plate colour. Hue is OpenCV's, 0-179."""
    hue, saturation, value = cv2.split(cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2HSV))
    vivid = (saturation > 90) & (value > 60)
    return {
        "yellow": np.asarray(vivid & (hue >= 12) & (hue <= 36)),
        "blue": np.asarray(vivid & (hue >= 98) & (hue <= 130)),
        "green": np.asarray((saturation > 45) & (value > 60) & (hue >= 38) & (hue <= 90)),
        "white": np.asarray((saturation < 50) & (value > 140)),
        "black": np.asarray(value < 70),
    }


def _rectangles(mask: Mask) -> list[tuple[float, tuple[int, int, int, int]]]:
    """(fullness, (x, y, width, height)) of the regions that are shaped like a plate."""
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 9), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(closed)
    hits = []
    for left, top, width, height, area in (tuple(int(v) for v in row) for row in stats[1:count]):
        shaped = ASPECT[0] <= width / height <= ASPECT[1] and area >= FILLED * width * height
        if shaped and AREA_SHARE[0] <= area / mask.size <= AREA_SHARE[1]:
            hits.append((area / (width * height), (left, top, width, height)))
    return hits


def _box(rectangle: tuple[int, int, int, int], scale: float, raster: Raster, dpi: int) -> Box:
    left, top, width, height = (value / scale for value in rectangle)
    return Box(
        left=max(0.0, left),
        top=max(0.0, top),
        right=min(float(raster.shape[1]), left + width),
        bottom=min(float(raster.shape[0]), top + height),
        dpi=dpi,
    )
