"""The five kinds of contract on hand-made pages: what each has of its own, and the forms real ones take."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from extractor_papers import paper, values
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.specimens.seals import round_seal
from extractors.classify import choose_kind, classify
from extractors.contract import HAULAGE, LAND, LEASE, SALE, SERVICE, number
from extractors.contract_parties import party_name
from extractors.marks import colourless, grey_ring, seals_between, unrolled
from uplift.types import EvidenceKind, Money, TextSource

A_CODE, B_CODE = "91330100799655058B", "9144030071526726XG"
PERSON = "330110189901068341"

WORKS = (
    (400, 120, "建设工程施工合同"),
    (154, 200, "发包人（全称）：杭州甲乙机械有限责任公司"),
    (154, 240, "承包人（全称）：深圳丙丁建筑工程有限公司"),
    (154, 300, "一、工程概况"),
    (194, 340, "1．工程名称：厂区道路硬化工程。"),
    (194, 380, "2．工程地点：浙江省杭州市钱塘区长丰路。"),
    (154, 420, "二、合同工期"),
    (194, 460, "计划开工日期：2026年3月1日。"),
    (194, 500, "计划竣工日期：2026年6月28日。"),
    (154, 540, "四、签约合同价"),
    (194, 580, "签约合同价为：人民币（大写）叁拾万元整（¥300000.00元）；"),
    (194, 620, "其中安全文明施工费：人民币（大写）陆仟元整（¥6000.00元）。"),
    (194, 660, "本合同于2026年2月20日签订。"),
)
LET = (
    (430, 120, "房屋租赁合同"),
    (154, 200, "出租方（甲方）：王建国"),
    (154, 240, f"身份证号码：{PERSON}"),
    (154, 280, "承租方（乙方）：余杭区甲乙便利店"),
    (154, 320, f"统一社会信用代码：{B_CODE}"),
    (154, 400, "第一条 房屋情况"),
    (194, 440, "甲方将位于浙江省杭州市余杭区集市路7号的房屋出租给乙方，建筑面积86.50平方米。"),
    (154, 480, "第二条 租金与押金"),
    (194, 520, "月租金为人民币4500元。租金总额（大写）伍万肆仟元整（¥54,000.00），按季度预付。"),
    (194, 560, "乙方交付押金人民币玖仟元整（¥9,000.00）。"),
    (194, 600, "租期一年，2026年1月24日起，2027年1月23日止。"),
    (154, 900, "签约日期：2026年1月20日"),
)
FARM = (
    (400, 120, "农村土地经营权流转合同"),
    (154, 200, "流出方（甲方）：甲镇乙村股份经济合作社"),
    (154, 240, "流入方（乙方）：丙丁农业科技有限公司"),
    (194, 300, "流转土地位于甲镇乙村三组，总面积152.5亩，四至以附图为准。"),
    (194, 340, "流转期限10年，自2026年3月1日起至2036年2月28日止。"),
    (194, 380, "流转费每亩每年700元，流转费总额为人民币壹佰零陆万柒仟伍佰元整（¥1,067,500.00）。"),
    (154, 900, "签订日期：2026年2月11日"),
)


def test_a_works_contract_gives_project_place_and_term():
    found = values(SERVICE.extract(paper(*WORKS), None))
    assert found["party_a_name"] == "杭州甲乙机械有限责任公司"
    assert found["party_b_name"] == "深圳丙丁建筑工程有限公司"
    assert found["project_name"] == "厂区道路硬化工程"
    assert found["project_address"] == "浙江省杭州市钱塘区长丰路"
    assert (found["start_date"], found["end_date"]) == (date(2026, 3, 1), date(2026, 6, 28))
    assert found["sign_date"] == date(2026, 2, 20)
    assert (found["total_amount"], found["total_in_capitals"]) == (Money.of("300000"), "叁拾万元整")


def test_a_lease_tells_the_rent_of_a_month_from_the_total_and_the_deposit():
    found = values(LEASE.extract(paper(*LET), None))
    assert found["premises_address"] == "浙江省杭州市余杭区集市路7号"
    assert found["premises_area_m2"] == Decimal("86.50")
    assert (found["monthly_rent"], found["total_amount"]) == (Money.of("4500"), Money.of("54000"))
    assert (found["start_date"], found["end_date"]) == (date(2026, 1, 24), date(2027, 1, 23))
    assert (found["party_a_name"], found["party_a_id"]) == ("王建国", PERSON)
    assert (found["party_b_name"], found["party_b_id"]) == ("余杭区甲乙便利店", B_CODE)


def test_a_lease_without_a_total_has_none():
    cells = [cell for cell in LET if "租金总额" not in cell[2]]
    found = values(LEASE.extract(paper(*cells, (194, 520, "月租金为人民币4500元。")), None))
    assert found["monthly_rent"] == Money.of("4500")
    assert "total_amount" not in found


def test_a_transfer_of_land_gives_area_place_and_sum():
    found = values(LAND.extract(paper(*FARM), None))
    assert (found["land_area_mu"], found["land_location"]) == (Decimal("152.5"), "甲镇乙村三组")
    assert (found["end_date"], found["sign_date"]) == (date(2036, 2, 28), date(2026, 2, 11))
    assert found["total_amount"] == Money.of("1067500")
    assert (found["party_a_name"], found["party_b_name"]) == ("甲镇乙村股份经济合作社", "丙丁农业科技有限公司")


@pytest.mark.parametrize(
    ("lines", "parties"),
    [
        (("供方（乙方）：甲乙有限公司", "需方（甲方）：丙丁有限公司"), ("丙丁有限公司", "甲乙有限公司")),
        (("甲方（供货方）：甲乙有限公司", "乙方（购货方）：丙丁有限公司"), ("甲乙有限公司", "丙丁有限公司")),
        (("出卖人：甲乙有限公司", "买受人：丙丁有限公司"), ("丙丁有限公司", "甲乙有限公司")),
        (("出租方（以下简称甲方）：甲乙有限公司", "承租方（以下简称乙方）：于振华"), ("甲乙有限公司", "于振华")),
        (("甲方：__甲乙有限责任公司__", "乙方：__丙丁有限公司__"), ("甲乙有限责任公司", "丙丁有限公司")),
        (("甲 方：甲乙有限公司", "乙 方：丙丁有限公司（盖章）"), ("甲乙有限公司", "丙丁有限公司")),
        (
            ("甲乙有限公司（以下简称“甲方”）与丙丁有限公司（以下简称“乙方”）经协商订立本合同。",),
            ("甲乙有限公司", "丙丁有限公司"),
        ),
    ],
)
def test_parties_by_letter_and_role(lines, parties):
    cells = [(154, 200 + 40 * row, text) for row, text in enumerate(lines)]
    found = values(SALE.extract(paper(*cells), None))
    assert (found["party_a_name"], found["party_b_name"]) == parties


def test_a_label_that_wraps_in_its_cell_and_a_table_with_a_column_a_side():
    cells = (
        (400, 200, "甲方（采购"), (420, 222, "方）"), (800, 200, "乙方（供应"), (820, 222, "商）"),
        (150, 260, "单位名称"), (380, 260, "甲乙有限公司"), (780, 260, "丙丁有限公司"),
        (150, 300, "统一社会信用代码"), (380, 300, A_CODE), (780, 300, B_CODE),
    )  # fmt: skip
    found = values(SALE.extract(paper(*cells), None))
    assert (found["party_a_name"], found["party_b_name"]) == ("甲乙有限公司", "丙丁有限公司")
    assert (found["party_a_id"], found["party_b_id"]) == (A_CODE, B_CODE)


def test_a_name_on_two_lines_is_joined():
    cells = (
        (154, 200, "甲方（托运方）：杭州临江建材制造"),
        (154, 224, "股份有限公司"),
        (154, 290, "乙方：丙丁有限公司"),
    )
    assert values(HAULAGE.extract(paper(*cells), None))["party_a_name"] == "杭州临江建材制造股份有限公司"


def test_a_name_on_two_lines_of_its_cell_is_joined():
    cells = (
        (150, 213, "甲方"), (300, 200, "石家庄市宏盛丰机械"), (330, 226, "制造有限责任公司"), (700, 213, "乙方"),
        (850, 213, "丙丁有限公司"), (150, 300, "买受人（盖章）"),
    )  # fmt: skip
    found = values(SALE.extract(paper(*cells), None))
    assert (found["party_a_name"], found["party_b_name"]) == ("石家庄市宏盛丰机械制造有限责任公司", "丙丁有限公司")


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("合同期限自2026年1月1日起至2026年12月31日止。", "2026-01-01", "2026-12-31"),
        ("租赁期限：2026.1.1—2026.12.31", "2026-01-01", "2026-12-31"),
        ("本合同自2026年1月1日起生效，至同年12月31日终止。", "2026-01-01", "2026-12-31"),
        ("有效期二〇二六年一月一日至二〇二六年十二月三十一日", "2026-01-01", "2026-12-31"),
        ("期限壹年，自__2026__年__1__月__1__日至__2026__年__12__月__31__日", "2026-01-01", "2026-12-31"),
        ("免租期2026年1月1日至2026年1月31日，租期2026年2月1日至2027年1月31日。", "2026-02-01", "2027-01-31"),
        ("本合同有效期至2027年3月31日。", None, "2027-03-31"),
        ("期限壹年，自2026年3月1日起计算。", "2026-03-01", None),
    ],
)
def test_terms_as_they_are_written(sentence, start, end):
    found = values(SALE.extract(paper((154, 200, sentence)), None))
    assert found.get("start_date") == (date.fromisoformat(start) if start else None)
    assert found.get("end_date") == (date.fromisoformat(end) if end else None)


@pytest.mark.parametrize(
    ("sentence", "yuan"),
    [
        ("合同总价100000.00元，其中预付款30000.00元。", "100000"),
        ("乙方交纳履约保证金50000元。合同价款：人民币（大写）贰拾万元整。", "200000"),
        ("运费总计12.6万元（大写：壹拾贰万陆仟元整），每吨260元。", "126000"),
        ("合计人民币金额（大写）：贰万零肆拾陆元捌角", "20046.80"),
        ("预付款为合同总价的30%，合同总价为¥88,000.00。", "88000"),
    ],
)
def test_the_total_among_other_sums(sentence, yuan):
    assert values(SALE.extract(paper((154, 200, sentence)), None))["total_amount"] == Money.of(yuan)


def test_on_a_scan_capitals_and_a_second_reading_mend_a_lost_point():
    cells = ((154, 200, "合同总价：人民币壹佰捌拾万元整（¥1,800,00000）。"),)
    scan = paper(*cells, source=TextSource.OCR)
    field = next(one for one in SALE.extract(scan, lambda _page, _box: "¥1,800,000.00") if one.name == "total_amount")
    assert field.value == Money.of("1800000")
    assert field.repair
    clean = next(one for one in SALE.extract(paper(*cells), None) if one.name == "total_amount")
    assert not clean.repair


def test_titles_tell_the_kinds_and_a_text_about_contracts_is_none():
    papers = {
        EvidenceKind.SERVICE_CONTRACT: WORKS,
        EvidenceKind.LEASE_CONTRACT: LET,
        EvidenceKind.LAND_TRANSFER_CONTRACT: FARM,
    }
    for kind, cells in papers.items():
        assert choose_kind(classify(paper(*cells)))[0] is kind
    letter = (
        (400, 120, "关于货物运输合同续签事宜的函"),
        (154, 200, "贵公司与我公司签订的货物运输合同将于本月到期，运费结算请按原合同执行。"),
    )
    assert choose_kind(classify(paper(*letter)))[0] is EvidenceKind.UNKNOWN


def stamped(name, turn=0, grey=False):
    seal = round_seal(name, "合同专用章", 3).rotate(turn).resize((240, 240))
    pixels = np.full((600, 620, 3), 250, dtype=np.uint8)
    ink, shade = np.asarray(seal)[..., :3], np.asarray(seal)[..., 3:] / 255.0
    part = pixels[180:420, 190:430]
    pixels[180:420, 190:430] = (part * (1 - shade) + ink * shade).astype(np.uint8)
    return np.repeat(pixels.mean(axis=2, keepdims=True), 3, axis=2).astype(np.uint8) if grey else pixels


def page_of(raster):
    return paper(raster=raster, width=620, height=600).pages[0]


def test_a_seal_is_unrolled_to_a_strip_of_letters():
    page = page_of(stamped("杭州甲乙建材有限公司", turn=15))
    (box,) = seals_between(page, 0, 600)
    strip = unrolled(page, box)
    assert strip.shape[1] > 4 * strip.shape[0]
    inside = strip[48:-48].min(axis=2) < 120
    assert 0.03 < inside.mean() < 0.5
    gap = inside.mean(axis=0)
    edge = strip.shape[1] // 20
    assert gap[:edge].mean() < gap[strip.shape[1] // 3 : 2 * strip.shape[1] // 3].mean()


def test_a_seal_on_a_grey_scan_is_a_ring_without_colour():
    raster = np.full((1754, 1240, 3), 250, dtype=np.uint8)
    blank = paper(raster=raster.copy()).pages[0]
    raster[300:900, 300:920] = stamped("杭州甲乙建材有限公司", grey=True)
    page = paper(raster=raster).pages[0]
    assert colourless(page)
    assert not seals_between(page, 0, 1754)
    (box,) = grey_ring(page, 0, 1754)
    assert abs((box.left + box.right) / 2 - 610) < 15
    assert grey_ring(blank, 0, 1754) == ()


def signed_page(source=TextSource.TEXT_LAYER):
    raster = np.full((1754, 1240, 3), 250, dtype=np.uint8)
    raster[860:1100, 200:440] = stamped("杭州甲乙建材有限公司")[180:420, 190:430]
    cells = ((154, 300, "甲方：杭州甲乙建材有限公司"), (154, 900, "甲方（盖章）："), (154, 960, "法定代表人（签字）："))
    return paper(*cells, raster=raster, source=source)


@pytest.mark.parametrize(
    ("read", "owner"),
    [
        ("杭州甲乙建材有限公司", "杭州甲乙建材有限公司"),
        ("杭洲甲乙建材有限公司TK", "杭州甲乙建材有限公司"),  # a slip of the reader beside a known party
        ("深圳另外贸易有限公司", "深圳另外贸易有限公司"),  # somebody else's seal is told, not mended
        ("口二三", None),
        ("", None),
    ],
)
def test_the_text_of_a_seal_is_read_or_left_out(read, owner):
    found = values(SALE.extract(signed_page(), lambda _page, _box: read))
    assert found["has_seal"] is True
    assert found.get("seal_text") == owner


def test_without_a_second_engine_no_seal_is_read():
    assert "seal_text" not in values(SALE.extract(signed_page(), None))


@pytest.mark.parametrize(
    "text", ["应于三日内付款", "第一条 标的", "____", "名称", "统一社会信用代码", "1. 土地", "年 月 日"]
)
def test_clauses_labels_and_blanks_are_no_names(text):
    assert party_name(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("152.5", "152.5"), ("1,200.00平方米", "1200.00"), ("亩", None), ("", None)]
)
def test_areas(text, value):
    assert number(text) == (Decimal(value) if value else None)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(text=st.text(max_size=60))
def test_any_text_is_a_name_and_an_area_or_none(text):
    assert party_name(text) is None or isinstance(party_name(text), str)
    assert number(text) is None or isinstance(number(text), Decimal)


@settings(deadline=None, derandomize=True, max_examples=25)
@given(
    texts=st.lists(st.text(max_size=20) | st.sampled_from([text for _, _, text in WORKS + LET + FARM]), max_size=20),
    kind=st.sampled_from((SERVICE, LEASE, LAND)),
    seed=st.randoms(use_true_random=False),
)
def test_any_page_is_read_by_every_kind_without_raising(texts, kind, seed):
    document = paper(*((seed.randrange(1200), seed.randrange(1700), text) for text in texts))
    fields = kind.extract(document, None)
    assert len({field.name for field in fields}) == len(fields)
