"""The words of a haulage contract."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from bench.specimens.contract import Contract, amount_runs, articles, draw, signed_facts, term_runs
from bench.specimens.drawn import Drawn
from bench.specimens.haulage_contract_forms import agreement, form, ruled
from bench.specimens.parties import Party
from bench.specimens.world import World


def haulage_contract(
    *, number: str, shipper: Party, carrier: Party, signed: date, start: date, end: date, amount: Decimal,
    plate: str, route_from: str, route_to: str, cargo: str, payload_t: str,
) -> Contract:  # fmt: skip
    """A twelve-month haulage contract between a shipper (甲方) and a carrier (乙方)."""
    goods = (
        (
            ("1.1 货物名称：", (cargo, "cargo", cargo), "。规格、数量以每批次发货单记载为准。"),
            ("1.2 起运地：", (route_from, "route_from", route_from), "。"),
            ("1.3 到达地：", (route_to, "route_to", route_to), "。"),
            ("1.4 承运车辆：重型仓栅式货车，车牌号", (plate, "plate_number", plate),
             f"，核定载质量{payload_t}吨。更换车辆的，乙方应提前一日告知甲方并取得同意。"),
        )
    )  # fmt: skip
    money = (
        ("2.1 运输期限", *term_runs(start, end), "，共十二个月。"),
        ("2.2 本合同运费总额（不含税）为", *amount_runs(amount), "，按月平均安排运量。"),
        ("2.3 运费按签收吨位逐月结算，每吨贰佰伍拾元（不含税）。乙方每月开具税率9%的增值税发票，甲方十五日内付清。",),
    )  # fmt: skip
    return Contract(
        title="货物运输合同",
        number=number,
        party_a=shipper,
        party_b=carrier,
        roles=("甲方（托运方）", "乙方（承运方）"),
        signed=signed,
        start=start,
        end=end,
        amount=amount,
        place="浙江省杭州市钱塘区",
        clauses=(
            ("鉴于甲方有长期运输需要，乙方具备道路货物运输经营资格，双方协商一致，订立本合同：", ()),
            ("第一条  运输货物与线路", goods),
            ("第二条  期限、运费与结算", money),
            *articles("haulage_contract"),
        ),
        extra={"route_from": route_from, "route_to": route_to, "cargo": cargo, "plate_number": plate},
        seed=11,
    )


def _articles(world: World) -> Drawn:
    """Two letters, twelve months, numbered paragraphs."""
    day, one, two = world.day(), world.place(), world.place()
    start = day + timedelta(days=world.rng.randint(0, 12))
    paper = haulage_contract(
        number=f"{world.pick(('HR-WL', 'YS', 'LJ-YS'))}-{day:%Y%m%d}", shipper=world.firm(small=False),
        carrier=world.firm("transport"), signed=day, start=start, end=start + timedelta(days=364),
        amount=Decimal(world.rng.randint(30, 900)) * 2000, plate=world.plate(one),
        route_from=one.province + one.city + one.district, route_to=two.province + two.city + two.district,
        cargo=str(world.word("cargos")), payload_t=f"{world.rng.randint(80, 320) / 10:.2f}",
    )  # fmt: skip
    paper = replace(paper, seals=world.rng.random() < 0.8, seed=world.seed)
    return Drawn(sheet=draw(paper), fields=signed_facts(paper))


LAYOUTS = {"articles": _articles, "form": form, "ruled-table": ruled, "agreement": agreement}
