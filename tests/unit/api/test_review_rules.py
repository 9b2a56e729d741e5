from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.reviews import Wish, meaning, needs_second, refuse_role
from uplift.errors import InvalidInput, NotAllowed
from uplift.types import Binding, Money, Recommendation, Route

ADVICE = Recommendation(
    merchant_id="m",
    as_of=date(2026, 11, 23),
    current_limit=Money.of(100_000),
    base_limit=Money.of(100_000),
    recommended_limit=Money.of(200_000),
    increase=Money.of(100_000),
    binding=Binding.STEP,
    route=Route.ONE_REVIEWER,
    route_reasons=(),
    valid_until=date(2027, 11, 23),
    reasons=(),
    contributions=(),
    items=(),
    signals={},
    policy_name="p",
    policy_sha256="0" * 64,
)


def wish(act: str, amount: str = "", reason: str = "evidence agrees") -> Wish:
    return Wish(act=act, amount=amount, reason=reason, recommendation_id="r")


def test_approving_takes_the_recommended_limit():
    act = meaning(wish("approve"), ADVICE)
    assert (act.name, act.limit) == ("approve", Money.of(200_000))


@pytest.mark.parametrize(
    ("amount", "name"), [("150000", "lower"), ("200000.00", "approve"), ("240,000", "raise"), ("100000", "lower")]
)
def test_another_amount_is_named_by_its_direction(amount, name):
    assert meaning(wish("amount", amount), ADVICE).name == name


@pytest.mark.parametrize("amount", ["", "-1", "1e6", "99999.99", "300000.01", "１５００００x", "NaN", "150000.001"])
def test_an_amount_that_is_none_or_out_of_range_is_refused(amount):
    with pytest.raises(InvalidInput):
        meaning(wish("amount", amount), ADVICE)


@pytest.mark.parametrize("act", ["approve", "amount", "decline", "ask_for_more"])
def test_every_act_needs_a_reason(act):
    with pytest.raises(InvalidInput, match="reason"):
        meaning(wish(act, "150000", reason="  x "), ADVICE)


def test_an_act_nobody_offers_is_refused():
    with pytest.raises(InvalidInput, match="not known"):
        meaning(wish("delete"), ADVICE)


@settings(deadline=None, derandomize=True)
@given(st.integers(100_000, 300_000))
def test_one_reviewer_goes_up_to_twenty_percent_above_the_advice_and_no_further(amount):
    act = meaning(wish("amount", str(amount)), ADVICE)
    assert needs_second(act, ADVICE) == (amount > 240_000)


@pytest.mark.parametrize("route", [Route.FOUR_EYES, Route.FRAUD_DESK])
def test_any_raise_on_a_guarded_route_needs_two_but_declining_never_does(route):
    advice = replace(ADVICE, route=route)
    assert needs_second(meaning(wish("approve"), advice), advice)
    assert needs_second(meaning(wish("amount", "120000"), advice), advice)
    assert not needs_second(meaning(wish("amount", "100000"), advice), advice)
    assert not needs_second(meaning(wish("decline"), advice), advice)


def test_only_certain_roles_decide_at_the_fraud_desk():
    refuse_role("reviewer", Route.FOUR_EYES)
    for role in ("fraud", "senior", "admin"):
        refuse_role(role, Route.FRAUD_DESK)
    with pytest.raises(NotAllowed):
        refuse_role("reviewer", Route.FRAUD_DESK)
