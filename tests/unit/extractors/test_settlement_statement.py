"""Settlement statements on hand-made pages: who pays whom, for which days, and how much."""

from datetime import date

import pytest
from extractor_papers import paper, values, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import settlement_statement
from extractors.classify import choose_kind, classify
from extractors.settlement_statement import span
from uplift.types import EvidenceKind, Money

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
MONTHLY = (
    *((300, 40, "佛山市顺联陶瓷有限公司"), (350, 70, "2026年10月份应收对账单")),
    (60, 110, "TO:广州市白云区佳居建材经营部"),
    *((60, 160, "日期"), (200, 160, "单号"), (320, 160, "产品名称"), (520, 160, "规格"), (640, 160, "数量")),
    *((740, 160, "单价"), (860, 160, "金额")),
    *((60, 200, "10月03日"), (200, 200, "1003"), (320, 200, "抛光砖"), (520, 200, "800*800"), (640, 200, "300")),
    *((740, 200, "28"), (860, 200, "8400")),
    *((60, 240, "10月18日"), (200, 240, "1018"), (320, 240, "仿古砖"), (520, 240, "600*600"), (640, 240, "200")),
    *((740, 240, "19.5"), (860, 240, "3900")),
    *((60, 290, "本月合计"), (860, 290, "12300"), (60, 320, "上月欠款"), (860, 320, "5000")),
    *((60, 350, "本月已付"), (860, 350, "5000"), (60, 380, "累计欠款"), (860, 380, "12300")),
    (60, 420, "人民币大写:壹万贰仟叁佰元整"),
)
FREIGHT = (
    (400, 40, "运输费结算单"),
    *((60, 90, "乙方:邳州大运运输有限公司"), (600, 90, "甲方:徐州工程机械有限公司")),
    (60, 120, "结算时间:2026年9月1日-9月30日"),
    *((60, 160, "车号"), (200, 160, "发货地"), (320, 160, "收货地"), (440, 160, "吨数"), (560, 160, "单价(元/吨)")),
    (720, 160, "运费(元)"),
    *((60, 200, "苏CA8812"), (200, 200, "徐州"), (320, 200, "连云港"), (440, 200, "32.5"), (560, 200, "90")),
    (720, 200, "2925.00"),
    *((60, 280, "合计"), (440, 280, "32.5"), (720, 280, "2925.00")),
    *((60, 360, "甲方(盖章):"), (600, 360, "乙方(盖章):")),
)
PLATFORM = (
    (60, 40, "商户结算单"),
    *((60, 90, "商户名称：浏阳市荣发百货店"), (60, 120, "平台方：杭州集鲜达信息技术有限公司")),
    (60, 150, "结算周期：2026.10.01~2026.10.31"),
    *((60, 200, "项目"), (400, 200, "笔数"), (600, 200, "金额（元）")),
    *((60, 240, "订单总额"), (400, 240, "1784"), (600, 240, "226,000.00")),
    *((60, 280, "平台服务费"), (400, 280, "618"), (600, 280, "-13,560.00")),
    *((60, 320, "本期结算金额"), (600, 320, "212,440.00")),
)


def sides(*cells):
    found = values(settlement_statement.extract(paper(*cells), None))
    return found.get("payer_name"), found.get("payee_name")


def test_a_seller_s_account_is_paid_by_the_one_it_is_sent_to():
    document = paper(*MONTHLY)
    fields = settlement_statement.extract(document, None)
    found = values(fields)
    assert (found["payer_name"], found["payee_name"]) == ("广州市白云区佳居建材经营部", "佛山市顺联陶瓷有限公司")
    assert (found["period_start"], found["period_end"]) == OCTOBER
    assert found["total_amount"] == Money.of("12300")
    told = verdicts(settlement_statement.EXTRACTOR, document, fields)
    assert (told["line_amounts"], told["goods_sum"], told["capitals_agree"]) == ("pass", "pass", "pass")


def test_the_hauler_is_paid_wherever_it_is_printed_and_trips_are_rows():
    fields = settlement_statement.extract(paper(*FREIGHT), None)
    found = values(fields)
    assert (found["payer_name"], found["payee_name"]) == ("徐州工程机械有限公司", "邳州大运运输有限公司")
    assert (found["period_start"], found["period_end"]) == (date(2026, 9, 1), date(2026, 9, 30))
    assert found["total_amount"] == Money.of("2925")
    assert [cell.value for cell in found["rows"][0].cells if cell.name == "name"] == ["苏CA8812"]


def test_a_platform_pays_its_merchant_what_is_left_after_fees():
    found = values(settlement_statement.extract(paper(*PLATFORM), None))
    assert (found["payer_name"], found["payee_name"]) == ("杭州集鲜达信息技术有限公司", "浏阳市荣发百货店")
    assert found["total_amount"] == Money.of("212440")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            ((300, 40, "甲乙贸易有限公司"), (300, 70, "供应商对账单"), (60, 110, "供应商：丙丁食品厂")),
            ("甲乙贸易有限公司", "丙丁食品厂"),
        ),
        (
            ((300, 40, "丙丁食品厂"), (300, 70, "对账单"), (60, 110, "客户名称：甲乙贸易有限公司")),
            ("甲乙贸易有限公司", "丙丁食品厂"),
        ),
        (
            ((300, 40, "应付账款对账单"), (60, 110, "致：丙丁食品厂"), (60, 140, "我司：甲乙贸易有限公司")),
            ("甲乙贸易有限公司", "丙丁食品厂"),
        ),
        (
            ((300, 70, "对账单"), (60, 110, "我司：丙丁食品厂"), (60, 140, "贵司：甲乙贸易有限公司")),
            ("甲乙贸易有限公司", "丙丁食品厂"),
        ),
        (
            ((300, 70, "结算单"), (60, 110, "收款单位：丙丁食品厂"), (600, 110, "付款单位：甲乙贸易有限公司")),
            ("甲乙贸易有限公司", "丙丁食品厂"),
        ),
        (
            ((300, 70, "对账单"), (60, 110, "客户：甲乙贸易有限公司"), (60, 900, "收款户名：丙丁食品厂")),
            ("甲乙贸易有限公司", "丙丁食品厂"),
        ),
    ],
)
def test_words_tell_who_pays_whom(cells, expected):
    assert sides(*cells) == expected


@pytest.mark.parametrize("cells", [MONTHLY, FREIGHT, PLATFORM])
def test_the_words_of_each_form_name_the_kind(cells):
    assert choose_kind(classify(paper(*cells)))[0] is EvidenceKind.SETTLEMENT_STATEMENT


def test_an_account_of_a_bank_is_another_kind():
    cells = ((400, 40, "账户对账单"), (60, 90, "对方户名"), (300, 90, "账户余额"), (500, 90, "借方发生额"))
    assert classify(paper(*cells)).get(EvidenceKind.SETTLEMENT_STATEMENT, 0) < 0.65


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年10月1日至2026年10月31日", OCTOBER),
        ("2026/10/01-2026/10/31", OCTOBER),
        ("2026.10.01~2026.10.31", OCTOBER),
        ("20261001-20261031", OCTOBER),
        ("2026年10月1日-31日", OCTOBER),
        ("2026年10月1日-10月31日", OCTOBER),
        ("2026年10月份", OCTOBER),
        ("2026-10-05", (date(2026, 10, 5), None)),
        ("十月", (None, None)),
    ],
)
def test_spans_of_days(text, expected):
    assert span(text) == expected


@given(st.text(max_size=40) | st.text("0123456789年月日-~./至 ", max_size=30))
def test_a_span_is_days_or_nothing(text):
    assert all(day is None or isinstance(day, date) for day in span(text))


@settings(deadline=None, max_examples=30)
@given(
    texts=st.lists(
        st.text(max_size=20) | st.sampled_from([text for _, _, text in MONTHLY + FREIGHT + PLATFORM]), max_size=25
    ),
    seed=st.randoms(use_true_random=False),
)
def test_any_page_gives_fields_and_checks_without_raising(texts, seed):
    document = paper(*((seed.randrange(1200), seed.randrange(1700), text) for text in texts))
    fields = settlement_statement.extract(document, None)
    assert len({field.name for field in fields}) == len(fields)
    assert verdicts(settlement_statement.EXTRACTOR, document, fields)
