"""Driving licences (驾驶证): both pages side by side or stacked, the main page alone, the electronic one."""

from dataclasses import dataclass
from datetime import date, timedelta

from bench.specimens.drawn import Drawn
from bench.specimens.licences import guilloche, phrase
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

BLUE = "#2C5A8C"


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Who holds the licence, and what it allows."""

    name: str
    sex: str
    number: str  # of identity, its serial blotted out as 8 stars on some papers
    address: str
    born: date
    first: date
    vehicle_class: str
    start: date
    end: date | None  # None: without end
    file_number: str
    authority: str


def _holder(world: World) -> Holder:
    person = world.firm("transport", small=True)
    born, first = date(1965, 3, 4) + timedelta(days=world.rng.randint(0, 13000)), world.day(7000, 1500)
    years = world.pick((6, 10, 10, None))
    start = first if years == 6 else first.replace(year=first.year + 6, day=min(first.day, 28))
    end = None if years is None else start.replace(year=start.year + years, day=min(start.day, 28))
    return Holder(
        name=person.person,
        sex=world.pick(("男", "男", "女")),
        number=f"{person.uscc[2:8]}{born:%Y%m%d}{world.digits(3)}X",
        address=person.address,
        born=born,
        first=first,
        vehicle_class=phrase(world, "classes"),
        start=start,
        end=end,
        file_number=f"{person.uscc[2:6]}{world.digits(8)}",
        authority=f"{person.address[:6]}公安局交通警察支队",
    )


def _facts(holder: Holder) -> dict[str, str]:
    end = {"valid_until": holder.end.isoformat()} if holder.end else {}
    return {"holder_name": holder.name, "vehicle_class": holder.vehicle_class, **end}


def _term(holder: Holder) -> str:
    return f"{holder.start} 至 {holder.end or '长期'}"


def _ground(sheet: Sheet, left: float, top: float) -> None:
    sheet.box(left, top, left + 90, top + 62, colour="#8DAA9D", width=0.8)
    guilloche(sheet, (left + 1, top + 1, left + 89, top + 61), "#E1ECE6", step=2.2)


def _main(sheet: Sheet, holder: Holder, seed: int, *, english: bool) -> None:
    """The main page with its corner at 2, 2 mm."""
    sheet.text(47, 9, "中华人民共和国机动车驾驶证", size=10.5, align="centre", colour=BLUE, bold=0.2)
    sheet.text(47, 12.4, "Driving License of the People's Republic of China", size=4.8, align="centre", colour=BLUE)
    sheet.text(24, 18.4, "证号", size=7, face="kai", colour=BLUE)
    sheet.text(34, 18.4, holder.number, size=9.5)
    truth = _facts(holder)
    for (x, y), label, other, at, words, name in (
        ((5, 25), "姓名", "Name", 12, holder.name, "holder_name"),
        ((46, 25), "性别", "Sex", 8, holder.sex, None),
        ((64, 25), "国籍", "Nationality", 10, "中国", None),
        ((5, 31.5), "住址", "Address", 12, holder.address[:22], None),
        ((26, 42), "出生日期", "Date of Birth", 22, holder.born.isoformat(), None),
        ((26, 48), "初次领证日期", "Date of First Issue", 22, holder.first.isoformat(), None),
        ((26, 54), "准驾车型", "Class", 22, holder.vehicle_class, "vehicle_class"),
        ((5, 60), "有效期限", "Valid Period", 17, _term(holder), "valid_until"),
    ):
        sheet.text(x, y, label, size=6.6, face="kai", colour=BLUE)
        if english:
            sheet.text(x, y + 2.2, other, size=4.2, colour=BLUE)
        sheet.text(x + at, y, words, size=8.4, mark=(name, truth[name]) if name in truth else None)
        sheet.line(
            x + at - 1,
            y + 1.2,
            89 if x > 60 or (x + at < 30 and y > 26) else x + at + 22,
            y + 1.2,
            colour="#A9C2B5",
            width=0.3,
        )
    sheet.picture(round_seal(holder.authority, "", seed), 15, 47, 19)
    sheet.box(70, 35, 88, 57.4, colour="#9DB0C4", width=0.5, fill="#D9E2EC")
    sheet.ellipse(79, 43, 4, 5, colour="#5A4A40", width=3)


def _second(sheet: Sheet, holder: Holder, dx: float, dy: float) -> None:
    sheet.text(dx + 45, dy + 7, "中华人民共和国机动车驾驶证副页", size=9, align="centre", colour=BLUE)
    for (x, y), label, words in (
        ((3, 14), "证号", holder.number),
        ((3, 21), "姓名", holder.name),
        ((44, 21), "档案编号", holder.file_number),
        ((3, 28), "记录", f"请于{holder.end or holder.start}前九十日内申请换领新驾驶证。"),
    ):
        sheet.text(dx + x, dy + y, label, size=6.6, face="kai", colour=BLUE)
        mark = "holder_name" if label == "姓名" else None
        sheet.text(dx + x + (14 if label == "档案编号" else 12), dy + y, words, size=8, mark=mark)
        sheet.line(dx + x, dy + y + 2, dx + 87, dy + y + 2, colour="#A9C2B5", width=0.3)


def _beside(world: World) -> Drawn:
    """Both pages side by side."""
    holder = _holder(world)
    sheet = Sheet(width=188, height=66, day=holder.start, title="机动车驾驶证")
    sheet.box(0, 0, 188, 66, colour=None, fill="#F5FAF7")
    _ground(sheet, 2, 2)
    _ground(sheet, 96, 2)
    _main(sheet, holder, world.seed, english=world.rng.random() < 0.6)
    _second(sheet, holder, 96, 2)
    return Drawn(sheet=sheet, fields=_facts(holder))


def _stacked(world: World) -> Drawn:
    """Both pages under each other on one copy."""
    holder = _holder(world)
    sheet = Sheet(width=110, height=150, day=holder.start, title="机动车驾驶证")
    sheet.box(0, 0, 110, 150, colour=None, fill="#FDFDFD")
    _ground(sheet, 2, 2)
    _ground(sheet, 2, 74)
    _main(sheet, holder, world.seed, english=True)
    _second(sheet, holder, 2, 74)
    return Drawn(sheet=sheet, fields=_facts(holder))


def _alone(world: World) -> Drawn:
    """The main page alone."""
    holder = _holder(world)
    sheet = Sheet(width=94, height=66, day=holder.start, title="机动车驾驶证")
    sheet.box(0, 0, 94, 66, colour=None, fill="#F5FAF7")
    _ground(sheet, 2, 2)
    _main(sheet, holder, world.seed, english=True)
    return Drawn(sheet=sheet, fields=_facts(holder))


def _phone(world: World) -> Drawn:
    """The electronic licence (电子驾驶证) of the traffic police's programme on the phone."""
    holder = _holder(world)
    sheet = Sheet(width=90, height=195, day=holder.start, title="电子驾驶证")
    sheet.box(0, 0, 90, 195, colour=None, fill="#E8F0FA")
    sheet.text(6, 7, "10:26", size=8, face="hei")
    sheet.text(45, 16, "电子驾驶证", size=13, face="hei", align="centre")
    sheet.box(4, 22, 86, 142, colour=None, fill="#FFFFFF", radius=3)
    sheet.text(45, 31, "中华人民共和国机动车驾驶证", size=10, face="hei", align="centre", colour=BLUE)
    truth = _facts(holder)
    starred = f"{holder.number[:4]}**********{holder.number[-4:]}"
    rows = (
        ("证号", starred, None),
        ("姓名", holder.name, "holder_name"),
        ("性别", holder.sex, None),
        ("国籍", "中国", None),
        ("出生日期", holder.born.isoformat(), None),
        ("初次领证日期", holder.first.isoformat(), None),
        ("准驾车型", holder.vehicle_class, "vehicle_class"),
        ("有效期限", _term(holder), "valid_until"),
        ("累积记分", "0分", None),
        ("状态", "正常", None),
        ("档案编号", holder.file_number, None),
    )
    for index, (label, words, name) in enumerate(rows):
        y = 43 + index * 8.8
        sheet.text(9, y, label, size=9.5, face="hei", colour="#7A8699")
        sheet.text(34, y, words, size=9.5, face="hei", mark=(name, truth[name]) if name in truth else None)
    sheet.qr(f"http://example.invalid/jsz/{world.digits(9)}", 31, 148, 28)
    sheet.text(45, 184, "生成时间 2026-11-20 10:26:31", size=7.5, face="hei", align="centre", colour="#7A8699")
    return Drawn(sheet=sheet, fields=truth, screen=True)


LAYOUTS = {"beside": _beside, "stacked": _stacked, "main-page": _alone, "phone": _phone}
