"""What a firm paid for its people's social insurance: certificates, monthly notices, bank receipts."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import capitals, cents, chinese_day, grouped
from bench.specimens.parties import Party
from bench.specimens.ruled import pairs, row
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

# name, the employer's and the employee's share of the base
INSURANCES = (
    ("企业职工基本养老保险", "0.16", "0.08"),
    ("失业保险", "0.005", "0.005"),
    ("职工基本医疗保险（含生育）", "0.085", "0.02"),
    ("工伤保险", "0.004", "0"),
)


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month of payments."""

    first: date
    heads: int
    base: Decimal
    parts: tuple[tuple[str, Decimal, Decimal], ...]  # insurance, employer's and employees' yuan

    @property
    def total(self) -> Decimal:
        """All of the month."""
        return sum((employer + own for _, employer, own in self.parts), Decimal(0))


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What a slip says."""

    firm: Party
    months: tuple[Month, ...]  # oldest first
    issued: date
    place: str
    number: str
    seed: int

    @property
    def total(self) -> Decimal:
        """Over all months."""
        return sum((month.total for month in self.months), Decimal(0))

    @property
    def period(self) -> str:
        """``2026-09`` or ``2026-04/2026-09``."""
        first, last = (f"{month.first:%Y-%m}" for month in (self.months[0], self.months[-1]))
        return first if first == last else f"{first}/{last}"


def _slip(world: World, count: int) -> Slip:
    firm, issued, heads = world.firm(), world.day(300, 20), world.rng.randint(3, 68)
    each = Decimal(world.rng.randint(4200, 9800))
    months: list[Month] = []
    first = issued.replace(day=1)
    for _ in range(count):
        first = (first - timedelta(days=1)).replace(day=1)
        base = each * heads
        parts = tuple((name, cents(base * Decimal(one)), cents(base * Decimal(two))) for name, one, two in INSURANCES)
        months.insert(0, Month(first=first, heads=heads, base=base, parts=parts))
    place = firm.address[firm.address.find("省") + 1 :][:6]
    return Slip(firm=firm, months=tuple(months), issued=issued, place=place, number=world.digits(16), seed=world.seed)


def _facts(slip: Slip) -> dict[str, str]:
    return {
        "name": slip.firm.name,
        "period": slip.period,
        "headcount": str(slip.months[-1].heads),
        "total_amount": f"{slip.total:.2f}",
    }


def _marked(slip: Slip, name: str, words: str) -> tuple[str, tuple[str, str]]:
    return words, (name, _facts(slip)[name])


def _certificate(world: World) -> Drawn:
    """社会保险缴费证明 of a unit: particulars, a row a month, the insurance office's seal."""
    slip = _slip(world, world.rng.randint(3, 9))
    sheet = Sheet(width=210, height=297, day=slip.issued, title="社会保险缴费证明")
    province = slip.firm.address[: slip.firm.address.find("省") + 1]
    title = world.pick(("社会保险单位参保缴费证明", "单位社会保险缴费证明", "社会保险参保缴费证明（单位）"))
    sheet.text(105, 32, world.pick(("", province)) + title, size=19, face="hei", align="centre")
    months = slip.months
    span = f"{months[0].first:%Y年%m月} 至 {months[-1].first:%Y年%m月}"
    fields = (
        ("单位名称：", (slip.firm.name, ("name", slip.firm.name))),
        ("社会保险登记号：", world.digits(10)),
        ("统一社会信用代码：", slip.firm.uscc),
        ("参保地：", slip.place),
        ("缴费起止年月：", _marked(slip, "period", span)),
        (
            world.pick(("参保人数：", "当前参保人数：", "参保缴费人数：")),
            _marked(slip, "headcount", f"{months[-1].heads}人"),
        ),
    )
    y = pairs(sheet, (24, 122), 48, fields, step=8.4, size=10.5)
    widths = (26, 22, 30, 30, 30, 28)
    y = row(sheet, 22, y + 1, widths, ("费款所属期", "缴费人数", "缴费基数", "单位缴费", "个人缴费", "小计"), height=9)
    for month in months:
        own = sum((part[2] for part in month.parts), Decimal(0))
        cells = (
            f"{month.first:%Y%m}",
            str(month.heads),
            f"{month.base:.2f}",
            f"{month.total - own:.2f}",
            f"{own:.2f}",
            f"{month.total:.2f}",
        )
        y = row(sheet, 22, y, widths, cells, height=7.6, ends="ccrrrr")
    y = row(
        sheet,
        22,
        y,
        (138, 28),
        ("缴费合计（元）", _marked(slip, "total_amount", f"{slip.total:.2f}")),
        height=9,
        ends="cr",
    )
    for index, line in enumerate(
        (
            "备注：1. 本证明由社会保险信息系统自动生成，涂改无效。",
            "2. 缴费险种包括企业职工基本养老保险、失业保险、职工基本医疗保险、工伤保险。",
            f"3. 验证码：{slip.number}，有效期三个月。",
        )
    ):
        sheet.text(24, y + 9 + index * 6.6, line, size=9)
    office = f"{slip.place}社会保险事业管理中心"
    sheet.text(150, y + 44, office, size=10.5, align="centre")
    sheet.text(150, y + 53, chinese_day(slip.issued), size=10.5, align="centre")
    sheet.picture(round_seal(office, "社保证明专用章", slip.seed), 150, y + 46, 40, turn=-4)
    return Drawn(sheet=sheet, fields=_facts(slip))


def _notice(world: World) -> Drawn:
    """A month's 社会保险费缴费通知单 / 征集单: a row an insurance."""
    slip = _slip(world, 1)
    month = slip.months[0]
    sheet = Sheet(width=262, height=168, day=slip.issued, title="社会保险费缴费通知单")
    title = world.pick(
        ("社会保险费缴费通知单", "社会保险费征集通知单", "社会保险费申报缴费核定单", "社会保险费征缴通知单")
    )
    sheet.text(131, 22, title, size=18, align="centre", bold=0.3, space=1)
    sheet.text(131, 30, f"（{slip.place}）", size=10, align="centre")
    unit = world.pick(("单位名称：", "缴费单位名称：", "参保单位："))
    fields = (
        (unit, (slip.firm.name, ("name", slip.firm.name))),
        ("单位编号：", world.digits(8)),
        ("费款所属期：", _marked(slip, "period", f"{month.first.year}年{month.first.month}月")),
        ("单据号：", slip.number),
        ("开户银行：", slip.firm.bank),
        ("制表日期：", slip.issued.isoformat()),
    )
    y = pairs(sheet, (18, 158), 42, fields, step=7.4, size=10)
    heads, own_heads = world.pick((("缴费人数", "人"), ("参保人数", "")))
    widths = (58, 24, 38, 36, 36, 34)
    y = row(
        sheet, 18, y, widths, ("险 种", heads, "缴费工资总额", "单位应缴金额", "个人应缴金额", "应缴合计"), height=9
    )
    for index, (name, employer, own) in enumerate(month.parts):
        first = f"{month.heads}{own_heads}"
        people = _marked(slip, "headcount", first) if index == 0 else first
        cells = (name, people, grouped(month.base), grouped(employer), grouped(own), grouped(employer + own))
        y = row(sheet, 18, y, widths, cells, height=8.4, ends="lcrrrr")
    own = sum((part[2] for part in month.parts), Decimal(0))
    total = _marked(slip, "total_amount", grouped(slip.total))
    y = row(
        sheet,
        18,
        y,
        widths,
        ("合 计", "", "", grouped(month.total - own), grouped(own), total),
        height=9,
        ends="ccrrrr",
    )
    y = row(sheet, 18, y, (58, 168), ("合计金额（大写）", f"人民币{capitals(slip.total, '元')}"), height=9, ends="cl")
    sheet.text(18, y + 9, "请于本月二十五日前确保扣款账户余额充足，逾期将按日加收滞纳金。", size=9)
    sheet.text(18, y + 18, f"经办人：{world.person()}        复核人：{world.person()}", size=9.5)
    sheet.picture(round_seal(f"{slip.place}社会保险事业管理中心", "征缴业务专用章", slip.seed), 220, y + 14, 36, turn=6)
    return Drawn(sheet=sheet, fields=_facts(slip))


def _receipt(world: World) -> Drawn:
    """A bank's receipt for social insurance drawn from the account (社保费电子缴费回单)."""
    slip = _slip(world, 1)
    month, bank = slip.months[0], slip.firm.bank
    sheet = Sheet(width=210, height=140, day=slip.issued, title="社会保险费电子缴费回单")
    ink = world.pick(("#B01E28", "#14507A", "#1B6B45"))
    sheet.text(14, 16, bank[: bank.find("银行") + 2], size=15, face="hei", colour=ink)
    title = world.pick(("社会保险费电子缴费回单", "社会保险费缴费回单", "电子缴费凭证（社会保险费）"))
    sheet.text(105, 27, title, size=16, face="hei", align="centre")
    sheet.text(14, 36, f"交易日期：{chinese_day(slip.issued)}", size=9, face="hei")
    sheet.text(196, 36, f"回单编号：{slip.number}", size=9, face="hei", align="right")
    style = {"face": "hei", "rule": ink, "ends": "lclc", "height": 8.4}
    widths = (32, 60, 32, 58)
    period = f"{month.first:%Y%m}-{month.first:%Y%m}" if world.rng.random() < 0.5 else f"{month.first:%Y-%m}"
    y = 40.0
    for cells in (
        ("缴费单位名称", (slip.firm.name, ("name", slip.firm.name)), "社保编号", world.digits(10)),
        ("付款账号", slip.firm.account, "征收机关", f"国家税务总局{slip.place}税务局"),
        ("费款所属期", _marked(slip, "period", period), "缴费人数", _marked(slip, "headcount", str(month.heads))),
    ):
        y = row(sheet, 14, y, widths, cells, **style)
    row_style = {"face": "hei", "rule": ink, "height": 7}
    y = row(sheet, 14, y, (72, 55, 55), ("费种", "单位缴纳部分", "个人缴纳部分"), **row_style)
    for name, employer, own in month.parts:
        y = row(sheet, 14, y, (72, 55, 55), (name, grouped(employer), grouped(own)), ends="lrr", **row_style)
    paid = world.pick(("实缴金额", "缴费金额合计", "缴费金额"))
    y = row(
        sheet,
        14,
        y,
        (32, 92, 58),
        (f"{paid}", f"（大写）人民币{capitals(slip.total)}", _marked(slip, "total_amount", f"¥{grouped(slip.total)}")),
        ends="clr",
        face="hei",
        rule=ink,
        height=9,
    )
    sheet.text(14, y + 8, "本回单仅表明您的账户有相应款项转出，请勿重复记账。", size=8.5, face="hei")
    sheet.picture(round_seal(bank, "电子回单专用章", slip.seed), 170, y + 12, 30, turn=-6)
    return Drawn(sheet=sheet, fields=_facts(slip))


def _tax_office(world: World) -> Drawn:
    """社会保险费缴费证明 printed by the tax office, which collects it since 2019."""
    slip = _slip(world, world.rng.randint(1, 3))
    sheet = Sheet(width=297, height=210, day=slip.issued, title="社会保险费缴费证明")
    sheet.text(148, 24, "社会保险费缴费证明", size=22, align="centre", bold=0.3, space=1)
    sheet.qr(f"https://example.invalid/sb/{slip.number}", 258, 10, 22)
    months = slip.months
    day = slip.issued
    last = (months[-1].first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    y = pairs(
        sheet,
        (18, 168),
        40,
        (
            ("填发日期：", chinese_day(day)),
            ("税务机关：", f"国家税务总局{slip.place}税务局"),
        ),
    )
    widths = (40, 90, 44, 87)
    y = row(
        sheet,
        18,
        y,
        widths,
        ("缴费人识别号", slip.firm.uscc, "缴费人名称", (slip.firm.name, ("name", slip.firm.name))),
        height=9,
    )
    period = f"{months[0].first.isoformat()}至{last.isoformat()}"
    facts = _facts(slip) | {"period": f"{months[0].first.isoformat()}/{last.isoformat()}"}
    y = row(
        sheet,
        18,
        y,
        widths,
        (
            "费款所属期",
            (period, ("period", facts["period"])),
            "缴费人数（人）",
            _marked(slip, "headcount", str(months[-1].heads)),
        ),
        height=9,
    )
    heads = ("电子票号", "费 种", "征收品目", "入库日期", "实缴金额（元）")
    widths = (56, 66, 60, 36, 43)
    y = row(sheet, 18, y, widths, heads, height=8.4)
    for name, employer, own in _summed(months):
        for who, amount in (("单位缴纳", employer), ("职工个人缴纳", own)):
            if amount:
                cells = (
                    f"4{world.digits(17)}",
                    name,
                    f"{name.split('（')[0][-4:]}（{who}）",
                    day.isoformat(),
                    f"{amount:.2f}",
                )
                y = row(sheet, 18, y, widths, cells, height=7, ends="ccccr", size=8.4)
    words = f"人民币{capitals(slip.total)}"
    y = row(
        sheet,
        18,
        y,
        (56, 162, 43),
        ("金额合计（大写）", words, _marked(slip, "total_amount", f"{slip.total:.2f}")),
        height=9,
        ends="clr",
    )
    sheet.text(18, y + 8, "本证明仅作为缴费人已缴纳社会保险费的证明，不作为参保权益记录。", size=9)
    sheet.picture(round_seal(f"国家税务总局{slip.place}税务局", "业务专用章", slip.seed), 232, y + 14, 38, turn=5)
    return Drawn(sheet=sheet, fields=facts)


def _summed(months: tuple[Month, ...]) -> tuple[tuple[str, Decimal, Decimal], ...]:
    """Each insurance over all months."""
    return tuple(
        (
            name,
            sum((month.parts[place][1] for month in months), Decimal(0)),
            sum((month.parts[place][2] for month in months), Decimal(0)),
        )
        for place, (name, _, _) in enumerate(INSURANCES)
    )


LAYOUTS = {"certificate": _certificate, "notice": _notice, "bank-receipt": _receipt, "tax-office": _tax_office}
