"""Round red seals and handwritten names as transparent pictures, so that no text layer carries them (as in life)."""

import math
import random
from functools import cache

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from bench.specimens.sheet import FACES

SIDE = 420


@cache
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FACES[face]), size)


def round_seal(owner: str, foot: str, seed: int, colour: tuple[int, int, int] = (214, 32, 32)) -> Image.Image:
    """A company seal: ring, star, the owner's name along the ring, a line across the foot."""
    ink = Image.new("L", (SIDE, SIDE), 0)
    pen = ImageDraw.Draw(ink)
    pen.ellipse((8, 8, SIDE - 8, SIDE - 8), outline=255, width=11)
    pen.polygon(_star(SIDE / 2, SIDE / 2, 62), fill=255)
    _ring(ink, owner)
    font = _font("song", 34)
    width = pen.textlength(foot, font=font)
    pen.text((SIDE / 2 - width / 2, SIDE * 0.70), foot, font=font, fill=255, stroke_width=1, stroke_fill=255)
    return _tint(ink, seed, colour)


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    corners = []
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.382
        angle = math.pi * step / 5 - math.pi / 2
        corners.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return corners


def _ring(ink: Image.Image, words: str) -> None:
    size = 50 if len(words) <= 13 else 42
    spread = min(250, 20 * len(words))
    for index, char in enumerate(words):
        angle = -spread / 2 + spread * index / max(len(words) - 1, 1)
        glyph = Image.new("L", (SIDE, SIDE), 0)
        pen = ImageDraw.Draw(glyph)
        pen.text((SIDE / 2, 52), char, font=_font("song", size), fill=255, anchor="mm", stroke_width=1, stroke_fill=255)
        ink.paste(ImageChops.lighter(ink, glyph.rotate(-angle, resample=Image.Resampling.BICUBIC)))


def _tint(ink: Image.Image, seed: int, colour: tuple[int, int, int]) -> Image.Image:
    """Uneven ink: a stamp never prints flat."""
    noise = np.random.default_rng(seed).normal(0.80, 0.22, (SIDE // 6, SIDE // 6)).clip(0.25, 1)
    cloud = Image.fromarray((noise * 255).astype(np.uint8)).resize(ink.size, Image.Resampling.BICUBIC)
    alpha = ImageChops.multiply(ink.filter(ImageFilter.GaussianBlur(0.8)), cloud)
    seal = Image.new("RGBA", ink.size, (*colour, 0))
    seal.putalpha(alpha)
    return seal


def signature(name: str, seed: int) -> Image.Image:
    """A name written quickly by hand: slanted brush strokes, each character a little off."""
    rng = random.Random(seed)
    ink = Image.new("L", (150 * len(name) + 60, 220), 0)
    for index, char in enumerate(name):
        glyph = Image.new("L", ink.size, 0)
        spot = (80 + index * 118 + rng.randint(-8, 8), 110 + rng.randint(-16, 16))
        ImageDraw.Draw(glyph).text(spot, char, font=_font("kai", rng.randint(120, 150)), fill=255, anchor="mm")
        slant = rng.uniform(0.18, 0.34)
        glyph = glyph.transform(glyph.size, Image.Transform.AFFINE, (1, slant, -slant * 110, 0, 1, 0))
        ink = ImageChops.lighter(ink, glyph.rotate(rng.uniform(-6, 6), center=spot))
    out = Image.new("RGBA", ink.size, (24, 30, 84, 0))
    out.putalpha(ink)
    return out


def thumbprint(seed: int) -> Image.Image:
    """A thumb pressed in red ink: curved ridges in an oval, uneven."""
    rows, columns = np.mgrid[-1:1:180j, -1:1:140j]
    rng = np.random.default_rng(seed)
    bend = np.hypot(columns * 1.2, rows + 0.55 + 0.1 * np.sin(columns * 3))
    ridges = (np.sin(bend * 46 + rng.uniform(0, 6)) > -0.1) * (np.hypot(columns, rows) < 0.95)
    ink = Image.fromarray((ridges * 190).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.0))
    cloud = Image.fromarray((rng.normal(0.8, 0.25, (18, 14)).clip(0.2, 1) * 255).astype(np.uint8))
    out = Image.new("RGBA", ink.size, (206, 40, 36, 0))
    out.putalpha(ImageChops.multiply(ink, cloud.resize(ink.size, Image.Resampling.BICUBIC)))
    return out
