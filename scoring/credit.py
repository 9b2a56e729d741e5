"""Credibility of the self evidence and its effect on the probability of default (formulas 4, 5 and 9)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scoring.evidence import Weighed
from scoring.policy import Policy
from uplift.types import ItemState

_PD_FLOOR = 1e-4  # log-odds need a probability strictly inside 0-1


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Proofs and what they do to the probability of default."""

    proofs: Mapping[str, float]  # N_k by evidence group, correlated proofs discounted
    total: float  # N
    credibility: float  # Z in 0-1
    pd_before: float  # PD0
    pd: float
    evidence: float  # X
    log_odds: float  # U, taken off the log-odds of default
    file_ids: Mapping[str, tuple[str, ...]]  # counted files by evidence group


def credit_of(items: Sequence[Weighed], pd_before: float | None, policy: Policy, as_of: date) -> Credit:
    """N_k, N, Z, X, U and PD of the settled items; a missing PD0 takes the policy's default."""
    strengths, file_ids = _strengths(items, policy, as_of)
    proofs = {g: _discounted(strengths[g], policy.groups.values[g].correlation) for g in sorted(strengths)}
    total = math.fsum(proofs.values())
    evidence = math.fsum(policy.groups.values[g].weight * n for g, n in proofs.items())
    cap = policy.flat["log_odds_cap"]
    log_odds = cap * (1 - math.exp(-evidence / cap))
    before = pd_of(pd_before, policy)
    return Credit(
        proofs=proofs,
        total=total,
        credibility=total / (total + policy.flat["credibility_k"]),
        pd_before=before,
        pd=_shifted(before, log_odds),
        evidence=evidence,
        log_odds=log_odds,
        file_ids=file_ids,
    )


def pd_of(pd: float | None, policy: Policy) -> float:
    """PD0: the third party's, or the policy's default, kept strictly inside 0-1."""
    return min(1 - _PD_FLOOR, max(_PD_FLOOR, policy.flat["pd_default"] if pd is None else pd))


def _strengths(
    items: Sequence[Weighed], policy: Policy, as_of: date
) -> tuple[Mapping[str, list[float]], Mapping[str, tuple[str, ...]]]:
    strengths: dict[str, list[float]] = {}
    files: dict[str, list[str]] = {}
    for item in items:
        if item.state is ItemState.COUNTED and item.group is not None:
            strengths.setdefault(item.group, []).append(item.strength(policy, as_of))
            files.setdefault(item.group, []).append(item.file_id)
    return strengths, {group: tuple(sorted(ids)) for group, ids in files.items()}


def _discounted(strengths: Sequence[float], correlation: float) -> float:
    """N_k: the Kish design effect, so that many alike proofs approach 1/correlation."""
    count = math.fsum(strengths)
    return count / (1 + correlation * max(0.0, count - 1))


def _shifted(pd: float, log_odds: float) -> float:
    if log_odds == 0:
        return pd
    odds = pd / (1 - pd) * math.exp(-log_odds)
    return odds / (1 + odds)
