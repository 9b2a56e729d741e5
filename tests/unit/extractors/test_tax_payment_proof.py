"""Proofs of tax payment on hand-made pages."""

from datetime import date

import pytest
from extractor_papers import paper, values, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import tax_payment_proof
from uplift.types import Money

CERTIFICATE = (
    (480, 60, "中华人民共和国"),
    (470, 100, "税收完税证明"),
    (420, 150, "填发日期："),
    (530, 150, "2026年4月18日"),
    (780, 150, "税务机关：国家税务总局杭州市余杭区税务局"),
    (80, 200, "纳税人识别号"),
    (240, 200, "91330100799655058B"),
    (560, 200, "纳税人名称"),
    (720, 200, "杭州甲乙物流有限公司"),
    (80, 240, "原凭证号"),
    (280, 240, "税种"),
    (420, 240, "品目名称"),
    (600, 240, "税款所属时期"),
    (860, 240, "入（退）库日期"),
    (1050, 240, "实缴（退）金额"),
    (80, 280, "333010260400012345"),
    (280, 280, "增值税"),
    (420, 280, "货物运输服务"),
    (580, 280, "2026-01-01至2026-03-31"),
    (860, 280, "2026-04-15"),
    (1060, 280, "12,480.55"),
    (80, 320, "333010260400012346"),
    (280, 320, "印花税"),
    (420, 320, "购销合同"),
    (580, 320, "2026-01-01至2026-03-31"),
    (860, 320, "2026-04-15"),
    (1060, 320, "126.30"),
    (80, 360, "金额合计"),
    (240, 360, "（大写）人民币壹万贰仟陆佰零陆圆捌角伍分"),
    (1060, 360, "¥12,606.85"),
)
BANK = (
    (400, 60, "电子缴税付款凭证"),
    (80, 120, "转账日期：2026年04月15日"),
    (80, 160, "纳税人全称及纳税人识别号：杭州甲乙物流有限公司 91330100799655058B"),
    (80, 200, "付款人全称：杭州甲乙物流有限公司"),
    (80, 240, "小写（合计）金额：¥12,606.85"),
    (640, 240, "缴款书交易流水号：20260415001234"),
    (80, 280, "大写（合计）金额：壹万贰仟陆佰零陆圆捌角伍分"),
    (80, 320, "税（费）种名称"),
    (400, 320, "所属时期"),
    (700, 320, "实缴金额"),
    (80, 360, "增值税"),
    (380, 360, "20260101-20260331"),
    (700, 360, "¥12,480.55"),
    (80, 400, "印花税"),
    (380, 400, "20251001-20251231"),
    (700, 400, "¥126.30"),
)


def test_a_certificate_gives_every_field():
    document = paper(*CERTIFICATE)
    fields = tax_payment_proof.EXTRACTOR.extract(document, None)
    assert values(fields) == {
        "name": "杭州甲乙物流有限公司",
        "taxpayer_id": "91330100799655058B",
        "issue_date": date(2026, 4, 18),
        "total_amount": Money.of("12606.85"),
        "tax_periods": "2026-01-01/2026-03-31",
    }
    assert all(field.box is not None and field.page == 0 for field in fields)
    assert verdicts(tax_payment_proof.EXTRACTOR, document, fields)["pdf_history"]


def test_a_bank_receipt_names_the_taxpayer_without_the_number_and_lists_every_period():
    found = values(tax_payment_proof.EXTRACTOR.extract(paper(*BANK), None))
    assert found["name"] == "杭州甲乙物流有限公司"
    assert found["taxpayer_id"] == "91330100799655058B"
    assert found["issue_date"] == date(2026, 4, 15)
    assert found["total_amount"] == Money.of("12606.85")
    assert found["tax_periods"] == "2026-01-01/2026-03-31, 2025-10-01/2025-12-31"


def test_a_range_that_wraps_in_its_cell_is_one_period():
    document = paper((600, 240, "税款所属时期"), (600, 280, "2026-01-01至"), (600, 302, "2026-03-31"))
    assert values(tax_payment_proof.EXTRACTOR.extract(document, None)) == {"tax_periods": "2026-01-01/2026-03-31"}


def test_a_misread_day_does_not_become_a_period_of_its_own():
    cells = ((600, 280, "2026-01-01至2026-03-31"), (600, 320, "2026-01-01至2026-03-21"))
    found = values(tax_payment_proof.EXTRACTOR.extract(paper((600, 240, "税款所属时期"), *cells), None))
    assert found["tax_periods"] == "2026-01-01/2026-03-31"


@pytest.mark.parametrize(
    ("text", "name"),
    [("杭州甲乙物流有限公司 91330100799655058B", "杭州甲乙物流有限公司"), ("张三(33012419******1234)", "张三")],
)
def test_a_number_behind_the_name_is_no_part_of_it(text, name):
    assert tax_payment_proof.payer(text) == name


@settings(deadline=None, derandomize=True, max_examples=40)
@given(
    texts=st.lists(st.text(max_size=20) | st.sampled_from([text for _, _, text in CERTIFICATE + BANK]), max_size=25),
    seed=st.randoms(use_true_random=False),
)
def test_any_page_gives_fields_and_checks_without_raising(texts, seed):
    document = paper(*((seed.randrange(1200), seed.randrange(1700), text) for text in texts))
    fields = tax_payment_proof.EXTRACTOR.extract(document, None)
    assert len({field.name for field in fields}) == len(fields)
    assert verdicts(tax_payment_proof.EXTRACTOR, document, fields)
