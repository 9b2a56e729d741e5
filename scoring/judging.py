"""From evidence items to weighed items: own checks, links, then what each may count for and why."""

from collections.abc import Sequence
from datetime import date

from scoring.authenticity import probability, weigh_checks
from scoring.evidence import Entry, Role, Weighed
from scoring.facts import (
    CONTRACT_KINDS,
    Party,
    date_of,
    document_date,
    is_merchant,
    money_of,
    net_amount,
    party,
    text_of,
)
from scoring.firms import Firms, firms_of
from scoring.keys import keys_of
from scoring.links import Draft, draft, link_checks
from scoring.policy import Policy
from uplift.types import Check, EvidenceItem, EvidenceKind, Extraction, ItemState, Money, Profile, Verdict

_ROLES = ("seller", "buyer", "party_a", "party_b")


def weigh_items(profile: Profile, items: Sequence[EvidenceItem], policy: Policy, as_of: date) -> tuple[Weighed, ...]:
    """Every item weighed, in the order given; duplicates are still to be settled in the ledger."""
    firms = firms_of(profile, (party(i.extraction, r) for i in items if i.extraction for r in _ROLES))
    drafts = [draft(i, i.extraction, profile, firms, policy, as_of) for i in items if i.extraction is not None]
    idle = [_nothing_to_count(d, profile, firms, policy) for d in drafts]
    line = policy.flat["quarantine_below"]
    trusted = [
        why is None and probability(d.kind, d.own_checks, policy) >= line for d, why in zip(drafts, idle, strict=True)
    ]
    links = link_checks(drafts, trusted, profile, policy)
    read = {
        id(d.item): _weighed(d, why or _expired(d, as_of), () if why else more, firms, policy)
        for d, why, more in zip(drafts, idle, links, strict=True)
    }
    return tuple(read.get(id(item)) or _unread(item) for item in items)


def _unread(item: EvidenceItem) -> Weighed:
    why = item.error or "The file could not be read. Upload it again, best as the original file."
    return Weighed(file_id=item.file_id, sha256=item.sha256, kind=EvidenceKind.UNKNOWN, state=ItemState.UNREAD, why=why)


def _weighed(one: Draft, idle: str | None, links: Sequence[Check], firms: Firms, policy: Policy) -> Weighed:
    checks = (*one.own_checks, *weigh_checks(links, policy))
    authenticity = probability(one.kind, checks, policy)
    state, why = _state(one, idle, authenticity, checks, policy)
    counted = state is ItemState.COUNTED
    entry = _entry(one) if authenticity >= policy.flat["quarantine_below"] else None
    if entry is not None and not counted and entry.role is not Role.PURCHASE:
        entry = None
    is_red = entry is not None and entry.amount.amount_minor < 0
    return Weighed(
        file_id=one.item.file_id,
        sha256=one.item.sha256,
        kind=one.kind,
        state=state,
        why=why,
        keys=keys_of(one.extraction),
        group=None if is_red or not counted else policy.group_by_kind.get(one.kind),
        authenticity=authenticity,
        checks=checks,
        quality=min(1.0, max(0.0, one.extraction.quality)),
        counterparty_quality=firms.quality(one.other, policy) if one.other else 1.0,
        dated=document_date(one.extraction),
        entry=entry,
        asset=_asset(one, checks) if counted else None,
        flagged=_is_flagged(checks, idle),
    )


def _state(
    one: Draft, idle: str | None, authenticity: float, checks: Sequence[Check], policy: Policy
) -> tuple[ItemState, str]:
    if idle is not None:
        return ItemState.IGNORED, idle
    if any(check.hard for check in checks):
        return ItemState.QUARANTINED, "A check that cannot be explained away failed; the integrity desk looks at it."
    if authenticity < policy.flat["quarantine_below"]:
        return ItemState.QUARANTINED, f"Its checks leave it at {authenticity:.2f}, below the line; it counts nothing."
    if _is_red(one.extraction):
        return ItemState.COUNTED, "A red letter: it takes its amount off the sales."
    return ItemState.COUNTED, f"Counted with authenticity {authenticity:.2f}."


def _is_flagged(checks: Sequence[Check], idle: str | None) -> bool:
    """A hard fail flags the case; somebody else's copy of a paper that counts nothing here does not."""
    return any(check.hard and (idle is None or check.family != "duplicate") for check in checks)


def _is_red(extraction: Extraction) -> bool:
    amount = net_amount(extraction) if extraction.kind is EvidenceKind.VAT_INVOICE else None
    return amount is not None and amount.amount_minor < 0


def _asset(one: Draft, checks: Sequence[Check]) -> str | None:
    """The plate of an asset that the profile or another paper confirms."""
    linked = any(check.check == "plate_link" and check.verdict is Verdict.PASS for check in checks)
    return min(one.plates) if linked and one.plates else None


def _entry(one: Draft) -> Entry | None:
    if one.kind is EvidenceKind.VAT_INVOICE:
        return _invoice_entry(one)
    total = money_of(one.extraction, "total_amount")
    if one.term is None or one.firm is None or total is None:
        return None
    term = one.term
    return Entry(role=Role.CONTRACT, firm=one.firm, name=_name(one), amount=total, day=term.start, months=term.months)


def _invoice_entry(one: Draft) -> Entry | None:
    amount, day = net_amount(one.extraction), date_of(one.extraction, "issue_date")
    if amount is None or day is None or one.firm is None:
        return None
    bought = one.other == party(one.extraction, "seller")
    role = Role.PURCHASE if bought else Role.SALE
    return Entry(role=role, firm=one.firm, name=_name(one), amount=amount, day=day)


def _name(one: Draft) -> str:
    return (one.other.name if one.other else None) or ""


def _expired(one: Draft, as_of: date) -> str | None:
    """Why an expired paper adds nothing. It still links: an ended contract backs its invoices."""
    expiry = date_of(one.extraction, "valid_until")
    if expiry is not None and expiry < as_of:
        return f"It expired on {expiry}."
    if one.term is not None and one.term.end < as_of:
        return f"The contract ended on {one.term.end}."
    return None


def _nothing_to_count(one: Draft, profile: Profile, firms: Firms, policy: Policy) -> str | None:
    """Why the item adds nothing, in one sentence, or None when it may count."""
    if one.kind is EvidenceKind.UNKNOWN:
        return "We could not tell what this is; it adds nothing."
    if one.kind not in policy.group_by_kind:
        return f"This kind ({one.kind.value}) is not weighed by the policy yet; it adds nothing."
    if one.kind is EvidenceKind.VAT_INVOICE:
        return _idle_invoice(one, profile) or _idle_firm(one, firms, policy)
    if one.kind in CONTRACT_KINDS:
        return _idle_contract(one, profile) or _idle_firm(one, firms, policy)
    if one.kind is EvidenceKind.BUSINESS_LICENCE:
        return _idle_licence(one.extraction, profile)
    return None


def _idle_invoice(one: Draft, profile: Profile) -> str | None:
    extraction = one.extraction
    seller, buyer = party(extraction, "seller"), party(extraction, "buyer")
    if not is_merchant(seller, profile):
        bought = is_merchant(buyer, profile)
        what = "a purchase: a cost, not income" if bought else "an invoice between other firms"
        return f"Issued by {seller.name or 'another firm'}, not by the merchant, so this is {what}."
    if is_merchant(buyer, profile):
        return "Seller and buyer are both the merchant; that is no income."
    if one.firm is None:
        return "The buyer could not be read; upload a clearer copy."
    missing = [n for n in ("invoice_number", "issue_date") if extraction.field_named(n) is None]
    if missing or keys_of(extraction).best is None or date_of(extraction, "issue_date") is None:
        return "The number or date could not be read, so it cannot be told from other invoices."
    return _idle_amount(net_amount(extraction), negative_allowed=True)


def _idle_contract(one: Draft, profile: Profile) -> str | None:
    if one.firm is None or one.other is None:
        sides = [is_merchant(party(one.extraction, r), profile) for r in ("party_a", "party_b")]
        if all(sides):
            return "Both parties are the merchant; that is no income."
        return "The merchant is not a readable party to this contract." if not any(sides) else "No other party read."
    if one.term is None:
        return "Neither a start nor a signing date could be read."
    return _idle_amount(money_of(one.extraction, "total_amount"), negative_allowed=False)


def _idle_amount(amount: Money | None, *, negative_allowed: bool) -> str | None:
    if amount is None:
        return "No amount could be read; upload a clearer copy."
    if amount.currency != "CNY":
        return f"The amount is in {amount.currency}; only yuan are counted."
    if amount.amount_minor == 0 or (amount.amount_minor < 0 and not negative_allowed):
        return "The amount is not above zero."
    return None


def _idle_firm(one: Draft, firms: Firms, policy: Policy) -> str | None:
    if one.other is not None and firms.quality(one.other, policy) == 0:
        return f"{one.other.name or one.other.code} is related to the merchant or no longer active; nothing counts."
    return None


def _idle_licence(extraction: Extraction, profile: Profile) -> str | None:
    firm = Party(code=text_of(extraction, "uscc"), name=text_of(extraction, "name"))
    if is_merchant(firm, profile) or not (firm.code or firm.name):
        return None
    return f"The licence is of {firm.name or firm.code}, not of the merchant."
