"""Four more ways in which contracts of sale are typed: the model form, the ruled table, the short sheet, the supply."""

from datetime import timedelta
from decimal import Decimal

from bench.specimens import contract_parts as parts
from bench.specimens.contract_paper import Look, Paper, Run
from bench.specimens.contract_parts import Articles, Ending, Facts, Side
from bench.specimens.drawn import Drawn
from bench.specimens.parties import Party
from bench.specimens.world import World

TRADES = ("retail", "building", "manufacturing", "agriculture", "equipment")


def _seller(world: World, trade: str) -> Party:
    """A company that deals in the wares."""
    return world.firm("manufacturing" if trade == "equipment" else trade, small=False)


def model_form(world: World) -> Drawn:
    """工业品买卖合同, a model form with filled blanks, the table of goods and a ruled block at the end."""
    trade, facts, day = world.pick(TRADES), Facts(), world.day()
    look = Look(size=10.5, leading=6.6, blanks=True, header="GF—2000—0101" if world.rng.random() < 0.6 else "",
                footer="— {page} —")  # fmt: skip
    paper = Paper(title="工业品买卖合同", day=day, look=look)
    buyer, seller = world.firm(small=None), _seller(world, trade)
    sides = (Side(letter="a", role="买受人", party=buyer), Side(letter="b", role="出卖人", party=seller))
    number = f"{world.pick(('GYP', 'MM', 'XS'))}{day.year}-{world.digits(4)}"
    paper.heading(world.pick(("工业品买卖合同", "产品购销合同", "工矿产品购销合同")))
    paper.line("出卖人：", sides[1].name, "    合同编号：", facts.put(number, "contract_number"))
    paper.line("买受人：", sides[0].name, "    签订地点：", (seller.address[3:9], "", ""))
    paper.right(["签订时间：", facts.day(day, "sign_date", "{0} 年 {1} 月 {2} 日")])
    articles = Articles(paper)
    articles.head("标的、数量、价款及交（提）货时间")
    heads = ("序号", "标的名称", "规格型号", "计量单位", "数量", "单价（元）", "金额（元）")
    amount = parts.goods_table(paper, facts, world.goods(trade), heads)
    paper.line("合计人民币金额（大写）：", facts.words(amount, world.pick(("元", "圆"))))
    articles.fixed(parts.some("sale_terms_contract", world.rng, 7))
    until = day + timedelta(days=365)
    articles("有效期限", ["本合同有效期限：", facts.day(day, "start_date"), "至", facts.day(until, "end_date"), "。"])
    facts.sides(sides, ids=False)
    parts.sign_table(paper, facts, sides, Ending(day=None, seed=world.seed, signed=world.rng.random() < 0.7))
    return parts.done(paper, facts)


def ruled(world: World) -> Drawn:
    """采购合同: both parties in a table, goods in a table, the sum under it, all in a plain face."""
    trade, facts, day = world.pick(TRADES), Facts(), world.day()
    look = Look(face="hei", size=10.5, leading=6.8, left=22, right=188, footer="第 {page} 页")
    paper = Paper(title="采购合同", day=day, look=look)
    roles = world.pick(
        (("甲方（需方）", "乙方（供方）"), ("甲方（采购方）", "乙方（供应商）"), ("买方（甲方）", "卖方（乙方）"))
    )
    buyer, seller = world.firm(), _seller(world, trade)
    sides = (Side(letter="a", role=roles[0], party=buyer), Side(letter="b", role=roles[1], party=seller))
    number = f"CG-{day:%Y%m%d}-{world.digits(3)}"
    paper.heading(
        world.pick(("采购合同", "货物采购合同", "设备采购合同" if trade == "equipment" else "物资采购合同")), size=18
    )
    paper.right(["合同编号：", facts.put(number, "contract_number")])
    paper.right(
        [
            "签订日期：",
            facts.day(day, "sign_date", world.pick(("{0}-{1:02d}-{2:02d}", "{0}.{1}.{2}", "{0}年{1}月{2}日"))),
        ]
    )
    paper.space(3)
    (parts.side_table if world.rng.random() < 0.6 else parts.side_matrix)(paper, sides)
    facts.sides(sides)
    paper.paragraph(
        ["根据《中华人民共和国民法典》及有关法律规定，双方本着平等、自愿、公平的原则，签订本合同，共同遵守。"]
    )
    articles = Articles(paper, style="一、")
    articles.head("采购内容")
    heads = ("序号", "产品名称", "规格型号", "单位", "数量", "含税单价", "金额")
    amount = parts.goods_table(paper, facts, world.goods(trade), heads, total=False)
    paper.line(
        "合同总金额：人民币",
        facts.digits(amount, form="￥{0:,.2f}元"),
        "（大写：",
        facts.words(amount),
        "），含13%增值税。",
    )
    articles.fixed(parts.some("sale_terms_contract", world.rng, 6))
    parts.sign_columns(
        paper, facts, sides, Ending(day=None, seed=world.seed, seal_label="（公章）", sign_label="授权代表（签字）：")
    )
    return parts.done(paper, facts)


def short(world: World) -> Drawn:
    """A single sheet: 供方 and 需方 on top, numbered in Chinese, sum with the digits first."""
    trade, facts, day = world.pick(TRADES), Facts(), world.day()
    paper = Paper(title="购销合同", day=day, look=Look(size=10, leading=6.1, left=24, right=186))
    buyer, seller = world.firm(small=True), _seller(world, trade)
    letters = world.rng.random() < 0.5
    demand, supply = ("需方（甲方）", "供方（乙方）") if letters else ("需方", "供方")
    sides = (Side(letter="a", role=demand, party=buyer), Side(letter="b", role=supply, party=seller))
    paper.heading(world.pick(("购 销 合 同", "产 品 购 销 合 同", "供 货 合 同")), size=18, space=0)
    paper.line(f"{supply}：", sides[1].name, "   签订地点：", seller.address[3:9])
    paper.line(f"{demand}：", sides[0].name, "   签订时间：", facts.day(day, "sign_date", "{0}年{1}月{2}日"))
    facts.sides(sides, ids=False)
    articles = Articles(paper, style="一、")
    articles.head("产品名称、规格、数量、金额：")
    heads = ("序号", "品名", "规格", "单位", "数量", "单价", "金额")
    amount = parts.goods_table(paper, facts, world.goods(trade), heads)
    paper.line("合计金额：", facts.digits(amount, form="¥{0:.2f}元"), "  大写：人民币", facts.words(amount))
    articles.fixed(parts.some("sale_terms_contract", world.rng, 7))
    end = Ending(
        day=None, seed=world.seed, sealed=world.rng.random() < 0.85, seal_label="（章）", sign_label="委托代理人："
    )
    parts.sign_columns(paper, facts, sides, end)
    return parts.done(paper, facts)


def supply(world: World) -> Drawn:
    """A year's supply: 甲方 is the seller, everything in sentences over several pages, capitals before the digits."""
    trade, facts, day = world.pick(("building", "agriculture", "retail")), Facts(), world.day()
    look = Look(size=12, leading=8.2, left=28, right=182, header="供货协议", footer="第{page}页")
    paper = Paper(title="供货协议", day=day, look=look)
    start = day + timedelta(days=world.rng.randint(1, 20))
    seller, buyer = _seller(world, trade), world.firm()
    sides = (
        Side(letter="a", role="甲方（供货方）", party=seller),
        Side(letter="b", role="乙方（购货方）", party=buyer),
    )
    ware = world.goods(trade, 1)[0]
    amount = Decimal(world.rng.randint(8, 260)) * 5000
    number = f"{world.pick(('GH', 'HT', 'XY'))}-{day.year}-{world.digits(3)}号"
    paper.heading(
        world.pick(
            ("年度供货协议", f"{ware.name}买卖合同", "农产品购销协议" if trade == "agriculture" else "材料供应合同")
        )
    )
    paper.line("编号：", facts.put(number, "contract_number"))
    for side in sides:
        parts.side_lines(paper, side, code=world.pick(("统一社会信用代码", "纳税人识别号")))
    facts.sides(sides)
    spot: list[Run] = [
        "本协议由甲乙双方于",
        facts.day(day, "sign_date", "{0}年{1}月{2}日"),
        f"在{seller.address[3:9]}签订。",
    ]
    paper.paragraph(spot)
    articles = Articles(paper)
    articles("供货内容", f"甲方向乙方供应{ware.name}（{ware.model}），具体品种与数量以乙方订货通知为准。")
    articles(
        "价款",
        [
            "协议期内货款总额暂定为人民币（大写）",
            facts.words(amount),
            "（小写：¥",
            facts.digits(amount),
            "），最终以实际供货量结算。",
        ],
        [f"乙方于签订后三日内支付定金人民币{parts.in_words(amount / 20)}（¥{parts.money(amount / 20)}）。"],
    )
    until = start + timedelta(days=364)
    form = world.pick(("{0}年{1}月{2}日", "{0}年{1:02d}月{2:02d}日"))
    articles(
        "供货期限",
        [
            "供货期限壹年，自",
            facts.day(start, "start_date", form),
            "起至",
            facts.day(until, "end_date", form),
            "止，共12个月。",
        ],
    )
    articles.fixed(parts.some("sale_terms_contract", world.rng, 9))
    parts.sign_rows(paper, facts, sides, Ending(day=None, seed=world.seed))
    return parts.done(paper, facts)
