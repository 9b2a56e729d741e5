"""Normalising text before parsing: widths, spaces and the slips OCR makes in numbers. Pure; never raises."""

import re
import unicodedata
from functools import lru_cache

_CJK = "一-鿿〇"
_INNER_SPACE = re.compile(rf"(?<=[{_CJK}:（）()/])[ \t]+|[ \t]+(?=[{_CJK}:（）()/])")
_DIGIT_SLIPS = str.maketrans({"O": "0", "o": "0", "〇": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "|": "1"})
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")


@lru_cache(maxsize=8192)  # every label of a kind looks at every line of a page
def normalise(text: str) -> str:
    """Half-width forms, one kind of space, no spaces beside Chinese characters: ``发票 号码：`` → ``发票号码:``."""
    flat = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    flat = re.sub(r"[ \t\u00a0\u3000]+", " ", flat).strip()
    return _INNER_SPACE.sub("", flat)


def compact(text: str) -> str:
    """Normalised, without any white space, upper case; for codes."""
    return re.sub(r"\s+", "", normalise(text)).upper()


def digits_repaired(text: str) -> str:
    """Letters that OCR confuses with digits turned into them; only for text already known to be a number."""
    return text.translate(_DIGIT_SLIPS)


_FULL_WIDTH = str.maketrans({"(": "（", ")": "）", ";": "；", ":": "：", ",": "，"})


def full_width(text: str) -> str:
    """Chinese punctuation as it is printed: ``甲乙(杭州)公司`` → ``甲乙（杭州）公司``; Latin text stays."""
    if not re.search(f"[{_CJK}]", text):
        return text
    return re.sub(
        rf"(?<=[{_CJK}）)])[(),;:]|[(),;:](?=[{_CJK}（(]|$)", lambda sign: sign.group().translate(_FULL_WIDTH), text
    )
