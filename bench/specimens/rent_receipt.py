"""Rent receipts (房租收据): a page of a rent receipt book, a note in running text, and a letting firm's table."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import capitals, chinese_day
from bench.specimens.seals import round_seal, signature
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

BLUE, RED, GREEN, BLACK = "#1C3F94", "#B83A3A", "#205C3B", "#101010"
MONTHS = {1: "壹个月", 3: "一个季度", 6: "半年", 12: "壹年"}


@dataclass(frozen=True, kw_only=True)
class Rent:
    """Who paid whom for which premises."""

    payer: str
    payee: str
    firm: bool  # the payee is a firm and stamps
    address: str
    months: int
    monthly: Decimal
    start: date
    end: date
    day: date
    extra: Decimal  # deposit or fees on the same receipt

    @property
    def rent(self) -> Decimal:
        """Rent of all months."""
        return self.monthly * self.months

    @property
    def total(self) -> Decimal:
        """What was paid."""
        return self.rent + self.extra


def rent(world: World, *, extra: bool = False) -> Rent:
    """An invented letting."""
    tenant, firm = world.firm(), world.rng.random() < 0.4
    place = world.place()
    start = world.day(500, 20).replace(day=world.pick((1, 1, 10, 15)))
    months = world.pick(tuple(MONTHS))
    year, month = divmod(start.month - 1 + months, 12)
    monthly = Decimal(world.rng.randint(8, 160) * 100).quantize(Decimal("0.01"))
    return Rent(
        payer=world.pick((tenant.name, tenant.person)),
        payee=world.firm("building", small=False).name.replace("建筑工程", "物业管理") if firm else world.person(),
        firm=firm,
        address=world.street(place),
        months=months,
        monthly=monthly,
        start=start,
        end=date(start.year + year, month + 1, start.day) - timedelta(days=1),
        day=start - timedelta(days=world.rng.randint(0, 12)),
        extra=Decimal(world.pick((0, 200, 500, 1000))).quantize(Decimal("0.01")) if extra else Decimal("0.00"),
    )


def truth(one: Rent) -> dict[str, str]:
    """The catalogue's fields."""
    return {
        "payer_name": one.payer,
        "payee_name": one.payee,
        "issue_date": one.day.isoformat(),
        "total_amount": f"{one.total:.2f}",
        "premises_address": one.address,
    }


def book(world: World) -> Drawn:
    """A printed form filled in by hand, landscape, with a carbon-copy tint."""
    one, ink = rent(world), world.pick((RED, GREEN, BLACK))
    sheet = Sheet(width=190, height=96, day=one.day, title="房租收据")
    sheet.box(0, 0, 190, 96, colour=None, fill=world.pick(("#FFFFFF", "#FDF3F1", "#F2F8F4")))
    title = world.pick(("房 租 收 据", "房 屋 租 金 收 据", "租 金 收 据"))
    sheet.text(95, 14, title, size=19, bold=0.5, colour=ink, align="centre")
    sheet.text(178, 13, f"No. {world.digits(6)}", size=10, colour="#C02020", align="right")
    sheet.text(95, 23, f"{one.day.year}年{one.day.month}月{one.day.day}日", size=11, face="kai", align="centre",
               mark=("issue_date", one.day.isoformat()))  # fmt: skip
    payer = world.pick(("今收到", "兹收到", "交款人"))
    period = f"{one.start:%Y年%m月%d日}至{one.end:%Y年%m月%d日}"
    rows = (
        (payer, one.payer, ("payer_name", one.payer)),
        (world.pick(("房屋地址", "房屋坐落", "租赁地址")), one.address, ("premises_address", one.address)),
        ("交  来", f"{period} 房租（每月{one.monthly:.0f}元，计{one.months}个月）", None),
        ("人民币（大写）", capitals(one.total, "元"), None),
    )
    for index, (label, value, mark) in enumerate(rows):
        y = 33 + index * 10
        sheet.text(14, y, label, size=11, colour=ink)
        sheet.text(44, y, value, size=12 if len(value) < 30 else 10.5, face="kai", colour=BLUE, mark=mark)
        sheet.line(42, y + 1.6, 176, y + 1.6, colour=ink, width=0.3)
    sheet.text(128, 63, "￥", size=12, colour=ink)
    sheet.text(134, 63, f"{one.total:.2f}", size=13, face="kai", colour=BLUE, mark=("total_amount", f"{one.total:.2f}"))
    sheet.text(14, 76, world.pick(("收款人", "收款单位")), size=11, colour=ink)
    sheet.text(40, 76, one.payee, size=12, face="kai", colour=BLUE, mark=("payee_name", one.payee))
    sheet.text(110, 76, "经手人", size=11, colour=ink)
    sheet.picture(signature(world.person(), world.seed), 140, 75, 24)
    if one.firm:
        sheet.picture(round_seal(one.payee, "财务专用章", world.seed), 82, 76, 30, turn=world.rng.uniform(-9, 9))
    sheet.text(14, 89, "备注：水、电、燃气及物业费由承租方另行缴纳。本收据一式两联，涂改无效。", size=8, colour=ink)
    return Drawn(sheet=sheet, fields=truth(one))


def note(world: World) -> Drawn:
    """A receipt in running text, typed, signed by the landlord."""
    one = rent(world)
    sheet = Sheet(width=210, height=148, day=one.day, title="收据")
    face = world.pick(("song", "kai", "hei"))
    sheet.text(105, 26, world.pick(("收  据", "房租收条", "收  条")), size=22, face=face, bold=0.5, align="centre")
    got = world.pick(("今收到承租人", "兹收到租户", "今收到", "本人今收到承租方"))
    what = world.pick(("房屋租金", "店面房租", "商铺租金", "房租"))
    parts: list[tuple[str, tuple[str, str] | None]] = [
        ("    " + got, None), (one.payer, ("payer_name", one.payer)), ("交来位于", None),
        (one.address, ("premises_address", one.address)), (f"的{what}，租期自", None),
        (f"{chinese_day(one.start)}至{chinese_day(one.end)}，共计人民币（大写）", None),
        (capitals(one.total, "元"), None),
        ("（小写：￥", None), (f"{one.total:.2f}", ("total_amount", f"{one.total:.2f}")), ("），款项已收讫。", None),
    ]  # fmt: skip
    _flow(sheet, parts, face)
    sheet.text(108, 104, world.pick(("收款人（签字）：", "出租人：", "收款人：", "房东签名：")), size=13, face=face)
    if not one.firm:
        sheet.text(146, 104, one.payee, size=13, face="kai", mark=("payee_name", one.payee))
    else:
        sheet.text(108, 111, one.payee, size=13, face=face, mark=("payee_name", one.payee))
        sheet.picture(round_seal(one.payee, "财务专用章", world.seed), 160, 108, 36)
    sheet.text(108, 119, f"日期：{chinese_day(one.day)}", size=13, face=face, mark=("issue_date", one.day.isoformat()))
    return Drawn(sheet=sheet, fields=truth(one))


def _flow(sheet: Sheet, parts: list[tuple[str, tuple[str, str] | None]], face: str) -> None:
    """Text that wraps at the right margin; a marked part is remembered where it begins."""
    x, y, left, right, size = 28.0, 44.0, 28.0, 184.0, 13.0
    for text, field in parts:
        line, mark = "", field
        for char in text:
            if x + _wide(line + char, face, size) > right:
                sheet.text(x, y, line, size=size, face=face, mark=mark)
                x, y, line, mark = left, y + 11, "", None
            line += char
        x = sheet.text(x, y, line, size=size, face=face, mark=mark)


def _wide(text: str, face: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, face, size) / mm)


def table(world: World) -> Drawn:
    """A letting firm's receipt with rent, deposit and fees in a table."""
    one = rent(world, extra=True)
    sheet = Sheet(width=210, height=148, day=one.day, title="收款收据")
    title = world.pick(("房屋租赁收款收据", "租金收款收据", "房租收款凭证"))
    sheet.text(105, 18, title, size=18, face="hei", bold=0.3, align="centre")
    sheet.text(20, 29, f"收据编号：ZJ{one.day:%Y%m}{world.digits(4)}", size=10)
    label = world.pick(("开票日期", "收款日期", "日期"))
    sheet.text(
        190, 29, f"{label}：{one.day:%Y-%m-%d}", size=10, align="right", mark=("issue_date", one.day.isoformat())
    )
    sheet.box(20, 33, 190, 109)
    payer, premises = (
        world.pick(("付款单位", "承租方", "交款单位（人）")),
        world.pick(("租赁物业", "房屋地址", "物业地址")),
    )
    first = (
        (payer, one.payer, ("payer_name", one.payer)),
        (premises, one.address, ("premises_address", one.address)),
    )
    for index, (name, value, mark) in enumerate(first):
        y = 39.5 + index * 9
        sheet.text(23, y, name, size=10)
        sheet.text(54, y, value, size=10, mark=mark)
        sheet.line(20, y + 2.5, 190, y + 2.5)
    sheet.line(52, 33, 52, 51)
    _charges(world, sheet, one)
    sheet.line(20, 88, 190, 88)
    sheet.text(23, 95, f"合计金额（大写）：{capitals(one.total, '元')}", size=10.5)
    sheet.text(130, 95, "（小写）：￥", size=10.5)
    sheet.text(186, 95, f"{one.total:,.2f}", size=10.5, align="right", mark=("total_amount", f"{one.total:.2f}"))
    sheet.line(20, 99, 190, 99)
    sheet.text(23, 105.5, f"付款方式：{world.pick(('银行转账', '现金', '微信', '支付宝'))}", size=10)
    sheet.text(20, 120, world.pick(("收款单位（盖章）：", "出租方：", "收款方：")), size=10.5)
    sheet.text(56, 120, one.payee, size=10.5, mark=("payee_name", one.payee))
    sheet.text(130, 120, f"开票人：{world.person()}", size=10.5)
    if one.firm:
        sheet.picture(round_seal(one.payee, "财务专用章", world.seed), 90, 118, 36, turn=world.rng.uniform(-9, 9))
    return Drawn(sheet=sheet, fields=truth(one))


def _charges(world: World, sheet: Sheet, one: Rent) -> None:
    """The rows of rent and what else was paid."""
    for x, words in ((23, "收费项目"), (70, "计费期间"), (132, "单价"), (160, "金额（元）")):
        sheet.text(x, 57, words, size=10)
    sheet.line(20, 60, 190, 60)
    rows = [("租金", f"{one.start:%Y.%m.%d}-{one.end:%Y.%m.%d}", f"{one.monthly:.2f}/月", one.rent)]
    if one.extra:
        rows.append((world.pick(("押金", "物业费", "水电费")), "", "", one.extra))
    for index, (item, period, price, amount) in enumerate(rows):
        y = 66 + index * 8
        for x, value in ((23, item), (62, period), (128, price)):
            sheet.text(x, y, value, size=10)
        sheet.text(186, y, f"{amount:,.2f}", size=10, align="right")
        sheet.line(20, y + 2.2, 190, y + 2.2, width=0.3)


LAYOUTS = {"book": book, "note": note, "table": table}
