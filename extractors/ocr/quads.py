"""Corners of lines in pixels: quarter turns of them, and the crop of one line that the recogniser sees."""

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from extractors.page import Raster

Quadrangles: TypeAlias = npt.NDArray[np.float32]  # (boxes, 4 corners clockwise from top-left, x and y)
TALL = 1.5  # height to width above which a crop holds text on its side


def turned(points: Quadrangles, quarters: int, width: int, height: int) -> Quadrangles:
    """Where points of a picture of `width` x `height` pixels lie after `np.rot90(picture, quarters)`."""
    x, y = points[..., 0], points[..., 1]
    match quarters % 4:
        case 1:
            moved = (y, width - x)
        case 2:
            moved = (width - x, height - y)
        case 3:
            moved = (height - y, x)
        case _:
            moved = (x, y)
    return np.stack(moved, axis=-1)


def turned_quads(quads: Quadrangles, quarters: int, width: int, height: int) -> Quadrangles:
    """The same with the corners counted again from the top-left of the turned picture."""
    return np.roll(turned(quads, quarters, width, height), -(quarters % 4), axis=1)


def counted(quads: Quadrangles) -> Quadrangles:
    """Corners counted so that the first edge runs to the right; detectors mix up those of slanted tall boxes."""
    edges = np.roll(quads, -1, axis=1) - quads
    rightwards = edges[..., 0] / np.maximum(np.linalg.norm(edges, axis=2), 1e-6)
    order = (np.argmax(rightwards, axis=1)[:, None] + np.arange(4)) % 4
    return np.take_along_axis(quads, order[..., None], axis=1)


def sides(quads: Quadrangles) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Width and height of each quadrangle: the longer of its two opposite sides."""
    top, bottom = quads[:, 1] - quads[:, 0], quads[:, 2] - quads[:, 3]
    left, right = quads[:, 3] - quads[:, 0], quads[:, 2] - quads[:, 1]
    width = np.maximum(np.linalg.norm(top, axis=1), np.linalg.norm(bottom, axis=1))
    height = np.maximum(np.linalg.norm(left, axis=1), np.linalg.norm(right, axis=1))
    return width, height


def crop(picture: Raster, quad: npt.NDArray[np.float32]) -> Raster:
    """The quadrangle as a level rectangle; text on its side is turned by a quarter."""
    across, down = (max(1, int(side[0])) for side in sides(quad[None]))
    # only the pixels around the quadrangle: OpenCV looks at the whole source otherwise
    left, top = np.maximum(np.floor(quad.min(axis=0)).astype(int) - 2, 0)
    right, bottom = np.ceil(quad.max(axis=0)).astype(int) + 3
    level = np.array([[0, 0], [across, 0], [across, down], [0, down]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad - np.array([left, top], np.float32), level)
    around = np.ascontiguousarray(picture[top:bottom, left:right])
    straight = cv2.warpPerspective(
        around, matrix, (across, down), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(np.rot90(straight) if down >= TALL * across else straight, dtype=np.uint8)
