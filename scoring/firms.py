"""Who a counterparty is and how good: one identifier a firm, and counterparty quality from the register."""

from collections.abc import Iterable
from dataclasses import dataclass

from scoring.facts import Party
from scoring.names import nearly_same_code, normalise
from scoring.policy import Policy
from uplift.types import Check, Counterparty, Profile, Verdict


@dataclass(frozen=True, slots=True)
class Firms:
    """Names and codes known in one case; a name that stands beside a code anywhere means that code everywhere."""

    code_of_name: dict[str, str]
    by_id: dict[str, Counterparty]

    def identify(self, firm: Party) -> str | None:
        """The firm's identifier: its code, the code known for its name, else the normalised name; None unnamed."""
        if firm.code:
            return normalise(firm.code)
        name = normalise(firm.name or "")
        return self.code_of_name.get(name, name) or None

    def registered(self, firm: Party) -> Counterparty | None:
        """What the register knows of the firm, or None."""
        identifier = self.identify(firm)
        return self.by_id.get(identifier) if identifier else None

    def quality(self, firm: Party, policy: Policy) -> float:
        """Counterparty quality c in 0-1: floor + span x rank; 0 for related or inactive firms; the floor unknown."""
        known = self.registered(firm)
        floor, span = policy.flat["counterparty_floor"], policy.flat["counterparty_span"]
        if known is None:
            return floor
        if known.related or not known.active:
            return 0.0
        return floor + span * min(1.0, max(0.0, known.rank))

    def check(self, firm: Party) -> Check:
        """The counterparty's vote: known, active and of the same name passes; unknown weighs nothing."""
        known = self.registered(firm)
        verdict = Verdict.UNKNOWN
        detail = f"{firm.name or firm.code or 'The counterparty'} is in no register given to us."
        if known is not None:
            same = not firm.name or _same_name(firm.name, known.name)
            verdict = Verdict.PASS if known.active and same else Verdict.FAIL
            standing = "active" if known.active else "not active"
            detail = f"The register has {known.name} ({known.uscc}), {standing}; the paper says {firm.name}."
        return Check(check="counterparty_known", family="counterparty", verdict=verdict, detail=detail)


def firms_of(profile: Profile, parties: Iterable[Party]) -> Firms:
    """Collect the firms of a case; where two codes stand beside one name the register's, then the smallest, wins."""
    named = {(normalise(p.name), normalise(p.code)) for p in parties if p.name and p.code}
    by_id = {normalise(known.uscc) or normalise(known.name): known for known in profile.counterparties}
    registered = {normalise(known.name): identifier for identifier, known in by_id.items()}
    return Firms(dict(sorted(named, reverse=True)) | registered, by_id)


def _same_name(one: str, other: str) -> bool:
    """Equal names, or names of one length misread in at most two characters."""
    return normalise(one) == normalise(other) or (len(normalise(one)) > 6 and nearly_same_code(one, other))
