"""Text to exact money: the many ways amounts are printed, and the capitals (大写金额) of Chinese papers. Pure."""

import re
from decimal import ROUND_HALF_EVEN, Decimal

from extractors.parse_text import digits_repaired, normalise
from uplift.types import Money

MAX_MINOR = 10**16  # one hundred trillion yuan: anything larger is a misread code, not an amount

_CURRENCIES = (
    ("CNY", re.compile(r"CNY|RMB|人民币|[元圆圓]|CN¥", re.I)),
    ("EUR", re.compile(r"€|\bEUR(?:O|OS)?\b|EUR(?=[0-9-])", re.I)),
    ("GBP", re.compile(r"£|\bGBP\b", re.I)),
    ("INR", re.compile(r"₹|\bINR\b|\bRs\b\.?", re.I)),
    ("MYR", re.compile(r"\bMYR\b|\bRM(?=\s?[0-9])", re.I)),
    ("CHF", re.compile(r"\bCHF\b|\bSFr\b", re.I)),
    ("JPY", re.compile(r"\bJPY\b|円", re.I)),
    ("USD", re.compile(r"\$|\bUSD\b", re.I)),
    ("CNY", re.compile("¥")),
)
_MULTIPLIERS = (("亿", Decimal(100_000_000)), ("万", Decimal(10_000)))
_NUMBER = re.compile(r"[0-9OoIl|](?:[0-9OoIl|.,']|(?<=[0-9]) (?=[0-9]{3}(?![0-9])))*")
# one group of digits with decimals, thousands by one repeated mark, or the lakhs of India
_SHAPE = re.compile(
    r"[0-9]+(?:[.,][0-9]{1,8})?|[0-9]{1,3}([ .,'])[0-9]{3}(?:\1[0-9]{3})*(?:[.,][0-9]{1,8})?|"
    r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]{1,2})?"
)
_LETTER_BESIDE = re.compile(r"[A-Za-z]")


def currency_of(text: str) -> str | None:
    """ISO 4217 code named by a symbol or word in the text, or None."""
    flat = normalise(text)
    return next((code for code, pattern in _CURRENCIES if pattern.search(flat)), None)


def money(text: str, currency: str = "CNY") -> Money | None:
    """The one amount in the text: ``¥1,234.56``, ``1.234,56 €``, ``3.5万元``, ``(12.00)``; None without exactly one."""
    flat = normalise(text)
    named = currency_of(flat) or currency
    found = [value for token in _tokens(flat) if (value := _decimal(token, named)) is not None]
    if len(found) != 1:
        return None
    return _money(found[0] * _multiplier(flat) * _sign(flat), named)


def amounts(text: str, currency: str = "CNY") -> tuple[Money, ...]:
    """Every amount with two decimals in the text, left to right; for rows of totals."""
    flat = normalise(text)
    named = currency_of(flat) or currency
    found = []
    for start, token in _placed_tokens(flat):
        value = _decimal(token, named) if re.search(r"[.,][0-9]{2}$", token) else None
        built = None if value is None else _money(value * _sign_before(flat[:start]), named)
        if built is not None:
            found.append(built)
    return tuple(found)


def _sign_before(before: str) -> int:
    """-1 after a minus that stands alone or after a currency sign, as in ``EUR -8,79`` and ``-€8.79``."""
    return -1 if re.search(r"(?:^|[\s(¥$€£:])[-−] ?[¥$€£]? ?$", before) else 1


def _tokens(flat: str) -> list[str]:
    return [token for _, token in _placed_tokens(flat)]


def _placed_tokens(flat: str) -> list[tuple[int, str]]:
    found = []
    for match in _NUMBER.finditer(flat):
        token = match.group().rstrip(".,' ")
        before, after = flat[: match.start()][-1:], flat[match.start() + len(token) :][:1]
        stands_alone = not (_LETTER_BESIDE.match(after) or (_LETTER_BESIDE.match(before) and not _named(flat, match)))
        if any(char.isdigit() for char in token) and stands_alone and after != "%":
            found.append((match.start(), digits_repaired(token)))
    return found


def _named(flat: str, match: re.Match[str]) -> bool:
    """True when the letters before are a currency, as in ``RM9.00``, or the V or Y that OCR makes of a ¥."""
    before = flat[: match.start()]
    if re.search(r"(?:CNY|RMB|EUR|GBP|INR|MYR|USD|CHF|JPY|RM|Rs)$", before, re.I):
        return True
    return bool(re.search(r"(?:^|[^A-Za-z0-9])[VYF]$", before) and re.search(r"\.[0-9OoIl]{2}$", match.group()))


def _decimal(token: str, currency: str) -> Decimal | None:
    if not _SHAPE.fullmatch(token):
        return None
    plain = token.replace(" ", "").replace("'", "")
    last = max(plain.rfind("."), plain.rfind(","))
    if last >= 0 and _is_decimal_mark(plain, last, currency):
        plain = re.sub("[.,]", "", plain[:last]) + "." + plain[last + 1 :]
    else:
        plain = re.sub("[.,]", "", plain)
    if not re.fullmatch(r"[0-9]{1,18}(?:\.[0-9]{1,8})?", plain):
        return None
    return Decimal(plain)


def _is_decimal_mark(plain: str, last: int, currency: str) -> bool:
    """The last mark divides whole units from decimals unless it can only group thousands."""
    mark, tail = plain[last], len(plain) - last - 1
    if plain.count(mark) > 1:
        # OCR reads 1,234.56 as 1.234.56: two equal marks with two digits after the last still mean decimals
        return tail == 2
    if tail != 3:
        return True
    if "." in plain and "," in plain:
        return False if mark == "," else currency != "EUR"
    return mark == "." and currency != "EUR"


def _multiplier(flat: str) -> Decimal:
    return next((times for word, times in _MULTIPLIERS if re.search(rf"[0-9] ?{word}", flat)), Decimal(1))


def _sign(flat: str) -> int:
    negative = re.search(r"(?:^|[^0-9A-Za-z])[-−－] ?[¥$€£]? ?[0-9]|[负]|[0-9] ?-$|\([¥$€£]? ?[0-9.,]+\)", flat)
    return -1 if negative else 1


def _money(value: Decimal, currency: str) -> Money | None:
    minor = int((value * 100).to_integral_value(rounding=ROUND_HALF_EVEN))
    return Money(amount_minor=minor, currency=currency) if abs(minor) < MAX_MINOR else None
