"""Capital amounts that lost or won a character on a scan, put right from the amount in digits. Pure.

Words that spell another amount properly are left as they are: that is what an altered paper looks like. Only words that
spell no amount the way amounts are spelled, and are one character from spelling the total, were misread.
"""

from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from extractors.parse_capitals import capital_money, formal, to_capitals
from uplift.types import Field, Money, TextSource

_MENDED = 0.8  # confidence of words that were completed from the digits


def mended_capitals(words: Field, total: Money) -> Field:
    """The words as the total spells them, when a single character keeps them from it; `total` must close its sum."""
    read = formal(str(words.value or ""))
    if words.source is not TextSource.OCR or spelled_properly(read) or not read:
        return words
    meant = to_capitals(total)
    if Levenshtein.distance(read, meant) != 1:
        return words
    shown = meant.replace("元", "圆") if "圆" in words.raw or "圓" in words.raw else meant
    sentence = f"Read as {words.raw.strip()!r}, which spells no amount; net plus tax and the digits make it {shown}."
    return replace(words, value=shown, confidence=max(words.confidence, _MENDED), repair=sentence)


def spelled_properly(text: str) -> bool:
    """True when the words are the usual spelling of the amount they give."""
    amount = capital_money(text)
    if amount is None:
        return False
    plain = to_capitals(amount)
    return _core(formal(text)) == _core(plain)


def _core(words: str) -> str:
    """Without what papers write or leave out as they like: the closing 整, the 零 around 元 and 角."""
    return words.rstrip("整正").replace("元零", "元").replace("角零", "角")
