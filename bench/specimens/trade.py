"""What trade papers share: goods with prices, ruled tables of them, and the rows a perfect reader would give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bench.specimens.numbers import capitals, cents, grouped
from bench.specimens.ruled import row
from bench.specimens.sheet import BLACK, Sheet
from bench.specimens.world import World

BLUE, GREEN, MAROON = "#1F3F8F", "#1E6B45", "#8A2B2B"
GOODS = ("name", "spec", "unit", "quantity", "unit_price", "amount")


@cache
def trade_words() -> dict[str, Any]:
    """The word lists of trade papers, read once."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words" / "trade.yaml").read_text("utf-8"))
    return loaded


@dataclass(frozen=True, kw_only=True)
class Ware:
    """One line of goods."""

    name: str
    spec: str
    unit: str
    quantity: Decimal
    price: Decimal

    @property
    def amount(self) -> Decimal:
        """Quantity times price, to the fen."""
        return cents(self.quantity * self.price)

    def cells(self, *, places: int = 2) -> dict[str, str]:
        """The printed cells."""
        return {
            "name": self.name,
            "spec": self.spec,
            "unit": self.unit,
            "quantity": f"{self.quantity:f}",
            "unit_price": f"{self.price:.{places}f}",
            "amount": f"{self.amount:.2f}",
        }


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table."""

    head: str
    key: str  # of the cell; its values are looked up by it
    width: float  # mm
    end: str = "c"  # l, c or r


def wares(world: World, trade: str | None = None, count: int | None = None) -> tuple[Ware, ...]:
    """Lines of one trade's goods."""
    trade = trade or world.pick(("retail", "building", "manufacturing", "agriculture"))
    return tuple(
        Ware(name=line.name, spec=line.model, unit=line.unit, quantity=line.quantity, price=line.price)
        for line in world.goods(trade, count or world.rng.randint(2, 5))
    )


def total_of(lines: Sequence[Ware]) -> Decimal:
    """Sum of the amounts."""
    return sum((line.amount for line in lines), Decimal(0))


def truth(lines: Sequence[Ware], keys: Sequence[str] = GOODS, places: int = 2) -> list[dict[str, str]]:
    """The rows of goods as the doors write them."""
    return [{key: cell for key, cell in line.cells(places=places).items() if key in keys} for line in lines]


def table(
    sheet: Sheet,
    x: float,
    y: float,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, str]],
    *,
    field: str = "goods",
    height: float = 7,
    head_height: float | None = None,
    size: float = 9,
    face: str = "song",
    body: str | None = None,
    ink: str = BLACK,
    rule: str = BLACK,
    fill: str | None = None,
    bold: float = 0,
    blank: int = 0,
) -> float:
    """A ruled table with its header; `blank` empty rows follow. Returns the y below it."""
    widths, ends = [column.width for column in columns], "".join(column.end for column in columns)
    top = y
    y = row(
        sheet,
        x,
        y,
        widths,
        [column.head for column in columns],
        height=head_height or height,
        size=size,
        face=face,
        ink=rule if rule != BLACK else BLACK,
        rule=rule,
        fill=fill,
        bold=bold,
    )
    for cells in (*rows, *({} for _ in range(blank))):
        words = [cells.get(column.key, "") for column in columns]
        y = row(sheet, x, y, widths, words, height=height, size=size, face=body or face, ink=ink, rule=rule, ends=ends)
    sheet.remember(field, "", (x, top, x + sum(widths), y))
    return y


def spelled(amount: Decimal) -> str:
    """The amount in capitals with 元."""
    return capitals(amount, "元")


def money(world: World, amount: Decimal) -> str:
    """An amount as one paper or another prints it."""
    return str(world.pick((f"{amount:.2f}", grouped(amount), grouped(amount))))
