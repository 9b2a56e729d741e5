"""A seeded little world of firms, people, wares, dates and vehicles: the same seed tells the same story."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bench.specimens.numbers import cents, uscc, vin
from bench.specimens.parties import Party

TODAY = date(2026, 11, 20)  # the specimens' present
PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@cache
def words() -> dict[str, Any]:
    """The word lists, read once."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words" / "world.yaml").read_text("utf-8"))
    return loaded


@dataclass(frozen=True, kw_only=True)
class Place:
    """One county or district."""

    province: str
    plate: str  # the province's character and the city's letter
    city: str
    district: str
    code: str  # six digits, GB/T 2260


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of goods."""

    name: str
    model: str
    unit: str
    quantity: Decimal
    price: Decimal  # yuan a unit
    tax_class: str

    @property
    def net(self) -> Decimal:
        """Quantity times price, to the fen."""
        return cents(self.quantity * self.price)


class World:
    """Draws invented facts from one seed; every call moves on."""

    def __init__(self, seed: int | str) -> None:
        """Seed the world: the same seed tells the same story."""
        self.rng = random.Random(f"uplift-{seed}")
        self.seed = self.rng.randrange(1 << 30)

    def pick(self, options: Sequence[Any]) -> Any:
        """One of the options."""
        return self.rng.choice(options)

    def word(self, name: str) -> Any:
        """One entry of a word list."""
        return self.pick(words()[name])

    def digits(self, count: int) -> str:
        """Random digits, the first not zero."""
        return str(self.rng.randrange(10 ** (count - 1), 10**count))

    def person(self) -> str:
        """A full name."""
        return str(self.word("surnames")) + str(self.word("given"))

    def place(self) -> Place:
        """A county or district."""
        province, plate, city, letter, district, code = self.word("places")
        return Place(province=province, plate=plate + letter, city=city, district=district, code=code)

    def street(self, place: Place) -> str:
        """A full address in the place."""
        rest = self.pick(
            ("", f"{self.rng.randint(1, 9)}幢{self.rng.randint(101, 1808)}室", f"{self.rng.randint(1, 6)}号楼")
        )
        return f"{place.province}{place.city}{place.district}{self.word('roads')}{self.rng.randint(2, 988)}号{rest}"

    def firm(self, trade: str | None = None, *, small: bool | None = None) -> Party:
        """A company, or with `small` a self-employed merchant; by chance when not said."""
        trade = trade or self.pick(tuple(words()["trades"]))
        place, brand = self.place(), str(self.word("brands")) + self.pick(("", "", "源", "达", "丰"))
        person = self.person()
        what = self.pick(words()["trades"][trade])
        if self.rng.random() < 0.35 if small is None else small:
            kind, name = "92", f"{place.district}{brand}{what[:2]}{self.word('small_forms')}"
        else:
            name = self.pick(
                (f"{place.city[:-1]}{brand}{what}有限公司", f"{place.province[:-1]}{brand}{what}股份有限公司",
                 f"{brand}{what}（{place.city[:-1]}）有限公司", f"{place.city[:-1]}市{brand}{what}有限责任公司")
            )  # fmt: skip
            kind = "91"
        body = f"{kind}{place.code}MA{''.join(self.pick('0123456789ABCDEFGHJKLMNPQRTUWXY') for _ in range(6))}"
        bank = f"中国{self.word('banks')}" if self.rng.random() < 0.5 else f"{place.city[:-1]}{self.word('banks')}"
        return Party(
            name=name, uscc=uscc(body), address=self.street(place), person=person, phone=self.phone(),
            bank=f"{bank.replace('中国中国', '中国')}{place.district[:-1]}支行", account=self.digits(19),
        )  # fmt: skip

    def phone(self) -> str:
        """A mobile or a landline number of no real subscriber block."""
        return self.pick((f"1380001{self.digits(4)}", f"0571-8000{self.digits(4)}"))

    def day(self, first: int = 420, last: int = 5) -> date:
        """A day between `first` and `last` days ago."""
        return TODAY - timedelta(days=self.rng.randint(last, first))

    def amount(self, low: int, high: int, step: str = "0.01") -> Decimal:
        """Yuan between two bounds, often round as people agree on round sums."""
        if self.rng.random() < 0.4:
            return Decimal(round(self.rng.uniform(low, high), -len(str(low)) + 1) or low).quantize(Decimal("0.01"))
        return Decimal(str(self.rng.uniform(low, high))).quantize(Decimal(step)).quantize(Decimal("0.01"))

    def plate(self, place: Place | None = None, *, electric: bool = False) -> str:
        """A plate number: ordinary, or new-energy of a small vehicle."""
        head = (place or self.place()).plate
        if electric:
            return head + self.pick("DFAB") + self.pick(PLATE_LETTERS) + self.digits(4)
        return head + "".join(self.pick("0123456789" if self.rng.random() < 0.75 else PLATE_LETTERS) for _ in range(5))

    def vin(self) -> str:
        """A vehicle number with its check character."""
        body = "".join(self.pick("0123456789ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(6))
        return vin(f"L{self.pick('JSGZFB')}{self.digits(1)}{body[:5]}0{self.pick('LMNPRS')}{body[5]}{self.digits(6)}")

    def goods(self, trade: str, count: int | None = None) -> tuple[Line, ...]:
        """One to five different lines of a trade's wares."""
        wares = self.rng.sample(
            words()["wares"][trade], min(count or self.rng.randint(1, 4), len(words()["wares"][trade]))
        )
        lines = []
        for name, model, unit, low, high, tax_class in wares:
            many = 3 if low > 1000 else 240
            price = Decimal(str(self.rng.uniform(low, high))).quantize(
                self.pick((Decimal(1), Decimal("0.1"), Decimal("0.01")))
            )
            lines.append(
                Line(
                    name=name,
                    model=model,
                    unit=unit,
                    quantity=Decimal(self.rng.randint(1, many)),
                    price=price,
                    tax_class=tax_class,
                )
            )
        return tuple(lines)
