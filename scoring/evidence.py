"""One evidence item as the formulas see it, and the words for what it may not count for."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from scoring.authenticity import alpha
from scoring.keys import Keys
from scoring.months import months_between
from scoring.policy import Policy
from uplift.types import Check, EvidenceKind, ItemState, Money


class Role(StrEnum):
    """What a paper says about the merchant's money."""

    SALE = "sale"  # an invoice the merchant issued; negative for a red letter
    CONTRACT = "contract"  # an unexpired contract with the merchant as a party
    PURCHASE = "purchase"  # an invoice the merchant received: no income, but nets reciprocal sales


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line for the ledger."""

    role: Role
    firm: str  # the counterparty's identifier
    name: str = ""  # the counterparty as the paper prints it, for people
    amount: Money  # ex-tax amount of an invoice; whole value of a contract
    day: date
    months: int = 1  # length of a contract; 1 for invoices


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One item after its checks and links. `state` may still become `duplicate` in the ledger."""

    file_id: str
    sha256: str
    kind: EvidenceKind
    state: ItemState
    why: str
    keys: Keys = field(default_factory=Keys)
    group: str | None = None  # evidence group of the policy; None proves nothing
    authenticity: float | None = None
    checks: tuple[Check, ...] = ()
    quality: float = 1.0
    counterparty_quality: float = 1.0
    dated: date | None = None
    entry: Entry | None = None
    asset: str | None = None  # plate of a verified asset
    flagged: bool = False  # a hard fail: the fraud desk must look

    def value(self, policy: Policy) -> float:
        """Value v in 0-1 (formula 1): how much of its amount counts as income."""
        if self.authenticity is None:
            return 0.0
        return alpha(self.authenticity, policy) * self.quality * self.counterparty_quality

    def strength(self, policy: Policy, as_of: date) -> float:
        """Strength e in 0-1 (formula 1): how much it counts as a proof, aged by the half-life of its group."""
        return self.value(policy) * self.freshness(policy, as_of)

    def freshness(self, policy: Policy, as_of: date) -> float:
        """Freshness s in 0-1: 1 for undated items and for papers that count until they expire."""
        half_life = policy.groups.values[self.group].half_life if self.group else None
        if half_life is None or self.dated is None:
            return 1.0
        return float(2 ** (-max(0.0, months_between(self.dated, as_of)) / half_life))
