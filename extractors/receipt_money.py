"""Amounts as tills print and OCR reads them: ``RM 33.90``, ``31 00``, ``11.0C``, ``45.500``. Pure; never raises.

Receipts hold many numbers that are no money (codes, quantities, telephone numbers), so a form counts only when two
decimals, a currency or the style of the whole paper says that it is an amount.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.page import Document
from extractors.parse_money import MAX_MINOR
from extractors.parse_text import normalise
from uplift.types import Money

_SIGN = r"(?P<sign>[-−–(]\s?)?"
_SYMBOL = r"(?:(?:RM|R[NH]|MYR|SGD|S\$|US\$|USD|IDR|Rp\.?|CNY|RMB|¥|Y(?=[0-9])|\$|€|£|NT\$|HK\$)\s?)?"
_DIGIT = "[0-9OoQD]"
# the usual form; a letter read for a zero may stand behind the first digit
_EXACT = re.compile(
    rf"{_SIGN}{_SYMBOL}(?P<minus>-\s?)?(?<![0-9.,])(?P<whole>[0-9]{{1,3}}(?:[,.][0-9]{{3}})+|[0-9]+)"
    rf"[.,](?P<cents>[0-9]{_DIGIT}|[OoQD]{_DIGIT})(?![0-9%]|[.,][0-9])(?!\s?%)(?P<after>-(?!\s?[0-9]))?"
)
_GROUPED = re.compile(
    rf"{_SIGN}{_SYMBOL}(?P<minus>-\s?)?(?<![0-9.,])(?P<whole>[0-9]{{1,3}}(?:[.,][0-9]{{3}})+)(?:[.,]00)?(?![0-9%]|[.,][0-9])"
)
_NAMED_WHOLE = re.compile(
    rf"{_SIGN}(?:(?:¥|\bRM|Rp\.?|\$)\s?(?P<minus>-\s?)?(?P<whole>[0-9]{{1,7}})|(?<![0-9.,])(?P<yuan>[0-9]{{1,7}})\s?元)"
    r"(?![.,]?[0-9])(?!\s?[-: ]\s?[0-9])"
)
# a cell that is nothing but an amount may have lost its decimal point or have a letter for a digit
_LOOSE = re.compile(
    rf"{_SIGN}{_SYMBOL}(?P<minus>-\s?)?(?P<whole>[0-9][0-9OoQDlI]{{0,5}})"
    r"\s?[., \-'·]\s?(?P<cents>[0-9OoQDClI]{2})\s?[A-Z*]{0,3}"
)
_WHOLE_CELL = re.compile(rf"{_SIGN}{_SYMBOL}(?P<minus>-\s?)?(?P<whole>[0-9]{{1,6}})")
_SLIPS = str.maketrans("OoQDClI", "0000011")
_CURRENCIES = (
    ("CNY", re.compile(r"人民币|[0-9] ?元|RMB|CNY|[一-鿿]{4}")),
    ("MYR", re.compile(r"\bRM\b|\bRM ?[0-9]|\bMYR\b|\bSDN\b|\bBHD\b|MALAYSIA|\bJALAN\b|\bJLN\b", re.I)),
    ("SGD", re.compile(r"\bSGD\b|S\$|SINGAPORE|\bPTE\b", re.I)),
    ("IDR", re.compile(r"\bRp\b|\bRp\.? ?[0-9]|\bIDR\b|\bTUNAI\b|\bKEMBALI(AN)?\b|\bPAJAK\b|\bPB ?1\b", re.I)),
    ("EUR", re.compile("€|\\bEUR\\b")),
    ("GBP", re.compile("£|\\bGBP\\b")),
    ("USD", re.compile(r"\$|\bUSD\b")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one paper writes its amounts."""

    currency: str  # ISO 4217
    whole: bool  # amounts without decimals, thousands by point or comma


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One amount and the span of the normalised text it was read from."""

    value: Money
    start: int
    end: int


def style_of(document: Document) -> Style:
    """Currency named most plainly, and whether the paper prints decimals."""
    lines = [normalise(line.text) for page in document.pages for line in page.lines]
    decimal = sum(1 for text in lines if _EXACT.search(text))
    grouped = sum(1 for text in lines if _GROUPED.search(text) and not _EXACT.search(text))
    text = "\n".join(lines)
    counts = {code: len(pattern.findall(text)) for code, pattern in _CURRENCIES}
    code = _named_currency(counts, text)
    whole = grouped > decimal
    return Style(currency="IDR" if whole and code in ("", "USD") else code or "USD", whole=whole)


def _named_currency(counts: dict[str, int], text: str) -> str:
    """Chinese words count only when they carry the paper: shops elsewhere print a line or two of Chinese as well."""
    letters, ideographs = len(re.findall("[A-Za-z]", text)), len(re.findall("[一-鿿]", text))
    if ideographs * 2 > letters:
        return "CNY"
    counts = {**counts, "CNY": 0} if ideographs * 8 < letters else counts
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else ""


def amounts_in(text: str, style: Style) -> tuple[Placed, ...]:
    """Every amount in the text, left to right; spans are those of the normalised text."""
    flat = normalise(text)
    found = tuple(_usual(flat, style))
    if found:
        return found
    cell = _LOOSE.fullmatch(flat) if not style.whole else _WHOLE_CELL.fullmatch(flat)
    value = _money(cell, style) if cell else None
    return () if value is None else (Placed(value=value, start=0, end=len(flat)),)


def whole_amount(text: str, style: Style) -> Money | None:
    """A cell that is only a whole number, for the row of a total on papers that drop ``.00``."""
    cell = _WHOLE_CELL.fullmatch(normalise(text))
    return _money(cell, style) if cell else None


def _usual(flat: str, style: Style) -> Iterator[Placed]:
    patterns = (_GROUPED, _NAMED_WHOLE) if style.whole else (_EXACT, _NAMED_WHOLE)
    spans: list[tuple[int, int]] = []
    found = []
    for pattern in patterns:
        for match in pattern.finditer(flat):
            value = _money(match, style)
            if value is not None and not any(start < match.end() and match.start() < end for start, end in spans):
                spans.append(match.span())
                found.append(Placed(value=value, start=match.start(), end=match.end()))
    yield from sorted(found, key=lambda placed: placed.start)


def _money(match: re.Match[str], style: Style) -> Money | None:
    parts = match.groupdict()
    whole = re.sub("[^0-9]", "", (parts.get("whole") or parts.get("yuan") or "").translate(_SLIPS))
    cents = (parts.get("cents") or "00").translate(_SLIPS)
    if not whole or not cents.isdigit() or len(whole) > 12:
        return None
    minor = int(whole) * 100 + int(cents)
    closed = (parts.get("sign") or "").startswith("(") and match.string[match.end() : match.end() + 1] != ")"
    negative = (parts.get("sign") and not closed) or parts.get("minus") or parts.get("after")
    if minor >= MAX_MINOR:
        return None
    return Money(amount_minor=-minor if negative else minor, currency=style.currency)
