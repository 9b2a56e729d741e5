"""Request bodies -> files on disk, counted while they stream. Nothing of them is kept in memory or believed."""

import hashlib
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast
from urllib.parse import unquote

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from uplift.errors import EmptyUpload, RejectedUpload, TooLarge
from uplift.settings import Settings

SPOOL_BYTES = 1_000_000  # below this a file stays in memory; above it goes to the temporary folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One file of the request, complete, at position 0."""

    name: str  # as it was sent; ingest makes it fit for people
    stream: BinaryIO
    sha256: str


@asynccontextmanager
async def received_files(request: Request, settings: Settings) -> AsyncIterator[tuple[Received, ...]]:
    """All files of the request, closed afterwards. Raises TooLarge, EmptyUpload or RejectedUpload."""
    _refuse_early(request, settings)
    stream = _counted(request, settings.max_request_bytes)
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        named = await _multipart(request, stream, settings)
    else:
        named = [(unquote(request.headers.get("x-file-name", "")), await _raw(stream))]
    try:
        yield tuple([await run_in_threadpool(_received, name, file) for name, file in named])
    finally:
        for _, file in named:
            file.close()


def _refuse_early(request: Request, settings: Settings) -> None:
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > settings.max_request_bytes:
        raise _too_large(settings.max_request_bytes)


def _too_large(most: int) -> TooLarge:
    return TooLarge(f"One request may carry {most:,} bytes. Send the files in several requests, or smaller ones.")


async def _counted(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    seen = 0
    async for chunk in request.stream():
        seen += len(chunk)
        if seen > most:
            raise _too_large(most)
        yield chunk


async def _multipart(
    request: Request, stream: AsyncGenerator[bytes, None], settings: Settings
) -> list[tuple[str, BinaryIO]]:
    most = settings.max_files_per_request
    parser = MultiPartParser(request.headers, stream, max_files=most + 1, max_fields=20)
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise RejectedUpload(f"The multipart body cannot be read: {error.message} Send the files again.") from error
    files = [part for part in form.getlist("files") if isinstance(part, UploadFile)]
    if not files:
        raise EmptyUpload("The form holds no file. Put each one in a part named 'files'.")
    if len(files) > most:
        raise TooLarge(f"One request may carry {most} files. Send the rest in another request.")
    return [(file.filename or "", file.file) for file in files]


async def _raw(stream: AsyncGenerator[bytes, None]) -> BinaryIO:
    file = SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 - closed by received_files when the answer is made
    async for chunk in stream:
        await run_in_threadpool(file.write, chunk)
    return cast("BinaryIO", file)


def _received(name: str, file: BinaryIO) -> Received:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(SPOOL_BYTES):
        digest.update(chunk)
    file.seek(0)
    return Received(name=name, stream=file, sha256=digest.hexdigest())
