"""Fits the calibration curves of the reader on folders of files with a truth beside them.

    python -m bench.calibrate --data DIR [--data DIR …] [--write]

Half of the files of each layout (by name) fit the curves, the other half tells the error that remains; `--write` then
fits on all and replaces extractors/models/calibration.json. Run it again whenever extraction changes.
"""

import argparse
import json
import multiprocessing
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
from rich.progress import track
from scipy.optimize import isotonic_regression

from extractors.calibration import CELL, PATH, Curves, along, class_of, sort_of
from extractors.pages import open_document
from extractors.reading import Engines, ReadLimits, extract, load_engines
from ingest.media import identify
from uplift.errors import UpliftError
from uplift.types import Extraction
from workers.check.compare import outcomes
from workers.check.figures import calibration
from workers.check.truth import Truth, find_truths

BIN = 60  # values a knot stands for, at least
Sample: TypeAlias = tuple[str, float, bool]  # class, raw confidence, right


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, action="append", required=True)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    truths = [truth for folder in options.data for truth in find_truths(folder)]
    with multiprocessing.get_context("spawn").Pool(options.jobs) as pool:
        found = list(track(pool.imap_unordered(samples_of, truths), total=len(truths), description="reading"))
    first = [sample for name, samples in found if zlib.crc32(name.encode()) % 2 for sample in samples]
    second = [sample for name, samples in found if not zlib.crc32(name.encode()) % 2 for sample in samples]
    curves = fit(first)
    print(f"{len(truths)} files, {len(first) + len(second)} values; held-out half: raw error {error(second, {}):.4f}, "
          f"calibrated {error(second, curves):.4f}")  # fmt: skip
    if options.write:
        write(fit(first + second), [str(folder.name) for folder in options.data], len(truths))
        print(f"written to {PATH}")


def samples_of(truth: Truth) -> tuple[str, list[Sample]]:
    """Class, raw confidence and correctness of every value read from one file."""
    try:
        data = truth.path.read_bytes()
        document = open_document(data, identify(data), engines(), ReadLimits())
        extraction = extract(document, engines(), calibrate=False)
    except UpliftError:
        return truth.path.name, []
    return truth.path.name, list(_samples(truth, extraction))


def _samples(truth: Truth, extraction: Extraction) -> Iterator[Sample]:
    fields = {field.name: field for field in extraction.fields}
    for one in outcomes(truth, extraction):
        if one.read is not None:
            field = fields[one.name.split(".")[0]]
            yield class_of(field, CELL if one.cell else sort_of(field.value)), one.confidence, one.right


@cache
def engines() -> Engines:
    """One set a process."""
    return load_engines()


def fit(samples: Sequence[Sample]) -> Curves:
    """A rising curve for each class with enough values: means of bins of equal count, then isotonic regression."""
    by_class: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for name, confidence, right in samples:
        by_class[name].append((confidence, right))
    return {name: curve(pairs) for name, pairs in sorted(by_class.items()) if len(pairs) >= BIN}


def curve(pairs: Sequence[tuple[float, bool]]) -> tuple[tuple[float, float], ...]:
    """Knots of one class; one success and one failure more than seen keep it off 0 and 1."""
    ordered = sorted(pairs)
    bins = np.array_split(np.array(ordered, float), max(1, len(ordered) // BIN))
    xs = [float(part[:, 0].mean()) for part in bins]
    ys = [float((part[:, 1].sum() + 1) / (len(part) + 2)) for part in bins]
    rising = isotonic_regression(ys, weights=[len(part) for part in bins]).x
    knots: dict[float, list[float]] = defaultdict(list)
    for x, y in zip(xs, rising, strict=True):
        knots[round(x, 4)].append(float(y))
    return tuple((x, round(sum(values) / len(values), 4)) for x, values in sorted(knots.items()))


def error(samples: Sequence[Sample], curves: Curves) -> float:
    """Expected calibration error after the curves."""
    mapped = [(along(curves[name], raw) if name in curves else raw, right) for name, raw, right in samples]
    return calibration(mapped)[0]


def write(curves: Curves, folders: Sequence[str], count: int) -> None:
    """Replace the shipped curves."""
    body: Mapping[str, object] = {
        "fitted": datetime.now(UTC).date().isoformat(),
        "on": f"{count} files of {', '.join(folders)}",
        "curves": {name: [list(knot) for knot in knots] for name, knots in curves.items()},
    }
    PATH.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
