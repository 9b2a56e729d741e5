"""What receipts list and how they are paid, shared by the layouts of all countries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bench.specimens.numbers import cents
from bench.specimens.roll import words
from bench.specimens.world import World

NOTES = (Decimal(10), Decimal(20), Decimal(50), Decimal(100), Decimal(200), Decimal(500), Decimal(1000))


@dataclass(frozen=True, kw_only=True)
class Sold:
    """One line of goods."""

    name: str
    quantity: Decimal
    price: Decimal

    @property
    def total(self) -> Decimal:
        """Quantity times price, to two places."""
        return cents(self.quantity * self.price)


def sold(world: World, what: str, low: int, high: int) -> tuple[Sold, ...]:
    """Between `low` and `high` different wares."""
    wares = words()["wares"][what]
    chosen = world.rng.sample(wares, min(len(wares), world.rng.randint(low, high)))
    lines = []
    for name, price in chosen:
        exact = cents(Decimal(str(price)) * Decimal(str(round(world.rng.uniform(0.9, 1.2), 2))))
        lines.append(Sold(name=str(name), quantity=Decimal(world.rng.choice((1, 1, 1, 2, 2, 3, 5))), price=exact))
    return tuple(lines)


def total_of(lines: Sequence[Sold]) -> Decimal:
    """Sum of the lines."""
    return sum((line.total for line in lines), Decimal("0.00"))


def handed(world: World, total: Decimal) -> Decimal:
    """A note or the exact amount."""
    notes = [note for note in NOTES if note > total]
    return Decimal(world.pick((notes[0], notes[min(1, len(notes) - 1)]))).quantize(Decimal("0.01")) if notes else total


def clock(world: World, *, seconds: bool = True) -> str:
    """A time of day in opening hours."""
    text = f"{world.rng.randint(8, 21):02d}:{world.rng.randint(0, 59):02d}"
    return f"{text}:{world.rng.randint(0, 59):02d}" if seconds else text


def truth(name: str, address: str, day: date, total: Decimal) -> dict[str, str]:
    """The catalogue's fields; a receipt without an address leaves it out."""
    fields = {"merchant_name": name, "issue_date": day.isoformat(), "total_amount": f"{total:.2f}"}
    return fields | ({"merchant_address": address} if address else {})
