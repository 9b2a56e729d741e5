"""Reading everything that has a truth, with one sandboxed reader a job, as `uplift read` does."""

import queue
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from uplift.settings import Settings
from workers import frames, local
from workers.check.compare import outcomes
from workers.check.figures import MISSING, Checked
from workers.check.truth import Truth
from workers.reader import Reader, options_from


def check_all(truths: Sequence[Truth], settings: Settings, jobs: int) -> Iterator[Checked]:
    """Each file as it is done, in whatever order; `jobs` readers work side by side."""
    waiting: queue.SimpleQueue[Truth] = queue.SimpleQueue()
    done: queue.SimpleQueue[Checked | BaseException] = queue.SimpleQueue()
    for truth in truths:
        waiting.put(truth)
    for _ in range(min(jobs, len(truths))):
        threading.Thread(target=_work, args=(waiting, done, settings), daemon=True).start()
    for _ in truths:
        result = done.get()
        if isinstance(result, BaseException):
            raise result
        yield result


def _work(
    waiting: "queue.SimpleQueue[Truth]", done: "queue.SimpleQueue[Checked | BaseException]", settings: Settings
) -> None:
    with Reader(replace(options_from(settings, warm=True))) as reader, suppress(queue.Empty):
        while True:
            truth = waiting.get_nowait()
            try:
                done.put(_checked(truth, reader, settings))
            except BaseException as error:  # noqa: BLE001 - the thread that waits must hear of it
                done.put(error)
                return


def _checked(truth: Truth, reader: Reader, settings: Settings) -> Checked:
    reading = next(iter(local.read_all(reader, [truth.path], settings)))
    result = reading.result
    extraction = result.extraction if result else None
    return Checked(
        file=truth.path.name,
        expected=truth.kinds,
        kind=extraction.kind.value if extraction else MISSING,
        kind_confidence=extraction.kind_confidence if extraction else 0.0,
        condition=truth.condition,
        group=truth.group,
        outcomes=tuple(outcomes(truth, extraction)),
        pages=len(result.page_images) if result else 0,
        seconds=result.seconds if result else 0.0,
        cpu_seconds=result.cpu_seconds if result else 0.0,
        peak_bytes=frames.peak_bytes(reader.pid) if reader.pid else 0,
        note=str(reading.error) if reading.error else "",
    )
