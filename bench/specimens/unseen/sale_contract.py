"""Two sale contracts as traders sign them: a steel dealer's one-page fax form, and a factory's bilingual sheet."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from bench.specimens.drawn import Drawn, Layout
from bench.specimens.numbers import capitals, cents
from bench.specimens.seals import round_seal, signature
from bench.specimens.sheet import Sheet
from bench.specimens.unseen.clauses import Flow, Grid, cell, fill
from bench.specimens.world import World

STEEL = (
    ("螺纹钢", "HRB400E", "Φ20*9m"),
    ("盘螺", "HRB400E", "Φ8"),
    ("高线", "HPB300", "Φ10"),
    ("中厚板", "Q355B", "20*2200*10000"),
)
MILLS = ("宏岭钢铁", "北辰特钢", "江岸轧钢")


def steel_fax(world: World) -> Drawn:
    """A dealer's form: buyer above seller, weights to three places, a sum that follows the weighbridge."""
    seller, buyer, day = world.firm("building", small=False), world.firm("building", small=False), world.day()
    sheet = Sheet(width=210, height=297, day=day, title="钢材购销合同")
    number = f"{world.pick(('GX', 'XS', 'HT'))}{day:%y%m%d}-{world.rng.randint(1, 30):02d}"
    place = buyer.address[: buyer.address.index("市") + 1]
    sheet.text(105, 20, "钢 材 购 销 合 同", size=20, face="hei", align="centre")
    sheet.text(20, 31, "需方（甲方）：", size=10.5)
    sheet.text(45, 31, buyer.name, size=10.5, mark="party_a_name")
    sheet.text(128, 31, "合同编号：", size=10.5)
    sheet.text(147, 31, number, size=10.5, mark="contract_number")
    sheet.text(20, 38, "供方（乙方）：", size=10.5)
    sheet.text(45, 38, seller.name, size=10.5, mark="party_b_name")
    sheet.text(128, 38, f"签订地点：{place}", size=10.5)
    sheet.text(128, 45, "签订时间：", size=10.5)
    signed = f"{day.year}年{day.month}月{day.day}日"
    sheet.text(147, 45, signed, size=10.5, mark=("sign_date", day.isoformat()))
    flow = Flow(sheet=sheet, left=20, right=190, y=52, pitch=5.6, size=10)
    flow.para("经供需双方友好协商，依据《中华人民共和国民法典》，就需方向供方购买钢材一事达成如下协议，共同遵照执行。")
    flow.para("一、品名、材质、规格、数量、单价、金额：", indent=0)
    rows, goods, total = [], [], Decimal(0)
    for name, grade, size in world.rng.sample(STEEL, 3):
        weight = Decimal(world.rng.randint(4_000, 60_000)) / 1000
        price = Decimal(world.rng.randint(330, 460) * 10)
        net = cents(weight * price)
        total += net
        goods.append({"name": name, "quantity": f"{weight:.3f}", "unit_price": f"{price:.2f}", "net": f"{net:.2f}"})
        rows.append((name, grade, size, world.pick(MILLS), str(world.rng.randint(2, 30)), f"{weight:.3f}",
                     f"{price}", f"{net:.2f}", "理计"))  # fmt: skip
    grid = Grid(left=20, widths=(20, 20, 29, 20, 12, 19, 18, 22, 10), size=9, pitch=4)
    head = ("品名", "材质", "规格(mm)", "产地", "件数", "数量(吨)", "单价(元/吨)", "金额(元)", "备注")
    y = grid.draw(sheet, flow.y - 3, [head, *rows])
    words = capitals(total, "元")
    weights = sum(Decimal(row[5]) for row in rows)
    y = grid.draw(sheet, y, [
        (cell("合计", span=5), f"{weights:.3f}", "", cell(f"{total:.2f}", ("total_amount", f"{total:.2f}")), ""),
        (cell("金额合计（大写）", span=2), cell(words, "total_in_capitals", align="left", span=7)),
    ])  # fmt: skip
    flow.y = y + 6
    last = day + timedelta(days=world.rng.randint(5, 12))
    deposit = cents(total * Decimal("0.2"))
    for clause in (
        "二、质量标准：按国家标准GB/T1499.2-2018执行，以钢厂质保书为准。",
        "三、交（提）货地点、方式：供方仓库车板交货，以实际磅单数量结算，磅差±3‰内互不找补。",
        "四、运输方式及费用负担：汽运，运费35元/吨由需方承担；吊装费每吨15元，供方代收。",
        (f"五、结算方式及期限：合同签订当日需方付定金{deposit:.2f}元，余款于{last.year}年{last.month}月{last.day}日前款到发货；"
        "逾期未付清，每日按未付款额的千分之一支付违约金，且供方有权按市场价另行处理该批货物。"),
        "六、验收：货到后如有质量异议，请于7日内以书面形式提出，逾期视为合格，已使用的不予受理。",
        "七、供方开具13%增值税专用发票，发票于需方付清全款后10个工作日内开出。",
        "八、解决合同纠纷的方式：双方协商解决，协商不成的，由供方所在地人民法院管辖。",
        "九、本合同一式贰份，供需双方各执壹份，双方签字盖章后生效，传真件、扫描件具有同等法律效力。",
    ):  # fmt: skip
        flow.para(clause, indent=0)
    y = flow.y + 1
    sign = Grid(left=20, widths=(85, 85), size=9.5, pitch=5.4)
    lines = [
        "\n".join((title, f"单位名称：{one.name}（章）", f"单位地址：{one.address}", "法定代表人：", "委托代理人：",
                   f"电话：{one.phone}　传真：0571-8000{world.digits(4)}", f"税号：{one.uscc}",
                   f"开户行：{one.bank}", f"账号：{one.account}"))
        for title, one in (("需　　方", buyer), ("供　　方", seller))
    ]  # fmt: skip
    end = sign.draw(sheet, y, [[cell(one, align="left") for one in lines]])
    for x, one in ((82, buyer), (165, seller)):
        sheet.picture(
            round_seal(one.name, "合同专用章", world.seed + int(x)), x, y + 22, 38, turn=world.rng.uniform(-20, 20)
        )
    sheet.picture(signature(world.person(), world.seed), 52, y + 29, 20)
    sheet.picture(signature(world.person(), world.seed + 1), 137, y + 29, 20)
    sheet.text(20, min(end + 5, 292), "注：以上价格当日有效，隔日以供方书面确认为准。", size=8)
    return Drawn(sheet=sheet, fields={
        "party_a_name": buyer.name, "party_b_name": seller.name, "party_a_id": buyer.uscc, "party_b_id": seller.uscc,
        "contract_number": number, "sign_date": day.isoformat(), "total_amount": f"{total:.2f}",
        "total_in_capitals": words, "goods": goods, "has_seal": "true", "has_signature": "true",
    })  # fmt: skip


def bilingual(world: World) -> Drawn:
    """A machine factory's sheet in Chinese and English, seller first, the parties in a table, sums with a sign."""
    seller, buyer, day = world.firm("manufacturing", small=False), world.firm("manufacturing"), world.day()
    sheet = Sheet(width=210, height=297, day=day, title="销售合同", producer="WPS 文字")
    number = f"{world.pick(('KM', 'JX', 'RF'))}-S-{day:%Y%m}{world.digits(3)}"
    sheet.text(20, 16, seller.name, size=9, face="hei", colour="#2A4A8A")
    sheet.text(190, 16, "Tel: " + seller.phone, size=8, align="right", colour="#2A4A8A")
    sheet.line(20, 18, 190, 18, colour="#2A4A8A", width=1)
    sheet.text(105, 28, "销售合同", size=18, face="hei", align="centre")
    sheet.text(105, 34, "SALES CONTRACT", size=11, face="hei", align="centre")
    sheet.text(135, 42, "编号 No.：", size=9.5)
    sheet.text(153, 42, number, size=9.5, mark="contract_number")
    sheet.text(135, 48, "日期 Date：", size=9.5)
    sheet.text(153, 48, f"{day:%Y/%m/%d}", size=9.5, mark=("sign_date", day.isoformat()))
    grid = Grid(left=20, widths=(32, 138), size=9, pitch=4.2, pad=1.2)
    y = grid.draw(sheet, 52, [
        ("卖方 The Seller", cell(seller.name, "party_b_name", align="left")),
        ("地址 Address", cell(seller.address, align="left")),
        ("买方 The Buyer", cell(buyer.name, "party_a_name", align="left")),
        ("地址 Address", cell(buyer.address, align="left")),
        ("联系人 Attn.", cell(f"{world.person()}　　手机 Mobile：{buyer.phone}", align="left")),
    ])  # fmt: skip
    flow = Flow(sheet=sheet, left=20, right=190, y=y + 6, pitch=5.2, size=9)
    flow.para("买卖双方同意按照下列条款签订本合同：", indent=0)
    flow.para(
        "The Seller and the Buyer agree to conclude this Contract subject to the terms and conditions stated below:",
        indent=0,
    )
    flow.para("1. 货物名称、规格、数量及价格 Commodity, Specifications, Quantity and Price", indent=0)
    lines = world.goods("equipment", world.rng.randint(2, 3))
    total = sum((line.net for line in lines), Decimal(0))
    table = Grid(left=20, widths=(12, 40, 42, 14, 16, 22, 24), size=8.5, pitch=3.8, pad=1.2)
    head = (
        "序号\nItem",
        "货物名称\nCommodity",
        "规格型号\nSpecification",
        "单位\nUnit",
        "数量\nQty",
        "单价(RMB)\nUnit Price",
        "总价(RMB)\nAmount",
    )
    rows = [(str(at), one.name, one.model, one.unit, f"{one.quantity}", f"{one.price:,.2f}", f"{one.net:,.2f}")
            for at, one in enumerate(lines, 1)]  # fmt: skip
    words = capitals(total, "元")
    y = table.draw(sheet, flow.y - 3, [head, *rows, (
        cell("合同总价（含13%税） Total Contract Value", span=5),
        cell(f"¥{total:,.2f}", ("total_amount", f"{total:.2f}"), align="right", span=2),
    )])  # fmt: skip
    flow.y = y + 6
    flow.para("合同总价大写 Say：人民币", fill(words, "total_in_capitals", rule=False), indent=0)
    lead = world.rng.choice((20, 30, 45))
    parts = cents(total * Decimal("0.3"))
    for chinese, english in (
        ("2. 交货期：买方预付款到账后" + f"{lead}天内发货。", f"Time of Delivery: within {lead} days after receipt of the advance payment."),
        (f"3. 付款方式：合同签订后3日内预付30%，即{parts:,.2f}元；发货前付65%；余5%为质保金，满12个月付清。",
         "Terms of Payment: 30% advance, 65% before shipment, 5% retained for twelve months."),
        ("4. 质保期：自验收合格之日起12个月，人为损坏除外。", "Warranty: 12 months from the date of acceptance."),
        ("5. 违约责任：逾期交货或逾期付款的，每日按合同总价的0.05%支付违约金，累计不超过5%。",
         "Penalty: 0.05% of the contract value per day, not exceeding 5% in total."),
        ("6. 争议解决：提交卖方所在地有管辖权的人民法院诉讼解决。", "Disputes shall be submitted to the court at the Seller's place."),
        ("7. 本合同自双方盖章之日起生效，中英文不一致时以中文为准。", "The Chinese version shall prevail."),
    ):  # fmt: skip
        flow.para(chinese, indent=0)
        flow.para(english, indent=1.5)
    y = flow.y + 3
    foot = Grid(left=20, widths=(85, 85), size=9, pitch=5.4, pad=2)
    both = [
        "\n".join((title, f"公司名称：{one.name}", f"开户银行 Bank：{one.bank}", f"账号 A/C No.：{one.account}",
                   f"纳税人识别号 Tax ID：{one.uscc}", "授权代表 Authorized Signature：", " "))
        for title, one in (("卖方（盖章）The Seller", seller), ("买方（盖章）The Buyer", buyer))
    ]  # fmt: skip
    foot.draw(sheet, y, [[cell(one, align="left") for one in both]])
    sheet.picture(round_seal(seller.name, "合同专用章", world.seed), 80, y + 24, 38, turn=world.rng.uniform(-25, 25))
    sheet.picture(round_seal(buyer.name, "", world.seed + 5), 165, y + 24, 38, turn=world.rng.uniform(-25, 25))
    sheet.picture(signature(seller.person, world.seed), 60, y + 37, 22)
    goods: list[Mapping[str, str]] = [
        {"name": one.name, "quantity": f"{one.quantity}", "unit_price": f"{one.price:.2f}", "net": f"{one.net:.2f}"}
        for one in lines
    ]
    return Drawn(sheet=sheet, fields={
        "party_a_name": buyer.name, "party_b_name": seller.name, "party_a_id": buyer.uscc, "party_b_id": seller.uscc,
        "contract_number": number, "sign_date": day.isoformat(), "total_amount": f"{total:.2f}",
        "total_in_capitals": words, "goods": goods, "has_seal": "true", "has_signature": "true",
    })  # fmt: skip


LAYOUTS: Mapping[str, Layout] = {"steel_fax": steel_fax, "bilingual": bilingual}
