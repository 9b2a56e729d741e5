"""Drawn pages seen askew; the lines are given as an engine would give them."""

import cv2
import numpy as np
import pytest

from extractors.ocr.engine import OcrLine
from extractors.ocr.quads import counted, crop, turned, turned_quads
from extractors.paper import find_paper, from_above, leaning
from extractors.unwarp import levelled, quarters_of, straightened, upright

WIDE, HIGH = 1200, 900
CORNERS = np.array([[260, 120], [960, 170], [1060, 800], [150, 760]], np.float32)
SHEET = np.array([[0, 0], [800, 0], [800, 600], [0, 600]], np.float32)


def line(quad, text="a line of words"):
    points = np.asarray(quad, np.float64)
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    corners = tuple((float(x), float(y)) for x, y in points)
    return OcrLine(text=text, left=left, top=top, right=right, bottom=bottom, confidence=0.99, corners=corners)


def rectangle(left, top, right, bottom):
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)


def desk(corners=CORNERS):
    """A white sheet on a dark desk, and its lines of print, both as a camera from the side sees them."""
    matrix = cv2.getPerspectiveTransform(SHEET, corners.astype(np.float32))
    picture = np.full((HIGH, WIDE, 3), 60, np.uint8)
    cv2.fillConvexPoly(picture, corners.astype(int), (240, 240, 240))
    rows = [rectangle(60 + 380 * half, 40 + 50 * row, 380 + 380 * half, 64 + 50 * row)
            for row in range(10) for half in (0, 1)]  # fmt: skip
    return picture, tuple(line(cv2.perspectiveTransform(row[None], matrix)[0]) for row in rows)


def unevenness(lines):
    """The largest difference in height between the two cells of a row, in pixels."""
    middles = [(found.top + found.bottom) / 2 for found in lines]
    return max(abs(left - right) for left, right in zip(middles[::2], middles[1::2], strict=True))


def test_the_corners_of_a_paper_on_a_desk_are_found():
    found = find_paper(desk()[0])
    assert found == pytest.approx(CORNERS, abs=6)
    assert leaning(found) > 5


@pytest.mark.parametrize("picture", [np.full((900, 1200, 3), 250, np.uint8), np.full((300, 300, 3), 9, np.uint8)])
def test_a_picture_that_is_all_paper_or_no_paper_has_no_corners(picture):
    assert find_paper(picture) is None


def test_a_paper_that_runs_out_of_the_picture_has_no_corners():
    beyond = CORNERS.copy()
    beyond[2] = (1400, 1000)
    assert find_paper(desk(beyond)[0]) is None


def test_from_above_the_paper_is_a_rectangle():
    straight = cv2.perspectiveTransform(CORNERS[None].astype(np.float64), from_above(CORNERS))[0]
    assert leaning(straight.astype(np.float32)) == pytest.approx(0, abs=0.01)


def test_perspective_is_undone_on_pixels_and_lines_alike():
    picture, lines = desk()
    level, moved, move = straightened(picture, lines)
    assert unevenness(lines) > 20
    assert unevenness(moved) < 3
    lefts = [found.left for found in moved[::2]]
    assert max(lefts) - min(lefts) < 8  # columns are upright, too
    assert find_paper(level) is not None
    assert leaning(find_paper(level)) < 1
    assert move(CORNERS.astype(np.float64)) == pytest.approx(find_paper(level), abs=8)


def test_lines_that_bend_are_levelled_without_an_outline():
    def bent(points):
        return points + np.stack([np.zeros(len(points)), 30 * np.sin(np.pi * points[:, 0] / WIDE)], axis=1)

    rows = [rectangle(60 + 280 * part, 60 + 70 * row, 320 + 280 * part, 84 + 70 * row)
            for row in range(11) for part in range(4)]  # fmt: skip
    lines = tuple(line(bent(row)) for row in rows)
    moved = levelled(np.full((HIGH, WIDE, 3), 255, np.uint8), lines).lines

    def spread(found):
        middles = np.array([(one.top + one.bottom) / 2 for one in found]).reshape(11, 4)
        return float(np.ptp(middles, axis=1).max())

    assert spread(lines) > 14
    assert spread(moved) < 6


def test_ink_and_lines_move_together_when_levelled():
    page = np.full((HIGH, WIDE, 3), 255, np.uint8)
    lines = []
    for row in range(12):
        for part in range(4):
            rise = 0.06 * (row / 12) * 280
            left, top = 60 + 280 * part, 60 + 65 * row + 0.06 * (row / 12) * 280 * part
            quad = np.array([(left, top), (left + 240, top + rise * 240 / 280),
                             (left + 240, top + 22 + rise * 240 / 280), (left, top + 22)])  # fmt: skip
            cv2.fillConvexPoly(page, quad.round().astype(int), (0, 0, 0))
            lines.append(line(quad))
    level, moved, _ = levelled(page, tuple(lines))
    assert unevenness(moved) < unevenness(lines) / 3
    for found in moved:
        inside = level[round(found.top) + 4 : round(found.bottom) - 4, round(found.left) + 4 : round(found.right) - 4]
        assert inside.mean() < 40


def test_a_few_lines_or_lines_that_contradict_each_other_change_nothing():
    page = np.full((HIGH, WIDE, 3), 255, np.uint8)
    few = tuple(line(rectangle(60, 60 * row, 400, 60 * row + 20)) for row in range(1, 4))
    assert levelled(page, few)[:2] == (page, few)
    rng = np.random.default_rng(5)
    wild = tuple(
        line(np.add(rectangle(60, 60 * row, 400, 60 * row + 20), [[0, 0], [0, rise], [0, rise], [0, 0]]))
        for row, rise in enumerate(rng.uniform(-9, 9, 14), start=1)
    )
    assert levelled(page, wild)[:2] == (page, wild)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_quarter_turns_are_told_by_the_direction_of_reading(quarters):
    picture = np.zeros((300, 200, 3), np.uint8)
    picture[:20, :20] = 255
    quads = np.array([rectangle(20, 40 * row, 180, 40 * row + 20) for row in range(1, 6)], np.float32)
    lying = turned(quads, quarters, 200, 300)
    lines = tuple(line(quad) for quad in lying)
    assert quarters_of(lines) == (-quarters) % 4
    level, moved, _ = upright(np.ascontiguousarray(np.rot90(picture, quarters)), lines)
    assert np.array_equal(level, picture)
    assert [tuple(found.corners) for found in moved] == [tuple(map(tuple, quad)) for quad in quads.tolist()]


def test_corners_are_counted_from_the_top_left_of_the_turned_picture():
    quads = np.array([rectangle(20, 40, 180, 60)], np.float32)
    assert turned_quads(quads, 1, 200, 300)[0].tolist() == [[40, 20], [60, 20], [60, 180], [40, 180]]
    shuffled = np.roll(quads, 2, axis=1)
    assert np.array_equal(counted(shuffled), quads)


def test_a_crop_of_text_on_its_side_is_turned():
    picture = np.zeros((300, 200, 3), np.uint8)
    assert crop(picture, np.float32(rectangle(20, 40, 180, 60))).shape == (20, 160, 3)
    assert crop(picture, np.float32(rectangle(20, 40, 40, 240))).shape == (20, 200, 3)
