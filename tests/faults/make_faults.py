"""Draws the bad files of tests/faults/files again: seeded, the same bytes every time.

Usage: python -m tests.faults.make_faults   (from the repository root)
"""

import io
import struct
import zipfile
import zlib
from datetime import date
from decimal import Decimal
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from bench.specimens import invoice
from bench.specimens.letter import letter, portrait
from bench.specimens.ofd import ofd_invoice
from bench.specimens.parties import GROCER, TRADER
from bench.specimens.sheet import Sheet, jpeg, rasterise

FOLDER = Path(__file__).parent / "files"
EPOCH = (2026, 1, 1, 0, 0, 0)


def paper(net: str = "18936.00") -> invoice.Invoice:
    """An ordinary invoice, to be spoiled."""
    goods = invoice.Goods(name="*谷物加工品*大米", unit="袋", net=Decimal(net), rate=Decimal("0.09"))
    return invoice.Invoice(
        number="26322000000599900017",
        day=date(2026, 11, 2),
        seller=TRADER,
        buyer=GROCER,
        goods=(goods,),
        drawer="顾雅琴",
    )


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip with fixed times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def zip_bomb() -> bytes:
    """Ten members of twelve megabytes of zeros in a few kilobytes."""
    return zipped({f"invoice-{index}.pdf": bytes(12_000_000) for index in range(10)})


def zip_in_zip() -> bytes:
    """A zip whose only member is a zip."""
    return zipped({"papers.zip": zipped({"letter.pdf": letter().pdf()})})


def path_traversal_zip() -> bytes:
    """Members that would climb out of a folder if their names were believed."""
    return zipped({"../../etc/cron.d/evil.pdf": letter().pdf(), "/root/.ssh/authorized_keys": b"ssh-ed25519 AAAA\n"})


def ofd_bomb() -> bytes:
    """An OFD whose page content unpacks to 150 megabytes."""
    members = {"OFD.xml": b"<OFD/>", "Doc_0/Pages/Page_0/Content.xml": b"<Page>" + b" " * 150_000_000}
    return zipped(members)


def pixel_bomb_png() -> bytes:
    """20,000 x 20,000 white pixels in fifty kilobytes."""
    side = 20_000
    packer = zlib.compressobj(9)
    row = b"\x00" + b"\xff" * (side // 8)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def truncated_jpeg() -> bytes:
    """A photo whose upload stopped halfway."""
    whole = jpeg(portrait(3), 80)
    return whole[: len(whole) // 2]


def headless_jpeg() -> bytes:
    """The JPEG magic and then noise."""
    return b"\xff\xd8\xff\xe0" + bytes((index * 73 + 41) % 256 for index in range(4000))


def encrypted_pdf() -> bytes:
    """A PDF that opens only with a password."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, encrypt=StandardEncryption("secret", "owner", canPrint=0, strength=128))
    canvas.drawString(72, 720, "This page needs a password.")
    canvas.save()
    return out.getvalue()


def many_pages_pdf() -> bytes:
    """Five hundred pages in a small file."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    for index in range(500):
        canvas.drawString(72, 720, f"Page {index + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def broken_xref_pdf() -> bytes:
    """A PDF cut off before its cross-reference table."""
    whole = letter().pdf()
    return whole[: len(whole) * 2 // 5]


def garbled_text_pdf() -> bytes:
    """A readable invoice on the page over a text layer of wrong letters, as bad converters leave it."""
    drawn = invoice.draw(paper())
    picture = rasterise(drawn.pdf(), 150).quantize(16).convert("RGB")
    sheet = Sheet(width=210, height=140, day=date(2026, 11, 2), title="invoice")
    sheet.picture(picture.convert("RGBA"), 105, 70, 210)
    layer = sheet.canvas.beginText(20, 300)
    layer.setFont("Helvetica", 8)
    layer.setTextRenderMode(3)
    for index in range(30):
        layer.textLine("".join(chr(0xA1 + (index * 37 + step * 11) % 90) for step in range(60)))
    sheet.canvas.drawText(layer)
    return sheet.pdf()


def polyglot() -> bytes:
    """A JPEG to a viewer, a zip to an unpacker."""
    return jpeg(portrait(5), 60) + zipped({"letter.pdf": letter().pdf()[:2000]})


def html_as_pdf() -> bytes:
    """A page of a web site with a PDF's name."""
    return b"<!DOCTYPE html><html><body><script>alert(1)</script><p>invoice</p></body></html>\n"


def entity_bomb_xml() -> bytes:
    """The billion laughs in an invoice's root."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE EInvoice [<!ENTITY e0 "lol">{levels}]>'
    return f"{head}<EInvoice><Header><EIid>&e9;</EIid></Header></EInvoice>".encode()


def external_entity_xml() -> bytes:
    """An invoice that asks for a file of this machine."""
    head = '<?xml version="1.0"?><!DOCTYPE EInvoice [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return f"{head}<EInvoice><SellerName>&x;</SellerName></EInvoice>".encode()


def ofd_edited_page() -> bytes:
    """An OFD whose page shows another amount than its data: readable, and a sign of forgery."""
    return ofd_invoice(paper(), rendered=paper("98936.00"))[0]


FILES = {
    "empty.pdf": bytes,
    "zip_bomb.zip": zip_bomb,
    "zip_in_zip.zip": zip_in_zip,
    "path_traversal.zip": path_traversal_zip,
    "ofd_bomb.ofd": ofd_bomb,
    "ofd_edited_page.ofd": ofd_edited_page,
    "pixel_bomb.png": pixel_bomb_png,
    "truncated.jpg": truncated_jpeg,
    "headless.jpg": headless_jpeg,
    "encrypted.pdf": encrypted_pdf,
    "many_pages.pdf": many_pages_pdf,
    "broken_xref.pdf": broken_xref_pdf,
    "garbled_text.pdf": garbled_text_pdf,
    "polyglot.jpg": polyglot,
    "html.pdf": html_as_pdf,
    "entity_bomb.xml": entity_bomb_xml,
    "external_entity.xml": external_entity_xml,
}


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(exist_ok=True)
    for name, make in FILES.items():
        (FOLDER / name).write_bytes(make())


if __name__ == "__main__":
    main()
