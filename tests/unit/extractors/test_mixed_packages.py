from dataclasses import replace

from extractor_papers import paper

from extractors.engines import Engines
from extractors.packages import split
from extractors.reading import extract
from extractors.registry import EXTRACTORS
from uplift.types import EvidenceKind

ENGINES = Engines(ocr=lambda _: (), second_ocr=lambda _: "", photo_model=None)
LICENCE = (
    (500, 100, "营业执照"), (100, 300, "统一社会信用代码 91330110MA2KQ7D37K"), (100, 400, "名称 余杭顺达物流有限公司"),
    (100, 500, "法定代表人 沈顺达"), (100, 600, "经营范围 道路货物运输"), (100, 700, "成立日期 2018年04月26日"),
    (100, 1600, "登记机关"),
)  # fmt: skip
CONTRACT = (
    (500, 100, "购销合同"), (100, 200, "甲方（买方）：余杭顺达物流有限公司"),
    (100, 300, "乙方（卖方）：苏州禾润贸易有限公司"), (100, 400, "第一条 标的"), (100, 500, "合同总价：¥1,000.00元"),
    (100, 600, "第二条 交货与验收"), (100, 700, "违约责任"),
)  # fmt: skip
MORE = ((100, 200, "第五条 本合同一式两份，双方各执一份。"), (100, 400, "签订日期：2026年3月1日"))


def invoice(number):
    return (
        (400, 100, "电子发票（普通发票）"), (900, 60, f"发票号码：{number}"), (900, 100, "开票日期：2026年10月16日"),
        (100, 200, "购买方信息 名称：余杭顺达物流有限公司"), (700, 200, "销售方信息 名称：苏州禾润贸易有限公司"),
        (100, 800, "价税合计（大写） 壹佰元整"), (800, 800, "（小写）¥100.00"), (100, 900, "开票人：顾雅琴"),
    )  # fmt: skip


def package(*papers):
    """One document of several hand-made pages."""
    made = [paper(*cells) for cells in papers]
    pages = tuple(replace(one.pages[0], index=index) for index, one in enumerate(made))
    return replace(made[0], pages=pages, page_count=len(pages))


def shape(extraction):
    return [(one.kind, one.pages) for one in (extraction, *extraction.further)]


def test_a_package_is_split_and_each_paper_goes_to_its_extractor():
    document = package(CONTRACT, MORE, LICENCE, invoice("26322000000518820431"), invoice("26322000000518820432"))
    extraction = extract(document, ENGINES)
    assert shape(extraction) == [
        (EvidenceKind.SALE_CONTRACT, (0, 1)),
        (EvidenceKind.BUSINESS_LICENCE, (2,)),
        (EvidenceKind.VAT_INVOICE, (3,)),
        (EvidenceKind.VAT_INVOICE, (4,)),
    ]
    assert extraction.page_count == 5
    assert extraction.field_named("sign_date").page == 1
    numbers = [one.field_named("invoice_number").value for one in extraction.further[1:]]
    assert numbers == ["26322000000518820431", "26322000000518820432"]


def test_one_invoice_on_two_pages_is_one_paper():
    document = package(invoice("26322000000518820431"), invoice("26322000000518820431"))
    assert split(document, EXTRACTORS) == (document,)
    assert extract(document, ENGINES).pages == ()


def test_pages_that_claim_nothing_follow_the_paper_before_them_and_a_cover_the_first():
    document = package(((400, 400, "材料目录"),), CONTRACT, MORE, LICENCE)
    assert [tuple(page.index for page in part.pages) for part in split(document, EXTRACTORS)] == [(0, 1, 2), (3,)]


def test_a_single_page_is_never_split():
    document = paper(*LICENCE)
    assert split(document, EXTRACTORS) == (document,)
