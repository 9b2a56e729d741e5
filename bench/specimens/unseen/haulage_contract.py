"""A freight agency's slip for one trip: shipper, driver with his identity number and truck, prepaid and on arrival."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from bench.specimens.drawn import Drawn, Layout
from bench.specimens.numbers import capitals
from bench.specimens.seals import round_seal, signature, thumbprint
from bench.specimens.sheet import Sheet
from bench.specimens.unseen.clauses import Cell, Flow, Grid, cell
from bench.specimens.world import World

PEN = "#1B2A6B"


def identity(world: World, code: str) -> str:
    """An eighteen-digit identity number with its check character."""
    body = f"{code}19{world.rng.randint(65, 95)}{world.rng.randint(1, 12):02d}{world.rng.randint(1, 28):02d}{world.digits(3)}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(a) * b for a, b in zip(body, weights, strict=True)) % 11]


def agency_slip(world: World) -> Drawn:
    """公路货物运输协议书 of a freight agency (信息部): a grid above, small print below."""
    shipper, agency, day = world.firm(small=False), world.firm("transport", small=True), world.day()
    start, end, home = world.place(), world.place(), world.place()
    driver, number = world.person(), f"No.{world.digits(7)}"
    ident, plate, trailer = identity(world, home.code), world.plate(home), world.plate(home)[:-1] + "挂"
    cargo, tons = str(world.word("cargos")), Decimal(world.rng.randint(180, 330)) / 10
    total = Decimal(world.rng.randint(22, 190) * 100)
    paid = Decimal(int(total * Decimal("0.3")) // 100 * 100)
    words = capitals(total, "元")
    sheet = Sheet(width=210, height=190, day=day, title="公路货物运输协议书")
    sheet.text(105, 17, "公 路 货 物 运 输 协 议 书", size=18, face="hei", align="centre")
    sheet.text(
        105,
        23,
        f"{agency.name}（信息部）制　　调度电话：{agency.phone}　投诉：0571-80009{world.digits(3)}",
        size=8,
        align="centre",
    )
    sheet.text(
        15, 30, "货物托运方（以下简称甲方）与承运方（以下简称乙方）经信息部介绍，本着互惠互利原则签订本协议：", size=9
    )
    sheet.text(
        195,
        17,
        number.replace("No.", "№ "),
        size=11,
        colour="#C02020",
        align="right",
        mark=("contract_number", number[3:]),
    )
    come = day + timedelta(days=world.rng.randint(1, 4))
    route_from, route_to = f"{start.city}{start.district}", f"{end.city}{end.district}"

    def pen(words: str, mark: str | tuple[str, str] | None = None, span: int = 1) -> Cell:
        return cell(words, mark, align="left", span=span, face="kai", colour=PEN)

    grid = Grid(left=15, widths=(24, 36, 24, 36, 24, 36), size=9.5, pitch=4.4, pad=1.7)
    y = grid.draw(sheet, 33, [
        ("托运方(甲方)", pen(shipper.name, "party_a_name", 3), "联系电话", pen(shipper.phone)),
        ("承运方(乙方)", pen(driver, "party_b_name"), "身份证号", pen(ident, "party_b_id"), "手　机", pen(f"1380001{world.digits(4)}")),
        ("主车牌号", pen(plate, "plate_number"), "挂车牌号", pen(trailer), "车　型", pen(world.pick(("13米高栏", "9.6米厢车", "17.5米平板")))),
        ("发动机号", pen(world.digits(8)), "车架号", pen(world.vin(), span=3)),
        ("车属单位", pen(world.firm("transport", small=False).name, span=3), "驾驶证档案号", pen(world.digits(12))),
        ("起运地", pen(route_from, "route_from"), "到达地", pen(route_to, "route_to"), "货物名称", pen(cargo, "cargo")),
        ("件　数", pen(str(world.rng.randint(80, 900))), "重量(吨)", pen(f"{tons}"), "体积(m³)", pen(f"{world.rng.randint(30, 90)}")),
        ("装车时间", pen(f"{day.month}月{day.day}日"), "送达时间", pen(f"{come.month}月{come.day}日前", None), "运　价", pen(world.pick(("包车", "一口价", "吨价面议")))),
        ("运费总额", pen(f"（大写）{words}", ("total_in_capitals", words), 3), "¥", pen(f"{total}.00", ("total_amount", f"{total}.00"))),
        ("已付运费", pen(f"{paid}元"), "到付运费", pen(f"{total - paid}元"), "信息费", pen(f"{world.rng.randint(1, 4) * 50}元")),
    ])  # fmt: skip
    flow = Flow(sheet=sheet, left=15, right=195, y=y + 5, pitch=4.8, size=8.5)
    for clause in (
        "一、甲方须如实申报货物品名、重量，不得夹带易燃、易爆等违禁物品，否则一切后果由甲方承担。",
        "二、乙方须出示行驶证、驾驶证、身份证原件，证件不符或有伪造的，货物损失由乙方全额赔偿。",
        "三、乙方负责货物途中安全，如有雨淋、丢失、短少、损坏，按货物实际价值赔偿；无故绕道、中途倒货的，扣除运费30%。",
        "四、乙方须按约定时间送达，每延误一天扣运费200元；收货单位无故压车超过24小时，每天补偿乙方500元。",
        "五、货到后凭收货人签字的回单结算剩余运费，回单须于15日内寄回，逾期扣除回单押金300元。",
        "六、信息部只提供信息中介服务，信息费一经收取概不退还，不承担运输风险。",
        "七、本协议一式三联，甲乙双方及信息部各执一联，签字盖章后生效，货物到达、运费结清后自行失效。",
    ):
        flow.para(clause, indent=0)
    y = flow.y + 4
    sheet.text(15, y, "甲方（签章）：", size=9.5)
    sheet.text(85, y, "乙方（签字按手印）：", size=9.5)
    sheet.text(150, y, "信息部（盖章）：", size=9.5)
    sheet.text(
        195,
        y + 22,
        f"签订日期：{day.year}年{day.month:02d}月{day.day:02d}日",
        size=9.5,
        align="right",
        mark=("sign_date", day.isoformat()),
    )
    sheet.text(15, y + 22, "第一联：存根（白）　第二联：甲方（红）　第三联：乙方（黄）", size=8)
    sheet.picture(round_seal(shipper.name, "业务专用章", world.seed), 48, y + 6, 36, turn=world.rng.uniform(-15, 15))
    sheet.picture(signature(driver, world.seed + 2), 122, y - 1, 20)
    sheet.picture(thumbprint(world.seed), 124, y, 10)
    sheet.picture(round_seal(agency.name, "信息专用章", world.seed + 3), 178, y + 4, 34, turn=12)
    return Drawn(sheet=sheet, fields={
        "party_a_name": shipper.name, "party_b_name": driver, "party_b_id": ident, "contract_number": number[3:],
        "sign_date": day.isoformat(), "total_amount": f"{total}.00", "total_in_capitals": words,
        "has_seal": "true", "has_signature": "true", "route_from": route_from, "route_to": route_to, "cargo": cargo,
        "plate_number": plate,
    })  # fmt: skip


LAYOUTS: Mapping[str, Layout] = {"agency_slip": agency_slip}
