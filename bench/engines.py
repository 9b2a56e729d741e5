"""OCR engines on the same pages in one run: wrong characters, fields, CPU-seconds, memory. Prints a Markdown table.

    python -m bench.engines [--pages 40] [--seed 101] [--scanned] [--data ../shared/data/dev]

Two thirds of the pages are born-digital specimens rasterised at 150 dpi (their text layer is the truth; `--scanned`
sends them through the scanner first), one third are real receipts with transcribed lines. Each engine runs in a process
of its own, on one core, models loaded before the clock starts. The text of a page is compared in reading order without
spaces, case and full-width forms; an error is an inserted, lost or changed character.
"""

import argparse
import contextlib
import json
import multiprocessing
import os
import random
import resource
import threading
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pypdfium2
from rapidfuzz.distance import Levenshtein

from bench.specimens.conditions import CONDITIONS
from bench.specimens.drawn import Drawn
from bench.specimens.kinds import KINDS
from bench.specimens.world import World
from extractors.engines import load_engines
from extractors.image import decode
from extractors.layout import Word, reading_order
from extractors.limits import ReadLimits
from extractors.ocr_page import read_page
from extractors.page import Document, Page, Raster, TextLine
from extractors.pdf_text import DPI, read_pdf
from extractors.reading import extract
from uplift.errors import UpliftError
from uplift.types import TextSource
from workers.check.compare import outcomes
from workers.check.truth import Truth

ENGINES = {
    "RapidOCR on OpenVINO": "rapidocr-openvino",
    "RapidOCR on ONNX Runtime": "rapidocr-onnxruntime",
    "Tesseract (pytesseract)": "tesseract",
}
SPECIMENS = 2 / 3  # of the pages


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One page and what stands on it."""

    raster: Raster
    text: str
    kind: str = ""  # of a specimen
    fields: dict[str, Any] = field(default_factory=dict)


def plain(text: str) -> str:
    """Without spaces, case and full-width forms."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def in_order(lines: Iterable[tuple[str, float, float, float, float]]) -> str:
    """Text of placed lines (text, left, top, right, bottom), row by row."""
    cells = [[Word(text=t, left=x0, top=y0, right=x1, bottom=y1)] for t, x0, y0, x1, y1 in lines]
    return plain("".join(cell[0].text for cell in reading_order(cells)))


def placed(lines: Sequence[TextLine]) -> list[tuple[str, float, float, float, float]]:
    """Lines of a page as `in_order` wants them."""
    return [(line.text, line.box.left, line.box.top, line.box.right, line.box.bottom) for line in lines]


def specimens(seed: int, count: int, scanned: bool) -> Iterator[Sample]:
    """First pages, one a kind and layout in turn."""
    ways = [(kind, layout) for kind in KINDS if kind != "unknown" for layout in KINDS[kind].layouts]
    random.Random(seed).shuffle(ways)
    made = 0
    for kind, layout in ways:
        story = f"{kind}-{layout}-{seed}"
        drawn = KINDS[kind].layouts[layout](World(story))
        if made == count:
            return
        if drawn.screen or drawn.sheet.page:
            continue
        made += 1
        yield _sample(drawn, kind, story, scanned, lambda k=kind, way=layout, s=story: KINDS[k].layouts[way](World(s)))


def _sample(drawn: Drawn, kind: str, story: str, scanned: bool, again: Any) -> Sample:
    page = read_pdf(drawn.sheet.pdf(), ReadLimits()).pages[0]
    raster, fields = page.raster, dict(drawn.fields)
    if scanned:  # a sheet can be closed only once, so the scanner gets a second print of it
        data = CONDITIONS["scan"](again(), kind, story, random.Random(story)).data
        with pypdfium2.PdfDocument(data) as document:
            raster = np.asarray(document[0].render(scale=DPI / 72, rev_byteorder=True).to_pil().convert("RGB"))
    return Sample(raster=raster, text=in_order(placed(page.lines)), kind=kind, fields=fields)


def receipts(data: Path, count: int) -> Iterator[Sample]:
    """Real receipts with transcribed lines."""
    truths = sorted((data / "documents" / "receipt_en").glob("*.gt.json"))
    for path in truths[:: max(1, len(truths) // count)][:count] if count else []:
        lines = json.loads(path.read_text("utf-8")).get("lines") or []
        boxes = [(line["text"], *_sides(line["box"])) for line in lines]
        picture = path.with_name(path.name.replace(".gt.json", ".jpg"))
        yield Sample(raster=decode(picture.read_bytes(), "image/jpeg", ReadLimits()).rasters[0], text=in_order(boxes))


def _sides(box: Sequence[float]) -> tuple[float, float, float, float]:
    return min(box[::2]), min(box[1::2]), max(box[::2]), max(box[1::2])


def measure(setting: str, samples: Sequence[Sample], answer: Any) -> None:
    """Child process: run one engine over all samples."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[os.getpid() % len(cores)]})
    before_engine = _resident()
    peak = [before_engine]
    threading.Thread(target=_watch, args=(peak,), daemon=True).start()
    engines = load_engines(setting)
    engines.ocr(samples[0].raster)
    counts = {
        "errors": 0,
        "characters": 0,
        "errors_real": 0,
        "characters_real": 0,
        "right": 0,
        "fields": 0,
        "failed": 0,
    }
    cpu, wall = [], []
    for sample in samples:
        started, before = time.perf_counter(), _cpu()
        try:
            read = read_page(sample.raster, engines.ocr, DPI)
            lines, raster = read.lines, read.raster
        except UpliftError:
            counts["failed"] += 1
            lines, raster = (), sample.raster
        cpu.append(_cpu() - before)
        wall.append(time.perf_counter() - started)
        suffix = "" if sample.kind else "_real"
        counts[f"errors{suffix}"] += Levenshtein.distance(in_order(placed(lines)), sample.text)
        counts[f"characters{suffix}"] += len(sample.text)
        if sample.kind:
            height, width = raster.shape[:2]
            page = Page(index=0, width=width, height=height, dpi=DPI, source=TextSource.OCR, lines=lines, raster=raster)
            document = Document(media_type="application/pdf", page_count=1, pages=(page,))
            truth = Truth(path=Path(), kinds=frozenset({sample.kind}), condition="", group="", fields=sample.fields)
            for outcome in outcomes(truth, extract(document, engines)):
                counts["fields"] += 1
                counts["right"] += outcome.right
    answer.put({**counts, "cpu": sorted(cpu), "wall": sorted(wall), "peak_mb": (peak[0] - before_engine) / 1e6})


def _watch(peak: list[float]) -> None:
    """Keep the largest memory seen; the kernel's own figure of a child starts with its parent's."""
    while True:
        peak[0] = max(peak[0], _resident())
        time.sleep(0.1)


def _resident() -> float:
    """Bytes of this process and the tesseract it has started, if one is running."""
    total = 0
    with contextlib.suppress(psutil.Error):
        process = psutil.Process()
        total = process.memory_info().rss
        total += sum(child.memory_info().rss for child in process.children())
    return total


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def in_own_process(setting: str, samples: Sequence[Sample]) -> dict[str, Any]:
    """The counts of one engine."""
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    process = context.Process(target=measure, args=(setting, samples, answer))
    process.start()
    found: dict[str, Any] = answer.get()
    process.join()
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=101)
    parser.add_argument("--scanned", action="store_true")
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[1] / ".." / "shared" / "data" / "dev")
    options = parser.parse_args()
    count = round(options.pages * SPECIMENS)
    samples = [
        *specimens(options.seed, count, options.scanned),
        *receipts(options.data, options.pages - count),
    ]
    print(
        f"{len(samples)} pages, {sum(bool(sample.kind) for sample in samples)} of them specimens, seed {options.seed}\n"
    )
    print("| engine | wrong characters, specimens | wrong characters, real receipts | fields and cells right | "
          "CPU-s a page p50 | p95 | wall p50 | engine's peak MB |\n|---|--:|--:|--:|--:|--:|--:|--:|")  # fmt: skip
    for name, setting in ENGINES.items():
        found = in_own_process(setting, samples)
        cpu, wall = found["cpu"], found["wall"]
        print(
            f"| {name} | {found['errors'] / max(1, found['characters']):.2%} | "
            f"{found['errors_real'] / max(1, found['characters_real']):.2%} | "
            f"{found['right']}/{found['fields']} ({found['right'] / max(1, found['fields']):.1%}) | "
            f"{cpu[len(cpu) // 2]:.2f} | {cpu[round(0.95 * (len(cpu) - 1))]:.2f} | {wall[len(wall) // 2]:.2f} | "
            f"{found['peak_mb']:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
