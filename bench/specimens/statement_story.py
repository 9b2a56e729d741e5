"""What moved on a small shop's account: customers pay, suppliers and rent are paid, own money goes to and fro.

The story knows which credits are income, apart from the words by which a reader has to tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from bench.specimens.drawn import Rows, Truth
from bench.specimens.world import World, words

NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Movement:
    """One line of a statement; amounts in yuan, one of credit and debit is zero, both are for neutral ones."""

    day: date
    time: str
    party: str
    summary: str
    credit: Decimal = NOTHING
    debit: Decimal = NOTHING
    neutral: Decimal = NOTHING
    balance: Decimal = NOTHING
    income: bool = False
    account: str = ""
    bank: str = ""
    number: str = ""

    @property
    def amount(self) -> Decimal:
        """Whatever moved, without its sign."""
        return self.credit or self.debit or self.neutral


@dataclass(frozen=True, kw_only=True)
class Account:
    """Whose statement it is."""

    name: str
    number: str
    bank: str
    start: date
    end: date
    opened: Decimal
    movements: tuple[Movement, ...]


def bank_account(world: World, *, firm: bool = False, most: int = 88) -> Account:
    """An account at a bank with its running balance."""
    owner = world.firm(small=True)
    name = owner.name if firm else owner.person
    start, end = _period(world)
    count = world.rng.randint(22, most)
    balance = opened = world.amount(3000, 60000)
    customers = [_party(world) for _ in range(world.rng.randint(4, 9))]
    suppliers = [world.firm().name for _ in range(3)]
    movements = []
    for day in _days(world, start, end, count):
        one = _at_bank(world, name, customers, suppliers)
        if one.debit >= balance:
            one = _at_bank(world, name, customers, suppliers, came_in=True)
        balance += one.credit - one.debit
        movements.append(
            replace(one, day=day, time=_time(world), balance=balance, account=world.digits(world.pick((16, 19))),
                    bank=world.pick(words()["banks"]), number=world.digits(9))
        )  # fmt: skip
    return Account(name=name, number=world.digits(19), bank=owner.bank, start=start, end=end, opened=opened,
                   movements=_in_order(movements, opened))  # fmt: skip


def wallet_account(world: World, *, fewest: int = 20, most: int = 60) -> Account:
    """An account at a payment wallet; no balance."""
    start, end = _period(world)
    customers = [_party(world, firms=0.2) for _ in range(world.rng.randint(6, 14))]
    movements = [
        replace(_in_wallet(world, customers), day=day, time=_time(world), number=world.digits(28))
        for day in _days(world, start, end, world.rng.randint(fewest, most))
    ]
    movements.sort(key=lambda one: (one.day, one.time))
    name = world.person()
    return Account(name=name, number=f"138****{world.digits(4)}", bank="", start=start, end=end, opened=NOTHING,
                   movements=tuple(movements))  # fmt: skip


def rows_truth(movements: Sequence[Movement], *, balance: bool = True) -> Rows:
    """The rows as the catalogue writes them, in the order of the paper."""
    return [
        {
            "date": one.day.isoformat(),
            "counterparty": one.party,
            "credit": _money(one.credit),
            "debit": _money(one.debit),
            **({"balance": f"{one.balance:.2f}"} if balance else {}),
        }
        for one in movements
    ]


def income_truth(movements: Sequence[Movement]) -> Truth:
    """Income by counterparty, largest first, and by month."""
    earned = [one for one in movements if one.income and one.credit]
    parties = {name: [one for one in earned if (one.party or "（未列明）") == name]
               for name in dict.fromkeys(one.party or "（未列明）" for one in earned)}  # fmt: skip
    months = {name: [one for one in earned if f"{one.day:%Y-%m}" == name]
              for name in sorted({f"{one.day:%Y-%m}" for one in earned})}  # fmt: skip
    ranked = sorted(parties.items(), key=lambda item: (-sum(one.credit for one in item[1]), item[0]))
    if not earned:
        return {}
    return {
        "income_by_counterparty": [_sum("counterparty", name, found) for name, found in ranked],
        "income_by_month": [_sum("month", name, found) for name, found in months.items()],
    }


def totals(movements: Sequence[Movement]) -> dict[str, str]:
    """Sums of both columns."""
    return {
        "total_credit": f"{sum(one.credit for one in movements):.2f}",
        "total_debit": f"{sum(one.debit for one in movements):.2f}",
    }


def newest_first(account: Account) -> tuple[Movement, ...]:
    """The movements as banks and wallets often print them."""
    return tuple(reversed(account.movements))


def _sum(label: str, name: str, found: Sequence[Movement]) -> dict[str, str]:
    return {label: name, "credit": f"{sum(one.credit for one in found):.2f}", "count": str(len(found))}


def _money(value: Decimal) -> str:
    return f"{value:.2f}" if value else ""


def _period(world: World) -> tuple[date, date]:
    end = world.day(200, 5)
    return end - timedelta(days=world.pick((30, 60, 90, 181, 364))), end


def _days(world: World, start: date, end: date, count: int) -> list[date]:
    length = (end - start).days
    return sorted(start + timedelta(days=world.rng.randint(0, length)) for _ in range(count))


def _time(world: World) -> str:
    return f"{world.rng.randint(7, 22):02d}:{world.rng.randint(0, 59):02d}:{world.rng.randint(0, 59):02d}"


def _in_order(movements: Sequence[Movement], opened: Decimal) -> tuple[Movement, ...]:
    """By day and time, with the balance run again."""
    balance, ordered = opened, []
    for one in sorted(movements, key=lambda one: (one.day, one.time)):
        balance += one.credit - one.debit
        ordered.append(replace(one, balance=balance))
    return tuple(ordered)


def _party(world: World, firms: float = 0.6) -> str:
    return world.firm().name if world.rng.random() < firms else world.person()


def _at_bank(
    world: World, owner: str, customers: Sequence[str], suppliers: Sequence[str], *, came_in: bool = False
) -> Movement:
    chance = world.rng.random() * (0.56 if came_in else 1.0)
    blank = {"day": date.min, "time": ""}
    if chance < 0.40:
        summary = world.pick(("货款", "转账", "网银转账", "跨行转账", "货款结算", "往来款", "汇入"))
        return Movement(
            party=world.pick(customers), summary=summary, credit=world.amount(180, 16800), income=True, **blank
        )
    if chance < 0.48:
        return Movement(party=world.pick(("银联商务股份有限公司", "拉卡拉支付股份有限公司", "财付通支付科技有限公司")),
                        summary="商户清算", credit=world.amount(320, 5200), income=True, **blank)  # fmt: skip
    if chance < 0.56:
        summary, party, low, high = world.pick((
            ("结息", "", 1, 40), ("转账", owner, 1000, 20000), ("退款", world.pick(suppliers), 50, 900),
            ("支付宝提现", f"支付宝-{owner}", 500, 9000), ("贷款发放", "", 20000, 80000), ("理财赎回", "", 5000, 30000),
            ("现金存款", "", 1000, 9000),
        ))  # fmt: skip
        return Movement(party=party, summary=summary, credit=world.amount(low, high), **blank)
    if chance < 0.80:
        summary = world.pick(("货款", "采购款", "转账支出", "网银支付", "进货"))
        return Movement(party=world.pick(suppliers), summary=summary, debit=world.amount(200, 9800), **blank)
    summary, party, low, high = world.pick((
        ("短信费", "", 2, 4), ("房租", world.person(), 1500, 6000), ("工资", world.person(), 2800, 6500),
        ("电费", "国网供电公司", 120, 2400), ("快捷支付", "支付宝", 15, 900), ("ATM取款", "", 500, 5000),
        ("手续费", "", 1, 60), ("贷款还款", "", 800, 5200), ("转账", owner, 1000, 12000),
        ("税费", "待报解预算收入", 100, 3600),
    ))  # fmt: skip
    return Movement(party=party, summary=summary, debit=world.amount(low, high), **blank)


def _in_wallet(world: World, customers: Sequence[str]) -> Movement:
    chance, blank = world.rng.random(), {"day": date.min, "time": ""}
    if chance < 0.55:
        return Movement(party=world.pick(customers), summary=world.pick(("二维码收款", "转账", "商家收款")),
                        credit=world.amount(6, 980), income=True, **blank)  # fmt: skip
    if chance < 0.60:
        return Movement(party=world.person(), summary="微信红包", credit=world.amount(5, 200), **blank)
    if chance < 0.90:
        return Movement(party=_party(world), summary=world.pick(("扫二维码付款", "商户消费", "转账")),
                        debit=world.amount(8, 2600), **blank)  # fmt: skip
    return Movement(party=world.pick(words()["banks"]), summary=world.pick(("零钱提现", "零钱充值", "信用卡还款")),
                    neutral=world.amount(100, 5000), **blank)  # fmt: skip
