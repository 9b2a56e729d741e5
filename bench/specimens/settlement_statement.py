"""Settlement statements: a seller's monthly account, a buyer's account for its supplier, freight, and a platform's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import cents, chinese_day, grouped
from bench.specimens.parties import Party
from bench.specimens.ruled import Cell, row
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.trade import Column, Ware, money, spelled, table, trade_words, wares
from bench.specimens.world import World

ROW = 6.6
PAGE_END = 250.0


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One delivery of the month."""

    day: date
    number: str
    ware: Ware


@dataclass(frozen=True, kw_only=True)
class Month:
    """What every statement says."""

    payer: Party
    payee: Party
    start: date
    end: date
    rows: tuple[Delivery, ...]

    @property
    def total(self) -> Decimal:
        """Sum of the deliveries."""
        return sum((delivery.ware.amount for delivery in self.rows), Decimal(0))


def _period(world: World) -> tuple[date, date]:
    start = world.day(400, 40).replace(day=1)
    return start, (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _month(world: World, low: int, high: int) -> Month:
    trade = world.pick(("retail", "building", "manufacturing", "agriculture"))
    start, end = _period(world)
    count = world.rng.randint(low, high)
    days = sorted(start + timedelta(days=world.rng.randint(0, (end - start).days)) for _ in range(count))
    rows = tuple(
        Delivery(day=day, number=f"{day:%m%d}{world.digits(4)}", ware=wares(world, trade, 1)[0]) for day in days
    )
    return Month(payer=world.firm(small=False), payee=world.firm(trade), start=start, end=end, rows=rows)


def _facts(month: Month, **other: object) -> dict[str, object]:
    return {
        "payer_name": month.payer.name,
        "payee_name": month.payee.name,
        "period_start": month.start.isoformat(),
        "period_end": month.end.isoformat(),
        "total_amount": f"{month.total:.2f}",
        **other,
    }


def _span(world: World, sheet: Sheet, x: float, y: float, month: Month, label: str, face: str) -> None:
    """The period, in one of the ways it is written."""
    first, last = month.start, month.end
    words = world.pick(
        (
            f"{chinese_day(first)}至{chinese_day(last)}",
            f"{first.isoformat()} 至 {last.isoformat()}",
            f"{first:%Y/%m/%d}-{last:%Y/%m/%d}",
            f"{first.year}年{first.month}月{first.day}日—{last.year}年{last.month}月{last.day}日",
            f"{first:%Y.%m.%d}~{last:%Y.%m.%d}",
        )
    )
    start = sheet.text(x, y, label, size=9.5, face=face)
    end = sheet.text(start, y, words, size=9.5, face=face)
    for name, day in (("period_start", first), ("period_end", last)):
        sheet.remember(name, day.isoformat(), (start, y - 4, end, y + 1))


def _seller(world: World) -> Drawn:
    """对账单 that a seller sends its customer; long months go on over the page."""
    month, face = _month(world, 6, world.pick((14, 14, 42))), world.pick(("song", "hei"))
    title = world.pick(("对账单", "客户对账单", "送货对账单", "往来对账单"))
    if world.rng.random() < 0.4:
        title = f"{month.start.year}年{month.start.month}月份" + title
    sheet = Sheet(width=210, height=297, day=month.end, title=title)
    sheet.text(105, 18, month.payee.name, size=16, face=face, align="centre", bold=0.3, mark="payee_name")
    sheet.text(105, 27, title, size=16, face=face, align="centre", bold=0.2, space=1)
    end = sheet.text(12, 37, world.pick(("客户名称：", "致：", "客户：", "购货单位：", "TO：")), size=9.5, face=face)
    sheet.text(end, 37, month.payer.name, size=9.5, face=face, mark="payer_name")
    _span(world, sheet, 12, 43, month, world.pick(("对账期间：", "对账日期：", "账期：", "对账周期：")), face)
    sheet.text(140, 37, f"联系人：{month.payer.person}", size=9.5, face=face)
    sheet.text(140, 43, "单位：元", size=9.5, face=face)
    columns = [
        Column(head="序号", key="place", width=11),
        Column(head=world.pick(("送货日期", "日期", "发货日期")), key="day", width=24),
        Column(head=world.pick(("送货单号", "单据编号", "单号")), key="number", width=24),
        Column(head=world.pick(("品名", "产品名称", "货物名称")), key="name", width=34, end="l"),
        Column(head="规格", key="spec", width=31),
        Column(head="数量", key="quantity", width=16, end="r"),
        Column(head="单价", key="unit_price", width=20, end="r"),
        Column(head="金额", key="amount", width=27, end="r"),
    ]
    y = _deliveries(world, sheet, month, columns, face, 47)
    _seller_foot(world, sheet, month, columns, face, y)
    return Drawn(sheet=sheet, fields=_facts(month))


def _deliveries(world: World, sheet: Sheet, month: Month, columns: Sequence[Column], face: str, y: float) -> float:
    """The rows, on as many pages as they need; the header is printed again or not."""
    again = world.rng.random() < 0.5
    rows = [
        delivery.ware.cells() | {"place": str(place + 1), "day": delivery.day.isoformat(), "number": delivery.number}
        for place, delivery in enumerate(month.rows)
    ]
    fit = int((PAGE_END - y) // ROW) - 1
    y = table(sheet, 11, y, columns, rows[:fit], field="rows", size=8.6, face=face, height=ROW)
    if len(rows) > fit:
        sheet.next_page()
        if again:
            return table(sheet, 11, 20, columns, rows[fit:], field="rows", size=8.6, face=face, height=ROW)
        y = 20
        for cells in rows[fit:]:
            y = row(
                sheet,
                11,
                y,
                [column.width for column in columns],
                [cells[column.key] for column in columns],
                height=ROW,
                size=8.6,
                face=face,
                ends="".join(column.end for column in columns),
            )
    return y


def _seller_foot(world: World, sheet: Sheet, month: Month, columns: Sequence[Column], face: str, y: float) -> None:
    total: Cell = (money(world, month.total), ("total_amount", f"{month.total:.2f}"))
    widths = [sum(column.width for column in columns[:-1]), columns[-1].width]
    y = row(
        sheet, 11, y, widths, (world.pick(("合计", "本期合计", "总计")), total), height=7, size=9, face=face, ends="cr"
    )
    sheet.text(
        12,
        y + 6,
        world.pick(("合计金额（大写）：", "大写：", "金额大写：")) + spelled(month.total),
        size=9.5,
        face=face,
    )
    if world.rng.random() < 0.5:
        before, paid = world.amount(1000, 60000), world.amount(1000, 40000)
        owed = before + month.total - paid
        for place, words in enumerate(
            (f"上期结余：{before:.2f}", f"本期已收：{paid:.2f}", f"期末应收余额：{grouped(owed)}")
        ):
            sheet.text(12 + place * 62, y + 12, words, size=9.5, face=face)
    sheet.text(
        12,
        y + 19,
        "以上账目请贵公司核对，核对无误后请签字盖章回传；如有差异请于三日内书面通知我司。",
        size=9,
        face=face,
    )
    sheet.text(12, y + 25, f"收款户名：{month.payee.name}", size=9, face=face)
    sheet.text(12, y + 30, f"开户银行：{month.payee.bank}    账号：{month.payee.account}", size=9, face=face)
    sheet.text(12, y + 39, "对账人：" + month.payee.person, size=9.5, face=face)
    sheet.text(118, y + 39, world.pick(("客户确认（盖章）：", "客户签章：")), size=9.5, face=face)
    if world.rng.random() < 0.7:
        sheet.picture(round_seal(month.payee.name, "财务专用章", 9), 62, y + 32, 36, turn=-7)


def _buyer(world: World) -> Drawn:
    """供应商对账单 that a buyer's program prints: its own name on top, the supplier to be paid named below."""
    month, face = _month(world, 4, 11), world.pick(("song", "hei"))
    title = world.pick(("供应商对账单", "应付账款对账单", "采购对账单", "供应商结算单"))
    sheet = Sheet(width=297, height=210, day=month.end, title=title)
    sheet.text(148, 17, month.payer.name, size=16, face=face, align="centre", bold=0.3, mark="payer_name")
    sheet.text(148, 26, title, size=16, face=face, align="centre", bold=0.2)
    end = sheet.text(15, 35, world.pick(("供应商：", "供应商名称：", "供货单位：", "供货商：")), size=10, face=face)
    sheet.text(end, 35, month.payee.name, size=10, face=face, mark="payee_name")
    _span(world, sheet, 140, 35, month, world.pick(("结算期间：", "对账期间：", "起止日期：", "结算周期：")), face)
    columns = [
        Column(head="序号", key="place", width=12),
        Column(head=world.pick(("入库日期", "收货日期", "日期")), key="day", width=28),
        Column(head=world.pick(("入库单号", "收货单号")), key="number", width=30),
        Column(head=world.pick(("物料名称", "商品名称", "品名")), key="name", width=46, end="l"),
        Column(head="规格型号", key="spec", width=40),
        Column(head="单位", key="unit", width=16),
        Column(head=world.pick(("数量", "入库数量")), key="quantity", width=22, end="r"),
        Column(head=world.pick(("单价", "含税单价")), key="unit_price", width=28, end="r"),
        Column(head=world.pick(("金额", "含税金额", "应付金额")), key="amount", width=36, end="r"),
    ]
    y = _deliveries(world, sheet, month, columns, face, 39)
    total: Cell = (f"{month.total:.2f}", ("total_amount", f"{month.total:.2f}"))
    cells: list[Cell] = ["合计", "", "", "", "", "", str(sum(d.ware.quantity for d in month.rows)), "", total]
    y = row(sheet, 11, y, [column.width for column in columns], cells, height=7, size=9, face=face, ends="ccccccrrr")
    sheet.text(
        15, y + 7, world.pick(("应付金额合计（大写）：", "合计大写：")) + spelled(month.total), size=10, face=face
    )
    for place, words in enumerate(("制单：" + month.payer.person, "采购审核：", "财务审核：", "供应商确认（盖章）：")):
        sheet.text(15 + place * 66, y + 17, words, size=10, face=face)
    return Drawn(sheet=sheet, fields=_facts(month))


def _freight(world: World) -> Drawn:
    """运费结算单 between a shipper and its haulier: trips with tonnes and tariff."""
    start, end = _period(world)
    month = Month(payer=world.firm(small=False), payee=world.firm("transport"), start=start, end=end, rows=())
    title = world.pick(("运费结算单", "运输费用结算单", "运费对账单", "承运商运费结算单"))
    sheet = Sheet(width=297, height=210, day=end, title=title)
    sheet.text(148, 18, title, size=19, align="centre", bold=0.4, space=1.5)
    labels = world.pick(
        (
            ("托运方：", "承运方："),
            ("托运单位：", "承运单位："),
            ("付款单位：", "收款单位："),
            ("委托方：", "承运方："),
            ("甲方（托运方）：", "乙方（承运方）："),
        )
    )
    flip = world.rng.random() < 0.4
    for x, label, party, name in (
        (15, labels[0], month.payer, "payer_name"),
        (150, labels[1], month.payee, "payee_name"),
    ):
        at = sheet.text(165 - x if flip else x, 30, label, size=10)
        sheet.text(at, 30, party.name, size=10, mark=name)
    _span(world, sheet, 15, 37, month, world.pick(("结算期间：", "结算周期：", "运输期间：", "结算时间：")), "song")
    columns = [
        Column(head="序号", key="place", width=12),
        Column(head=world.pick(("装车日期", "运输日期", "日期")), key="day", width=28),
        Column(head=world.pick(("车牌号", "车号")), key="plate", width=28),
        Column(head=world.pick(("装货地", "起运地", "发货地")), key="from", width=36),
        Column(head=world.pick(("卸货地", "到达地", "目的地")), key="to", width=36),
        Column(head=world.pick(("货物名称", "品名")), key="cargo", width=32),
        Column(head=world.pick(("吨位（吨）", "结算吨数", "重量(吨)")), key="tonnes", width=26, end="r"),
        Column(head=world.pick(("运价（元/吨）", "单价(元/吨)", "单价")), key="price", width=30, end="r"),
        Column(head=world.pick(("运费（元）", "运费金额", "金额（元）")), key="amount", width=34, end="r"),
    ]
    trips, total = _trips(world, start, end)
    y = table(sheet, 15, 41, columns, trips, field="rows", size=9, height=7)
    cells: list[Cell] = ["合计", "", "", "", "", "", "", "", (f"{total:.2f}", ("total_amount", f"{total:.2f}"))]
    y = row(sheet, 15, y, [column.width for column in columns], cells, height=8, size=9.4, ends="ccccccrrr")
    cells = [world.pick(("结算金额（大写）", "运费合计（大写）")), spelled(total)]
    y = row(sheet, 15, y, (62, 200), cells, height=8, size=9.4, ends="cl")
    for place, (label, party) in enumerate(((labels[0], month.payer), (labels[1], month.payee))):
        sheet.text(20 + place * 140, y + 16, label.rstrip("：") + "（盖章）：", size=10)
        if world.rng.random() < 0.6:
            sheet.picture(
                round_seal(party.name, "财务专用章", place + 2), 80 + place * 140, y + 14, 34, turn=4 - place * 9
            )
    facts = {
        "payer_name": month.payer.name,
        "payee_name": month.payee.name,
        "period_start": start.isoformat(),
        "period_end": end.isoformat(),
        "total_amount": f"{total:.2f}",
    }
    return Drawn(sheet=sheet, fields=facts)


def _trips(world: World, start: date, end: date) -> tuple[list[dict[str, str]], Decimal]:
    place, goods = world.place(), str(world.word("cargos"))
    origin, price = world.pick(trade_words()["cities"]), Decimal(world.rng.randint(300, 2600)) / 10
    rows, total = [], Decimal(0)
    days = sorted(
        start + timedelta(days=world.rng.randint(0, (end - start).days)) for _ in range(world.rng.randint(4, 11))
    )
    for number, day in enumerate(days):
        tonnes = Decimal(world.rng.randint(1500, 3400)) / 100
        amount = cents(tonnes * price)
        total += amount
        rows.append(
            {
                "place": str(number + 1),
                "day": day.isoformat(),
                "plate": world.plate(place),
                "from": origin,
                "to": world.pick(trade_words()["cities"]),
                "cargo": goods,
                "tonnes": f"{tonnes}",
                "price": f"{price:.2f}",
                "amount": f"{amount:.2f}",
            }
        )
    return rows, total


def _platform(world: World) -> Drawn:
    """结算单 of a selling platform for a merchant: turnover, refunds, fees, and what is paid out."""
    brand, form = world.pick(trade_words()["market_brands"]), world.pick(trade_words()["market_forms"])
    payer_name = f"{world.place().city[:-1]}{brand}{form}有限公司"
    month_start, month_end = _period(world)
    merchant = world.firm(world.pick(("retail", "catering")))
    month = Month(payer=merchant, payee=merchant, start=month_start, end=month_end, rows=())
    title = world.pick(("商户结算单", "结算单", "商家账单结算单", "供应商货款结算单"))
    sheet = Sheet(width=210, height=297, day=month_end, title=title)
    tint = world.pick(("#F5F0E6", "#E8F1FA", "#EAF5EC"))
    sheet.box(12, 12, 198, 34, colour=None, fill=tint)
    sheet.text(18, 26, title, size=18, face="hei", bold=0.2)
    sheet.text(192, 26, f"结算单号：JS{month_end:%Y%m%d}{world.digits(4)}", size=9, face="hei", align="right")
    labels = world.pick(
        (
            ("付款方：", "收款方："),
            ("平台方：", "商户名称："),
            ("结算主体：", "商家名称："),
            ("付款单位：", "收款单位："),
            ("平台公司：", "入驻商户："),
        )
    )
    for place, (label, name, field) in enumerate(
        ((labels[1], merchant.name, "payee_name"), (labels[0], payer_name, "payer_name"))
    ):
        end = sheet.text(18, 44 + place * 7, label, size=10, face="hei", colour="#555555")
        sheet.text(end, 44 + place * 7, name, size=10, face="hei", mark=field)
    _span(world, sheet, 18, 58, month, world.pick(("结算周期：", "账单周期：", "结算期间：")), "hei")
    paid = _amounts(world, sheet, tint)
    sheet.text(18, 140, f"开户银行：{merchant.bank}", size=9.5, face="hei")
    sheet.text(18, 146, f"银行账号：{merchant.account}", size=9.5, face="hei")
    sheet.text(
        18,
        156,
        "说明：结算金额=订单总额-退款金额-平台服务费-配送费+活动补贴；如有异议请于七日内联系客服。",
        size=8.5,
        face="hei",
        colour="#777777",
    )
    sheet.picture(round_seal(payer_name, "结算专用章", 12), 160, 150, 38, turn=6)
    facts = {
        "payer_name": payer_name,
        "payee_name": merchant.name,
        "period_start": month_start.isoformat(),
        "period_end": month_end.isoformat(),
        "total_amount": f"{paid:.2f}",
    }
    return Drawn(sheet=sheet, fields=facts)


def _amounts(world: World, sheet: Sheet, tint: str) -> Decimal:
    """The items of the statement and the amount paid out."""
    orders = world.amount(8000, 400000)
    refunds, fee = cents(orders * Decimal("0.021")), cents(orders * Decimal("0.06"))
    delivery, aid = cents(orders * Decimal("0.013")), Decimal(world.rng.randint(0, 40)) * 10
    paid = orders - refunds - fee - delivery + aid
    heads = ("序号", "项目", "笔数", "金额（元）")
    y = row(sheet, 18, 66, (20, 70, 40, 44), heads, height=8, size=9.5, face="hei", fill=tint)
    items = (
        ("订单总额", orders),
        ("退款金额", -refunds),
        ("平台服务费", -fee),
        ("配送服务费", -delivery),
        ("活动补贴", aid),
    )
    for number, (words, amount) in enumerate(items):
        y = row(
            sheet,
            18,
            y,
            (20, 70, 40, 44),
            (str(number + 1), words, str(world.rng.randint(10, 4000)), grouped(amount)),
            height=8,
            size=9.5,
            face="hei",
            ends="clrr",
        )
    label = world.pick(("本期结算金额", "应结算金额", "结算金额", "实际结算金额"))
    shown = (f"{world.pick(('', '¥'))}{grouped(paid)}", ("total_amount", f"{paid:.2f}"))
    y = row(sheet, 18, y, (130, 44), (label, shown), height=9, size=10.5, face="hei", ends="cr", bold=0.1)
    sheet.text(18, y + 7, f"大写金额：{spelled(paid)}", size=9.5, face="hei")
    return paid


LAYOUTS = {"seller": _seller, "buyer": _buyer, "freight": _freight, "platform": _platform}
