"""The vehicle licence (机动车行驶证): the main page beside the secondary page, as people lay them out to photograph."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bench.specimens.licences import guilloche
from bench.specimens.parties import Party
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet

BLUE = "#27508C"


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
        sheet.box(left, 2, left + 90, 64, colour="#8FA9CC", width=0.8)
        guilloche(sheet, (left + 1, 3, left + 89, 63), "#E2EAF3", step=2.2)
    _main(sheet, card)
    _second(sheet, card)
    return sheet


def _cell(
    sheet: Sheet, spot: tuple[float, float], label: str, at: float, words: str, mark: tuple[str, str] | None
) -> None:
    """A label in blue and its value `at` millimetres further right, over a rule."""
    x, y = spot
    sheet.text(x, y, label, size=6.6, face="kai", colour=BLUE)
    sheet.text(x + at, y, words, size=8, mark=mark)


def _main(sheet: Sheet, card: VehicleLicence) -> None:
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
        sheet.line(x + at - 1, y + 1.2, 89, y + 1.2, colour="#A8BCD8", width=0.3)
    sheet.picture(round_seal(card.authority, "", 41), 17, 52, 21)


def _second(sheet: Sheet, card: VehicleLicence) -> None:
    for (x, y), label, at, words, mark in (
        ((99, 9.5), "号牌号码", 15, card.plate, ("plate_number", card.plate)),
        ((141, 9.5), "档案编号", 14, card.file_number, None),
        ((99, 17), "核定载人数", 17, f"{card.seats}人", None),
        ((141, 17), "总质量", 14, f"{card.total_kg}kg", None),
        ((99, 24.5), "整备质量", 15, f"{card.kerb_kg}kg", None),
        ((141, 24.5), "核定载质量", 16, f"{card.payload_kg}kg", ("payload_kg", str(card.payload_kg))),
        ((99, 32), "外廓尺寸", 15, "12000×2550×3950mm", None),
        ((141, 32), "准牵引总质量", 18, "--", None),
        ((99, 39.5), "备注", 15, "罐体容积：--", None),
        ((99, 47), "检验记录", 15, card.inspection, None),
    ):
        _cell(sheet, (x, y), label, at, words, mark)
        sheet.line(x, y + 2.6, 184, y + 2.6, colour="#A8BCD8", width=0.3)


def facts(card: VehicleLicence) -> Mapping[str, str]:
    """The catalogue's fields."""
    return {
        "plate_number": card.plate, "owner_name": card.owner.name, "vehicle_type": card.vehicle_type,
        "vin": card.vin, "engine_number": card.engine, "registered_date": card.registered.isoformat(),
        "payload_kg": str(card.payload_kg),
    }  # fmt: skip
