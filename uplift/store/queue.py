"""The reviewers' queue: one line a submission, filtered, in pages that stay right while cases come and go."""

from collections.abc import Sequence

from sqlalchemy import Connection, Row, Select, func, select

from uplift.db import database_now
from uplift.records import QueueRow
from uplift.states import SETTLED, SubmissionStatus
from uplift.tables import evidence_files, merchants, recommendations, submissions, users
from uplift.types import Route


def review_queue(
    conn: Connection,
    *,
    routes: Sequence[Route] = (),
    statuses: Sequence[SubmissionStatus] = (SubmissionStatus.RECOMMENDED,),
    after: str | None = None,
    limit: int = 50,
) -> list[QueueRow]:
    """Up to `limit` lines, oldest submission first; no route means any.

    The next page starts `after` the last line's submission id.
    """
    query = _lines(conn).where(submissions.c.status.in_(statuses))
    if routes:
        query = query.where(recommendations.c.route.in_(routes))
    if after is not None:
        query = query.where(submissions.c.id > after)
    return [_line(row) for row in conn.execute(query.order_by(submissions.c.id).limit(limit))]


def _lines(conn: Connection) -> Select[tuple[object, ...]]:
    newest = recommendations.alias()
    newest_id = (
        select(newest.c.id)
        .where(newest.c.submission_id == submissions.c.id, newest.c.run_id == "")
        .order_by(newest.c.revision.desc(), newest.c.id.desc())
        .limit(1)
        .correlate(submissions)
        .scalar_subquery()
    )
    its_files = select(func.count()).where(evidence_files.c.submission_id == submissions.c.id)
    holder = (users.c.id == submissions.c.claimed_by) & (submissions.c.claim_until > database_now(conn))
    columns = (
        submissions.c.id.label("submission_id"),
        submissions.c.merchant_id,
        merchants.c.name.label("merchant_name"),
        submissions.c.status,
        recommendations.c.route,
        recommendations.c.current_limit_minor,
        recommendations.c.recommended_limit_minor,
        its_files.scalar_subquery().label("file_count"),
        its_files.where(evidence_files.c.status.not_in(SETTLED)).scalar_subquery().label("unsettled_count"),
        users.c.id.label("claimed_by"),
        users.c.email.label("claimed_by_email"),
        submissions.c.created_at,
        submissions.c.updated_at,
    )
    joined = submissions.join(merchants).outerjoin(recommendations, recommendations.c.id == newest_id)
    return select(*columns).select_from(joined.outerjoin(users, holder))


def _line(row: Row[tuple[object, ...]]) -> QueueRow:
    values = row._asdict()
    values["status"] = SubmissionStatus(values["status"])
    values["route"] = None if values["route"] is None else Route(values["route"])
    return QueueRow(**values)
