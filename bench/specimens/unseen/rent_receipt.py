"""A rent receipt from a general receipt booklet: who pays and for what run through one ruled sentence."""

from collections.abc import Mapping
from decimal import Decimal

from bench.specimens.drawn import Drawn, Layout
from bench.specimens.numbers import capitals
from bench.specimens.seals import round_seal, signature
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

PEN, PRINT = "#20307A", "#1B6B4A"


def booklet(world: World) -> Drawn:
    """收款收据 in green print, filled in by hand, with ticked way of payment."""
    payer, payee, day = world.firm(small=True), world.firm("retail", small=False), world.day()
    month = Decimal(world.rng.randint(18, 160) * 100)
    total = month * 3
    place = f"{world.place().district}{world.word('roads')}{world.rng.randint(2, 388)}号一楼商铺"
    sheet = Sheet(width=190, height=100, day=day, title="收款收据")
    sheet.text(95, 15, "收 款 收 据", size=18, face="song", align="centre", colour=PRINT, bold=0.4)
    sheet.line(68, 17.5, 122, 17.5, colour=PRINT)
    sheet.line(68, 18.5, 122, 18.5, colour=PRINT)
    sheet.text(180, 15, f"№ 00{world.digits(5)}", size=12, align="right", colour="#D02020")
    x = 74.0
    for words, unit in ((f"{day.year}", "年"), (f"{day.month}", "月"), (f"{day.day}", "日")):
        x = sheet.text(x, 26, words, size=11, face="kai", colour=PEN) + 2
        x = sheet.text(x, 26, unit, size=10, colour=PRINT) + 3
    sheet.remember("issue_date", day.isoformat(), (74, 22, x, 27))
    sheet.box(10, 30, 176, 88, colour=PRINT)
    words = capitals(total, "元")
    first = (day.month - 1) // 3 * 3 + 1
    for y, label, value, mark, edge in (
        (38, "今 收 到", payer.name, "payer_name", 172), (47, "交　　来", place, "premises_address", 172),
        (56, "", f"{day.year}年{first}月至{first + 2}月房租（每月{month}元），水电费另计", None, 172),
        (65, "人民币（大写）", words, None, 120),
    ):  # fmt: skip
        start = sheet.text(14, y, label, size=11, colour=PRINT) + 3 if label else 33
        sheet.text(start, y, value, size=12, face="kai", colour=PEN, mark=mark)
        sheet.line(start - 1, y + 1.5, edge, y + 1.5, colour=PRINT, width=0.4)
    sheet.text(124, 65, "￥", size=12, colour=PRINT)
    sheet.text(131, 65, f"{total}.00", size=12, face="kai", colour=PEN, mark=("total_amount", f"{total}.00"))
    sheet.text(14, 74, "□现金　□支票　□刷卡　√转账　　备注：押金收据另开", size=9, colour=PRINT)
    sheet.text(14, 84, "收款单位（盖章）", size=10, colour=PRINT)
    sheet.text(44, 84, payee.name, size=10, face="kai", colour=PEN, mark="payee_name")
    sheet.text(110, 84, "会计", size=10, colour=PRINT)
    sheet.text(140, 84, "经手人", size=10, colour=PRINT)
    sheet.text(183, 44, "②", size=10, align="right", colour=PRINT)
    for at, char in enumerate("交款单位"):
        sheet.text(183, 50 + at * 5, char, size=9, align="right", colour=PRINT)
    sheet.picture(signature(world.person(), world.seed), 161, 82, 18)
    sheet.picture(round_seal(payee.name, "财务专用章", world.seed + 1), 84, 77, 36, turn=world.rng.uniform(-20, 20))
    return Drawn(sheet=sheet, fields={
        "payer_name": payer.name, "payee_name": payee.name, "issue_date": day.isoformat(),
        "total_amount": f"{total}.00", "premises_address": place,
    })  # fmt: skip


LAYOUTS: Mapping[str, Layout] = {"booklet": booklet}
