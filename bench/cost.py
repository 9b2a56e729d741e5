"""CPU-seconds and wall seconds a page by class of page, on one core; and whether memory stays flat.

    python -m bench.cost [--count 10] [--seed 1] [--engine rapidocr-openvino]      medians and 95th percentiles
    python -m bench.cost --pages 1000                                              memory over that many pages

CPU-seconds are those of the whole process and of the tesseract processes it starts, from bytes to the finished
extraction and page images; the engines are warm. Scans count per page, everything else has one page.
"""

import argparse
import os
import random
import resource
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import psutil

from bench.specimens.conditions import CONDITIONS
from bench.specimens.kinds import KINDS
from bench.specimens.specimen import Specimen
from bench.specimens.world import World
from extractors.engines import Engines
from extractors.reading import load_engines, read_file
from ingest.media import identify
from uplift.errors import UnreadableFile

CLASSES = (
    ("digital invoice", "vat_invoice", "clean", ("digital", "digital-special", "digital-freight")),
    ("photographed invoice", "vat_invoice", "photo", ("digital", "digital-special", "electronic", "paper-special")),
    ("scanned invoice", "vat_invoice", "scan", ("digital", "digital-special", "electronic", "paper-special")),
    ("A4 contract page, scanned", "haulage_contract", "scan", ()),
    ("A4 contract page, photo", "sale_contract", "photo", ()),
    ("photographed licence", "business_licence", "photo", ()),
    ("bank statement page, scanned", "bank_statement", "scan", ()),
)
RECEIPTS = "photographed receipt (real)"


@dataclass
class Cost:
    """What the pages of one class cost."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    pages: int = 0


def drawn(kind: str, condition: str, layouts: Sequence[str], seed: int, count: int) -> Iterator[Specimen]:
    """`count` specimens of a kind in one condition, turn about through its layouts."""
    ways = KINDS[kind].layouts
    chosen = [name for name in layouts or ways if name in ways and not ways[name](World("x")).screen]
    for number, layout in enumerate(islice(cycle(chosen), count)):
        story = f"{kind}-{layout}-{seed + number}"
        yield CONDITIONS[condition](ways[layout](World(story)), kind, story, random.Random(f"{story}-{condition}"))


def receipts(data: Path, count: int) -> list[bytes]:
    """Real receipts, evenly picked."""
    paths = sorted((data / "documents" / "receipt_en").glob("*.jpg"))
    return [path.read_bytes() for path in paths[:: max(1, len(paths) // count)][:count]]


def cpu_seconds() -> float:
    """Of this process and of the children it has waited for."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def read(data: bytes, engines: Engines, cost: Cost | None = None) -> int:
    """Read one file; its pages."""
    started, cpu = time.perf_counter(), cpu_seconds()
    try:
        pages = max(1, len(read_file(data, identify(data), engines).page_images))
    except UnreadableFile:
        pages = 1
    if cost is not None:
        cost.cpu.append((cpu_seconds() - cpu) / pages)
        cost.wall.append((time.perf_counter() - started) / pages)
        cost.pages += pages
    return pages


def percentile(values: list[float], share: float) -> float:
    """Nearest rank."""
    return sorted(values)[min(len(values) - 1, round(share * (len(values) - 1)))]


def by_class(files: dict[str, list[bytes]], engines: Engines) -> None:
    """Print a table of costs."""
    print("| page | pages | CPU-s p50 | CPU-s p95 | wall p50 | wall p95 |\n|---|--:|--:|--:|--:|--:|")
    for name, datas in files.items():
        cost = Cost()
        read(datas[0], engines)  # the shapes of this class are compiled before it is timed
        for data in datas:
            read(data, engines, cost)
        numbers = [statistics.median(cost.cpu), percentile(cost.cpu, 0.95), statistics.median(cost.wall),
                   percentile(cost.wall, 0.95)]  # fmt: skip
        print(f"| {name} | {cost.pages} | " + " | ".join(f"{number:.2f}" for number in numbers) + " |", flush=True)


def memory(files: dict[str, list[bytes]], engines: Engines, wanted: int) -> None:
    """Print the resident memory every tenth of the way."""
    process, pages, step = psutil.Process(), 0, max(1, wanted // 10)
    due = step
    for data in cycle([data for datas in zip(*files.values(), strict=False) for data in datas]):
        pages += read(data, engines)
        if pages >= due:
            used = process.memory_info()
            print(f"{pages:5d} pages  resident {used.rss / 1e6:6.0f} MB  mapped {used.vms / 1e9:4.1f} GB", flush=True)
            due += step
        if pages >= wanted:
            return


def main() -> None:
    """Print the table or the memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", default="rapidocr-openvino")
    parser.add_argument("--pages", type=int, default=0)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[1] / ".." / "shared" / "data" / "dev")
    options = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[os.getpid() % len(cores)]})
    engines = load_engines(options.engine)
    files = {
        name: [one.data for one in drawn(kind, condition, layouts, options.seed, options.count)]
        for name, kind, condition, layouts in CLASSES
    }
    files |= {RECEIPTS: found} if (found := receipts(options.data, options.count)) else {}
    if options.pages:
        memory(files, engines, options.pages)
    else:
        by_class(files, engines)
    print(f"peak resident memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


if __name__ == "__main__":
    main()
