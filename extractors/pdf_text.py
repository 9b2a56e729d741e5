"""PDF: text layers, rasters, attachments and what the file says of its own history.

The only file that imports pypdfium2 (rasters, attachments) and pdfplumber (word boxes).
"""

import io
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTItem, LTLine, LTRect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pdfplumber.utils.text import extract_words
from pypdfium2 import raw

from extractors.layout import Ruling, Word, to_lines
from extractors.limits import ReadLimits
from extractors.page import Raster, TextLine
from uplift.errors import UnreadableFile

DPI = 150
POINT = DPI / 72  # pixels
MAX_ATTACHMENTS = 20
MAX_ATTACHMENT_BYTES = 5_000_000
ASLANT = 0.12  # height over length of a step to the next letter; pages that were scanned askew stay below
SAMPLED_OBJECTS = 400  # of one page, to learn whether its text is drawn at all
MAX_CHARACTERS = 60_000  # of one page; beyond this it is a data dump, read by OCR like a picture
PASSWORD_NEEDED = 4  # FPDF_ERR_PASSWORD
SECURITY_UNKNOWN = 5  # FPDF_ERR_SECURITY
METADATA_NAMES = {
    "Producer": "producer",
    "Creator": "creator",
    "Title": "title",
    "Author": "author",
    "CreationDate": "creation_date",
    "ModDate": "modification_date",
}
# pdfminer's own errors, and what its parsers let through on damaged objects.
TEXT_ERRORS = (
    PDFException,
    PSException,
    MalformedPDFException,
    PdfminerException,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    RecursionError,
    OverflowError,
    ArithmeticError,
    OSError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """One page: its pixels at 150 dpi and the words of its text layer in the same pixels."""

    raster: Raster
    lines: tuple[TextLine, ...]
    unseen: bool = False  # most of the text is drawn invisibly, as scanners lay their own OCR over the picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf:
    """The pages read and what the file carries besides them."""

    page_count: int
    pages: tuple[PdfPage, ...]
    metadata: Mapping[str, str]
    attachments: Mapping[str, bytes]


def read_pdf(data: bytes, limits: ReadLimits) -> Pdf:
    """Read the pages that `limits` chooses.

    Raises:
        UnreadableFile: damaged, encrypted, without pages, or with more pages or pixels than allowed.
    """
    with _opened(data) as document:
        page_count = len(document)
        _check_pages(page_count, limits)
        wanted = limits.chosen(page_count)
        rasters = [_raster(document, index, limits) for index in wanted]
        unseen = [_unseen(document, index) for index in wanted]
        metadata = {**_metadata(document), **history(data)}
        attachments = _attachments(document)
    lines = _text_lines(data, wanted)
    parts = zip(rasters, lines, unseen, strict=True)
    pages = tuple(PdfPage(raster=raster, lines=found, unseen=hidden) for raster, found, hidden in parts)
    return Pdf(page_count=page_count, pages=pages, metadata=metadata, attachments=attachments)


def history(data: bytes) -> dict[str, str]:
    """How often the file was saved on top of itself, and whether it carries a signature."""
    return {
        "pdf_revisions": str(max(1, len(re.findall(rb"startxref\s+\d+\s+%%EOF", data)) - _linearised(data))),
        "pdf_signed": "yes" if b"/ByteRange" in data else "no",
    }


def _linearised(data: bytes) -> int:
    """A linearised file has two cross-reference sections from the start."""
    return 1 if b"/Linearized" in data[:2048] else 0


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(_why(error.err_code)) from error
    try:
        yield document
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(_why(None)) from error
    finally:
        document.close()


def _why(code: int | None) -> str:
    if code in {PASSWORD_NEEDED, SECURITY_UNKNOWN}:
        return "The PDF is protected by a password, so nothing in it can be read. Please upload it without a password."
    return "The PDF is damaged or cut off and cannot be opened. Please export or download it again and upload it."


def _check_pages(page_count: int, limits: ReadLimits) -> None:
    if page_count == 0:
        raise UnreadableFile("The PDF has no pages. Please export or download it again and upload it.")
    if page_count > limits.max_pages:
        raise UnreadableFile(
            f"The PDF has {page_count} pages; at most {limits.max_pages} are accepted. "
            "Please upload only the pages that matter."
        )


def _raster(document: pypdfium2.PdfDocument, index: int, limits: ReadLimits) -> Raster:
    page = document[index]
    width, height = page.get_size()
    if width * height * POINT * POINT > limits.max_pixels or min(width, height) < 1:
        raise UnreadableFile(
            f"Page {index + 1} of the PDF is {width:.0f} x {height:.0f} points, a size that cannot be shown. "
            "Please export it on ordinary paper size."
        )
    pixels = page.render(scale=POINT, rev_byteorder=True).to_numpy()
    return np.ascontiguousarray(_three_channels(pixels), dtype=np.uint8)


def _unseen(document: pypdfium2.PdfDocument, index: int) -> bool:
    """Whether most text objects of a page, of an even sample, are drawn in the mode that leaves no ink."""
    page = document[index]
    count = int(raw.FPDFPage_CountObjects(page.raw))
    visible = invisible = 0
    for at in range(0, count, max(1, count // SAMPLED_OBJECTS)):
        item = raw.FPDFPage_GetObject(page.raw, at)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT:
            hidden = raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
            invisible, visible = invisible + hidden, visible + (not hidden)
    return invisible > visible


def _three_channels(pixels: Raster) -> Raster:
    if pixels.ndim == 2:
        pixels = pixels[:, :, np.newaxis]
    return np.repeat(pixels, 3, axis=2) if pixels.shape[2] == 1 else pixels[:, :, :3]


def _metadata(document: pypdfium2.PdfDocument) -> dict[str, str]:
    found = document.get_metadata_dict(skip_empty=True)
    return {name: found[key][:200] for key, name in METADATA_NAMES.items() if key in found}


def _attachments(document: pypdfium2.PdfDocument) -> dict[str, bytes]:
    """XML attachments, by name. A damaged one is left out: the page still stands on its own."""
    found: dict[str, bytes] = {}
    for index in range(min(document.count_attachments(), MAX_ATTACHMENTS)):
        try:
            attachment = document.get_attachment(index)
            name, data = attachment.get_name(), bytes(attachment.get_data())
        except pypdfium2.PdfiumError:
            continue
        if name.lower().endswith(".xml") and len(data) <= MAX_ATTACHMENT_BYTES:
            found[name] = data
    return found


def _text_lines(data: bytes, wanted: range) -> list[tuple[TextLine, ...]]:
    """Lines of each page; a page whose layer cannot be parsed has none and is read by OCR."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # damaged uploads are no news, and come by the thousand
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[index + 1 for index in wanted]) as plumber:
            lines = [_page_lines(page) for page in plumber.pages]
    except TEXT_ERRORS:
        lines = []
    return (lines + [()] * len(wanted))[: len(wanted)]


def _page_lines(page: pdfplumber.page.Page) -> tuple[TextLine, ...]:
    try:
        place = _Place(left=page.mediabox[0], top=page.mediabox[1], height=page.height)
        drawn = list(_leaves(page.layout))
        letters = [_letter(item, place) for item in drawn if isinstance(item, LTChar) and not _aslant(item)]
        if len(letters) > MAX_CHARACTERS or _on_its_side(letters):
            return ()
        words = extract_words(letters, x_tolerance_ratio=0.15, y_tolerance=3)
        rulings = [ruling for item in drawn if isinstance(item, LTCurve) for ruling in _rulings(item, place, page.bbox)]
    except TEXT_ERRORS:
        return ()
    left, top = page.bbox[0], page.bbox[1]
    return to_lines((_word(word, left, top) for word in words), DPI, _tall(rulings))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a page lies in pdfminer's space, which counts upwards from the corner of the media box."""

    left: float
    top: float
    height: float

    def down(self, up: float) -> float:
        return self.height - up + self.top


def _aslant(letter: LTChar) -> bool:
    """Letters turned by neither nothing nor a quarter are a watermark, or the ring of a seal."""
    along, across = abs(letter.matrix[0]), abs(letter.matrix[1])
    return min(along, across) > ASLANT * max(along, across)


def _leaves(container: Iterable[LTItem]) -> Iterator[LTItem]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _leaves(item)
        else:
            yield item


def _letter(letter: LTChar, place: _Place) -> dict[str, Any]:
    """What pdfplumber's grouping into words looks at; its own objects carry four times as much, at the same cost."""
    top = place.down(letter.y1)
    return {
        "text": letter.get_text(),
        "x0": letter.x0 + place.left,
        "x1": letter.x1 + place.left,
        "top": top,
        "bottom": place.down(letter.y0),
        "doctop": top,
        "upright": letter.upright,
        "size": letter.size,
    }


def _on_its_side(letters: Sequence[Mapping[str, Any]]) -> bool:
    """Most letters run up or down the page; OCR turns such a page, and the layer would not fit the turned one."""
    return sum(not letter["upright"] for letter in letters) > len(letters) / 2


def _word(word: Mapping[str, Any], left: float, top: float) -> Word:
    return Word(
        text=str(word["text"]),
        left=(word["x0"] - left) * POINT,
        top=(word["top"] - top) * POINT,
        right=(word["x1"] - left) * POINT,
        bottom=(word["bottom"] - top) * POINT,
    )


def _rulings(curve: LTCurve, place: _Place, bbox: tuple[float, float, float, float]) -> Iterator[Ruling]:
    """The upright edges of a line, a rectangle or a path."""
    left, top = bbox[0] - place.left, bbox[1]
    if isinstance(curve, LTLine | LTRect):
        edges = {curve.x0, curve.x1} if isinstance(curve, LTRect) else {curve.x0}
        upright = [(x, curve.y1, curve.y0) for x in sorted(edges) if curve.y1 != curve.y0]
    else:
        upright = [(x0, max(y0, y1), min(y0, y1)) for (x0, y0), (x1, y1) in pairwise(curve.pts) if x0 == x1]
    for x, high, low in upright:
        yield Ruling(
            at=(x - left) * POINT, top=(place.down(high) - top) * POINT, bottom=(place.down(low) - top) * POINT
        )


def _tall(rulings: list[Ruling]) -> list[Ruling]:
    """Distinct lines as tall as a line of print; the outlines of glyphs and hairs of boxes are not cell borders."""
    tall = {(round(r.at), round(r.top), round(r.bottom)) for r in rulings if r.bottom - r.top >= 12}
    return [Ruling(at=at, top=top, bottom=bottom) for at, top, bottom in sorted(tall)]
