"""Idempotency-Key: the same request sent again gets the same answer, and a different one under the same key none."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from uplift.db import database_now
from uplift.errors import Conflict
from uplift.tables import idempotency_keys

Response = Mapping[str, Any]  # Any: JSON


def recall(conn: Connection, merchant_id: str, key: str, request_sha256: str, hours: float) -> Response | None:
    """The answer given under this key within `hours`, or None. Raises Conflict when the request was another one."""
    mine = (idempotency_keys.c.merchant_id == merchant_id) & (idempotency_keys.c.key == key)
    fresh = idempotency_keys.c.created_at > database_now(conn) - timedelta(hours=hours)
    row = conn.execute(select(idempotency_keys).where(mine, fresh)).one_or_none()
    if row is None:
        return None
    if row.request_sha256 != request_sha256:
        raise Conflict("This Idempotency-Key was used for other files or another submission. Send a new key.")
    response: Response = row.response
    return response


def remember(conn: Connection, merchant_id: str, key: str, request_sha256: str, response: Response) -> None:
    """Keep the answer under this key; an expired one gives way."""
    mine = (idempotency_keys.c.merchant_id == merchant_id) & (idempotency_keys.c.key == key)
    conn.execute(delete(idempotency_keys).where(mine))
    values = {"request_sha256": request_sha256, "response": dict(response), "created_at": database_now(conn)}
    conn.execute(insert(idempotency_keys).values(merchant_id=merchant_id, key=key, **values))
