"""Reading stored files again with the present code: planned first, resumable, old results kept as rows.

A run is a list of files in the database. Stopping it at any point loses nothing: the next call with its id goes on
with the files that are still planned, and a file read twice by accident is stored once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import structlog

import scoring
from scoring import index_keys
from uplift.db import reading, transaction
from uplift.errors import ReaderCrashed, UpliftError
from uplift.records import ReprocessRun
from uplift.states import FileStatus, SubmissionStatus
from uplift.store import events, extractions, files, merchants, recommendations, reprocess, submissions
from uplift.types import ReadResult
from workers.pipeline import Deps, key_hashes, process_file, scoring_inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What became of one file of the run."""

    file_id: str
    error: str | None = None


def run(deps: Deps, run_id: str) -> Iterator[Reread]:
    """Work off the planned files one by one; an error of one file is noted and the rest goes on."""
    while True:
        with reading(deps.engine) as conn:
            batch = reprocess.planned_files(conn, run_id)
        if not batch:
            return
        for file_id in batch:
            yield _one(deps, run_id, file_id)


def _one(deps: Deps, run_id: str, file_id: str) -> Reread:
    try:
        if _was_given_up(deps, file_id):
            return _revive(deps, run_id, file_id)
        result = _read(deps, file_id)
    except UpliftError as error:
        structlog.get_logger().warning("reprocess failed", file_id=file_id, run_id=run_id, reason=str(error))
        with transaction(deps.engine) as conn:
            reprocess.settle_item(conn, run_id, file_id, str(error))
        return Reread(file_id=file_id, error=str(error))
    _store(deps, run_id, file_id, result)
    return Reread(file_id=file_id)


def _was_given_up(deps: Deps, file_id: str) -> bool:
    """True for a failed or dead file of an open case: it may join the case after all, so it goes the ordinary way."""
    with reading(deps.engine) as conn:
        stored = files.file(conn, file_id)
        case = submissions.submission(conn, stored.submission_id)
    return stored.status in (FileStatus.FAILED, FileStatus.DEAD) and case.status is not SubmissionStatus.DECIDED


def _revive(deps: Deps, run_id: str, file_id: str) -> Reread:
    with transaction(deps.engine) as conn:
        files.revive(conn, file_id)
    process_file(deps, file_id)
    with transaction(deps.engine) as conn:
        error = files.file(conn, file_id).error_message
        reprocess.settle_item(conn, run_id, file_id, error)
    return Reread(file_id=file_id, error=error)


def _read(deps: Deps, file_id: str) -> ReadResult:
    """Read once, and once more after a crash: the first may have been another file's doing."""
    with reading(deps.engine) as conn:
        stored = files.file(conn, file_id)
    data = deps.blobs.get(stored.sha256)
    try:
        return deps.reader.read_bytes(data, stored.media_type)
    except ReaderCrashed:
        return deps.reader.read_bytes(data, stored.media_type)


def _store(deps: Deps, run_id: str, file_id: str, result: ReadResult) -> None:
    extraction = result.extraction
    with transaction(deps.engine) as conn:
        stored = files.file(conn, file_id)
        profile = merchants.merchant(conn, stored.merchant_id).profile
        extractions.save_reprocessed(conn, file_id, result, deps.reader.pipeline_version, run_id)
        extractions.save_keys(conn, file_id, stored.merchant_id, key_hashes(deps, index_keys(extraction, profile)))
        if extraction.perceptual_hash:
            files.save_perceptual_hash(conn, file_id, extraction.perceptual_hash)
        reprocess.settle_item(conn, run_id, file_id)


def rescore(deps: Deps, run: ReprocessRun, submission_ids: list[str]) -> int:
    """Score the touched submissions again as new rows; what was decided stays decided. Returns how many were scored."""
    return sum(_rescore_one(deps, run.id, submission_id) for submission_id in submission_ids)


def _rescore_one(deps: Deps, run_id: str, submission_id: str) -> bool:
    with reading(deps.engine) as conn:
        present = submissions.submission(conn, submission_id)
        earlier = recommendations.latest_recommendation(conn, submission_id)
        inputs = scoring_inputs(deps, conn, present)
    if earlier is None:
        return False  # not scored yet: the ordinary way will do it with the new readings
    proposal = scoring.recommend(inputs.profile, inputs.items, deps.policy_for(inputs.as_of), inputs.as_of)
    with transaction(deps.engine) as conn:
        stored_id = recommendations.save_recommendation(
            conn, submission_id, present.revision, proposal, inputs, run_id=run_id
        )
        if present.status is not SubmissionStatus.DECIDED:
            submissions.bump_revision(conn, submission_id)  # due again: the sweeper has the live one made
        body = {"recommendation_id": stored_id, "run_id": run_id}
        events.append_event(conn, "machine", "rescored", f"submission:{submission_id}", body, deps.audit_key)
    return True
