"""Bank statements (银行流水): four printed forms as different banks issue them, and exports as CSV and workbook."""

from datetime import timedelta

from bench.specimens.drawn import Drawn, Truth
from bench.specimens.numbers import chinese_day, grouped
from bench.specimens.seals import round_seal
from bench.specimens.sheet import RED, Sheet
from bench.specimens.specimen import Specimen
from bench.specimens.statement_exports import csv_file, workbook
from bench.specimens.statement_sheet import Column, Style, draw_rows
from bench.specimens.statement_story import (
    Account,
    Movement,
    bank_account,
    income_truth,
    newest_first,
    rows_truth,
    totals,
)
from bench.specimens.world import World


def _truth(account: Account, shown: tuple[Movement, ...], *, totalled: bool) -> Truth:
    known = {
        "account_name": account.name, "account_last4": account.number[-4:],
        "period_start": account.start.isoformat(), "period_end": account.end.isoformat(), "rows": rows_truth(shown),
    }  # fmt: skip
    return known | (totals(shown) if totalled else {}) | income_truth(shown)


def _first_page(truth: Truth, shown: tuple[Movement, ...], pages: list[int]) -> Truth:
    """What a photo of the first page holds: its own rows and their sums, no printed sum of all pages."""
    if not pages or pages[-1] == 0:
        return {}
    held = tuple(one for one, page in zip(shown, pages, strict=True) if page == 0)
    kept = {name: value for name, value in truth.items() if not name.startswith(("total", "income", "rows"))}
    return kept | {"rows": rows_truth(held)} | income_truth(held)


def _amount(value: object) -> str:
    return grouped(value) if value else ""  # type: ignore[arg-type] # Decimal


def _signed(one: Movement) -> str:
    return f"+{grouped(one.credit)}" if one.credit else f"-{grouped(one.debit)}"


def _bare(one: Movement) -> str:
    return grouped(one.credit) if one.credit else f"-{grouped(one.debit)}"


def _state(world: World) -> Drawn:
    """A state bank's 历史明细: lying, thirteen narrow columns, signed amounts, thin grey rules."""
    account = bank_account(world)
    shown = newest_first(account) if world.rng.random() < 0.5 else account.movements
    bank = f"中{world.pick(('汇', '川', '原', '岭'))}{world.pick(('工贸', '农商', '建业', '储蓄'))}银行"
    sheet = Sheet(width=297, height=210, day=account.end + timedelta(days=1), title="借记账户历史明细")
    sheet.text(148.5, 17, f"{bank}借记账户历史明细（电子版）", size=14, face="hei", align="centre", bold=0.3)
    sheet.text(12, 26, "卡号 ", size=8, face="hei")
    sheet.text(20, 26, account.number, size=8, face="hei", mark=("account_last4", account.number[-4:]))
    sheet.text(102, 26, "户名：", size=8, face="hei")
    sheet.text(112, 26, account.name, size=8, face="hei", mark="account_name")
    sheet.text(170, 26, "起止日期：", size=8, face="hei")
    end = sheet.text(186, 26, account.start.isoformat(), size=8, face="hei", mark="period_start")
    end = sheet.text(end + 1, 26, "—", size=8, face="hei")
    sheet.text(end + 1, 26, account.end.isoformat(), size=8, face="hei", mark="period_end")
    columns = (
        Column(name="交易日期", width=25, text=lambda _n, m: f"{m.day:%Y-%m-%d}\n{m.time}"),
        Column(name="账号", width=25, text=lambda _n, _m: account.number),
        Column(name="储种", width=12, text=lambda _n, _m: "活期", side="centre"),
        Column(name="序号", width=13, text=lambda n, _m: f"{n:05d}", side="centre"),
        Column(name="币种", width=14, text=lambda _n, _m: "人民币", side="centre"),
        Column(name="钞汇", width=10, text=lambda _n, _m: "钞", side="centre"),
        Column(name="摘要", width=22, text=lambda _n, m: m.summary),
        Column(name="地区", width=13, text=lambda _n, m: m.number[:4], side="centre"),
        Column(name="收入/支出金额", width=30, text=lambda _n, m: _signed(m), side="right"),
        Column(name="余额", width=28, text=lambda _n, m: grouped(m.balance), side="right"),
        Column(name="对方户名", width=38, text=lambda _n, m: m.party),
        Column(name="对方账号", width=29, text=lambda _n, m: m.account if m.party else ""),
        Column(name="渠道", width=19, text=lambda _n, m: world_channel(m)),
    )
    style = Style(size=7.5, face="hei", pitch=3.3, pad=1.0, rule="#9A9A9A", head_fill="#EFEFEF", bold=0.1)

    def foot(page: Sheet) -> None:
        page.text(148.5, 204, f"第 {page.page + 1} 页", size=7, face="hei", align="centre")

    foot(sheet)
    _, pages = draw_rows(sheet, columns, shown, style, 9, 31, 14, 196, foot)
    sheet.picture(round_seal(f"{bank}股份有限公司", "电子回单专用章", world.seed), 262, 20, 30, turn=-6)
    truth = _truth(account, shown, totalled=False)
    return Drawn(sheet=sheet, fields=truth, first_page=_first_page(truth, shown, pages))


def world_channel(one: Movement) -> str:
    """A channel that fits the movement."""
    return {"ATM取款": "自助终端", "现金存款": "柜面"}.get(one.summary, "网上银行" if one.debit else "其他")


def _rural(world: World) -> Drawn:
    """A rural bank's 明细对账单 of a shop's account: lying, fully ruled, two columns of money, sums at the foot."""
    account = bank_account(world, firm=True, most=70)
    shown = account.movements
    bank = f"{world.place().district[:-1]}农村商业银行股份有限公司"
    sheet = Sheet(width=297, height=210, day=account.end + timedelta(days=2), title="账户交易明细")
    sheet.text(148.5, 17, bank, size=13, align="centre", bold=0.3)
    sheet.text(
        148.5,
        24,
        world.pick(("对公账户交易明细清单", "单位账户明细对账单", "客户账户交易明细")),
        size=15,
        align="centre",
        bold=0.4,
    )
    sheet.text(14, 33, "户名：", size=9.5)
    sheet.text(26, 33, account.name, size=9.5, mark="account_name")
    sheet.text(120, 33, "账号：", size=9.5)
    sheet.text(132, 33, account.number, size=9.5, mark=("account_last4", account.number[-4:]))
    sheet.text(206, 33, "币种：人民币", size=9.5)
    sheet.text(14, 39, "起始日期：", size=9.5)
    sheet.text(33, 39, f"{account.start:%Y%m%d}", size=9.5, mark=("period_start", account.start.isoformat()))
    sheet.text(64, 39, "终止日期：", size=9.5)
    sheet.text(83, 39, f"{account.end:%Y%m%d}", size=9.5, mark=("period_end", account.end.isoformat()))
    sheet.text(120, 39, f"承前余额：{grouped(account.opened)}", size=9.5)
    sheet.text(206, 39, f"打印柜员：{world.digits(6)}", size=9.5)
    columns = (
        Column(name="序号", width=11, text=lambda n, _m: str(n), side="centre"),
        Column(name="交易日期", width=20, text=lambda _n, m: f"{m.day:%Y%m%d}", side="centre"),
        Column(name="交易时间", width=18, text=lambda _n, m: m.time, side="centre"),
        Column(name="摘要", width=24, text=lambda _n, m: m.summary),
        Column(name="借方发生额", width=27, text=lambda _n, m: _amount(m.debit), side="right"),
        Column(name="贷方发生额", width=27, text=lambda _n, m: _amount(m.credit), side="right"),
        Column(name="余额", width=28, text=lambda _n, m: grouped(m.balance), side="right"),
        Column(name="对方户名", width=52, text=lambda _n, m: m.party),
        Column(name="对方账号", width=37, text=lambda _n, m: m.account if m.party else ""),
        Column(name="对方行名", width=27, text=lambda _n, m: m.bank if m.party else ""),
    )

    def foot(page: Sheet) -> None:
        page.text(283, 202, f"第{page.page + 1}页", size=8, align="right")

    foot(sheet)
    style = Style(size=8, pitch=3.6, pad=1.2, bold=0.3)
    y, pages = draw_rows(sheet, columns, shown, style, 13, 43, 14, 186, foot)
    sums = totals(shown)
    sheet.box(13, y, 284, y + 6, width=0.35)
    sheet.text(18, y + 4.2, "合计", size=8, bold=0.3)
    left = 13 + 11 + 20 + 18 + 24
    for name, x in (("total_debit", left + 26.2), ("total_credit", left + 53.2)):
        sheet.text(x, y + 4.2, f"{float(sums[name]):,.2f}", size=8, align="right", mark=(name, sums[name]))
    sheet.picture(round_seal(bank, "业务专用章", world.seed), 250, 38, 36, turn=5)
    truth = _truth(account, shown, totalled=True)
    return Drawn(sheet=sheet, fields=truth, first_page=_first_page(truth, shown, pages))


def _current(world: World) -> Drawn:
    """A share bank's 交易流水 of a private person: no rules, names of columns also in English, a red seal."""
    account = bank_account(world, most=76)
    shown = account.movements
    bank = f"{world.pick(('招江', '兴海', '浦西', '平川'))}银行"
    sheet = Sheet(width=210, height=297, day=account.end + timedelta(days=1), title="交易流水")
    sheet.text(105, 20, f"{bank}交易流水", size=17, face="hei", align="centre", bold=0.3)
    sheet.text(105, 26, "Transaction Statement", size=9, face="hei", align="centre")
    sheet.text(105, 33, f"{account.start.isoformat()} -- {account.end.isoformat()}", size=9, face="hei", align="centre")
    for name, x in (("period_start", 86.0), ("period_end", 107.0)):
        value = account.start if name == "period_start" else account.end
        sheet.remember(name, value.isoformat(), (x, 30, x + 18, 33.6))
    for label, words, x, y, mark in (
        ("户        名：", account.name, 16.0, 42.0, "account_name"),
        ("账户类型：", "活期账户", 16.0, 48.0, None),
        ("申请时间：", f"{account.end + timedelta(days=1)} 09:41:27", 16.0, 54.0, None),
        ("账号：", f"{account.number[:4]}********{account.number[-4:]}", 120.0, 42.0, "account_last4"),
        ("开 户 行：", f"{bank}{world.place().city[:-1]}分行", 120.0, 48.0, None),
        ("验 证 码：", world.digits(8), 120.0, 54.0, None),
    ):
        end = sheet.text(x, y, label, size=9, face="hei")
        value = account.number[-4:] if mark == "account_last4" else words
        sheet.text(end + 0.5, y, words, size=9, face="hei", mark=(mark, value) if mark else None)
    columns = (
        Column(name="记账日期\nDate", width=24, text=lambda _n, m: m.day.isoformat()),
        Column(name="货币\nCurrency", width=16, text=lambda _n, _m: "CNY"),
        Column(name="交易金额\nTransaction\nAmount", width=28, text=lambda _n, m: _bare(m), side="right"),
        Column(name="联机余额\nBalance", width=28, text=lambda _n, m: grouped(m.balance), side="right"),
        Column(name="    交易摘要\n    Transaction Type", width=34, text=lambda _n, m: f"   {m.summary}"),
        Column(name="对手信息\nCounter Party", width=50,
               text=lambda _n, m: f"{m.party} {m.account}" if m.party else ""),
    )  # fmt: skip

    def foot(page: Sheet) -> None:
        page.text(105, 289, f"{page.page + 1}", size=8, face="hei", align="centre")

    foot(sheet)
    style = Style(size=8, face="hei", pitch=3.7, pad=1.5, rules="head", middle=False, bold=0.1)
    _, pages = draw_rows(sheet, columns, shown, style, 15, 60, 18, 278, foot)
    sheet.picture(round_seal(f"{bank}股份有限公司", "电子专用章", world.seed), 168, 262, 38, turn=8)
    truth = _truth(account, shown, totalled=False)
    return Drawn(sheet=sheet, fields=truth, first_page=_first_page(truth, shown, pages))


def _flagged(world: World) -> Drawn:
    """A city bank's counter print: a 借贷 flag beside a bare amount, sums above the rows, ruled rows only."""
    account = bank_account(world, most=60)
    shown = newest_first(account)
    sums = totals(shown)
    bank = f"{world.place().city[:-1]}银行"
    sheet = Sheet(width=210, height=297, day=account.end + timedelta(days=3), title="个人账户交易明细")
    sheet.text(105, 18, f"{bank}个人活期账户交易明细", size=15, align="centre", bold=0.4)
    sheet.line(14, 22, 196, 22, colour=RED, width=1.0)
    sheet.text(16, 29, "客户姓名：", size=9)
    sheet.text(33, 29, account.name, size=9, mark="account_name")
    sheet.text(80, 29, "卡号：", size=9)
    sheet.text(91, 29, account.number, size=9, mark=("account_last4", account.number[-4:]))
    sheet.text(150, 29, "币别：人民币", size=9)
    sheet.text(16, 35, "查询时段：", size=9)
    end = sheet.text(33, 35, chinese_day(account.start), size=9, mark=("period_start", account.start.isoformat()))
    end = sheet.text(end + 1, 35, "至", size=9)
    sheet.text(end + 1, 35, chinese_day(account.end), size=9, mark=("period_end", account.end.isoformat()))
    sheet.text(16, 41, "收入合计：", size=9)
    sheet.text(33, 41, f"{float(sums['total_credit']):,.2f}", size=9, mark=("total_credit", sums["total_credit"]))
    sheet.text(80, 41, "支出合计：", size=9)
    sheet.text(97, 41, f"{float(sums['total_debit']):,.2f}", size=9, mark=("total_debit", sums["total_debit"]))
    sheet.text(150, 41, f"总笔数：{len(shown)}", size=9)
    columns = (
        Column(name="交易日", width=20, text=lambda _n, m: f"{m.day:%Y/%m/%d}"),
        Column(name="摘要", width=24, text=lambda _n, m: m.summary),
        Column(name="借/贷", width=12, text=lambda _n, m: "贷" if m.credit else "借", side="centre"),
        Column(name="发生额", width=26, text=lambda _n, m: grouped(m.amount), side="right"),
        Column(name="账户余额", width=28, text=lambda _n, m: grouped(m.balance), side="right"),
        Column(name="对方名称", width=42, text=lambda _n, m: m.party),
        Column(name="交易机构", width=30, text=lambda _n, m: f"{bank}{m.number[:5]}"),
    )

    def foot(page: Sheet) -> None:
        page.text(196, 289, f"共计打印 第 {page.page + 1} 页", size=7.5, align="right")

    foot(sheet)
    style = Style(size=8, pitch=3.5, pad=1.2, rules="rows", rule="#707070", bold=0.3, head_every_page=False)
    _, pages = draw_rows(sheet, columns, shown, style, 14, 46, 16, 280, foot)
    sheet.picture(round_seal(f"{bank}股份有限公司", "业务专用章", world.seed), 165, 32, 34, turn=-4)
    truth = _truth(account, shown, totalled=True)
    first = _first_page(truth, shown, pages)
    return Drawn(sheet=sheet, fields=truth, first_page=first and first | sums)


def _csv(world: World) -> Specimen:
    """An export in GBK with a preamble and a row of sums, tabs behind the cells."""
    account = bank_account(world)
    shown = newest_first(account)
    head = [["账户交易明细查询文件下载"], [], [f"户名：{account.name}", f"账号：{account.number}"],
            [f"起止日期：{account.start:%Y%m%d}-{account.end:%Y%m%d}"], []]  # fmt: skip
    names = [
        "交易日期",
        "交易时间",
        "收入金额(元)",
        "支出金额(元)",
        "账户余额(元)",
        "对方户名",
        "对方账号",
        "摘要",
        "备注",
    ]
    body = [[f"{m.day:%Y%m%d}\t", m.time, _amount(m.credit), _amount(m.debit), grouped(m.balance), m.party,
             f"{m.account}\t" if m.party else "", m.summary, ""] for m in shown]  # fmt: skip
    sums = totals(shown)
    foot = [["合计", "", f"{float(sums['total_credit']):,.2f}", f"{float(sums['total_debit']):,.2f}"]]
    data = csv_file([*head, names, *body, *foot], "gb18030")
    return Specimen(
        name="statement.csv", kind="bank_statement", data=data, fields=_truth(account, shown, totalled=True)
    )


def _xlsx(world: World) -> Specimen:
    """A workbook with real numbers and dates, a signed amount and a title row."""
    account = bank_account(world)
    shown = account.movements
    names = ["记账日期", "交易摘要", "交易金额", "联机余额", "对手户名", "对手账号", "客户附言"]
    body = [
        [m.day, m.summary, m.credit or -m.debit, m.balance, m.party, m.account if m.party else "", ""] for m in shown
    ]
    head = [["交易流水"], ["账户名称", account.name, "", "账号", account.number],
            ["查询起止", f"{account.start} 至 {account.end}"]]  # fmt: skip
    data = workbook([*head, names, *body])
    truth = _truth(account, shown, totalled=False)
    return Specimen(name="statement.xlsx", kind="bank_statement", data=data, fields=truth)


LAYOUTS = {
    "state-thirteen-columns": _state,
    "rural-landscape": _rural,
    "current-account-seal": _current,
    "city-flagged": _flagged,
}
DATA = {"csv-gbk": _csv, "xlsx": _xlsx}
