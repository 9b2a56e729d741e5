"""accept_upload: the only way in. When it returns, bytes and row are on disk, and only then may the door say 201.

Bytes first, row second: a crash between the two leaves a blob that nothing names, never a row without its bytes.
"""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy import Connection, Engine

from ingest.archive import Member, unpack
from ingest.blobs import Blobs
from ingest.limits import UploadLimits
from ingest.media import ZIP, check_limits, identify
from uplift.db import reading, transaction
from uplift.errors import QuotaExceeded, RejectedUpload, TooLarge, UnsupportedMediaType
from uplift.records import EvidenceFile, NewFile
from uplift.store import events, files

NAME_CHARACTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One file as it arrived at the door."""

    merchant_id: str
    submission_id: str
    name: str  # the sender's own; shown to people, never used as a path
    stream: BinaryIO


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedFile:
    """What became of one file: a row, new or known already, or the error that refused it (members of a zip only)."""

    name: str
    file: EvidenceFile | None = None
    created: bool = False
    error: RejectedUpload | None = None


def accept_upload(
    engine: Engine, blobs: Blobs, upload: Upload, limits: UploadLimits, *, audit_key: bytes
) -> tuple[AcceptedFile, ...]:
    """Store one uploaded file, or every member of a zip.

    A member that is refused comes back with its error and does not lose the others. The same bytes twice in one
    submission are one file.

    Raises:
        RejectedUpload: the file (or the zip as a whole) is refused; nothing was stored.
        NotFound: there is no such submission of this merchant.
        Conflict: the submission is decided.
        NoSpace: the disk is full; nothing was half-written.
    """
    data = upload.stream.read(limits.max_upload_bytes + 1)
    if len(data) > limits.max_upload_bytes:
        raise TooLarge(f"One file may have {limits.max_upload_bytes:,} bytes. Send a smaller scan or photo.")
    intake = _Intake(engine=engine, blobs=blobs, upload=upload, limits=limits, audit_key=audit_key)
    media_type = identify(data)
    if media_type == ZIP:
        return tuple(intake.accept_member(member) for member in unpack(data, limits))
    return (intake.accept(upload.name, data, media_type),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Intake:
    """Where the files of one upload go."""

    engine: Engine
    blobs: Blobs
    upload: Upload
    limits: UploadLimits
    audit_key: bytes

    def accept_member(self, member: Member) -> AcceptedFile:
        try:
            if member.error is not None:
                raise member.error
            media_type = identify(member.data)
            if media_type == ZIP:
                raise UnsupportedMediaType("A zip inside a zip is not unpacked. Send its files directly.")
            return self.accept(member.name, member.data, media_type)
        except RejectedUpload as error:
            return AcceptedFile(name=_clean(member.name), error=error)

    def accept(self, name: str, data: bytes, media_type: str) -> AcceptedFile:
        check_limits(data, media_type, self.limits)
        new = NewFile(
            submission_id=self.upload.submission_id,
            merchant_id=self.upload.merchant_id,
            sha256=hashlib.sha256(data).hexdigest(),
            name=_clean(name),
            media_type=media_type,
            size_bytes=len(data),
        )
        with reading(self.engine) as conn:  # before the bytes are stored: a full quota must not fill the disk
            known = files.file_with_bytes(conn, new.submission_id, new.merchant_id, new.sha256)
            if known is None:
                self._check_quota(conn, 1, new.size_bytes)
        if known is not None:
            return AcceptedFile(name=new.name, file=known)
        self.blobs.put(data)
        return self._store(new)

    def _store(self, new: NewFile) -> AcceptedFile:
        with transaction(self.engine) as conn:
            file, created = files.add_file(conn, new)
            if created:
                self._check_quota(conn, 0, 0)
                body = {"submission_id": new.submission_id, "sha256": new.sha256, "size_bytes": new.size_bytes}
                events.append_event(conn, new.merchant_id, "file_received", file.id, body, self.audit_key)
        return AcceptedFile(name=new.name, file=file, created=created)

    def _check_quota(self, conn: Connection, more_files: int, more_bytes: int) -> None:
        merchant_id, limits = self.upload.merchant_id, self.limits
        if files.count_recent(conn, merchant_id) + more_files > limits.max_files_per_merchant_day:
            raise QuotaExceeded(
                f"A merchant may upload {limits.max_files_per_merchant_day} files in 24 hours. Try again tomorrow."
            )
        if files.stored_bytes(conn, merchant_id) + more_bytes > limits.max_bytes_per_merchant:
            raise QuotaExceeded(
                f"A merchant may store {limits.max_bytes_per_merchant:,} bytes. Ask the lender to raise this."
            )


def _clean(name: str) -> str:
    """The last part of the path without control characters, for people."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[-NAME_CHARACTERS:].strip() or "unnamed"
