"""Permits as offices issue them: food (form of December 2023), devices' filing, hygiene, a small eatery's registration."""

from dataclasses import replace
from datetime import timedelta

from bench.specimens.drawn import Drawn, Layouts
from bench.specimens.licences import Row, Style, guilloche, ornate_frame, phrase, put_value
from bench.specimens.numbers import chinese_day, old_number
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.world import World


def _row(label: str, words: str, name: str | None = None, truth: str | None = None) -> Row:
    return Row(label=label, words=words, name=name, truth=truth)


def _food(world: World) -> Drawn:
    """Landscape original; risk mark and the office's clerk gone, the code of the subject above the address."""
    firm, issued, place = world.firm("catering"), world.day(700, 20), world.place()
    until = issued.replace(year=issued.year + 5, day=min(issued.day, 28)) - timedelta(days=1)
    number = "JY" + old_number(world.pick("123") + place.code + world.digits(6))
    items = phrase(world, "food_items")
    sheet = Sheet(width=297, height=210, day=issued, title="食品经营许可证")
    guilloche(sheet, (12, 12, 285, 198), "#E4EFE6", 4)
    ornate_frame(sheet, 7, "#B59A3A")
    sheet.text(148.5, 46, "食品经营许可证", size=38, face="song", align="centre", bold=0.8, space=2)
    sheet.text(148.5, 56, world.pick(("（正本）", "（副本）")), size=12, align="centre")
    style = Style(at=0, chars=24, pitch=6, gap=4, size=11.5, face="song")
    left = (
        _row("经 营 者 名 称：", firm.name, "name"),
        _row("统一社会信用代码：", firm.uscc),
        _row("法定代表人(负责人)：", firm.person),
        _row("住            所：", world.street(place)),
        _row("经  营  场  所：", firm.address, "address"),
    )
    right = (
        _row("许可证编号：", number, "permit_number"),
        _row("主 体 业 态：", phrase(world, "food_types")),
        _row("经 营 项 目：", items, "scope"),
        _row("有 效 期 至：", chinese_day(until), "valid_until", until.isoformat()),
    )
    for x, at, rows in ((24, 40, left), (160, 27, right)):
        y = 74.0
        for row in rows:
            sheet.text(x, y, row.label, size=11.5, face="hei")
            y = put_value(sheet, x + at, y, row, style if x < 100 else replace(style, chars=21)) + 4
    sheet.qr(f"https://spjy.example/{number}", 24, 150, 30)
    sheet.text(24, 186, "投诉举报电话：12315", size=9, face="hei")
    sheet.text(176, 158, f"发 证 机 关：{place.district}市场监督管理局", size=12)
    sheet.text(176, 168, f"发 证 日 期：{chinese_day(issued)}", size=12)
    sheet.picture(round_seal(f"{place.city}{place.district}市场监督管理局", "", world.seed), 226, 162, 38)
    sheet.text(275, 194, "国家市场监督管理总局监制", size=7.5, align="right")
    truth = {row.name: row.truth or row.words for row in (*left, *right) if row.name}
    return Drawn(sheet=sheet, fields=truth)


def _devices(world: World) -> Drawn:
    """第二类医疗器械经营备案凭证: an upright table with the filing number above it and no date of expiry."""
    firm, place, filed = world.firm("retail", small=False), world.place(), world.day(1500, 30)
    number = f"{place.plate[0]}{place.city[0]}食药监械经营备{filed.year}{world.digits(4)}号"
    sheet = Sheet(width=210, height=297, day=filed, title="第二类医疗器械经营备案凭证")
    sheet.box(14, 14, 196, 283, colour="#2E5E8C", width=2)
    sheet.box(16, 16, 194, 281, colour="#2E5E8C", width=0.6)
    sheet.text(105, 44, "第二类医疗器械经营备案凭证", size=23, face="song", align="centre", bold=0.6)
    sheet.text(105, 60, "备案编号：", size=12, align="right")
    sheet.text(105, 60, number, size=12, mark="permit_number")
    scope = (
        "2002年分类目录：6820普通诊察器械,6823医用超声仪器及有关设备,6826物理治疗及康复设备,6864医用卫生材料及敷料 "
        "2017年分类目录：07医用诊察和监护器械,09物理治疗器械,14注输、护理和防护器械,18妇产科、辅助生殖和避孕器械"
    )
    rows = (
        _row("企业名称", firm.name, "name"),
        _row("统一社会信用代码", firm.uscc),
        _row("法定代表人", firm.person),
        _row("企业负责人", world.person()),
        _row("住    所", world.street(place)),
        _row("经营场所", firm.address, "address"),
        _row("经营方式", world.pick(("批发", "零售", "批零兼营"))),
        _row("库房地址", world.pick(("委托具备第三方物流资质企业贮存", world.street(place)))),
        _row("经营范围", scope, "scope"),
    )
    y = 72.0
    for row in rows:
        tall = max(13, 7 * (len(row.words) // 26 + 1) + 6) if row.label != "经营范围" else 42
        sheet.box(24, y, 62, y + tall, width=0.7)
        sheet.box(62, y, 186, y + tall, width=0.7)
        sheet.text(43, y + tall / 2 + 1.6, row.label, size=11.5, align="centre")
        lines = -(-len(row.words) // 28)
        start = y + tall / 2 + 1.6 - (lines - 1) * 3
        put_value(sheet, 65, start, row, Style(at=0, chars=29, pitch=6.2, gap=0, size=11))
        y += tall
    office = f"{place.city}市场监督管理局"
    sheet.text(128, y + 22, f"备案部门：{office}", size=12)
    sheet.text(128, y + 32, f"备案日期：{filed.year}年{filed.month}月{filed.day}日", size=12)
    sheet.picture(round_seal(office, "行政审批专用章", world.seed), 158, y + 26, 40)
    truth = {row.name: row.words for row in rows if row.name}
    return Drawn(sheet=sheet, fields={"permit_number": number, **truth})


def _hygiene(world: World) -> Drawn:
    """公共场所卫生许可证: a hygiene office's landscape sheet, its number under the title, years of validity in one line."""
    place, issued = world.place(), world.day(1200, 40)
    name = f"{place.district}{world.word('brands')}{world.pick(('美容美发店', '宾馆', '足浴店', '游泳健身中心'))}"
    until = issued.replace(year=issued.year + 4, day=min(issued.day, 28)) - timedelta(days=1)
    number = f"{place.plate[0]}卫公证字（{issued.year}）第{place.code}{world.digits(5)}号"
    plain = number.replace("（", "[").replace("）", "]")  # years in brackets of any shape are written so
    address, what = world.street(place), str(phrase(world, "hygiene_items"))
    sheet = Sheet(width=285, height=205, day=issued, title="卫生许可证")
    guilloche(sheet, (10, 10, 275, 195), "#F3E3E3", 5)
    sheet.box(8, 8, 277, 197, colour="#B03A3A", width=2.4)
    sheet.text(142.5, 38, "中华人民共和国", size=18, face="kai", align="centre")
    sheet.text(142.5, 58, "公共场所卫生许可证", size=36, face="kai", align="centre", bold=0.6)
    sheet.text(142.5, 70, number, size=13, face="song", align="centre", mark=("permit_number", plain))
    rows = (
        _row("单位名称", name, "name"),
        _row("法定代表人(负责人)", world.person()),
        _row("经营地址", address, "address"),
        _row("许可项目", what, "scope"),
    )
    style = Style(at=0, chars=34, pitch=7, gap=6, size=14, face="kai", rule="#B03A3A")
    y = 90.0
    for row in rows:
        sheet.text(34, y, row.label, size=14, face="song", bold=0.2)
        y = put_value(sheet, 82, y, row, style) + 5
    sheet.text(34, y, "有效期限", size=14, face="song", bold=0.2)
    end = sheet.text(82, y, f"{chinese_day(issued)}至", size=14, face="kai")
    sheet.text(end, y, chinese_day(until), size=14, face="kai", mark=("valid_until", until.isoformat()))
    office = f"{place.district}卫生健康局"
    sheet.text(252, 164, f"发证机关（盖章）{office}", size=13, align="right")
    sheet.text(252, 175, chinese_day(issued), size=13, align="right")
    sheet.picture(round_seal(f"{place.city}{office}", "卫生许可专用章", world.seed), 222, 164, 40)
    sheet.text(34, 185, "注：本证应悬挂在经营场所醒目位置；每两年复核一次。复核记录见副本。监督电话：12320", size=9)
    truth = {row.name: row.words for row in rows if row.name}
    return Drawn(sheet=sheet, fields={"permit_number": plain, "valid_until": until.isoformat(), **truth})


def _small_eatery(world: World) -> Drawn:
    """小餐饮登记证 of a county: a narrow upright sheet, filled with a dot-matrix kind of neatness."""
    place, issued = world.place(), world.day(800, 20)
    name = f"{place.district}{world.word('brands')}{world.pick(('面馆', '早餐店', '麻辣烫店', '烧烤店', '快餐店'))}"
    until = issued.replace(year=issued.year + 3, day=min(issued.day, 28)) - timedelta(days=1)
    number = f"{place.plate[0]}小餐饮登字{place.code}{world.digits(6)}"
    person, address = world.person(), world.street(place)
    sheet = Sheet(width=210, height=297, day=issued, title="小餐饮登记证")
    ornate_frame(sheet, 10, "#3C8C5A")
    sheet.text(105, 56, "小餐饮登记证", size=36, face="hei", align="centre", space=3)
    sheet.text(176, 72, f"编号：{number}", size=11, align="right")
    sheet.remember("permit_number", number, (110, 68, 176, 73))
    rows = (
        _row("店    名：", name, "name"),
        _row("开办者姓名：", person),
        _row("身份证号：", f"{place.code}********{world.digits(4)}"),
        _row("经营地址：", address, "address"),
        _row("经营品种：", str(phrase(world, "food_items")), "scope"),
    )
    style = Style(at=0, chars=22, pitch=8.2, gap=4, size=14)
    y = 92.0
    for row in rows:
        sheet.text(32, y, row.label, size=14, face="hei")
        y = put_value(sheet, 66, y, row, style) + 5
    sheet.text(32, y, "有效期：", size=14, face="hei")
    end = sheet.text(66, y, f"自 {issued.year}-{issued.month:02d}-{issued.day:02d} 至 ", size=14)
    sheet.text(end, y, until.isoformat(), size=14, mark="valid_until")
    office = f"{place.district}市场监督管理局"
    sheet.text(178, 232, office, size=14, align="right")
    sheet.text(178, 243, f"{issued.year} 年 {issued.month} 月 {issued.day} 日", size=14, align="right")
    sheet.picture(round_seal(f"{place.city}{office}", "", world.seed), 154, 236, 40)
    sheet.text(32, 262, "遵守承诺：不得经营裸卡食品、生食水产品。禁止伪造、涂改、出租、出借、转让本证。", size=9.5)
    sheet.text(32, 269, "日常监督管理人员：" + world.person() + "    投诉举报电话：12315", size=9.5)
    truth = {row.name: row.words for row in rows if row.name}
    return Drawn(sheet=sheet, fields={"permit_number": number, "valid_until": until.isoformat(), **truth})


LAYOUTS: Layouts = {
    "food-2023": _food,
    "device-filing": _devices,
    "hygiene": _hygiene,
    "small-eatery": _small_eatery,
}
