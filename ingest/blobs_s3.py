"""Blobs in an S3-compatible object store; the endpoint and keys come from the usual AWS_* environment variables.

A single-part PUT is atomic and durable when it returns, so there is no temporary object and nothing to clean up.
"""

import base64
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import boto3
from botocore.exceptions import ClientError

from ingest.blobs import check_bytes, checked_name, missing
from uplift.errors import NoSpace

_MISSING = frozenset({"404", "NoSuchKey", "NotFound"})
_FULL = frozenset({"507", "XMinioStorageFull", "QuotaExceeded", "InsufficientStorage"})


def open_s3_blobs(url: str) -> "S3Blobs":
    """Open `s3://bucket/prefix`. The bucket must exist."""
    bucket, _, prefix = url.removeprefix("s3://").partition("/")
    return S3Blobs(bucket=bucket, prefix=prefix.strip("/"))


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Blobs:
    """Blobs as objects `prefix/ab/cdef...` of one bucket."""

    bucket: str
    prefix: str
    _clients: dict[int, Any] = field(default_factory=dict, repr=False)  # by process id; Any: boto3 makes it at run time

    def put(self, data: bytes | BinaryIO) -> str:
        """See Blobs."""
        body = data if isinstance(data, bytes) else data.read()
        digest = hashlib.sha256(body)
        checksum = base64.b64encode(digest.digest()).decode()
        try:
            self._client().put_object(**self._object(digest.hexdigest()), Body=body, ChecksumSHA256=checksum)
        except ClientError as error:
            if _code(error) in _FULL:
                raise NoSpace("The storage is full and the file was not stored. Please try again later.") from error
            raise
        return digest.hexdigest()

    def get(self, sha256: str) -> bytes:
        """See Blobs."""
        try:
            data: bytes = self._client().get_object(**self._object(sha256))["Body"].read()
        except ClientError as error:
            if _code(error) in _MISSING:
                raise missing(sha256) from error
            raise
        check_bytes(sha256, data)
        return data

    def path(self, sha256: str) -> Path | None:
        """See Blobs: an object has no path."""
        if not self.exists(sha256):
            raise missing(sha256)
        return None

    def exists(self, sha256: str) -> bool:
        """See Blobs."""
        try:
            self._client().head_object(**self._object(sha256))
        except ClientError as error:
            if _code(error) in _MISSING:
                return False
            raise
        return True

    def verify(self, sha256: str) -> None:
        """See Blobs."""
        self.get(sha256)

    def _object(self, sha256: str) -> dict[str, str]:
        name = checked_name(sha256)
        key = "/".join(part for part in (self.prefix, name[:2], name[2:]) if part)
        return {"Bucket": self.bucket, "Key": key}

    def _client(self) -> Any:  # Any: boto3 makes the class at run time
        """One client a process: its sockets must not cross a fork."""
        if os.getpid() not in self._clients:
            self._clients[os.getpid()] = boto3.session.Session().client("s3")
        return self._clients[os.getpid()]


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
