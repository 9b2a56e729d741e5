"""A vehicle licence as merchants hand it in: both pages and the inspection record copied onto one A4 sheet."""

from bench.specimens.drawn import Drawn, Layouts
from bench.specimens.licences import phrase
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

GREY = "#3A3A3A"


def _copy(world: World) -> Drawn:
    """Grey photocopy: page with owner above, the page with the masses below, a shop's stamp across the foot."""
    firm, place = world.firm("transport"), world.place()
    owner = world.pick((firm.name, firm.person))
    model, kind, gross, kerb, payload, seats = phrase(world, "trucks")
    plate, vin, engine = world.plate(place), world.vin(), str(phrase(world, "engines"))
    registered, issued = world.day(2400, 900), world.day(800, 60)
    truth = {
        "plate_number": plate, "owner_name": owner, "vehicle_type": kind, "vin": vin, "engine_number": engine,
        "registered_date": registered.isoformat(),
    }  # fmt: skip
    sheet = Sheet(width=210, height=297, day=issued, title="行驶证复印件")
    x, y = 46, 42
    sheet.box(x, y, x + 118, y + 80, colour="#777777", width=0.8, fill="#F1F1F1", radius=3)
    sheet.text(x + 59, y + 9, "中华人民共和国机动车行驶证", size=12, face="hei", align="centre", colour=GREY)
    sheet.text(
        x + 59, y + 13, "Vehicle License of the People's Republic of China", size=6.5, align="centre", colour=GREY
    )

    def put(left: float, down: float, label: str, english: str, at: float, words: str, name: str = "") -> None:
        sheet.text(x + left, y + down, label, size=6.6, face="hei", colour=GREY)
        sheet.text(x + left, y + down + 2.8, english, size=4.6, colour=GREY)
        size = 9.4 if len(words) < 22 else 7.8
        value = truth.get(name, "")
        sheet.text(x + at, y + down + 1.2, words, size=size, face="song", mark=(name, value) if name else None)

    put(4, 21, "号牌号码", "Plate No.", 17, plate, "plate_number")
    put(58, 21, "车辆类型", "Vehicle Type", 73, kind, "vehicle_type")
    put(4, 29, "所 有 人", "Owner", 17, owner, "owner_name")
    put(4, 37, "住    址", "Address", 17, world.street(place))
    put(4, 45, "使用性质", "Use Character", 20, world.pick(("货运", "营转非", "非营运")))
    put(52, 45, "品牌型号", "Model", 65, model)
    put(40, 53, "车辆识别代号", "VIN", 58, vin, "vin")
    put(40, 61, "发动机号码", "Engine No.", 58, engine, "engine_number")
    put(40, 70, "注册日期", "Register Date", 54, registered.isoformat(), "registered_date")
    put(80, 70, "发证日期", "Issue Date", 94, issued.isoformat())
    for step, line in enumerate((f"{place.province}{place.city}", "公安局交通", "警察支队")):
        sheet.text(x + 20, y + 58 + step * 6, line, size=9.5, face="kai", align="centre", colour="#555555")
    sheet.box(x + 6, y + 51, x + 35, y + 75, colour="#555555", width=1.2)

    y = 134
    sheet.box(x, y, x + 118, y + 80, colour="#777777", width=0.8, fill="#F1F1F1", radius=3)
    put(4, 8, "号牌号码", "", 18, plate)
    put(56, 8, "档案编号", "", 72, place.code + world.digits(6))
    put(4, 17, "核定载人数", "", 22, f"{seats}人")
    put(56, 17, "总 质 量", "", 72, f"{gross}kg")
    put(4, 26, "整备质量", "", 22, f"{kerb}kg")
    if payload:
        truth["payload_kg"] = str(payload)
        put(56, 26, "核定载质量", "", 74, f"{payload}kg", "payload_kg")
    else:
        put(56, 26, "核定载质量", "", 74, "--")
    put(4, 35, "外廓尺寸", "", 18, f"{world.rng.randint(5200, 9000)}×2550×3950mm")
    put(56, 35, "准牵引总质量", "", 76, "--" if payload else "38000kg")
    put(4, 44, "备    注", "", 18, f"强制报废期止：{registered.year + 15}-{registered.month:02d}-{registered.day:02d}")
    due = f"检验有效期至{issued.year + 1}年{issued.month:02d}月{place.plate}（01）"
    put(4, 53, "检验记录", "", 18, due)
    sheet.text(x + 18, y + 62, f"检验有效期至{issued.year + 2}年{issued.month:02d}月{place.plate}（01）", size=9)
    sheet.line(x + 4, y + 68, x + 60, y + 68, width=3)
    sheet.text(x + 4, y + 74, f"*{world.digits(13)}*", size=7)
    sheet.text(40, 236, "此复印件与原件一致，仅供办理贷款使用，再次复印无效。", size=12, face="kai")
    sheet.text(
        40, 246, f"核对人：{world.person()}    {issued.year + 1}.3.{world.rng.randint(1, 28)}", size=12, face="kai"
    )
    sheet.picture(round_seal(firm.name, "", world.seed, (70, 70, 70)), 150, 244, 40)
    return Drawn(sheet=sheet, fields=truth)


LAYOUTS: Layouts = {"photocopy-both-pages": _copy}
