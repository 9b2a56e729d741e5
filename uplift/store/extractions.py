"""What was read from each file, its page images, and the salted keys that find the same thing at other merchants."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, Row, delete, func, insert, select

from uplift.db import database_now
from uplift.ids import new_id
from uplift.records import Claim, StoredExtraction, StoredPageImage
from uplift.store.leases import hold
from uplift.stored_json import dump_extraction, load_extraction
from uplift.tables import evidence_files, evidence_keys, extractions
from uplift.tables import page_images as images_table
from uplift.types import DuplicateMatch, PageImage, ReadResult


def save_extraction(conn: Connection, claim: Claim, result: ReadResult, pipeline_version: str) -> str:
    """Store what a claimed file said, and its page images (put their bytes into the blob store first).

    Saving the same file and pipeline version again changes nothing. Returns the extraction's id. Raises StaleLease.
    """
    hold(conn, claim)
    extraction_id = _save(conn, claim.file_id, result, pipeline_version, run_id="")
    _save_page_images(conn, claim.file_id, result.page_images)
    return extraction_id


def save_reprocessed(conn: Connection, file_id: str, result: ReadResult, pipeline_version: str, run_id: str) -> str:
    """Store a later reading beside the earlier ones, which stay. Returns the extraction's id."""
    return _save(conn, file_id, result, pipeline_version, run_id)


def _save(conn: Connection, file_id: str, result: ReadResult, pipeline_version: str, run_id: str) -> str:
    same = {"file_id": file_id, "pipeline_version": pipeline_version, "run_id": run_id}
    known = conn.execute(select(extractions.c.id).filter_by(**same)).scalar_one_or_none()
    if known is not None:
        return str(known)
    extraction_id = new_id()
    values = {
        "id": extraction_id,
        "kind": result.extraction.kind,
        "body": dump_extraction(result.extraction),
        "seconds": result.seconds,
        "cpu_seconds": result.cpu_seconds,
        "created_at": database_now(conn),
    }
    conn.execute(insert(extractions).values(**values, **same))
    return extraction_id


def _save_page_images(conn: Connection, file_id: str, images: Sequence[PageImage]) -> None:
    conn.execute(delete(images_table).where(images_table.c.file_id == file_id))
    for image in images:
        stored = {"page": image.page, "width": image.width, "height": image.height, "dpi": image.dpi}
        sha256 = hashlib.sha256(image.webp).hexdigest()
        conn.execute(insert(images_table).values(file_id=file_id, sha256=sha256, **stored))


def page_images(conn: Connection, file_id: str) -> list[StoredPageImage]:
    """The file's rendered pages in order."""
    rows = conn.execute(select(images_table).where(images_table.c.file_id == file_id).order_by(images_table.c.page))
    return [
        StoredPageImage(page=row.page, sha256=row.sha256, width=row.width, height=row.height, dpi=row.dpi)
        for row in rows
    ]


def latest_extraction(conn: Connection, file_id: str) -> StoredExtraction | None:
    """The newest reading of the file, or None when there is none yet."""
    query = select(extractions).where(extractions.c.file_id == file_id).order_by(extractions.c.id.desc()).limit(1)
    row = conn.execute(query).one_or_none()
    return None if row is None else _extraction(row)


def readings_of(conn: Connection, file_id: str) -> list[StoredExtraction]:
    """Every reading of the file, oldest first."""
    query = select(extractions).where(extractions.c.file_id == file_id).order_by(extractions.c.id)
    return [_extraction(row) for row in conn.execute(query)]


def extractions_of(conn: Connection, submission_id: str) -> dict[str, StoredExtraction]:
    """The newest reading of each file of the submission, by file id; unread files are left out."""
    newest = (
        select(func.max(extractions.c.id))
        .join(evidence_files, evidence_files.c.id == extractions.c.file_id)
        .where(evidence_files.c.submission_id == submission_id)
        .group_by(extractions.c.file_id)
    )
    rows = conn.execute(select(extractions).where(extractions.c.id.in_(newest)))
    return {stored.file_id: stored for stored in map(_extraction, rows)}


def save_keys(conn: Connection, file_id: str, merchant_id: str, key_hashes: Sequence[str]) -> None:
    """Replace the file's salted key hashes in the index across merchants."""
    conn.execute(delete(evidence_keys).where(evidence_keys.c.file_id == file_id))
    for key_hash in dict.fromkeys(key_hashes):
        conn.execute(insert(evidence_keys).values(key_hash=key_hash, file_id=file_id, merchant_id=merchant_id))


def key_matches(conn: Connection, file_id: str, merchant_id: str, key_hashes: Sequence[str]) -> list[DuplicateMatch]:
    """Other files, of any merchant, that carry one of these salted key hashes."""
    query = (
        select(evidence_keys.c.file_id, evidence_keys.c.merchant_id)
        .where(evidence_keys.c.key_hash.in_(key_hashes), evidence_keys.c.file_id != file_id)
        .distinct()
        .order_by(evidence_keys.c.file_id)
    )
    return [
        DuplicateMatch(how="key", file_id=other, same_merchant=owner == merchant_id)
        for other, owner in conn.execute(query)
    ]


def _extraction(row: Row[tuple[object, ...]]) -> StoredExtraction:
    values = row._mapping
    return StoredExtraction(
        id=values["id"],
        file_id=values["file_id"],
        pipeline_version=values["pipeline_version"],
        run_id=values["run_id"],
        extraction=load_extraction(values["body"]),
        seconds=values["seconds"],
        cpu_seconds=values["cpu_seconds"],
        created_at=values["created_at"],
    )
