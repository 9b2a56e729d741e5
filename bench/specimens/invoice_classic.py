"""The forms in use before 数电: paper of three copies with a cipher, the electronic ordinary invoice, the toll invoice.

One grid serves all of them; what differs is the head, the words beside the blocks, the columns and the ink.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from bench.specimens.invoice_story import ClassicInvoice
from bench.specimens.numbers import capitals, chinese_day
from bench.specimens.parties import Party
from bench.specimens.sheet import BLACK, BROWN, RED, Sheet

Column = tuple[str, float, float, str]  # heading, left edge, x of its text, alignment
LEFT, RIGHT = 14.0, 226.0
TOP, PARTIES, SUMS, CAPITALS_ROW, FOOT = 37.0, 60.0, 97.0, 104.0, 111.5
BOTTOM = 131.0
COLUMNS: Sequence[Column] = (
    ("货物或应税劳务、服务名称", LEFT, 15.5, "left"), ("规格型号", 68, 69.5, "left"), ("单位", 91, 96.5, "centre"),
    ("数 量", 102, 123, "right"), ("单 价", 124, 151, "right"), ("金 额", 152, 180, "right"),
    ("税率", 181, 188.5, "centre"), ("税 额", 196, 224.5, "right"),
)  # fmt: skip
TOLL_COLUMNS: Sequence[Column] = (
    ("项目名称", LEFT, 15.5, "left"), ("车牌号", 68, 79, "centre"), ("类型", 91, 98, "centre"),
    ("通行日期起", 106, 116, "centre"), ("通行日期止", 127, 138, "centre"), ("金 额", 152, 180, "right"),
    ("税率", 181, 188.5, "centre"), ("税 额", 196, 224.5, "right"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Style:
    """How one issuer prints the form."""

    colour: str = BROWN
    buyer: str = "购买方"
    seller: str = "销售方"
    columns: Sequence[Column] = COLUMNS
    electronic: bool = False
    ink: str = BLACK
    face: str = "song"  # of what the printer fills in
    drift: float = 0.0  # millimetres by which the printed values may miss their boxes
    copy: str = ""  # which of the copies it is: 第三联：发票联 购买方记账凭证
    toll: tuple[str, str, str, str] | None = None  # plate, vehicle class, first and last day of travel
    watermark: str = ""


@dataclass(kw_only=True)
class _Pen:
    """Pre-printed words in the form's colour, filled-in values in the printer's ink and with its drift."""

    sheet: Sheet
    style: Style
    shift: tuple[float, float]

    def form(self, x: float, y: float, words: str, size: float = 9, **more) -> float:
        return self.sheet.text(x, y, words, size=size, face="kai", colour=self.style.colour, **more)

    def fill(self, x: float, y: float, words: str, size: float = 9, **more) -> float:
        across, down = self.shift
        return self.sheet.text(
            x + across, y + down, words, size=size, face=self.style.face, colour=self.style.ink, **more
        )

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.sheet.line(x0, y0, x1, y1, colour=self.style.colour, width=0.7)

    def down(self, x: float, y: float, words: str, step: float = 5.0, size: float = 9) -> None:
        """Words written from top to bottom."""
        for index, char in enumerate(words):
            self.form(x, y + index * step, char, size, align="centre")


def draw(invoice: ClassicInvoice, style: Style, seed: int) -> Sheet:
    """Draw one invoice on its sheet of 240 mm × 140 mm."""
    sheet = Sheet(width=240, height=140, day=invoice.day, title=invoice.title)
    draw_on(sheet, invoice, style, seed)
    return sheet


def draw_on(sheet: Sheet, invoice: ClassicInvoice, style: Style, seed: int) -> None:
    """Draw on any sheet that has the pens of `Sheet`."""
    rng = random.Random(seed)
    shift = (rng.uniform(-style.drift, style.drift), rng.uniform(-style.drift * 0.6, style.drift * 0.6))
    pen = _Pen(sheet=sheet, style=style, shift=shift)
    _title(pen, invoice)
    (_electronic_head if style.electronic else _paper_head)(pen, invoice)
    _grid(pen)
    _party(pen, "buyer", style.buyer, invoice.buyer, TOP)
    _party(pen, "seller", style.seller, invoice.seller, FOOT)
    _cipher(pen, invoice)
    _goods(pen, invoice)
    _sums(pen, invoice)
    _foot(pen, invoice)


def _title(pen: _Pen, invoice: ClassicInvoice) -> None:
    sheet = pen.sheet
    pen.form(120, 17.5, invoice.title, 19, align="centre", bold=0.3)
    pen.rule(78, 20, 162, 20)
    pen.rule(78, 21, 162, 21)
    sheet.ellipse(120, 20.5, 15, 10, colour=RED, width=1.2)
    small = (("全国统一发票监制章", 14.4, 4.6), ("国家税务总局", 24.6, 5.4), (_office(invoice), 28.4, 5.4))
    for words, y, size in small:
        sheet.text(120, y, words, size=size, face="kai", colour=RED, align="centre")


def _office(invoice: ClassicInvoice) -> str:
    return invoice.seller.address.partition("省")[0] + "省税务局"


def _paper_head(pen: _Pen, invoice: ClassicInvoice) -> None:
    """Code left and number right are pre-printed large; the printer repeats both small at the right edge."""
    sheet, colour = pen.sheet, "#33363a"
    sheet.text(40, 17.5, invoice.code, size=15, face="song", colour=colour, mark="invoice_code")
    pen.form(172, 17.5, "No", 15)
    sheet.text(181, 17.5, invoice.number, size=16, face="song", colour="#20356b", mark="invoice_number")
    pen.fill(232, 15, invoice.code, 7.5, align="right")
    pen.fill(232, 18.6, invoice.number, 7.5, align="right")
    pen.form(120, 33.4, pen.style.copy[4:7] if pen.style.copy else "", 11, align="centre")
    end = pen.form(174, 33.5, "开票日期：", 9.5)
    pen.fill(end, 33.5, chinese_day(invoice.day), 9, mark=("issue_date", invoice.day.isoformat()))
    if invoice.check_code:
        end = pen.form(40, 33.5, "校验码 ", 9)
        pen.fill(end, 33.5, _in_fives(invoice.check_code), 8.5, mark=("check_code", invoice.check_code))
    if pen.style.copy:
        pen.down(232.5, 46, pen.style.copy, step=4.6, size=7.5)


def _electronic_head(pen: _Pen, invoice: ClassicInvoice) -> None:
    pen.sheet.qr(invoice.qr, 16, 6, 20)
    end = pen.form(16, 33.5, "机器编号：", 9)
    pen.fill(end, 33.5, invoice.machine, 9)
    if pen.style.toll:
        pen.form(44, 27, "通行费", 12)
    day = chinese_day(invoice.day).replace("年", "年 ").replace("月", "月 ")
    rows = (
        ("发票代码：", invoice.code, ("invoice_code", invoice.code)),
        ("发票号码：", invoice.number, ("invoice_number", invoice.number)),
        ("开票日期：", day, ("issue_date", invoice.day.isoformat())),
        ("校 验 码：", _in_fives(invoice.check_code), ("check_code", invoice.check_code)),
    )  # fmt: skip
    for index, (label, words, mark) in enumerate(rows):
        end = pen.form(170, 14 + index * 6.3, label, 9)
        pen.fill(end, 14 + index * 6.3, words, 9, mark=mark)


def _in_fives(code: str) -> str:
    return " ".join(code[start : start + 5] for start in range(0, len(code), 5))


def _grid(pen: _Pen) -> None:
    pen.sheet.box(LEFT, TOP, RIGHT, BOTTOM, colour=pen.style.colour, width=0.8)
    for y in (PARTIES, SUMS, CAPITALS_ROW, FOOT):
        pen.rule(LEFT, y, RIGHT, y)
    for _, x, _, _ in pen.style.columns[1:]:
        pen.rule(x, PARTIES, x, CAPITALS_ROW)
    for top, bottom, words in ((TOP, PARTIES, "密码区"), (FOOT, BOTTOM, "备注")):
        pen.rule(LEFT + 6, top, LEFT + 6, bottom)
        for x in (140.0, 146.0):
            pen.rule(x, top, x, bottom)
        pen.down(143, top + 6.5, words, step=6 if len(words) == 3 else 9)
    pen.rule(70, CAPITALS_ROW, 70, FOOT)


def _party(pen: _Pen, side: str, words: str, party: Party, top: float) -> None:
    pen.down(LEFT + 3, top + (5 if len(words) == 4 else 6.5), words, step=4.6 if len(words) == 4 else 5.5)
    step = (PARTIES - TOP) / 4 if top == TOP else (BOTTOM - FOOT) / 4
    rows = (
        ("名        称：", party.name, f"{side}_name"), ("纳税人识别号：", party.uscc, f"{side}_id"),
        ("地 址、电 话：", f"{party.address} {party.phone}", None),
        ("开户行及账号：", f"{party.bank} {party.account}", None),
    )  # fmt: skip
    for index, (label, value, mark) in enumerate(rows):
        y = top + step * (index + 0.72)
        pen.form(LEFT + 7.5, y, label, 8.6)
        size = 9.5 if mark else 8
        pen.fill(LEFT + 31, y, value, min(size, 84 / max(len(value), 1) * 3.6), mark=mark)


def _cipher(pen: _Pen, invoice: ClassicInvoice) -> None:
    for index, words in enumerate(invoice.cipher):
        pen.fill(148.5, TOP + 5.2 + index * 5.3, words, 11, space=0.35)


def _goods(pen: _Pen, invoice: ClassicInvoice) -> None:
    for index, (heading, x, _, _) in enumerate(pen.style.columns):
        right = pen.style.columns[index + 1][1] if index + 1 < len(pen.style.columns) else RIGHT
        pen.form((x + right) / 2, PARTIES + 4.4, heading, 8.6, align="centre")
    for index, line in enumerate(invoice.goods):
        middle = pen.style.toll or (line.model, line.unit, line.quantity, line.price)
        cells = (line.name, *middle, f"{line.net:.2f}", f"{line.rate * 100:.0f}%", f"{line.tax:.2f}")
        for (_, _, x, align), words in zip(pen.style.columns, cells, strict=True):
            mark = ("plate_number", words) if pen.style.toll and words == pen.style.toll[0] else None
            if words:
                pen.fill(x, PARTIES + 9.8 + index * 5, words, 8.6, align=align, mark=mark)
    pen.form(42, SUMS + 4.9, "合        计", 9, align="centre")


def _sums(pen: _Pen, invoice: ClassicInvoice) -> None:
    for x, name, value in ((180, "net_amount", invoice.net), (224.5, "tax_amount", invoice.tax)):
        pen.fill(x, SUMS + 5, f"¥{value:.2f}", 9.2, align="right", mark=(name, f"{value:.2f}"))
    y, words = CAPITALS_ROW + 5.2, capitals(invoice.total)
    pen.form(42, y, "价税合计（大写）", 9, align="centre")
    pen.sheet.ellipse(74.5, y - 1.2, 1.7, 1.7, colour=pen.style.ink, width=0.7)
    pen.sheet.line(73.3, y - 2.4, 75.7, y, colour=pen.style.ink)
    pen.sheet.line(73.3, y, 75.7, y - 2.4, colour=pen.style.ink)
    pen.fill(78, y, words, 9.5, mark=("total_in_capitals", words))
    end = pen.form(164, y, "（小写）", 9)
    pen.fill(end + 2, y, f"¥{invoice.total:.2f}", 9.5, mark=("total_amount", f"{invoice.total:.2f}"))


def _foot(pen: _Pen, invoice: ClassicInvoice) -> None:
    if invoice.remark:
        pen.fill(148.5, FOOT + 6, invoice.remark, 8.5, mark=("remark", invoice.remark))
    names = (("收款人：", 18, invoice.receiver), ("复核：", 72, invoice.checker), ("开票人：", 122, invoice.drawer))
    for label, x, person in names:
        end = pen.form(x, 136.3, label, 9)
        pen.fill(end, 136.3, person, 9)
    pen.form(178, 136.3, f"{pen.style.seller[:3]}：（章）", 9)
