"""OFD pages for people: white paper, the texts at their places, lines and pictures. Plain, not a print-true copy."""

import io
from functools import cache
from pathlib import Path as FilePath

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from extractors.image import DECODE_ERRORS
from extractors.ofd import OfdPage
from extractors.ofd_objects import OfdImage, OfdText
from extractors.page import Raster

INK = (20, 20, 20)
RULE = (120, 70, 40)
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
)
MAX_IMAGE_PIXELS = 20_000_000


def render(page: OfdPage, dpi: int) -> Raster:
    """Draw one page at `dpi`."""
    scale = dpi / 25.4
    sheet = Image.new("RGB", (max(1, round(page.width * scale)), max(1, round(page.height * scale))), "white")
    draw = ImageDraw.Draw(sheet)
    for path in page.paths:
        draw.line([(x * scale, y * scale) for x, y in path.points], fill=RULE)
    for picture in page.images:
        _paste(sheet, picture, scale)
    for text in page.texts:
        _write(draw, text, scale)
    return np.asarray(sheet, dtype=np.uint8)


def _write(draw: ImageDraw.ImageDraw, text: OfdText, scale: float) -> None:
    font = _font(max(4, min(400, round(text.size * scale))))
    draw.text(
        (text.left * scale, (text.bottom - 0.14 * text.size) * scale), text.text, fill=INK, font=font, anchor="ls"
    )


def _paste(sheet: Image.Image, picture: OfdImage, scale: float) -> None:
    size = (round((picture.right - picture.left) * scale), round((picture.bottom - picture.top) * scale))
    if not picture.data or min(size) < 1 or size[0] > sheet.width or size[1] > sheet.height:
        return
    try:
        with Image.open(io.BytesIO(picture.data), formats=["PNG", "JPEG", "BMP", "TIFF"]) as image:
            if image.width * image.height > MAX_IMAGE_PIXELS:
                return
            stamp = image.convert("RGBA").resize(size)
    except DECODE_ERRORS:
        return  # a damaged picture leaves a blank; the texts still stand
    sheet.paste(stamp, (round(picture.left * scale), round(picture.top * scale)), stamp)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    path = next((name for name in FONTS if FilePath(name).exists()), None)
    return ImageFont.truetype(path, size) if path else ImageFont.load_default(size=size)
