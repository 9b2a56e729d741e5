import numpy as np
import pytest

from extractors.page import TextLine
from extractors.plausible import plausible_layer, plausible_text
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
