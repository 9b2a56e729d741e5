"""`uplift check`: how well this installation reads files whose truth is known."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from uplift.settings import Settings
from workers.check.figures import Checked
from workers.check.report import in_markdown, misses, write_section
from workers.check.run import check_all
from workers.check.truth import find_truths

REPORT = Path("docs/quality.md")

Data = Annotated[Path, typer.Option("--data", help="Folder of files with their truth beside them.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help="Readers side by side, one thread each.")]
Sample = Annotated[int, typer.Option("--sample", min=0, help="At most so many files of each folder; 0 = all.")]
Report = Annotated[
    Path | None,
    typer.Option(
        "--report", help=f"Markdown file whose section of this name is replaced. Default: {REPORT} if it exists."
    ),
]


def check(
    data: Data,
    jobs: Jobs = min(2, os.cpu_count() or 1),
    sample: Sample = 0,
    report: Report = None,
    no_report: Annotated[bool, typer.Option("--no-report", help="Only print.")] = False,
    show_misses: Annotated[bool, typer.Option("--misses", help="Print every wrong kind and value too.")] = False,
) -> None:
    """Read everything in a folder and print kinds, fields, calibration, seconds and memory; write docs/quality.md."""
    truths = find_truths(data, sample or None)
    files = list(_with_progress(check_all(truths, Settings(), jobs), len(truths)))
    text = in_markdown(files, required_fields())
    sys.stdout.write(text)
    if show_misses:
        sys.stdout.write("\n" + "\n".join(misses(files)) + "\n")
    path = report or (REPORT if REPORT.exists() else None)
    if path and not no_report:
        sampled = f" --sample {sample}" if sample else ""
        write_section(path, data.name, f"`uplift check --data {data}{sampled}` – {len(files)} files.\n\n{text}")
        Console(stderr=True).print(f"written to {path}")


def required_fields() -> dict[str, tuple[str, ...]]:
    """Kind → its required fields, as the registry has them."""
    from extractors.registry import EXTRACTORS  # loads OpenCV and more: only when it is needed

    return {kind.value: extractor.required for kind, extractor in EXTRACTORS.items()}


def _with_progress(files: Iterator[Checked], total: int) -> Iterator[Checked]:
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("checking", total=total)
        for file in files:
            bar.advance(task)
            yield file
