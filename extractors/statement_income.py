"""Income by counterparty and by month out of the movements of a statement. Pure.

Not income: refunds, own-account transfers, withdrawals from and top-ups of wallets, savings and wealth products coming
back, loans paid out, wages and gifts, and cash paid in. The words that tell them are in `labels/statement_words.yaml`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.statement_entries import Entry, mean_confidence, minor
from extractors.statement_values import speaks_of
from uplift.types import Field, FieldValue, Money, TableRow, TextSource

MOST_PARTIES = 200  # the largest counterparties are kept
NAMELESS = "（未列明）"  # rows whose statement names no counterparty


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Credits added up under one name."""

    name: str
    entries: tuple[Entry, ...]

    @property
    def amount_minor(self) -> int:
        """Minor units."""
        return sum(minor(entry.credit) for entry in self.entries if entry.credit)


def is_income(entry: Entry, owner: str = "") -> bool:
    """True for credits that look like payments of customers. `owner` is the account's name."""
    if entry.void or entry.credit is None or minor(entry.credit) <= 0:
        return False
    words = str(entry.summary.value) if entry.summary else ""
    party = str(entry.counterparty.value) if entry.counterparty else ""
    own = len(owner) >= 2 and "*" not in owner and (owner in party or _surnamed(owner, party))
    return not (own or speaks_of(words, "not_income") or speaks_of(party, "not_income_from"))


def _surnamed(owner: str, party: str) -> bool:
    """True when the party is the owner with some characters starred out."""
    return "*" in party and len(party) == len(owner) and all(a in ("*", b) for a, b in zip(party, owner, strict=True))


def income_by_counterparty(entries: Iterable[Entry], owner: str = "") -> tuple[Sum, ...]:
    """Income summed by counterparty, the largest first."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        if is_income(entry, owner):
            name = str(entry.counterparty.value) if entry.counterparty else NAMELESS
            groups.setdefault(name, []).append(entry)
    sums = (Sum(name=name, entries=tuple(found)) for name, found in groups.items())
    return tuple(sorted(sums, key=lambda one: (-one.amount_minor, one.name)))


def income_by_month(entries: Iterable[Entry], owner: str = "") -> tuple[Sum, ...]:
    """Income summed by calendar month (``2026-03``), in order; rows without a date are left out."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        if is_income(entry, owner) and entry.day is not None and isinstance(entry.day.value, date):
            groups.setdefault(f"{entry.day.value:%Y-%m}", []).append(entry)
    return tuple(Sum(name=name, entries=tuple(groups[name])) for name in sorted(groups))


def income_fields(entries: Sequence[Entry], owner: str, source: TextSource) -> Iterator[Field]:
    """The rows fields `income_by_counterparty` and `income_by_month`; none without income."""
    tables: Mapping[str, tuple[str, tuple[Sum, ...]]] = {
        "income_by_counterparty": ("counterparty", income_by_counterparty(entries, owner)),
        "income_by_month": ("month", income_by_month(entries, owner)),
    }
    for name, (label, sums) in tables.items():
        if sums:
            kept = sums[:MOST_PARTIES]
            rows = tuple(TableRow(cells=tuple(_cells(label, one, source))) for one in kept)
            of = f" (the largest {len(kept)} of {len(sums)})" if len(kept) < len(sums) else ""
            count = sum(len(one.entries) for one in sums)
            raw = f"computed from {count} credits of the rows{of}"
            confidence = mean_confidence([entry.credit for one in sums for entry in one.entries if entry.credit])
            yield Field(name=name, raw=raw, value=rows, confidence=confidence, source=source)


def _cells(label: str, one: Sum, source: TextSource) -> Iterator[Field]:
    confidence = mean_confidence([entry.credit for entry in one.entries if entry.credit])
    values: Mapping[str, FieldValue] = {
        label: one.name,
        "credit": Money(amount_minor=one.amount_minor),
        "count": len(one.entries),
    }
    for name, value in values.items():
        yield Field(name=name, raw=str(value), value=value, confidence=confidence, source=source)
