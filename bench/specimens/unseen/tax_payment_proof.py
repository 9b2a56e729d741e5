"""A bank's voucher of taxes drawn from a firm's account, and the tax office's payment book slip for cash payers."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import capitals, cents, grouped
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.unseen.paper_table import row, upright
from bench.specimens.world import World

GREEN = "#2E6B4F"


def _bank_voucher(world: World) -> Drawn:
    """电子缴税付款凭证, printed by the payer's bank: two columns of labels, then the taxes with their periods."""
    payer, place = world.firm("manufacturing", small=False), world.place()
    month = world.rng.randint(2, 10)
    start, end = date(2026, month, 1), date(2026, month + 1, 1) - timedelta(days=1)
    day = end + timedelta(days=world.rng.randint(8, 14))
    sheet = Sheet(width=210, height=140, day=day, title="电子缴税付款凭证")
    sheet.text(20, 14, payer.bank[:6], size=11, face="hei", colour="#1B5E9B")
    sheet.text(105, 18, "电子缴税付款凭证", size=16, align="centre", space=1)
    sheet.text(20, 25, "转账日期：", size=9)
    sheet.text(37, 25, f"{day:%Y年%m月%d日}", size=9, mark=("issue_date", day.isoformat()))
    sheet.text(190, 25, f"凭证字号：{day:%Y%m%d}{world.digits(9)}", size=9, align="right")
    sheet.text(22, 32, "纳税人全称及纳税人识别号：", size=9)
    sheet.text(64, 32, payer.name, size=9, mark="name")
    sheet.text(132, 32, payer.uscc, size=9, mark="taxpayer_id")
    vat = cents(world.amount(3000, 60000))
    taxes = [("增值税", vat), ("城市维护建设税", cents(vat * Decimal("0.07"))), ("教育费附加", cents(vat * Decimal("0.03"))),
             ("地方教育附加", cents(vat * Decimal("0.02")))]  # fmt: skip
    total = sum((value for _, value in taxes), Decimal(0))
    left = (
        f"付款人全称：{payer.name}", f"付款人账号：{payer.account}", f"付款人开户银行：{payer.bank}",
        f"小写（合计）金额：￥{grouped(total)}", f"大写（合计）金额：{capitals(total)}",
    )  # fmt: skip
    right = (
        f"征收机关名称：国家税务总局{place.city}{place.district}税务局", f"收款国库（银行）名称：国家金库{place.district}支库",
        f"缴款书交易流水号：{day:%Y%m%d}{world.digits(8)}", f"税票号码：4{world.digits(17)}", "",
    )  # fmt: skip
    marks = {3: ("total_amount", str(total))}
    for index, (one, two) in enumerate(zip(left, right, strict=True)):
        sheet.text(22, 39 + index * 6.3, one, size=9, mark=marks.get(index))
        sheet.text(112, 39 + index * 6.3, two, size=9)
    sheet.line(20, 68, 190, 68, width=0.4)
    for x, head in ((22, "税（费）种名称"), (88, "所属时期"), (152, "实缴金额（单位：元）")):
        sheet.text(x, 73, head, size=9)
    for index, (name, value) in enumerate(taxes):
        y = 79.5 + index * 6
        sheet.text(22, y, name, size=9)
        mark = ("tax_periods", f"{start.isoformat()}/{end.isoformat()}") if index == 0 else None
        sheet.text(88, y, f"{start:%Y%m%d}-{end:%Y%m%d}", size=9, mark=mark)
        sheet.text(185, y, f"￥{grouped(value)}", size=9, align="right")
    sheet.line(20, 106, 190, 106, width=0.4)
    sheet.text(22, 112, "第1次打印", size=9)
    sheet.text(80, 112, f"打印时间：{day + timedelta(days=2):%Y年%m月%d日} 14时22分", size=9)
    sheet.text(22, 118, "客户回单联", size=9)
    sheet.text(60, 118, "验证码：" + world.digits(12), size=9)
    sheet.text(130, 118, "复核：        记账：", size=9)
    sheet.text(
        22, 127, "注：本凭证作为付款凭证，如需完税证明请凭税票号码至主管税务机关开具。重复打印请注意防范。", size=7.5
    )
    sheet.picture(round_seal(payer.bank, "电子回单专用章", world.seed), 165, 98, 32, turn=-8)
    fields: dict[str, Any] = {
        "name": payer.name, "taxpayer_id": payer.uscc, "issue_date": day.isoformat(), "total_amount": str(total),
        "tax_periods": f"{start.isoformat()}/{end.isoformat()}",
    }  # fmt: skip
    return Drawn(sheet=sheet, fields=fields)


def _counter_slip(world: World) -> Drawn:
    """税收缴款书（税务收现专用）: a merchant pays a quarter's taxes at the counter."""
    payer, place = world.firm(small=True), world.place()
    quarter = world.rng.randint(1, 3)
    start = date(2026, quarter * 3 - 2, 1)
    end = date(2026, quarter * 3 + 1, 1) - timedelta(days=1)
    day = end + timedelta(days=world.rng.randint(3, 15))
    sheet = Sheet(width=241, height=140, day=day, title="税收缴款书（税务收现专用）")
    sheet.text(120, 13, "中华人民共和国", size=12, colour=GREEN, align="centre", space=2)
    sheet.text(120, 21, "税收缴款书（税务收现专用）", size=16, colour=GREEN, align="centre")
    sheet.text(205, 13, f"（26{world.digits(1)}）{place.plate[0]}税现", size=9, colour=GREEN, align="centre")
    sheet.text(205, 21, f"№ {place.code[:3]}{world.digits(6)}", size=12, face="hei", align="centre")
    sheet.text(16, 28, "登记注册类型：", size=9, colour=GREEN)
    sheet.text(40, 28, "个体工商户", size=9)
    sheet.text(92, 28, "填发日期：", size=9, colour=GREEN)
    sheet.text(109, 28, f"{day.year} 年 {day.month} 月 {day.day} 日", size=9, mark=("issue_date", day.isoformat()))
    sheet.text(150, 28, "税务机关：", size=9, colour=GREEN)
    sheet.text(167, 28, f"{place.district}税务局{place.district[:-1]}第一税务所", size=9)
    xs = (16, 44, 118, 142, 225)
    y = row(sheet, xs, 31, 8, ("纳税人识别号", "", "地　　址", ""), colour=GREEN, rule=GREEN)
    row(sheet, xs, y, 8, ("纳税人名称", "", "代　收　人", ""), colour=GREEN, rule=GREEN)
    sheet.text(46, 36.2, payer.uscc, size=9.5, mark="taxpayer_id")
    sheet.text(46, 44.2, payer.name, size=9.5, mark="name")
    sheet.text(144, 36.2, payer.address[:26], size=8)
    columns = (16, 44, 78, 98, 130, 150, 184, 200, 225)
    heads = (
        "税　种",
        "品目名称",
        "课税\n数量",
        "计税金额或\n销售收入",
        "税率或\n单位税额",
        "税款所属时期",
        "已缴或\n扣除额",
        "实缴金额",
    )
    y = row(sheet, columns, 47, 10, heads, colour=GREEN, rule=GREEN, size=8)
    sales = world.amount(310000, 520000)
    vat = cents(sales * Decimal("0.01"))
    taxes = (
        ("增值税", "商业(1%)", sales, "0.01", vat), ("城市维护建设税", "市区", vat, "0.07", cents(vat * Decimal("0.035"))),
        ("个人所得税", "经营所得", sales, "0.005", cents(sales * Decimal("0.005"))),
    )  # fmt: skip
    total = sum((tax[-1] for tax in taxes), Decimal(0))
    for index, (tax, item, base, rate, value) in enumerate(taxes):
        top = y
        y = row(sheet, columns, y, 9, ("",) * 8, rule=GREEN)
        words = (tax, item, "", f"{base}", rate, f"{start:%Y-%m-%d}至\n{end:%Y-%m-%d}", "0.00", f"{value}")
        row(sheet, columns, top, 9, words, rule=None, size=8, align="ccrrcccr")
        if index == 0:
            sheet.remember("tax_periods", f"{start.isoformat()}/{end.isoformat()}", (150, top, 184, top + 9))
    for _ in range(2):
        y = row(sheet, columns, y, 6, ("",) * 8, rule=GREEN)
    sheet.box(16, y, 225, y + 9, colour=GREEN)
    sheet.text(18, y + 5.8, "金额合计", size=9, colour=GREEN)
    sheet.text(40, y + 5.8, "（大写）", size=9, colour=GREEN)
    sheet.text(56, y + 5.8, capitals(total, "元"), size=10)
    sheet.text(223, y + 5.8, f"￥{total}", size=10, align="right", mark=("total_amount", str(total)))
    y += 9
    for x0, x1, words in (
        (16, 68, "税务机关\n（盖章）"),
        (68, 110, "代征单位\n（盖章）"),
        (110, 150, f"填票人\n{world.person()}"),
        (150, 225, ""),
    ):
        sheet.box(x0, y, x1, y + 20, colour=GREEN)
        for number, line in enumerate(words.split("\n")):
            sheet.text(
                (x0 + x1) / 2,
                y + 6 + number * 6,
                line,
                size=9,
                align="centre",
                colour=GREEN if number == 0 else "#101010",
            )
    sheet.text(152, y + 6, "备注：", size=9, colour=GREEN)
    sheet.text(162, y + 6, f"一般申报 正税 税源编号:{world.digits(10)}", size=8)
    sheet.text(162, y + 11, f"主管税务所:{place.district}税务局 现金缴款", size=8)
    sheet.text(120, 134, "妥善保管　　手写无效", size=9, align="centre", colour=GREEN)
    upright(sheet, 231, 40, "第一联（收据）交纳税人作完税凭证", size=8, colour=GREEN, step=3.8)
    office = f"国家税务总局{place.city}{place.district}税务局"
    sheet.picture(round_seal(office, "征税专用章", world.seed), 44, y + 9, 32, turn=5)
    fields: dict[str, Any] = {
        "name": payer.name, "taxpayer_id": payer.uscc, "issue_date": day.isoformat(), "total_amount": str(total),
        "tax_periods": f"{start.isoformat()}/{end.isoformat()}",
    }  # fmt: skip
    return Drawn(sheet=sheet, fields=fields)


LAYOUTS = {"bank_voucher": _bank_voucher, "counter_slip": _counter_slip}
