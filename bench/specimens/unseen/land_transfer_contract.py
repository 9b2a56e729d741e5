"""A county's form for farmland let by a farmer to a cooperative: plots with their four bounds in a table."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from bench.specimens.drawn import Drawn, Layout
from bench.specimens.numbers import capitals, chinese_day
from bench.specimens.seals import round_seal, signature, thumbprint
from bench.specimens.sheet import Sheet
from bench.specimens.unseen.clauses import Flow, Grid, fill
from bench.specimens.unseen.haulage_contract import identity
from bench.specimens.world import World

PLOTS = ("大湾田", "桥头地", "南坡", "老坟边", "机井西", "路东", "长垄")


def county_form(world: World) -> Drawn:
    """农村土地承包经营权流转合同 in a county's wording, witnessed by the village committee."""
    place, farmer, day = world.place(), world.person(), world.day(700, 60)
    keeper = world.firm("agriculture", small=False)
    village = f"{world.pick(('望亭', '瓶窑', '良渚', '双桥', '清河'))}镇{world.pick(('南山', '新民', '前进', '石塘'))}村{world.rng.randint(1, 12)}组"
    where = f"{place.city}{place.district}{village}"
    ident, number = identity(world, place.code), f"{place.code}-{day.year}-{world.digits(4)}"
    plots = world.rng.sample(PLOTS, 3)
    areas = [Decimal(world.rng.randint(45, 980)) / 100 for _ in plots]
    area, price = sum(areas, Decimal(0)), Decimal(world.rng.randint(4, 9) * 100)
    years = world.rng.choice((3, 5, 8))
    start = date(day.year, 10, 1) if day.month < 10 else date(day.year + 1, 1, 1)
    end = date(start.year + years - 1, 12, 31) if start.month == 1 else date(start.year + years, 9, 30)
    each = (area * price).quantize(Decimal("0.01"))
    total = each * years
    words = capitals(total, "元")
    sheet = Sheet(width=210, height=297, day=day, title="农村土地承包经营权流转合同")
    sheet.text(185, 16, f"编号：{number}", size=9, align="right")
    sheet.text(105, 26, "农村土地承包经营权流转合同书", size=18, face="hei", align="centre")
    sheet.text(105, 32, f"（{place.district}农村经济经营管理站印制）", size=9, align="centre")
    flow = Flow(sheet=sheet, left=25, right=186, y=42, pitch=6.2, size=10.5)
    flow.para(
        "甲方（流出方）：", fill(farmer, "party_a_name", face="kai"), "　身份证号：", fill(ident, face="kai"), indent=0
    )
    flow.para("住址：", fill(where, face="kai"), "　承包合同编号：", fill(world.digits(12), face="kai"), indent=0)
    flow.para(
        "乙方（流入方）：",
        fill(keeper.name, "party_b_name", face="kai"),
        "　法定代表人：",
        fill(keeper.person, face="kai"),
        indent=0,
    )
    flow.para(
        "为规范土地流转行为，根据《中华人民共和国农村土地承包法》《农村土地经营权流转管理办法》，甲乙双方遵循依法、自愿、有偿的原则，签订本合同。"
    )
    flow.para("一、流转方式：□转包　■出租　□互换　□入股　□其他", indent=0)
    flow.para(
        "二、流转标的：甲方将位于",
        fill(where, ("land_location", where), face="kai"),
        "的承包地共",
        fill(f"{len(plots)}", face="kai"),
        "块、合计",
        fill(f"{area}", ("land_area_mu", f"{area}"), face="kai"),
        "亩流转给乙方，从事粮油种植。具体如下：",
        indent=0,
    )
    grid = Grid(left=25, widths=(12, 26, 22, 25, 25, 25, 26), size=9, pitch=4)
    near = world.rng.sample(
        ("水渠", "机耕路", "王姓田", "李家地", "沟", "林地", "塘埂", "大路", "河堤", "村道", "田埂", "果园"), 12
    )
    rows = [(str(at + 1), name, f"{areas[at]}", *near[at * 4 : at * 4 + 4]) for at, name in enumerate(plots)]
    y = grid.draw(
        sheet,
        flow.y - 3,
        [
            ("序号", "地块名称", "面积（亩）", "东至", "西至", "南至", "北至"),
            *rows,
            ("", "合计", f"{area}", "", "", "", ""),
        ],
    )
    flow.y = y + 6
    flow.para(
        "三、流转期限：",
        fill(f"{years}", face="kai"),
        "年，自",
        fill(chinese_day(start), face="kai"),
        "起，至",
        fill(chinese_day(end), ("end_date", end.isoformat()), face="kai"),
        "止，不超过甲方承包期剩余期限（二轮承包至2028年12月31日，延包后自动顺延）。",
        indent=0,
    )
    flow.para(
        "四、流转价款：每亩每年人民币",
        fill(f"{price}", face="kai"),
        "元，每年流转费",
        fill(f"{each}", face="kai"),
        "元；合同期内流转费总额为人民币",
        fill(f"{total}", ("total_amount", f"{total:.2f}"), face="kai"),
        "元（大写：",
        fill(words, face="kai"),
        "）。",
        indent=0,
    )
    flow.para(
        "五、支付方式：■现金　□实物（稻谷　　斤/亩）。乙方于每年12月20日前一次性付清下一年度流转费。国家种粮直补、地力补贴归甲方，农机具等其他补贴归乙方。",
        indent=0,
    )
    flow.para("六、甲方的权利和义务：有权按合同收取流转费，监督乙方合理利用土地；不得干预乙方正常生产经营。", indent=0)
    flow.para(
        "七、乙方的权利和义务：依法享有生产经营自主权和产品处置权；不得改变土地农业用途，不得建造永久性设施，不得弃耕抛荒，未经甲方书面同意不得再流转。",
        indent=0,
    )
    flow.para("八、违约责任：任何一方违约，向对方支付当年流转费30%的违约金；逾期付款的每日按5‰计收滞纳金。", indent=0)
    flow.para("九、本合同一式四份，甲乙双方、村民委员会、镇农经站各执一份，自签字之日起生效。", indent=0)
    y = flow.y + 5
    for x, title in ((25, "甲方（签字、手印）："), (78, "乙方（盖章）："), (136, "鉴证单位（盖章）：")):
        sheet.text(x, y, title, size=10.5)
    signed = f"签订日期：{chinese_day(day)}"
    sheet.text(25, y + 26, signed, size=10.5, mark=("sign_date", day.isoformat()))
    sheet.text(25, y + 33, f"签订地点：{village[:-2]}村民委员会", size=10.5)
    sheet.picture(signature(farmer, world.seed), 42, y + 9, 22)
    sheet.picture(thumbprint(world.seed), 48, y + 10, 10)
    sheet.picture(signature(keeper.person, world.seed + 1), 90, y + 12, 22)
    sheet.picture(round_seal(keeper.name, "", world.seed + 2), 108, y + 10, 38, turn=9)
    sheet.picture(
        round_seal(f"{place.district}{village[:6]}村民委员会".replace("村村", "村"), "", world.seed + 3),
        164,
        y + 12,
        38,
        turn=-8,
    )
    return Drawn(sheet=sheet, fields={
        "party_a_name": farmer, "party_b_name": keeper.name, "land_area_mu": f"{area}", "land_location": where,
        "sign_date": day.isoformat(), "end_date": end.isoformat(), "total_amount": f"{total:.2f}",
    })  # fmt: skip


LAYOUTS: Mapping[str, Layout] = {"county_form": county_form}
