"""The road transport certificate of one vehicle (道路运输证): the two inner pages of the folded card."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bench.specimens.licences import guilloche
from bench.specimens.numbers import chinese_day
from bench.specimens.parties import Party
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet

GREEN = "#2E6B4A"


@dataclass(frozen=True, kw_only=True)
class Permit:
    """What a certificate says."""

    owner: Party
    number: str  # the whole printed number: 浙交运管许可杭字330110012846号
    licence_number: str  # 经营许可证号, 12 digits
    plate: str
    plate_colour: str
    vehicle_type: str
    payload_t: str
    size_mm: tuple[int, int, int]
    scope: str
    issued: date
    reviews: tuple[date, ...]  # yearly inspections (审验), oldest first
    valid_until: date
    authority: str


def draw(permit: Permit) -> Sheet:
    """Draw it on 190 mm × 128 mm."""
    sheet = Sheet(width=190, height=128, day=permit.issued, title="道路运输证")
    sheet.box(0, 0, 190, 128, colour=None, fill="#F2F7EE")
    guilloche(sheet, (4, 4, 186, 124), "#D8E8D4", step=2.6)
    sheet.box(4, 4, 93, 124, colour=GREEN, width=1)
    sheet.box(97, 4, 186, 124, colour=GREEN, width=1)
    _left(sheet, permit)
    _right(sheet, permit)
    return sheet


def _left(sheet: Sheet, permit: Permit) -> None:
    sheet.text(48.5, 14, "中华人民共和国", size=11, align="centre", colour=GREEN)
    sheet.text(48.5, 23, "道路运输证", size=19, align="centre", bold=0.5, space=2, colour=GREEN)
    sheet.text(
        48.5, 31, permit.number, size=10, align="centre", mark=("permit_number", permit.number.removesuffix("号"))
    )
    length, width, height = permit.size_mm
    rows = (
        ("业户名称", permit.owner.name, "name"), ("地    址", permit.owner.address, None),
        ("车辆号牌", f"{permit.plate}（{permit.plate_colour}）", "plate_number"),
        ("经营许可证号", permit.licence_number, None), ("车辆类型", permit.vehicle_type, "vehicle_type"),
        ("吨（座）位", f"{permit.payload_t}吨", "payload_t"),
        ("车辆尺寸", f"{length}×{width}×{height} 毫米", None), ("经营范围", permit.scope, None),
    )  # fmt: skip
    y = 41.0
    for label, words, name in rows:
        sheet.text(8, y, label, size=9.5, face="kai", colour=GREEN)
        for start in range(0, len(words), 17):
            mark = (name, facts(permit)[name]) if name and start == 0 else None
            sheet.text(31, y, words[start : start + 17], size=9.5, mark=mark)
            y += 5.2
        sheet.line(30, y - 3.6, 90, y - 3.6, colour="#9DBFA6", width=0.3)
        y += 2.8


def _right(sheet: Sheet, permit: Permit) -> None:
    sheet.text(141.5, 14, "审验及技术等级记录", size=12, align="centre", colour=GREEN)
    for y in (19.0, 27.0, 39.0, 51.0, 63.0):
        sheet.line(101, y, 182, y, colour=GREEN, width=0.5)
    for x in (101.0, 130.0, 156.0, 182.0):
        sheet.line(x, 19, x, 63, colour=GREEN, width=0.5)
    for x, words in ((115.5, "审验日期"), (143, "技术等级"), (169, "下次审验")):
        sheet.text(x, 24.6, words, size=9, face="kai", align="centre", colour=GREEN)
    for index, day in enumerate(permit.reviews):
        y = 34.5 + 12 * index
        sheet.text(115.5, y, day.isoformat(), size=9, align="centre")
        sheet.text(143, y, "一级", size=9, align="centre")
        sheet.text(169, y, f"{day.year + 1}-{day.month:02d}", size=9, align="centre")
    sheet.text(103, 76, "核发机关", size=10, face="kai", colour=GREEN)
    sheet.text(122, 76, permit.authority, size=10)
    sheet.text(103, 86, "发证日期", size=10, face="kai", colour=GREEN)
    sheet.text(122, 86, chinese_day(permit.issued), size=10)
    sheet.text(103, 96, "有效期至", size=10, face="kai", colour=GREEN)
    sheet.text(122, 96, chinese_day(permit.valid_until), size=10, mark=("valid_until", permit.valid_until.isoformat()))
    sheet.picture(round_seal(permit.authority, "行政许可专用章", 23), 163, 100, 36, turn=-5)
    sheet.text(141.5, 120, "本证随车携带，不得转让、涂改、伪造", size=7.5, align="centre", colour=GREEN)


def facts(permit: Permit) -> Mapping[str, str]:
    """The catalogue's fields."""
    return {
        "name": permit.owner.name, "permit_number": permit.number.removesuffix("号"), "plate_number": permit.plate,
        "vehicle_type": permit.vehicle_type, "payload_t": permit.payload_t,
        "valid_until": permit.valid_until.isoformat(),
    }  # fmt: skip
