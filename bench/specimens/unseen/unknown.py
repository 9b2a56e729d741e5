"""Twelve papers and screens that are no kind of the catalogue but carry plates, numbers, sums and seals like one."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import TypeAlias

from bench.specimens.drawn import Drawn, Layouts
from bench.specimens.licences import phrase, wrapped
from bench.specimens.numbers import capitals, chinese_day
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

Pairs: TypeAlias = Sequence[tuple[str, str]]


def _table(sheet: Sheet, x0: float, x1: float, y: float, pairs: Pairs, *, at: float = 36, tall: float = 9) -> float:
    """Boxes of label and value under each other; returns where they end."""
    for label, words in pairs:
        lines = wrapped(words, int((x1 - x0 - at - 4) / 3.6))
        high = tall + 5 * (len(lines) - 1)
        sheet.box(x0, y, x0 + at, y + high, width=0.5)
        sheet.box(x0 + at, y, x1, y + high, width=0.5)
        sheet.text(x0 + at / 2, y + high / 2 + 1.4, label, size=9.4, align="centre")
        for step, line in enumerate(lines):
            sheet.text(x0 + at + 2, y + tall / 2 + 1.4 + 5 * step, line, size=9.4)
        y += high
    return y


def _paragraphs(
    sheet: Sheet, x: float, y: float, lines: Sequence[str], *, chars: int, size: float, pitch: float
) -> float:
    """Running text; returns the next baseline."""
    for paragraph in lines:
        for line in wrapped(paragraph, chars):
            sheet.text(x, y, line, size=size)
            y += pitch
    return y


def _phone(world: World, title: str, tall: float = 190) -> Sheet:
    """A phone's screen with a title bar."""
    sheet = Sheet(width=90, height=tall, day=world.day(60, 2), title=title)
    sheet.box(0, 0, 90, tall, colour=None, fill="#F5F6F8")
    sheet.text(7, 7, f"{world.rng.randint(7, 22)}:{world.rng.randint(10, 59)}", size=8.5, face="hei")
    sheet.text(84, 7, "4G  71%", size=7.5, face="hei", align="right")
    sheet.text(45, 17, title, size=11, face="hei", align="centre")
    sheet.text(5, 17, "‹", size=15, face="hei")
    return sheet


def _animal_quarantine(world: World) -> Drawn:
    """动物检疫合格证明: owner, carrier, from, to and plate, yet no waybill."""
    place, end, day = world.place(), world.place(), world.day(200, 3)
    sheet = Sheet(width=210, height=148, day=day, title="动物检疫合格证明")
    sheet.text(105, 18, "动物检疫合格证明（动物 A）", size=17, face="song", align="centre", bold=0.4)
    sheet.text(196, 26, f"编号：{place.code[:2]}{world.digits(8)}", size=9.5, align="right", colour="#B02A2A")
    count = world.rng.randint(10, 160)
    y = _table(sheet, 14, 196, 30, (
        ("货  主", f"{world.person()}        联系电话  {world.phone()}"),
        ("动物种类", f"{world.pick(('生猪', '肉牛', '肉羊', '肉鸡'))}        数量及单位  {capitals_count(count)}"),
        ("启运地点", f"{place.province}{place.city}{place.district}良种养殖场"),
        ("到达地点", f"{end.province}{end.city}{end.district}定点屠宰厂"),
        ("用  途", f"屠宰        承运人  {world.person()}        联系电话  {world.phone()}"),
        ("运载方式", f"√公路 □铁路 □水路 □航空        运载工具牌号  {world.plate(place)}"),
        ("运载工具消毒情况", "装运前经 过氧乙酸 消毒"),
    ))  # fmt: skip
    sheet.text(16, y + 7, f"本批动物经检疫合格，应于 {world.pick(('壹', '贰', '叁'))} 日内到达有效。", size=10)
    sheet.text(110, y + 14, f"官方兽医签字：{world.person()}", size=10)
    sheet.text(110, y + 21, f"签发日期：{chinese_day(day)}", size=10)
    sheet.picture(round_seal(f"{place.district}动物卫生监督所", "检疫专用章", world.seed), 172, y + 14, 30)
    sheet.text(
        16, y + 27, f"牲畜耳标号：1{place.code}{world.digits(8)} 等    动物卫生监督所联系电话：{world.phone()}", size=8
    )
    return Drawn(sheet=sheet, fields={})


def capitals_count(count: int) -> str:
    """``壹佰贰拾头``."""
    return capitals(Decimal(count), "").removesuffix("整") + "头"


def _inspection(world: World) -> Drawn:
    """机动车安全技术检验报告: a vehicle's plate, number and owner above a table of brake forces."""
    firm, place, day = world.firm("transport"), world.place(), world.day(300, 5)
    model, kind, *_ = phrase(world, "trucks")
    sheet = Sheet(width=210, height=297, day=day, title="检验报告")
    sheet.text(105, 24, "机动车安全技术检验报告", size=17, face="hei", align="centre")
    sheet.text(16, 33, f"检验机构名称：{place.city[:-1]}{world.word('brands')}机动车检测有限公司", size=9)
    sheet.text(194, 33, f"报告编号：{place.code}{world.digits(11)}", size=9, align="right")
    plate = world.plate(place)
    y = _table(sheet, 16, 194, 37, (
        ("号牌号码/种类", f"{plate}  大型汽车        所有人  {firm.name}"), ("车辆类型", f"{kind}        品牌型号  {model}"),
        ("车辆识别代号", f"{world.vin()}        发动机号码  {phrase(world, 'engines')}"),
        ("初次登记日期", f"{world.day(2200, 800).isoformat()}        出厂日期  {world.day(2600, 2300).isoformat()}"),
        ("检验日期", f"{day.isoformat()}        检验类别  在用机动车检验"), ("里程表读数", f"{world.digits(6)} km        使用性质  货运"),
    ))  # fmt: skip
    sheet.text(105, y + 8, "仪 器 设 备 检 验 结 果", size=10.5, face="hei", align="centre")
    heads = ("检验项目", "检验结果", "标准限值", "判定")
    rows = [("一轴制动率(%)", f"{world.rng.randint(61, 88)}.{world.digits(1)}", "≥60", "合格"), ("一轴不平衡率(%)", f"{world.rng.randint(2, 18)}.3", "≤20", "合格"),
            ("二轴制动率(%)", f"{world.rng.randint(51, 80)}.7", "≥50", "合格"), ("驻车制动率(%)", f"{world.rng.randint(21, 40)}.0", "≥20", "合格"),
            ("左外灯远光强度(cd)", world.digits(5), "≥15000", "合格"), ("整备质量(kg)", world.digits(4), "±500", "合格"), ("外廓尺寸(mm)", "8998×2548×3949", "±1%", "合格")]  # fmt: skip
    y += 12
    for row in (heads, *rows):
        for x, wide, cell in zip((16, 76, 126, 166), (60, 50, 40, 28), row, strict=True):
            sheet.box(x, y, x + wide, y + 8, width=0.4)
            sheet.text(x + wide / 2, y + 5.4, cell, size=9, align="centre")
        y += 8
    sheet.text(18, y + 12, "检验结论：合格", size=12, face="hei")
    sheet.text(
        18,
        y + 22,
        f"授权签字人：{world.person()}      检验有效期至：{(day + timedelta(days=364)).isoformat()[:7]}",
        size=10,
    )
    sheet.picture(round_seal(f"{place.city[:-1]}机动车检测有限公司", "检验专用章", world.seed), 160, y + 18, 36)
    return Drawn(sheet=sheet, fields={})


def _practitioner(world: World) -> Drawn:
    """道路运输从业人员从业资格证: a card of a person between driving licence and transport permit."""
    place, day = world.place(), world.day(1500, 100)
    sheet = Sheet(width=180, height=66, day=day, title="从业资格证")
    sheet.box(3, 3, 88, 63, colour="#6A87A8", fill="#EEF4FA", radius=2)
    sheet.box(92, 3, 177, 63, colour="#6A87A8", fill="#EEF4FA", radius=2)
    sheet.text(45, 12, "中华人民共和国道路运输从业人员", size=9, face="hei", align="centre")
    sheet.text(45, 18, "从 业 资 格 证", size=11, face="hei", align="centre")
    for step, (label, words) in enumerate((
        ("姓名", world.person()), ("性别", world.pick("男女")), ("出生日期", world.day(18000, 9000).isoformat()), ("国籍", "中国"),
        ("住址", world.street(place)[:20]), ("证号", f"{place.code}19{world.digits(9)}X"), ("准驾车型", str(phrase(world, "classes"))),
    )):  # fmt: skip
        sheet.text(32, 25 + step * 5.3, f"{label}：{words}", size=7)
    sheet.box(7, 24, 28, 50, fill="#DDDDDD", colour="#AAAAAA")
    rows = (("从业资格类别", "经营性道路货物运输驾驶员"), ("初始领证日期", day.isoformat()), ("有效起始日期", day.isoformat()),
            ("有效期限", "6年"), ("发证机关", f"{place.city}道路运输管理局"))  # fmt: skip
    for step, (label, words) in enumerate(rows):
        sheet.text(97, 16 + step * 7, f"{label}：{words}", size=8)
    sheet.text(97, 57, "注册（登记）记录：              诚信考核：AAA", size=7)
    sheet.picture(round_seal(f"{place.city}道路运输管理局", "", world.seed), 160, 46, 22)
    return Drawn(sheet=sheet, fields={})


def _pollution(world: World) -> Drawn:
    """固定污染源排污登记回执: a firm's name, code and address with a term of validity."""
    firm, day = world.firm("manufacturing", small=False), world.day(900, 30)
    sheet = Sheet(width=210, height=297, day=day, title="登记回执")
    sheet.text(105, 48, "固定污染源排污登记回执", size=22, face="hei", align="centre")
    sheet.text(105, 64, f"登记编号：{firm.uscc}001{world.pick('WXYZ')}", size=13, align="centre")
    y = 84.0
    for label, words in (("排污单位名称", firm.name), ("生产经营场所地址", firm.address), ("统一社会信用代码", firm.uscc),
                         ("登记类型", "√首次   □延续   □变更"), ("登记日期", chinese_day(day)),
                         ("有 效 期", f"{chinese_day(day)}至{chinese_day(day + timedelta(days=1825))}")):  # fmt: skip
        sheet.text(26, y, f"{label}：{words}", size=12)
        y += 13
    _paragraphs(sheet, 26, y + 10, (
        "注意事项：", "（一）你单位应当遵守生态环境保护法律法规、政策、标准等要求，依法履行生态环境保护责任和义务。",
        "（二）你单位对排污登记信息的真实性、准确性和完整性负责，依法接受生态环境保护检查和社会公众监督。",
        "（三）排污登记表有效期内，你单位基本情况、污染物排放去向等信息发生变动的，应当自变动之日起二十日内进行变更登记。",
        "更多资讯，请关注官方公众微信订阅号",
    ), chars=36, size=11, pitch=8)  # fmt: skip
    sheet.qr("https://permit.example/notice", 160, 252, 24)
    return Drawn(sheet=sheet, fields={})


def _penalty(world: World) -> Drawn:
    """公安交通管理简易程序处罚决定书: a narrow slip with plate, licence, place and a fine."""
    place, day = world.place(), world.day(200, 3)
    fine = world.pick((50, 100, 200))
    sheet = Sheet(width=80, height=190, day=day, title="处罚决定书")
    sheet.text(40, 14, f"{place.city}公安局交通警察支队", size=10, face="hei", align="centre")
    sheet.text(40, 21, "公安交通管理简易程序处罚决定书", size=9.4, face="hei", align="centre")
    sheet.text(75, 28, f"编号：{place.code}{world.digits(10)}", size=7.5, align="right")
    name, plate = world.person(), world.plate(place)
    lines = (
        f"被处罚人：{name}    驾驶证档案编号：{place.code}{world.digits(6)}", f"机动车驾驶证号：{place.code}********{world.digits(4)}",
        f"准驾车型：{phrase(world, 'classes')}    联系方式：138****{world.digits(4)}", f"车辆牌号：{plate}    车辆类型：重型半挂牵引车",
        f"发证机关：{place.city}公安局交通警察支队",
        (f"被处罚人于{chinese_day(day)}{world.rng.randint(8, 18)}时{world.rng.randint(10, 59)}分，在{place.district}{world.word('roads')}路口实施"
        "机动车违反禁止标线指示的违法行为（代码13450），违反了《中华人民共和国道路交通安全法》第三十八条。"),
        f"根据第九十条之规定，决定处以 {fine} 元罚款，记 1 分。",
        "持本决定书在15日内到银行网点或者通过网络缴纳罚款。逾期不缴纳的，每日按罚款数额的3%加处罚款。",
        "如不服本决定，可以在收到之日起60日内申请行政复议，或者在6个月内提起行政诉讼。",
        "处罚前已口头告知违法事实、依据和依法享有的权利。", f"交通警察：{world.person()} {world.person()}", f"{chinese_day(day)}",
        "被处罚人签名：", "对记分有异议：□",
    )  # fmt: skip
    _paragraphs(sheet, 5, 36, lines, chars=25, size=8, pitch=5.4)
    sheet.picture(round_seal(f"{place.city}公安局交通警察支队", "", world.seed), 58, 150, 26)
    return Drawn(sheet=sheet, fields={})


def _queue_ticket(world: World) -> Drawn:
    """A bank branch's queue ticket off a receipt printer: firm, date, number, no purchase."""
    place, day = world.place(), world.day(60, 2)
    sheet = Sheet(width=58, height=88, day=day, title="排队号")
    sheet.text(29, 12, f"{place.city[:-1]}农村商业银行", size=11, face="hei", align="centre")
    sheet.text(29, 18, f"{place.district[:-1]}支行营业室", size=8.5, face="hei", align="centre")
    sheet.text(29, 27, "您的号码为", size=8.5, face="hei", align="centre")
    sheet.text(29, 40, f"{world.pick('ABV')}{world.rng.randint(1, 180):04d}", size=28, face="hei", align="centre")
    sheet.text(
        29, 48, f"业务类型：{world.pick(('个人现金业务', '对公业务', '个人非现金业务'))}", size=8, align="centre"
    )
    sheet.text(29, 54, f"您前面还有 {world.rng.randint(0, 28)} 人等候", size=9, align="centre")
    sheet.text(29, 60, "请在休息区等候，注意叫号，过号作废", size=7.4, align="centre")
    sheet.text(
        29,
        67,
        f"{day.isoformat()} {world.rng.randint(9, 16)}:{world.rng.randint(10, 59)}:{world.rng.randint(10, 59)}",
        size=8,
        align="centre",
    )
    sheet.text(29, 75, "谨防电信诈骗 不轻信 不透露 不转账", size=7, align="centre")
    sheet.text(29, 81, "客服电话 96336 消费者投诉专线", size=7, align="centre")
    return Drawn(sheet=sheet, fields={})


def _food_label(world: World) -> Drawn:
    """The back of a packet: producer, production licence number, standard and table of nutrients."""
    firm, day = world.firm("catering", small=False), world.day(90, 3)
    sheet = Sheet(width=120, height=100, day=day, title="标签")
    sheet.box(2, 2, 118, 98, colour="#2F7D3B", width=2, fill="#FFFDF2", radius=3)
    sheet.text(
        60, 12, world.pick(("五香豆腐干", "麦香饼干", "手工挂面", "黄豆酱")), size=15, face="hei", align="centre"
    )
    lines = (
        "配料：小麦粉、饮用水、食用盐、白砂糖、植物油、食品添加剂（碳酸氢钠）", f"净含量：{world.pick(('500克', '1千克', '180g'))}    规格：1×24",
        "产品标准号：GB/T 20980    保质期：12个月", f"食品生产许可证编号：SC10{world.pick('1234')}{firm.uscc[2:8]}0{world.digits(4)}",
        "贮存条件：置于阴凉干燥处，避免阳光直射", f"生产日期：{day:%Y%m%d} B  见封口", f"生产商：{firm.name}", f"地址：{firm.address}",
        f"产地：{firm.address[:6]}    服务热线：{firm.phone}", "致敏原信息：含有麸质谷物及其制品、大豆",
    )  # fmt: skip
    y = _paragraphs(sheet, 7, 20, lines, chars=34, size=7.2, pitch=4.3)
    sheet.text(7, y + 2, "营养成分表    每100g      NRV%", size=7.2, face="hei")
    sheet.text(
        7, y + 6.4, "能量 1620kJ 19%  蛋白质 9.8g 16%  脂肪 8.1g 14%  碳水化合物 66.0g 22%  钠 820mg 41%", size=6
    )
    return Drawn(sheet=sheet, fields={})


def _award(world: World) -> Drawn:
    """中标通知书: an amount in capitals and two firms, yet no contract."""
    firm, owner, place, day = world.firm("building", small=False), world.place(), world.place(), world.day(300, 10)
    sum_in = world.amount(200_000, 8_000_000)
    sheet = Sheet(width=210, height=297, day=day, title="中标通知书")
    sheet.text(105, 46, "中 标 通 知 书", size=26, face="song", align="centre", bold=0.5)
    sheet.text(182, 60, f"编号：{place.code}-{day.year}-{world.digits(4)}", size=10.5, align="right")
    buyer = f"{owner.district}人民医院"
    y = _paragraphs(sheet, 28, 78, (
        f"{firm.name}：",
        f"　　{buyer}门诊楼维修改造工程（招标编号：{world.digits(8)}）于{chinese_day(day)}开标，经评标委员会评定，招标人确认你单位为中标人。",
        f"　　中标价：人民币（大写）{capitals(sum_in, '元')}（¥{sum_in:,.2f}）", f"　　中标工期：{world.rng.randint(40, 180)}日历天",
        f"　　工程质量：合格　　项目经理：{world.person()}（二级建造师）",
        f"　　请在收到本通知书后30日内与招标人签订施工合同，并按招标文件规定提交履约保证金{sum_in / 10:,.2f}元。",
        "　　特此通知。",
    ), chars=32, size=13, pitch=10)  # fmt: skip
    sheet.text(182, y + 16, f"招标人：{buyer}（盖章）", size=12, align="right")
    sheet.text(
        182,
        y + 28,
        f"招标代理机构：{place.city[:-1]}{world.word('brands')}工程咨询有限公司（盖章）",
        size=12,
        align="right",
    )
    sheet.text(182, y + 40, chinese_day(day), size=12, align="right")
    sheet.picture(round_seal(buyer, "", world.seed), 140, y + 20, 40)
    return Drawn(sheet=sheet, fields={})


def _car_insurance(world: World) -> Drawn:
    """机动车交通事故责任强制保险单: a policy, but of a vehicle."""
    firm, place, day = world.firm("transport"), world.place(), world.day(300, 5)
    model, kind, *_ = phrase(world, "trucks")
    sheet = Sheet(width=210, height=297, day=day, title="交强险保单")
    sheet.text(105, 22, "机动车交通事故责任强制保险单（电子保单）", size=15, face="hei", align="centre")
    sheet.text(16, 31, f"{place.city[:-1]}安和财产保险股份有限公司", size=9)
    sheet.text(194, 31, f"保险单号：6330{world.digits(17)}", size=9, align="right")
    start = day + timedelta(days=3)
    y = _table(sheet, 16, 194, 35, (
        ("被保险人", firm.name), ("证件号码", f"{firm.uscc}        联系电话  {firm.phone}"), ("地址", firm.address),
        ("号牌号码", f"{world.plate(place)}        机动车种类  {kind}        使用性质  营业货车"),
        ("发动机号码", f"{phrase(world, 'engines')}        识别代码  {world.vin()}"), ("厂牌型号", model), ("核定载质量", "9800千克        登记日期  2022-04-19"),
        ("死亡伤残赔偿限额", "180000元        无责任死亡伤残赔偿限额  18000元"), ("医疗费用赔偿限额", "18000元        无责任医疗费用赔偿限额  1800元"),
        ("财产损失赔偿限额", "2000元        无责任财产损失赔偿限额  100元"), ("保险费合计", f"（人民币大写）：{capitals_yuan(4480)}（￥：4480.00元）"),
        ("保险期间", f"自{chinese_day(start)}0时起至{chinese_day(start.replace(day=1) + timedelta(days=364))}24时止"),
        ("保险合同争议解决方式", "诉讼"), ("代收车船税", "当年应缴 ￥：460.80元    滞纳金 ￥：0.00元    完税凭证号（减免税证明号）"),
        ("特别约定", "本保单仅承担交强险责任，投保时未如实告知导致风险显著增加的，按照条款处理。"),
        ("重要提示", "收到本保险单后请立即核对，如有不符请及时通知保险人并办理变更手续。"),
    ))  # fmt: skip
    sheet.text(
        18,
        y + 10,
        f"签单日期：{chinese_day(day)}    核保：自动核保    制单：{world.person()}    经办：{world.person()}",
        size=9,
    )
    sheet.picture(
        round_seal(f"{place.city[:-1]}安和财产保险股份有限公司", "承保业务专用章", world.seed), 160, y + 8, 36
    )
    return Drawn(sheet=sheet, fields={})


def capitals_yuan(yuan: int) -> str:
    """Whole yuan in capitals."""
    return capitals(Decimal(yuan), "元")


def _locker(world: World) -> Drawn:
    """A parcel locker's page: number of the waybill, carrier, code; nothing was ordered or carried for the merchant."""
    sheet = _phone(world, "包裹详情")
    sheet.box(4, 24, 86, 62, fill="#FFFFFF", colour=None, radius=2)
    sheet.text(45, 33, "取件码", size=9, face="hei", align="centre", colour="#777777")
    sheet.text(45, 46, world.digits(8), size=24, face="hei", align="centre", bold=0.3)
    sheet.text(45, 56, "包裹已存放 3 小时，免费保管 18 小时", size=7.4, face="hei", align="centre", colour="#D2691E")
    pairs = (("快递公司", world.pick(("圆通速递", "中通快递", "申通快递"))), ("运单号", f"YT{world.digits(13)}"), ("收件人", f"{world.word('surnames')}**"),
             ("手机号", f"138****{world.digits(4)}"), ("快递柜", f"{world.place().district}{world.word('roads')}小区北门"), ("格口", f"{world.rng.randint(1, 6)}号柜 {world.rng.randint(1, 40)}格"),
             ("入柜时间", f"{sheet.day.isoformat()} 11:2{world.digits(1)}"), ("逾期费用", "0.5元/12小时，3元封顶"))  # fmt: skip
    sheet.box(4, 66, 86, 138, fill="#FFFFFF", colour=None, radius=2)
    for step, (label, words) in enumerate(pairs):
        sheet.text(9, 75 + step * 8, label, size=8, face="hei", colour="#888888")
        sheet.text(82, 75 + step * 8, words, size=8, face="hei", align="right")
    sheet.box(10, 150, 80, 162, fill="#2FB36B", colour=None, radius=5)
    sheet.text(45, 158, "远程开柜", size=10.5, face="hei", align="centre", colour="#FFFFFF")
    return Drawn(sheet=sheet, fields={}, screen=True)


def _navigation(world: World) -> Drawn:
    """A truck driver's route plan: plate, from, to, kilometres, tolls and fuel in yuan."""
    start, end = world.place(), world.place()
    sheet = _phone(world, "货车导航")
    sheet.box(4, 22, 86, 46, fill="#FFFFFF", colour=None, radius=2)
    sheet.text(9, 31, f"● 我的位置（{start.city}{start.district}）", size=8.4, face="hei", colour="#2B7A3E")
    sheet.text(9, 41, f"● {end.city}{end.district}物流园", size=8.4, face="hei", colour="#C0392B")
    sheet.box(4, 50, 86, 110, fill="#DCE9D8", colour=None)
    for step in range(7):
        sheet.line(10 + step * 9, 105 - step * 7, 18 + step * 9, 100 - step * 7, colour="#2E77D0", width=4)
    sheet.text(52, 70, f"G{world.rng.randint(1, 99)}高速", size=8, face="hei", colour="#5A5A5A")
    sheet.box(4, 114, 86, 176, fill="#FFFFFF", colour=None, radius=2)
    for step, line in enumerate((
        f"{world.plate(start)}  重型货车 6轴  限高4.0米", f"{world.rng.randint(4, 19)}小时{world.rng.randint(10, 59)}分   {world.digits(3)}公里",
        f"过路费 ¥{world.digits(4)}   油费约 ¥{world.digits(4)}   红绿灯{world.rng.randint(3, 40)}个", "方案一 推荐   方案二 少收费   方案三 避限行",
        "途经 2 处限高，1 处货车限行（7:00-20:00）", f"预计 {sheet.day.month}月{sheet.day.day}日 18:40 到达",
    )):  # fmt: skip
        sheet.text(9, 123 + step * 9, line, size=8.2, face="hei")
    sheet.text(45, 185, "开始导航", size=11, face="hei", align="centre", colour="#2E77D0")
    return Drawn(sheet=sheet, fields={}, screen=True)


def _cart(world: World) -> Drawn:
    """A shopping cart: shops, wares and a sum that nobody has ordered or paid."""
    sheet = _phone(world, "购物车(7)")
    y, total = 24.0, 0.0
    for trade in ("retail", "agriculture"):
        sheet.box(4, y, 86, y + 68, fill="#FFFFFF", colour=None, radius=2)
        sheet.text(
            9, y + 8, f"√ {world.word('brands')}{world.pick(('旗舰店', '专营店', '企业店'))} 〉", size=8.6, face="hei"
        )
        for step, line in enumerate(world.goods(trade, 2)):
            top = y + 14 + step * 27
            price = float(line.price)
            count = world.rng.randint(1, 9)
            total += price * count
            sheet.text(9, top + 10, "√", size=9, face="hei")
            sheet.box(16, top, 36, top + 20, fill="#E7DCC5", colour=None)
            sheet.text(39, top + 5, f"{line.name} {line.model}", size=7.6, face="hei")
            sheet.text(39, top + 18, f"¥{price:.2f}", size=9, face="hei", colour="#E02E24")
            sheet.text(82, top + 18, f"－ {count} ＋", size=8, face="hei", align="right")
        y += 72
    sheet.box(0, 174, 90, 190, fill="#FFFFFF", colour=None)
    sheet.text(5, 183, "○ 全选", size=8, face="hei")
    sheet.text(60, 183, f"合计：¥{total:.2f}", size=9, face="hei", align="right")
    sheet.box(63, 177, 87, 187, fill="#FF5A1F", colour=None, radius=4)
    sheet.text(75, 183.4, "去结算(4)", size=8.4, face="hei", align="centre", colour="#FFFFFF")
    return Drawn(sheet=sheet, fields={}, screen=True)


LAYOUTS: Layouts = {
    "animal-quarantine": _animal_quarantine,
    "vehicle-inspection": _inspection,
    "practitioner-card": _practitioner,
    "pollution-receipt": _pollution,
    "traffic-penalty": _penalty,
    "queue-ticket": _queue_ticket,
    "food-label": _food_label,
    "award-notice": _award,
    "car-insurance": _car_insurance,
    "parcel-locker": _locker,
    "truck-navigation": _navigation,
    "shopping-cart": _cart,
}
