"""What the store hands out: one frozen value a table row, never the row itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from uplift.states import FileStatus, SubmissionStatus
from uplift.types import EvidenceItem, Extraction, Profile, Recommendation, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Merchant:
    """A borrower and what third parties know of it."""

    id: str
    external_id: str
    name: str
    profile: Profile
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A merchant's bundle of evidence for one limit review."""

    id: str
    merchant_id: str
    status: SubmissionStatus
    as_of: date | None  # fixed day for replays and demos; None = the day it is scored
    revision: int  # bumped by every file that arrives or settles
    scored_revision: int  # the revision of the latest recommendation; -1 = never scored
    request_note: str | None  # what a reviewer asked the merchant for
    claimed_by: str | None  # user id; see claim_until
    claim_until: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One line of the reviewers' queue."""

    submission_id: str
    merchant_id: str
    merchant_name: str
    status: SubmissionStatus
    route: Route | None  # None while nothing is recommended
    current_limit_minor: int | None
    recommended_limit_minor: int | None
    file_count: int
    unsettled_count: int
    claimed_by: str | None  # only while the claim holds
    claimed_by_email: str | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file whose bytes are already stored and synced, about to get its row."""

    submission_id: str
    merchant_id: str
    sha256: str
    name: str
    media_type: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """One uploaded file, immutable, named by its sha256; the rest is its way through the house."""

    id: str
    submission_id: str
    merchant_id: str
    sha256: str
    name: str
    media_type: str
    size_bytes: int
    status: FileStatus
    attempts: int
    lease_until: datetime | None
    next_attempt_at: datetime | None
    published_at: datetime | None  # when a queue hint was last sent; None = never
    error_code: str | None
    error_message: str | None
    perceptual_hash: str | None
    received_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The right to write one file's result, until `lease_until` or until somebody claims it anew."""

    file_id: str
    submission_id: str
    merchant_id: str
    sha256: str
    name: str
    media_type: str
    token: str  # fencing token: writes with another token are refused
    attempt: int  # 1 = the first; counted before the work starts
    lease_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredExtraction:
    """One reading of one file by one pipeline version."""

    id: str
    file_id: str
    pipeline_version: str
    run_id: str  # "" = the first reading; else the reprocessing run that made it
    extraction: Extraction
    seconds: float
    cpu_seconds: float
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPageImage:
    """Where one rendered page lies."""

    page: int  # 0-based
    sha256: str  # blob of the re-encoded WebP
    width: int  # pixels
    height: int  # pixels
    dpi: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringInputs:
    """Everything `scoring.recommend` was given besides the policy."""

    profile: Profile
    items: tuple[EvidenceItem, ...]
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecommendation:
    """One recommendation as it was stored."""

    id: str
    submission_id: str
    revision: int
    run_id: str  # "" = live; else the reprocessing run that made it
    recommendation: Recommendation
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One human act (or the policy's, when the route is auto) on a submission."""

    id: str
    submission_id: str
    recommendation_id: str
    act: str  # approve, lower, decline, ask_for_more, auto
    limit_minor: int | None  # fen; the limit that takes effect; None while nothing does
    reason: str
    decided_by: str  # user id, or "policy"
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A reviewer's account."""

    id: str
    email: str
    password_hash: str  # argon2id
    role: str  # reviewer, senior, fraud, admin
    active: bool
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One log-in of one reviewer."""

    user: User
    csrf: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the hash-chained audit log."""

    seq: int  # 1, 2, 3 ... without gaps
    at: datetime
    actor: str
    act: str
    subject: str
    body: Mapping[str, Any]  # Any: JSON
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprocessRun:
    """One run of `uplift reprocess`, resumable by its items."""

    id: str
    plan: Mapping[str, Any]  # Any: JSON of the filters and versions as asked
    total: int
    done: int
    failed: int
    created_at: datetime
    finished_at: datetime | None
