"""A paper ordinary invoice of 2019 with a discount line, and a freight invoice that the tax office issued for a haulier."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import capitals, cents, chinese_day, invoice_qr, uscc
from bench.specimens.seals import round_seal
from bench.specimens.sheet import BLACK, BROWN, Sheet
from bench.specimens.unseen.paper_table import upright, watermark
from bench.specimens.world import World

INK = "#26348C"
XS = (14, 70, 96, 108, 131, 157, 190, 202, 227)


def _form(sheet: Sheet, title: str, buyer_head: str, form_colour: str) -> None:
    """The printed form: 240 by 140 mm, its words in the colour of the copy."""
    put = {"colour": form_colour, "face": "song"}
    sheet.text(121, 15, title, size=20, align="centre", colour=form_colour, face="kai", space=1.5)
    sheet.line(82, 17.5, 160, 17.5, colour=form_colour)
    sheet.line(82, 18.7, 160, 18.7, colour=form_colour)
    sheet.text(121, 23, "发 票 联", size=12, align="centre", **put)
    sheet.text(180, 23.5, "开票日期:", size=9.5, **put)
    sheet.box(14, 27, 227, 124, colour=form_colour, width=0.9)
    for y in (51, 83, 91, 99):
        sheet.line(14, y, 227, y, colour=form_colour)
    for x, y0, y1 in ((20, 27, 51), (135, 27, 51), (141, 27, 51), (20, 99, 124), (141, 99, 124), (147, 99, 124)):
        sheet.line(x, y0, x, y1, colour=form_colour)
    upright(sheet, 17, 33.5, buyer_head, size=9, colour=form_colour, step=6.5)
    upright(sheet, 138, 35, "密码区", size=9, colour=form_colour, step=6)
    upright(sheet, 17, 106, "销售方", size=9, colour=form_colour, step=6.5)
    upright(sheet, 144, 108, "备注", size=9, colour=form_colour, step=9)
    for top in (27, 99):
        for number, label in enumerate(("名　　　　称:", "纳税人识别号:", "地 址 、电 话:", "开户行及账号:")):
            sheet.text(21, top + 5 + number * 5.7, label, size=9, **put)
    for x in XS[1:-1]:
        sheet.line(x, 51, x, 91, colour=form_colour)
    heads = ("货物或应税劳务、服务名称", "规格型号", "单位", "数　量", "单　价", "金　　额", "税率", "税　额")
    for index, head in enumerate(heads):
        sheet.text((XS[index] + XS[index + 1]) / 2, 54.8, head, size=8.5, align="centre", **put)
    sheet.text(42, 88.5, "合　　　　　计", size=9, align="centre", **put)
    sheet.text(42, 96.5, "价税合计（大写）", size=9, align="centre", **put)
    sheet.line(70, 91, 70, 99, colour=form_colour)
    sheet.text(166, 96.5, "（小写）", size=9, **put)
    for x, label in ((18, "收款人:"), (70, "复核:"), (120, "开票人:"), (174, "销售方:（章）")):
        sheet.text(x, 129, label, size=9.5, **put)
    upright(sheet, 232, 40, "第二联：发票联　购买方记账凭证", size=7.5, colour=form_colour, step=3.4)


def _party(sheet: Sheet, top: float, prefix: str, values: tuple[str, str, str, str]) -> None:
    """The four printed lines of one party."""
    for number, value in enumerate(values):
        mark = {0: f"{prefix}_name", 1: f"{prefix}_id"}.get(number) if prefix else None
        size = 10 if number < 2 else 8
        sheet.text(44, top + 5.3 + number * 5.7, value, size=size, colour=INK, mark=mark)


def _cipher(world: World, sheet: Sheet) -> None:
    for number in range(4):
        line = "".join(world.pick("0123456789+-*/<>") for _ in range(28))
        sheet.text(143, 33 + number * 5, line, size=10, face="hei", colour=INK, space=0.4)


def _entry(sheet: Sheet, y: float, cells: tuple[str, ...]) -> None:
    for index, words in enumerate(cells):
        left = index in (0, 1)
        x = XS[index] + 1 if left else XS[index + 1] - (2.5 if index != 2 else 4)
        sheet.text(x, y, words, size=9, colour=INK, align="left" if left else "right")


def _paper_of_2019(world: World) -> Drawn:
    seller, buyer = world.firm("building", small=False), world.firm("manufacturing", small=False)
    day = date(2019, world.rng.randint(4, 12), world.rng.randint(1, 28))
    code, number = f"{world.digits(3)}001900{world.digits(3)}".rjust(12, "0"), world.digits(8)
    check = world.digits(20)
    sheet = Sheet(width=240, height=140, day=day, title="增值税普通发票")
    watermark(sheet, 122, 78, "样　　票", size=70, turn=0, colour="#ECECEC")
    _form(sheet, "浙江增值税普通发票", "购买方", BROWN)
    lines = world.goods("building", 2)
    goods: list[dict[str, str]] = []
    net_sum, tax_sum, y = Decimal(0), Decimal(0), 60.0
    for index, line in enumerate(lines):
        tax = cents(line.net * Decimal("0.13"))
        name = f"*{line.tax_class}*{line.name}"
        _entry(
            sheet,
            y,
            (name, line.model, line.unit, str(line.quantity), f"{line.price:f}", str(line.net), "13%", str(tax)),
        )
        goods.append({"name": name, "quantity": str(line.quantity), "unit_price": f"{line.price:f}",
                      "net": str(line.net), "rate": "0.13", "tax": str(tax)})  # fmt: skip
        net_sum, tax_sum, y = net_sum + line.net, tax_sum + tax, y + 5
        if index == 0:
            less = cents(line.net * Decimal("0.05"))
            less_tax = cents(less * Decimal("0.13"))
            _entry(sheet, y, (name, "", "", "", "", f"-{less}", "13%", f"-{less_tax}"))
            goods.append({"name": name, "net": f"-{less}", "rate": "0.13", "tax": f"-{less_tax}"})
            net_sum, tax_sum, y = net_sum - less, tax_sum - less_tax, y + 5
    total = net_sum + tax_sum
    sheet.text(187.5, 88.5, f"￥{net_sum}", size=10, colour=INK, align="right", mark=("net_amount", str(net_sum)))
    sheet.text(225, 88.5, f"￥{tax_sum}", size=10, colour=INK, align="right", mark=("tax_amount", str(tax_sum)))
    in_words = capitals(total)
    sheet.text(78, 96.7, f"ⓧ{in_words}", size=11, colour=INK, face="kai", mark=("total_in_capitals", in_words))
    sheet.text(182, 96.7, f"￥{total}", size=11, colour=INK, mark=("total_amount", str(total)))
    _party(
        sheet, 27, "buyer", (buyer.name, buyer.uscc, f"{buyer.address} {buyer.phone}", f"{buyer.bank} {buyer.account}")
    )
    _party(
        sheet,
        99,
        "seller",
        (seller.name, seller.uscc, f"{seller.address[:24]}{seller.phone}", f"{seller.bank}{seller.account}"),
    )
    _cipher(world, sheet)
    remark = f"工程名称：{buyer.address[6:9]}厂区二期 合同号HT2019-{world.digits(3)}"
    sheet.text(149, 105, remark, size=8.5, colour=INK, mark=("remark", remark))
    sheet.text(33, 15, code, size=13, face="hei", colour=BROWN, mark=("invoice_code", code))
    sheet.text(186, 15, "№", size=15, colour=BLACK)
    sheet.text(193, 15, number, size=17, face="hei", colour=BLACK, mark=("invoice_number", number))
    sheet.text(224, 9.5, code, size=7, colour=INK, align="right")
    sheet.text(224, 19, number, size=7, colour=INK, align="right")
    sheet.text(35, 19.5, f"机器编号: {world.digits(12)}", size=8, colour=INK)
    sheet.text(22, 24.5, "校验码", size=9.5, colour=INK)
    spaced = " ".join(check[at : at + 5] for at in range(0, 20, 5))
    sheet.text(36, 24.5, spaced, size=9.5, colour=INK, mark=("check_code", check))
    sheet.text(199, 23.7, chinese_day(day), size=9.5, colour=INK, mark=("issue_date", day.isoformat()))
    sheet.qr(invoice_qr("04", code, number, net_sum, day, check), 12, 3, 17)
    for x, name in ((31, world.person()), (80, world.person()), (135, world.person())):
        sheet.text(x, 129, name, size=9.5, colour=INK)
    sheet.text(14, 135, "税总函〔2019〕102号 海南华森实业公司印刷", size=6, colour=BROWN)
    sheet.picture(round_seal(seller.name, "发票专用章", world.seed), 198, 118, 34, turn=-6)
    fields: dict[str, Any] = {
        "invoice_code": code, "invoice_number": number, "issue_date": day.isoformat(), "check_code": check,
        "seller_name": seller.name, "seller_id": seller.uscc, "buyer_name": buyer.name, "buyer_id": buyer.uscc,
        "net_amount": str(net_sum), "tax_amount": str(tax_sum), "total_amount": str(total),
        "total_in_capitals": in_words, "tax_rate": "0.13", "remark": remark, "goods": goods,
    }  # fmt: skip
    return Drawn(sheet=sheet, fields=fields)


def _issued_by_tax_office(world: World) -> Drawn:
    """代开: the tax office stands as seller; the haulier it issues for stands in the remark."""
    haulier, buyer = world.firm("transport", small=True), world.firm("retail", small=False)
    day = world.day(700, 300)
    place, far = world.place(), world.place()
    code, number, plate = f"0{place.code[:4]}2500{world.digits(3)}", world.digits(8), world.plate()
    gross = world.amount(3000, 28000)
    net = cents(gross / Decimal("1.03"))
    tax = gross - net
    sheet = Sheet(width=240, height=140, day=day, title="增值税普通发票（代开）")
    _form(sheet, f"{place.province[:2]}增值税普通发票", "购买方", "#7B2D2D")
    sheet.text(62, 16, "代开", size=15, face="hei", colour=INK)
    _entry(sheet, 60, ("*运输服务*公路货物运输服务", "", "次", "1", f"{net}", f"{net}", "3%", f"{tax}"))
    sheet.text(187.5, 88.5, f"¥{net}", size=10, colour=INK, align="right", mark=("net_amount", str(net)))
    sheet.text(225, 88.5, f"¥{tax}", size=10, colour=INK, align="right", mark=("tax_amount", str(tax)))
    in_words = capitals(gross, "元")
    sheet.text(76, 96.7, f"ⓧ{in_words}", size=11, colour=INK, mark=("total_in_capitals", in_words))
    sheet.text(182, 96.7, f"¥{gross}", size=11, colour=INK, mark=("total_amount", str(gross)))
    _party(
        sheet, 27, "buyer", (buyer.name, buyer.uscc, f"{buyer.address} {buyer.phone}", f"{buyer.bank} {buyer.account}")
    )
    office = f"国家税务总局{place.city}{place.district}税务局第二税务分局（代开机关）"
    paid = f"3{place.code[:2]}{world.digits(15)}"
    office_id = uscc(f"11{place.code}MB{world.digits(6)}")
    _party(
        sheet,
        99,
        "",
        (office, f"{office_id}（代开机关）", f"{haulier.address[:22]} {haulier.phone}", f"完税凭证号 {paid}"),
    )
    notes = (
        (f"代开企业税号:{haulier.uscc}", ("seller_id", haulier.uscc)),
        (f"代开企业名称:{haulier.name}", ("seller_name", haulier.name)),
        (f"起运地:{place.city}{place.district} 到达地:{far.city}{far.district}", None),
        (f"车种车号:{world.word('truck_types')} {plate}", ("plate_number", plate)),
        (f"运输货物:{world.word('cargos')}", None),
    )
    for index, (words, mark) in enumerate(notes):
        sheet.text(149, 103.5 + index * 4.5, words, size=8.5, colour=INK, mark=mark)
    _cipher(world, sheet)
    check = world.digits(20)
    sheet.text(33, 14, code, size=13, face="hei", colour="#7B2D2D", mark=("invoice_code", code))
    sheet.text(186, 14, "№", size=15)
    sheet.text(193, 14, number, size=17, face="hei", mark=("invoice_number", number))
    sheet.text(
        22,
        24.5,
        f"校验码 {check[:5]} {check[5:10]} {check[10:15]} {check[15:]}",
        size=9,
        colour=INK,
        mark=("check_code", check),
    )
    printed = f"{day.year}年{day.month:02d}月{day.day:02d}日"
    sheet.text(199, 23.7, printed, size=9.5, colour=INK, mark=("issue_date", day.isoformat()))
    sheet.qr(invoice_qr("04", code, number, net, day - timedelta(0), check), 12, 3, 17)
    sheet.text(80, 129, world.person(), size=9.5, colour=INK)
    sheet.text(135, 129, world.person(), size=9.5, colour=INK)
    sheet.text(14, 135, "备注：代开发票须加盖代开企业发票专用章方为有效", size=6.5, colour="#7B2D2D")
    sheet.picture(round_seal(haulier.name, "发票专用章", world.seed), 208, 123, 32, turn=9)
    remark = " ".join(words for words, _ in notes)
    fields: dict[str, Any] = {
        "invoice_code": code, "invoice_number": number, "issue_date": day.isoformat(), "check_code": check,
        "seller_name": haulier.name, "seller_id": haulier.uscc, "buyer_name": buyer.name, "buyer_id": buyer.uscc,
        "net_amount": str(net), "tax_amount": str(tax), "total_amount": str(gross), "total_in_capitals": in_words,
        "tax_rate": "0.03", "remark": remark, "plate_number": plate,
        "goods": [{"name": "*运输服务*公路货物运输服务", "quantity": "1", "unit_price": str(net), "net": str(net),
                   "rate": "0.03", "tax": str(tax)}],
    }  # fmt: skip
    return Drawn(sheet=sheet, fields=fields)


LAYOUTS = {"paper_of_2019": _paper_of_2019, "issued_by_tax_office": _issued_by_tax_office}
