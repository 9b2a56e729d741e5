"""Idempotency-Key at the door: a repeated request gets the first answer, marked as repeated."""

import hashlib
from typing import Any

from fastapi.responses import JSONResponse
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from uplift.errors import Conflict
from uplift.settings import Settings
from uplift.store import idempotency

REPEATED = {"Idempotency-Replayed": "true"}


def fingerprint(*parts: str) -> str:
    """What makes two requests the same."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def find(conn: Connection, settings: Settings, merchant_id: str, key: str, request: str) -> JSONResponse | None:
    """The first answer under this key, or None. Raises Conflict when the key was used for another request."""
    if not key:
        return None
    kept = idempotency.recall(conn, merchant_id, key, request, settings.idempotency_hours)
    return JSONResponse(kept["body"], status_code=kept["status"], headers=REPEATED) if kept else None


def keep(conn: Connection, merchant_id: str, key: str, request: str, status: int, body: dict[str, Any]) -> JSONResponse:
    """Answer, and remember the answer under the key if there is one. Raises Conflict when a twin was faster."""
    if key:
        try:
            idempotency.remember(conn, merchant_id, key, request, {"status": status, "body": body})
        except IntegrityError as error:
            raise Conflict("The same request is being answered at this moment. Send it again in a second.") from error
    return JSONResponse(body, status_code=status)
