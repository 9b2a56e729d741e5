"""What contracts, orders and receipts drawn without sight of the reader taught."""

from datetime import date

import pytest
from extractor_papers import paper, values

from extractors import contract, delivery_note, purchase_order, rent_receipt
from extractors.extractor import Extractor
from uplift.types import FieldValue, Money, TextSource


def read(extractor: Extractor, *cells: tuple[float, float, str]) -> dict[str, FieldValue]:
    return values(extractor.extract(paper(*cells), None))


def test_english_beside_chinese_labels_says_nothing():
    found = read(
        contract.SALE,
        *((300, 60, "销售合同"), (600, 90, "编号 No.：RF-S-202603653"), (600, 110, "日期 Date：2026/03/21")),
        *((60, 140, "卖方 The Seller"), (240, 140, "合肥市嘉禾纺织有限责任公司")),
        *((60, 170, "买方 The Buyer"), (240, 170, "相城区禾润塑料商店")),
        (60, 210, "合同总价（含13%税） Total Contract Value ¥357,090.60"),
        (60, 240, "合同总价大写 Say：人民币叁拾伍万柒仟零玖拾元陆角"),
        (60, 270, "2. 交货期：买方预付款到账后45天内发货。"),
    )
    assert found["party_a_name"] == "相城区禾润塑料商店"
    assert found["party_b_name"] == "合肥市嘉禾纺织有限责任公司"
    assert found["sign_date"] == date(2026, 3, 21)
    assert found["total_amount"] == Money(amount_minor=35709060, currency="CNY")


def test_the_tractor_is_the_truck_though_the_trailer_has_a_plate():
    found = read(
        contract.HAULAGE,
        *(
            (300, 60, "公路货物运输协议书"),
            (60, 100, "挂车牌号：皖A31U4挂"),
            (400, 100, "主车牌号：皖AVD029"),
            (640, 100, "车型"),
        ),
    )
    assert found["plate_number"] == "皖AVD029"


def test_the_place_of_signing_is_no_place_of_land():
    found = read(
        contract.LAND,
        *((300, 60, "农村土地承包经营权流转合同书"), (60, 100, "签订地点：双桥镇前进村村民委员会")),
        (60, 140, "甲方将位于长沙市浏阳市双桥镇前进村9组的承包地共3块流转给乙方。"),
    )
    assert found["land_location"] == "长沙市浏阳市双桥镇前进村9组"


def test_a_way_of_buying_is_no_buyer():
    found = read(
        purchase_order.EXTRACTOR,
        *((300, 40, "成都绿野机械制造有限公司"), (360, 80, "采购订单")),
        *((60, 120, "供应商：肥东县新希源塑料加工厂"), (500, 120, "采购方式：赊购")),
    )
    assert found["buyer_name"] == "成都绿野机械制造有限公司"


def test_who_signs_for_the_sender_is_not_the_sender():
    found = read(
        delivery_note.EXTRACTOR,
        *((300, 40, "历城区禾润建材商店"), (360, 80, "送货单"), (60, 120, "收货单位：河北佳美丰建材股份有限公司")),
        *((60, 400, "送货单位"), (200, 400, "程艳")),
    )
    assert found["sender_name"] == "历城区禾润建材商店"


@pytest.mark.parametrize("copy", ["②", "③"])
def test_rent_on_a_general_receipt(copy: str):
    found = read(
        rent_receipt.EXTRACTOR,
        *((400, 40, "收款收据"), (340, 80, "2026 年"), (430, 80, "6 月"), (500, 80, "13 日")),
        *((60, 120, "今收到"), (160, 120, "长安区禾润源农产商店"), (800, 124, copy)),
        *((60, 160, "交"), (110, 160, "来"), (160, 160, "余杭区兴业大道335号一楼商铺")),
        *(
            (160, 200, "2026年4月至6月房租（每月9800元）"),
            (60, 240, "人民币（大写）贰万玖仟肆佰元整"),
            (500, 240, "￥29400.00"),
        ),
    )
    assert found["payer_name"] == "长安区禾润源农产商店"
    assert found["issue_date"] == date(2026, 6, 13)
    assert found["premises_address"] == "余杭区兴业大道335号一楼商铺"


def test_steps_of_rent_begin_with_the_first_year():
    found = read(
        contract.LEASE,
        *((300, 60, "商铺租赁合同"), (60, 100, "装修免租期"), (200, 100, "免租金，不免物业费")),
        *((60, 130, "租　金"), (200, 130, "第1年：每月人民币2,600.00元")),
        (200, 160, "第2年：每月人民币2,730.00元，较上年递增5%"),
    )
    assert found["monthly_rent"] == Money(amount_minor=260000, currency="CNY")


@pytest.mark.parametrize(
    ("printed", "told"),
    [("91210114MAPU1N4WL", None), ("34022196907217849", None), ("91340122MAMF06P22B", "91340122MAMF06P22B")],
)
def test_a_code_that_lost_characters_on_a_scan_stays_unread(printed: str, told: str | None):
    cells = ((300, 60, "销售合同"), (60, 100, "甲方：合肥市嘉禾纺织有限责任公司"), (60, 130, f"税号：{printed}"))
    found = values(contract.SALE.extract(paper(*cells, source=TextSource.OCR), None))
    assert found.get("party_a_id") == told


def test_a_heading_that_lost_its_commas_heads_no_table():
    found = read(
        contract.SALE,
        *((300, 60, "钢材购销合同"), (60, 100, "一、品名材质规格数量单价金额:")),
        *((60, 140, "品名"), (200, 140, "规格"), (340, 140, "数量(吨)"), (480, 140, "单价"), (620, 140, "金额(元)")),
        *((60, 180, "螺纹钢"), (200, 180, "Φ20"), (340, 180, "40.268"), (480, 180, "4380"), (620, 180, "176373.84")),
    )
    assert len(found["goods"]) == 1
