"""`uplift up` as a process: comes up without configuration, mends itself, and leaves nothing behind."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex

import httpx
import psutil
import pytest

pytestmark = [pytest.mark.integration, pytest.mark.timeout(240), pytest.mark.xdist_group("stack")]

UPLIFT = [sys.executable, "-m", "workers.cli"]


class Up:
    """One `uplift up` and what it printed."""

    def __init__(self, home: Path) -> None:
        self.home, self.out = home, home.with_suffix(".out")
        clean = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL", "BLOB_URL"}}
        with self.out.open("wb") as out:
            argv = [*UPLIFT, "up", "--home", str(home), "--port", "0"]
            self.process = subprocess.Popen(argv, env=clean, stdout=out, stderr=out, process_group=0)

    def words(self) -> str:
        return self.out.read_text("utf-8", "replace")

    def wait_ready(self) -> None:
        wait_until(lambda: "ready; Ctrl-C" in self.words() or self.process.poll() is not None, 120, self.words)
        assert self.process.poll() is None, self.words()

    def address(self) -> str:
        found = re.search(r"merchants +(http://[^/]+)/", self.words())
        assert found, self.words()
        return found[1]

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def part(self, word: str) -> psutil.Process:
        return next(p for p in psutil.Process(self.process.pid).children() if any(word in a for a in p.cmdline()))

    def end(self, sign: signal.Signals) -> int:
        self.process.send_signal(sign)
        return self.process.wait(60)


@pytest.fixture
def home() -> Iterator[Path]:
    folder = Path("/tmp") / f"uplift-up-{token_hex(4)}"
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.with_suffix(".out").unlink(missing_ok=True)


@pytest.fixture
def up(home: Path) -> Iterator[Up]:
    started = Up(home)
    yield started
    if started.process.poll() is None:
        started.end(signal.SIGTERM)


def test_a_stack_mends_itself_refuses_a_second_one_and_ends_without_trace(up: Up) -> None:
    up.wait_ready()
    assert httpx.get(f"{up.address()}/readyz", trust_env=False).status_code == 200
    assert "reader isolation: " in up.words()
    assert re.search(r"log in as  admin@example\.com  password \S{10,}", up.words())
    assert up.home.stat().st_mode & 0o077 == 0
    assert (up.home / "secrets.json").stat().st_mode & 0o077 == 0

    second = subprocess.run(
        [*UPLIFT, "up", "--home", str(up.home), "--port", "0"], capture_output=True, text=True, check=False
    )
    assert second.returncode == 1
    assert "Another stack" in second.stderr

    killed = up.part("uvicorn")
    killed.kill()
    wait_until(lambda: "the api ended with status -9" in up.words(), 20, up.words)
    wait_until(lambda: _answers(f"{up.address()}/healthz"), 60, up.words)

    family = up.family()
    assert len(family) >= 6  # redis, worker, its two children, sweeper, API
    assert up.end(signal.SIGINT) == 0
    assert not _alive(family)
    assert not (up.home / "redis.sock").exists()
    assert not (up.home / "tmp").exists()


def test_when_the_supervisor_is_killed_its_children_end_too(up: Up) -> None:
    up.wait_ready()
    family = up.family()
    up.end(signal.SIGKILL)
    wait_until(lambda: not _alive(family), 60, lambda: str(_alive(family)))


def test_a_password_is_shown_once_and_data_stay(home: Path) -> None:
    for first in (True, False):
        started = Up(home)
        try:
            started.wait_ready()
            assert ("password" in started.words()) is first
        finally:
            started.end(signal.SIGTERM)


def wait_until(true: Callable[[], bool], seconds: float, words: Callable[[], str]) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, words()
        time.sleep(0.2)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def _alive(family: list[psutil.Process]) -> list[psutil.Process]:
    return [p for p in family if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
