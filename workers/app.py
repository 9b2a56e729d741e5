"""The Celery app: JSON only, late acknowledgement, one task in hand, time limits above the reader's deadline.

`celery -A workers.app:app worker -Q fast,slow` finds it; it is built when asked for, not at import.
"""

from functools import lru_cache
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_process_init, worker_process_shutdown

from uplift import log
from uplift.settings import Settings
from workers import queue, tasks


@lru_cache(maxsize=1)
def make_app() -> Celery:
    """Build the app of this process from the environment."""
    settings = Settings()
    app = Celery("uplift")
    app.conf.update(queue.celery_config(settings), **worker_config(settings))
    tasks.register(app)
    worker_process_init.connect(_open_process, weak=False)
    worker_process_shutdown.connect(_close_process, weak=False)
    setup_logging.connect(_configure_log, weak=False)
    return app


def worker_config(settings: Settings) -> dict[str, Any]:
    """What only workers need; a message is acknowledged after its work, and put back when its process dies."""
    return {
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,  # for ever, says Celery; our attempt counter in the database says otherwise
        "worker_prefetch_multiplier": 1,
        "worker_max_tasks_per_child": 300,
        "worker_concurrency": settings.worker_processes,
        "task_time_limit": queue.hard_limit_s(settings),
        "worker_soft_shutdown_timeout": 20.0,
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        "worker_hijack_root_logger": False,
        "worker_proc_alive_timeout": 60.0,
    }


def _open_process(**_: object) -> None:
    tasks.open_process(Settings())  # after the fork: no engine, socket or model is shared with the parent


def _close_process(**_: object) -> None:
    tasks.close_process()


def _configure_log(**_: object) -> None:
    log.configure()


def __getattr__(name: str) -> Celery:
    if name == "app":
        return make_app()
    raise AttributeError(name)
