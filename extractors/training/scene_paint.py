"""Primitives of the rendered scenes: a pinhole camera, filled faces, warped textures, light, grain."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from uplift.errors import InvalidInput

Canvas = npt.NDArray[np.uint8]  # (height, width, 3), RGB
Points = npt.NDArray[np.float64]
Colour = tuple[int, int, int]  # RGB, 0-255

FONTS = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"),
    Path("/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc"),
    Path("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc"),
)
SIMPLIFIED = 2  # index of the simplified-Chinese face inside the collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """A pinhole camera. World: x along the street, y away from it, z up, metres."""

    position: Points  # (3,)
    target: Points  # (3,)
    focal: float  # pixels
    size: tuple[int, int]  # width, height in pixels

    def project(self, points: Sequence[Sequence[float]] | Points) -> Points:
        """Pixels (n, 2) of world points (n, 3)."""
        forward = self.target - self.position
        forward = forward / np.linalg.norm(forward)
        right = np.cross(forward, (0.0, 0.0, 1.0))
        right = right / np.linalg.norm(right)
        seen = (np.asarray(points, dtype=np.float64) - self.position) @ np.stack([right, np.cross(right, forward)]).T
        depth = np.maximum((np.asarray(points) - self.position) @ forward, 0.2)
        x = self.size[0] / 2 + self.focal * seen[:, 0] / depth
        y = self.size[1] / 2 - self.focal * seen[:, 1] / depth
        return np.stack([x, y], axis=1)


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """A bold Chinese font of `size` pixels. Raises InvalidInput when none is installed."""
    found = next((path for path in FONTS if path.exists()), None)
    if found is None:
        raise InvalidInput("No Chinese font was found. Install Noto Sans CJK (package fonts-noto-cjk) and try again.")
    return ImageFont.truetype(str(found), size, index=SIMPLIFIED)


def fill(canvas: Canvas, points: Points, colour: Colour, alpha: float = 1.0) -> None:
    """Paint a polygon of pixel points, smooth-edged, `alpha` opaque."""
    polygon = np.round(points * 16).astype(np.int32)  # 4 fractional bits
    if alpha >= 1.0:
        cv2.fillPoly(canvas, [polygon], colour, cv2.LINE_AA, 4)
        return
    layer = canvas.copy()
    cv2.fillPoly(layer, [polygon], colour, cv2.LINE_AA, 4)
    canvas[:] = cv2.addWeighted(layer, alpha, canvas, 1 - alpha, 0)


def stroke(canvas: Canvas, points: Points, colour: Colour, width: int) -> None:
    """Draw an open line through pixel points."""
    cv2.polylines(canvas, [np.round(points * 16).astype(np.int32)], False, colour, max(1, width), cv2.LINE_AA, 4)


def paste(canvas: Canvas, texture: Canvas, corners: Points) -> None:
    """Warp a texture onto four pixel corners: top-left, top-right, bottom-right, bottom-left."""
    height, width = texture.shape[:2]
    corners_of_texture = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners_of_texture, corners.astype(np.float32))
    size = (canvas.shape[1], canvas.shape[0])
    warped = cv2.warpPerspective(texture, matrix, size, flags=cv2.INTER_AREA)
    cover = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, size, flags=cv2.INTER_LINEAR)
    share = (cover.astype(np.float32) / 255.0)[..., None]
    canvas[:] = (warped * share + canvas * (1 - share)).astype(np.uint8)


def shade(colour: Colour, light: float) -> Colour:
    """The colour under more (above 1) or less light."""
    red, green, blue = (int(min(255, max(0, part * light))) for part in colour)
    return red, green, blue


def lettering(text: str, ink: Colour, ground: Colour, height: int, margin: float = 0.18) -> Canvas:
    """A board `height` pixels high with `text` filling it."""
    letters = font(int(height * (1 - 2 * margin)))
    left, top, right, bottom = letters.getbbox(text)
    pad = int(height * margin)
    image = Image.new("RGB", (int(right - left) + 2 * pad, height), ground)
    ImageDraw.Draw(image).text((pad - left, (height - (bottom - top)) / 2 - top), text, ink, letters)
    return np.asarray(image).copy()


def clouds(rng: np.random.Generator, size: tuple[int, int], grain: int) -> npt.NDArray[np.float32]:
    """Soft random field (height, width) in 0-1 with blobs of about 1/grain of the picture."""
    coarse = rng.random((grain, grain)).astype(np.float32)
    return np.clip(cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC), 0, 1)


def photograph(canvas: Canvas, rng: np.random.Generator, sharpness: float = 1.0) -> Image.Image:
    """What a phone makes of the scene: uneven light, tint, slight blur, sensor grain, JPEG."""
    height, width = canvas.shape[:2]
    light = 0.82 + 0.3 * clouds(rng, (width, height), 3)
    dirt = 0.96 + 0.08 * clouds(rng, (width, height), 60)
    tint = rng.uniform(0.94, 1.06, 3).astype(np.float32)
    seen = canvas.astype(np.float32) * (light * dirt)[..., None] * tint * rng.uniform(0.85, 1.1)
    seen = np.asarray(
        cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.5, 1.0) * width / 1600 / sharpness + 0.2), dtype=np.float32
    )
    seen += rng.normal(0, rng.uniform(2, 6), seen.shape).astype(np.float32)
    return Image.fromarray(through_jpeg(np.clip(seen, 0, 255).astype(np.uint8), int(rng.integers(78, 93))))


def through_jpeg(picture: Canvas, quality: int) -> Canvas:
    """The picture after JPEG compression at `quality` (0-100)."""
    _, data = cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality])
    restored = cv2.imdecode(data, cv2.IMREAD_COLOR)
    assert restored is not None  # we wrote these bytes ourselves
    return np.asarray(cv2.cvtColor(restored, cv2.COLOR_BGR2RGB), dtype=np.uint8)
