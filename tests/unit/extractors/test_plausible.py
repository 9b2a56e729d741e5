import numpy as np
import pytest

from extractors.page import TextLine
from extractors.plausible import plausible_layer, plausible_text, seen_lines
from uplift.types import Box

ENGLISH = "Invoice number 2026-114, payable within thirty days of the date of issue to the account below. " * 3
CHINESE = "托运方与承运方经协商一致，就货物运输事宜订立本合同，双方共同遵守。运费按月结算，发票开具后十日内支付。" * 2


def line(text, left=0, top=0, right=100, bottom=20):
    return TextLine(text=text, box=Box(left=left, top=top, right=right, bottom=bottom, dpi=150), confidence=1.0)


def paper(ink_rows=0):
    page = np.full((1000, 700, 3), 255, dtype=np.uint8)
    page[100 : 100 + ink_rows, 50:650] = 0
    return page


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, "Rechnung für Müller GmbH, Größe 3, zuzüglich Umsatzsteuer 19 %"])
def test_real_text_is_believed(text):
    assert plausible_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "(cid:12)(cid:34)(cid:7)",
        "\ue001\ue002\ue003 Rechnung",
        CHINESE.encode("gb18030").decode("latin-1"),
        "".join(chr(ord(c) + 1) if c.isalpha() else c for c in ENGLISH.replace("a", "b").replace("o", "p").lower())
        .replace("a", "q")
        .replace("e", "x")
        .replace("i", "z")
        .replace("u", "w"),
        CHINESE.encode("gb18030").decode("utf-16-le", errors="ignore"),
    ],
)
def test_garbled_text_is_not_believed(text):
    assert not plausible_text(text)


def test_a_full_layer_is_believed_without_looking_at_the_ink():
    assert plausible_layer((line(ENGLISH),), paper(ink_rows=300))


def test_a_stamp_on_a_scan_is_not_the_text_of_the_page():
    assert not plausible_layer((line("Scanned with a phone"),), paper(ink_rows=300))


def test_a_short_layer_on_a_nearly_empty_page_is_its_text():
    assert plausible_layer((line("Page left blank"),), paper())


def test_a_short_layer_that_covers_the_ink_is_its_text():
    text = "Invoice 2026-114, total due 1,250.00 euros"
    assert plausible_layer((line(text, 40, 90, 660, 140),), paper(ink_rows=30))


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"(cid:{number})" for number in range(20, 90)),  # a subset font without a character map
        "Rechnung (cid:3)(cid:17) 2026",  # one font of the page without a map
        "".join(chr(ord(letter) + 31) for letter in ENGLISH if letter.isascii()),  # every code shifted
        "".join(chr(0xE000 + ord(letter)) for letter in ENGLISH),  # glyph numbers in the private use area
        "\u0001\u0002\u0003\u0004 Total",  # raw codes of a symbol font
        "Invoice \ufffd\ufffd\ufffd\ufffd of \ufffd\ufffd\ufffd",
    ],
)
def test_layers_of_fonts_without_a_character_map_are_not_believed(text):
    assert not plausible_text(text)


def test_a_layer_with_half_its_words_missing_does_not_cover_the_ink():
    page = paper()
    for row in range(12):
        page[100 + 60 * row : 120 + 60 * row, 50:650] = 0
    halves = tuple(line("Invoice 12.00", 40, 90 + 60 * row, 250, 125 + 60 * row) for row in range(0, 12, 2))
    assert not plausible_layer(halves, page)


def test_text_that_leaves_no_ink_is_no_text_of_the_page():
    page = paper(ink_rows=20)
    shown, hidden = line("Total 12.00", 40, 95, 660, 125), line("Total 99,999.00", 40, 400, 660, 430)
    assert seen_lines((shown, hidden, line("beyond", 900, 2000, 990, 2020)), page) == (shown,)
