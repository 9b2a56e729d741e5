"""Values over several lines, and characters of the other script, on hand-made pages."""

import pytest
from extractor_papers import paper
from hypothesis import given
from hypothesis import strategies as st

from extractors.blocks import block_after
from extractors.licence_text import words
from extractors.repair_codes import mixed_uscc, vehicle_number
from extractors.simplified import simplified

STOPS = ("经营范围", "re:住 ?所(?=[: ]|$)", "登记机关")


def block(*cells, label="住所", others=()):
    field = block_after(paper(*cells), "address", (label,), STOPS, words, others)
    return field.value if field else None


@pytest.mark.parametrize("pitch", [21, 30, 44])
def test_lines_follow_at_any_even_pitch(pitch):
    lines = tuple(
        (300, 100 + index * pitch, text) for index, text in enumerate(("杭州市余杭区良渚街道", "北路128号", "3幢"))
    )
    assert block((100, 100, "住所"), *lines) == "杭州市余杭区良渚街道北路128号3幢"


def test_a_line_far_below_or_longer_than_the_first_is_another_text():
    first = ((100, 100, "住所"), (300, 100, "杭州市余杭区1号"))
    assert block(*first, (300, 200, "余杭区市场监督管理局")) == "杭州市余杭区1号"
    assert block(*first, (300, 125, "本证照由登记机关核发并可在国家企业信用信息公示系统查询")) == "杭州市余杭区1号"


def test_a_line_behind_another_label_is_that_labels_value():
    cells = ((100, 100, "住所"), (300, 100, "杭州市余杭区1号"), (100, 130, "法定代表人"), (300, 130, "沈顺达"))
    assert block(*cells, others=("法定代表人",)) == "杭州市余杭区1号"


def test_a_label_beside_the_middle_of_its_cell_takes_the_line_above_too():
    cells = ((100, 112, "住所"), (300, 100, "杭州市余杭区良渚街道"), (300, 124, "北路128号"))
    assert block(*cells) == "杭州市余杭区良渚街道北路128号"


def test_parts_of_one_line_taken_apart_are_joined():
    cells = ((100, 100, "住所"), (300, 100, "杭州市余杭区"), (432, 101, "良渚街道1号"), (900, 100, "登记机关"))
    assert block(*cells) == "杭州市余杭区良渚街道1号"


def test_stray_traditional_characters_are_put_back_and_a_traditional_page_is_left():
    stray = paper((0, 0, "經营范围：餐飲服务"), (0, 30, "许可証编号")).pages[0].lines
    assert [line.text for line in simplified(stray)] == ["经营范围：餐饮服务", "许可证编号"]
    whole = paper((0, 0, "香港發票號碼"), (0, 30, "經營範圍：餐飲服務")).pages[0].lines
    assert simplified(whole) == whole


def test_a_serial_of_a_vehicle_number_holds_digits_only():
    assert vehicle_number("1M8GDM9AXKP04278B") == "1M8GDM9AXKP042788"
    assert vehicle_number("1M8GDM9AXKP0.42788") == "1M8GDM9AXKP042788"


def test_codes_are_mixed_only_when_one_mixture_closes_twice():
    true = "91330100799655058B"
    assert mixed_uscc("91330700799655058B", "91330100799655038B") == true
    assert mixed_uscc(true, "9133010079965505") is None
    assert mixed_uscc("91330700799655058B", "91330700799655058B") is None


@given(st.text(max_size=24), st.text(max_size=24))
def test_any_two_texts_give_a_closing_code_or_none(first, second):
    code = mixed_uscc(first, second)
    assert code is None or len(code) == 18
