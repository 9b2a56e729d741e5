"""The worked examples of authenticity, and the rules of voting."""

import pytest
from scoring_builders import POLICY, check, passed

from scoring import weigh
from scoring.authenticity import alpha
from uplift.types import Check, EvidenceKind, Verdict

LINK = check("seller_is_merchant", "cross_document")
ALL_INVOICE = passed("uscc_check_digit", "amount_sum", "qr_agrees", "qr_crc")


def authenticity(kind: EvidenceKind, *checks: Check) -> float:
    return weigh(kind, checks, POLICY)[0]


@pytest.mark.parametrize(
    ("kind", "checks", "wanted"),
    [
        (EvidenceKind.VAT_INVOICE, (*ALL_INVOICE, LINK), 0.992),
        (
            EvidenceKind.HAULAGE_CONTRACT,
            (check("counterparty_known", "counterparty"), *passed("amount_sum"), LINK),
            0.954,
        ),
        (EvidenceKind.TRUCK_PHOTO, (check("exif_sane", "capture"), LINK), 0.958),
        (EvidenceKind.HAULAGE_CONTRACT, (), 0.75),
    ],
)
def test_the_worked_examples_of_the_design_note_hold(
    kind: EvidenceKind, checks: tuple[Check, ...], wanted: float
) -> None:
    assert authenticity(kind, *checks) == pytest.approx(wanted, abs=0.0008)


def test_a_bare_contract_photo_counts_forty_three_per_cent() -> None:
    assert alpha(authenticity(EvidenceKind.HAULAGE_CONTRACT), POLICY) == pytest.approx(0.43, abs=0.002)


def test_alpha_runs_from_the_quarantine_line_to_full_weight() -> None:
    assert [alpha(a, POLICY) for a in (0.0, 0.6, 0.775, 0.95, 1.0)] == pytest.approx([0, 0, 0.5, 1, 1])


def test_ten_passes_of_one_family_weigh_as_one() -> None:
    one = authenticity(EvidenceKind.VAT_INVOICE, check("uscc_check_digit", "identifier"))
    many = [check(name, "identifier") for name in ("uscc_check_digit", "vin_check_digit", "plate_format")] * 3
    assert authenticity(EvidenceKind.VAT_INVOICE, *many) == one


def test_one_fail_outweighs_the_passes_of_its_family() -> None:
    checks = [*passed("amount_sum"), check("capitals_agree", "arithmetic", Verdict.FAIL)]
    assert authenticity(EvidenceKind.VAT_INVOICE, *checks) == authenticity(EvidenceKind.VAT_INVOICE, checks[1])
    assert authenticity(EvidenceKind.VAT_INVOICE, *checks) < 0.6


def test_a_check_that_could_not_run_weighs_nothing() -> None:
    unknown = check("qr_agrees", "qr", Verdict.UNKNOWN, llr=1.5)
    bare = authenticity(EvidenceKind.VAT_INVOICE)
    assert authenticity(EvidenceKind.VAT_INVOICE, unknown) == bare == pytest.approx(0.85)


def test_links_vote_by_kind_and_three_at_most() -> None:
    names = ["seller_is_merchant", "plate_link", "contract_invoice_link", "name_link"]
    links = [check(name, "cross_document") for name in names]
    scores = [authenticity(EvidenceKind.SALE_CONTRACT, *links[:count]) for count in range(5)]
    assert scores[0] < scores[1] < scores[2] < scores[3] == scores[4]
    twice = authenticity(EvidenceKind.SALE_CONTRACT, links[0], links[0])
    assert twice == scores[1]


def test_a_failed_link_always_has_its_vote() -> None:
    links = [check(name, "cross_document") for name in ("seller_is_merchant", "plate_link", "name_link")]
    failed = check("contract_invoice_link", "cross_document", Verdict.FAIL)
    assert authenticity(EvidenceKind.VAT_INVOICE, *links, failed) < authenticity(EvidenceKind.VAT_INVOICE, *links)


def test_a_readers_own_score_is_clipped() -> None:
    _, strong = weigh(EvidenceKind.TRUCK_PHOTO, [check("moire", "tamper", llr=9.0)], POLICY)
    _, weak = weigh(EvidenceKind.TRUCK_PHOTO, [check("moire", "tamper", Verdict.FAIL, llr=-9.0)], POLICY)
    assert (strong[0].llr, weak[0].llr) == (2.0, -2.0)


def test_a_broken_signature_is_a_hard_fail_and_a_valid_one_is_not() -> None:
    broken, checks = weigh(
        EvidenceKind.VAT_INVOICE, [*ALL_INVOICE, check("ofd_signature", "signature", Verdict.FAIL)], POLICY
    )
    assert broken == 0.0
    assert [c.hard for c in checks] == [False] * 4 + [True]
    valid, checks = weigh(EvidenceKind.VAT_INVOICE, [check("ofd_signature", "signature")], POLICY)
    assert valid > 0.99
    assert not checks[0].hard


def test_every_check_leaves_with_a_number_even_of_an_unheard_of_family() -> None:
    _, checks = weigh(EvidenceKind.UNKNOWN, [check("new", "unheard_of"), check("another", "identifier")], POLICY)
    assert [round(c.llr or 0.0, 2) for c in checks] == [0.0, 0.51]
