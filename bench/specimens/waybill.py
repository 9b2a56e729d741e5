"""Waybills: the road waybill with boxes, a haulier's consignment note, and the electronic one of a freight platform."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import chinese_day
from bench.specimens.parties import Party
from bench.specimens.ruled import Cell, row
from bench.specimens.seals import round_seal, signature
from bench.specimens.sheet import RED, Sheet
from bench.specimens.trade import BLUE, MAROON, money, spelled, trade_words
from bench.specimens.world import World


@dataclass(frozen=True, kw_only=True)
class Waybill:
    """What every waybill says."""

    shipper: Party
    carrier: Party
    consignee: Party
    day: date
    number: str
    plate: str
    start: str
    end: str
    cargo: str
    tonnes: Decimal
    freight: Decimal


def _waybill(world: World, *, small: bool = False) -> Waybill:
    shipper, consignee = world.firm(), world.firm()
    start, end = world.rng.sample(trade_words()["cities"], 2)
    tonnes = Decimal(world.rng.randint(60, 2900)) / 1000 if small else Decimal(world.rng.randint(500, 3600)) / 100
    freight = Decimal(world.rng.randint(8, 120)) * 10 if small else Decimal(world.rng.randint(90, 900)) * 10
    return Waybill(
        shipper=shipper,
        carrier=world.firm("transport", small=False),
        consignee=consignee,
        day=world.day(),
        number=world.pick(("", "YD", "HY")) + world.digits(10),
        plate=world.plate(electric=world.rng.random() < 0.15),
        start=start + world.pick(("", world.pick(trade_words()["sites"]))),
        end=end + world.pick(("", world.pick(trade_words()["sites"]))),
        cargo=str(world.word("cargos")),
        tonnes=tonnes,
        freight=freight + world.pick((Decimal(0), Decimal("0.50"), Decimal(0))),
    )


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _facts(bill: Waybill, *without: str) -> dict[str, str]:
    values = {
        "shipper_name": bill.shipper.name,
        "carrier_name": bill.carrier.name,
        "issue_date": bill.day.isoformat(),
        "plate_number": bill.plate,
        "route_from": bill.start,
        "route_to": bill.end,
        "cargo": bill.cargo,
        "weight_t": _plain(bill.tonnes),
        "freight_amount": f"{bill.freight:.2f}",
    }
    return {name: value for name, value in values.items() if name not in without}


def _boxed(world: World) -> Drawn:
    """道路货物运单: a form of boxes, A4 across."""
    bill = _waybill(world)
    rule, title = world.pick(("#101010", BLUE)), world.pick(("道路货物运单", "货物运单", "公路货物运输运单"))
    sheet = Sheet(width=297, height=210, day=bill.day, title=title)
    sheet.text(148, 22, title, size=22, align="centre", bold=0.5, space=2, colour=rule)
    end = sheet.text(16, 33, world.pick(("托运日期：", "日期：", "签发日期：", "受理日期：")), size=10.5, colour=rule)
    sheet.text(end, 33, chinese_day(bill.day), size=10.5, mark=("issue_date", bill.day.isoformat()))
    end = sheet.text(220, 33, world.pick(("运单编号：", "编号：", "No：")), size=10.5, colour=rule)
    sheet.text(end, 33, bill.number, size=11, colour=RED)
    y = _boxed_parties(world, sheet, bill, rule)
    y = _boxed_cargo(world, sheet, bill, rule, y)
    _boxed_foot(world, sheet, bill, rule, y)
    return Drawn(sheet=sheet, fields=_facts(bill))


def _boxed_parties(world: World, sheet: Sheet, bill: Waybill, rule: str) -> float:
    words = world.pick(
        (
            ("托运人", "承运人", "收货人"),
            ("托运单位", "承运单位", "收货单位"),
            ("托运人名称", "承运人名称", "收货人名称"),
        )
    )
    names = (
        (words[0], bill.shipper, "shipper_name"),
        (words[2], bill.consignee, ""),
        (words[1], bill.carrier, "carrier_name"),
    )
    y = 37.0
    for label, party, name in names:
        value: Cell = (party.name, (name, party.name)) if name else party.name
        y = row(
            sheet,
            16,
            y,
            (28, 108, 22, 107),
            (label, value, "联系电话", party.phone),
            height=10,
            size=10.5,
            rule=rule,
            ends="clcl",
        )
    labels = world.pick(
        (("起运地", "到达地"), ("装货地点", "卸货地点"), ("发货地", "目的地"), ("起运地点", "运达地点"))
    )
    cells: tuple[Cell, ...] = (
        labels[0],
        (bill.start, ("route_from", bill.start)),
        labels[1],
        (bill.end, ("route_to", bill.end)),
    )
    y = row(sheet, 16, y, (28, 108, 22, 107), cells, height=10, size=10.5, rule=rule, ends="clcl")
    cells = (
        world.pick(("车牌号", "车辆牌照号", "车号", "车牌号码")),
        (bill.plate, ("plate_number", bill.plate)),
        "驾驶员",
        bill.carrier.person,
        "从业资格证号",
        world.digits(12),
    )
    return row(sheet, 16, y, (28, 58, 22, 50, 30, 77), cells, height=10, size=10.5, rule=rule)


def _boxed_cargo(world: World, sheet: Sheet, bill: Waybill, rule: str, y: float) -> float:
    weight, tonnes = world.pick(
        (
            ("重量（吨）", _plain(bill.tonnes)),
            ("重量", f"{bill.tonnes}吨"),
            ("实际重量(t)", f"{bill.tonnes}"),
            ("重量（kg）", _plain(bill.tonnes * 1000)),
        )
    )
    widths = (64, 30, 26, 36, 30, 36, 43)
    heads = (
        world.pick(("货物名称", "货物名称及规格", "货名")),
        "包装方式",
        "件数",
        weight,
        "体积（m³）",
        "保价金额（元）",
        world.pick(("运费（元）", "运输费用（元）", "运费")),
    )
    y = row(sheet, 16, y, widths, heads, height=9, size=10, rule=rule)
    cells: tuple[Cell, ...] = (
        (bill.cargo, ("cargo", bill.cargo)),
        world.pick(trade_words()["packings"]),
        str(world.rng.randint(1, 900)),
        (tonnes, ("weight_t", _plain(bill.tonnes))),
        "",
        "",
        (f"{bill.freight:.2f}", ("freight_amount", f"{bill.freight:.2f}")),
    )
    y = row(sheet, 16, y, widths, cells, height=10, size=10.5, rule=rule)
    y = row(sheet, 16, y, widths, [""] * 7, height=9, size=10, rule=rule)
    cells = ("运费合计（大写）", spelled(bill.freight), world.pick(("小写", "￥")), f"¥{money(world, bill.freight)}")
    y = row(sheet, 16, y, (46, 130, 26, 63), cells, height=10, size=10.5, rule=rule, ends="clcl")
    return row(
        sheet,
        16,
        y,
        (46, 219),
        ("结算方式", world.pick(("√现付  □到付  □月结", "□现付  □到付  √月结"))),
        height=9,
        size=10,
        rule=rule,
        ends="cl",
    )


def _boxed_foot(world: World, sheet: Sheet, bill: Waybill, rule: str, y: float) -> None:
    notes = (
        "特约事项：1.托运人应如实申报货物名称、重量，不得夹带危险品；2.承运人应按约定时间将货物安全运达；",
        "3.收货人应当面验收，如有短少、污损请于签收时注明；4.未尽事宜按《民法典》有关规定办理。",
    )
    for index, words in enumerate(notes):
        sheet.text(18, y + 6 + index * 5, words, size=8.5, colour=rule)
    for index, (words, person) in enumerate(
        (("托运人签章：", bill.shipper.person), ("承运人签章：", bill.carrier.person), ("收货人签章：", ""))
    ):
        end = sheet.text(18 + index * 90, y + 24, words, size=10.5, colour=rule)
        if person:
            sheet.picture(signature(person, index + 3), end + 14, y + 22, 22, turn=3)
    if world.rng.random() < 0.6:
        sheet.picture(round_seal(bill.carrier.name, "运输专用章", 6), 150, y + 24, 38, turn=-4)


def _consignment(world: World) -> Drawn:
    """托运单 of a haulier: its name on top, stations, sender and receiver, cargo with fees, half an A4."""
    bill, rule = _waybill(world, small=True), world.pick((BLUE, MAROON, "#101010"))
    title = world.pick(("货物托运单", "物流托运单", "托运单", "货物运输托运单"))
    sheet = Sheet(width=210, height=148.5, day=bill.day, title=title)
    sheet.text(105, 13, bill.carrier.name, size=16, align="centre", bold=0.3, colour=rule, mark="carrier_name")
    sheet.text(105, 21, title, size=15, align="centre", colour=rule, bold=0.2, space=2)
    sheet.text(158, 21, "№", size=10, colour=rule)
    sheet.text(164, 21, bill.number, size=11, colour=RED)
    _consignment_head(world, sheet, bill, rule)
    y = _consignment_parties(world, sheet, bill, rule)
    y = _consignment_cargo(world, sheet, bill, rule, y)
    notes = (
        "托运须知：一、严禁夹带易燃易爆等违禁品，否则后果自负。二、请保价运输，未保价货物按运费的三倍以内赔偿。",
        "三、货到三日内提货，逾期收取保管费。四、提货时请当面点清，出门概不负责。",
    )
    for index, words in enumerate(notes):
        sheet.text(12, y + 6 + index * 4.4, words, size=7.5, colour=rule)
    for index, words in enumerate(("托运人签字：", "经办人：" + bill.carrier.person, "收货人签字：")):
        sheet.text(14 + index * 64, y + 20, words, size=9.5, colour=rule)
    return Drawn(sheet=sheet, fields=_facts(bill, "plate_number"))


def _consignment_head(world: World, sheet: Sheet, bill: Waybill, rule: str) -> None:
    labels = world.pick(
        (("发站：", "到站："), ("起点：", "终点："), ("始发站：", "到达站："), ("起运站：", "目的站："))
    )
    end = sheet.text(12, 30, labels[0], size=10.5, colour=rule)
    sheet.text(end, 30, bill.start, size=10.5, face="kai", mark=("route_from", bill.start))
    end = sheet.text(82, 30, labels[1], size=10.5, colour=rule)
    sheet.text(end, 30, bill.end, size=10.5, face="kai", mark=("route_to", bill.end))
    end = sheet.text(150, 30, world.pick(("托运日期：", "日期：", "发货日期：")), size=10.5, colour=rule)
    day = world.pick((f"{bill.day.year}年{bill.day.month}月{bill.day.day}日", bill.day.isoformat()))
    sheet.text(end, 30, day, size=10.5, face="kai", mark=("issue_date", bill.day.isoformat()))


def _consignment_parties(world: World, sheet: Sheet, bill: Waybill, rule: str) -> float:
    labels = world.pick((("发货单位", "收货单位"), ("发货人", "收货人"), ("托运人", "收货人"), ("托运方", "收货方")))
    y = 33.0
    for label, party, name in ((labels[0], bill.shipper, "shipper_name"), (labels[1], bill.consignee, "")):
        value: Cell = (party.name, (name, party.name)) if name else party.name
        y = row(
            sheet,
            12,
            y,
            (22, 86, 16, 62),
            (label, value, "电话", party.phone),
            height=8,
            size=10,
            rule=rule,
            ends="clcl",
        )
        y = row(sheet, 12, y, (22, 164), ("地址", party.address), height=8, size=9.5, rule=rule, ends="cl")
    return y


def _consignment_cargo(world: World, sheet: Sheet, bill: Waybill, rule: str, y: float) -> float:
    in_tonnes = world.rng.random() < 0.4
    heads = (
        world.pick(("货物名称", "品名", "货名")),
        "件数",
        "包装",
        "重量（吨）" if in_tonnes else world.pick(("重量(kg)", "重量（公斤）", "重量(KG)")),
        "体积(m³)",
        "声明价值",
        "备注",
    )
    widths = (42, 18, 24, 30, 24, 26, 22)
    y = row(sheet, 12, y, widths, heads, height=8, size=10, rule=rule)
    weight = _plain(bill.tonnes if in_tonnes else bill.tonnes * 1000)
    cells: tuple[Cell, ...] = (
        (bill.cargo, ("cargo", bill.cargo)),
        str(world.rng.randint(1, 80)),
        world.pick(trade_words()["packings"]),
        (weight, ("weight_t", _plain(bill.tonnes))),
        "",
        "",
        "",
    )
    y = row(sheet, 12, y, widths, cells, height=8, size=10, face="kai", rule=rule)
    insured, delivery = world.rng.randint(0, 3) * 10, world.rng.randint(0, 6) * 10
    heads = (
        world.pick(("运费", "运费（元）")),
        "保险费",
        "送货费",
        "垫付款",
        world.pick(("合计", "费用合计")),
        "付款方式",
    )
    y = row(sheet, 12, y, (31,) * 6, heads, height=8, size=10, rule=rule)
    whole = bill.freight + insured + delivery
    cells = (
        (f"{bill.freight:.2f}", ("freight_amount", f"{bill.freight:.2f}")),
        str(insured or ""),
        str(delivery or ""),
        "",
        f"{whole:.2f}",
        world.pick(("现付", "提付", "月结", "回单付")),
    )
    return row(sheet, 12, y, (31,) * 6, cells, height=8, size=10, face="kai", rule=rule)


def _platform(world: World) -> Drawn:
    """An electronic waybill: sections of labels and values, a code in the corner."""
    bill, name = _waybill(world), str(world.pick(trade_words()["platforms"]))
    sheet = Sheet(width=210, height=297, day=bill.day, title="电子运单")
    sheet.box(0, 0, 210, 20, colour=None, fill=world.pick(("#1565C0", "#00796B", "#37474F")))
    sheet.text(14, 13, name, size=15, face="hei", colour="#FFFFFF")
    sheet.text(105, 34, world.pick(("电子运单", "网络货运电子运单", "运单详情")), size=18, face="hei", align="centre")
    sheet.qr(f"https://example.invalid/waybill/{bill.number}", 172, 24, 22)
    y = _section(
        sheet,
        46,
        "运单信息",
        (
            ("运单号", bill.number),
            ("运单状态", world.pick(("已完成", "已签收", "运输中"))),
            (
                world.pick(("创建时间", "下单时间", "开单日期", "运单日期")),
                (
                    f"{bill.day:%Y-%m-%d} {world.rng.randint(6, 20):02d}:{world.rng.randint(10, 59)}:08",
                    ("issue_date", bill.day.isoformat()),
                ),
            ),
            ("运输类型", "整车运输"),
        ),
    )
    y = _section(
        sheet,
        y,
        "参与方信息",
        (
            (
                world.pick(("托运人", "货主名称", "托运方", "货主单位")),
                (bill.shipper.name, ("shipper_name", bill.shipper.name)),
            ),
            (world.pick(("承运人", "承运方", "承运单位")), (bill.carrier.name, ("carrier_name", bill.carrier.name))),
            ("司机姓名", bill.carrier.person),
            ("司机电话", bill.carrier.phone),
            (world.pick(("车牌号", "车牌号码", "承运车辆")), (bill.plate, ("plate_number", bill.plate))),
            ("收货方", bill.consignee.name),
        ),
    )
    labels = world.pick((("装货地", "卸货地"), ("装货地址", "卸货地址"), ("起运地", "目的地"), ("提货地", "收货地")))
    weight = world.pick(
        (("装货重量", f"{bill.tonnes}吨"), ("货物重量", f"{bill.tonnes} 吨"), ("重量（吨）", _plain(bill.tonnes)))
    )
    y = _section(
        sheet,
        y,
        "货物与线路",
        (
            (labels[0], (bill.start, ("route_from", bill.start))),
            (labels[1], (bill.end, ("route_to", bill.end))),
            (world.pick(("货物名称", "货物", "货品名称")), (bill.cargo, ("cargo", bill.cargo))),
            (weight[0], (weight[1], ("weight_t", _plain(bill.tonnes)))),
        ),
    )
    y = _section(
        sheet,
        y,
        "费用信息",
        (
            (
                world.pick(("运费总额", "运费", "总运费", "运费金额")),
                (f"{money(world, bill.freight)}元", ("freight_amount", f"{bill.freight:.2f}")),
            ),
            ("支付方式", "平台支付"),
            ("预付油费", "0.00元"),
            ("回单押金", "0.00元"),
        ),
    )
    sheet.text(14, y + 8, f"本电子运单由{name}平台生成，与纸质运单具有同等效力。", size=8, face="hei", colour="#777777")
    return Drawn(sheet=sheet, fields=_facts(bill))


def _section(sheet: Sheet, y: float, title: str, fields: tuple[tuple[str, Cell], ...]) -> float:
    sheet.box(14, y, 196, y + 8, colour=None, fill="#EEF2F6")
    sheet.text(17, y + 5.6, title, size=11, face="hei", bold=0.1)
    y += 15
    for index, (label, cell) in enumerate(fields):
        words, mark = (cell, None) if isinstance(cell, str) else cell
        x = (17, 108)[index % 2]
        sheet.text(x, y, label, size=9.5, face="hei", colour="#666666")
        sheet.text(x + 24, y, words, size=9.5, face="hei", mark=mark)
        y += 9 * (index % 2)
    return y + (9 if len(fields) % 2 else 0) + 1


LAYOUTS = {"boxed": _boxed, "consignment": _consignment, "platform": _platform}
