"""The smallest files of each format, made by the libraries that write them."""

import io
import struct
import zipfile

from PIL import Image

XML = b'<?xml version="1.0" encoding="UTF-8"?><EInvoice><Header><EIid>1</EIid></Header></EInvoice>'
EDRM = b'<x:root xmlns:x="http://www.edrm.org.cn/schema/e-invoice/2019"><x:a/></x:root>'
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def picture(format_, size=(8, 6), **options):
    buffer = io.BytesIO()
    Image.new("RGB", size, "white").save(buffer, format_, **options)
    return buffer.getvalue()


def tiff(pages):
    return picture("TIFF", save_all=True, append_images=[Image.new("RGB", (4, 4)) for _ in range(pages - 1)])


def heic(width=8, height=6, brand=b"heic"):
    ftyp = struct.pack(">I", 24) + b"ftyp" + brand + bytes(4) + b"mif1" + brand
    ispe = struct.pack(">I", 20) + b"ispe" + bytes(4) + struct.pack(">II", width, height)
    return ftyp + struct.pack(">I", 8 + len(ispe)) + b"meta" + ispe


def zipped(members, **options):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data, **options)
    return buffer.getvalue()


def ofd():
    return zipped({"OFD.xml": "<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'/>", "Doc_0/Document.xml": "<a/>"})
