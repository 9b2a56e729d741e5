"""Everything on one machine: a private redis-server, the workers, the sweeper and the API as child processes.

Each child has its own process group, so that Ctrl-C reaches only this process, which ends them in order: first who
takes new work in, last the queue. A child that dies is started again a bounded number of times.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from pwdlib import PasswordHash
from redis import Redis
from redis.exceptions import RedisError

from uplift.db import make_engine, reading, transaction, upgrade
from uplift.errors import Conflict, InvalidInput, StackFailed
from uplift.secrets import load_or_make
from uplift.settings import Settings
from uplift.store.users import add_user, user_by_email
from workers.queue import FAST, SLOW
from workers.sandbox import ONE_THREAD, die_with_parent_gently

FIRST_USER = "admin@example.com"
MAX_SOCKET_PATH = 100  # the kernel allows 107 bytes
MAX_RESTARTS = 5  # of one child within RESTART_WINDOW_S
RESTART_WINDOW_S = 120.0
POLL_S = 0.3
READY_S = 60.0

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One child process of the stack."""

    name: str
    argv: tuple[str, ...]
    stop_s: float  # how long it may take to end by itself
    ready: Callable[[], bool]


@dataclass(slots=True, kw_only=True)
class _Running:
    part: Part
    process: subprocess.Popen[bytes]
    starts: list[float] = field(default_factory=list)


def prepare(settings: Settings) -> tuple[str, str] | None:
    """Make the home folder, the secrets, the tables and, the first time, an administrator.

    Returns the administrator's address and password when it was made just now; the password is kept nowhere.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    settings.home.chmod(0o700)
    if len(os.fsencode(settings.home.resolve() / "redis.sock")) > MAX_SOCKET_PATH:
        raise InvalidInput(
            f"The path {settings.home.resolve()} is too long for a socket. Choose a shorter UPLIFT_HOME."
        )
    load_or_make(settings)
    upgrade(settings.resolved_database_url)
    return _first_user(settings)


def _first_user(settings: Settings) -> tuple[str, str] | None:
    engine = make_engine(settings.resolved_database_url)
    try:
        with reading(engine) as conn:
            if user_by_email(conn, FIRST_USER) is not None:
                return None
        password = secrets.token_urlsafe(12)
        with transaction(engine) as conn, contextlib.suppress(Conflict):
            add_user(conn, FIRST_USER, PasswordHash.recommended().hash(password), "admin")
            return FIRST_USER, password
    finally:
        engine.dispose()
    return None


@contextlib.contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the home folder. Raises Conflict when another stack serves it."""
    with (home / "stack.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            raise Conflict(
                f"Another stack (process {lock.read().strip() or 'unknown'}) serves {home}. "
                "Stop it, or set UPLIFT_HOME to another folder."
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def free_port(host: str, wanted: int) -> int:
    """`wanted` when it is free, a free one when it is 0. Raises Conflict when it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, wanted))
        except OSError as error:
            raise Conflict(f"Port {wanted} on {host} is taken. Set UPLIFT_PORT to another one, or to 0.") from error
        return int(probe.getsockname()[1])


def parts_of(settings: Settings, port: int) -> tuple[Part, ...]:
    """Children in the order they start; the queue is left out when an outside one is configured."""
    python = sys.executable
    queues = f"{FAST},{SLOW}"
    concurrency = str(settings.worker_processes)
    worker = (python, "-m", "celery", "-A", "workers.app:app", "worker", "-Q", queues, "-c", concurrency)
    quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "WARNING", "-n", f"uplift-{port}@%h")
    api = (python, "-m", "uvicorn", "api.main:create_app", "--factory", "--host", settings.host, "--port", str(port))
    health = f"http://{settings.host}:{port}/healthz"
    queue = () if settings.redis_url else (_redis(settings),)
    return (
        *queue,
        Part(name="worker", argv=(*worker, *quiet), stop_s=25.0, ready=lambda: True),
        Part(
            name="sweeper",
            argv=(python, "-m", "workers.cli", "sweep", "--every", f"{settings.sweep_interval_s:g}"),
            stop_s=5.0,
            ready=lambda: True,
        ),
        Part(name="api", argv=(*api, "--no-access-log"), stop_s=10.0, ready=lambda: answers(health)),
    )


def _redis(settings: Settings) -> Part:
    program = shutil.which("redis-server")
    if program is None:
        raise StackFailed(
            "redis-server is not installed. Install it (Debian: apt-get install redis-server) or set REDIS_URL."
        )
    folder = settings.home.resolve() / "redis"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = settings.home.resolve() / "redis.sock"
    argv = (
        *(program, "--port", "0", "--unixsocket", str(path), "--unixsocketperm", "700", "--dir", str(folder)),
        *("--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--maxmemory-policy", "noeviction"),
        *("--daemonize", "no", "--loglevel", "warning"),
    )
    return Part(name="redis", argv=argv, stop_s=10.0, ready=lambda: _pings(path))


def _pings(path: Path) -> bool:
    try:
        return bool(Redis(unix_socket_path=str(path), socket_timeout=1).ping())
    except RedisError:
        return False


def answers(url: str) -> bool:
    """True when the address answers 200."""
    try:
        return httpx.get(url, timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


class Stack:
    """The running children. Use it as a context manager: leaving it ends them all."""

    def __init__(self, settings: Settings, port: int, say: Say) -> None:
        self._settings, self._say = settings, say
        self._parts = parts_of(settings, port)
        self._running: list[_Running] = []
        self._environment = _environment(settings, port)

    def __enter__(self) -> "Stack":
        (self._settings.home / "logs").mkdir(exist_ok=True)
        _empty(self._settings.home / "tmp")
        try:
            for part in self._parts:
                self._running.append(_Running(part=part, process=self._start(part), starts=[time.monotonic()]))
                self._await_ready(self._running[-1])
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def watch(self, stop: threading.Event) -> None:
        """Start dead children again until `stop` is set. Raises StackFailed when one keeps dying."""
        while not stop.wait(POLL_S):
            for running in self._running:
                status = running.process.poll()
                if status is not None:
                    self._restart(running, status, stop)

    def close(self) -> None:
        """End every child, newest first, with whatever it started."""
        while self._running:
            _end(self._running.pop())
        shutil.rmtree(self._settings.home / "tmp", ignore_errors=True)

    def _start(self, part: Part) -> subprocess.Popen[bytes]:
        with (self._settings.home / "logs" / f"{part.name}.log").open("ab") as log:
            return subprocess.Popen(
                part.argv,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
                preexec_fn=die_with_parent_gently,  # noqa: PLW1509 - one prctl call, no lock taken
            )

    def _await_ready(self, running: _Running) -> None:
        deadline = time.monotonic() + READY_S
        while not running.part.ready():
            if running.process.poll() is not None or time.monotonic() > deadline:
                raise StackFailed(f"The {running.part.name} did not start. Its log ends: {self._tail(running.part)}")
            time.sleep(POLL_S / 3)

    def _restart(self, running: _Running, status: int, stop: threading.Event) -> None:
        part, now = running.part, time.monotonic()
        running.starts = [start for start in running.starts if now - start < RESTART_WINDOW_S]
        if len(running.starts) > MAX_RESTARTS:
            raise StackFailed(f"The {part.name} keeps dying (status {status}). Its log ends: {self._tail(part)}")
        delay_s = 0.5 * 2 ** max(0, len(running.starts) - 1)
        self._say(f"the {part.name} ended with status {status}; starting it again in {delay_s:g} s")
        _end(running)
        if not stop.wait(delay_s):
            running.process = self._start(part)
            running.starts.append(now)

    def _tail(self, part: Part) -> str:
        path = self._settings.home / "logs" / f"{part.name}.log"
        return path.read_bytes()[-1500:].decode("utf-8", "replace") if path.exists() else "(no log)"


def _environment(settings: Settings, port: int) -> Mapping[str, str]:
    """The children's environment: this process's own, the home made absolute, temporary files inside it."""
    home = settings.home.resolve()
    own = {"UPLIFT_HOME": str(home), "UPLIFT_PORT": str(port), "TMPDIR": str(home / "tmp")}
    return {**os.environ, **ONE_THREAD, **own}


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)


def _end(running: _Running) -> None:
    process = running.process
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(running.part.stop_s)
    with contextlib.suppress(ProcessLookupError):  # whatever of its group is left
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
