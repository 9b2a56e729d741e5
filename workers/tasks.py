"""Celery tasks: a few lines each around the pipeline. They may run twice, or never; the database knows.

The one value kept for the life of a worker process is its Deps, opened after the fork.
"""

import structlog
from celery import Celery

from uplift.errors import BrokerDown
from uplift.settings import Settings
from uplift.states import SETTLED
from workers import pipeline, queue

_deps: pipeline.Deps | None = None


def open_process(settings: Settings) -> None:
    """Open what this process needs, and let the reader child load its models while the process waits for work."""
    global _deps
    _deps = pipeline.open_deps(settings)
    _deps.reader.launch()


def close_process() -> None:
    """End the reader child."""
    global _deps
    if _deps is not None:
        _deps.close()
    _deps = None


def register(app: Celery) -> None:
    """Name the tasks to Celery."""
    app.task(name=queue.PROCESS_FILE)(process_file)
    app.task(name=queue.SCORE_SUBMISSION)(score_submission)


def process_file(file_id: str) -> None:
    """Read one file; when it was the last of its submission, hint that scoring is due."""
    deps = _opened()
    status = pipeline.process_file(deps, file_id)
    submission_id = pipeline.submission_due(deps, file_id) if status in SETTLED else None
    if submission_id is not None:
        try:
            queue.enqueue_score(submission_id, settings=deps.settings)
        except BrokerDown as error:
            structlog.get_logger().warning("not queued", submission_id=submission_id, reason=str(error))


def score_submission(submission_id: str) -> None:
    """Score one submission if it is due."""
    pipeline.score_submission(_opened(), submission_id)


def _opened() -> pipeline.Deps:
    if _deps is None:
        open_process(Settings())
    assert _deps is not None
    return _deps
