"""Leases of rooms, workshops, shops and yards (房屋 / 场地租赁合同)."""

from datetime import date, timedelta
from decimal import Decimal

from bench.specimens import contract_parts as parts
from bench.specimens.contract_paper import Look, Paper
from bench.specimens.contract_parts import Articles, Ending, Facts, Side
from bench.specimens.drawn import Drawn
from bench.specimens.parties import Party
from bench.specimens.world import World


def _years(start: date, years: int) -> date:
    return date(start.year + years, start.month, min(start.day, 28)) - timedelta(days=1)


def _owner(world: World) -> Party:
    return parts.person(world) if world.rng.random() < 0.5 else world.firm(small=False)


def _area(world: World, facts: Facts, low: int, high: int) -> parts.Run:
    area = world.pick(
        (
            f"{world.rng.randint(low, high)}",
            f"{world.rng.uniform(low, high):.2f}",
            f"{world.rng.uniform(low, high):.1f}",
        )
    )
    return facts.put(area, "premises_area_m2", area)


def house(world: World) -> Drawn:
    """房屋租赁合同 between two persons, or a person and a shop: rent by the month, the sum of the whole term."""
    facts, day, place = Facts(), world.day(), world.place()
    look = Look(size=11.5, leading=7.8, blanks=world.rng.random() < 0.6, footer="{page}")
    paper = Paper(title="房屋租赁合同", day=day, look=look)
    tenant = world.firm("retail", small=True) if world.rng.random() < 0.7 else parts.person(world, place.code)
    sides = (
        Side(letter="a", role="出租方（甲方）", party=parts.person(world, place.code)),
        Side(letter="b", role="承租方（乙方）", party=tenant),
    )
    paper.heading(world.pick(("房屋租赁合同", "房屋租赁协议书", "商铺房屋租赁合同")))
    for side in sides:
        parts.side_lines(paper, side, full=False)
    facts.sides(sides)
    articles = Articles(paper)
    start, years = day + timedelta(days=world.rng.randint(0, 20)), world.pick((1, 2, 3))
    rent = Decimal(world.rng.randint(8, 160)) * 100
    amount = rent * 12 * years
    where = world.street(place)
    articles(
        "房屋情况",
        [
            "甲方将位于",
            facts.put(where, "premises_address"),
            "的房屋出租给乙方使用，建筑面积",
            _area(world, facts, 30, 260),
            "平方米。",
        ],
        ["该房屋用途为商业经营，乙方不得擅自改变。"],
    )
    until = _years(start, years)
    form = "{0}年{1}月{2}日"
    articles(
        "租赁期限",
        [
            f"租赁期限{parts.NUMERALS[years - 1]}年，自",
            facts.day(start, "start_date", form),
            "起至",
            facts.day(until, "end_date", form),
            "止。",
        ],
    )
    articles(
        "租金与押金",
        [
            "月租金为人民币",
            facts.put(f"{rent:.2f}", "monthly_rent", f"{rent:.2f}"),
            "元。租金总额（大写）",
            facts.words(amount),
            "（¥",
            facts.digits(amount),
            "），按季度预付。",
        ],
        [f"乙方交付押金人民币{parts.in_words(rent * 2)}（¥{parts.money(rent * 2)}）。"],
    )
    articles.fixed(parts.some("lease_contract", world.rng, 7))
    parts.sign_columns(paper, facts, sides, Ending(day=day, seed=world.seed, form=form))
    return parts.done(paper, facts)


def workshop(world: World) -> Drawn:
    """厂房租赁合同 between firms: parties and premises in tables, the rent by the year."""
    facts, day, place = Facts(), world.day(), world.place()
    look = Look(face="hei", size=10.5, leading=7, left=23, right=187, header="厂房租赁合同", footer="第 {page} 页")
    paper = Paper(title="厂房租赁合同", day=day, look=look)
    sides = (
        Side(letter="a", role="出租方", party=world.firm("manufacturing", small=False)),
        Side(letter="b", role="承租方", party=world.firm("manufacturing")),
    )
    paper.heading(world.pick(("厂房租赁合同", "仓库租赁合同", "厂房（车间）租赁合同")), size=19)
    paper.right(["合同编号：", facts.put(f"ZL{day.year}{world.digits(3)}", "contract_number")])
    paper.right(["签订日期：", facts.day(day, "sign_date", world.pick(("{0}年{1}月{2}日", "{0}-{1:02d}-{2:02d}")))])
    paper.space(3)
    parts.side_table(paper, sides)
    facts.sides(sides)
    articles = Articles(paper, style="一、")
    articles.head("租赁物基本情况")
    where, start = world.street(place), day + timedelta(days=world.rng.randint(1, 25))
    until = _years(start, world.pick((3, 5)))
    width = paper.look.right - paper.look.left
    rows = [
        ("坐落", facts.put(where, "premises_address"), "结构", world.pick(("钢结构", "框架结构", "砖混结构"))),
        ("建筑面积（平方米）", _area(world, facts, 300, 5200), "用途", world.pick(("生产加工", "仓储", "物流"))),
    ]
    paper.grid([width * share for share in (0.2, 0.42, 0.16, 0.22)], rows, size=9.5)
    form = world.pick(("{0}年{1}月{2}日", "{0}年{1:02d}月{2:02d}日"))
    articles(
        "租赁期限",
        [
            "租期自",
            facts.day(start, "start_date", form),
            "至",
            facts.day(until, "end_date", form),
            "，免租装修期三十日。",
        ],
    )
    rent = Decimal(world.rng.randint(30, 900)) * 1000
    articles(
        "租金及支付",
        [
            "年租金为人民币",
            facts.digits(rent, form="{0:,.2f}"),
            "元（大写：",
            facts.words(rent),
            "），每半年支付一次，先付后用。",
        ],
        [f"履约保证金为人民币{parts.in_words(rent / 4)}（¥{parts.money(rent / 4)}），期满退还。"],
    )
    articles.fixed(parts.some("lease_contract", world.rng, 7))
    parts.sign_columns(
        paper,
        facts,
        sides,
        Ending(day=None, seed=world.seed, seal_label="（章）", sign_label="法定代表人或委托代理人（签字）："),
    )
    return parts.done(paper, facts)


def shop(world: World) -> Drawn:
    """商铺租赁合同, a form with blanks: rent in capitals and digits by the month and in all."""
    facts, day, place = Facts(), world.day(), world.place()
    paper = Paper(
        title="商铺租赁合同",
        day=day,
        look=Look(size=12, leading=8.6, left=28, right=182, blanks=True, header="合同示范文本"),
    )
    sides = (
        Side(letter="a", role="甲方（出租人）", party=_owner(world)),
        Side(letter="b", role="乙方（承租人）", party=world.firm("catering", small=True)),
    )
    paper.heading(world.pick(("商铺租赁合同", "门面房租赁合同", "店铺租赁协议")))
    paper.right(["编号：", facts.put(f"SP-{day:%Y%m%d}", "contract_number")])
    for side in sides:
        parts.side_lines(paper, side)
    facts.sides(sides)
    articles = Articles(paper)
    start, rent, years = (
        day + timedelta(days=world.rng.randint(1, 15)),
        Decimal(world.rng.randint(20, 300)) * 100,
        world.pick((1, 2)),
    )
    articles(
        "租赁商铺",
        ["商铺坐落：", facts.put(world.street(place), "premises_address"), "。"],
        ["租赁面积：", _area(world, facts, 18, 200), "㎡。"],
    )
    form = "{0} 年 {1} 月 {2} 日"
    articles(
        "租赁期",
        [
            f"租赁期共{12 * years}个月，",
            facts.day(start, "start_date", form),
            "至",
            facts.day(_years(start, years), "end_date", form),
            "。",
        ],
    )
    total = rent * 12 * years
    articles(
        "租金",
        [
            "每月租金为人民币",
            facts.put(f"{rent:.0f}元", "monthly_rent", f"{rent:.2f}"),
            f"（大写{parts.in_words(rent)}）。",
        ],
        ["合同期内租金合计：¥", facts.digits(total), "元，大写人民币", facts.words(total), "。"],
        ["乙方应于每月五日前支付当月租金；保证金为", (f"{rent * 3:.0f}", "", ""), "元。"],
    )
    articles.fixed(parts.some("lease_contract", world.rng, 6))
    parts.sign_rows(paper, facts, sides, Ending(day=day, seed=world.seed, date_label="签约日期：", form=form))
    return parts.done(paper, facts)


def yard(world: World) -> Drawn:
    """场地租赁协议: one short sheet, the sum in ten thousands or with the digits first."""
    facts, day, place = Facts(), world.day(), world.place()
    paper = Paper(
        title="场地租赁协议", day=day, look=Look(face="kai", ink="song", size=13, leading=8.8, left=27, right=183)
    )
    sides = (
        Side(letter="a", role="甲方", party=world.firm("building", small=False)),
        Side(letter="b", role="乙方", party=world.firm("transport")),
    )
    paper.heading(world.pick(("场地租赁协议", "停车场地租赁合同", "堆场租赁协议书")))
    paper.line("出租方（以下简称甲方）：", sides[0].name)
    paper.line("承租方（以下简称乙方）：", sides[1].name)
    facts.sides(sides, ids=False)
    articles = Articles(paper, style="一、")
    start, amount = day + timedelta(days=world.rng.randint(0, 9)), Decimal(world.rng.randint(3, 60)) * 5000
    where = f"{place.city}{place.district}{world.word('roads')}{world.rng.randint(2, 200)}号院内"
    articles(
        "租赁场地",
        [
            "甲方同意将坐落于",
            facts.put(where, "premises_address"),
            "的场地租给乙方停放车辆、堆放货物，场地面积约",
            _area(world, facts, 200, 6000),
            "平方米。",
        ],
    )
    form = "{0}年{1}月{2}日"
    articles(
        "租期",
        [
            "租期一年，",
            facts.day(start, "start_date", form),
            "起，",
            facts.day(_years(start, 1), "end_date", form),
            "止。",
        ],
    )
    articles(
        "租金",
        ["租金总额", facts.digits(amount, form="{0:.2f}元"), "，大写：", facts.words(amount), "，签订时一次付清。"],
    )
    articles.fixed(parts.some("lease_contract", world.rng, 4))
    parts.sign_columns(
        paper, facts, sides, Ending(day=day, seed=world.seed, date_label="", sign_label="代表（签字）：", form=form)
    )
    return parts.done(paper, facts)


LAYOUTS = {"house": house, "workshop-table": workshop, "shop-form": shop, "yard-short": yard}
