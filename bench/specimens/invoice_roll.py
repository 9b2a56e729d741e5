"""The ordinary VAT invoice on a till roll (卷票, 57 mm wide): labels and values one under the other, sums with tax."""

import random

from bench.specimens.invoice_seal import oval_seal
from bench.specimens.invoice_story import ClassicInvoice
from bench.specimens.numbers import capitals
from bench.specimens.sheet import RED, Sheet

WIDTH = 57.0
INK, FORM = "#26262c", "#7a2a2a"


def draw(invoice: ClassicInvoice, seed: int) -> Sheet:
    """Draw it on a strip of 57 mm."""
    rng = random.Random(seed)
    sheet = Sheet(width=WIDTH, height=150 + 10 * len(invoice.goods), day=invoice.day, title=invoice.title)
    y = _head(sheet, invoice)
    y = _lines(sheet, invoice, y)
    y = _goods(sheet, invoice, y)
    _sums(sheet, invoice, y)
    seal = oval_seal(invoice.seller.name, invoice.seller.uscc, seed)
    sheet.picture(seal, 37, y + 33, 34, turn=rng.uniform(-8, 8))
    return sheet


def _head(sheet: Sheet, invoice: ClassicInvoice) -> float:
    sheet.text(WIDTH / 2, 11, invoice.title, size=10, face="kai", colour=FORM, align="centre", bold=0.2)
    sheet.ellipse(WIDTH / 2, 16, 9, 5.6, colour=RED, width=0.8)
    sheet.text(WIDTH / 2, 16.8, "国家税务总局监制", size=4.2, face="kai", colour=RED, align="centre")
    sheet.text(WIDTH / 2, 26, "发票联", size=10, face="kai", colour=FORM, align="centre")
    return 32.0


def _lines(sheet: Sheet, invoice: ClassicInvoice, y: float) -> float:
    rows = (
        ("发票代码 ", invoice.code, "invoice_code"), ("发票号码 ", invoice.number, "invoice_number"),
        ("机打号码 ", invoice.number, ""), ("机器编号 ", invoice.machine, ""),
        ("销售方名称：", invoice.seller.name, "seller_name"), ("税号：", invoice.seller.uscc, "seller_id"),
        ("开票日期：", invoice.day.isoformat(), "issue_date"), ("收款员：", invoice.drawer, ""),
        ("购买方名称：", invoice.buyer.name, "buyer_name"), ("税号：", invoice.buyer.uscc, "buyer_id"),
    )  # fmt: skip
    for label, words, mark in rows:
        end = sheet.text(4, y, label, size=8, face="kai", colour=FORM)
        room = int((WIDTH - 3 - end) / (1.42 if words.isascii() else 2.83))
        sheet.text(end, y, words[:room], size=8, colour=INK, mark=(mark, words) if mark else None)
        if words[room:]:
            y += 4.2
            sheet.text(4, y, words[room:], size=8, colour=INK)
        y += 4.8
    return y + 1


def _goods(sheet: Sheet, invoice: ClassicInvoice, y: float) -> float:
    sheet.line(4, y - 3, WIDTH - 4, y - 3, colour=FORM)
    for words, x in (("项目", 4), ("单价", 22), ("数量", 34), ("金额", 45)):
        sheet.text(x, y + 1, words, size=8, face="kai", colour=FORM)
    y += 6
    for line in invoice.goods:
        sheet.text(4, y, line.name, size=8, colour=INK)
        y += 4.4
        for words, x in ((line.price[:9], 31), (line.quantity, 40), (f"{line.net + line.tax:.2f}", 54)):
            sheet.text(x, y, words, size=8, colour=INK, align="right")
        y += 5
    return y + 1


def _sums(sheet: Sheet, invoice: ClassicInvoice, y: float) -> None:
    sheet.line(4, y - 3.4, WIDTH - 4, y - 3.4, colour=FORM)
    end = sheet.text(4, y + 1, "合计金额（小写）：", size=8, face="kai", colour=FORM)
    sheet.text(end, y + 1, f"¥{invoice.total:.2f}", size=8.4, colour=INK, mark=("total_amount", f"{invoice.total:.2f}"))
    sheet.text(4, y + 6, "合计金额（大写）：", size=8, face="kai", colour=FORM)
    words = capitals(invoice.total)
    sheet.text(4, y + 11, words, size=8, colour=INK, mark=("total_in_capitals", words))
    end = sheet.text(4, y + 16, "校验码 ", size=8, face="kai", colour=FORM)
    sheet.text(end, y + 16, invoice.check_code, size=8, colour=INK, mark="check_code")
    sheet.qr(invoice.qr, 5, y + 20, 19)
