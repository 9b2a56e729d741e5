"""Canonical keys: what makes two files the same invoice, contract, paper or photo."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from scoring.facts import CONTRACT_KINDS, date_of, is_merchant, money_of, party, plates_of, text_of
from scoring.names import normalise
from uplift.types import EvidenceKind, Extraction, Profile

_NEW_INVOICE_DIGITS = 20  # a fully digital invoice number is unique alone; older ones only with their code
# Papers that nobody issues twice with all of these the same; with any of them unread the pixels must tell.
_NAMED_BY: Mapping[EvidenceKind, tuple[str, ...]] = {
    EvidenceKind.TRADE_PERMIT: ("permit_number",),
    EvidenceKind.DRIVING_LICENCE: ("holder_name", "vehicle_class", "valid_until"),
    EvidenceKind.VEHICLE_REGISTRATION_CERTIFICATE: ("vin",),
    EvidenceKind.BANK_STATEMENT: ("account_name", "account_last4", "period_start", "period_end"),
    EvidenceKind.WALLET_STATEMENT: ("account_name", "account_last4", "period_start", "period_end"),
    EvidenceKind.TAX_PAYMENT_PROOF: ("name", "issue_date", "total_amount", "tax_periods"),
    EvidenceKind.SOCIAL_INSURANCE_SLIP: ("name", "period", "total_amount"),
    EvidenceKind.UTILITY_BILL: ("account_name", "period", "total_amount"),
    EvidenceKind.RENT_RECEIPT: ("payer_name", "issue_date", "total_amount"),
    EvidenceKind.PURCHASE_ORDER: ("buyer_name", "seller_name", "order_number"),
    EvidenceKind.SETTLEMENT_STATEMENT: ("payer_name", "payee_name", "period_start", "period_end", "total_amount"),
    EvidenceKind.AGRICULTURAL_INSURANCE_POLICY: ("policy_number",),
}
_CONTRACTS = CONTRACT_KINDS | {EvidenceKind.LEASE_CONTRACT, EvidenceKind.LAND_TRANSFER_CONTRACT}
_PLATED_PAPERS = (EvidenceKind.TRUCK_PHOTO, EvidenceKind.VEHICLE_PHOTO, EvidenceKind.VEHICLE_LICENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """`strong` names the object; `weak` finds copies of an old invoice on which the code could not be read."""

    strong: str | None = None
    weak: str | None = None

    @property
    def best(self) -> str | None:
        """The strongest key there is."""
        return self.strong or self.weak


def keys_of(extraction: Extraction) -> Keys:
    """Keys of one extraction; both None when the object cannot be told from others."""
    kind = extraction.kind
    if kind is EvidenceKind.VAT_INVOICE:
        return _invoice_keys(extraction)
    if kind in _CONTRACTS:
        return Keys(strong=_contract_key(extraction))
    return Keys(strong=_paper_key(extraction) or _photo_key(extraction))


def dedup_key(extraction: Extraction) -> str | None:
    """The canonical key of the object on this file, or None when nothing on it names it."""
    return keys_of(extraction).best


def index_keys(extraction: Extraction, profile: Profile | None = None) -> tuple[str, ...]:
    """Keys under which no second merchant may claim this object; callers salt and hash them.

    Only income papers are claimed. With a profile, an invoice is claimed by its seller alone, so that the buyer who
    hands in the same invoice as a purchase does not accuse the seller.
    """
    strong = keys_of(extraction).strong
    if strong is None:
        return ()
    if extraction.kind is EvidenceKind.VAT_INVOICE:
        claimed = profile is None or is_merchant(party(extraction, "seller"), profile)
        return (strong,) if claimed else ()
    if extraction.kind in CONTRACT_KINDS:
        role = _contract_role(extraction, profile)
        return (f"{role}:{strong}",) if role else ()
    return ()


def _contract_role(extraction: Extraction, profile: Profile | None) -> str | None:
    if profile is None:
        return "any"
    return next((r for r in ("party_b", "party_a") if is_merchant(party(extraction, r), profile)), None)


def _invoice_keys(extraction: Extraction) -> Keys:
    number = normalise(text_of(extraction, "invoice_number") or "")
    if not number:
        return Keys(strong=None)
    if len(number) == _NEW_INVOICE_DIGITS:
        return Keys(strong=f"invoice:{number}")
    code = normalise(text_of(extraction, "invoice_code") or "")
    weak = f"invoice-copy:{number}:{date_of(extraction, 'issue_date')}:{money_of(extraction, 'total_amount')}"
    return Keys(strong=f"invoice:{code}:{number}" if code else None, weak=weak)


def _contract_key(extraction: Extraction) -> str | None:
    firms = [party(extraction, role) for role in ("party_a", "party_b")]
    names = sorted(normalise(firm.code or firm.name or "") for firm in firms)
    if not all(names):
        return None
    parts = [*names, normalise(text_of(extraction, "contract_number") or "")]
    parts += [str(date_of(extraction, "sign_date")), str(money_of(extraction, "total_amount"))]
    return f"contract:{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:32]}"


def _paper_key(extraction: Extraction) -> str | None:
    """Papers and photos named by a number, plate or sign that was read from them."""
    kind = extraction.kind
    if kind is EvidenceKind.BUSINESS_LICENCE:
        return _named(kind, text_of(extraction, "uscc") or text_of(extraction, "name"))
    if kind in _PLATED_PAPERS:
        return _named(kind, *sorted(plates_of(extraction)))
    if kind is EvidenceKind.ROAD_TRANSPORT_PERMIT:
        return _named(kind, text_of(extraction, "permit_number"), *sorted(plates_of(extraction)))
    if kind is EvidenceKind.STOREFRONT_PHOTO:
        return _named(kind, text_of(extraction, "sign_text"))
    values = [extraction.field_named(name) for name in _NAMED_BY.get(kind, ())]
    known = [str(field.value) for field in values if field is not None and field.value not in (None, "")]
    return _named(kind, *known) if len(known) == len(values) else None


def _named(kind: EvidenceKind, *parts: str | None) -> str | None:
    named = [normalise(part) for part in parts if part]
    return f"{kind.value}:{':'.join(named)}" if named else None


def _photo_key(extraction: Extraction) -> str | None:
    if extraction.perceptual_hash is None:
        return None
    return f"{extraction.kind.value}:phash:{extraction.perceptual_hash}"
