"""The statutory waybill of dangerous goods, and a groupage haulier's three-part consignment note."""

from decimal import Decimal

from bench.specimens.drawn import Drawn, Layouts
from bench.specimens.numbers import capitals
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

DANGEROUS = (
    ("UN1202", "柴油", "3类", "III"), ("UN1170", "乙醇溶液", "3类", "II"), ("UN1824", "氢氧化钠溶液", "8类", "II"),
    ("UN1203", "车用汽油", "3类", "II"), ("UN1075", "液化石油气", "2.1项", "—"),
)  # fmt: skip


def _dangerous(world: World) -> Drawn:
    """危险货物道路运输运单: the ministry's grid of grouped cells, numbers of every licence in it."""
    shipper, loader, receiver = (world.firm("manufacturing", small=False) for _ in range(3))
    carrier, start, end = world.firm("transport", small=False), world.place(), world.place()
    un, cargo, group, pack = world.pick(DANGEROUS)
    weight = f"{world.rng.randint(8, 31)}.{world.rng.randint(1, 99):02d}"
    day, plate, trailer = world.day(200, 3), world.plate(start), world.plate(start)[:6] + "挂"
    number = f"{day:%Y%m%d}{world.digits(8)}"
    sheet = Sheet(width=210, height=297, day=day, title="危险货物道路运输运单")
    sheet.text(105, 22, "危险货物道路运输运单", size=18, face="hei", align="centre")
    sheet.text(16, 31, f"运单编号：{number}", size=9)
    start_at, end_at = f"{start.province}{start.city}{start.district}", f"{end.province}{end.city}{end.district}"
    truth = {
        "shipper_name": shipper.name, "carrier_name": carrier.name, "issue_date": day.isoformat(),
        "plate_number": plate, "route_from": start_at, "route_to": end_at, "cargo": cargo, "weight_t": weight,
    }  # fmt: skip

    def grid(y: float, tall: float, *cells: tuple[float, float, str, str]) -> None:
        for x0, x1, words, name in cells:
            sheet.box(x0, y, x1, y + tall, width=0.5)
            size = 8 if len(words) < 20 else 6.6
            mark = (name, truth[name]) if name else None
            sheet.text(x0 + 1.5, y + tall / 2 + 1.2, words, size=size, mark=mark)

    y = 35.0
    for group_name, party in (("托运人", shipper), ("收货人", receiver), ("装货人", loader)):
        sheet.box(16, y, 34, y + 16, width=0.5)
        sheet.text(25, y + 9, group_name, size=8.5, face="hei", align="centre")
        mark = "shipper_name" if party is shipper else ""
        grid(y, 8, (34, 58, "名    称", ""), (58, 194, party.name, mark))
        grid(y + 8, 8, (34, 58, "联系电话", ""), (58, 194, party.phone, ""))
        y += 16
    grid(y, 9, (16, 40, "起 运 日 期", ""), (40, 90, day.isoformat(), "issue_date"), (90, 114, "起 运 地", ""),
         (114, 194, start_at, "route_from"))  # fmt: skip
    grid(y + 9, 9, (16, 40, "目 的 地", ""), (40, 150, end_at, "route_to"),
         (150, 194, world.pick(("□ 城市配送", "√ 城市配送")), ""))  # fmt: skip
    y += 18
    sheet.box(16, y, 30, y + 64, width=0.5)
    for step, char in enumerate("承运人"):
        sheet.text(23, y + 24 + step * 7, char, size=8.5, face="hei", align="centre")
    grid(y, 8, (30, 52, "单位名称", ""), (52, 120, carrier.name, "carrier_name"), (120, 142, "联系电话", ""),
         (142, 194, carrier.phone, ""))  # fmt: skip
    grid(
        y + 8,
        8,
        (30, 52, "许可证号", ""),
        (52, 194, f"{start.plate[0]}交运管许可{start.city[0]}字{start.code}000{world.digits(3)}号", ""),
    )
    grid(y + 16, 8, (30, 52, "车辆信息", ""), (52, 78, "车牌号码(颜色)", ""), (78, 110, f"{plate}（黄色）", "plate_number"),
         (110, 142, "道路运输证号", ""), (142, 194, world.digits(12), ""))  # fmt: skip
    grid(y + 24, 8, (30, 52, "挂车信息", ""), (52, 78, "车辆号牌", ""), (78, 110, trailer, ""),
         (110, 142, "道路运输证号", ""), (142, 194, world.digits(12), ""))  # fmt: skip
    grid(y + 32, 8, (30, 52, "罐体信息", ""), (52, 78, "罐体编号", ""), (78, 110, world.digits(6), ""),
         (110, 142, "罐体容积", ""), (142, 194, f"{world.rng.randint(20, 45)}.0 m³", ""))  # fmt: skip
    for step, who in enumerate(("驾驶员", "押运员")):
        top = y + 40 + step * 12
        sheet.box(30, top, 52, top + 12, width=0.5)
        sheet.text(41, top + 7, who, size=8, align="centre")
        grid(top, 6, (52, 78, "姓    名", ""), (78, 110, world.person(), ""), (110, 142, "从业资格证", ""),
             (142, 194, world.digits(18), ""))  # fmt: skip
        grid(top + 6, 6, (52, 78, "联系电话", ""), (78, 194, world.phone(), ""))
    y += 64
    sheet.box(16, y, 34, y + 34, width=0.5)
    sheet.text(25, y + 18, "货物信息", size=8, face="hei", align="centre")
    sheet.box(34, y, 194, y + 34, width=0.5)
    end_x = sheet.text(37, y + 8, f"1，{un}，", size=8)
    end_x = sheet.text(end_x, y + 8, cargo, size=8, mark="cargo")
    end_x = sheet.text(end_x, y + 8, f"，{group}，PG{pack}，罐车，", size=8)
    sheet.text(end_x, y + 8, f"{weight}吨", size=8, mark=("weight_t", weight))
    sheet.text(37, y + 15, "以下空白", size=8)
    grid(y + 34, 14, (16, 34, "备    注", ""), (34, 194, world.pick(("", "夜间禁行路段绕行；随车携带安全卡")), ""))
    grid(y + 48, 9, (16, 40, "调 度 人", ""), (40, 100, world.person(), ""), (100, 124, "调度日期", ""),
         (124, 194, day.isoformat(), ""))  # fmt: skip
    sheet.text(
        16, y + 64, "注：货物信息按“序号，联合国编号，正式运输名称，类别或项别，包装类别，包装规格，数量”填写。", size=7
    )
    return Drawn(sheet=sheet, fields=truth)


def _groupage(world: World) -> Drawn:
    """零担托运单: the haulier's name as title, sender left and receiver right, fees in a strip, conditions in small print."""
    carrier = world.firm("transport", small=False)
    start, end, day = world.place(), world.place(), world.day(200, 3)
    sender = world.firm("building", small=False)
    receiver = world.person()
    cargo, pieces, kilos = str(world.word("cargos")), world.rng.randint(2, 80), world.rng.randint(120, 3900)
    freight = Decimal(world.rng.randint(80, 2400))
    insured, collect = Decimal(world.rng.randint(10, 60)), Decimal(world.rng.randint(500, 9000))
    total = freight + insured + 20
    plate = world.plate(start)
    sheet = Sheet(width=241, height=140, day=day, title="托运单")
    sheet.text(100, 13, carrier.name, size=15, face="hei", align="centre", mark="carrier_name", colour="#17408B")
    sheet.text(100, 21, "货 物 托 运 单", size=13, face="song", align="centre", colour="#17408B")
    sheet.text(228, 13, f"№ {world.digits(10)}", size=13, face="hei", align="right", colour="#C22A22")
    sheet.line(176, 18, 226, 18, width=8)
    end_x = sheet.text(12, 29, "托运日期：", size=9)
    sheet.text(end_x, 29, f"{day.year}年{day.month}月{day.day}日", size=9, mark=("issue_date", day.isoformat()))
    end_x = sheet.text(70, 29, "始发站：", size=9)
    sheet.text(end_x, 29, f"{start.city[:-1]}{start.district[:-1]}", size=9, mark="route_from")
    end_x = sheet.text(120, 29, "到达站：", size=9)
    sheet.text(end_x, 29, f"{end.city[:-1]}{end.district[:-1]}", size=9, mark="route_to")
    end_x = sheet.text(170, 29, "车号：", size=9)
    sheet.text(end_x, 29, plate, size=9, mark="plate_number")
    blue = "#17408B"
    for x0, who, name, phone, address, mark in (
        (12, "发货人", sender.name, sender.phone, sender.address, "shipper_name"),
        (116, "收货人", receiver, world.phone(), world.street(end), ""),
    ):
        for step, (label, words) in enumerate(((who, name), ("电  话", phone), ("地  址", address))):
            top = 33 + step * 8
            sheet.box(x0, top, x0 + 20, top + 8, colour=blue, width=0.5)
            sheet.box(x0 + 20, top, x0 + 104, top + 8, colour=blue, width=0.5)
            sheet.text(x0 + 10, top + 5.4, label, size=8.5, align="centre", colour=blue)
            sheet.text(
                x0 + 22, top + 5.4, words, size=8 if len(words) < 26 else 6.8, mark=mark if not step and mark else None
            )
    heads = ("货物名称", "件数", "包装", "重量(kg)", "体积(m³)", "声明价值", "运费", "保价费", "送货费", "合计")
    cells = (cargo, str(pieces), world.pick(("纸箱", "编织袋", "托盘", "木架")), str(kilos),
             f"{world.rng.randint(1, 18)}.{world.digits(1)}", f"{int(insured) * 300}", f"{freight}", f"{insured}", "20", f"{total}")  # fmt: skip
    x = 12.0
    for head, cell in zip(heads, cells, strict=True):
        wide = 36 if head == "货物名称" else 19.1
        sheet.box(x, 60, x + wide, 67, colour=blue, width=0.5)
        sheet.box(x, 67, x + wide, 76, colour=blue, width=0.5)
        sheet.text(x + wide / 2, 64.8, head, size=8, align="centre", colour=blue)
        spot = {"货物名称": ("cargo", cargo), "重量(kg)": ("weight_t", str(Decimal(kilos) / 1000)),
                "运费": ("freight_amount", f"{freight:.2f}")}.get(head)  # fmt: skip
        sheet.text(x + wide / 2, 73, cell, size=9, align="centre", mark=spot)
        x += wide
    sheet.box(12, 76, 219.9, 84, colour=blue, width=0.5)
    sheet.text(14, 81.5, f"费用合计（大写）：{capitals(total, '元')}      ￥{total}", size=8.5)
    sheet.text(120, 81.5, f"付款方式：{world.pick(('√现付 □到付 □回单付', '□现付 √到付 □月结'))}", size=8.5)
    sheet.box(12, 84, 219.9, 92, colour=blue, width=0.5)
    sheet.text(
        14,
        89.5,
        f"代收货款：{collect}元   手续费：{collect / 200:.2f}元   收款账号：6228 **** {world.digits(4)}",
        size=8.5,
    )
    sheet.text(150, 89.5, "提货方式：□自提 √送货上门   回单：1份", size=8.5)
    terms = (
        "托运须知：1.托运人须如实申报货物名称、重量，严禁夹带易燃易爆等违禁物品，否则后果自负。2.货物须按实际价值参加保价，未保价货物",
        "损坏丢失的，按运费的3倍赔偿，最高不超过300元。3.货物到达后7日内提取，逾期按每日每件2元收取保管费。4.本单一式三联，签字生效。",
    )
    for step, line in enumerate(terms):
        sheet.text(12, 98 + step * 4.4, line, size=6.2, colour=blue)
    sheet.text(12, 112, f"发货人签字：{world.person()}        收货人签字：                 身份证号：", size=9)
    sheet.text(150, 112, f"开票员：{world.person()}   业务员：{world.person()}", size=9)
    sheet.text(
        12,
        120,
        f"{start.city[:-1]}营业部：{world.street(start)}  电话：{world.phone()}   {end.city[:-1]}提货点电话：{world.phone()}",
        size=7,
    )
    sheet.text(
        12, 125, f"查货热线：400-000-{world.digits(4)}    第二联：收货人联（白：存根 红：客户 黄：回单）", size=7
    )
    truth = {
        "shipper_name": sender.name, "carrier_name": carrier.name, "issue_date": day.isoformat(), "plate_number": plate,
        "route_from": f"{start.city[:-1]}{start.district[:-1]}", "route_to": f"{end.city[:-1]}{end.district[:-1]}",
        "cargo": cargo, "weight_t": str(Decimal(kilos) / 1000), "freight_amount": f"{freight:.2f}",
    }  # fmt: skip
    return Drawn(sheet=sheet, fields=truth)


LAYOUTS: Layouts = {"dangerous-goods": _dangerous, "groupage-note": _groupage}
