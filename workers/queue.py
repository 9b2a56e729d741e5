"""Hints to the workers: an ID on a list, never data. The database decides what runs; a lost hint costs a sweep.

The API imports this file and nothing else of this room.
"""

from functools import lru_cache
from typing import Any

from celery import Celery
from celery.exceptions import CeleryError, OperationalError
from redis import Redis
from redis.exceptions import RedisError

from uplift.errors import BrokerDown
from uplift.settings import Settings

FAST, SLOW = "fast", "slow"  # a merchant who waits; long scans and reprocessing
PROCESS_FILE = "workers.process_file"
SCORE_SUBMISSION = "workers.score_submission"

SLOW_BYTES = 5_000_000  # a PDF above this is most likely a long scan; it must not keep a waiting merchant from reading
READER_START_S = 180.0  # loading models on a busy machine; never counted against a file's own deadline
SPARE_S = 60.0  # database and storage around one read
PUBLISH_TIMEOUT_S = 1.5  # a hung broker must not hold up an upload

_BROKEN = (OperationalError, CeleryError, RedisError, OSError)


def hard_limit_s(settings: Settings) -> float:
    """Seconds after which Celery kills a task: above everything the reader may take by itself."""
    return READER_START_S + settings.reader_deadline_s + SPARE_S


def celery_config(settings: Settings) -> dict[str, Any]:
    """Settings shared by whoever publishes and whoever works, so that no two of them differ."""
    visibility_s = int(3 * hard_limit_s(settings))
    return {
        "broker_url": settings.resolved_redis_url,
        "broker_connection_retry_on_startup": True,
        # the shortest timeout among all apps on a broker wins, hence the same number in all three places
        "broker_transport_options": {"visibility_timeout": visibility_s},
        "result_backend_transport_options": {"visibility_timeout": visibility_s},
        "visibility_timeout": visibility_s,
        "task_serializer": "json",
        "result_serializer": "json",
        "accept_content": ["json"],
        "task_ignore_result": True,
        "task_default_queue": FAST,
        "task_create_missing_queues": True,
        "worker_enable_remote_control": True,  # `celery inspect ping` is the health check
    }


def is_slow(media_type: str, size_bytes: int) -> bool:
    """True for files that go to the slow queue."""
    return media_type == "application/pdf" and size_bytes > SLOW_BYTES


def enqueue_file(file_id: str, slow: bool = False, *, settings: Settings | None = None) -> None:
    """Hint that a file is due. Raises BrokerDown; the row stays `received` and the sweeper finds it."""
    _publish(PROCESS_FILE, file_id, SLOW if slow else FAST, settings)


def enqueue_score(submission_id: str, *, settings: Settings | None = None) -> None:
    """Hint that all files of a submission have settled. Raises BrokerDown."""
    _publish(SCORE_SUBMISSION, submission_id, FAST, settings)


def depth(settings: Settings) -> int:
    """Hints waiting in both queues. Those a worker holds are not counted: it may be dead. Raises BrokerDown."""
    try:
        client = _client(settings.resolved_redis_url)
        return sum(int(client.llen(queue)) for queue in (FAST, SLOW))
    except _BROKEN as error:
        raise BrokerDown(_down("The queue could not be asked how long it is", error)) from error


def _publish(task: str, ident: str, queue: str, settings: Settings | None) -> None:
    in_force = settings or Settings()
    try:
        _producer(in_force.resolved_redis_url, int(3 * hard_limit_s(in_force))).send_task(
            task, args=[ident], queue=queue, ignore_result=True, retry=True, retry_policy={"max_retries": 1}
        )
    except _BROKEN as error:
        raise BrokerDown(_down(f"{task} {ident} was not queued", error)) from error


def _down(what: str, error: BaseException) -> str:
    return f"{what}: the broker does not answer ({type(error).__name__}). The sweeper will queue it when it is back."


@lru_cache(maxsize=8)
def _producer(broker_url: str, visibility_s: int) -> Celery:
    """One publishing app a process; kombu keeps its connections. Fails within seconds, never waits for ever."""
    producer = Celery("uplift-producer", set_as_current=False)
    producer.conf.update(
        broker_url=broker_url,
        task_serializer="json",
        accept_content=["json"],
        broker_connection_timeout=PUBLISH_TIMEOUT_S,
        broker_transport_options={
            "visibility_timeout": visibility_s,
            "socket_timeout": PUBLISH_TIMEOUT_S,
            "socket_connect_timeout": PUBLISH_TIMEOUT_S,
            "max_retries": 1,
            "interval_start": 0,
        },
    )
    return producer


@lru_cache(maxsize=8)
def _client(broker_url: str) -> Redis:
    url = broker_url.replace("redis+socket://", "unix://", 1)
    return Redis.from_url(url, socket_timeout=PUBLISH_TIMEOUT_S, socket_connect_timeout=PUBLISH_TIMEOUT_S)
