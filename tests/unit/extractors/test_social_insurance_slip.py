"""Social insurance papers on hand-made pages."""

import pytest
from extractor_papers import paper, values, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import social_insurance_slip
from uplift.types import Money

NOTICE = (
    (400, 60, "社会保险费缴费通知单"),
    (80, 120, "单位名称：杭州甲乙物流有限公司"),
    (700, 120, "单位编号：20418833"),
    (80, 160, "费款所属期：2026年9月"),
    (80, 200, "险种"),
    (340, 200, "缴费人数"),
    (560, 200, "单位应缴金额"),
    (760, 200, "个人应缴金额"),
    (980, 200, "应缴合计"),
    (80, 240, "企业职工基本养老保险"),
    (360, 240, "12人"),
    (570, 240, "9,600.00"),
    (770, 240, "4,800.00"),
    (980, 240, "14,400.00"),
    (80, 280, "失业保险"),
    (360, 280, "12人"),
    (570, 280, "300.00"),
    (770, 280, "300.00"),
    (980, 280, "600.00"),
    (80, 320, "合 计"),
    (570, 320, "9,900.00"),
    (770, 320, "5,100.00"),
    (980, 320, "15,000.00"),
    (80, 360, "合计金额（大写）"),
    (340, 360, "人民币壹万伍仟元整"),
)
CERTIFICATE = (
    (400, 60, "单位社会保险缴费证明"),
    (80, 120, "单位名称：杭州甲乙物流有限公司"),
    (80, 160, "参保人数：35人"),
    (80, 200, "费款所属期"),
    (300, 200, "缴费人数"),
    (520, 200, "小计"),
    (80, 240, "202604"),
    (300, 240, "34"),
    (520, 240, "9041.77"),
    (80, 280, "202605"),
    (300, 280, "35"),
    (520, 280, "9141.77"),
    (80, 320, "缴费合计（元）"),
    (520, 320, "18183.54"),
)


def test_a_notice_gives_every_field():
    document = paper(*NOTICE)
    fields = social_insurance_slip.EXTRACTOR.extract(document, None)
    assert values(fields) == {
        "name": "杭州甲乙物流有限公司",
        "headcount": 12,
        "period": "2026-09",
        "total_amount": Money.of("15000"),
    }
    assert verdicts(social_insurance_slip.EXTRACTOR, document, fields)["pdf_history"]


def test_the_period_of_a_table_with_a_row_a_month_runs_from_the_first_to_the_last():
    found = values(social_insurance_slip.EXTRACTOR.extract(paper(*CERTIFICATE), None))
    assert found == {
        "name": "杭州甲乙物流有限公司",
        "headcount": 35,
        "period": "2026-04/2026-05",
        "total_amount": Money.of("18183.54"),
    }


@pytest.mark.parametrize(
    ("text", "count"),
    [("35人", 35), (" 35 ", 35), ("：l2名", 12), ("35.00", None), ("2026年", None), ("0人", None), ("人数", None)],
)
def test_a_number_of_people_is_no_amount_and_no_year(text, count):
    assert social_insurance_slip.headcount(text) == count


@settings(deadline=None, derandomize=True, max_examples=40)
@given(
    texts=st.lists(st.text(max_size=20) | st.sampled_from([text for _, _, text in NOTICE + CERTIFICATE]), max_size=25),
    seed=st.randoms(use_true_random=False),
)
def test_any_page_gives_fields_and_checks_without_raising(texts, seed):
    document = paper(*((seed.randrange(1200), seed.randrange(1700), text) for text in texts))
    fields = social_insurance_slip.EXTRACTOR.extract(document, None)
    assert len({field.name for field in fields}) == len(fields)
    assert verdicts(social_insurance_slip.EXTRACTOR, document, fields)
