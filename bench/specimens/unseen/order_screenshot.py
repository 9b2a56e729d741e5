"""Orders on a phone: a takeaway order as its buyer sees it, and a group-buying shop's order in full."""

from decimal import Decimal

from bench.specimens.drawn import Drawn, Layouts
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

DISHES = (
    "招牌牛肉面（大份）",
    "宫保鸡丁盖饭",
    "鲜肉小馄饨",
    "酸辣土豆丝",
    "冰镇酸梅汤",
    "卤鸡腿",
    "扬州炒饭",
    "麻辣香锅单人餐",
)


def _bar(sheet: Sheet, world: World) -> None:
    sheet.box(0, 0, sheet.width, sheet.height, colour=None, fill="#F4F4F4")
    sheet.text(8, 7, f"{world.rng.randint(8, 22)}:{world.rng.randint(10, 59)}", size=9, face="hei")
    sheet.text(sheet.width - 6, 7, "5G  ▮▮▮  83%", size=7.5, face="hei", align="right")


def _takeaway(world: World) -> Drawn:
    """Delivered meal: the shop as a link over the dishes, many small fees, paid sum at the right, times at the foot."""
    day, shop = world.day(90, 3), f"{world.word('brands')}{world.pick(('牛肉面馆', '家常菜', '小笼包', '麻辣烫'))}"
    shop += f"（{world.place().district[:-1]}{world.pick(('万达店', '人民路店', '大学城店'))}）"
    dishes = [
        (dish, world.rng.randint(1, 3), Decimal(world.rng.randint(6, 38))) for dish in world.rng.sample(DISHES, 4)
    ]
    goods = sum((count * price for _, count, price in dishes), Decimal(0))
    packing, riding, off, red = Decimal("2.5"), Decimal("4.2"), Decimal(world.pick((3, 5, 8))), Decimal("2")
    paid = goods + packing + riding - off - red
    sheet = Sheet(width=90, height=205, day=day, title="订单详情")
    _bar(sheet, world)
    sheet.text(5, 17, "〈", size=12, face="hei")
    sheet.text(45, 17, "订单已送达", size=13, face="hei", align="centre", bold=0.3)
    sheet.text(45, 24, "感谢您对平台的信任，期待再次光临", size=7, face="hei", align="centre", colour="#888888")
    for step, words in enumerate(("再来一单", "申请售后", "联系骑手", "评价得豆")):
        sheet.box(5 + step * 20.5, 28, 23.5 + step * 20.5, 36, fill="#FFFFFF", colour="#DDDDDD", radius=2)
        sheet.text(14.3 + step * 20.5, 33.2, words, size=7, face="hei", align="centre")
    sheet.box(3, 40, 87, 40 + 64 + 8 * len(dishes), fill="#FFFFFF", colour=None, radius=2)
    end = sheet.text(7, 47, shop, size=9.5, face="hei", bold=0.2, mark="merchant_name")
    sheet.text(end + 1, 47, "〉", size=8, face="hei", colour="#999999")
    y = 56.0
    for dish, count, price in dishes:
        sheet.box(7, y - 5, 13, y + 1, fill="#E9D8B8", colour=None, radius=1)
        sheet.text(15, y, dish, size=8, face="hei")
        sheet.text(66, y, f"×{count}", size=7, face="hei", colour="#888888")
        sheet.text(84, y, f"¥{count * price}", size=8, face="hei", align="right")
        y += 9
    for label, words in (
        ("打包费", f"¥{packing}"),
        ("用户配送费", f"¥{riding}"),
        ("满减优惠", f"-¥{off}"),
        ("平台红包", f"-¥{red}"),
    ):
        sheet.text(7, y, label, size=7.6, face="hei", colour="#555555")
        sheet.text(84, y, words, size=7.6, face="hei", align="right", colour="#E0542C" if "-" in words else "#222222")
        y += 7
    sheet.text(40, y + 2, f"已优惠¥{off + red}", size=7.5, face="hei", align="right", colour="#E0542C")
    end = sheet.text(52, y + 2, "实付", size=8, face="hei")
    sheet.text(end + 1, y + 2, f"¥{paid}", size=13, face="hei", bold=0.3, mark=("total_amount", f"{paid:.2f}"))
    y += 13
    sheet.box(3, y - 5, 87, y + 62, fill="#FFFFFF", colour=None, radius=2)
    clock = f"{world.rng.randint(10, 20)}:{world.rng.randint(10, 59)}"
    lines = (
        ("送达时间", f"{day.month:02d}月{day.day:02d}日 尽快送达"), ("收货地址", f"{world.street(world.place())[3:16]}…"),
        ("", f"{world.word('surnames')}女士 138****{world.digits(4)}"), ("配送服务", "平台专送"), ("骑手", f"{world.word('surnames')}师傅"),
        ("订单号码", f"{world.digits(4)} {world.digits(4)} {world.digits(4)} {world.digits(4)}   复制"),
        ("下单时间", f"{day.isoformat()} {clock}"), ("支付方式", "在线支付"),
    )  # fmt: skip
    for label, words in lines:
        sheet.text(7, y + 2, label, size=7.4, face="hei", colour="#888888")
        mark = ("issue_date", day.isoformat()) if label == "下单时间" else None
        sheet.text(84, y + 2, words, size=7.4, face="hei", align="right", mark=mark)
        y += 7.4
    truth = {"merchant_name": shop, "issue_date": day.isoformat(), "total_amount": f"{paid:.2f}"}
    return Drawn(sheet=sheet, fields=truth, screen=True)


def _group_buying(world: World) -> Drawn:
    """A parcel's order page: delivery news first, the shop's line above the ware, paid sum in red, times of each step."""
    place, day = world.place(), world.day(120, 6)
    shop = f"{world.word('brands')}{world.pick(('旗舰店', '食品专营店', '农产品直营店', '百货工厂店'))}"
    line = world.goods("retail", 1)[0]
    price = Decimal(world.rng.randint(990, 8990)) / 100
    count = world.rng.randint(1, 6)
    coupon = Decimal(world.pick(("0.80", "1.50", "3.00")))
    paid = price * count - coupon
    sheet = Sheet(width=92, height=200, day=day, title="订单详情")
    _bar(sheet, world)
    sheet.text(5, 17, "‹", size=16, face="hei")
    sheet.text(12, 17, "已签收", size=14, face="hei", bold=0.3)
    sheet.box(3, 22, 89, 48, fill="#FFFFFF", colour=None, radius=2)
    sheet.text(7, 29, "已签收，签收人凭取货码签收。如有疑问请联系快递员", size=7.2, face="hei", colour="#1C8C3C")
    sheet.text(
        7,
        34,
        f"{day.year}-{min(day.month + 0, 12):02d}-{day.day:02d} 后第3天 驿站代收",
        size=6.6,
        face="hei",
        colour="#888888",
    )
    sheet.text(7, 40, f"{world.person()}   138****{world.digits(4)}", size=8, face="hei")
    sheet.text(7, 45, world.street(place)[:26], size=6.8, face="hei", colour="#666666")
    sheet.box(3, 51, 89, 112, fill="#FFFFFF", colour=None, radius=2)
    sheet.box(7, 54, 12, 59, fill="#D9473C", colour=None, radius=1)
    end = sheet.text(14, 58, shop, size=8.6, face="hei", mark="merchant_name")
    sheet.text(end + 1, 58, "›", size=9, face="hei", colour="#999999")
    sheet.text(85, 58, "联系商家", size=7, face="hei", align="right", colour="#888888")
    sheet.box(7, 63, 27, 83, fill="#EBE3D2", colour=None, radius=1)
    sheet.text(30, 68, f"【{world.word('brands')}】{line.name}{line.model}"[:20], size=7.8, face="hei")
    sheet.text(30, 73, f"{line.model}×1{line.unit}【坏单包赔】", size=6.6, face="hei", colour="#999999")
    sheet.text(85, 68, f"¥{price}", size=8, face="hei", align="right")
    sheet.text(85, 73, f"x{count}", size=7, face="hei", align="right", colour="#999999")
    sheet.text(30, 82, "7天无理由退货  退货包运费  极速退款", size=6.2, face="hei", colour="#C46A2B")
    sheet.text(7, 91, "店铺优惠券", size=7.4, face="hei", colour="#777777")
    sheet.text(85, 91, f"-¥{coupon}", size=7.4, face="hei", align="right", colour="#E02E24")
    sheet.text(7, 98, "运费", size=7.4, face="hei", colour="#777777")
    sheet.text(85, 98, "包邮", size=7.4, face="hei", align="right")
    end = sheet.text(48, 107, "实付：", size=8.4, face="hei")
    sheet.text(end, 107, f"¥{paid}", size=11, face="hei", colour="#E02E24", mark=("total_amount", f"{paid:.2f}"))
    sheet.text(85, 107, "(免运费)", size=6.6, face="hei", align="right", colour="#999999")
    sheet.box(3, 115, 89, 166, fill="#FFFFFF", colour=None, radius=2)
    clock = f"{world.rng.randint(8, 22):02d}:{world.rng.randint(0, 59):02d}:{world.rng.randint(0, 59):02d}"
    stamp = f"{day.isoformat()} {clock}"
    rows = (
        ("订单编号：", f"{day:%y%m%d}-{world.digits(15)}   复制"), ("支付方式：", world.pick(("微信支付", "支付宝", "零钱支付"))),
        ("下单时间：", stamp), ("拼单时间：", stamp), ("成团时间：", stamp), ("快递公司：", world.pick(("中通快递", "韵达快递", "极兔速递"))),
        ("快递单号：", f"YT{world.digits(13)}   复制"),
    )  # fmt: skip
    y = 122.0
    for label, words in rows:
        end = sheet.text(7, y, label, size=7, face="hei", colour="#888888")
        mark = ("issue_date", day.isoformat()) if label.startswith("下单") else None
        sheet.text(end + 1, y, words, size=7, face="hei", mark=mark)
        y += 6.4
    for step, words in enumerate(("申请售后", "再次拼单", "查看物流", "去评价")):
        sheet.box(9 + step * 20, 186, 27 + step * 20, 194, fill="#FFFFFF", colour="#CCCCCC", radius=3.5)
        sheet.text(18 + step * 20, 191.2, words, size=6.8, face="hei", align="centre")
    sheet.text(46, 175, "猜你喜欢", size=8, face="hei", align="centre")
    sheet.text(8, 182, "夏季新款收纳箱 ¥9.9 已拼10万+件", size=6.6, face="hei", colour="#777777")
    truth = {"merchant_name": shop, "issue_date": day.isoformat(), "total_amount": f"{paid:.2f}"}
    return Drawn(sheet=sheet, fields=truth, screen=True)


LAYOUTS: Layouts = {"takeaway-delivered": _takeaway, "group-buying": _group_buying}
