from decimal import Decimal

import pytest

from uplift.errors import InvalidInput
from uplift.profile_json import parse_profile, profile_from_json
from uplift.types import Industry, Money

SMALLEST = {"name": "王师傅", "industry": "transport", "current_limit": "100000.00"}


def test_name_industry_and_limit_are_enough():
    profile = profile_from_json(SMALLEST)
    assert (profile.name, profile.industry) == ("王师傅", Industry.TRANSPORT)
    assert profile.current_limit == Money.of(100000)
    assert (profile.monthly_income, profile.pd, profile.overlap) == (None, None, None)


def test_every_fact_of_the_third_parties_arrives():
    facts = {
        "monthly_income": "44000.00",
        "pd": 0.039,
        "overlap": "0.5",
        "months_operating": 38,
        "other_working_capital_debt": "1.50",
        "monthly_debt_service": 2000,
        "counterparties": [{"uscc": "91330100799655058B", "name": "甲公司", "status": "revoked", "rank": 0.4}],
    }
    profile = profile_from_json(SMALLEST | {"third_party": facts, "plates": ["浙A·12345"]})
    assert (profile.monthly_income, profile.monthly_debt_service) == (Money.of(44000), Money.of(2000))
    assert (profile.pd, profile.overlap, profile.months_operating) == (0.039, 0.5, 38)
    assert profile.other_working_capital_debt == Money(amount_minor=150)
    assert profile.plates == ("浙A12345",)
    assert (profile.counterparties[0].active, profile.counterparties[0].rank) == (False, 0.4)


def test_the_fixed_day_is_kept():
    assert parse_profile(SMALLEST | {"as_of": "2026-11-01"}).as_of.isoformat() == "2026-11-01"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"third_party": {"monthly_incom": "1.00"}}, "third_party.monthly_incom: unknown key"),
        ({"industry": "spaceships"}, "'catering'"),
        ({"current_limit": 0.001}, "current_limit: an amount is a decimal string"),
        ({"current_limit": "1.005"}, "at most two places"),
        ({"current_limit": Decimal("1.005")}, "at most two places"),
        ({"current_limit": True}, "current_limit:"),
        ({"current_limit": "-5"}, "current_limit:"),
        ({"current_limit": "1e5"}, "current_limit:"),
        ({"third_party": {"pd": 3}}, "third_party.pd:"),
        ({"third_party": {"pd": "NaN"}}, "third_party.pd:"),
        ({"name": "  "}, "name:"),
        ({"as_of": "tomorrow"}, "as_of:"),
    ],
)
def test_a_wrong_key_is_named_with_what_is_allowed(change, words):
    with pytest.raises(InvalidInput) as refused:
        profile_from_json(SMALLEST | change)
    assert words in str(refused.value)


def test_a_missing_key_is_named():
    with pytest.raises(InvalidInput, match="industry: required"):
        profile_from_json({"name": "a", "current_limit": "1"})


def test_a_decimal_from_exact_json_is_an_amount():
    assert profile_from_json(SMALLEST | {"current_limit": Decimal("100.50")}).current_limit.amount_minor == 10050
