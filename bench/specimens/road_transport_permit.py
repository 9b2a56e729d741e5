"""Road transport papers: a vehicle's certificate (道路运输证) as folded card and as sheet, and the firm's permit."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bench.specimens.drawn import Drawn
from bench.specimens.licences import (
    Row,
    Style,
    district_of,
    emblem,
    facts_of,
    guilloche,
    ornate_frame,
    phrase,
    put_rows,
    put_value,
)
from bench.specimens.numbers import chinese_day
from bench.specimens.parties import Party
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

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
        ("业户名称", permit.owner.name, "name"),
        ("地    址", permit.owner.address, None),
        ("车辆号牌", f"{permit.plate}（{permit.plate_colour}）", "plate_number"),
        ("经营许可证号", permit.licence_number, None),
        ("车辆类型", permit.vehicle_type, "vehicle_type"),
        ("吨（座）位", f"{permit.payload_t}吨", "payload_t"),
        ("车辆尺寸", f"{length}×{width}×{height} 毫米", None),
        ("经营范围", permit.scope, None),
    )
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
        "name": permit.owner.name,
        "permit_number": permit.number.removesuffix("号"),
        "plate_number": permit.plate,
        "vehicle_type": permit.vehicle_type,
        "payload_t": permit.payload_t,
        "valid_until": permit.valid_until.isoformat(),
    }


def _permit(world: World) -> Permit:
    """One certificate; the number in one of the ways provinces write it."""
    owner = world.firm("transport")
    _, kind, _, _, payload, _ = phrase(world, "trucks")
    code, place = owner.uscc[2:8], owner.address[0]
    district = district_of(owner.address)
    short = {
        "浙江": "浙",
        "江苏": "苏",
        "山东": "鲁",
        "河南": "豫",
        "广东": "粤",
        "四川": "川",
        "湖北": "鄂",
        "湖南": "湘",
        "河北": "冀",
        "安徽": "皖",
        "福建": "闽",
        "辽宁": "辽",
        "陕西": "陕",
    }.get(owner.address[:2], place)
    serial = f"{code}{world.digits(6)}"
    number = world.pick((f"{short}交运管许可{district[0]}字{serial}号", f"{short}交运管{district[0]}字{serial}号"))
    issued = world.day(1400, 30)
    return Permit(
        owner=owner,
        number=number,
        licence_number=f"{code}{world.digits(6)}",
        plate=short + world.plate()[1:],
        plate_colour=world.pick(("黄色", "蓝色", "黄绿色")),
        vehicle_type=kind,
        payload_t=f"{(payload or 32000) / 1000:.2f}".rstrip("0").rstrip("."),
        size_mm=(world.rng.randint(5900, 12000), 2550, 3900),
        scope=world.pick(
            ("道路普通货物运输", "普通货运", "货物专用运输（集装箱）", "道路普通货物运输，大型物件运输（一类）")
        ),
        issued=issued,
        reviews=tuple(date(issued.year + year, issued.month, 12) for year in range(world.rng.randint(1, 2))),
        valid_until=issued.replace(year=issued.year + 4, day=min(issued.day, 28)) - timedelta(days=1),
        authority=f"{district}{world.pick(('交通运输局', '道路运输管理局', '道路运输管理所'))}",
    )


def _card(world: World) -> Drawn:
    """The two inner pages of the folded card."""
    permit = _permit(world)
    return Drawn(sheet=draw(permit), fields=facts(permit))


def _sheet(world: World) -> Drawn:
    """The certificate as one printed page (the form of 2021 and of the electronic one): a ruled table, upright."""
    permit = _permit(world)
    sheet = Sheet(width=128, height=182, day=permit.issued, title="道路运输证")
    sheet.box(0, 0, 128, 182, colour=None, fill="#F4F8F1")
    guilloche(sheet, (4, 4, 124, 178), "#D9E8D6", step=2.8)
    sheet.text(64, 14, "中华人民共和国", size=12, face="hei", align="centre")
    sheet.text(64, 25, "道路运输证", size=22, face="hei", align="centre", space=2)
    length, width, height = permit.size_mm
    number = Row(label="道路运输证号", words=permit.licence_number, name="permit_number")
    rows = (
        Row(label="业户名称", words=permit.owner.name, name="name"),
        number
        if world.rng.random() < 0.5
        else Row(label="证号", words=permit.number, name="permit_number", truth=permit.number.removesuffix("号")),
        Row(
            label="车辆号牌", words=f"{permit.plate}（{permit.plate_colour}）", name="plate_number", truth=permit.plate
        ),
        Row(label="经营许可证号", words=f"{permit.owner.uscc[2:8]}{world.digits(6)}"),
        Row(label="车辆类型", words=permit.vehicle_type, name="vehicle_type"),
        Row(label="吨（座）位", words=f"{permit.payload_t} 吨", name="payload_t", truth=permit.payload_t),
        Row(label="车辆（毫米）", words=f"长{length} 宽{width} 高{height}"),
        Row(label="经营范围", words=permit.scope),
        Row(label="核发机关", words=permit.authority),
        Row(label=world.pick(("有效期至", "有效期限")), words=permit.valid_until.isoformat(), name="valid_until"),
        Row(label="发证日期", words=permit.issued.isoformat()),
    )
    y, style = 34.0, Style(at=0, chars=20, pitch=5.0, gap=0, size=10.5, face=world.pick(("song", "hei")))
    for row in rows:
        sheet.box(10, y, 118, y + 9.4, colour="#4C7F5F", width=0.5)
        sheet.line(40, y, 40, y + 9.4, colour="#4C7F5F", width=0.5)
        sheet.text(12, y + 6, row.label, size=10, face="hei", colour=GREEN)
        put_value(sheet, 43, y + 6, row, style)
        y += 9.4
    sheet.picture(round_seal(permit.authority, "", world.seed), 92, y + 14, 32, turn=5)
    sheet.qr(f"http://example.invalid/dlysz/{permit.licence_number}", 14, y + 6, 22)
    return Drawn(sheet=sheet, fields=facts_of(rows))


def _firm(world: World) -> Drawn:
    """The firm's permit (道路运输经营许可证), upright."""
    permit = _permit(world)
    sheet = Sheet(width=210, height=297, day=permit.issued, title="道路运输经营许可证")
    sheet.box(0, 0, 210, 297, colour=None, fill="#FBF8EE")
    guilloche(sheet, (14, 14, 196, 283), "#F0E4C4", step=3.8)
    ornate_frame(sheet, 7)
    emblem(sheet, 105, 34, 9)
    sheet.text(105, 60, "中华人民共和国", size=18, align="centre", space=2)
    sheet.text(
        105, 76, "道路运输经营许可证", size=30, face=world.pick(("song", "kai")), align="centre", bold=0.9, space=2
    )
    number = Row(label="", words=permit.number, name="permit_number", truth=permit.number.removesuffix("号"))
    style = Style(
        at=38, chars=20, pitch=8.0, gap=6.4, size=15, face=world.pick(("song", "kai")), label_face="song", wide=4
    )
    put_value(sheet, 88, 90, number, replace(style, size=13))
    start, end = chinese_day(permit.issued), chinese_day(permit.valid_until)
    rows = (
        Row(label="业户名称：", words=permit.owner.name, name="name"),
        Row(label="地    址：", words=permit.owner.address),
        Row(label="经营范围：", words=f"{permit.scope}，货物专用运输（冷藏保鲜）"),
        Row(
            label="证件有效期：",
            words=world.pick((f"{start}至{end}", f"{start}-{end}", f"自{start}至{end}")),
            name="valid_until",
            truth=permit.valid_until.isoformat(),
        ),
    )
    put_rows(sheet, 28, 112, rows, style)
    sheet.text(112, 232, f"核发机关：{permit.authority}", size=13)
    sheet.text(130, 246, chinese_day(permit.issued), size=13)
    sheet.picture(round_seal(permit.authority, "行政许可专用章", world.seed), 158, 234, 42, turn=-5)
    sheet.text(105, 276, "中华人民共和国交通运输部监制", size=10, align="centre")
    return Drawn(sheet=sheet, fields=facts_of((number, *rows)))


LAYOUTS = {"card-pages": _card, "card-sheet": _sheet, "firm-upright": _firm}
