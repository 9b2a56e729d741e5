"""Every error this project raises on purpose.

    UpliftError
    ├── RejectedUpload            the door said no; nothing was stored
    │   ├── UnsupportedMediaType  415
    │   ├── TooLarge              413  (bytes, pixels, files, archive contents)
    │   ├── QuotaExceeded         429
    │   └── EmptyUpload           400
    ├── UnreadableFile            stored, but cannot be read; the merchant is told why and what to do (422)
    ├── ReaderCrashed             the reader child died, hung or ran out of memory; retried, then dead-lettered
    ├── NotFound                  404, also for what belongs to somebody else
    ├── NotAllowed                403, a role that may not do this
    ├── NotAuthenticated          401
    ├── Conflict                  409, somebody else was first
    ├── InvalidInput              422, a value that cannot be used (profile, policy, filter)
    ├── StaleLease                a fenced write was refused: another worker owns the row now
    ├── NoSpace                   507, storage is full; nothing was half-written
    ├── BrokerDown                enqueueing failed; the row waits for the sweeper
    ├── StackFailed               a part of the embedded stack does not start or keeps dying
    ├── DemoFailed                the demo did not reach a recommendation
    └── BrokenChain               the audit log or a stored blob does not verify

A message says what happened, why, and what to do next. No decision is ever made by reading a message.
"""

from typing import ClassVar


class UpliftError(Exception):
    """Base of all expected errors. `code` is stable; the message is for people."""

    code: ClassVar[str] = "internal"
    http_status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1
    retryable: ClassVar[bool] = False


class RejectedUpload(UpliftError):
    """The upload was refused at the door; nothing was stored."""

    code: ClassVar[str] = "rejected_upload"
    http_status: ClassVar[int] = 400


class UnsupportedMediaType(RejectedUpload):
    """The bytes are none of the accepted media types, whatever the file name says."""

    code: ClassVar[str] = "unsupported_media_type"
    http_status: ClassVar[int] = 415


class TooLarge(RejectedUpload):
    """Too many bytes, pixels, files or archive members."""

    code: ClassVar[str] = "too_large"
    http_status: ClassVar[int] = 413


class QuotaExceeded(RejectedUpload):
    """The merchant reached a limit on files or bytes."""

    code: ClassVar[str] = "quota_exceeded"
    http_status: ClassVar[int] = 429


class EmptyUpload(RejectedUpload):
    """No file, or a file of zero bytes."""

    code: ClassVar[str] = "empty_upload"


class UnreadableFile(UpliftError):
    """A stored file that cannot be read. The message is a sentence for the merchant with the fix in it."""

    code: ClassVar[str] = "unreadable_file"
    http_status: ClassVar[int] = 422


class ReaderCrashed(UpliftError):
    """The reader child died, hung past its deadline, or ran out of memory on this file."""

    code: ClassVar[str] = "reader_crashed"
    retryable: ClassVar[bool] = True


class NotFound(UpliftError):
    """No such thing, or it belongs to somebody else: the answer is the same."""

    code: ClassVar[str] = "not_found"
    http_status: ClassVar[int] = 404


class NotAllowed(UpliftError):
    """Signed in, but this role may not do this."""

    code: ClassVar[str] = "not_allowed"
    http_status: ClassVar[int] = 403


class NotAuthenticated(UpliftError):
    """No valid key or session."""

    code: ClassVar[str] = "not_authenticated"
    http_status: ClassVar[int] = 401


class Conflict(UpliftError):
    """Somebody else was first, or the thing is no longer in the state this act needs."""

    code: ClassVar[str] = "conflict"
    http_status: ClassVar[int] = 409


class InvalidInput(UpliftError):
    """A value that cannot be used; the message names the field and what is allowed."""

    code: ClassVar[str] = "invalid_input"
    http_status: ClassVar[int] = 422
    exit_code: ClassVar[int] = 2


class StaleLease(UpliftError):
    """A result was written with a token that no longer owns the row; the write was refused."""

    code: ClassVar[str] = "stale_lease"
    http_status: ClassVar[int] = 409


class NoSpace(UpliftError):
    """Storage is full; nothing was half-written."""

    code: ClassVar[str] = "no_space"
    http_status: ClassVar[int] = 507
    retryable: ClassVar[bool] = True


class BrokerDown(UpliftError):
    """The queue could not be reached. The row is stored; the sweeper will enqueue it."""

    code: ClassVar[str] = "broker_down"
    http_status: ClassVar[int] = 503
    retryable: ClassVar[bool] = True


class StackFailed(UpliftError):
    """A part of the embedded stack does not start or keeps dying."""

    code: ClassVar[str] = "stack_failed"


class DemoFailed(UpliftError):
    """The demo did not reach a recommendation."""

    code: ClassVar[str] = "demo_failed"


class BrokenChain(UpliftError):
    """The audit chain or a stored blob does not match its hash."""

    code: ClassVar[str] = "broken_chain"
