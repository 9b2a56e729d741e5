"""Hand-made statements for tests: pages of cells as a text layer or OCR gives them, and exports as bytes."""

from extractor_papers import paper

from extractors.engines import Engines
from extractors.limits import ReadLimits
from extractors.pages import open_document
from uplift.types import TextSource

LEFTS = {"交易日期": 80, "摘要": 240, "借方发生额": 380, "贷方发生额": 560, "余额": 740, "对方户名": 900}
ROWS = (
    ("20260105", "货款", "", "1,200.00", "5,200.00", "杭州甲乙商贸有限公司"),
    ("20260107", "进货", "300.00", "", "4,900.00", "苏州丙丁粮油商行"),
    ("20260203", "货款", "", "850.50", "5,750.50", "杭州甲乙商贸有限公司"),
    ("20260209", "退款", "", "40.00", "5,790.50", "苏州丙丁粮油商行"),
    ("20260211", "转账", "", "2,000.00", "7,790.50", "王小明"),
    ("20260215", "房租", "1,500.00", "", "6,290.50", "李房东"),
)
HEAD = (
    (420, 60, "账户交易明细"),
    (80, 120, "户名：王小明"),
    (500, 120, "账号：6222020200112233445"),
    (80, 150, "起止日期：2026-01-01 至 2026-02-28"),
)


def bank_page(rows=ROWS, *, source=TextSource.TEXT_LAYER, head=HEAD, changed=None):
    """A printed statement; `changed` maps (row, column name) to what stands there instead."""
    cells = [*head, *((left, 200, name) for name, left in LEFTS.items())]
    for number, row in enumerate(rows):
        for (name, left), text in zip(LEFTS.items(), row, strict=True):
            shown = (changed or {}).get((number, name), text)
            if shown:
                cells.append((left, 240 + 40 * number, shown))
    return paper(*cells, source=source)


def opened(data, media_type="text/csv"):
    """An export as the reader opens it; no engine is needed."""

    def never(_picture):
        raise AssertionError("a table needs no engine")

    engines = Engines(ocr=never, second_ocr=never, photo_model=None)
    return open_document(data, media_type, engines, ReadLimits())


def rows_of(fields):
    """The rows as plain text by cell name."""
    table = next(field for field in fields if field.name == "rows")
    return [{cell.name: str(cell.value) for cell in row.cells} for row in table.value]


def field(fields, name):
    return next(one for one in fields if one.name == name)
