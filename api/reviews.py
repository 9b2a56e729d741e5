"""A reviewer's act on a case: who may, what takes effect, when a second reviewer is needed. All in one transaction."""

import re
from dataclasses import dataclass

from sqlalchemy import Connection

from api.deps import House
from uplift.errors import Conflict, InvalidInput, NotAllowed
from uplift.records import Decision, StoredRecommendation, Submission, User
from uplift.states import SubmissionStatus
from uplift.store import decisions, merchants, recommendations, submissions
from uplift.store.events import append_event, events_of
from uplift.types import Money, Recommendation, Route

FRAUD_DESK_ROLES = frozenset({"fraud", "senior", "admin"})
PROPOSE = "propose"  # a first approval that waits for a second reviewer; nothing takes effect
MIN_REASON = 3  # characters
REVIEW_EVENTS = frozenset({"proposed", "decided", "asked_for_more"})
_AMOUNT = re.compile(r"\d{1,10}(\.\d{1,2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the reviewer pressed, as it came from the form."""

    act: str  # approve, amount, decline, ask_for_more
    amount: str  # yuan; only for `amount`
    reason: str
    recommendation_id: str  # the one on the reviewer's screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What the wish means for this recommendation."""

    name: str  # approve, lower, raise, decline, ask_for_more
    limit: Money | None  # None: the current limit stays


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A first approval that waits for a second reviewer."""

    limit: Money
    by: str  # user id


def meaning(wish: Wish, recommendation: Recommendation) -> Act:
    """The act behind a wish. Raises InvalidInput for an unknown act, a missing reason or an amount out of range."""
    if len(wish.reason.strip()) < MIN_REASON:
        raise InvalidInput("Every decision needs a reason of at least three characters. Write one and press again.")
    if wish.act in ("decline", "ask_for_more"):
        return Act(name=wish.act, limit=None)
    if wish.act == "approve":
        return Act(name="approve", limit=recommendation.recommended_limit)
    if wish.act == "amount":
        return _amount(wish.amount, recommendation)
    raise InvalidInput("This act is not known. Reload the case and press one of its buttons.")


def _amount(text: str, recommendation: Recommendation) -> Act:
    cleaned = text.replace(",", "").strip()
    if not _AMOUNT.fullmatch(cleaned):
        raise InvalidInput("Write the limit as an amount in yuan, such as 150000, and press again.")
    limit, lowest = Money.of(cleaned), recommendation.current_limit
    highest = max(
        Money(amount_minor=3 * recommendation.base_limit.amount_minor), recommendation.recommended_limit, lowest
    )
    if not lowest <= limit <= highest:
        raise InvalidInput(f"The limit can be set from {lowest} (the limit now) to {highest} (three times the base).")
    if limit == recommendation.recommended_limit:
        return Act(name="approve", limit=limit)
    return Act(name="lower" if limit < recommendation.recommended_limit else "raise", limit=limit)


def needs_second(act: Act, recommendation: Recommendation) -> bool:
    """True when two reviewers must agree: four-eyes route, over 20 % above the advice, a raise at the fraud desk."""
    if act.limit is None or act.limit <= recommendation.current_limit:
        return False
    if recommendation.route in (Route.FOUR_EYES, Route.FRAUD_DESK):
        return True
    return 5 * act.limit.amount_minor > 6 * recommendation.recommended_limit.amount_minor


def refuse_role(role: str, route: Route) -> None:
    """Raise NotAllowed when this role may not decide cases of this route."""
    if route is Route.FRAUD_DESK and role not in FRAUD_DESK_ROLES:
        raise NotAllowed("This case is at the fraud desk. Release it; a colleague of that desk or a senior decides it.")


def decide(conn: Connection, house: House, reviewer: User, submission_id: str, wish: Wish) -> Decision:
    """Carry out the wish. Raises Conflict when another holds the case, it is decided, or new evidence came."""
    present = submissions.lock_submission(conn, submission_id)
    stored = _same_recommendation(conn, present, wish)
    _must_hold(conn, submission_id, reviewer)
    refuse_role(reviewer.role, stored.recommendation.route)
    act = meaning(wish, stored.recommendation)
    if act.name == "ask_for_more":
        return _ask(conn, house, reviewer, stored, wish)
    first = standing_proposal(conn, stored)
    if needs_second(act, stored.recommendation) and not _agrees(first, act, reviewer):
        return _propose(conn, house, reviewer, stored, act, wish)
    return _settle(conn, house, reviewer, stored, act, wish)


def _same_recommendation(conn: Connection, present: Submission, wish: Wish) -> StoredRecommendation:
    if present.status == SubmissionStatus.DECIDED:
        raise Conflict("This case is decided already. Its history shows by whom and why.")
    stored = recommendations.latest_recommendation(conn, present.id)
    if stored is None or stored.id != wish.recommendation_id or present.revision != stored.revision:
        raise Conflict("New evidence arrived while you were looking. Reload the case and decide on what is there now.")
    return stored


def _must_hold(conn: Connection, submission_id: str, reviewer: User) -> None:
    if submissions.held_by(conn, submission_id) != reviewer.id:
        raise Conflict("Your claim on this case ended or a colleague holds it. Claim it again before you decide.")


def standing_proposal(conn: Connection, stored: StoredRecommendation) -> Proposal | None:
    """The first approval of this very recommendation, while it waits for a second reviewer.

    It is read from the audit chain, because a decision row carries only a limit that takes effect.
    """
    acts = [e for e in events_of(conn, f"submission:{stored.submission_id}") if e.act in REVIEW_EVENTS]
    if not acts or acts[-1].act != "proposed" or acts[-1].body["recommendation_id"] != stored.id:
        return None
    return Proposal(limit=Money.of(acts[-1].body["limit"]), by=acts[-1].actor)


def _agrees(first: Proposal | None, act: Act, reviewer: User) -> bool:
    if first is None or first.limit != act.limit:
        return False
    if first.by == reviewer.id:
        raise Conflict("You made this proposal yourself. A second, different reviewer must agree; release the case.")
    return True


def _propose(
    conn: Connection, house: House, reviewer: User, stored: StoredRecommendation, act: Act, wish: Wish
) -> Decision:
    made = _record(conn, house, reviewer, stored, act, wish, event="proposed")
    submissions.release_case(conn, stored.submission_id, reviewer.id)  # free for the second pair of eyes
    return made


def _ask(conn: Connection, house: House, reviewer: User, stored: StoredRecommendation, wish: Wish) -> Decision:
    made = _record(conn, house, reviewer, stored, Act(name="ask_for_more", limit=None), wish, event="asked_for_more")
    submissions.advance_submission(
        conn, stored.submission_id, SubmissionStatus.AWAITING_MERCHANT, request_note=wish.reason.strip()
    )
    submissions.release_case(conn, stored.submission_id, reviewer.id)
    return made


def _settle(
    conn: Connection, house: House, reviewer: User, stored: StoredRecommendation, act: Act, wish: Wish
) -> Decision:
    made = _record(conn, house, reviewer, stored, act, wish, event="decided")
    submissions.advance_submission(conn, stored.submission_id, SubmissionStatus.DECIDED)
    if act.limit is not None:
        merchant_id = submissions.submission(conn, stored.submission_id).merchant_id
        merchants.set_current_limit(conn, merchant_id, act.limit)
    submissions.release_case(conn, stored.submission_id, reviewer.id)
    return made


def _record(
    conn: Connection,
    house: House,
    reviewer: User,
    stored: StoredRecommendation,
    act: Act,
    wish: Wish,
    *,
    event: str,
) -> Decision:
    made = decisions.add_decision(
        conn,
        submission_id=stored.submission_id,
        recommendation_id=stored.id,
        act=PROPOSE if event == "proposed" else act.name,
        limit=None if event == "proposed" else act.limit,
        reason=wish.reason.strip(),
        decided_by=reviewer.id,
    )
    body = {
        "act": act.name,
        "limit": None if act.limit is None else str(act.limit),
        "recommended": str(stored.recommendation.recommended_limit),
        "recommendation_id": stored.id,
        "reason": wish.reason.strip(),
    }
    append_event(conn, reviewer.id, event, f"submission:{stored.submission_id}", body, house.chain_key)
    return made
