"""Reading a few header bytes of formats whose own libraries would run native code on untrusted bytes."""

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import TypeAlias

from uplift.errors import TooLarge

Sizes: TypeAlias = Iterator[tuple[int, int]]

MAX_ZIP_DIRECTORY_BYTES = 1_000_000  # a directory of a hundred members takes about 10 kB
_END_OF_ZIP = b"PK\x05\x06"
_FTYP_BYTES = 64
_ISPE_WITHIN = 1_048_576

_OTHERS = (
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file (save a statement as .xlsx or CSV, a text as PDF)"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF text"),
    (b"SQLite format 3", "a database"),
)


def brands(data: bytes) -> set[bytes]:
    """Major and compatible brands of an ISO media file."""
    length = min(int.from_bytes(data[:4], "big"), _FTYP_BYTES, len(data))
    return {data[8:12], *(data[start : start + 4] for start in range(16, length - 3, 4))}


def looks_like(data: bytes) -> str:
    """What a refused file seems to be, in words for the sender."""
    if data[4:8] == b"ftyp":
        return "a video or an AVIF picture"
    for magic, words in _OTHERS:
        if data.startswith(magic):
            return words
    if data.startswith(b"PK\x03\x04"):
        return _office_file(data)
    return _text_or_not(data[:4096])


def _text_or_not(start: bytes) -> str:
    if b"\x00" in start:
        return "none of the known formats"
    lowered = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if lowered.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    if b"<svg" in lowered:
        return "an SVG drawing"
    if lowered.startswith(b"<"):
        return "an XML file that is no e-invoice"
    if b"," in start or b"\t" in start:
        return (
            "a table (CSV) or plain text whose columns are not those of a bank or wallet statement (a date, an amount, "
            "a balance or the other party)"
        )
    return "plain text or none of the known formats"


def _office_file(data: bytes) -> str:
    """What an office file that is no plain workbook seems to be."""
    names = zip_names(data)
    if "xl/vbaProject.bin" in names:
        return "an Excel workbook with macros (save it as .xlsx without them)"
    if any(name.startswith("xl/") for name in names):
        return "a binary Excel workbook (save it as .xlsx)"
    if any(name.startswith("word/") for name in names):
        return "a Word file (save it as PDF)"
    return "a PowerPoint file (save it as PDF)" if any(n.startswith("ppt/") for n in names) else "an office file"


def zip_names(data: bytes) -> frozenset[str]:
    """Names of a zip's members; none when its directory cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError):
        return frozenset()


def check_unpacked(data: bytes, most: int) -> None:
    """Refuse a container that says it unpacks to more than `most` bytes. Raises TooLarge."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > most:
        raise TooLarge(f"The workbook would unpack to {size:,} bytes, which is too much. Export only the transactions.")


def text_start(data: bytes, size: int) -> str:
    """The first `size` bytes as text (UTF-8, UTF-16 with a mark, GBK), whole lines only; "" when they are no text."""
    start = data[:size] if len(data) <= size else data[:size].rpartition(b"\n")[0]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start[: len(start) // 2 * 2].decode("utf-16", "replace")
    if b"\x00" in start:
        return ""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return start.decode(encoding)
        except UnicodeError:
            continue
    return ""


def webp_sizes(data: bytes) -> Sizes:
    """Canvas size of a WebP; nothing when the header is of no known form (the reader will say so)."""
    chunk = data[12:16]
    if chunk == b"VP8X" and len(data) >= 30:
        yield int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    elif chunk == b"VP8L" and len(data) >= 25:
        bits = int.from_bytes(data[21:25], "little")
        yield (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif chunk == b"VP8 " and len(data) >= 30:
        width, height = struct.unpack("<HH", data[26:30])
        yield width & 0x3FFF, height & 0x3FFF


def heic_sizes(data: bytes) -> Sizes:
    """The largest size any image of a HEIC file declares in its `ispe` properties."""
    head, sizes, at = data[:_ISPE_WITHIN], [(0, 0)], 0
    while (at := head.find(b"ispe", at)) >= 0 and len(head) >= at + 16:
        width, height = struct.unpack(">II", head[at + 8 : at + 16])
        sizes.append((width, height))
        at += 4
    yield max(sizes, key=lambda size: size[0] * size[1])


def check_zip_directory(data: bytes) -> None:
    """Refuse a zip whose directory alone would fill the memory. Raises TooLarge."""
    at = data.rfind(_END_OF_ZIP)
    if at >= 0 and len(data) >= at + 16:
        (directory_bytes,) = struct.unpack("<I", data[at + 12 : at + 16])
        if directory_bytes > MAX_ZIP_DIRECTORY_BYTES:
            raise TooLarge("The zip lists far too many files. Send fewer at a time.")
