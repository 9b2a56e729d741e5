"""What an acquirer's collection code took: the month's list of a shop with refunds and fees."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import cents, grouped
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.unseen.paper_table import row
from bench.specimens.world import World


def _collection_code(world: World) -> Drawn:
    shop = world.firm("retail", small=True)
    month = world.rng.randint(2, 9)
    first = date(2026, month, 1)
    last = date(2026, month + 1, 1) - timedelta(days=1)
    sheet = Sheet(width=210, height=297, day=last, title="聚合收款码商户交易流水")
    sheet.box(0, 0, 210, 18, colour=None, fill="#1F6FD6")
    sheet.text(14, 11.5, "聚惠收  |  扫码收款服务商", size=11, face="hei", colour="#FFFFFF")
    sheet.text(196, 11.5, "服务热线 400-800-0001", size=8, face="hei", colour="#FFFFFF", align="right")
    sheet.text(105, 30, "收款码交易流水证明", size=17, face="hei", align="centre")
    sheet.text(14, 40, f"编号：JH{last:%Y%m%d}{world.digits(10)}", size=8, face="hei", colour="#666666")
    tail = shop.account[-4:]
    sheet.text(14, 48, f"商户名称  {shop.name}", size=9.5, face="hei", mark=("account_name", shop.name))
    sheet.text(120, 48, f"商户号  {world.digits(15)}", size=9.5, face="hei")
    sheet.text(14, 54.5, f"结算账户  {shop.bank} 尾号{tail}", size=9.5, face="hei", mark=("account_last4", tail))
    sheet.text(120, 54.5, f"结算人  {shop.person[0]}**", size=9.5, face="hei")
    sheet.text(
        14,
        61,
        f"交易时间  {first:%Y.%m.%d} 00:00 至 {last:%Y.%m.%d} 23:59",
        size=9.5,
        face="hei",
        mark=("period_start", first.isoformat()),
    )
    sheet.text(120, 61, "支付渠道  全部（微信、支付宝、云闪付）", size=9.5, face="hei")
    xs = (14, 42, 78, 98, 118, 142, 164, 196)
    drawn, sums, fees, when = [], {"credit": Decimal(0), "debit": Decimal(0)}, Decimal(0), first
    counts = {"credit": 0, "debit": 0}
    for _ in range(21):
        when = min(when + timedelta(days=world.rng.randint(0, 2)), last)
        way = "debit" if world.rng.random() < 0.12 else "credit"
        value = world.amount(5, 680)
        fee = cents(value * Decimal("0.0038")) if way == "credit" else Decimal("0.00")
        payer = world.pick((f"{world.person()[0]}*", f"*{world.person()[-1]}", f"用户{world.digits(4)}"))
        clock = f"{world.rng.randint(7, 22):02d}:{world.rng.randint(0, 59):02d}:{world.rng.randint(0, 59):02d}"
        drawn.append((when, clock, way, value, fee, payer))
        sums[way] += value
        counts[way] += 1
        fees += fee
    net = sums["credit"] - sums["debit"] - fees
    sheet.box(14, 66, 196, 80, colour="#C9D8EE", fill="#F3F8FF")
    boxes = (
        (f"收款 {counts['credit']} 笔", grouped(sums["credit"]), ("total_credit", str(sums["credit"]))),
        (f"退款 {counts['debit']} 笔", grouped(sums["debit"]), ("total_debit", str(sums["debit"]))),
        ("手续费", grouped(fees), None),
        ("实际到账", grouped(net), None),
    )
    for index, (label, value_words, mark) in enumerate(boxes):
        x = 37 + index * 45.5
        sheet.text(x, 71.5, label, size=8, face="hei", align="centre", colour="#666666")
        sheet.text(x, 77.5, f"¥{value_words}", size=11, face="hei", align="centre", mark=mark)
    heads = ("交易时间", "交易订单号", "支付方式", "交易类型", "付款方", "手续费(元)", "交易金额(元)")
    y = row(sheet, xs, 84, 7, heads, size=8.5, face="hei", rule="#C9D8EE", fill="#E9F1FC")
    rows = []
    for moment, clock, way, value, fee, payer in drawn:
        signed = f"{'-' if way == 'debit' else ''}{value}"
        kind = "退款" if way == "debit" else world.pick(("扫码收款", "扫码收款", "被扫收款"))
        cells = (
            f"{moment:%Y.%m.%d}\n{clock}",
            world.digits(20),
            world.pick(("微信", "支付宝", "云闪付")),
            kind,
            payer,
            str(fee),
            signed,
        )
        y = row(sheet, xs, y, 8, cells, size=7.5, face="hei", rule="#DDE5F0", align="cccccrr", width=0.3)
        rows.append({"date": moment.isoformat(), "counterparty": payer, way: str(value)})
    sheet.text(
        14,
        y + 7,
        "说明：1.本流水仅反映通过本服务商收款码产生的交易，结算周期T+1，节假日顺延。2.涂改无效。",
        size=7.5,
        face="hei",
        colour="#666666",
    )
    sheet.text(150, y + 14, f"出具日期：{(last + timedelta(days=5)):%Y.%m.%d}", size=8.5, face="hei")
    sheet.picture(round_seal("聚惠收数字科技有限公司", "业务专用章", world.seed), 172, y + 10, 32)
    fields: dict[str, Any] = {
        "account_name": shop.name, "account_last4": tail, "period_start": first.isoformat(), "period_end": last.isoformat(),
        "rows": rows, "total_credit": str(sums["credit"]), "total_debit": str(sums["debit"]),
    }  # fmt: skip
    return Drawn(sheet=sheet, fields=fields)


LAYOUTS = {"collection_code": _collection_code}
