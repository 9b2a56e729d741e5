"""Pages made level: quarter turns, slant, perspective and bent paper undone on the pixels and on the lines alike.

Nothing is recognised again: lines are found once, and their corners are carried through the same mapping as the
pixels, so that every box refers to the raster that is shown.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from extractors.ocr.engine import OcrLine
from extractors.ocr.quads import turned
from extractors.page import Raster
from extractors.paper import MAX_LEANING, MIN_LEANING, find_paper, from_above, leaning

Points: TypeAlias = npt.NDArray[np.float64]  # (n, 2): x, y
Move: TypeAlias = Callable[[Points], Points]


class Laid(NamedTuple):
    """A page after a move: its pixels, its lines, and where every point of the page before it went."""

    raster: Raster
    lines: tuple[OcrLine, ...]
    move: Move


def _stay(points: Points) -> Points:
    return points


LONG_LINE = 5  # characters; the slant of shorter lines is guesswork
MIN_LONG_LINES = 4  # fewer lines say nothing about how the page lies
MIN_SLANT, MAX_SLANT = 0.3, 20.0  # degrees between which a page is turned level
MIN_SHIFT = 0.2  # of the line height; below this levelling changes nothing that matters
MAX_LEFT = 0.6  # of the squared rise and fall of lines; a fit that leaves more explains too little
MIN_LEVELLED = 8  # long lines needed to tell how a page is bent
MAX_SHIFT = 0.12  # of the page's height; more is a misfit, not a bent page
SOFT = 1e-3  # ridge of the fit: terms that no line asks for stay near zero


def upright(raster: Raster, lines: tuple[OcrLine, ...]) -> Laid:
    """Turn the page by quarters until most of its text runs to the right."""
    quarters = quarters_of(lines)
    if not quarters:
        return Laid(raster, lines, _stay)
    height, width = raster.shape[:2]

    def move(points: Points) -> Points:
        return np.asarray(turned(points.astype(np.float32), quarters, width, height), np.float64)

    return Laid(np.ascontiguousarray(np.rot90(raster, quarters)), _moved(lines, move), move)


def quarters_of(lines: Sequence[OcrLine]) -> int:
    """Counter-clockwise quarter turns that bring the page upright, by the direction in which its lines are read."""
    votes = [0.0, 0.0, 0.0, 0.0]
    for line in lines:
        if line.corners:
            (x0, y0), (x1, y1) = line.corners[0], line.corners[1]
            votes[round(math.degrees(math.atan2(y1 - y0, x1 - x0)) / 90) % 4] += len(line.text) * line.confidence**2
    most = max(votes)
    return votes.index(most) if most > sum(votes) / 2 else 0


def straightened(raster: Raster, lines: tuple[OcrLine, ...]) -> Laid:
    """See the paper from above or turn it level, then level what a bent paper leaves, so that rows have one height."""
    seen = _from_above(raster, lines) or _unslanted(raster, lines)
    level = levelled(seen.raster, seen.lines)
    return level._replace(move=lambda points: level.move(seen.move(points)))


def _from_above(raster: Raster, lines: tuple[OcrLine, ...]) -> Laid | None:
    """The page without its perspective, where its corners are in view and its lines agree that they are its corners."""
    long = _long(lines)
    corners = find_paper(raster) if len(long) >= MIN_LONG_LINES else None
    if corners is None or not MIN_LEANING <= leaning(corners) <= MAX_LEANING:
        return None
    matrix = from_above(corners)
    height, width = raster.shape[:2]

    def move(points: Points) -> Points:
        return np.asarray(cv2.perspectiveTransform(points[None], matrix)[0], np.float64)

    moved = _moved(lines, move)
    inside = all(min(line.left, line.top) >= 0 and line.right <= width and line.bottom <= height for line in moved)
    flat = _unslanted(raster, lines, pixels=False).lines
    if not inside or _misfit(_ends(_long(moved))) > _misfit(_ends(_long(flat))):
        return None
    above = cv2.warpPerspective(raster, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return Laid(np.asarray(above, np.uint8), moved, move)


def _unslanted(raster: Raster, lines: tuple[OcrLine, ...], *, pixels: bool = True) -> Laid:
    slant = _slant(lines)
    if not MIN_SLANT <= abs(slant) <= MAX_SLANT:
        return Laid(raster, lines, _stay)
    height, width = raster.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), slant, 1.0)

    def move(points: Points) -> Points:
        return np.asarray(points @ matrix[:, :2].T + matrix[:, 2], np.float64)

    if pixels:
        raster = np.asarray(cv2.warpAffine(raster, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)
    return Laid(raster, _moved(lines, move), move)


def _slant(lines: Sequence[OcrLine]) -> float:
    """Median slant of the long lines in degrees, clockwise positive; 0 where too few tell."""
    slants = [
        math.degrees(math.atan2(line.corners[1][1] - line.corners[0][1], line.corners[1][0] - line.corners[0][0]))
        for line in _long(lines)
    ]
    return median(slants) if len(slants) >= MIN_LONG_LINES else 0.0


def _long(lines: Sequence[OcrLine]) -> list[OcrLine]:
    return [line for line in lines if line.corners and len(line.text) >= LONG_LINE]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """How far down each point moves: a surface linear in y and cubic in x, so that its inverse is exact."""

    terms: Points  # weights of x, x², x³ and of the same times y
    width: int
    height: int

    def __call__(self, points: Points) -> Points:
        """Points after the move."""
        x, y = points[:, 0] / self.width - 0.5, points[:, 1] / self.height - 0.5
        return np.stack([points[:, 0], points[:, 1] + self.height * (_surface(x, y) @ self.terms)], axis=1)

    def pixels(self, raster: Raster) -> Raster:
        """The picture after the move."""
        x = np.arange(self.width) / self.width - 0.5
        flat = np.stack([x, x**2, x**3], axis=1)
        rise, stretch = flat @ self.terms[:3], 1 + flat @ self.terms[3:]
        down = (np.arange(self.height) / self.height - 0.5)[:, None]
        source = ((down - rise) / stretch + 0.5) * self.height
        across = np.broadcast_to(np.arange(self.width, dtype=np.float32), source.shape)
        level = cv2.remap(
            raster,
            np.ascontiguousarray(across),
            source.astype(np.float32),
            cv2.INTER_LINEAR,
            None,
            cv2.BORDER_REPLICATE,
        )
        return np.asarray(level, np.uint8)


def _surface(x: Points, y: Points) -> Points:
    return np.stack([x, x**2, x**3, x * y, x**2 * y, x**3 * y], axis=-1)


def levelled(raster: Raster, lines: tuple[OcrLine, ...]) -> Laid:
    """Level lines that rise or fall differently across the page, where that helps and the fit is believable."""
    long = _long(lines)
    if len(long) < MIN_LEVELLED:
        return Laid(raster, lines, _stay)
    height, width = raster.shape[:2]
    ends = _ends(long)
    lift = _fitted(ends, width, height)
    moves = np.abs(_lifted(ends, lift) - ends)[..., 1]
    if moves.max() < MIN_SHIFT * _line_height(long) or _misfit(_lifted(ends, lift)) > MAX_LEFT * _misfit(ends):
        return Laid(raster, lines, _stay)
    frame = _frame(width, height)
    if np.abs(lift(frame) - frame).max() > MAX_SHIFT * height:
        return Laid(raster, lines, _stay)
    return Laid(lift.pixels(raster), _moved(lines, lift), lift)


def _line_height(lines: Sequence[OcrLine]) -> float:
    return median(math.dist(line.corners[0], line.corners[3]) for line in lines)


def _ends(lines: Sequence[OcrLine]) -> Points:
    """(lines, 2, 2): the middles of the left and the right edge of each line."""
    corners = np.asarray([line.corners for line in lines])
    return np.stack([(corners[:, 0] + corners[:, 3]) / 2, (corners[:, 1] + corners[:, 2]) / 2], axis=1)


def _misfit(ends: Points) -> float:
    """Sum of squares of how far apart in height the two ends of a line are."""
    return float(np.sum((ends[:, 1, 1] - ends[:, 0, 1]) ** 2))


def _lifted(ends: Points, lift: Lift) -> Points:
    return lift(ends.reshape(-1, 2)).reshape(ends.shape)


def _frame(width: int, height: int) -> Points:
    across, down = np.meshgrid(np.linspace(0, width, 9), np.linspace(0, height, 9))
    return np.stack([across.ravel(), down.ravel()], axis=1)


def _fitted(ends: Points, width: int, height: int) -> Lift:
    """Least squares, twice: the second time without the lines that fit worst."""
    kept = ends
    for _ in range(2):
        terms = _solve(kept, width, height)
        lift = Lift(terms=terms, width=width, height=height)
        after = _lifted(ends, lift)
        misfit = np.abs(after[:, 1, 1] - after[:, 0, 1])
        kept = ends[misfit <= max(2.0, 3 * float(np.median(misfit)))]
    return lift


def _solve(ends: Points, width: int, height: int) -> Points:
    x, y = ends[..., 0] / width - 0.5, ends[..., 1] / height - 0.5
    design = _surface(x[:, 1], y[:, 1]) - _surface(x[:, 0], y[:, 0])
    wanted = y[:, 0] - y[:, 1]
    ridge = SOFT * len(ends) * np.eye(design.shape[1])
    return np.asarray(np.linalg.solve(design.T @ design + ridge * _scale(design), design.T @ wanted), np.float64)


def _scale(design: Points) -> float:
    return float(np.mean(design**2))


def _moved(lines: Sequence[OcrLine], move: Move) -> tuple[OcrLine, ...]:
    return tuple(_moved_line(line, move) for line in lines)


def _moved_line(line: OcrLine, move: Move) -> OcrLine:
    if not line.corners:
        return line
    points = move(np.asarray(line.corners, np.float64))
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    corners = tuple((float(x), float(y)) for x, y in points)
    return replace(line, left=float(left), top=float(top), right=float(right), bottom=float(bottom), corners=corners)
