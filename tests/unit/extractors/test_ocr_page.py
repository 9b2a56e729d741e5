import math

import numpy as np
import pytest

from extractors.ocr.engine import OcrLine
from extractors.ocr.quads import turned
from extractors.ocr_page import evidence, read_page, suspected_turns
from extractors.unwarp import straightened


def line(text, left, top, right, bottom, confidence=0.99, corners=()):
    return OcrLine(text=text, left=left, top=top, right=right, bottom=bottom, confidence=confidence, corners=corners)


def marked():
    """A page with a mark at the top left, so that an engine can tell how it lies."""
    page = np.full((300, 200, 3), 255, dtype=np.uint8)
    page[:20, :20] = 0
    return page


def engine_for_upright_pages(raster):
    """Reads well only when the mark is at the top left; sideways pages give tall boxes, as real detectors do."""
    rows = range(6)
    if raster[5, 5].max() == 0 and raster.shape[0] > raster.shape[1]:
        return tuple(line("a line of text", 10, 40 * row, 180, 40 * row + 20) for row in rows)
    if raster.shape[0] > raster.shape[1]:
        return tuple(line("#~", 10, 40 * row, 180, 40 * row + 20, 0.55) for row in rows)
    return tuple(line("#~", 40 * row, 10, 40 * row + 20, 180, 0.6) for row in rows)


def test_an_upright_page_is_read_once():
    calls = []

    def counting(raster):
        calls.append(raster.shape)
        return engine_for_upright_pages(raster)

    assert len(read_page(marked(), counting, 72).lines) == 6
    assert len(calls) == 1


def test_pages_on_their_side_or_head_are_turned_upright():
    for quarters in (1, 2, 3):
        lying = np.ascontiguousarray(np.rot90(marked(), quarters))
        found = read_page(lying, engine_for_upright_pages, 72)
        assert np.array_equal(found.raster, marked())
        assert found.lines[0].text == "a line of text"


def test_turning_can_be_left_out_for_photos_of_things():
    lying = np.ascontiguousarray(np.rot90(marked(), 1))
    assert read_page(lying, engine_for_upright_pages, 72, turned=False).raster.shape == lying.shape


def test_lines_the_engine_is_unsure_of_are_dropped():
    def engine(raster):
        return (line("certain", 0, 0, 90, 20), line("noise", 0, 40, 90, 60, 0.3), line("  ", 0, 80, 90, 99))

    assert [found.text for found in read_page(marked(), engine, 72).lines] == ["certain"]


def test_two_or_three_lines_say_nothing_about_how_a_page_lies():
    assert suspected_turns([line("ab", 0, 0, 10, 90, 0.4)] * 3) == ()
    assert suspected_turns([line("ab", 0, 0, 10, 90, 0.4)] * 4) == (3, 1)
    assert suspected_turns([line("ab", 0, 0, 10, 90, 0.9)] * 4) == (1, 3)
    assert suspected_turns([line("ab", 0, 0, 90, 10, 0.4)] * 4) == (2,)


def test_surer_and_longer_readings_are_better_evidence():
    assert evidence([line("abcdef", 0, 0, 90, 10)]) > evidence([line("abc", 0, 0, 90, 10)])
    assert evidence([line("abc", 0, 0, 90, 10, 0.9)]) > evidence([line("abc", 0, 0, 90, 10, 0.6)])


def test_a_slanted_page_is_turned_level_with_its_lines():
    slant = math.radians(5)

    def slanted(row):
        left, top = 20.0, 60.0 * row + 40
        across = (160 * math.cos(slant), 160 * math.sin(slant))
        down = (-20 * math.sin(slant), 20 * math.cos(slant))
        corners = (
            (left, top),
            (left + across[0], top + across[1]),
            (left + across[0] + down[0], top + across[1] + down[1]),
            (left + down[0], top + down[1]),
        )
        tops = [y for _, y in corners]
        return line("a long line", left, min(tops), left + across[0], max(tops), corners=corners)

    lines = straightened(marked(), tuple(slanted(row) for row in range(4))).lines
    assert all(found.bottom - found.top < 22 for found in lines)


def test_a_level_page_is_left_as_it_is():
    page = marked()
    corners = ((0.0, 0.0), (90.0, 0.0), (90.0, 20.0), (0.0, 20.0))
    lines = tuple(line("a long line", 0, 0, 90, 20, corners=corners) for _ in range(5))
    assert straightened(page, lines)[:2] == (page, lines)


def corners_of(left, top, right, bottom, first=0):
    """Corners of a rectangle, clockwise, counted from the one at which reading starts."""
    around = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return tuple((float(x), float(y)) for x, y in around[first:] + around[:first])


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_an_engine_that_tells_directions_is_asked_once_and_the_page_turned(quarters):
    calls = []

    def engine(raster):
        """Lines of the upright page, told on the raster as it lies."""
        calls.append(raster.shape)
        boxes = np.array([corners_of(10, 40 * row, 180, 40 * row + 20) for row in range(6)], np.float32)
        lying = turned(boxes, quarters, 200, 300)
        return tuple(
            line("a line of text", *quad.min(0), *quad.max(0), corners=tuple(map(tuple, quad))) for quad in lying
        )

    found = read_page(np.ascontiguousarray(np.rot90(marked(), quarters)), engine, 72)
    assert len(calls) == 1
    assert np.array_equal(found.raster, marked())
    assert [tuple(round(side) for side in (one.box.left, one.box.top)) for one in found.lines][:2] == [
        (10, 0),
        (10, 40),
    ]


def test_a_photo_of_things_is_shown_as_it_is_even_if_its_sign_runs_downwards():
    found = read_page(
        marked(),
        lambda _: (line("sign", 10, 10, 30, 200, corners=corners_of(10, 10, 30, 200, first=1)),),
        72,
        turned=False,
    )
    assert found.raster.shape == marked().shape
