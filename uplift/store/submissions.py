"""Submissions: opening, advancing, finding the ones due for scoring, and the reviewers' claims."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, insert, or_, select, update

from uplift.db import database_now
from uplift.errors import Conflict, NotFound
from uplift.ids import new_id
from uplift.records import Submission
from uplift.states import SETTLED, SUBMISSION_TRANSITIONS, SubmissionStatus, advance
from uplift.tables import evidence_files, submissions


def open_submission(conn: Connection, merchant_id: str, as_of: date | None = None) -> Submission:
    """Open a new submission for the merchant."""
    now = database_now(conn)
    submission_id = new_id()
    conn.execute(
        insert(submissions).values(
            id=submission_id,
            merchant_id=merchant_id,
            status=SubmissionStatus.OPEN,
            as_of=as_of.isoformat() if as_of else None,
            revision=0,
            scored_revision=-1,
            created_at=now,
            updated_at=now,
        )
    )
    return submission(conn, submission_id)


def submission(conn: Connection, submission_id: str, merchant_id: str | None = None) -> Submission:
    """The submission with this id. Raises NotFound, also when it is not `merchant_id`'s."""
    return _submission(_one(conn, submission_id, merchant_id, lock=False))


def lock_submission(conn: Connection, submission_id: str, merchant_id: str | None = None) -> Submission:
    """The same, held against other writers until the transaction ends (SQLite's write lock already does)."""
    return _submission(_one(conn, submission_id, merchant_id, lock=True))


def submissions_of(conn: Connection, merchant_id: str) -> list[Submission]:
    """All submissions of a merchant, newest first."""
    rows = conn.execute(
        select(submissions).where(submissions.c.merchant_id == merchant_id).order_by(submissions.c.id.desc())
    )
    return [_submission(row) for row in rows]


def advance_submission(
    conn: Connection, submission_id: str, status: SubmissionStatus, request_note: str | None = None
) -> None:
    """Move the submission on, by the table in uplift/states.py. Raises Conflict when the table forbids it."""
    present = lock_submission(conn, submission_id)
    new = advance(SUBMISSION_TRANSITIONS, present.status, status)
    changes = {"status": new, "request_note": request_note, "updated_at": database_now(conn)}
    conn.execute(update(submissions).where(submissions.c.id == submission_id).values(changes))


def bump_revision(conn: Connection, submission_id: str) -> None:
    """Note that a file arrived or settled, so that the last recommendation is out of date."""
    conn.execute(
        update(submissions)
        .where(submissions.c.id == submission_id)
        .values(revision=submissions.c.revision + 1, updated_at=database_now(conn))
    )


def due_for_scoring(conn: Connection, limit: int) -> list[str]:
    """Ids of undecided submissions whose files have all settled since they were last scored, oldest first."""
    its_files = evidence_files.c.submission_id == submissions.c.id
    unsettled = exists().where(its_files, evidence_files.c.status.not_in(SETTLED))
    query = (
        select(submissions.c.id)
        .where(
            submissions.c.status != SubmissionStatus.DECIDED,
            submissions.c.revision > submissions.c.scored_revision,
            exists().where(its_files),
            ~unsettled,
        )
        .order_by(submissions.c.id)
        .limit(limit)
    )
    return list(conn.execute(query).scalars())


def claim_case(conn: Connection, submission_id: str, user_id: str, claim_s: float) -> Submission:
    """Let one reviewer hold the case for `claim_s` seconds; calling again is the heartbeat. Raises Conflict."""
    now = database_now(conn)
    free = or_(
        submissions.c.claimed_by.is_(None), submissions.c.claimed_by == user_id, submissions.c.claim_until <= now
    )
    claimed = conn.execute(
        update(submissions)
        .where(submissions.c.id == submission_id, submissions.c.status != SubmissionStatus.DECIDED, free)
        .values(claimed_by=user_id, claim_until=now + timedelta(seconds=claim_s))
    )
    present = submission(conn, submission_id)
    if claimed.rowcount == 0:
        raise Conflict(_why_not_claimed(present))
    return present


def release_case(conn: Connection, submission_id: str, user_id: str) -> None:
    """Give the case back; nothing happens when somebody else holds it."""
    conn.execute(
        update(submissions)
        .where(submissions.c.id == submission_id, submissions.c.claimed_by == user_id)
        .values(claimed_by=None, claim_until=None)
    )


def held_by(conn: Connection, submission_id: str) -> str | None:
    """User id of the reviewer whose claim holds now, or None."""
    return conn.execute(
        select(submissions.c.claimed_by).where(
            and_(submissions.c.id == submission_id, submissions.c.claim_until > database_now(conn))
        )
    ).scalar_one_or_none()


def _why_not_claimed(present: Submission) -> str:
    if present.status == SubmissionStatus.DECIDED:
        return "This case is decided already. Open another one from the queue."
    return "Another reviewer holds this case. Take another one, or wait until their claim ends."


def _one(conn: Connection, submission_id: str, merchant_id: str | None, *, lock: bool) -> Row[tuple[object, ...]]:
    mine: ColumnElement[bool] = submissions.c.id == submission_id
    if merchant_id is not None:
        mine = and_(mine, submissions.c.merchant_id == merchant_id)
    query = select(submissions).where(mine)
    row = conn.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound("There is no such submission.")
    return row


def _submission(row: Row[tuple[object, ...]]) -> Submission:
    values = row._mapping
    return Submission(
        id=values["id"],
        merchant_id=values["merchant_id"],
        status=SubmissionStatus(values["status"]),
        as_of=date.fromisoformat(values["as_of"]) if values["as_of"] else None,
        revision=values["revision"],
        scored_revision=values["scored_revision"],
        request_note=values["request_note"],
        claimed_by=values["claimed_by"],
        claim_until=values["claim_until"],
        created_at=values["created_at"],
        updated_at=values["updated_at"],
    )
