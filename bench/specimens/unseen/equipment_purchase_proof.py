"""A dealer's purchase proof of a farm machine: serial and engine numbers, subsidy, what the buyer pays himself."""

from decimal import Decimal
from typing import Any

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import capitals, grouped
from bench.specimens.seals import round_seal, signature
from bench.specimens.sheet import Sheet
from bench.specimens.unseen.paper_table import row, upright
from bench.specimens.world import World

MACHINES = (
    ("自走式全喂入稻麦联合收割机", "4LZ-6.0E", 98000, 136000), ("轮式拖拉机", "TD904-1", 76000, 118000),
    ("乘坐式高速水稻插秧机", "2ZGQ-6D", 52000, 88000), ("粮食烘干机", "5HXG-150", 82000, 125000),
)  # fmt: skip


def _dealer_proof(world: World) -> Drawn:
    buyer, dealer, maker = (
        world.firm("agriculture", small=False),
        world.firm("agriculture", small=False),
        world.firm("manufacturing", small=False),
    )
    day = world.day()
    name, model, low, high = world.pick(MACHINES)
    price = Decimal(world.rng.randint(low // 100, high // 100) * 100).quantize(Decimal("0.01"))
    count = world.rng.randint(1, 2)
    total = price * count
    subsidy = Decimal(world.rng.randint(8, 20) * 1000).quantize(Decimal("0.01")) * count
    sheet = Sheet(width=210, height=205, day=day, title="农业机械购机凭证")
    sheet.text(105, 18, "农业机械产品购机凭证", size=18, face="hei", align="centre")
    sheet.text(105, 25, "（享受农机购置与应用补贴机具适用）", size=9, align="centre")
    sheet.text(14, 33, f"经销企业：{dealer.name}", size=9)
    sheet.text(190, 33, f"编号：NJ-{day:%y}-{world.digits(5)}", size=10, align="right", colour="#B02020")
    xs = (14, 44, 108, 136, 190)
    height = 9.0
    y = row(
        sheet,
        xs,
        37,
        height,
        ("购机者名称", (buyer.name, "buyer_name"), "统一社会\n信用代码", buyer.uscc),
        size=9,
        align="clcl",
    )
    y = row(sheet, xs, y, height, ("联系地址", buyer.address[:21], "联系电话", buyer.phone), size=8.5, align="clcl")
    y = row(
        sheet,
        xs,
        y,
        height,
        (
            "购机日期",
            (f"{day.year}年{day.month}月{day.day}日", ("issue_date", day.isoformat())),
            "提货地点",
            f"{dealer.address[3:6]}机电市场",
        ),
        size=9,
        align="clcl",
    )
    y = row(sheet, xs, y, height, ("机具名称", (name, None), "规格型号", model), size=9, align="clcl")
    y = row(
        sheet,
        xs,
        y,
        height,
        ("生产企业", maker.name, "出厂日期", f"{day.year}年{max(day.month - 2, 1)}月"),
        size=9,
        align="clcl",
    )
    serials = "、".join(f"{model[:3]}{world.digits(8)}" for _ in range(count))
    y = row(sheet, xs, y, height, ("出厂编号", serials, "发动机号", f"Q{world.digits(7)}"), size=8.5, align="clcl")
    y = row(sheet, xs, y, height, ("数　量", f"{count}（台）", "单价（元）", grouped(price)), size=9, align="clcl")
    y = row(
        sheet,
        xs,
        y,
        height,
        (
            "销售总价（元）",
            (grouped(total), ("total_amount", str(total))),
            "其中：中央\n补贴额（元）",
            grouped(subsidy),
        ),
        size=9,
        align="clcl",
    )
    y = row(
        sheet,
        xs,
        y,
        height,
        ("大　写", capitals(total, "元"), "购机者自付\n（元）", grouped(total - subsidy)),
        size=9,
        align="clcl",
    )
    y = row(sheet, xs, y, height, ("发票号码", world.digits(20), "付款方式", "对公转账"), size=9, align="clcl")
    row(
        sheet,
        (14, 44, 190),
        y,
        20,
        (
            "三包承诺",
            "整机三包有效期12个月，主要部件三包有效期24个月，自购机日期起计算；作业季节\n接到报修后24小时内到达现场。购机者应妥善保管本凭证，凭证遗失不补，三包期内凭\n本凭证及购机发票享受维修服务。服务热线：400-800-0002",
        ),
        size=8,
        align="cl",
    )
    y += 20
    sheet.text(14, y + 9, "购机者（签字/盖章）：", size=9)
    sheet.text(110, y + 9, "经销企业（盖章）：", size=9)
    sheet.text(14, y + 22, f"经办人：{world.person()}", size=9)
    sheet.text(110, y + 22, f"开单日期：{day:%Y-%m-%d}", size=9)
    upright(sheet, 198, 50, "第二联　购机者留存", size=8, step=4.2)
    sheet.text(14, y + 32, "本凭证一式三联：一联经销企业存根，二联购机者留存，三联交县级农业农村主管部门。", size=7.5)
    sheet.picture(signature(buyer.person, world.seed), 62, y + 8, 26)
    sheet.picture(round_seal(dealer.name, "销售专用章", world.seed), 152, y + 10, 34, turn=-9)
    fields: dict[str, Any] = {
        "buyer_name": buyer.name, "issue_date": day.isoformat(), "total_amount": str(total),
        "goods": [{"name": name, "quantity": str(count), "unit_price": str(price)}],
    }  # fmt: skip
    return Drawn(sheet=sheet, fields=fields)


LAYOUTS = {"dealer_proof": _dealer_proof}
