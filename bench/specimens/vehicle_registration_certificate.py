"""The vehicle registration certificate (机动车登记证书): opened pages of the green book, and copies of them.

Page 1 holds the registration and the transfers, page 2 the vehicle, pages 3 and on the records, mortgages among them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics

from bench.specimens.drawn import Drawn
from bench.specimens.licences import guilloche, phrase, wrapped
from bench.specimens.parties import Party
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

INK, RULE, PAPER = "#20463A", "#5E8C78", "#F3F8F2"
WIDE, TALL = 128.0, 182.0  # of one page, mm


@dataclass(frozen=True, kw_only=True)
class Owner:
    """One registration of the vehicle: its first, or a transfer."""

    party: Party
    private: bool
    authority: str
    day: date
    plate: str

    @property
    def name(self) -> str:
        """A firm, or the person behind it."""
        return self.party.person if self.private else self.party.name

    def identity(self, world: World) -> str:
        """Owner, document and number as the book writes them behind each other."""
        document, number = (
            ("居民身份证", f"{self.party.uscc[2:8]}1980****{world.digits(4)}")
            if self.private
            else ("统一社会信用代码", self.party.uscc)
        )
        return f"{self.name}/{document}/{number}"


def _owner(world: World, day: date) -> Owner:
    party = world.firm("transport")
    return Owner(
        party=party,
        private=world.rng.random() < 0.4,
        day=day,
        plate=world.plate(),
        authority=f"{party.address[:6]}公安局交通警察支队车辆管理所",
    )


def _cell(
    sheet: Sheet, box: tuple[float, float, float, float], label: str, words: str, *marks: tuple[str, str], at: float = 0
) -> None:
    """One ruled cell: its label, and the value behind it or `at` millimetres from the cell's left side."""
    left, top, right, bottom = box
    sheet.box(left, top, right, bottom, colour=RULE, width=0.5)
    end = sheet.text(left + 1.4, top + 4.6, label, size=7.2, colour=INK)
    x = max(end + 1.5, left + at)
    for index, line in enumerate(wrapped(words, int((right - x - 1) / 3.05))):
        width = sheet.text(x, top + 4.8 + index * 3.5, line, size=8.6, colour="#141414")
        for name, value in marks if index == 0 else ():
            # an owner's cell also holds the papers that prove who it is
            end = x + pdfmetrics.stringWidth(value, "song", 8.6) / mm if line.startswith(value) else width
            sheet.remember(name, value, (x, top + 2, end, top + 5.4))


def _page(sheet: Sheet, left: float, top: float, number: int) -> None:
    sheet.box(left, top, left + WIDE, top + TALL, colour="#B7CDBF", width=0.5, fill=PAPER)
    guilloche(sheet, (left + 2, top + 2, left + WIDE - 2, top + TALL - 2), "#DCEADF", step=3.2)
    sheet.text(left + WIDE / 2, top + TALL - 4, f"第{number}页", size=7, align="centre", colour=INK)


def _registration(sheet: Sheet, left: float, top: float, owners: Sequence[Owner], world: World) -> None:
    """Page 1."""
    x0, x1 = left + 6, left + WIDE - 6
    sheet.text(left + 40, top + 10, "机动车登记证书编号：", size=8, colour=INK)
    sheet.text(left + 72, top + 10, f"33{world.digits(10)}", size=9)
    sheet.text(left + WIDE / 2, top + 18, "注册登记摘要信息栏", size=11, face="hei", align="centre", colour=INK)
    first = owners[0]
    last = owners[-1]
    y = top + 22
    _cell(
        sheet,
        (x0, y, x1, y + 9),
        "1.机动车所有人/身份证明名称/号码",
        first.identity(world),
        *_owner_marks(first, last),
        at=44,
    )
    middle = left + 70
    _cell(sheet, (x0, y + 9, middle, y + 18), "2.登记机关", first.authority[3:14])
    _cell(
        sheet,
        (middle, y + 9, x1, y + 18),
        "3.登记日期",
        first.day.isoformat(),
        ("registered_date", first.day.isoformat()),
    )
    _cell(sheet, (x0, y + 18, x1, y + 27), "4.机动车登记编号", first.plate, *_plate_marks(first, last), at=30)
    y += 30
    sheet.text(left + WIDE / 2, y + 4, "过户、转移登记摘要信息栏", size=11, face="hei", align="centre", colour=INK)
    y += 8
    for index, numeral in enumerate(("I", "II", "III")):
        one = owners[index + 1] if index + 1 < len(owners) else None
        _cell(
            sheet,
            (x0, y, x1, y + 9),
            f"{numeral}.机动车所有人/身份证明名称/号码",
            one.identity(world) if one else "",
            *(_owner_marks(one, last) if one else ()),
            at=44,
        )
        _cell(sheet, (x0, y + 9, middle, y + 18), "登记机关", one.authority[3:14] if one else "")
        _cell(sheet, (middle, y + 9, x1, y + 18), "登记日期", one.day.isoformat() if one else "")
        _cell(
            sheet,
            (x0, y + 18, x1, y + 27),
            "机动车登记编号",
            one.plate if one else "",
            *(_plate_marks(one, last) if one else ()),
            at=30,
        )
        y += 29


def _owner_marks(one: Owner, last: Owner) -> tuple[tuple[str, str], ...]:
    return (("owner_name", one.name),) if one is last else ()


def _plate_marks(one: Owner, last: Owner) -> tuple[tuple[str, str], ...]:
    return (("plate_number", one.plate),) if one is last else ()


def _vehicle(sheet: Sheet, left: float, top: float, vin: str, issued: date, world: World) -> None:
    """Page 2."""
    model, kind, total, _, payload, seats = phrase(world, "trucks")
    brand, rest = model.split("牌", 1)
    rows = (
        (("5.车辆类型", kind), ("6.车辆品牌", f"{brand}牌")),
        (("7.车辆型号", rest), ("8.车身颜色", world.pick(("白", "红", "蓝")))),
        (("9.车辆识别代号/车架号", vin), ("10.国产/进口", "国产")),
        (("11.发动机号", phrase(world, "engines")), ("12.发动机型号", f"CA6DM{world.digits(1)}-42")),
        (("13.燃料种类", "柴油"), ("14.排量/功率", f"{world.digits(4)} ml/{world.digits(3)} kw")),
        (("15.制造厂名称", f"{brand}汽车集团有限公司"), ("16.转向形式", "方向盘")),
        (("17.轮距", "前2020 后1830 mm"), ("18.轮胎数", "6")),
        (("19.轮胎规格", "9.00R20 16PR"), ("20.钢板弹簧片数", "后9")),
        (("21.轴距", "5300 mm"), ("22.轴数", "2")),
        (("23.外廓尺寸", "长9000 宽2550 高3950 mm"), ("33.发证机关章", "")),
        (("24.货厢内部尺寸", "长6800 宽2450 高2500 mm"), ("", "")),
        (("25.总质量", f"{total} kg"), ("26.核定载质量", f"{payload or '--'} kg")),
        (("27.核定载客", f"{seats} 人"), ("28.准牵引总质量", "-- kg")),
        (("29.驾驶室载客", f"{seats} 人"), ("30.使用性质", "货运")),
        (("31.车辆获得方式", "购买"), ("32.车辆出厂日期", (issued - timedelta(days=60)).isoformat())),
        (("", ""), ("34.发证日期", issued.isoformat())),
    )
    sheet.text(left + WIDE / 2, top + 11, "注册机动车信息栏", size=11, face="hei", align="centre", colour=INK)
    y = top + 15
    for (one, first), (two, second) in rows:
        marks = (("vin", vin),) if first == vin else ()
        _cell(sheet, (left + 6, y, left + 74, y + 9.6), one, first, *marks)
        _cell(sheet, (left + 74, y, left + WIDE - 6, y + 9.6), two, second)
        y += 9.6
    sheet.picture(round_seal("公安局交通警察支队", "", world.seed), left + 98, top + 112, 26)


def _records(sheet: Sheet, left: float, top: float, lines: Sequence[str], mark: str) -> None:
    """Page 3: what was recorded later, typed under each other."""
    sheet.text(left + WIDE / 2, top + 11, "登记栏", size=11, face="hei", align="centre", colour=INK)
    sheet.box(left + 6, top + 15, left + WIDE - 6, top + TALL - 10, colour=RULE, width=0.5)
    y = top + 22
    for line in lines:
        end = sheet.text(left + 10, y, line, size=9, face="song")
        if line in ("抵押登记", "解除抵押登记"):
            sheet.remember("mortgage", mark, (left + 10, y - 3, end, y + 0.6))
        y += 6.4


def _mortgage(world: World, day: date, *, open_: bool) -> tuple[str, ...]:
    bank = f"{world.word('banks')}股份有限公司{world.place().district[:-1]}支行"
    lines = (
        "抵押登记",
        f"抵押权人姓名/名称：{bank}",
        f"身份证明名称/号码：统一社会信用代码/{world.firm(small=False).uscc}",
        f"抵押登记日期：{day.isoformat()}",
    )
    if open_:
        return lines
    gone = day + timedelta(days=world.rng.randint(300, 900))
    return (*lines, "", "解除抵押登记", f"解除抵押日期：{gone.isoformat()}")


def _stories(world: World, transfers: int) -> tuple[list[Owner], str]:
    first = world.day(3000, 1500)
    owners = [_owner(world, first + timedelta(days=index * 400)) for index in range(transfers + 1)]
    return owners, world.vin()


def _facts(owners: Sequence[Owner], vin: str) -> dict[str, str]:
    last = owners[-1]
    return {
        "owner_name": last.name,
        "vin": vin,
        "plate_number": last.plate,
        "registered_date": owners[0].day.isoformat(),
    }


def _spread(world: World) -> Drawn:
    """Pages 1 and 2 side by side, never transferred."""
    owners, vin = _stories(world, 0)
    sheet = Sheet(width=2 * WIDE + 4, height=TALL + 4, day=owners[0].day, title="机动车登记证书")
    sheet.box(0, 0, 2 * WIDE + 4, TALL + 4, colour=None, fill="#E9EFE8")
    _page(sheet, 2, 2, 1)
    _page(sheet, 2 + WIDE, 2, 2)
    _registration(sheet, 2, 2, owners, world)
    _vehicle(sheet, 2 + WIDE, 2, vin, owners[0].day, world)
    return Drawn(sheet=sheet, fields=_facts(owners, vin))


def _copy(world: World) -> Drawn:
    """Pages 1 to 3 copied onto one upright sheet for a bank, with the title of the cover, and an open mortgage."""
    owners, vin = _stories(world, world.pick((0, 0, 1)))
    open_ = world.rng.random() < 0.6
    wide, tall = 2 * WIDE + 12, 2 * TALL + 30
    sheet = Sheet(width=wide, height=tall, day=owners[-1].day, title="机动车登记证书")
    sheet.box(0, 0, wide, tall, colour=None, fill="#FEFEFE")
    sheet.text(wide / 2, 14, "机动车登记证书", size=20, face="song", align="centre", space=2, bold=0.4)
    for index, (left, top) in enumerate(((4, 20), (WIDE + 8, 20), (4, TALL + 26), (WIDE + 8, TALL + 26))):
        _page(sheet, left, top, index + 1)
    _registration(sheet, 4, 20, owners, world)
    _vehicle(sheet, WIDE + 8, 20, vin, owners[0].day, world)
    truth = "true" if open_ else "false"
    _records(sheet, 4, TALL + 26, _mortgage(world, owners[-1].day + timedelta(days=2), open_=open_), truth)
    _records(sheet, WIDE + 8, TALL + 26, (), truth)
    return Drawn(sheet=sheet, fields=_facts(owners, vin) | {"mortgage": truth})


def _transferred(world: World) -> Drawn:
    """Pages 1 and 2 under each other, sold once or twice."""
    owners, vin = _stories(world, world.pick((1, 2)))
    sheet = Sheet(width=WIDE + 4, height=2 * TALL + 4, day=owners[-1].day, title="机动车登记证书")
    sheet.box(0, 0, WIDE + 4, 2 * TALL + 4, colour=None, fill="#E9EFE8")
    _page(sheet, 2, 2, 1)
    _page(sheet, 2, 2 + TALL, 2)
    _registration(sheet, 2, 2, owners, world)
    _vehicle(sheet, 2, 2 + TALL, vin, owners[0].day, world)
    return Drawn(sheet=sheet, fields=_facts(owners, vin))


LAYOUTS = {"spread": _spread, "bank-copy": _copy, "transferred": _transferred}
