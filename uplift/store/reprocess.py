"""Reprocessing runs: a plan of files, worked off one by one and resumable at any point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, func, insert, select, update

from uplift.db import database_now
from uplift.errors import NotFound
from uplift.ids import new_id
from uplift.records import ReprocessRun
from uplift.tables import evidence_files, extractions, merchants, reprocess_items, reprocess_runs
from uplift.types import EvidenceKind

PLANNED, DONE, FAILED = "planned", "done", "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprocessFilter:
    """Which files to read again; None means any."""

    since: datetime | None = None  # received at or after
    until: datetime | None = None  # received before
    kind: EvidenceKind | None = None  # of any stored reading
    merchant: str | None = None  # the lender's own merchant number
    pipeline_version: str | None = None  # only files read by this version
    not_pipeline_version: str | None = None  # only files never read by this version (usually the present one)


def matching_files(conn: Connection, wanted: ReprocessFilter) -> list[str]:
    """Ids of the files that a plan with this filter would hold, oldest first."""
    query = _within_dates(select(evidence_files.c.id), wanted)
    if wanted.merchant is not None:
        query = query.join(merchants, merchants.c.id == evidence_files.c.merchant_id)
        query = query.where(merchants.c.external_id == wanted.merchant)
    read = exists().where(extractions.c.file_id == evidence_files.c.id)
    if wanted.kind is not None:
        query = query.where(read.where(extractions.c.kind == wanted.kind))
    if wanted.pipeline_version is not None:
        query = query.where(read.where(extractions.c.pipeline_version == wanted.pipeline_version))
    if wanted.not_pipeline_version is not None:
        query = query.where(~read.where(extractions.c.pipeline_version == wanted.not_pipeline_version))
    return [row.id for row in conn.execute(query.order_by(evidence_files.c.id))]


def _within_dates(query: Select[tuple[str]], wanted: ReprocessFilter) -> Select[tuple[str]]:
    if wanted.since is not None:
        query = query.where(evidence_files.c.received_at >= wanted.since)
    if wanted.until is not None:
        query = query.where(evidence_files.c.received_at < wanted.until)
    return query


def plan_run(conn: Connection, plan: Mapping[str, Any], file_ids: Sequence[str]) -> ReprocessRun:
    """Store a run over these files; `plan` is the filter and versions as asked, for people."""
    run_id = new_id()
    conn.execute(
        insert(reprocess_runs).values(id=run_id, plan=dict(plan), total=len(file_ids), created_at=database_now(conn))
    )
    items = [{"run_id": run_id, "file_id": file_id, "status": PLANNED} for file_id in file_ids]
    if items:
        conn.execute(insert(reprocess_items), items)
    return reprocess_run(conn, run_id)


def reprocess_run(conn: Connection, run_id: str) -> ReprocessRun:
    """The run with this id and how far it is. Raises NotFound."""
    row = conn.execute(select(reprocess_runs).where(reprocess_runs.c.id == run_id)).one_or_none()
    if row is None:
        raise NotFound(f"There is no reprocessing run {run_id}.")
    return _run(row, _counts(conn, run_id))


def unfinished_runs(conn: Connection) -> list[ReprocessRun]:
    """Runs that were begun and not finished, oldest first."""
    query = select(reprocess_runs).where(reprocess_runs.c.finished_at.is_(None)).order_by(reprocess_runs.c.id)
    return [_run(row, _counts(conn, row._mapping["id"])) for row in conn.execute(query).all()]


def planned_files(conn: Connection, run_id: str, limit: int = 100) -> list[str]:
    """Ids of the next files of the run that were not worked off yet."""
    query = select(reprocess_items.c.file_id).where(
        reprocess_items.c.run_id == run_id, reprocess_items.c.status == PLANNED
    )
    return list(conn.execute(query.order_by(reprocess_items.c.file_id).limit(limit)).scalars())


def settle_item(conn: Connection, run_id: str, file_id: str, error_message: str | None = None) -> None:
    """Note one file of the run as done, or as failed with its reason."""
    status = DONE if error_message is None else FAILED
    conn.execute(
        update(reprocess_items)
        .where(reprocess_items.c.run_id == run_id, reprocess_items.c.file_id == file_id)
        .values(status=status, error_message=error_message)
    )


def failures_of(conn: Connection, run_id: str) -> list[tuple[str, str]]:
    """(file id, reason) of every file of the run that failed."""
    query = select(reprocess_items.c.file_id, reprocess_items.c.error_message).where(
        reprocess_items.c.run_id == run_id, reprocess_items.c.status == FAILED
    )
    return [(row.file_id, row.error_message) for row in conn.execute(query.order_by(reprocess_items.c.file_id))]


def submissions_of_run(conn: Connection, run_id: str) -> list[str]:
    """Ids of the submissions whose files the run has read again, oldest first."""
    query = (
        select(evidence_files.c.submission_id)
        .join(reprocess_items, reprocess_items.c.file_id == evidence_files.c.id)
        .where(reprocess_items.c.run_id == run_id, reprocess_items.c.status == DONE)
        .distinct()
    )
    return list(conn.execute(query.order_by(evidence_files.c.submission_id)).scalars())


def finish_run(conn: Connection, run_id: str) -> ReprocessRun:
    """Note the run as finished."""
    conn.execute(update(reprocess_runs).where(reprocess_runs.c.id == run_id).values(finished_at=database_now(conn)))
    return reprocess_run(conn, run_id)


def _counts(conn: Connection, run_id: str) -> dict[str, int]:
    query = select(reprocess_items.c.status, func.count().label("files")).where(reprocess_items.c.run_id == run_id)
    rows = conn.execute(query.group_by(reprocess_items.c.status))
    return {row.status: row.files for row in rows}


def _run(row: Row[tuple[object, ...]], counts: Mapping[str, int]) -> ReprocessRun:
    values = row._asdict()
    return ReprocessRun(**values, done=counts.get(DONE, 0), failed=counts.get(FAILED, 0))
