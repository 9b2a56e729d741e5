"""Transfer and contracting of farm land (土地流转 / 承包合同)."""

from datetime import date, timedelta
from decimal import Decimal

from bench.specimens import contract_parts as parts
from bench.specimens.contract_paper import Look, Paper
from bench.specimens.contract_parts import Articles, Ending, Facts, Side
from bench.specimens.drawn import Drawn
from bench.specimens.numbers import uscc
from bench.specimens.parties import Party
from bench.specimens.world import Place, World


def _village(world: World, place: Place) -> Party:
    """A village's committee or economic cooperative."""
    name = f"{place.district}{world.word('brands')}镇{world.word('brands')}村"
    kind = world.pick(("村民委员会", "股份经济合作社"))
    body = f"{world.pick(('54', 'N2'))}{place.code}MF{''.join(world.pick('0123456789ABCDEFGH') for _ in range(6))}"
    base = world.firm("agriculture", small=False)
    return Party(
        name=name + kind.removeprefix("村"),
        uscc=uscc(body),
        address=f"{place.city}{name}",
        person=base.person,
        phone=base.phone,
        bank=base.bank,
        account=base.account,
    )


def _farm(world: World) -> Party:
    return world.firm("agriculture", small=False)


def _mu(world: World, facts: Facts) -> tuple[Decimal, parts.Run]:
    area = world.pick(
        (
            Decimal(world.rng.randint(5, 900)),
            Decimal(f"{world.rng.uniform(3, 600):.2f}"),
            Decimal(f"{world.rng.uniform(3, 300):.1f}"),
        )
    )
    return area, facts.put(str(area), "land_area_mu", str(area))


def _end(start: date, years: int) -> date:
    return date(start.year + years, start.month, min(start.day, 28)) - timedelta(days=1)


def model(world: World) -> Drawn:
    """农村土地经营权流转合同, the model form: blanks, land in a table, the sum in capitals and digits."""
    facts, day, place = Facts(), world.day(), world.place()
    look = Look(size=11, leading=7.6, blanks=True, header="（示范文本）", footer="{page}")
    paper = Paper(title="农村土地经营权流转合同", day=day, look=look)
    roles = world.pick(
        (
            ("甲方（出租方）", "乙方（承租方）"),
            ("流出方（甲方）", "流入方（乙方）"),
            ("甲方（转让方）", "乙方（受让方）"),
        )
    )
    sides = (
        Side(letter="a", role=roles[0], party=_village(world, place)),
        Side(letter="b", role=roles[1], party=_farm(world)),
    )
    paper.heading(world.pick(("农村土地经营权流转合同", "农村土地（耕地）经营权出租合同", "土地经营权流转合同")))
    paper.right(["合同编号：", (f"{place.code}-{day.year}-{world.digits(3)}", "", "")])
    for side in sides:
        parts.side_lines(paper, side)
    facts.values |= {"party_a_name": sides[0].party.name, "party_b_name": sides[1].party.name}
    articles = Articles(paper)
    area, run = _mu(world, facts)
    where = f"{place.city}{sides[0].party.name.split('村')[0].removesuffix('民')}村"
    articles(
        "流转土地的基本情况",
        ["流转土地位于", facts.put(where, "land_location"), "，总面积", run, "亩，四至以附图为准。"],
        ["土地用途：", (str(world.word("crops")) + "种植", "", ""), "，流转方式为", ("出租", "", ""), "。"],
    )
    start, years = day + timedelta(days=world.rng.randint(1, 60)), world.rng.randint(3, 15)
    until = _end(start, years)
    articles(
        "流转期限",
        [f"流转期限{years}年，自", (parts.day_of(start), "", ""), "起至", facts.day(until, "end_date"), "止。"],
    )
    price = world.rng.randint(4, 16) * 50
    amount = (area * price * years).quantize(Decimal("0.01"))
    articles(
        "流转价款与支付",
        [
            f"流转费每亩每年{price}元，流转费总额为人民币（大写）",
            facts.words(amount),
            "（¥",
            facts.digits(amount),
            "元）。",
        ],
        ["每年12月31日前支付下一年度的流转费。"],
    )
    articles.fixed(parts.some("land_transfer_contract", world.rng, 7))
    parts.sign_columns(paper, facts, sides, Ending(day=day, seed=world.seed, form="{0}年{1}月{2}日"))
    return _finished(paper, facts)


def contracted(world: World) -> Drawn:
    """土地承包合同: a village and a farmer, on one or two typed pages."""
    facts, day, place = Facts(), world.day(), world.place()
    paper = Paper(title="土地承包合同", day=day, look=Look(size=12, leading=8.2, left=28, right=182))
    sides = (
        Side(letter="a", role="发包方（甲方）", party=_village(world, place)),
        Side(letter="b", role="承包方（乙方）", party=parts.person(world, place.code)),
    )
    paper.heading(world.pick(("土地承包合同", "农村土地承包合同书", "机动地承包合同")))
    for side in sides:
        paper.line(f"{side.role}：", side.name)
    paper.line("身份证号：", (sides[1].party.uscc, "", ""))
    facts.sides(sides, ids=False)
    articles = Articles(paper, style="一、")
    area, run = _mu(world, facts)
    where = f"本村{world.pick(('村东', '河西', '北坡', '二组', '南洼'))}{world.pick(('大田', '机动地', '滩地'))}"
    articles(
        "承包土地", ["土地坐落：", facts.put(where, "land_location"), "。承包面积", run, "亩，东至排水沟，西至机耕路。"]
    )
    years = world.rng.randint(2, 10)
    start = date(day.year, world.pick((1, 3, 10)), 1)
    until = _end(start, years)
    articles(
        "承包期限",
        [
            f"承包期{years}年，",
            (parts.day_of(start), "", ""),
            "至",
            facts.day(until, "end_date", "{0}年{1}月{2}日"),
            "。",
        ],
    )
    price = world.rng.randint(3, 14) * 100
    amount = (area * price * years).quantize(Decimal("0.01"))
    articles(
        "承包费",
        [
            f"承包费每亩每年{price}元，",
            f"{years}年承包费合计",
            facts.digits(amount, form="{0:.2f}元"),
            "（大写：",
            facts.words(amount),
            "），一次性付清。",
        ],
    )
    articles.fixed(parts.some("land_transfer_contract", world.rng, 5))
    parts.sign_columns(
        paper, facts, sides, Ending(day=day, seed=world.seed, form="{0}年{1}月{2}日", date_label="日期：")
    )
    return _finished(paper, facts)


def agreement(world: World) -> Drawn:
    """A short 土地流转协议 between villagers' cooperative and a firm, the parties in a sentence of their own."""
    facts, day, place = Facts(), world.day(), world.place()
    paper = Paper(
        title="土地流转协议", day=day, look=Look(face="kai", ink="song", size=13, leading=9, left=27, right=183)
    )
    sides = (
        Side(letter="a", role="甲方", party=_village(world, place)),
        Side(letter="b", role="乙方", party=_farm(world)),
    )
    paper.heading(world.pick(("土地流转协议", "土地租赁合同", "土地流转协议书")))
    paper.line("甲方：", sides[0].name)
    paper.line("乙方：", sides[1].name)
    facts.sides(sides, ids=False)
    area, run = _mu(world, facts)
    where = f"{place.district}{world.word('roads')}{world.pick(('以北', '以南', '两侧'))}"
    articles = Articles(paper, style="1.")
    articles(
        "土地",
        [
            "甲方将坐落在",
            facts.put(where, "land_location"),
            "的土地共计",
            run,
            "亩流转给乙方从事",
            f"{world.word('crops')}种植。",
        ],
    )
    years = world.rng.randint(5, 20)
    until = _end(day, years)
    articles("年限", [f"流转年限{years}年，至", facts.day(until, "end_date", "{0}年{1}月{2}日"), "止。"])
    price = world.rng.randint(5, 13) * 100
    amount = (area * price).quantize(Decimal("0.01"))
    articles(
        "费用",
        [
            f"每亩每年{price}元，每年流转费共计人民币",
            facts.words(amount),
            "（",
            facts.digits(amount, form="¥{0:,.2f}"),
            "）。",
        ],
    )
    articles.fixed(parts.some("land_transfer_contract", world.rng, 4))
    parts.sign_columns(paper, facts, sides, Ending(day=day, seed=world.seed, date_label="", form="{0}年{1}月{2}日"))
    return _finished(paper, facts)


def subcontracted(world: World) -> Drawn:
    """农村土地承包经营权转包合同: parties and plots in tables, plain face."""
    facts, day, place = Facts(), world.day(), world.place()
    look = Look(face="hei", size=10.5, leading=7, left=23, right=187, footer="第{page}页 共2页")
    paper = Paper(title="农村土地承包经营权转包合同", day=day, look=look)
    sides = (
        Side(letter="a", role="转包方（甲方）", party=parts.person(world, place.code)),
        Side(letter="b", role="接包方（乙方）", party=_farm(world)),
    )
    paper.heading("农村土地承包经营权", size=18)
    paper.heading(world.pick(("转包合同", "流转合同", "转让合同")), size=18)
    parts.side_table(paper, sides)
    facts.sides(sides, ids=False)
    paper.line("签订日期：", facts.day(day, "sign_date", world.pick(("{0}年{1}月{2}日", "{0}-{1:02d}-{2:02d}"))))
    articles = Articles(paper, style="一、")
    articles.head("地块情况")
    area, run = _mu(world, facts)
    where = f"{place.district}{world.word('brands')}镇{world.word('brands')}村{world.rng.randint(1, 9)}组"
    width = paper.look.right - paper.look.left
    rows = [
        ("地块名称", "坐落", "面积（亩）", "四至"),
        (
            f"{world.pick(('大', '长', '方'))}块地",
            facts.put(where, "land_location"),
            run,
            "东至路 西至渠 南至田埂 北至林带",
        ),
    ]
    paper.grid([width * share for share in (0.18, 0.34, 0.16, 0.32)], rows, size=9.5)
    paper.line("合计面积", str(area), "亩。")
    start, years = day + timedelta(days=world.rng.randint(1, 60)), world.rng.randint(2, 8)
    until = _end(start, years)
    articles(
        "转包期限", ["自", (parts.day_of(start), "", ""), "起至", facts.day(until, "end_date"), f"止，共{years}年。"]
    )
    amount = (area * world.rng.randint(3, 12) * 100 * years).quantize(Decimal("0.01"))
    articles(
        "转包费",
        [
            "转包费总金额：",
            facts.digits(amount, form="￥{0:,.2f}元"),
            "，大写人民币",
            facts.words(amount),
            "，分年支付。",
        ],
    )
    articles.fixed(parts.some("land_transfer_contract", world.rng, 6))
    parts.sign_columns(paper, facts, sides, Ending(day=None, seed=world.seed))
    return _finished(paper, facts)


def _finished(paper: Paper, facts: Facts) -> Drawn:
    """The catalogue asks less of a land contract than of the others: what it does not list is no truth."""
    listed = ("party_a_name", "party_b_name", "land_area_mu", "land_location", "sign_date", "end_date", "total_amount")
    facts.values = {name: value for name, value in facts.values.items() if name in listed}
    return parts.done(paper, facts)


LAYOUTS = {"model-form": model, "village-and-farmer": contracted, "short": agreement, "plots-table": subcontracted}
