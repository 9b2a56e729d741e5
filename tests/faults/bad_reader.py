"""A reader child whose reading misbehaves as the file's bytes ask: the front door for faults.

Fences, pipes and the answering loop are the real ones; only the function that reads a file is another.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from uplift.errors import UnreadableFile
from uplift.types import EvidenceKind, Extraction, PageImage, ReadResult, TextSource
from workers import reader_child

HOARD: list[bytearray] = []


def _say(text: str) -> ReadResult:
    extraction = Extraction(
        kind=EvidenceKind.UNKNOWN,
        kind_confidence=0.0,
        kind_scores={},
        extractor="bad",
        extractor_version="1",
        page_count=1,
        text_source=TextSource.NONE,
        fields=(),
        checks=(),
        quality=0.0,
        warnings=(text,),
    )
    image = PageImage(page=0, width=1, height=1, dpi=72, webp=b"RIFFwebp")
    return ReadResult(extraction=extraction, page_images=(image,), seconds=0.0, cpu_seconds=0.0)


def _connect() -> str:
    try:
        socket.socket()
    except OSError as error:
        return type(error).__name__
    return "a socket was opened"


def _connect_outside_python() -> str:
    """A fresh program knows no audit hook, as a hijacked library would not."""
    code = "import socket; s = socket.socket(); s.connect(('127.0.0.1', int(__import__('sys').argv[1])))"
    port = os.environ.get("PROBE_PORT", "1")
    done = subprocess.run([sys.executable, "-S", "-c", code, port], check=False, capture_output=True, text=True)
    return "connected" if done.returncode == 0 else done.stderr.strip().splitlines()[-1]


def _open(path: str) -> str:
    try:
        return f"read {len(Path(path).read_bytes())} bytes"
    except OSError as error:
        return type(error).__name__


def _hoard(megabytes: int) -> str:
    HOARD.append(bytearray(b"x") * (megabytes << 20))
    return f"holding {len(HOARD)} blocks"


def read(data: bytes, media_type: str) -> ReadResult:
    act, _, argument = data.decode().partition(" ")
    if act == "unreadable":
        raise UnreadableFile("The picture is cut off. Send it again.")
    if act == "raise":
        raise RuntimeError("a bug in an extractor")
    if act == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if act == "hang":
        subprocess.Popen(["sleep", "600"])  # a grandchild, as tesseract would be
        time.sleep(600)
    says = {
        "socket": _connect,
        "program": _connect_outside_python,
        "env": lambda: json.dumps(dict(os.environ)),
        "open": lambda: _open(argument),
        "hoard": lambda: _hoard(int(argument)),
        "print": lambda: "printed" if os.write(1, b"noise on stdout") else "",
        "sleep": lambda: time.sleep(float(argument.split()[0])) or "slept",
    }
    return _say(says[act]() if act in says else f"{media_type} {len(data)}")


if __name__ == "__main__":
    options = json.loads(sys.argv[1])
    source, sink = reader_child.take_pipes()
    held = reader_child.fence_in(options)
    reader_child.serve(source, sink, read, {"isolation": held, "pipeline_version": "bad-1"})
