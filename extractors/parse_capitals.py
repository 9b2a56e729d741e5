"""Capital amounts (大写金额): parser and generator, both official variants of the zero before 角. Pure.

Rules: the People's Bank of China's note on filling in bills. ``元`` and ``圆``, ``整`` and ``正`` are equal.
"""

import re

from extractors.parse_money import MAX_MINOR
from extractors.parse_text import normalise
from uplift.types import Money

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_VALUES = {char: value for value, char in enumerate(_DIGITS)}
_TENS = {"拾": 10, "佰": 100, "仟": 1000}
_VARIANTS = str.maketrans(
    "〇一二三四五六七八九十百千两弍贰貳叄参參陸萬億圆圓园園負玫",
    "零壹贰叁肆伍陆柒捌玖拾佰仟贰贰贰贰叁叁叁陆万亿元元元元负玖",
)
# characters that OCR reads in place of formal ones; only believed between two formal ones
_ALIKE = str.maketrans("查壶童豆贼武染漆渠别拐致坟睦抬恰伯什方固圈鱼", "壹壹壹壹贰贰柒柒柒捌捌玖玖陆拾拾佰仟万元元角")
_FORMAL = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整正"
_MISREAD = re.compile(f"(?<=[{_FORMAL}])[查壶童豆贼武染漆渠别拐致坟睦抬恰伯什方固圈鱼](?=[{_FORMAL}])")
_AMOUNT = re.compile(
    r"(?P<sign>负)?(?P<yuan>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+元)?(?P<gap>零)?"
    r"(?:(?P<jiao>[零壹贰叁肆伍陆柒捌玖])角)?(?P<gap2>零)?(?:(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?[整正]?"
)


def capital_money(text: str) -> Money | None:
    """The first well-formed capital amount in the text, in CNY; None when there is none or it is malformed."""
    flat = formal(text)
    found = [match for match in _AMOUNT.finditer(flat) if match["yuan"] or match["jiao"] or match["fen"]]
    return _value(found[0]) if len(found) == 1 else None


def formal(text: str) -> str:
    """The text with formal characters in one official variant, ``元`` for ``圆``, and misread ones put right."""
    flat = re.sub(r"\s", "", normalise(text)).translate(_VARIANTS)
    return _MISREAD.sub(lambda match: match.group().translate(_ALIKE), flat)


def to_capitals(amount: Money) -> str:
    """The amount as banks want it written: ``壹仟肆佰零玖元伍角``; whole yuan end in ``整``."""
    minor = abs(amount.amount_minor)
    yuan, jiao, fen = minor // 100, minor // 10 % 10, minor % 10
    head = f"{_whole(yuan)}元" if yuan or not minor else ""
    if not jiao and not fen:
        tail = "整"
    else:
        # 元 after a zero, or no 角: the bank's examples put a 零 between
        gap = "零" if yuan and (not jiao or yuan % 10 == 0) else ""
        tail = gap + (f"{_DIGITS[jiao]}角" if jiao else "") + (f"{_DIGITS[fen]}分" if fen else "")
    return ("负" if amount.amount_minor < 0 else "") + head + tail


def _value(match: re.Match[str]) -> Money | None:
    # printed forms hold the units, so that empty places are filled with zeros: 零拾零万零仟捌佰零拾零元
    yuan = _integer(re.sub("零[仟佰拾]", "零", match["yuan"][:-1])) if match["yuan"] else 0
    if yuan is None:
        return None
    minor = yuan * 100 + _VALUES[match["jiao"] or "零"] * 10 + _VALUES[match["fen"] or "零"]
    if minor >= MAX_MINOR:
        return None
    return Money(amount_minor=-minor if match["sign"] else minor)


def _integer(text: str) -> int | None:
    """Sections of four digits, each closed by 万 or 亿; None when the order of units is impossible."""
    high = middle = 0
    section = ""
    for char in text:
        if char not in "万亿":
            section += char
            continue
        value = _section(section)
        section = ""
        if value is None:
            return None
        if char == "万":
            middle += value * 10_000
        else:
            high, middle = high + (middle + value) * 100_000_000, 0
    last = _section(section)
    return None if last is None else high + middle + last


def _section(text: str) -> int | None:
    """One section below ten thousand: a digit before each unit, units falling; a leading 拾 means ten."""
    if not re.fullmatch(r"零*(?:[壹-玖]?[仟佰拾]零*)*[壹贰叁肆伍陆柒捌玖]?零*", _ordered(text)):
        return None
    total, digit, ceiling = 0, 0, 10_000
    for char in text:
        if char in _TENS:
            if _TENS[char] >= ceiling or (not digit and (char != "拾" or total)):
                return None
            ceiling = _TENS[char]
            total, digit = total + (digit or 1) * ceiling, 0
        else:
            digit = _VALUES[char]
    return total + digit


def _ordered(text: str) -> str:
    """The section with every digit written as 壹, so that one short pattern can judge its shape."""
    return re.sub("[贰叁肆伍陆柒捌玖]", "壹", text)


def _whole(yuan: int) -> str:
    if yuan >= 100_000_000:
        return _joined(yuan, 100_000_000, "亿")
    if yuan >= 10_000:
        return _joined(yuan, 10_000, "万")
    return _below_ten_thousand(yuan)


def _joined(yuan: int, size: int, unit: str) -> str:
    high, low = divmod(yuan, size)
    if not low:
        return _whole(high) + unit
    gap = "零" if low < size // 10 else ""
    return _whole(high) + unit + gap + _whole(low)


def _below_ten_thousand(number: int) -> str:
    text, zero = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + _UNITS[place]
        zero = not digit
    return text or "零"
