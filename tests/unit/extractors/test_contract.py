"""Contracts on hand-made pages: parties, sums in sentences, terms, goods, seals and signatures as ink."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from extractor_papers import paper, values, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.contract import HAULAGE, SALE, contract_number
from extractors.marks import seal_near
from uplift.types import Money, TextSource

BUYER, SELLER = "91330100799655058B", "9144030071526726XG"

HAUL = (
    (154, 120, "合同编号：LJ-YS-2026-0918"),
    (462, 180, "货物运输合同"),
    (154, 280, "甲方（托运方）：杭州甲乙建材有限公司"),
    (154, 320, f"统一社会信用代码：{BUYER}"),
    (154, 360, "乙方（承运方）：余杭顺达货物运输户"),
    (154, 400, f"统一社会信用代码：{SELLER}"),
    (154, 500, "1.1 货物名称：加气混凝土砌块。规格以发货单为准。"),
    (154, 540, "1.2 起运地：浙江省杭州市钱塘区。"),
    (154, 580, "1.3 到达地：江苏省苏州市相城区。"),
    (154, 620, "1.4 承运车辆车牌号浙A8K623，更换的应提前告知。甲方应于三日内回复。"),
    (154, 660, "2.1 运输期限自2026年09月20日起至2027年09月19日止。"),
    (154, 700, "2.2 本合同运费总额为人民币壹佰捌拾万"),
    (154, 740, "元整（¥1,800,000.00），逾期按日支付违约金500元。"),
    (154, 900, "甲方（盖章）："),
    (650, 900, "乙方（盖章）："),
    (154, 960, "法定代表人（签字）："),
    (154, 1028, "签订日期：2026年09月18日"),
)
SOLD = (
    (462, 100, "购销合同"),
    (154, 160, "需方：杭州甲乙超市有限公司"),
    (654, 160, "供方：深圳丙丁食品有限公司"),
    (154, 200, "签订日期：2026-03-05"),
    (154, 300, "产品名称"),
    (454, 300, "单位"),
    (554, 300, "数量"),
    (704, 300, "单价"),
    (904, 300, "金额"),
    (154, 340, "大米"),
    (454, 340, "袋"),
    (554, 340, "200"),
    (704, 340, "60.00"),
    (904, 340, "12000.00"),
    (154, 380, "食用油"),
    (454, 380, "桶"),
    (554, 380, "100"),
    (704, 380, "85.50"),
    (904, 380, "8550.00"),
    (154, 420, "合计"),
    (904, 420, "¥20550.00"),
    (154, 460, "合计人民币（大写）：贰万零伍佰伍拾元整"),
)


def test_a_haulage_contract_gives_every_field():
    found = values(HAULAGE.extract(paper(*HAUL), None))
    assert found == {
        "party_a_name": "杭州甲乙建材有限公司",
        "party_b_name": "余杭顺达货物运输户",
        "party_a_id": BUYER,
        "party_b_id": SELLER,
        "contract_number": "LJ-YS-2026-0918",
        "sign_date": date(2026, 9, 18),
        "start_date": date(2026, 9, 20),
        "end_date": date(2027, 9, 19),
        "total_amount": Money.of("1800000"),
        "total_in_capitals": "壹佰捌拾万元整",
        "route_from": "浙江省杭州市钱塘区",
        "route_to": "江苏省苏州市相城区",
        "cargo": "加气混凝土砌块",
        "plate_number": "浙A8K623",
    }


def test_a_sale_contract_names_the_buyer_first_and_reads_its_goods():
    found = values(SALE.extract(paper(*SOLD), None))
    assert (found["party_a_name"], found["party_b_name"]) == ("杭州甲乙超市有限公司", "深圳丙丁食品有限公司")
    assert found["total_amount"] == Money.of("20550")
    assert found["sign_date"] == date(2026, 3, 5)
    cells = [{cell.name: cell.value for cell in row.cells} for row in found["goods"]]
    assert cells == [
        {"name": "大米", "quantity": Decimal(200), "unit_price": Decimal("60.00"), "net": Money.of("12000")},
        {"name": "食用油", "quantity": Decimal(100), "unit_price": Decimal("85.50"), "net": Money.of("8550")},
    ]


def test_a_sale_contract_has_no_route():
    assert not {"route_from", "plate_number"} & set(values(SALE.extract(paper(*HAUL), None)))


@pytest.mark.parametrize(
    ("sentence", "yuan"),
    [
        ("本合同总金额为236,500.00元。", "236500"),
        ("合同价款：人民币12.5万元整。", "125000"),
        ("总价：￥ 9 800.00元", "9800"),
        ("货款总额人民币叁万伍仟元整", "35000"),
        ("违约金为合同总价的5%，合同总价¥88,000.00", "88000"),
    ],
)
def test_totals_in_sentences(sentence, yuan):
    assert values(SALE.extract(paper((154, 100, sentence)), None))["total_amount"] == Money.of(yuan)


@pytest.mark.parametrize("sentence", ["甲方应于三日内付款。", "合同总价的5%作为违约金。", "总额以结算为准"])
def test_sentences_without_an_amount_or_a_name_give_none(sentence):
    found = values(SALE.extract(paper((154, 100, sentence)), None))
    assert not {"total_amount", "party_a_name"} & set(found)


def test_an_unfilled_form_gives_no_party():
    found = values(SALE.extract(paper((154, 100, "甲方：______________"), (154, 140, "乙方：")), None))
    assert not {"party_a_name", "party_b_name"} & set(found)


@pytest.mark.parametrize(
    ("text", "number"),
    [("XS-2026-001", "XS-2026-001"), ("〔2026〕第12号", "〔2026〕第12号"), ("____", None), ("", None)],
)
def test_contract_numbers(text, number):
    assert contract_number(text) == number


def test_checks_of_a_sound_contract_pass_and_an_edited_sum_or_term_fails():
    sound = paper(*HAUL)
    found = verdicts(HAULAGE, sound, HAULAGE.extract(sound, None))
    assert (found["uscc_check_digit"], found["date_order"], found["capitals_agree"]) == ("pass", "pass", "pass")
    edited = paper(
        *((left, top, text.replace("¥1,800", "¥9,800").replace("至2027", "至2025")) for left, top, text in HAUL)
    )
    found = verdicts(HAULAGE, edited, HAULAGE.extract(edited, None))
    assert (found["capitals_agree"], found["date_order"]) == ("fail", "fail")


def blank():
    return np.full((1754, 1240, 3), 250, dtype=np.uint8)


def stamped(left=200, top=860, size=240):
    raster = blank()
    rows, columns = np.ogrid[:1754, :1240]
    distance = np.hypot(columns - (left + size / 2), rows - (top + size / 2))
    raster[np.abs(distance - size / 2 + 6) < 5] = (205, 40, 45)
    return raster


def test_a_red_ring_near_the_signatures_is_a_seal():
    found = values(SALE.extract(paper(*HAUL, raster=stamped()), None))
    assert found["has_seal"] is True


def test_no_ring_a_bar_or_a_far_ring_is_no_seal():
    bar = blank()
    bar[900:930, 200:500] = (205, 40, 45)
    for raster in (blank(), bar, stamped(top=100)):
        assert values(SALE.extract(paper(*HAUL, raster=raster), None))["has_seal"] is False


def test_without_pixels_nothing_is_said_of_seals_and_signatures():
    assert not {"has_seal", "has_signature"} & set(values(SALE.extract(paper(*HAUL), None)))


def test_pen_strokes_beside_the_label_are_a_signature_and_blank_paper_is_none():
    signed = blank()
    for step in range(120):
        row = 970 + int(15 * np.sin(step / 9))
        signed[row : row + 4, 380 + step] = (20, 20, 60)
    assert values(SALE.extract(paper(*HAUL, raster=signed), None))["has_signature"] is True
    assert values(SALE.extract(paper(*HAUL, raster=blank()), None))["has_signature"] is False


def test_a_scan_cannot_tell_print_from_a_pen():
    cells = (*HAUL, (400, 960, "周明远"))
    document = paper(*cells, source=TextSource.OCR, raster=blank())
    assert "has_signature" not in values(SALE.extract(document, None))


@settings(deadline=None, derandomize=True, max_examples=15)
@given(left=st.integers(0, 900), top=st.integers(700, 1400), size=st.integers(150, 340))
def test_a_seal_is_found_wherever_it_stands_whole(left, top, size):
    page = paper(raster=stamped(left, top, size)).pages[0]
    box = seal_near(page, 600, 1754)
    assert box is not None
    assert abs((box.left + box.right) / 2 - left - size / 2) < 12


@settings(deadline=None, derandomize=True, max_examples=40)
@given(
    texts=st.lists(st.text(max_size=20) | st.sampled_from([text for _, _, text in HAUL + SOLD]), max_size=25),
    seed=st.randoms(use_true_random=False),
)
def test_any_page_gives_fields_and_checks_without_raising(texts, seed):
    document = paper(*((seed.randrange(1200), seed.randrange(1700), text) for text in texts))
    fields = HAULAGE.extract(document, None)
    assert len({field.name for field in fields}) == len(fields)
    assert verdicts(HAULAGE, document, fields)
