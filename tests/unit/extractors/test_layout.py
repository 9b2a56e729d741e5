import random

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.layout import Ruling, Word, to_lines


def word(text, left, top, width=None, height=20.0):
    return Word(text=text, left=left, top=top, right=left + (width or 10 * len(text)), bottom=top + height)


def texts(lines):
    return [line.text for line in lines]


def test_words_close_together_are_one_cell():
    assert texts(to_lines([word("Total", 0, 0), word("amount", 56, 0)], 150)) == ["Total amount"]


def test_a_wide_gap_starts_a_new_cell():
    assert texts(to_lines([word("Total", 0, 0), word("12.00", 200, 0)], 150)) == ["Total", "12.00"]


def test_a_ruling_between_close_words_starts_a_new_cell():
    words = [word("100.00", 0, 0), word("6%", 66, 0)]
    assert texts(to_lines(words, 150)) == ["100.00 6%"]
    assert texts(to_lines(words, 150, [Ruling(at=63, top=0, bottom=40)])) == ["100.00", "6%"]


def test_chinese_words_are_joined_without_spaces():
    assert texts(to_lines([word("价税", 0, 0, 40), word("合计", 46, 0, 40)], 150)) == ["价税合计"]


def test_a_spread_label_is_joined_over_a_wide_gap():
    words = [word("名", 0, 0, 20), word("称：某某公司", 70, 0, 120)]
    assert texts(to_lines(words, 150)) == ["名称：某某公司"]


def test_engines_that_find_whole_cells_keep_them_apart_but_for_spread_labels():
    words = [word("金", 0, 0, 20), word("额", 60, 0, 20), word("5999.00", 100, 0), word("17%", 172, 0)]
    assert texts(to_lines(words, 72, gap=0)) == ["金额", "5999.00", "17%"]


def test_a_label_written_downwards_beside_two_lines_does_not_merge_them():
    words = [word("销", 0, 12, 20), word("名称：甲公司", 40, 0, 120), word("识别号：91", 40, 24, 100)]
    assert set(texts(to_lines(words, 150))) == {"销", "名称：甲公司", "识别号：91"}


def test_the_box_of_a_cell_encloses_its_words():
    (line,) = to_lines([word("Total", 0, 0), word("amount", 56, 3)], 150)
    assert (line.box.left, line.box.top, line.box.right, line.box.bottom, line.box.dpi) == (0, 0, 116, 23, 150)


def test_confidence_is_weighed_by_characters():
    sure, unsure = word("Total", 0, 0), Word(text="abcde", left=56, top=0, right=106, bottom=20, confidence=0.5)
    (line,) = to_lines([sure, unsure], 150)
    assert line.confidence == 0.75


words_strategy = st.lists(
    st.builds(
        word,
        st.text(alphabet="名称金额abc12", min_size=1, max_size=6),
        st.integers(0, 1200),
        st.integers(0, 1700),
        st.none(),
        st.sampled_from([14.0, 20.0, 31.0]),
    ),
    max_size=40,
)


@given(words_strategy)
@settings(deadline=None, derandomize=True, max_examples=60)
def test_every_character_lands_in_exactly_one_cell(words):
    lines = to_lines(words, 150)
    placed = sorted("".join(line.text for line in lines).replace(" ", ""))
    assert placed == sorted("".join(w.text for w in words))


@given(words_strategy, st.integers(0, 9))
@settings(deadline=None, derandomize=True, max_examples=30)
def test_the_order_words_arrive_in_does_not_matter(words, seed):
    distinct = list({(w.left, w.top): w for w in words}.values())
    shuffled = random.Random(seed).sample(distinct, len(distinct))
    assert sorted(texts(to_lines(distinct, 150))) == sorted(texts(to_lines(shuffled, 150)))
