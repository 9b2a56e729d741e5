from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.classify import Evidence, choose_kind, classify, evidence, is_photo, resolved
from extractors.page import Document, Page, PhotoScores, TextLine
from uplift.types import Box, EvidenceKind, TextSource

K = EvidenceKind
INVOICE_CN = [
    "电子发票（普通发票）",
    "发票号码：25332000000012345678",
    "开票日期：2026年10月31日",
    "购买方信息",
    "价税合计（大写）",
]
INVOICE_EN = [
    "INVOICE",
    "Invoice No: 2026-114",
    "Invoice Date: 3 May 2026",
    "Bill to: Acme Ltd",
    "Subtotal 100.00",
    "VAT 20%",
]
HAULAGE = [
    "货物运输合同",
    "托运方（甲方）：某公司",
    "承运方（乙方）：张三",
    "运费按月结算",
    "第一条 起运地",
    "违约责任",
]
SALE = ["购销合同", "供方：某公司", "需方：某商行", "交货地点", "质量标准", "第一条 货款", "违约责任"]
LICENCE = ["营 业 执 照", "统一社会信用代码", "名  称 某公司", "法定代表人 张三", "经营范围 普通货运", "登记机关"]
PERMIT = ["中华人民共和国道路运输证", "业户名称：某公司", "车辆号牌：浙A12345", "吨(座)位：20", "经营许可证号"]
VEHICLE = ["中华人民共和国机动车行驶证", "号牌号码 浙A12345", "车辆类型 重型货车", "所有人 张三", "使用性质 货运"]
RECEIPT = ["ABC MART", "CASH BILL", "Item Qty Price", "Total 12.00", "Cash 20.00", "Change 8.00", "Thank you"]
TAX_PROOF = ["税收完税证明", "填发日期：2026年4月18日", "税种", "税款所属时期", "入（退）库日期", "实缴（退）金额"]
SOCIAL = ["社会保险费缴费通知单", "单位名称：某公司", "费款所属期：2026年9月", "养老保险", "缴费人数", "单位应缴金额"]
POWER = ["电费账单", "户名：某公司", "用电地址：某路1号", "本期电量（千瓦时）", "应缴金额", "抄表周期"]
FARM = ["政策性水稻种植保险单", "被保险人：张三", "保险面积（亩）", "保险期间", "农户自缴"]
NEWS = [
    "小微商户办照最快半小时",
    "昨天，开餐馆的张三从工作人员手中接过了崭新的营业执照，并当场领用了增值税专用发票。",
    "今后，企业凭统一社会信用代码即可办理税务登记，签订购销合同、货物运输合同更加便利。",
]
QUOTATION = [
    "报价单",
    "致：某公司",
    "产品名称",
    "规格型号",
    "数量",
    "单价（元）",
    "金额（元）",
    "供货方",
    "交货期：20日",
    "含增值税",
]
PAYSLIP = ["2026年9月工资条", "姓名", "应发合计", "养老保险", "医疗保险", "失业保险", "个人所得税", "实发工资"]
CAR_POLICY = [
    "机动车交通事故责任强制保险单",
    "被保险人：某公司",
    "号牌号码：浙A12345",
    "车辆类型",
    "保险期间",
    "保险费合计",
]
RETURN = ["增值税及附加税费申报表", "纳税人名称：某公司", "税款所属期：2026年7月", "本期应补（退）税额"]
EMPLOYMENT = ["劳动合同书", "甲方：某公司", "乙方：张三", "第一条 合同期限", "社会保险", "违约责任", "签订日期"]
LETTER = ["Dear Sir or Madam,", "we are writing to let you know that our office moves in May.", "Yours faithfully"]


def page(lines, width=1240, height=1754):
    placed = tuple(
        TextLine(
            text=text, box=Box(left=80, top=60 + 40 * row, right=900, bottom=90 + 40 * row, dpi=150), confidence=1.0
        )
        for row, text in enumerate(lines)
    )
    return Page(index=0, width=width, height=height, dpi=150, source=TextSource.OCR, lines=placed)


def document(lines, photo=None, **more):
    return Document(media_type="image/jpeg", page_count=1, pages=(page(lines),), photo=photo, **more)


def seen(document_share=0.0, **kinds):
    named = {EvidenceKind(name): share for name, share in kinds.items()}
    return PhotoScores(kinds=named, document=document_share, other=1 - document_share - sum(named.values()))


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (INVOICE_CN, K.VAT_INVOICE),
        (INVOICE_EN, K.VAT_INVOICE),
        (HAULAGE, K.HAULAGE_CONTRACT),
        (SALE, K.SALE_CONTRACT),
        (LICENCE, K.BUSINESS_LICENCE),
        (PERMIT, K.ROAD_TRANSPORT_PERMIT),
        (VEHICLE, K.VEHICLE_LICENCE),
        (RECEIPT, K.TILL_RECEIPT),
        (TAX_PROOF, K.TAX_PAYMENT_PROOF),
        (SOCIAL, K.SOCIAL_INSURANCE_SLIP),
        (POWER, K.UTILITY_BILL),
        (FARM, K.AGRICULTURAL_INSURANCE_POLICY),
        (LETTER, K.UNKNOWN),
        (NEWS, K.UNKNOWN),
        (QUOTATION, K.UNKNOWN),
        (PAYSLIP, K.UNKNOWN),
        (CAR_POLICY, K.UNKNOWN),
        (RETURN, K.UNKNOWN),
        (EMPLOYMENT, K.UNKNOWN),
        ([], K.UNKNOWN),
    ],
)
def test_papers_are_told_by_their_words(lines, kind):
    assert choose_kind(classify(document(lines)))[0] is kind
    looks_like_paper = seen(document_share=0.9)
    assert choose_kind(classify(document(lines, looks_like_paper)))[0] is kind


def placed(*cells, width=1240, height=1754):
    """A page of (left, top, height, text) lines, a character as wide as high."""
    lines = tuple(
        TextLine(
            text=text,
            box=Box(left=left, top=top, right=left + high * len(text), bottom=top + high, dpi=150),
            confidence=1,
        )
        for left, top, high, text in cells
    )
    whole = Page(index=0, width=width, height=height, dpi=150, source=TextSource.OCR, lines=lines)
    return Document(media_type="image/jpeg", page_count=1, pages=(whole,))


BODY = tuple((80, 300 + 40 * row, 20, "普通文字一行") for row in range(8))


def title_of(kind, *cells):
    return evidence(placed(*cells, *BODY))[kind].title


def test_a_title_counts_alone_or_large_less_in_a_row_and_hardly_in_a_sentence():
    alone = title_of(K.SALE_CONTRACT, (500, 60, 20, "购销合同"))
    large = title_of(K.SALE_CONTRACT, (500, 60, 40, "购销合同"), (900, 64, 20, "编号"))
    cell = title_of(K.SALE_CONTRACT, (500, 60, 20, "购销合同"), (900, 60, 20, "印花税"))
    mentioned = title_of(K.SALE_CONTRACT, (80, 60, 20, "双方签订了购销合同，并已履行。"))
    assert alone == large > cell > mentioned > 0


@pytest.mark.parametrize("text", ["用途：购销合同", "购销合同编号：2026-118"])
def test_a_value_behind_a_label_and_a_label_are_no_titles(text):
    assert title_of(K.SALE_CONTRACT, (80, 60, 20, text)) < title_of(K.SALE_CONTRACT, (80, 60, 20, "购销合同")) / 4


def test_characters_spread_over_the_page_are_one_title():
    spread = ((300, 60, 40, "营"), (450, 60, 40, "业"), (600, 60, 40, "执"), (750, 60, 40, "照"))
    assert title_of(K.BUSINESS_LICENCE, *spread) == title_of(K.BUSINESS_LICENCE, (300, 60, 40, "营业执照"))


def test_what_names_no_kind_counts_only_as_the_title_of_the_whole_paper():
    main = (400, 60, 40, "购销合同"), (400, 120, 20, "合同正文")
    assert title_of(K.UNKNOWN, *main, (400, 240, 20, "报价单")) == 0
    assert title_of(K.UNKNOWN, (400, 60, 40, "报价单")) > 0


def test_a_form_s_label_weighs_less_where_a_sentence_mentions_it():
    label = evidence(placed((80, 60, 20, "经营范围")))[K.BUSINESS_LICENCE].total
    sentence = evidence(placed((80, 60, 20, "同意公司变更经营范围，增加货物运输一项。")))[K.BUSINESS_LICENCE].total
    assert 0 < sentence < label


def test_of_two_close_claims_the_one_whose_title_stands_wins():
    words_alone = ["托运方：甲公司", "承运方：乙公司", "起运地", "违约责任", "第一条 运费", "装货"]
    kind, _ = choose_kind(classify(document([*SALE[:1], *words_alone, *SALE[1:]])))
    assert kind is K.SALE_CONTRACT


def test_of_two_close_claims_without_titles_the_words_of_one_alone_decide_or_nothing_does():
    one, two = (Evidence(title=0.0, words={"shared": 1.5, name: 0.6}) for name in ("first", "second"))
    more = Evidence(title=0.0, words={"shared": 1.2, "third": 1.2})
    tied = resolved({K.SALE_CONTRACT: one, K.HAULAGE_CONTRACT: two})
    assert choose_kind(tied)[0] is K.UNKNOWN
    decided = resolved({K.SALE_CONTRACT: one, K.HAULAGE_CONTRACT: more})
    assert choose_kind(decided)[0] is K.HAULAGE_CONTRACT
    assert decided == dict(reversed(resolved({K.HAULAGE_CONTRACT: more, K.SALE_CONTRACT: one}).items()))


def test_text_that_fills_a_picture_is_no_photo_of_a_shop():
    lines = tuple((20, 20 + 50 * row, 40, "当然在媒介越来越多的情形下") for row in range(5))
    chat = replace(placed(*lines, width=583, height=280), photo=seen(storefront_photo=0.74, document_share=0.02))
    assert choose_kind(classify(chat))[0] is K.UNKNOWN
    sign = replace(placed((200, 60, 40, "老张五金"), width=1280, height=960), photo=seen(storefront_photo=0.9))
    assert choose_kind(classify(sign))[0] is K.STOREFRONT_PHOTO


def test_a_photo_without_text_is_what_the_network_sees():
    kind, confidence = choose_kind(classify(document([], seen(truck_photo=0.9))))
    assert kind is K.TRUCK_PHOTO
    assert confidence >= 0.85


def test_a_few_words_on_a_truck_do_not_make_it_a_paper():
    kind, _ = choose_kind(classify(document(["顺达运输", "浙A12345"], seen(truck_photo=0.95))))
    assert kind is K.TRUCK_PHOTO


def test_a_shop_front_full_of_words_stays_a_shop_front():
    words = ["老张五金水暖电料批发部", "主营：水管 阀门 灯具 电线电缆 开关插座", "电话 13800000000 送货上门"]
    kind, _ = choose_kind(classify(document(words, seen(storefront_photo=0.9, document_share=0.02))))
    assert kind is K.STOREFRONT_PHOTO


def test_a_licence_that_does_not_look_like_paper_is_still_a_licence():
    assert choose_kind(classify(document(LICENCE, seen(shelf_photo=0.7))))[0] is K.BUSINESS_LICENCE


def test_a_photo_the_network_is_unsure_of_is_unknown():
    doubtful = seen(truck_photo=0.4, machinery_photo=0.35)
    assert choose_kind(classify(document([], doubtful)))[0] is K.UNKNOWN


def test_a_photo_that_is_likelier_none_of_the_kinds_is_unknown():
    scores = PhotoScores(kinds={K.TRUCK_PHOTO: 0.46}, document=0.04, other=0.50)
    assert choose_kind(classify(document([], scores)))[0] is K.UNKNOWN


def test_structured_invoice_data_outweigh_all_words():
    data = {"invoice_number": "12345678"}
    mixed = document(HAULAGE, data=data, data_source=TextSource.XML)
    assert choose_kind(classify(mixed))[0] is K.VAT_INVOICE


def test_a_page_as_narrow_as_a_till_roll_leans_to_a_receipt():
    lines = ["TAX INVOICE", "Invoice No: 12", "Cashier 3"]
    roll = Document(media_type="image/jpeg", page_count=1, pages=(page(lines, width=500, height=1400),))
    assert classify(roll)[K.TILL_RECEIPT] > classify(document(lines))[K.TILL_RECEIPT]


def test_two_papers_that_claim_equally_are_unknown():
    assert choose_kind({K.SALE_CONTRACT: 0.80, K.HAULAGE_CONTRACT: 0.79, K.UNKNOWN: 0.2})[0] is K.UNKNOWN


def test_a_paper_wins_over_a_photo_that_claims_equally():
    assert choose_kind({K.TRUCK_PHOTO: 0.80, K.VEHICLE_LICENCE: 0.79, K.UNKNOWN: 0.2}) == (K.VEHICLE_LICENCE, 0.79)


@given(st.dictionaries(st.sampled_from([kind for kind in K if kind is not K.UNKNOWN]), st.floats(0, 1), max_size=8))
@settings(deadline=None, derandomize=True)
def test_one_kind_is_chosen_whatever_the_scores_and_their_order(scores):
    kind, confidence = choose_kind(scores)
    assert choose_kind(dict(reversed(scores.items()))) == (kind, confidence)
    assert 0 <= confidence <= 1
    assert kind is K.UNKNOWN or scores[kind] == confidence


@given(st.lists(st.sampled_from(INVOICE_EN + HAULAGE + LICENCE + RECEIPT + LETTER), max_size=12))
@settings(deadline=None, derandomize=True, max_examples=40)
def test_scores_are_probabilities_and_unknown_is_what_the_best_leaves(lines):
    scores = classify(document(lines))
    known = [score for kind, score in scores.items() if kind is not K.UNKNOWN]
    assert all(0 <= score <= 1 for score in scores.values())
    assert scores[K.UNKNOWN] == pytest.approx(1 - max(known, default=0.0), abs=1e-5)


def test_photo_kinds_are_those_named_so():
    assert is_photo(K.STOREFRONT_PHOTO)
    assert not is_photo(K.VAT_INVOICE)
    assert np.sum([is_photo(kind) for kind in K]) == 7
