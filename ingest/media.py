"""Which media type a file has, by its bytes alone: whatever its name or the sender's Content-Type say.

Only headers are looked at here, in plain Python; decoding untrusted bytes is the reader child's business.
"""

import io
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

ACCEPTED = "JPEG, PNG, WebP, TIFF, HEIC, PDF, OFD, e-invoice XML, or a zip of these"

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_PDF_HEADER_WITHIN = 1024  # bytes; readers accept a PDF whose header comes this late
_XML_PEEK = 65_536
_INVOICE_ROOTS = frozenset({"einvoice", "crossindustryinvoice"})  # Chinese e-invoices; Factur-X and ZUGFeRD
_EDRM = "edrm"  # part of the namespace of the 2016 and 2019 e-invoice schemas
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
    return XML if _is_einvoice(data) else None


def _kind_of_zip(data: bytes) -> str | None:
    """OFD, zip, or None for what office programs write."""
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
    return None if "[Content_Types].xml" in names else ZIP


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
    """Refuse pixel bombs and endless TIFFs by their headers alone. Raises TooLarge or RejectedUpload."""
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
