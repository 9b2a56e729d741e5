"""Two till receipts: a restaurant's bill from a cash-desk program, and one in English of a bakery."""

from collections.abc import Mapping
from decimal import Decimal

from bench.specimens.drawn import Drawn, Layout
from bench.specimens.numbers import cents
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

DISHES = (("酸菜鱼(大份)", 88), ("干煸四季豆", 28), ("蒜蓉粉丝扇贝", 12), ("米饭", 2), ("红烧肉", 58), ("拍黄瓜", 16),
          ("可乐(听)", 5), ("纸巾", 1), ("老鸭汤", 68), ("手撕包菜", 22))  # fmt: skip
BAKES = (("Almond Croissant", "22.00"), ("Flat White 12oz", "32.00"), ("Sourdough Loaf", "38.50"), ("Egg Tart", "9.50"),
         ("Iced Americano", "26.00"), ("Banana Bread Slice", "24.00"))  # fmt: skip
STORES = ("Harbour Lane Bakery", "Maple & Rye Cafe", "The Corner Pantry", "Blue Door Coffee House")
STREETS = ("218 Wukang Lane, Shop 3", "66 Old Mill Road, G/F", "1029 Riverside Avenue, Unit 12")


def dining_bill(world: World) -> Drawn:
    """结账单: table, dishes, discount, what was due and what was paid; the shop's name with its branch above."""
    shop, day = world.firm("catering", small=True), world.day()
    name = f"{world.word('brands')}{world.pick(('川菜馆', '家常菜', '小厨'))}（{world.word('roads')}店）"
    chosen = world.rng.sample(DISHES, world.rng.randint(4, 8))
    sheet = Sheet(width=80, height=144 + 5 * len(chosen), day=day, title="结账单")
    hour, minute = world.rng.randint(11, 20), world.rng.randint(10, 58)
    sheet.text(40, 9, name, size=11, face="hei", align="centre", mark="merchant_name")
    sheet.text(40, 16, "结账单", size=14, face="hei", align="centre")
    sheet.text(4, 23, f"桌号：{world.pick('ABC')}{world.rng.randint(1, 30):02d}", size=11, face="hei")
    sheet.text(76, 23, f"人数：{world.rng.randint(2, 9)}", size=9, face="hei", align="right")
    sheet.text(4, 28, f"单号：{day:%m%d}{world.digits(8)}", size=8, face="hei")
    sheet.text(4, 32.5, f"开台时间：{day:%Y-%m-%d} {hour - 1:02d}:{minute - 7:02d}", size=8, face="hei")
    sheet.text(4, 37, "结账时间：", size=8, face="hei")
    sheet.text(
        18.5,
        37,
        f"{day:%Y-%m-%d} {hour:02d}:{minute:02d}:{minute - 5:02d}",
        size=8,
        face="hei",
        mark=("issue_date", day.isoformat()),
    )
    sheet.text(4, 41.5, f"收银员：{world.person()}", size=8, face="hei")
    y = 45.0
    _dashes(sheet, y)
    for x, words in ((4, "菜品"), (44, "单价"), (57, "数量"), (67, "小计")):
        sheet.text(x, y + 4.5, words, size=8, face="hei")
    y += 9.5
    due = Decimal(0)
    for dish, price in chosen:
        count = world.rng.randint(1, 4) if price < 13 else 1
        due += price * count
        sheet.text(4, y, dish, size=8, face="hei")
        sheet.text(50, y, f"{price}.00", size=8, face="hei", align="right")
        sheet.text(60, y, str(count), size=8, face="hei", align="centre")
        sheet.text(76, y, f"{price * count}.00", size=8, face="hei", align="right")
        y += 5
    _dashes(sheet, y - 2)
    off = Decimal(world.pick((0, 5, 10, 20)))
    coupon = cents(due * Decimal("0.05"))
    paid = due - off - coupon
    for label, value in (("消费合计", due), ("活动优惠（满减）", -off), ("会员95折", -coupon)):
        sheet.text(4, y + 3, label, size=8, face="hei")
        sheet.text(76, y + 3, f"{value:.2f}", size=8, face="hei", align="right")
        y += 4.8
    sheet.text(4, y + 5, "应收金额", size=12, face="hei")
    sheet.text(76, y + 5, f"￥{paid:.2f}", size=12, face="hei", align="right", mark=("total_amount", f"{paid:.2f}"))
    y += 11
    _dashes(sheet, y - 3)
    sheet.text(4, y + 1, world.pick(("微信支付", "支付宝", "美团券+微信")), size=8, face="hei")
    sheet.text(76, y + 1, f"{paid:.2f}", size=8, face="hei", align="right")
    sheet.text(
        4, y + 6, f"会员：138****{world.digits(4)}　储值余额：{world.rng.randint(20, 600)}.00", size=8, face="hei"
    )
    _dashes(sheet, y + 8.5)
    sheet.text(4, y + 13, "地址：", size=8, face="hei")
    address = shop.address[shop.address.index("市") + 1 :]
    sheet.text(13, y + 13, address, size=8, face="hei", mark="merchant_address")
    sheet.text(4, y + 17.5, f"订餐电话：{shop.phone}", size=8, face="hei")
    sheet.qr(f"https://example.com/kp?o={world.digits(10)}", 30, y + 20, 17)
    sheet.text(40, y + 40, "扫码开电子发票，30天内有效", size=7.5, face="hei", align="centre")
    sheet.text(40, y + 44, "技术支持：云食客收银 400-000-0000", size=7, face="hei", align="centre")
    return Drawn(sheet=sheet, fields={
        "merchant_name": name, "merchant_address": address, "issue_date": day.isoformat(), "total_amount": f"{paid:.2f}",
    })  # fmt: skip


def bakery(world: World) -> Drawn:
    """An English receipt: month by name, subtotal, service, total, card slip below."""
    store, street, day = world.pick(STORES), world.pick(STREETS), world.day()
    chosen = world.rng.sample(BAKES, world.rng.randint(2, 5))
    sheet = Sheet(width=76, height=104 + 5 * len(chosen), day=day, title="Receipt")
    sheet.text(38, 10, store, size=13, face="hei", align="centre", mark="merchant_name")
    sheet.text(38, 15, street, size=8, face="hei", align="centre", mark="merchant_address")
    sheet.text(38, 19, f"Tel +86 21 8000 {world.digits(4)}", size=8, face="hei", align="centre")
    sheet.text(4, 26, f"Order #{world.digits(3)}", size=11, face="hei")
    sheet.text(72, 26, world.pick(("Dine In", "Take Away")), size=9, face="hei", align="right")
    sheet.text(
        4,
        31,
        f"{day:%d %b %Y}  {world.rng.randint(8, 11):02d}:{world.rng.randint(10, 59)} AM",
        size=8,
        face="hei",
        mark=("issue_date", day.isoformat()),
    )
    sheet.text(72, 31, f"Server: {world.pick(('Mia', 'Leo', 'Anna'))}", size=8, face="hei", align="right")
    _dashes(sheet, 34)
    y, sub = 39.0, Decimal(0)
    for name, price in chosen:
        count = world.rng.randint(1, 3)
        net = Decimal(price) * count
        sub += net
        sheet.text(4, y, f"{count} x {name}", size=8, face="hei")
        sheet.text(72, y, f"{net:.2f}", size=8, face="hei", align="right")
        y += 5
    _dashes(sheet, y - 2)
    service = cents(sub * Decimal("0.06"))
    for label, value in (("Subtotal", sub), ("Service charge 6%", service)):
        sheet.text(4, y + 3, label, size=8, face="hei")
        sheet.text(72, y + 3, f"{value:.2f}", size=8, face="hei", align="right")
        y += 4.8
    total = sub + service
    sheet.text(4, y + 5, "TOTAL DUE (CNY)", size=11, face="hei")
    sheet.text(72, y + 5, f"¥{total:.2f}", size=11, face="hei", align="right", mark=("total_amount", f"{total:.2f}"))
    y += 12
    cash = Decimal(-(-int(total) // 50) * 50 + 50)
    for words, value in (
        ("Cash tendered", cash),
        ("Change", cash - total),
        ("Incl. VAT 6%", total - cents(total / Decimal("1.06"))),
    ):
        sheet.text(4, y, words, size=8, face="hei")
        sheet.text(72, y, f"{value:.2f}", size=8, face="hei", align="right")
        y += 4.5
    _dashes(sheet, y)
    sheet.text(38, y + 6, "You earned 12 points today", size=8, face="hei", align="centre")
    sheet.text(38, y + 11, "Thank you and see you again!", size=8, face="hei", align="centre")
    sheet.text(38, y + 16, "Items may be exchanged within 24 hours", size=7, face="hei", align="centre")
    sheet.text(38, y + 20, "www.example.com   Follow us @example", size=7, face="hei", align="centre")
    return Drawn(sheet=sheet, fields={
        "merchant_name": store, "merchant_address": street, "issue_date": day.isoformat(), "total_amount": f"{total:.2f}",
    })  # fmt: skip


def _dashes(sheet: Sheet, y: float) -> None:
    x = 4.0
    while x < sheet.width - 5:
        sheet.line(x, y, x + 1.2, y, width=0.4)
        x += 2


LAYOUTS: Mapping[str, Layout] = {"dining_bill": dining_bill, "bakery": bakery}
