"""The business licence (营业执照, 副本) of a self-employed merchant or a firm, landscape."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bench.specimens.drawn import Drawn
from bench.specimens.licences import emblem, guilloche, ornate_frame
from bench.specimens.numbers import chinese_day
from bench.specimens.parties import Party
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.world import World


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
        "name": licence.party.name, "uscc": licence.party.uscc, "legal_representative": licence.party.person,
        "entity_type": licence.kind, "address": licence.party.address,
        "established_date": licence.established.isoformat(), "scope": licence.scope,
    }  # fmt: skip
    return values | ({"registered_capital": licence.capital_yuan} if licence.capital else {})


def _firm(world: World) -> Drawn:
    """A company's licence."""
    party, established = world.firm(small=False), world.day(5000, 400)
    millions = world.pick((("伍拾万元整", "500000.00"), ("壹佰万元整", "1000000.00"), ("贰仟万元整", "20000000.00")))
    licence = Licence(
        party=party, kind=world.pick(("有限责任公司（自然人投资或控股）", "有限责任公司(自然人独资)")),
        scope="普通货物仓储服务；建筑材料销售；五金产品批发；机械设备租赁；日用百货销售", established=established,
        issued=established, authority=f"{party.address[3:6]}市场监督管理局",
        capital=millions[0], capital_yuan=millions[1],
    )  # fmt: skip
    return Drawn(sheet=draw(licence), fields=facts(licence))


LAYOUTS = {"wide-firm": _firm}
