"""The worker's side of the reader child: start it, hand it one file at a time, end it when it hangs or grows.

One Reader belongs to one process and is used by one thread. It is lazy: nothing starts until `start` or `read`.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog

from uplift.errors import ReaderCrashed, UnreadableFile
from uplift.settings import Settings
from uplift.stored_json import load_extraction
from uplift.types import PageImage, ReadResult
from workers import frames, sandbox
from workers.queue import READER_START_S

_PROBE = (
    "import json, sys; from workers.reader_child import fence_in; print(json.dumps(fence_in(json.loads(sys.argv[1]))))"
)
COMMAND = (sys.executable, "-m", "workers.reader_child")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderOptions:
    """How a reader child is run."""

    deadline_s: float  # one file
    memory_bytes: int  # address space
    recycle_rss_bytes: int  # resident size above which the child is replaced after a file
    ocr_engine: str = "auto"
    first_page: int = 0  # 0-based; with eager_pages it names a range to be read on demand
    eager_pages: int = 5
    max_pages: int = 200
    max_pixels: int = 60_000_000
    start_s: float = READER_START_S  # importing and loading models
    warm: bool = False  # load the OCR models before the first file asks for them
    command: tuple[str, ...] = COMMAND


def options_from(settings: Settings, *, warm: bool = False) -> ReaderOptions:
    """Options of the reader as the settings say."""
    return ReaderOptions(
        deadline_s=settings.reader_deadline_s,
        memory_bytes=settings.reader_memory_bytes,
        recycle_rss_bytes=settings.reader_recycle_rss_bytes,
        ocr_engine=settings.ocr_engine,
        eager_pages=settings.eager_pages,
        max_pages=settings.max_pages,
        max_pixels=settings.max_pixels,
        warm=warm,
    )


@dataclass(slots=True, kw_only=True)
class _Child:
    process: subprocess.Popen[bytes]
    private: Path  # its home and temporary folder
    hello: dict[str, Any] | None = None  # Any: JSON; None until it said "ready"

    @property
    def to(self) -> int:
        assert self.process.stdin is not None
        return self.process.stdin.fileno()

    @property
    def back(self) -> int:
        assert self.process.stdout is not None
        return self.process.stdout.fileno()


@dataclass(slots=True)
class Reader:
    """A long-lived child process that holds the models. Close it, or use it as a context manager."""

    options: ReaderOptions
    _child: _Child | None = field(default=None, init=False, repr=False)
    _pid: int = field(default=0, init=False, repr=False)  # of the process that started the child

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Process id of the running child, None when there is none."""
        return self._child.process.pid if self._child else None

    @property
    def isolation(self) -> tuple[str, ...]:
        """Names of the fences that hold around the child, strongest first. Starts it when needed."""
        return tuple(self._ready().hello["isolation"])  # type: ignore[index] # _ready fills it

    @property
    def pipeline_version(self) -> str:
        """Version of the reading code the child runs. Starts it when needed."""
        return str(self._ready().hello["pipeline_version"])  # type: ignore[index] # _ready fills it

    def launch(self) -> None:
        """Start the child without waiting for its models; `read` waits for what is left of the loading."""
        if self._child is None or self._pid != os.getpid():
            self._child, self._pid = _launch(self.options), os.getpid()

    def start(self) -> None:
        """Start the child and wait until it is ready. Raises ReaderCrashed when it cannot start."""
        self._ready()

    def read(self, path: Path, media_type: str) -> ReadResult:
        """Read one file by its path; see `read_bytes`."""
        return self.read_bytes(path.read_bytes(), media_type)

    def read_bytes(self, data: bytes, media_type: str) -> ReadResult:
        """Read one file. The bytes travel through the pipe, so the child needs no access to any store.

        Raises UnreadableFile with a sentence for the merchant; ReaderCrashed when the child died, hung past the
        deadline or ran out of memory, in which case the next call starts a fresh one.
        """
        child = self._ready()
        deadline = time.monotonic() + self.options.deadline_s
        try:
            result = _exchange(child, data, media_type, deadline)
        except UnreadableFile:
            self._recycle_if_grown()
            raise
        except TimeoutError:
            self._end("deadline passed")
            raise ReaderCrashed(
                f"Reading took longer than {self.options.deadline_s:g} s, so the reader was ended and replaced."
            ) from None
        except (OSError, ValueError, KeyError, TypeError, AttributeError, ReaderCrashed) as error:
            raise self._crashed(error) from error
        self._recycle_if_grown()
        return result

    def close(self) -> None:
        """End the child, if any, with everything it started."""
        self._end("closed")

    def _ready(self) -> _Child:
        self.launch()
        child = self._child
        assert child is not None
        if child.hello is None:
            child.hello = self._hello(child)
            structlog.get_logger().info("reader ready", pid=child.process.pid, isolation=child.hello["isolation"])
        return child

    def _hello(self, child: _Child) -> dict[str, Any]:
        try:
            frame = frames.read_frame(child.back, time.monotonic() + self.options.start_s)
        except TimeoutError:
            frame = None
        if frame is None:
            tail = _stderr_tail(child)
            self._end("did not start")
            raise ReaderCrashed(
                f"The reader child did not start within {self.options.start_s:g} s. Its last words: {tail or 'none'}"
            )
        hello: dict[str, Any] = json.loads(frame)
        return hello

    def _crashed(self, error: Exception) -> ReaderCrashed:
        """What to raise after the child broke; it is ended, whatever state it is in."""
        child = self._child
        assert child is not None
        status = _wait_briefly(child.process)
        structlog.get_logger().warning("reader crashed", status=status, stderr=_stderr_tail(child))
        self._end("crashed")
        if isinstance(error, ReaderCrashed):
            return error
        return ReaderCrashed(f"The reader broke down on this file ({_exit_words(status)}); it was replaced.")

    def _recycle_if_grown(self) -> None:
        child = self._child
        if child and frames.resident_bytes(child.process.pid) > self.options.recycle_rss_bytes:
            self._end("grown above its memory mark")
            self.launch()

    def _end(self, why: str) -> None:
        child, self._child = self._child, None
        if child is None or self._pid != os.getpid():
            return  # after a fork the child belongs to the parent
        structlog.get_logger().debug("reader ended", pid=child.process.pid, why=why)
        _kill_group(child.process)
        shutil.rmtree(child.private, ignore_errors=True)


def probe_isolation(options: ReaderOptions) -> tuple[str, ...]:
    """Which fences would hold around a reader on this machine; loads no model."""
    told = {"memory_bytes": options.memory_bytes}
    with tempfile.TemporaryDirectory(prefix="uplift-reader-") as private:
        done = subprocess.run(
            [sys.executable, "-c", _PROBE, json.dumps(told | {"private": private})],
            env=sandbox.clean_env(os.environ, Path(private)),
            capture_output=True,
            check=False,
        )
    return tuple(json.loads(done.stdout)) if done.returncode == 0 else ()


def _launch(options: ReaderOptions) -> _Child:
    private = Path(tempfile.mkdtemp(prefix="uplift-reader-"))
    limits = {name: getattr(options, name) for name in ("first_page", "eager_pages", "max_pages", "max_pixels")}
    told = {
        "memory_bytes": options.memory_bytes,
        "ocr_engine": options.ocr_engine,
        "private": str(private),
        "warm": options.warm,
        "limits": limits,
    }
    with (private / "stderr.log").open("wb") as stderr:
        process = subprocess.Popen(
            [*options.command, json.dumps(told)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env=sandbox.clean_env(os.environ, private),
            start_new_session=True,  # its own process group: tesseract's processes end with it
            bufsize=0,
        )
    child = _Child(process=process, private=private)
    os.set_blocking(child.to, False)
    return child


def _exchange(child: _Child, data: bytes, media_type: str, deadline: float) -> ReadResult:
    frames.write_frame(child.to, json.dumps({"media_type": media_type}).encode(), deadline)
    frames.write_frame(child.to, data, deadline)
    head = json.loads(_next_frame(child, deadline))
    if head["status"] == "unreadable":
        raise UnreadableFile(str(head["message"]))
    if head["status"] == "broken":
        raise ReaderCrashed(
            f"Reading this file hit an error of ours ({head['message']}); the reader was replaced. "
            "The worker's log has the details."
        )
    return ReadResult(
        extraction=load_extraction(head["extraction"]),
        page_images=tuple(_image(shape, _next_frame(child, deadline)) for shape in head["images"]),
        seconds=float(head["seconds"]),
        cpu_seconds=float(head["cpu_seconds"]),
    )


def _next_frame(child: _Child, deadline: float) -> bytes:
    frame = frames.read_frame(child.back, deadline)
    if frame is None:
        raise BrokenPipeError("the reader closed its pipe")
    return frame


def _image(shape: dict[str, int], webp: bytes) -> PageImage:
    return PageImage(page=shape["page"], width=shape["width"], height=shape["height"], dpi=shape["dpi"], webp=webp)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    with contextlib.suppress(ProcessLookupError):  # it was faster
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _wait_briefly(process: subprocess.Popen[bytes]) -> int | None:
    try:
        return process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        return None


def _exit_words(status: int | None) -> str:
    if status is None:
        return "it answered nonsense"
    if status < 0:
        return f"ended by {signal.Signals(-status).name}"
    return "out of memory" if status == os.EX_SOFTWARE else f"exit status {status}"


def _stderr_tail(child: _Child) -> str:
    try:
        return (child.private / "stderr.log").read_bytes()[-2000:].decode("utf-8", "replace").strip()
    except OSError:
        return ""
