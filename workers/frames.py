"""Length-prefixed frames on a pipe between the worker and its reader child. No pickle: JSON text and plain bytes."""

import os
import select
import struct
import time
from pathlib import Path

from uplift.errors import ReaderCrashed

MAX_FRAME_BYTES = 256_000_000
_HEADER = struct.Struct(">I")


def write_frame(descriptor: int, body: bytes, deadline: float | None = None) -> None:
    """Write one frame whole. Raises BrokenPipeError when the other side is gone, TimeoutError past `deadline`.

    With a deadline the descriptor must be non-blocking: a stopped reader would otherwise hold its worker for ever.
    """
    view = memoryview(_HEADER.pack(len(body)) + body)
    while view:
        _wait(descriptor, select.POLLOUT, deadline)
        view = view[os.write(descriptor, view) :]


def read_frame(descriptor: int, deadline: float | None = None) -> bytes | None:
    """Read one frame; None when the other side closed the pipe.

    `deadline` is a time.monotonic() value; past it TimeoutError is raised. Raises ReaderCrashed on a frame cut short
    or too long, because then nothing on this pipe can be trusted any more.
    """
    header = _read_exactly(descriptor, _HEADER.size, deadline)
    if not header:
        return None
    (length,) = _HEADER.unpack(header)
    if length > MAX_FRAME_BYTES:
        raise ReaderCrashed(f"The reader announced a frame of {length} bytes; it is replaced and the file retried.")
    body = _read_exactly(descriptor, length, deadline)
    if len(body) < length:
        raise ReaderCrashed("The reader ended in the middle of an answer; it is replaced and the file retried.")
    return body


def _read_exactly(descriptor: int, length: int, deadline: float | None) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        _wait(descriptor, select.POLLIN, deadline)
        chunk = os.read(descriptor, min(length - len(parts), 1 << 20))
        if not chunk:
            return bytes(parts)
        parts += chunk
    return bytes(parts)


def _wait(descriptor: int, event: int, deadline: float | None) -> None:
    if deadline is None:
        return
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise TimeoutError


def resident_bytes(pid: int) -> int:
    """Resident size of a process, 0 when it is gone or the system has no /proc."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0


def peak_bytes(pid: int) -> int:
    """The highest resident size a process has had, 0 when it is gone or the system has no /proc."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        return int(status.split("VmHWM:", 1)[1].split()[0]) * 1024
    except (OSError, IndexError, ValueError):
        return 0
