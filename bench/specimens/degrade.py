"""From a clean page to what a phone's camera makes of it: perspective, light, blur, noise, JPEG. Seeded."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]


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


def photograph(paper: Image.Image, camera: Camera) -> tuple[Image.Image, npt.NDArray[np.float64]]:
    """The photo, and the 3×3 matrix that takes paper pixels to photo pixels."""
    rng = np.random.default_rng(camera.seed)
    height = round(camera.width * (paper.height / paper.width + 2 * camera.margin) / (1 + 2 * camera.margin))
    matrix = _view(paper, camera, height, rng)
    scene = _desk((camera.width, height), camera, rng)
    size = (camera.width, height)
    warped = cv2.warpPerspective(np.asarray(paper.convert("RGB")), matrix, size, flags=cv2.INTER_AREA)
    sheet = np.full((paper.height, paper.width), 255, np.uint8)
    mask = cv2.warpPerspective(sheet, matrix, size, flags=cv2.INTER_LINEAR)[..., None] / 255.0
    cast = cv2.GaussianBlur(np.roll(mask, (9, 7), (0, 1)), (0, 0), 9)[..., None] * 0.35
    picture = scene * (1 - cast) * (1 - mask) + warped * mask
    picture = _light(picture, camera, rng)
    picture = cv2.GaussianBlur(picture, (0, 0), camera.blur) + rng.normal(0, camera.noise, picture.shape)
    return Image.fromarray(picture.clip(0, 255).astype(np.uint8)), matrix


def _view(
    paper: Image.Image, camera: Camera, height: int, rng: np.random.Generator
) -> npt.NDArray[np.float64]:  # fmt: skip
    edge = camera.width * camera.margin / (1 + 2 * camera.margin)
    corners = np.array([[0, 0], [paper.width, 0], [paper.width, paper.height], [0, paper.height]], np.float32)
    frame = np.array([[edge, edge], [camera.width - edge, edge], [camera.width - edge, height - edge],
                      [edge, height - edge]], np.float32)  # fmt: skip
    wander = rng.uniform(-camera.tilt, camera.tilt, (4, 2)) * camera.width
    return cv2.getPerspectiveTransform(corners, (frame + wander).astype(np.float32))


def _desk(size: tuple[int, int], camera: Camera, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    grain = rng.normal(0, 1, (size[1], 12)).repeat(size[0] // 12 + 1, axis=1)[:, : size[0]]
    grain = cv2.GaussianBlur(grain, (0, 0), sigmaX=40, sigmaY=1.4)
    return np.asarray(camera.desk, float) + grain[..., None] * 26


def _light(picture: npt.NDArray[np.float64], camera: Camera, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    down, across = np.mgrid[0 : 1 : complex(picture.shape[0]), 0 : 1 : complex(picture.shape[1])]
    angle = rng.uniform(0, 2 * np.pi)
    slope = np.cos(angle) * across + np.sin(angle) * down
    edge = 1 / (1 + np.exp(-(slope - slope.mean()) * 7))
    warm = np.array([1.02, 1.0, 0.955])
    return picture * (1.03 - camera.shadow * edge)[..., None] * warm


def moved(
    box: tuple[float, float, float, float], matrix: npt.NDArray[np.float64]
) -> tuple[float, float, float, float]:  # fmt: skip
    """The upright box around a paper box after the camera's view."""
    left, top, right, bottom = box
    corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float64)
    seen = cv2.perspectiveTransform(corners, matrix)[0]
    (x0, y0), (x1, y1) = seen.min(axis=0), seen.max(axis=0)
    return (round(float(x0), 1), round(float(y0), 1), round(float(x1), 1), round(float(y1), 1))
