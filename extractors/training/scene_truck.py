"""A lorry on a road, rendered: box or stake body, front or rear three-quarter view, a legible Chinese plate."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from extractors.training.scene_paint import (
    Camera,
    Canvas,
    Colour,
    Points,
    clouds,
    fill,
    lettering,
    paste,
    photograph,
    shade,
    stroke,
)

CAB_COLOURS: tuple[Colour, ...] = (
    (36, 84, 160),
    (176, 36, 34),
    (232, 232, 228),
    (24, 120, 96),
    (214, 150, 30),
    (66, 70, 78),
)
BOX_COLOURS: tuple[Colour, ...] = ((226, 228, 226), (190, 196, 200), (60, 98, 150), (170, 60, 48), (214, 206, 184))
PLATE_GROUNDS: dict[str, tuple[Colour, Colour]] = {  # ground, ink
    "yellow": ((238, 182, 28), (18, 18, 18)),
    "blue": ((22, 72, 170), (245, 245, 245)),
    "green": ((110, 200, 120), (18, 18, 18)),
}
HALF = 1.15  # metres, half the width of the lorry
PLATE = (0.68, 0.22)  # metres; a little over life size so that it stays legible at phone distance
Quad = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lorry:
    """One drawn lorry: colours and lengths in metres. The front is at x = 0, the rear at x = length."""

    cab: Colour
    body: Colour
    length: float
    height: float
    stake: bool
    rear: bool  # seen from behind
    night: float  # 0 day - 1 dusk


def render_truck(
    rng: np.random.Generator,
    plate: str,
    size: tuple[int, int] = (1600, 1200),
    plate_colour: str = "yellow",
    rear: bool | None = None,
) -> Image.Image:
    """Render one lorry on a road; the same generator state gives the same picture.

    Args:
        rng: all randomness comes from it.
        plate: registration written on the plate, for example "浙A12345".
        size: width and height in pixels.
        plate_colour: a key of `PLATE_GROUNDS`.
        rear: seen from behind; chosen by `rng` when None.
    """
    lorry = _lorry(rng, rear)
    camera = _camera(rng, lorry, size)
    canvas = _street(rng, camera, lorry)
    _shadow(canvas, camera, lorry)
    _paint_lorry(canvas, camera, lorry, rng)
    ground, ink = PLATE_GROUNDS[plate_colour]
    _plate(canvas, camera, lorry, lettering(_spaced(plate), ink, ground, 120))
    return photograph(canvas, rng, sharpness=1.4)


def _lorry(rng: np.random.Generator, rear: bool | None) -> Lorry:
    return Lorry(
        cab=CAB_COLOURS[rng.integers(len(CAB_COLOURS))],
        body=BOX_COLOURS[rng.integers(len(BOX_COLOURS))],
        length=float(rng.uniform(5.6, 8.5)),
        height=float(rng.uniform(2.9, 3.6)),
        stake=bool(rng.random() < 0.3),
        rear=bool(rng.random() < 0.4) if rear is None else rear,
        night=float(max(0.0, rng.uniform(-0.8, 0.5))),
    )


def _camera(rng: np.random.Generator, lorry: Lorry, size: tuple[int, int]) -> Camera:
    """Stand before one corner, a little to the side, at the height of a phone held up."""
    angle = np.deg2rad(rng.uniform(16, 36)) * rng.choice([-1, 1])
    distance = rng.uniform(7.0, 8.5)
    end, outward = (lorry.length, 1.0) if lorry.rear else (0.0, -1.0)
    position = np.array([end + outward * distance * np.cos(angle), distance * np.sin(angle), rng.uniform(1.5, 2.0)])
    target = np.array([end - outward * 1.2, -0.3 * np.sin(angle), lorry.height * 0.4])
    return Camera(position=position, target=target, focal=size[0] * rng.uniform(1.2, 1.5), size=size)


def _street(rng: np.random.Generator, camera: Camera, lorry: Lorry) -> Canvas:
    width, height = camera.size
    canvas = np.zeros((height, width, 3), dtype=np.uint8)
    dim = 1 - 0.6 * lorry.night
    sky = np.array([168, 196, 226]) * rng.uniform(0.85, 1.05) * dim
    fade = np.linspace(0.8, 1.1, height)[:, None, None]
    canvas[:] = np.clip(sky * fade + 40 * dim * clouds(rng, camera.size, 6)[..., None], 0, 255).astype(np.uint8)
    horizon = int(_horizon(camera))
    _backdrop(canvas, rng, horizon, dim)
    asphalt = rng.uniform(82, 122) * dim
    rows = np.linspace(0.85, 1.1, height - horizon)[:, None]
    grit = 14 * clouds(rng, (width, height - horizon), 90)
    canvas[horizon:] = np.clip(asphalt * rows + grit, 0, 255)[..., None].astype(np.uint8)
    _markings(canvas, camera, dim)
    return canvas


def _horizon(camera: Camera) -> float:
    away = camera.target - camera.position
    far = camera.position + np.array([away[0], away[1], 0.0]) * 1e4
    return float(np.clip(camera.project(far[None])[0, 1], 40, camera.size[1] - 40))


def _backdrop(canvas: Canvas, rng: np.random.Generator, horizon: int, dim: float) -> None:
    """Houses and trees along the horizon."""
    width, left = canvas.shape[1], 0.0
    while left < width:
        span, tall = rng.uniform(0.05, 0.2) * width, rng.uniform(0.05, 0.3) * horizon
        if rng.random() < 0.45:
            colour = shade((70, 104, 62), float(rng.uniform(0.7, 1.2) * dim))
            turn = np.linspace(0, 2 * np.pi, 40)
            edge = 1 + 0.12 * rng.normal(size=40)
            blob = np.stack(
                [left + span / 2 + span * 0.6 * edge * np.cos(turn), horizon - tall * 0.5 * edge * (1 - np.sin(turn))],
                1,
            )
            fill(canvas, blob, colour)
        else:
            colour = shade((176, 166, 154), float(rng.uniform(0.7, 1.15) * dim))
            house = np.array(
                [[left, horizon - tall], [left + span, horizon - tall], [left + span, horizon], [left, horizon]]
            )
            fill(canvas, house, colour)
            _windows(canvas, left, span, horizon - tall, tall, shade(colour, 0.55))
        left += span * rng.uniform(0.7, 1.0)


def _windows(canvas: Canvas, left: float, span: float, top: float, tall: float, colour: Colour) -> None:
    step = max(14.0, span / 5)
    for x in np.arange(left + step * 0.3, left + span - step * 0.5, step):
        for y in np.arange(top + step * 0.3, top + tall - step * 0.5, step):
            fill(canvas, np.array([[x, y], [x + step / 2, y], [x + step / 2, y + step / 2], [x, y + step / 2]]), colour)


def _markings(canvas: Canvas, camera: Camera, dim: float) -> None:
    paint = shade((222, 222, 214), dim)
    for side in (-2.2, 2.2):
        for start in np.arange(-3.0, 40.0, 4.0):
            for x in (start, -start):
                line = [[x, side - 0.07, 0], [x + 2, side - 0.07, 0], [x + 2, side + 0.07, 0], [x, side + 0.07, 0]]
                if _before(camera, line):
                    fill(canvas, camera.project(line), paint, 0.75)


def _before(camera: Camera, points: Quad) -> bool:
    return bool((((np.asarray(points) - camera.position) @ (camera.target - camera.position)) > 1.0).all())


def _shadow(canvas: Canvas, camera: Camera, lorry: Lorry) -> None:
    for grow in (0.5, 0.3, 0.1):
        out = HALF + grow
        ground = [[-grow, -out, 0], [lorry.length + grow, -out, 0], [lorry.length + grow, out, 0], [-grow, out, 0]]
        fill(canvas, camera.project(ground), (22, 22, 26), 0.35)


def _paint_lorry(canvas: Canvas, camera: Camera, lorry: Lorry, rng: np.random.Generator) -> None:
    """Far parts first: the painter's way of hiding."""
    dim = 1 - 0.5 * lorry.night
    _wheels(canvas, camera, lorry, dim, far=True)
    _block(canvas, camera, (0.1, lorry.length), (0.5, 0.95), HALF * 0.75, (44, 44, 46), dim)
    if lorry.rear:
        _cab(canvas, camera, lorry, dim)
    _body(canvas, camera, lorry, dim, rng)
    if not lorry.rear:
        _cab(canvas, camera, lorry, dim)
    _wheels(canvas, camera, lorry, dim, far=False)


def _block(
    canvas: Canvas,
    camera: Camera,
    along: tuple[float, float],
    up: tuple[float, float],
    half: float,
    colour: Colour,
    dim: float,
) -> None:
    """A cuboid: its near side, its near end and its roof."""
    side = half if camera.position[1] > 0 else -half
    end = along[1] if camera.position[0] > along[1] else along[0]
    faces: list[tuple[Quad, float]] = [
        ([[x, y, up[1]] for x, y in ((along[0], -half), (along[1], -half), (along[1], half), (along[0], half))], 1.1),
        ([[along[0], side, up[1]], [along[1], side, up[1]], [along[1], side, up[0]], [along[0], side, up[0]]], 0.78),
        ([[end, -half, up[1]], [end, half, up[1]], [end, half, up[0]], [end, -half, up[0]]], 0.98),
    ]
    for corners, light in faces[0 if camera.position[2] > up[1] else 1 :]:
        fill(canvas, camera.project(corners), shade(colour, light * dim))


def _panel(canvas: Canvas, camera: Camera, x: float, y: tuple[float, float], z: tuple[float, float], c: Colour) -> None:
    """A rectangle on an end face at `x`."""
    fill(canvas, camera.project([[x, y[0], z[1]], [x, y[1], z[1]], [x, y[1], z[0]], [x, y[0], z[0]]]), c)


def _cab(canvas: Canvas, camera: Camera, lorry: Lorry, dim: float) -> None:
    _block(canvas, camera, (0.0, 1.75), (0.45, 2.5), HALF, lorry.cab, dim)
    side = HALF if camera.position[1] > 0 else -HALF
    window = [[0.25, side, 2.25], [1.3, side, 2.25], [1.3, side, 1.5], [0.1, side, 1.5]]
    fill(canvas, camera.project(window), shade((52, 62, 74), dim))
    stroke(canvas, camera.project([[1.4, side, 2.4], [1.4, side, 0.6]]), shade(lorry.cab, 0.5 * dim), 3)
    if lorry.rear:
        return
    _panel(canvas, camera, 0.0, (-1.02, 1.02), (1.48, 2.36), shade((46, 56, 68), dim))
    glint = [[0, -0.7, 2.34], [0, -0.2, 2.34], [0, -0.55, 1.5], [0, -1.0, 1.5]]
    fill(canvas, camera.project(glint), (170, 188, 204), 0.35)
    _panel(canvas, camera, 0.0, (-0.75, 0.75), (1.0, 1.32), shade((40, 40, 44), dim))
    for z in (1.08, 1.16, 1.24):
        stroke(canvas, camera.project([[0, -0.72, z], [0, 0.72, z]]), shade((170, 174, 178), dim), 3)
    _panel(canvas, camera, 0.0, (-1.15, 1.15), (0.45, 0.88), shade((70, 72, 76), dim))
    for lamp in ((-1.08, -0.72), (0.72, 1.08)):
        _panel(canvas, camera, 0.0, lamp, (0.92, 1.14), (244, 240, 218))
    for y in (-1.3, 1.3):
        stroke(canvas, camera.project([[0.1, np.sign(y) * HALF, 2.2], [0.0, y, 2.1], [0.0, y, 1.6]]), (30, 30, 32), 12)


def _body(canvas: Canvas, camera: Camera, lorry: Lorry, dim: float, rng: np.random.Generator) -> None:
    top = 1.9 if lorry.stake else lorry.height
    half = HALF + 0.08
    if lorry.stake:
        load = shade((150, 112, 70), float(rng.uniform(0.6, 1.3)))
        _block(canvas, camera, (2.1, lorry.length - 0.15), (1.4, rng.uniform(2.2, 3.0)), half * 0.88, load, dim)
    _block(canvas, camera, (1.95, lorry.length), (0.95, top), half, lorry.body, dim)
    side = half if camera.position[1] > 0 else -half
    for x in np.arange(2.1, lorry.length, 0.45):
        stroke(canvas, camera.project([[x, side, top - 0.05], [x, side, 1.0]]), shade(lorry.body, 0.62 * dim), 2)
    if lorry.rear:
        _doors(canvas, camera, lorry, top, dim)


def _doors(canvas: Canvas, camera: Camera, lorry: Lorry, top: float, dim: float) -> None:
    x, dark = lorry.length, shade(lorry.body, 0.5 * dim)
    for y in (-1.15, -0.55, 0.0, 0.55, 1.15):
        stroke(canvas, camera.project([[x, y, top - 0.08], [x, y, 1.0]]), dark, 4 if y else 7)
    for step in range(8):
        y = -1.15 + step * 0.29
        _panel(canvas, camera, x, (y, y + 0.29), (0.98, 1.06), (200, 30, 30) if step % 2 else (240, 240, 240))
    _panel(canvas, camera, x, (-1.15, 1.15), (0.45, 0.9), shade((52, 52, 56), dim))
    for y in (-1.1, 0.85):
        _panel(canvas, camera, x, (y, y + 0.25), (0.62, 0.8), (206, 34, 26))


def _wheels(canvas: Canvas, camera: Camera, lorry: Lorry, dim: float, far: bool) -> None:
    near = 1 if camera.position[1] > 0 else -1
    side = -near if far else near
    for x in (0.85, lorry.length - 1.5, lorry.length - 2.55)[: 2 if lorry.length < 7 else 3]:
        inner, outer = _rim(camera, (x, side * (HALF - 0.25)), 0.48), _rim(camera, (x, side * HALF), 0.48)
        tread = cv2.convexHull(np.concatenate([inner, outer]).astype(np.float32)).reshape(-1, 2)
        fill(canvas, tread.astype(np.float64), shade((20, 20, 22), dim))
        fill(canvas, outer, shade((34, 34, 36), dim))
        fill(canvas, _rim(camera, (x, side * HALF), 0.27), shade((150, 152, 156), dim))
        fill(canvas, _rim(camera, (x, side * HALF), 0.1), shade((80, 80, 84), dim))


def _rim(camera: Camera, centre: tuple[float, float], radius: float) -> Points:
    turn = np.linspace(0, 2 * np.pi, 48)
    x, y = centre
    rim = np.stack([x + radius * np.cos(turn), np.full(48, y), 0.48 + radius * np.sin(turn)], axis=1)
    return camera.project(rim)


def _plate(canvas: Canvas, camera: Camera, lorry: Lorry, texture: Canvas) -> None:
    x = lorry.length + 0.02 if lorry.rear else -0.02
    left = -PLATE[0] / 2 if lorry.rear else PLATE[0] / 2  # the onlooker's left
    low, high = 0.56, 0.56 + PLATE[1]
    corners: Points = camera.project([[x, left, high], [x, -left, high], [x, -left, low], [x, left, low]])
    paste(canvas, texture, corners)


def _spaced(plate: str) -> str:
    """Province and city letter stand apart from the number, as on real plates."""
    return f"{plate[:2]}·{plate[2:]}"
