"""Telling the workers of new files. A broker that is down costs nothing but time: the sweeper finds the rows."""

from collections.abc import Sequence

import structlog

from api.deps import House
from uplift.db import transaction
from uplift.errors import BrokerDown
from uplift.records import EvidenceFile
from uplift.store import files
from workers.queue import enqueue_file, is_slow


def hint(house: House, new: Sequence[EvidenceFile]) -> None:
    """Publish one hint a file, after its row is committed; stop at the first failure, for the next would hang too."""
    published = []
    try:
        for file in new:
            enqueue_file(file.id, is_slow(file.media_type, file.size_bytes), settings=house.settings)
            published.append(file.id)
    except BrokerDown as error:
        structlog.get_logger().warning("queue_hint_lost", file_id=file.id, error=str(error))
    if published:
        with transaction(house.engine) as conn:
            files.mark_published(conn, published)
