"""Reading files without a server: the same reader child, the same limits, no database. Behind `read` and `score`."""

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.archive import unpack
from ingest.media import ZIP, check_limits, identify
from uplift.errors import EmptyUpload, InvalidInput, ReaderCrashed, TooLarge, UpliftError
from uplift.packages import items_of
from uplift.settings import Settings
from uplift.types import DuplicateMatch, EvidenceItem, ReadResult
from workers.reader import Reader

NOT_EVIDENCE = {".json", ".jsonl", ".md"}  # in a folder: profiles, expected values, notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One file, or one member of a zip, before it is read. Either `data` or `error` is set."""

    name: str  # as given; a zip's member is "archive.zip!member.pdf"
    data: bytes = b""
    error: UpliftError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One file after the attempt. Either `result` or `error` is set."""

    name: str
    sha256: str | None = None
    media_type: str | None = None
    result: ReadResult | None = None
    error: UpliftError | None = None
    seconds: float = 0.0


def files_under(paths: Iterable[Path]) -> list[Path]:
    """The files named, folders opened, hidden files and JSON in folders left out. Raises InvalidInput when none is."""
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            raise InvalidInput(f"There is no file {path}. Check the path.")
        files += [path] if path.is_file() else sorted(p for p in path.rglob("*") if _is_evidence(p, path))
    if not files:
        raise InvalidInput("There is no file to read in what was named. Name files, or a folder that holds some.")
    return files


def _is_evidence(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.is_file() and not hidden and path.suffix.lower() not in NOT_EVIDENCE


def read_all(reader: Reader, files: Sequence[Path], settings: Settings) -> Iterator[Reading]:
    """Read one file after the other, yielding each as it is done; an error of one file is its result."""
    for path in files:
        for found in _open(path, settings):
            yield _read(reader, found, settings)


def _open(path: Path, settings: Settings) -> Iterator[Found]:
    """The file, or the members of the zip it is."""
    name, data = str(path), b""
    try:
        data = _bytes(path, settings)
        members = unpack(data, settings) if identify(data) == ZIP else None
    except UpliftError as error:
        yield Found(name=name, data=data, error=error)
        return
    if members is None:
        yield Found(name=name, data=data)
        return
    for member in members:
        yield Found(name=f"{name}!{member.name}", data=member.data, error=member.error)


def _bytes(path: Path, settings: Settings) -> bytes:
    size = path.stat().st_size
    if size == 0:
        raise EmptyUpload("The file is empty. Save or export it again.")
    if size > settings.max_upload_bytes:
        raise TooLarge(f"The file has {size} bytes; the limit is {settings.max_upload_bytes}. Send a smaller scan.")
    return path.read_bytes()


def _read(reader: Reader, found: Found, settings: Settings) -> Reading:
    started = time.perf_counter()
    sha256 = hashlib.sha256(found.data).hexdigest() if found.data else None
    media_type = None
    try:
        if found.error is not None:
            raise found.error
        media_type = identify(found.data)
        check_limits(found.data, media_type, settings)
        result = reader.read_bytes(found.data, media_type)
    except UpliftError as error:
        seconds = time.perf_counter() - started
        return Reading(name=found.name, sha256=sha256, media_type=media_type, error=error, seconds=seconds)
    return Reading(name=found.name, sha256=sha256, media_type=media_type, result=result, seconds=result.seconds)


def evidence_items(readings: Sequence[Reading]) -> tuple[EvidenceItem, ...]:
    """Items for scoring; the file's name is its id, and the same bytes twice are marked as such."""
    first: dict[str, str] = {}
    items: list[EvidenceItem] = []
    for reading in readings:
        sha256 = reading.sha256 or hashlib.sha256(reading.name.encode()).hexdigest()
        twin = first.setdefault(sha256, reading.name)
        same = () if twin == reading.name else (DuplicateMatch(how="sha256", file_id=twin, same_merchant=True),)
        whole = EvidenceItem(
            file_id=reading.name,
            name=reading.name,
            sha256=sha256,
            extraction=reading.result.extraction if reading.result else None,
            error=str(reading.error) if reading.error else None,
            duplicates=same,
        )
        items += items_of(whole)
    return tuple(items)


def crashed(readings: Iterable[Reading]) -> int:
    """How many files broke the reader; such a file may deserve a bug report."""
    return sum(isinstance(reading.error, ReaderCrashed) for reading in readings)
