"""Two delivery notes: a carbon booklet filled in by hand with one column a digit, and a dot-matrix stock-out slip."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from bench.specimens.drawn import Drawn, Layout
from bench.specimens.numbers import CAPITALS, capitals
from bench.specimens.seals import round_seal, signature
from bench.specimens.sheet import Sheet
from bench.specimens.unseen.clauses import Cell, Grid, cell
from bench.specimens.world import World

PEN, PRINT = "#20307A", "#A03058"
COLUMNS = "十万千百十元角分"


def booklet(world: World) -> Drawn:
    """送货单 of a printed booklet: the firm's name above, the sum split over narrow columns."""
    sender, receiver, day = world.firm("building", small=True), world.firm("building", small=False), world.day()
    number = f"0{world.digits(6)}"
    sheet = Sheet(width=190, height=130, day=day, title="送货单")
    sheet.text(95, 13, sender.name, size=15, face="hei", align="centre", colour=PRINT, mark="sender_name")
    sheet.text(95, 21, "送　货　单", size=14, face="song", align="centre", colour=PRINT, bold=0.3)
    sheet.text(
        95,
        26,
        f"地址：{sender.address[sender.address.index('市') + 1 :]}　电话：{sender.phone}　经营：水泥、钢材、砂石、五金",
        size=7.5,
        align="centre",
        colour=PRINT,
    )
    sheet.text(183, 20, f"№ {number}", size=12, align="right", colour="#D02020")
    sheet.text(12, 34, "收货单位：", size=10, colour=PRINT)
    sheet.text(30, 34, receiver.name, size=11, face="kai", colour=PEN, mark="receiver_name")
    sheet.text(12, 40, "地　　址：", size=10, colour=PRINT)
    sheet.text(30, 40, receiver.address[receiver.address.index("市") + 1 :], size=11, face="kai", colour=PEN)
    x = 133.0
    for words, unit in ((f"{day.year}", "年"), (f"{day.month}", "月"), (f"{day.day}", "日")):
        x = sheet.text(x, 40, words, size=11, face="kai", colour=PEN) + 1.5
        x = sheet.text(x, 40, unit, size=10, colour=PRINT) + 2
    sheet.remember("issue_date", day.isoformat(), (133, 36, x, 41))
    lines = world.goods("building", world.rng.randint(2, 4))
    total = sum((one.net for one in lines), Decimal(0))
    grid = Grid(
        left=10,
        widths=(10, 52, 14, 18, 20, *(5.5,) * 8, 14),
        size=9,
        face="kai",
        ink=PEN,
        colour=PRINT,
        pitch=4,
        pad=1.1,
        rule=0.4,
    )

    def printed(words: str, span: int = 1) -> Cell:
        return cell(words, face="song", colour=PRINT, span=span)

    rows: list[list[str | Cell]] = [
        [
            *(printed(one) for one in ("编号", "名 称 及 规 格", "单位", "数 量", "单 价")),
            *(printed(one) for one in COLUMNS),
            printed("备注"),
        ]
    ]
    for at, one in enumerate(lines, 1):
        rows.append(
            [
                str(at),
                cell(f"{one.name} {one.model}", align="left"),
                one.unit,
                f"{one.quantity}",
                f"{one.price:f}",
                *_split(one.net),
                "",
            ]
        )
    rows += [["", "", "", "", "", *[""] * 8, ""]] * (5 - len(lines))
    y = grid.draw(sheet, 43, rows)
    fen = f"{int(total * 100):>8}"
    places = ("拾", "万", "仟", "佰", "拾", "元", "角", "分")
    words = "".join(
        f" {CAPITALS[int(digit)] if digit != ' ' else '／'} {place}" for digit, place in zip(fen, places, strict=True)
    )
    foot = Grid(left=10, widths=(124, 48), size=9, colour=PRINT, pitch=4, pad=1.5, rule=0.4)
    y = foot.draw(sheet, y, [(
        cell(f"合计人民币（大写）{words}", align="left", colour=PEN),
        cell(f"￥ {total:.2f}", ("total_amount", f"{total:.2f}"), align="left", face="kai", colour=PEN),
    )])  # fmt: skip
    sheet.text(12, y + 6, "收货单位", size=8.5, colour=PRINT)
    sheet.text(12, y + 10, "及经手人（签章）", size=8.5, colour=PRINT)
    sheet.text(104, y + 6, "送货单位", size=8.5, colour=PRINT)
    sheet.text(104, y + 10, "及经手人（签章）", size=8.5, colour=PRINT)
    sheet.text(12, y + 16, "注：货到请当面点清，如有质量问题三日内提出，过期恕不负责。", size=7.5, colour=PRINT)
    sheet.text(178, y + 16, "第二联：收货单位（红）", size=7.5, align="right", colour=PRINT)
    sheet.picture(signature(world.person(), world.seed), 50, y + 7, 18)
    sheet.picture(signature(sender.person, world.seed + 1), 142, y + 7, 18)
    sheet.picture(round_seal(sender.name, "", world.seed + 2), 166, y + 2, 34, turn=world.rng.uniform(-20, 20))
    goods = [
        {
            "name": f"{one.name} {one.model}",
            "quantity": f"{one.quantity}",
            "unit_price": f"{one.price:.2f}",
            "amount": f"{one.net:.2f}",
        }
        for one in lines
    ]
    return Drawn(sheet=sheet, fields={
        "sender_name": sender.name, "receiver_name": receiver.name, "issue_date": day.isoformat(),
        "total_amount": f"{total:.2f}", "goods": goods,
    })  # fmt: skip


def _split(net: Decimal) -> list[str]:
    return [digit.strip() for digit in f"{int(net * 100):>8}"]


def dot_matrix(world: World) -> Drawn:
    """销售出库单 of a wholesaler's stock program on 241 mm paper: customer, debts, discounts, a sum in words."""
    sender, receiver, day = world.firm("retail", small=False), world.firm("retail", small=True), world.day()
    number = f"XSCK-{day:%Y-%m-%d}-{world.rng.randint(1, 260):05d}"
    sheet = Sheet(width=241, height=140, day=day, title="销售出库单", producer="Microsoft: Print To PDF")
    sheet.text(
        120, 13, f"{sender.name}销售出库单", size=16, face="song", align="centre", mark=("sender_name", sender.name)
    )
    for x, words in ((14, "购货客户："), (110, f"仓库：{world.pick(('主仓', '一号库', '常温库'))}"), (160, "单号：")):
        sheet.text(x, 22, words, size=9.5)
    sheet.text(31, 22, receiver.name, size=9.5, mark="receiver_name")
    sheet.text(170, 22, number, size=9.5)
    sheet.text(14, 28, f"收货地址：{receiver.address}", size=9.5)
    sheet.text(14, 34, f"联系电话：{receiver.phone}", size=9.5)
    sheet.text(70, 34, f"业务员：{world.person()} 1380001{world.digits(4)}", size=9.5)
    sheet.text(160, 34, "录单日期：", size=9.5)
    sheet.text(177, 34, f"{day:%Y-%m-%d}", size=9.5, mark=("issue_date", day.isoformat()))
    lines = world.goods("retail", world.rng.randint(3, 6))
    total = sum((one.net for one in lines), Decimal(0))
    many = sum((one.quantity for one in lines), Decimal(0))
    grid = Grid(left=12, widths=(10, 30, 42, 28, 12, 16, 18, 12, 24, 25), size=9, pitch=3.8, pad=1)
    rows: list[tuple[str | Cell, ...]] = [
        ("序", "商品条码", "商品全名", "规格", "单位", "数量", "单价", "赠品", "金额", "生产日期")
    ]
    for at, one in enumerate(lines, 1):
        made = day - timedelta(days=world.rng.randint(20, 120))
        rows.append((str(at), f"69{world.digits(11)}", cell(one.name, align="left"), one.model, one.unit, f"{one.quantity}",
                     f"{one.price:.2f}", "", cell(f"{one.net:.2f}", align="right"), f"{made:%Y%m%d}"))  # fmt: skip
    y = grid.draw(sheet, 37, rows)
    owed = Decimal(world.rng.randint(500, 30000))
    words = capitals(total, "元")
    tail = Grid(left=12, widths=(122, 16, 30, 24, 25), size=9, pitch=3.8, pad=1)
    y = tail.draw(sheet, y, [
        (cell(f"合计（大写）：{words}", align="left"), f"{many}", "", cell(f"{total:.2f}", ("total_amount", f"{total:.2f}"), align="right"), ""),
    ])  # fmt: skip
    y = Grid(left=12, widths=(54, 54, 54, 55), size=9, pitch=3.8, pad=1).draw(sheet, y, [
        (f"前欠款：{owed:.2f}", f"本单应收：{total:.2f}", "本次收款：0.00", f"累计欠款：{owed + total:.2f}"),
    ])  # fmt: skip
    sheet.text(14, y + 5, f"公司地址：{sender.address}　订货热线：{sender.phone}", size=8.5)
    sheet.text(14, y + 10, f"收款账号：{sender.bank} {sender.account} 户名：{sender.person}", size=8.5)
    sheet.text(
        14, y + 15, "温馨提示：请当面核对数量、日期，非质量问题不退不换。白联：存根　红联：客户　黄联：回单", size=8.5
    )
    sheet.text(
        14, y + 21, f"制单：{world.person()}　　发货：　　　　　送货：{world.person()}　　　　　客户签收：", size=9.5
    )
    sheet.picture(signature(receiver.person, world.seed), 150, y + 19, 18)
    goods = [
        {"name": one.name, "quantity": f"{one.quantity}", "unit_price": f"{one.price:.2f}", "amount": f"{one.net:.2f}"}
        for one in lines
    ]
    return Drawn(sheet=sheet, fields={
        "sender_name": sender.name, "receiver_name": receiver.name, "issue_date": day.isoformat(),
        "total_amount": f"{total:.2f}", "goods": goods,
    })  # fmt: skip


LAYOUTS: Mapping[str, Layout] = {"booklet": booklet, "dot_matrix": dot_matrix}
