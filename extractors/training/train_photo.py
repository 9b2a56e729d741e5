"""Train the photo network from scratch: `python -m extractors.training.train_photo --data ../shared/data/dev`.

Two stages: all auxiliary pictures by their own folders, then our classes on real photos, the auxiliary pictures that
plainly belong to them, and a modest share of rendered scenes. Every seed is fixed and one thread is used, so the same
machine gives the same weights.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import save
from torch import nn

from extractors.photo_model import CLASSES, INPUT_PX, build_network
from extractors.training.photo_data import (
    Pictures,
    auxiliary_as_photos,
    join,
    load_auxiliary,
    load_photos,
    targets,
)
from extractors.training.photo_fit import Plan, fit

PRETRAIN = Plan(steps=1500, batch=64, side=64, rate=3e-3, seed=11, crop=0.5)  # about 5 passes
FINETUNE = Plan(steps=500, batch=64, side=INPUT_PX, rate=2e-3, seed=12, mix=0.2)  # about 6 passes of the photos
RENDERED_SHARE = 0.06  # of the draws of truck and storefront together; real photos decide
WORK = Path(tempfile.gettempdir()) / "uplift-photo-cache"  # decoded pixels and stage one; may be deleted
AUXILIARY_SHARE = 0.25  # of the draws inside a class that has auxiliary pictures


def main() -> None:
    """Train and write `photo.safetensors` and `photo.json` into the output folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/dev"))
    parser.add_argument("--out", type=Path, default=Path("extractors/models"))
    parser.add_argument("--work", type=Path, default=WORK, help="decoded pixels and stage one, kept between runs")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    photos, auxiliary = load_photos(arguments.data, arguments.work), load_auxiliary(arguments.data, arguments.work)
    network = finetune(pretrained(auxiliary, arguments.work), photos, auxiliary)
    export(network, arguments.out)


def pretrained(auxiliary: Pictures, work: Path) -> dict[str, torch.Tensor]:
    """Stage one: weights of the network without its last layer. Kept in `work` by plan, as it is the longest part."""
    path = work / f"stage-one-{hashlib.sha256(repr(PRETRAIN).encode()).hexdigest()[:12]}.pt"
    if not path.exists():
        names = sorted(set(auxiliary.labels))
        labels = np.array([names.index(label) for label in auxiliary.labels], dtype=np.int64)
        weights = np.bincount(labels)[labels].astype(np.float64) ** -0.5
        torch.manual_seed(PRETRAIN.seed)
        network = fit(build_network(len(names)), auxiliary.pixels, labels, weights, PRETRAIN)
        torch.save({k: v for k, v in network.state_dict().items() if not k.startswith("classifier.3.")}, path)
    weights_found: dict[str, torch.Tensor] = torch.load(path, weights_only=True)
    return weights_found


def finetune(start: dict[str, torch.Tensor], photos: Pictures, auxiliary: Pictures) -> nn.Module:
    """Stage two: our classes on `photos`, helped by auxiliary pictures and rendered scenes."""
    from extractors.training.photo_scenes import rendered  # stage one needs no scenes

    torch.manual_seed(FINETUNE.seed)
    network = build_network(len(CLASSES))
    network.load_state_dict(start, strict=False)
    extra, scenes = auxiliary_as_photos(auxiliary), rendered()
    everything = join([photos, extra, scenes])
    origin = np.repeat([0, 1, 2], [len(photos), len(extra), len(scenes)])
    return fit(network, everything.pixels, targets(everything), sampling_weights(everything, origin), FINETUNE)


def sampling_weights(pictures: Pictures, origin: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Chance of each picture: classes equal; inside a class sources by the square root of their size.

    `origin` is 0 for real photos, 1 for auxiliary pictures, 2 for rendered scenes; the latter two get fixed shares.
    """
    labels, sources = np.array(pictures.labels), np.array(pictures.sources)
    weights = np.zeros(len(pictures))
    for label in sorted(set(pictures.labels)):
        for part, share in ((0, 1.0), (1, AUXILIARY_SHARE), (2, RENDERED_SHARE * 4)):
            chosen = (labels == label) & (origin == part)
            for source in sorted(set(sources[chosen])):
                here = chosen & (sources == source)
                weights[here] = here.sum() ** -0.5
            if chosen.any():
                weights[chosen] *= share / weights[chosen].sum()
        weights[labels == label] /= weights[labels == label].sum()
    return weights


def export(network: nn.Module, out: Path, temperature: float = 1.0) -> None:
    """Write the weights (matrices in half precision) and the pin beside them."""
    tensors = {k: (v.half() if v.ndim > 1 else v).contiguous() for k, v in sorted(network.state_dict().items())}
    data = save(tensors)
    (out / "photo.safetensors").write_bytes(data)
    pin = {"sha256": hashlib.sha256(data).hexdigest(), "temperature": round(temperature, 4), "classes": list(CLASSES)}
    (out / "photo.json").write_text(json.dumps(pin, indent=2) + "\n", encoding="utf-8")
    print(f"wrote {len(data)} bytes, sha256 {pin['sha256']}")


if __name__ == "__main__":
    main()
