"""Screenshots of invented selling platforms on a phone: a buyer's order, a take-away merchant's order, a seller's order
list entry, and a seller's figures of the day. No logo and no real platform's name.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import cents
from bench.specimens.sheet import Sheet
from bench.specimens.till_receipt_goods import clock, sold, total_of
from bench.specimens.world import World

WIDE = 160.0  # millimetres of a phone screen as it is rasterised: 945 pixels
GREY, PALE, BLACK, WHITE = "#8A8A8A", "#F4F4F4", "#222222", "#FFFFFF"
ORANGE, RED, YELLOW, BLUE, GREEN = "#FF6A1A", "#E8392B", "#FFC83A", "#2F6BFF", "#1AAE6F"


@dataclass(kw_only=True)
class Phone:
    """A screen being filled from the top."""

    sheet: Sheet
    y: float = 18.0

    def card(self, height: float) -> None:
        """A white card under the last one; text is written on it from its top."""
        self.sheet.box(5, self.y, WIDE - 5, self.y + height, colour=None, fill=WHITE, radius=3)

    def row(
        self, label: str, value: str, *, mark: tuple[str, str] | None = None, size: float = 15, bold: float = 0,
        colour: str = BLACK, gap: float = 10.5, left: bool = False,
    ) -> None:  # fmt: skip
        """A grey label and its value at the right edge, or behind the label."""
        self.y += gap
        end = self.sheet.text(11, self.y, label, size=size, face="hei", colour=GREY)
        at, align = (end + 5, "left") if left else (WIDE - 11, "right")
        self.sheet.text(at, self.y, value, size=size, face="hei", colour=colour, bold=bold, align=align, mark=mark)


def screen(world: World, title: str, day: date, colour: str, height: float) -> Phone:
    """Status bar and title bar of a phone."""
    ink = BLACK if colour in (WHITE, YELLOW) else WHITE
    sheet = Sheet(width=WIDE, height=height, day=day, title=title)
    sheet.box(0, 0, WIDE, height, colour=None, fill=PALE)
    sheet.box(0, 0, WIDE, 30, colour=None, fill=colour)
    sheet.text(8, 8, clock(world, seconds=False), size=12, face="hei", colour=ink)
    sheet.text(WIDE - 8, 8, f"5G  {world.rng.randint(20, 99)}%", size=11, face="hei", colour=ink, align="right")
    sheet.text(8, 23, "<", size=18, face="hei", colour=ink)
    sheet.text(WIDE / 2, 23, title, size=17, face="hei", colour=ink, align="centre")
    return Phone(sheet=sheet, y=34.0)


def moment(day: date, time: str) -> str:
    """``2026-11-02 18:20:31``."""
    return f"{day:%Y-%m-%d} {time}"


def truth(name: str, day: date, total: Decimal) -> dict[str, str]:
    """The catalogue's fields."""
    return {"merchant_name": name, "issue_date": day.isoformat(), "total_amount": f"{total:.2f}"}


def web_shop(world: World) -> str:
    """A shop of an online mall."""
    form = world.pick(("旗舰店", "专营店", "食品专卖店", "企业店", "的小店", "优选店", "官方店"))
    return f"{world.word('brands')}{world.pick(('', '粮油', '食品', '日用', '家居', '五金'))}{form}"


def buyer_order(world: World) -> Drawn:
    """The detail page of an order in an online mall."""
    day, name = world.day(), web_shop(world)
    phone = screen(world, "订单详情", day, world.pick((ORANGE, RED, WHITE)), 330)
    sheet = phone.sheet
    phone.card(26)
    sheet.text(
        11, phone.y + 10, world.pick(("交易成功", "卖家已发货", "等待收货", "已签收")), size=19, face="hei", bold=0.4
    )
    sheet.text(
        11,
        phone.y + 20,
        f"{world.person()}  138****{world.digits(4)}  {world.street(world.place())[:16]}",
        size=12,
        face="hei",
        colour=GREY,
    )
    phone.y += 31
    lines = sold(world, "shop_cn", 1, 3)
    phone.card(16 + 30 * len(lines) + 56)
    sheet.text(11, phone.y + 10, f"{name}", size=16, face="hei", bold=0.2, mark=("merchant_name", name))
    sheet.text(WIDE - 11, phone.y + 10, ">", size=14, face="hei", colour=GREY, align="right")
    phone.y += 16
    for line in lines:
        _item(world, phone, line.name, line.price, int(line.quantity))
    gross, freight = total_of(lines), Decimal(world.pick((0, 0, 6, 8))).quantize(Decimal("0.01"))
    saved = cents(gross * Decimal(world.pick(("0", "0.05", "0.1"))))
    total = gross + freight - saved
    phone.row("商品总价", f"￥{gross:.2f}")
    phone.row("运费", f"￥{freight:.2f}")
    phone.row("店铺优惠", f"-￥{saved:.2f}")
    label = world.pick(("实付款", "实付款（含运费）", "实付金额"))
    phone.row(label, f"￥{total:.2f}", size=18, bold=0.3, colour=RED, gap=12, mark=("total_amount", f"{total:.2f}"))
    phone.y += 14
    phone.card(62)
    sheet.text(11, phone.y + 9, "订单信息", size=15, face="hei", bold=0.2)
    phone.y += 9
    phone.row("订单编号", world.digits(19), left=True, size=13.5)
    first = world.pick(("创建时间", "下单时间"))
    phone.row(first, moment(day, "09:12:44"), left=True, size=13.5, mark=("issue_date", day.isoformat()))
    phone.row("付款时间", moment(day, "09:12:58"), left=True, size=13.5, mark=("issue_date", day.isoformat()))
    phone.row("发货时间", moment(day, "16:40:05"), left=True, size=13.5)
    sheet.text(WIDE - 11, 322, "再次购买     查看物流     申请售后", size=13, face="hei", colour=GREY, align="right")
    return Drawn(sheet=sheet, fields=truth(name, day, total), screen=True)


def _item(world: World, phone: Phone, name: str, price: Decimal, many: int) -> None:
    """A picture, a ware, its price and how many."""
    top = phone.y
    tint = world.pick(("#E9D8C4", "#D5E3D0", "#D3DDEB", "#F0D9DA"))
    phone.sheet.box(11, top, 36, top + 25, colour=None, fill=tint, radius=2)
    phone.sheet.text(41, top + 7, name, size=14, face="hei")
    phone.sheet.text(
        41, top + 15, world.pick(("默认规格", "家庭装", "整箱", "新日期")), size=11, face="hei", colour=GREY
    )
    phone.sheet.text(WIDE - 11, top + 7, f"￥{price:.2f}", size=14, face="hei", align="right")
    phone.sheet.text(WIDE - 11, top + 15, f"x{many}", size=12, face="hei", colour=GREY, align="right")
    phone.y += 30


def take_away(world: World) -> Drawn:
    """An order in the merchant's app of a delivery platform."""
    day = world.day()
    what, road = world.pick(("小馆", "川菜馆", "面馆", "饭店", "炸鸡", "麻辣烫")), str(world.word("roads"))[:4]
    name = f"{world.word('brands')}{what}（{road}店）"
    phone = screen(world, world.pick(("订单详情", "外卖订单")), day, world.pick((YELLOW, BLUE)), 330)
    sheet = phone.sheet
    phone.card(34)
    sheet.text(11, phone.y + 11, name, size=16, face="hei", bold=0.2, mark=("merchant_name", name))
    sheet.text(
        11,
        phone.y + 20,
        f"#{world.rng.randint(1, 180)}  {world.pick(('已完成', '已送达', '配送中'))}",
        size=14,
        face="hei",
        colour=GREEN,
    )
    sheet.text(
        11,
        phone.y + 29,
        f"顾客：{world.pick('陈李王赵')}女士 尾号{world.digits(4)}  第{world.rng.randint(1, 9)}次下单",
        size=12,
        face="hei",
        colour=GREY,
    )
    phone.y += 39
    lines = sold(world, "meal_cn", 2, 5)
    phone.card(14 + 10.5 * (len(lines) + 5))
    sheet.text(11, phone.y + 9, "商品信息", size=15, face="hei", bold=0.2)
    phone.y += 10
    for line in lines:
        phone.row(f"{line.name}  ×{line.quantity}", f"￥{line.total:.2f}", size=14)
    goods = total_of(lines)
    box, carriage = Decimal(len(lines)).quantize(Decimal("0.01")), Decimal("3.50")
    saved = Decimal(world.pick((0, 3, 5, 8))).quantize(Decimal("0.01"))
    total = goods + box + carriage - saved
    phone.row("打包费", f"￥{box:.2f}", size=14)
    phone.row("配送费", f"￥{carriage:.2f}", size=14)
    phone.row("商家活动支出", f"-￥{saved:.2f}", size=14)
    label = world.pick(("顾客实付", "用户实付", "实付金额"))
    phone.row(label, f"￥{total:.2f}", size=17, bold=0.3, mark=("total_amount", f"{total:.2f}"))
    phone.row("预计收入", f"￥{cents(total * Decimal('0.86')):.2f}", size=14, colour=RED)
    phone.y += 10
    phone.card(46)
    phone.row("订单编号", f"{world.digits(16)}", left=True, size=13)
    phone.row("下单时间", moment(day, clock(world)), left=True, size=13, mark=("issue_date", day.isoformat()))
    phone.row("支付方式", "在线支付", left=True, size=13)
    sheet.text(WIDE / 2, 320, "联系顾客      打印小票      退款", size=14, face="hei", colour=GREY, align="centre")
    return Drawn(sheet=sheet, fields=truth(name, day, total), screen=True)


def seller_entry(world: World) -> Drawn:
    """One order in a seller's back-end, labels before values."""
    day, name = world.day(), web_shop(world)
    phone = screen(world, "订单管理", day, WHITE, 300)
    sheet = phone.sheet
    for index, tab in enumerate(("全部", "待发货", "已发货", "售后", "已完成")):
        sheet.text(14 + index * 30, phone.y + 7, tab, size=13, face="hei", colour=RED if index == 4 else GREY)
    phone.y += 14
    lines = sold(world, "shop_cn", 1, 2)
    phone.card(30 * len(lines) + 122)
    phone.row("店铺名称：", name, left=True, size=14, mark=("merchant_name", name))
    phone.row("订单号：", f"{day:%y%m%d}-{world.digits(15)}", left=True, size=13)
    phone.row("成交时间：", moment(day, clock(world)), left=True, size=13, mark=("issue_date", day.isoformat()))
    phone.y += 6
    for line in lines:
        _item(world, phone, line.name, line.price, int(line.quantity))
    gross = total_of(lines)
    saved = Decimal(world.pick((0, 1, 2, 5))).quantize(Decimal("0.01"))
    total = gross - saved
    phone.row("商品总额", f"￥{gross:.2f}", size=14)
    phone.row("平台优惠", f"-￥{saved:.2f}", size=14)
    phone.row(
        world.pick(("订单金额", "买家实付", "实收金额")),
        f"￥{total:.2f}",
        size=16,
        bold=0.3,
        mark=("total_amount", f"{total:.2f}"),
    )
    phone.row("买家：", f"{world.pick('abcdefg')}***{world.digits(2)}", left=True, size=13)
    phone.row("收货地址：", world.street(world.place())[:18], left=True, size=13)
    phone.row("订单状态：", world.pick(("已签收", "交易成功")), left=True, size=13)
    return Drawn(sheet=sheet, fields=truth(name, day, total), screen=True)


def day_figures(world: World) -> Drawn:
    """The figures of one day in a seller's app: tiles with a small label over a big number."""
    day = world.day()
    name = world.pick((web_shop(world), f"{world.word('brands')}便利店", f"{world.word('brands')}餐饮店"))
    title = world.pick(("营业数据", "经营数据", "生意看板", "数据概览"))
    phone = screen(world, title, day, world.pick((BLUE, ORANGE, WHITE)), 290)
    sheet = phone.sheet
    phone.card(32)
    sheet.text(11, phone.y + 11, name, size=17, face="hei", bold=0.2, mark=("merchant_name", name))
    label = world.pick(("统计日期", "数据日期", "统计时间"))
    sheet.text(
        11,
        phone.y + 23,
        f"{label}：{day:%Y-%m-%d}",
        size=13,
        face="hei",
        colour=GREY,
        mark=("issue_date", day.isoformat()),
    )
    phone.y += 37
    orders = world.rng.randint(12, 900)
    total = cents(Decimal(str(world.rng.uniform(18, 90))) * orders)
    phone.card(58)
    big = world.pick(("今日营业额（元）", "营业额（元）", "支付金额（元）", "成交金额（元）", "营业收入（元）"))
    sheet.text(11, phone.y + 14, big, size=14, face="hei", colour=GREY)
    sheet.text(11, phone.y + 30, f"{total:,.2f}", size=30, face="hei", bold=0.5, mark=("total_amount", f"{total:.2f}"))
    sheet.text(
        11,
        phone.y + 44,
        f"较前一日 {world.pick('+-')}{world.rng.randint(1, 30)}.{world.digits(2)}%",
        size=12,
        face="hei",
        colour=GREY,
    )
    phone.y += 63
    tiles = (
        ("订单数", f"{orders}"),
        ("客单价（元）", f"{total / orders:.2f}"),
        ("退款金额（元）", f"{world.amount(10, 300):.2f}"),
        ("访客数", f"{orders * 7}"),
        ("支付转化率", f"{world.rng.randint(5, 22)}.{world.digits(2)}%"),
        ("新客数", f"{orders // 3}"),
    )
    phone.card(76)
    for index, (words, value) in enumerate(tiles):
        x, y = 11 + index % 3 * 48, phone.y + 14 + index // 3 * 34
        sheet.text(x, y, words, size=12, face="hei", colour=GREY)
        sheet.text(x, y + 10, value, size=17, face="hei", bold=0.2)
    phone.y += 81
    phone.card(62)
    sheet.text(11, phone.y + 10, "营业趋势", size=14, face="hei", bold=0.2)
    last = (11.0, phone.y + 50)
    for step in range(1, 13):
        spot = (11 + step * 11.4, phone.y + 20 + world.rng.random() * 32)
        sheet.line(*last, *spot, colour=BLUE, width=1.2)
        last = spot
    return Drawn(sheet=sheet, fields=truth(name, day, total), screen=True)


LAYOUTS = {"buyer-order": buyer_order, "take-away": take_away, "seller-entry": seller_entry, "day-figures": day_figures}
