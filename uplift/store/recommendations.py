"""Recommendations with everything that went into them, so that each can be replayed."""

from datetime import date

from sqlalchemy import Connection, Row, insert, select, update

from uplift.db import database_now
from uplift.errors import NotFound
from uplift.ids import new_id
from uplift.records import ScoringInputs, StoredRecommendation
from uplift.stored_json import (
    dump_items,
    dump_profile,
    dump_recommendation,
    load_items,
    load_profile,
    load_recommendation,
)
from uplift.tables import recommendations, submissions
from uplift.types import Recommendation


def save_recommendation(
    conn: Connection,
    submission_id: str,
    revision: int,
    recommendation: Recommendation,
    inputs: ScoringInputs,
    run_id: str = "",
) -> str:
    """Store a recommendation made for one revision of the submission; return its id.

    A live one (`run_id` empty) marks the revision as scored. Saving the same revision and policy again changes nothing.
    """
    same = {"submission_id": submission_id, "revision": revision, "run_id": run_id}
    same["policy_sha256"] = recommendation.policy_sha256
    if run_id == "":
        _mark_scored(conn, submission_id, revision)
    known = conn.execute(select(recommendations.c.id).filter_by(**same)).scalar_one_or_none()
    if known is not None:
        return str(known)
    recommendation_id = new_id()
    conn.execute(
        insert(recommendations).values(
            id=recommendation_id,
            policy_name=recommendation.policy_name,
            route=recommendation.route,
            current_limit_minor=recommendation.current_limit.amount_minor,
            recommended_limit_minor=recommendation.recommended_limit.amount_minor,
            inputs=_dump_inputs(inputs),
            body=dump_recommendation(recommendation),
            created_at=database_now(conn),
            **same,
        )
    )
    return recommendation_id


def _mark_scored(conn: Connection, submission_id: str, revision: int) -> None:
    conn.execute(
        update(submissions)
        .where(submissions.c.id == submission_id, submissions.c.scored_revision < revision)
        .values(scored_revision=revision, updated_at=database_now(conn))
    )


def latest_recommendation(conn: Connection, submission_id: str) -> StoredRecommendation | None:
    """The newest live recommendation, or None while nothing was scored."""
    query = (
        select(recommendations)
        .where(recommendations.c.submission_id == submission_id, recommendations.c.run_id == "")
        .order_by(recommendations.c.revision.desc(), recommendations.c.id.desc())
        .limit(1)
    )
    row = conn.execute(query).one_or_none()
    return None if row is None else _recommendation(row)


def recommendation(conn: Connection, recommendation_id: str) -> StoredRecommendation:
    """The recommendation with this id. Raises NotFound."""
    row = conn.execute(select(recommendations).where(recommendations.c.id == recommendation_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such recommendation.")
    return _recommendation(row)


def inputs_of(conn: Connection, recommendation_id: str) -> ScoringInputs:
    """What `scoring.recommend` was given for this recommendation. Raises NotFound."""
    query = select(recommendations.c.inputs).where(recommendations.c.id == recommendation_id)
    stored = conn.execute(query).scalar_one_or_none()
    if stored is None:
        raise NotFound("There is no such recommendation.")
    return ScoringInputs(
        profile=load_profile(stored["profile"]),
        items=load_items(stored["items"]),
        as_of=date.fromisoformat(stored["as_of"]),
    )


def _dump_inputs(inputs: ScoringInputs) -> dict[str, object]:
    return {
        "profile": dump_profile(inputs.profile),
        "items": dump_items(inputs.items),
        "as_of": inputs.as_of.isoformat(),
    }


def _recommendation(row: Row[tuple[object, ...]]) -> StoredRecommendation:
    values = row._mapping
    return StoredRecommendation(
        id=values["id"],
        submission_id=values["submission_id"],
        revision=values["revision"],
        run_id=values["run_id"],
        recommendation=load_recommendation(values["body"]),
        created_at=values["created_at"],
    )
