"""Vehicle licences (机动车行驶证): both pages side by side or stacked, the main page alone, the electronic one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bench.specimens.drawn import Drawn
from bench.specimens.licences import guilloche, phrase
from bench.specimens.parties import Party
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

BLUE = "#27508C"
ENGLISH = {
    "号牌号码": "Plate No.",
    "车辆类型": "Vehicle Type",
    "所有人": "Owner",
    "住址": "Address",
    "使用性质": "Use Character",
    "品牌型号": "Model",
    "车辆识别代号": "VIN",
    "发动机号码": "Engine No.",
    "注册日期": "Register Date",
    "发证日期": "Issue Date",
}


@dataclass(frozen=True, kw_only=True)
class VehicleLicence:
    """What the card says."""

    owner: Party
    plate: str
    vehicle_type: str
    use: str
    model: str
    vin: str
    engine: str
    registered: date
    issued: date
    total_kg: int
    kerb_kg: int
    payload_kg: int
    seats: int
    file_number: str
    inspection: str
    authority: str


def draw(card: VehicleLicence) -> Sheet:
    """Draw both pages on 188 mm × 66 mm."""
    sheet = Sheet(width=188, height=66, day=card.issued, title="机动车行驶证")
    sheet.box(0, 0, 188, 66, colour=None, fill="#F6F9FC")
    for left in (2.0, 96.0):
        _ground(sheet, left, 2)
    _main(sheet, card)
    _second(sheet, card)
    return sheet


def _ground(sheet: Sheet, left: float, top: float) -> None:
    sheet.box(left, top, left + 90, top + 62, colour="#8FA9CC", width=0.8)
    guilloche(sheet, (left + 1, top + 1, left + 89, top + 61), "#E2EAF3", step=2.2)


def _cell(
    sheet: Sheet, spot: tuple[float, float], label: str, at: float, words: str, mark: tuple[str, str] | None
) -> None:
    """A label in blue and its value `at` millimetres further right, over a rule."""
    x, y = spot
    sheet.text(x, y, label, size=6.6, face="kai", colour=BLUE)
    sheet.text(x + at, y, words, size=8, mark=mark)


def _main(sheet: Sheet, card: VehicleLicence, *, english: bool = False) -> None:
    sheet.text(47, 9.5, "中华人民共和国机动车行驶证", size=10.5, align="centre", colour=BLUE, bold=0.2)
    sheet.text(47, 13, "Vehicle License of the People's Republic of China", size=4.6, align="centre", colour=BLUE)
    truth = facts(card)
    for (x, y), label, at, words, name in (
        ((5, 19.5), "号牌号码", 14, card.plate, "plate_number"),
        ((46, 19.5), "车辆类型", 13, card.vehicle_type, "vehicle_type"),
        ((5, 26), "所有人", 14, card.owner.name, "owner_name"),
        ((5, 32.5), "住址", 14, card.owner.address, None),
        ((5, 39), "使用性质", 14, card.use, None),
        ((40, 39), "品牌型号", 13, card.model, None),
        ((30, 45.5), "车辆识别代号", 19, card.vin, "vin"),
        ((30, 52), "发动机号码", 19, card.engine, "engine_number"),
        ((30, 58.5), "注册日期", 12, card.registered.isoformat(), "registered_date"),
        ((61, 58.5), "发证日期", 12, card.issued.isoformat(), None),
    ):
        _cell(sheet, (x, y), label, at, words, (name, truth[name]) if name else None)
        if english:
            sheet.text(x, y + 2.4, ENGLISH[label], size=4.4, colour=BLUE)
        sheet.line(x + at - 1, y + 1.2, 89, y + 1.2, colour="#A8BCD8", width=0.3)
    sheet.picture(round_seal(card.authority, "", 41), 17, 52, 21)


def _second(sheet: Sheet, card: VehicleLicence, dx: float = 0, dy: float = 0) -> None:
    for (x, y), label, at, words, mark in (
        ((99, 9.5), "号牌号码", 15, card.plate, ("plate_number", card.plate)),
        ((141, 9.5), "档案编号", 14, card.file_number, None),
        ((99, 17), "核定载人数", 17, f"{card.seats}人", None),
        ((141, 17), "总质量", 14, f"{card.total_kg}kg", None),
        ((99, 24.5), "整备质量", 15, f"{card.kerb_kg}kg", None),
        (
            (141, 24.5),
            "核定载质量",
            16,
            f"{card.payload_kg}kg" if card.payload_kg else "--",
            ("payload_kg", str(card.payload_kg)) if card.payload_kg else None,
        ),
        ((99, 32), "外廓尺寸", 15, "12000×2550×3950mm", None),
        ((141, 32), "准牵引总质量", 18, "--" if card.payload_kg else "40000kg", None),
        ((99, 39.5), "备注", 15, "罐体容积：--", None),
        ((99, 47), "检验记录", 15, card.inspection, None),
    ):
        _cell(sheet, (x + dx, y + dy), label, at, words, mark)
        sheet.line(x + dx, y + dy + 2.6, 184 + dx, y + dy + 2.6, colour="#A8BCD8", width=0.3)


def facts(card: VehicleLicence) -> Mapping[str, str]:
    """The catalogue's fields."""
    return {
        "plate_number": card.plate,
        "owner_name": card.owner.name,
        "vehicle_type": card.vehicle_type,
        "vin": card.vin,
        "engine_number": card.engine,
        "registered_date": card.registered.isoformat(),
        **({"payload_kg": str(card.payload_kg)} if card.payload_kg else {}),
    }


def _story(world: World) -> VehicleLicence:
    """A lorry, and its owner: a firm or a person."""
    owner = world.firm("transport")
    if world.rng.random() < 0.4:
        owner = replace(owner, name=owner.person)
    model, kind, total, kerb, payload, seats = phrase(world, "trucks")
    registered = world.day(2600, 200)
    issued = registered if world.rng.random() < 0.6 else registered + timedelta(days=world.rng.randint(30, 180))
    plate = world.plate()
    return VehicleLicence(
        owner=owner,
        plate=plate,
        vehicle_type=kind,
        use=world.pick(("货运", "非营运", "营转非")),
        model=model,
        vin=world.vin(),
        engine=phrase(world, "engines"),
        registered=registered,
        issued=issued,
        total_kg=total,
        kerb_kg=kerb,
        payload_kg=payload,
        seats=seats,
        file_number=f"{owner.uscc[2:6]}{world.digits(8)}",
        inspection=f"检验有效期至{world.rng.randint(2026, 2028)}年{registered.month:02d}月{plate[:2]}({plate[1]})",
        authority=f"{owner.address[:6]}公安局交通警察支队",
    )


def _beside(world: World) -> Drawn:
    """Both pages side by side."""
    card = _story(world)
    return Drawn(sheet=draw(card), fields=facts(card))


def _stacked(world: World) -> Drawn:
    """The main page over the secondary page, as copied onto one sheet; English under the labels."""
    card = _story(world)
    sheet = Sheet(width=100, height=140, day=card.issued, title="机动车行驶证")
    sheet.box(0, 0, 100, 140, colour=None, fill="#FDFDFD")
    _ground(sheet, 2, 2)
    _ground(sheet, 2, 70)
    _main(sheet, card, english=True)
    _second(sheet, card, dx=-94, dy=68)
    return Drawn(sheet=sheet, fields=facts(card))


def _main_alone(world: World) -> Drawn:
    """Only the main page, in its plastic sleeve."""
    card = _story(world)
    sheet = Sheet(width=94, height=66, day=card.issued, title="机动车行驶证")
    sheet.box(0, 0, 94, 66, colour=None, fill="#F6F9FC")
    _ground(sheet, 2, 2)
    _main(sheet, card, english=world.rng.random() < 0.7)
    return Drawn(sheet=sheet, fields={name: value for name, value in facts(card).items() if name != "payload_kg"})


def _phone(world: World) -> Drawn:
    """The electronic licence (电子行驶证) on the phone: label at the left edge, value behind it."""
    card = _story(world)
    sheet = Sheet(width=90, height=195, day=card.issued, title="电子行驶证")
    sheet.box(0, 0, 90, 195, colour=None, fill="#EAF1FB")
    sheet.text(6, 7, "9:41", size=8, face="hei")
    sheet.text(45, 16, "机动车行驶证", size=13, face="hei", align="centre")
    sheet.box(4, 22, 86, 148, colour=None, fill="#FFFFFF", radius=3)
    sheet.text(45, 31, "中华人民共和国机动车行驶证（电子版）", size=9, face="hei", align="centre", colour=BLUE)
    rows = (
        ("号牌号码", card.plate, "plate_number"),
        ("车辆类型", card.vehicle_type, "vehicle_type"),
        ("所有人", card.owner.name, "owner_name"),
        ("使用性质", card.use, None),
        ("品牌型号", card.model, None),
        ("车辆识别代号", card.vin, "vin"),
        ("发动机号码", card.engine, "engine_number"),
        ("注册日期", card.registered.isoformat(), "registered_date"),
        ("发证日期", card.issued.isoformat(), None),
        ("检验有效期止", f"{card.issued.year + 6}-{card.issued.month:02d}", None),
        ("状态", "正常", None),
    )
    truth = facts(card)
    for index, (label, words, name) in enumerate(rows):
        y = 43 + index * 9.4
        sheet.text(9, y, label, size=9.5, face="hei", colour="#7A8699")
        sheet.text(36, y, words, size=9.5, face="hei", mark=(name, truth[name]) if name else None)
    sheet.qr(f"http://example.invalid/xsz/{card.vin}", 31, 153, 28)
    sheet.text(45, 187, "生成时间 2026-11-20 09:40:12", size=7.5, face="hei", align="centre", colour="#7A8699")
    return Drawn(sheet=sheet, fields={name: truth[name] for _, _, name in rows if name}, screen=True)


LAYOUTS = {"beside": _beside, "stacked": _stacked, "main-page": _main_alone, "phone": _phone}
