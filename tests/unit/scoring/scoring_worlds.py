"""Generated merchants and evidence for property tests: real extractions, honest and otherwise."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from scoring_builders import AS_OF, MERCHANT, SHIPPER, SHIPPER_CODE, check, contract, invoice, item, licence, permit

from uplift.types import (
    Counterparty,
    DuplicateMatch,
    EvidenceItem,
    EvidenceKind,
    Industry,
    Money,
    Profile,
    Verdict,
)

FIRMS = (
    (SHIPPER, SHIPPER_CODE),
    ("宁波海通物流有限公司", "91330203MA2H7WU45J"),
    ("广州白云商贸有限公司", "91440101MA5CJQ4N59"),
)
PLATES = ("浙A12345", "浙B54321")

yuan = st.integers(1, 600_000)
past_days = st.integers(0, 500).map(lambda days: AS_OF - timedelta(days=days))
share = st.floats(0, 1, allow_nan=False)


@st.composite
def profiles(draw: Any, *, measured: bool = True) -> Profile:
    income = Money.of(draw(st.integers(0, 300_000))) if measured else None
    ranks = draw(st.tuples(share, share, share))
    register = [
        Counterparty(uscc=code, name=name, rank=rank, related=rank < 0.05, active=rank < 0.97)
        for (name, code), rank in zip(FIRMS, ranks, strict=True)
    ]
    return Profile(
        merchant_id="m-1",
        name=MERCHANT,
        uscc=draw(st.sampled_from(["91330100799655058B", None])),
        industry=draw(st.sampled_from(list(Industry))),
        current_limit=Money.of(draw(st.integers(0, 400)) * 1000),
        monthly_income=income,
        pd=draw(st.one_of(st.none(), st.floats(0.001, 0.3))),
        overlap=draw(st.one_of(st.none(), share)),
        other_working_capital_debt=Money.of(draw(st.integers(0, 50_000))),
        monthly_debt_service=Money.of(draw(st.integers(0, 5_000))),
        plates=draw(st.sampled_from([(), PLATES[:1]])),
        counterparties=tuple(register[: draw(st.integers(0, 3))]),
    )


@st.composite
def honest_items(draw: Any, name: str) -> EvidenceItem:
    """An item whose own checks pass; `name` keeps its keys apart from all others."""
    maker = draw(st.sampled_from([_invoice, _invoice, _invoice, _contract, _licence, _permit, _truck, _storefront]))
    made: EvidenceItem = maker(draw, name)
    return replace(made, file_id=f"file-{name}", sha256=f"sha-{name}")


@st.composite
def any_items(draw: Any, name: str) -> EvidenceItem:
    """Honest items, forged ones, red letters, purchases, unread files and unknown kinds."""
    made: EvidenceItem = draw(honest_items(name))
    what = draw(st.sampled_from(["honest"] * 6 + ["forged", "red", "purchase", "unread", "unknown"]))
    if what == "forged":
        return draw(worthless_items(name))
    if what == "red":
        return invoice(name, -draw(yuan), draw(past_days))
    if what == "purchase":
        return invoice(name, draw(yuan), draw(past_days), **_swapped(draw(st.sampled_from(FIRMS))))
    if what == "unread":
        return EvidenceItem(file_id=made.file_id, name="x", sha256=made.sha256, extraction=None, error="Blurred.")
    return item(f"unknown-{name}", EvidenceKind.UNKNOWN, {}) if what == "unknown" else made


@st.composite
def worthless_items(draw: Any, name: str) -> EvidenceItem:
    """An item that a failed check or another merchant's copy must quarantine."""
    if draw(st.booleans()):
        match = DuplicateMatch(how=draw(st.sampled_from(["sha256", "key"])), file_id="theirs", same_merchant=False)
        return invoice(name, draw(yuan), draw(past_days), duplicates=(match,), file_id=f"stolen-{name}")
    fails = [check("uscc_check_digit", "identifier", Verdict.FAIL), check("qr_agrees", "qr", Verdict.FAIL)]
    firm, code = draw(st.sampled_from(FIRMS))
    return invoice(name, draw(yuan), draw(past_days), fails, buyer_name=firm, buyer_id=code, file_id=f"forged-{name}")


def evidence(least: int = 0, most: int = 9) -> st.SearchStrategy[list[EvidenceItem]]:
    return st.integers(least, most).flatmap(
        lambda count: st.tuples(*(any_items(str(n)) for n in range(count))).map(list)
    )


def honest_evidence(least: int = 0, most: int = 9) -> st.SearchStrategy[list[EvidenceItem]]:
    return st.integers(least, most).flatmap(
        lambda count: st.tuples(*(honest_items(str(n)) for n in range(count))).map(list)
    )


def _swapped(firm: tuple[str, str]) -> dict[str, Any]:
    name, code = firm
    return {"seller_name": name, "seller_id": code, "buyer_name": MERCHANT, "buyer_id": "91330100799655058B"}


def _quality(draw: Any) -> float:
    return float(draw(st.sampled_from([1.0, 0.95, 0.8, 0.5])))


def _invoice(draw: Any, name: str) -> EvidenceItem:
    firm, code = draw(st.sampled_from(FIRMS))
    plate = draw(st.sampled_from([None, *PLATES]))
    return invoice(
        name, draw(yuan), draw(past_days), buyer_name=firm, buyer_id=code, plate_number=plate, quality=_quality(draw)
    )


def _contract(draw: Any, name: str) -> EvidenceItem:
    firm, code = draw(st.sampled_from(FIRMS))
    signed: date = draw(past_days)
    end = draw(st.one_of(st.none(), st.integers(0, 700).map(lambda days: signed + timedelta(days=days))))
    return contract(
        f"contract-{name}", draw(st.integers(1, 3_000_000)), signed, party_a_name=firm, party_a_id=code, end_date=end
    )


def _licence(draw: Any, name: str) -> EvidenceItem:
    del draw, name
    return licence()


def _permit(draw: Any, name: str) -> EvidenceItem:
    return permit(permit_number=name.zfill(12), plate_number=draw(st.sampled_from(PLATES)))


def _truck(draw: Any, name: str) -> EvidenceItem:
    plate = draw(st.sampled_from(PLATES))
    return item(f"truck-{name}", EvidenceKind.TRUCK_PHOTO, {"plate_number": plate}, quality=_quality(draw))


def _storefront(draw: Any, name: str) -> EvidenceItem:
    sign = draw(st.sampled_from(["顺达运输", "顺达", "老王面馆"]))
    return item(f"front-{name}", EvidenceKind.STOREFRONT_PHOTO, {"sign_text": sign}, perceptual_hash=name.zfill(16))
