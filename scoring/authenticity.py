"""How likely an item is genuine: naive Bayes over its checks, one vote a family, so that alike checks cannot stack.

`logit a = logit(1 - prior of forgery) + sum of family votes`. In a family the most negative vote counts when any check
failed, else the largest positive one. Cross-document links are the exception: each kind of link votes, three at most.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from scoring.policy import Policy, Vote
from uplift.types import Check, EvidenceKind, Verdict

LINK_FAMILY = "cross_document"


def weigh(kind: EvidenceKind, checks: Sequence[Check], policy: Policy) -> tuple[float, tuple[Check, ...]]:
    """Probability 0-1 that the item is genuine, and its checks with every log-likelihood ratio filled in.

    A hard fail (broken signature, another merchant's file) gives 0.
    """
    weighed = weigh_checks(checks, policy)
    return probability(kind, weighed, policy), weighed


def weigh_checks(checks: Iterable[Check], policy: Policy) -> tuple[Check, ...]:
    """The same checks with their log-likelihood ratios; `hard` stays only on a check that failed."""
    return tuple(_weigh_check(check, policy) for check in checks)


def probability(kind: EvidenceKind, weighed: Sequence[Check], policy: Policy) -> float:
    """Probability 0-1 that an item is genuine, from weighed checks."""
    if any(check.hard for check in weighed):
        return 0.0
    prior = policy.forgery_priors.values.get(kind, policy.forgery_priors.other)
    score = math.log((1 - prior) / prior) + math.fsum(_family_votes(weighed, int(policy.flat["link_votes"])))
    return 1 / (1 + math.exp(-score))


def alpha(authenticity: float, policy: Policy) -> float:
    """Weight 0-1 of an item: 0 at the quarantine line, 1 from the full-weight line."""
    low, high = policy.flat["quarantine_below"], policy.flat["full_weight_from"]
    return min(1.0, max(0.0, (authenticity - low) / (high - low)))


def _weigh_check(check: Check, policy: Policy) -> Check:
    vote = policy.checks.values.get(check.check) or policy.families.values.get(check.family)
    failed = check.verdict is Verdict.FAIL
    hard = failed and (check.hard or (vote is not None and vote.hard))
    return replace(check, llr=_llr(check, vote, policy.flat["given_llr_cap"]), hard=hard)


def _llr(check: Check, vote: Vote | None, cap: float) -> float:
    if check.verdict is Verdict.UNKNOWN:
        return 0.0
    if check.llr is not None:
        return max(-cap, min(cap, check.llr))
    if vote is None:
        return 0.0
    return vote.on_pass if check.verdict is Verdict.PASS else vote.on_fail


def _family_votes(weighed: Iterable[Check], link_votes: int) -> list[float]:
    voters: dict[tuple[str, str], list[Check]] = {}
    for check in weighed:
        voter = (check.family, check.check if check.family == LINK_FAMILY else "")
        voters.setdefault(voter, []).append(check)
    votes = [_one_vote(checks) for (family, _), checks in voters.items() if family != LINK_FAMILY]
    links = sorted(_one_vote(checks) for (family, _), checks in voters.items() if family == LINK_FAMILY)
    against = [vote for vote in links if vote < 0]
    room = max(0, link_votes - len(against))
    return votes + against + sorted((vote for vote in links if vote > 0), reverse=True)[:room]


def _one_vote(checks: Sequence[Check]) -> float:
    if any(check.verdict is Verdict.FAIL for check in checks):
        return min(check.llr or 0.0 for check in checks)
    return max(check.llr or 0.0 for check in checks)
