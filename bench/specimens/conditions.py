"""How a paper reaches the merchant's upload: as the clean file, scanned, photographed, or photographed off a screen."""

import io
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from time import strptime
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
from PIL import ExifTags, Image

from bench.specimens.degrade import Bend, Camera, Pixels, moved, photograph
from bench.specimens.drawn import Drawn, Truth
from bench.specimens.sheet import camera_tags, jpeg, rasterise
from bench.specimens.specimen import DPI, Specimen, from_pdf, places_of
from extractors.image import working_size

Matrix: TypeAlias = npt.NDArray[np.float64]
RENDER = 200  # dpi at which a paper goes under the scanner or the camera
WHEN = "2026:11:20 09:12:44"
DESKS = ((142, 116, 88), (96, 92, 90), (188, 182, 172), (70, 52, 40))
TURNED, TURNED_AND_TOLD = 0.12, 0.12  # shares of photos stored lying: without, and with a note of it in their EXIF


def clean(drawn: Drawn, kind: str, name: str, _rng: random.Random) -> Specimen:
    """The file as the program wrote it: a PDF with its text, or a screenshot as PNG."""
    if not drawn.screen:
        return from_pdf(f"{name}.pdf", kind, drawn.sheet, drawn.fields)
    picture, out = rasterise(drawn.sheet.pdf(), DPI), io.BytesIO()
    picture.save(out, "PNG")
    places = places_of(drawn.sheet.marks, DPI)
    return Specimen(name=f"{name}.png", kind=kind, data=out.getvalue(), fields=drawn.fields, places=places, dpi=72)


def scan(drawn: Drawn, kind: str, name: str, rng: random.Random) -> Specimen:
    """Every page through a flatbed scanner: a little askew, grey or colour, specks, JPEG inside a PDF."""
    pdf, grey, dpi = drawn.sheet.pdf(), rng.random() < 0.5, rng.choice((150, 200, 200, 300))
    pages = []
    for page in range(drawn.sheet.page + 1):
        paper = rasterise(pdf, dpi, page)
        matrix = _turn(paper.size, rng.uniform(-1.2, 1.2))
        pages.append((_scanned(paper, matrix, grey, rng), matrix))
    places = places_of(drawn.sheet.marks, dpi, lambda page, box: _scaled(moved(box, pages[page][1]), DPI / dpi))
    data = _image_pdf([picture for picture, _ in pages], dpi, rng.choice((60, 75, 88)))
    return Specimen(name=f"{name}.pdf", kind=kind, data=data, fields=drawn.fields, places=places)


def photo(drawn: Drawn, kind: str, name: str, rng: random.Random) -> Specimen:
    """The first page on a table before a phone: mostly a fair picture, now and then a hard one."""
    paper = rasterise(drawn.sheet.pdf(), RENDER)
    camera = replace(_camera(paper, rng), desk=rng.choice(DESKS), **_light(rng), **_hand(rng), bend=_bend(paper, rng))
    return _photographed(drawn, paper, camera, kind, name, rng)


def screen(drawn: Drawn, kind: str, name: str, rng: random.Random) -> Specimen:
    """The first page on a monitor before a phone: the grid of the screen, its glow, and the beat between the two."""
    paper = rasterise(drawn.sheet.pdf(), RENDER)
    camera = replace(_camera(paper, rng), desk=(18, 18, 22), shadow=rng.uniform(0.0, 0.12))
    return _photographed(drawn, _on_monitor(paper, rng), camera, kind, name, rng)


CONDITIONS: Mapping[str, Callable[[Drawn, str, str, random.Random], Specimen]] = {
    "clean": clean,
    "scan": scan,
    "photo": photo,
    "screen": screen,
}


def _camera(paper: Image.Image, rng: random.Random) -> Camera:
    """Where the phone is held: seven in ten nearly square above the paper, one in twenty far from it."""
    tilt = rng.choices((rng.uniform(0.01, 0.035), rng.uniform(0.035, 0.065), rng.uniform(0.065, 0.1)), (70, 25, 5))[0]
    return Camera(
        seed=rng.randrange(1 << 30),
        width=round((1500 if paper.height > paper.width else 2000) * rng.uniform(0.9, 1.15)),
        margin=rng.uniform(0.03, 0.09), tilt=tilt, roll=max(-8.0, min(8.0, rng.gauss(0, 2))) or 0.1,
        blur=rng.uniform(0.4, 0.9), noise=rng.uniform(1.5, 4.5),
    )  # fmt: skip


def _light(rng: random.Random) -> dict[str, float]:
    """A shadow that fades across the paper, in one of four photos with an edge; a lamp's reflection in one of ten."""
    return {
        "shadow": rng.uniform(0.05, 0.4),
        "exposure": rng.uniform(0.75, 0.97),
        "edge": rng.uniform(20, 70) if rng.random() < 0.25 else 7.0,
        "glare": rng.uniform(0.5, 0.95) if rng.random() < 0.1 else 0.0,
    }


def _hand(rng: random.Random) -> dict[str, float]:
    """One in five is a little out of focus, one in eight a little moved."""
    return {
        "defocus": rng.uniform(0.8, 2.0) if rng.random() < 0.2 else 0.0,
        "motion": rng.uniform(1.5, 4.5) if rng.random() < 0.12 else 0.0,
    }


def _bend(paper: Image.Image, rng: random.Random) -> Bend | None:
    if rng.random() >= 0.15:
        return None
    depth = rng.uniform(0.005, 0.025) * paper.width * rng.choice((-1, 1))
    return Bend(depth=depth, width=paper.width, phase=rng.choice((0.0, 0.25, -0.25, 0.5)))


def _photographed(
    drawn: Drawn, paper: Image.Image, camera: Camera, kind: str, name: str, rng: random.Random
) -> Specimen:  # fmt: skip
    """The photo as it lies in the phone. Places refer to the upright picture at the size in which readers show it."""
    picture, matrix = photograph(paper, camera)
    scale = working_size(*picture.size)[0] / picture.width
    marks = [mark for mark in drawn.sheet.marks if mark.page == 0]
    places = places_of(marks, RENDER, lambda _page, box: _scaled(moved(box, matrix, camera.bend), scale))
    quarters, told = rng.choice((1, 1, 2, 3, 3)), rng.random()
    tags = camera_tags(WHEN)
    if told < TURNED + TURNED_AND_TOLD:
        picture = Image.fromarray(np.rot90(np.asarray(picture), quarters))
    if told < TURNED_AND_TOLD:
        tags[ExifTags.Base.Orientation] = {1: 6, 2: 3, 3: 8}[quarters]
    data = jpeg(picture, rng.choice((70, 80, 88)), tags)
    return Specimen(name=f"{name}.jpg", kind=kind, data=data, fields=_on_first_page(drawn), places=places, dpi=72)


def _on_first_page(drawn: Drawn) -> Truth:
    """A photo shows one page: fields that stand only on later pages are not on it; those without a mark stay."""
    if drawn.first_page:
        return drawn.first_page
    first = {mark.name for mark in drawn.sheet.marks if mark.page == 0}
    later = {mark.name for mark in drawn.sheet.marks} - first
    return {name: value for name, value in drawn.fields.items() if name not in later}


def _on_monitor(paper: Image.Image, rng: random.Random) -> Image.Image:
    """The page as a grid of red, green and blue stripes with dark gaps, brightened to keep its look."""
    pitch = rng.choice((3, 4))
    pixels = np.asarray(paper, np.float32)
    rows, columns = np.arange(pixels.shape[0])[:, None], np.arange(pixels.shape[1])[None, :]
    mask = np.stack([np.where(columns % pitch == channel % pitch, 1.0, 0.82) for channel in range(3)], axis=-1)
    mask = mask * np.where(rows % pitch == pitch - 1, 0.86, 1.0)[..., None]
    glow = cv2.GaussianBlur(pixels * mask, (0, 0), 0.7) * rng.uniform(1.0, 1.1) * np.array((0.97, 1.0, 1.04))
    return Image.fromarray(glow.clip(0, 255).astype(np.uint8))


def _turn(size: tuple[int, int], degrees: float) -> Matrix:
    turned = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), degrees, 1.0)
    return np.vstack([turned, [0.0, 0.0, 1.0]])


def _scanned(paper: Image.Image, matrix: Matrix, grey: bool, rng: random.Random) -> Image.Image:
    pixels: Pixels = cv2.warpAffine(
        np.asarray(paper), matrix[:2], paper.size, flags=cv2.INTER_AREA, borderValue=(252,) * 3
    )
    noise = np.random.default_rng(rng.randrange(1 << 30)).normal(0, rng.uniform(1, 4), pixels.shape)
    faded = cv2.GaussianBlur(pixels.astype(np.float32), (0, 0), rng.uniform(0.3, 0.7)) * rng.uniform(0.96, 1.0)
    picture = Image.fromarray((faded + noise).clip(0, 255).astype(np.uint8))
    return picture.convert("L") if grey else picture


def _image_pdf(pages: list[Image.Image], dpi: int, quality: int) -> bytes:
    out = io.BytesIO()
    when = strptime(WHEN, "%Y:%m:%d %H:%M:%S")  # Pillow would note the hour of drawing
    stamp = {"creationDate": when, "modDate": when}
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=quality, **stamp)
    return out.getvalue()


def _scaled(box: tuple[float, float, float, float], scale: float) -> tuple[float, float, float, float]:
    left, top, right, bottom = (round(side * scale, 1) for side in box)
    return left, top, right, bottom
