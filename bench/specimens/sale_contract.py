"""The words of a sale contract (购销合同) with its table of goods."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from bench.specimens.contract import Contract, Run, amount_runs, articles, draw, signed_facts, term_runs
from bench.specimens.drawn import Drawn
from bench.specimens.numbers import grouped
from bench.specimens.parties import Party
from bench.specimens.sale_contract_forms import model_form, ruled, short, supply
from bench.specimens.world import World


def sale_contract(
    *, number: str, buyer: Party, seller: Party, signed: date, start: date, end: date,
    goods: Sequence[tuple[str, str, int, Decimal]], place: str,
) -> Contract:  # fmt: skip
    """A framework sale for a year; goods are (name, unit, quantity, unit price in yuan)."""
    amount = sum((quantity * price for _, _, quantity, price in goods), Decimal(0))
    lines: list[tuple[Run, ...]] = [
        (f"1.{index} {name}：{quantity}{unit}，单价{price}元/{unit}，金额{grouped(quantity * price)}元。",)
        for index, (name, unit, quantity, price) in enumerate(goods, 1)
    ]
    money: tuple[tuple[Run, ...], ...] = (
        ("2.1 合同总价（含税）：", *amount_runs(amount), "。"),
        ("2.2 合同期限", *term_runs(start, end), "。"),
        ("2.3 买方收到货物和增值税发票后二十日内，按当批货款以银行转账方式支付。",),
    )
    return Contract(
        title="购销合同",
        number=number,
        party_a=buyer,
        party_b=seller,
        roles=("甲方（买方）", "乙方（卖方）"),
        signed=signed,
        start=start,
        end=end,
        amount=amount,
        place=place,
        clauses=(
            ("甲乙双方本着平等互利的原则，就甲方向乙方购买下列货物订立本合同：", ()),
            ("第一条  标的", tuple(lines)),
            ("第二条  价款、期限与支付", money),
            *articles("sale_contract"),
        ),
        extra={},
        seed=31,
    )


def _articles(world: World) -> Drawn:
    """Two letters, a year's framework, goods in sentences."""
    day, trade = world.day(), world.pick(("retail", "building", "agriculture"))
    start = day + timedelta(days=world.rng.randint(0, 12))
    goods = tuple(
        (f"{line.name}（{line.model}）", line.unit, int(line.quantity) * 5, line.price)
        for line in world.goods(trade, 3)
    )
    paper = sale_contract(
        number=f"{world.pick(('GX', 'XS', 'HT'))}{day.year}-{world.digits(4)}", buyer=world.firm(),
        seller=world.firm(trade, small=False), signed=day, start=start, end=start + timedelta(days=364), goods=goods,
        place=world.place().city,
    )  # fmt: skip
    paper = replace(paper, seals=world.rng.random() < 0.8, seed=world.seed)
    return Drawn(sheet=draw(paper), fields=signed_facts(paper))


LAYOUTS = {
    "articles": _articles,
    "model-form": model_form,
    "ruled-table": ruled,
    "short": short,
    "supply": supply,
}
