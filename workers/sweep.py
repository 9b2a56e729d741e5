"""The sweeper: rows that ought to be worked on and have no hint get one. With it a lost queue costs seconds."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import DBAPIError

from uplift.db import reading, transaction
from uplift.errors import BrokerDown
from uplift.states import FileStatus
from uplift.store import files, submissions
from workers import queue
from workers.pipeline import Deps

BATCH = 500  # rows of one sweep; the next one continues
LOST_AFTER_S = 3.0  # when hints are missing, one older than this counts as lost
TRUSTED_S = 600.0  # with enough hints on the queue, none is sent again for this long
IN_HAND = 16  # hints that workers may hold without having claimed the file yet
QUIET_DEPTH = 100  # below this many hints, submissions due for scoring are hinted again too


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepReport:
    """What one sweep hinted at."""

    files: int
    submissions: int


def sweep_once(deps: Deps) -> SweepReport:
    """Hint at due files (never published, lost, or with an expired lease) and due submissions. Raises BrokerDown."""
    depth = queue.depth(deps.settings)
    with reading(deps.engine) as conn:
        waiting = files.count_by_status(conn).get(FileStatus.RECEIVED, 0)
        missing = depth == 0 or depth + IN_HAND < waiting
        due = files.due_files(conn, BATCH, LOST_AFTER_S if missing else TRUSTED_S)
        unscored = submissions.due_for_scoring(conn, BATCH) if depth < QUIET_DEPTH else []
        rows = [files.file(conn, file_id) for file_id in due]
    for row in rows:
        queue.enqueue_file(row.id, queue.is_slow(row.media_type, row.size_bytes), settings=deps.settings)
    for submission_id in unscored:
        queue.enqueue_score(submission_id, settings=deps.settings)
    if due:
        with transaction(deps.engine) as conn:
            files.mark_published(conn, due)
    return SweepReport(files=len(due), submissions=len(unscored))


def sweep_for_ever(deps: Deps, every_s: float, stop: threading.Event, told: Callable[[SweepReport], None]) -> None:
    """Sweep until `stop` is set. A broker or database that is down is logged and tried again."""
    while not stop.is_set():
        try:
            told(sweep_once(deps))
        except (BrokerDown, DBAPIError) as error:
            structlog.get_logger().warning("sweep put off", reason=str(error).splitlines()[0])
        stop.wait(every_s)
