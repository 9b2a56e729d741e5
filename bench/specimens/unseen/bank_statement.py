"""A card's history with one signed column (as the big banks export it), and a firm's ledger of a rural bank."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import grouped
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.unseen.paper_table import broken, row, watermark
from bench.specimens.world import World

GREY = "#9A9A9A"


def _card_history(world: World) -> Drawn:
    """Landscape page: two-line cells, one signed amount column, other party beside its account."""
    owner, card = world.firm(small=True), f"6222{world.digits(15)}"
    first = date(2026, world.rng.randint(3, 7), 1)
    last = first + timedelta(days=91)
    sheet = Sheet(width=297, height=210, day=last, title="借记账户历史明细（电子版）", producer="iText")
    watermark(sheet, 150, 110, "仅供参考　电子回单专用", size=38, turn=18, colour="#F0EDED")
    sheet.text(148, 15, "中国田园银行借记账户历史明细（电子版）", size=15, face="hei", align="centre")
    sheet.text(12, 24, "卡号", size=9)
    sheet.text(21, 24, card, size=9, mark=("account_last4", card[-4:]))
    sheet.text(75, 24, "户名", size=9)
    sheet.text(84, 24, owner.person, size=9, mark="account_name")
    sheet.text(125, 24, "起止日期", size=9)
    sheet.text(141, 24, f"{first.isoformat()} — {last.isoformat()}", size=9, mark=("period_start", first.isoformat()))
    sheet.text(
        285, 24, f"申请时间 {(last + timedelta(days=3)).isoformat()} 10:41:07　第1页/共1页", size=8, align="right"
    )
    xs = (12, 34, 58, 68, 80, 94, 112, 130, 158, 186, 232, 262, 285)
    heads = (
        "交易日期",
        "账号",
        "储种",
        "序号",
        "币种",
        "摘要",
        "地区",
        "收入/支出金额",
        "余额",
        "对方户名",
        "对方账号",
        "渠道",
    )
    y = row(sheet, xs, 28, 7, heads, size=8, face="hei", fill="#E6EEF7", rule=GREY)
    day, balance, rows = first, world.amount(2000, 30000), []
    account, digits = f"1202{world.digits(13)}", world.rng
    count = 13
    for _ in range(count):
        day += timedelta(days=digits.randint(2, 6))
        gain = digits.random() < 0.6
        value = world.amount(50, 4800) if gain else min(world.amount(20, 2500), balance - 5)
        balance += value if gain else -value
        other = world.firm() if digits.random() < 0.6 else None
        who = (
            other.name
            if other
            else world.pick((world.person(), "财付通支付科技有限公司", "支付宝（中国）网络技术有限公司"))
        )
        note = world.pick(("转账", "汇款", "他行汇入")) if gain else world.pick(("消费", "快捷支付", "跨行汇款"))
        clock = f"{digits.randint(7, 21):02d}:{digits.randint(0, 59):02d}:{digits.randint(0, 59):02d}"
        number = world.digits(16)
        cells = (
            f"{day.isoformat()}\n{clock}", f"{account[:10]}\n{account[10:]}", "活期", "00000", "人民币", note,
            f"{world.digits(4)}", f"{'+' if gain else '-'}{grouped(value)}", grouped(balance), broken(who, 14),
            f"{number[:9]}\n{number[9:]}", world.pick(("快捷支付", "网上银行", "手机银行", "批量业务")),
        )  # fmt: skip
        y = row(sheet, xs, y, 10.4, cells, size=7.5, rule=GREY, align="ccccccrrrlcc", width=0.3)
        rows.append(
            {
                "date": day.isoformat(),
                "counterparty": who,
                "credit" if gain else "debit": str(value),
                "balance": str(balance),
            }
        )
    notes = (
        "重要提示：1.本明细为客户自助申请的电子版历史明细，可登录“电子凭证验真”栏目核验，验证码：" + world.digits(10),
        "2.如收入/支出金额栏以“-”号表示支出；余额为交易发生后账户余额。客服热线：95500　投诉电话：400-800-0000",
    )
    for index, words in enumerate(notes):
        sheet.text(12, y + 6 + index * 4, words, size=7)
    sheet.picture(round_seal("中国田园银行股份有限公司", "电子回单专用章", world.seed), 258, y + 8, 30, turn=-4)
    fields: dict[str, Any] = {
        "account_name": owner.person, "account_last4": card[-4:], "period_start": first.isoformat(),
        "period_end": last.isoformat(), "rows": rows,
    }  # fmt: skip
    return Drawn(sheet=sheet, fields=fields)


def _firm_ledger(world: World) -> Drawn:
    """A rural bank's dot-matrix ledger of a firm: no rules between rows, compact dates, opening balance, totals."""
    owner = world.firm("building", small=False)
    month = world.rng.randint(2, 9)
    first = date(2026, month, 1)
    last = date(2026, month + 1, 1) - timedelta(days=1)
    sheet = Sheet(width=241, height=279, day=last, title="单位账户对账单")
    place = world.place()
    bank = f"{place.city[:-1]}禾丰农村商业银行股份有限公司"
    sheet.text(120, 16, bank, size=13, align="centre", face="song", space=0.6)
    sheet.text(120, 24, "单位活期存款分户账对账单", size=15, align="centre", space=1)
    sheet.text(14, 34, f"机构号：{world.digits(6)}  {place.district[:-1]}支行", size=9)
    sheet.text(165, 34, f"打印日期：{(last + timedelta(days=4)):%Y/%m/%d}  页号：001", size=9)
    sheet.text(14, 40, f"账　　号：{owner.account}", size=9, mark=("account_last4", owner.account[-4:]))
    sheet.text(90, 40, f"户　　名：{owner.name}", size=9, mark=("account_name", owner.name))
    sheet.text(14, 46, "币　　种：01-人民币    钞汇标志：钞", size=9)
    span = f"对账期间：{first:%Y%m%d}-{last:%Y%m%d}"
    sheet.text(90, 46, span, size=9, mark=("period_start", first.isoformat()))
    sheet.text(165, 46, "产品名称：单位活期存款", size=9)
    sheet.line(14, 49, 227, 49, width=0.4)
    stops = ((14, "left"), (34, "left"), (66, "left"), (118, "right"), (146, "right"), (176, "right"), (179, "left"))
    heads = ("记账日", "凭证种类/摘要", "凭证号", "借方发生额", "贷方发生额", "余　额", "对方户名")
    for (x, way), head in zip(stops, heads, strict=True):
        sheet.text(x, 54, head, size=9, align=way)
    sheet.line(14, 56, 227, 56, width=0.4)
    balance = world.amount(40000, 400000)
    y, rows = 62.0, []
    sheet.text(34, y, "承前余额", size=9)
    sheet.text(176, y, grouped(balance), size=9, align="right")
    day = first
    sums, counts = {"debit": Decimal(0), "credit": Decimal(0)}, {"debit": 0, "credit": 0}
    for index in range(22):
        day = min(day + timedelta(days=world.rng.randint(0, 2)), last)
        way = "credit" if world.rng.random() < 0.42 else "debit"
        value = world.amount(3000, 90000) if way == "credit" else min(world.amount(300, 30000), balance - 100)
        balance += value if way == "credit" else -value
        who = world.firm().name if index % 6 else f"{place.city}{place.district}财政零余额账户"
        y += 6.6
        note = (
            world.pick(("电汇", "货款", "往来款", "工程款"))
            if way == "credit"
            else world.pick(("转账支出", "税款", "手续费", "材料款", "代发工资"))
        )
        column = 3 if way == "debit" else 4
        for spot, words in (
            (0, f"{day:%Y%m%d}"),
            (1, note),
            (2, world.digits(8)),
            (column, grouped(value)),
            (5, grouped(balance)),
            (6, who[:14]),
        ):
            sheet.text(stops[spot][0], y, words, size=8.5, align=stops[spot][1])
        if len(who) > 14:
            sheet.text(179, y + 3, who[14:], size=8.5)
            y += 3
        sums[way] += value
        counts[way] += 1
        rows.append({"date": day.isoformat(), "counterparty": who, way: str(value), "balance": str(balance)})
    y += 4
    sheet.line(14, y, 227, y, width=0.4)
    sheet.text(
        14,
        y + 6,
        f"借方笔数：{counts['debit']}    借方发生额合计：{grouped(sums['debit'])}",
        size=9,
        mark=("total_debit", str(sums["debit"])),
    )
    sheet.text(
        120,
        y + 6,
        f"贷方笔数：{counts['credit']}    贷方发生额合计：{grouped(sums['credit'])}",
        size=9,
        mark=("total_credit", str(sums["credit"])),
    )
    sheet.text(
        14,
        y + 12,
        f"截至{last:%Y%m%d}账户余额：{grouped(balance)}    冻结金额：0.00    可用余额：{grouped(balance)}",
        size=9,
    )
    sheet.text(
        14,
        y + 20,
        "操作员：0117  授权：0102   贵单位如有疑问请于收到后10日内与开户网点联系，逾期视同核对无误。",
        size=8,
    )
    sheet.picture(round_seal(bank, "业务清讫章", world.seed), 196, y + 14, 36, turn=7)
    fields: dict[str, Any] = {
        "account_name": owner.name, "account_last4": owner.account[-4:], "period_start": first.isoformat(),
        "period_end": last.isoformat(), "rows": rows, "total_debit": str(sums["debit"]), "total_credit": str(sums["credit"]),
    }  # fmt: skip
    return Drawn(sheet=sheet, fields=fields)


LAYOUTS = {"card_history": _card_history, "firm_ledger": _firm_ledger}
