"""An OFD invoice (GB/T 33190): the same drawing as the PDF, with its values also as metadata and attached XML."""

import io
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import segno
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics

from bench.specimens.invoice import Invoice, draw, draw_on
from bench.specimens.invoice_xml import FP, attached_xml
from bench.specimens.numbers import chinese_day
from bench.specimens.sheet import BLACK, RED, Mark

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
FONTS = {"kai": "28", "song": "85"}
TAGS = {
    "invoice_number": "InvoiceNo", "issue_date": "IssueDate", "seller_name": "SellerName", "seller_id": "SellerTaxID",
    "buyer_name": "BuyerName", "buyer_id": "BuyerTaxID", "net_amount": "TaxExclusiveTotalAmount",
    "tax_amount": "TaxTotalAmount", "total_amount": "TaxInclusiveTotalAmount",
}  # fmt: skip
POINT = 1 / mm  # millimetres in a point


@dataclass(kw_only=True)
class OfdSheet:
    """The pens of `Sheet`, drawing OFD objects in millimetres."""

    objects: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    tagged: dict[str, str] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)

    def _id(self) -> str:
        return str(100 + len(self.objects))

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 9,
        face: str = "song",
        colour: str = BLACK,
        align: str = "left",
        bold: float = 0,
        space: float = 0,
        mark: str | tuple[str, str] | None = None,
    ) -> float:
        """Write `words` with the baseline at `y`; returns the x where they end."""
        steps = [pdfmetrics.stringWidth(char, face, size) * POINT + space for char in words]
        width, height = sum(steps), size * POINT
        left = x - {"left": 0, "centre": width / 2, "right": width}[align]
        number, deltas = self._id(), " ".join(f"{step:.3f}" for step in steps[:-1])
        code = f'<ofd:TextCode X="0" Y="{height * 0.86:.3f}" DeltaX="{deltas}">{escape(words)}</ofd:TextCode>'
        self.objects.append(
            f'<ofd:TextObject ID="{number}" Boundary="{left:.3f} {y - height * 0.86:.3f} {width:.3f} {height:.3f}" '
            f'Font="{FONTS[face]}" Size="{height:.4f}"{" Weight=" + chr(34) + "700" + chr(34) if bold else ""}>'
            f"{_colour('Fill', colour)}{code}</ofd:TextObject>"
        )
        if mark:
            name, value = mark if isinstance(mark, tuple) else (mark, words)
            self.tagged[name] = number
            self.marks.append(Mark(name=name, value=value, page=0, box=(left, y - height * 0.86, left + width, y)))
        return left + width

    def line(self, x0: float, y0: float, x1: float, y1: float, *, colour: str = BLACK, width: float = 0.6) -> None:
        """A straight rule."""
        self._path((x0, y0, x1 - x0, y1 - y0), f"M 0 0 L {x1 - x0:.3f} {y1 - y0:.3f}", colour, width)

    def box(self, x0: float, y0: float, x1: float, y1: float, *, colour: str = BLACK, width: float = 0.6) -> None:
        """A rectangle."""
        w, h = x1 - x0, y1 - y0
        self._path((x0, y0, w, h), f"M 0 0 L {w:.3f} 0 L {w:.3f} {h:.3f} L 0 {h:.3f} L 0 0", colour, width)

    def ellipse(self, x: float, y: float, rx: float, ry: float, *, colour: str = RED, width: float = 1) -> None:
        """An ellipse around a centre."""
        path = f"M 0 {ry} A {rx} {ry} 0 1 1 {2 * rx} {ry} A {rx} {ry} 0 1 1 0 {ry}"
        self._path((x - rx, y - ry, 2 * rx, 2 * ry), path, colour, width)

    def _path(self, boundary: tuple[float, float, float, float], path: str, colour: str, width: float) -> None:
        place = " ".join(f"{value:.3f}" for value in boundary)
        self.objects.append(
            f'<ofd:PathObject ID="{self._id()}" Boundary="{place}" LineWidth="{width * POINT:.3f}">'
            f"{_colour('Stroke', colour)}<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def qr(self, payload: str, x: float, y: float, side: float) -> None:
        """Place the QR as a picture resource."""
        self.codes.append(payload)
        self.objects.append(
            f'<ofd:ImageObject ID="{self._id()}" Boundary="{x} {y} {side} {side}" CTM="{side} 0 0 {side} 0 0" '
            'ResourceID="6"/>'
        )


def _colour(use: str, colour: str) -> str:
    value = " ".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return f'<ofd:{use}Color Value="{value}"/>'


def ofd_invoice(invoice: Invoice, *, rendered: Invoice | None = None) -> tuple[bytes, list[Mark]]:
    """The package and its marks. `rendered` differs from `invoice` in a file whose page was edited."""
    draw(invoice)  # registers the faces whose widths are used
    sheet = OfdSheet()
    draw_on(sheet, rendered or invoice)  # type: ignore[arg-type] # the same pens, by shape rather than by name
    return _package(_files(invoice, sheet)), sheet.marks


def _files(invoice: Invoice, sheet: OfdSheet) -> dict[str, bytes]:
    picture = io.BytesIO()
    segno.make(sheet.codes[0], error="m", boost_error=False).save(picture, kind="png", scale=6, border=2)
    texts = {
        "OFD.xml": _root(invoice),
        "Doc_0/Document.xml": (
            f'<ofd:Document {OFD}><ofd:CommonData><ofd:MaxUnitID>{100 + len(sheet.objects)}</ofd:MaxUnitID>'
            "<ofd:PageArea><ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox></ofd:PageArea>"
            "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
            '</ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
            "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
            "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags></ofd:Document>"
        ),
        "Doc_0/PublicRes.xml": (
            f'<ofd:Res {OFD} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="28" FontName="楷体" FamilyName="楷体"/>'
            '<ofd:Font ID="85" FontName="宋体" FamilyName="宋体"/></ofd:Fonts></ofd:Res>'
        ),
        "Doc_0/DocumentRes.xml": (
            f'<ofd:Res {OFD} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="6" Type="Image" Format="PNG">'
            "<ofd:MediaFile>qr.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
        ),
        "Doc_0/Pages/Page_0/Content.xml": (
            f"<ofd:Page {OFD}><ofd:Area><ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox></ofd:Area>"
            f'<ofd:Content><ofd:Layer ID="3">{"".join(sheet.objects)}</ofd:Layer></ofd:Content></ofd:Page>'
        ),
        "Doc_0/Attachs/Attachments.xml": (
            f'<ofd:Attachments {OFD}><ofd:Attachment ID="1" Name="original_invoice" Format="xml" Visible="false">'
            "<ofd:FileLoc>original_invoice.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>"
        ),
        "Doc_0/Tags/CustomTags.xml": (
            f'<ofd:CustomTags {OFD}><ofd:CustomTag TypeID="fp"><ofd:FileLoc>CustomTag.xml</ofd:FileLoc>'
            "</ofd:CustomTag></ofd:CustomTags>"
        ),
        "Doc_0/Tags/CustomTag.xml": _tags(sheet),
    }  # fmt: skip
    files = {name: (HEAD + text).encode() for name, text in texts.items()}
    return files | {
        "Doc_0/Attachs/original_invoice.xml": attached_xml(invoice),
        "Doc_0/Res/qr.png": picture.getvalue(),
    }


def _root(invoice: Invoice) -> str:
    values = {
        "发票号码": invoice.number, "开票日期": chinese_day(invoice.day), "合计金额": f"{invoice.net:.2f}",
        "合计税额": f"{invoice.tax:.2f}", "价税合计": f"{invoice.total:.2f}", "购买方纳税人识别号": invoice.buyer.uscc,
        "销售方纳税人识别号": invoice.seller.uscc,
    }  # fmt: skip
    data = "".join(f'<ofd:CustomData Name="{name}">{value}</ofd:CustomData>' for name, value in values.items())
    return (
        f'<ofd:OFD {OFD} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:DocID>{int(invoice.number):032x}</ofd:DocID><ofd:CreationDate>{invoice.day.isoformat()}</ofd:CreationDate>"
        f"<ofd:CustomDatas>{data}</ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>"
    )


def _tags(sheet: OfdSheet) -> str:
    rows = "".join(
        f'<fp:{tag}><ofd:ObjectRef PageRef="1">{sheet.tagged[name]}</ofd:ObjectRef></fp:{tag}>'
        for name, tag in TAGS.items()
    )
    return f'<fp:eInvoice xmlns:fp="{FP}" {OFD} Version="1.0">{rows}</fp:eInvoice>'


def _package(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
