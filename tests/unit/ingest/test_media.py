import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from specimens import EDRM, PDF, XML, heic, ofd, picture, tiff, zipped

from ingest import media
from ingest.limits import FixedLimits
from uplift.errors import EmptyUpload, RejectedUpload, TooLarge, UnsupportedMediaType
from uplift.settings import Settings

LIMITS = FixedLimits()
STATEMENT = '账户明细\n\n交易日期,摘要,收入金额(元),支出金额(元),"余额"\n20260105,转账,"1,200.00",,"3,400.00"\n'
WORKBOOK = zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<a/>"})
KNOWN = [
    (picture("JPEG"), media.JPEG),
    (picture("PNG"), media.PNG),
    (picture("WEBP"), media.WEBP),
    (picture("WEBP", lossless=True), media.WEBP),
    (tiff(2), media.TIFF),
    (heic(), media.HEIC),
    (heic(brand=b"mif1"), media.HEIC),
    (PDF, media.PDF),
    (b"\r\n" * 200 + PDF, media.PDF),
    (ofd(), media.OFD),
    (XML, media.XML),
    (b"\xef\xbb\xbf" + XML, media.XML),
    (EDRM, media.XML),
    ("<?xml version='1.0' encoding='UTF-16'?><EInvoice/>".encode("utf-16"), media.XML),
    (zipped({"a.jpg": picture("JPEG")}), media.ZIP),
    (WORKBOOK, media.XLSX),
    (STATEMENT.encode(), media.CSV),
    (b"\xef\xbb\xbf" + STATEMENT.encode(), media.CSV),
    (STATEMENT.encode("gbk"), media.CSV),
    (STATEMENT.encode("utf-16"), media.CSV),
    (STATEMENT.replace(",", "\t").encode(), media.CSV),
    (("说明,不得涂改\n" * 2000 + STATEMENT).encode(), media.CSV),
    ((b"Date,Description,Debit,Credit,Balance\n2026-01-01,rent,5,,10\n"), media.CSV),
]
REFUSED = [
    (picture("GIF"), "GIF"),
    (picture("BMP"), "BMP"),
    (zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), "a Word file (save it as PDF)"),
    (zipped({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}), "PowerPoint"),
    (zipped({"[Content_Types].xml": "<a/>", "xl/workbook.bin": "x"}), "binary Excel workbook"),
    (zipped({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>", "xl/vbaProject.bin": "x"}), "with macros"),
    (b"\xd0\xcf\x11\xe0" + bytes(100), "old Word or Excel"),
    ("日期,金额\n2026-01-01,5\n".encode(), "CSV"),
    ("日期,金额\n2026-01-01,5\n".encode("gbk"), "CSV"),
    ("姓名,电话,地址\n甲,1380001,路\n".encode(), "not those of a bank or wallet statement"),
    (b"date: today\namount: 5\nbalance: 7\n", "plain text"),
    (STATEMENT.encode()[:40] + b"\x00" + STATEMENT.encode()[40:], "none of the known formats"),
    (b"<!DOCTYPE html><html></html>", "web page"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
    (b"<note><to>a</to></note>", "XML file that is no e-invoice"),
    (heic(brand=b"avif")[:20].replace(b"mif1", b"avif"), "AVIF"),
    (b"MZ" + bytes(64), "Windows program"),
    (b"Rar!\x1a\x07", "RAR"),
    (bytes(100), "none of the known formats"),
    (b"hello", "plain text"),
]


@pytest.mark.parametrize(("data", "found"), KNOWN)
def test_each_accepted_format_is_known_by_its_bytes(data, found):
    assert media.identify(data) == found
    media.check_limits(data, found, LIMITS)


@pytest.mark.parametrize(("data", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_anything_else_is_refused_naming_what_it_looks_like_and_what_is_accepted(data, words):
    with pytest.raises(UnsupportedMediaType) as refused:
        media.identify(data)
    assert words in str(refused.value)
    assert media.ACCEPTED in str(refused.value)
    assert refused.value.http_status == 415


def test_an_empty_file_is_refused_as_empty():
    with pytest.raises(EmptyUpload):
        media.identify(b"")


def test_a_zip_that_is_cut_off_is_refused_as_damaged():
    with pytest.raises(RejectedUpload, match="damaged or cut off"):
        media.identify(zipped({"a.jpg": picture("JPEG")})[:60])


@pytest.mark.parametrize(
    "hostile",
    [
        b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><EInvoice>&b;</EInvoice>',
        b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><EInvoice>&x;</EInvoice>',
    ],
)
def test_xml_that_declares_entities_is_refused(hostile):
    with pytest.raises(UnsupportedMediaType):
        media.identify(hostile)


def test_the_xml_peek_ends_early_on_a_huge_file():
    started = time.perf_counter()
    assert media.identify(XML[:-11] + b"<a/>" * 4_000_000 + b"</EInvoice>") == media.XML
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_with_too_many_pixels_is_refused_by_its_header(format_):
    data = picture(format_, (400, 300))
    small = FixedLimits(max_pixels=400 * 300 - 1)
    with pytest.raises(TooLarge, match="400 x 300"):
        media.check_limits(data, media.identify(data), small)
    media.check_limits(data, media.identify(data), FixedLimits(max_pixels=400 * 300))


@pytest.mark.parametrize("lossless", [True, False])
def test_webp_sizes_are_read_from_every_kind_of_header(lossless):
    data = picture("WEBP", (333, 77), lossless=lossless)
    with pytest.raises(TooLarge, match="333 x 77"):
        media.check_limits(data, media.WEBP, FixedLimits(max_pixels=1))


def test_an_animated_webps_canvas_is_read():
    data = picture("WEBP", (50, 40), save_all=True, append_images=[Image.new("RGB", (50, 40), "red")])
    with pytest.raises(TooLarge, match="50 x 40"):
        media.check_limits(data, media.WEBP, FixedLimits(max_pixels=1))


def test_a_heic_bomb_is_refused_by_its_declared_size():
    with pytest.raises(TooLarge, match="60000 x 60000"):
        media.check_limits(heic(60_000, 60_000), media.HEIC, LIMITS)


def test_a_png_that_claims_billions_of_pixels_is_refused_without_decoding():
    data = bytearray(picture("PNG"))
    data[16:24] = (90_000).to_bytes(4, "big") * 2
    with pytest.raises((TooLarge, RejectedUpload)):
        media.check_limits(bytes(data), media.PNG, LIMITS)


def test_a_workbook_that_would_unpack_to_too_much_is_refused_unread():
    data = zipped(
        {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": "0" * 9000}
    )
    with pytest.raises(TooLarge, match=r"unpack to 9,0\d\d bytes"):
        media.check_limits(data, media.identify(data), FixedLimits(max_archive_bytes=9000))
    media.check_limits(data, media.XLSX, LIMITS)


def test_a_table_whose_names_come_only_after_a_long_text_is_refused():
    with pytest.raises(UnsupportedMediaType, match="statement"):
        media.identify(("不得涂改,说明\n" * 6000 + STATEMENT).encode())


def test_a_tiff_with_too_many_pages_is_refused():
    with pytest.raises(TooLarge, match="more than 3 pages"):
        media.check_limits(tiff(4), media.TIFF, FixedLimits(max_pages=3))
    media.check_limits(tiff(3), media.TIFF, FixedLimits(max_pages=3))


def test_a_picture_with_a_broken_header_is_refused_with_a_sentence():
    with pytest.raises(RejectedUpload, match="header is damaged"):
        media.check_limits(b"\xff\xd8\xff" + bytes(50), media.JPEG, LIMITS)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow tells of the damage we made
@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.sampled_from([data for data, _ in KNOWN]), st.data())
def test_damaged_bytes_are_accepted_or_refused_but_never_crash_the_door(data, draw):
    start = draw.draw(st.integers(0, len(data)))
    damaged = data[:start] + draw.draw(st.binary(max_size=30)) + data[start + draw.draw(st.integers(0, 40)) :]
    assert isinstance(answer(damaged), str | RejectedUpload)  # and no other error


def answer(data):
    try:
        media_type = media.identify(data)
        media.check_limits(data, media_type, LIMITS)
    except RejectedUpload as refused:
        return refused
    return media_type


def test_the_settings_are_limits():
    fields = set(FixedLimits.__slots__)
    assert fields <= set(Settings.model_fields)
    assert {name: getattr(FixedLimits(), name) for name in fields} == {
        name: Settings.model_fields[name].default for name in fields
    }
