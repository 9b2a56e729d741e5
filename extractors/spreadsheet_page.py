"""The first rows of a table drawn as a page, so that a reviewer can look at what was read and see each cell's box."""

from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from extractors.page import Page, Table, TextLine
from extractors.spreadsheet import Cells
from uplift.types import Box, TextSource

DRAWN_ROWS = 40
DPI = 96
SIZE, ROW, EDGE = 15, 25, 12  # pixels: letters, height of a row, border of the page
NARROWEST, WIDEST = 40, 260  # pixels of a column
MAX_WIDTH = 2600  # pixels of the page
INK, RULE, HEAD = (25, 25, 25), (200, 204, 210), (120, 124, 130)
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
)


def draw_table(cells: Cells, index: int) -> tuple[Page, Table]:
    """Page `index` with the first rows, and the table that knows where each drawn cell stands."""
    shown = cells[:DRAWN_ROWS]
    lefts = _lefts(shown)
    boxes = tuple(tuple(_box(lefts, row, column) for column in range(len(words))) for row, words in enumerate(shown))
    raster = Image.new("RGB", (int(lefts[-1]) + EDGE, len(shown) * ROW + 2 * EDGE), "white")
    pen = ImageDraw.Draw(raster)
    lines = []
    for words, places in zip(shown, boxes, strict=True):
        pen.line([(EDGE, places[0].bottom), (lefts[-1], places[0].bottom)], fill=RULE)
        for word, box in zip(words, places, strict=True):
            if word and box.right > box.left:
                _write(pen, word, box)
                lines.append(TextLine(text=word, box=box, confidence=1.0))
    page = Page(
        index=index,
        width=raster.width,
        height=raster.height,
        dpi=DPI,
        source=TextSource.TABLE,
        lines=tuple(lines),
        raster=np.asarray(raster, dtype=np.uint8),
    )
    return page, Table(rows=cells, page=index, boxes=boxes)


def _lefts(shown: Cells) -> list[float]:
    """Left edges of the columns, and the right edge of the last; columns beyond the page have no width.

    A cell alone on its row is a title or a note: it runs over its neighbours and widens nothing.
    """
    lefts: list[float] = [EDGE]
    for column in range(max(len(row) for row in shown)):
        texts = [row[column] for row in shown if len(row) > column and sum(map(bool, row)) > 1]
        widest = max((_width(text) for text in texts), default=NARROWEST) + 12
        lefts.append(min(lefts[-1] + min(max(widest, NARROWEST), WIDEST), MAX_WIDTH))
    return lefts


def _width(text: str) -> float:
    return sum(SIZE * 0.56 if ord(char) < 0x2E80 else SIZE for char in text)


def _box(lefts: list[float], row: int, column: int) -> Box:
    top = EDGE + row * ROW
    return Box(left=lefts[column], top=top, right=lefts[column + 1], bottom=top + ROW, dpi=DPI)


def _write(pen: ImageDraw.ImageDraw, text: str, box: Box) -> None:
    fitting = text
    room = box.right - box.left - 6
    while fitting and _width(fitting) > room:
        fitting = fitting[:-1]
    shown = fitting if fitting == text else fitting[:-1] + "…"
    pen.text((box.left + 4, box.bottom - 7), shown, fill=INK, font=_font(), anchor="ls")


@cache
def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    path = next((name for name in FONTS if Path(name).exists()), None)
    return ImageFont.truetype(path, SIZE) if path else ImageFont.load_default(size=SIZE)
