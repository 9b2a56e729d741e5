"""Proofs that a machine was bought: tables of several machines, forms of one, and papers that only look alike."""

from datetime import date
from decimal import Decimal

import pytest
from extractor_papers import paper, values, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.classify import choose_kind, classify
from extractors.equipment_purchase_proof import EXTRACTOR
from uplift.types import EvidenceKind, Money

SLIP = (
    (400, 40, "沃野农机有限公司设备销售单"),
    (60, 110, "客户：安平粮食种植专业合作社"),
    (800, 110, "销售日期：2026-03-09"),
    (60, 180, "设备名称"),
    (300, 180, "型号"),
    (450, 180, "整机编号"),
    (650, 180, "数量"),
    (780, 180, "单价"),
    (950, 180, "金额"),
    (60, 220, "轮式拖拉机"),
    (300, 220, "LX904"),
    (450, 220, "A202603111"),
    (660, 220, "2"),
    (760, 220, "85000.00"),
    (930, 220, "170000.00"),
    (60, 260, "旋耕机"),
    (300, 260, "1GQN-200"),
    (450, 260, "B202603112"),
    (660, 260, "1"),
    (770, 260, "6500.00"),
    (940, 260, "6500.00"),
    (60, 320, "合计金额（大写）："),
    (300, 320, "壹拾柒万陆仟伍佰元整"),
    (800, 320, "（小写）￥176500.00"),
    (60, 380, "保修说明：凭整机编号享受三包服务"),
)
FORM = (
    (400, 40, "购机凭证"),
    (60, 110, "购机者名称"),
    (300, 110, "何满仓"),
    (60, 160, "机具名称"),
    (300, 160, "谷物联合收割机"),
    (600, 160, "出厂编号"),
    (800, 160, "C202605001"),
    (60, 210, "数量"),
    (300, 210, "1"),
    (600, 210, "单价（元）"),
    (800, 210, "96800.00"),
    (60, 260, "合计金额（大写）：玖万陆仟捌佰元整"),
    (600, 260, "（小写）￥96800.00"),
    (60, 320, "开具日期：2026年5月20日"),
    (60, 360, "经销商（盖章）：沃野农机有限公司"),
)


def read(document):
    return EXTRACTOR.extract(document, None)


def kind(document):
    return choose_kind(classify(document))[0]


def test_a_slip_for_several_machines():
    found = values(read(paper(*SLIP)))
    rows = [{cell.name: cell.value for cell in row.cells} for row in found.pop("goods")]
    assert found == {
        "buyer_name": "安平粮食种植专业合作社",
        "issue_date": date(2026, 3, 9),
        "total_amount": Money.of("176500"),
        "total_in_capitals": "壹拾柒万陆仟伍佰元整",
    }
    assert [(row["name"], row["quantity"], row["amount"]) for row in rows] == [
        ("轮式拖拉机", Decimal(2), Money.of("170000")),
        ("旋耕机", Decimal(1), Money.of("6500")),
    ]


def test_a_form_for_one_machine_gives_one_row():
    found = values(read(paper(*FORM)))
    assert found["buyer_name"] == "何满仓"
    assert found["issue_date"] == date(2026, 5, 20)
    assert found["total_amount"] == Money.of("96800")
    (row,) = found["goods"]
    cells = {cell.name: cell.value for cell in row.cells}
    assert cells["name"] == "谷物联合收割机"
    assert cells["unit_price"] == Decimal("96800.00")


@pytest.mark.parametrize("cells", [SLIP, FORM])
def test_both_are_recognised_and_their_checks_pass(cells):
    document = paper(*cells)
    assert kind(document) is EvidenceKind.EQUIPMENT_PURCHASE_PROOF
    assert verdicts(EXTRACTOR, document, read(document))["capitals_agree"] == "pass"


def test_an_edited_total_fails_against_the_capitals():
    cells = tuple((left, top, text.replace("￥96800", "￥99800")) for left, top, text in FORM)
    document = paper(*cells)
    assert verdicts(EXTRACTOR, document, read(document))["capitals_agree"] == "fail"


@pytest.mark.parametrize(
    "cells",
    [
        ((400, 40, "江苏增值税普通发票"), (60, 90, "发票代码：032001900104"), *SLIP[1:]),
        ((400, 40, "送货单"), (60, 110, "收货单位：安平商行"), (60, 150, "送货日期：2026-03-09"), (60, 200, "品名")),
        ((400, 40, "设备买卖合同"), (60, 110, "甲方：安平商行"), (60, 150, "乙方：沃野公司"), (60, 200, "第一条 标的")),
    ],
)  # fmt: skip
def test_invoices_delivery_notes_and_contracts_are_other_kinds(cells):
    assert kind(paper(*cells)) is not EvidenceKind.EQUIPMENT_PURCHASE_PROOF


@settings(deadline=None, derandomize=True, max_examples=30)
@given(
    texts=st.lists(st.text(max_size=20) | st.sampled_from([text for _, _, text in SLIP + FORM]), max_size=20),
    seed=st.randoms(use_true_random=False),
)
def test_any_page_gives_fields_and_checks_without_raising(texts, seed):
    document = paper(*((seed.randrange(1200), seed.randrange(1700), text) for text in texts))
    fields = read(document)
    assert len({field.name for field in fields}) == len(fields)
    assert verdicts(EXTRACTOR, document, fields)
