"""A running house to break: real redis-server, real Celery workers, real sweeper, real database. And its ledger."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import psutil
from redis import Redis
from sqlalchemy import Engine, func, select

from ingest.blobs import open_blobs
from uplift.db import make_engine, reading, transaction
from uplift.records import NewFile
from uplift.settings import Settings
from uplift.states import SETTLED, FileStatus
from uplift.store import files, merchants, submissions
from uplift.tables import evidence_files, extractions, recommendations
from uplift.tables import submissions as submissions_table
from uplift.types import Industry, Money, Profile
from workers import queue

ROOT = Path(__file__).parents[2]


@dataclass(slots=True, kw_only=True)
class Ledger:
    """What became of every accepted file."""

    accepted: int
    statuses: Counter[str]
    extraction_rows: int
    files_with_rows: int
    codes: Counter[str]
    unscored: int
    twice_scored: int

    def __str__(self) -> str:
        counts = ", ".join(f"{count} {status}" for status, count in sorted(self.statuses.items()))
        return f"accepted {self.accepted} = {counts}; {self.extraction_rows} extractions; errors {dict(self.codes)}"


@dataclass(slots=True)
class House:
    """Start with `start`, end with `close`; every process in between is fair game."""

    settings: Settings
    folder: Path
    seed: int
    engine: Engine = field(init=False)
    random: Random = field(init=False)
    acts: Counter[str] = field(default_factory=Counter)
    _redis: subprocess.Popen[bytes] | None = None
    _worker: subprocess.Popen[bytes] | None = None
    _sweeper: subprocess.Popen[bytes] | None = None
    _seen: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.engine = make_engine(self.settings.resolved_database_url)
        self.random = Random(self.seed)

    # --- life ---

    def start(self) -> None:
        self.start_redis()
        self.start_worker()
        self._sweeper = self._run("sweeper", "-m", "workers.cli", "sweep", "--every", "0.5")

    def start_redis(self) -> None:
        path = self.settings.redis_url.removeprefix("redis+socket://")
        argv = ["redis-server", "--port", "0", "--unixsocket", path, "--dir", str(self.folder), "--appendonly", "yes"]
        self._redis = subprocess.Popen(argv, stdout=subprocess.DEVNULL, process_group=0)
        wait_until(lambda: _pings(path), 20, "redis-server answers")

    def start_worker(self) -> None:
        argv = [
            "-m",
            "celery",
            "-A",
            "tests.faults.kill_app:app",
            "worker",
            "-Q",
            "fast,slow",
            "-c",
            "2",
            "-l",
            "WARNING",
        ]
        self._worker = self._run("worker", *argv, "--without-gossip", "--without-mingle", "--without-heartbeat")

    def close(self) -> None:
        for process in (self._sweeper, self._worker, self._redis):
            if process is not None and process.poll() is None:
                process.terminate()
                process.wait(40)
        self.engine.dispose()

    def left_over(self) -> list[str]:
        """Command lines of processes of this house that still live."""
        return [" ".join(p.cmdline()) for p in _alive() if p.pid in self._seen and _mentions(p, str(self.folder))]

    # --- work ---

    def accept(self, contents: list[bytes], per_submission: int) -> list[str]:
        """Store files as the door does: bytes synced first, then the row. No hint is sent."""
        blobs = open_blobs(self.settings.resolved_blob_url)
        ids: list[str] = []
        for number in range(0, len(contents), per_submission):
            with transaction(self.engine) as conn:
                profile = Profile(
                    merchant_id=f"m{number}", name="测试商户", industry=Industry.RETAIL, current_limit=Money.of(10_000)
                )
                merchant = merchants.add_merchant(conn, f"m{number}", profile)
                opened = submissions.open_submission(conn, merchant.id)
                for data in contents[number : number + per_submission]:
                    new = NewFile(
                        submission_id=opened.id,
                        merchant_id=merchant.id,
                        sha256=blobs.put(data),
                        name=data.decode(),
                        media_type="application/pdf",
                        size_bytes=len(data),
                    )
                    ids.append(files.add_file(conn, new)[0].id)
        return ids

    def hint(self, ids: list[str], times: int) -> None:
        for file_id in ids * times:
            queue.enqueue_file(file_id, self.random.random() < 0.3, settings=self.settings)

    # --- faults ---

    def kill_reader(self) -> None:
        self._kill_one(lambda p: _mentions(p, "bad_reader.py"), "reader child")

    def kill_celery_child(self) -> None:
        worker = self._worker.pid if self._worker else 0
        self._kill_one(lambda p: p.ppid() == worker, "celery child")

    def kill_worker(self) -> None:
        assert self._worker is not None
        self._note_family()
        os.killpg(self._worker.pid, signal.SIGKILL)
        self._worker.wait()
        self.acts["whole worker"] += 1
        self.start_worker()

    def flush_queue(self) -> None:
        Redis(unix_socket_path=self.settings.redis_url.removeprefix("redis+socket://")).flushall()
        self.acts["queue flushed"] += 1

    def kill_redis(self) -> None:
        assert self._redis is not None
        self._redis.kill()
        self._redis.wait()
        self.acts["redis killed"] += 1
        self.start_redis()

    def deliver_again(self, ids: list[str]) -> None:
        for file_id in self.random.sample(ids, min(5, len(ids))):
            queue.enqueue_file(file_id, settings=self.settings)
            queue.enqueue_file(file_id, settings=self.settings)
        self.acts["delivered again"] += 1

    # --- the ledger ---

    def unsettled(self) -> int:
        with reading(self.engine) as conn:
            return sum(n for status, n in files.count_by_status(conn).items() if status not in SETTLED)

    def unscored(self) -> int:
        late = submissions_table.c.revision > submissions_table.c.scored_revision
        with reading(self.engine) as conn:
            return conn.execute(select(func.count()).select_from(submissions_table).where(late)).scalar_one()

    def statuses(self) -> dict[str, FileStatus]:
        """Status by file name; names are the files' contents."""
        with reading(self.engine) as conn:
            rows = conn.execute(select(evidence_files.c.name, evidence_files.c.status))
            return {name: FileStatus(status) for name, status in rows}

    def ledger(self, accepted: int) -> Ledger:
        with reading(self.engine) as conn:
            rows = conn.execute(select(extractions.c.file_id)).scalars().all()
            scored = conn.execute(select(recommendations.c.submission_id, recommendations.c.revision)).all()
            codes = conn.execute(select(evidence_files.c.error_code)).scalars()
            return Ledger(
                accepted=accepted,
                statuses=Counter({str(k): v for k, v in files.count_by_status(conn).items()}),
                extraction_rows=len(rows),
                files_with_rows=len(set(rows)),
                codes=Counter(code for code in codes if code),
                unscored=self.unscored(),
                twice_scored=len(scored) - len(set(scored)),
            )

    # --- inside ---

    def _run(self, name: str, *argv: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *argv], cwd=ROOT, env=self._environment(), stdout=log, stderr=log, process_group=0
            )
        self._seen.add(process.pid)
        return process

    def _environment(self) -> dict[str, str]:
        names = ("home", "database_url", "redis_url", "blob_url", "lease_s", "reader_deadline_s", "retry_base_s")
        own = {f"UPLIFT_{name.upper()}": str(getattr(self.settings, name)) for name in names}
        secret = {"UPLIFT_SECRET_KEY": self.settings.secret_key.get_secret_value()}
        return {**os.environ, **own, **secret, "TMPDIR": str(self.folder)}

    def _kill_one(self, chosen: Callable[[psutil.Process], bool], what: str) -> None:
        found = [p for p in self._note_family() if chosen(p)]
        if found:
            self.random.choice(found).kill()
            self.acts[what] += 1

    def _note_family(self) -> list[psutil.Process]:
        try:
            family = psutil.Process(self._worker.pid).children(recursive=True) if self._worker else []
        except psutil.NoSuchProcess:
            return []
        self._seen.update(p.pid for p in family)
        return [p for p in family if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def wait_until(true: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
        time.sleep(0.2)


def _pings(path: str) -> bool:
    try:
        return bool(Redis(unix_socket_path=path, socket_timeout=1).ping())
    except OSError:
        return False


def _alive() -> list[psutil.Process]:
    return [p for p in psutil.process_iter(["status"]) if p.info["status"] != psutil.STATUS_ZOMBIE]


def _mentions(process: psutil.Process, text: str) -> bool:
    try:
        return any(text in part for part in process.cmdline())
    except psutil.Error:
        return False
