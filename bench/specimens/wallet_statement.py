"""Statements of payment wallets (收款码流水): two proofs as PDF, a screenshot of the bill list, three exports."""

from dataclasses import replace
from datetime import timedelta

from bench.specimens.drawn import Drawn, Truth
from bench.specimens.numbers import chinese_day
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.specimen import Specimen
from bench.specimens.statement_exports import csv_file, workbook
from bench.specimens.statement_sheet import Column, Style, draw_rows
from bench.specimens.statement_story import (
    Account,
    Movement,
    income_truth,
    newest_first,
    rows_truth,
    totals,
    wallet_account,
)
from bench.specimens.world import World


def _truth(account: Account, shown: tuple[Movement, ...], *, totalled: bool, digits: bool) -> Truth:
    known = {
        "account_name": account.name, "period_start": account.start.isoformat(),
        "period_end": account.end.isoformat(), "rows": rows_truth(shown, balance=False),
    }  # fmt: skip
    last = {"account_last4": account.number[-4:]} if digits else {}
    return known | last | (totals(shown) if totalled else {}) | income_truth(shown)


def _first_page(truth: Truth, shown: tuple[Movement, ...], pages: list[int]) -> Truth:
    if not pages or pages[-1] == 0:
        return {}
    held = tuple(one for one, page in zip(shown, pages, strict=True) if page == 0)
    kept = {name: value for name, value in truth.items() if not name.startswith(("total", "income", "rows"))}
    return kept | {"rows": rows_truth(held, balance=False)} | income_truth(held)


def _way(one: Movement, neither: str) -> str:
    return "收入" if one.credit else "支出" if one.debit else neither


def _wechat(world: World) -> Drawn:
    """微信支付交易明细证明: fully ruled, long numbers wrapped in narrow columns, cells centred in their rows."""
    account = wallet_account(world, most=52)
    shown = newest_first(account)
    sheet = Sheet(width=210, height=297, day=account.end + timedelta(days=1), title="微信支付交易明细证明")
    sheet.text(105, 22, "微信支付交易明细证明", size=17, face="hei", align="centre", bold=0.3)
    sheet.text(16, 32, f"编号：{world.digits(26)}", size=8.5, face="hei")
    end = sheet.text(16, 41, "兹证明：", size=9.5, face="hei")
    end = sheet.text(end, 41, account.name, size=9.5, face="hei", mark="account_name")
    identity, shop = f"{world.digits(6)}********{world.digits(4)}", f"shop_{world.digits(6)}"
    words = f"（居民身份证：{identity}），在其微信号：{shop}中的交易明细信息如下："
    sheet.text(end, 41, words, size=9.5, face="hei")
    end = sheet.text(16, 49, "交易明细对应时间段：", size=9.5, face="hei")
    start = f"{chinese_day(account.start)} 00:00:00"
    end = sheet.text(end, 49, start, size=9.5, face="hei", mark=("period_start", account.start.isoformat()))
    end = sheet.text(end + 1, 49, "至", size=9.5, face="hei")
    stop = f"{chinese_day(account.end)} 23:59:59"
    sheet.text(end + 1, 49, stop, size=9.5, face="hei", mark=("period_end", account.end.isoformat()))
    sheet.text(16, 56, "币种：人民币 / 单位：元", size=9.5, face="hei")
    columns = (
        Column(name="交易单号", width=33, text=lambda _n, m: m.number, side="centre"),
        Column(name="交易时间", width=21, text=lambda _n, m: f"{m.day.isoformat()}\n{m.time}", side="centre"),
        Column(name="交易类型", width=20, text=lambda _n, m: m.summary, side="centre"),
        Column(name="收/支/其他", width=18, text=lambda _n, m: _way(m, "其他"), side="centre"),
        Column(
            name="交易方式", width=19, text=lambda _n, m: "零钱" if not m.debit else "招江银行(2208)", side="centre"
        ),
        Column(name="金额(元)", width=19, text=lambda _n, m: f"{m.amount:.2f}", side="centre"),
        Column(name="交易对方", width=26, text=lambda _n, m: m.party, side="centre"),
        Column(name="商户单号", width=26, text=lambda _n, m: m.number[::-1][:20] if m.debit else "/", side="centre"),
    )

    def foot(page: Sheet) -> None:
        page.text(105, 288, f"第 {page.page + 1} 页", size=8, face="hei", align="centre")

    foot(sheet)
    style = Style(size=8, face="hei", pitch=3.7, pad=1.3, rule="#555555", head_fill="#E8E8E8", bold=0.15)
    y, pages = draw_rows(sheet, columns, shown, style, 14, 61, 18, 270, foot)
    sheet.text(
        16,
        min(y + 8, 281),
        "说明：1.充值/提现/理财通购买/零钱通存取/信用卡还款等交易，将计入其他类型",
        size=7.5,
        face="hei",
    )
    sheet.picture(round_seal("财付通支付科技有限公司", "业务凭证专用章", world.seed), 168, min(y + 4, 262), 36, turn=6)
    truth = _truth(account, shown, totalled=False, digits=False)
    return Drawn(sheet=sheet, fields=truth, first_page=_first_page(truth, shown, pages))


def _alipay(world: World) -> Drawn:
    """支付宝收支明细证明: thin rules between rows, the time in the last column, sums in a line above."""
    account = wallet_account(world, most=48)
    shown = newest_first(account)
    sums = totals(shown)
    sheet = Sheet(width=210, height=297, day=account.end + timedelta(days=1), title="收支明细证明")
    sheet.text(105, 24, "支付宝收支明细证明", size=18, align="centre", bold=0.4)
    sheet.text(16, 33, f"编号:{chinese_day(account.end)[:4]}{world.digits(18)}", size=9)
    end = sheet.text(16, 42, "兹证明：", size=10)
    end = sheet.text(end, 42, account.name, size=10, mark="account_name")
    end = sheet.text(end, 42, f"（证件号码:{world.digits(3)}***********{world.digits(4)}）在其支付宝账号", size=10)
    end = sheet.text(end, 42, account.number, size=10, mark=("account_last4", account.number[-4:]))
    sheet.text(end, 42, "中明细信息如下：", size=10)
    sheet.text(16, 50, "币种：人民币（CNY）/单位：元", size=10)
    end = sheet.text(16, 57, "交易时间段：", size=10)
    end = sheet.text(end, 57, f"{account.start} 00:00:00", size=10, mark=("period_start", account.start.isoformat()))
    end = sheet.text(end, 57, "至", size=10)
    sheet.text(end, 57, f"{account.end} 23:59:59", size=10, mark=("period_end", account.end.isoformat()))
    count = {way: sum(_way(one, "不计收支") == way for one in shown) for way in ("收入", "支出", "不计收支")}
    end = sheet.text(16, 64, f"收入：{count['收入']}笔 ", size=10)
    end = sheet.text(end, 64, f"{sums['total_credit']}元", size=10, mark=("total_credit", sums["total_credit"]))
    end = sheet.text(end + 8, 64, f"支出：{count['支出']}笔 ", size=10)
    end = sheet.text(end, 64, f"{sums['total_debit']}元", size=10, mark=("total_debit", sums["total_debit"]))
    neither = sum(one.neutral for one in shown)
    sheet.text(end + 8, 64, f"不计收支：{count['不计收支']}笔 {neither:.2f}元", size=10)
    columns = (
        Column(name="收/支", width=14, text=lambda _n, m: _way(m, "不计收支")),
        Column(name="交易对方", width=32, text=lambda _n, m: m.party),
        Column(name="商品说明", width=28, text=lambda _n, m: m.summary),
        Column(name="收/付款方式", width=22, text=lambda _n, m: "余额宝" if m.debit else "账户余额"),
        Column(name="金额", width=19, text=lambda _n, m: f"{m.amount:.2f}"),
        Column(name="交易订单号", width=30, text=lambda _n, m: m.number),
        Column(name="商家订单号", width=18, text=lambda _n, m: m.number[::-1][:14] if m.debit else ""),
        Column(name="交易时间", width=21, text=lambda _n, m: f"{m.day.isoformat()}\n{m.time}"),
    )

    def foot(page: Sheet) -> None:
        page.text(196, 289, f"{page.page + 1}", size=8, align="right")

    foot(sheet)
    style = Style(size=8, pitch=3.6, pad=1.5, rules="rows", rule="#B0B0B0", middle=False, bold=0.3)
    y, pages = draw_rows(sheet, columns, shown, style, 14, 70, 18, 268, foot)
    sheet.picture(round_seal("支付宝支付科技有限公司", "业务凭证专用章", world.seed), 165, min(y + 2, 262), 36, turn=-8)
    truth = _truth(account, shown, totalled=True, digits=True)
    first = _first_page(truth, shown, pages)
    return Drawn(sheet=sheet, fields=truth, first_page=first and first | sums)


def _bill_list(world: World) -> Drawn:
    """The bill list of a wallet app as a long screenshot: months with their sums, a round picture beside each bill."""
    account = wallet_account(world, fewest=20, most=26)
    shown = tuple(replace(one, party=one.party if len(one.party) <= 15 else one.party[:14])
                  for one in newest_first(account))  # fmt: skip
    months = list(dict.fromkeys((one.day.year, one.day.month) for one in shown))
    height = 58 + 34 * len(months) + 30.4 * len(shown) + 12
    sheet = Sheet(width=183, height=height, day=account.end, title="账单")
    sheet.box(0, 0, 183, height, colour=None, fill="#FFFFFF")
    sheet.text(14, 12, f"{world.rng.randint(7, 22)}:{world.rng.randint(10, 59)}", size=19, face="hei", bold=0.4)
    sheet.text(170, 12, "5G 86%", size=16, face="hei", align="right")
    sheet.text(91.5, 30, "账单", size=24, face="hei", align="centre", bold=0.4)
    sheet.text(12, 30, "＜", size=24, face="hei")
    sheet.text(12, 47, "全部账单", size=20, face="hei")
    sheet.text(60, 47, "查找交易", size=20, face="hei")
    sheet.text(171, 47, "收支统计", size=20, face="hei", align="right", colour="#576B95")
    y = 54.0
    for year, month in months:
        found = [one for one in shown if (one.day.year, one.day.month) == (year, month)]
        y = _month(sheet, y, f"{year}年{month}月", found)
        for one in found:
            y = _bill(sheet, world, y, one)
    sheet.remember("rows", "", (0, 54, 183, y))
    # a bill shows nothing but its party: which credit is no income cannot be told from the list
    seen = tuple(replace(one, income=True) for one in shown)
    fields = {"rows": rows_truth(shown, balance=False)} | income_truth(seen)
    return Drawn(sheet=sheet, fields=fields, screen=True)


def _month(sheet: Sheet, y: float, name: str, found: list[Movement]) -> float:
    sheet.box(0, y, 183, y + 30, colour=None, fill="#EDEDED")
    sheet.text(12, y + 12, name, size=22, face="hei", bold=0.2)
    sums = totals(found)
    sheet.text(
        12, y + 23, f"支出¥{sums['total_debit']}  收入¥{sums['total_credit']}", size=16, face="hei", colour="#7A7A7A"
    )
    return y + 34


def _bill(sheet: Sheet, world: World, y: float, one: Movement) -> float:
    sheet.box(
        12, y + 3, 30, y + 21, colour=None, fill=world.pick(("#F2A33A", "#57A0E8", "#62B87A", "#D9695F")), radius=2
    )
    words = f"{one.party}…" if len(one.party) == 14 else one.party  # names of 14 characters were cut
    sheet.text(36, y + 11, words, size=20, face="hei")
    amount = f"+{one.amount:.2f}" if one.credit else f"-{one.amount:.2f}" if one.debit else f"{one.amount:.2f}"
    sheet.text(
        171,
        y + 11.3,
        amount,
        size=22,
        face="hei",
        align="right",
        bold=0.3,
        colour="#D79F33" if one.credit else "#111111",
    )
    sheet.text(36, y + 21, f"{one.day.month}月{one.day.day}日 {one.time[:5]}", size=16, face="hei", colour="#8A8A8A")
    if not (one.credit or one.debit):
        sheet.text(171, y + 21, one.summary, size=15, face="hei", align="right", colour="#8A8A8A")
    sheet.line(36, y + 27, 183, y + 27, colour="#E2E2E2", width=0.6)
    return y + 30.4


def _wechat_rows(account: Account, shown: tuple[Movement, ...]) -> list[list[str]]:
    sums = totals(shown)
    head = [["微信支付账单明细"], [f"微信昵称：[{account.name}]"],
            [f"起始时间：[{account.start} 00:00:00] 终止时间：[{account.end} 23:59:59]"], ["导出类型：[全部]"], [],
            [f"共{len(shown)}笔记录"], [f"收入：{sum(bool(m.credit) for m in shown)}笔 {sums['total_credit']}元"],
            [f"支出：{sum(bool(m.debit) for m in shown)}笔 {sums['total_debit']}元"],
            ["注："], ["1. 充值/提现/理财通购买/零钱通存取/信用卡还款等交易，将计入中性交易"], [],
            ["----------------------微信支付账单明细列表--------------------"]]  # fmt: skip
    names = [
        "交易时间",
        "交易类型",
        "交易对方",
        "商品",
        "收/支",
        "金额(元)",
        "支付方式",
        "当前状态",
        "交易单号",
        "商户单号",
        "备注",
    ]
    body = [[f"{m.day} {m.time}", m.summary, m.party, "/", _way(m, "/"), f"¥{m.amount:.2f}", "零钱", "支付成功",
             f"{m.number}\t", "/", "/"] for m in shown]  # fmt: skip
    return [*head, names, *body]


def _wechat_csv(world: World) -> Specimen:
    """The CSV of 微信: UTF-8 with a mark, trailing commas on every line of the preamble."""
    account = wallet_account(world)
    shown = newest_first(account)
    rows = [row + [""] * (11 - len(row)) for row in _wechat_rows(account, shown)]
    data = csv_file(rows, "utf-8-sig")
    truth = _truth(account, shown, totalled=True, digits=False)
    return Specimen(name="bill.csv", kind="wallet_statement", data=data, fields=truth)


def _wechat_xlsx(world: World) -> Specimen:
    """The workbook of 微信."""
    account = wallet_account(world)
    shown = newest_first(account)
    truth = _truth(account, shown, totalled=True, digits=False)
    return Specimen(
        name="bill.xlsx", kind="wallet_statement", data=workbook(_wechat_rows(account, shown)), fields=truth
    )


def _alipay_csv(world: World) -> Specimen:
    """The CSV of 支付宝: GBK, blanks around every cell, a trailing comma."""
    account = wallet_account(world)
    shown = newest_first(account)
    sums = totals(shown)
    head = [["-" * 84], ["导出信息："], [f"姓名：{account.name}"], [f"支付宝账户：{account.number}"],
            [f"起始时间：[{account.start} 00:00:00]    终止时间：[{account.end} 23:59:59]"], ["导出交易类型：[全部]"],
            [f"共{len(shown)}笔记录"], [f"收入：{sum(bool(m.credit) for m in shown)}笔 {sums['total_credit']}元"],
            [f"支出：{sum(bool(m.debit) for m in shown)}笔 {sums['total_debit']}元"], [],
            ["-" * 24 + "支付宝（中国）网络技术有限公司  电子客户回单" + "-" * 24]]  # fmt: skip
    names = ["交易时间", "交易分类", "交易对方", "对方账号", "商品说明", "收/支", "金额", "收/付款方式", "交易状态",
             "交易订单号", "商家订单号", "备注", ""]  # fmt: skip
    body = [[f"{m.day} {m.time}   ", "转账红包", f"{m.party}    ", "/", m.summary, _way(m, "不计收支"),
             f"{m.amount:.2f}  ", "余额", "交易成功", f"{m.number}\t", "\t", "", ""] for m in shown]  # fmt: skip
    data = csv_file([*head, names, *body], "gb18030")
    truth = _truth(account, shown, totalled=True, digits=True)
    return Specimen(name="alipay.csv", kind="wallet_statement", data=data, fields=truth)


LAYOUTS = {"wechat-proof": _wechat, "alipay-proof": _alipay, "app-bill-list": _bill_list}
DATA = {"wechat-csv": _wechat_csv, "wechat-xlsx": _wechat_xlsx, "alipay-csv-gbk": _alipay_csv}
