"""From a clean page to what a phone's camera makes of it: perspective, bent paper, light, blur, noise. Seeded."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Bend:
    """A page that is not flat, as in a bound book: its rows follow part of a sine across the page."""

    depth: float  # pixels of the paper between the highest and the lowest point of a row
    width: int  # pixels of the paper
    phase: float = 0.0  # where on the wave the left edge lies; the page spans half a wave

    def __call__(self, across: Floats) -> Floats:
        """How far down a point at `across` pixels is moved."""
        return np.asarray(self.depth * np.sin(np.pi * (across / self.width + self.phase)), np.float64)


@dataclass(frozen=True, kw_only=True)
class Camera:
    """How a paper lies before the lens. Shares are of the paper's width."""

    seed: int
    width: int = 1600  # pixels of the photo's long side
    margin: float = 0.06  # desk around the paper
    tilt: float = 0.03  # how far corners wander
    shadow: float = 0.35  # darkness of the soft shadow across the paper
    blur: float = 0.6  # pixels
    noise: float = 3.0  # grey levels
    desk: tuple[int, int, int] = (142, 116, 88)
    roll: float = 0.0  # degrees the camera is turned about its axis; other than 0 also keeps every corner in view
    bend: Bend | None = None
    edge: float = 7.0  # how sharply the shadow ends; 7 fades across the page, 80 is an edge
    defocus: float = 0.0  # pixels; radius of the disc that a point becomes
    motion: float = 0.0  # pixels; length of the hand's movement
    exposure: float = 1.0  # of the light that makes white paper white
    glare: float = 0.0  # 0-1; how much a lamp's reflection hides at its middle


def photograph(paper: Image.Image, camera: Camera) -> tuple[Image.Image, Floats]:
    """The photo, and the 3×3 matrix that takes paper pixels (after the bend, if any) to photo pixels."""
    rng = np.random.default_rng(camera.seed)
    height = round(camera.width * (paper.height / paper.width + 2 * camera.margin) / (1 + 2 * camera.margin))
    matrix = _view(paper, camera, height, rng)
    scene = _desk((camera.width, height), camera, rng)
    project = _projection(matrix, (camera.width, height), camera.bend)
    warped = project(np.asarray(paper.convert("RGB")), cv2.INTER_AREA)
    mask = project(np.full((paper.height, paper.width), 255, np.uint8), cv2.INTER_LINEAR)[..., None] / 255.0
    cast = cv2.GaussianBlur(np.roll(mask, (9, 7), (0, 1)), (0, 0), 9)[..., None] * 0.35
    picture = scene * (1 - cast) * (1 - mask) + warped * mask
    picture = _smeared(_light(picture, camera, rng), camera, rng)
    picture = cv2.GaussianBlur(picture, (0, 0), camera.blur) + rng.normal(0, camera.noise, picture.shape)
    return Image.fromarray(picture.clip(0, 255).astype(np.uint8)), matrix


def _projection(matrix: Floats, size: tuple[int, int], bend: Bend | None) -> Callable[[Pixels, int], Pixels]:
    """From paper pixels to photo pixels; a bent paper is looked up point by point."""
    if bend is None:
        return lambda pixels, flags: cv2.warpPerspective(pixels, matrix, size, flags=flags)
    across, down = np.meshgrid(np.arange(size[0], dtype=np.float64), np.arange(size[1], dtype=np.float64))
    seen = cv2.perspectiveTransform(np.stack([across, down], axis=-1), np.linalg.inv(matrix))
    x, y = seen[..., 0], seen[..., 1] - bend(seen[..., 0])
    maps = (x.astype(np.float32), y.astype(np.float32))
    return lambda pixels, _flags: cv2.remap(pixels, *maps, cv2.INTER_LINEAR, borderValue=(0, 0, 0))


def _view(paper: Image.Image, camera: Camera, height: int, rng: np.random.Generator) -> Floats:
    edge = camera.width * camera.margin / (1 + 2 * camera.margin)
    corners = np.array([[0, 0], [paper.width, 0], [paper.width, paper.height], [0, paper.height]], np.float32)
    frame = np.array([[edge, edge], [camera.width - edge, edge], [camera.width - edge, height - edge],
                      [edge, height - edge]], np.float32)  # fmt: skip
    wander = rng.uniform(-camera.tilt, camera.tilt, (4, 2)) * camera.width
    seen = (frame + wander).astype(np.float32)
    if camera.roll:
        seen = _in_view(_rolled(seen, camera.roll), (camera.width, height), 0.02 if camera.bend is None else 0.05)
    return cv2.getPerspectiveTransform(corners, seen)


def _rolled(corners: npt.NDArray[np.float32], degrees: float) -> npt.NDArray[np.float32]:
    middle = corners.mean(axis=0)
    turn = cv2.getRotationMatrix2D((float(middle[0]), float(middle[1])), degrees, 1.0)
    return np.asarray(corners @ turn[:, :2].T + turn[:, 2], np.float32)


def _in_view(corners: npt.NDArray[np.float32], size: tuple[int, int], rim: float) -> npt.NDArray[np.float32]:
    """Step back and aim until all four corners are in the picture, `rim` of its sides away from its edge."""
    low, high = corners.min(axis=0), corners.max(axis=0)
    room = np.asarray(size, np.float32)
    scale = min(1.0, float(((1 - 2 * rim) * room / (high - low)).min()))
    middle = (low + high) / 2
    half = (high - low) / 2 * scale
    aim = np.clip(middle, rim * room + half, (1 - rim) * room - half)
    return np.asarray((corners - middle) * scale + aim, np.float32)


def _desk(size: tuple[int, int], camera: Camera, rng: np.random.Generator) -> Floats:
    grain = rng.normal(0, 1, (size[1], 12)).repeat(size[0] // 12 + 1, axis=1)[:, : size[0]]
    grain = cv2.GaussianBlur(grain, (0, 0), sigmaX=40, sigmaY=1.4)
    return np.asarray(camera.desk, float) + grain[..., None] * 26


def _light(picture: Floats, camera: Camera, rng: np.random.Generator) -> Floats:
    down, across = np.mgrid[0 : 1 : complex(picture.shape[0]), 0 : 1 : complex(picture.shape[1])]
    angle = rng.uniform(0, 2 * np.pi)
    slope = np.cos(angle) * across + np.sin(angle) * down
    edge = 1 / (1 + np.exp(-(slope - slope.mean()) * camera.edge))
    warm = np.array([1.02, 1.0, 0.955])
    lit = picture * (1.03 - camera.shadow * edge)[..., None] * warm * camera.exposure
    if not camera.glare:
        return lit
    x, y = rng.uniform(0.2, 0.8, 2)
    wide, high = rng.uniform(0.04, 0.1, 2)
    spot = camera.glare * np.exp(-(((across - x) / wide) ** 2) - ((down - y) / high) ** 2)
    return np.asarray(lit + (262 - lit) * spot[..., None], np.float64)


def _smeared(picture: Floats, camera: Camera, rng: np.random.Generator) -> Floats:
    """Out of focus, or the hand moved."""
    if camera.defocus:
        picture = cv2.filter2D(picture, -1, _disc(camera.defocus))
    if camera.motion:
        picture = cv2.filter2D(picture, -1, _stroke(camera.motion, rng.uniform(0, np.pi)))
    return picture


def _disc(radius: float) -> Floats:
    reach = int(np.ceil(radius))
    down, across = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    disc = np.clip(radius + 0.5 - np.hypot(across, down), 0, 1)
    return np.asarray(disc / disc.sum(), np.float64)


def _stroke(length: float, angle: float) -> Floats:
    reach = int(np.ceil(length / 2)) + 1
    middle, ends = np.array([reach, reach]), np.array([np.cos(angle), np.sin(angle)]) * length / 2
    stroke = np.zeros((2 * reach + 1, 2 * reach + 1), np.float64)
    start, stop = ((middle + side * ends) * 16 for side in (-1, 1))
    cv2.line(stroke, start.round().astype(int).tolist(), stop.round().astype(int).tolist(), 1.0, 1, cv2.LINE_AA, 4)
    return stroke / stroke.sum()


def moved(
    box: tuple[float, float, float, float], matrix: Floats, bend: Bend | None = None
) -> tuple[float, float, float, float]:  # fmt: skip
    """The upright box around a paper box after the camera's view of the (bent) paper."""
    left, top, right, bottom = box
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float64)
    if bend is not None:
        across = np.linspace(left, right, 9)
        corners = np.array([(x, y + lift) for y in (top, bottom) for x, lift in zip(across, bend(across), strict=True)])
    seen = cv2.perspectiveTransform(corners[None], matrix)[0]
    (x0, y0), (x1, y1) = seen.min(axis=0), seen.max(axis=0)
    return (round(float(x0), 1), round(float(y0), 1), round(float(x1), 1), round(float(y1), 1))
