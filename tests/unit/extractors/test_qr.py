import io

import numpy as np
import segno
from PIL import Image

from extractors.qr import read_qr_codes

PAYLOAD = "01,32,,25330000000000000001,1090.00,20250601,,3BA5"


def page_with(*codes):
    page = Image.new("RGB", (1240, 1754), "white")
    for payload, left, top in codes:
        stream = io.BytesIO()
        segno.make(payload, error="m").save(stream, kind="png", scale=5)
        page.paste(Image.open(stream).convert("RGB"), (left, top))
    return np.asarray(page)


def test_a_code_is_read_with_its_place():
    (code,) = read_qr_codes(page_with((PAYLOAD, 80, 60)), 2, 150, photographed=False)
    assert (code.text, code.page, code.box.dpi) == (PAYLOAD, 2, 150)
    assert 80 <= code.box.left < code.box.right <= 340
    assert 60 <= code.box.top < code.box.bottom <= 320


def test_several_codes_come_top_to_bottom():
    codes = read_qr_codes(page_with(("second", 80, 900), ("first", 600, 60)), 0, 150, photographed=False)
    assert [code.text for code in codes] == ["first", "second"]


def test_a_page_without_codes_gives_none():
    assert read_qr_codes(page_with(), 0, 150, photographed=True) == ()


def test_a_turned_and_blurred_code_is_still_read():
    photo = Image.fromarray(page_with((PAYLOAD, 300, 300))).rotate(12, fillcolor="white").resize((900, 1273))
    assert [code.text for code in read_qr_codes(np.asarray(photo), 0, 72, photographed=True)] == [PAYLOAD]
