"""The electronic road transport certificate of a truck, printed from the province's portal."""

from datetime import timedelta

from bench.specimens.drawn import Drawn, Layouts
from bench.specimens.licences import guilloche, phrase
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.world import World


def _electronic(world: World) -> Drawn:
    """A table of four columns; the certificate's own number beside the haulier's licence number."""
    firm, place, issued = world.firm("transport"), world.place(), world.day(900, 30)
    model, kind, gross, _, payload, _ = phrase(world, "trucks")
    load = f"{(payload or gross) / 1000:.3f}".rstrip("0")
    plate, number, licence = world.plate(place), world.digits(12), f"{place.code}{world.digits(6)}"
    until = issued.replace(year=issued.year + 3, day=min(issued.day, 28)) - timedelta(days=1)
    sheet = Sheet(width=210, height=148, day=issued, title="道路运输证")
    guilloche(sheet, (8, 8, 202, 140), "#DDE9F3", 4)
    sheet.box(8, 8, 202, 140, colour="#3C6E9F", width=1.4)
    sheet.text(105, 22, "中华人民共和国道路运输证", size=20, face="song", align="centre", bold=0.5)
    whole = f"{place.plate[0]}交运管{place.city[0]}字{number}"
    sheet.text(105, 31, f"{whole}号", size=11, face="hei", align="centre", mark=("permit_number", whole))
    rows = (
        (("业户名称", firm.name, "name", ""), None),
        (("地    址", firm.address, "", ""), None),
        (("车辆号牌", f"{plate}（黄色）", "plate_number", plate), ("经营许可证号", licence, "", "")),
        (("车辆类型", kind, "vehicle_type", ""), ("吨（座）位", f"{load}吨", "payload_t", f"{float(load):g}")),
        (("车辆尺寸", "长 9000 宽 2550 高 3950（毫米）", "", ""), ("车辆型号", model, "", "")),
        (("经营范围", "道路普通货物运输", "", ""), ("技术等级", "一级", "", "")),
        (("有效期至", f"{until:%Y.%m.%d}", "valid_until", until.isoformat()),
         ("年审有效期", f"{issued.year + 1}年{issued.month:02d}月", "", "")),
        (("备    注", world.pick(("", "燃料消耗量达标车型", "配备卫星定位装置")), "", ""), None),
    )  # fmt: skip
    truth = {"permit_number": whole}
    y = 37.0
    for left, right in rows:
        for cell, x0, x1, x2 in ((left, 14, 40, 112 if right else 196), (right, 112, 136, 196)):
            if cell is None:
                continue
            label, words, name, value = cell
            sheet.box(x0, y, x1, y + 9.6, colour="#3C6E9F", width=0.5)
            sheet.box(x1, y, x2, y + 9.6, colour="#3C6E9F", width=0.5)
            sheet.text((x0 + x1) / 2, y + 6, label, size=8.6, face="hei", align="centre")
            small = 8.6 if len(words) < 30 else 7.6
            sheet.text(x1 + 2, y + 6, words, size=small, mark=(name, value or words) if name else None)
            if name:
                truth[name] = value or words
        y += 9.6
    office = f"{place.district}交通运输局"
    sheet.qr(f"https://ysz.example/{number}", 16, y + 3, 19)
    sheet.text(37, y + 9, "扫描二维码核验证照真伪", size=6.5, face="hei")
    sheet.text(37, y + 13, "本证照与纸质证照具有同等法律效力", size=6.5, face="hei")
    sheet.text(190, y + 9, f"核发机关：{office}", size=9, align="right")
    sheet.text(190, y + 16, f"发证日期：{issued.year}年{issued.month:02d}月{issued.day:02d}日", size=9, align="right")
    sheet.picture(round_seal(f"{place.city}{office}", "道路运输管理专用章", world.seed), 172, y + 10, 27)
    return Drawn(sheet=sheet, fields=truth)


LAYOUTS: Layouts = {"electronic-table": _electronic}
