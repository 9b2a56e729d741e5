"""The reader child with its real fences and pipes; only the reading is scripted (tests/faults/bad_reader.py)."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from uplift.errors import ReaderCrashed, UnreadableFile
from uplift.types import ReadResult
from workers.reader import Reader, ReaderOptions

pytestmark = pytest.mark.integration

BAD_READER = (sys.executable, str(Path(__file__).parents[2] / "faults" / "bad_reader.py"))


def bad_reader(deadline_s: float = 20.0, recycle_rss_bytes: int = 2_000_000_000) -> Reader:
    return Reader(
        ReaderOptions(
            deadline_s=deadline_s,
            memory_bytes=1_000_000_000,
            recycle_rss_bytes=recycle_rss_bytes,
            command=BAD_READER,
        )
    )


def words(result: ReadResult) -> str:
    return result.extraction.warnings[0]


def test_a_file_comes_back_with_its_page_images() -> None:
    with bad_reader() as reader:
        result = reader.read_bytes(b"x" * 3_000_000, "image/png")
    assert words(result) == "image/png 3000000"
    assert result.page_images[0].webp == b"RIFFwebp"


def test_the_child_lives_on_from_file_to_file() -> None:
    with bad_reader() as reader:
        reader.read_bytes(b"one", "image/png")
        first = reader.pid
        reader.read_bytes(b"two", "image/png")
        assert reader.pid == first


def test_prints_of_a_library_do_not_disturb_the_frames() -> None:
    with bad_reader() as reader:
        assert words(reader.read_bytes(b"print", "image/png")) == "printed"


def test_the_child_cannot_open_a_socket() -> None:
    with bad_reader() as reader:
        assert words(reader.read_bytes(b"socket", "image/png")) == "PermissionError"


def test_a_program_started_by_the_child_has_no_network_either() -> None:
    with bad_reader() as reader:
        if not {"network namespace", "seccomp"} & set(reader.isolation):
            pytest.skip(f"the kernel here allows neither network namespaces nor seccomp: {reader.isolation}")
        answer = words(reader.read_bytes(b"program", "image/png"))
    assert "PermissionError" in answer or "Network is unreachable" in answer


def test_the_child_sees_no_secret_in_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "UPLIFT_SECRET_KEY", "AWS_SECRET_ACCESS_KEY", "ANYTHING_TOKEN"):
        monkeypatch.setenv(name, "planted-secret")
    with bad_reader() as reader:
        seen = words(reader.read_bytes(b"env", "image/png"))
    assert "planted-secret" not in seen
    assert json.loads(seen)["OMP_NUM_THREADS"] == "1"


def test_the_child_cannot_open_the_files_of_the_installation(tmp_path: Path) -> None:
    (tmp_path / "secrets.json").write_text("{}")
    with bad_reader() as reader:
        if "landlock" not in reader.isolation:
            pytest.skip(f"the kernel here has no Landlock: {reader.isolation}")
        assert words(reader.read_bytes(f"open {tmp_path / 'secrets.json'}".encode(), "image/png")) == "PermissionError"


def test_a_hanging_child_is_killed_at_the_deadline_with_all_it_started() -> None:
    with bad_reader(deadline_s=1.0) as reader:
        reader.start()
        child = psutil.Process(reader.pid)
        started = time.monotonic()
        with pytest.raises(ReaderCrashed, match="longer than 1 s"):
            reader.read_bytes(b"hang", "image/png")
        assert time.monotonic() - started < 5
        assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
        assert not _alive_in_group(child.pid)


def test_a_stopped_child_cannot_hold_the_worker() -> None:
    with bad_reader(deadline_s=1.0) as reader:
        reader.start()
        psutil.Process(reader.pid).suspend()
        with pytest.raises(ReaderCrashed):
            reader.read_bytes(b"x" * 5_000_000, "image/png")
        assert words(reader.read_bytes(b"again", "image/png")) == "image/png 5"


@pytest.mark.parametrize("act", [b"die", b"hoard 2000", b"raise"])
def test_three_bad_files_in_a_row_leave_a_reader_that_reads(act: bytes) -> None:
    with bad_reader() as reader:
        for _ in range(3):
            with pytest.raises(ReaderCrashed):
                reader.read_bytes(act, "image/png")
        assert words(reader.read_bytes(b"good", "image/png")) == "image/png 4"


def test_an_unreadable_file_is_an_answer_and_costs_no_child() -> None:
    with bad_reader() as reader:
        reader.start()
        first = reader.pid
        with pytest.raises(UnreadableFile, match="cut off"):
            reader.read_bytes(b"unreadable", "image/png")
        assert reader.pid == first


def test_a_child_above_the_memory_mark_is_replaced_after_the_file() -> None:
    with bad_reader(recycle_rss_bytes=300_000_000) as reader:
        reader.read_bytes(b"small", "image/png")
        first = reader.pid
        assert words(reader.read_bytes(b"hoard 300", "image/png")) == "holding 1 blocks"
        assert reader.pid != first
        assert words(reader.read_bytes(b"hoard 10", "image/png")) == "holding 1 blocks"


def test_a_child_that_cannot_start_says_why() -> None:
    options = ReaderOptions(
        deadline_s=5,
        memory_bytes=10**9,
        recycle_rss_bytes=10**9,
        command=(sys.executable, "-c", "raise SystemExit('no models')"),
    )
    with Reader(options) as reader, pytest.raises(ReaderCrashed, match="no models"):
        reader.start()


def test_the_child_dies_with_a_killed_worker() -> None:
    code = (
        "import sys, time; sys.path.insert(0, sys.argv[1]); from test_reader import bad_reader;"
        "r = bad_reader(); r.start(); print('pid', r.pid, flush=True); r.read_bytes(b'sleep 600', 'x')"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", code, str(Path(__file__).parent)], stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    child = psutil.Process(next(int(line.split()[1]) for line in worker.stdout if line.startswith("pid ")))
    worker.kill()
    worker.wait()
    worker.stdout.close()
    psutil.wait_procs([child], timeout=5)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_closing_leaves_no_process_and_no_folder() -> None:
    reader = bad_reader()
    reader.start()
    pid = reader.pid
    private = Path(json.loads(psutil.Process(pid).cmdline()[-1])["private"])
    assert private.is_dir()
    reader.close()
    assert not psutil.pid_exists(pid or 0)
    assert not private.exists()


def _alive_in_group(group: int) -> list[psutil.Process]:
    return [p for p in psutil.process_iter(["status"]) if p.status() != psutil.STATUS_ZOMBIE and _group_of(p) == group]


def _group_of(process: psutil.Process) -> int:
    try:
        return os.getpgid(process.pid)
    except ProcessLookupError:
        return 0
