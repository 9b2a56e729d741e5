"""Which media type a file has, by its bytes alone: whatever its name or the sender's Content-Type say.

Only headers are looked at here, in plain Python; decoding untrusted bytes is the reader child's business.
"""

import io
import re
import zipfile
from contextlib import suppress
from xml.parsers import expat

from PIL import Image, UnidentifiedImageError

from ingest import headers
from ingest.limits import UploadLimits
from uplift.errors import EmptyUpload, RejectedUpload, TooLarge, UnsupportedMediaType

JPEG = "image/jpeg"
PNG = "image/png"
WEBP = "image/webp"
TIFF = "image/tiff"
HEIC = "image/heic"
PDF = "application/pdf"
OFD = "application/ofd"
XML = "application/xml"
ZIP = "application/zip"
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

ACCEPTED = (
    "JPEG, PNG, WebP, TIFF, HEIC, PDF, OFD, e-invoice XML, bank or wallet statements as CSV or Excel (.xlsx), or a zip "
    "of these"
)

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_PDF_HEADER_WITHIN = 1024  # bytes; readers accept a PDF whose header comes this late
_XML_PEEK = 65_536
_INVOICE_ROOTS = frozenset({"einvoice", "crossindustryinvoice"})  # Chinese e-invoices; Factur-X and ZUGFeRD
_EDRM = "edrm"  # part of the namespace of the 2016 and 2019 e-invoice schemas
_CSV_PEEK = 65_536  # bytes in which the header row of a statement must stand
_CSV_CELLS = re.compile(r"[,\t;|]")
_HEADER_WORDS = 3  # cells of one row that must be column names of a statement, a date and money among them
_DATE_WORD = re.compile(r"日期|时间|^date|date$|^time$", re.I)
_MONEY_WORD = re.compile(
    r"金额|发生额|收入|支出|借方|贷方|存入|支取|转入|转出|交易额|余额|amount|debit|credit|balance|deposit|withdrawal",
    re.I,
)
_OTHER_WORD = re.compile(
    r"余额|对方|对手|摘要|收.?支|借贷|收.?付|币种|币别|货币|户名|商户|商品|用途|附言|状态|流水|单号|订单|备注|类型|分类|"
    r"description|narrative|payee|reference|currency|counterparty",
    re.I,
)
_PILLOW_FORMATS = {JPEG: "JPEG", PNG: "PNG", TIFF: "TIFF"}  # plain-Python headers; no other decoder is ever tried


def identify(data: bytes) -> str:
    """The media type. Raises EmptyUpload, or UnsupportedMediaType naming what is accepted and what this looks like."""
    if not data:
        raise EmptyUpload("The file is empty: it has no bytes. Save, scan or photograph it again.")
    found = _by_magic(data) or _by_content(data)
    if found is None:
        raise UnsupportedMediaType(
            f"This file looks like {headers.looks_like(data)}, which cannot be read as evidence. Send {ACCEPTED}."
        )
    return found


def _by_magic(data: bytes) -> str | None:
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith((b"II*\x00", b"MM\x00*")):
        return TIFF
    if data[4:8] == b"ftyp" and headers.brands(data) & _HEIC_BRANDS:
        return HEIC
    return None


def _by_content(data: bytes) -> str | None:
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return PDF
    if _is_einvoice(data):
        return XML
    return CSV if _is_statement(data) else None


def _kind_of_zip(data: bytes) -> str | None:
    """OFD, XLSX, zip, or None for what else office programs write."""
    headers.check_zip_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise RejectedUpload(
            "The zip or OFD file is damaged or cut off. Save it again and send it unchanged."
        ) from error
    if "OFD.xml" in names:
        return OFD
    if "[Content_Types].xml" not in names:
        return ZIP
    return XLSX if "xl/workbook.xml" in names and "xl/vbaProject.bin" not in names else None


def _is_statement(data: bytes) -> bool:
    """Whether this is delimited text with a row that names a statement's columns: a date, money and one more."""
    return any(_names_columns(line) for line in headers.text_start(data, _CSV_PEEK).splitlines())


def _names_columns(line: str) -> bool:
    cells = [cell for part in _CSV_CELLS.split(line) if 0 < len(cell := part.strip(" \"'\u3000")) <= 30]
    cells = [cell for cell in cells if not re.search("[0-9]{2}", cell)]
    known = [cell for cell in cells if any(word.search(cell) for word in (_DATE_WORD, _MONEY_WORD, _OTHER_WORD))]
    dated, priced = (any(word.search(cell) for cell in known) for word in (_DATE_WORD, _MONEY_WORD))
    return dated and priced and len(known) >= _HEADER_WORDS


class _Stop(Exception):
    """Leaves the XML parser as soon as the first element is known."""


def _is_einvoice(data: bytes) -> bool:
    """Whether the first element is an e-invoice's. Stops there, so that nothing is ever expanded."""
    root = xml_root(data)
    if root is None:
        return False
    namespace, _, name = root.rpartition(" ")
    return name.lower() in _INVOICE_ROOTS or _EDRM in namespace.lower()


def xml_root(data: bytes) -> str | None:
    """Namespace and local name of the first element, joined by a space; None when this is no XML, or has entities."""
    found: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, _attributes: object) -> None:
        found.append(name)
        raise _Stop

    def refuse(*_declaration: object) -> None:
        raise _Stop

    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    with suppress(_Stop, expat.ExpatError, ValueError, LookupError):
        parser.Parse(data[:_XML_PEEK], False)
    return found[0] if found else None


def check_limits(data: bytes, media_type: str, limits: UploadLimits) -> None:
    """Refuse pixel bombs, endless TIFFs and swollen workbooks by their headers. Raises TooLarge or RejectedUpload."""
    if media_type == XLSX:
        headers.check_unpacked(data, limits.max_archive_bytes)
    for count, (width, height) in enumerate(_sizes(data, media_type), start=1):
        if count > limits.max_pages:
            raise TooLarge(f"The file has more than {limits.max_pages} pages. Send it in parts.")
        if width * height > limits.max_pixels:
            raise TooLarge(
                f"The picture has {width} x {height} pixels; at most {limits.max_pixels:,} in all are accepted. "
                "Take or save it smaller."
            )


def _sizes(data: bytes, media_type: str) -> headers.Sizes:
    if media_type == WEBP:
        return headers.webp_sizes(data)
    if media_type == HEIC:
        return headers.heic_sizes(data)
    return _pillow_sizes(data, media_type) if media_type in _PILLOW_FORMATS else iter(())


def _pillow_sizes(data: bytes, media_type: str) -> headers.Sizes:
    """Width and height of every frame, from headers only; the pixels are not decoded."""
    try:
        with Image.open(io.BytesIO(data), formats=[_PILLOW_FORMATS[media_type]]) as image:
            yield image.size
            while media_type == TIFF:
                image.seek(image.tell() + 1)
                yield image.size
    except Image.DecompressionBombError as error:
        raise TooLarge("The picture has far too many pixels. Take or save it smaller.") from error
    except EOFError:
        return  # the frame after the last
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, TypeError, KeyError, OverflowError) as error:
        raise RejectedUpload("The picture's header is damaged. Save or take the picture again and send it.") from error
