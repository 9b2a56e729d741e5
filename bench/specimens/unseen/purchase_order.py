"""A purchase order printed from an ERP: the buyer only as letterhead, the supplier by name, sums with tax."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from bench.specimens.drawn import Drawn, Layout
from bench.specimens.numbers import cents
from bench.specimens.seals import round_seal
from bench.specimens.sheet import Sheet
from bench.specimens.unseen.clauses import Cell, Grid, cell
from bench.specimens.world import World


def erp_print(world: World) -> Drawn:
    """Landscape, line items with tax and delivery day, clerks at the foot."""
    buyer, seller, day = world.firm("manufacturing", small=False), world.firm("manufacturing"), world.day()
    number = f"CGDD{day:%Y%m%d}{world.rng.randint(1, 90):04d}"
    due = day + timedelta(days=world.rng.randint(6, 25))
    sheet = Sheet(width=297, height=210, day=day, title="采购订单", producer="Kingdee")
    sheet.text(148, 16, buyer.name, size=16, face="hei", align="centre", mark="buyer_name")
    sheet.text(148, 25, "采 购 订 单", size=14, face="song", align="centre", bold=0.3)
    sheet.text(15, 34, "供应商：", size=10)
    sheet.text(30, 34, seller.name, size=10, mark="seller_name")
    sheet.text(125, 34, "单据编号：", size=10)
    sheet.text(144, 34, number, size=10, mark="order_number")
    sheet.text(215, 34, "日期：", size=10)
    sheet.text(227, 34, f"{day.year}-{day.month}-{day.day}", size=10, mark=("issue_date", day.isoformat()))
    sheet.text(15, 40, f"供方联系人：{seller.person}", size=10)
    sheet.text(75, 40, f"电话：{seller.phone}", size=10)
    sheet.text(125, 40, f"结算方式：{world.pick(('月结30天', '月结60天', '款到发货'))}", size=10)
    sheet.text(185, 40, "币别：人民币", size=10)
    sheet.text(215, 40, "汇率：1", size=10)
    sheet.text(245, 40, "采购方式：赊购", size=10)
    lines = world.goods("manufacturing", world.rng.randint(3, 5))
    rows, goods, total, tax_sum, many = [], [], Decimal(0), Decimal(0), Decimal(0)
    for at, one in enumerate(lines, 1):
        gross = one.net
        tax = gross - cents(gross / Decimal("1.13"))
        total, tax_sum, many = total + gross, tax_sum + tax, many + one.quantity
        goods.append(
            {
                "name": one.name,
                "quantity": f"{one.quantity}",
                "unit_price": f"{one.price:.2f}",
                "amount": f"{gross:.2f}",
            }
        )
        rows.append((str(at), f"1.{world.digits(2)}.{world.digits(4)}", one.name, one.model, one.unit, f"{one.quantity:.2f}",
                     f"{one.price:.4f}", "13", f"{tax:.2f}", f"{gross:.2f}", f"{due:%Y-%m-%d}"))  # fmt: skip
    grid = Grid(left=15, widths=(10, 26, 42, 42, 12, 22, 24, 14, 24, 28, 23), size=9, pitch=4, pad=1.5)
    head = (
        "行号",
        "物料代码",
        "物料名称",
        "规格型号",
        "单位",
        "数量",
        "含税单价",
        "税率(%)",
        "税额",
        "价税合计",
        "交货日期",
    )
    rows_out: list[tuple[str | Cell, ...]] = [head, *rows]
    rows_out.append(
        (
            "",
            "合计",
            "",
            "",
            "",
            f"{many:.2f}",
            "",
            "",
            f"{tax_sum:.2f}",
            cell(f"{total:.2f}", ("total_amount", f"{total:.2f}")),
            "",
        )
    )
    y = grid.draw(sheet, 44, rows_out)
    y += 6
    for number_, words in enumerate((
        "备注：1、请贵司收到本订单后24小时内签字盖章回传，逾期视为接受；2、送货单须注明本订单号及物料代码，否则仓库拒收；",
        "　　　3、来料须附出厂检验报告，不合格品3日内退换；4、逾期交货每天扣货款1%；5、发票随货或次月5日前开具，税率13%。",
        f"交货地点：{buyer.address}　收货人：{world.person()}　{buyer.phone}",
    )):  # fmt: skip
        sheet.text(15, y + number_ * 5, words, size=9)
    y += 20
    for x, title, name in ((15, "审核：", world.person()), (70, "主管：", world.person()), (125, "业务员：", world.person()),
                           (180, "部门：", "采购部"), (225, "制单：", world.person())):  # fmt: skip
        sheet.text(x, y, title + name, size=10)
    sheet.text(15, y + 8, "供应商确认（签章）：", size=10)
    sheet.text(
        282,
        204,
        f"打印时间：{day + timedelta(days=1):%Y-%m-%d} 09:1{world.rng.randint(0, 9)}　第 1 页/共 1 页",
        size=8,
        align="right",
    )
    sheet.picture(round_seal(buyer.name, "采购专用章", world.seed), 240, y - 2, 38, turn=-10)
    return Drawn(sheet=sheet, fields={
        "buyer_name": buyer.name, "seller_name": seller.name, "order_number": number, "issue_date": day.isoformat(),
        "total_amount": f"{total:.2f}", "goods": goods,
    })  # fmt: skip


LAYOUTS: Mapping[str, Layout] = {"erp_print": erp_print}
