"""Bytes → Document: the most trusted words of every page, placed on its raster.

Order of trust: XML or OFD data, then a plausible text layer, then QR codes, then OCR of the pixels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors import einvoice_xml, facturx, image, ofd, ofd_render, pdf_text
from extractors.capture import SENTENCES, UNREADABLE, Fault, faults
from extractors.engines import Engines
from extractors.layout import Word, to_lines
from extractors.limits import ReadLimits
from extractors.ocr_page import OcrPage, read_page
from extractors.ofd_objects import OfdText
from extractors.page import Document, Page, PhotoScores, QrCode, Raster, TextLine
from extractors.plausible import plausible_layer, seen_lines
from extractors.qr import read_qr_codes
from extractors.spreadsheet import read_csv
from extractors.spreadsheet_page import draw_table
from extractors.spreadsheet_xlsx import read_xlsx
from uplift.errors import UnreadableFile
from uplift.types import TextSource

PHOTO_DPI = 72  # nominal: a photo has no true scale
XML_TYPES = frozenset({"application/xml", "text/xml"})
OFD_TYPES = frozenset({"application/ofd", "application/vnd.ofd", "application/x-ofd"})
CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLE_TYPES = frozenset({CSV, XLSX})
PAPER_SCORE = 0.35  # the photo network's "document" above which a picture is read at full effort
PAPER_LINES = 8  # lines of text that make a picture worth looking for a QR code
INVOICE_LABELS = ("发票号码", "发票代码")
PAPER_CERTAIN = 0.9  # the same, above which a picture without a line of text is a paper that cannot be read


def open_document(data: bytes, media_type: str, engines: Engines, limits: ReadLimits) -> Document:
    """Open a file of an accepted media type.

    Raises:
        UnreadableFile: the bytes cannot be opened; the message tells the merchant why and what to do.
    """
    if not data:
        raise UnreadableFile("The file is empty. Please upload it again.")
    if media_type == "application/pdf":
        return _from_pdf(data, engines, limits)
    if media_type in OFD_TYPES:
        return _from_ofd(data, limits)
    if media_type in XML_TYPES:
        return _from_xml(data, media_type)
    if media_type in TABLE_TYPES:
        return _from_table(data, media_type, limits)
    return _from_picture(data, media_type, engines, limits)


def _from_pdf(data: bytes, engines: Engines, limits: ReadLimits) -> Document:
    pdf = pdf_text.read_pdf(data, limits)
    pages = tuple(_pdf_page(page, index, engines) for index, page in enumerate(pdf.pages, limits.first_page))
    structured, rows = _facturx(pdf.attachments.values())
    return Document(
        media_type="application/pdf",
        page_count=pdf.page_count,
        pages=pages,
        data=structured,
        data_rows=rows,
        data_source=TextSource.XML if structured else TextSource.NONE,
        metadata=pdf.metadata,
        qr_codes=_codes(pages),
        perceptual_hash=_hash(pages),
        warnings=_unread_pages(pdf.page_count, pages) + _faults(pages, photographed=False),
    )


def _pdf_page(page: pdf_text.PdfPage, index: int, engines: Engines) -> Page:
    lines = () if page.unseen else seen_lines(page.lines, page.raster)
    if plausible_layer(lines, page.raster):
        return _page(index, page.raster, TextSource.TEXT_LAYER, lines, pdf_text.DPI)
    return _ocr_page(index, read_page(page.raster, engines.ocr, pdf_text.DPI), pdf_text.DPI)


def _facturx(attachments: Iterable[bytes]) -> tuple[dict[str, str], einvoice_xml.Rows]:
    for attachment in attachments:
        found, rows = facturx.read_attached(attachment)
        if found:
            return dict(found), rows
    return {}, ()


def _from_ofd(data: bytes, limits: ReadLimits) -> Document:
    package = ofd.read_ofd(data, limits)
    pages = tuple(_ofd_page(page, index) for index, page in enumerate(package.pages, limits.first_page))
    return Document(
        media_type="application/ofd",
        page_count=package.page_count,
        pages=pages,
        data=package.data,
        data_rows=package.rows,
        data_source=TextSource.OFD if package.data else TextSource.NONE,
        page_data=package.page_data,
        metadata=package.metadata,
        qr_codes=_codes(pages),
        perceptual_hash=_hash(pages),
        warnings=_unread_pages(package.page_count, pages),
    )


def _ofd_page(page: ofd.OfdPage, index: int) -> Page:
    lines = to_lines((_ofd_word(text) for text in page.texts), pdf_text.DPI)
    return _page(index, ofd_render.render(page, pdf_text.DPI), TextSource.OFD, lines, pdf_text.DPI)


def _ofd_word(text: OfdText) -> Word:
    scale = pdf_text.DPI / 25.4
    return Word(
        text=text.text.strip(),
        left=text.left * scale,
        top=text.top * scale,
        right=text.right * scale,
        bottom=text.bottom * scale,
    )


def _from_xml(data: bytes, media_type: str) -> Document:
    root = einvoice_xml.parse_xml(data)
    if einvoice_xml.is_einvoice(root):
        found, rows = einvoice_xml.read_einvoice(root)
    else:
        foreign, rows = facturx.read_facturx(data)
        found = dict(foreign)
    return Document(
        media_type=media_type,
        page_count=1,
        pages=(),
        data=found,
        data_rows=rows,
        data_source=TextSource.XML if found else TextSource.NONE,
    )


def _from_table(data: bytes, media_type: str, limits: ReadLimits) -> Document:
    sheets = read_xlsx(data, limits) if media_type == XLSX else (read_csv(data),)
    drawn = [draw_table(cells, index) for index, cells in enumerate(sheets)]
    # no perceptual hash: drawn tables of two months look alike
    return Document(
        media_type=media_type,
        page_count=len(sheets),
        pages=tuple(page for page, _ in drawn),
        data_source=TextSource.TABLE,
        tables=tuple(table for _, table in drawn),
    )


def _from_picture(data: bytes, media_type: str, engines: Engines, limits: ReadLimits) -> Document:
    picture = image.decode(data, media_type, limits)
    # several frames are a fax or a scan, never a photo of things
    single = picture.rasters[0] if picture.frame_count == 1 and picture.rasters else None
    photo = engines.photo_model(single) if engines.photo_model and single is not None else None
    pages = tuple(
        _picture_page(raster, index, engines, photo) for index, raster in enumerate(picture.rasters, limits.first_page)
    )
    papers = [page for page in pages if len(page.lines) >= PAPER_LINES or _is_paper(photo)]
    _refuse_unreadable(pages, photo)
    return Document(
        media_type=media_type,
        page_count=picture.frame_count,
        pages=pages,
        metadata=picture.metadata,
        qr_codes=_codes(papers),
        photo=photo,
        perceptual_hash=_hash(pages),
        warnings=_unread_pages(picture.frame_count, pages) + _faults(papers, photographed=True),
    )


def _refuse_unreadable(pages: Sequence[Page], photo: PhotoScores | None) -> None:
    """A paper on which no line can be read is sent back with the reason; other pictures may well have no text."""
    certain = photo is not None and photo.document >= PAPER_CERTAIN
    if not certain or any(page.lines for page in pages):
        return
    found = [fault for page in pages for fault in _faults_of(page, photographed=True) if fault in UNREADABLE]
    raise UnreadableFile(UNREADABLE[found[0] if found else Fault.BLURRED])


def _picture_page(raster: Raster, index: int, engines: Engines, photo: PhotoScores | None) -> Page:
    return _ocr_page(index, read_page(raster, engines.ocr, PHOTO_DPI, turned=_is_paper(photo)), PHOTO_DPI)


def _is_paper(photo: PhotoScores | None) -> bool:
    return photo is None or photo.document >= PAPER_SCORE


def _faults(pages: Iterable[Page], *, photographed: bool) -> tuple[str, ...]:
    """A sentence for each fault of the pages that were read by OCR."""
    found = [fault for page in pages for fault in _faults_of(page, photographed=photographed)]
    return tuple(SENTENCES[fault] for fault in dict.fromkeys(found))


def _faults_of(page: Page, *, photographed: bool) -> tuple[Fault, ...]:
    if page.raster is None or page.source not in {TextSource.OCR, TextSource.NONE}:
        return ()
    if not photographed and not page.lines:
        return ()  # an empty page of a PDF is empty, not dark or blurred
    return faults(page.raster, page.lines, photographed=photographed)


def _ocr_page(index: int, read: OcrPage, dpi: int) -> Page:
    page = _page(index, read.raster, TextSource.OCR if read.lines else TextSource.NONE, read.lines, dpi)
    return replace(page, moved=read.moved)


def _page(index: int, raster: Raster, source: TextSource, lines: tuple[TextLine, ...], dpi: int) -> Page:
    height, width = raster.shape[:2]
    return Page(index=index, width=width, height=height, dpi=dpi, source=source, lines=lines, raster=raster)


def _codes(pages: Sequence[Page]) -> tuple[QrCode, ...]:
    return tuple(
        code
        for page in pages
        if page.raster is not None
        for code in read_qr_codes(page.raster, page.index, page.dpi, photographed=_invoice_photo(page))
    )


def _invoice_photo(page: Page) -> bool:
    """Only invoices carry codes that are read further, so only they are worth a second, slower look for one."""
    return page.source is TextSource.OCR and any(label in page.text for label in INVOICE_LABELS)


def _hash(pages: Sequence[Page]) -> str | None:
    raster = pages[0].raster if pages else None
    return None if raster is None else image.perceptual_hash(raster)


def _unread_pages(page_count: int, pages: Sequence[Page]) -> tuple[str, ...]:
    if page_count <= len(pages):
        return ()
    if not pages:
        return (f"None of the chosen pages was read: the file has {page_count}.",)
    first, last = pages[0].index + 1, pages[-1].index + 1
    if first == 1:
        return (f"Only the first {last} of {page_count} pages were read.",)
    return (f"Only pages {first} to {last} of {page_count} were read.",)
