"""From income and probability of default to a limit (formulas 6 to 8 and 10 to 12). Yuan, months, shares 0-1."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scoring.credit import Credit, credit_of, pd_of
from scoring.evidence import Weighed
from scoring.income import Income, self_income
from scoring.policy import Policy
from uplift.types import Binding, Money, Profile

_FLOAT_SLACK = 1e-6  # yuan; keeps a whole thousand from falling to the one below by a rounding error


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The limits one income and one PD support, yuan."""

    capacity: float  # L_cap
    service: float  # L_dscr
    risk: float  # L_risk

    @property
    def supported(self) -> float:
        """The smallest of them, never below 0."""
        return max(0.0, min(self.capacity, self.service, self.risk))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Every intermediate of one case."""

    base_limit: float  # L_base
    current_limit: float  # L_cur
    third_party: float  # Y3, yuan a month; 0 when nobody gave it
    measured: bool  # whether a third party gave Y3
    overlap: float  # o
    income: Income
    credit: Credit
    combined: float  # Y
    amplified: bool  # whether the amplification cap decided Y
    multiple: float  # m
    terms: Terms
    step: float  # the step cap
    product: float  # L_product
    limit: float  # L*
    formula_binding: Binding  # the smallest term of formula 11
    recommended: float
    binding: Binding  # what decided the recommendation


def assess(
    profile: Profile,
    items: Sequence[Weighed],
    policy: Policy,
    as_of: date,
    flagged: bool = False,
) -> Figures:
    """All formulas over settled items."""
    measured = profile.monthly_income is not None
    third_party = _yuan(profile.monthly_income) if profile.monthly_income is not None else 0.0
    overlap = min(1.0, max(0.0, policy.flat["overlap_default"] if profile.overlap is None else profile.overlap))
    base = _base(profile, policy)
    income = self_income(items, profile, third_party, policy, as_of)
    credit = credit_of(items, profile.pd, policy, as_of)
    multiple = policy.multiple_months(profile.industry)
    gained = third_party + credit.credibility * max(0.0, income.evidenced - overlap * third_party)
    ceiling = policy.flat["amplification_cap"] * max(third_party, base / multiple)
    combined = min(gained, ceiling)
    terms = terms_of(combined, credit.pd, profile, policy)
    step, product = policy.flat["step_cap"] * base, policy.flat["product_limit"]
    limit = min(terms.supported, step, product)
    formula_binding = _smallest(terms, step, product)
    current = _yuan(profile.current_limit)
    recommended, binding = _offer(limit, current, formula_binding, policy, flagged)
    return Figures(
        base_limit=base,
        current_limit=current,
        third_party=third_party,
        measured=measured,
        overlap=overlap,
        income=income,
        credit=credit,
        combined=combined,
        amplified=gained > ceiling,
        multiple=multiple,
        terms=terms,
        step=step,
        product=product,
        limit=limit,
        formula_binding=formula_binding,
        recommended=recommended,
        binding=binding,
    )


def terms_of(income: float, pd: float, profile: Profile, policy: Policy) -> Terms:
    """L_cap, L_dscr and L_risk of a monthly income and a PD."""
    n = policy.flat
    capacity = policy.multiple_months(profile.industry) * income - _yuan(profile.other_working_capital_debt)
    room = n["operating_cash_margin"] * income / n["debt_service_cover"] - _yuan(profile.monthly_debt_service)
    expected_loss = pd * n["loss_given_default"] * n["credit_conversion"]
    risk = 0.0 if pd > n["pd_stop"] else n["net_margin"] * income / expected_loss
    return Terms(capacity=capacity, service=room / _annuity(policy), risk=risk)


def floor_to(yuan: float, policy: Policy) -> float:
    """Rounded down to the policy's whole step."""
    step = policy.flat["rounding"]
    return math.floor((yuan + _FLOAT_SLACK) / step) * step


def _base(profile: Profile, policy: Policy) -> float:
    """L_base: as frozen, else from third-party evidence alone; the current limit stands in where no income is known."""
    if profile.base_limit is not None:
        return _yuan(profile.base_limit)
    if profile.monthly_income is None:
        return _yuan(profile.current_limit)
    terms = terms_of(_yuan(profile.monthly_income), pd_of(profile.pd, policy), profile, policy)
    return floor_to(min(terms.supported, policy.flat["product_limit"]), policy)


def _annuity(policy: Policy) -> float:
    """Monthly instalment of one yuan borrowed."""
    rate, months = policy.flat["annual_rate"] / 12, policy.flat["loan_months"]
    return float(rate / (1 - (1 + rate) ** -months)) if rate else 1 / months


def _smallest(terms: Terms, step: float, product: float) -> Binding:
    ranked = (
        (step, Binding.STEP),
        (product, Binding.PRODUCT),
        (terms.capacity, Binding.CAPACITY),
        (terms.service, Binding.SERVICE),
        (terms.risk, Binding.RISK),
    )
    return min(ranked, key=lambda pair: pair[0])[1]


def _offer(limit: float, current: float, formula: Binding, policy: Policy, flagged: bool) -> tuple[float, Binding]:
    """Formula 12: never below the current limit, no flagged or tiny increase."""
    if flagged:
        return current, Binding.FLAG
    offer = floor_to(limit, policy)
    if offer <= current:
        return current, Binding.CURRENT
    smallest = max(policy.flat["min_offer"], policy.flat["min_offer_share"] * current)
    if offer - current < smallest - _FLOAT_SLACK:
        return current, Binding.MINIMUM_OFFER
    return offer, formula


def _yuan(money: Money) -> float:
    return money.amount_minor / 100
