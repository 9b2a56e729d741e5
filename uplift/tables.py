"""SQLAlchemy Core tables: the one truth. JSON columns carry a schema_version inside (uplift/stored_json.py).

IDs are UUIDv7-like hex strings made by the application; times are UTC and come from the database's clock where they
decide anything (leases); amounts are integer fen.
"""

from datetime import UTC as UTC_ZONE
from datetime import datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A UTC-aware datetime on every database; SQLite keeps no zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - fixed by SQLAlchemy
        """Convert to UTC. A naive datetime is a programming error and raises ValueError."""
        if value is not None and value.tzinfo is None:
            raise ValueError("A naive datetime must not reach the database; attach its zone first.")
        return None if value is None else value.astimezone(UTC_ZONE)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - fixed by SQLAlchemy
        """Attach or convert to UTC."""
        if value is None or value.tzinfo is None:
            return value and value.replace(tzinfo=UTC_ZONE)
        return value.astimezone(UTC_ZONE)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = String(32)
UTC = UtcDateTime()

merchants = Table(
    "merchants",
    metadata,
    Column("id", ID, primary_key=True),
    Column("external_id", String(128), nullable=False, unique=True),  # the lender's own merchant number
    Column("name", Text, nullable=False),
    Column("profile", JSON, nullable=False),  # Profile, versioned
    Column("created_at", UTC, nullable=False),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("key_hash", String(64), primary_key=True),  # sha256 of a 256-bit random key
    Column("merchant_id", ID, ForeignKey("merchants.id"), nullable=False, index=True),
    Column("created_at", UTC, nullable=False),
    Column("revoked_at", UTC),
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("merchant_id", ID, ForeignKey("merchants.id"), nullable=False, index=True),
    Column("status", String(24), nullable=False),
    Column("as_of", String(10)),  # fixed ISO date for replays and demos; NULL = the day it is scored
    Column("revision", Integer, nullable=False, default=0),  # bumped by every file that settles or arrives
    Column("scored_revision", Integer, nullable=False, default=-1),
    Column("request_note", Text),  # what a reviewer asked the merchant for
    Column("claimed_by", ID, ForeignKey("users.id")),
    Column("claim_until", UTC),
    Column("created_at", UTC, nullable=False),
    Column("updated_at", UTC, nullable=False),
    Index("ix_submissions_status_id", "status", "id"),
)

evidence_files = Table(
    "evidence_files",
    metadata,
    Column("id", ID, primary_key=True),
    Column("submission_id", ID, ForeignKey("submissions.id"), nullable=False, index=True),
    Column("merchant_id", ID, ForeignKey("merchants.id"), nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("media_type", String(64), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("status", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("lease_token", ID),  # fencing token; results written with another token are refused
    Column("lease_until", UTC),
    Column("next_attempt_at", UTC),
    Column("published_at", UTC),  # when a queue hint was last sent; NULL = never
    Column("error_code", String(64)),
    Column("error_message", Text),
    Column("perceptual_hash", String(16)),
    Column("received_at", UTC, nullable=False),
    Column("settled_at", UTC),
    UniqueConstraint("submission_id", "sha256"),  # the same bytes twice in one submission are one file
    Index("ix_evidence_files_status_lease_until", "status", "lease_until"),
    Index("ix_evidence_files_merchant_id_received_at", "merchant_id", "received_at"),
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("merchant_id", ID, ForeignKey("merchants.id"), primary_key=True),
    Column("key", String(128), primary_key=True),
    Column("request_sha256", String(64), nullable=False),
    Column("response", JSON, nullable=False),
    Column("created_at", UTC, nullable=False),
)

extractions = Table(
    "extractions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("file_id", ID, ForeignKey("evidence_files.id"), nullable=False),
    Column("pipeline_version", String(64), nullable=False),
    Column("run_id", ID, nullable=False, default=""),  # "" = first reading; else the reprocess run that made it
    Column("kind", String(40), nullable=False),  # copied out of body, to filter by
    Column("body", JSON, nullable=False),  # Extraction, versioned
    Column("seconds", Float, nullable=False),
    Column("cpu_seconds", Float, nullable=False),
    Column("created_at", UTC, nullable=False),
    UniqueConstraint("file_id", "pipeline_version", "run_id"),
)

page_images = Table(
    "page_images",
    metadata,
    Column("file_id", ID, ForeignKey("evidence_files.id"), primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),  # blob of the re-encoded WebP
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("dpi", Integer, nullable=False),
)

hash_bands = Table(  # 7 slices of each photo's perceptual hash: within 6 bits of another, at least one slice is equal
    "hash_bands",
    metadata,
    Column("band", String(5), primary_key=True),  # "<number>:<hex digits>"
    Column("file_id", ID, ForeignKey("evidence_files.id"), primary_key=True),
)

evidence_keys = Table(  # salted hashes of canonical keys (invoice number, plate, ...) across all merchants
    "evidence_keys",
    metadata,
    Column("key_hash", String(64), primary_key=True),
    Column("file_id", ID, ForeignKey("evidence_files.id"), primary_key=True),
    Column("merchant_id", ID, ForeignKey("merchants.id"), nullable=False),
)

recommendations = Table(
    "recommendations",
    metadata,
    Column("id", ID, primary_key=True),
    Column("submission_id", ID, ForeignKey("submissions.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("run_id", ID, nullable=False, default=""),  # "" = live; else the reprocess run that made it
    Column("policy_name", String(64), nullable=False),
    Column("policy_sha256", String(64), nullable=False),
    Column("inputs", JSON, nullable=False),  # Profile, EvidenceItems, as_of: all that recommend() was given
    Column("route", String(16), nullable=False),  # these three are copied out of body, to list and filter by
    Column("current_limit_minor", BigInteger, nullable=False),
    Column("recommended_limit_minor", BigInteger, nullable=False),
    Column("body", JSON, nullable=False),  # Recommendation, versioned
    Column("created_at", UTC, nullable=False),
    UniqueConstraint("submission_id", "revision", "policy_sha256", "run_id"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("submission_id", ID, ForeignKey("submissions.id"), nullable=False, index=True),
    Column("recommendation_id", ID, ForeignKey("recommendations.id"), nullable=False),
    Column("act", String(24), nullable=False),  # approve, lower, decline, ask_for_more, auto
    Column("limit_minor", BigInteger),  # the limit that takes effect; NULL while nothing takes effect
    Column("reason", Text, nullable=False),
    Column("decided_by", String(64), nullable=False),  # user id, or "policy"
    Column("created_at", UTC, nullable=False),
)

events = Table(  # the hash-chained audit log; only ever appended to
    "events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("act", String(64), nullable=False),
    Column("subject", String(128), nullable=False, index=True),
    Column("body", Text, nullable=False),  # canonical JSON, hashed as it stands
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)

users = Table(
    "users",
    metadata,
    Column("id", ID, primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),  # argon2id
    Column("role", String(16), nullable=False),  # reviewer, senior, fraud, admin
    Column("active", Boolean, nullable=False, default=True),
    Column("created_at", UTC, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("user_id", ID, ForeignKey("users.id"), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("expires_at", UTC, nullable=False),
)

login_failures = Table(
    "login_failures",
    metadata,
    Column("id", ID, primary_key=True),
    Column("email", String(254), nullable=False, index=True),
    Column("address", String(64), nullable=False),
    Column("at", UTC, nullable=False),
)

reprocess_runs = Table(
    "reprocess_runs",
    metadata,
    Column("id", ID, primary_key=True),
    Column("plan", JSON, nullable=False),  # filters and versions, as asked
    Column("total", Integer, nullable=False),
    Column("created_at", UTC, nullable=False),
    Column("finished_at", UTC),
)

reprocess_items = Table(
    "reprocess_items",
    metadata,
    Column("run_id", ID, ForeignKey("reprocess_runs.id"), primary_key=True),
    Column("file_id", ID, ForeignKey("evidence_files.id"), primary_key=True),
    Column("status", String(16), nullable=False),  # planned, done, failed
    Column("error_message", Text),
)
