"""Self-healing numbers: a misread number is mended when other readings of the same paper say what it must be. Pure.

Three rules keep a forgery visible:

- only words read by OCR are mended; a text layer or XML that contradicts itself is evidence, not a slip;
- two independent witnesses must agree (two constraints that close, or one constraint and the second engine), and no
  witness may stand by what was read;
- the new value is one slip of the eye away from what was read, or was read by the second engine itself. Where the
  second engine reads the same digits as the first, the paper says so, and nothing is changed.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from extractors.parse_money import amounts, money
from extractors.parse_text import compact, normalise
from uplift.types import Field, FieldValue, Money, TextSource

ReadAgain: TypeAlias = Callable[[Field], str]  # the second engine's text where the field stands; "" when none
Triple: TypeAlias = tuple[Field, Field, Field]  # net, tax, total

MENDED = 0.85  # confidence of a number that two witnesses gave back
ENOUGH = 2  # witnesses that must agree

# Digits that engines take for each other on scans and photos; letters taken for digits.
_PAIRS = ("06", "08", "09", "14", "17", "27", "35", "38", "39", "49", "56", "58", "68", "89")
_ALIKE = frozenset(_PAIRS) | frozenset(pair[::-1] for pair in _PAIRS)
_SAME = frozenset(digit * 2 for digit in "0123456789")  # a letter and the digit it looks like, once it is translated
_LETTERS = str.maketrans("OoQDIl|!SsBZzGb", "000011115582266")
_POINT = re.compile("[.,·:;。]")
_CUT = re.compile(r"[0-9][.,] ?[0-9]?$|[0-9]{3}$")  # a number without its two decimals
_NUMBER = re.compile(r"(?<![A-Za-z0-9])[0-9OoQDIl|!SsBZzGb][0-9OoQDIl|!SsBZzGb.,:;'·。 -]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """An independent reading of what a field must be, and who says so (``the capital amount``)."""

    says: str
    value: FieldValue


def mended(field: Field, witnesses: Sequence[Witness], read_again: ReadAgain | None = None) -> Field:
    """The field with the value its witnesses agree on, when the rules above allow it; else the field itself."""
    if field.source is not TextSource.OCR or any(witness.value == field.value for witness in witnesses):
        return field
    agreed = _agreed(witnesses)
    if agreed is None:
        return field
    value, voices = agreed
    slip = slip_between(field.raw, value)
    if slip == "marks" and len(voices) >= ENOUGH:
        return _with(field, value, voices)
    again = read_again(field) if read_again is not None else ""
    if confirms(again, field.value):
        return field
    if reads_as(again, value):
        return _with(field, value, [*voices, "the second engine"])
    known = read_again is not None and slip is not None and len(voices) >= ENOUGH
    return _with(field, value, voices) if known else field


def heal_sum(
    triple: Triple, beside: Mapping[str, Sequence[Witness]] | None = None, read_again: ReadAgain | None = None
) -> Triple:
    """Net, tax and total with the one of them mended that breaks ``net + tax = total``.

    `beside` holds witnesses from elsewhere by field name: the capital amount, the QR code, the sum of the lines. When
    two different changes would close the sum, nothing tells which is right and nothing is changed.
    """
    values = [field.value for field in triple]
    if sum_closes(values):
        return triple
    options = []
    for place, field in enumerate(triple):
        others = _from_the_others(values, place)
        if others is None:
            continue
        better = mended(field, [others, *(beside or {}).get(field.name, ())], read_again)
        if better.value == others.value:
            net, tax, total = (better if index == place else kept for index, kept in enumerate(triple))
            options.append((net, tax, total))
    return options[0] if len(options) == 1 else triple


def sum_closes(values: Sequence[FieldValue]) -> bool:
    """True when net + tax = total to the minor unit, in one currency."""
    net, tax, total = values
    if not (isinstance(net, Money) and isinstance(tax, Money) and isinstance(total, Money)):
        return False
    same = net.currency == tax.currency == total.currency
    return same and net.amount_minor + tax.amount_minor == total.amount_minor


def _from_the_others(values: Sequence[FieldValue], place: int) -> Witness | None:
    """What the two other numbers of the sum make of the one at `place`."""
    net, tax, total = (value if isinstance(value, Money) else None for value in values)
    if place == 0 and total and tax:
        return Witness(says="total less tax", value=_money(total.amount_minor - tax.amount_minor, total))
    if place == 1 and total and net:
        return Witness(says="total less net", value=_money(total.amount_minor - net.amount_minor, total))
    if place == 2 and net and tax:
        return Witness(says="net plus tax", value=_money(net.amount_minor + tax.amount_minor, net))
    return None


def _money(minor: int, like: Money) -> Money:
    return Money(amount_minor=minor, currency=like.currency)


def slip_between(raw: str, value: FieldValue) -> str | None:
    """How `value` may have been misread as `raw`: ``marks``, ``digit``, or None when they are further apart.

    ``marks``: the same digits with points and commas lost, added, moved or read as a digit, the end cut off, or
    letters in the place of digits they look like. ``digit``: besides, one digit taken for one that looks like it, or a
    first digit lost, or a currency sign taken for a first digit.
    """
    if isinstance(value, Money) and value.amount_minor:
        read, meant = _digits(raw), str(abs(value.amount_minor))
        if _cut_off(raw, read, meant) or (not _POINT.search(raw) and read[:-3] + read[-2:] == meant):
            return "marks"
    elif isinstance(value, str) and value:
        read, meant = compact(raw), compact(value)
    else:
        return None
    return "marks" if read == meant else _one_digit(read, meant)


def _cut_off(raw: str, read: str, meant: str) -> bool:
    """A number whose end is covered, so that it shows fewer than two decimals."""
    return (
        len(read) > 1
        and bool(_CUT.search(normalise(raw)))
        and 1 <= len(meant) - len(read) <= 4
        and meant.startswith(read)
    )


def _one_digit(read: str, meant: str) -> str | None:
    if len(read) == len(meant):
        different = [one + other for one, other in zip(read, meant, strict=True) if one != other]
        alike = len(different) == 1 and different[0].translate(_LETTERS) in _ALIKE | _SAME
        return "digit" if alike else None
    # one place may be lost or won only at the front, where the currency sign stands; a short rest proves nothing
    return "digit" if min(len(read), len(meant)) > 2 and (read[1:] == meant or meant[1:] == read) else None


def _digits(raw: str) -> str:
    """The digits of the longest number in the text, with letters as the digits they look like."""
    runs = (run.translate(_LETTERS) for run in _NUMBER.findall(normalise(raw)))
    return max(("".join(char for char in run if char.isdigit()) for run in runs), key=len, default="")


def confirms(text: str, value: FieldValue) -> bool:
    """True when the second engine's text shows the value in full, decimals included."""
    if isinstance(value, Money):
        return any(one.amount_minor == value.amount_minor for one in amounts(text, value.currency))
    return reads_as(text, value)


def reads_as(text: str, value: FieldValue) -> bool:
    """True when the text is the value: an amount in any notation, or a code that holds the same characters."""
    if isinstance(value, Money):
        found = amounts(text, value.currency) or tuple(filter(None, (money(text, value.currency),)))
        return any(one.amount_minor == value.amount_minor for one in found)
    return isinstance(value, str) and bool(value) and compact(value) in compact(text)


def _agreed(witnesses: Iterable[Witness]) -> tuple[FieldValue, list[str]] | None:
    """The value most witnesses give, and who they are; None when two values have equal support."""
    voices: dict[FieldValue, list[str]] = {}
    for witness in witnesses:
        if witness.value is not None:
            voices.setdefault(witness.value, []).append(witness.says)
    ranked = sorted(voices.items(), key=lambda item: -len(item[1]))
    if not ranked or (len(ranked) > 1 and len(ranked[0][1]) == len(ranked[1][1])):
        return None
    return ranked[0]


def _with(field: Field, value: FieldValue, voices: Sequence[str]) -> Field:
    sentence = f"Read as {field.raw.strip()!r}, taken as {value}: {' and '.join(voices)} give it."
    return replace(field, value=value, confidence=max(field.confidence, MENDED), repair=sentence)
