"""Business licences (营业执照): wide originals and duplicates, upright forms of 2014 and 2015, electronic ones."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

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
    phrases,
    put_rows,
    scope_of,
    spaced_day,
)
from bench.specimens.numbers import chinese_day, old_number
from bench.specimens.parties import Party
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.world import TODAY, World


@dataclass(frozen=True, kw_only=True)
class Licence:
    """What a licence says."""

    party: Party
    kind: str  # 类型, e.g. 个体工商户
    scope: str
    established: date
    issued: date
    authority: str
    capital: str = ""  # firms only, as printed: 贰仟万元整
    capital_yuan: str = ""


def draw(licence: Licence) -> Sheet:
    """Draw it on 297 mm × 210 mm."""
    sheet = Sheet(width=297, height=210, day=licence.issued, title="营业执照")
    sheet.box(0, 0, 297, 210, colour=None, fill="#FDFBF3")
    guilloche(sheet, (16, 16, 281, 194), "#F0E6C8")
    ornate_frame(sheet, 8)
    emblem(sheet, 148.5, 30, 9)
    sheet.text(148.5, 58, "营业执照", size=48, align="centre", bold=1.6, space=6)
    sheet.text(148.5, 67, "（副  本）", size=15, align="centre")
    sheet.qr(f"http://example.invalid/licence/{licence.party.uscc}", 244, 26, 23, error="q")
    for index, words in enumerate(
        ("扫描二维码登录", "“国家企业信用信", "息公示系统”了解", "更多登记、备案、", "许可、监管信息")
    ):
        sheet.text(244, 52.5 + index * 3.2, words, size=7)
    sheet.text(26, 34, "统一社会信用代码", size=13)
    sheet.text(26, 41.5, licence.party.uscc, size=15, bold=0.2, mark="uscc")
    for x, rows in ((30.0, _left(licence)), (162.0, _right(licence))):
        _rows(sheet, x, rows)
    _foot(sheet, licence)
    return sheet


def _left(licence: Licence) -> tuple[tuple[str, str, tuple[str, str]], ...]:
    party = licence.party
    head = "经 营 者" if licence.kind == "个体工商户" else "法定代表人"
    return (
        ("名    称", party.name, ("name", party.name)),
        ("类    型", licence.kind, ("entity_type", licence.kind)),
        (head, party.person, ("legal_representative", party.person)),
        ("经营范围", licence.scope, ("scope", licence.scope)),
    )


def _right(licence: Licence) -> tuple[tuple[str, str, tuple[str, str] | None], ...]:
    day, party = licence.established, licence.party
    if licence.kind == "个体工商户":
        first, labels = ("组成形式", "个人经营", None), ("注册日期", "经营场所")
    else:
        first = ("注册资本", licence.capital, ("registered_capital", licence.capital_yuan))
        labels = ("成立日期", "住    所")
    return (
        first,
        (labels[0], chinese_day(day), ("established_date", day.isoformat())),
        (labels[1], party.address, ("address", party.address)),
    )


def _rows(sheet: Sheet, x: float, rows: tuple[tuple[str, str, tuple[str, str] | None], ...]) -> None:
    y = 84.0
    for label, words, mark in rows:
        sheet.text(x, y, label, size=14, face="song", bold=0.3)
        for start in range(0, len(words), 18):
            sheet.text(x + 27, y, words[start : start + 18], size=13, mark=mark if start == 0 else None)
            y += 7.6
        y += 5.0


def _foot(sheet: Sheet, licence: Licence) -> None:
    sheet.text(186, 168, "登记机关", size=15, bold=0.3)
    sheet.picture(round_seal(licence.authority, "登记专用章", 5), 240, 164, 42, turn=4)
    sheet.text(218, 180, chinese_day(licence.issued), size=13)
    sheet.line(16, 191, 281, 191, colour="#B98A2E", width=0.4)
    sheet.text(20, 194.6, "国家企业信用信息公示系统网址：http://www.gsxt.gov.cn", size=7.5)
    sheet.text(277, 194.6, "国家市场监督管理总局监制", size=7.5, align="right")


def facts(licence: Licence) -> Mapping[str, str]:
    """The catalogue's fields that stand on the paper."""
    values = {
        "name": licence.party.name,
        "uscc": licence.party.uscc,
        "legal_representative": licence.party.person,
        "entity_type": licence.kind,
        "address": licence.party.address,
        "established_date": licence.established.isoformat(),
        "scope": licence.scope,
    }
    return values | ({"registered_capital": licence.capital_yuan} if licence.capital else {})


def _story(world: World, *, small: bool) -> tuple[Party, str, date, str]:
    """A firm, its scope, the day it was established and its registrar."""
    trade = world.pick(tuple(phrases()["scopes"]))
    party = world.firm(trade, small=small)
    return (
        party,
        scope_of(world, trade),
        world.day(5000, 400),
        f"{district_of(party.address)}{phrase(world, 'registrars')}",
    )


def _firm(world: World) -> Drawn:
    """A company's duplicate (副本), wide."""
    party, scope, established, authority = _story(world, small=False)
    capital, yuan = phrase(world, "capitals")
    licence = Licence(
        party=party,
        kind=phrase(world, "firm_types"),
        scope=scope[:150],
        established=established,
        issued=min(established + timedelta(days=world.rng.randint(0, 2000)), TODAY),
        authority=authority,
        capital=capital,
        capital_yuan=yuan,
    )
    return Drawn(sheet=draw(licence), fields=facts(licence))


def _wide(world: World, *, small: bool) -> Drawn:
    """The original (正本) of 2019 and later, with the term of business on some."""
    party, scope, established, authority = _story(world, small=small)
    sheet = Sheet(width=420, height=297, day=established, title="营业执照")
    sheet.box(0, 0, 420, 297, colour=None, fill="#FCF9EE")
    guilloche(sheet, (22, 22, 398, 275), "#F2E7C9", step=4.6)
    ornate_frame(sheet, 12)
    emblem(sheet, 210, 44, 13)
    sheet.text(210, 88, "营业执照", size=70, align="centre", bold=2.2, space=9)
    sheet.text(38, 54, "统一社会信用代码", size=17, face="hei")
    sheet.text(38, 64, party.uscc, size=20, face="hei", mark="uscc")
    sheet.qr(f"http://example.invalid/licence/{party.uscc}", 345, 40, 32, error="q")
    sheet.text(345, 76, "扫描二维码登录“国家企业", size=8.5)
    sheet.text(345, 80.5, "信用信息公示系统”了解更", size=8.5)
    sheet.text(345, 85, "多登记、备案、许可、监管信息。", size=8.5)
    left, right = _wide_rows(world, party, scope, established, small=small)
    style = Style(
        at=40,
        chars=20,
        pitch=world.pick((8.6, 9.6, 10.8)),
        gap=world.pick((4.5, 6.0)),
        size=16,
        label_size=18,
        label_bold=0.3,
        wide=5 if not small else 4,
    )
    put_rows(sheet, 40, 120, left, style)
    put_rows(sheet, 232, 120, right, replace(style, chars=17))
    sheet.text(262, 240, "登记机关", size=20, space=2)
    sheet.picture(round_seal(authority, "", world.seed), 342, 238, 46, turn=world.rng.uniform(-8, 8))
    sheet.text(308, 258, spaced_day(established), size=16)
    sheet.text(28, 280, "国家企业信用信息公示系统网址：http://www.gsxt.gov.cn", size=8.5)
    sheet.text(392, 280, "国家市场监督管理总局监制", size=8.5, align="right")
    return Drawn(sheet=sheet, fields=facts_of((*left, *right)) | {"uscc": party.uscc})


def _wide_rows(
    world: World, party: Party, scope: str, established: date, *, small: bool
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    kind = "个体工商户" if small else str(phrase(world, "firm_types"))
    day = Row(label="成立日期", words=chinese_day(established), name="established_date", truth=established.isoformat())
    left = (
        Row(label="名称", words=party.name, name="name"),
        Row(label="类型", words=kind, name="entity_type"),
        Row(label="经营者" if small else "法定代表人", words=party.person, name="legal_representative"),
        Row(label="经营范围", words=scope, name="scope"),
    )
    if small:
        rest = (
            Row(label="组成形式", words="个人经营"),
            replace(day, label="注册日期"),
            Row(label="经营场所", words=party.address, name="address"),
        )
        return left, rest
    capital, yuan = phrase(world, "capitals")
    term = (_term(world, established),) if world.rng.random() < 0.6 else ()
    home = Row(label="住所", words=party.address, name="address")
    return left, (Row(label="注册资本", words=capital, name="registered_capital", truth=yuan), day, *term, home)


def _term(world: World, established: date, label: str = "营业期限") -> Row:
    """A term of business: without end, or of twenty years."""
    if world.rng.random() < 0.4:
        return Row(label=label, words=world.pick(("长期", f"{chinese_day(established)}至长期")))
    end = established.replace(year=established.year + 20) - timedelta(days=1)
    words = f"{chinese_day(established)}至{chinese_day(end)}"
    return Row(label=label, words=words, name="valid_until", truth=end.isoformat())


def _upright(world: World, *, code: bool) -> Drawn:
    """The upright form: of 2014 with a registration number of 15 digits, or of 2015 with the unified code."""
    party, scope, established, authority = _story(world, small=False)
    sheet = Sheet(width=210, height=297, day=established, title="营业执照")
    sheet.box(0, 0, 210, 297, colour=None, fill="#FBF7EA")
    guilloche(sheet, (14, 14, 196, 283), "#EFE2BE", step=3.8)
    ornate_frame(sheet, 7, "#A8842C")
    emblem(sheet, 105, 33, 11)
    sheet.text(105, 69, "营 业 执 照", size=40, face=world.pick(("song", "kai")), align="centre", bold=1.2)
    sheet.text(105, 78, "（副  本）" if code else "（副 本 1-1）", size=13, align="centre")
    number = party.uscc if code else old_number(f"{party.uscc[2:8]}{world.digits(8)}")
    label = "统一社会信用代码" if code else "注册号"
    end = sheet.text(105 - len(label) * 2.6 - 18, 88, f"{label}  ", size=12)
    sheet.text(end, 88, number, size=12, mark="uscc")
    rows = _upright_rows(world, party, scope, established)
    style = Style(
        at=36,
        chars=24,
        pitch=world.pick((6.6, 7.4, 8.4)),
        gap=world.pick((3.6, 4.8)),
        size=13,
        face=world.pick(("song", "kai")),
        label_face="song",
        label_size=13,
        wide=5,
    )
    put_rows(sheet, 30, 106, rows, style)
    sheet.text(120, 254, "登 记 机 关", size=14)
    sheet.picture(round_seal(authority, "", world.seed), 160, 254, 40, turn=world.rng.uniform(-8, 8))
    sheet.text(132, 270, spaced_day(established), size=12)
    sheet.text(18, 279, "企业信用信息公示系统网址：http://gsxt.gov.cn", size=7)
    sheet.text(192, 279, "中华人民共和国国家工商行政管理总局监制", size=7, align="right")
    return Drawn(sheet=sheet, fields=facts_of(rows) | {"uscc": number})


def _upright_rows(world: World, party: Party, scope: str, established: date) -> tuple[Row, ...]:
    capital, yuan = phrase(world, "capitals")
    return (
        Row(label="名称", words=party.name, name="name"),
        Row(label="类型", words=phrase(world, "firm_types"), name="entity_type"),
        Row(label="住所", words=party.address, name="address"),
        Row(label="法定代表人", words=party.person, name="legal_representative"),
        Row(label="注册资本", words=capital, name="registered_capital", truth=yuan),
        Row(label="成立日期", words=chinese_day(established), name="established_date", truth=established.isoformat()),
        _term(world, established),
        Row(label="经营范围", words=scope, name="scope"),
    )


def _electronic(world: World) -> Drawn:
    """The electronic licence (电子营业执照) as the phone prints it: one table, its code, the moment of the download."""
    small = world.rng.random() < 0.5
    party, scope, established, authority = _story(world, small=small)
    sheet = Sheet(width=210, height=297, day=TODAY, title="电子营业执照", producer="iText 2.1.7")
    sheet.box(12, 14, 198, 283, colour="#C9A45B", width=1.2, fill="#FFFDF6")
    emblem(sheet, 105, 30, 8)
    sheet.text(105, 52, "营业执照", size=30, face="hei", align="centre", space=3)
    sheet.text(105, 60, "（电子版）", size=11, face="hei", align="centre")
    left, right = _wide_rows(world, party, scope, established, small=small)
    code = Row(label="统一社会信用代码", words=party.uscc, name="uscc")
    rows = (code, *left[:3], *right, left[3], Row(label="登记机关", words=authority), _issued(established))
    style = Style(
        at=44,
        chars=27,
        pitch=6.2,
        gap=4.2,
        size=11,
        face="hei",
        label_colour="#7A6A48",
        rule=world.pick((None, "#E6DCC4")),
    )
    end = put_rows(sheet, 22, 74, [replace(row, label=f"{row.label}：") for row in rows], style)
    sheet.qr(f"http://example.invalid/e/{party.uscc}", 88, max(end, 216), 34, error="q")
    sheet.text(105, 262, "电子营业执照系统生成，扫描二维码可核验", size=9, face="hei", align="centre", colour="#8C8C8C")
    sheet.text(105, 269, f"下载时间：{TODAY} 10:42:07", size=9, face="hei", align="centre", colour="#8C8C8C")
    return Drawn(sheet=sheet, fields=facts_of(rows))


def _issued(day: date) -> Row:
    return Row(label="发照日期", words=chinese_day(day))


LAYOUTS = {
    "wide-firm": _firm,
    "original-firm": partial(_wide, small=False),
    "original-self-employed": partial(_wide, small=True),
    "upright-2014": partial(_upright, code=False),
    "upright-code": partial(_upright, code=True),
    "electronic": _electronic,
}
