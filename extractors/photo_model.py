"""The photo network: what kind of business photo is this? The only file (with training/) that imports torch.

A MobileNetV3-small trained from scratch by ``extractors/training/train_photo.py``; data, figures and limits stand in
``models/MODEL_CARD.md``. The weights are pinned by sha256: other bytes are refused.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load as load_tensors
from torch import Tensor, nn

from extractors.page import PhotoScores, Raster
from uplift.errors import BrokenChain
from uplift.types import EvidenceKind

CLASSES = (
    "other",
    "truck",
    "farmland_or_livestock",
    "shelf_goods",
    "engineering_machinery",
    "van_or_car",
    "storefront",
    "document",
)  # order of the network's outputs
KINDS: dict[str, EvidenceKind] = {
    "truck": EvidenceKind.TRUCK_PHOTO,
    "van_or_car": EvidenceKind.VEHICLE_PHOTO,
    "engineering_machinery": EvidenceKind.MACHINERY_PHOTO,
    "shelf_goods": EvidenceKind.SHELF_PHOTO,
    "farmland_or_livestock": EvidenceKind.FARM_PHOTO,
    "storefront": EvidenceKind.STOREFRONT_PHOTO,
}
INPUT_PX = 96  # side of the square the network sees
MODELS = Path(__file__).parent / "models"
CENTRE_SHARE = 0.8  # side of the second, closer view


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoModel:
    """Classifies one photo. Build it with `load_photo_model`; calling it is pure and deterministic."""

    network: nn.Module
    temperature: float  # logits are divided by it; fitted on photos of sources kept out of training
    weights_sha256: str

    def __call__(self, raster: Raster) -> PhotoScores:
        """Return the probability of each photo kind, of "document" and of "other" for an RGB raster of any size."""
        return to_scores(self.probabilities(raster))

    def probabilities(self, raster: Raster) -> npt.NDArray[np.float64]:
        """Return the probabilities in the order of `CLASSES`, averaged over four views (whole, closer, mirrored)."""
        with torch.inference_mode():
            logits = self.network(views(raster)) / self.temperature
            return torch.softmax(logits.double(), dim=1).mean(dim=0).numpy()


def load_photo_model(folder: Path = MODELS) -> PhotoModel:
    """Load the pinned weights from `folder`.

    Raises:
        BrokenChain: the weights are not the ones that `photo.json` pins.
    """
    torch.set_num_threads(1)  # one reader child owns one core; more threads only wait for each other
    pin: Mapping[str, object] = json.loads((folder / "photo.json").read_text(encoding="utf-8"))
    data = (folder / "photo.safetensors").read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != pin["sha256"]:
        raise BrokenChain(
            f"The photo network's weights have sha256 {found}, but {pin['sha256']} is pinned: they were changed or "
            "cut short. Restore extractors/models/photo.safetensors from the release, or train again."
        )
    network = build_network(len(CLASSES))
    network.load_state_dict(load_tensors(data))  # copies half-precision matrices into the full-precision network
    return PhotoModel(network=network.eval(), temperature=float(str(pin["temperature"])), weights_sha256=found)


def to_scores(probabilities: npt.NDArray[np.float64]) -> PhotoScores:
    """Name the network's outputs."""
    named = dict(zip(CLASSES, (float(p) for p in probabilities), strict=True))
    kinds = {kind: named[name] for name, kind in KINDS.items()}
    return PhotoScores(kinds=kinds, document=named["document"], other=named["other"])


def build_network(outputs: int) -> nn.Module:
    """Return an untrained MobileNetV3-small with `outputs` logits; the layout that the weights fit."""
    _register_missing_operators()
    from torchvision.models import mobilenet_v3_small  # after the operators, see below

    network: nn.Module = mobilenet_v3_small(weights=None, num_classes=outputs, dropout=0.2)
    return network


def views(raster: Raster) -> Tensor:
    """Return (4, 3, INPUT_PX, INPUT_PX): the whole picture and its centre, each also mirrored, in about -2..2."""
    height, width = raster.shape[:2]
    top, left = int(height * (1 - CENTRE_SHARE) / 2), int(width * (1 - CENTRE_SHARE) / 2)
    centre = raster[top : height - top, left : width - left]
    squares = np.stack([square(raster, INPUT_PX), square(centre, INPUT_PX)])
    batch = normalise(torch.from_numpy(squares).permute(0, 3, 1, 2).float())
    return torch.cat([batch, batch.flip(3)])


def square(raster: Raster, side: int) -> Raster:
    """Squeeze a picture into side x side pixels by area; the whole content stays, the aspect ratio does not."""
    resized = cv2.resize(np.ascontiguousarray(raster), (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(resized, dtype=np.uint8)


def normalise(pixels: Tensor) -> Tensor:
    """Map 0-255 to about -2..2, the range the network was trained on."""
    return (pixels - 127.5) / 64.0


@cache
def _register_missing_operators() -> None:
    """Declare the two torchvision operators that a CPU-only build may lack.

    Importing torchvision fails with "operator torchvision::nms does not exist" when its compiled library does not fit
    the installed torch. The network uses neither operator, so declaring their signatures is enough.
    """
    for name in ("nms", "qnms"):
        if not hasattr(torch.ops.torchvision, name):
            torch.library.define(f"torchvision::{name}", "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
