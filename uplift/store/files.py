"""Evidence files: arriving, being found again by hash, and everything a person or the door asks of them.

Leases and results are in store/leases.py.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from sqlalchemy import Connection, Row, and_, delete, func, insert, or_, select, update

from uplift.db import database_now
from uplift.errors import Conflict, NotFound
from uplift.ids import new_id
from uplift.records import EvidenceFile, NewFile
from uplift.states import FILE_TRANSITIONS, SETTLED, FileStatus, SubmissionStatus, advance
from uplift.store.submissions import bump_revision, lock_submission
from uplift.tables import evidence_files, hash_bands
from uplift.types import DuplicateMatch

_BAND_EDGES = (0, 2, 4, 6, 8, 10, 13, 16)  # 16 hex digits in 7 slices: 6 changed bits leave one untouched
MAX_HASH_DISTANCE = len(_BAND_EDGES) - 2


def add_file(conn: Connection, new: NewFile) -> tuple[EvidenceFile, bool]:
    """Store the row of a file whose bytes are safe. The same bytes twice in a submission are one file.

    Returns the file and whether it was created. Raises NotFound for another merchant's submission and Conflict
    when the submission is decided.
    """
    _refuse_decided(conn, new.submission_id, new.merchant_id)
    known = file_with_bytes(conn, new.submission_id, new.merchant_id, new.sha256)
    if known is not None:
        return known, False
    file_id = new_id()
    conn.execute(insert(evidence_files).values(**_new_values(conn, new), id=file_id))
    bump_revision(conn, new.submission_id)
    return file(conn, file_id), True


def _refuse_decided(conn: Connection, submission_id: str, merchant_id: str | None = None) -> None:
    if lock_submission(conn, submission_id, merchant_id).status == SubmissionStatus.DECIDED:
        raise Conflict("This submission is decided and takes no more files. Open a new submission for new evidence.")


def file_with_bytes(conn: Connection, submission_id: str, merchant_id: str, sha256: str) -> EvidenceFile | None:
    """The merchant's file with these bytes in this submission, or None."""
    same = {"submission_id": submission_id, "merchant_id": merchant_id, "sha256": sha256}
    row = conn.execute(select(evidence_files).filter_by(**same)).one_or_none()
    return None if row is None else _file(row)


def _new_values(conn: Connection, new: NewFile) -> dict[str, object]:
    return {
        "submission_id": new.submission_id,
        "merchant_id": new.merchant_id,
        "sha256": new.sha256,
        "name": new.name,
        "media_type": new.media_type,
        "size_bytes": new.size_bytes,
        "status": FileStatus.RECEIVED,
        "attempts": 0,
        "received_at": database_now(conn),
    }


def file(conn: Connection, file_id: str, merchant_id: str | None = None) -> EvidenceFile:
    """The file with this id. Raises NotFound, also when it is not `merchant_id`'s."""
    query = select(evidence_files).where(evidence_files.c.id == file_id)
    if merchant_id is not None:
        query = query.where(evidence_files.c.merchant_id == merchant_id)
    row = conn.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no such file.")
    return _file(row)


def files_of(conn: Connection, submission_id: str) -> list[EvidenceFile]:
    """All files of a submission in the order they arrived."""
    rows = conn.execute(
        select(evidence_files).where(evidence_files.c.submission_id == submission_id).order_by(evidence_files.c.id)
    )
    return [_file(row) for row in rows]


def files_with_status(conn: Connection, status: FileStatus, limit: int) -> list[EvidenceFile]:
    """Up to `limit` files of everybody that stand at this status, newest first."""
    rows = conn.execute(
        select(evidence_files)
        .where(evidence_files.c.status == status)
        .order_by(evidence_files.c.id.desc())
        .limit(limit)
    )
    return [_file(row) for row in rows]


def revive(conn: Connection, file_id: str) -> EvidenceFile:
    """Send a settled file through the house once more, because a person asked. Raises Conflict, NotFound."""
    present = file(conn, file_id)
    _refuse_decided(conn, present.submission_id)
    if present.status not in SETTLED:
        raise Conflict("This file is waiting for a worker or being read already. Look again in a minute.")
    new = advance(FILE_TRANSITIONS, present.status, FileStatus.RECEIVED)
    fresh = {"attempts": 0, "error_code": None, "error_message": None, "settled_at": None}
    revived = conn.execute(
        update(evidence_files)
        .where(evidence_files.c.id == file_id, evidence_files.c.status == present.status)
        .values(status=new, next_attempt_at=None, published_at=None, lease_token=None, lease_until=None, **fresh)
    )
    if revived.rowcount == 0:
        raise Conflict("Somebody else changed this file a moment ago. Reload and look at its present state.")
    return file(conn, file_id)


def due_files(conn: Connection, limit: int, republish_s: float = 60.0) -> list[str]:
    """Ids of files a worker should be told of, oldest first.

    Waiting files whose time has come and that were never published or not within `republish_s` seconds, and files
    whose lease ran out with no hint sent since.
    """
    now = database_now(conn)
    columns = evidence_files.c
    forgotten = or_(columns.published_at.is_(None), columns.published_at <= now - timedelta(seconds=republish_s))
    its_time = or_(columns.next_attempt_at.is_(None), columns.next_attempt_at <= now)
    waiting = and_(columns.status == FileStatus.RECEIVED, its_time, forgotten)
    no_hint_since = or_(forgotten, columns.published_at < columns.lease_until)
    expired = and_(columns.status == FileStatus.PROCESSING, columns.lease_until <= now, no_hint_since)
    query = select(columns.id).where(or_(waiting, expired)).order_by(columns.id).limit(limit)
    return list(conn.execute(query).scalars())


def mark_published(conn: Connection, file_ids: Sequence[str]) -> None:
    """Note that a queue hint was sent just now."""
    conn.execute(
        update(evidence_files).where(evidence_files.c.id.in_(file_ids)).values(published_at=database_now(conn))
    )


def count_recent(conn: Connection, merchant_id: str, hours: float = 24.0) -> int:
    """How many files the merchant uploaded within the last `hours`."""
    since = database_now(conn) - timedelta(hours=hours)
    mine = and_(evidence_files.c.merchant_id == merchant_id, evidence_files.c.received_at > since)
    return conn.execute(select(func.count()).select_from(evidence_files).where(mine)).scalar_one()


def stored_bytes(conn: Connection, merchant_id: str) -> int:
    """Bytes of all files the merchant ever uploaded."""
    total = select(func.coalesce(func.sum(evidence_files.c.size_bytes), 0))
    return int(conn.execute(total.where(evidence_files.c.merchant_id == merchant_id)).scalar_one())


def count_by_status(conn: Connection) -> dict[FileStatus, int]:
    """How many files stand where, over everything; a status with none is left out."""
    rows = conn.execute(select(evidence_files.c.status, func.count()).group_by(evidence_files.c.status))
    return {FileStatus(status): count for status, count in rows}


def same_bytes(conn: Connection, sha256: str, merchant_id: str, not_file_id: str) -> list[DuplicateMatch]:
    """Other files with exactly these bytes, of any merchant."""
    query = select(evidence_files.c.id, evidence_files.c.merchant_id).where(
        evidence_files.c.sha256 == sha256, evidence_files.c.id != not_file_id
    )
    return [
        DuplicateMatch(how="sha256", file_id=other, same_merchant=owner == merchant_id)
        for other, owner in conn.execute(query.order_by(evidence_files.c.id))
    ]


def save_perceptual_hash(conn: Connection, file_id: str, perceptual_hash: str) -> None:
    """Index a photo by its 64-bit perceptual hash (16 hex digits)."""
    conn.execute(update(evidence_files).where(evidence_files.c.id == file_id).values(perceptual_hash=perceptual_hash))
    conn.execute(delete(hash_bands).where(hash_bands.c.file_id == file_id))
    conn.execute(insert(hash_bands), [{"band": band, "file_id": file_id} for band in _bands(perceptual_hash)])


def near_hashes(
    conn: Connection, perceptual_hash: str, merchant_id: str, not_file_id: str, max_distance: int = MAX_HASH_DISTANCE
) -> list[DuplicateMatch]:
    """Other photos within `max_distance` bits (at most 6: beyond that the index would miss some)."""
    columns = evidence_files.c
    query = (
        select(columns.id, columns.merchant_id, columns.perceptual_hash)
        .join(hash_bands, hash_bands.c.file_id == columns.id)
        .where(hash_bands.c.band.in_(_bands(perceptual_hash)), columns.id != not_file_id)
        .distinct()
        .order_by(columns.id)
    )
    found = [(other, owner, _distance(perceptual_hash, its_hash)) for other, owner, its_hash in conn.execute(query)]
    return [
        DuplicateMatch(how="perceptual_hash", file_id=other, same_merchant=owner == merchant_id, distance=distance)
        for other, owner, distance in found
        if distance <= max_distance
    ]


def _bands(perceptual_hash: str) -> list[str]:
    edges = pairwise(_BAND_EDGES)
    return [f"{number}:{perceptual_hash[left:right]}" for number, (left, right) in enumerate(edges)]


def _distance(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _file(row: Row[tuple[object, ...]]) -> EvidenceFile:
    values = {name: row._mapping[name] for name in EvidenceFile.__slots__}
    return EvidenceFile(**values | {"status": FileStatus(values["status"])})
