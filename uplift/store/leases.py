"""The life of one file while a worker owns it: claimed by compare-and-set, counted before work, fenced by a token.

Only the database's clock decides. Every write of a result says which token it holds; when another worker has claimed
the row since, nothing is written and StaleLease is raised.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, and_, or_, select, update

from uplift.db import database_now
from uplift.errors import StaleLease
from uplift.ids import new_id
from uplift.records import Claim
from uplift.states import FILE_TRANSITIONS, SETTLED, FileStatus, advance
from uplift.store.files import save_perceptual_hash
from uplift.store.submissions import bump_revision
from uplift.tables import evidence_files

_NO_LEASE = {"lease_token": None, "lease_until": None}


def claim_file(conn: Connection, file_id: str, lease_s: float) -> Claim | None:
    """Own the file for `lease_s` seconds, or None when it is not due, settled, or another worker's.

    The attempt is counted here, before any work, so that a file that kills its worker cannot be tried for ever.
    """
    now = database_now(conn)
    columns = evidence_files.c
    due = or_(columns.next_attempt_at.is_(None), columns.next_attempt_at <= now)
    waiting = and_(columns.status == FileStatus.RECEIVED, due)
    expired = and_(columns.status == FileStatus.PROCESSING, columns.lease_until <= now)
    lease = {"lease_token": new_id(), "lease_until": now + timedelta(seconds=lease_s)}
    row = conn.execute(
        update(evidence_files)
        .where(columns.id == file_id, or_(waiting, expired))
        .values(status=FileStatus.PROCESSING, attempts=columns.attempts + 1, next_attempt_at=None, **lease)
        .returning(*columns)
    ).one_or_none()
    return None if row is None else _claim(row._asdict())


def extend_lease(conn: Connection, claim: Claim, lease_s: float) -> None:
    """Keep the file for another `lease_s` seconds from now. Raises StaleLease."""
    _write_fenced(conn, claim, {"lease_until": database_now(conn) + timedelta(seconds=lease_s)})


def hold(conn: Connection, claim: Claim) -> None:
    """Make sure that the claim still owns the file, and keep it so until the transaction ends. Raises StaleLease."""
    if conn.execute(select(evidence_files.c.id).where(_owned(claim)).with_for_update()).one_or_none() is None:
        raise _stale(claim)


def finish_file(conn: Connection, claim: Claim, perceptual_hash: str | None = None) -> None:
    """The file was read. Raises StaleLease."""
    _settle(conn, claim, FileStatus.DONE, None, None)
    if perceptual_hash is not None:
        save_perceptual_hash(conn, claim.file_id, perceptual_hash)


def fail_file(conn: Connection, claim: Claim, code: str, message: str) -> None:
    """The file cannot be read; `message` tells the merchant why and what to do. Raises StaleLease."""
    _settle(conn, claim, FileStatus.FAILED, code, message)


def bury_file(conn: Connection, claim: Claim, code: str, message: str) -> None:
    """Given up after too many attempts; visible with its reason until a person revives it. Raises StaleLease."""
    _settle(conn, claim, FileStatus.DEAD, code, message)


def retry_file(conn: Connection, claim: Claim, delay_s: float, code: str, message: str) -> None:
    """Wait `delay_s` seconds before the next attempt; the sweeper sends the hint then. Raises StaleLease."""
    values = {
        "status": advance(FILE_TRANSITIONS, FileStatus.PROCESSING, FileStatus.RECEIVED),
        "next_attempt_at": database_now(conn) + timedelta(seconds=delay_s),
        "published_at": None,
        "error_code": code,
        "error_message": message,
    }
    _write_fenced(conn, claim, values | _NO_LEASE)


def penalise(conn: Connection, claim: Claim) -> int:
    """Count the attempt a second time, because it crashed the reader; return the attempts. Raises StaleLease."""
    _write_fenced(conn, claim, {"attempts": evidence_files.c.attempts + 1})
    counted = select(evidence_files.c.attempts).where(evidence_files.c.id == claim.file_id)
    return int(conn.execute(counted).scalar_one())


def _settle(conn: Connection, claim: Claim, status: FileStatus, code: str | None, message: str | None) -> None:
    assert status in SETTLED
    values = {
        "status": advance(FILE_TRANSITIONS, FileStatus.PROCESSING, status),
        "settled_at": database_now(conn),
        "error_code": code,
        "error_message": message,
    }
    _write_fenced(conn, claim, values | _NO_LEASE)
    bump_revision(conn, claim.submission_id)


def _write_fenced(conn: Connection, claim: Claim, values: Mapping[str, Any]) -> None:  # Any: column values
    if conn.execute(update(evidence_files).where(_owned(claim)).values(**values)).rowcount == 0:
        raise _stale(claim)


def _owned(claim: Claim) -> Any:  # Any: an SQL expression
    columns = evidence_files.c
    return and_(
        columns.id == claim.file_id, columns.lease_token == claim.token, columns.status == FileStatus.PROCESSING
    )


def _stale(claim: Claim) -> StaleLease:
    return StaleLease(
        f"Attempt {claim.attempt} at file {claim.file_id} no longer owns it, so its result was not written. "
        "Nothing is lost: the worker that owns it now will write its own."
    )


def _claim(values: Mapping[str, Any]) -> Claim:  # Any: column values
    return Claim(
        file_id=values["id"],
        submission_id=values["submission_id"],
        merchant_id=values["merchant_id"],
        sha256=values["sha256"],
        name=values["name"],
        media_type=values["media_type"],
        token=values["lease_token"],
        attempt=values["attempts"],
        lease_until=values["lease_until"],
    )
