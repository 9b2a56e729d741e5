"""What a reader child is given and refused; the fences themselves are tried in tests/integration/workers."""

import subprocess
import sys
from pathlib import Path

import pytest

from workers import sandbox

RUN = [sys.executable, "-c"]


def test_only_allow_listed_variables_reach_the_child() -> None:
    environ = {"PATH": "/bin", "DATABASE_URL": "x", "UPLIFT_SECRET_KEY": "x", "AWS_SECRET_ACCESS_KEY": "x", "LANG": "C"}
    given = sandbox.clean_env(environ, Path("/private"))
    assert given == {
        "PATH": "/bin",
        "LANG": "C",
        "HOME": "/private",
        "TMPDIR": "/private",
        "PYTHONUNBUFFERED": "1",
        **sandbox.ONE_THREAD,
    }


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux only")
def test_the_system_call_filter_refuses_sockets_and_lets_files_pass() -> None:
    code = (
        "import socket, os; from workers import sandbox; sandbox._libc().prctl(38, 1, 0, 0, 0);"
        "assert sandbox.forbid_syscalls(); os.close(os.open('/dev/null', 0));"
        "\ntry: socket.socket()\nexcept PermissionError: print('refused')"
    )
    done = subprocess.run([*RUN, code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "refused", done.stderr


def test_memory_beyond_the_limit_is_a_memory_error() -> None:
    code = (
        "from workers import sandbox; sandbox.set_limits(sandbox.ChildLimits(memory_bytes=300_000_000));"
        "\ntry: bytearray(400_000_000)\nexcept MemoryError: print('refused')"
    )
    done = subprocess.run([*RUN, code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "refused", done.stderr
