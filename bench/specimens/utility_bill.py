"""Bills for electricity, water and gas: a grid company's statement, a paper notice, a gas bill, an app's screen."""

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


@dataclass(frozen=True, kw_only=True)
class Bill:
    """What a bill says."""

    holder: Party
    name: str  # 户名
    account: str
    first: date  # of the period
    last: date
    before: Decimal  # meter readings
    used: Decimal
    price: Decimal
    extra: Decimal  # yuan, what comes on top: capacity, sewage
    issued: date
    supplier: str
    seed: int

    @property
    def main(self) -> Decimal:
        """Used times price."""
        return cents(self.used * self.price)

    @property
    def total(self) -> Decimal:
        """What is to pay."""
        return self.main + self.extra


def _bill(world: World, used: tuple[int, int], price: tuple[float, float], extra: float, supplier: str) -> Bill:
    holder = world.firm()
    first = world.day(400, 70).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    amount = Decimal(world.rng.randint(*used))
    each = Decimal(str(world.rng.uniform(*price))).quantize(Decimal("0.0001"))
    city = holder.address[holder.address.find("省") + 1 :]
    return Bill(
        holder=holder,
        name=world.pick((holder.name, holder.name, holder.person)),
        account=world.digits(10),
        first=first,
        last=last,
        before=Decimal(world.rng.randint(900, 88000)),
        used=amount,
        price=each,
        extra=cents(amount * Decimal(str(extra))),
        issued=last + timedelta(days=world.rng.randint(2, 6)),
        supplier=supplier.format(city=city[: city.find("市")], district=holder.address[6:9]),
        seed=world.seed,
    )


def _facts(bill: Bill, period: str = "") -> dict[str, str]:
    return {
        "account_name": bill.name,
        "address": bill.holder.address,
        "period": period or f"{bill.first:%Y-%m}",
        "quantity": str(bill.used),
        "total_amount": f"{bill.total:.2f}",
    }


def _mark(bill: Bill, name: str, words: str, period: str = "") -> tuple[str, tuple[str, str]]:
    return words, (name, _facts(bill, period)[name])


def _days(bill: Bill) -> str:
    return f"{bill.first.isoformat()}/{bill.last.isoformat()}"


def _power(world: World) -> Drawn:
    """A grid company's statement for a business customer: green head, meters, parts of the price."""
    bill = _bill(world, (320, 64000), (0.52, 0.88), 0.031, "{city}电网供电公司")
    sheet = Sheet(width=210, height=297, day=bill.issued, title="电费账单")
    period, green = _days(bill), world.pick(("#00786B", "#0B6E4F"))
    sheet.box(0, 0, 210, 30, colour=None, fill=green)
    sheet.text(16, 18, bill.supplier, size=15, face="hei", colour="#FFFFFF")
    title = world.pick((f"{bill.first.year}年{bill.first.month}月电费账单", "电费结算账单", "电费通知单"))
    sheet.text(194, 18, title, size=17, face="hei", colour="#FFFFFF", align="right")
    span = f"{bill.first.isoformat()}至{bill.last.isoformat()}"
    fields = (
        ("户    名：", _mark(bill, "account_name", bill.name)),
        ("户    号：", bill.account),
        ("用电地址：", ""),
        ("", ""),
        ("抄表周期：", _mark(bill, "period", span, period)),
        ("用电类别：", world.pick(("一般工商业及其他", "商业用电", "大工业用电", "农业生产用电"))),
    )
    y = pairs(sheet, (16, 126), 42, fields, step=9, size=10.5, face="hei")
    sheet.text(34, 51, bill.holder.address, size=10.5, face="hei", mark="address")
    sheet.box(16, y, 194, y + 22, colour=green, fill="#EDF6F3", radius=2)
    sheet.text(24, y + 9, "本期电量（千瓦时）", size=10, face="hei")
    sheet.text(24, y + 18, str(bill.used), size=16, face="hei", mark="quantity")
    sheet.text(112, y + 9, world.pick(("应缴金额（元）", "本期应缴电费（元）", "合计电费（元）")), size=10, face="hei")
    sheet.text(112, y + 18, f"{bill.total:.2f}", size=16, face="hei", colour="#C03A1E", mark="total_amount")
    style = {"face": "hei", "rule": "#9BBFB6"}
    widths = (44, 32, 32, 26, 44)
    y = row(
        sheet,
        16,
        y + 30,
        widths,
        ("电能表编号", "上期示数", "本期示数", "倍率", "抄见电量（千瓦时）"),
        height=8,
        fill="#EDF6F3",
        **style,
    )
    rate = 1 if bill.used < 900 else 20
    after = bill.before + (bill.used / rate).quantize(Decimal("0.01"))
    cells = (world.digits(12), f"{bill.before:.2f}", f"{after:.2f}", str(rate), str(bill.used))
    y = row(sheet, 16, y, widths, cells, height=8, **style)
    widths = (74, 36, 32, 36)
    y = row(
        sheet,
        16,
        y + 6,
        widths,
        ("电费构成", "计费电量", "单价（元/千瓦时）", "金额（元）"),
        height=8,
        fill="#EDF6F3",
        **style,
    )
    for cells in (
        ("市场化购电电费", str(bill.used), f"{bill.price}", f"{bill.main:.2f}"),
        ("力率调整及政府性基金", str(bill.used), "", f"{bill.extra:.2f}"),
        ("合    计", "", "", f"{bill.total:.2f}"),
    ):
        y = row(sheet, 16, y, widths, cells, height=8, ends="lrrr", **style)
    due = bill.issued + timedelta(days=12)
    sheet.text(16, y + 9, f"请您于{chinese_day(due)}前缴清电费，逾期将按约定收取违约金。", size=9.5, face="hei")
    sheet.text(16, y + 16, "供电服务热线：95000        账单日期：" + chinese_day(bill.issued), size=9.5, face="hei")
    sheet.qr(f"https://example.invalid/pay/{bill.account}", 166, y + 12, 26)
    return Drawn(sheet=sheet, fields=_facts(bill, period))


def _water(world: World) -> Drawn:
    """A waterworks' small paper notice, ruled in blue, filled by a line printer."""
    bill = _bill(world, (9, 860), (2.9, 5.6), 1.15, "{city}市自来水有限公司")
    sheet = Sheet(width=190, height=118, day=bill.issued, title="水费通知单")
    ink = "#23508C"
    title = world.pick(("水费缴费通知单", "水费通知单", "水费收费凭证", "自来水费账单"))
    sheet.text(95, 11, bill.supplier, size=12, align="centre", colour=ink)
    sheet.text(95, 20, title, size=16, align="centre", colour=ink, bold=0.2, space=1)
    sheet.text(12, 27, f"用户编号：{bill.account}", size=9)
    sheet.text(178, 27, f"打印日期：{bill.issued.isoformat()}", size=9, align="right")
    style = {"rule": ink, "height": 8}
    name = world.pick(("用户名称", "户名", "用水户名"))
    month = f"{bill.first.year}年{bill.first.month:02d}月"
    y = row(
        sheet,
        12,
        30,
        (24, 70, 24, 48),
        (
            name,
            _mark(bill, "account_name", bill.name),
            world.pick(("水费月份", "账单月份", "所属月份")),
            _mark(bill, "period", month),
        ),
        ends="cl",
        **style,
    )
    y = row(
        sheet,
        12,
        y,
        (24, 142),
        (world.pick(("用水地址", "装表地址")), _mark(bill, "address", bill.holder.address)),
        ends="cl",
        **style,
    )
    widths = (28, 28, 28, 28, 26, 28)
    y = row(
        sheet,
        12,
        y,
        widths,
        ("上期抄码", "本期抄码", "实用水量(吨)", "水价(元/吨)", "水费", "污水处理费"),
        size=8.5,
        **style,
    )
    used = _mark(bill, "quantity", str(bill.used))
    cells = (
        str(bill.before),
        str(bill.before + bill.used),
        used,
        f"{bill.price}",
        f"{bill.main:.2f}",
        f"{bill.extra:.2f}",
    )
    y = row(sheet, 12, y, widths, cells, **style)
    total = _mark(bill, "total_amount", f"¥{bill.total:.2f}")
    y = row(
        sheet,
        12,
        y,
        (36, 86, 44),
        (world.pick(("应缴金额合计", "合计金额")), f"（大写）{capitals(bill.total, '元')}", total),
        ends="cll",
        **style,
    )
    sheet.text(12, y + 8, "请于收到本通知单十五日内缴纳水费，逾期将加收违约金。客服热线：96000", size=8.5)
    sheet.text(12, y + 15, f"抄表员：{world.person()}        收费员：", size=8.5)
    sheet.picture(round_seal(bill.supplier, "收费专用章", bill.seed), 150, y + 17, 28, turn=6)
    return Drawn(sheet=sheet, fields=_facts(bill))


def _gas(world: World) -> Drawn:
    """A gas company's bill, a cut-off slip below a dashed line."""
    bill = _bill(world, (60, 9600), (3.2, 4.6), 0, "{city}新燃气有限公司")
    sheet = Sheet(width=210, height=180, day=bill.issued, title="燃气费账单")
    blue = "#1B5FAA"
    sheet.text(16, 18, bill.supplier, size=14, face="hei", colour=blue)
    sheet.text(
        194, 18, world.pick(("燃气费账单", "天然气费缴费通知单", "燃气费用账单")), size=16, face="hei", align="right"
    )
    sheet.line(16, 22, 194, 22, colour=blue, width=1.2)
    period = _days(bill)
    span = f"{bill.first:%Y.%m.%d}-{bill.last:%Y.%m.%d}"
    fields = (
        ("客户名称：", _mark(bill, "account_name", bill.name)),
        ("客户编号：", bill.account),
        ("用气地址：", ""),
        ("", ""),
        ("计费周期：", _mark(bill, "period", span, period)),
        ("用气性质：", world.pick(("商业用气", "工业用气", "餐饮用气"))),
    )
    y = pairs(sheet, (16, 124), 32, fields, step=8.4, size=10, face="song")
    sheet.text(33.6, 40.4, bill.holder.address, size=10, mark="address")
    widths = (36, 30, 30, 30, 26, 26)
    y = row(
        sheet,
        16,
        y,
        widths,
        ("表具编号", "上期读数", "本期读数", "用气量(m³)", "单价", "气费(元)"),
        height=8,
        fill="#E9F1FA",
    )
    used = _mark(bill, "quantity", str(bill.used))
    cells = (world.digits(9), str(bill.before), str(bill.before + bill.used), used, f"{bill.price}", f"{bill.main:.2f}")
    y = row(sheet, 16, y, widths, cells, height=8)
    fields = (
        ("上期余额：", "0.00元"),
        ("违约金：", "0.00元"),
        ("本期应缴：", _mark(bill, "total_amount", f"{bill.total:.2f}元")),
        ("缴费截止日：", chinese_day(bill.issued + timedelta(days=15))),
    )
    y = pairs(sheet, (16, 124), y + 9, fields, step=8.4, size=10.5, face="hei")
    for index in range(60):
        sheet.line(16 + index * 3, y + 2, 17.8 + index * 3, y + 2, width=0.4)
    sheet.text(105, y + 10, "回 执", size=11, align="centre")
    y = row(sheet, 16, y + 14, (30, 60, 30, 58), ("客户编号", bill.account, "应缴金额", f"{bill.total:.2f}"), height=8)
    sheet.text(
        16,
        y + 9,
        f"安检电话：0571-8000{world.digits(4)}    服务热线：96777    制单日期：{chinese_day(bill.issued)}",
        size=9,
    )
    return Drawn(sheet=sheet, fields=_facts(bill, period))


def _screen(world: World) -> Drawn:
    """A power company's app: one month's bill on a phone."""
    bill = _bill(world, (90, 9400), (0.5, 0.72), 0, "{city}供电公司")
    sheet = Sheet(width=72, height=148, day=bill.issued, title="电费账单")
    sheet.box(0, 0, 72, 148, colour=None, fill="#F3F5F7")
    sheet.box(0, 0, 72, 16, colour=None, fill="#0B8F6F")
    sheet.text(4, 4.6, f"{world.rng.randint(8, 21):02d}:{world.digits(2)}", size=7, face="hei", colour="#FFFFFF")
    sheet.text(68, 4.6, "5G  86%", size=7, face="hei", colour="#FFFFFF", align="right")
    sheet.text(36, 12, "电费账单详情", size=11, face="hei", colour="#FFFFFF", align="centre")
    sheet.box(4, 19, 68, 48, colour=None, fill="#FFFFFF", radius=2)
    month = f"{bill.first.year}年{bill.first.month}月"
    end = sheet.text(8, 26, month, size=10, face="hei", mark=("period", f"{bill.first:%Y-%m}"))
    sheet.text(end, 26, "账单", size=10, face="hei")
    sheet.text(8, 34, "本月应缴电费(元)", size=8, face="hei", colour="#666666")
    sheet.text(8, 44, f"{bill.total:.2f}", size=19, face="hei", colour="#0B8F6F", mark="total_amount")
    sheet.box(4, 51, 68, 112, colour=None, fill="#FFFFFF", radius=2)
    rows = (
        ("户名", bill.name, ("account_name", bill.name)),
        ("户号", bill.account, None),
        ("用电量", f"{bill.used}千瓦时", ("quantity", str(bill.used))),
        ("上期示数", str(bill.before), None),
        ("本期示数", str(bill.before + bill.used), None),
        ("供电单位", bill.supplier, None),
        ("缴费状态", world.pick(("已缴清", "待缴费")), None),
    )
    for index, (label, words, mark) in enumerate(rows):
        sheet.text(8, 58 + index * 6.6, label, size=8, face="hei", colour="#666666")
        sheet.text(64, 58 + index * 6.6, words, size=8, face="hei", align="right", mark=mark)
    sheet.text(8, 58 + 7 * 6.6, "用电地址", size=8, face="hei", colour="#666666")
    for index in range(0, len(bill.holder.address), 15):
        mark = ("address", bill.holder.address) if index == 0 else None
        sheet.text(
            23, 104.2 + index // 15 * 4.4, bill.holder.address[index : index + 15], size=7.6, face="hei", mark=mark
        )
    sheet.box(8, 122, 64, 132, colour=None, fill="#0B8F6F", radius=4)
    sheet.text(36, 128.6, "去缴费", size=10, face="hei", colour="#FFFFFF", align="centre")
    return Drawn(sheet=sheet, fields=_facts(bill), screen=True)


def _industrial(world: World) -> Drawn:
    """电费清单 of a large customer: peak, flat and valley hours in a dense landscape table."""
    bill = _bill(world, (18000, 240000), (0.55, 0.75), 0.044, "{city}电力股份有限公司")
    sheet = Sheet(width=297, height=210, day=bill.issued, title="电费清单")
    month = f"{bill.first.year}年{bill.first.month:02d}月"
    sheet.text(148, 20, f"{bill.supplier}电费清单", size=17, align="centre", bold=0.2)
    fields = (
        ("客户名称：", _mark(bill, "account_name", bill.name)),
        ("客户编号：", bill.account),
        ("电费年月：", _mark(bill, "period", month)),
        ("用电地址：", ""),
        ("", ""),
        ("电压等级：", "交流10kV"),
    )
    y = pairs(sheet, (16, 140, 214), 32, fields, step=8, size=9.5)
    sheet.text(33, 40, bill.holder.address, size=9.5, mark="address")
    widths = (40, 34, 44, 44, 26, 44, 33)
    y = row(
        sheet,
        16,
        y,
        widths,
        ("示数类型", "电表资产号", "上次表示数", "本次表示数", "倍率", "抄见电量", "电价"),
        height=8,
        size=8.5,
    )
    meter, shares = world.digits(10), (Decimal("0.3"), Decimal("0.4"), Decimal("0.3"))
    for name, share in zip(("有功（峰）", "有功（平）", "有功（谷）"), shares, strict=True):
        part = (bill.used * share).quantize(Decimal(1))
        cells = (
            name,
            meter,
            f"{bill.before * share:.2f}",
            f"{bill.before * share + part / 40:.2f}",
            "40",
            str(part),
            f"{bill.price}",
        )
        y = row(sheet, 16, y, widths, cells, height=7, size=8.5)
    y = row(
        sheet,
        16,
        y,
        (66, 66, 66, 67),
        ("总电量（千瓦时）", _mark(bill, "quantity", str(bill.used)), "平均电价", f"{bill.price}"),
        height=8,
    )
    y = row(
        sheet,
        16,
        y,
        (66, 66, 66, 67),
        ("电度电费", grouped(bill.main), "基本电费及附加", grouped(bill.extra)),
        height=8,
        ends="crcr",
    )
    total = _mark(bill, "total_amount", grouped(bill.total))
    y = row(sheet, 16, y, (66, 132, 67), ("本月电费合计（大写）", capitals(bill.total), total), height=8, ends="clr")
    sheet.text(
        16,
        y + 9,
        f"制表日期：{bill.issued.isoformat()}        核算员：{world.person()}        抄表例日：每月1日",
        size=9,
    )
    sheet.picture(round_seal(bill.supplier, "电费专用章", bill.seed), 240, y + 14, 34, turn=-5)
    return Drawn(sheet=sheet, fields=_facts(bill))


LAYOUTS = {
    "power-statement": _power,
    "water-notice": _water,
    "gas-bill": _gas,
    "power-app": _screen,
    "power-industrial": _industrial,
}
