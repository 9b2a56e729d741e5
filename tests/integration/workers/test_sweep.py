"""Hints over a real redis-server: what the sweeper sends, what it leaves alone, what a broken broker costs."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from redis import Redis

from tests.integration.workers.conftest import Case, open_case
from uplift.db import reading, transaction
from uplift.errors import BrokerDown
from uplift.states import FileStatus
from uplift.store import files, leases
from workers import queue
from workers.pipeline import Deps, process_file
from workers.sweep import SweepReport, sweep_once

pytestmark = pytest.mark.integration


@pytest.fixture
def wired(deps: Deps, redis_server: Path) -> Deps:
    """The house with a broker."""
    url = f"redis+socket://{redis_server}"
    return replace(deps, settings=deps.settings.model_copy(update={"redis_url": url}))


@pytest.fixture
def case(wired: Deps) -> Case:
    return open_case(wired)


def test_a_file_never_published_is_hinted_at_once_and_not_again(case: Case) -> None:
    case.add(b"good")
    assert sweep_once(case.deps) == SweepReport(files=1, submissions=0)
    assert queue.depth(case.deps.settings) == 1
    assert sweep_once(case.deps) == SweepReport(files=0, submissions=0)


def test_after_a_flush_the_hints_are_sent_again_within_seconds(case: Case, redis_server: Path) -> None:
    for number in range(3):
        case.add(b"good %d" % number)
    sweep_once(case.deps)
    Redis(unix_socket_path=str(redis_server)).flushall()
    assert sweep_once(case.deps).files == 0  # just sent: a worker may have taken them
    time.sleep(3.2)
    assert sweep_once(case.deps).files == 3


def test_a_lease_that_ran_out_is_hinted_again(case: Case) -> None:
    file_id = case.add(b"good")
    sweep_once(case.deps)
    with transaction(case.engine) as conn:
        assert leases.claim_file(conn, file_id, 0.0) is not None
    time.sleep(0.05)
    assert sweep_once(case.deps).files == 1
    assert process_file(case.deps, file_id) is FileStatus.DONE
    assert sweep_once(case.deps).files == 0


def test_a_submission_whose_scoring_hint_was_lost_is_hinted_again(case: Case) -> None:
    process_file(case.deps, case.add(b"good"))
    assert sweep_once(case.deps) == SweepReport(files=0, submissions=1)


def test_long_scans_go_to_the_slow_queue(case: Case, redis_server: Path) -> None:
    case.add(b"x" * (queue.SLOW_BYTES + 1))
    case.add(b"short")
    sweep_once(case.deps)
    broker = Redis(unix_socket_path=str(redis_server))
    assert (broker.llen("fast"), broker.llen("slow")) == (1, 1)


def test_a_hung_broker_costs_seconds_and_no_row(case: Case, redis_server: Path) -> None:
    file_id = case.add(b"good")
    broker = Redis(unix_socket_path=str(redis_server))
    pid = int(broker.info("server")["process_id"])
    os.kill(pid, signal.SIGSTOP)
    try:
        started = time.monotonic()
        with pytest.raises(BrokerDown):
            queue.enqueue_file(file_id, settings=case.deps.settings)
        assert time.monotonic() - started < 10
    finally:
        os.kill(pid, signal.SIGCONT)
    with reading(case.engine) as conn:
        assert files.due_files(conn, 10) == [file_id]


def test_a_broker_that_is_not_there_is_told_at_once(case: Case) -> None:
    nowhere = case.deps.settings.model_copy(update={"redis_url": "redis+socket:///nowhere/redis.sock"})
    with pytest.raises(BrokerDown, match="sweeper"):
        queue.enqueue_score("x", settings=nowhere)


def test_every_place_has_the_same_visibility_timeout_above_the_task_limit(case: Case) -> None:
    config = queue.celery_config(case.deps.settings)
    timeouts = {
        config["visibility_timeout"],
        config["broker_transport_options"]["visibility_timeout"],
        config["result_backend_transport_options"]["visibility_timeout"],
    }
    assert timeouts == {int(3 * queue.hard_limit_s(case.deps.settings))}


def test_a_sweep_from_the_command_line_says_what_it_did(case: Case, tmp_path: Path) -> None:
    case.add(b"good")
    settings = case.deps.settings
    names = ("home", "database_url", "redis_url", "blob_url")
    own = {f"UPLIFT_{name.upper()}": str(getattr(settings, name)) for name in names}
    done = subprocess.run(
        ["uplift", "sweep"],
        env={**os.environ, **own, "UPLIFT_SECRET_KEY": "a-secret-of-this-test", "PATH": _path()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "hinted at 1 files and 0 submissions\n", done.stderr


def _path() -> str:
    return f"{Path(sys.executable).parent}:{os.environ['PATH']}"
