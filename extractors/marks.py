"""Seals and signatures as ink on the raster: a red ring near the signature block, dark strokes where one signs."""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from extractors.page import Page, Raster
from uplift.types import Box, TextSource

Mask = npt.NDArray[np.bool_]

_CELL = 6  # pixels of the coarse grid on which blobs are grown
_SEAL_WIDTH = (0.07, 0.34)  # of the page's shorter side; a company seal is 40 mm on a 210 mm page
_SECTORS = 12
_SECTORS_NEEDED = 8  # of the ring; a seal over text or half faded still shows this many
_INK_SHARE = 0.012  # of the area: strokes of a pen cover more, specks of a scan and crumbs of print less
_GREY = 14  # mean difference of the colour channels below which a page has no colour left
_DARK, _DARK_ON_GREY = 140, 75  # brightness below which ink is a pen's; on grey pages a red seal is about 100
_HOUGH_SIDE = 620  # pixels of the page's shorter side when circles are looked for on a grey page
_STRIP = 96  # pixels of height to which the band of letters along a ring is brought
_CLOSER = 0.75  # of its width: letters stand apart on a ring, and closer together they are found as one line
_BAND = (0.62, 0.935)  # of the radius, between which the owner's name runs around a seal


def seal_near(page: Page, top: float, bottom: float) -> Box | None:
    """The first red ring between two heights of the page; None when there is none. Needs the page's raster."""
    return next(iter(seals_between(page, top, bottom)), None)


def seals_between(page: Page, top: float, bottom: float) -> tuple[Box, ...]:
    """Every red ring between two heights of the page, left to right. Needs the page's raster."""
    if page.raster is None:
        return ()
    first, last = max(0, int(top)), min(page.raster.shape[0], int(bottom))
    red = _red(page.raster[first:last])
    side = min(page.width, page.height)
    found = []
    for left, upper, right, lower in _blobs(_coarse(red)):
        box = (left * _CELL, upper * _CELL, right * _CELL, lower * _CELL)
        if _is_ring(red, box, side):
            found.append(Box(left=box[0], top=box[1] + first, right=box[2], bottom=box[3] + first, dpi=page.dpi))
    return tuple(sorted(found, key=lambda box: box.left))


def without_seals(raster: Raster) -> Raster:
    """The raster for reading, with the ink of red seals taken out of the print they were stamped over.

    Inside each ring only the red channel is kept, in which red ink is nearly as light as paper and black or blue
    print as dark as before. A page without red rings comes back as it is.
    """
    small = raster[::2, ::2]  # rings are found as well at half the size, in a quarter of the time
    height, width = small.shape[:2]
    page = Page(index=0, width=width, height=height, dpi=72, source=TextSource.NONE, lines=(), raster=small)
    seals = seals_between(page, 0, height)
    if not seals:
        return raster
    clean = raster.copy()
    for seal in seals:
        rim = 0.06 * (seal.right - seal.left)  # blots of ink around the ring
        sides = (seal.top - rim, seal.bottom + rim, seal.left - rim, seal.right + rim)
        top, bottom, left, right = (max(0, int(side * 2)) for side in sides)
        area = clean[top:bottom, left:right]
        area[...] = area[..., :1]
    return clean


def grey_ring(page: Page, top: float, bottom: float) -> tuple[Box, ...]:
    """Rings between two heights of a page without colour: circles with ink almost all the way around."""
    if page.raster is None:
        return ()
    first, last = max(0, int(top)), min(page.raster.shape[0], int(bottom))
    side = min(page.width, page.height)
    scale = _HOUGH_SIDE / side
    grey = cv2.cvtColor(page.raster[first:last], cv2.COLOR_RGB2GRAY)
    small = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    small = np.asarray(cv2.medianBlur(small, 3), dtype=np.uint8)
    least, most = (int(share / 2 * _HOUGH_SIDE) for share in (0.15, 0.24))
    circles = cv2.HoughCircles(
        small, cv2.HOUGH_GRADIENT, 1.5, least, param1=120, param2=30, minRadius=least, maxRadius=most
    )
    found: list[Box] = []
    for x, y, radius in circles[0][:8] if circles is not None else ():
        if _inked_around(small, float(x), float(y), float(radius)):
            left, upper, right, lower = (
                float(edge / scale) for edge in (x - radius, y - radius, x + radius, y + radius)
            )
            box = Box(left=max(0, left), top=max(0, upper + first), right=right, bottom=lower + first, dpi=page.dpi)
            found += [] if any(_overlap(box, other) for other in found) else [box]
    return tuple(sorted(found, key=lambda box: box.left))


def _inked_around(grey: npt.NDArray[np.uint8], x: float, y: float, radius: float) -> bool:
    """Darker on the circle than just outside and inside it, in most directions."""
    angles = np.linspace(0, 2 * np.pi, 120, endpoint=False)

    def darkest(low: float, high: float) -> npt.NDArray[np.uint8]:
        rings = []
        for reach in np.linspace(low, high, 5):
            columns = (x + reach * np.cos(angles)).round().astype(int).clip(0, grey.shape[1] - 1)
            rows = (y + reach * np.sin(angles)).round().astype(int).clip(0, grey.shape[0] - 1)
            rings.append(grey[rows, columns])
        return np.asarray(np.min(rings, axis=0), dtype=np.uint8)

    rim = darkest(radius - 3, radius + 2).astype(int)
    outside = darkest(radius + 7, radius + 10).astype(int)
    return bool((rim < 205).mean() > 0.85 and (outside - rim > 25).mean() > 0.6)


def colourless(page: Page) -> bool:
    """True for a grey scan: a red seal looks like any other ink on it."""
    if page.raster is None:
        return True
    small = page.raster[::8, ::8].astype(np.int16)
    return bool((small.max(axis=2) - small.min(axis=2)).max() < 3 * _GREY)


def unrolled(page: Page, seal: Box, *, turned: bool = False) -> Raster | None:
    """The letters along a round seal as one straight line, dark on white, cut where the ring is emptiest.

    Args:
        page: with its raster.
        seal: the ring's bounding box.
        turned: cut it on the other side instead, for seals whose name runs over the emptiest place.

    Returns:
        A strip of letters `_STRIP` pixels high in a white frame, or None when the page has no pixels there.
    """
    crop = _crop(page, seal)
    if crop is None:
        return None
    ink = _greyness(crop) if colourless(page) else _redness(crop)
    middle, radius = _circle(ink)
    # clockwise from the foot: the name of an upright seal then runs from left to right
    angles = np.pi / 2 + np.linspace(0, 2 * np.pi, int(2 * np.pi * radius * sum(_BAND) / 2), endpoint=False)
    depths = np.linspace(_BAND[1], _BAND[0], max(12, int(radius * (_BAND[1] - _BAND[0])))) * radius
    across = middle[0] + depths[:, None] * np.cos(angles)[None, :]
    down = middle[1] + depths[:, None] * np.sin(angles)[None, :]
    strip = cv2.remap(ink, across.astype(np.float32), down.astype(np.float32), cv2.INTER_CUBIC)
    ring = np.asarray(strip, dtype=np.uint8)
    cut = _emptiest(ring) + turned * ring.shape[1] // 2
    strip = np.roll(ring, -cut, axis=1)
    width = int(strip.shape[1] * _STRIP / strip.shape[0] * _CLOSER)
    large = cv2.resize(strip, (width, _STRIP), interpolation=cv2.INTER_CUBIC)
    framed = cv2.copyMakeBorder(large, _STRIP // 2, _STRIP // 2, _STRIP // 4, _STRIP // 4, cv2.BORDER_CONSTANT, value=0)
    return np.asarray(np.repeat((255 - framed)[..., None], 3, axis=2), dtype=np.uint8)


def _emptiest(strip: npt.NDArray[np.uint8]) -> int:
    """The column in the middle of the widest stretch with the least ink, near the foot when several are alike."""
    columns = strip.astype(np.float32).mean(axis=0)
    width = max(3, len(columns) // 5)
    around = np.concatenate([columns[-(width // 2) :], columns, columns[: width - width // 2]])
    ink = np.convolve(around, np.ones(width) / width, mode="valid")[: len(columns)]
    foot = np.minimum(np.arange(len(columns)), len(columns) - np.arange(len(columns))) / len(columns)
    return int(np.argmin(ink + 40 * foot))


def _crop(page: Page, box: Box) -> Raster | None:
    if page.raster is None:
        return None
    left, top, right, bottom = (max(0, int(side)) for side in (box.left, box.top, box.right, box.bottom))
    crop = page.raster[top:bottom, left:right]
    return crop if min(crop.shape[:2], default=0) >= 4 * _CELL else None


def _redness(crop: Raster) -> npt.NDArray[np.uint8]:
    """How red each pixel is, 0-255, stretched so that the ink of the seal is full; black print under it is none."""
    pixels = crop.astype(np.float32)
    red = pixels[..., 0] - np.maximum(pixels[..., 1], pixels[..., 2])
    full = max(float(np.percentile(red, 97)), 30.0)
    return np.asarray((red / full * 255).clip(0, 255), dtype=np.uint8)


def _greyness(crop: Raster) -> npt.NDArray[np.uint8]:
    """The ink of a seal on a page without colour: darker than paper and paler than print."""
    grey = crop.mean(axis=2)
    return np.asarray(np.where(grey > _DARK_ON_GREY, (230 - grey) * 2.0, 0).clip(0, 255), dtype=np.uint8)


def _circle(ink: npt.NDArray[np.uint8]) -> tuple[tuple[float, float], float]:
    """Centre and outer radius of the ring, from the ink's extent along rows and columns."""
    strong = ink > 100
    columns, rows = np.flatnonzero(strong.sum(axis=0) >= 2), np.flatnonzero(strong.sum(axis=1) >= 2)
    if not len(columns) or not len(rows):
        return (ink.shape[1] / 2, ink.shape[0] / 2), min(ink.shape) / 2
    middle = ((columns[0] + columns[-1]) / 2, (rows[0] + rows[-1]) / 2)
    return middle, max(8.0, (columns[-1] - columns[0] + rows[-1] - rows[0]) / 4)


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
    limit = _DARK_ON_GREY if colourless(page) else _DARK
    dark = (crop.max(axis=2) < limit) | ((crop[..., 2].astype(int) - crop[..., 0]) > 60)
    for box in covered:
        dark[
            max(0, int(box.top) - top) : int(box.bottom) - top + 1,
            max(0, int(box.left) - left) : int(box.right) - left + 1,
        ] = False
    return bool((dark & ~_rules(dark)).mean() > _INK_SHARE)


def _rules(dark: Mask) -> Mask:
    """Straight lines across or down an area: borders of a table, underlines, no strokes of a pen."""
    height, width = dark.shape
    found = np.zeros(dark.shape, dtype=bool)
    for across, down in ((max(8, width // 5), 1), (1, max(8, int(height * 0.6)))):
        line = cv2.morphologyEx(dark.astype(np.uint8), cv2.MORPH_OPEN, np.ones((down, across), np.uint8))
        found |= cv2.dilate(line, np.ones((5, 5), np.uint8)) > 0
    return found


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
