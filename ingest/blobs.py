"""Content-addressed bytes: put them, get them back by sha256. A folder, or S3 behind the same functions.

After `put` returns the bytes survive a power cut: temporary file, fsync, rename, fsync of the folder. A blob is never
changed, and `get` refuses bytes that no longer match their name.
"""

import errno
import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, Protocol

from uplift.errors import BrokenChain, NoSpace, NotFound

CHUNK_BYTES = 1_048_576
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class Blobs(Protocol):
    """A blob store. Both implementations pass the same tests."""

    def put(self, data: bytes | BinaryIO) -> str:
        """Store bytes or a stream durably and return their sha256. Raises NoSpace; then nothing is left behind."""

    def get(self, sha256: str) -> bytes:
        """The bytes. Raises NotFound, and BrokenChain when they no longer match their name."""

    def path(self, sha256: str) -> Path | None:
        """A file to read them from, where the store has one. Raises NotFound."""

    def exists(self, sha256: str) -> bool:
        """Whether the store holds this blob."""

    def verify(self, sha256: str) -> None:
        """Read the blob back. Raises NotFound or BrokenChain."""


def open_blobs(url: str) -> Blobs:
    """Open the store at `s3://bucket/prefix` or at a folder path (made when missing)."""
    if url.startswith("s3://"):
        from ingest.blobs_s3 import open_s3_blobs  # boto3 takes a second to import; folders need none of it

        return open_s3_blobs(url)
    root = Path(url.removeprefix("file://"))
    (root / "tmp").mkdir(parents=True, exist_ok=True)
    return FolderBlobs(root=root)


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderBlobs:
    """Blobs as files `ab/cdef...` under one folder; several processes may share it."""

    root: Path

    def put(self, data: bytes | BinaryIO) -> str:
        """See Blobs."""
        with _no_space_translated(), _temporary(self.root / "tmp") as temporary:
            sha256 = _copy(io.BytesIO(data) if isinstance(data, bytes) else data, temporary)
            target = self._place(sha256)
            if not target.parent.exists():
                target.parent.mkdir(exist_ok=True)
                _sync_folder(self.root)
            Path(temporary.name).rename(target)
            _sync_folder(target.parent)
        return sha256

    def get(self, sha256: str) -> bytes:
        """See Blobs."""
        data = self.path(sha256).read_bytes()
        check_bytes(sha256, data)
        return data

    def path(self, sha256: str) -> Path:
        """See Blobs."""
        place = self._place(sha256)
        if not place.is_file():
            raise missing(sha256)
        return place

    def exists(self, sha256: str) -> bool:
        """See Blobs."""
        return self._place(sha256).is_file()

    def verify(self, sha256: str) -> None:
        """See Blobs."""
        self.get(sha256)

    def _place(self, sha256: str) -> Path:
        return self.root / checked_name(sha256)[:2] / sha256[2:]


def checked_name(sha256: str) -> str:
    """The name itself when it is a sha256, so that no other text can become a path. Raises NotFound."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise NotFound("There is no such stored file: its name is not a sha256.")
    return sha256


def missing(sha256: str) -> NotFound:
    """The error for a blob that is not there."""
    return NotFound(f"The stored bytes {sha256} are missing. Restore them from a backup of the blob store.")


def check_bytes(sha256: str, data: bytes) -> None:
    """Raises BrokenChain when the bytes do not match their name."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise BrokenChain(
            f"The stored bytes {sha256} were changed or damaged. Restore them from a backup and check the disk."
        )


@contextmanager
def _temporary(folder: Path) -> Iterator[BinaryIO]:
    """A new file that is gone afterwards unless it was renamed."""
    with NamedTemporaryFile(dir=folder, delete=False) as file:
        try:
            yield file  # type: ignore[misc]  # the wrapper has every method of BinaryIO
        finally:
            Path(file.name).unlink(missing_ok=True)


def _copy(stream: BinaryIO, target: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK_BYTES):
        digest.update(chunk)
        target.write(chunk)
    target.flush()
    os.fsync(target.fileno())
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _no_space_translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NoSpace(
                "The storage is full and the file was not stored. Please try again later; nothing was half-written."
            ) from error
        raise
