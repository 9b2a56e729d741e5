"""Amounts written one digit a column are one amount."""

from extractor_papers import paper

from extractors.split_digits import digits_joined

HEADS = tuple((500 + 30 * place, 100, char) for place, char in enumerate("千百十元角分"))


def texts(*cells: tuple[float, float, str]) -> list[str]:
    return [line.text for page in digits_joined(paper(*cells)).pages for line in page.lines]


def test_digits_under_their_heads_are_one_amount():
    found = texts(*HEADS, (60, 140, "水泥"), *((530 + 30 * at, 140, digit) for at, digit in enumerate("39550")))
    assert found == ["金额", "水泥", "395.50"]


def test_digits_that_an_engine_read_together_are_one_amount_too():
    found = texts(*HEADS, (60, 140, "水泥"), (545, 140, "395"), *((620, 140, "5"), (650, 140, "0")))
    assert found[-1] == "395.50"


def test_a_table_without_such_columns_stays_as_it_is():
    cells = ((60, 100, "名称"), (500, 100, "金额"), (60, 140, "水泥"), (500, 140, "395.50"))
    assert texts(*cells) == ["名称", "金额", "水泥", "395.50"]


def test_digits_that_end_before_the_last_column_are_left_alone():
    assert "39" in texts(*HEADS, (60, 140, "水泥"), (500, 140, "39"))
