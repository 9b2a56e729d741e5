"""A firm's electricity account with peak and valley readings, and a waterworks' narrow payment notice."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import capitals, cents, grouped
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.unseen.paper_table import row
from bench.specimens.world import World

TEAL = "#00756B"


def _grid_account(world: World) -> Drawn:
    user, place = world.firm("manufacturing", small=False), world.place()
    month = date(2026, world.rng.randint(1, 9), 1)
    end = date(2026, month.month + 1, 1) - timedelta(days=1)
    sheet = Sheet(width=210, height=297, day=end, title="电费账单")
    sheet.box(0, 0, 210, 22, colour=None, fill=TEAL)
    sheet.text(14, 13, f"华网{place.province[:-1]}电力有限公司", size=13, face="hei", colour="#FFFFFF")
    sheet.text(
        196,
        13,
        f"{month.year}年{month.month}月电费账单",
        size=13,
        face="hei",
        colour="#FFFFFF",
        align="right",
    )
    sheet.text(14, 32, "尊敬的客户：", size=10, face="hei")
    left = (
        ("用户编号", world.digits(13), None),
        ("用户名称", user.name, "account_name"),
        ("用电地址", user.address, "address"),
        ("用电类别", "一般工商业及其他（两部制 1-10千伏）", None),
    )
    for index, (label, words, mark) in enumerate(left):
        sheet.text(14, 40 + index * 6.5, label, size=9, face="hei", colour="#777777")
        sheet.text(32, 40 + index * 6.5, words, size=9, face="hei", mark=mark)
    right = (
        ("抄表周期", f"{month:%Y/%m/%d}-{end:%Y/%m/%d}"),
        ("合同容量", "315 千伏安"),
        ("", ""),
        ("计费时间", f"{end + timedelta(days=2):%Y-%m-%d}"),
    )
    for index, (label, words) in enumerate(right):
        sheet.text(138, 40 + index * 6.5, label, size=9, face="hei", colour="#777777")
        mark = ("period", f"{month.isoformat()}/{end.isoformat()}") if label == "抄表周期" else None
        sheet.text(156, 40 + index * 6.5, words, size=9, face="hei", mark=mark)
    times = (("尖", "1.3218"), ("峰", "1.0932"), ("平", "0.6841"), ("谷", "0.3127"))
    parts = [(name, world.rng.randint(300, 5200), Decimal(price)) for name, price in times]
    energy = sum((cents(count * price) for _, count, price in parts), Decimal(0))
    units = sum(count for _, count, _ in parts)
    demand = cents(Decimal(315) * Decimal("30"))
    extra = cents(Decimal(units) * Decimal("0.0271"))
    factor = -cents((energy + demand) * Decimal("0.0075"))
    total = energy + demand + extra + factor
    sheet.box(14, 66, 196, 88, colour="#BBDDD8", fill="#EEF8F6", radius=2)
    boxes = (("本期电量（千瓦时）", str(units), ("quantity", str(units))), ("本期电费（元）", grouped(total), ("total_amount", str(total))),
             ("上期电量（千瓦时）", str(units + world.rng.randint(-800, 900)), None), ("账户余额（元）", grouped(world.amount(100, 900)), None))  # fmt: skip
    for index, (label, words, mark) in enumerate(boxes):
        sheet.text(37 + index * 45, 74, label, size=8, face="hei", align="centre", colour="#666666")
        sheet.text(37 + index * 45, 83, words, size=14, face="hei", align="centre", mark=mark)
    sheet.text(14, 98, "抄表信息", size=11, face="hei", colour=TEAL)
    xs = (14, 50, 68, 96, 124, 144, 170, 196)
    y = row(
        sheet,
        xs,
        101,
        7,
        ("电能表编号", "示数类型", "上期示数", "本期示数", "倍率", "抄见电量", "计费电量"),
        size=8,
        face="hei",
        fill="#F2F2F2",
        rule="#CCCCCC",
    )
    meter = world.digits(10)
    for name, count, _ in parts:
        before = Decimal(world.rng.randint(1000, 9000))
        cells = (
            meter,
            f"有功({name})",
            f"{before:.2f}",
            f"{before + Decimal(count) / 40:.2f}",
            "40",
            str(count),
            str(count),
        )
        y = row(sheet, xs, y, 6.5, cells, size=8, face="hei", rule="#CCCCCC")
    sheet.text(14, y + 10, "电费明细", size=11, face="hei", colour=TEAL)
    xs = (14, 74, 112, 152, 196)
    y = row(
        sheet,
        xs,
        y + 13,
        7,
        ("项目", "计费数量", "电价（元/千瓦时）", "金额（元）"),
        size=8,
        face="hei",
        fill="#F2F2F2",
        rule="#CCCCCC",
    )
    for name, count, price in parts:
        y = row(
            sheet,
            xs,
            y,
            6.5,
            (f"代理购电 电度电费（{name}）", str(count), str(price), grouped(cents(count * price))),
            size=8,
            face="hei",
            rule="#CCCCCC",
            align="lccr",
        )
    others = (
        ("容（需）量电费", "315", "30.00", demand),
        ("政府性基金及附加", str(units), "0.0271", extra),
        ("力调电费", "", "-0.75%", factor),
    )
    for name, count_words, price_words, value in others:
        y = row(
            sheet,
            xs,
            y,
            6.5,
            (name, count_words, price_words, grouped(value)),
            size=8,
            face="hei",
            rule="#CCCCCC",
            align="lccr",
        )
    row(sheet, (14, 152, 196), y, 7, ("应付电费合计", grouped(total)), size=8.5, face="hei", rule="#CCCCCC", align="lr")
    y += 16
    notes = (
        f"缴费截止日期：{end + timedelta(days=20):%Y年%m月%d日}，逾期将按日加收1‰（跨年部分3‰）违约金。", "本账单不作为报销凭证，电子发票请通过“网上国网”类客户端下载。供电服务热线：95598",
        f"供电单位：{place.city}{place.district}供电所　　开户行：{world.word('banks')}　　账号：{world.digits(17)}",
    )  # fmt: skip
    for index, words in enumerate(notes):
        sheet.text(14, y + index * 5.5, words, size=8, face="hei", colour="#555555")
    fields: dict[str, Any] = {
        "account_name": user.name,
        "address": user.address,
        "period": f"{month.isoformat()}/{end.isoformat()}",  # the billing cycle, where one is printed
        "quantity": str(units),
        "total_amount": str(total),
    }
    return Drawn(sheet=sheet, fields=fields)


def _water_notice(world: World) -> Drawn:
    """A dot-matrix notice of 190 by 93 mm: labels printed, values typed; arrears and late fee beside the sum."""
    user, place = world.firm("catering", small=True), world.place()
    month = date(2026, world.rng.randint(2, 10), 1)
    read = month + timedelta(days=world.rng.randint(3, 20))
    sheet = Sheet(width=190, height=100, day=read, title="水费缴费通知单")
    blue = "#2B4C9B"
    company = f"{place.city[:-1]}清源水务集团有限公司"
    sheet.text(95, 10, company, size=11, face="hei", align="centre", colour=blue)
    sheet.text(95, 17, "水 费 缴 费 通 知 单", size=14, face="hei", align="centre", colour=blue)
    sheet.text(10, 23, f"户号：{world.digits(9)}", size=9)
    sheet.text(62, 23, f"水费月份：{month:%Y%m}", size=9, mark=("period", f"{month:%Y-%m}"))
    sheet.text(110, 23, f"抄表日期：{read:%Y.%m.%d}", size=9)
    sheet.text(150, 23, f"册号：{world.digits(4)}-{world.digits(3)}", size=9)
    xs = (10, 30, 110, 130, 180)
    y = row(
        sheet,
        xs,
        26,
        7,
        ("户　　名", (user.name, "account_name"), "用水性质", "非居民（餐饮）"),
        size=9,
        rule=blue,
        align="clcl",
    )
    y = row(sheet, (10, 30, 180), y, 7, ("用水地址", (user.address, "address")), size=9, rule=blue, align="cl")
    before, tons = world.rng.randint(300, 4000), world.rng.randint(18, 260)
    columns = (10, 38, 66, 94, 122, 150, 180)
    y = row(
        sheet, columns, y, 7, ("上期行度", "本期行度", "实用水量(m³)", "水费单价", "表径", "表身号"), size=9, rule=blue
    )
    y = row(
        sheet,
        columns,
        y,
        7,
        (str(before), str(before + tons), (str(tons), "quantity"), "3.65", "DN20", world.digits(8)),
        size=9,
        rule=blue,
    )
    water, sewage, source = cents(tons * Decimal("3.65")), cents(tons * Decimal("1.40")), cents(tons * Decimal("0.40"))
    total = water + sewage + source
    y = row(
        sheet,
        columns,
        y,
        7,
        ("基本水费", "污水处理费", "水资源税", "往期欠费", "违约金", "本期应收合计"),
        size=9,
        rule=blue,
    )
    y = row(
        sheet,
        columns,
        y,
        8,
        (str(water), str(sewage), str(source), "0.00", "0.00", (str(total), "total_amount")),
        size=9,
        rule=blue,
    )
    row(sheet, (10, 38, 180), y, 7, ("人民币（大写）", capitals(total, "元")), size=9, rule=blue, align="cl")
    sheet.text(
        10, y + 13, f"请于{read + timedelta(days=15):%Y年%m月%d日}前缴清，逾期每日按欠费额0.5%加收违约金。", size=8
    )
    sheet.text(
        10, y + 18, f"抄表员：{world.person()}　联系电话：0571-8000{world.digits(4)}　24小时服务热线：96000", size=8
    )
    sheet.text(10, y + 23, "微信公众号缴费请扫描右侧二维码，本单不作报销凭证。", size=8)
    sheet.qr(f"https://example.org/water/{world.digits(9)}", 160, y + 9, 16)
    sheet.picture(round_seal(company, "营业专用章", world.seed), 135, y + 14, 28, turn=10)
    fields: dict[str, Any] = {
        "account_name": user.name,
        "address": user.address,
        "period": f"{month:%Y-%m}",
        "quantity": str(tons),
        "total_amount": str(total),
    }
    return Drawn(sheet=sheet, fields=fields)


LAYOUTS = {"grid_account": _grid_account, "water_notice": _water_notice}
