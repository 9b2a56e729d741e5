"""The straight line of one file and one submission. Plain functions; no queue in sight, no OCR inside a transaction.

Anything here may run twice or be cut off at any line: results are fenced by the claim's token, saved once by unique
keys, and what was cut off is found again by the sweeper.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import structlog
from sqlalchemy import Connection, Engine

import scoring
from ingest.blobs import Blobs, open_blobs
from ingest.duplicates import find as find_duplicates
from scoring.keys import index_keys
from scoring.policy import Policy, current_policy
from uplift.db import database_now, make_engine, reading, transaction
from uplift.errors import ReaderCrashed, StaleLease, UnreadableFile, UpliftError
from uplift.packages import items_of, papers_in
from uplift.records import Claim, EvidenceFile, ScoringInputs, StoredExtraction, Submission
from uplift.secrets import load_or_make
from uplift.settings import Settings
from uplift.states import SETTLED, FileStatus, SubmissionStatus
from uplift.store import events, extractions, files, leases, merchants, recommendations, submissions
from uplift.store.decisions import add_decision
from uplift.types import EvidenceItem, Profile, ReadResult, Recommendation, Route
from workers import retry
from workers.reader import Reader, options_from

MAX_RESCORES = 5  # new files may arrive while scoring; after this many rounds the sweeper takes over
MACHINE, POLICY = "machine", "policy"  # actors in the audit log


@dataclass(frozen=True, slots=True, kw_only=True)
class Deps:
    """What the stages need, opened once a process."""

    engine: Engine
    blobs: Blobs
    reader: Reader
    settings: Settings
    policy_for: Callable[[date], Policy]
    secret_key: str = field(repr=False)

    @property
    def audit_key(self) -> bytes:
        """Key of the hash-chained audit log."""
        return self.secret_key.encode()

    def close(self) -> None:
        """End the reader child and the database connections."""
        self.reader.close()
        self.engine.dispose()


def open_deps(settings: Settings) -> Deps:
    """Open everything for this process; the reader child starts with the first file, or by `reader.launch()`."""
    path = Path(settings.policy) if settings.policy else None
    return Deps(
        engine=make_engine(settings.resolved_database_url),
        blobs=open_blobs(settings.resolved_blob_url),
        reader=Reader(options_from(settings, warm=True)),
        settings=settings,
        policy_for=lru_cache(maxsize=64)(lambda as_of: current_policy(as_of, path)),
        secret_key=load_or_make(settings).secret_key,
    )


# --- one file -------------------------------------------------------------------------------------------------------


def process_file(deps: Deps, file_id: str) -> FileStatus | None:
    """Read one file and settle it. Returns its new status; None when there was nothing for this worker to do."""
    deps.reader.start()  # a worker that cannot read claims nothing
    with transaction(deps.engine) as conn:
        claim = leases.claim_file(conn, file_id, deps.settings.lease_s)
    if claim is None:
        return None
    try:
        return _work(deps, claim)
    except StaleLease as error:
        structlog.get_logger().warning("result dropped", file_id=file_id, stage="settle", reason=str(error))
        return None


def _work(deps: Deps, claim: Claim) -> FileStatus:
    if claim.attempt > deps.settings.max_attempts:
        message = f"{claim.attempt - 1} attempts began and none ended: the worker was lost each time."
        return _bury(deps, claim, ReaderCrashed.code, message)
    try:
        result = deps.reader.read_bytes(deps.blobs.get(claim.sha256), claim.media_type)
        return _store(deps, claim, result)
    except StaleLease:
        raise
    except UnreadableFile as error:
        return _fail(deps, claim, error)
    except UpliftError as error:
        return _try_again(deps, claim, error)


def _store(deps: Deps, claim: Claim, result: ReadResult) -> FileStatus:
    for image in result.page_images:
        deps.blobs.put(image.webp)
    extraction = result.extraction
    with transaction(deps.engine) as conn:
        profile = merchants.merchant(conn, claim.merchant_id).profile
        extractions.save_extraction(conn, claim, result, deps.reader.pipeline_version)
        keys = (key for paper in papers_in(extraction) for key in index_keys(paper, profile))
        hashes = key_hashes(deps, tuple(dict.fromkeys(keys)))
        extractions.save_keys(conn, claim.file_id, claim.merchant_id, hashes)
        leases.finish_file(conn, claim, extraction.perceptual_hash)
    structlog.get_logger().info("read", file_id=claim.file_id, kind=extraction.kind, seconds=round(result.seconds, 2))
    return FileStatus.DONE


def key_hashes(deps: Deps, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Salted hashes, so that the index across merchants tells nobody what another merchant has."""
    return tuple(hmac.new(deps.audit_key, f"key:{key}".encode(), hashlib.sha256).hexdigest() for key in keys)


def _fail(deps: Deps, claim: Claim, error: UnreadableFile) -> FileStatus:
    with transaction(deps.engine) as conn:
        leases.fail_file(conn, claim, error.code, str(error))
    structlog.get_logger().info("unreadable", file_id=claim.file_id, stage="read")
    return FileStatus.FAILED


def _try_again(deps: Deps, claim: Claim, error: UpliftError) -> FileStatus:
    attempts = _counted(deps, claim, error)
    settings = deps.settings
    answer = retry.decide(error, attempts, max_attempts=settings.max_attempts, base_s=settings.retry_base_s)
    if isinstance(answer, retry.GiveUp):
        return _bury(deps, claim, error.code, answer.why)
    with transaction(deps.engine) as conn:
        leases.retry_file(conn, claim, answer.delay_s, error.code, str(error))
    structlog.get_logger().warning("will retry", file_id=claim.file_id, delay_s=answer.delay_s, reason=str(error))
    return FileStatus.RECEIVED


def _counted(deps: Deps, claim: Claim, error: UpliftError) -> int:
    """Attempts spent so far; one that broke the reader counts double, because it may take others with it."""
    if not isinstance(error, ReaderCrashed):
        return claim.attempt
    with transaction(deps.engine) as conn:
        return leases.penalise(conn, claim)


def _bury(deps: Deps, claim: Claim, code: str, message: str) -> FileStatus:
    with transaction(deps.engine) as conn:
        leases.bury_file(conn, claim, code, message)
        body = {"submission_id": claim.submission_id, "code": code, "attempts": claim.attempt}
        events.append_event(conn, MACHINE, "file_dead", f"file:{claim.file_id}", body, deps.audit_key)
    structlog.get_logger().error("dead", file_id=claim.file_id, code=code, reason=message)
    return FileStatus.DEAD


# --- one submission -------------------------------------------------------------------------------------------------


def submission_due(deps: Deps, file_id: str) -> str | None:
    """Id of the file's submission when all its files have settled, else None."""
    with reading(deps.engine) as conn:
        submission_id = files.file(conn, file_id).submission_id
        return submission_id if _settled(conn, submission_id) else None


def score_submission(deps: Deps, submission_id: str) -> Recommendation | None:
    """Score a submission until its newest revision is scored. None when it is decided, unsettled or scored already."""
    latest = None
    for _ in range(MAX_RESCORES):
        with reading(deps.engine) as conn:
            present = submissions.submission(conn, submission_id)
            if not _is_due(conn, present):
                return latest
            inputs = scoring_inputs(deps, conn, present)
        proposal = scoring.recommend(inputs.profile, inputs.items, deps.policy_for(inputs.as_of), inputs.as_of)
        if _save(deps, present, proposal, inputs):
            latest = proposal
    return latest


def scoring_inputs(deps: Deps, conn: Connection, present: Submission) -> ScoringInputs:
    """Everything `recommend` is given, besides the policy: profile, items with their duplicates, the day (UTC)."""
    profile = merchants.merchant(conn, present.merchant_id).profile
    read = extractions.extractions_of(conn, present.id)
    stored = files.files_of(conn, present.id)
    items = tuple(item for file in stored for item in _items(deps, conn, file, read.get(file.id), profile))
    return ScoringInputs(profile=profile, items=items, as_of=present.as_of or database_now(conn).date())


def _items(
    deps: Deps, conn: Connection, file: EvidenceFile, stored: StoredExtraction | None, profile: Profile
) -> Iterator[EvidenceItem]:
    """One item for every paper of the file, each with the other files that share it."""
    extraction = stored.extraction if stored and file.status is FileStatus.DONE else None
    whole = EvidenceItem(
        file_id=file.id,
        name=file.name,
        sha256=file.sha256,
        extraction=extraction,
        error=None if extraction else file.error_message,
    )
    for item in items_of(whole):
        paper = item.extraction
        hashes = key_hashes(deps, index_keys(paper, profile)) if paper else ()
        yield replace(item, duplicates=find_duplicates(conn, file, paper.perceptual_hash if paper else None, hashes))


def _is_due(conn: Connection, present: Submission) -> bool:
    waiting = present.status is not SubmissionStatus.DECIDED and present.revision > present.scored_revision
    return waiting and _settled(conn, present.id)


def _settled(conn: Connection, submission_id: str) -> bool:
    statuses = [file.status for file in files.files_of(conn, submission_id)]
    return bool(statuses) and all(status in SETTLED for status in statuses)


def _save(deps: Deps, scored: Submission, proposal: Recommendation, inputs: ScoringInputs) -> bool:
    """Store the proposal unless the submission moved on while it was computed."""
    with transaction(deps.engine) as conn:
        present = submissions.lock_submission(conn, scored.id)
        if present.revision != scored.revision or not _is_due(conn, present):
            return False
        stored_id = recommendations.save_recommendation(conn, scored.id, scored.revision, proposal, inputs)
        submissions.advance_submission(conn, scored.id, SubmissionStatus.RECOMMENDED)
        events.append_event(
            conn, MACHINE, "recommended", f"submission:{scored.id}", _told(proposal, stored_id), deps.audit_key
        )
        if proposal.route is Route.AUTO:
            _decide(conn, deps, present, proposal, stored_id)
    structlog.get_logger().info("scored", submission_id=scored.id, policy_version=proposal.policy_name)
    return True


def _told(proposal: Recommendation, recommendation_id: str) -> dict[str, str]:
    return {
        "recommendation_id": recommendation_id,
        "recommended_limit": str(proposal.recommended_limit),
        "route": proposal.route.value,
        "policy_sha256": proposal.policy_sha256,
    }


def _decide(
    conn: Connection, deps: Deps, present: Submission, proposal: Recommendation, recommendation_id: str
) -> None:
    """Let an automatic recommendation take effect, in the transaction that stores it."""
    limit = proposal.recommended_limit
    reason = " ".join(proposal.route_reasons) or "Within the limits of automatic decisions."
    add_decision(
        conn,
        submission_id=present.id,
        recommendation_id=recommendation_id,
        act="auto",
        limit=limit,
        reason=reason,
        decided_by=POLICY,
    )
    merchants.set_current_limit(conn, present.merchant_id, limit)
    submissions.advance_submission(conn, present.id, SubmissionStatus.DECIDED)
    body = {"recommendation_id": recommendation_id, "limit": str(limit)}
    events.append_event(conn, POLICY, "auto_decided", f"submission:{present.id}", body, deps.audit_key)
