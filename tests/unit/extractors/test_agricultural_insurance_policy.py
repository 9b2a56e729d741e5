"""Farm insurance policies on hand-made pages."""

from datetime import date
from decimal import Decimal

import pytest
from extractor_papers import paper, values, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import agricultural_insurance_policy as policies
from uplift.types import Money

CROP = (
    (400, 60, "政策性水稻种植保险单"),
    (80, 110, "保险单号：PZ18330110202612345678"),
    (80, 150, "投保人"),
    (240, 150, "余杭区禾丰村村民委员会"),
    (80, 190, "被保险人"),
    (240, 190, "余杭区金穗种植专业合作社"),
    (640, 190, "证件号码"),
    (80, 240, "保险标的名称"),
    (280, 240, "保险面积（亩）"),
    (480, 240, "单位保险金额"),
    (680, 240, "保险金额（元）"),
    (900, 240, "保险费（元）"),
    (110, 280, "水稻"),
    (310, 280, "927.5"),
    (510, 280, "500.00"),
    (690, 280, "463,750.00"),
    (910, 280, "18,550.00"),
    (80, 320, "总保险金额（大写）"),
    (320, 320, "肆拾陆万叁仟柒佰伍拾圆整"),
    (80, 360, "总保险费（大写）"),
    (320, 360, "壹万捌仟伍佰伍拾圆整"),
    (80, 400, "保险期间：自2026年05月01日零时起至2026年09月30日二十四时止"),
)
ANIMAL = (
    (400, 60, "能繁母猪养殖保险单"),
    (80, 110, "保单号：PB58370112202619384147"),
    (80, 150, "被保险人：宋平"),
    (80, 200, "保险标的"),
    (300, 200, "保险数量（头）"),
    (520, 200, "总保险金额（元）"),
    (90, 240, "能繁母猪"),
    (330, 240, "24"),
    (540, 240, "36000.00"),
    (80, 300, "保险期限：自 2026年01月09日 零时起至 2027年01月08日 二十四时止"),
)


def test_a_crop_policy_gives_every_field():
    document = paper(*CROP)
    fields = policies.EXTRACTOR.extract(document, None)
    assert values(fields) == {
        "insured_name": "余杭区金穗种植专业合作社",
        "policy_number": "PZ18330110202612345678",
        "crop": "水稻",
        "insured_area_mu": Decimal("927.5"),
        "insured_amount": Money.of("463750"),
        "start_date": date(2026, 5, 1),
        "end_date": date(2026, 9, 30),
    }
    assert verdicts(policies.EXTRACTOR, document, fields)["date_order"] == "pass"


def test_animals_are_counted_by_head_and_have_no_area():
    assert values(policies.EXTRACTOR.extract(paper(*ANIMAL), None)) == {
        "insured_name": "宋平",
        "policy_number": "PB58370112202619384147",
        "crop": "能繁母猪",
        "insured_amount": Money.of("36000"),
        "start_date": date(2026, 1, 9),
        "end_date": date(2027, 1, 8),
    }


def test_the_title_names_the_crop_where_no_cell_does():
    document = paper((400, 60, "中央财政补贴小麦种植保险保险单"), (80, 120, "被保险人：宋平"))
    assert values(policies.EXTRACTOR.extract(document, None))["crop"] == "小麦"


@pytest.mark.parametrize(("text", "area"), [("927.5", "927.5"), ("927.50亩", "927.50"), ("24头", None), ("0", None)])
def test_areas_are_mu_of_land(text, area):
    assert policies.area(text) == (None if area is None else Decimal(area))


@pytest.mark.parametrize(
    ("text", "crop"),
    [("水稻", "水稻"), ("小麦种植保险", "小麦"), ("保险面积（亩）", None), ("463,750.00", None)],
)
def test_a_crop_is_no_label_and_no_number(text, crop):
    assert policies.crop(text) == crop


@settings(deadline=None, derandomize=True, max_examples=40)
@given(
    texts=st.lists(st.text(max_size=20) | st.sampled_from([text for _, _, text in CROP + ANIMAL]), max_size=25),
    seed=st.randoms(use_true_random=False),
)
def test_any_page_gives_fields_and_checks_without_raising(texts, seed):
    document = paper(*((seed.randrange(1200), seed.randrange(1700), text) for text in texts))
    fields = policies.EXTRACTOR.extract(document, None)
    assert len({field.name for field in fields}) == len(fields)
    assert verdicts(policies.EXTRACTOR, document, fields)


@given(st.text())
@settings(deadline=None, derandomize=True)
def test_parsers_take_any_text(text):
    for parse in (policies.policy_number, policies.crop, policies.area, policies.counted_area):
        value = parse(text)
        assert value is None or value
