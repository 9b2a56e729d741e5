"""Purchase orders: from an ERP program on A4, a chain store's wide order list, and one in English."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import cents, chinese_day, grouped
from bench.specimens.parties import Party
from bench.specimens.ruled import Cell, row
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.trade import Column, Ware, money, spelled, table, total_of, trade_words, truth, wares
from bench.specimens.world import World


@dataclass(frozen=True, kw_only=True)
class Order:
    """What every order says."""

    buyer: Party
    seller: Party
    day: date
    lines: tuple[Ware, ...]
    number: str

    @property
    def total(self) -> Decimal:
        """Sum of the lines."""
        return total_of(self.lines)


KEYS = ("name", "spec", "unit", "quantity", "unit_price", "amount")


def _order(world: World, trade: str | None = None) -> Order:
    trade = trade or world.pick(("building", "manufacturing", "agriculture", "retail"))
    day = world.day()
    return Order(
        buyer=world.firm(small=False),
        seller=world.firm(trade),
        day=day,
        lines=wares(world, trade, world.rng.randint(2, 6)),
        number=f"{world.pick(('PO', 'CG', 'CGDD-', 'DH'))}{day:%Y%m%d}{world.digits(3)}",
    )


def _facts(order: Order, **other: object) -> dict[str, object]:
    return {
        "buyer_name": order.buyer.name,
        "seller_name": order.seller.name,
        "order_number": order.number,
        "issue_date": order.day.isoformat(),
        "total_amount": f"{order.total:.2f}",
        "goods": truth(order.lines, KEYS),
        **other,
    }


def _erp(world: World) -> Drawn:
    """采购订单 of an ERP program: letterhead of the buyer, head in two columns, terms, both seals."""
    order, face = _order(world), world.pick(("song", "hei"))
    title = world.pick(("采购订单", "采购单", "采购订货单"))
    sheet = Sheet(width=210, height=297, day=order.day, title=title)
    sheet.text(105, 18, order.buyer.name, size=16, face=face, align="centre", bold=0.3, mark="buyer_name")
    sheet.text(105, 28, title, size=18, face=face, align="centre", bold=0.4, space=2)
    y = _erp_head(world, sheet, order, face)
    columns = [
        Column(head="序号", key="number", width=11),
        Column(head=world.pick(("物料编码", "料号", "存货编码")), key="code", width=22),
        Column(head=world.pick(("物料名称", "品名", "产品名称", "存货名称")), key="name", width=32, end="l"),
        Column(head=world.pick(("规格型号", "规格")), key="spec", width=31),
        Column(head="单位", key="unit", width=13),
        Column(head=world.pick(("数量", "订购数量", "采购数量")), key="quantity", width=17, end="r"),
        Column(
            head=world.pick(("单价", "含税单价", "单价(元)", "含税单价\n（元）")), key="unit_price", width=20, end="r"
        ),
        Column(head=world.pick(("金额", "价税合计", "含税金额", "金额\n（元）")), key="amount", width=25, end="r"),
        Column(head="交货日期", key="due", width=21),
    ]
    due = (order.day + timedelta(days=world.rng.randint(5, 40))).isoformat()
    rows = [
        line.cells() | {"number": str(place + 1), "code": f"{world.pick('ABC')}{world.digits(5)}", "due": due}
        for place, line in enumerate(order.lines)
    ]
    y = table(
        sheet, 9, y, columns, rows, size=8.4, face=face, height=9, head_height=9, fill=world.pick((None, "#E8EEF5"))
    )
    _erp_total(world, sheet, order, face, columns, y)
    return Drawn(sheet=sheet, fields=_facts(order))


def _erp_head(world: World, sheet: Sheet, order: Order, face: str) -> float:
    told = world.rng.random() < 0.5
    day = world.pick((order.day.isoformat(), chinese_day(order.day), f"{order.day:%Y/%m/%d}"))
    rows: list[tuple[str, Cell]] = [
        (
            world.pick(("供应商：", "供方：", "供应商名称：", "供货单位：", "卖方：")),
            (order.seller.name, ("seller_name", order.seller.name)),
        ),
        (
            world.pick(("订单编号：", "订单号：", "采购单号：", "单据编号：")),
            (order.number, ("order_number", order.number)),
        ),
        ("联系人：", order.seller.person),
        (
            world.pick(("订单日期：", "采购日期：", "下单日期：", "日期：")),
            (day, ("issue_date", order.day.isoformat())),
        ),
        ("电话：", order.seller.phone),
        ("采购员：", order.buyer.person),
        ("地址：", order.seller.address[:17]),
        ("付款方式：", world.pick(("月结30天", "货到付款", "款到发货"))),
    ]
    if told:
        rows += [
            (
                world.pick(("采购方：", "需方：", "订货单位：", "买方：")),
                (order.buyer.name, ("buyer_name", order.buyer.name)),
            ),
            ("币别：", "人民币"),
        ]
    for index, (label, cell) in enumerate(rows):
        words, mark = (cell, None) if isinstance(cell, str) else cell
        x, y = (10, 125)[index % 2], 38 + index // 2 * 6
        end = sheet.text(x, y, label, size=9.5, face=face)
        sheet.text(end, y, words, size=9.5, face=face, mark=mark)
    return 40 + (len(rows) + 1) // 2 * 6


def _erp_total(world: World, sheet: Sheet, order: Order, face: str, columns: list[Column], y: float) -> None:
    pieces = sum((line.quantity for line in order.lines), Decimal(0))
    total: Cell = (money(world, order.total), ("total_amount", f"{order.total:.2f}"))
    cells: list[Cell] = [world.pick(("合计", "总计")), "", "", "", "", str(pieces), "", total, ""]
    y = row(sheet, 9, y, [column.width for column in columns], cells, height=8, size=8.4, face=face, ends="cccccrrrc")
    end = sheet.text(
        10, y + 6, world.pick(("合计人民币（大写）：", "金额大写：", "总金额（大写）：")), size=9.5, face=face
    )
    sheet.text(end, y + 6, spelled(order.total), size=9.5, face=face)
    terms = (
        "一、交货地点：" + order.buyer.address,
        "二、质量要求：按国家标准及双方确认的样品验收，不合格品由供方负责退换。",
        "三、供方须按交货日期准时交货，逾期每日按订单金额的0.5%支付违约金。",
        "四、供方收到订单后请于两日内签字盖章回传，逾期视为接受本订单。",
    )
    for index, words in enumerate(terms):
        sheet.text(10, y + 14 + index * 6, words, size=9, face=face)
    sheet.text(10, y + 46, "制单：" + order.buyer.person, size=9.5, face=face)
    sheet.text(75, y + 46, "审核：", size=9.5, face=face)
    sheet.text(125, y + 46, "供应商确认（签章）：", size=9.5, face=face)
    if world.rng.random() < 0.6:
        sheet.picture(round_seal(order.buyer.name, "采购专用章", 8), 60, y + 50, 38, turn=5)


def _chain(world: World) -> Drawn:
    """订货单 of a chain of shops, A4 across: barcodes, a shop as the place of delivery."""
    order = _order(world, "retail")
    title = world.pick(("门店订货单", "订货单", "商品订货单", "采购订货单"))
    sheet = Sheet(width=297, height=210, day=order.day, title=title)
    sheet.text(148, 18, title, size=18, face="hei", align="centre", bold=0.2)
    shop = world.pick(trade_words()["shops"]) + world.place().district[:-1] + "店"
    day = world.pick((order.day.isoformat(), f"{order.day:%Y/%m/%d}"))
    fields: tuple[tuple[str, Cell], ...] = (
        (
            world.pick(("订货单位：", "采购方：", "订货公司：", "购货单位：")),
            (order.buyer.name, ("buyer_name", order.buyer.name)),
        ),
        (world.pick(("供应商：", "供货商：", "供应商名称：")), (order.seller.name, ("seller_name", order.seller.name))),
        (world.pick(("订单号：", "订货单号：", "单号：")), (order.number, ("order_number", order.number))),
        ("收货门店：", shop),
        (world.pick(("订货日期：", "下单日期：", "制单日期：")), (day, ("issue_date", order.day.isoformat()))),
        ("要求到货：", (order.day + timedelta(days=3)).isoformat()),
    )
    for index, (label, cell) in enumerate(fields):
        words, mark = (cell, None) if isinstance(cell, str) else cell
        x, y = (14, 112, 212)[index % 3], 28 + index // 3 * 7
        end = sheet.text(x, y, label, size=9.5, face="hei")
        sheet.text(end, y, words, size=9.5, face="hei", mark=mark)
    columns = [
        Column(head="行号", key="number", width=13),
        Column(head="商品条码", key="code", width=36),
        Column(head="商品名称", key="name", width=52, end="l"),
        Column(head="规格", key="spec", width=36),
        Column(head="单位", key="unit", width=15),
        Column(head=world.pick(("订货数量", "订货量", "数量")), key="quantity", width=24, end="r"),
        Column(head=world.pick(("进价", "单价", "含税进价")), key="unit_price", width=26, end="r"),
        Column(head=world.pick(("进价金额", "金额", "订货金额")), key="amount", width=32, end="r"),
        Column(head="备注", key="remark", width=34),
    ]
    rows = [
        line.cells() | {"number": str(place + 1), "code": "690" + world.digits(10)}
        for place, line in enumerate(order.lines)
    ]
    y = table(sheet, 14, 40, columns, rows, size=9.4, face="hei", height=8, fill="#F2F2F2", rule="#777777")
    pieces = sum((line.quantity for line in order.lines), Decimal(0))
    end = sheet.text(14, y + 8, f"商品品种数：{len(order.lines)}    数量合计：{pieces}    ", size=9.5, face="hei")
    end = sheet.text(
        150, y + 8, world.pick(("金额合计：", "订单总金额：", "总金额：", "合计金额：")), size=9.5, face="hei"
    )
    sheet.text(
        end,
        y + 8,
        world.pick((grouped(order.total), f"¥{order.total:.2f}", f"{order.total:.2f}元")),
        size=9.5,
        face="hei",
        mark=("total_amount", f"{order.total:.2f}"),
    )
    sheet.text(
        14,
        y + 16,
        "说明：请供应商凭此单送货，送货时请附送货单及检验报告；超出订货量部分不予收货。",
        size=8.5,
        face="hei",
    )
    for index, words in enumerate(("制单人：" + order.buyer.person, "审核人：", "打印时间：" + day, "第1页/共1页")):
        sheet.text(14 + index * 68, y + 26, words, size=9, face="hei")
    return Drawn(sheet=sheet, fields=_facts(order))


def _english(world: World) -> Drawn:
    """A purchase order in English between an importer and a maker."""
    buyer, seller = world.rng.sample(trade_words()["english_firms"], 2)
    day, sign = world.day(), world.pick(("USD", "US$", "CNY"))
    lines = tuple(
        Ware(
            name=name,
            spec=code,
            unit=unit,
            quantity=Decimal(world.rng.randint(5, 900)),
            price=cents(Decimal(str(world.rng.uniform(low, high)))),
        )
        for name, code, unit, low, high in world.rng.sample(trade_words()["english_wares"], world.rng.randint(2, 5))
    )
    number, total = f"{world.pick(('PO-', 'P', '45'))}{world.digits(7)}", total_of(lines)
    sheet = Sheet(width=210, height=297, day=day, title="Purchase Order")
    sheet.text(14, 20, buyer[0], size=15, face="hei", bold=0.2, mark=("buyer_name", buyer[0]))
    sheet.text(14, 26, buyer[1], size=8.5, face="hei")
    sheet.text(
        196, 20, world.pick(("PURCHASE ORDER", "Purchase Order")), size=17, face="hei", align="right", colour="#1F4E79"
    )
    for index, (label, words, mark) in enumerate(
        (
            (world.pick(("PO No.:", "P.O. Number:", "Order No.:")), number, ("order_number", number)),
            (
                world.pick(("Date:", "PO Date:", "Order Date:")),
                world.pick((f"{day:%d %b %Y}", day.isoformat(), f"{day:%B} {day.day}, {day.year}")),
                ("issue_date", day.isoformat()),
            ),
            ("Payment:", world.pick(("T/T 30 days", "30% deposit, 70% before shipment", "Net 45 days")), None),
        )
    ):
        sheet.text(130, 34 + index * 6, label, size=9.5, face="hei")
        sheet.text(156, 34 + index * 6, words, size=9.5, face="hei", mark=mark)
    sheet.text(14, 40, world.pick(("Supplier:", "Vendor:", "To:", "Seller:")), size=9.5, face="hei", bold=0.15)
    sheet.text(14, 46, seller[0], size=10, face="hei", mark=("seller_name", seller[0]))
    sheet.text(14, 51, seller[1], size=8.5, face="hei")
    sheet.text(14, 60, "Ship to:", size=9.5, face="hei", bold=0.15)
    sheet.text(14, 66, buyer[1], size=8.5, face="hei")
    columns = [
        Column(head=world.pick(("Item", "No.", "Line")), key="number", width=12),
        Column(head=world.pick(("Description", "Description of Goods", "Product")), key="name", width=62, end="l"),
        Column(head=world.pick(("Part No.", "Item Code", "Model")), key="spec", width=28),
        Column(head="Unit", key="unit", width=14),
        Column(head=world.pick(("Qty", "Quantity")), key="quantity", width=18, end="r"),
        Column(head=world.pick(("Unit Price", "Price")), key="unit_price", width=22, end="r"),
        Column(head=world.pick(("Amount", "Line Total", f"Amount ({sign})")), key="amount", width=30, end="r"),
    ]
    rows = [
        line.cells() | {"number": str(place + 1), "amount": grouped(line.amount)} for place, line in enumerate(lines)
    ]
    y = table(sheet, 12, 74, columns, rows, size=8.8, face="hei", height=10, fill="#DCE6F1")
    end = sheet.text(
        140, y + 8, world.pick(("Total:", "Total Amount:", "Grand Total:", "TOTAL")), size=10, face="hei", bold=0.15
    )
    sheet.text(end + 3, y + 8, f"{sign} {grouped(total)}", size=10, face="hei", mark=("total_amount", f"{total:.2f}"))
    for index, words in enumerate(
        (
            "Delivery: within 30 days after order confirmation.",
            "Packing: export standard cartons on pallets.",
            "Please sign and return one copy of this order as acceptance.",
        )
    ):
        sheet.text(14, y + 20 + index * 5.5, words, size=9, face="hei")
    sheet.text(14, y + 50, "Authorised signature (Buyer)", size=9, face="hei")
    sheet.text(120, y + 50, "Accepted by (Supplier)", size=9, face="hei")
    facts = {
        "buyer_name": buyer[0],
        "seller_name": seller[0],
        "order_number": number,
        "issue_date": day.isoformat(),
        "total_amount": f"{total:.2f}",
        "goods": truth(lines, KEYS),
    }
    return Drawn(sheet=sheet, fields=facts)


LAYOUTS = {"erp": _erp, "chain": _chain, "english": _english}
