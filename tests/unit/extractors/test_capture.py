import cv2
import numpy as np
import pytest

from extractors.capture import SENTENCES, UNREADABLE, Fault, code_of, faults, measure
from extractors.page import TextLine
from uplift.types import Box

ROWS, LEFT, WIDE, HIGH = 10, 80, 900, 34


def lines(left=LEFT, height=HIGH, scale=1.0):
    boxes = [
        (left * scale, (60 + 60 * row) * scale, WIDE * scale, (60 + 60 * row + height) * scale) for row in range(ROWS)
    ]
    return [
        TextLine(text="a line of print", box=Box(left=x0, top=y0, right=x1, bottom=y1, dpi=72), confidence=0.9)
        for x0, y0, x1, y1 in boxes
    ]


def paper(white=200, black=40):
    """Strokes four pixels wide where the lines stand, on grey paper."""
    picture = np.full((720, 1000, 3), white, np.uint8)
    for row in range(ROWS):
        top = 60 + 60 * row
        for x in range(LEFT + 5, WIDE - 8, 16):
            picture[top + 4 : top + 30, x : x + 4] = black
            picture[top + 14 : top + 18, x : x + 12] = black
    return picture


def test_a_good_picture_has_no_faults():
    assert faults(paper(), lines(), photographed=True) == ()


def test_a_blurred_picture_is_named_however_large_its_letters():
    for scale in (0.6, 1.0, 2.0):
        blurred = cv2.resize(cv2.GaussianBlur(paper(), (0, 0), 5), None, fx=scale, fy=scale)
        assert faults(blurred, lines(scale=scale), photographed=True) == (Fault.BLURRED,)


def test_a_hand_that_moved_in_one_direction_blurs_as_well():
    moved = cv2.blur(paper(), (1, 25))
    assert faults(moved, lines(), photographed=True) == (Fault.BLURRED,)


def test_darkness_is_a_fault_in_scans_as_well():
    for photographed in (True, False):
        assert faults(paper(white=40, black=10), lines(), photographed=photographed) == (Fault.TOO_DARK,)


def test_a_burnt_spot_is_glare_unless_the_whole_paper_is_white():
    spotted = paper()
    cv2.circle(spotted, (500, 300), 60, (255, 255, 255), -1)
    assert faults(spotted, lines(), photographed=True) == (Fault.GLARE,)
    assert faults(spotted, lines(), photographed=False) == ()
    assert faults(paper(white=255), lines(), photographed=True) == ()


def test_text_at_the_edge_means_that_the_paper_was_cut_off():
    cut = paper()[:, 300:]
    placed = [
        TextLine(
            text=one.text, box=Box(left=0, top=one.box.top, right=600, bottom=one.box.bottom, dpi=72), confidence=0.9
        )
        for one in lines()
    ]
    assert faults(cut, placed, photographed=True) == (Fault.CUT_OFF,)


def test_small_pictures_and_small_letters_are_told():
    small = cv2.resize(paper(), None, fx=0.2, fy=0.2, interpolation=cv2.INTER_AREA)
    assert Fault.TOO_SMALL in faults(small, lines(scale=0.2), photographed=True)
    assert measure(paper(), lines()).line_height == HIGH


def test_a_picture_without_lines_is_measured_as_a_whole():
    looks = measure(np.full((600, 800, 3), 12, np.uint8), [])
    assert looks.brightness == pytest.approx(12, abs=1)
    assert faults(np.full((600, 800, 3), 12, np.uint8), [], photographed=True) == (Fault.TOO_DARK,)


def test_every_fault_has_its_own_sentence_and_can_be_told_from_it():
    assert set(SENTENCES) == set(Fault)
    assert [code_of(sentence) for sentence in SENTENCES.values()] == list(SENTENCES)
    assert code_of("Only the first 5 of 9 pages were read.") is None
    assert all("lease" in sentence or "larger" in sentence for sentence in [*SENTENCES.values(), *UNREADABLE.values()])


def test_blur_is_seen_on_a_paper_whose_lines_were_not_found_at_all():
    assert faults(paper(), [], photographed=True) == ()
    assert faults(cv2.GaussianBlur(paper(), (0, 0), 7), [], photographed=True) == (Fault.BLURRED,)
