"""`uplift reprocess`: plan, show the plan, then read again with a progress bar; resumable by the run's id."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from uplift.db import reading, transaction
from uplift.errors import InvalidInput
from uplift.records import ReprocessRun
from uplift.settings import Settings
from uplift.store import reprocess as store
from uplift.types import EvidenceKind
from workers import reprocess as work
from workers.cli_read import parse_day
from workers.cli_stack import say
from workers.pipeline import Deps, open_deps

Since = Annotated[str, typer.Option(help="Only files received on or after this day (UTC), YYYY-MM-DD.")]
Until = Annotated[str, typer.Option(help="Only files received before this day (UTC), YYYY-MM-DD.")]
Kind = Annotated[EvidenceKind | None, typer.Option(help="Only files once read as this kind.")]
Merchant = Annotated[str, typer.Option(help="Only files of this merchant (the lender's own number).")]
Version = Annotated[str, typer.Option(help="Only files read by this pipeline version.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the plan and stop.")]
Resume = Annotated[str, typer.Option(help="Go on with the run of this id; other filters are then refused.")]


def reprocess(
    since: Since = "",
    until: Until = "",
    kind: Kind = None,
    merchant: Merchant = "",
    version: Version = "",
    dry_run: DryRun = False,
    resume: Resume = "",
) -> None:
    """Read stored files again with the present code and score their cases anew; old results stay.

    Exit status 1 when any file failed.
    """
    wanted = store.ReprocessFilter(
        since=_at(since), until=_at(until), kind=kind, merchant=merchant or None, pipeline_version=version or None
    )
    if resume and wanted != store.ReprocessFilter():
        raise InvalidInput("--resume goes on with a run as it was planned. Leave the filters out, or start a new run.")
    deps = open_deps(Settings())
    try:
        if _carry_out(deps, wanted, resume, dry_run=dry_run):
            raise typer.Exit(1)
    finally:
        deps.close()


def _carry_out(deps: Deps, wanted: store.ReprocessFilter, resume: str, *, dry_run: bool) -> int:
    """Plan and work; returns how many files failed."""
    with reading(deps.engine) as conn:
        file_ids = [] if resume else store.matching_files(conn, wanted)
        run = store.reprocess_run(conn, resume) if resume else None
    left = run.total - run.done - run.failed if run else len(file_ids)
    say(f"plan: read {left} files again{_filters(wanted)}; their cases are scored anew, old results stay")
    if dry_run or (run is None and not file_ids):
        return 0
    if run is None:
        with transaction(deps.engine) as conn:
            run = store.plan_run(conn, _plan(wanted), file_ids)
    say(f"run {run.id} (goes on after an interruption with: uplift reprocess --resume {run.id})")
    return _work_off(deps, run, left)


def _work_off(deps: Deps, run: ReprocessRun, left: int) -> int:
    for _ in _with_bar(work.run(deps, run.id), left):
        pass  # the rows hold the results
    with reading(deps.engine) as conn:
        touched = store.submissions_of_run(conn, run.id)
    scored = 0 if run.finished_at else work.rescore(deps, run, touched)
    with transaction(deps.engine) as conn:
        finished = store.finish_run(conn, run.id)
        failures = store.failures_of(conn, run.id)
    say(f"{finished.done} read, {finished.failed} failed, {scored} cases scored anew")
    for file_id, reason in failures:
        say(f"  failed {file_id}: {reason}")
    return finished.failed


def _with_bar(rereads: Iterator[work.Reread], total: int) -> Iterator[work.Reread]:
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("", total=total)
        for reread in rereads:
            bar.advance(task)
            yield reread


def _at(day: str) -> datetime | None:
    parsed = parse_day(day)
    return datetime(parsed.year, parsed.month, parsed.day, tzinfo=UTC) if parsed else None


def _plan(wanted: store.ReprocessFilter) -> dict[str, str]:
    named = {name: getattr(wanted, name) for name in store.ReprocessFilter.__slots__}
    return {name: str(value) for name, value in named.items() if value is not None}


def _filters(wanted: store.ReprocessFilter) -> str:
    plan = _plan(wanted)
    return f" ({', '.join(f'{name} {value}' for name, value in plan.items())})" if plan else ""
