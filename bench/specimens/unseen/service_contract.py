"""A small building contract after a city bureau's model form: two pages of clauses with blanks filled in."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from bench.specimens.drawn import Drawn, Layout
from bench.specimens.numbers import capitals, cents
from bench.specimens.seals import round_seal, signature
from bench.specimens.sheet import Sheet
from bench.specimens.unseen.clauses import Flow, fill
from bench.specimens.world import World

WORKS = ("门店装饰装修工程", "厂房钢结构安装工程", "办公楼三层改造工程", "仓库地坪工程", "屋面防水修缮工程")


def fitting_out(world: World) -> Drawn:
    """发包方 and 承包方, the work in clause one, the price in clause three, a day under each signature."""
    owner, builder, day = world.firm(small=False), world.firm("building", small=False), world.day()
    start = day + timedelta(days=world.rng.randint(3, 15))
    days = world.rng.choice((30, 45, 60, 90))
    end = start + timedelta(days=days - 1)
    total = Decimal(world.rng.randint(46, 890) * 1000 + world.rng.choice((0, 0, 500, 268)))
    words, number = capitals(total, "元"), f"{world.pick(('ZX', 'SG', 'GC'))}-{day.year}-{world.digits(4)}"
    project, site = owner.name + world.pick(WORKS), world.street(world.place())
    area = world.rng.randint(120, 2600)
    sheet = Sheet(width=210, height=297, day=day, title="装饰装修工程施工合同")
    sheet.text(190, 15, "示范文本 JF-2018-006", size=8, align="right")
    sheet.text(105, 28, "装饰装修工程施工合同", size=20, face="hei", align="centre")
    flow = Flow(sheet=sheet, left=25, right=187, y=40, pitch=6.6, size=10.5, foot="第 {page} 页 共 2 页")
    flow.para("合同编号：", fill(number, "contract_number"), indent=0)
    flow.para("发包方（以下简称甲方）：", fill(owner.name, "party_a_name", face="kai"), indent=0)
    flow.para("统一社会信用代码：", fill(owner.uscc, "party_a_id"), "　联系电话：", fill(owner.phone), indent=0)
    flow.para("承包方（以下简称乙方）：", fill(builder.name, "party_b_name", face="kai"), indent=0)
    flow.para(
        "统一社会信用代码：",
        fill(builder.uscc, "party_b_id"),
        "　资质等级：",
        fill("建筑装修装饰工程专业承包贰级"),
        indent=0,
    )
    flow.para(
        "依照《中华人民共和国民法典》《中华人民共和国建筑法》及有关法律、法规，结合本市装饰装修的特点，双方在平等、自愿、协商一致的基础上，就乙方承包甲方的装饰装修工程的有关事宜，达成如下协议："
    )
    flow.para("第一条　工程概况", indent=0, bold=0.3)
    flow.para("1.1 工程名称：", fill(project, "project_name", face="kai"))
    flow.para("1.2 工程地点：", fill(site, "project_address", face="kai"))
    flow.para(
        "1.3 施工面积：",
        fill(f"{area}"),
        "平方米；承包范围：",
        fill("拆除、隔墙、吊顶、地面、水电改造及灯具安装", face="kai"),
        "。",
    )
    flow.para("1.4 承包方式：■ 包工包料　□ 包清工　□ 部分承包。")
    flow.para("第二条　工程期限", indent=0, bold=0.3)
    flow.para(
        "2.1 开工日期：", fill(f"{start.year} 年 {start.month} 月 {start.day} 日", ("start_date", start.isoformat())),
        "，竣工日期：", fill(f"{end.year} 年 {end.month} 月 {end.day} 日", ("end_date", end.isoformat())),
        f"，总日历天数 {days} 天。",
    )  # fmt: skip
    flow.para("2.2 因不可抗力或甲方要求变更设计、连续停水停电超过8小时的，工期相应顺延，由双方签证确认。")
    flow.para("第三条　工程价款及结算", indent=0, bold=0.3)
    flow.para(
        "3.1 本合同价款采用固定总价，金额（大写）：", fill(words, "total_in_capitals"), "（小写：¥",
        fill(f"{total:,.2f}", ("total_amount", f"{total:.2f}"), rule=False), "），含9%增值税。",
    )  # fmt: skip
    shares = [cents(total * Decimal(one)) for one in ("0.3", "0.4", "0.27", "0.03")]
    flow.para(
        f"3.2 付款方式：合同生效后支付30%即{shares[0]:,.2f}元；隐蔽工程验收合格后支付40%即{shares[1]:,.2f}元；竣工验收合格后支付27%即{shares[2]:,.2f}元；剩余3%即{shares[3]:,.2f}元为质量保证金，保修期满后15日内无息退还。"
    )
    flow.para("3.3 施工中如有增减项目，另行签订《工程变更单》，据实结算。")
    flow.para("第四条　双方责任", indent=0, bold=0.3)
    flow.para("4.1 甲方：开工前3天腾清场地，提供施工图纸贰套；负责协调邻里、物业关系，承担物业装修押金2000元。")
    flow.para(
        "4.2 乙方：严格执行施工规范、安全操作规程和防火规定，为施工人员购买意外伤害保险，项目经理为",
        fill(world.person(), face="kai"),
        "，未经甲方同意不得更换。",
    )
    flow.para("第五条　质量与验收", indent=0, bold=0.3)
    flow.para("5.1 工程质量执行GB 50210-2018《建筑装饰装修工程质量验收标准》，等级为合格。")
    flow.para("5.2 保修期限为2年，有防水要求的部位为5年，自竣工验收合格之日起计算。")
    flow.para("第六条　违约责任", indent=0, bold=0.3)
    flow.para("6.1 乙方逾期竣工的，每逾期一天支付违约金500元；甲方逾期付款的，每逾期一天按应付款的0.3‰支付违约金。")
    flow.para("6.2 一方擅自解除合同的，按合同总价的10%向对方支付违约金，不足以弥补损失的，另行赔偿。")
    flow.para("第七条　争议解决：■ 向工程所在地人民法院起诉　□ 向仲裁委员会申请仲裁。", indent=0)
    flow.para(
        "第八条　本合同一式肆份，甲、乙双方各执贰份，自双方签字（盖章）之日起生效。合同附件与本合同具有同等法律效力。",
        indent=0,
    )
    if flow.y > 225:
        flow.turn()
    y = flow.y + 8
    for x, title, one in ((25, "甲方（签章）：", owner), (110, "乙方（签章）：", builder)):
        sheet.text(x, y, title, size=10.5)
        sheet.text(x, y + 8, "法定代表人：", size=10.5)
        sheet.text(x, y + 16, "委托代理人：", size=10.5)
        sheet.text(x, y + 24, f"住所：{one.address[:16]}", size=9)
        sheet.text(x, y + 29, f"　　　{one.address[16:]}", size=9)
        sheet.text(
            x, y + 38, f"{day.year} 年 {day.month} 月 {day.day} 日", size=10.5, mark=("sign_date", day.isoformat())
        )
        sheet.picture(signature(one.person, world.seed + x), x + 36, y + 7, 20)
        sheet.picture(
            round_seal(one.name, "合同专用章" if x > 50 else "", world.seed + x + 1),
            x + 45,
            y + 18,
            39,
            turn=world.rng.uniform(-20, 20),
        )
    sheet.remember("has_seal", "true", (50, y - 2, 90, y + 38))
    sheet.remember("has_signature", "true", (50, y, 72, y + 14))
    flow.footer()
    return Drawn(sheet=sheet, fields={
        "party_a_name": owner.name, "party_b_name": builder.name, "party_a_id": owner.uscc, "party_b_id": builder.uscc,
        "contract_number": number, "sign_date": day.isoformat(), "start_date": start.isoformat(),
        "end_date": end.isoformat(), "total_amount": f"{total:.2f}", "total_in_capitals": words, "has_seal": "true",
        "has_signature": "true", "project_name": project, "project_address": site,
    })  # fmt: skip


LAYOUTS: Mapping[str, Layout] = {"fitting_out": fitting_out}
