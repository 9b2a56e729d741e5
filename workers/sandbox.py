"""What the reader child gives up before it touches a byte: network, privileges, files, memory, secrets.

Several fences stand behind one another because not every kernel or container allows each; `isolate` reports which
hold. Linux only where it says so; elsewhere the report is shorter.
"""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ENV_KEPT = frozenset({"PATH", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "TESSDATA_PREFIX"})
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLimits:
    """Ceilings of one reader child."""

    memory_bytes: int  # address space
    file_bytes: int = 64_000_000  # largest file it may write: tesseract's input picture, nothing else
    open_files: int = 256


def clean_env(environ: Mapping[str, str], private: Path) -> dict[str, str]:
    """Environment for the child: a short allow-list, no secrets, `private` as home and temporary folder."""
    kept = {name: value for name, value in environ.items() if name in ENV_KEPT}
    return kept | ONE_THREAD | {"HOME": str(private), "TMPDIR": str(private), "PYTHONUNBUFFERED": "1"}


def die_with_parent(sign: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel to signal this process when the one that started it dies (Linux; a no-op elsewhere)."""
    if sys.platform == "linux":
        _libc().prctl(_PR_SET_PDEATHSIG, int(sign), 0, 0, 0)


def die_with_parent_gently() -> None:
    """The same with SIGTERM, for programs that end their own children in order."""
    die_with_parent(signal.SIGTERM)


def isolate(limits: ChildLimits, private: Path, readable: Iterable[Path]) -> tuple[str, ...]:
    """Give up what a reader of untrusted bytes does not need. Call before any thread starts.

    Returns the names of the fences that hold, strongest first. Only `private` stays writable, only `readable` (and
    the system's own folders) readable, where the kernel knows Landlock.
    """
    set_limits(limits)
    sys.addaudithook(_refuse_sockets)
    if sys.platform != "linux":
        return ("rlimits", "socket audit hook")
    _libc().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    fences: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("network namespace", leave_network),
        ("landlock", lambda: fence_files(private, readable)),
        ("seccomp", forbid_syscalls),
    )
    held = [name for name, raise_fence in fences if raise_fence()]
    return (*held, "rlimits", "socket audit hook")


def set_limits(limits: ChildLimits) -> None:
    """Set the rlimits that hold for the life of the child; time per file is the parent's deadline instead."""
    for what, value in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower(what, value)


def leave_network() -> bool:
    """Move into an empty network namespace; inside a user namespace, so that root's capabilities are gone too."""
    libc = _libc()
    return any(libc.unshare(flags) == 0 for flags in (_CLONE_NEWUSER | _CLONE_NEWNET, _CLONE_NEWNET))


def _lower(what: int, value: int) -> None:
    _, hard = resource.getrlimit(what)
    ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (ceiling, ceiling))


def _refuse_sockets(event: str, _args: tuple[object, ...]) -> None:
    if event in {"socket.__new__", "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"}:
        raise PermissionError("The reader child has no network: it handles untrusted bytes.")


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


# --- seccomp: refuse the calls that open sockets or look into other processes ---------------------------------------

_MACHINES: dict[str, tuple[int, dict[str, int]]] = {  # AUDIT_ARCH and call numbers
    "x86_64": (0xC000003E, {"socket": 41, "ptrace": 101, "bpf": 321, "io_uring_setup": 425, "process_vm_readv": 310}),
    "aarch64": (0xC00000B7, {"socket": 198, "ptrace": 117, "bpf": 280, "io_uring_setup": 425, "process_vm_readv": 270}),
}
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050001, 0x80000000  # _REFUSE answers EPERM
_X32_BIT = 0x40000000


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def forbid_syscalls() -> bool:
    """Install a seccomp filter that answers EPERM to `_MACHINES`' calls. False where the machine is not known."""
    if platform.machine() not in _MACHINES:
        return False
    code = _filter(*_MACHINES[platform.machine()])
    program = _Program(len(code) // 8, code)
    return bool(_libc().prctl(_PR_SET_SECCOMP, 2, ctypes.byref(program), 0, 0) == 0)


def _filter(architecture: int, calls: Mapping[str, int]) -> bytes:
    """Berkeley packet filter over struct seccomp_data: number at offset 0, architecture at offset 4."""

    def op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
        return struct.pack("=HBBI", code, if_true, if_false, value)

    head = [op(_LOAD, 4), op(_JUMP_IF_EQUAL, architecture, 1, 0), op(_RETURN, _KILL), op(_LOAD, 0)]
    tests = [op(_JUMP_IF_AT_LEAST, _X32_BIT, len(calls) + 1, 0)]
    tests += [op(_JUMP_IF_EQUAL, number, len(calls) - i, 0) for i, number in enumerate(calls.values())]
    return b"".join([*head, *tests, op(_RETURN, _ALLOW), op(_RETURN, _REFUSE)])


# --- Landlock: which files can still be seen ------------------------------------------------------------------------

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_ALL_OF_ABI_1 = (1 << 13) - 1
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc", "/opt", "/proc", "/sys", "/dev")


def fence_files(private: Path, readable: Iterable[Path]) -> bool:
    """Leave only system folders and `readable` to read, only `private` and /dev/null to write. False on old kernels."""
    libc = _libc()
    handled = ctypes.c_uint64(_ALL_OF_ABI_1)
    ruleset = libc.syscall(_CREATE_RULESET, ctypes.byref(handled), 8, 0)
    if ruleset < 0:
        return False
    for path in (*map(Path, _SYSTEM), *readable):
        _allow(libc, ruleset, path, _READ)
    _allow(libc, ruleset, private, _ALL_OF_ABI_1)
    _allow(libc, ruleset, Path("/dev/null"), _READ_FILE | _WRITE_FILE)
    held = bool(libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    os.close(ruleset)
    return held


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, access: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # not on this machine
    granted = access if path.is_dir() else access & (_EXECUTE | _WRITE_FILE | _READ_FILE)
    rule = struct.pack("=Qi", granted, opened)
    libc.syscall(_ADD_RULE, ruleset, 1, ctypes.c_char_p(rule), 0)
    os.close(opened)
