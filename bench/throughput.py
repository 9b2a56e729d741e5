"""Items per second of a mixed batch: the default engine against Tesseract alone, in one run on one reader process.

    python -m bench.throughput [FOLDER ...]      (default: the example, the specimens of tests/data, 12 real photos)

Each engine reads the whole batch twice, turn about, in a reader child fenced in as in production; the models are
loaded before the clock starts. The better of the two passes is reported, beside how many kinds were right.
"""

import argparse
import json
import statistics
import time
from pathlib import Path

from ingest.media import identify
from uplift.errors import UpliftError
from workers.reader import Reader, ReaderOptions

ROOT = Path(__file__).parents[1]
ENGINES = ("auto", "tesseract")
PHOTO_KINDS = {"truck": "truck_photo", "storefront": "storefront_photo", "van_or_car": "vehicle_photo"}


def batch(folders: list[Path]) -> list[tuple[Path, str | None]]:
    """Files with the kind they should get, where it is known."""
    found: list[tuple[Path, str | None]] = []
    for folder in folders or [ROOT / "examples" / "truck-driver", ROOT / "tests" / "data"]:
        found += [(path, _expected(path)) for path in sorted(folder.iterdir()) if path.suffix not in (".json", ".md")]
    photos = ROOT / ".." / "shared" / "data" / "dev" / "photos"
    for name, kind in {} if folders else PHOTO_KINDS.items():
        found += [(path, kind) for path in sorted((photos / name).glob("*"))[:400:100]]
    return [(path, kind) for path, kind in found if path.is_file()]


def _expected(path: Path) -> str | None:
    truth = path.parent / f"{path.name}.expected.json"
    truth = truth if truth.exists() else path.with_suffix(".expected.json")
    return json.loads(truth.read_text("utf-8")).get("kind") if truth.exists() else None


def run(reader: Reader, files: list[tuple[Path, str | None]]) -> dict[str, float]:
    """One pass over the batch."""
    cpu: list[float] = []
    right = known = 0
    started = time.perf_counter()
    for path, kind in files:
        data = path.read_bytes()
        try:
            result = reader.read_bytes(data, identify(data))
        except UpliftError:
            continue
        cpu.append(result.cpu_seconds)
        known += kind is not None
        right += kind == result.extraction.kind.value
    seconds = time.perf_counter() - started
    # Tesseract's own processes are not in the child's CPU time, so wall time decides; the batch runs alone
    return {"items_per_s": len(cpu) / seconds, "median_cpu_s": statistics.median(cpu), "right": right, "known": known}


def main() -> None:
    """Print both engines side by side."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    files = batch(parser.parse_args().folders)
    best: dict[str, dict[str, float]] = {}
    options = [ReaderOptions(deadline_s=120, memory_bytes=6 << 30, recycle_rss_bytes=4 << 30, ocr_engine=engine,
                             warm=True) for engine in ENGINES]  # fmt: skip
    with Reader(options[0]) as first, Reader(options[1]) as second:
        for reader in (first, second):
            reader.start()
        for _ in range(2):
            for engine, reader in zip(ENGINES, (first, second), strict=True):
                result = run(reader, files)
                best[engine] = max(best.get(engine, result), result, key=lambda r: r["items_per_s"])
    print(f"{len(files)} files")
    for engine, result in best.items():
        speed = f"{result['items_per_s']:.2f} items/s  median {result['median_cpu_s']:.2f} CPU-s in the reader"
        print(f"{engine:10s} {speed}  kinds right {result['right']:.0f}/{result['known']:.0f}")
    print(f"ratio {best['auto']['items_per_s'] / best['tesseract']['items_per_s']:.2f}")


if __name__ == "__main__":
    main()
