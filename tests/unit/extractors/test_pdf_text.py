import io

import numpy as np
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractors.limits import ReadLimits
from extractors.pdf_text import history, read_pdf
from uplift.errors import UnreadableFile


def pdf(pages=1, encrypt=None, size=(595, 842)):
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size, encrypt=encrypt)
    canvas.setTitle("Test")
    for page in range(pages):
        canvas.drawString(72, 770, f"Invoice number 2026-{page}")
        canvas.drawString(400, 770, "Total 12.00")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_words_are_cells_placed_in_raster_pixels():
    (page,) = read_pdf(pdf(), ReadLimits()).pages
    first, second = page.lines
    assert (first.text, second.text) == ("Invoice number 2026-0", "Total 12.00")
    assert first.box.left == pytest.approx(150, abs=2)
    assert second.box.left == pytest.approx(833, abs=2)
    assert page.raster[int(first.box.top) : int(first.box.bottom), 150:300].min() < 100
    assert page.raster[int(first.box.bottom) + 5 :].min() == 255


def test_only_the_eager_pages_are_read_but_all_are_counted():
    found = read_pdf(pdf(pages=4), ReadLimits(eager_pages=2))
    assert (found.page_count, len(found.pages)) == (4, 2)


def test_more_pages_than_allowed_are_refused():
    with pytest.raises(UnreadableFile, match="4 pages"):
        read_pdf(pdf(pages=4), ReadLimits(max_pages=3))


def test_pages_of_absurd_size_are_refused_before_rendering():
    with pytest.raises(UnreadableFile, match="size"):
        read_pdf(pdf(size=(14_000, 14_000)), ReadLimits())


def test_a_password_is_named_as_the_reason():
    locked = pdf(encrypt=StandardEncryption("secret", canPrint=0))
    with pytest.raises(UnreadableFile, match="password"):
        read_pdf(locked, ReadLimits())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", pdf()[:200], b"no pdf at all"])
def test_damaged_files_are_unreadable(data):
    with pytest.raises(UnreadableFile, match="upload"):
        read_pdf(data, ReadLimits())


def outcome(data):
    try:
        return read_pdf(data, ReadLimits()).page_count
    except UnreadableFile:
        return "unreadable"


def test_a_file_whose_end_is_gone_is_read_or_refused_but_never_crashes():
    whole = pdf()
    outcomes = {outcome(whole[:length]) for length in range(0, len(whole), 97)}
    assert outcomes <= {1, "unreadable"}
    assert "unreadable" in outcomes


def test_metadata_and_saved_revisions_are_told():
    data = pdf()
    found = read_pdf(data, ReadLimits()).metadata
    assert found["title"] == "Test"
    assert (found["pdf_revisions"], found["pdf_signed"]) == ("1", "no")
    assert history(data + b"\n1 0 obj\nendobj\nstartxref\n12\n%%EOF\n")["pdf_revisions"] == "2"
    assert history(b"%PDF-1.5 /Linearized 1 startxref\n0\n%%EOF startxref\n99\n%%EOF")["pdf_revisions"] == "1"


def test_a_range_of_pages_can_be_read_on_demand():
    found = read_pdf(pdf(pages=6), ReadLimits(first_page=3, eager_pages=2))
    assert [page.lines[0].text for page in found.pages] == ["Invoice number 2026-3", "Invoice number 2026-4"]
    assert read_pdf(pdf(pages=2), ReadLimits(first_page=5)).pages == ()


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_words_stand_on_their_ink_however_the_page_is_turned(degrees):
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.setPageRotation(degrees)
    # drawn so that the turned page reads upright
    canvas.translate(*{0: (0, 0), 90: (842, 0), 180: (595, 842), 270: (0, 595)}[degrees])
    canvas.rotate(degrees)
    canvas.drawString(72, 500, "Invoice number 2026-114")
    canvas.showPage()
    canvas.save()
    (page,) = read_pdf(stream.getvalue(), ReadLimits()).pages
    (line,) = page.lines
    assert line.text == "Invoice number 2026-114"
    ink = np.argwhere(page.raster.min(axis=2) < 100)
    (top, left), (bottom, right) = ink.min(axis=0), ink.max(axis=0)
    assert line.box.left - 3 <= left < right <= line.box.right + 3
    assert line.box.top - 3 <= top < bottom <= line.box.bottom + 3


def test_a_page_whose_letters_run_upwards_is_left_to_ocr():
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.translate(300, 100)
    canvas.rotate(90)
    canvas.drawString(0, 0, "A table drawn sideways on an upright page")
    canvas.save()
    (page,) = read_pdf(stream.getvalue(), ReadLimits()).pages
    assert page.lines == ()
