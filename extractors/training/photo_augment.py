"""Augmentation that breaks the shortcuts of the data: white grounds, colour, aspect, resolution, compression."""

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from extractors.training.photo_data import Pixels

WHITE = 236  # 0-255; at or above it in all channels a pixel counts as empty ground
EMPTY_BORDER_SHARE = 0.6  # of the border pixels white: the thing stands on an empty ground


def replace_ground(pixels: Pixels, grounds: Pixels, rng: np.random.Generator, share: float) -> Pixels:
    """Put things photographed on white before other pictures, in `share` of such pictures."""
    changed = pixels.copy()
    for i in range(len(pixels)):
        white = (pixels[i] >= WHITE).all(axis=2)
        border = np.concatenate([white[0], white[-1], white[:, 0], white[:, -1]])
        if border.mean() >= EMPTY_BORDER_SHARE and rng.random() < share:
            changed[i][white] = grounds[rng.integers(len(grounds))][white]
    return changed


def augment(pixels: Tensor, side: int, rng: np.random.Generator, crop: float = 0.3) -> Tensor:
    """Randomly crop, turn, recolour, blur, compress and cover a batch.

    Args:
        pixels: (n, 3, h, w), 0-255.
        side: side of the square result in pixels.
        rng: all randomness comes from it.
        crop: smallest share of the area that a crop keeps.

    Returns:
        (n, 3, side, side), 0-255.
    """
    batch = _place(pixels, side, rng, crop)
    batch = _recolour(batch, rng)
    batch = _coarsen(batch, rng)
    batch = _compress(batch, rng)
    return _cover(batch, rng)


def _place(pixels: Tensor, side: int, rng: np.random.Generator, crop: float) -> Tensor:
    """Crop (or shrink on a plain ground), stretch, turn by a few degrees and mirror."""
    n = len(pixels)
    zoom = np.sqrt(rng.uniform(crop, 1.0, n))
    out = rng.random(n) < 0.15
    zoom[out] = rng.uniform(1.0, 1.6, int(out.sum()))
    stretch = np.exp(rng.uniform(-0.2, 0.2, n))
    angle = np.deg2rad(rng.uniform(-8, 8, n))
    mirror = rng.choice([-1.0, 1.0], n)
    slack = np.abs(1 - zoom)
    theta = np.zeros((n, 2, 3), dtype=np.float32)
    theta[:, 0, 0], theta[:, 0, 1] = zoom * stretch * np.cos(angle) * mirror, -zoom * np.sin(angle)
    theta[:, 1, 0], theta[:, 1, 1] = zoom * np.sin(angle) * mirror, zoom / stretch * np.cos(angle)
    theta[:, 0, 2], theta[:, 1, 2] = rng.uniform(-1, 1, n) * slack, rng.uniform(-1, 1, n) * slack
    ground = torch.from_numpy(_grounds(n, rng))
    grid = functional.affine_grid(torch.from_numpy(theta), [n, 3, side, side], align_corners=False)
    return functional.grid_sample(pixels - ground, grid, align_corners=False) + ground


def _grounds(n: int, rng: np.random.Generator) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    colours = rng.uniform(0, 255, (n, 3))
    gray = rng.random(n)
    colours[gray < 0.4] = 255.0
    colours[gray > 0.8] = 0.0
    return colours.astype(np.float32).reshape(n, 3, 1, 1)


def _recolour(batch: Tensor, rng: np.random.Generator) -> Tensor:
    n = len(batch)
    gray = batch.mean(dim=1, keepdim=True)
    saturation = rng.uniform(0.4, 1.5, n)
    saturation[rng.random(n) < 0.25] = 0.0
    batch = gray + (batch - gray) * _column(saturation)
    mean = batch.mean(dim=(1, 2, 3), keepdim=True)
    batch = mean + (batch - mean) * _column(rng.uniform(0.6, 1.4, n))
    batch = batch * _column(rng.uniform(0.6, 1.35, n))
    tint = np.where(saturation[:, None] > 0, rng.uniform(0.88, 1.12, (n, 3)), 1.0).astype(np.float32)
    return (batch * torch.from_numpy(tint).reshape(n, 3, 1, 1)).clamp(0, 255)


def _coarsen(batch: Tensor, rng: np.random.Generator) -> Tensor:
    """Blur a third of the batch by a smaller size, and add grain to another third."""
    n, side = len(batch), batch.shape[-1]
    chosen = torch.from_numpy(rng.permutation(n)[: n // 3])
    small = functional.interpolate(batch[chosen], size=int(rng.integers(side // 3, side)), mode="area")
    batch[chosen] = functional.interpolate(small, size=side, mode="bilinear", align_corners=False)
    grainy = torch.from_numpy(rng.permutation(n)[: n // 3])
    grain = rng.normal(0, rng.uniform(2, 14), (len(grainy), 3, side, side)).astype(np.float32)
    batch[grainy] = (batch[grainy] + torch.from_numpy(grain)).clamp(0, 255)
    return batch


def _compress(batch: Tensor, rng: np.random.Generator) -> Tensor:
    """Run a quarter of the batch through JPEG."""
    for i in rng.permutation(len(batch))[: len(batch) // 4]:
        picture = np.ascontiguousarray(batch[i].permute(1, 2, 0).numpy().astype(np.uint8))
        _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(25, 85))])
        restored = cv2.imdecode(data, cv2.IMREAD_COLOR)
        batch[i] = torch.from_numpy(np.asarray(restored)).permute(2, 0, 1).float()
    return batch


def _cover(batch: Tensor, rng: np.random.Generator) -> Tensor:
    """Hide a patch in a quarter of the batch."""
    side = batch.shape[-1]
    for i in rng.permutation(len(batch))[: len(batch) // 4]:
        height, width = rng.integers(side // 8, side // 2, 2)
        top, left = rng.integers(0, side - height), rng.integers(0, side - width)
        batch[i, :, top : top + height, left : left + width] = float(rng.uniform(0, 255))
    return batch


def _column(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Tensor:
    return torch.from_numpy(values.astype(np.float32)).reshape(-1, 1, 1, 1)
