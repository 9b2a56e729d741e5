"""The straight line on real extractions: what counts, what does not, and what the merchant is told."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from scoring_builders import (
    AS_OF,
    MERCHANT,
    MERCHANT_CODE,
    POLICY,
    SHIPPER,
    SHIPPER_CODE,
    check,
    contract,
    invoice,
    item,
    licence,
    permit,
    profile,
    truck,
    truck_driver,
)

from scoring import dedup_key, index_keys, recommend
from uplift.types import (
    Binding,
    Counterparty,
    DuplicateMatch,
    EvidenceItem,
    EvidenceKind,
    ItemState,
    Money,
    Profile,
    Recommendation,
    Route,
    Verdict,
)

THEIRS = DuplicateMatch(how="sha256", file_id="theirs", same_merchant=False)
PURCHASE = {"seller_name": SHIPPER, "seller_id": SHIPPER_CODE, "buyer_name": MERCHANT, "buyer_id": MERCHANT_CODE}


def score(*items: EvidenceItem, who: Profile | None = None, as_of: date = AS_OF) -> Recommendation:
    return recommend(who or profile(), items, POLICY, as_of)


def states(result: Recommendation) -> list[ItemState]:
    return [outcome.state for outcome in result.items]


def test_the_truck_driver_is_raised_from_100000_to_200000_by_real_extractions() -> None:
    got = score(*truck_driver())
    assert got.recommended_limit == Money.of(200_000)
    assert got.binding is Binding.STEP
    assert got.route is Route.ONE_REVIEWER
    assert states(got) == [ItemState.COUNTED] * 7
    assert got.valid_until == date(2027, 11, 20)
    assert got.reasons[0].code == "R12"
    assert {bar.label for bar in got.contributions} >= {"third_party", f"income:{SHIPPER_CODE}", "cap:step"}
    assert (got.policy_name, len(got.policy_sha256)) == ("2026-11-01", 64)


def test_nothing_uploaded_is_never_punished() -> None:
    got = score()
    assert got.recommended_limit == got.current_limit
    assert got.binding is Binding.CURRENT


def test_photos_of_many_trucks_create_no_income() -> None:
    plates = ("浙A12345", "浙B54321", "浙C99999")
    got = score(*(truck(p, f"truck-{p}") for p in plates), who=profile(plates=plates))
    assert got.signals["Y_asset"] == pytest.approx(225_000, rel=0.05)
    assert got.signals["Y_doc"] == got.signals["Y_self"] == 0
    assert got.signals["Y"] == 44_000


def test_a_truck_that_nothing_links_to_the_merchant_is_no_asset() -> None:
    assert score(truck()).signals["Y_asset"] == 0
    assert score(truck(), permit()).signals["Y_asset"] > 0


def test_a_strangers_truck_is_quarantined_where_the_merchants_plates_are_known() -> None:
    stranger = item("truck", EvidenceKind.TRUCK_PHOTO, {"plate_number": "沪A00001"})
    got = score(stranger, who=profile(plates=("浙A12345",)))
    assert states(got) == [ItemState.QUARANTINED]


def test_an_invoice_from_another_seller_is_a_purchase_and_says_so() -> None:
    got = score(invoice("1", 500_000, AS_OF, **PURCHASE))
    assert states(got) == [ItemState.IGNORED]
    assert "purchase" in got.items[0].why
    assert SHIPPER in got.items[0].why
    assert got.signals["Y_doc"] == 0


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({"seller_id": None}, True),  # no code on one side: the exact name decides
        ({"seller_id": None, "seller_name": "杭州顺达运输户 "}, True),
        ({"seller_id": None, "seller_name": "杭州顺通运输户"}, False),
        ({"seller_id": "91330100799655059B"}, True),  # one character misread beside the exact name
        ({"seller_id": SHIPPER_CODE}, False),  # the merchant's name with another firm's code
    ],
)
def test_who_the_seller_is_decides_whether_an_invoice_is_income(changes: dict[str, str | None], counted: bool) -> None:
    got = score(invoice("1", 100_000, AS_OF, **changes))
    assert (got.items[0].state is ItemState.COUNTED) is counted
    assert (got.signals["Y_doc"] > 0) is counted


@pytest.mark.parametrize(
    ("changes", "net"),
    [
        ({}, 100_000),
        ({"net_amount": None}, 100_000),  # total less tax
        ({"net_amount": None, "tax_amount": None, "tax_rate": Decimal("0.09")}, 100_000),
        ({"net_amount": None, "tax_amount": None, "tax_rate": Decimal("9")}, 100_000),
        ({"net_amount": None, "tax_amount": None}, 109_000 / 1.13),  # no rate: the highest is taken out
    ],
)
def test_income_is_ex_tax_whatever_was_read(changes: dict[str, object], net: float) -> None:
    got = score(invoice("1", 100_000, AS_OF, **changes))
    assert got.signals["Y_doc"] == pytest.approx(0.4 * net * 0.95, abs=0.01)


@pytest.mark.parametrize(
    "changes",
    [
        {"invoice_number": None},
        {"issue_date": None},
        {"net_amount": None, "total_amount": None},
        {"net_amount": Money.of(100_000, "USD")},
        {"net_amount": Money.of(0)},
        {"buyer_name": None, "buyer_id": None},
        {"buyer_name": MERCHANT, "buyer_id": MERCHANT_CODE},
        {"issue_date": "2026-11-20"},  # text where a date belongs
    ],
)
def test_an_invoice_that_cannot_be_placed_counts_nothing_and_says_why(changes: dict[str, object]) -> None:
    got = score(invoice("1", 100_000, AS_OF, **changes))
    assert states(got) == [ItemState.IGNORED]
    assert got.signals["Y_doc"] == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"party_b_name": "别的运输户", "party_b_id": SHIPPER_CODE},
        {"party_a_name": MERCHANT, "party_a_id": MERCHANT_CODE},
        {"party_a_name": None, "party_a_id": None},
        {"total_amount": None},
        {"start_date": None, "sign_date": None},
        {"end_date": date(2026, 11, 19)},
    ],
)
def test_a_contract_without_the_merchant_a_value_or_a_running_term_counts_nothing(changes: dict[str, object]) -> None:
    got = score(contract(**changes))
    assert states(got) == [ItemState.IGNORED]
    assert got.signals["Y_doc"] == 0


def test_a_contract_without_an_end_runs_for_the_default_term() -> None:
    assert score(contract(end_date=None)).signals["Y_doc"] == score(contract()).signals["Y_doc"] > 0


def test_an_amendment_supersedes_its_contract_and_never_adds() -> None:
    first, amended = contract("first", 1_800_000), contract("amended", 1_900_000)
    both, alone = score(first, amended), score(amended)
    assert both.signals["Y_doc"] == alone.signals["Y_doc"]


def test_one_invoice_in_three_formats_counts_once_by_its_best_copy() -> None:
    copies = [invoice("1", 152_000, AS_OF, file_id=f"copy-{q}", quality=q) for q in (0.7, 1.0, 0.9)]
    got = score(*copies)
    assert states(got) == [ItemState.DUPLICATE, ItemState.COUNTED, ItemState.DUPLICATE]
    assert got.signals == score(copies[1]).signals
    assert "R09" in {reason.code for reason in got.reasons}


def test_an_old_invoice_is_known_by_code_and_number_and_a_copy_without_its_code_is_found() -> None:
    old = {"invoice_number": "03630024", "invoice_code": "1200154130"}
    full = invoice("1", 1000, AS_OF, **old)
    other_code = invoice("1", 2000, AS_OF, **old | {"invoice_code": "1200154131"}, file_id="other")
    no_code = invoice("1", 1000, AS_OF, **old | {"invoice_code": None}, file_id="photo", quality=0.9)
    assert states(score(full, other_code, no_code)) == [ItemState.COUNTED, ItemState.COUNTED, ItemState.DUPLICATE]
    assert states(score(no_code, full)) == [ItemState.DUPLICATE, ItemState.COUNTED]


def test_the_same_bytes_count_once_even_without_a_key() -> None:
    papers = [item(f"w{n}", EvidenceKind.WAYBILL, {}, sha256="same") for n in range(3)]
    assert states(score(*papers)).count(ItemState.COUNTED) == 1


def test_a_related_or_closed_firm_is_worth_nothing() -> None:
    for firm in (
        Counterparty(uscc=SHIPPER_CODE, name=SHIPPER, rank=1.0, related=True),
        Counterparty(uscc=SHIPPER_CODE, name=SHIPPER, rank=1.0, active=False),
    ):
        got = score(invoice("1", 100_000, AS_OF), contract(), who=profile(counterparties=(firm,)))
        assert set(states(got)) == {ItemState.IGNORED}


def test_an_unknown_firm_counts_sixty_per_cent_and_asks_for_confirmation() -> None:
    got = score(invoice("1", 100_000, AS_OF), who=profile(counterparties=()))
    assert got.signals["Y_doc"] == pytest.approx(0.4 * 100_000 * 0.6)
    assert "R05" in {reason.code for reason in got.reasons}


def test_a_firm_named_with_and_without_its_code_is_one_group() -> None:
    unnamed = contract(party_a_id=None)
    got = score(unnamed, invoice("1", 152_000, AS_OF), who=profile(counterparties=()))
    assert [bar.label for bar in got.contributions if bar.label.startswith("income:")] == [f"income:{SHIPPER_CODE}"]


@pytest.mark.parametrize("how", ["sha256", "key"])
def test_another_merchants_file_goes_to_the_fraud_desk(how: str) -> None:
    stolen = invoice("9", 500_000, AS_OF, duplicates=(replace(THEIRS, how=how),))
    got = score(*truck_driver(), stolen)
    assert got.items[-1].state is ItemState.QUARANTINED
    assert (got.route, got.binding) == (Route.FRAUD_DESK, Binding.FLAG)
    assert got.recommended_limit == got.current_limit
    assert [reason.code for reason in got.reasons] == ["R14"]


def test_near_photos_of_others_are_hard_fails_but_near_papers_and_own_copies_are_not() -> None:
    near = DuplicateMatch(how="perceptual_hash", file_id="theirs", same_merchant=False, distance=6)
    assert score(truck(duplicates=(near,))).route is Route.FRAUD_DESK
    assert score(truck(duplicates=(replace(near, distance=7),))).route is not Route.FRAUD_DESK
    assert score(truck(duplicates=(replace(near, same_merchant=True),))).route is not Route.FRAUD_DESK
    assert score(invoice("1", 1000, AS_OF, duplicates=(near,))).route is not Route.FRAUD_DESK


def test_a_purchase_that_its_seller_also_handed_in_accuses_nobody() -> None:
    got = score(invoice("1", 1000, AS_OF, duplicates=(THEIRS,), **PURCHASE))
    assert got.route is not Route.FRAUD_DESK


def test_a_paper_from_the_future_fails_its_date_and_is_no_income() -> None:
    got = score(invoice("1", 100_000, date(2026, 12, 24)))
    assert [c.verdict for c in got.items[0].checks if c.check == "date_not_future"] == [Verdict.FAIL]
    assert got.signals["Y_doc"] == 0


def test_an_unread_file_and_an_unknown_kind_are_told_apart() -> None:
    unread = EvidenceItem(file_id="a", name="a.pdf", sha256="a", extraction=None, error="Locked by a password.")
    got = score(unread, item("b", EvidenceKind.UNKNOWN, {}))
    assert states(got) == [ItemState.UNREAD, ItemState.IGNORED]
    assert got.items[0].why == "Locked by a password."
    assert "R06" in {reason.code for reason in got.reasons}


def test_an_expired_permit_counts_nothing_and_another_firms_licence_neither() -> None:
    got = score(permit(valid_until=date(2026, 11, 19)), licence(name=SHIPPER, uscc=SHIPPER_CODE))
    assert states(got) == [ItemState.IGNORED, ItemState.IGNORED]
    assert got.signals["N"] == 0


def test_an_invoice_larger_than_its_contract_disagrees_with_it() -> None:
    got = score(contract(yuan=100_000), invoice("1", 120_000, AS_OF))
    verdicts = [c.verdict for c in got.items[1].checks if c.check == "contract_invoice_link"]
    assert verdicts == [Verdict.FAIL]
    assert "R08" in {reason.code for reason in got.reasons}


def test_a_small_anchored_increase_is_automatic_and_a_doubtful_item_is_not() -> None:
    signed = (check("ofd_signature", "signature"), check("amount_sum", "arithmetic"))
    sales = [invoice(str(n), 80_000, date(2026, n, 20), signed) for n in (9, 10, 11)]
    got = score(*sales)
    assert Money.of(10_000) <= got.increase <= Money.of(50_000)
    assert (got.route, got.signals["L_star"] < 150_000) == (Route.AUTO, True)
    doubtful = item("waybill", EvidenceKind.WAYBILL, {})
    assert score(*sales, doubtful).route is Route.ONE_REVIEWER


def test_a_pivotal_doubtful_item_is_named_to_the_reviewer() -> None:
    bare = [check("amount_sum", "arithmetic", Verdict.UNKNOWN)]
    sales = [invoice(str(n), 400_000, date(2026, n, 20), bare, seller_id=None) for n in (9, 10, 11)]
    got = score(*sales, who=profile(counterparties=()))
    assert any("without it the limit changes" in cause for cause in got.route_reasons)


def test_missing_third_party_data_falls_back_to_the_current_limit_and_the_policy() -> None:
    got = score(*truck_driver(), who=profile(monthly_income=None, pd=None, overlap=None))
    assert got.base_limit == Money.of(100_000)
    assert (got.signals["Y3"], got.signals["PD0"], got.signals["overlap"]) == (0, 0.039, 0.5)
    assert got.recommended_limit > got.current_limit


def test_keys_for_other_merchants_are_claims_of_income_only() -> None:
    sale, paper, photo = invoice("1", 1000, AS_OF), contract(), truck()
    for given, claimed in ((sale, True), (paper, True), (photo, False)):
        assert given.extraction is not None
        assert bool(index_keys(given.extraction, profile())) is claimed
        assert dedup_key(given.extraction) is not None
    bought = invoice("1", 1000, AS_OF, **PURCHASE)
    assert bought.extraction is not None
    assert index_keys(bought.extraction, profile()) == ()
    assert index_keys(bought.extraction) == ("invoice:00000000000000000001",)


def test_the_two_parties_of_one_contract_may_both_hand_it_in() -> None:
    paper = contract().extraction
    assert paper is not None
    shipper = profile(name=SHIPPER, uscc=SHIPPER_CODE)
    assert set(index_keys(paper, profile())).isdisjoint(index_keys(paper, shipper))
