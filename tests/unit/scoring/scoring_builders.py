"""Real extractions, items and profiles for scoring tests, with invented names and valid codes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from scoring import current_policy
from uplift.types import (
    Check,
    Counterparty,
    DuplicateMatch,
    EvidenceItem,
    EvidenceKind,
    Extraction,
    Field,
    Industry,
    Money,
    Profile,
    TextSource,
    Verdict,
)

POLICY = current_policy()
AS_OF = date(2026, 11, 20)
MERCHANT, MERCHANT_CODE = "杭州顺达运输户", "91330100799655058B"
SHIPPER, SHIPPER_CODE = "深圳远航贸易有限公司", "9144030071526726XG"
PLATE = "浙A12345"
PASSED = (
    ("uscc_check_digit", "identifier"),
    ("amount_sum", "arithmetic"),
    ("qr_agrees", "qr"),
    ("qr_crc", "qr_crc"),
)


def profile(**changes: Any) -> Profile:
    facts: dict[str, Any] = {
        "merchant_id": "m-1",
        "name": MERCHANT,
        "uscc": MERCHANT_CODE,
        "industry": Industry.TRANSPORT,
        "current_limit": Money.of(100_000),
        "monthly_income": Money.of(44_000),
        "pd": 0.039,
        "counterparties": (Counterparty(uscc=SHIPPER_CODE, name=SHIPPER, rank=0.875, source="register"),),
    }
    return Profile(**(facts | changes))


def check(name: str, family: str, verdict: Verdict = Verdict.PASS, **more: Any) -> Check:
    return Check(check=name, family=family, verdict=verdict, detail="", **more)


def passed(*names: str) -> tuple[Check, ...]:
    return tuple(check(name, family) for name, family in PASSED if name in names)


def field(name: str, value: Any) -> Field:
    return Field(name=name, raw=str(value), value=value, confidence=0.99, source=TextSource.TEXT_LAYER)


def item(
    file_id: str,
    kind: EvidenceKind,
    values: dict[str, Any],
    checks: Sequence[Check] = (),
    *,
    quality: float = 1.0,
    perceptual_hash: str | None = None,
    sha256: str | None = None,
    duplicates: tuple[DuplicateMatch, ...] = (),
) -> EvidenceItem:
    extraction = Extraction(
        kind=kind,
        kind_confidence=0.99,
        kind_scores={kind: 0.99},
        extractor=kind.value,
        extractor_version="1",
        page_count=1,
        text_source=TextSource.TEXT_LAYER,
        fields=tuple(field(name, value) for name, value in values.items() if value is not None),
        checks=tuple(checks),
        quality=quality,
        perceptual_hash=perceptual_hash,
    )
    return EvidenceItem(
        file_id=file_id, name=file_id, sha256=sha256 or file_id, extraction=extraction, duplicates=duplicates
    )


def invoice(
    number: str, yuan: int | str, day: date | None, checks: Sequence[Check] | None = None, **changes: Any
) -> EvidenceItem:
    """A sales invoice of the merchant to the shipper; `changes` replace fields or the keywords of `item`."""
    net = Money.of(yuan)
    tax = Money(amount_minor=round(net.amount_minor * 0.09))
    values: dict[str, Any] = {
        "invoice_number": number.zfill(20),
        "issue_date": day,
        "seller_name": MERCHANT,
        "seller_id": MERCHANT_CODE,
        "buyer_name": SHIPPER,
        "buyer_id": SHIPPER_CODE,
        "net_amount": net,
        "tax_amount": tax,
        "total_amount": Money(amount_minor=net.amount_minor + tax.amount_minor),
    }
    keywords = {k: changes.pop(k) for k in ("quality", "sha256", "duplicates") if k in changes}
    name = changes.pop("file_id", f"invoice-{number}")
    passing = passed("uscc_check_digit", "amount_sum", "qr_agrees", "qr_crc") if checks is None else checks
    return item(name, EvidenceKind.VAT_INVOICE, values | changes, passing, **keywords)


def contract(
    name: str = "contract", yuan: int = 1_800_000, signed: date | None = date(2026, 9, 20), **changes: Any
) -> EvidenceItem:
    """A haulage contract of one year between the shipper and the merchant."""
    values: dict[str, Any] = {
        "party_a_name": SHIPPER,
        "party_a_id": SHIPPER_CODE,
        "party_b_name": MERCHANT,
        "party_b_id": MERCHANT_CODE,
        "contract_number": name,
        "sign_date": signed,
        "start_date": signed,
        "end_date": date(2027, 9, 19),
        "total_amount": Money.of(yuan),
    }
    return item(name, EvidenceKind.HAULAGE_CONTRACT, values | changes, passed("amount_sum"))


def licence(**changes: Any) -> EvidenceItem:
    values = {"name": MERCHANT, "uscc": MERCHANT_CODE} | changes
    return item("licence", EvidenceKind.BUSINESS_LICENCE, values, passed("uscc_check_digit"))


def permit(**changes: Any) -> EvidenceItem:
    values = {"name": MERCHANT, "permit_number": "330100123456", "plate_number": PLATE} | changes
    checks = (check("permit_number_form", "identifier"),)
    return item("permit", EvidenceKind.ROAD_TRANSPORT_PERMIT, values, checks)


def truck(plate: str = PLATE, name: str = "truck", **keywords: Any) -> EvidenceItem:
    return item(name, EvidenceKind.TRUCK_PHOTO, {"plate_number": plate}, (check("exif_sane", "capture"),), **keywords)


def truck_driver() -> list[EvidenceItem]:
    """The public case as real extractions."""
    return [
        licence(),
        permit(),
        truck(),
        contract(),
        invoice("1", 152_000, date(2026, 11, 20)),
        invoice("2", 148_000, date(2026, 10, 20)),
        invoice("3", 141_000, date(2026, 9, 20)),
    ]
