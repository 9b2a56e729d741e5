"""Policies of farm insurance: crops (种植险) by area, animals (养殖险) by head, one insurer's electronic slip."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import capitals, cents, chinese_day, grouped
from bench.specimens.ruled import pairs, row, wrapped
from bench.specimens.seals import round_seal, signature
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

INSURERS = ("田园", "金穗", "绿野", "嘉禾", "禾丰")
ANIMALS = (("能繁母猪", "头", 1500), ("育肥猪", "头", 800), ("奶牛", "头", 8000), ("肉鸡", "羽", 20))
CROPS = ("水稻", "小麦", "玉米", "大豆", "马铃薯", "温室大棚蔬菜", "苹果", "油菜", "棉花")


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What a policy says."""

    number: str
    insurer: str
    branch: str
    insured: str
    holder: str
    identity: str
    address: str
    object: str
    count: Decimal  # mu, or head
    unit: str
    each: Decimal  # yuan a unit
    rate: Decimal
    start: date
    end: date
    signed: date
    person: str
    seed: int

    @property
    def sum(self) -> Decimal:
        """The insured amount."""
        return cents(self.count * self.each)

    @property
    def premium(self) -> Decimal:
        """The premium."""
        return cents(self.sum * self.rate)


def _policy(world: World, animal: tuple[str, str, int] | None = None) -> Policy:
    place, brand = world.place(), world.pick(INSURERS)
    start = world.day(380, 60)
    person = world.person()
    group = f"{place.district}{world.word('brands')}{world.pick(('种植', '农机', '养殖'))}专业合作社"
    insured = world.pick((person, group, group))
    holder = insured if animal or world.rng.random() < 0.5 else f"{place.district}{world.word('brands')}村村民委员会"
    count = (
        Decimal(str(world.rng.randint(20, 900)))
        if animal
        else Decimal(str(round(world.rng.uniform(8, 2600), world.pick((0, 1, 2)))))
    )
    each = Decimal(animal[2]) if animal else Decimal(world.pick((400, 500, 650, 800, 1000, 1100)))
    return Policy(
        number=f"P{world.pick('ABDZ')}{world.digits(2)}{place.code}{start.year}{world.digits(8)}",
        insurer=f"{brand}农业保险股份有限公司",
        branch=f"{place.city[:-1]}中心支公司",
        insured=insured,
        holder=holder,
        identity=f"{place.code}19{world.digits(2)}0{world.pick('123456789')}1{world.digits(5)}",
        address=f"{place.province}{place.city}{place.district}{world.word('brands')}镇{world.word('brands')}村",
        object=animal[0] if animal else world.pick(CROPS),
        count=count,
        unit=animal[1] if animal else "亩",
        each=each,
        rate=Decimal(world.pick(("0.04", "0.05", "0.06"))),
        start=start,
        end=start + timedelta(days=364 if animal else world.pick((150, 180, 210, 364))),
        signed=start - timedelta(days=world.rng.randint(1, 9)),
        person=world.person(),
        seed=world.seed,
    )


def _facts(policy: Policy) -> dict[str, str]:
    facts = {
        "insured_name": policy.insured,
        "policy_number": policy.number,
        "crop": policy.object,
        "insured_amount": f"{policy.sum:.2f}",
        "start_date": policy.start.isoformat(),
        "end_date": policy.end.isoformat(),
    }
    return facts | ({"insured_area_mu": str(policy.count)} if policy.unit == "亩" else {})


def _mark(policy: Policy, name: str, words: str) -> tuple[str, tuple[str, str]]:
    return words, (name, _facts(policy)[name])


def _term(sheet: Sheet, policy: Policy, x: float, y: float, size: float = 9) -> float:
    """自…零时起至…二十四时止, each day marked."""
    x = sheet.text(x, y, "自 ", size=size)
    x = sheet.text(x, y, chinese_day(policy.start), size=size, mark=("start_date", policy.start.isoformat()))
    x = sheet.text(x, y, " 零时起至 ", size=size)
    x = sheet.text(x, y, chinese_day(policy.end), size=size, mark=("end_date", policy.end.isoformat()))
    return sheet.text(x, y, " 二十四时止", size=size)


def _crop(world: World) -> Drawn:
    """种植险 policy: a full-page form with subsidies."""
    policy = _policy(world)
    sheet = Sheet(width=210, height=297, day=policy.signed, title="农业保险单")
    sheet.text(20, 20, policy.insurer, size=13, face="hei", colour="#15633A")
    kind = world.pick(
        (
            f"政策性{policy.object}种植保险单",
            f"中央财政补贴{policy.object}种植保险单",
            "种植业保险保险单",
            f"{policy.object}种植成本保险保险单",
        )
    )
    sheet.text(105, 36, kind, size=19, align="centre", bold=0.3)
    sheet.text(105, 43, "（正本）", size=11, align="centre")
    sheet.text(20, 51, "保险单号：", size=9.5)
    sheet.text(38, 51, policy.number, size=9.5, mark="policy_number")
    sheet.text(190, 51, "币种：人民币    单位：元", size=9, align="right")
    words = (
        "鉴于投保人已向本公司提出书面投保申请，并同意按约定交付保险费，"
        "本公司依照承保险种的条款和特别约定承担经济赔偿责任。"
    )
    for index, line in enumerate(wrapped("    " + words, 170, "song", 9)):
        sheet.text(20, 58 + index * 5, line, size=9)
    widths = (32, 54, 32, 52)
    y = row(sheet, 20, 67, widths, ("投保人", policy.holder, "联系电话", world.phone()), height=8)
    y = row(
        sheet,
        20,
        y,
        widths,
        ("被保险人", _mark(policy, "insured_name", policy.insured), "证件号码", policy.identity),
        height=8,
    )
    y = row(sheet, 20, y, (32, 138), ("标的坐落地点", policy.address), height=8, ends="cl")
    heads = ("保险标的名称", "保险面积（亩）", "单位保险金额", "保险金额（元）", "费率", "保险费（元）")
    y = row(sheet, 20, y, (34, 28, 28, 34, 18, 28), heads, height=8.6)
    area, amount = (
        _mark(policy, "insured_area_mu", str(policy.count)),
        _mark(policy, "insured_amount", grouped(policy.sum)),
    )
    cells = (
        _mark(policy, "crop", policy.object),
        area,
        f"{policy.each:.2f}",
        amount,
        f"{policy.rate:.0%}",
        grouped(policy.premium),
    )
    y = row(sheet, 20, y, (34, 28, 28, 34, 18, 28), cells, height=8.6, ends="cccrcr")
    y = row(sheet, 20, y, (62, 108), ("总保险金额（大写）", f"{capitals(policy.sum)}"), height=8, ends="cl")
    y = row(sheet, 20, y, (62, 108), ("总保险费（大写）", capitals(policy.premium)), height=8, ends="cl")
    shares = ("中央财政补贴 45%", "省级财政补贴 25%", "市县财政补贴 10%", "农户自缴 20%")
    y = row(sheet, 20, y, (42, 42, 43, 43), shares, height=8)
    sheet.box(20, y, 190, y + 9, width=0.5)
    _term(sheet, policy, sheet.text(22, y + 5.8, "保险期间：", size=9), y + 5.8)
    y = row(
        sheet,
        20,
        y + 9,
        (32, 138),
        (
            "特别约定",
            (
                "1. 保险责任、责任免除、赔偿处理以条款为准。2. 每次事故绝对免赔率为10%。\n"
                "3. 发生保险事故后请于四十八小时内报案。"
            ),
        ),
        height=20,
        ends="cl",
    )
    y = row(sheet, 20, y, (32, 138), ("争议处理", "诉讼"), height=8, ends="cl")
    _foot(sheet, policy, y)
    return Drawn(sheet=sheet, fields=_facts(policy))


def _animal(world: World) -> Drawn:
    """养殖险 policy: the same company's form for animals, counted by head."""
    policy = _policy(world, world.pick(ANIMALS))
    sheet = Sheet(width=210, height=297, day=policy.signed, title="养殖保险保险单")
    sheet.text(105, 24, policy.insurer, size=15, face="hei", align="centre")
    sheet.text(
        105,
        36,
        world.pick(
            (f"{policy.object}养殖保险单", f"{policy.object}保险保险单", f"政策性{policy.object}养殖保险保险单")
        ),
        size=18,
        face="hei",
        align="centre",
    )
    fields = (
        ("保单号：", _mark(policy, "policy_number", policy.number)),
        ("签单日期：", chinese_day(policy.signed)),
        ("投保人：", policy.holder),
        ("联系方式：", world.phone()),
        ("被保险人：", _mark(policy, "insured_name", policy.insured)),
        ("证件号：", policy.identity),
        ("养殖地址：", policy.address),
    )
    y = pairs(sheet, (20, 112), 52, fields, step=8, size=10, face="hei")
    sheet.text(20, y + 2, "承保明细", size=11, face="hei", bold=0.2)
    widths = (36, 34, 34, 36, 30)
    style = {"face": "hei", "fill": "#EEF4EE"}
    heads = ("保险标的", f"保险数量（{policy.unit}）", f"每{policy.unit}保额（元）", "总保险金额（元）", "保险费（元）")
    y = row(sheet, 20, y + 5, widths, heads, height=9, **style)
    cells = (
        _mark(policy, "crop", policy.object),
        str(policy.count),
        f"{policy.each:.2f}",
        _mark(policy, "insured_amount", f"{policy.sum:.2f}"),
        f"{policy.premium:.2f}",
    )
    y = row(sheet, 20, y, widths, cells, height=9, face="hei", ends="ccrrr")
    y = row(
        sheet,
        20,
        y,
        (36, 134),
        ("保险费合计", f"人民币（大写）{capitals(policy.premium)}    （小写）¥{policy.premium:.2f}"),
        height=9,
        face="hei",
        ends="cl",
    )
    sheet.box(20, y, 190, y + 9, width=0.5)
    _term(sheet, policy, sheet.text(22, y + 5.8, "保险期限：", size=9), y + 5.8)
    y = row(
        sheet,
        20,
        y + 9,
        (36, 134),
        ("保险责任", "重大病害、自然灾害、意外事故及政府扑杀造成保险标的死亡的，\n按照保险合同的约定负责赔偿。"),
        height=14,
        face="hei",
        ends="cl",
    )
    y = row(sheet, 20, y, (36, 134), ("耳标号段", f"{world.digits(15)} 起"), height=8, face="hei", ends="cl")
    _foot(sheet, policy, y)
    return Drawn(sheet=sheet, fields=_facts(policy))


def _electronic(world: World) -> Drawn:
    """An insurer's electronic slip for one farmer: label and value line by line, landscape."""
    policy = _policy(world)
    sheet = Sheet(width=241, height=168, day=policy.signed, title="农业保险电子保单")
    sheet.box(0, 0, 241, 22, colour=None, fill="#E4F1E2")
    sheet.text(12, 14, policy.insurer, size=14, face="hei", colour="#15633A")
    sheet.text(
        229,
        14,
        world.pick(("农业保险电子保单", "农业保险保险凭证", "政策性农业保险保险单")),
        size=15,
        face="hei",
        align="right",
    )
    area = world.pick(("投保面积：", "承保面积：", "种植面积："))
    what = world.pick(("投保作物：", "承保作物：", "保险作物："))
    fields = (
        ("保险单号：", _mark(policy, "policy_number", policy.number)),
        ("险种名称：", f"{policy.object}种植保险"),
        ("被保险人：", _mark(policy, "insured_name", policy.insured)),
        ("证件号码：", policy.identity[:6] + "********" + policy.identity[-4:]),
        (what, _mark(policy, "crop", policy.object)),
        (area, _mark(policy, "insured_area_mu", f"{policy.count}亩")),
        ("每亩保险金额：", f"{policy.each:.0f}元/亩"),
        ("保险金额合计：", _mark(policy, "insured_amount", f"{policy.sum:.2f}元")),
        ("保险费合计：", f"{policy.premium:.2f}元"),
        ("其中农户自缴：", f"{cents(policy.premium / 5):.2f}元"),
        ("种植地点：", policy.address),
        ("联系电话：", world.phone()),
    )
    y = pairs(sheet, (14, 130), 34, fields, step=9.6, size=11, face="kai")
    end = sheet.text(14, y, "保险期间：", size=11, face="kai")
    end = sheet.text(end, y, policy.start.isoformat(), size=11, face="kai", mark="start_date")
    end = sheet.text(end, y, " 00:00:00 至 ", size=11, face="kai")
    end = sheet.text(end, y, policy.end.isoformat(), size=11, face="kai", mark="end_date")
    sheet.text(end, y, " 24:00:00", size=11, face="kai")
    sheet.text(
        14, y + 12, "本电子保单与纸质保单具有同等法律效力，理赔时请出示被保险人有效身份证件。", size=9, face="kai"
    )
    sheet.qr(f"https://example.invalid/policy/{policy.number}", 14, y + 17, 22)
    sheet.text(180, y + 24, f"{policy.insurer}{policy.branch}", size=9.5, face="kai", align="centre")
    sheet.text(180, y + 32, f"签单日期：{chinese_day(policy.signed)}", size=9.5, face="kai", align="centre")
    sheet.picture(round_seal(policy.insurer, "承保业务专用章", policy.seed), 186, y + 26, 34, turn=4)
    return Drawn(sheet=sheet, fields=_facts(policy))


def _foot(sheet: Sheet, policy: Policy, y: float) -> None:
    sheet.text(20, y + 10, f"保险人：{policy.insurer}{policy.branch}", size=9.5)
    sheet.text(
        20,
        y + 18,
        f"地址：{policy.address[:9]}人民中路{policy.seed % 300 + 1}号    邮编：310000    客服电话：95000",
        size=9.5,
    )
    sheet.text(20, y + 26, f"核保：系统核保    制单：{policy.person}    经办：{policy.person}", size=9.5)
    sheet.text(190, y + 26, f"签单日期：{chinese_day(policy.signed)}", size=9.5, align="right")
    sheet.picture(signature(policy.person, policy.seed), 120, y + 34, 22)
    sheet.picture(round_seal(policy.insurer, "承保业务专用章", policy.seed), 164, y + 18, 38, turn=-7)


LAYOUTS = {"crop-form": _crop, "animal-form": _animal, "electronic": _electronic}
