"""Capital amounts: the official examples, and every amount there and back."""

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.parse import capital_money, to_capitals
from uplift.types import Money

CHECKED = settings(deadline=None, derandomize=True, max_examples=200)
OFFICIAL = [
    ("1409.50", ["壹仟肆佰零玖元伍角", "人民币壹仟肆佰零玖圆伍角整"]),
    ("6007.14", ["陆仟零柒元壹角肆分"]),
    ("1680.32", ["壹仟陆佰捌拾元零叁角贰分", "壹仟陆佰捌拾元叁角贰分"]),
    ("107000.53", ["壹拾万柒仟元零伍角叁分", "壹拾万零柒仟元伍角叁分"]),
    ("16409.02", ["壹万陆仟肆佰零玖元零贰分"]),
    ("325.04", ["叁佰贰拾伍元零肆分"]),
    ("100050000", ["壹亿零伍万元整", "⊗壹亿零伍万圆正"]),
    ("7018.83", ["柒仟零壹拾捌圆捌角叁分"]),
    ("10600", ["壹万零陆佰圆整"]),
    ("0.50", ["伍角整"]),
    ("20", ["贰拾元整"]),
    ("-318", ["负叁佰壹拾捌圆整"]),
]


@pytest.mark.parametrize(("yuan", "texts"), OFFICIAL)
def test_official_examples_read(yuan, texts):
    assert {capital_money(text) for text in texts} == {Money.of(yuan)}


@pytest.mark.parametrize(("yuan", "texts"), OFFICIAL[:7])
def test_the_generator_prints_an_official_variant(yuan, texts):
    printed = to_capitals(Money.of(yuan)).removesuffix("整")
    assert printed in {text.removesuffix("整") for text in texts}


@CHECKED
@given(minor=st.integers(min_value=-(10**15), max_value=10**15))
def test_every_amount_reads_back_from_its_capitals(minor):
    assert capital_money(to_capitals(Money(amount_minor=minor))) == Money(amount_minor=minor)


@CHECKED
@given(yuan=st.integers(min_value=1, max_value=10**11))
def test_the_generator_agrees_with_the_second_oracle(yuan):
    assert capital_money(cn2an.an2cn(yuan, "rmb")) == Money.of(yuan)


@pytest.mark.parametrize("text", ["", "元整", "壹贰元", "壹拾仟元整", "仟佰拾", "价税合计", "壹元整贰元整"])
def test_malformed_capitals_give_no_amount(text):
    assert capital_money(text) is None
