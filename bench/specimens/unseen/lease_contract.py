"""Two leases: a shop's sheet of business terms as a market's management signs it, and a plain factory-shed lease."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from bench.specimens.drawn import Drawn, Layout
from bench.specimens.numbers import capitals
from bench.specimens.seals import round_seal, signature, thumbprint
from bench.specimens.sheet import Sheet
from bench.specimens.unseen.clauses import Cell, Flow, Grid, cell, fill
from bench.specimens.unseen.haulage_contract import identity
from bench.specimens.world import World


def day_words(day: date) -> str:
    """``2026年3月1日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def business_terms(world: World) -> Drawn:
    """商铺租赁合同, part one: the terms as a table with a rent for each year."""
    lessor, lessee, day = world.firm("retail", small=False), world.firm("catering", small=True), world.day(400, 40)
    start = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    end = date(start.year + 2, start.month, 1) - timedelta(days=1)
    area = Decimal(world.rng.randint(2800, 18000)) / 100
    first = Decimal(world.rng.randint(24, 160) * 100)
    second = Decimal(round(first * Decimal("1.05")))
    total = (first + second) * 12
    number, words = (
        f"{world.pick(('SC', 'ZL', 'ZS'))}〔{day.year}〕第{world.rng.randint(11, 380):03d}号",
        capitals(total, "元"),
    )
    shop = f"{lessor.address}{world.pick('ABC')}区{world.rng.randint(1, 3)}层{world.rng.randint(101, 188)}号"
    sheet = Sheet(width=210, height=297, day=day, title="商铺租赁合同")
    sheet.text(105, 18, "商铺租赁合同", size=18, face="hei", align="centre")
    sheet.text(105, 25, "第一部分　商务条款", size=12, face="hei", align="centre")
    sheet.text(190, 31, "合同编号：" + number, size=9, align="right", mark=("contract_number", number))

    def left(words: str, mark: str | tuple[str, str] | None = None, span: int = 1) -> Cell:
        return cell(words, mark, align="left", span=span)

    mobile, deposit, fee = f"1380001{world.digits(4)}", first * 2, Decimal(world.rng.randint(3, 9))
    grid = Grid(left=20, widths=(30, 55, 30, 55), size=9, pitch=4.2, pad=1.7, face="hei")
    y = grid.draw(sheet, 34, [
        ("甲方（出租方）", left(lessor.name, "party_a_name", 3)),
        ("统一社会信用代码", left(lessor.uscc, "party_a_id"), "联系电话", left(lessor.phone)),
        ("乙方（承租方）", left(lessee.name, "party_b_name", 3)),
        ("统一社会信用代码", left(lessee.uscc, "party_b_id"), "经营者", left(lessee.person)),
        ("身份证号", left(identity(world, world.place().code)), "手机", left(mobile)),
        ("商铺位置", left(shop, "premises_address", 3)),
        ("计租面积", left(f"{area:.2f} ㎡", ("premises_area_m2", f"{area:.2f}")), "套内面积", left(f"{area * Decimal('0.72'):.2f} ㎡")),
        ("经营品类", left(world.pick(("中式快餐", "奶茶饮品", "烘焙糕点", "面馆"))), "商铺招牌", left(lessee.name[3:7])),
        ("租赁期限", left(f"自{day_words(start)}起至{day_words(end)}止，共24个月", ("start_date", start.isoformat()), 3)),
        ("装修免租期", left(f"{day_words(start - timedelta(days=20))}至{day_words(start - timedelta(days=1))}，免租金，不免物业费", None, 3)),
        (cell("租　金", span=1), left(f"第1年：每月人民币{first:,.2f}元（第1个租约年）", ("monthly_rent", f"{first:.2f}"), 3)),
        ("", left(f"第2年：每月人民币{second:,.2f}元，较上年递增5%", None, 3)),
        ("租金总额", left(f"租赁期内租金合计（含税）人民币{total:,.2f}元，大写：{words}", ("total_amount", f"{total:.2f}"), 3)),
        ("租金支付", left("按季支付，每季度首月5日前付清；首期租金于签约当日支付", None, 3)),
        ("履约保证金", left(f"人民币{deposit:,.2f}元，租期届满且无违约的，30日内无息退还", None, 3)),
        ("物业管理费", left(f"{fee:.2f}元/㎡/月"), "推广费", left("1.50元/㎡/月")),
        ("水电费", left("商业用电1.05元/度，水4.60元/吨，按表计收"), "POS刷卡手续费", left("由乙方承担")),
        ("交付标准", left("毛坯交付，按现状接收，乙方装修方案须经甲方书面审批后施工", None, 3)),
        ("甲方收款账户", left(f"户名：{lessor.name}\n开户行：{lessor.bank}\n账号：{lessor.account}", None, 3)),
    ])  # fmt: skip
    boxes = {mark.name: mark.box for mark in sheet.marks}
    sheet.remember("end_date", end.isoformat(), boxes["start_date"])
    sheet.remember("total_in_capitals", words, boxes["total_amount"])
    flow = Flow(sheet=sheet, left=20, right=190, y=y + 6, pitch=5.2, size=9)
    flow.para(
        "本《商务条款》与第二部分《通用条款》、附件《消防安全责任书》《装修手册》构成完整的租赁合同，两者不一致的，以本商务条款为准。乙方确认已充分阅读并理解全部条款。"
    )
    flow.para("特别约定：乙方逾期支付租金超过15日的，甲方有权停止供电并单方解除合同，已付保证金不予退还。")
    y = flow.y + 5
    for x, title, one in ((22, "甲方（盖章）：", lessor), (112, "乙方（盖章/签字）：", lessee)):
        sheet.text(x, y, title, size=10, face="hei")
        sheet.text(x, y + 8, "授权代表：", size=10, face="hei")
        sheet.text(x, y + 16, f"签约日期：{day:%Y.%m.%d}", size=10, face="hei", mark=("sign_date", day.isoformat()))
        sheet.picture(signature(one.person, world.seed + x), x + 28, y + 7, 20)
        sheet.picture(round_seal(one.name, "", world.seed + x + 1), x + 52, y + 6, 38, turn=world.rng.uniform(-20, 20))
    return Drawn(sheet=sheet, fields={
        "party_a_name": lessor.name, "party_b_name": lessee.name, "party_a_id": lessor.uscc, "party_b_id": lessee.uscc,
        "contract_number": number, "sign_date": day.isoformat(), "start_date": start.isoformat(),
        "end_date": end.isoformat(), "total_amount": f"{total:.2f}", "total_in_capitals": words, "has_seal": "true",
        "has_signature": "true", "premises_address": shop, "premises_area_m2": f"{area:.2f}",
        "monthly_rent": f"{first:.2f}",
    })  # fmt: skip


def shed(world: World) -> Drawn:
    """厂房租赁协议 between a villager and a small firm: typed, prices a year, blanks underlined, thumbprints."""
    owner, tenant, day, place = world.person(), world.firm("manufacturing"), world.day(), world.place()
    start = (day + timedelta(days=world.rng.randint(1, 20))).replace(day=world.pick((1, 15)))
    start = start if start >= day else (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    years = world.rng.choice((1, 2, 3))
    end = date(start.year + years, start.month, start.day) - timedelta(days=1)
    month = Decimal(world.rng.randint(30, 260) * 100)
    total, area = month * 12 * years, world.rng.randint(180, 2400)
    ident, words = identity(world, place.code), capitals(total, "元")
    where = f"{place.city}{place.district}{world.word('roads')}{world.rng.randint(3, 90)}号院内{world.pick(('东', '西', '南'))}侧厂房"
    sheet = Sheet(width=210, height=297, day=day, title="厂房租赁协议")
    sheet.text(105, 30, "厂 房 租 赁 协 议", size=22, face="song", align="centre", bold=0.4)
    flow = Flow(sheet=sheet, left=27, right=184, y=46, pitch=8, size=12, face="song")
    flow.para(
        "出租人：",
        fill(f" {owner} ", ("party_a_name", owner)),
        "（下称甲方）身份证号码：",
        fill(ident, "party_a_id"),
        indent=0,
    )
    flow.para("承租人：", fill(f" {tenant.name} ", ("party_b_name", tenant.name)), "（下称乙方）", indent=0)
    flow.para("甲方将自有厂房出租给乙方使用，为明确双方权利义务，经充分协商，订立如下条款：", gap=1)
    flow.para(
        "一、厂房座落于",
        fill(where, "premises_address"),
        "，砖混结构，建筑面积约",
        fill(f" {area} ", ("premises_area_m2", str(area))),
        "平方米，空地100平方米无偿使用。房产证号：无，土地性质为集体建设用地。",
    )
    flow.para(
        "二、租期",
        fill(f"{'零壹贰叁'[years]}"),
        "年，从",
        fill(day_words(start), ("start_date", start.isoformat())),
        "至",
        fill(day_words(end), ("end_date", end.isoformat())),
        "。期满乙方有优先承租权，须提前60天书面提出。",
    )
    flow.para(
        "三、租金每月",
        fill(f"{month}", ("monthly_rent", f"{month}.00")),
        "元（不含税），全年租金",
        fill(f"{month * 12}"),
        "元，租期内租金总计￥",
        fill(f"{total}", ("total_amount", f"{total}.00")),
        "元，大写：",
        fill(words, "total_in_capitals"),
        "。先付后用，半年一付，逾期每日加收千分之三滞纳金。",
    )
    flow.para(
        "四、签订协议时乙方交付押金",
        fill("5000"),
        "元，水费3.5元/吨、电费按0.85元/度由乙方按表支付，卫生、治安、税费等由乙方承担。",
    )
    flow.para(
        "五、乙方不得转租，不得存放易燃易爆物品，发生安全事故由乙方负全部责任；如遇政府征用拆迁，协议自行终止，剩余租金按天退还，搬迁补偿与装修补偿归乙方，其余归甲方。"
    )
    flow.para("六、任何一方中途违约，应付给对方违约金", fill("10000"), "元。")
    flow.para("七、未尽事宜双方另行协商。本协议一式两份，双方签字、按手印后生效。", gap=4)
    y = flow.y + 4
    sheet.text(27, y, "甲方：", size=12)
    sheet.text(112, y, "乙方：", size=12)
    sheet.text(27, y + 9, f"电话：1380001{world.digits(4)}", size=12)
    sheet.text(112, y + 9, f"电话：{tenant.phone}", size=12)
    sheet.text(
        184,
        y + 22,
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        size=12,
        align="right",
        mark=("sign_date", day.isoformat()),
    )
    sheet.picture(signature(owner, world.seed), 50, y - 2, 24)
    sheet.picture(thumbprint(world.seed), 56, y, 10)
    sheet.picture(signature(tenant.person, world.seed + 1), 136, y - 2, 24)
    sheet.picture(round_seal(tenant.name, "", world.seed + 4), 148, y + 6, 38, turn=-14)
    return Drawn(sheet=sheet, fields={
        "party_a_name": owner, "party_b_name": tenant.name, "party_a_id": ident, "sign_date": day.isoformat(),
        "start_date": start.isoformat(), "end_date": end.isoformat(), "total_amount": f"{total}.00",
        "total_in_capitals": words, "has_seal": "true", "has_signature": "true", "premises_address": where,
        "premises_area_m2": str(area), "monthly_rent": f"{month}.00",
    })  # fmt: skip


LAYOUTS: Mapping[str, Layout] = {"business_terms": business_terms, "shed": shed}
