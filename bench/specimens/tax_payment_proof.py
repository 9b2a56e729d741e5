"""Proofs that tax was paid (税收完税证明, 税收缴款书, a bank's 电子缴税付款凭证)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bench.specimens.drawn import Drawn
from bench.specimens.licences import guilloche
from bench.specimens.numbers import capitals, chinese_day, grouped
from bench.specimens.parties import Party
from bench.specimens.ruled import pairs, row
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

TAXES = (
    ("增值税", ("商业(13%、9%)", "咨询服务", "货物运输服务", "其他服务")),
    ("城市维护建设税", ("市区（增值税附征）", "县城、镇（增值税附征）")),
    ("教育费附加", ("增值税教育费附加",)),
    ("地方教育附加", ("增值税地方教育附加",)),
    ("企业所得税", ("应纳税所得额",)),
    ("印花税", ("购销合同", "买卖合同", "运输合同")),
    ("个人所得税", ("工资薪金所得", "经营所得")),
)


@dataclass(frozen=True, kw_only=True)
class Paid:
    """One line of tax."""

    tax: str
    item: str
    start: date
    end: date
    entered: date
    amount: Decimal
    voucher: str


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What a proof says."""

    payer: Party
    lines: tuple[Paid, ...]
    issued: date
    office: str
    clerk: str
    number: str
    seed: int

    @property
    def total(self) -> Decimal:
        """Sum of all lines."""
        return sum((line.amount for line in self.lines), Decimal(0))


def _proof(world: World, most: int = 6) -> Proof:
    payer, issued = world.firm(), world.day(400, 20)
    quarterly = world.rng.random() < 0.5
    first = date(issued.year, (issued.month - 1) // 3 * 3 + 1, 1) if quarterly else issued.replace(day=1)
    lines: list[Paid] = []
    for _ in range(world.rng.randint(1, 2)):
        end = first - timedelta(days=1)
        first = _start(end, quarterly)
        entered = min(end + timedelta(days=world.rng.randint(8, 15)), issued)
        voucher = f"3{world.digits(17)}"
        for tax, items in sorted(world.rng.sample(TAXES, world.rng.randint(1, most // 2)), key=str):
            amount = world.amount(30, 26000)
            lines.append(
                Paid(
                    tax=tax,
                    item=world.pick(items),
                    start=first,
                    end=end,
                    entered=entered,
                    amount=amount,
                    voucher=voucher,
                )
            )
    office = f"国家税务总局{payer.address[payer.address.find('省') + 1 :][:6]}税务局"
    return Proof(
        payer=payer,
        lines=tuple(lines),
        issued=issued,
        office=office,
        clerk=world.person(),
        number=world.digits(18),
        seed=world.seed,
    )


def _start(end: date, quarterly: bool) -> date:
    return date(end.year, end.month - 2 if quarterly else end.month, 1)


def _facts(proof: Proof) -> dict[str, str]:
    return {
        "name": proof.payer.name,
        "taxpayer_id": proof.payer.uscc,
        "issue_date": proof.issued.isoformat(),
        "total_amount": f"{proof.total:.2f}",
        "tax_periods": ", ".join(dict.fromkeys(_period(line) for line in proof.lines)),
    }


def _period(line: Paid) -> str:
    return f"{line.start.isoformat()}/{line.end.isoformat()}"


def _cell_period(line: Paid, words: str) -> tuple[str, tuple[str, str]]:
    return words, ("tax_periods", _period(line))


def _amount(proof: Proof, words: str) -> tuple[str, tuple[str, str]]:
    return words, ("total_amount", f"{proof.total:.2f}")


def _table(world: World) -> Drawn:
    """表格式: landscape, ruled in green or brown, the tax office's seal at the foot."""
    proof = _proof(world)
    ink = world.pick(("#1E6B4A", "#7A4A1E", "#2B3F8C"))
    sheet = Sheet(width=241, height=140, day=proof.issued, title="税收完税证明")
    guilloche(sheet, (10, 8, 231, 132), world.pick(("#EEF5EC", "#F5EFE4", "#ECEFF7")))
    sheet.text(120, 16, "中 华 人 民 共 和 国", size=13, align="centre", colour=ink)
    sheet.text(
        120, 25, world.pick(("税 收 完 税 证 明", "税收完税证明")), size=19, align="centre", colour=ink, bold=0.3
    )
    sheet.text(14, 31, f"（{world.digits(3)}）浙证", size=9, colour=ink)
    sheet.text(226, 22, f"No.{proof.number}", size=10, align="right", colour="#B02020")
    sheet.text(100, 32, "填发日期：", size=9.5, colour=ink)
    day = chinese_day(proof.issued)
    sheet.text(117, 32, day, size=9.5, mark=("issue_date", proof.issued.isoformat()))
    sheet.text(160, 32, "税务机关：", size=9.5, colour=ink)
    sheet.text(176, 32, proof.office, size=9)
    style = {"ink": "#202020", "rule": ink, "size": 9}
    name, code = (proof.payer.name, ("name", proof.payer.name)), (proof.payer.uscc, ("taxpayer_id", proof.payer.uscc))
    y = row(sheet, 14, 36, (30, 72, 30, 80), ("纳税人识别号", code, "纳税人名称", name), height=9, **style)
    heads = ("原 凭 证 号", "税 种", "品 目 名 称", "税款所属时期", "入（退）库日期", "实缴（退）金额")
    widths = (42, 34, 42, 44, 26, 24)
    y = row(sheet, 14, y, widths, heads, height=8, **style)
    for line in proof.lines:
        span = _cell_period(line, f"{line.start.isoformat()}至{line.end.isoformat()}")
        cells = (line.voucher, line.tax, line.item, span, line.entered.isoformat(), grouped(line.amount))
        y = row(sheet, 14, y, widths, cells, height=6.6, ends="cccccr", **(style | {"size": 8}))
    foot = (f"（大写）人民币{capitals(proof.total)}", _amount(proof, f"¥{grouped(proof.total)}"))
    y = row(sheet, 14, y, (30, 140, 42), ("金额合计", *foot), height=9, ends="clr", **style)
    y = row(
        sheet,
        14,
        y,
        (48, 40, 124),
        (
            "\n税务机关\n（盖章）",
            f"填 票 人\n{proof.clerk}",
            f"备注：正税 主管税务所（科、分局）：{proof.office}第一税务所",
        ),
        height=20,
        ends="ccl",
        **style,
    )
    sheet.picture(round_seal(proof.office, "征税专用章", proof.seed), 44, y - 10, 32, turn=-5)
    sheet.text(120, y + 6, "妥善保管、手写无效", size=9, align="centre", colour=ink)
    return Drawn(sheet=sheet, fields=_facts(proof))


def _written(world: World) -> Drawn:
    """文书式: portrait letter of the tax office with a small table."""
    proof = _proof(world, most=4)
    sheet = Sheet(width=210, height=297, day=proof.issued, title="税收完税证明")
    sheet.text(105, 30, "中华人民共和国", size=16, face="hei", align="centre")
    sheet.text(105, 42, "税收完税证明", size=24, face="hei", align="centre", bold=0.4, space=2)
    sheet.text(186, 54, f"（{world.digits(3)}）国证{world.digits(8)}号", size=10.5, align="right")
    sheet.qr(f"https://example.invalid/cert?no={proof.number}", 24, 22, 22)
    fields = (
        ("税务机关：", proof.office),
        ("填发日期：", (chinese_day(proof.issued), ("issue_date", proof.issued.isoformat()))),
        ("纳税人名称：", (proof.payer.name, ("name", proof.payer.name))),
        ("", ""),
        ("纳税人识别号：", (proof.payer.uscc, ("taxpayer_id", proof.payer.uscc))),
    )
    y = pairs(sheet, (24, 128), 64, fields, step=9, size=11)
    sheet.text(24, y + 3, "兹证明该纳税人在本税务机关已缴（退）下列税款：", size=11)
    widths = (44, 64, 30, 26)
    y = row(sheet, 23, y + 8, widths, ("税 种", "税款所属时期", "入（退）库日期", "实缴（退）金额"), height=10, size=10)
    for line in proof.lines:
        span = _cell_period(line, f"{chinese_day(line.start)}至{chinese_day(line.end)}")
        cells = (line.tax, span, line.entered.isoformat(), f"{line.amount:.2f}")
        y = row(sheet, 23, y, widths, cells, height=8.6, size=9)
    y = row(
        sheet,
        23,
        y,
        (44, 94, 26),
        ("合计（大写）", capitals(proof.total, "元"), _amount(proof, f"{proof.total:.2f}")),
        height=10,
        size=10,
    )
    for index, line in enumerate(
        (
            "说明：1. 本凭证不得用于收入、成本、费用以外的抵扣凭据，仅证明税款缴纳情况。",
            "2. 如需验证，可登录电子税务局或扫描左上角二维码查验本证明的真伪。",
        )
    ):
        sheet.text(24, y + 10 + index * 7, line, size=9.5)
    sheet.text(150, y + 42, "税务机关（盖章）", size=11, align="centre")
    sheet.text(150, y + 52, chinese_day(proof.issued), size=11, align="centre")
    sheet.picture(round_seal(proof.office, "业务专用章", proof.seed), 150, y + 42, 40, turn=4)
    return Drawn(sheet=sheet, fields=_facts(proof))


def _bank(world: World) -> Drawn:
    """A bank's receipt for tax drawn from the account (电子缴税付款凭证); it is issued when the money goes."""
    proof = _proof(world)
    bank = proof.payer.bank
    sheet = Sheet(width=210, height=150, day=proof.issued, title="电子缴税付款凭证")
    title = world.pick(("电子缴税付款凭证", "电子缴税（费）付款凭证", "银行电子缴税付款凭证"))
    sheet.text(14, 14, bank[: bank.find("银行") + 2], size=14, face="hei", colour="#9C1F2A")
    sheet.text(105, 24, title, size=17, face="hei", align="centre")
    small = ("total_amount", f"{proof.total:.2f}")
    fields = (
        ("转账日期：", (chinese_day(proof.issued), ("issue_date", proof.issued.isoformat()))),
        ("凭证字号：", world.digits(16)),
    )
    y = pairs(sheet, (14, 118), 34, fields, face="hei")
    sheet.text(14, y, "纳税人全称及纳税人识别号：", size=9.5, face="hei")
    end = sheet.text(58, y, proof.payer.name, size=9.5, face="hei", mark="name")
    sheet.text(end + 3, y, proof.payer.uscc, size=9.5, face="hei", mark="taxpayer_id")
    more = (
        ("付款人全称：", (proof.payer.name, ("name", proof.payer.name))),
        ("", ""),
        ("付款人账号：", proof.payer.account),
        ("征收机关名称：", proof.office),
        ("付款人开户银行：", bank),
        ("收款国库（银行）名称：", f"国家金库{proof.payer.address[3:6]}支库"),
        ("小写（合计）金额：", (f"¥{grouped(proof.total)}", small)),
        ("缴款书交易流水号：", world.digits(14)),
        ("大写（合计）金额：", capitals(proof.total)),
        ("税票号码：", f"3{world.digits(17)}"),
    )
    y = pairs(sheet, (14, 112), y + 7, more, face="hei", size=9)
    widths = (70, 60, 52)
    y = row(sheet, 14, y, widths, ("税（费）种名称", "所属日期", "实缴金额"), height=7, face="hei")
    for line in proof.lines:
        span = _cell_period(line, f"{line.start:%Y%m%d}-{line.end:%Y%m%d}")
        y = row(sheet, 14, y, widths, (line.tax, span, f"¥{grouped(line.amount)}"), height=6, ends="ccr", face="hei")
    sheet.text(
        14,
        y + 8,
        f"第1次打印        打印时间：{proof.issued + timedelta(days=3):%Y年%m月%d日} 10:2{world.digits(1)}",
        size=8.5,
        face="hei",
    )
    sheet.text(14, y + 15, "会计流水号：" + world.digits(12) + "     复核：        记账：", size=8.5, face="hei")
    sheet.picture(round_seal(f"{bank}", "业务受理章", proof.seed), 172, y + 12, 30, turn=7)
    return Drawn(sheet=sheet, fields=_facts(proof))


def _slip(world: World) -> Drawn:
    """税收缴款书（银行经收专用）: the office's payment form with the bank's stamp."""
    proof = _proof(world)
    sheet = Sheet(width=240, height=150, day=proof.issued, title="税收缴款书")
    ink = world.pick(("#8A2B2B", "#33408A"))
    sheet.text(120, 15, "中华人民共和国", size=12, align="centre", colour=ink)
    title = world.pick(("税收缴款书（银行经收专用）", "税收缴款书（税务收现专用）"))
    sheet.text(120, 24, title, size=17, align="centre", colour=ink, bold=0.2)
    sheet.text(
        14, 33, f"登记注册类型：{world.pick(('有限责任公司', '个体经营', '私营有限责任公司'))}", size=9, colour=ink
    )
    sheet.text(96, 33, "填发日期：", size=9, colour=ink)
    sheet.text(
        112,
        33,
        f"{proof.issued.year} 年 {proof.issued.month} 月 {proof.issued.day} 日",
        size=9,
        mark=("issue_date", proof.issued.isoformat()),
    )
    sheet.text(158, 33, f"税务机关：{proof.office}", size=9, colour=ink)
    style = {"rule": ink, "size": 8.5}
    name, code = (proof.payer.name, ("name", proof.payer.name)), (proof.payer.uscc, ("taxpayer_id", proof.payer.uscc))
    y = row(
        sheet,
        14,
        36,
        (30, 76, 24, 82),
        ("纳税人识别号", code, "开户银行", proof.payer.bank),
        height=8,
        ends="clcl",
        **style,
    )
    y = row(
        sheet,
        14,
        y,
        (30, 76, 24, 82),
        ("纳税人名称", name, "账    号", proof.payer.account),
        height=8,
        ends="clcl",
        **style,
    )
    widths = (30, 36, 26, 40, 14, 42, 24)
    y = row(
        sheet,
        14,
        y,
        widths,
        ("税 种", "品 目 名 称", "课税数量", "计税金额或销售收入", "税率", "税款所属时期", "实缴金额"),
        height=8,
        **style,
    )
    for line in proof.lines:
        span = _cell_period(line, f"{line.start:%Y-%m-%d}至{line.end:%Y-%m-%d}")
        base = grouped(line.amount * world.pick((10, 20, 33)))
        cells = (line.tax, line.item, "", base, "", span, f"{line.amount:.2f}")
        y = row(sheet, 14, y, widths, cells, height=6.4, ends="cccrccr", **(style | {"size": 7.6}))
    words = f"（大写）人民币{capitals(proof.total)}"
    y = row(
        sheet,
        14,
        y,
        (30, 140, 42),
        ("金额合计", words, _amount(proof, f"¥{proof.total:.2f}")),
        height=8,
        ends="clr",
        **style,
    )
    y = row(
        sheet,
        14,
        y,
        (52, 40, 120),
        (
            "\n税务机关\n（盖章）",
            f"\n填票人\n{proof.clerk}",
            "上列款项已收妥并划转收款单位账户\n国库（银行）盖章        年  月  日",
        ),
        height=22,
        **style,
    )
    sheet.picture(round_seal(proof.office, "征税专用章", proof.seed), 40, y - 11, 32, turn=-8)
    sheet.text(14, y + 6, "逾期不缴按税法规定加收滞纳金", size=8.5, colour=ink)
    return Drawn(sheet=sheet, fields=_facts(proof))


LAYOUTS = {"table": _table, "written": _written, "bank": _bank, "payment-slip": _slip}
