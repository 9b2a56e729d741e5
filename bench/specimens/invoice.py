"""The fully digital VAT invoice (数电发票), with or without the freight block, as PDF with text layer and QR."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bench.specimens.numbers import capitals, cents, chinese_day, invoice_qr
from bench.specimens.parties import Party
from bench.specimens.sheet import BROWN, RED, Sheet


@dataclass(frozen=True, kw_only=True)
class Goods:
    """One line of goods or services."""

    name: str
    net: Decimal
    rate: Decimal
    model: str = ""
    unit: str = ""
    quantity: str = ""
    price: str = ""

    @property
    def tax(self) -> Decimal:
        """Tax of the line."""
        return cents(self.net * self.rate)


@dataclass(frozen=True, kw_only=True)
class Freight:
    """What a freight invoice adds: by what, from where, to where, carrying what."""

    vehicle: str
    plate: str
    start: str
    end: str
    cargo: str


@dataclass(frozen=True, kw_only=True)
class Invoice:
    """One invoice before it is drawn."""

    number: str
    day: date
    seller: Party
    buyer: Party
    goods: tuple[Goods, ...]
    drawer: str
    freight: Freight | None = None
    remark: str = ""
    title: str = "电子发票（普通发票）"
    qr_kind: str = "32"

    @property
    def net(self) -> Decimal:
        """Sum before tax."""
        return sum((line.net for line in self.goods), Decimal(0))

    @property
    def tax(self) -> Decimal:
        """Sum of tax."""
        return sum((line.tax for line in self.goods), Decimal(0))

    @property
    def total(self) -> Decimal:
        """Price and tax together."""
        return self.net + self.tax

    @property
    def qr(self) -> str:
        """The printed QR's payload."""
        return invoice_qr(self.qr_kind, "", self.number, self.total, self.day)


# columns as (heading, x where the cell starts, x of its text, alignment)
PLAIN = (
    ("项目名称", 10, "left"), ("规格型号", 62, "centre"), ("单 位", 84, "centre"), ("数 量", 117, "right"),
    ("单 价", 143, "right"), ("金 额", 166, "right"), ("税率/征收率", 178, "centre"), ("税 额", 203.5, "right"),
)  # fmt: skip
FREIGHT = (("运输工具种类", 26), ("运输工具牌号", 62), ("起运地", 103), ("到达地", 146), ("运输货物名称", 186))
LEFT, RIGHT = 6.0, 204.5
WIDEST = 14  # characters of a name on one line; longer ones wrap


def draw(invoice: Invoice) -> Sheet:
    """Draw the invoice on the 210 mm × 140 mm sheet that the tax platform prints."""
    sheet = Sheet(width=210, height=140, day=invoice.day, title=invoice.title)
    draw_on(sheet, invoice)
    return sheet


def draw_on(sheet: Sheet, invoice: Invoice) -> None:
    """Draw the invoice on any sheet that has the pens of `Sheet`."""
    _head(sheet, invoice)
    _parties(sheet, invoice)
    _goods(sheet, invoice)
    _totals(sheet, invoice, 100.0)
    _remark(sheet, invoice)


def _head(sheet: Sheet, invoice: Invoice) -> None:
    sheet.qr(invoice.qr, 8, 6.5, 19)
    sheet.text(105, 15.5, invoice.title, size=19, face="kai", colour=BROWN, align="centre", bold=0.25)
    sheet.line(70, 18.6, 140, 18.6, colour=BROWN)
    sheet.line(70, 19.6, 140, 19.6, colour=BROWN)
    sheet.ellipse(105, 18.2, 15, 10, width=1.3)
    for words, y, size in (("全国统一发票监制章", 12.2, 4.6), ("国家税务总局", 22.6, 5.6), ("浙江省税务局", 26, 5.6)):
        sheet.text(105, y, words, size=size, face="kai", colour=RED, align="centre")
    end = sheet.text(150, 13.5, "发票号码：", size=9.5, face="kai", colour=BROWN)
    sheet.text(end, 13.5, invoice.number, size=9.5, mark="invoice_number")
    end = sheet.text(150, 20.5, "开票日期：", size=9.5, face="kai", colour=BROWN)
    sheet.text(end, 20.5, chinese_day(invoice.day), size=9.5, mark=("issue_date", invoice.day.isoformat()))
    if invoice.freight:
        sheet.text(30, 24, "货物运输服务", size=10.5, face="kai", colour=BROWN)


def _parties(sheet: Sheet, invoice: Invoice) -> None:
    top, bottom = 29.0, 50.0
    sheet.box(LEFT, top, RIGHT, 132, colour=BROWN, width=0.8)
    sheet.line(LEFT, bottom, RIGHT, bottom, colour=BROWN)
    for x, side, label, party in (
        (LEFT, "buyer", "购买方信息", invoice.buyer),
        (105.2, "seller", "销售方信息", invoice.seller),
    ):
        sheet.line(x, top, x, bottom, colour=BROWN)
        sheet.line(x + 6.2, top, x + 6.2, bottom, colour=BROWN)
        for index, char in enumerate(label):
            sheet.text(x + 3.1, top + 4.4 + index * 3.8, char, size=9, face="kai", colour=BROWN, align="centre")
        end = sheet.text(x + 8, 36.5, "名称：", size=9.5, face="kai", colour=BROWN)
        sheet.text(end, 36.5, party.name, size=9.5, mark=f"{side}_name")
        end = sheet.text(x + 8, 45.6, "统一社会信用代码/纳税人识别号：", size=8.6, face="kai", colour=BROWN)
        sheet.text(end, 45.6, party.uscc, size=8.8, mark=f"{side}_id")


def _goods(sheet: Sheet, invoice: Invoice) -> None:
    for heading, x, align in PLAIN:
        sheet.text(x, 54.6, heading, size=9, face="kai", colour=BROWN, align=align)
    y = 60.5
    for line in invoice.goods:
        cells = (
            line.name[:WIDEST], line.model, line.unit, line.quantity, line.price, f"{line.net:.2f}",
            f"{line.rate * 100:.0f}%", f"{line.tax:.2f}",
        )  # fmt: skip
        for (_, x, align), words in zip(PLAIN, cells, strict=True):
            if words:
                sheet.text(x, y, words, size=8.6, align=align)
        if line.name[WIDEST:]:
            y += 4.2
            sheet.text(PLAIN[0][1], y, line.name[WIDEST:], size=8.6)
        y += 5.4
    if invoice.freight:
        _freight(sheet, invoice.freight)


def _freight(sheet: Sheet, freight: Freight) -> None:
    sheet.line(LEFT, 76, RIGHT, 76, colour=BROWN)
    sheet.line(LEFT, 82, RIGHT, 82, colour=BROWN)
    cells = (freight.vehicle, freight.plate, freight.start, freight.end, freight.cargo)
    names = ("", "plate_number", "route_from", "route_to", "cargo")
    for (heading, x), words, name in zip(FREIGHT, cells, names, strict=True):
        sheet.text(x, 80.4, heading, size=9, face="kai", colour=BROWN, align="centre")
        # only the plate is in the catalogue's field list of an invoice
        sheet.text(x, 87.4, words, size=8.6, align="centre", mark=name if name == "plate_number" else None)


def _totals(sheet: Sheet, invoice: Invoice, y: float) -> None:
    sheet.text(22, y - 1.8, "合  计", size=9.5, face="kai", colour=BROWN)
    sheet.text(166, y - 1.8, f"¥{invoice.net:.2f}", size=9, align="right", mark=("net_amount", f"{invoice.net:.2f}"))
    sheet.text(203.5, y - 1.8, f"¥{invoice.tax:.2f}", size=9, align="right", mark=("tax_amount", f"{invoice.tax:.2f}"))
    sheet.line(LEFT, y, RIGHT, y, colour=BROWN)
    sheet.line(LEFT, y + 8.4, RIGHT, y + 8.4, colour=BROWN)
    sheet.line(58, y, 58, y + 8.4, colour=BROWN)
    sheet.text(15, y + 5.6, "价税合计（大写）", size=9.5, face="kai", colour=BROWN)
    sheet.ellipse(64.3, y + 4.4, 1.7, 1.7, colour="#101010", width=0.7)
    sheet.line(63.1, y + 3.2, 65.5, y + 5.6)
    sheet.line(63.1, y + 5.6, 65.5, y + 3.2)
    words = capitals(invoice.total)
    sheet.text(68, y + 5.6, words, size=9.5, mark=("total_in_capitals", words))
    end = sheet.text(146, y + 5.6, "（小写）", size=9.5, face="kai", colour=BROWN)
    sheet.text(end + 2, y + 5.6, f"¥{invoice.total:.2f}", size=9.5, mark=("total_amount", f"{invoice.total:.2f}"))


def _remark(sheet: Sheet, invoice: Invoice) -> None:
    top = 108.4
    sheet.line(12.2, top, 12.2, 132, colour=BROWN)
    for index, char in enumerate("备注"):
        sheet.text(9.1, top + 9 + index * 7, char, size=9.5, face="kai", colour=BROWN, align="centre")
    for index, words in enumerate(invoice.remark.split("\n")):
        sheet.text(15, top + 5.5 + index * 5, words, size=8.6)
    end = sheet.text(20, 136.6, "开票人：", size=9.5, face="kai", colour=BROWN)
    sheet.text(end, 136.6, invoice.drawer, size=9.5)


def facts(invoice: Invoice) -> Mapping[str, str]:
    """The catalogue's scalar fields of this invoice."""
    values = {
        "invoice_number": invoice.number, "issue_date": invoice.day.isoformat(),
        "seller_name": invoice.seller.name, "seller_id": invoice.seller.uscc,
        "buyer_name": invoice.buyer.name, "buyer_id": invoice.buyer.uscc,
        "net_amount": f"{invoice.net:.2f}", "tax_amount": f"{invoice.tax:.2f}",
        "total_amount": f"{invoice.total:.2f}",
        "total_in_capitals": capitals(invoice.total),
    }  # fmt: skip
    return values | ({"plate_number": invoice.freight.plate} if invoice.freight else {})
