"""Things that are no evidence at all: a plain letter, and a rendered portrait."""

from datetime import date

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from bench.specimens.sheet import Sheet

LETTER = (
    "亲爱的小梅：",
    "    见字如面。入秋以来，家里的桂花开了两回，满院子都是香气。母亲身体很好，每天清早都去河边散步，",
    "回来还要侍弄那几盆兰花。你上次寄来的相册我们翻了好几遍，孩子们都长高了。",
    "    今年春节若有空，盼你们回来住几天。村口的石桥修好了，从车站走过来比从前近得多。父亲说要给孩子们",
    "做他最拿手的红烧鱼，还要带他们去后山挖冬笋。",
    "    天气渐凉，记得添衣。",
    "祝一切安好！",
)


def letter() -> Sheet:
    """A family letter: text without any business in it."""
    sheet = Sheet(width=210, height=297, day=date(2026, 10, 30), title="信")
    for index, line in enumerate(LETTER):
        sheet.text(24, 40 + index * 9, line, size=12, face="kai")
    sheet.text(186, 118, "哥哥", size=12, face="kai", align="right")
    sheet.text(186, 127, "十月三十日", size=12, face="kai", align="right")
    return sheet


def portrait(seed: int, size: tuple[int, int] = (480, 640)) -> Image.Image:
    """A face before a wall, as in a selfie; nobody's."""
    rng = np.random.default_rng(seed)
    wide, high = size
    picture = Image.new("RGB", size, (176, 190, 200))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, high * 0.55, wide, high), fill=(150, 158, 160))
    pen.ellipse((wide * 0.06, high * 0.72, wide * 0.94, high * 1.5), fill=(52, 70, 110))
    pen.rectangle((wide * 0.41, high * 0.6, wide * 0.59, high * 0.78), fill=(214, 168, 138))
    pen.ellipse((wide * 0.27, high * 0.17, wide * 0.73, high * 0.69), fill=(228, 184, 152))
    pen.pieslice((wide * 0.24, high * 0.1, wide * 0.76, high * 0.62), 180, 360, fill=(34, 28, 26))
    pen.ellipse((wide * 0.29, high * 0.27, wide * 0.71, high * 0.7), fill=(228, 184, 152))
    for x in (0.40, 0.60):
        pen.ellipse(_spot(size, x, 0.42, 0.045, 0.018), fill=(250, 250, 248))
        pen.ellipse(_spot(size, x, 0.42, 0.018, 0.017), fill=(40, 30, 26))
        pen.arc(_spot(size, x, 0.395, 0.065, 0.03), 200, 340, fill=(40, 32, 30), width=5)
    pen.line(
        (wide * 0.5, high * 0.43, wide * 0.48, high * 0.52, wide * 0.52, high * 0.525), fill=(196, 148, 120), width=4
    )
    pen.chord(_spot(size, 0.5, 0.575, 0.075, 0.028), 0, 180, fill=(178, 84, 84))
    blurred = np.asarray(picture.filter(ImageFilter.GaussianBlur(2.2)), float)
    light = np.linspace(1.08, 0.82, wide)[None, :, None]
    return Image.fromarray((blurred * light + rng.normal(0, 5, blurred.shape)).clip(0, 255).astype(np.uint8))


def _spot(size: tuple[int, int], x: float, y: float, rx: float, ry: float) -> tuple[float, float, float, float]:
    return ((x - rx) * size[0], (y - ry) * size[1], (x + rx) * size[0], (y + ry) * size[1])
