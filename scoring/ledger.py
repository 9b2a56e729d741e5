"""The ledger: one object counts once, whatever formats and however often it came, and a cancelled sale not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from scoring.evidence import Role, Weighed
from scoring.policy import Policy
from uplift.types import ItemState


@dataclass(slots=True)
class _Seen:
    """Keys already counted; `loose` holds weak keys of copies without a strong one."""

    hashes: set[str]
    strong: set[str]
    weak: set[str]
    loose: set[str]

    def holds(self, item: Weighed) -> bool:
        """True when an equal object was added before."""
        strong, weak = item.keys.strong, item.keys.weak
        if item.sha256 in self.hashes or (strong and strong in self.strong):
            return True
        return bool(weak) and weak in (self.loose if strong else self.weak)

    def add(self, item: Weighed) -> None:
        """Remember a counted object."""
        strong, weak = item.keys.strong, item.keys.weak
        self.hashes.add(item.sha256)
        if strong:
            self.strong.add(strong)
        if weak:
            self.weak.add(weak)
            if not strong:
                self.loose.add(weak)


def settle(items: Sequence[Weighed], policy: Policy, as_of: date) -> tuple[Weighed, ...]:
    """The same items in the same order: weaker copies are `duplicate`, red letters have cancelled their originals."""
    places = [place for place, item in enumerate(items) if _takes_part(item)]
    seen = _Seen(set(), set(), set(), set())
    settled = list(items)
    for place in sorted(places, key=lambda place: _rank(items[place], policy, as_of)):
        if seen.holds(items[place]):
            settled[place] = _as_duplicate(items[place])
        else:
            seen.add(items[place])
    return tuple(_cancelled(settled))


def _cancelled(items: list[Weighed]) -> list[Weighed]:
    """Each red letter and the newest earlier sale of exactly its amount to its firm take each other out."""
    sales = sorted((p for p, i in enumerate(items) if _sign(i) > 0), key=lambda place: _newest(items[place]))
    reds = sorted((p for p, i in enumerate(items) if _sign(i) < 0), key=lambda place: _newest(items[place]))
    for red in reds:
        original = next((place for place in sales if _cancels(items[red], items[place])), None)
        if original is not None:
            sales.remove(original)
            items[original] = _as_cancelled(items[original])
            items[red] = replace(items[red], entry=None)
    return items


def _sign(item: Weighed) -> int:
    """1 for a sale, -1 for a red letter, 0 for anything that is neither or does not count."""
    entry = item.entry
    if entry is None or entry.role is not Role.SALE or item.state is not ItemState.COUNTED:
        return 0
    return 1 if entry.amount.amount_minor > 0 else -1


def _newest(item: Weighed) -> tuple[int, str]:
    day = item.entry.day.toordinal() if item.entry else 0
    return -day, item.keys.best or item.sha256


def _cancels(red: Weighed, sale: Weighed) -> bool:
    one, other = red.entry, sale.entry
    if one is None or other is None or one.firm != other.firm or other.day > one.day:
        return False
    return one.amount.amount_minor == -other.amount.amount_minor


def _as_cancelled(item: Weighed) -> Weighed:
    why = "A red letter cancels this invoice; the two count nothing."
    return replace(item, state=ItemState.IGNORED, why=why, entry=None, group=None)


def _takes_part(item: Weighed) -> bool:
    return item.state is ItemState.COUNTED or (item.state is ItemState.IGNORED and item.entry is not None)


def _rank(item: Weighed, policy: Policy, as_of: date) -> tuple[bool, float, float, int, str, str]:
    """Strongest copy first; among equals the smaller amount, then the content, so that no order or id decides."""
    amount = item.entry.amount.amount_minor if item.entry else 0
    strength, value = item.strength(policy, as_of), item.value(policy)
    return item.state is not ItemState.COUNTED, -strength, -value, amount, item.sha256, item.file_id


def _as_duplicate(item: Weighed) -> Weighed:
    why = "The same paper or photo is already counted from another file."
    return replace(item, state=ItemState.DUPLICATE, why=why, entry=None, asset=None)
