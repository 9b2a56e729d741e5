"""Waybills of carriers, hauliers and platforms on hand-made pages."""

from datetime import date
from decimal import Decimal

import pytest
from extractor_papers import paper, values, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import waybill
from extractors.classify import choose_kind, classify
from extractors.waybill import cargo, freight, place, tonnes, tractor_plate
from uplift.types import EvidenceKind, Money

CONSIGNMENT = (
    *((400, 50, "鲁南物流货物托运单"), (60, 100, "发站 临沂"), (300, 100, "到站 徐州"), (700, 100, "2026年11月5日")),
    *((60, 140, "发货人 赵建国"), (400, 140, "电话 13800010001")),
    *((60, 170, "收货人 徐州恒昌板材店"), (400, 170, "电话 13800010002")),
    *((60, 210, "货物名称"), (240, 210, "件数"), (340, 210, "包装"), (440, 210, "重量"), (560, 210, "体积")),
    *((680, 210, "运费"), (800, 210, "付款方式")),
    *(
        (60, 250, "密度板"),
        (240, 250, "50"),
        (340, 250, "散"),
        (440, 250, "3.5吨"),
        (680, 250, "1200"),
        (800, 250, "到付"),
    ),
    (60, 300, "托运人应如实填写货物名称、重量,不得夹带违禁品"),
    *((60, 340, "托运人签字:"), (500, 340, "承运单位:鲁南物流临沂货运部")),
)
ROAD = (
    (400, 50, "公路货物运单"),
    *((60, 100, "托运单位:徐州矿务物资有限公司"), (600, 100, "承运单位:邳州市大运运输队")),
    *((60, 140, "承运日期:2026.10.02"), (500, 140, "车号:苏C·A8812挂苏CR221")),
    (60, 180, "起讫地点:徐州贾汪 至 南京江宁"),
    *((60, 220, "货名"), (200, 220, "煤炭"), (400, 220, "毛重"), (500, 220, "49.62"), (600, 220, "皮重")),
    *((700, 220, "15.30"), (800, 220, "净重"), (900, 220, "34.32")),
    *((60, 260, "运价"), (200, 260, "85元/吨"), (400, 260, "运费"), (500, 260, "2917.20元"), (60, 300, "备注:")),
)


def test_a_consignment_note_with_stations_and_a_table():
    assert values(waybill.extract(paper(*CONSIGNMENT), None)) == {
        "shipper_name": "赵建国",
        "carrier_name": "鲁南物流临沂货运部",
        "issue_date": date(2026, 11, 5),
        "route_from": "临沂",
        "route_to": "徐州",
        "cargo": "密度板",
        "weight_t": Decimal("3.5"),
        "freight_amount": Money.of("1200"),
    }


def test_a_road_waybill_takes_the_net_weight_and_the_tractor():
    document = paper(*ROAD)
    fields = waybill.extract(document, None)
    assert values(fields) == {
        "shipper_name": "徐州矿务物资有限公司",
        "carrier_name": "邳州市大运运输队",
        "issue_date": date(2026, 10, 2),
        "plate_number": "苏CA8812",
        "route_from": "徐州贾汪",
        "route_to": "南京江宁",
        "cargo": "煤炭",
        "weight_t": Decimal("34.32"),
        "freight_amount": Money.of("2917.20"),
    }
    assert verdicts(waybill.EXTRACTOR, document, fields)["plate_format"] == "pass"


def test_a_carrier_without_a_word_is_the_firm_in_the_head():
    cells = ((400, 30, "嘉禾运输服务（郑州）有限公司"), (400, 60, "货物托运单"), (60, 100, "托运人：华茂粮油批发部"))
    assert values(waybill.extract(paper(*cells), None))["carrier_name"] == "嘉禾运输服务（郑州）有限公司"


def test_the_consignee_in_the_head_is_not_the_carrier():
    cells = ((60, 30, "收货单位：华茂粮油批发部"), (60, 60, "华茂粮油批发部"), (400, 90, "货物托运单"))
    assert "carrier_name" not in values(waybill.extract(paper(*cells), None))


def test_several_lines_of_cargo_are_named_and_weighed_together():
    head = ((60, 210, "货物名称"), (240, 210, "件数"), (440, 210, "重量(kg)"), (560, 210, "体积"))
    lines = (
        (60, 250, "瓷砖"),
        (240, 250, "50"),
        (440, 250, "1500"),
        (60, 290, "胶粉"),
        (240, 290, "8"),
        (440, 290, "160"),
    )
    found = values(waybill.extract(paper((400, 50, "货物托运单"), *head, *lines), None))
    assert (found["cargo"], found["weight_t"]) == ("瓷砖、胶粉", Decimal("1.66"))


@pytest.mark.parametrize("cells", [CONSIGNMENT, ROAD])
def test_the_words_of_each_form_name_the_kind(cells):
    assert choose_kind(classify(paper(*cells)))[0] is EvidenceKind.WAYBILL


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("32.5吨", "", "32.5"),
        ("32500kg", "", "32.5"),
        ("19310", "重量(kg)", "19.31"),
        ("1.2", "重量（吨）", "1.2"),
        ("35.2", "", "35.2"),
        ("1200", "", "1.2"),
        ("50件", "", None),
        ("999吨", "", None),
        ("0", "", None),
        ("约", "", None),
    ],
)
def test_weights_in_tonnes(text, unit, expected):
    assert tonnes(text, unit) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("text", "expected"), [("¥2,917.20", "2917.20"), ("1200元", "1200"), ("85元/吨", None), ("到付", None)]
)
def test_freight_is_no_tariff(text, expected):
    assert freight(text) == (None if expected is None else Money.of(expected))


@pytest.mark.parametrize(
    ("text", "expected"), [("苏CA8812挂苏CR221", "苏CA8812"), ("苏CR221挂", "苏CR221挂"), ("无", None)]
)
def test_the_tractor_s_plate(text, expected):
    assert tractor_plate(text) == expected


@given(st.text(max_size=40) | st.text("0123456789.,吨kg公斤挂苏A至—¥ ", max_size=30))
def test_parsers_give_a_value_or_none(text):
    for parse, kind in ((tonnes, Decimal), (freight, Money), (place, str), (cargo, str), (tractor_plate, str)):
        assert parse(text) is None or isinstance(parse(text), kind)


@settings(deadline=None, max_examples=30)
@given(
    texts=st.lists(st.text(max_size=20) | st.sampled_from([text for _, _, text in CONSIGNMENT + ROAD]), max_size=25),
    seed=st.randoms(use_true_random=False),
)
def test_any_page_gives_fields_and_checks_without_raising(texts, seed):
    document = paper(*((seed.randrange(1200), seed.randrange(1700), text) for text in texts))
    fields = waybill.extract(document, None)
    assert len({field.name for field in fields}) == len(fields)
    assert verdicts(waybill.EXTRACTOR, document, fields)


def test_parties_in_groups_of_rows_and_the_line_of_dangerous_goods():
    document = paper(
        *((400, 50, "危险货物道路运输运单"), (210, 100, "名称"), (350, 100, "长沙市金穗五金制品有限责任公司")),
        *((120, 123, "托运人"), (210, 147, "联系电话"), (350, 147, "13800010001")),
        *((210, 194, "名称"), (350, 194, "西安市佳美纺织有限责任公司"), (120, 217, "收货人"), (210, 241, "联系电话")),
        *((100, 290, "起运日期"), (245, 290, "2026-11-09")),
        *((190, 340, "单位名称"), (316, 340, "安徽恒通源货物运输股份有限公司")),
        *((114, 420, "货物信息"), (219, 390, "1，UN1170，乙醇溶液，3类，PGII，罐车，16.04吨")),
    )
    found = values(waybill.extract(document, None))
    assert found["shipper_name"] == "长沙市金穗五金制品有限责任公司"
    assert found["carrier_name"] == "安徽恒通源货物运输股份有限公司"
    assert (found["cargo"], found["weight_t"]) == ("乙醇溶液", Decimal("16.04"))
