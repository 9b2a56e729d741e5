"""Rent receipts as a filled form, as a note in running text and as a table."""

from datetime import date

import pytest
from extractor_papers import paper, values, verdicts

from extractors import rent_receipt
from extractors.classify import choose_kind, classify
from uplift.types import EvidenceKind

BOOK = (
    (500, 60, "房 租 收 据"),
    (480, 120, "2026年10月1日"),
    (100, 180, "今收到"),
    (300, 180, "何满仓"),
    (100, 240, "房屋地址"),
    (300, 240, "浙江省杭州市余杭区集市路7号"),
    (100, 300, "交  来"),
    (300, 300, "2026年10月10日至2027年01月09日 房租（每月1900元）"),
    (100, 360, "人民币（大写）"),
    (300, 360, "伍仟柒佰元整"),
    (700, 360, "￥ 5700.00"),
    (100, 420, "收款人"),
    (300, 420, "高超"),
    (700, 420, "经手人"),
)
NOTE = (
    (560, 60, "收  条"),
    (100, 140, "兹收到租户远航建筑工程（济南）有限公司交来位于辽宁省沈阳市于洪区"),
    (100, 180, "朝阳街321号的商铺租金，租期自2026年10月10日至2027年01月09日，共计人"),
    (100, 220, "民币（大写）伍仟柒佰元整（小写：￥5700.00），款项已收讫。"),
    (700, 320, "收款人（签字）：高超"),
    (700, 360, "日期：2026年09月30日"),
)
TABLE = (
    (500, 60, "租金收款收据"),
    (800, 110, "收款日期：2026-04-24"),
    (100, 160, "交款单位（人）"),
    (340, 160, "成都市福泰装饰工程有限责任公司"),
    (100, 200, "物业地址"),
    (340, 200, "河北省石家庄市藁城区禾丰路551号1号楼"),
    (100, 240, "收费项目"),
    (400, 240, "计费期间"),
    (900, 240, "金额（元）"),
    (100, 280, "租金"),
    (400, 280, "2026.05.01-2026.10.31"),
    (900, 280, "92,400.00"),
    (100, 320, "押金"),
    (900, 320, "500.00"),
    (100, 380, "合计金额（大写）：玖万贰仟玖佰元整"),
    (700, 380, "（小写）：￥"),
    (900, 380, "92,900.00"),
    (100, 440, "收款单位（盖章）："),
    (340, 440, "徐伟"),
)
EXPECTED = {
    BOOK: ("何满仓", "高超", date(2026, 10, 1), "5700.00", "浙江省杭州市余杭区集市路7号"),
    NOTE: (
        "远航建筑工程（济南）有限公司",
        "高超",
        date(2026, 9, 30),
        "5700.00",
        "辽宁省沈阳市于洪区朝阳街321号",
    ),
    TABLE: (
        "成都市福泰装饰工程有限责任公司",
        "徐伟",
        date(2026, 4, 24),
        "92900.00",
        "河北省石家庄市藁城区禾丰路551号1号楼",
    ),
}
NAMES = ("payer_name", "payee_name", "issue_date", "total_amount", "premises_address")


@pytest.mark.parametrize("cells", EXPECTED, ids=["book", "note", "table"])
def test_every_form_gives_all_fields(cells):
    document = paper(*cells)
    found = values(rent_receipt.extract(document, None))
    assert tuple(str(found[name]) if name == "total_amount" else found[name] for name in NAMES) == EXPECTED[cells]
    assert choose_kind(classify(document))[0] is EvidenceKind.RENT_RECEIPT


def test_every_value_has_a_place_and_the_capitals_are_compared():
    document = paper(*NOTE)
    fields = rent_receipt.extract(document, None)
    assert all(field.page == 0 and field.box is not None and 0 < field.confidence <= 1 for field in fields)
    assert verdicts(rent_receipt.EXTRACTOR, document, fields)["capitals_agree"] == "pass"


def test_the_days_of_the_term_are_not_the_day_of_payment():
    found = values(rent_receipt.extract(paper(*BOOK[:1], *BOOK[2:]), None))
    assert found.get("issue_date") != date(2026, 10, 1)
    assert values(rent_receipt.extract(paper(*BOOK), None))["issue_date"] == date(2026, 10, 1)


def test_a_receipt_for_goods_is_no_rent_receipt():
    goods = ((500, 60, "收款收据"), (100, 180, "今收到 何满仓 交来 货款"), (100, 360, "人民币（大写）伍仟柒佰元整"))
    assert choose_kind(classify(paper(*goods)))[0] is EvidenceKind.TILL_RECEIPT
