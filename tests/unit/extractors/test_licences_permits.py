"""Trade permits, driving licences and registration certificates on hand-made pages."""

from dataclasses import replace
from datetime import date

import pytest
from extractor_papers import line, paper, values, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import (
    business_licence,
    driving_licence,
    trade_permit,
    vehicle_licence,
    vehicle_registration_certificate,
)
from extractors.classify import choose_kind, classify
from extractors.licence_text import end_of_term, firm_alone, old_number, person
from uplift.types import Money, TextSource

FOOD = (
    (500, 200, "食品经营许可证"),
    (200, 400, "经营者名称：杭州甲乙餐饮管理有限公司"),
    (200, 440, "社会信用代码（身份证号码）：91330100799655058B"),
    (200, 480, "法定代表人（负责人）：沈顺达"),
    (200, 520, "住所：浙江省杭州市余杭区集市路7号"),
    (200, 560, "经营场所：浙江省杭州市余杭区长丰路2066号1幢底"),
    (320, 585, "商2号"),
    (200, 620, "主体业态：餐饮服务经营者"),
    (200, 660, "经营项目：热食类食品制售；冷食类食品制售"),
    (700, 400, "许可证编号：JY23301100012345"),
    (700, 440, "日常监督管理机构：良渚市场监督管理所"),
    (700, 480, "投诉举报电话：12315"),
    (700, 520, "签发人：王敏"),
    (700, 700, "有效期至 2029 年 03 月 11 日"),
)
DRIVER = (
    (300, 60, "中华人民共和国机动车驾驶证"),
    (300, 80, "Driving License of the People's Republic of China"),
    (200, 120, "证号 330110198001011234"),
    (60, 160, "姓名"),
    (60, 182, "Name"),
    (160, 160, "沈顺达 性别 男 国籍 中国"),
    (60, 220, "住址 浙江省杭州市余杭区集市路7号"),
    (200, 260, "出生日期 1980-01-01"),
    (200, 300, "初次领证日期 2005-06-07"),
    (200, 340, "准驾车型"),
    (400, 340, "B2D"),
    (60, 380, "有效期限 2021-06-07 至 2031-06-07"),
)
BOOK = (
    (300, 60, "注册登记摘要信息栏"),
    (60, 100, "1.机动车所有人/身份证明名称/号码 沈顺达/居民身份证/330110198001011234"),
    (60, 140, "2.登记机关 杭州市公安局交通警察支队"),
    (700, 140, "3.登记日期 2019-05-06"),
    (60, 180, "4.机动车登记编号 浙A8K623"),
    (300, 240, "过户、转移登记摘要信息栏"),
    (60, 280, "I.机动车所有人/身份证明名称/号码 余杭区顺达货物运输户/统一社会信用代码/92330110MA2KQ7D30X"),
    (60, 320, "登记机关 杭州市公安局交通警察支队"),
    (700, 320, "登记日期 2022-08-09"),
    (60, 360, "机动车登记编号 浙A6R350"),
    (60, 420, "II.机动车所有人/身份证明名称/号码"),
    (60, 460, "登记机关"),
    (60, 500, "机动车登记编号"),
    (60, 600, "5.车辆类型 重型厢式货车"),
    (60, 640, "9.车辆识别代号/车架号 1M8GDM9AXKP042788"),
)
MORTGAGE = ((60, 900, "登记栏"), (60, 940, "抵押登记"), (60, 970, "抵押权人姓名/名称：余杭田园合作银行"))
RELEASE = ((60, 1010, "解除抵押登记"), (60, 1040, "解除抵押日期：2024-01-02"))


def found(extractor, *cells, source=TextSource.TEXT_LAYER):
    return values(extractor.extract(paper(*cells, source=source), None))


def test_a_food_permit_gives_every_field_and_not_the_registered_office():
    assert found(trade_permit.EXTRACTOR, *FOOD) == {
        "name": "杭州甲乙餐饮管理有限公司",
        "permit_number": "JY23301100012345",
        "address": "浙江省杭州市余杭区长丰路2066号1幢底商2号",
        "valid_until": date(2029, 3, 11),
        "scope": "热食类食品制售；冷食类食品制售",
    }


@pytest.mark.parametrize(("region", "verdict"), [("33", "pass"), ("99", "fail")])
def test_a_food_permit_names_a_region_that_exists(region, verdict):
    document = paper((100, 100, f"许可证编号：JY2{region}01100012345"))
    fields = trade_permit.EXTRACTOR.extract(document, None)
    assert verdicts(trade_permit.EXTRACTOR, document, fields)["food_permit_region"] == verdict


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("JY2330110OO12345", "JY23301100012345"),
        ("编号：余卫公证字【2021】第000123号", "余卫公证字[2021]第000123号"),
        ("浙杭安经字〔2022〕08000123", "浙杭安经字[2022]08000123"),
        ("浙DA5710123", "浙DA5710123"),
        ("330110101234", "330110101234"),
        ("备案编号：浙杭食药监械经营备20180123号", "浙杭食药监械经营备20180123号"),
        ("12315", None),
        ("330110****1234", None),
    ],
)
def test_numbers_of_permits(text, number):
    assert trade_permit.permit_number(text) == number


def test_a_driving_licence_gives_its_fields_and_no_number_of_identity():
    fields = driving_licence.EXTRACTOR.extract(paper(*DRIVER), None)
    assert values(fields) == {
        "holder_name": "沈顺达",
        "vehicle_class": "B2D",
        "valid_until": date(2031, 6, 7),
    }
    assert not any("198001011234" in field.raw for field in fields)


@pytest.mark.parametrize(("text", "kinds"), [("Cl", "C1"), ("A1A2", "A1A2"), ("Class C1E", "C1E"), ("性别", None)])
def test_vehicle_classes(text, kinds):
    assert driving_licence.vehicle_class(text) == kinds


def test_a_licence_without_end_has_raw_text_and_no_value():
    cells = (*DRIVER[:-1], (60, 380, "有效期限 2021-06-07 至 长期"))
    field = next(f for f in driving_licence.EXTRACTOR.extract(paper(*cells), None) if f.name == "valid_until")
    assert (field.value, "长期" in field.raw) == (None, True)


def test_a_term_in_years_is_counted_from_the_day_it_begins():
    cells = (*DRIVER[:-1], (60, 380, "有效起始日期 2012-02-29"), (500, 380, "有效期限 6年"))
    assert found(driving_licence.EXTRACTOR, *cells)["valid_until"] == date(2018, 2, 28)


def test_a_class_the_first_engine_missed_is_read_by_the_second_and_says_so():
    cells = tuple(cell for cell in DRIVER if cell[2] != "B2D")
    fields = driving_licence.EXTRACTOR.extract(paper(*cells, source=TextSource.OCR), lambda _page, _box: "B2D")
    field = next(field for field in fields if field.name == "vehicle_class")
    assert (field.value, field.confidence < 0.7, "second engine" in field.repair) == ("B2D", True, True)


def test_the_last_owner_of_a_certificate_counts_and_the_first_day():
    fields = vehicle_registration_certificate.EXTRACTOR.extract(paper(*BOOK), None)
    assert values(fields) == {
        "owner_name": "余杭区顺达货物运输户",
        "vin": "1M8GDM9AXKP042788",
        "plate_number": "浙A6R350",
        "registered_date": date(2019, 5, 6),
    }


def test_an_owner_in_person_is_read_without_the_number_of_identity():
    fields = vehicle_registration_certificate.EXTRACTOR.extract(paper(*BOOK[:5]), None)
    owner = next(field for field in fields if field.name == "owner_name")
    assert (owner.value, owner.raw) == ("沈顺达", "沈顺达")


@pytest.mark.parametrize(
    ("records", "mortgage"), [(MORTGAGE, True), (MORTGAGE + RELEASE, False), (MORTGAGE[:1], False), ((), None)]
)
def test_the_last_word_on_mortgages_counts(records, mortgage):
    assert found(vehicle_registration_certificate.EXTRACTOR, *BOOK, *records).get("mortgage") == mortgage


@pytest.mark.parametrize(
    ("cells", "kind"),
    [(FOOD, "trade_permit"), (DRIVER, "driving_licence"), (BOOK, "vehicle_registration_certificate")],
)
def test_each_is_told_from_its_neighbours(cells, kind):
    assert choose_kind(classify(paper(*cells)))[0].value == kind


def test_an_old_licence_is_read_by_its_registration_number_and_its_digit_checked():
    cells = ((300, 100, "注册号 330110000012348"), (240, 200, "名称：杭州甲乙物流有限公司"))
    document = paper(*cells)
    fields = business_licence.EXTRACTOR.extract(document, None)
    assert values(fields)["uscc"] == "330110000012348"
    assert verdicts(business_licence.EXTRACTOR, document, fields)["old_number_check_digit"] == "pass"
    assert old_number("33011000001234Z") is None


@pytest.mark.parametrize(
    ("text", "yuan"), [("500万元人民币", "5000000"), ("1000.000000万人民币", "10000000"), ("伍拾万圆整", "500000")]
)
def test_registered_capital_in_ten_thousands(text, yuan):
    assert business_licence.capital(text) == Money.of(yuan)


def test_a_misread_code_mixed_from_two_readings_says_so():
    # the first engine slips in two places, the second in a third one: only one mixture closes both check characters
    first, second, true = "91330I00799655O58B", "9133010079965505BB", "91330100799655058B"
    page = paper(source=TextSource.OCR).pages[0]
    text = line(f"统一社会信用代码：{first.translate(str.maketrans('IO', '76'))}", 100, 100, 0.9)
    document = replace(paper(), pages=(replace(page, lines=(text,)),))
    field = business_licence.EXTRACTOR.extract(document, lambda _page, _box: second)[0]
    assert (field.value, bool(field.repair)) == (true, True)


def test_a_firm_is_found_without_its_label_and_an_authority_is_not():
    assert firm_alone("杭州甲乙物流有限公司") == "杭州甲乙物流有限公司"
    assert firm_alone("有限责任公司（自然人独资）") is None
    assert firm_alone("余杭区市场监督管理局") is None


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.text(max_size=40))
def test_parsers_give_a_value_or_none_for_any_text(text):
    for parse in (trade_permit.permit_number, trade_permit.worded_number, driving_licence.vehicle_class, person):
        assert parse(text) is None or parse(text)
    assert driving_licence.term(text) is None or end_of_term(text) is not None or "年" in text
    assert old_number(text) is None or len(old_number(text)) == 15


@settings(deadline=None, derandomize=True, max_examples=40)
@given(
    texts=st.lists(
        st.text(max_size=20) | st.sampled_from([text for _, _, text in FOOD + DRIVER + BOOK + MORTGAGE]), max_size=25
    ),
    seed=st.randoms(use_true_random=False),
)
def test_any_page_gives_fields_and_checks_without_raising(texts, seed):
    document = paper(*((seed.randrange(1200), seed.randrange(1700), text) for text in texts))
    for module in (trade_permit, driving_licence, vehicle_registration_certificate):
        fields = module.EXTRACTOR.extract(document, None)
        assert len({field.name for field in fields}) == len(fields)
        assert verdicts(module.EXTRACTOR, document, fields)


def test_a_letter_read_for_a_digit_of_a_plate_is_mended_and_said():
    cells = ((100, 100, "号牌号码"), (300, 100, "浙A8O623"), (100, 150, "所有人"), (300, 150, "沈顺达"))
    fields = vehicle_licence.EXTRACTOR.extract(paper(*cells, source=TextSource.OCR), None)
    found = {field.name: field for field in fields}
    assert (found["plate_number"].value, found["plate_number"].raw) == ("浙A80623", "浙A8O623")
    assert "no I and no O" in found["plate_number"].repair
    assert found["owner_name"].repair == ""


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (((100, 100, "名"), (160, 100, "称 杭州甲乙物流有限公司")), {"name": "杭州甲乙物流有限公司"}),
        (((100, 100, "称杭州甲乙物流有限公司"),), {"name": "杭州甲乙物流有限公司"}),
        (((100, 100, "名"), (300, 100, "杭州甲乙物流有限公司")), {"name": "杭州甲乙物流有限公司"}),
        (((100, 100, "经"), (140, 100, "营"), (180, 100, "者沈顺达")), {"legal_representative": "沈顺达"}),
        (((100, 100, "所浙江省杭州市余杭区1号"),), {"address": "浙江省杭州市余杭区1号"}),
        (((100, 300, "杭州甲乙物流有限公司"), (100, 340, "类型 有限责任公司")), {"name": "杭州甲乙物流有限公司"}),
    ],
)
def test_spread_labels_that_ocr_took_apart_or_lost(cells, expected):
    values_read = found(business_licence.EXTRACTOR, *cells, source=TextSource.OCR)
    assert expected.items() <= values_read.items()


@pytest.mark.parametrize(
    "lines",
    [
        (
            "中华人民共和国道路运输从业人员",
            "从业资格证",
            "姓名 沈顺达",
            "准驾车型 B2",
            "初次领证日期 2015-03-04",
            "发证机关",
        ),
        (
            "机动车交通事故责任强制保险单",
            "被保险人 沈顺达",
            "号牌号码 浙A8K623",
            "车辆识别代号",
            "发动机号码",
            "使用性质",
        ),
        (
            "机动车整车出厂合格证",
            "合格证编号",
            "车辆品牌",
            "车辆识别代号/车架号",
            "发动机号",
            "轮胎规格",
            "钢板弹簧片数",
        ),
        (
            "企业信用信息公示报告",
            "统一社会信用代码",
            "法定代表人 沈顺达",
            "注册资本",
            "成立日期",
            "登记机关",
            "经营范围",
        ),
        (
            "公安交通管理简易程序处罚决定书",
            "被处罚人：沈顺达 驾驶证档案编号：330110123456",
            "机动车驾驶证号：3301********1234",
            "准驾车型：B2",
        ),
        (
            "道路运输车辆技术等级评定表",
            "车牌号码 浙A12345",
            "业户名称 顺达物流",
            "道路运输证号 330110123456",
            "车辆类型 重型厢式货车",
        ),
        ("机动车驾驶证申请表", "国籍 中国", "申请准驾车型 B2", "业务种类 初次申领", "档案编号 330110123456"),
        ("遗失声明", "余杭区满仓粮油商行遗失营业执照正副本", "统一社会信用代码 92330110MA2KQ7D38X", "声明作废"),
        ("准予行政许可决定书", "你单位提出的道路运输经营许可申请", "请到窗口领取道路运输经营许可证"),
    ],
)
def test_papers_like_licences_stay_unknown(lines):
    document = paper(*((100, 80 + 50 * row, text) for row, text in enumerate(lines)))
    assert choose_kind(classify(document))[0].value == "unknown"


def test_a_misread_label_is_no_owner():
    assert vehicle_registration_certificate.owner("费记机关") is None
    assert vehicle_registration_certificate.owner("III") is None
    assert vehicle_registration_certificate.owner("余杭区顺达货物运输户") == "余杭区顺达货物运输户"
