"""Seals and signatures as ink on the raster: a red ring near the signature block, dark strokes where one signs."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from extractors.page import Page, Raster
from uplift.types import Box, TextSource

Mask = npt.NDArray[np.bool_]

_CELL = 6  # pixels of the coarse grid on which blobs are grown
_SEAL_WIDTH = (0.07, 0.34)  # of the page's shorter side; a company seal is 40 mm on a 210 mm page
_SECTORS = 12
_SECTORS_NEEDED = 8  # of the ring; a seal over text or half faded still shows this many
_INK_SHARE = 0.004  # of the area: strokes of a pen cover more, specks of a scan less


def seal_near(page: Page, top: float, bottom: float) -> Box | None:
    """The first red ring between two heights of the page; None when there is none. Needs the page's raster."""
    if page.raster is None:
        return None
    first, last = max(0, int(top)), min(page.raster.shape[0], int(bottom))
    red = _red(page.raster[first:last])
    for left, upper, right, lower in _blobs(_coarse(red)):
        box = (left * _CELL, upper * _CELL, right * _CELL, lower * _CELL)
        if _is_ring(red, box, min(page.width, page.height)):
            return Box(left=box[0], top=box[1] + first, right=box[2], bottom=box[3] + first, dpi=page.dpi)
    return None


def ink_in(page: Page, area: Box) -> bool | None:
    """True when dark strokes that are no printed line stand in the area; None when print cannot be told from a pen."""
    if page.raster is None:
        return None
    left, top, right, bottom = (max(0, int(side)) for side in (area.left, area.top, area.right, area.bottom))
    crop = page.raster[top:bottom, left:right]
    if crop.size == 0:
        return None
    covered = [line.box for line in page.lines if _overlap(line.box, area)]
    if covered and page.source is TextSource.OCR:
        return None
    dark = (crop.max(axis=2) < 140) | ((crop[..., 2].astype(int) - crop[..., 0]) > 60)
    for box in covered:
        dark[
            max(0, int(box.top) - top) : int(box.bottom) - top + 1,
            max(0, int(box.left) - left) : int(box.right) - left + 1,
        ] = False
    return bool(dark.mean() > _INK_SHARE)


def _red(raster: Raster) -> Mask:
    red, green, blue = (raster[..., channel].astype(np.int16) for channel in range(3))
    mask: Mask = (red > 110) & (red - green > 45) & (red - blue > 35)
    return mask


def _coarse(mask: Mask) -> Mask:
    rows, columns = mask.shape[0] // _CELL, mask.shape[1] // _CELL
    cells = mask[: rows * _CELL, : columns * _CELL].reshape(rows, _CELL, columns, _CELL)
    coarse: Mask = cells.sum(axis=(1, 3)) >= 3
    return coarse


def _blobs(grid: Mask) -> Iterator[tuple[int, int, int, int]]:
    """Bounding boxes of connected cells, gaps of one cell bridged; left, top, right, bottom in cells."""
    left = set(zip(*(axis.tolist() for axis in np.nonzero(grid)), strict=True))
    while left:
        edge = [left.pop()]
        cells = list(edge)
        while edge:
            row, column = edge.pop()
            near = {(row + down, column + across) for down in range(-2, 3) for across in range(-2, 3)} & left
            left -= near
            edge += near
            cells += near
        rows, columns = [row for row, _ in cells], [column for _, column in cells]
        yield min(columns), min(rows), max(columns) + 1, max(rows) + 1


def _is_ring(red: Mask, box: Sequence[int], side: int) -> bool:
    """Right size, about as high as wide, and ink in most directions at the rim."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    if not (_SEAL_WIDTH[0] * side <= width <= _SEAL_WIDTH[1] * side and 0.55 <= width / max(height, 1) <= 1.8):
        return False
    rows, columns = np.nonzero(red[top:bottom, left:right])
    across, down = (columns - width / 2) / (width / 2), (rows - height / 2) / (height / 2)
    rim = np.hypot(across, down)
    angles = np.arctan2(down, across)[(rim > 0.75) & (rim < 1.12)]
    sectors = np.unique(((angles + np.pi) / (2 * np.pi) * _SECTORS).astype(int) % _SECTORS)
    return len(sectors) >= _SECTORS_NEEDED


def _overlap(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom
