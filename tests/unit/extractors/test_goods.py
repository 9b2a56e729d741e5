"""Tables of goods: which text belongs to which column and row, on straight and askew pages, over page breaks."""

from dataclasses import replace
from decimal import Decimal

import pytest
from extractor_papers import line, paper
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.goods import quantity, row_with, table_field, table_rows, words
from extractors.page import Document, TextLine
from extractors.table_columns import Column, aligned, is_figure
from extractors.trade_paper import GOODS, goods, goods_table
from uplift.types import Box, Money, TextSource

HEAD = (
    *((60, 100, "序号"), (260, 100, "品名"), (460, 100, "规格"), (600, 100, "单位")),
    *((700, 100, "数量"), (800, 100, "单价"), (920, 100, "金额")),
)
FIRST = (
    *((70, 140, "1"), (150, 140, "大米"), (450, 140, "25kg/袋"), (610, 140, "袋")),
    *((710, 140, "10"), (800, 140, "118.00"), (920, 140, "1180.00")),
)
SECOND = (
    *((70, 180, "2"), (150, 180, "菜籽油"), (470, 180, "5L"), (610, 180, "桶")),
    *((720, 180, "4"), (800, 180, "62.50"), (930, 180, "250.00")),
)
SUM = ((70, 220, "合计"), (710, 220, "14"), (920, 220, "1430.00"))


def cells(rows):
    return [{cell.name: cell.value for cell in row.cells} for row in rows]


def read(*places, **about):
    return cells(table_rows(paper(*places, **about), goods_table()))


def pages(*each):
    single = [paper(*places).pages[0] for places in each]
    numbered = tuple(replace(page, index=index) for index, page in enumerate(single))
    return Document(media_type="application/pdf", page_count=len(numbered), pages=numbered)


RICE = {
    "name": "大米",
    "spec": "25kg/袋",
    "unit": "袋",
    "quantity": Decimal(10),
    "unit_price": Decimal("118.00"),
    "amount": Money.of("1180.00"),
}
OIL = {
    "name": "菜籽油",
    "spec": "5L",
    "unit": "桶",
    "quantity": Decimal(4),
    "unit_price": Decimal("62.50"),
    "amount": Money.of("250.00"),
}


def test_names_flush_left_under_a_centred_header_are_not_taken_for_the_number_of_the_row():
    assert read(*HEAD, *FIRST, *SECOND, *SUM) == [RICE, OIL]


def test_a_lost_row_number_does_not_move_the_name():
    assert read(*HEAD, *FIRST[1:], *SECOND[1:], *SUM) == [RICE, OIL]


def test_a_missing_cell_stays_missing():
    without_spec = tuple(cell for cell in FIRST if cell[2] != "25kg/袋")
    assert read(*HEAD, *without_spec, *SUM) == [{name: value for name, value in RICE.items() if name != "spec"}]


def test_header_cells_nobody_asked_for_keep_their_values():
    head = (*HEAD, (1060, 100, "交货日期"))
    dated = (*FIRST, (1060, 140, "2026-05-02"))
    assert read(*head, *dated, *SUM) == [RICE]


def test_amounts_under_a_header_that_was_not_read_are_amounts():
    head = tuple(cell for cell in HEAD if cell[2] != "金额")
    assert read(*head, *FIRST, *SECOND, *SUM) == [RICE, OIL]


def test_a_name_that_wraps_is_one_name():
    wrapped = ((150, 128, "优质东北"), (150, 152, "长粒大米"))
    row = [cell for cell in FIRST if cell[2] != "大米"]
    assert read(*HEAD, *wrapped, *row, (70, 240, "合计"))[0]["name"] == "优质东北长粒大米"


def test_a_name_in_latin_letters_wraps_with_a_space():
    row = [cell for cell in FIRST if cell[2] != "大米"]
    found = read(*HEAD, (150, 140, "Rice of the"), (150, 164, "north"), *row, (70, 240, "合计"))
    assert found[0]["name"] == "Rice of the north"


@pytest.mark.parametrize("slope", [-0.04, 0.03, 0.05])
def test_rows_of_a_page_that_lies_askew(slope):
    tilted = [(left, top + left * slope, text) for left, top, text in (*HEAD, *FIRST, *SECOND, (70, 260, "合计"))]
    assert read(*tilted) == [RICE, OIL]


def test_a_sum_row_is_no_goods():
    page_sum = ((150, 180, "本页小计"), (710, 180, "10"), (920, 180, "1180.00"))
    assert read(*HEAD, *FIRST, *page_sum) == [RICE]


def test_the_better_label_names_the_column():
    head = ((60, 100, "Item"), (260, 100, "Description"), (700, 100, "Qty"), (800, 100, "Price"), (920, 100, "Amount"))
    row = ((70, 140, "1"), (200, 140, "Hex bolt M12x50"), (710, 140, "7"), (800, 140, "2.00"), (920, 140, "14.00"))
    assert read(*head, *row)[0]["name"] == "Hex bolt M12x50"


@pytest.mark.parametrize("again", [True, False])
def test_a_table_goes_on_over_the_page_break_with_or_without_its_header(again):
    lifted = tuple((left, top - (0 if again else 120), text) for left, top, text in (*SECOND, *SUM))
    second = (*HEAD, *lifted) if again else lifted
    assert cells(table_rows(pages((*HEAD, *FIRST), second), goods_table())) == [RICE, OIL]


def test_nothing_is_read_behind_the_end_of_the_table():
    after = tuple((left, top - 120, text) for left, top, text in SECOND)
    assert cells(table_rows(pages((*HEAD, *FIRST, (70, 220, "合计")), after), goods_table())) == [RICE]


def test_the_field_is_as_sure_as_its_least_sure_cell_and_stands_where_it_begins():
    rows = table_rows(paper(*HEAD, *FIRST, *SUM), goods_table())
    field = table_field("goods", rows)
    assert field.confidence == min(cell.confidence for cell in rows[0].cells)
    assert (field.page, field.box) == (0, rows[0].cells[0].box)
    assert table_field("goods", ()) is None


@pytest.mark.parametrize(("again", "amount"), [("1180.00", "1180.00"), ("1780.00", "1780.00"), ("", "1780.00")])
def test_an_amount_that_quantity_and_price_contradict_is_read_again(again, amount):
    misread = tuple((left, top, text.replace("1180.00", "1780.00")) for left, top, text in FIRST)
    document = paper(*HEAD, *misread, *SUM, source=TextSource.OCR)
    row = cells(goods(document, lambda _page, _box: again))[0]
    assert row["amount"] == Money.of(amount)


def test_row_with_takes_what_stands_at_the_same_height():
    page = paper(*FIRST, *SECOND).pages[0]
    assert [found.text for found in row_with(page, page.lines[0], 0.0)] == [text for _, _, text in FIRST]


@pytest.mark.parametrize(
    ("text", "expected"), [("550m1*24", "550ml*24"), ("P.0 42.5", "P.O 42.5"), ("M10", "M10"), ("", None)]
)
def test_words_of_a_cell(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("¥1,200.00", True), ("12 箱", True), ("3层100抽*24", False), ("", False)]
)
def test_figures(text, expected):
    assert is_figure(text) is expected


@given(st.text(max_size=30))
def test_cells_give_a_value_or_none(text):
    assert words(text) is None or isinstance(words(text), str)
    assert quantity(text) is None or isinstance(quantity(text), Decimal)
    assert is_figure(text) in (True, False)


TEXTS = st.sampled_from(["大米", "25kg", "袋", "10", "118.00", "1180.00", "-", "合计", "2026-05-02"])


@given(st.lists(st.tuples(st.integers(0, 1100), TEXTS), max_size=14), st.integers(1, 7))
def test_columns_are_taken_from_left_to_right(parts, count):
    columns = [
        Column(name=name, left=100 + 150 * place, right=160 + 150 * place)
        for place, name in enumerate(list(GOODS)[:count])
    ]
    placed = [line(text, left, 0) for left, text in sorted(parts)]
    names = aligned(placed, columns, GOODS, 20)
    order = [list(GOODS).index(name) for name in names]
    assert len(names) == len(placed)
    assert order == sorted(order)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 1200), st.integers(0, 1700), st.text(max_size=12) | TEXTS | st.sampled_from(["品名", "数量"])
        ),
        max_size=40,
    )
)
def test_any_page_gives_rows_without_raising(places):
    for row in table_rows(paper(*HEAD, *places), goods_table()):
        names = [cell.name for cell in row.cells]
        assert "name" in names
        assert len(set(names)) == len(names)


def test_a_row_of_many_words_is_no_burden():
    flat = Box(left=0, top=140, right=10, bottom=160, dpi=150)
    many = [TextLine(text="1", box=replace(flat, left=place, right=place + 1), confidence=1.0) for place in range(3000)]
    columns = [Column(name=name, left=100, right=160) for name in GOODS]
    assert len(aligned(many, columns, GOODS, 20)) == 3000
