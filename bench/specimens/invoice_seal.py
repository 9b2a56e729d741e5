"""The oval 发票专用章 of a seller: the firm along the arch, its taxpayer number across, three words at the foot."""

import math

from PIL import Image, ImageChops, ImageDraw

from bench.specimens.seals import _font, _tint

WIDTH, HEIGHT = 480, 360


def oval_seal(owner: str, number: str, seed: int, foot: str = "发票专用章") -> Image.Image:
    """The seal in uneven red ink on a transparent ground."""
    ink = Image.new("L", (WIDTH, HEIGHT), 0)
    pen = ImageDraw.Draw(ink)
    pen.ellipse((6, 6, WIDTH - 6, HEIGHT - 6), outline=255, width=10)
    size = 46 if len(owner) <= 14 else 36
    for index, char in enumerate(owner):
        angle = math.pi * (1.06 + 0.88 * index / max(len(owner) - 1, 1))
        x = WIDTH / 2 + (WIDTH / 2 - 48) * math.cos(angle)
        y = HEIGHT / 2 + (HEIGHT / 2 - 44) * math.sin(angle) + 6
        glyph = Image.new("L", ink.size, 0)
        ImageDraw.Draw(glyph).text((x, y), char, font=_font("song", size), fill=255, anchor="mm", stroke_width=1)
        turn = -math.degrees(angle) - 90
        ink = ImageChops.lighter(ink, glyph.rotate(turn, center=(x, y), resample=Image.Resampling.BICUBIC))
    pen = ImageDraw.Draw(ink)
    pen.text((WIDTH / 2, HEIGHT * 0.56), number, font=_font("song", 30), fill=255, anchor="mm", stroke_width=1)
    pen.text((WIDTH / 2, HEIGHT * 0.78), foot, font=_font("song", 44), fill=255, anchor="mm", stroke_width=1)
    return _tint_of(ink, seed)


def _tint_of(ink: Image.Image, seed: int) -> Image.Image:
    return _tint(ink, seed, (206, 40, 44))
