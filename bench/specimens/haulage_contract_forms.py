"""More ways in which contracts of carriage are typed: the form with blanks, the ruled table, the short agreement."""

from datetime import date, timedelta
from decimal import Decimal

from bench.specimens import contract_parts as parts
from bench.specimens.contract_paper import Look, Paper
from bench.specimens.contract_parts import Articles, Ending, Facts, Side
from bench.specimens.drawn import Drawn
from bench.specimens.world import World


def _amount(world: World) -> Decimal:
    return Decimal(world.rng.randint(20, 480)) * world.pick((1000, 2500, 5000))


def _cargo(world: World, count: int) -> str:
    return "、".join(dict.fromkeys(str(world.word("cargos")) for _ in range(count)))


def _sides(world: World, roles: tuple[str, str]) -> tuple[Side, Side]:
    shipper = world.firm(world.pick(("building", "manufacturing", "retail", "agriculture")), small=False)
    return Side(letter="a", role=roles[0], party=shipper), Side(
        letter="b", role=roles[1], party=world.firm("transport")
    )


def form(world: World) -> Drawn:
    """公路货物运输合同 with filled blanks; the parties have no letters."""
    facts, day = Facts(), world.day()
    look = Look(size=11, leading=7.6, blanks=True, footer="{page}")
    paper = Paper(title="公路货物运输合同", day=day, look=look)
    sides = _sides(world, world.pick((("托运方", "承运方"), ("托运人", "承运人"), ("托运单位", "承运单位"))))
    one, two = world.place(), world.place()
    amount, until = _amount(world), day + timedelta(days=364)
    paper.heading(world.pick(("公路货物运输合同", "道路货物运输合同", "货物运输合同书")))
    paper.right(["合同编号：", facts.put(f"YS{day:%Y%m}{world.digits(3)}", "contract_number")])
    for side in sides:
        paper.line(f"{side.role}：", side.name)
        paper.line("统一社会信用代码：", side.code, "   电话：", (side.party.phone, "", ""))
    facts.sides(sides)
    paper.paragraph(["根据《中华人民共和国民法典》的规定，双方经过协商，订立本合同，共同信守执行。"])
    articles = Articles(paper)
    cargo = _cargo(world, 2)
    origin, goal = one.province + one.city + one.district, two.province + two.city + two.district
    articles(
        "货物名称、起运和到达地点",
        ["货物名称：", facts.put(cargo, "cargo"), "；数量以实际装车为准。"],
        ["起运地点：", facts.put(origin, "route_from"), "；到达地点：", facts.put(goal, "route_to"), "。"],
        ["承运车辆车牌号：", facts.put(world.plate(one), "plate_number"), "，驾驶员：", (world.person(), "", ""), "。"],
    )
    articles(
        "运输费用及结算",
        [
            "运费总额：人民币（大写）",
            facts.words(amount, world.pick(("元", "圆"))),
            "（￥",
            facts.digits(amount),
            "元）。",
        ],
        [f"运费按每吨{world.rng.randint(60, 380)}元计算，每月结算一次。"],
    )
    articles(
        "合同期限",
        [
            "自",
            facts.day(day, "start_date", "{0}年{1}月{2}日"),
            "起至",
            facts.day(until, "end_date", "{0}年{1}月{2}日"),
            "止。",
        ],
    )
    articles.fixed(parts.some("haulage_terms_contract", world.rng, 7))
    end = Ending(day=day, seed=world.seed, date_label="日期：", form="{0} 年 {1} 月 {2} 日")
    parts.sign_columns(paper, facts, sides, end)
    return parts.done(paper, facts)


def ruled(world: World) -> Drawn:
    """物流运输服务合同: parties side by side, what is carried and where in a table."""
    facts, day = Facts(), world.day()
    paper = Paper(
        title="运输服务合同",
        day=day,
        look=Look(face="hei", size=10.5, leading=6.9, left=23, right=187, header="运输服务合同", footer="- {page} -"),
    )
    sides = _sides(world, world.pick((("甲方（托运方）", "乙方（承运方）"), ("甲方（委托方）", "乙方（承运人）"))))
    one, two = world.place(), world.place()
    amount, start = _amount(world), day + timedelta(days=world.rng.randint(0, 15))
    paper.heading(world.pick(("物流运输服务合同", "货物运输承包合同", "年度运输合同")), size=19)
    paper.right(
        ["合同编号：", facts.put(f"{world.pick(('WL', 'TMS', 'HY'))}-{day.year}-{world.digits(4)}", "contract_number")]
    )
    paper.space(3)
    parts.side_table(paper, sides)
    facts.sides(sides)
    articles = Articles(paper, style="一、")
    articles.head("运输内容")
    width = paper.look.right - paper.look.left
    cargo, tons = str(world.word("cargos")), world.rng.randint(300, 9000)
    rows = [
        ("货物名称", "年运量（吨）", "起运地", "到达地", "车型"),
        (
            facts.put(cargo, "cargo"),
            str(tons),
            facts.put(one.city + one.district, "route_from"),
            facts.put(two.city + two.district, "route_to"),
            str(world.word("truck_types")),
        ),
    ]
    paper.grid([width * share for share in (0.2, 0.16, 0.22, 0.22, 0.2)], rows, size=9.5)
    paper.line("承运车辆车牌号码：", facts.put(world.plate(two), "plate_number"), "等，乙方可根据货量调配同类车辆。")
    until = date(start.year + 1, start.month, min(start.day, 28))
    articles(
        "运输期限",
        [
            "本合同有效期：",
            facts.day(start, "start_date"),
            world.pick(("至", "—", "到")),
            facts.day(until, "end_date"),
            "。",
        ],
    )
    articles(
        "运费",
        [
            "合同总金额：",
            facts.digits(amount, form="¥{0:,.2f}"),
            "（人民币大写：",
            facts.words(amount),
            "），含税，税率9%。",
        ],
    )
    articles.fixed(parts.some("haulage_terms_contract", world.rng, 6))
    end = Ending(
        day=day, seed=world.seed, date_label="签订日期：", form=world.pick(("{0}-{1:02d}-{2:02d}", "{0}年{1}月{2}日"))
    )
    parts.sign_columns(paper, facts, sides, end)
    return parts.done(paper, facts)


def agreement(world: World) -> Drawn:
    """A short 运输协议 between two letters, the route in one sentence, the digits before the capitals."""
    facts, day = Facts(), world.day()
    paper = Paper(
        title="运输协议", day=day, look=Look(face="kai", ink="song", size=12.5, leading=8.4, left=27, right=183)
    )
    sides = _sides(world, ("甲方", "乙方"))
    one, two = world.place(), world.place()
    amount, start = _amount(world), day + timedelta(days=world.rng.randint(1, 10))
    paper.heading(world.pick(("运输协议书", "货物运输协议", "货运承运协议")))
    for side in sides:
        paper.line(f"{side.role}：", side.name, f"（以下简称{side.role}）")
    facts.sides(sides, ids=False)
    articles = Articles(paper, style="1.")
    plate, route = world.plate(one), (one.city + one.district, two.city + two.district)
    paper.paragraph(["甲方委托乙方承运货物，为明确双方权利义务，经协商达成如下协议："])
    articles(
        "货物与路线",
        ["货物：", facts.put(_cargo(world, 1), "cargo"), "。"],
        ["运输路线：自", facts.put(route[0], "route_from"), "至", facts.put(route[1], "route_to"), "，往返均可。"],
        ["乙方以", facts.put(plate, "plate_number", plate), f"（{world.word('truck_types')}）承运，不得转包。"],
    )
    months = world.pick((6, 12))
    until = start + timedelta(days=round(30.4 * months))
    articles(
        "期限",
        [
            f"本协议期限{months}个月，自",
            facts.day(start, "start_date", "{0}年{1}月{2}日"),
            "至",
            facts.day(until, "end_date", "{0}年{1}月{2}日"),
            "。",
        ],
    )
    unit = amount % 1000 == 0 and world.rng.random() < 0.4
    figure = (
        facts.put(f"{amount / 10000:f}".rstrip("0").rstrip(".") + "万元", "total_amount", f"{amount:.2f}")
        if unit
        else facts.digits(amount, form="{0:.2f}元")
    )
    articles(
        "运费",
        ["运费总计", figure, "（大写：", facts.words(amount), "），分月支付。"],
        ["乙方缴纳运输保证金人民币10000.00元，期满无息退还。"],
    )
    articles.fixed(parts.some("haulage_terms_contract", world.rng, 5))
    signed = Ending(day=day, seed=world.seed, sign_label="代表人（签字）：", date_label="", form="{0}年{1}月{2}日")
    parts.sign_columns(paper, facts, sides, signed)
    return parts.done(paper, facts)
