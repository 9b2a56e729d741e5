"""An insurer's subsidised crop policy: two fine-print columns, premium shares, term from noughth to 24th hour."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import capitals, cents, grouped
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.unseen.paper_table import row
from bench.specimens.world import World


def _crop_policy(world: World) -> Drawn:
    insured, place = world.firm("agriculture", small=False), world.place()
    crop = world.pick(("水稻", "小麦", "玉米", "大豆", "马铃薯", "油菜"))
    start = world.day(300, 150)
    end = start + timedelta(days=world.rng.randint(150, 200))
    signed = start - timedelta(days=world.rng.randint(1, 9))
    mu, unit = Decimal(world.rng.randint(400, 9800)) / 10, Decimal(world.rng.randint(5, 13) * 100)
    amount = cents(mu * unit)
    premium = cents(amount * Decimal("0.045"))
    number = f"PNAG{signed.year}{place.code}{world.digits(8)}"
    sheet = Sheet(width=210, height=297, day=signed, title="种植业保险单")
    insurer = "丰安财产保险股份有限公司"
    sheet.text(16, 18, "丰安财险", size=16, face="hei", colour="#C8102E")
    sheet.text(16, 23, "FENG AN P&C INSURANCE", size=6.5, face="hei", colour="#C8102E")
    sheet.text(112, 20, "政策性种植业保险单（正本）", size=16, face="hei", align="centre")
    sheet.text(194, 29, f"保险单号：{number}", size=9, align="right", mark=("policy_number", number))
    sheet.text(16, 29, f"投保单号：TNAG{signed.year}{place.code}{world.digits(8)}", size=8)
    lead = "鉴于投保人已向本公司投保政策性种植业保险，并按本保险条款约定交付保险费，本公司按照本保险单载明的条款、特别约定承担赔偿责任。"
    for index, words in enumerate((lead[:48], lead[48:])):
        sheet.text(16, 36 + index * 4.5, ("　　" if index == 0 else "") + words, size=8.5)
    xs = (16, 26, 56, 112, 140, 194)
    rows = (
        ("投保人", "名称", f"{place.district}良田村股份经济合作社", "联系电话", f"0571-8000{world.digits(4)}"),
        ("被保险人", "名称", (insured.name, "insured_name"), "证件号码", insured.uscc),
        ("", "通讯地址", insured.address[:19], "联系电话", insured.phone),
        ("", "开户银行", insured.bank[:16], "银行账号", insured.account),
    )  # fmt: skip
    y = 45.0
    for cells in rows:
        y = row(sheet, (16, 36, 60, 118, 138, 194), y, 7.5, cells, size=8.5, align="cclcl")
    xs = (16, 60, 88, 116, 150, 172, 194)
    y = row(
        sheet,
        xs,
        y,
        10,
        ("保险标的", "保险数量\n（亩）", "单位保险金额\n（元/亩）", "保险金额（元）", "费率", "保险费（元）"),
        size=8.5,
        face="hei",
        fill="#F5E9EA",
    )
    y = row(
        sheet,
        xs,
        y,
        8,
        (
            (f"{crop}（完全成本）", ("crop", crop)),
            (f"{mu}", ("insured_area_mu", str(mu))),
            grouped(unit),
            (grouped(amount), ("insured_amount", str(amount))),
            "4.5%",
            grouped(premium),
        ),
        size=8.5,
    )
    y = row(sheet, (16, 60, 194), y, 8, ("保险金额合计（大写）", f"人民币{capitals(amount)}"), size=8.5, align="cl")
    y = row(sheet, (16, 60, 194), y, 8, ("保险费合计（大写）", f"人民币{capitals(premium)}"), size=8.5, align="cl")
    shares = tuple(cents(premium * Decimal(part)) for part in ("0.45", "0.25", "0.10"))
    own = premium - sum(shares, Decimal(0))
    xs = (16, 60, 94, 128, 161, 194)
    y = row(sheet, xs, y, 7, ("保险费分担", "中央财政 45%", "省级财政 25%", "县级财政 10%", "农户自缴 20%"), size=8.5)
    y = row(sheet, xs, y, 7, ("金额（元）", *(grouped(value) for value in shares), grouped(own)), size=8.5)
    y = row(
        sheet,
        (16, 60, 194),
        y,
        8,
        ("种植地点", f"{place.province}{place.city}{place.district}良田村、新圩村（详见分户清单）"),
        size=8.5,
        align="cl",
    )
    term = f"自{start.year}年{start.month:02d}月{start.day:02d}日零时起至{end.year}年{end.month:02d}月{end.day:02d}日二十四时止"
    y = row(sheet, (16, 60, 194), y, 8, ("保险期间", (term, ("start_date", start.isoformat()))), size=8.5, align="cl")
    y = row(
        sheet, (16, 60, 194), y, 8, ("绝对免赔率", "每次事故绝对免赔率 10%；火灾、地震不设免赔"), size=8.5, align="cl"
    )
    y = row(sheet, (16, 60, 194), y, 8, ("保险合同争议解决方式", "诉讼"), size=8.5, align="cl")
    notes = (
        "特别约定：", "1.本保险单附分户投保清单，保险面积以清单所列实际种植面积为准，清单经公示3天无异议。",
        f"2.生长期赔付标准：苗期40%，拔节期60%，抽穗期80%，成熟期100%。每亩最高赔偿不超过{grouped(unit)}元。",
        "3.农户自缴保险费未交清前发生的保险事故，保险人不承担赔偿责任。", f"4.投保时上年度同地块平均产量为每亩{world.rng.randint(350, 620)}公斤。",
    )  # fmt: skip
    sheet.box(16, y, 194, y + 30)
    for index, words in enumerate(notes):
        sheet.text(18, y + 5.5 + index * 5.3, words, size=8, face="hei" if index == 0 else "song")
    y += 30
    tail = (
        f"保险人：{insurer}{place.city[:-1]}中心支公司　　地址：{place.city}{place.district}{world.word('roads')}66号",
        f"签单日期：{signed.year}年{signed.month:02d}月{signed.day:02d}日　　出单时间：{signed:%Y-%m-%d} 15:22:06　　服务电话：95500　邮编：310000",
        f"核保：{world.person()}　　制单：{world.person()}　　经办：{world.person()}",
    )
    for index, words in enumerate(tail):
        sheet.text(16, y + 8 + index * 6, words, size=8.5)
    sheet.text(
        16,
        286,
        "收到本保险单、承保险种对应的保险条款后请立即核对，如有不符或遗漏，请在48小时内通知本公司办理变更。",
        size=7,
    )
    sheet.picture(round_seal(insurer, "承保业务专用章", world.seed), 166, y + 18, 38, turn=-5)
    fields: dict[str, Any] = {
        "insured_name": insured.name, "policy_number": number, "crop": crop, "insured_area_mu": str(mu),
        "insured_amount": str(amount), "start_date": start.isoformat(), "end_date": end.isoformat(),
    }  # fmt: skip
    return Drawn(sheet=sheet, fields=fields)


LAYOUTS = {"crop_policy": _crop_policy}
