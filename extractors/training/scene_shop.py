"""A shop front, rendered: sign board with Chinese lettering, glass, door, goods, neighbours, pavement."""

import cv2
import numpy as np
from PIL import Image

from extractors.training.scene_paint import Canvas, Colour, clouds, fill, lettering, paste, photograph, shade

BOARDS: tuple[tuple[Colour, Colour], ...] = (  # ground, ink
    ((186, 24, 28), (250, 214, 80)),
    ((20, 92, 60), (246, 246, 240)),
    ((24, 66, 140), (250, 250, 250)),
    ((240, 236, 228), (190, 30, 30)),
    ((48, 44, 42), (244, 196, 80)),
    ((236, 150, 30), (255, 255, 255)),
)
WALLS: tuple[Colour, ...] = ((170, 160, 148), (196, 186, 170), (150, 96, 78), (128, 132, 138), (206, 202, 196))
GOODS: tuple[Colour, ...] = (
    (200, 60, 50),
    (70, 130, 70),
    (230, 180, 60),
    (60, 90, 160),
    (230, 230, 220),
    (150, 90, 50),
)
NEIGHBOURS = ("五金日杂", "水果生鲜", "理发", "早餐", "建材", "便利店", "药房", "茶叶")


def render_storefront(rng: np.random.Generator, sign: str, size: tuple[int, int] = (1600, 1200)) -> Image.Image:
    """Render one shop front whose board reads `sign`; the same generator state gives the same picture.

    Args:
        rng: all randomness comes from it.
        sign: text of the board, for example "顺达便利店".
        size: width and height in pixels.
    """
    width, height = size
    canvas = _wall(rng, size)
    floor = int(height * rng.uniform(0.8, 0.88))
    unit = width * rng.uniform(0.55, 0.68)
    left = (width - unit) / 2 + rng.uniform(-0.06, 0.06) * width
    board = (int(height * rng.uniform(0.2, 0.27)), int(height * rng.uniform(0.36, 0.42)))
    for offset in (-unit, unit):
        _shop(canvas, rng, left + offset, unit * 0.97, board, floor, str(rng.choice(NEIGHBOURS)))
    _shop(canvas, rng, left, unit * 0.97, board, floor, sign)
    _pavement(canvas, rng, floor)
    return photograph(_seen_aslant(canvas, rng), rng)


def _wall(rng: np.random.Generator, size: tuple[int, int]) -> Canvas:
    width, height = size
    colour = np.array(WALLS[rng.integers(len(WALLS))], dtype=np.float32)
    field = 0.85 + 0.2 * clouds(rng, size, 40)[..., None]
    canvas = np.clip(colour * field, 0, 255).astype(np.uint8)
    for y in range(0, height, max(8, height // 60)):
        canvas[y : y + 1] = (canvas[y : y + 1] * 0.85).astype(np.uint8)
    step = width / int(rng.integers(4, 8))
    for x in np.arange(step * 0.2, width, step):
        _pane(canvas, (x, -0.02 * height, x + step * 0.6, 0.13 * height), (70, 84, 100))
    return canvas


def _shop(
    canvas: Canvas,
    rng: np.random.Generator,
    left: float,
    unit: float,
    board: tuple[int, int],
    floor: int,
    sign: str,
) -> None:
    right = left + unit
    ground, ink = BOARDS[rng.integers(len(BOARDS))]
    inside = shade((96, 92, 84), float(rng.uniform(0.5, 1.3)))
    _pane(canvas, (left, board[1], right, floor), inside)
    _goods(canvas, rng, (left + unit * 0.04, board[1] + 10, right - unit * 0.04, floor - 10))
    door = left + unit * rng.uniform(0.3, 0.55)
    _pane(canvas, (door, board[1] + 12, door + unit * 0.2, floor), shade(inside, 0.6))
    frame = shade((180, 184, 188), float(rng.uniform(0.4, 1.1)))
    for x in np.linspace(left, right, int(rng.integers(4, 7))):
        _pane(canvas, (x - 5, board[1], x + 5, floor), frame)
    _sign(canvas, (left, board[0], right, board[1]), lettering(sign, ink, ground, 220), ground)


def _goods(canvas: Canvas, rng: np.random.Generator, box: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = box
    for shelf in np.linspace(top, bottom, 5)[1:]:
        x = left
        while x < right:
            wide, tall = rng.uniform(0.02, 0.06) * (right - left), rng.uniform(0.4, 0.9) * (bottom - top) / 5
            colour = shade(GOODS[rng.integers(len(GOODS))], float(rng.uniform(0.4, 0.95)))
            _pane(canvas, (x, shelf - tall, min(x + wide, right), shelf), colour, 0.85)
            x += wide * rng.uniform(1.0, 1.5)


def _sign(canvas: Canvas, box: tuple[float, float, float, float], text: Canvas, ground: Colour) -> None:
    left, top, right, bottom = box
    _pane(canvas, (left, top, right, bottom), ground)
    tall, wide = (bottom - top) * 0.9, (right - left) * 0.92
    scale = min(tall / text.shape[0], wide / text.shape[1])
    x, y = (left + right) / 2, (top + bottom) / 2
    w, h = text.shape[1] * scale / 2, text.shape[0] * scale / 2
    paste(canvas, text, np.array([[x - w, y - h], [x + w, y - h], [x + w, y + h], [x - w, y + h]]))


def _pavement(canvas: Canvas, rng: np.random.Generator, floor: int) -> None:
    height, width = canvas.shape[:2]
    tone = rng.uniform(110, 165)
    canvas[floor:] = (tone + 22 * clouds(rng, (width, height - floor), 80))[..., None].astype(np.uint8)
    for x in np.linspace(-width, 2 * width, 26):
        lines = np.array([[x, floor], [x + 3, floor], [width / 2 + (x - width / 2) * 1.7 + 4, height]])
        fill(canvas, lines, (92, 90, 88), 0.6)


def _pane(canvas: Canvas, box: tuple[float, float, float, float], colour: Colour, alpha: float = 1.0) -> None:
    left, top, right, bottom = box
    fill(canvas, np.array([[left, top], [right, top], [right, bottom], [left, bottom]]), colour, alpha)


def _seen_aslant(canvas: Canvas, rng: np.random.Generator) -> Canvas:
    """Turn the front by a few degrees, as nobody stands exactly before a shop."""
    height, width = canvas.shape[:2]
    lean = rng.uniform(0.0, 0.1) * height
    one, other = (lean, 0.0) if rng.random() < 0.5 else (0.0, lean)
    source = np.array([[0, one], [width, other], [width, height - other], [0, height - one]], dtype=np.float32)
    whole = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    turned = cv2.warpPerspective(canvas, cv2.getPerspectiveTransform(source, whole), (width, height))
    return np.asarray(turned, dtype=np.uint8)
