"""Chinese till receipts (小票), a card slip (签购单) and the page of a receipt book (收款收据)."""

from decimal import Decimal

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import capitals, cents
from bench.specimens.roll import Cell, Roll, words
from bench.specimens.seals import round_seal, signature
from bench.specimens.sheet import Sheet
from bench.specimens.till_receipt_goods import clock, handed, sold, total_of, truth
from bench.specimens.world import World

RED, BLUE = "#B83A3A", "#1C3F94"


def shop(world: World, kind: str) -> tuple[str, str]:
    """Name and address of an invented shop; many carry the branch in brackets."""
    place = world.place()
    what = world.pick(words()["shop_words_cn"][kind])
    name = f"{world.pick(('', '', place.city[:-1]))}{world.word('brands')}{what}"
    if kind != "fuel" and world.rng.random() < 0.6:
        name += f"（{str(world.word('roads')).removesuffix('三路')}店）"
    return name, world.street(place)


def supermarket(world: World) -> Drawn:
    """A long supermarket roll: bar codes under each ware, member saving, payment by phone or cash."""
    roll, day = Roll(width=world.pick((58, 80)), size=7.5, lead=1.6), world.day()
    name, address = shop(world, "market")
    roll.centre(name, size=11, bold=0.3, mark=("merchant_name", name))
    roll.centre("欢迎光临", gap=0.5)
    roll.left(f"机号：{world.digits(3)}    收银员：{world.digits(4)}", gap=1)
    roll.left(f"单号：{day:%Y%m%d}{world.digits(6)}")
    roll.left(f"日期：{day:%Y-%m-%d} {clock(world)}", mark=("issue_date", day.isoformat()))
    roll.rule("dash")
    roll.heads("品名", ("数量", 0.5), ("单价", 0.74), ("金额", 1))
    roll.rule("dash")
    lines = sold(world, "shop_cn", 5, 13)
    for line in lines:
        roll.left(line.name)
        roll.columns(Cell(text=f"69{world.digits(11)}", at=0), Cell(text=f"{line.quantity}", at=0.5, align="right"),
                     Cell(text=f"{line.price:.2f}", at=0.74, align="right"),
                     Cell(text=f"{line.total:.2f}", at=1, align="right"))  # fmt: skip
    roll.rule("dash")
    gross = total_of(lines)
    saved = world.pick((Decimal("0.00"), cents(gross * Decimal("0.05")), Decimal("5.00")))
    total = gross - saved
    roll.pair(f"件数：{sum(line.quantity for line in lines)}", "")
    roll.pair("合计：", f"{gross:.2f}", mark=None if saved else ("total_amount", f"{total:.2f}"))
    if saved:
        roll.pair("优惠：", f"-{saved:.2f}")
    roll.pair(
        world.pick(("应收：", "应付金额：", "应收金额：")),
        f"{total:.2f}",
        size=10,
        bold=0.25,
        mark=("total_amount", f"{total:.2f}"),
    )
    if world.rng.random() < 0.4:
        cash = handed(world, total)
        roll.pair("现金：", f"{cash:.2f}")
        roll.pair("找零：", f"{cash - total:.2f}")
    else:
        roll.pair(world.pick(("微信支付：", "支付宝：", "云闪付：")), f"{total:.2f}")
        roll.pair("找零：", "0.00")
    roll.rule("dash")
    roll.left(f"会员卡号：{world.digits(4)}****{world.digits(4)}  本次积分：{int(total)}", size=7)
    roll.left(f"地址：{address}", size=6.5, mark=("merchant_address", address))
    roll.left(f"服务热线：{world.phone()}", size=7)
    roll.centre("谢谢惠顾，请妥善保管小票", gap=2)
    return Drawn(sheet=roll.sheet(day, "购物小票"), fields=truth(name, address, day, total))


def restaurant(world: World) -> Drawn:
    """A restaurant's bill: table, guests, dishes, discount, what was handed over and given back."""
    roll, day = Roll(width=80, size=9, lead=1.55), world.day()
    name, address = shop(world, "meal")
    roll.centre(name, size=14, bold=0.4, mark=("merchant_name", name))
    roll.centre(world.pick(("结账单", "消费清单", "结帐单", "收银小票")), size=12, gap=1)
    roll.pair(f"桌号：{world.pick('ABC')}{world.rng.randint(1, 40):02d}", f"人数：{world.rng.randint(1, 10)}")
    opened, closed = clock(world, seconds=False), clock(world, seconds=False)
    roll.left(f"开台时间：{day:%Y/%m/%d} {min(opened, closed)}")
    roll.left(f"结账时间：{day:%Y/%m/%d} {max(opened, closed)}", mark=("issue_date", day.isoformat()))
    roll.left(f"收银员：{world.person()}   流水号：{world.digits(8)}")
    roll.rule("dash")
    roll.columns(
        Cell(text="菜品名称", at=0), Cell(text="数量", at=0.66, align="right"), Cell(text="金额", at=1, align="right")
    )
    lines = sold(world, "meal_cn", 3, 9)
    for line in lines:
        amount = f"{line.total:.2f}"
        roll.columns(Cell(text=line.name, at=0), Cell(text=f"{line.quantity}", at=0.66, align="right"),
                     Cell(text=amount, at=1, align="right"))  # fmt: skip
    roll.rule("dash")
    gross = total_of(lines)
    total = gross - cents(gross * Decimal(world.pick(("0", "0.1", "0.12"))))
    if world.rng.random() < 0.4:  # 抹零: the odd jiao and fen are waived
        total = total.quantize(Decimal(1), rounding="ROUND_DOWN").quantize(Decimal("0.01"))
    roll.pair("消费合计：", f"{gross:.2f}", mark=None if total != gross else ("total_amount", f"{total:.2f}"))
    if total != gross:
        roll.pair("优惠金额：", f"-{gross - total:.2f}")
    roll.pair("应收金额：", f"￥{total:.2f}", size=12, bold=0.3, mark=("total_amount", f"{total:.2f}"))
    cash = handed(world, total) if world.rng.random() < 0.5 else total
    roll.pair("实收：", f"{cash:.2f}")
    roll.pair("找零：", f"{cash - total:.2f}")
    roll.rule("dash")
    roll.left(f"地址：{address[:22]}", size=8, mark=("merchant_address", address))
    if address[22:]:
        roll.left(f"      {address[22:]}", size=8)
    roll.left(f"订餐电话：{world.phone()}", size=8)
    roll.centre("谢谢光临 欢迎下次惠顾", gap=2)
    return Drawn(sheet=roll.sheet(day, "结账单"), fields=truth(name, address, day, total))


def pharmacy(world: World) -> Drawn:
    """A pharmacy's slip in the print face: batch numbers, medical insurance part, own part."""
    roll, day = Roll(width=76, size=8.5, face="song", lead=1.6), world.day()
    name, address = shop(world, "drug")
    roll.centre(name, size=12, bold=0.4, mark=("merchant_name", name))
    roll.centre("销售小票", size=10)
    roll.left(f"小票号：{world.digits(10)}")
    roll.left(f"交易时间：{day:%Y年%m月%d日} {clock(world)}", mark=("issue_date", day.isoformat()))
    roll.pair(f"营业员：{world.person()}", f"收银：{world.digits(3)}")
    roll.rule("line")
    lines = sold(world, "drug_cn", 1, 5)
    for line in lines:
        roll.left(line.name)
        roll.left(f"批号：{world.digits(7)}  有效期至：{day.year + 1}-{day.month:02d}-28", size=7)
        roll.columns(
            Cell(text=f"{line.quantity} × {line.price:.2f}", at=0.3),
            Cell(text=f"{line.total:.2f}", at=1, align="right"),
        )
    roll.rule("line")
    total = total_of(lines)
    roll.pair("合计金额", f"{total:.2f}")
    roll.pair("实收金额", f"{total:.2f}", size=11, bold=0.3, mark=("total_amount", f"{total:.2f}"))
    roll.pair("支付方式", world.pick(("医保个人账户", "支付宝", "微信", "银行卡")))
    roll.left(f"店址：{address}", size=7, gap=1, mark=("merchant_address", address))
    roll.left(f"咨询电话：{world.phone()}", size=7)
    roll.centre("药品离柜，概不退换（质量问题除外）", size=7.5, gap=2)
    return Drawn(sheet=roll.sheet(day, "销售小票"), fields=truth(name, address, day, total))


def petrol(world: World) -> Drawn:
    """A petrol station's slip: grade, litres to two places, pump and amount."""
    roll, day = Roll(width=58, size=8.5, lead=1.6), world.day()
    name, address = shop(world, "fuel")
    litres, price = world.amount(8, 60), cents(Decimal(str(world.rng.uniform(6.9, 8.6))))
    total = cents(litres * price)
    roll.centre(name, size=10.5, bold=0.3, mark=("merchant_name", name))
    roll.centre("加油小票", size=9.5)
    roll.rule("*")
    for label, value, mark in (
        ("交易日期", f"{day:%Y-%m-%d}", ("issue_date", day.isoformat())), ("交易时间", clock(world), None),
        ("油品", world.pick(("92#汽油", "95#汽油", "0#柴油")), None), ("枪号", f"{world.rng.randint(1, 16):02d}", None),
        ("单价", f"{price:.2f}元/升", None), ("数量", f"{litres:.2f}升", None),
        ("金额", f"{total:.2f}元", None), ("实付", f"￥{total:.2f}", ("total_amount", f"{total:.2f}")),
        ("付款方式", world.pick(("加油卡", "微信", "现金", "银行卡")), None),
    ):  # fmt: skip
        roll.pair(f"{label}：", value, mark=mark)
    roll.rule("*")
    for start in range(0, len(address), 16):
        mark = ("merchant_address", address) if start == 0 else None
        roll.left(("站址：" if start == 0 else "") + address[start : start + 16], size=8, mark=mark)
    roll.centre("谢谢惠顾 一路平安", gap=2)
    return Drawn(sheet=roll.sheet(day, "加油小票"), fields=truth(name, address, day, total))


def card_slip(world: World) -> Drawn:
    """The merchant's copy of a card terminal."""
    roll, day = Roll(width=58, size=8.5, lead=1.6), world.day()
    party, total = world.firm(world.pick(("retail", "catering")), small=True), world.amount(20, 3000)
    roll.centre("POS签购单", size=12, bold=0.3)
    roll.centre(world.pick(("商户存根", "持卡人存根")), size=8)
    roll.rule("dash")
    roll.left("商户名称(MERCHANT NAME)：")
    roll.left(party.name, size=9.5, bold=0.2, mark=("merchant_name", party.name))
    roll.left(f"商户编号：{world.digits(15)}")
    roll.left(f"终端编号：{world.digits(8)}  操作员：01")
    roll.left(f"卡号：{world.digits(6)}******{world.digits(4)}")
    roll.left("交易类型：消费(SALE)")
    roll.left(f"批次号：{world.digits(6)}  凭证号：{world.digits(6)}")
    roll.left(f"参考号：{world.digits(12)}")
    roll.left(f"日期/时间：{day:%Y/%m/%d} {clock(world)}", mark=("issue_date", day.isoformat()))
    roll.left(f"金额：RMB {total:,.2f}", size=11, bold=0.3, mark=("total_amount", f"{total:.2f}"))
    roll.rule("dash")
    roll.left("持卡人签名：", gap=2)
    roll.feed(10)
    roll.left("本人确认以上交易，同意将其记入本卡账户", size=7)
    return Drawn(sheet=roll.sheet(day, "POS签购单"), fields=truth(party.name, "", day, total))


def receipt_book(world: World) -> Drawn:
    """A page of a three-copy receipt book (收款收据), filled in by hand, with the payee's seal."""
    day, party, payer = world.day(), world.firm(), world.firm()
    total = world.amount(300, 48000)
    sheet = Sheet(width=190, height=90, day=day, title="收款收据")
    sheet.box(0, 0, 190, 90, colour=None, fill=world.pick(("#FFFFFF", "#FFF6F4", "#F5FAF3")))
    ink = world.pick((RED, "#205C3B", "#101010"))
    sheet.text(90, 14, "收 款 收 据", size=20, face="song", bold=0.5, colour=ink, align="centre")
    sheet.line(62, 16.5, 118, 16.5, colour=ink)
    sheet.text(176, 13, f"№ {world.digits(7)}", size=11, colour="#C02020", align="right")
    sheet.text(
        90,
        23,
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        size=11,
        face="kai",
        align="centre",
        mark=("issue_date", day.isoformat()),
    )
    sheet.box(14, 27, 172, 70, colour=ink, width=0.9)
    hand = {"face": "kai", "size": 13, "colour": BLUE}
    rows = (("今收到", payer.name), ("交  来", world.pick(("货款", "材料款", "定金", "加工费", "运费", "装修工程款"))))
    for index, (label, value) in enumerate(rows):
        y = 35 + index * 9
        sheet.text(18, y, label, size=11, colour=ink)
        sheet.text(38, y, value, **hand)
        sheet.line(36, y + 1.5, 168, y + 1.5, colour=ink, width=0.3)
    sheet.text(18, 53, "人民币（大写）", size=11, colour=ink)
    sheet.text(46, 53, capitals(total, "元"), **hand)
    sheet.text(128, 53, "￥", size=12, colour=ink)
    sheet.text(134, 53, f"{total:.2f}", **hand, mark=("total_amount", f"{total:.2f}"))
    sheet.line(44, 54.5, 168, 54.5, colour=ink, width=0.3)
    sheet.text(18, 64, "收款方式", size=10, colour=ink)
    sheet.text(40, 64, world.pick(("现金", "转账", "微信", "支票")), **hand)
    sheet.text(84, 64, "收款单位（盖章）", size=10, colour=ink)
    small = 9.5 if len(party.name) > 13 else 11
    sheet.text(112, 64, party.name, size=small, face="kai", colour=BLUE, mark=("merchant_name", party.name))
    sheet.picture(round_seal(party.name, "财务专用章", world.seed), 156, 66, 32, turn=world.rng.uniform(-8, 8))
    for x, label in ((18, "会计"), (66, "出纳"), (112, "经手人")):
        sheet.text(x, 78, label, size=10, colour=ink)
    sheet.picture(signature(party.person, world.seed + 1), 126, 78, 22)
    for index, words_ in enumerate(("第", "二", "联", "交", "款", "人")):
        sheet.text(178, 36 + index * 5.5, words_, size=8.5, colour=ink)
    return Drawn(sheet=sheet, fields=truth(party.name, "", day, total))


LAYOUTS_CN = {
    "cn-supermarket": supermarket,
    "cn-restaurant": restaurant,
    "cn-pharmacy": pharmacy,
    "cn-petrol": petrol,
    "cn-card-slip": card_slip,
    "cn-receipt-book": receipt_book,
}
