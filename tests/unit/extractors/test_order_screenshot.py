"""Orders and daily figures of selling platforms on hand-made screens."""

from datetime import date

import pytest
from extractor_papers import paper, values

from extractors import order_screenshot
from extractors.classify import choose_kind, classify
from uplift.types import EvidenceKind

BUYER = (
    (400, 60, "订单详情"),
    (60, 140, "卖家已发货"),
    (60, 220, "恒通食品专卖店 >"),
    (260, 280, "抽纸3层120抽*6"),
    (760, 280, "￥19.30"),
    (60, 400, "商品总价"),
    (760, 400, "￥32.00"),
    (60, 440, "店铺优惠"),
    (760, 440, "-￥3.20"),
    (60, 500, "实付款（含运费）"),
    (760, 500, "￥36.80"),
    (60, 600, "订单编号"),
    (200, 600, "1019446587168459633"),
    (60, 640, "创建时间"),
    (200, 640, "2025-10-17 09:12:44"),
)
FIGURES = (
    (400, 60, "营业数据"),
    (60, 140, "顺达便利店"),
    (60, 180, "统计日期：2026-04-27"),
    (60, 260, "今日营业额（元）"),
    (60, 300, "20,584.75"),
    (60, 400, "订单数"),
    (400, 400, "客单价（元）"),
    (60, 440, "287"),
    (400, 440, "71.72"),
)
WALLET = (
    (400, 60, "账单详情"),
    (60, 140, "禾润便利店"),
    (60, 220, "+128.00"),
    (60, 300, "当前状态"),
    (300, 300, "已收款"),
    (60, 340, "收款码"),
)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (BUYER, ("恒通食品专卖店", date(2025, 10, 17), "36.80")),
        (FIGURES, ("顺达便利店", date(2026, 4, 27), "20584.75")),
    ],
    ids=["buyer", "figures"],
)
def test_a_screen_gives_shop_day_and_amount(cells, expected):
    document = paper(*cells, width=945, height=1900)
    found = values(order_screenshot.extract(document, None))
    assert (found["merchant_name"], found["issue_date"], str(found["total_amount"])) == expected
    assert choose_kind(classify(document))[0] is EvidenceKind.ORDER_SCREENSHOT


def test_a_wallet_page_is_no_order():
    assert choose_kind(classify(paper(*WALLET)))[0] is not EvidenceKind.ORDER_SCREENSHOT


def test_a_refund_is_no_order():
    cells = (
        "退款成功",
        "退款金额 ¥36.80",
        "商家 恒通食品专卖店",
        "订单编号 1019446587168459633",
        "申请时间 2025-10-17",
    )
    document = paper(*((60, 60 + 60 * row, text) for row, text in enumerate(cells)), width=945, height=1900)
    assert choose_kind(classify(document))[0] is EvidenceKind.UNKNOWN


def test_a_deduction_is_no_total():
    assert order_screenshot.amount("-￥3.20") is None
    assert str(order_screenshot.amount("￥36.80")) == "36.80"
    assert order_screenshot.amount("共2件") is None
    assert str(order_screenshot.amount("实付 ￥244.7")) == "244.70"


def test_a_day_run_together_with_its_time_is_read():
    assert order_screenshot.day("2025-10-2117:27:31") == date(2025, 10, 21)
    assert order_screenshot.day("17:27:31") is None
