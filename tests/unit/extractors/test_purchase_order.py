"""Purchase orders, Chinese and English, on hand-made pages."""

from datetime import date

import pytest
from extractor_papers import paper, values, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import purchase_order
from extractors.classify import choose_kind, classify
from uplift.types import EvidenceKind, Money

ORDER = (
    *((300, 40, "苏州精工机电设备有限公司"), (400, 70, "采购单")),
    *((60, 110, "供应商:昆山旺达金属制品厂"), (700, 110, "采购单号:PO-2611-018")),
    *((60, 140, "联系人:李工"), (700, 140, "日期:2026年11月3日")),
    *((60, 190, "项次"), (140, 190, "料号"), (260, 190, "品名/规格"), (520, 190, "单位"), (600, 190, "数量")),
    *((700, 190, "单价"), (820, 190, "金额"), (960, 190, "交期")),
    *((60, 230, "1"), (140, 230, "A-1001"), (260, 230, "冷轧板 1.2*1250*2500"), (520, 230, "张"), (600, 230, "20")),
    *((700, 230, "310.00"), (820, 230, "6,200.00"), (960, 230, "11/10")),
    *((60, 270, "2"), (140, 270, "A-1002"), (260, 270, "方管 40*40*2"), (520, 270, "支"), (600, 270, "35")),
    *((700, 270, "68.50"), (820, 270, "2,397.50"), (960, 270, "11/10")),
    *((60, 310, "合计(含税13%)"), (600, 310, "55"), (820, 310, "8,597.50")),
    *((60, 350, "交货地址:苏州市工业园区1号"), (60, 380, "采购:陈伟"), (500, 380, "供应商回签:")),
)
ENGLISH = (
    *((60, 40, "Brightwater Home Goods Inc."), (800, 40, "PURCHASE ORDER")),
    *((800, 90, "PO No.:"), (960, 90, "PO-5642136"), (800, 120, "Order Date:"), (960, 120, "June 1, 2026")),
    *((60, 120, "Vendor:"), (60, 150, "Suzhou Herun Trading Co., Ltd.")),
    *((60, 220, "Item"), (200, 220, "Description"), (600, 220, "Unit"), (700, 220, "Qty"), (800, 220, "Unit Price")),
    (960, 220, "Amount"),
    *((70, 260, "1"), (140, 260, "Hex bolt M12x50"), (610, 260, "KG"), (700, 260, "651"), (820, 260, "1.34")),
    (960, 260, "872.34"),
    *((800, 310, "Grand Total:"), (960, 310, "USD 872.34")),
)


def test_the_buyer_is_the_firm_in_the_head():
    document = paper(*ORDER)
    fields = purchase_order.extract(document, None)
    found = values(fields)
    assert found["buyer_name"] == "苏州精工机电设备有限公司"
    assert (found["seller_name"], found["order_number"]) == ("昆山旺达金属制品厂", "PO-2611-018")
    assert (found["issue_date"], found["total_amount"]) == (date(2026, 11, 3), Money.of("8597.50"))
    told = verdicts(purchase_order.EXTRACTOR, document, fields)
    assert (told["line_amounts"], told["goods_sum"]) == ("pass", "pass")


def test_a_word_for_the_buyer_comes_before_the_head():
    cells = (*ORDER, (60, 165, "需方:昆山分公司采购部有限公司"))
    assert values(purchase_order.extract(paper(*cells), None))["buyer_name"] == "昆山分公司采购部有限公司"


def test_an_english_order():
    found = values(purchase_order.extract(paper(*ENGLISH), None))
    assert (found["buyer_name"], found["seller_name"]) == (
        "Brightwater Home Goods Inc.",
        "Suzhou Herun Trading Co., Ltd.",
    )
    assert (found["order_number"], found["issue_date"]) == ("PO-5642136", date(2026, 6, 1))
    assert found["total_amount"] == Money.of("872.34", "USD")


@pytest.mark.parametrize("cells", [ORDER, ENGLISH])
def test_the_words_of_each_form_name_the_kind(cells):
    assert choose_kind(classify(paper(*cells)))[0] is EvidenceKind.PURCHASE_ORDER


def test_a_letter_that_speaks_of_an_order_is_none():
    cells = ((60, 100, "请您在收到采购单后，尽快安排发货，谢谢。"), (60, 140, "如有问题请随时联系我们。"))
    assert choose_kind(classify(paper(*cells)))[0] is EvidenceKind.UNKNOWN


@settings(deadline=None, max_examples=30)
@given(
    texts=st.lists(st.text(max_size=20) | st.sampled_from([text for _, _, text in ORDER + ENGLISH]), max_size=25),
    seed=st.randoms(use_true_random=False),
)
def test_any_page_gives_fields_and_checks_without_raising(texts, seed):
    document = paper(*((seed.randrange(1200), seed.randrange(1700), text) for text in texts))
    fields = purchase_order.extract(document, None)
    assert len({field.name for field in fields}) == len(fields)
    assert verdicts(purchase_order.EXTRACTOR, document, fields)
