"""Trade permits: food business and production, tobacco, hygiene, drugs, dangerous chemicals, small workshops."""

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
    spaced_day,
    wrapped,
)
from bench.specimens.numbers import chinese_day, old_number
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.world import World


def _term(world: World, years: int = 5) -> tuple[date, date]:
    """The day of issue and the last day."""
    issued = world.day(1500, 30)
    return issued, issued.replace(year=issued.year + years, day=min(issued.day, 28)) - timedelta(days=1)


def _until(end: date, label: str = "有效期至", words: str = "") -> Row:
    return Row(label=label, words=words or chinese_day(end), name="valid_until", truth=end.isoformat())


def _paper(sheet: Sheet, colour: str, margin: float = 8) -> None:
    sheet.box(0, 0, sheet.width, sheet.height, colour=None, fill="#FCFBF4")
    inset = margin + 7
    guilloche(sheet, (inset, inset, sheet.width - inset, sheet.height - inset), "#EFE9D2", step=3.6)
    ornate_frame(sheet, margin, colour)


def _food(world: World) -> Drawn:
    """The food business permit (食品经营许可证), wide, two columns."""
    party = world.firm(world.pick(("retail", "catering")))
    issued, end = _term(world)
    number = f"JY{world.pick('123')}{old_number(party.uscc[2:8] + world.digits(7).zfill(7))[:13]}"
    sheet = Sheet(width=297, height=210, day=issued, title="食品经营许可证")
    _paper(sheet, "#B98A2E")
    emblem(sheet, 148.5, 29, 8)
    sheet.text(148.5, 54, "食品经营许可证", size=38, align="centre", bold=1.2, space=3)
    if world.rng.random() < 0.5:
        sheet.text(148.5, 62, "（副  本）", size=13, align="centre")
    owner = world.pick(("经营者名称", "经营者名称：", "名称："))
    left = (
        Row(label=owner, words=party.name, name="name"),
        Row(
            label="社会信用代码\u3000",
            words=party.uscc if party.uscc[1] == "1" else f"{party.uscc[2:8]}********{world.digits(4)}",
        ),
        Row(label="法定代表人（负责人）", words=party.person),
        Row(label="住所", words=party.address),
        Row(label="经营场所", words=party.address, name="address"),
        Row(label="主体业态", words=phrase(world, "food_types")),
        Row(label="经营项目", words=phrase(world, "food_items"), name="scope"),
    )
    right = (
        Row(label="许可证编号", words=number, name="permit_number"),
        Row(label="日常监督管理机构", words=f"{district_of(party.address)}市场监督管理局{party.address[-3:-1]}所"),
        Row(label="日常监督管理人员", words=f"{world.person()}、{world.person()}"),
        Row(label="投诉举报电话", words="12315"),
        Row(label="发证机关", words=f"{district_of(party.address)}市场监督管理局"),
        Row(label="签发人", words=world.person()),
    )
    style = Style(at=46, chars=19, pitch=6.2, gap=3.2, size=11.5, label_size=11.5, label_bold=0.15)
    put_rows(sheet, 26, 78, left, style)
    bottom = put_rows(sheet, 174, 78, right, Style(at=38, chars=15, pitch=6.2, gap=4.4, size=11.5))
    sheet.text(200, bottom + 4, spaced_day(issued), size=11.5)
    sheet.picture(
        round_seal(f"{district_of(party.address)}市场监督管理局", "行政许可专用章", world.seed), 220, bottom - 2, 38
    )
    last = Row(label="", words=spaced_day(end), name="valid_until", truth=end.isoformat())
    put_value(sheet, sheet.text(174, 180, world.pick(("有效期至  ", "有效期至：")), size=11.5), 180, last, style)
    sheet.qr(f"http://example.invalid/jy/{number}", 26, 160, 24)
    sheet.text(265, 190, "国家市场监督管理总局监制", size=7.5, align="right")
    return Drawn(sheet=sheet, fields=facts_of((*left, *right, last)))


def _production(world: World) -> Drawn:
    """The food production permit (食品生产许可证) or a small workshop's registration, upright."""
    workshop = world.rng.random() < 0.4
    party = world.firm("agriculture", small=workshop)
    issued, end = _term(world, 3 if workshop else 5)
    title = f"食品小作坊{world.pick(('登记证', '生产许可证', '核准证'))}" if workshop else "食品生产许可证"
    serial = f"{party.uscc[2:8]}{world.digits(4)}"
    number = (
        f"{world.pick(('ZF', 'XZF', ''))}{serial}0{world.digits(3)}"
        if workshop
        else f"SC1{world.digits(2)}{serial}{world.digits(1)}"
    )
    sheet = Sheet(width=210, height=297, day=issued, title=title)
    _paper(sheet, "#3B6E8F" if workshop else "#B98A2E")
    sheet.text(105, 58, title, size=34, face=world.pick(("song", "hei")), align="centre", bold=0.8, space=2)
    foods = phrase(world, "small_foods" if workshop else "made_foods")
    rows = (
        Row(label=world.pick(("单位名称", "小作坊名称")) if workshop else "生产者名称", words=party.name, name="name"),
        Row(label="社会信用代码", words=party.uscc),
        Row(label="经营者" if workshop else "法定代表人（负责人）", words=party.person),
        Row(label="住所", words=party.address),
        Row(
            label=world.pick(("生产加工场所", "生产地址")) if workshop else "生产地址",
            words=party.address,
            name="address",
        ),
        Row(label="食品品种" if workshop else "食品类别", words=foods, name="scope"),
        Row(label="登记证编号" if workshop else "许可证编号", words=number, name="permit_number"),
        Row(label="发证机关", words=f"{district_of(party.address)}市场监督管理局"),
        Row(label="发证日期", words=chinese_day(issued)),
        _until(end, world.pick(("有效期至", "有效期限至"))),
    )
    style = Style(at=54, chars=20, pitch=7.4, gap=6.0, size=13.5, label_bold=0.2, face=world.pick(("song", "kai")))
    put_rows(sheet, 28, 92, rows, style)
    sheet.picture(round_seal(f"{district_of(party.address)}市场监督管理局", "", world.seed), 158, 238, 40, turn=6)
    sheet.qr(f"http://example.invalid/sc/{number}", 30, 238, 26)
    return Drawn(sheet=sheet, fields=facts_of(rows))


def _tobacco(world: World) -> Drawn:
    """The tobacco retail permit (烟草专卖零售许可证), wide, with `自…至` written out."""
    party = world.firm("retail", small=True)
    issued, end = _term(world)
    number = party.uscc[2:8] + world.digits(6)
    sheet = Sheet(width=297, height=210, day=issued, title="烟草专卖零售许可证")
    _paper(sheet, "#A33A2A")
    sheet.text(148.5, 44, "烟草专卖零售许可证", size=36, align="centre", bold=1.0, space=2)
    sheet.text(148.5, 53, "（副  本）" if world.rng.random() < 0.6 else "（正  本）", size=13, align="centre")
    style = Style(at=44, chars=18, pitch=6.6, gap=5.2, size=13, face=world.pick(("song", "kai")), label_face="song")
    put = Row(label="许可证号：", words=number, name="permit_number")
    put_value(sheet, sheet.text(30, 66, put.label, size=13), 66, put, style)
    rows = (
        Row(label=world.pick(("企业（字号）名称", "企业名称")), words=party.name, name="name"),
        Row(label=world.pick(("负责人姓名", "经营者姓名")), words=party.person),
        Row(label="企业类型", words="个体工商户"),
        Row(label=world.pick(("经营场所", "经营地址")), words=party.address, name="address"),
        Row(label="许可范围", words=world.pick(("卷烟零售、雪茄烟零售", "本店范围内零售卷烟、雪茄烟")), name="scope"),
        Row(label="供货单位", words=party.address[:2] + phrase(world, "tobacco_suppliers")),
    )
    put_rows(sheet, 30, 80, [Row(label=f"{row.label}：", words=row.words, name=row.name) for row in rows], style)
    last = Row(
        label="", words=f"自{chinese_day(issued)}至{chinese_day(end)}", name="valid_until", truth=end.isoformat()
    )
    wide = Style(at=0, chars=40, pitch=7, gap=0, size=13)
    put_value(sheet, sheet.text(30, 172, "有效期限：", size=13), 172, last, wide)
    sheet.text(196, 150, f"发证机关：{district_of(party.address)}烟草专卖局", size=12)
    sheet.text(206, 160, chinese_day(issued), size=12)
    sheet.picture(round_seal(f"{district_of(party.address)}烟草专卖局", "", world.seed), 238, 150, 40)
    return Drawn(sheet=sheet, fields=facts_of((put, *rows, last)))


def _hygiene(world: World) -> Drawn:
    """The hygiene permit (卫生许可证): centred title, its number in words and brackets under it."""
    party = world.firm("catering")
    issued, end = _term(world, 4)
    area = district_of(party.address)[0]
    number = f"{area}卫公证字[{issued.year}]第{world.digits(4).zfill(6)}号"
    sheet = Sheet(width=297, height=210, day=issued, title="卫生许可证")
    _paper(sheet, "#2F7F5F")
    sheet.text(148.5, 46, "公共场所卫生许可证", size=36, face="kai", align="centre", bold=1.0, space=2)
    put = Row(label="", words=number, name="permit_number")
    style = Style(at=40, chars=32, pitch=8, gap=6.4, size=15, face=world.pick(("song", "kai")), label_face="song")
    put_value(sheet, 176, 60, put, style)
    rows = (
        Row(label="单位名称：", words=party.name, name="name"),
        Row(label="法定代表人：", words=party.person),
        Row(label=world.pick(("地    址：", "经营地址：")), words=party.address, name="address"),
        Row(label="许可项目：", words=phrase(world, "hygiene_items"), name="scope"),
        _until(end, "有效期限：", f"{chinese_day(issued)}至{chinese_day(end)}"),
    )
    put_rows(sheet, 42, 80, rows, style)
    sheet.text(186, 160, f"发证机关：{district_of(party.address)}卫生健康局", size=13)
    sheet.text(200, 170, chinese_day(issued), size=13)
    sheet.picture(round_seal(f"{district_of(party.address)}卫生健康局", "", world.seed), 236, 160, 42)
    return Drawn(sheet=sheet, fields=facts_of((put, *rows)))


def _drugs(world: World) -> Drawn:
    """The drug business permit (药品经营许可证) or the one of dangerous chemicals, a ruled table upright."""
    chemicals = world.rng.random() < 0.5
    party = world.firm("retail", small=False)
    issued, end = _term(world, 3 if chemicals else 5)
    title = "危险化学品经营许可证" if chemicals else "药品经营许可证"
    place = party.address[0]
    number = (
        f"{place}{district_of(party.address)[0]}安经字〔{issued.year}〕{world.digits(8)}"
        if chemicals
        else f"{place}{world.pick(('CB', 'DA', 'BA'))}{world.digits(7)}"
    )
    plain = number.replace("〔", "[").replace("〕", "]")
    sheet = Sheet(width=210, height=297, day=issued, title=title)
    _paper(sheet, "#8C2F2F" if chemicals else "#2B5C8A")
    sheet.text(105, 50, title, size=30, face="hei", align="centre", space=1.5)
    rows = (
        Row(
            label="登记编号" if chemicals else "许可证编号",
            words=number,
            name="permit_number",
            truth=plain,
        ),
        Row(label="企业名称", words=party.name, name="name"),
        *(() if chemicals else (Row(label="统一社会信用代码", words=party.uscc),)),
        Row(label="企业住所" if chemicals else "注册地址", words=party.address, name="address"),
        Row(label="企业法定代表人姓名" if chemicals else "法定代表人", words=party.person),
        *(
            ()
            if chemicals
            else (Row(label="企业负责人", words=world.person()), Row(label="质量负责人", words=world.person()))
        ),
        Row(label="经营方式", words="批发" if chemicals else world.pick(("零售", "零售（连锁）"))),
        Row(
            label="许可范围" if chemicals else "经营范围",
            words=phrase(world, "chemicals" if chemicals else "drugs"),
            name="scope",
        ),
        _until(
            end,
            "有效期限" if chemicals else "有效期至",
            f"{chinese_day(issued)}至{chinese_day(end)}" if chemicals else "",
        ),
        Row(label="发证机关", words=f"{district_of(party.address)}{'应急管理局' if chemicals else '市场监督管理局'}"),
        Row(label="发证日期", words=chinese_day(issued)),
    )
    _table(sheet, rows, world)
    sheet.picture(round_seal(rows[-2].words, "", world.seed), 150, 244, 42, turn=-4)
    return Drawn(sheet=sheet, fields=facts_of(rows))


def _table(sheet: Sheet, rows: tuple[Row, ...], world: World) -> None:
    """Every row in a ruled cell."""
    y, style = 66.0, Style(at=0, chars=22, pitch=6.0, gap=0, size=12, face=world.pick(("song", "kai")))
    for row in rows:
        lines = len(wrapped(row.words, style.chars))
        tall = 8.0 + 6.0 * lines
        sheet.box(24, y, 186, y + tall, colour="#6B6B6B", width=0.5)
        sheet.line(70, y, 70, y + tall, colour="#6B6B6B", width=0.5)
        sheet.text(47, y + tall / 2 + 1.6, row.label, size=12, align="centre")
        put_value(sheet, 74, y + 7.6, row, style)
        y += tall


LAYOUTS = {
    "food-wide": _food,
    "production-upright": _production,
    "tobacco-wide": _tobacco,
    "hygiene-wide": _hygiene,
    "table-upright": _drugs,
}
