"""Business licences as registrars print them: a partnership's landscape copy and a farmers' co-operative's old upright one."""

from datetime import timedelta
from decimal import Decimal

from bench.specimens.drawn import Drawn, Layouts
from bench.specimens.licences import Row, Style, emblem, guilloche, ornate_frame, put_value, scope_of
from bench.specimens.numbers import capitals, chinese_day, uscc
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

GOLD = "#A9812F"


def _row(label: str, words: str, name: str | None = None, truth: str | None = None) -> Row:
    return Row(label=label, words=words, name=name, truth=truth)


def _partnership(world: World) -> Drawn:
    """Form of March 2022: two columns of labels, no term of business, managing partner in place of a director."""
    firm, place, born = world.firm("retail", small=False), world.place(), world.day(900, 30)
    name = f"{place.city[:-1]}{world.word('brands')}企业管理合伙企业（有限合伙）"
    partner = f"{firm.name}（委派代表：{firm.person}）"
    sum_in = world.pick((3_000_000, 500_000, 12_000_000))
    sheet = Sheet(width=297, height=210, day=born, title="营业执照")
    guilloche(sheet, (14, 14, 283, 196), "#EDE3C8")
    ornate_frame(sheet, 7, GOLD)
    emblem(sheet, 148.5, 31, 9)
    sheet.text(148.5, 60, "营业执照", size=40, face="song", align="centre", bold=0.8, space=3)
    sheet.text(148.5, 69, "（副  本）", size=13, face="song", align="centre")
    sheet.text(186, 69, f"{world.rng.randint(1, 3)}-1", size=9)
    sheet.text(24, 50, "统一社会信用代码", size=10, face="hei")
    sheet.text(24, 57, firm.uscc, size=13, face="hei", bold=0.3, mark="uscc")
    sheet.qr(f"https://licence.example/{firm.uscc}", 232, 36, 25)
    for step, line in enumerate(
        ("扫描市场主体身份码了", "解更多登记、备案、许", "可、监管信息，体验更", "多应用服务。")
    ):
        sheet.text(259, 40 + step * 4.6, line, size=5.6, face="hei")
    style = Style(at=0, chars=25, pitch=5.4, gap=2.6, size=10.5, face="song")
    scope = scope_of(world, "retail")
    left = (
        _row("名称", name, "name"),
        _row("类型", "有限合伙企业", "entity_type"),
        _row("执行事务合伙人", partner, "legal_representative"),
        _row("经营范围", scope, "scope"),
    )
    right = (
        _row("出资额", capitals_of(sum_in), "registered_capital", f"{sum_in}.00"),
        _row("成立日期", chinese_day(born), "established_date", born.isoformat()),
        _row("主要经营场所", firm.address, "address"),
    )
    for x, rows, wide in ((24, left, 34), (158, right, 27)):
        y = 84.0
        for row in rows:
            sheet.text(x, y, _even(row.label), size=10.5, face="hei", colour="#5A4316")
            y = put_value(sheet, x + wide, y, row, style) + style.gap
    sheet.text(178, 168, "登 记 机 关", size=13, face="song", colour="#5A4316")
    issued = born + timedelta(days=world.rng.randint(0, 200))
    sheet.text(216, 181, f"{issued.year}  年  {issued.month:02d}  月  {issued.day:02d}  日", size=11)
    sheet.picture(round_seal(f"{place.city}{place.district}市场监督管理局", "", world.seed), 232, 168, 38)
    sheet.text(24, 192, "国家企业信用信息公示系统网址：http://www.gsxt.example", size=6, face="hei")
    sheet.text(
        148.5, 192, "市场主体应当于每年1月1日至6月30日通过国家企业信用信息公示系统报送公示年度报告。",
        size=6, face="hei", align="centre",
    )  # fmt: skip
    sheet.text(274, 192, "国家市场监督管理总局监制", size=6, face="hei", align="right")
    truth = {row.name: row.truth or row.words for row in (*left, *right) if row.name}
    return Drawn(sheet=sheet, fields={"uscc": firm.uscc, **truth})


def capitals_of(yuan: int) -> str:
    """``叁佰万元人民币``, as registrars write contributions."""
    return capitals(Decimal(yuan), "元").removesuffix("整") + "人民币"


def _even(label: str) -> str:
    """A short label pulled to the width of four characters."""
    return {2: f"{label[0]}      {label[-1]}", 3: "  ".join(label)}.get(len(label), label)


def _cooperative(world: World) -> Drawn:
    """Upright form of 2015 to 2019, of a farmers' co-operative: members' contributions, scope of the members' trade."""
    place, born = world.place(), world.day(3600, 2700)
    firm = world.firm("agriculture", small=False)
    crop = world.pick(("蔬菜", "水稻", "生猪养殖", "柑橘", "茶叶"))
    code = _cooperative_code(place.code, world)
    name = f"{place.district}{world.word('brands')}{crop}专业合作社"
    total = world.amount(200_000, 5_000_000, "1")
    scope = (
        f"组织采购、供应成员所需的农业生产资料；组织收购、销售成员及同类生产经营者种植的{crop}；"
        "引进新技术、新品种，开展技术培训、技术交流和咨询服务。（依法须经批准的项目，经相关部门批准后方可开展经营活动）"
    )
    sheet = Sheet(width=210, height=297, day=born, title="营业执照")
    guilloche(sheet, (12, 12, 198, 285), "#F1E6D0", 5)
    ornate_frame(sheet, 8, GOLD)
    emblem(sheet, 105, 42, 13)
    sheet.text(105, 80, "营业执照", size=48, face="kai", align="centre", bold=1, space=4)
    sheet.text(105, 91, "(副本)", size=14, align="centre")
    sheet.text(42, 101, "统一社会信用代码", size=12)
    sheet.text(79, 101, code, size=12, mark="uscc")
    sheet.text(182, 108, f"注册号 {world.digits(15)}({world.rng.randint(1, 2)}/{2})", size=8, align="right")
    rows = (
        _row("名         称", name, "name"),
        _row("类         型", "农民专业合作社", "entity_type"),
        _row("住         所", firm.address.replace("1幢", ""), "address"),
        _row("法定代表人", firm.person, "legal_representative"),
        _row("成员出资总额", f"{total / 10000:.4f}万元", "registered_capital", f"{total:.2f}"),
        _row("成 立 日 期", chinese_day(born), "established_date", born.isoformat()),
        _row("业 务 范 围", scope, "scope"),
    )
    style = Style(at=0, chars=24, pitch=7.4, gap=3.4, size=12.5, face="kai")
    y = 122.0
    for row in rows:
        sheet.text(32, y, row.label, size=12.5, face="song", colour="#6B4A12")
        y = put_value(sheet, 64, y, row, style) + style.gap
    sheet.qr(f"https://gsxt.example/{code}", 32, 232, 26)
    sheet.text(128, 244, "登 记 机 关", size=13, face="song", colour="#6B4A12")
    issued = born + timedelta(days=world.rng.randint(0, 300))
    sheet.text(132, 260, f"{issued.year} 年 {issued.month:>2} 月 {issued.day:>2} 日", size=12)
    sheet.picture(round_seal(f"{place.city}{place.district}市场监督管理局", "", world.seed), 154, 248, 40)
    sheet.text(32, 274, "企业信用信息公示系统网址：", size=7)
    sheet.text(32, 278, f"http://{world.pick(('zj', 'js', 'sd', 'hn'))}.gsxt.example", size=7)
    sheet.text(182, 277, "中华人民共和国国家工商行政管理总局监制", size=7, align="right")
    truth = {row.name: row.truth or row.words for row in rows if row.name}
    return Drawn(sheet=sheet, fields={"uscc": code, **truth})


def _cooperative_code(code: str, world: World) -> str:
    return uscc(f"93{code}MA" + "".join(world.pick("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(6)))


LAYOUTS: Layouts = {"partnership-2022": _partnership, "co-operative-2015": _cooperative}
