"""The four corners of a paper that lies on something darker, and the view from straight above it."""

import math
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from extractors.page import Raster

Corners: TypeAlias = npt.NDArray[np.float32]  # (4, 2) clockwise from top-left, pixels
Homography: TypeAlias = npt.NDArray[np.float64]  # (3, 3)

SMALL_SIDE = 480  # pixels of the long side on which the outline is looked for
MIN_AREA = 0.3  # of the picture; smaller bright shapes are not the paper
MIN_FILLED = 0.93  # of the quadrangle, what the bright shape covers
RIM = 3  # pixels of the small picture; corners nearer to its edge are cut off, so their place is unknown
MIN_LEANING = 1.2  # degrees by which an edge leans against its opposite; less is not worth a change
MAX_LEANING = 35.0


def find_paper(raster: Raster) -> Corners | None:
    """Corners of the one large bright quadrangle of the picture; None where there is none, or a corner is cut off."""
    scale = SMALL_SIDE / max(raster.shape[:2])
    if scale >= 1:
        return None
    small = cv2.resize(raster, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(small.max(axis=2), (5, 5), 0)
    _, bright = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    outline = cv2.convexHull(max(outlines, key=cv2.contourArea))
    found = _quadrangle(outline, small.shape[0], small.shape[1])
    return None if found is None else np.asarray(found / scale, np.float32)


def _quadrangle(outline: "cv2.typing.MatLike", height: int, width: int) -> Corners | None:
    rough = cv2.approxPolyDP(outline, 0.03 * cv2.arcLength(outline, True), True)
    if len(rough) != 4:
        return None
    corners = np.asarray(rough.reshape(4, 2), np.float32)
    area = cv2.contourArea(corners)
    inside = (corners > RIM).all() and (corners < (width - RIM, height - RIM)).all()
    if not inside or area < MIN_AREA * width * height or cv2.contourArea(outline) < MIN_FILLED * area:
        return None
    return _clockwise(corners)


def _clockwise(corners: Corners) -> Corners:
    """From the top-left on, for a paper turned by less than an eighth."""
    middle = corners.mean(axis=0)
    around = corners[np.argsort(np.arctan2(*(corners - middle).T[::-1]))]
    first = int(np.argmin(around.sum(axis=1)))
    return np.asarray(np.roll(around, -first, axis=0), np.float32)


def leaning(corners: Corners) -> float:
    """Degrees by which opposite edges differ in direction, the larger of the two pairs; 0 for a view from above."""
    top, right, bottom, left = (corners[(i + 1) % 4] - corners[i] for i in range(4))
    return max(_angle(top, -bottom), _angle(right, -left))


def _angle(first: npt.NDArray[np.float32], second: npt.NDArray[np.float32]) -> float:
    turn = math.degrees(math.atan2(first[1], first[0]) - math.atan2(second[1], second[0]))
    return abs((turn + 180) % 360 - 180)


def from_above(corners: Corners) -> Homography:
    """The mapping that makes the paper a level rectangle of its mean size around its own middle."""
    top, right, bottom, left = (float(np.linalg.norm(corners[(i + 1) % 4] - corners[i])) for i in range(4))
    half = np.array([(top + bottom) / 4, (left + right) / 4])
    middle = corners.mean(axis=0)
    level = middle + half * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    return np.asarray(cv2.getPerspectiveTransform(corners, level.astype(np.float32)), np.float64)
