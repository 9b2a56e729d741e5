"""The reader child: `python -m workers.reader_child '{"memory_bytes": ...}'`. Untrusted bytes end here.

It fences itself in first, then loads the models once, says "ready", and answers one file at a time. Frames in: a JSON
head, then the file's bytes. Frames out: a JSON head, then one frame for each page image.
"""

import gc
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from uplift.errors import UnreadableFile
from uplift.stored_json import dump_extraction
from uplift.types import ReadResult
from workers import frames, sandbox

ReadFile = Callable[[bytes, str], ReadResult]

MAX_DEPTH = 2_000  # Python frames; a document nested deeper is an attack or a mistake


def main() -> None:
    """Fence in, load, serve until the worker closes the pipe."""
    options = json.loads(sys.argv[1])
    source, sink = take_pipes()
    held = fence_in(options)
    serve(source, sink, load(options), {"isolation": held, "pipeline_version": pipeline_version()})


def take_pipes() -> tuple[int, int]:
    """Keep stdin and stdout for frames and give the libraries' own prints to stderr."""
    source, sink = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    return source, sink


def fence_in(options: dict[str, Any]) -> tuple[str, ...]:
    """Drop everything a reader does not need; returns the fences that hold."""
    sandbox.die_with_parent()
    sys.setrecursionlimit(MAX_DEPTH)
    limits = sandbox.ChildLimits(memory_bytes=options["memory_bytes"])
    return sandbox.isolate(limits, Path(options["private"]), _readable())


def _readable() -> tuple[Path, ...]:
    """Folders of code and models. The project's own root is left out: an embedded home may lie in it."""
    root = Path(__file__).resolve().parent.parent
    rooms = tuple(root / room for room in ("uplift", "extractors", "workers"))
    tessdata = os.environ.get("TESSDATA_PREFIX")
    return (*rooms, Path(sys.prefix), Path(sys.base_prefix), *([Path(tessdata)] if tessdata else []))


def pipeline_version() -> str:
    """Version of the reading code, stored beside each extraction."""
    from extractors.reading import PIPELINE_VERSION  # only after the fences

    return PIPELINE_VERSION


def load(options: dict[str, Any]) -> ReadFile:
    """Load engines and models; the imports happen behind the fences too."""
    from extractors.reading import ReadLimits, load_engines, read_file

    engines = load_engines(options["ocr_engine"])
    if options["warm"]:
        engines.ocr(np.full((64, 64, 3), 255, np.uint8))  # load the models now, on the start's time, not a file's
    limits = ReadLimits(**options["limits"])
    return lambda data, media_type: read_file(data, media_type, engines, limits)


def serve(source: int, sink: int, read: ReadFile, hello: dict[str, Any]) -> None:
    """Answer files until the pipe closes. A MemoryError ends the child: its heap can no longer be trusted."""
    frames.write_frame(sink, json.dumps({"ready": True} | hello).encode())
    while (head := frames.read_frame(source)) is not None:
        data = frames.read_frame(source)
        if data is None:
            return
        for frame in answer(read, data, json.loads(head)["media_type"]):
            frames.write_frame(sink, frame)
        del data
        gc.collect()


def answer(read: ReadFile, data: bytes, media_type: str) -> list[bytes]:
    """Frames of one answer: the head, then the page images."""
    try:
        result = read(data, media_type)
        return [_result_head(result), *(image.webp for image in result.page_images)]
    except UnreadableFile as error:
        return [_head(status="unreadable", message=str(error))]
    except MemoryError:
        os._exit(70)  # no finally, no allocation; the worker sees the pipe close
    except Exception as error:  # noqa: BLE001 - a bug in reading one file must be an answer, not a silent death
        sys.excepthook(type(error), error, error.__traceback__)
        return [_head(status="broken", message=type(error).__name__)]


def _head(**body: object) -> bytes:
    return json.dumps(body).encode()


def _result_head(result: ReadResult) -> bytes:
    return _head(
        status="read",
        extraction=dump_extraction(result.extraction),
        seconds=result.seconds,
        cpu_seconds=result.cpu_seconds,
        images=[{"page": i.page, "width": i.width, "height": i.height, "dpi": i.dpi} for i in result.page_images],
    )


if __name__ == "__main__":
    main()
