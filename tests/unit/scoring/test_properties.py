"""Invariants of the recommendation, over generated merchants and real extractions, through the real `recommend`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scoring_builders import AS_OF, POLICY
from scoring_worlds import evidence, honest_evidence, honest_items, profiles, worthless_items

from scoring import recommend
from uplift.types import EvidenceItem, ItemState, Money, Profile, Recommendation, Verdict

many = settings(max_examples=200, deadline=None, derandomize=True)
ROUNDING = 1e-6  # yuan or proofs; comparisons of floating figures


def score(profile: Profile, items: Sequence[EvidenceItem], **more: Any) -> Recommendation:
    return recommend(profile, items, POLICY, more.pop("as_of", AS_OF), **more)


def fails(result: Recommendation) -> int:
    return sum(check.verdict is Verdict.FAIL for item in result.items for check in item.checks)


@many
@given(profiles(), honest_evidence(), honest_items("new"))
def test_p1_an_honest_item_never_lowers_the_recommendation(
    profile: Profile, items: list[EvidenceItem], new: EvidenceItem
) -> None:
    before, after = score(profile, items), score(profile, [*items, new])
    assume(fails(after) <= fails(before))
    assert after.recommended_limit >= before.recommended_limit
    assert after.signals["L_star"] >= before.signals["L_star"] - ROUNDING


@many
@given(profiles(), honest_evidence(1), st.data())
def test_p2_a_better_profile_never_lowers_the_recommendation(
    profile: Profile, items: list[EvidenceItem], data: st.DataObject
) -> None:
    assert profile.monthly_income is not None
    more = data.draw(st.integers(0, 200_000))
    better = data.draw(
        st.sampled_from(
            [
                replace(profile, monthly_income=Money.of(more + profile.monthly_income.yuan)),
                replace(profile, pd=(0.039 if profile.pd is None else profile.pd) * 0.7),
                replace(profile, other_working_capital_debt=Money.of(0)),
                replace(profile, monthly_debt_service=Money.of(0)),
                replace(profile, counterparties=tuple(replace(c, rank=1.0) for c in profile.counterparties)),
            ]
        )
    )
    before, after = score(profile, items), score(better, items)
    assert after.recommended_limit >= before.recommended_limit
    assert after.signals["L_star"] >= before.signals["L_star"] - ROUNDING


@many
@given(profiles(), honest_evidence(1), st.data())
def test_p2_a_clearer_reading_never_lowers_the_recommendation(
    profile: Profile, items: list[EvidenceItem], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(items) - 1))
    extraction = items[place].extraction
    assert extraction is not None
    clearer = replace(items[place], extraction=replace(extraction, quality=1.0))
    after = score(profile, [*items[:place], clearer, *items[place + 1 :]])
    assert after.recommended_limit >= score(profile, items).recommended_limit


@many
@given(profiles(), evidence(), worthless_items("bad"))
def test_p3_a_worthless_item_never_raises_the_recommendation(
    profile: Profile, items: list[EvidenceItem], bad: EvidenceItem
) -> None:
    before, after = score(profile, items), score(profile, [*items, bad])
    assume(after.items[-1].state is ItemState.QUARANTINED)
    assert after.recommended_limit <= before.recommended_limit
    assert after.signals["L_star"] <= before.signals["L_star"] + ROUNDING


@many
@given(profiles(), evidence(1), st.data())
def test_p4_copies_change_nothing(profile: Profile, items: list[EvidenceItem], data: st.DataObject) -> None:
    picked = data.draw(st.lists(st.sampled_from(items), min_size=1, max_size=4))
    copies = [_copy(item, n, data.draw(st.booleans())) for n, item in enumerate(picked)]
    before, after = score(profile, items), score(profile, [*items, *copies])
    assert after.recommended_limit == before.recommended_limit
    assert after.signals == before.signals
    assert all(outcome.state is not ItemState.COUNTED for outcome in _extra(before, after))


def _copy(item: EvidenceItem, number: int, blurred: bool) -> EvidenceItem:
    extraction = item.extraction
    if extraction is not None and blurred:
        extraction = replace(extraction, quality=extraction.quality * 0.9)
    return replace(item, file_id=f"copy-{number}", sha256=f"copy-{number}", extraction=extraction)


def _extra(before: Recommendation, after: Recommendation) -> list[Any]:
    counted = sum(item.state is ItemState.COUNTED for item in before.items)
    return [item for item in after.items if item.state is ItemState.COUNTED][counted:]


@many
@given(profiles(), evidence(2), st.randoms(use_true_random=False))
def test_p5_the_order_of_items_changes_nothing(profile: Profile, items: list[EvidenceItem], random: Any) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)
    one, other = score(profile, items), score(profile, shuffled)
    assert one.signals == other.signals
    assert one.contributions == other.contributions
    assert one.reasons == other.reasons
    assert one.recommended_limit == other.recommended_limit
    assert (one.route, sorted(one.route_reasons)) == (other.route, sorted(other.route_reasons))


@many
@given(profiles(), evidence())
def test_p6_scoring_again_after_the_increase_gives_nothing_more(profile: Profile, items: list[EvidenceItem]) -> None:
    first = score(profile, items)
    again = score(replace(profile, current_limit=first.recommended_limit), items)
    assert again.recommended_limit == first.recommended_limit


@many
@given(profiles(measured=False), evidence())
def test_p6_holds_without_third_party_income_when_the_base_is_frozen(
    profile: Profile, items: list[EvidenceItem]
) -> None:
    first = score(profile, items)
    raised = replace(profile, current_limit=first.recommended_limit, base_limit=first.base_limit)
    again = score(raised, items)
    assert again.recommended_limit == first.recommended_limit


@many
@given(st.one_of(profiles(), profiles(measured=False)), evidence())
def test_p9_the_recommendation_stays_between_the_current_limit_and_the_caps(
    profile: Profile, items: list[EvidenceItem]
) -> None:
    got = score(profile, items)
    ceiling = min(2 * got.base_limit.yuan, 1_000_000)
    assert profile.current_limit.yuan <= got.recommended_limit.yuan <= max(profile.current_limit.yuan, ceiling)
    assert 0 < got.signals["PD"] <= got.signals["PD0"]
    assert got.increase.amount_minor == got.recommended_limit.amount_minor - got.current_limit.amount_minor


@many
@given(profiles(), honest_evidence(), st.integers(1, 400))
def test_p12_time_alone_never_raises_a_term(profile: Profile, items: list[EvidenceItem], days: int) -> None:
    now, later = score(profile, items), score(profile, items, as_of=AS_OF + timedelta(days=days))
    for term in ("N", "Y_doc", "Y", "L_cap", "L_dscr", "L_risk", "L_star"):
        assert later.signals[term] <= now.signals[term] + ROUNDING, term


@many
@given(st.one_of(profiles(), profiles(measured=False)), evidence())
def test_p16_the_bars_sum_to_the_change_to_the_fen(profile: Profile, items: list[EvidenceItem]) -> None:
    got = score(profile, items)
    total = sum(bar.amount.amount_minor for bar in got.contributions)
    assert total == got.recommended_limit.amount_minor - got.base_limit.amount_minor
    files = {item.file_id for item in items}
    assert all(set(bar.file_ids) <= files for bar in got.contributions)
    assert all(bar.text_zh and bar.text_en for bar in got.contributions)


@many
@given(st.one_of(profiles(), profiles(measured=False)), evidence())
def test_every_item_has_an_outcome_and_every_result_a_short_reason(profile: Profile, items: list[EvidenceItem]) -> None:
    got = score(profile, items)
    assert [outcome.file_id for outcome in got.items] == [item.file_id for item in items]
    assert all(outcome.why for outcome in got.items)
    assert all(check.llr is not None for outcome in got.items for check in outcome.checks)
    assert got.reasons
    assert all(len(reason.text_zh) <= 40 for reason in got.reasons)
    assert all(value == value and abs(value) != float("inf") for value in got.signals.values())


@many
@given(profiles(), honest_evidence(1, 6), st.integers(2, 9))
def test_p8_the_limit_scales_with_all_amounts(profile: Profile, items: list[EvidenceItem], factor: int) -> None:
    plain = [item for item in items if item.extraction is not None and item.extraction.kind not in NORMED]
    base = Money.of(60_000)
    one = score(replace(profile, base_limit=base), plain)
    scaled = replace(_scaled(profile, factor), base_limit=_times(base, factor))
    other = score(scaled, [_scaled_item(i, factor) for i in plain])
    assume(max(one.signals["L_star"], other.signals["L_star"]) < one.signals["L_product"])
    assert other.signals["L_star"] == pytest.approx(factor * one.signals["L_star"], rel=1e-6, abs=0.1)


NORMED = {kind for norm in POLICY.norm_packs for kind in norm.kinds}


def _times(money: Money, factor: int) -> Money:
    return replace(money, amount_minor=money.amount_minor * factor)


def _scaled(profile: Profile, factor: int) -> Profile:
    assert profile.monthly_income is not None
    return replace(
        profile,
        current_limit=_times(profile.current_limit, factor),
        monthly_income=_times(profile.monthly_income, factor),
        other_working_capital_debt=_times(profile.other_working_capital_debt, factor),
        monthly_debt_service=_times(profile.monthly_debt_service, factor),
    )


def _scaled_item(item: EvidenceItem, factor: int) -> EvidenceItem:
    assert item.extraction is not None
    fields = (
        replace(f, value=_times(f.value, factor)) if isinstance(f.value, Money) else f for f in item.extraction.fields
    )
    return replace(item, extraction=replace(item.extraction, fields=tuple(fields)))
