"""Votes that need more than one file: who the merchant is, and facts that must agree between papers.

A link passes only between two items that are trusted on their own checks and contradict no contract. So a doubtful
item can lower others but never lift them, and an item worth nothing changes nothing for the better.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scoring.authenticity import weigh_checks
from scoring.facts import (
    CONTRACT_KINDS,
    Party,
    Term,
    contract_term,
    date_of,
    document_date,
    is_merchant,
    money_of,
    net_amount,
    party,
    plates_of,
    text_of,
)
from scoring.firms import Firms
from scoring.names import likeness, normalise, same_code
from scoring.policy import Policy
from uplift.types import Check, EvidenceItem, EvidenceKind, Extraction, Profile, Verdict

_PHOTO_KINDS = frozenset(kind for kind in EvidenceKind if kind.value.endswith("_photo"))
# A plate on these stands for a truck the merchant claims; on an invoice or contract it may be a hired one.
_CLAIMING_PLATES = frozenset(
    {EvidenceKind.TRUCK_PHOTO, EvidenceKind.VEHICLE_LICENCE, EvidenceKind.ROAD_TRANSPORT_PERMIT}
)
_NAMED_PAPERS = {
    EvidenceKind.ROAD_TRANSPORT_PERMIT: "name",
    EvidenceKind.TRADE_PERMIT: "name",
    EvidenceKind.VEHICLE_LICENCE: "owner_name",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A read item with what links need of it, before any link was weighed."""

    item: EvidenceItem
    extraction: Extraction
    plates: frozenset[str]
    other: Party | None  # the counterparty of an invoice or contract with the merchant in it
    firm: str | None  # the counterparty's identifier
    term: Term | None  # contracts only
    own_checks: tuple[Check, ...]  # weighed: the file's own, the register's and the profile's

    @property
    def kind(self) -> EvidenceKind:
        """Kind as read."""
        return self.extraction.kind


def counterparty(extraction: Extraction, profile: Profile) -> Party | None:
    """The firm on the other side of an invoice or contract; None when the merchant is on neither or both sides."""
    roles = {EvidenceKind.VAT_INVOICE: ("seller", "buyer")}.get(extraction.kind)
    if extraction.kind in CONTRACT_KINDS:
        roles = ("party_a", "party_b")
    if roles is None:
        return None
    one, two = party(extraction, roles[0]), party(extraction, roles[1])
    sides = is_merchant(one, profile), is_merchant(two, profile)
    if sides[0] is sides[1]:
        return None
    return two if sides[0] else one


def draft(
    item: EvidenceItem, extraction: Extraction, profile: Profile, firms: Firms, policy: Policy, as_of: date
) -> Draft:
    """Everything known of one item without looking at the others."""
    other = counterparty(extraction, profile)
    is_contract = extraction.kind in CONTRACT_KINDS
    months = int(policy.flat["contract_months_default"])
    checks = [*extraction.checks, *_profile_checks(extraction, profile), *_outside_checks(item, policy)]
    checks += _date_checks(extraction, as_of)
    if other is not None:
        checks.append(firms.check(other))
    return Draft(
        item=item,
        extraction=extraction,
        plates=plates_of(extraction),
        other=other,
        firm=firms.identify(other) if other else None,
        term=contract_term(extraction, months) if is_contract else None,
        own_checks=weigh_checks(checks, policy),
    )


def link_checks(
    drafts: Sequence[Draft], trusted: Sequence[bool], profile: Profile, policy: Policy
) -> list[list[Check]]:
    """Cross-document checks of each draft with its trusted partners; the same order as `drafts`."""
    known = [d for d, ok in zip(drafts, trusted, strict=True) if ok]
    over = {id(d): _over_contract(d, known, policy) for d in drafts}
    sound = [d for d in known if over[id(d)] is None]
    plates = _plate_users(sound)
    return [_links_of(d, sound, over[id(d)], plates, profile, policy) for d in drafts]


def _links_of(
    one: Draft,
    sound: Sequence[Draft],
    over: Check | None,
    plates: Mapping[str, list[Draft]],
    profile: Profile,
    policy: Policy,
) -> list[Check]:
    if over is not None:
        return [over]
    names = [profile.name, *(text_of(d.extraction, "name") or "" for d in sound if _is_licence(d))]
    found = (
        _contract_link(one, sound, policy),
        _plate_link(one, plates, profile),
        _sign_link(one, names, policy),
    )
    return [check for check in found if check is not None]


def _is_licence(one: Draft) -> bool:
    return one.kind is EvidenceKind.BUSINESS_LICENCE


def _link(name: str, verdict: Verdict, detail: str) -> Check:
    return Check(check=name, family="cross_document", verdict=verdict, detail=detail)


def _profile_checks(extraction: Extraction, profile: Profile) -> list[Check]:
    """Links of one paper to what third parties know of the merchant."""
    if extraction.kind is EvidenceKind.VAT_INVOICE:
        return [_seller_check(extraction, profile)]
    if extraction.kind is EvidenceKind.BUSINESS_LICENCE:
        return [_licence_check(extraction, profile)]
    field = _NAMED_PAPERS.get(extraction.kind)
    name = text_of(extraction, field) if field else None
    if name is None:
        return []
    verdict = Verdict.PASS if normalise(name) == normalise(profile.name) else Verdict.UNKNOWN
    return [_link("name_link", verdict, f"The paper names {name}; the merchant is {profile.name}.")]


def _seller_check(extraction: Extraction, profile: Profile) -> Check:
    """Passes on the code alone; another seller makes the paper a purchase, which is no sign of forgery."""
    code = text_of(extraction, "seller_id")
    same = bool(code and profile.uscc and same_code(code, profile.uscc))
    detail = f"Seller code {code or 'not read'}; the merchant's is {profile.uscc or 'not known'}."
    return _link("seller_is_merchant", Verdict.PASS if same else Verdict.UNKNOWN, detail)


def _licence_check(extraction: Extraction, profile: Profile) -> Check:
    firm = Party(code=text_of(extraction, "uscc"), name=text_of(extraction, "name"))
    verdict = Verdict.PASS if is_merchant(firm, profile) else Verdict.UNKNOWN
    return _link("name_link", verdict, f"Licence of {firm.name} ({firm.code}); the merchant is {profile.name}.")


def _outside_checks(item: EvidenceItem, policy: Policy) -> list[Check]:
    """The hard fail of a file or object that another merchant handed in, too."""
    extraction = item.extraction
    is_photo = extraction is not None and extraction.kind in _PHOTO_KINDS
    bits = policy.flat["near_photo_bits"]
    for match in item.duplicates:
        near = match.how == "perceptual_hash" and is_photo and match.distance <= bits
        if not match.same_merchant and (near or match.how in ("sha256", "key")):
            detail = "Another merchant handed in the same file, photo or document."
            return [Check(check="duplicate_other_merchant", family="duplicate", verdict=Verdict.FAIL, detail=detail)]
    return []


def _date_checks(extraction: Extraction, as_of: date) -> list[Check]:
    day = document_date(extraction)
    if day is None or day <= as_of:
        return []
    detail = f"The paper is dated {day}, after {as_of}."
    return [Check(check="date_not_future", family="dates", verdict=Verdict.FAIL, detail=detail)]


def _over_contract(one: Draft, known: Sequence[Draft], policy: Policy) -> Check | None:
    """The fail of an invoice that is larger than every contract it falls under; None when nothing disagrees."""
    if one.kind is not EvidenceKind.VAT_INVOICE or one.firm is None:
        return None
    contracts = [c for c in known if _falls_under(one, c)]
    if not contracts or any(_fits(one, c, policy) for c in contracts):
        return None
    detail = "The invoice is larger than the contract with this firm over the same time allows."
    return _link("contract_invoice_link", Verdict.FAIL, detail)


def _falls_under(invoice: Draft, contract: Draft) -> bool:
    """Same firm, and the invoice's day inside the contract's term."""
    if contract.term is None or contract.firm is None or contract.firm != invoice.firm:
        return False
    day = date_of(invoice.extraction, "issue_date")
    return day is not None and contract.term.start <= day <= contract.term.end


def _fits(invoice: Draft, contract: Draft, policy: Policy) -> bool:
    amount, total = net_amount(invoice.extraction), money_of(contract.extraction, "total_amount")
    if amount is None or total is None:
        return False
    return amount.amount_minor <= policy.flat["contract_invoice_tolerance"] * total.amount_minor


def _contract_link(one: Draft, sound: Sequence[Draft], policy: Policy) -> Check | None:
    """Passes on both sides when an invoice fits a contract with the same firm."""
    if one.firm is None:
        return None
    if one.kind is EvidenceKind.VAT_INVOICE:
        fits = any(_falls_under(one, c) and _fits(one, c, policy) for c in sound)
    else:
        invoices = (i for i in sound if i.kind is EvidenceKind.VAT_INVOICE)
        fits = any(_falls_under(i, one) and _fits(i, one, policy) for i in invoices)
    if not fits:
        return None
    return _link("contract_invoice_link", Verdict.PASS, "Contract and invoice agree on firm, amount and time.")


def _plate_users(sound: Sequence[Draft]) -> Mapping[str, list[Draft]]:
    users: dict[str, list[Draft]] = {}
    for one in sound:
        for plate in one.plates:
            users.setdefault(plate, []).append(one)
    return users


def _plate_link(one: Draft, users: Mapping[str, list[Draft]], profile: Profile) -> Check | None:
    """A plate also known from the profile or from a paper of another kind passes; an alien truck fails."""
    if not one.plates:
        return None
    known = {normalise(plate) for plate in profile.plates}
    plates = ", ".join(sorted(one.plates))
    if one.plates & known:
        return _link("plate_link", Verdict.PASS, f"Plate {plates} is one of the merchant's.")
    if any(other.kind is not one.kind for plate in one.plates for other in users.get(plate, ())):
        return _link("plate_link", Verdict.PASS, f"Plate {plates} stands on another paper, too.")
    alien = bool(known) and one.kind in _CLAIMING_PLATES
    return _link(
        "plate_link", Verdict.FAIL if alien else Verdict.UNKNOWN, f"Plate {plates} was confirmed by nothing else."
    )


def _sign_link(one: Draft, names: Sequence[str], policy: Policy) -> Check | None:
    """Sign against the merchant's name and licence; a shop may trade under a brand, so only plain unlikeness fails."""
    sign = text_of(one.extraction, "sign_text") if one.kind is EvidenceKind.STOREFRONT_PHOTO else None
    if sign is None or not normalise(sign):
        return None
    best = max(likeness(sign, name) for name in names)
    verdict = Verdict.PASS if best >= policy.flat["name_similarity"] else Verdict.UNKNOWN
    verdict = Verdict.FAIL if best <= policy.flat["name_conflict"] else verdict
    return _link("name_link", verdict, f"The sign reads {sign}; the merchant is {names[0]} (likeness {best:.2f}).")
