"""The green booklet opened at its first spread, and the page of later entries behind it."""

from datetime import timedelta

from bench.specimens.drawn import Drawn, Layouts
from bench.specimens.licences import guilloche, phrase
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

INK = "#2F6B4A"


def _spread(world: World) -> Drawn:
    """Owner's summary left, the vehicle's numbered boxes right; a mortgage entered and lifted on the next page."""
    firm, place = world.firm("transport"), world.place()
    owner, plate, vin = firm.name, world.plate(place), world.vin()
    model, kind, gross, _, payload, _ = phrase(world, "trucks")
    registered = world.day(1800, 500)
    made = registered - timedelta(days=world.rng.randint(20, 90))
    office = f"{place.province}{place.city}公安局交通警察支队车辆管理所"
    sheet = Sheet(width=297, height=210, day=registered, title="机动车登记证书")
    guilloche(sheet, (6, 6, 291, 204), "#DFF0E4", 5)
    sheet.line(148.5, 4, 148.5, 206, colour="#A9C7B4", width=0.8)
    sheet.text(77, 18, "机动车登记证书", size=20, face="song", align="centre", bold=0.4, colour=INK)
    sheet.text(77, 25, "Motor Vehicle Register Certificate", size=7, align="centre", colour=INK)
    sheet.text(138, 32, f"机动车登记证书编号  {world.digits(12)}", size=8.5, face="hei", align="right")
    sheet.text(77, 39, "注册登记摘要信息栏", size=9, face="hei", align="centre", colour=INK)

    def row(y: float, cells: tuple[tuple[float, float, str, str, str, str], ...], tall: float = 8) -> None:
        for x0, x1, label, words, name, value in cells:
            sheet.box(x0, y, x1, y + tall, colour=INK, width=0.4)
            end = sheet.text(x0 + 1, y + tall / 2 + 1.2, label, size=6.2, face="hei", colour=INK)
            size = 7.6 if len(words) < 24 else 6.4
            sheet.text(end + 2, y + tall / 2 + 1.4, words, size=size, mark=(name, value or words) if name else None)

    who = "1.机动车所有人/身份证明名称/号码"
    sheet.box(10, 42, 144, 52, colour=INK, width=0.4)
    end = sheet.text(11, 48, who, size=6.2, face="hei", colour=INK)
    end = sheet.text(end + 2, 48, owner, size=7.6, mark="owner_name")
    sheet.text(end, 48, f"/统一社会信用代码/{firm.uscc}", size=6)
    row(52, (
        (10, 92, "2.登记机关", office, "", ""),
        (92, 144, "3.登记日期", registered.isoformat(), "registered_date", ""),
    ))  # fmt: skip
    row(60, ((10, 144, "4.机动车登记编号", plate, "plate_number", ""),))
    sheet.text(77, 74, "转移登记摘要信息栏", size=9, face="hei", align="centre", colour=INK)
    y = 77.0
    for number in ("I", "II", "III", "IV", "V", "VI"):
        sheet.text(12, y + 10, number, size=8, colour=INK)
        row(y, ((18, 144, "机动车所有人/身份证明名称/号码", "", "", ""),))
        row(y + 8, (
            (18, 72, "登记机关", "", "", ""), (72, 108, "登记日期", "", "", ""),
            (108, 144, "机动车登记编号", "", "", ""),
        ))  # fmt: skip
        y += 19

    sheet.text(222, 18, "注册登记机动车信息栏", size=11, face="hei", align="centre", colour=INK)
    a, b, c = 153, 222, 287
    boxes = (
        ("5.车辆类型", kind, "6.车辆品牌", model.split("牌")[0] + "牌"),
        ("7.车辆型号", model.split("牌")[1], "8.车身颜色", world.pick(("白", "蓝", "红", "黄"))),
        ("9.车辆识别代号/车架号", vin, "10.国产/进口", "国产"),
        (
            "11.发动机号",
            str(phrase(world, "engines")),
            "12.发动机型号",
            world.pick(("WP6H245E60", "D06NA22", "4DA1-2C")),
        ),
        ("13.燃料种类", "柴油", "14.排量/功率", f"{world.digits(4)} ml/ {world.rng.randint(85, 250)} kw"),
        ("15.制造厂名称", f"{model.split('牌')[0]}汽车股份有限公司", "16.转向形式", "方向盘"),
        ("17.轮距", "前 1960 后 1800 mm", "18.轮胎数", "6"),
        ("19.轮胎规格", "10.00R20 18PR", "20.钢板弹簧片数", "后 9+6 片"),
        ("21.轴距", "4700 mm", "22.轴数", "2"),
        ("23.外廓尺寸", "长 9000 宽 2550 高 3950 mm", "33.发证机关章", ""),
        ("24.货厢内部尺寸", "长 6800 宽 2420 高 2600 mm", "", ""),
        ("25.总质量", f"{gross} kg", "26.核定载质量", f"{payload} kg"),
        ("27.核定载客", "-- 人", "28.准牵引总质量", "-- kg"),
        ("29.驾驶室载客", "3 人", "30.使用性质", "货运"),
        ("31.车辆获得方式", "购买", "32.车辆出厂日期", made.isoformat()),
    )
    y = 23.0
    for left, first, right, second in boxes:
        row(y, ((a, b, left, first, "vin" if first == vin else "", ""), (b, c, right, second, "", "")), 10.6)
        y += 10.6
    sheet.box(a, y, c, y + 10.6, colour=INK, width=0.4)
    sheet.text(c - 46, y + 6.4, f"34.发证日期  {registered.isoformat()}", size=7)
    sheet.picture(round_seal(office[-12:], "", world.seed), 254, 120, 26)
    sheet.text(77, 202, "— 1 —", size=7, align="centre")
    sheet.text(222, 202, "— 2 —", size=7, align="centre")

    sheet.next_page()
    guilloche(sheet, (6, 6, 143, 204), "#DFF0E4", 5)
    sheet.text(75, 18, "登 记 栏", size=14, face="song", align="centre", colour=INK)
    pledged = registered + timedelta(days=3)
    freed = pledged + timedelta(days=world.rng.randint(200, 400))
    lender = f"{place.city[:-1]}农村商业银行股份有限公司{place.district[:-1]}支行"
    lines = (
        "抵押登记", f"抵押权人姓名/名称：{lender}", "身份证明名称/号码：统一社会信用代码/9133****",
        f"抵押登记日期：{pledged.isoformat()}", "", "解除抵押", f"解除抵押日期：{freed.isoformat()}",
        "以下空白",
    )  # fmt: skip
    for step, line in enumerate(lines):
        sheet.text(14, 32 + step * 9, line, size=9, mark=("mortgage", "false") if line == "解除抵押" else None)
    sheet.text(75, 202, "— 3 —", size=7, align="centre")
    truth = {"owner_name": owner, "vin": vin, "plate_number": plate, "registered_date": registered.isoformat()}
    return Drawn(sheet=sheet, fields={**truth, "mortgage": "false"}, first_page=truth)


LAYOUTS: Layouts = {"booklet-spread": _spread}
