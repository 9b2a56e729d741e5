"""Bills for electricity, water and gas on hand-made pages."""

from decimal import Decimal

import pytest
from extractor_papers import paper, values, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import utility_bill
from uplift.types import Money

POWER = (
    (80, 60, "杭州供电公司"),
    (900, 60, "电费账单"),
    (80, 120, "户名：杭州甲乙物流有限公司"),
    (700, 120, "户号：3301234567"),
    (80, 160, "用电地址：浙江省杭州市余杭区良渚街道运河北路"),
    (190, 186, "128号3幢"),
    (80, 230, "抄表周期：2026-09-01至2026-09-30"),
    (80, 290, "本期电量（千瓦时）"),
    (560, 290, "应缴金额（元）"),
    (80, 320, "17169"),
    (560, 320, "11721.28"),
)
WATER = (
    (400, 60, "水费通知单"),
    (80, 120, "户名"),
    (200, 120, "张三"),
    (700, 120, "水费月份"),
    (860, 120, "2026年09月"),
    (80, 160, "用水地址"),
    (200, 160, "杭州市余杭区良渚街道7号"),
    (80, 220, "上期抄码"),
    (280, 220, "本期抄码"),
    (480, 220, "实用水量(吨)"),
    (700, 220, "水费"),
    (900, 220, "污水处理费"),
    (80, 260, "63338"),
    (280, 260, "63610"),
    (480, 260, "272"),
    (700, 260, "1057.40"),
    (900, 260, "312.80"),
    (80, 300, "合计金额"),
    (280, 300, "（大写）壹仟叁佰柒拾元贰角"),
    (900, 300, "¥1370.20"),
)


def test_a_power_bill_gives_every_field():
    document = paper(*POWER)
    fields = utility_bill.EXTRACTOR.extract(document, None)
    assert values(fields) == {
        "account_name": "杭州甲乙物流有限公司",
        "address": "浙江省杭州市余杭区良渚街道运河北路128号3幢",
        "quantity": Decimal(17169),
        "period": "2026-09-01/2026-09-30",
        "total_amount": Money.of("11721.28"),
    }
    assert verdicts(utility_bill.EXTRACTOR, document, fields)["pdf_history"]


def test_a_water_bill_sums_its_parts_and_takes_the_total_in_capitals():
    assert values(utility_bill.EXTRACTOR.extract(paper(*WATER), None)) == {
        "account_name": "张三",
        "address": "杭州市余杭区良渚街道7号",
        "quantity": Decimal(272),
        "period": "2026-09",
        "total_amount": Money.of("1370.20"),
    }


def test_the_month_may_stand_in_the_title_alone():
    document = paper((400, 60, "2026年9月电费账单"), (80, 120, "户名：张三"))
    assert values(utility_bill.EXTRACTOR.extract(document, None))["period"] == "2026-09"


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("17169", "17169"),
        ("272吨", "272"),
        ("1,204.50千瓦时", "1204.50"),
        ("4272m³", "4272"),
        ("(m³)", None),
        ("17169 11721.28", None),
        ("2026-09", None),
    ],
)
def test_a_quantity_is_one_number_with_its_unit(text, quantity):
    assert utility_bill.used(text) == (None if quantity is None else Decimal(quantity))


@settings(deadline=None, derandomize=True, max_examples=40)
@given(
    texts=st.lists(st.text(max_size=20) | st.sampled_from([text for _, _, text in POWER + WATER]), max_size=25),
    seed=st.randoms(use_true_random=False),
)
def test_any_page_gives_fields_and_checks_without_raising(texts, seed):
    document = paper(*((seed.randrange(1200), seed.randrange(1700), text) for text in texts))
    fields = utility_bill.EXTRACTOR.extract(document, None)
    assert len({field.name for field in fields}) == len(fields)
    assert verdicts(utility_bill.EXTRACTOR, document, fields)


@given(st.text())
@settings(deadline=None, derandomize=True)
def test_parsers_take_any_text(text):
    for parse in (utility_bill.used, utility_bill.address):
        assert parse(text) is None or parse(text) is not False
