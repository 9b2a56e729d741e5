"""Allowed status transitions. Every status change in the database goes through `advance`.

file:        received ─> processing ─> done
                ^            ├──────> failed   (unreadable; the merchant is told why)
                ├────────────┤ retry later
                │            └──────> dead     (gave up after N attempts; a person may retry)
                └─ retry by a person or reprocessing <─ dead, failed, done

submission:  open ─> recommended ─> decided
                       ├─> awaiting_merchant ─> recommended      (more was asked for)
                       └─> recommended                           (new evidence, new recommendation)
"""

from enum import StrEnum
from typing import TypeVar

from uplift.errors import Conflict


class FileStatus(StrEnum):
    """Where one evidence file stands."""

    RECEIVED = "received"  # stored and waiting for a worker
    PROCESSING = "processing"  # leased by a worker until lease_until
    DONE = "done"  # read; the extraction is stored
    FAILED = "failed"  # cannot be read; error_message says why and what next
    DEAD = "dead"  # given up after the attempt cap; visible with its reason and a retry button


class SubmissionStatus(StrEnum):
    """Where one submission stands."""

    OPEN = "open"  # files may come; nothing recommended yet
    RECOMMENDED = "recommended"  # a recommendation waits for a person
    AWAITING_MERCHANT = "awaiting_merchant"  # a reviewer asked for more
    DECIDED = "decided"  # final


SETTLED = frozenset({FileStatus.DONE, FileStatus.FAILED, FileStatus.DEAD})

FILE_TRANSITIONS: dict[FileStatus, frozenset[FileStatus]] = {
    FileStatus.RECEIVED: frozenset({FileStatus.PROCESSING}),
    FileStatus.PROCESSING: frozenset(
        {FileStatus.PROCESSING, FileStatus.RECEIVED, FileStatus.DONE, FileStatus.FAILED, FileStatus.DEAD}
    ),
    FileStatus.DONE: frozenset({FileStatus.RECEIVED}),
    FileStatus.FAILED: frozenset({FileStatus.RECEIVED}),
    FileStatus.DEAD: frozenset({FileStatus.RECEIVED}),
}

SUBMISSION_TRANSITIONS: dict[SubmissionStatus, frozenset[SubmissionStatus]] = {
    SubmissionStatus.OPEN: frozenset({SubmissionStatus.RECOMMENDED, SubmissionStatus.DECIDED}),
    SubmissionStatus.RECOMMENDED: frozenset(
        {SubmissionStatus.RECOMMENDED, SubmissionStatus.AWAITING_MERCHANT, SubmissionStatus.DECIDED}
    ),
    SubmissionStatus.AWAITING_MERCHANT: frozenset({SubmissionStatus.RECOMMENDED, SubmissionStatus.DECIDED}),
    SubmissionStatus.DECIDED: frozenset(),
}

S = TypeVar("S", FileStatus, SubmissionStatus)


def advance(table: dict[S, frozenset[S]], current: S, new: S) -> S:
    """Return `new` when the table allows it. Raises Conflict otherwise."""
    if new not in table[current]:
        raise Conflict(f"A status cannot go from {current} to {new}. Reload and look at its present state.")
    return new
