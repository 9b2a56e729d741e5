"""Capital amounts that lost a character: put right only when what was read spells no amount."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.parse_capitals import capital_money, to_capitals
from extractors.repair_capitals import mended_capitals, spelled_properly
from uplift.types import Field, Money, TextSource


def words(text, source=TextSource.OCR):
    return Field(name="total_in_capitals", raw=text, value=text, confidence=0.7, source=source)


@pytest.mark.parametrize(
    ("read", "total", "meant"),
    [
        ("叁万陆仟零拾肆圆捌角贰分", "36074.82", "叁万陆仟零柒拾肆圆捌角贰分"),
        ("贰万捌仟壹佰拾肆圆玖角柒分", "28114.97", "贰万捌仟壹佰壹拾肆圆玖角柒分"),
        ("壹仟零玖拾元正正", "1090.00", "壹仟零玖拾元整"),
    ],
)
def test_a_lost_character_comes_back(read, total, meant):
    mended = mended_capitals(words(read), Money.of(total))
    assert mended.value in (meant, read)
    assert capital_money(str(mended.value)) == Money.of(total)


@pytest.mark.parametrize("read", ["叁万陆仟零壹拾肆圆捌角贰分", "玖仟零玖拾元整", "壹仟零玖拾元整"])
def test_words_that_spell_another_amount_are_evidence_and_stay(read):
    assert spelled_properly(read)
    assert mended_capitals(words(read), Money.of("36074.82")) == words(read)


def test_a_text_layer_is_never_mended():
    layer = words("叁万陆仟零拾肆圆捌角贰分", TextSource.TEXT_LAYER)
    assert mended_capitals(layer, Money.of("36074.82")) == layer


@given(st.integers(1, 10**11), st.integers(1, 10**11))
def test_a_proper_spelling_never_changes(spelled, total):
    read = words(to_capitals(Money(amount_minor=spelled)))
    assert mended_capitals(read, Money(amount_minor=total)) == read


@given(st.text(max_size=30), st.integers(1, 10**11))
def test_any_words_give_themselves_or_the_total(text, total):
    amount = Money(amount_minor=total)
    mended = mended_capitals(words(text), amount)
    assert mended.value == text or capital_money(str(mended.value)) == amount
