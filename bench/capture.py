"""How often faults of a picture are seen, and how often they are raised on good pictures.

    python -m bench.capture [--count 12] [--seed 1] [--kinds a,b] [--data ../shared/data/dev] [--measures]

Good pictures are specimens photographed mildly, and the real receipts and invoices of the data folder. Bad ones are the
same specimens photographed badly in one way each. Seeds other than the one the limits were fitted on tell the truth.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from bench.specimens.degrade import Camera, photograph
from bench.specimens.kinds import KINDS
from bench.specimens.sheet import rasterise
from bench.specimens.world import World
from extractors.capture import Fault, Looks, faults, measure
from extractors.image import decode
from extractors.limits import ReadLimits
from extractors.ocr import rapidocr
from extractors.ocr.engine import OcrEngine
from extractors.ocr_page import read_page
from extractors.page import Raster

GOOD = "good"
REAL = "real"
Spoil = Callable[[Image.Image, Camera, random.Random], Image.Image]


def _mild(paper: Image.Image, camera: Camera, _rng: random.Random) -> Image.Image:
    return photograph(paper, camera)[0]


def _blurred(paper: Image.Image, camera: Camera, rng: random.Random) -> Image.Image:
    blur = {"defocus": rng.uniform(4.5, 9)} if rng.random() < 0.6 else {"motion": rng.uniform(14, 28)}
    return photograph(paper, replace(camera, **blur))[0]


def _glare(paper: Image.Image, camera: Camera, rng: random.Random) -> Image.Image:
    return photograph(paper, replace(camera, glare=rng.uniform(1.1, 1.6)))[0]


def _dark(paper: Image.Image, camera: Camera, rng: random.Random) -> Image.Image:
    return photograph(paper, replace(camera, exposure=rng.uniform(0.06, 0.18)))[0]


def _small(paper: Image.Image, camera: Camera, rng: random.Random) -> Image.Image:
    picture = photograph(paper, camera)[0]
    scale = rng.uniform(280, 420) / max(picture.size)
    return picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.LANCZOS)


def _cut(paper: Image.Image, camera: Camera, rng: random.Random) -> Image.Image:
    picture = photograph(paper, camera)[0]
    gone = round(picture.width * rng.uniform(0.22, 0.4))
    left = gone if rng.random() < 0.5 else 0
    return picture.crop((left, 0, left + picture.width - gone, picture.height))


WAYS: dict[str, Spoil] = {
    GOOD: _mild,
    Fault.BLURRED: _blurred,
    Fault.GLARE: _glare,
    Fault.TOO_DARK: _dark,
    Fault.TOO_SMALL: _small,
    Fault.CUT_OFF: _cut,
}


def papers(kinds: list[str], seed: int, count: int) -> Iterator[tuple[str, Image.Image]]:
    """`count` first pages, turn about from every layout of the kinds."""
    ways = [(kind, name) for kind in kinds for name in KINDS[kind].layouts]
    for number in range(count):
        kind, layout = ways[number % len(ways)]
        name = f"{kind}-{layout}-{seed + number}"
        yield name, rasterise(KINDS[kind].layouts[layout](World(name)).sheet.pdf(), 200)


def pictures(kinds: list[str], seed: int, count: int) -> Iterator[tuple[str, Raster]]:
    """What is wrong with it, and the picture."""
    for name, paper in papers(kinds, seed, count):
        rng = random.Random(name)
        camera = Camera(
            seed=rng.randrange(1 << 30), width=1500 if paper.height > paper.width else 2000, tilt=0.02,
            shadow=rng.uniform(0.05, 0.35), exposure=rng.uniform(0.7, 0.95), blur=rng.uniform(0.4, 0.9),
        )  # fmt: skip
        for wrong, spoil in WAYS.items():
            yield wrong, np.asarray(spoil(paper, camera, rng), np.uint8)


def real(folder: Path) -> Iterator[tuple[str, Raster]]:
    """The real pictures of papers that the data folder holds with their truth: all of them can be read."""
    for path in sorted(folder.glob("documents/*/*.jpg")):
        if path.with_suffix(".gt.json").exists() and path.parent.name.startswith(("receipt", "invoice")):
            yield REAL, decode(path.read_bytes(), "image/jpeg", ReadLimits()).rasters[0]


def judged(raster: Raster, engine: OcrEngine) -> tuple[Looks, tuple[Fault, ...]]:
    """Measures and faults as the pipeline finds them."""
    page = read_page(raster, engine, 72)
    return measure(page.raster, page.lines), faults(page.raster, page.lines, photographed=True)


def main() -> None:
    """Print one row a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default="business_licence,haulage_contract,vat_invoice")
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[1] / ".." / "shared" / "data" / "dev")
    parser.add_argument("--measures", action="store_true")
    options = parser.parse_args()
    engine = rapidocr.load("openvino")
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    chosen = [*pictures(options.kinds.split(","), options.seed, options.count), *real(options.data)]
    for wrong, raster in chosen:
        looks, found = judged(raster, engine)
        counts[wrong].update(["all", "any" if found else "none", *found])
        if options.measures:
            print(wrong, looks, [str(fault) for fault in found])
    print(f"{'picture':10s} {'n':>4s} {'seen':>6s} {'any':>6s}  raised")
    for wrong, count in counts.items():
        raised = {str(fault): count[fault] for fault in Fault if count[fault]}
        seen = f"{count[wrong] / count['all']:6.2f}" if wrong in list(Fault) else "     -"
        print(f"{wrong:10s} {count['all']:4d} {seen} {count['any'] / count['all']:6.2f}  {raised}")


if __name__ == "__main__":
    main()
