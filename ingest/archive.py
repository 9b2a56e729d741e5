"""Zips of evidence: unpacked in memory, one member at a time, under caps that are checked before unpacking.

A member's name is only ever shown to people, never used as a path. A zip inside a zip is refused, and so is a zip
with a password.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.headers import check_zip_directory
from ingest.limits import UploadLimits
from uplift.errors import EmptyUpload, RejectedUpload, TooLarge

MAX_RATIO = 100  # unpacked / packed bytes; evidence packs at 1 to 20
_ENCRYPTED, _UTF8 = 0x1, 0x800  # flag bits of a member
_NOISE_FOLDERS = ("__MACOSX/",)
_NOISE_NAMES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of a zip. Either `data` or `error` is set."""

    name: str  # the last part of its path, for people
    data: bytes = b""
    error: RejectedUpload | None = None


def unpack(data: bytes, limits: UploadLimits) -> Iterator[Member]:
    """The members, unpacked one by one as the iterator moves.

    Raises TooLarge, EmptyUpload or RejectedUpload at once when the zip as a whole is refused. A member that is too
    large or damaged carries its own error, and the others still come.
    """
    check_zip_directory(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise RejectedUpload("The zip is damaged or cut off. Make it again, or send the files one by one.") from error
    members = [member for member in archive.infolist() if not _is_noise(member)]
    _check_whole(members, limits)
    return (_read(archive, member, limits) for member in members)


def _is_noise(member: zipfile.ZipInfo) -> bool:
    last = member.filename.rsplit("/", 1)[-1]
    return member.is_dir() or member.filename.startswith(_NOISE_FOLDERS) or last in _NOISE_NAMES


def _check_whole(members: list[zipfile.ZipInfo], limits: UploadLimits) -> None:
    unpacked, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if not members:
        raise EmptyUpload("The zip holds no file. Put the evidence into it, or send the files one by one.")
    if len(members) > limits.max_files_per_request:
        raise TooLarge(
            f"The zip holds {len(members)} files; {limits.max_files_per_request} at a time are accepted. Split it."
        )
    if unpacked > limits.max_archive_bytes or unpacked > MAX_RATIO * max(packed, 1):
        raise TooLarge(
            f"The zip would unpack to {unpacked:,} bytes from {packed:,}, which is too much. Send the files one by one."
        )
    if any(m.flag_bits & _ENCRYPTED for m in members):
        raise RejectedUpload("The zip has a password, so nobody here can read it. Send it without a password.")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: UploadLimits) -> Member:
    name = _name(member)
    if member.file_size > limits.max_upload_bytes:
        error: RejectedUpload = TooLarge(f"{name} unpacks to {member.file_size:,} bytes. Send a smaller scan or photo.")
        return Member(name=name, error=error)
    try:
        return Member(name=name, data=archive.read(member))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return Member(name=name, error=RejectedUpload(f"{name} is damaged inside the zip. Send this file by itself."))


def _name(member: zipfile.ZipInfo) -> str:
    """The last part of the path; names without the UTF-8 flag from Chinese Windows are GBK."""
    name = member.filename
    if not member.flag_bits & _UTF8:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = member.filename
    return name.replace("\\", "/").rsplit("/", 1)[-1]
