"""A province's social insurance proof for a firm, by branch of insurance with its number of persons."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import capitals, cents, grouped
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.unseen.paper_table import row
from bench.specimens.world import World


def _unit_proof(world: World) -> Drawn:
    firm, place = world.firm(small=False), world.place()
    period = date(2026, world.rng.randint(1, 10), 1)
    day = period + timedelta(days=world.rng.randint(33, 45))
    heads, base = world.rng.randint(4, 60), world.rng.randint(4200, 6900)
    sheet = Sheet(width=210, height=297, day=day, title="单位社会保险费缴纳证明")
    sheet.qr(f"https://example.org/sb/verify?c={world.digits(16)}", 172, 12, 22)
    sheet.text(105, 26, f"{place.province}社会保险单位参保缴费证明", size=17, face="hei", align="centre")
    sheet.text(20, 38, f"参保单位全称：{firm.name}", size=10, mark=("name", firm.name))
    sheet.text(20, 45, f"统一社会信用代码：{firm.uscc}", size=10)
    sheet.text(112, 45, f"社保登记号：{world.digits(12)}", size=10)
    sheet.text(20, 52, f"现参保地：{place.city}{place.district}社会保险基金管理中心", size=10)
    sheet.text(20, 59, "查询时间：", size=10)
    sheet.text(37, 59, f"{period:%Y%m}-{period:%Y%m}", size=10, mark=("period", f"{period:%Y-%m}"))
    sheet.text(112, 59, "费款到账日期：", size=10)
    sheet.text(137, 59, f"{period + timedelta(days=14):%Y-%m-%d}", size=10)
    sheet.text(188, 66, "金额单位：元", size=9, align="right")
    xs = (20, 58, 76, 106, 132, 158, 190)
    y = row(
        sheet,
        xs,
        69,
        10,
        ("险　种", "缴费\n人数", "缴费基数合计", "单位缴费", "个人缴费", "实缴合计"),
        size=9,
        face="hei",
    )
    branches = (
        ("企业职工基本养老保险", "0.16", "0.08", heads), ("职工基本医疗保险（含生育）", "0.095", "0.02", heads),
        ("失业保险", "0.005", "0.005", heads), ("工伤保险", "0.004", "0", heads),
    )  # fmt: skip
    firm_sum, own_sum, total = Decimal(0), Decimal(0), Decimal(0)
    for name, firm_rate, own_rate, count in branches:
        whole = Decimal(base * count)
        by_firm, by_own = cents(whole * Decimal(firm_rate)), cents(whole * Decimal(own_rate))
        mark = ("headcount", str(heads)) if not total else None
        cells = (
            name if len(name) < 11 else f"{name[:8]}\n{name[8:]}",
            (str(count), mark),
            grouped(whole),
            grouped(by_firm),
            grouped(by_own),
            grouped(by_firm + by_own),
        )
        y = row(sheet, xs, y, 11, cells, size=9, align="lcrrrr")
        firm_sum, own_sum, total = firm_sum + by_firm, own_sum + by_own, total + by_firm + by_own
    y = row(
        sheet,
        xs,
        y,
        9,
        ("合　计", "——", "——", grouped(firm_sum), grouped(own_sum), (grouped(total), ("total_amount", str(total)))),
        size=9,
        align="cccrrr",
    )
    row(sheet, (20, 58, 190), y, 9, ("合计金额（大写）", capitals(total)), size=9, align="cl")
    y += 18
    sheet.text(
        20,
        y,
        f"　　该单位截至{day:%Y年%m月}末在册参保职工 {heads} 人，上述月份社会保险费已足额到账，无欠缴记录。",
        size=10,
    )
    notes = (
        "说明：1.本证明由参保单位通过网上办事大厅自助打印，已签具电子印章，不再加盖鲜章。",
        "2.本证明信息为打印时点参保情况，供参考，如需核验请扫描右上角二维码或登录省人社厅网站，验证码有效期三个月。",
        "3.本证明出具后有补缴、退费等业务的，以业务发生后重新打印的证明为准。咨询电话：12333。",
    )
    for index, words in enumerate(notes):
        sheet.text(20, y + 10 + index * 5.5, words, size=8)
    sheet.text(190, y + 40, f"{place.city}社会保险基金管理中心", size=10, align="right")
    sheet.text(190, y + 47, f"打印日期：{day:%Y年%m月%d日}", size=10, align="right")
    sheet.picture(round_seal(f"{place.city}社会保险基金管理中心", "业务专用章", world.seed), 165, y + 40, 38)
    fields: dict[str, Any] = {
        "name": firm.name,
        "period": f"{period:%Y-%m}",
        "headcount": str(heads),
        "total_amount": str(total),
    }
    return Drawn(sheet=sheet, fields=fields)


LAYOUTS = {"unit_proof": _unit_proof}
