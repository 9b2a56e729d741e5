"""Opening files with made-up engines: what is refused, what is warned of, which pages are read."""

import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.capture import SENTENCES, Fault
from extractors.engines import Engines
from extractors.limits import ReadLimits
from extractors.ocr.engine import OcrLine
from extractors.page import PhotoScores
from extractors.pages import open_document
from uplift.errors import UnreadableFile
from uplift.types import TextSource


def engines(lines=(), document=0.99):
    def see(_raster):
        return PhotoScores(kinds={}, document=document, other=1 - document)

    return Engines(ocr=lambda _raster: tuple(lines), second_ocr=lambda _raster: "", photo_model=see)


def lines(count=6):
    return [
        OcrLine(
            text=f"line {row} of print", left=40, top=40 + 60 * row, right=600, bottom=74 + 60 * row, confidence=0.9
        )
        for row in range(count)
    ]


def png(shade=128, size=(800, 600)):
    stream = io.BytesIO()
    Image.new("RGB", size, (shade,) * 3).save(stream, "PNG")
    return stream.getvalue()


def pdf(pages):
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for page in range(pages):
        canvas.drawString(72, 770, f"This is page {page + 1} of a contract between two parties, in plain words")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [(png(8), "too dark"), (png(128), "blurred or shows an empty page"), (png(200, (200, 150)), "small")],
)
def test_a_paper_without_a_legible_line_is_refused_with_the_reason(data, reason):
    with pytest.raises(UnreadableFile, match=reason):
        open_document(data, "image/png", engines(), ReadLimits())


def test_a_photo_of_things_without_text_is_no_unreadable_paper():
    assert open_document(png(8), "image/png", engines(document=0.2), ReadLimits()).pages[0].lines == ()


def test_a_dark_paper_that_could_be_read_carries_a_warning():
    found = open_document(png(30), "image/png", engines(lines()), ReadLimits())
    assert SENTENCES[Fault.TOO_DARK] in found.warnings


def test_pages_read_on_demand_keep_their_place_in_the_file():
    found = open_document(pdf(7), "application/pdf", engines(), ReadLimits(first_page=3, eager_pages=2))
    assert [page.index for page in found.pages] == [3, 4]
    assert [page.text.split(" of ")[0] for page in found.pages] == ["This is page 4", "This is page 5"]
    assert found.warnings == ("Only pages 4 to 5 of 7 were read.",)


def test_a_range_behind_the_last_page_says_so():
    found = open_document(pdf(2), "application/pdf", engines(), ReadLimits(first_page=5))
    assert (found.pages, found.page_count) == ((), 2)
    assert found.warnings == ("None of the chosen pages was read: the file has 2.",)
    assert open_document(png(), "image/png", engines(), ReadLimits(first_page=1)).pages == ()


def test_frames_of_a_fax_are_papers_whatever_the_photo_network_would_say():
    stream = io.BytesIO()
    frames = [Image.new("L", (700, 900), 255) for _ in range(3)]
    frames[0].save(stream, "TIFF", save_all=True, append_images=frames[1:])
    found = open_document(stream.getvalue(), "image/tiff", engines(lines(), document=0.0), ReadLimits())
    assert found.photo is None
    assert [page.index for page in found.pages] == [0, 1, 2]


def test_a_page_that_is_all_white_in_a_pdf_raises_no_alarm():
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.showPage()
    canvas.save()
    assert open_document(stream.getvalue(), "application/pdf", engines(), ReadLimits()).warnings == ()


def test_slow_looks_for_codes_are_spent_on_invoices_only(monkeypatch):
    asked = []
    monkeypatch.setattr("extractors.pages.read_qr_codes", lambda *_args, photographed: asked.append(photographed) or ())
    open_document(png(), "image/png", engines(lines()), ReadLimits())
    invoice = [
        *lines(),
        OcrLine(text="发票号码：26322000000551286390", left=40, top=2, right=300, bottom=36, confidence=0.99),
    ]
    open_document(png(), "image/png", engines(invoice), ReadLimits())
    assert asked == [False, True]


def scan_with_layer(text, mode):
    """A page that is one picture of a line, with a text layer over it in the given render mode."""
    stream, picture = io.BytesIO(), Image.new("RGB", (827, 1169), (235, 235, 235))
    picture.paste((30, 30, 30), (100, 100, 700, 130))
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    for row in range(8):
        words = canvas.beginText(72, 750 - 20 * row)
        words.setTextRenderMode(mode)
        words.textOut(f"{text}, line {row} of a page that a scanner read by itself")
        canvas.drawText(words)
    canvas.save()
    return stream.getvalue()


def test_an_invisible_layer_over_a_scan_is_not_believed_against_the_pixels():
    read = lines(6)
    hidden = open_document(scan_with_layer("Total 99,999.00", 3), "application/pdf", engines(read), ReadLimits())
    assert hidden.pages[0].source is TextSource.OCR
    assert "99,999.00" not in hidden.text
    drawn = open_document(scan_with_layer("Total 12.00", 0), "application/pdf", engines(read), ReadLimits())
    assert drawn.pages[0].source is TextSource.TEXT_LAYER


def test_white_words_on_white_paper_are_not_read():
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for row in range(6):
        canvas.drawString(72, 770 - 30 * row, f"Line {row} of an ordinary contract between two parties, for people")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 400, "Amount 9,999,999.00")
    canvas.save()
    found = open_document(stream.getvalue(), "application/pdf", engines(), ReadLimits())
    assert found.pages[0].source is TextSource.TEXT_LAYER
    assert len(found.pages[0].lines) == 6
    assert "9,999,999.00" not in found.text
