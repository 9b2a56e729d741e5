"""Proofs that a machine was bought, no VAT invoices: dealers' slips and receipts, and buyers' own records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import capitals, chinese_day, grouped
from bench.specimens.parties import Party
from bench.specimens.seals import round_seal, signature
from bench.specimens.sheet import RED, Sheet
from bench.specimens.world import Line, World

BLUE, GREEN, MAROON, PEN = "#1F3F8F", "#1E6B45", "#8A2B2B", "#1c2a6b"
MAKERS = ("宏力", "沃野", "金塔", "恒工", "拓北", "华耕")


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """One purchase of machines."""

    buyer: Party
    seller: Party
    day: date
    lines: tuple[Line, ...]
    serials: tuple[str, ...]
    number: str

    @property
    def total(self) -> Decimal:
        """What was paid."""
        return sum((line.net for line in self.lines), Decimal(0))


def _purchase(world: World, count: int) -> Purchase:
    lines = world.goods("equipment", count)
    return Purchase(
        buyer=world.firm(), seller=world.firm("manufacturing", small=world.rng.random() < 0.3), day=world.day(900, 10),
        lines=lines, serials=tuple(f"{world.pick('ABCDEHKLMS')}{world.digits(9)}" for _ in lines),
        number=world.digits(7),
    )  # fmt: skip


def _facts(paper: Purchase, buyer: str | None = None) -> Mapping[str, object]:
    return {
        "buyer_name": buyer or paper.buyer.name,
        "issue_date": paper.day.isoformat(),
        "total_amount": f"{paper.total:.2f}",
        "goods": [
            {"name": line.name, "quantity": f"{line.quantity:f}", "unit_price": f"{line.price:.2f}",
             "amount": f"{line.net:.2f}"}
            for line in paper.lines
        ],
    }  # fmt: skip


Column = tuple[str, float, str]  # heading, width in millimetres, alignment


def _table(
    sheet: Sheet, left: float, top: float, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, colour: str,
    face: str, ink: str, pitch: float = 8.0,
) -> float:  # fmt: skip
    """A ruled table; returns the y of its lower edge."""
    right = left + sum(width for _, width, _ in columns)
    bottom = top + pitch * (len(rows) + 1)
    for index in range(len(rows) + 2):
        sheet.line(left, top + index * pitch, right, top + index * pitch, colour=colour)
    x = left
    for place, (heading, width, align) in enumerate(columns):
        sheet.line(x, top, x, bottom, colour=colour)
        sheet.text(x + width / 2, top + pitch * 0.66, heading, size=9.5, face="song", colour=colour, align="centre")
        at = {"left": x + 1.5, "centre": x + width / 2, "right": x + width - 1.5}[align]
        for index, row in enumerate(rows):
            sheet.text(at, top + pitch * (index + 1.66), row[place], size=9.5, face=face, colour=ink, align=align)
        x += width
    sheet.line(right, top, right, bottom, colour=colour)
    return bottom


def _total_row(
    sheet: Sheet, paper: Purchase, left: float, right: float, y: float, *, colour: str, face: str, ink: str
) -> None:
    sheet.box(left, y, right, y + 9, colour=colour)
    end = sheet.text(left + 2, y + 6, "合计金额（大写）：", size=10, colour=colour)
    sheet.text(end + 1, y + 6, capitals(paper.total), size=10.5, face=face, colour=ink)
    words = f"￥{paper.total:.2f}"
    end = sheet.text(right - 58, y + 6, "（小写）", size=10, colour=colour)
    sheet.text(end + 1, y + 6, words, size=10.5, face=face, colour=ink, mark=("total_amount", f"{paper.total:.2f}"))


def _dealer_slip(world: World) -> Drawn:
    """A dealer's 购机凭证: who bought which machine, with its factory and engine numbers."""
    paper = _purchase(world, 1)
    person = world.rng.random() < 0.5
    buyer = paper.buyer.person if person else paper.buyer.name
    title = world.pick(("购机凭证", "农业机械购置凭证", "机械设备销售凭证"))
    sheet = Sheet(width=210, height=148, day=paper.day, title=title)
    sheet.text(105, 20, paper.seller.name, size=13, align="centre", bold=0.2)
    sheet.text(105, 31, title, size=19, align="centre", bold=0.4, space=2)
    sheet.text(192, 24, f"No {paper.number}", size=12, colour=RED, align="right")
    end = sheet.text(150, 40, "开具日期：", size=10)
    sheet.text(end, 40, chinese_day(paper.day), size=10, face="kai", mark=("issue_date", paper.day.isoformat()))
    line, maker = paper.lines[0], world.pick(MAKERS) + world.pick(("重工", "农业装备", "机械")) + "有限公司"
    cells = (
        (("购机者名称", buyer, "buyer_name"), ("联系电话", paper.buyer.phone, "")),
        (("机具名称", line.name, ""), ("型    号", line.model, "")),
        (("生产企业", maker, ""), ("出厂编号", paper.serials[0], "")),
        (("发动机号", world.digits(8), ""), ("数    量", f"{line.quantity:f}", "")),
        (("单价（元）", f"{line.price:.2f}", ""), ("金额（元）", f"{line.net:.2f}", "")),
    )  # fmt: skip
    for index, pair in enumerate(cells):
        y = 45 + index * 10
        for x, (label, words, mark) in zip((18.0, 108.0), pair, strict=True):
            sheet.box(x, y, x + 28, y + 10)
            sheet.box(x + 28, y, x + (90 if x < 50 else 84), y + 10)
            sheet.text(x + 14, y + 6.5, label, size=10, align="centre")
            sheet.text(x + 30, y + 6.5, words, size=10.5, face="kai", colour=PEN, mark=mark or None)
    _total_row(sheet, paper, 18, 192, 95, colour="#101010", face="kai", ink=PEN)
    sheet.text(20, 112, "本机自购买之日起按国家“三包”规定保修，凭此凭证及合格证办理。", size=9)
    sheet.text(20, 126, f"经销商（盖章）：{paper.seller.name}", size=10)
    sheet.text(140, 126, "经办人：", size=10)
    sheet.picture(signature(paper.seller.person, world.seed), 166, 125, 20)
    sheet.picture(round_seal(paper.seller.name, "销售专用章", world.seed), 62, 122, 34, turn=world.rng.uniform(-12, 12))
    return Drawn(sheet=sheet, fields=_facts(paper, buyer))


def _receipt(world: World) -> Drawn:
    """A receipt of the pad, filled in by pen: 设备销售收据."""
    paper, colour = _purchase(world, world.rng.randint(1, 2)), world.pick((BLUE, GREEN, MAROON))
    title = world.pick(("设备销售收据", "设备购货凭证", "机械设备购置收据"))
    sheet = Sheet(width=210, height=120, day=paper.day, title=title)
    sheet.text(105, 20, title, size=20, face="song", colour=colour, align="centre", bold=0.4, space=3)
    sheet.line(70, 23, 140, 23, colour=colour)
    sheet.text(190, 20, f"№ {paper.number}", size=13, colour=RED, align="right")
    day = paper.day
    sheet.text(105, 30, f"{day.year} 年 {day.month} 月 {day.day} 日", size=10, face="kai", colour=PEN, align="centre",
               mark=("issue_date", day.isoformat()))  # fmt: skip
    end = sheet.text(16, 37, world.pick(("购货单位：", "客户名称：", "购买单位（人）：")), size=10, colour=colour)
    sheet.text(end, 37, paper.buyer.name, size=11, face="kai", colour=PEN, mark="buyer_name")
    columns = (("设备名称", 40, "left"), ("规格型号", 34, "left"), ("机身编号", 36, "left"), ("数量", 16, "centre"),
               ("单价", 26, "right"), ("金额", 28, "right"))  # fmt: skip
    rows = [
        (line.name, line.model, serial, f"{line.quantity:f}", f"{line.price:.2f}", f"{line.net:.2f}")
        for line, serial in zip(paper.lines, paper.serials, strict=True)
    ]
    bottom = _table(sheet, 15, 41, columns, rows, colour=colour, face="kai", ink=PEN)
    _total_row(sheet, paper, 15, 195, bottom, colour=colour, face="kai", ink=PEN)
    sheet.text(16, bottom + 20, f"收款单位（盖章）：{paper.seller.name}", size=10, colour=colour)
    end = sheet.text(150, bottom + 20, "收款人：", size=10, colour=colour)
    sheet.picture(signature(paper.seller.person, world.seed), end + 10, bottom + 19, 18)
    sheet.picture(round_seal(paper.seller.name, "财务专用章", world.seed), 70, bottom + 17, 32, turn=7)
    return Drawn(sheet=sheet, fields=_facts(paper))


def _acceptance(world: World) -> Drawn:
    """The buyer's own record: what was bought, from whom, and that it runs."""
    paper = _purchase(world, world.rng.randint(1, 3))
    title = world.pick(("设备购置凭证", "固定资产购置验收单", "设备采购验收单"))
    sheet = Sheet(width=210, height=297, day=paper.day, title=title)
    sheet.text(105, 34, title, size=20, face="hei", align="centre", bold=0.3)
    rows = (("购置单位：", paper.buyer.name, "buyer_name"), ("供应商：", paper.seller.name, ""))
    for index, (label, words, mark) in enumerate(rows):
        end = sheet.text(20, 48 + index * 7, label, size=10.5, face="hei")
        sheet.text(end, 48 + index * 7, words, size=10.5, face="hei", mark=mark or None)
    label = world.pick(("购置日期：", "验收日期：", "填表日期："))
    end = sheet.text(140, 48, label, size=10.5, face="hei")
    sheet.text(end, 48, paper.day.isoformat(), size=10.5, face="hei", mark=("issue_date", paper.day.isoformat()))
    sheet.text(140, 55, f"凭证编号：{paper.number}", size=10.5, face="hei")
    columns = (("序号", 12, "centre"), ("设备名称", 38, "left"), ("规格型号", 34, "left"), ("出厂编号", 32, "left"),
               ("数量", 14, "centre"), ("单价（元）", 25, "right"), ("金额（元）", 26, "right"))  # fmt: skip
    cells = [
        (str(index + 1), line.name, line.model, serial, f"{line.quantity:f}", grouped(line.price), grouped(line.net))
        for index, (line, serial) in enumerate(zip(paper.lines, paper.serials, strict=True))
    ]
    bottom = _table(sheet, 15, 62, columns, cells, colour="#101010", face="hei", ink="#101010", pitch=9)
    _total_row(sheet, paper, 15, 196, bottom, colour="#101010", face="hei", ink="#101010")
    notes = (
        ("安装地点", paper.buyer.address), ("资金来源", world.pick(("自有资金", "自筹"))),
        ("随机资料", "合格证、说明书、保修卡齐全"), ("验收意见", "设备外观完好，试运行正常，同意验收。"),
    )  # fmt: skip
    for index, (label, words) in enumerate(notes):
        y = bottom + 9 + index * 12
        sheet.box(15, y, 45, y + 12)
        sheet.box(45, y, 196, y + 12)
        sheet.text(30, y + 7.5, label, size=10, face="hei", align="centre")
        sheet.text(48, y + 7.5, words, size=10, face="hei")
    y = bottom + 72
    signers = (("验收人：", paper.buyer.person), ("使用部门负责人：", world.person()), ("资产管理员：", world.person()))
    for x, (label, person) in zip((20, 85, 150), signers, strict=True):
        end = sheet.text(x, y, label, size=10, face="hei")
        sheet.picture(signature(person, world.seed), end + 9, y - 1, 17)
    sheet.picture(round_seal(paper.buyer.name, "", world.seed), 168, y + 16, 38, turn=-6)
    return Drawn(sheet=sheet, fields=_facts(paper))


def _sales_slip(world: World) -> Drawn:
    """A dealer's computer-printed slip for several machines: 设备销售单 with warranty terms."""
    paper = _purchase(world, world.rng.randint(2, 4))
    title = world.pick(("设备销售单", "设备销售清单", "机械设备购销凭证"))
    sheet = Sheet(width=210, height=148, day=paper.day, title=title)
    sheet.text(105, 18, f"{paper.seller.name}{title}", size=15, face="hei", align="centre")
    heads = (
        (("客户：", paper.buyer.name, "buyer_name"), ("销售日期：", paper.day.isoformat(), "issue_date")),
        (("地址：", paper.buyer.address, ""), ("单号：", f"SB{paper.number}", "")),
    )  # fmt: skip
    for index, pair in enumerate(heads):
        for x, (label, words, mark) in zip((14, 140), pair, strict=True):
            end = sheet.text(x, 28 + index * 6, label, size=9, face="hei")
            sheet.text(end, 28 + index * 6, words, size=9, face="hei", mark=mark or None)
    columns = (("设备名称", 44, "left"), ("型号", 34, "left"), ("整机编号", 32, "left"), ("单位", 12, "centre"),
               ("数量", 14, "right"), ("单价", 23, "right"), ("金额", 23, "right"))  # fmt: skip
    rows = [
        (line.name, line.model, serial, line.unit, f"{line.quantity:f}", f"{line.price:.2f}", f"{line.net:.2f}")
        for line, serial in zip(paper.lines, paper.serials, strict=True)
    ]
    bottom = _table(sheet, 14, 38, columns, rows, colour="#303030", face="hei", ink="#101010", pitch=7)
    _total_row(sheet, paper, 14, 196, bottom, colour="#303030", face="hei", ink="#101010")
    sheet.text(
        14,
        bottom + 16,
        "保修说明：整机保修一年，凭本单及整机编号享受售后服务。设备已当面验收，货款已付清。",
        size=9,
        face="hei",
    )
    sheet.text(14, bottom + 24, f"销售员：{world.person()}", size=9, face="hei")
    sheet.text(110, bottom + 24, "客户签字：", size=9, face="hei")
    sheet.picture(signature(paper.buyer.person, world.seed), 140, bottom + 23, 18)
    return Drawn(sheet=sheet, fields=_facts(paper))


LAYOUTS = {
    "dealer-slip": _dealer_slip,
    "receipt": _receipt,
    "acceptance": _acceptance,
    "sales-slip": _sales_slip,
}
