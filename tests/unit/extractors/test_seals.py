"""Red seals are taken out of the print they were stamped over before a page is read."""

import numpy as np
from PIL import Image, ImageDraw

from extractors.marks import without_seals

RED, INK = (214, 32, 32), (20, 22, 30)


def stamped(ring):
    """A page with a black bar of print, and a red ring over it when asked."""
    page = Image.new("RGB", (1200, 900), (250, 250, 250))
    pen = ImageDraw.Draw(page)
    if ring:
        pen.ellipse((500, 300, 760, 560), outline=RED, width=10)
        pen.rectangle((560, 420, 700, 440), fill=RED)
    pen.rectangle((300, 400, 1000, 410), fill=INK)
    return np.asarray(page)


def test_red_ink_of_a_ring_becomes_nearly_paper_and_print_stays():
    clean = without_seals(stamped(True))
    assert clean[430, 630].min() > 200  # the seal's own bar
    assert clean[405, 630].max() < 40  # print under the seal
    assert (clean[405, 320] == INK).all()  # and beside it


def test_a_page_without_a_ring_is_the_same_raster():
    page = stamped(False)
    assert without_seals(page) is page


def test_red_print_outside_a_ring_stays_red():
    page = stamped(True).copy()
    page[100:120, 100:400] = RED
    assert (without_seals(page)[110, 200] == RED).all()
