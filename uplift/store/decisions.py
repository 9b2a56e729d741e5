"""Decisions: the acts on a recommendation, appended and never changed."""

from sqlalchemy import Connection, insert, select

from uplift.db import database_now
from uplift.ids import new_id
from uplift.records import Decision
from uplift.tables import decisions
from uplift.types import Money


def add_decision(
    conn: Connection,
    *,
    submission_id: str,
    recommendation_id: str,
    act: str,
    limit: Money | None,
    reason: str,
    decided_by: str,
) -> Decision:
    """Append one act; `limit` is the one that takes effect, None while nothing does."""
    decision = Decision(
        id=new_id(),
        submission_id=submission_id,
        recommendation_id=recommendation_id,
        act=act,
        limit_minor=None if limit is None else limit.amount_minor,
        reason=reason,
        decided_by=decided_by,
        created_at=database_now(conn),
    )
    conn.execute(insert(decisions).values({name: getattr(decision, name) for name in Decision.__slots__}))
    return decision


def decisions_of(conn: Connection, submission_id: str) -> list[Decision]:
    """All acts on the submission, oldest first."""
    rows = conn.execute(select(decisions).where(decisions.c.submission_id == submission_id).order_by(decisions.c.id))
    return [Decision(**{name: row._mapping[name] for name in Decision.__slots__}) for row in rows]
