"""A driving licence unfolded: the card and its second page with the registrar's notes, side by side as laid on a scanner."""

from datetime import timedelta

from bench.specimens.drawn import Drawn, Layouts
from bench.specimens.licences import guilloche, phrase
from bench.specimens.sheet import Sheet
from bench.specimens.world import World


def _unfolded(world: World) -> Drawn:
    """Form of 2008: first day and years of validity on separate lines, a renewal notice on the second page."""
    place, first, start = world.place(), world.day(5200, 3000), world.day(2900, 60)
    holder, years = world.person(), world.pick((6, 10))
    born = first - timedelta(days=world.rng.randint(7000, 14000))
    number = f"{place.code}{born:%Y%m%d}{world.digits(3)}{world.pick('0123456789X')}"
    kind = str(phrase(world, "classes"))
    day = min(start.day, 28)
    start = start.replace(day=day)
    until = start.replace(year=start.year + years)
    sheet = Sheet(width=190, height=68, day=start, title="机动车驾驶证")
    guilloche(sheet, (3, 3, 93, 64), "#D9E6D8", 3.2)
    guilloche(sheet, (97, 3, 187, 64), "#D9E6D8", 3.2)
    sheet.box(3, 3, 93, 64, colour="#888888", width=0.6, radius=2)
    sheet.box(97, 3, 187, 64, colour="#888888", width=0.6, radius=2)
    sheet.text(48, 9, "中华人民共和国机动车驾驶证", size=9.5, face="hei", align="centre")
    sheet.text(48, 12.2, "Driving License of the People's Republic of China", size=5, align="centre")
    sheet.text(30, 18, "证号", size=6, face="hei")
    sheet.text(38, 18, number, size=9)

    def put(
        x: float, y: float, label: str, english: str, at: float, words: str, mark: str = "", value: str = ""
    ) -> None:
        sheet.text(x, y, label, size=5.6, face="hei")
        sheet.text(x, y + 2.3, english, size=4.2)
        sheet.text(x + at, y + 1, words, size=8, mark=(mark, value or words) if mark else None)

    put(6, 23, "姓名", "Name", 9, holder, "holder_name")
    put(48, 23, "性别", "Sex", 8, world.pick(("男", "女")))
    put(68, 23, "国籍", "Nationality", 12, "中国")
    sheet.text(6, 30, "住址", size=5.6, face="hei")
    sheet.text(6, 32.3, "Address", size=4.2)
    address = world.street(place)
    sheet.text(15, 30.5, address[:17], size=7.6)
    sheet.text(15, 34.5, address[17:], size=7.6)
    put(36, 40, "出生日期", "Date of Birth", 17, born.isoformat())
    put(36, 46, "初次领证日期", "Date of First Issue", 17, first.isoformat())
    put(36, 52, "准驾车型", "Class", 17, kind, "vehicle_class")
    put(6, 58.5, "有效起始日期", "Valid From", 15, start.isoformat())
    sheet.text(44, 58.5, "有效期限", size=5.6, face="hei")
    sheet.text(44, 60.8, "Valid For", size=4.2)
    sheet.text(56, 59.5, f"{years}年", size=8, mark=("valid_until", until.isoformat()))
    sheet.box(70, 38, 90, 61, colour="#B5B5B5", width=0.5, fill="#DCE3EC")
    sheet.ellipse(80, 46.5, 4.4, 5.4, colour="#8A8A8A")
    for step, line in enumerate((f"{place.province[:-1]}省{place.city}", "公安局交通", "警察支队")):
        sheet.text(20, 42.5 + step * 4.4, line, size=6.8, face="kai", align="centre", colour="#C0392B")
    sheet.box(7, 38, 33, 54.5, colour="#C0392B", width=0.8)

    sheet.text(142, 9, "中华人民共和国机动车驾驶证副页", size=9.5, face="hei", align="centre")
    sheet.text(102, 17, "证号", size=6, face="hei")
    sheet.text(112, 17, number, size=9)
    sheet.text(102, 24, "姓名", size=6, face="hei")
    sheet.text(112, 24, holder, size=8.5)
    sheet.text(140, 24, "档案编号", size=6, face="hei")
    sheet.text(153, 24, place.code + world.digits(6), size=8.5)
    sheet.text(102, 31, "记录", size=6, face="hei")
    near = until - timedelta(days=90)
    notes = (
        f"请于{until.year}年{until.month:02d}月{until.day:02d}日前九十日内申请换领新驾驶证。",
        f"（{near:%Y年%m月%d日}起可申请）",
        "请于每个记分周期结束后三十日内接受审验，无记分的，免予本次审验。",
        f"{start.year + 1}年{start.month:02d}月{start.day:02d}日前实习期，增驾 {kind}",
    )
    for step, line in enumerate(notes):
        sheet.text(112, 31 + step * 5, line, size=6.4, face="song")
    sheet.line(102, 55, 150, 55, width=5)
    sheet.text(102, 61, f"*{world.digits(13)}*", size=7)
    truth = {"holder_name": holder, "vehicle_class": kind, "valid_until": until.isoformat()}
    return Drawn(sheet=sheet, fields=truth)


LAYOUTS: Layouts = {"form-2008-unfolded": _unfolded}
