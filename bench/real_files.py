"""Reads the real files in ways that `uplift check` has no switch for, and prints the same tables.

    python -m bench.real_files [--data ../shared/data/dev] [--pages-only] [--true-lines]

`--pages-only` throws the attached XML away and reads the printed page, which is what a scan would leave us.
`--true-lines` reads the receipts from the text lines of their ground truth, not by OCR: what the rules alone reach.
"""

import argparse
import dataclasses
import json
import time
from pathlib import Path

from rich.progress import track

from extractors.page import Document, Page, TextLine
from extractors.pages import open_document
from extractors.reading import Engines, ReadLimits, extract, load_engines
from ingest.media import identify
from uplift.errors import UpliftError
from uplift.types import Box, Extraction, TextSource
from workers.check.compare import outcomes
from workers.check.figures import MISSING, Checked
from workers.check.report import in_markdown, misses
from workers.check.truth import Truth, find_truths
from workers.cli_check import required_fields


def main() -> None:
    """Print one run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[1] / ".." / "shared" / "data" / "dev")
    parser.add_argument("--pages-only", action="store_true")
    parser.add_argument("--true-lines", action="store_true")
    options = parser.parse_args()
    truths = find_truths(options.data / "documents")
    if options.pages_only or options.true_lines:
        wanted = {"invoice_pdf_foreign"} if options.pages_only else {"receipt_en"}
        truths = [truth for truth in truths if truth.group in wanted]
    engines = load_engines()
    files = [checked(truth, engines, options.pages_only, options.true_lines) for truth in track(truths)]
    print(in_markdown(files, required_fields()))
    print(*misses(files), sep="\n")


def checked(truth: Truth, engines: Engines, pages_only: bool, true_lines: bool) -> Checked:
    """One file read in this process."""
    started, cpu = time.perf_counter(), time.process_time()
    extraction, note = None, ""
    try:
        extraction = extract(opened(truth.path, engines, pages_only, true_lines), engines)
    except UpliftError as error:
        note = str(error)
    return Checked(
        file=truth.path.name,
        expected=truth.kinds,
        kind=extraction.kind.value if extraction else MISSING,
        kind_confidence=extraction.kind_confidence if extraction else 0.0,
        condition=truth.condition,
        group=truth.group,
        outcomes=tuple(outcomes(truth, extraction)),
        pages=_pages(extraction),
        seconds=time.perf_counter() - started,
        cpu_seconds=time.process_time() - cpu,
        peak_bytes=0,
        note=note,
    )


def _pages(extraction: Extraction | None) -> int:
    return min(extraction.page_count, ReadLimits().eager_pages) if extraction else 0


def opened(path: Path, engines: Engines, pages_only: bool, true_lines: bool) -> Document:
    """The document, with the attached data thrown away or the true lines put in the OCR's place when asked."""
    if true_lines:
        return from_true_lines(path)
    data = path.read_bytes()
    document = open_document(data, identify(data), engines, ReadLimits())
    if pages_only:
        return dataclasses.replace(document, data={}, data_rows=(), data_source=TextSource.NONE)
    return document


def from_true_lines(path: Path) -> Document:
    """A receipt as a perfect OCR would hand it over: the text lines of its ground truth."""
    lines = []
    for line in json.loads(path.with_suffix(".gt.json").read_text("utf-8"))["lines"]:
        across, down = line["box"][::2], line["box"][1::2]
        box = Box(left=min(across), top=min(down), right=max(across), bottom=max(down), dpi=72)
        lines.append(TextLine(text=line["text"], box=box, confidence=1.0))
    width, height = (int(max(getattr(line.box, side) for line in lines)) + 20 for side in ("right", "bottom"))
    page = Page(index=0, width=width, height=height, dpi=72, source=TextSource.OCR, lines=tuple(lines))
    return Document(media_type="image/jpeg", page_count=1, pages=(page,))


if __name__ == "__main__":
    main()
