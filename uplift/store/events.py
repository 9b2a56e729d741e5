"""The audit log: acts are only ever appended, and each line's HMAC covers the line before it.

So no line can be edited, removed from the middle or moved without `verify_chain` telling where.
Cutting off the newest lines leaves a valid shorter chain; keep `chain_head` elsewhere and compare to notice that too.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, text

from uplift.db import database_now
from uplift.errors import BrokenChain
from uplift.records import Event
from uplift.tables import events

GENESIS = "0" * 64
_APPEND_LOCK = 7_251_002  # any fixed number: one append at a time on PostgreSQL

Body = Mapping[str, Any]  # Any: JSON


def append_event(conn: Connection, actor: str, act: str, subject: str, body: Body, key: bytes) -> Event:
    """Append one line. Do it last in a write transaction: the chain is held until the transaction ends."""
    if conn.dialect.name == "postgresql":  # SQLite's BEGIN IMMEDIATE has serialised writers already
        conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _APPEND_LOCK})
    seq, previous_hash = chain_head(conn)
    values = {
        "seq": seq + 1,
        "at": database_now(conn).isoformat(),
        "actor": actor,
        "act": act,
        "subject": subject,
        "body": _canonical(body),
        "previous_hash": previous_hash,
    }
    values["hash"] = _hash(values, key)
    conn.execute(insert(events).values(values))
    return _event(values)


def chain_head(conn: Connection) -> tuple[int, str]:
    """Number and hash of the newest line; (0, GENESIS) when there is none."""
    row = conn.execute(select(events.c.seq, events.c.hash).order_by(events.c.seq.desc()).limit(1)).one_or_none()
    return (0, GENESIS) if row is None else (row.seq, row.hash)


def verify_chain(conn: Connection, key: bytes, head: tuple[int, str] | None = None) -> int:
    """Check every line and return how many there are. Raises BrokenChain naming the first wrong one.

    `head` is a chain_head noted earlier; with it, missing newest lines are found too.
    """
    count, previous_hash = 0, GENESIS
    for row in conn.execute(select(events).order_by(events.c.seq).execution_options(yield_per=1000)):
        values = row._asdict()
        _check_line(values, count + 1, previous_hash, key)
        count, previous_hash = values["seq"], values["hash"]
        if head is not None and count == head[0] and previous_hash != head[1]:
            raise BrokenChain(f"Line {count} of the audit log is not the one noted earlier: the log was rewritten.")
    if head is not None and count < head[0]:
        raise BrokenChain(f"The audit log ends at line {count}, but line {head[0]} was noted earlier: it was cut off.")
    return count


def events_of(conn: Connection, subject: str) -> list[Event]:
    """All lines about one subject (a submission, file, merchant or user id), oldest first."""
    rows = conn.execute(select(events).where(events.c.subject == subject).order_by(events.c.seq))
    return [_event(row._asdict()) for row in rows]


def _check_line(values: Mapping[str, Any], seq: int, previous_hash: str, key: bytes) -> None:  # Any: columns
    if values["seq"] != seq:
        raise BrokenChain(f"Line {seq} of the audit log is missing. Restore it from a backup and look for who did it.")
    genuine = values["previous_hash"] == previous_hash and hmac.compare_digest(values["hash"], _hash(values, key))
    if not genuine:
        raise BrokenChain(
            f"Line {seq} of the audit log does not match its hash: it was edited or moved, or the secret key changed."
        )


def _hash(values: Mapping[str, Any], key: bytes) -> str:  # Any: columns
    covered = [values[name] for name in ("previous_hash", "seq", "at", "actor", "act", "subject", "body")]
    return hmac.new(key, _canonical(covered).encode(), hashlib.sha256).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def _event(values: Mapping[str, Any]) -> Event:  # Any: columns
    return Event(
        seq=values["seq"],
        at=datetime.fromisoformat(values["at"]),
        actor=values["actor"],
        act=values["act"],
        subject=values["subject"],
        body=json.loads(values["body"]),
        hash=values["hash"],
    )
