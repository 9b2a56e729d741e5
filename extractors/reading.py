"""The one entry to this room: bytes → ReadResult. Same bytes, same result; only the times differ."""

import struct
import time
import zlib
from dataclasses import replace

from pypdfium2 import PdfiumError

from extractors import image
from extractors.calibration import calibrated
from extractors.classify import choose_kind, classify
from extractors.engines import Engines, load_engines
from extractors.extractor import Extractor, SecondOpinion
from extractors.limits import ReadLimits
from extractors.ocr.engine import OcrLine
from extractors.packages import split
from extractors.page import Document, Page
from extractors.pages import open_document
from extractors.registry import EXTRACTORS
from uplift.errors import UnreadableFile
from uplift.types import Box, EvidenceKind, Extraction, Field, PageImage, ReadResult, TextSource

__all__ = ["PIPELINE_VERSION", "Engines", "ReadLimits", "extract", "load_engines", "read_file"]

PIPELINE_VERSION = "2"
CROP_MARGIN = 4  # pixels around a crop for the second engine
# What libraries may still let through on hostile bytes after their own boundaries (see each format's file). Only
# opening is guarded so: an error of an extractor is a bug of ours and must not be blamed on the merchant's file.
LIBRARY_ERRORS = (
    PdfiumError,
    OSError,
    ValueError,
    LookupError,
    struct.error,
    zlib.error,
    ArithmeticError,
    RecursionError,
)
TRUST = (
    TextSource.XML,
    TextSource.OFD,
    TextSource.TABLE,
    TextSource.TEXT_LAYER,
    TextSource.QR,
    TextSource.OCR,
)


def read_file(data: bytes, media_type: str, engines: Engines, limits: ReadLimits | None = None) -> ReadResult:
    """Read one file of an accepted media type.

    Raises:
        UnreadableFile: the bytes cannot be read; the message is a sentence for the merchant.
    """
    started, cpu_started = time.perf_counter(), time.process_time()
    try:
        document = open_document(data, media_type, engines, limits or ReadLimits())
    except LIBRARY_ERRORS as error:
        raise UnreadableFile(
            "The file is damaged in a way that stops it from being read. Please export or photograph it again and "
            "upload the new file."
        ) from error
    extraction = extract(document, engines)
    images = _page_images(document)
    return ReadResult(
        extraction=extraction,
        page_images=images,
        seconds=time.perf_counter() - started,
        cpu_seconds=time.process_time() - cpu_started,
    )


def extract(document: Document, engines: Engines, *, calibrate: bool = True) -> Extraction:
    """Choose the kind of an opened document, read its fields and run its checks; of each paper when it is a package.

    `calibrate=False` leaves the confidences as engine and place suggest them, for fitting the calibration.
    """
    papers = split(document, EXTRACTORS)
    if len(papers) == 1:
        return _extract(document, engines, calibrate)
    first, *others = (
        replace(_extract(paper, engines, calibrate), pages=tuple(page.index for page in paper.pages))
        for paper in papers
    )
    return replace(first, page_count=document.page_count, further=tuple(others))


def _extract(document: Document, engines: Engines, calibrate: bool) -> Extraction:
    scores = classify(document)
    kind, confidence = choose_kind(scores)
    extractor = EXTRACTORS.get(kind)
    if extractor is None:
        kind, confidence = EvidenceKind.UNKNOWN, max(scores[EvidenceKind.UNKNOWN], 0.5)
    fields = extractor.extract(document, _second_opinion(engines)) if extractor else ()
    fields = tuple(calibrated(field) for field in fields) if calibrate else fields
    checks = tuple(check for run in extractor.checks for check in run(document, fields)) if extractor else ()
    return Extraction(
        kind=kind,
        kind_confidence=confidence,
        kind_scores=scores,
        extractor=extractor.kind.value if extractor else "",
        extractor_version=extractor.version if extractor else PIPELINE_VERSION,
        page_count=document.page_count,
        text_source=_text_source(document),
        fields=fields,
        checks=checks,
        quality=quality(extractor, fields, confidence),
        perceptual_hash=document.perceptual_hash,
        warnings=document.warnings,
    )


def quality(extractor: Extractor | None, fields: tuple[Field, ...], kind_confidence: float) -> float:
    """Share of the required fields that were read, weighted by confidence; photos: confidence of the kind."""
    if extractor is None:
        return 0.0
    if not extractor.required:
        return kind_confidence
    read = {field.name: field.confidence for field in fields if field.value is not None}
    return sum(read.get(name, 0.0) for name in extractor.required) / len(extractor.required)


def _text_source(document: Document) -> TextSource:
    present = {page.source for page in document.pages if page.lines} | {document.data_source}
    return next((source for source in TRUST if source in present), TextSource.NONE)


def _second_opinion(engines: Engines) -> SecondOpinion:
    def read_again(page: Page, box: Box) -> str:
        if page.raster is None:
            return ""
        top, left = max(0, int(box.top) - CROP_MARGIN), max(0, int(box.left) - CROP_MARGIN)
        crop = page.raster[top : int(box.bottom) + CROP_MARGIN, left : int(box.right) + CROP_MARGIN]
        if not crop.size:
            return ""
        # a picture that an extractor made, such as an unrolled seal: the better engine has not seen it yet
        unseen = page.source is TextSource.NONE
        return (
            " ".join(line.text for line in sorted(engines.ocr(crop), key=_left)) if unseen else engines.second_ocr(crop)
        )

    return read_again


def _left(line: OcrLine) -> float:
    return line.left


def _page_images(document: Document) -> tuple[PageImage, ...]:
    return tuple(
        PageImage(page=page.index, width=page.width, height=page.height, dpi=page.dpi, webp=image.to_webp(page.raster))
        for page in document.pages
        if page.raster is not None
    )
