"""The straight line of scoring: evidence items in, a recommendation with its explanation out. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

from scoring.evidence import Weighed
from scoring.explain import contributions_of, fen
from scoring.judging import weigh_items
from scoring.ledger import settle
from scoring.limit import Figures, assess
from scoring.months import add_months
from scoring.policy import Policy
from scoring.reasons import reasons_of, shortfall
from scoring.routing import route_of
from uplift.types import EvidenceItem, ItemOutcome, ItemState, Money, Profile, Recommendation


def recommend(
    profile: Profile,
    items: Sequence[EvidenceItem],
    policy: Policy,
    as_of: date,
) -> Recommendation:
    """Score one submission as of a date. The same arguments give the same answer for ever, in any order of items.

    A merchant without third-party income has the current limit as base; `Profile.base_limit` keeps the first one, so
    that an increase cannot raise the next step cap.
    """
    return recommend_from_items(profile, weigh_items(profile, items, policy, as_of), policy, as_of)


def recommend_from_items(
    profile: Profile,
    weighed: Sequence[Weighed],
    policy: Policy,
    as_of: date,
) -> Recommendation:
    """Score items whose authenticity, quality and counterparty quality are already known."""
    items = settle(weighed, policy, as_of)
    flagged = any(item.flagged for item in items)
    figures = assess(profile, items, policy, as_of, flagged)

    def without(item: Weighed) -> float:
        rest = settle([i for i in weighed if i.file_id != item.file_id], policy, as_of)
        return assess(profile, rest, policy, as_of, flagged).recommended

    route, causes = route_of(figures, items, policy, without)
    return Recommendation(
        merchant_id=profile.merchant_id,
        as_of=as_of,
        current_limit=profile.current_limit,
        base_limit=_money(figures.base_limit),
        recommended_limit=_money(figures.recommended),
        increase=_money(figures.recommended - figures.current_limit),
        binding=figures.binding,
        route=route,
        route_reasons=causes,
        valid_until=add_months(as_of, int(policy.flat["validity_months"])),
        reasons=reasons_of(figures, items, policy, as_of),
        contributions=contributions_of(figures, profile, policy),
        items=tuple(_outcome(item, policy, as_of) for item in items),
        signals=_signals(figures),
        policy_name=policy.name,
        policy_sha256=policy.sha256,
    )


def _money(yuan: float) -> Money:
    return Money(amount_minor=fen(yuan))


def _outcome(item: Weighed, policy: Policy, as_of: date) -> ItemOutcome:
    counted = item.state is ItemState.COUNTED
    return ItemOutcome(
        file_id=item.file_id,
        kind=item.kind,
        authenticity=item.authenticity,
        state=item.state,
        key=item.keys.best,
        why=item.why,
        checks=item.checks,
        strength=item.strength(policy, as_of) if counted and item.group else 0.0,
    )


def _signals(figures: Figures) -> Mapping[str, float]:
    """Every intermediate by the name it has in docs/scoring.md; yuan, months, shares."""
    credit, income, terms = figures.credit, figures.income, figures.terms
    signals = {
        "Y3": figures.third_party,
        "overlap": figures.overlap,
        "N": credit.total,
        "Z": credit.credibility,
        "Y_doc": income.documented,
        "Y_asset": income.assets,
        "Y_self": income.evidenced,
        "Y": figures.combined,
        "X": credit.evidence,
        "U": credit.log_odds,
        "PD0": credit.pd_before,
        "PD": credit.pd,
        "m": figures.multiple,
        "L_base": figures.base_limit,
        "L_cap": terms.capacity,
        "L_dscr": terms.service,
        "L_risk": terms.risk,
        "L_step": figures.step,
        "L_product": figures.product,
        "L_star": figures.limit,
        "shortfall": shortfall(figures),
    }
    return signals | {f"N_{group}": proofs for group, proofs in credit.proofs.items()}
