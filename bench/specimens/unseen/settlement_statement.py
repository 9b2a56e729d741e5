"""A supermarket chain's settlement with a supplier: receipts, returns, deductions, what is paid."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import capitals, cents, grouped
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.unseen.paper_table import row
from bench.specimens.world import World


def _supplier_settlement(world: World) -> Drawn:
    chain, supplier = world.firm("retail", small=False), world.firm("agriculture", small=False)
    month = world.rng.randint(2, 9)
    start, end = date(2026, month, 1), date(2026, month + 1, 1) - timedelta(days=1)
    made = end + timedelta(days=6)
    sheet = Sheet(width=210, height=297, day=made, title="供应商结算单")
    sheet.text(105, 18, chain.name, size=14, face="hei", align="centre", mark=("payer_name", chain.name))
    sheet.text(105, 27, "供应商结算付款单", size=16, face="hei", align="centre")
    sheet.text(196, 33, f"单据号：JS{made:%Y%m}{world.digits(6)}", size=8.5, align="right")
    left = (
        f"供应商编码：{world.digits(6)}",
        f"供应商名称：{supplier.name}",
        "经营方式：经销　　结算方式：月结30天",
        f"开户银行：{supplier.bank}",
    )
    right = (
        f"制单日期：{made:%Y-%m-%d}",
        f"结算周期：{start:%Y-%m-%d}～{end:%Y-%m-%d}",
        "合同号：" + world.digits(8),
        f"银行账号：{supplier.account}",
    )
    marks = {1: (("payee_name", supplier.name), ("period_start", start.isoformat()))}
    for index, (one, two) in enumerate(zip(left, right, strict=True)):
        mark = marks.get(index, (None, None))
        sheet.text(14, 40 + index * 6, one, size=9, mark=mark[0])
        sheet.text(118, 40 + index * 6, two, size=9, mark=mark[1])
    xs = (14, 24, 46, 84, 116, 142, 168, 196)
    y = row(
        sheet,
        xs,
        63,
        8,
        ("序号", "单据日期", "单据编号", "门店", "单据类型", "未税金额", "含税金额"),
        size=8.5,
        face="hei",
        fill="#EDEDED",
    )
    gross, day = Decimal(0), start
    for number in range(1, 10):
        day = min(day + timedelta(days=world.rng.randint(1, 4)), end)
        back = number in (4, 8)
        value = world.amount(300, 900) if back else world.amount(2600, 14000)
        value = -value if back else value
        gross += value
        cells = (
            str(number),
            f"{day:%Y-%m-%d}",
            f"{'TH' if back else 'YS'}{world.digits(10)}",
            f"{world.word('roads')}店",
            "退货单" if back else "验收单",
            grouped(cents(value / Decimal("1.09"))),
            grouped(value),
        )
        y = row(sheet, xs, y, 6.5, cells, size=8.5, align="ccclcrr")
    y = row(
        sheet,
        (14, 142, 168, 196),
        y,
        7,
        ("货款小计", grouped(cents(gross / Decimal("1.09"))), grouped(gross)),
        size=8.5,
        align="crr",
        face="hei",
    )
    y += 5
    sheet.text(14, y, "费用扣款", size=9.5, face="hei")
    xs = (14, 24, 96, 142, 196)
    y = row(sheet, xs, y + 2, 7, ("序号", "费用项目", "扣款方式", "金额（元）"), size=8.5, face="hei", fill="#EDEDED")
    fees = (("年度返利（合同条款3.2）", "账扣", cents(gross * Decimal("0.03"))), ("物流配送费", "账扣", cents(gross * Decimal("0.018"))),
            ("促销服务费-国庆档期", "账扣", Decimal("800.00")), ("条码信息服务费", "票扣", Decimal("120.00")))  # fmt: skip
    for number, (name, way, value) in enumerate(fees, 1):
        y = row(sheet, xs, y, 6.5, (str(number), name, way, grouped(value)), size=8.5, align="clcr")
    off = sum((value for *_, value in fees), Decimal(0))
    total = gross - off
    y = row(sheet, (14, 142, 196), y, 7, ("扣款小计", grouped(off)), size=8.5, align="cr", face="hei")
    y += 4
    xs = (14, 52, 90, 128, 158, 196)
    for label, words, second, third, mark in (
        ("本期货款", grouped(gross), "本期扣款", grouped(off), None),
        ("期初未付", "0.00", "本次实付金额", grouped(total), ("total_amount", str(total))),
    ):
        y = row(sheet, (14, 52, 105, 143, 196), y, 8, (label, words, second, (third, mark)), size=9, align="crcr")
    y = row(sheet, (14, 52, 196), y, 8, ("实付金额（大写）", capitals(total)), size=9, align="cl")
    sheet.text(
        14,
        y + 7,
        f"应开票金额：{grouped(gross)} 元，请于收到本单后5个工作日内将增值税专用发票送达财务共享中心，逾期顺延至下一付款日。",
        size=8,
    )
    sheet.text(
        14,
        y + 13,
        f"对账人：{world.person()}　　采购主管：{world.person()}　　财务复核：{world.person()}　　付款日期：{made + timedelta(days=24):%Y-%m-%d}",
        size=8.5,
    )
    sheet.text(14, y + 26, "供应商确认（签章）：", size=9)
    sheet.text(120, y + 26, "确认日期：　　　年　　月　　日", size=9)
    sheet.text(
        196,
        288,
        f"打印时间 {made:%Y-%m-%d} 16:08:33　操作员 cw017　第 1 页 共 1 页",
        size=7,
        align="right",
        colour="#777777",
    )
    sheet.picture(round_seal(supplier.name, "财务专用章", world.seed), 62, y + 26, 36, turn=8)
    fields: dict[str, Any] = {
        "payer_name": chain.name, "payee_name": supplier.name, "period_start": start.isoformat(), "period_end": end.isoformat(), "total_amount": str(total),
    }  # fmt: skip
    return Drawn(sheet=sheet, fields=fields)


LAYOUTS = {"supplier_settlement": _supplier_settlement}
