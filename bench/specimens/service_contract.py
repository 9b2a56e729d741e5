"""Contracts of works and services (工程, 承揽, 服务): construction, fitting out, jobs, services by the year."""

from datetime import timedelta
from decimal import Decimal

from bench.specimens import contract_parts as parts
from bench.specimens.contract_paper import Look, Paper
from bench.specimens.contract_parts import Articles, Ending, Facts, Side
from bench.specimens.drawn import Drawn
from bench.specimens.world import World

WORKS = (
    "钢结构厂房",
    "办公楼外墙保温",
    "道路硬化",
    "给排水管网改造",
    "屋面防水",
    "围墙及大门",
    "综合楼装修",
    "厂区绿化",
)
SERVICES = ("保洁服务", "设备维护保养", "信息系统运维", "安保服务", "物业管理服务", "检测技术服务", "食堂托管服务")
JOBS = ("不锈钢护栏制作", "非标设备加工", "钢构件加工", "广告标识制作", "工装服装加工", "模具制造")


def _amount(world: World) -> Decimal:
    return Decimal(world.rng.randint(15, 900)) * world.pick((1000, 2000, Decimal("1234.56"), Decimal("987.5")))


def construction(world: World) -> Drawn:
    """建设工程施工合同, the agreement of the model form with filled blanks."""
    facts, day, place = Facts(), world.day(), world.place()
    start = day + timedelta(days=world.rng.randint(3, 30))
    until = start + timedelta(days=world.rng.randint(40, 300))
    look = Look(size=12, leading=8.4, blanks=True, header="建设工程施工合同（示范文本）GF—2017—0201", footer="{page}")
    paper = Paper(title="建设工程施工合同", day=day, look=look)
    owner, builder = world.firm("manufacturing", small=False), world.firm("building", small=False)
    sides = (
        Side(letter="a", role="发包人（全称）", party=owner),
        Side(letter="b", role="承包人（全称）", party=builder),
    )
    paper.heading(world.pick(("建设工程施工合同", "建筑工程施工合同", "工程施工承包合同")))
    for side in sides:
        paper.line(f"{side.role}：", side.name)
    reason = (
        "根据《中华人民共和国民法典》《中华人民共和国建筑法》及有关法律规定，遵循平等、自愿、公平和诚实信用的原则，"
        "双方就工程施工及有关事项协商一致，共同达成如下协议："
    )
    paper.paragraph([reason])
    name, where = (
        f"{owner.name[:4]}{world.pick(WORKS)}工程",
        place.province + place.city + place.district + world.word("roads"),
    )
    articles = Articles(paper, style="一、")
    articles(
        "工程概况",
        ["工程名称：", facts.put(name, "project_name"), "。"],
        ["工程地点：", facts.put(where, "project_address"), "。"],
        ["资金来源：", ("企业自筹", "", ""), "。"],
        ["工程承包范围：施工图纸范围内的全部内容。"],
    )
    articles(
        "合同工期",
        ["计划开工日期：", facts.day(start, "start_date", "{0}年{1}月{2}日"), "。"],
        ["计划竣工日期：", facts.day(until, "end_date", "{0}年{1}月{2}日"), "。"],
        [f"工期总日历天数：{(until - start).days}天。"],
    )
    articles("质量标准", "工程质量符合现行国家施工质量验收规范合格标准。")
    amount = _amount(world)
    articles(
        "签约合同价",
        ["签约合同价为：人民币（大写）", facts.words(amount), "（¥", facts.digits(amount), "元）；"],
        [f"其中安全文明施工费：人民币（大写）{parts.in_words(amount / 50)}（¥{parts.money(amount / 50)}元）。"],
    )
    articles.fixed(parts.some("service_contract", world.rng, 6))
    articles("签订时间", ["本合同于", facts.day(day, "sign_date", "{0}年{1}月{2}日"), "签订。"])
    facts.sides(sides, ids=False)
    parts.sign_columns(
        paper, facts, sides, Ending(day=None, seed=world.seed, seal_label="（公章）", sign_label="法定代表人（签字）：")
    )
    return parts.done(paper, facts)


def job(world: World) -> Drawn:
    """承揽合同: 定作方 and 承揽方, what is made in a ruled table."""
    facts, day = Facts(), world.day()
    paper = Paper(title="承揽合同", day=day, look=Look(size=10.5, leading=6.8, left=23, right=187, footer="第{page}页"))
    roles = world.pick(
        (("定作方（甲方）", "承揽方（乙方）"), ("定作人", "承揽人"), ("甲方（定作方）", "乙方（承揽方）"))
    )
    sides = (
        Side(letter="a", role=roles[0], party=world.firm("manufacturing", small=False)),
        Side(letter="b", role=roles[1], party=world.firm("manufacturing")),
    )
    paper.heading(world.pick(("承揽合同", "加工承揽合同", "加工定作合同")), size=19)
    paper.right(["合同编号：", facts.put(f"CL{day:%y%m}-{world.digits(3)}", "contract_number")])
    for side in sides:
        parts.side_lines(paper, side, full=False)
    facts.sides(sides)
    paper.line("签订日期：", facts.day(day, "sign_date", world.pick(("{0}年{1}月{2}日", "{0}/{1:02d}/{2:02d}"))))
    articles = Articles(paper)
    project = world.pick(JOBS)
    articles.head("承揽项目")
    paper.line("项目名称：", facts.put(project, "project_name"))
    heads = ("序号", "定作物名称", "规格型号", "单位", "数量", "单价", "金额")
    amount = parts.goods_table(paper, facts, world.goods("manufacturing"), heads, total=world.rng.random() < 0.5)
    paper.line(
        "合同总价：人民币", facts.words(amount), "，即", facts.digits(amount, form="¥{0:,.2f}"), "元，含运费与税金。"
    )
    start, until = day + timedelta(days=3), day + timedelta(days=world.rng.randint(20, 120))
    articles(
        "交付期限",
        [
            "加工期限自",
            facts.day(start, "start_date", "{0}年{1}月{2}日"),
            "至",
            facts.day(until, "end_date", "{0}年{1}月{2}日"),
            "。",
        ],
    )
    place = sides[0].party.address
    articles("交付", ["履行地点：", facts.put(place, "project_address"), "。"])
    articles.fixed(parts.some("service_contract", world.rng, 6))
    parts.sign_table(paper, facts, sides, Ending(day=None, seed=world.seed))
    return parts.done(paper, facts)


def yearly(world: World) -> Drawn:
    """A service by the year: parties in a table, digits before capitals, several pages in a plain face."""
    facts, day = Facts(), world.day()
    what = world.pick(SERVICES)
    look = Look(face="hei", size=11, leading=7.4, header=f"{what}合同", footer="第 {page} 页")
    paper = Paper(title=f"{what}合同", day=day, look=look)
    roles = world.pick((("甲方（委托方）", "乙方（受托方）"), ("委托方（甲方）", "服务方（乙方）")))
    sides = (
        Side(letter="a", role=roles[0], party=world.firm(small=False)),
        Side(letter="b", role=roles[1], party=world.firm()),
    )
    paper.heading(f"{what}合同", size=20)
    paper.right(["合同编号：", facts.put(f"FW-{day.year}{world.digits(4)}", "contract_number")])
    paper.space(2)
    parts.side_table(paper, sides)
    facts.sides(sides)
    articles = Articles(paper)
    project, where = f"{sides[0].party.name[:4]}{day.year}年度{what}项目", sides[0].party.address
    start = day + timedelta(days=world.rng.randint(1, 20))
    until = start + timedelta(days=364)
    articles(
        "服务内容",
        ["项目名称：", facts.put(project, "project_name"), "。"],
        ["服务地点：", facts.put(where, "project_address"), "。"],
    )
    articles(
        "服务期限", ["服务期限为一年，自", facts.day(start, "start_date"), "起至", facts.day(until, "end_date"), "止。"]
    )
    amount = Decimal(world.rng.randint(24, 600)) * 1200
    articles(
        "服务费用",
        ["服务费总额为", facts.digits(amount, form="{0:.2f}元"), "（大写：人民币", facts.words(amount), "）。"],
        [f"按月支付，每月服务费{parts.money(amount / 12)}元，于次月十日前付清。"],
    )
    articles.fixed(parts.some("service_contract", world.rng, 8))
    parts.sign_columns(
        paper, facts, sides, Ending(day=day, seed=world.seed, sign_label="授权代表（签字）：", form="{0}年{1}月{2}日")
    )
    return parts.done(paper, facts)


def fitting(world: World) -> Drawn:
    """装饰装修工程施工合同 on one or two pages: 发包方 and 承包方, capitals first."""
    facts, day, place = Facts(), world.day(), world.place()
    paper = Paper(
        title="装修合同", day=day, look=Look(size=11, leading=7.2, left=25, right=185, blanks=world.rng.random() < 0.5)
    )
    owner = world.firm("catering") if world.rng.random() < 0.6 else parts.person(world, place.code)
    sides = (
        Side(letter="a", role="发包方（甲方）", party=owner),
        Side(letter="b", role="承包方（乙方）", party=world.firm("building")),
    )
    paper.heading(world.pick(("装饰装修工程施工合同", "店面装修合同", "室内装饰工程合同")))
    for side in sides:
        parts.side_lines(paper, side, full=False)
    facts.sides(sides)
    articles = Articles(paper, style="1.")
    where = f"{place.city}{place.district}{world.word('roads')}{world.rng.randint(2, 300)}号"
    name = f"{world.word('brands')}{world.pick(('餐厅', '门店', '办公室', '仓库'))}装修工程"
    start = day + timedelta(days=world.rng.randint(1, 12))
    until = start + timedelta(days=world.rng.randint(15, 90))
    amount = _amount(world)
    articles(
        "工程概况",
        ["工程名称：", facts.put(name, "project_name")],
        ["工程地址：", facts.put(where, "project_address")],
        ["承包方式：包工包料。"],
    )
    articles(
        "工期",
        [
            "开工日期",
            facts.day(start, "start_date", "{0}年{1}月{2}日"),
            "，竣工日期",
            facts.day(until, "end_date", "{0}年{1}月{2}日"),
            "。",
        ],
    )
    articles(
        "工程价款",
        ["工程总造价人民币（大写）：", facts.words(amount), "  小写：", facts.digits(amount, form="{0:,.2f}"), "元。"],
    )
    articles.fixed(parts.some("service_contract", world.rng, 6))
    end = Ending(day=day, seed=world.seed, form="{0}年{1}月{2}日", date_label=world.pick(("日期：", "签约日期：")))
    parts.sign_columns(paper, facts, sides, end)
    return parts.done(paper, facts)


LAYOUTS = {"construction-form": construction, "job-table": job, "yearly-service": yearly, "fitting-out": fitting}
