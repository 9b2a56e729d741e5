"""Figures of a classifier from its probabilities: F1 a class, confusion, calibration. Pure numpy."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractors.photo_model import CLASSES

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
ACCEPTED_FROM = 0.55  # extractors/classify.py: a photo kind under this probability is `unknown`
TEMPERATURES = np.exp(np.linspace(np.log(0.3), np.log(3.0), 93))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassFigures:
    """Precision, recall and F1 of one class, 0-1, and how many pictures it had."""

    name: str
    precision: float
    recall: float
    f1: float
    count: int


def confusion(truth: Integers, said: Integers) -> Integers:
    """Counts (true class, class said) in the order of `CLASSES`."""
    table = np.zeros((len(CLASSES), len(CLASSES)), dtype=np.int64)
    np.add.at(table, (truth, said), 1)
    return table


def class_figures(table: Integers) -> tuple[ClassFigures, ...]:
    """Figures of every class from its confusion table; a class never said has precision 0."""
    figures = []
    for i, name in enumerate(CLASSES):
        hits, said, count = int(table[i, i]), int(table[:, i].sum()), int(table[i].sum())
        precision, recall = hits / max(said, 1), hits / max(count, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-12)
        figures.append(ClassFigures(name=name, precision=precision, recall=recall, f1=f1, count=count))
    return tuple(figures)


def macro_f1(figures: tuple[ClassFigures, ...]) -> float:
    """Mean F1 of the classes that had pictures."""
    return float(np.mean([figure.f1 for figure in figures if figure.count]))


def calibration_error(probabilities: Floats, truth: Integers, bins: int = 15) -> float:
    """Expected calibration error of the winning class: |accuracy - confidence| over equal-width bins, by count."""
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(right[place == i].mean() - confidence[place == i].mean()) * (place == i).mean()
        for i in range(bins)
        if (place == i).any()
    ]
    return float(sum(gaps))


def mean_probabilities(logits: Floats, temperature: float) -> Floats:
    """Probabilities (n, classes) averaged over views from logits (n, views, classes), as the model does."""
    scaled = logits / temperature
    powers = np.exp(scaled - scaled.max(axis=2, keepdims=True))
    mean: Floats = (powers / powers.sum(axis=2, keepdims=True)).mean(axis=1)
    return mean


def fit_temperature(logits: Floats, truth: Integers) -> float:
    """The temperature with the least log loss on a grid, every class weighing the same."""
    weights = 1.0 / np.bincount(truth, minlength=len(CLASSES))[truth]

    def loss(temperature: float) -> float:
        hit = mean_probabilities(logits, temperature)[np.arange(len(truth)), truth]
        return float((-np.log(np.maximum(hit, 1e-12)) * weights).sum())

    return float(min(TEMPERATURES, key=loss))


def unknown_recall(probabilities: Floats, truth: Integers) -> float:
    """Share of the "other" pictures that no photo kind and no document claims with `ACCEPTED_FROM` or more."""
    others = probabilities[truth == CLASSES.index("other")]
    claims = np.delete(others, CLASSES.index("other"), axis=1).max(axis=1)
    return float((claims < ACCEPTED_FROM).mean())


def accepted_share(probabilities: Floats, truth: Integers) -> tuple[float, float]:
    """Of pictures that are not "other": the share claimed with `ACCEPTED_FROM` or more, and how many of those right."""
    real = truth != CLASSES.index("other")
    said, sure = probabilities[real].argmax(axis=1), probabilities[real].max(axis=1) >= ACCEPTED_FROM
    taken = sure & (said != CLASSES.index("other"))
    return float(taken.mean()), float((said[taken] == truth[real][taken]).mean()) if taken.any() else 0.0
