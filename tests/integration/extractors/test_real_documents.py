"""Kinds and sources of real files that people outside this project made. Skips where they are absent."""

import os
from collections import Counter
from pathlib import Path

import pytest

from extractors.reading import load_engines, read_file
from uplift.types import EvidenceKind, TextSource

pytestmark = [pytest.mark.integration, pytest.mark.real_data]
ROOT = Path(os.environ.get("UPLIFT_REAL_DATA", Path(__file__).parents[3] / "../shared/data")) / "dev" / "documents"
MEDIA_TYPES = {".pdf": "application/pdf", ".ofd": "application/ofd", ".jpg": "image/jpeg", ".png": "image/png"}


@pytest.fixture(scope="module")
def engines():
    return load_engines("rapidocr-onnxruntime")


def read_folder(name, engines, at_most=100):
    if not (ROOT / name).is_dir():
        pytest.skip(f"{ROOT / name} is not here; set UPLIFT_REAL_DATA to the folder that holds dev/documents")
    files = [path for path in sorted((ROOT / name).iterdir()) if path.suffix in MEDIA_TYPES]
    return [read_file(path.read_bytes(), MEDIA_TYPES[path.suffix], engines) for path in files[:at_most]]


def kinds(results):
    return Counter(result.extraction.kind for result in results)


def test_foreign_invoices_are_invoices_and_never_need_ocr(engines):
    results = read_folder("invoice_pdf_foreign", engines)
    assert kinds(results)[EvidenceKind.VAT_INVOICE] >= 0.9 * len(results)
    assert TextSource.OCR not in {result.extraction.text_source for result in results}
    assert sum(result.cpu_seconds for result in results) / len(results) < 1.0


def test_chinese_ofd_invoices_are_read_from_their_data(engines):
    results = read_folder("invoice_cn_ofd", engines)
    assert kinds(results) == {EvidenceKind.VAT_INVOICE: len(results)}
    assert {result.extraction.text_source for result in results} == {TextSource.OFD}
    assert all(result.page_images for result in results)


def test_another_ofd_document_is_unknown(engines):
    results = read_folder("other_ofd", engines)
    assert kinds(results) == {EvidenceKind.UNKNOWN: len(results)}


def test_pictures_of_loose_text_are_nothing(engines):
    results = read_folder("ocr_text_cn", engines)
    assert kinds(results)[EvidenceKind.UNKNOWN] >= 0.85 * len(results)


def test_a_photographed_chinese_invoice_is_an_invoice(engines):
    results = read_folder("invoice_cn", engines)
    assert kinds(results) == {EvidenceKind.VAT_INVOICE: len(results)}


def test_till_receipts_are_receipts_and_most_have_their_total(engines):
    results = read_folder("receipt_en", engines, at_most=12)
    assert kinds(results)[EvidenceKind.TILL_RECEIPT] >= 0.9 * len(results)
    read = [result.extraction.field_named("total_amount") for result in results]
    assert sum(field is not None for field in read) >= 0.9 * len(results)
