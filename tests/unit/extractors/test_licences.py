"""Business licences, road transport papers and vehicle licences on hand-made pages."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from extractor_papers import line, paper, values, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import business_licence, road_transport_permit, vehicle_licence
from uplift.types import Money, TextSource

LICENCE = (
    (199, 264, "统一社会信用代码"),
    (202, 310, "91330100799655058B"),
    (675, 338, "营业执照"),
    (240, 554, "名  称"),
    (390, 554, "杭州甲乙物流有限公司"),
    (1006, 554, "注册资本"),
    (1128, 554, "伍佰万元整"),
    (240, 604, "类  型"),
    (390, 604, "有限责任公司"),
    (1006, 604, "成立日期"),
    (1128, 604, "2015年05月08日"),
    (240, 654, "法定代表人"),
    (390, 654, "阿卜杜拉·买买提"),
    (1006, 654, "营业期限"),
    (1128, 654, "2015年05月08日至2035年05月07日"),
    (240, 704, "经营范围"),
    (390, 704, "道路货物运输（不含危险货物）；普通货"),
    (390, 730, "物仓储服务。"),
    (1006, 704, "住  所"),
    (1128, 704, "浙江省杭州市余杭区良渚街道运河坝北"),
    (1128, 730, "路128号"),
    (1140, 1018, "登记机关"),
)
PERMIT = (
    (329, 271, "道路运输证"),
    (279, 363, "浙交运管许可杭字330110012846号"),
    (154, 449, "业户名称：余杭顺达货物运输户"),
    (154, 500, "车辆号牌：浙A8K623（黄色）"),
    (154, 550, "车辆类型：重型仓栅式货车"),
    (154, 600, "吨（座）位：17.05吨"),
    (154, 650, "有效期至：2029年06月19日"),
)
VEHICLE = (
    (100, 100, "中华人民共和国机动车行驶证"),
    (100, 160, "号牌号码"),
    (220, 160, "浙A8K623"),
    (500, 160, "车辆类型"),
    (620, 160, "重型半挂牵引车"),
    (100, 200, "所有人"),
    (220, 200, "余杭顺达货物运输户"),
    (100, 240, "住址"),
    (220, 240, "浙江省杭州市余杭区"),
    (100, 280, "使用性质"),
    (220, 280, "货运"),
    (100, 320, "车辆识别代号"),
    (260, 320, "1M8GDM9AXKP042788"),
    (100, 360, "发动机号码"),
    (260, 360, "CA6DM2-42E5"),
    (100, 400, "注册日期"),
    (220, 400, "2021-06-18"),
    (500, 400, "发证日期"),
    (620, 400, "2021-06-20"),
    (100, 460, "核定载质量"),
    (260, 460, "17050kg"),
)


def test_a_company_licence_gives_every_field():
    assert values(business_licence.EXTRACTOR.extract(paper(*LICENCE), None)) == {
        "name": "杭州甲乙物流有限公司",
        "uscc": "91330100799655058B",
        "legal_representative": "阿卜杜拉·买买提",
        "entity_type": "有限责任公司",
        "address": "浙江省杭州市余杭区良渚街道运河坝北路128号",
        "registered_capital": Money.of("5000000"),
        "established_date": date(2015, 5, 8),
        "valid_until": date(2035, 5, 7),
        "scope": "道路货物运输（不含危险货物）；普通货物仓储服务。",
    }


def test_a_licence_without_end_says_so_in_raw_and_has_no_value():
    document = paper((240, 100, "营业执照"), (240, 200, "营业期限：长期"))
    field = next(field for field in business_licence.EXTRACTOR.extract(document, None) if field.name == "valid_until")
    assert (field.raw, field.value) == ("长期", None)


def test_a_self_employed_licence_names_its_operator():
    cells = (
        (240, 100, "名称：余杭区顺达货物运输户"),
        (240, 140, "经营者：沈顺达"),
        (240, 180, "经营场所：杭州市余杭区1号"),
    )
    found = values(business_licence.EXTRACTOR.extract(paper(*cells), None))
    assert found == {"name": "余杭区顺达货物运输户", "legal_representative": "沈顺达", "address": "杭州市余杭区1号"}


def test_the_check_digit_of_a_forged_licence_fails():
    cells = tuple((left, top, text.replace("91330100799655058B", "91330100799655058C")) for left, top, text in LICENCE)
    document = paper(*cells)
    fields = business_licence.EXTRACTOR.extract(document, None)
    assert verdicts(business_licence.EXTRACTOR, document, fields)["uscc_check_digit"] == "fail"


@pytest.mark.parametrize(("confidence", "verdict"), [(0.99, "fail"), (0.6, "unknown")])
def test_a_failing_code_read_with_doubt_proves_nothing(confidence, verdict):
    page = paper(source=TextSource.OCR).pages[0]
    text = line("统一社会信用代码：91330100799655056B", 100, 100, confidence)
    document = replace(paper(), pages=(replace(page, lines=(text,)),))
    fields = business_licence.EXTRACTOR.extract(document, None)
    assert verdicts(business_licence.EXTRACTOR, document, fields)["uscc_check_digit"] == verdict


def test_a_code_that_fails_on_a_scan_is_read_again_and_taken_only_when_it_closes():
    cells = tuple((left, top, text.replace("91330100799655058B", "91330100799655056B")) for left, top, text in LICENCE)
    scan, layer = paper(*cells, source=TextSource.OCR), paper(*cells)
    answers = {"91330100799655058B": "91330100799655058B", "91330100799655054B": "91330100799655056B"}
    for answer, expected in answers.items():
        found = values(business_licence.EXTRACTOR.extract(scan, lambda _page, _box, answer=answer: answer))
        assert found["uscc"] == expected
    found = values(business_licence.EXTRACTOR.extract(layer, lambda _page, _box: "91330100799655058B"))
    assert found["uscc"] == "91330100799655056B"


def test_a_road_transport_paper_gives_every_field():
    assert values(road_transport_permit.EXTRACTOR.extract(paper(*PERMIT), None)) == {
        "name": "余杭顺达货物运输户",
        "permit_number": "浙交运管许可杭字330110012846",
        "plate_number": "浙A8K623",
        "vehicle_type": "重型仓栅式货车",
        "payload_t": Decimal("17.05"),
        "valid_until": date(2029, 6, 19),
    }


@pytest.mark.parametrize(
    ("text", "tonnes"), [("17.05吨", "17.05"), ("17050kg", "17.05"), ("17050", "17.05"), ("座", None), ("0吨", None)]
)
def test_payloads_in_tonnes_and_kilograms(text, tonnes):
    assert road_transport_permit.tonnes(text) == (None if tonnes is None else Decimal(tonnes))


@pytest.mark.parametrize(("number", "verdict"), [("330110012846", "pass"), ("990110012846", "fail")])
def test_the_region_of_a_permit_must_exist(number, verdict):
    document = paper((279, 363, f"浙交运管许可杭字{number}号"))
    fields = road_transport_permit.EXTRACTOR.extract(document, None)
    assert verdicts(road_transport_permit.EXTRACTOR, document, fields)["permit_number_form"] == verdict


def test_a_vehicle_licence_gives_every_field():
    document = paper(*VEHICLE)
    fields = vehicle_licence.EXTRACTOR.extract(document, None)
    assert values(fields) == {
        "plate_number": "浙A8K623",
        "owner_name": "余杭顺达货物运输户",
        "vehicle_type": "重型半挂牵引车",
        "vin": "1M8GDM9AXKP042788",
        "engine_number": "CA6DM2-42E5",
        "registered_date": date(2021, 6, 18),
        "licence_issue_date": date(2021, 6, 20),
        "payload_kg": 17050,
    }
    found = verdicts(vehicle_licence.EXTRACTOR, document, fields)
    assert (found["vin_check_digit"], found["plate_format"], found["date_order"]) == ("pass", "pass", "pass")


@settings(deadline=None, derandomize=True, max_examples=40)
@given(
    texts=st.lists(
        st.text(max_size=20) | st.sampled_from([text for _, _, text in LICENCE + PERMIT + VEHICLE]), max_size=25
    ),
    seed=st.randoms(use_true_random=False),
)
def test_any_page_gives_fields_and_checks_without_raising(texts, seed):
    document = paper(*((seed.randrange(1200), seed.randrange(1700), text) for text in texts))
    for extractor in (business_licence.EXTRACTOR, road_transport_permit.EXTRACTOR, vehicle_licence.EXTRACTOR):
        fields = extractor.extract(document, None)
        assert len({field.name for field in fields}) == len(fields)
        assert verdicts(extractor, document, fields)


def test_a_firm_that_manages_a_partnership_is_kept_whole():
    firm = "辽宁金穗日用品股份有限公司（委派代表：吕明）"
    assert business_licence.managing_partner(firm) == firm
    assert business_licence.managing_partner("沈顺达") is None


def test_the_closing_clause_of_a_scope_gets_back_what_was_not_read():
    clause = "（依法须经批准的项目，经相关部门批准后方可开展经营活动）"
    assert business_licence.scope("蔬菜种植" + clause.replace("，", "").removesuffix("）")) == "蔬菜种植" + clause
