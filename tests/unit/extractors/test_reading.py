import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractors.engines import Engines
from extractors.limits import ReadLimits
from extractors.ocr.engine import OcrLine
from extractors.page import PhotoScores
from extractors.reading import quality, read_file
from extractors.registry import EXTRACTORS
from uplift.errors import UnreadableFile
from uplift.types import EvidenceKind, Field, TextSource

LINES = ["INVOICE", "Invoice No: 2026-114", "Invoice Date: 2026-05-03", "Bill to: Acme Ltd", "Subtotal: 100.00 EUR",
         "VAT 20%: 20.00 EUR", "Total due: 120.00 EUR"]  # fmt: skip


def no_ocr(raster):
    raise AssertionError("OCR must not run on this file")


def engine_that_reads(*texts):
    def read(raster):
        return tuple(
            OcrLine(text=text, left=10, top=30 * row, right=10 + 9 * len(text), bottom=30 * row + 20, confidence=0.98)
            for row, text in enumerate(texts)
        )

    return read


def engines(ocr=no_ocr, photo=None):
    return Engines(ocr=ocr, second_ocr=lambda crop: "", photo_model=photo)


def pdf(lines=LINES, pages=1):
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=True)
    for _ in range(pages):
        for row, line in enumerate(lines):
            canvas.drawString(72, 780 - 20 * row, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def scan():
    stream = io.BytesIO()
    Image.fromarray(np.random.default_rng(7).integers(0, 255, (400, 300, 3), dtype=np.uint8)).save(stream, "PNG")
    return stream.getvalue()


def test_a_digital_invoice_is_read_without_ocr():
    result = read_file(pdf(), "application/pdf", engines())
    assert result.extraction.kind is EvidenceKind.VAT_INVOICE
    assert result.extraction.text_source is TextSource.TEXT_LAYER
    number = result.extraction.field_named("invoice_number")
    assert number is not None
    assert (number.value, number.page) == ("2026-114", 0)
    assert (result.seconds > 0, result.cpu_seconds > 0) == (True, True)


def test_reading_twice_gives_the_same_extraction_and_page_images():
    first, second = (read_file(pdf(), "application/pdf", engines()) for _ in range(2))
    assert (first.extraction, first.page_images) == (second.extraction, second.page_images)


def test_page_images_are_of_the_raster_the_boxes_refer_to():
    (image,) = read_file(pdf(), "application/pdf", engines()).page_images
    assert (image.page, image.dpi) == (0, 150)
    assert Image.open(io.BytesIO(image.webp)).size == (image.width, image.height)


def test_a_scan_in_a_pdf_is_rendered_and_read_by_ocr():
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.drawInlineImage(Image.open(io.BytesIO(scan())), 0, 0, 595, 842)
    canvas.save()
    result = read_file(stream.getvalue(), "application/pdf", engines(engine_that_reads(*LINES)))
    assert result.extraction.text_source is TextSource.OCR
    assert result.extraction.kind is EvidenceKind.VAT_INVOICE


def test_a_picture_of_nothing_known_is_unknown_with_no_fields():
    seen = PhotoScores(kinds={EvidenceKind.TRUCK_PHOTO: 0.1}, document=0.1, other=0.8)
    extraction = read_file(scan(), "image/png", engines(engine_that_reads(), lambda raster: seen)).extraction
    assert (extraction.kind, extraction.fields, extraction.checks) == (EvidenceKind.UNKNOWN, (), ())
    assert extraction.perceptual_hash is not None
    assert extraction.quality == 0


def test_pages_beyond_the_eager_ones_are_named_in_a_warning():
    extraction = read_file(pdf(pages=3), "application/pdf", engines(), ReadLimits(eager_pages=1)).extraction
    assert extraction.page_count == 3
    assert extraction.warnings == ("Only the first 1 of 3 pages were read.",)


@pytest.mark.parametrize(
    "media_type",
    ["application/pdf", "application/ofd", "application/xml", "image/jpeg", "image/png", "image/tiff", "image/heic",
     "image/webp", "text/plain"],
)  # fmt: skip
@pytest.mark.parametrize("data", [b"", b"\x00", b"PK\x03\x04", b"%PDF-1.4 %%EOF", b"\xff\xd8\xff\xe0 cut", b"<a>"])
def test_bad_bytes_of_any_type_are_unreadable_with_a_sentence(media_type, data):
    with pytest.raises(UnreadableFile) as refusal:
        read_file(data, media_type, engines())
    assert str(refusal.value).endswith((".", "!"))
    assert "upload" in str(refusal.value)


def test_quality_is_the_share_of_required_fields_weighed_by_confidence():
    extractor = replace(EXTRACTORS[EvidenceKind.VAT_INVOICE], required=("seller_name", "buyer_name"))

    def field(name, value, confidence):
        return Field(name=name, raw="x", value=value, confidence=confidence, source=TextSource.OCR)

    assert quality(extractor, (field("seller_name", "A", 0.8),), 1.0) == pytest.approx(0.4)
    assert quality(extractor, (field("seller_name", None, 0.8),), 1.0) == 0
    assert quality(replace(extractor, required=()), (), 0.7) == 0.7
    assert quality(None, (), 1.0) == 0


def test_every_registered_extractor_stands_under_its_own_kind():
    assert all(extractor.kind is kind for kind, extractor in EXTRACTORS.items())
    assert EvidenceKind.UNKNOWN not in EXTRACTORS
