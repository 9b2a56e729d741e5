"""Telling the workers of new files. A broker that is down costs nothing but time: the sweeper finds the rows."""

from collections.abc import Sequence

import structlog

from api.deps import House
from uplift.db import transaction
from uplift.errors import BrokerDown
from uplift.records import EvidenceFile
from uplift.store import files
from workers.queue import enqueue_file

SLOW_BYTES = 5_000_000  # a PDF above this is most likely a long scan; it must not keep a waiting merchant from reading


def hint(house: House, new: Sequence[EvidenceFile]) -> None:
    """Publish one hint a file, after its row is committed; stop at the first failure, for the next would hang too."""
    published = []
    try:
        for file in new:
            enqueue_file(file.id, is_slow(file), settings=house.settings)
            published.append(file.id)
    except BrokerDown as error:
        structlog.get_logger().warning("queue_hint_lost", file_id=file.id, error=str(error))
    if published:
        with transaction(house.engine) as conn:
            files.mark_published(conn, published)


def is_slow(file: EvidenceFile) -> bool:
    """True for files that go to the slow queue."""
    return file.media_type == "application/pdf" and file.size_bytes > SLOW_BYTES
