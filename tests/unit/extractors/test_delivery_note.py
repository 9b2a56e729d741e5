"""Delivery notes, outbound notes and sales notes on hand-made pages."""

from datetime import date
from decimal import Decimal

import pytest
from extractor_papers import paper, values, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import delivery_note
from extractors.classify import choose_kind, classify
from extractors.letterhead import firm_name
from extractors.trade_paper import capital_words, party
from uplift.types import EvidenceKind, Money, TextSource

PAD = (
    *((420, 60, "永康市恒达五金厂送货单"), (900, 60, "NO 0003412")),
    *((60, 110, "收货单位 义乌市鑫源机电经营部"), (800, 110, "2026 年 3 月 21 日")),
    *((70, 160, "货号"), (170, 160, "名 称"), (330, 160, "规 格"), (450, 160, "单位")),
    *((540, 160, "数量"), (640, 160, "单价"), (740, 160, "金 额"), (880, 160, "附 注")),
    *((170, 200, "内六角螺栓"), (330, 200, "M8*30"), (450, 200, "只"), (540, 200, "2000"), (640, 200, "0.35")),
    (740, 200, "700.00"),
    *((170, 240, "平垫"), (330, 240, "M8"), (450, 240, "公斤"), (540, 240, "12.5"), (640, 240, "8"), (740, 240, "100")),
    *((60, 300, "合计人民币(大写) 零拾零万零仟捌佰零拾零元零角零分"), (740, 300, "￥800.00")),
    *((60, 340, "送货单位及经手人(盖章)"), (600, 340, "收货单位及经手人(盖章)")),
)
OUTBOUND = (
    (400, 60, "产品出库单"),
    *((60, 110, "购货单位:无锡市明达电器有限公司"), (700, 110, "日期:2026-5-8")),
    *((60, 140, "供货单位:宁波东方塑胶有限公司"), (700, 140, "单据号:CK0098")),
    *((60, 180, "序号"), (140, 180, "产品名称"), (360, 180, "型号"), (500, 180, "数量(个)"), (640, 180, "单价(元)")),
    (800, 180, "总金额(元)"),
    *((60, 220, "1"), (140, 220, "注塑外壳"), (360, 220, "WK-12A"), (500, 220, "1,200"), (640, 220, "3.2")),
    (800, 220, "3,840.00"),
    *((60, 300, "合计"), (500, 300, "1,200"), (800, 300, "3,840.00")),
    *((60, 340, "制单:张三"), (300, 340, "仓管:李四"), (540, 340, "客户签收:")),
)
SALES = (
    *((420, 50, "好又多粮油批发部"), (470, 80, "销 售 清 单")),
    *((60, 120, "客户:红星饭店"), (400, 120, "电话:13800010000"), (700, 120, "开单时间:2026/11/02 08:15")),
    *((60, 160, "品名"), (300, 160, "单位"), (400, 160, "数量"), (500, 160, "单价"), (620, 160, "小计")),
    *((60, 200, "东北大米25kg"), (300, 200, "袋"), (400, 200, "10"), (500, 200, "118"), (620, 200, "1180")),
    *((60, 270, "合计:1180元"), (300, 270, "此前应收:5000元"), (500, 270, "累计应收:6180元")),
    *((60, 300, "送货人:王师傅"), (400, 300, "收货人签字:")),
)


def rows(fields):
    goods = next(field for field in fields if field.name == "goods")
    return [{cell.name: cell.value for cell in row.cells} for row in goods.value]


def test_a_pad_names_its_sender_in_the_title_and_its_day_without_a_label():
    document = paper(*PAD)
    fields = delivery_note.extract(document, None)
    found = values(fields)
    assert (found["sender_name"], found["receiver_name"]) == ("永康市恒达五金厂", "义乌市鑫源机电经营部")
    assert (found["issue_date"], found["total_amount"]) == (date(2026, 3, 21), Money.of("800"))
    assert [row["quantity"] for row in rows(fields)] == [Decimal(2000), Decimal("12.5")]
    told = verdicts(delivery_note.EXTRACTOR, document, fields)
    assert (told["line_amounts"], told["goods_sum"], told["capitals_agree"]) == ("pass", "pass", "pass")


def test_an_outbound_note_names_both_sides():
    found = values(delivery_note.extract(paper(*OUTBOUND), None))
    assert (found["sender_name"], found["receiver_name"]) == ("宁波东方塑胶有限公司", "无锡市明达电器有限公司")
    assert (found["issue_date"], found["total_amount"]) == (date(2026, 5, 8), Money.of("3840"))


def test_old_debts_under_a_sales_note_are_not_its_total():
    found = values(delivery_note.extract(paper(*SALES), None))
    assert found["sender_name"] == "好又多粮油批发部"
    assert (found["receiver_name"], found["total_amount"]) == ("红星饭店", Money.of("1180"))


@pytest.mark.parametrize("cells", [PAD, OUTBOUND, SALES])
def test_the_words_of_each_form_name_the_kind(cells):
    assert choose_kind(classify(paper(*cells)))[0] is EvidenceKind.DELIVERY_NOTE


def test_who_brings_the_goods_and_the_words_of_a_seal_are_no_sender():
    cells = (
        (420, 60, "送货单"),
        (60, 340, "送货单位及经手人（盖章）："),
        (400, 340, "发货专用章"),
        (60, 380, "送货人：王强"),
    )
    assert "sender_name" not in values(delivery_note.extract(paper(*cells), None))


def test_a_changed_amount_of_a_line_contradicts_itself():
    cells = tuple((left, top, "900.00" if text == "700.00" else text) for left, top, text in PAD)
    for source, verdict in ((TextSource.TEXT_LAYER, "fail"), (TextSource.OCR, "fail")):
        document = paper(*cells, source=source)
        fields = delivery_note.extract(document, None)
        assert verdicts(delivery_note.EXTRACTOR, document, fields)["line_amounts"] == verdict


def test_prices_without_tax_prove_nothing():
    cells = tuple((left, top, {"700.00": "791.00", "100": "113"}.get(text, text)) for left, top, text in PAD)
    document = paper(*cells)
    fields = delivery_note.extract(document, None)
    assert verdicts(delivery_note.EXTRACTOR, document, fields)["line_amounts"] == "unknown"


def test_a_sum_under_a_seal_is_found_behind_its_sign():
    cells = tuple(cell for cell in PAD if "大写" not in cell[2])
    assert values(delivery_note.extract(paper(*cells), None))["total_amount"] == Money.of("800")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("永康市恒达五金厂", "永康市恒达五金厂"),
        ("宏盛丰建材(沈阳)有限公司", "宏盛丰建材（沈阳）有限公司"),
        ("Northgate Hardware Supplies Ltd.", "Northgate Hardware Supplies Ltd."),
        ("客户:红星饭店有限公司", None),
        ("地址", None),
        ("Date", None),
    ],
)
def test_a_line_that_is_nothing_but_a_firm(text, name):
    assert firm_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("红星饭店", "红星饭店"),
        ("如意超市", "如意超市"),
        ("送货单", None),
        ("应如实填写货物名称", None),
        ("收货人", None),
        ("发货专用章", None),
    ],
)
def test_titles_sentences_and_roles_are_no_party(text, name):
    assert party(text) == name


@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("合计大写:参拾万伍仟元整", "叁拾万伍仟元整"),
        ("青万伍仟零陆拾陆元贰角", None),
        ("元整", None),
        ("(大写)伍万元", "伍万元"),
    ],
)
def test_capitals_that_begin_in_the_middle_of_a_word_are_none(text, capitals):
    assert capital_words(text) == capitals


@given(st.text(max_size=40))
def test_parsers_give_a_value_or_none(text):
    for parse in (party, firm_name, capital_words):
        assert parse(text) is None or isinstance(parse(text), str)


@settings(deadline=None, max_examples=30)
@given(
    texts=st.lists(
        st.text(max_size=20) | st.sampled_from([text for _, _, text in PAD + OUTBOUND + SALES]), max_size=25
    ),
    seed=st.randoms(use_true_random=False),
)
def test_any_page_gives_fields_and_checks_without_raising(texts, seed):
    document = paper(*((seed.randrange(1200), seed.randrange(1700), text) for text in texts))
    fields = delivery_note.extract(document, None)
    assert len({field.name for field in fields}) == len(fields)
    assert verdicts(delivery_note.EXTRACTOR, document, fields)
