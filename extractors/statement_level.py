"""Where the lines of a photographed table would stand on a flat page: rows level, columns upright. Pure.

A photo keeps a rest of perspective and bend after the page was turned level, and the rows of a statement are so close
that a rest of one degree mixes them. Neighbouring cells tell the slope of rows and the drift of columns everywhere on
the page; both are fitted by low polynomials and taken out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from extractors.page import Page, TextLine
from uplift.types import TextSource

Floats: TypeAlias = npt.NDArray[np.float64]
Sample: TypeAlias = tuple[float, float, float, float]  # two coordinates, step across, run along

_ENOUGH = 24  # neighbours needed for a fit
_ROUNDS = 3
_DRAWN = 0.004  # weight of the wish for no slope; samples over the whole page weigh about 0.08
_REACH = 0.3  # of the page width between two cells that tell a slope


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A line with its place on the flat page, in the page's own pixels."""

    line: TextLine
    left: float
    right: float
    middle: float  # vertical
    height: float

    @property
    def centre(self) -> float:
        """Horizontal middle."""
        return (self.left + self.right) / 2

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.middle - self.height / 2

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.middle + self.height / 2


def placed_lines(page: Page) -> tuple[Placed, ...]:
    """The lines of a page, top to bottom; those of a page read by OCR are put level."""
    flat = [_placed(line) for line in page.lines]
    if page.source is TextSource.OCR and len(flat) >= _ENOUGH:
        flat = _upright(_level(flat, page), page)
    return tuple(sorted(flat, key=lambda one: (one.middle, one.left)))


def line_height(lines: Sequence[Placed]) -> float:
    """Median height of the lines, at least one pixel."""
    return max(1.0, median(line.height for line in lines)) if lines else 1.0


def _placed(line: TextLine) -> Placed:
    box = line.box
    return Placed(
        line=line, left=box.left, right=box.right, middle=(box.top + box.bottom) / 2, height=box.bottom - box.top
    )


def _level(lines: Sequence[Placed], page: Page) -> list[Placed]:
    """Rows made level: what rises to the right is pushed down by as much."""
    samples = [(one.centre, one.middle, other.middle - one.middle, other.centre - one.centre)
               for one in lines if (other := _right_of(one, lines, page.width)) is not None]  # fmt: skip
    fit = _fitted(samples, (page.width, page.height))
    if fit is None:
        return list(lines)
    base, by_row, by_column = fit
    centre = page.width / 2

    def rise(one: Placed) -> float:
        across = one.centre - centre
        return (base + by_row * one.middle + by_column * centre) * across + by_column / 2 * across * across

    return [_moved(one, 0.0, rise(one)) for one in lines]


def _upright(lines: Sequence[Placed], page: Page) -> list[Placed]:
    """Columns made upright: what drifts to the side further down is pulled back by as much."""
    samples = [sample for one in lines for sample in _drifts(one, lines)]
    fit = _fitted([(middle, edge, drift, down) for edge, middle, drift, down in samples], (page.height, page.width))
    if fit is None:
        return list(lines)
    base, by_column, by_row = fit
    centre = page.height / 2

    def drift(edge: float, middle: float) -> float:
        down = middle - centre
        return (base + by_column * edge + by_row * centre) * down + by_row / 2 * down * down

    return [
        Placed(
            line=one.line,
            left=one.left - drift(one.left, one.middle),
            right=one.right - drift(one.right, one.middle),
            middle=one.middle,
            height=one.height,
        )
        for one in lines
    ]


def _right_of(one: Placed, lines: Sequence[Placed], width: int) -> Placed | None:
    """The nearest line to the right that still overlaps in height, of about the same height."""
    near = [
        other
        for other in lines
        if other.left > one.right - 0.3 * one.height
        and other.centre - one.centre < _REACH * width
        and abs(other.middle - one.middle) < 0.55 * one.height
        and 0.6 < other.height / max(one.height, 1.0) < 1.6
    ]
    return min(near, key=lambda other: other.left, default=None)


def _drifts(one: Placed, lines: Sequence[Placed]) -> list[Sample]:
    """Edge, middle, sideways and downwards steps to the next line below that begins or ends at the same place."""
    below = [
        other for other in lines if one.height < other.middle - one.middle < 4 * one.height and _aligned(one, other)
    ]
    other = min(below, key=lambda other: other.middle, default=None)
    if other is None:
        return []
    down = other.middle - one.middle
    steps = [(one.left, other.left - one.left), (one.right, other.right - one.right)]
    edge, step = min(steps, key=lambda pair: abs(pair[1]))
    return [(edge, one.middle, step, down)]


def _aligned(one: Placed, other: Placed) -> bool:
    return min(abs(one.left - other.left), abs(one.right - other.right)) < 0.5 * one.height


def _fitted(samples: Sequence[Sample], spans: tuple[float, float]) -> tuple[float, float, float] | None:
    """Fit of step = (a + b * second + c * first) * run, far-off samples left out round by round.

    `spans` are the page's sizes along first and second. Where samples stand close together they say nothing of the
    rest of the page, so both slopes are drawn towards zero.
    """
    if len(samples) < _ENOUGH:
        return None
    first, second, step, run = (np.array(column, dtype=np.float64) for column in zip(*samples, strict=True))
    means = float(second.mean()), float(first.mean())
    design = np.stack([run, (second - means[0]) / spans[1] * run, (first - means[1]) / spans[0] * run], axis=1)
    kept = np.ones(len(step), dtype=bool)
    answer: Floats = np.zeros(3)
    for _ in range(_ROUNDS):
        answer = _ridge(design[kept], step[kept])
        rest = np.abs(step - design @ answer)
        kept = rest <= max(2.0, 2.5 * float(np.median(rest)))
        if kept.sum() < _ENOUGH:
            return None
    by_second, by_first = float(answer[1]) / spans[1], float(answer[2]) / spans[0]
    return float(answer[0]) - by_second * means[0] - by_first * means[1], by_second, by_first


def _ridge(design: Floats, step: Floats) -> Floats:
    """Least squares with the two slopes drawn towards zero."""
    weight = _DRAWN * float((design[:, 0] ** 2).sum())
    square = design.T @ design + np.diag([0.0, weight, weight])
    return np.asarray(np.linalg.solve(square, design.T @ step), dtype=np.float64)


def _moved(one: Placed, across: float, down: float) -> Placed:
    return Placed(
        line=one.line,
        left=one.left - across,
        right=one.right - across,
        middle=one.middle - down,
        height=one.height,
    )
