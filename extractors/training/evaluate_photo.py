"""Figures of the photo network on sources kept out of training: `python -m extractors.training.evaluate_photo`.

Cross-validation by source: every repository stands in one fold only. For each fold the second training stage runs
without its sources (auxiliary pictures of the same repository included) and the fold is classified. Writes
`evaluation.json` beside the weights and, with `--pin`, the fitted temperature into `photo.json`.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from extractors.photo_model import load_photo_model, views
from extractors.training.photo_data import (
    Pictures,
    Pixels,
    assign_folds,
    load_auxiliary,
    load_photos,
    single_source_classes,
    targets,
)
from extractors.training.photo_metrics import (
    Floats,
    Integers,
    accepted_share,
    calibration_error,
    class_figures,
    confusion,
    fit_temperature,
    macro_f1,
    mean_probabilities,
    unknown_recall,
)
from extractors.training.train_photo import WORK, finetune, pretrained

FOLDS = 3


def main() -> None:
    """Cross-validate and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/dev"))
    parser.add_argument("--out", type=Path, default=Path("extractors/models"))
    parser.add_argument("--work", type=Path, default=WORK, help="decoded pixels, stage one, logits of finished folds")
    parser.add_argument("--pin", action="store_true", help="write the fitted temperature into photo.json")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    photos, auxiliary = load_photos(arguments.data, arguments.work), load_auxiliary(arguments.data, arguments.work)
    logits = cross_validated(photos, auxiliary, arguments.work)
    figures = report(photos, logits) | {"milliseconds_a_photo": milliseconds(arguments.out)}
    (arguments.out / "evaluation.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    if arguments.pin:
        pin_temperature(arguments.out, float(str(figures["temperature"])))
    print(json.dumps(figures, indent=2))


def cross_validated(photos: Pictures, auxiliary: Pictures, work: Path) -> Floats:
    """Logits (n, views, classes) of every photo by the network that never saw its source."""
    folds, start = assign_folds(photos, FOLDS), pretrained(auxiliary, work)
    logits: Floats = np.zeros((len(photos), 4, 8))
    for fold in range(FOLDS):
        held = folds == fold
        kept = photos.take(np.flatnonzero(~held).tolist())
        hidden = {source for i, source in enumerate(photos.sources) if held[i]} - set(kept.sources)
        allowed = [i for i, source in enumerate(auxiliary.sources) if source not in hidden]
        network = finetune(start, kept, auxiliary.take(allowed))
        logits[held] = logits_of(network, photos.pixels[held])
        np.save(work / f"fold-{fold}.npy", logits[held])
    return logits


def logits_of(network: nn.Module, pixels: Pixels) -> Floats:
    """Logits (n, views, classes), each picture seen as the shipped model sees it."""
    with torch.inference_mode():
        return np.stack([network(views(picture)).double().numpy() for picture in pixels])


def report(photos: Pictures, logits: Floats) -> dict[str, object]:
    """All figures. The temperature is fitted on the other folds for the calibration figure of each fold."""
    truth, folds = targets(photos), assign_folds(photos, FOLDS)
    probabilities: Floats = np.zeros((len(photos), logits.shape[2]))
    for fold in range(FOLDS):
        held = folds == fold
        probabilities[held] = mean_probabilities(logits[held], fit_temperature(logits[~held], truth[~held]))
    table = confusion(truth, probabilities.argmax(axis=1))
    classes = class_figures(table)
    taken, right = accepted_share(probabilities, truth)
    return {
        "photos": len(photos),
        "folds": FOLDS,
        "macro_f1": round(macro_f1(classes), 3),
        "classes": {c.name: [round(c.precision, 3), round(c.recall, 3), round(c.f1, 3), c.count] for c in classes},
        "single_source_classes": sorted(single_source_classes(photos)),
        "confusion": table.tolist(),
        "calibration_error": round(calibration_error(probabilities, truth), 3),
        "calibration_error_untempered": round(calibration_error(mean_probabilities(logits, 1.0), truth), 3),
        "temperature": round(fit_temperature(logits, truth), 4),
        "unknown_recall": round(unknown_recall(probabilities, truth), 3),
        "kinds_accepted": round(taken, 3),
        "accepted_right": round(right, 3),
        "sources": by_source(photos, truth, probabilities),
    }


def by_source(photos: Pictures, truth: Integers, probabilities: Floats, least: int = 15) -> dict[str, list[float]]:
    """Accuracy and count of every source and class with at least `least` pictures."""
    names = np.array([f"{label} of {source}" for label, source in zip(photos.labels, photos.sources, strict=True)])
    right = probabilities.argmax(axis=1) == truth
    counted = {name: names == name for name in sorted(set(names.tolist()))}
    return {
        name: [round(float(right[here].mean()), 3), int(here.sum())]
        for name, here in counted.items()
        if here.sum() >= least
    }


def milliseconds(models: Path, rounds: int = 30) -> float:
    """Median wall milliseconds of the shipped network on a decoded 12-megapixel-like photo capped at 2000 px."""
    model = load_photo_model(models)
    raster = np.random.default_rng(5).integers(0, 255, (1500, 2000, 3)).astype(np.uint8)
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        model(raster)
        taken.append((time.perf_counter() - started) * 1000)
    return round(float(np.median(taken)), 1)


def pin_temperature(models: Path, temperature: float) -> None:
    """Write the temperature into the pin; the weights stay."""
    path = models / "photo.json"
    pin = json.loads(path.read_text(encoding="utf-8")) | {"temperature": temperature}
    path.write_text(json.dumps(pin, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
