"""One sheet of paper drawn as PDF in millimetres from the top left, remembering where each field was put."""

import io
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import segno
from PIL import Image, ImageOps
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader, TimeStamp
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

# Debian's fonts-arphic-ukai, fonts-arphic-uming and fonts-wqy-microhei: brush, print and plain (hei) faces with
# TrueType outlines that PDF can embed
FONTS = Path("/usr/share/fonts/truetype")
FACES = {
    "kai": FONTS / "arphic" / "ukai.ttc",
    "song": FONTS / "arphic" / "uming.ttc",
    "hei": FONTS / "wqy" / "wqy-microhei.ttc",
}
BLACK, BROWN, RED = "#101010", "#8A4B1F", "#D7261E"
NOTICE = "Synthetic specimen with invented names; not a real document"


@dataclass(kw_only=True)
class Mark:
    """Where one true value stands: page, box in millimetres, and the value as the catalogue writes it."""

    name: str
    value: str
    page: int
    box: tuple[float, float, float, float]


@dataclass(kw_only=True)
class Sheet:
    """A PDF being drawn. Deterministic: same calls, same bytes."""

    width: float
    height: float
    day: date
    title: str
    producer: str = "ReportLab"
    marks: list[Mark] = field(default_factory=list)
    page: int = 0

    def __post_init__(self) -> None:
        """Open the canvas with a creation time that belongs to the paper."""
        for name, path in FACES.items():
            if name not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(TTFont(name, str(path), subfontIndex=0))
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(self.width * mm, self.height * mm), invariant=1)
        self.canvas._doc._timeStamp = _stamp(self.day)
        self.canvas.setTitle(self.title)
        self.canvas.setSubject(NOTICE)
        self.canvas.setProducer(self.producer)

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
        """Write `words` with its baseline at `y`; returns the x where they end. `mark` names the field they hold."""
        width = (pdfmetrics.stringWidth(words, face, size) + space * mm * max(len(words) - 1, 0)) / mm
        left = x - {"left": 0, "centre": width / 2, "right": width}[align]
        pen = self.canvas.beginText(left * mm, (self.height - y) * mm)
        pen.setFont(face, size)
        pen.setCharSpace(space * mm)
        pen.setFillColor(HexColor(colour))
        if bold:
            pen.setTextRenderMode(2)
            self.canvas.setStrokeColor(HexColor(colour))
            self.canvas.setLineWidth(bold)
        pen.textOut(words)
        pen.setTextRenderMode(0)
        pen.setCharSpace(0)
        self.canvas.drawText(pen)
        if mark:
            name, value = mark if isinstance(mark, tuple) else (mark, words)
            self.remember(name, value, (left, y - size * 0.31, left + width, y + size * 0.06))
        return left + width

    def remember(self, name: str, value: str, box: tuple[float, float, float, float]) -> None:
        """Note that the field `name` stands in `box` (millimetres)."""
        self.marks.append(Mark(name=name, value=value, page=self.page, box=box))

    def line(self, x0: float, y0: float, x1: float, y1: float, *, colour: str = BLACK, width: float = 0.6) -> None:
        """A straight rule."""
        self.canvas.setStrokeColor(HexColor(colour))
        self.canvas.setLineWidth(width)
        self.canvas.line(x0 * mm, (self.height - y0) * mm, x1 * mm, (self.height - y1) * mm)

    def box(
        self, x0: float, y0: float, x1: float, y1: float, *, colour: str | None = BLACK, width: float = 0.6,
        fill: str | None = None, radius: float = 0,
    ) -> None:  # fmt: skip
        """A rectangle."""
        self.canvas.setLineWidth(width)
        self.canvas.setStrokeColor(HexColor(colour or BLACK))
        self.canvas.setFillColor(HexColor(fill or "#FFFFFF"))
        place = (x0 * mm, (self.height - y1) * mm, (x1 - x0) * mm, (y1 - y0) * mm)
        self.canvas.roundRect(*place, radius * mm, stroke=int(bool(colour)), fill=int(bool(fill)))

    def ellipse(self, x: float, y: float, rx: float, ry: float, *, colour: str = RED, width: float = 1) -> None:
        """An ellipse around a centre."""
        self.canvas.setStrokeColor(HexColor(colour))
        self.canvas.setLineWidth(width)
        middle = self.height - y
        self.canvas.ellipse((x - rx) * mm, (middle - ry) * mm, (x + rx) * mm, (middle + ry) * mm)

    def picture(self, image: Image.Image, x: float, y: float, width: float, *, turn: float = 0) -> None:
        """Place an RGBA picture with its centre at x, y."""
        height = width * image.height / image.width
        self.canvas.saveState()
        self.canvas.translate(x * mm, (self.height - y) * mm)
        self.canvas.rotate(turn)
        place = (-width / 2 * mm, -height / 2 * mm, width * mm, height * mm)
        self.canvas.drawImage(ImageReader(image), *place, mask="auto")
        self.canvas.restoreState()

    def qr(self, payload: str, x: float, y: float, side: float, error: str = "m") -> None:
        """Draw a QR code as filled squares, its top left corner at x, y."""
        rows = list(segno.make(payload, error=error, boost_error=False).matrix)
        cell = side / len(rows)
        self.canvas.setFillColor(HexColor(BLACK))
        for down, row in enumerate(rows):
            for start, length in _runs(row):
                top = self.height - y - (down + 1) * cell
                self.canvas.rect((x + start * cell) * mm, top * mm, length * cell * mm, cell * mm, stroke=0, fill=1)

    def next_page(self) -> None:
        """Start the next page."""
        self.canvas.showPage()
        self.page += 1

    def pdf(self) -> bytes:
        """Close the paper and return its bytes."""
        self.canvas.save()
        return self.buffer.getvalue()


def _runs(row: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == index:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((index, 1))
    return runs


def _stamp(day: date) -> Any:
    stamp = TimeStamp(1)
    stamp.t = time.mktime((*day.timetuple()[:3], 10, 24, 0, 0, 0, 0)) - time.timezone
    stamp.lt = time.gmtime(stamp.t)
    stamp.YMDhms = tuple(stamp.lt)[:6]
    return stamp


def rasterise(pdf: bytes, dpi: int, page: int = 0) -> Image.Image:
    """One page of a PDF as pixels."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page].render(scale=dpi / 72).to_pil().convert("RGB")


def camera_tags(when: str) -> Image.Exif:
    """What a phone notes beside a picture: maker, model and the moment of capture (``2026:11:20 09:12:44``)."""
    tags = Image.Exif()
    tags[0x010F], tags[0x0110] = "Example", "Specimen Phone"
    tags[0x0132] = when
    tags.get_ifd(0x8769)[0x9003] = when
    return tags


def jpeg(image: Image.Image, quality: int, exif: Image.Exif | None = None) -> bytes:
    """JPEG bytes; the specimen notice travels in the picture's description."""
    tags = exif or Image.Exif()
    tags[0x010E] = NOTICE
    out = io.BytesIO()
    ImageOps.exif_transpose(image).save(out, "JPEG", quality=quality, exif=tags)
    return out.getvalue()
