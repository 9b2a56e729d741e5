"""Delivery notes: the three-copy pad, the store's outbound note, and the sales note of accounting software."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import chinese_day, grouped
from bench.specimens.parties import Party
from bench.specimens.ruled import row
from bench.specimens.seals import round_seal, signature
from bench.specimens.sheet import RED, Sheet
from bench.specimens.trade import (
    BLUE,
    GREEN,
    MAROON,
    Column,
    Ware,
    money,
    spelled,
    table,
    total_of,
    trade_words,
    truth,
    wares,
)
from bench.specimens.world import World

NUMBER = Column(head="序号", key="number", width=11)


@dataclass(frozen=True, kw_only=True)
class Note:
    """What every delivery note says."""

    sender: Party
    receiver: Party
    day: date
    lines: tuple[Ware, ...]
    number: str

    @property
    def total(self) -> Decimal:
        """Sum of the lines."""
        return total_of(self.lines)


def _note(world: World, count: int | None = None) -> Note:
    trade = world.pick(("retail", "building", "manufacturing", "agriculture"))
    return Note(
        sender=world.firm(trade),
        receiver=world.firm(),
        day=world.day(),
        lines=wares(world, trade, count),
        number=f"{world.pick(('', 'XS-', 'CK', 'SH'))}{world.digits(8)}",
    )


def _facts(note: Note, keys: tuple[str, ...], *, priced: bool = True) -> dict[str, object]:
    values: dict[str, object] = {
        "sender_name": note.sender.name,
        "receiver_name": note.receiver.name,
        "issue_date": note.day.isoformat(),
        "goods": truth(note.lines, keys),
    }
    return values | ({"total_amount": f"{note.total:.2f}"} if priced else {})


def _pad(world: World) -> Drawn:
    """The printed pad in three copies: firm on top, coloured rules, filled in by pen or needle printer."""
    note, rule = _note(world, world.rng.randint(2, 5)), world.pick((BLUE, GREEN, MAROON))
    pen = world.pick((("kai", BLUE), ("song", "#222222"), ("kai", "#222222")))
    sheet = Sheet(width=241, height=140, day=note.day, title="送货单")
    _pad_head(world, sheet, note, rule, pen)
    joined = world.rng.random() < 0.4
    names = (
        [Column(head=world.pick(("品名及规格", "货物名称及规格", "名称及规格")), key="whole", width=72, end="l")]
        if joined
        else [
            Column(head=world.pick(("品  名", "货物名称", "产品名称")), key="name", width=44, end="l"),
            Column(head=world.pick(("规格", "规格型号", "型号规格")), key="spec", width=36),
        ]
    )
    tail = [
        Column(head="单位", key="unit", width=14),
        Column(head=world.pick(("数量", "数  量")), key="quantity", width=20),
        Column(head="单价", key="unit_price", width=24, end="r"),
        Column(head=world.pick(("金  额", "金额", "金额（元）")), key="amount", width=32, end="r"),
        Column(head=world.pick(("备  注", "备注")), key="remark", width=26),
    ]
    rows = [line.cells() | {"whole": f"{line.name} {line.spec}"} for line in note.lines]
    columns = [*names, *tail]
    y = table(
        sheet,
        12,
        43,
        columns,
        rows,
        size=10,
        face="song",
        body=pen[0],
        ink=pen[1],
        rule=rule,
        blank=max(0, 6 - len(rows)),
    )
    _pad_foot(world, sheet, note, rule, pen, (y, sum(column.width for column in columns)))
    keys = (
        ("name", "unit", "quantity", "unit_price", "amount")
        if joined
        else ("name", "spec", "unit", "quantity", "unit_price", "amount")
    )
    fields = _facts(note, keys)
    if joined:
        fields["goods"] = [
            cells | {"name": f"{line.name} {line.spec}"}
            for cells, line in zip(truth(note.lines, keys), note.lines, strict=True)
        ]
    return Drawn(sheet=sheet, fields=fields)


def _pad_head(world: World, sheet: Sheet, note: Note, rule: str, pen: tuple[str, str]) -> None:
    sheet.text(
        118, 13, note.sender.name, size=17, face="song", colour=rule, align="centre", bold=0.3, mark="sender_name"
    )
    sheet.text(
        118,
        23,
        world.pick(("送 货 单", "送  货  单", "送货单")),
        size=18,
        face="song",
        colour=rule,
        align="centre",
        bold=0.4,
    )
    sheet.line(88, 25, 148, 25, colour=rule)
    end = sheet.text(182, 22, world.pick(("No.", "№ ", "单号：")), size=11, colour=rule)
    sheet.text(end + 1, 22, note.number, size=12, colour=RED)
    sheet.text(12, 30, f"地址：{note.sender.address}", size=8, colour=rule)
    sheet.text(12, 35, f"电话：{note.sender.phone}", size=8, colour=rule)
    end = sheet.text(
        12, 41, world.pick(("收货单位：", "客户名称：", "收货单位:", "购货单位：", "客户：")), size=10, colour=rule
    )
    sheet.text(end + 1, 40.6, note.receiver.name, size=11, face=pen[0], colour=pen[1], mark="receiver_name")
    sheet.line(end, 41.8, 125, 41.8, colour=rule, width=0.4)
    _day_in_form(world, sheet, note.day, rule, pen)


def _day_in_form(world: World, sheet: Sheet, day: date, rule: str, pen: tuple[str, str]) -> None:
    """The date written between the printed 年 月 日."""
    start = x = sheet.text(160, 41, world.pick(("", "日期：", "送货日期：")), size=10, colour=rule)
    for number, word in ((day.year, "年"), (day.month, "月"), (day.day, "日")):
        x = sheet.text(x + 1.5, 40.8, str(number), size=11, face=pen[0], colour=pen[1])
        x = sheet.text(x + 1.5, 41, word, size=10, colour=rule)
    sheet.remember("issue_date", day.isoformat(), (start, 37, x, 42))


def _pad_foot(
    world: World, sheet: Sheet, note: Note, rule: str, pen: tuple[str, str], under: tuple[float, float]
) -> None:
    y, width = under
    sheet.box(12, y, 12 + width, y + 8.5, colour=rule)
    end = sheet.text(
        14, y + 5.8, world.pick(("合计人民币（大写）：", "合计金额（大写）：", "合计大写：")), size=10, colour=rule
    )
    sheet.text(end + 1, y + 5.8, spelled(note.total), size=11, face=pen[0], colour=pen[1])
    end = sheet.text(168, y + 5.8, world.pick(("￥：", "￥", "¥", "小写：￥")), size=11, colour=rule)
    sheet.text(
        end + 1,
        y + 5.8,
        money(world, note.total),
        size=11,
        face=pen[0],
        colour=pen[1],
        mark=("total_amount", f"{note.total:.2f}"),
    )
    sheet.text(
        12, y + 14, "注：以上货品请当面点清，如有质量问题请于三日内通知本公司，逾期恕不负责。", size=8, colour=rule
    )
    sheet.text(12, y + 22, world.pick(("送货单位及经手人（盖章）：", "送货人：", "送货经手人：")), size=10, colour=rule)
    sheet.text(
        120,
        y + 22,
        world.pick(("收货单位及经手人（盖章）：", "收货人签字：", "收货单位（签章）：")),
        size=10,
        colour=rule,
    )
    sheet.picture(signature(note.receiver.person, 7), 182, y + 20, 20, turn=2)
    if world.rng.random() < 0.5:
        sheet.picture(round_seal(note.sender.name, "发货专用章", 4), 70, y + 14, 36, turn=-5)
    for index, words in enumerate(("第一联存根（白）", "第二联客户（红）", "第三联回单（黄）")):
        for step, char in enumerate(words):
            sheet.text(235, 30 + index * 34 + step * 3.8, char, size=7.5, colour=rule, align="centre")


def _outbound(world: World) -> Drawn:
    """A4 sheet of a stock program: 出库单 or 发货单 with codes and a store."""
    note = _note(world, world.rng.randint(3, 5))
    title = world.pick(("出库单", "销售出库单", "产品出库单", "发货单"))
    face = world.pick(("song", "hei"))
    sheet = Sheet(width=210, height=world.pick((297, 148.5)), day=note.day, title=title)
    told = world.rng.random() < 0.6
    if not told:
        sheet.text(105, 14, note.sender.name, size=15, face=face, align="centre", bold=0.3, mark="sender_name")
    sheet.text(105, 22, title, size=17, face=face, align="centre", bold=0.4, space=1.5)
    _outbound_head(world, sheet, note, face, told)
    priced = world.rng.random() < 0.8
    columns = [
        NUMBER,
        Column(head=world.pick(("存货编码", "物料编码", "货号")), key="code", width=26),
        Column(head=world.pick(("存货名称", "物料名称", "产品名称")), key="name", width=34 if priced else 50, end="l"),
        Column(head=world.pick(("规格型号", "规格")), key="spec", width=34),
        Column(head=world.pick(("计量单位", "单位")), key="unit", width=16),
        Column(head=world.pick(("数量", "出库数量", "实发数量")), key="quantity", width=18, end="r"),
    ]
    if priced:
        columns += [
            Column(head=world.pick(("单价", "单价（元）")), key="unit_price", width=22, end="r"),
            Column(head=world.pick(("金额", "金额（元）")), key="amount", width=27, end="r"),
        ]
    rows = [
        line.cells() | {"number": str(place + 1), "code": f"0{world.digits(6)}"}
        for place, line in enumerate(note.lines)
    ]
    y = table(sheet, 11, 47, columns, rows, size=8.6, face=face, height=8, fill=world.pick((None, "#EDEDED")))
    _outbound_foot(sheet, note, face, columns, y, priced)
    keys = ("name", "spec", "unit", "quantity") + (("unit_price", "amount") if priced else ())
    return Drawn(sheet=sheet, fields=_facts(note, keys, priced=priced))


def _outbound_head(world: World, sheet: Sheet, note: Note, face: str, told: bool) -> None:
    rows = [
        (
            world.pick(("客户名称：", "收货单位：", "购货单位：", "提货单位：")),
            note.receiver.name,
            ("receiver_name", note.receiver.name),
        ),
        (world.pick(("单据编号：", "出库单号：", "单号：")), note.number, None),
        (
            world.pick(("出库日期：", "单据日期：", "日期：", "发货日期：")),
            world.pick((note.day.isoformat(), chinese_day(note.day), f"{note.day:%Y/%m/%d}")),
            ("issue_date", note.day.isoformat()),
        ),
        ("仓库：", world.pick(trade_words()["depots"]), None),
        (world.pick(("送货地址：", "收货地址：")), note.receiver.address[:18], None),
    ]
    if told:
        rows.insert(
            0,
            (world.pick(("发货单位：", "供货单位：", "发货方：")), note.sender.name, ("sender_name", note.sender.name)),
        )
    else:
        rows.insert(1, ("业务类型：", "销售出库", None))
    for index, (label, words, mark) in enumerate(rows):
        x, y = (11, 124)[index % 2], 30 + index // 2 * 6
        end = sheet.text(x, y, label, size=9.5, face=face)
        sheet.text(end, y, words, size=9.5, face=face, mark=mark)


def _outbound_foot(sheet: Sheet, note: Note, face: str, columns: list[Column], y: float, priced: bool) -> None:
    pieces = sum((line.quantity for line in note.lines), Decimal(0))
    cells = ["合计", *("" for _ in columns[1:-1]), ""]
    cells[5] = f"{pieces}"
    if priced:
        cells[-1] = (f"{note.total:.2f}", ("total_amount", f"{note.total:.2f}"))
    y = row(
        sheet,
        11,
        y,
        [column.width for column in columns],
        cells,
        height=8,
        size=8.6,
        face=face,
        ends="".join(column.end for column in columns),
    )
    for place, words in enumerate(
        ("制单：" + note.sender.person, "审核：", "仓管员：", "提货人：" + note.receiver.person)
    ):
        sheet.text(13 + place * 48, y + 8, words, size=9, face=face)


def _sales(world: World) -> Drawn:
    """The sales note accounting software prints on needle-printer paper, with old and new debts under it."""
    note = _note(world, world.rng.randint(2, 5))
    title = world.pick(("销售单", "销售出货单", "销货单", "销售清单"))
    sheet = Sheet(width=241, height=140, day=note.day, title=title)
    whole = world.rng.random() < 0.5
    if whole:
        end = sheet.text(120, 15, note.sender.name + title, size=16, face="hei", align="centre")
        sheet.remember("sender_name", note.sender.name, (60, 10, end - 20, 16))
    else:
        sheet.text(120, 12, note.sender.name, size=14, face="song", align="centre", mark="sender_name")
        sheet.text(120, 19, title, size=15, face="song", align="centre", bold=0.3)
    head = (
        (
            12,
            world.pick(("购买单位：", "客户名称：", "往来单位：", "客户全名：")),
            note.receiver.name,
            ("receiver_name", note.receiver.name),
        ),
        (
            112,
            world.pick(("录单日期：", "开单日期：", "日期：", "单据日期：")),
            note.day.isoformat(),
            ("issue_date", note.day.isoformat()),
        ),
        (172, world.pick(("单据编号：", "单号：")), f"XSD-{note.day:%Y%m%d}-{world.digits(4)}", None),
    )
    for x, label, words, mark in head:
        end = sheet.text(x, 27, label, size=10)
        sheet.text(end, 27, words, size=10, mark=mark)
    sheet.text(12, 33, f"联系电话：{note.receiver.phone}", size=10)
    sheet.text(112, 33, f"经手人：{note.sender.person}", size=10)
    columns = [
        Column(head="行号", key="number", width=13),
        Column(head=world.pick(("商品全名", "商品名称", "品名")), key="name", width=52, end="l"),
        Column(head="规格", key="spec", width=40),
        Column(head="单位", key="unit", width=15),
        Column(head="数量", key="quantity", width=20, end="r"),
        Column(head="单价", key="unit_price", width=24, end="r"),
        Column(head="金额", key="amount", width=30, end="r"),
        Column(head="备注", key="remark", width=22),
    ]
    rows = [line.cells() | {"number": str(place + 1)} for place, line in enumerate(note.lines)]
    y = table(sheet, 12, 37, columns, rows, size=9.6, height=7)
    _sales_foot(world, sheet, note, columns, y)
    return Drawn(sheet=sheet, fields=_facts(note, ("name", "spec", "unit", "quantity", "unit_price", "amount")))


def _sales_foot(world: World, sheet: Sheet, note: Note, columns: list[Column], y: float) -> None:
    pieces = sum((line.quantity for line in note.lines), Decimal(0))
    sums = ["合计", "", "", "", f"{pieces}", "", (f"{note.total:.2f}", ("total_amount", f"{note.total:.2f}")), ""]
    y = row(sheet, 12, y, [column.width for column in columns], sums, height=7, size=9.6, ends="cccccrrc")
    sheet.text(12, y + 6, world.pick(("金额大写：", "合计大写：", "大写金额：")) + spelled(note.total), size=10)
    before = world.amount(500, 90000)
    sheet.text(12, y + 12, f"此前应收：{before:.2f}", size=10)
    sheet.text(80, y + 12, f"本单金额：{note.total:.2f}", size=10)
    sheet.text(150, y + 12, f"累计应收：{grouped(before + note.total)}", size=10)
    sheet.text(12, y + 18, f"公司地址：{note.sender.address}  电话：{note.sender.phone}", size=9)
    sheet.text(12, y + 25, "制单人：管理员", size=10)
    sheet.text(80, y + 25, "送货人：", size=10)
    sheet.text(150, y + 25, "客户签收：", size=10)


LAYOUTS = {"pad": _pad, "outbound": _outbound, "sales": _sales}
