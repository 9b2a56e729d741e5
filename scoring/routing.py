"""Who must look before a recommendation takes effect: the human review band."""

from collections.abc import Callable, Sequence

from scoring.evidence import Weighed
from scoring.limit import Figures
from scoring.policy import Policy
from uplift.types import ItemState, Route, Verdict

Without = Callable[[Weighed], float]  # the recommended limit in yuan if this item had not been handed in


def route_of(
    figures: Figures, items: Sequence[Weighed], policy: Policy, without: Without
) -> tuple[Route, tuple[str, ...]]:
    """The route and one sentence for each cause of it."""
    increase = figures.recommended - figures.current_limit
    flags = [f"{item.kind.value} {item.file_id}: a hard check failed." for item in items if item.flagged]
    if flags:
        return Route.FRAUD_DESK, tuple(flags)
    if increase > policy.flat["single_review_increase"]:
        return Route.FOUR_EYES, (f"An increase of {increase:,.0f} yuan is above what one reviewer may approve.",)
    causes = (*_band_causes(figures, increase, policy), *_item_causes(figures, items, policy, without))
    if causes:
        return Route.ONE_REVIEWER, causes
    return Route.AUTO, ("Small, well proven and anchored: every condition for an automatic decision holds.",)


def _band_causes(figures: Figures, increase: float, policy: Policy) -> list[str]:
    n = policy.flat
    causes = []
    if increase > n["auto_increase"]:
        causes.append(f"An increase of {increase:,.0f} yuan is above the automatic {n['auto_increase']:,.0f}.")
    if figures.limit > n["auto_ratio"] * figures.base_limit:
        causes.append(f"The limit supported is more than {n['auto_ratio']:g} times the base limit.")
    if figures.credit.pd > n["auto_pd"]:
        causes.append(f"The probability of default {figures.credit.pd:.1%} is above {n['auto_pd']:.0%}.")
    return causes


def _item_causes(figures: Figures, items: Sequence[Weighed], policy: Policy, without: Without) -> list[str]:
    counted = [item for item in items if item.state is ItemState.COUNTED]
    causes = []
    if not any(_is_anchored(item, policy) for item in counted):
        causes.append("No strong anchor: no verified signature, online verification or matched payer.")
    line = policy.flat["auto_authenticity"]
    doubtful = [item for item in counted if item.authenticity is not None and item.authenticity < line]
    for item in doubtful:
        change = abs(figures.recommended - without(item))
        pivotal = (
            f"; without it the limit changes by {change:,.0f} yuan" if change >= policy.flat["pivotal_change"] else ""
        )
        causes.append(f"{item.kind.value} {item.file_id} has authenticity {item.authenticity:.2f}{pivotal}.")
    return causes


def _is_anchored(item: Weighed, policy: Policy) -> bool:
    families = policy.strong_anchors.families
    return any(check.family in families and check.verdict is Verdict.PASS for check in item.checks)
