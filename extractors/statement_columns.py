"""The columns of statements: which name means which, and which of several columns holds the values. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from extractors.labels import load_labels
from extractors.parse import normalise
from uplift.types import Box, TextSource

MONEY_ROLES = ("amount", "credit", "debit", "balance")
NEEDED = 3  # columns that make a header row, a date and money among them
ALIKE = 84  # rapidfuzz ratio from which a misread column name still is that name
_UNIT = re.compile(r"[(\[](?:单位)?[:]?(?:人民币)?(?:元|RMB|CNY|¥|本币|人民币|\+元|-元|\+|-)[)\]]|/元$", re.I)
_BRACKET = re.compile(r"[(\[][^)\]]*[)\]]?$")
_LATIN_TAIL = re.compile(r"(?<=[一-鿿)])[A-Za-z./& ()]+$")
_CJK = re.compile("[一-鿿]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The text of one cell with its place."""

    text: str
    confidence: float  # 0-1, of the reading
    source: TextSource
    page: int | None = None  # 0-based; None when the row was not drawn
    box: Box | None = None


RawRow = Mapping[str, Cell]  # column's role -> cell


def column_role(text: str) -> str | None:
    """What a column of this name holds, a key of `labels/statement_columns.yaml`; None for any other text."""
    key = _key(text)
    if not key or len(key) > 30:
        return None
    known = _roles()
    return next((known[form] for form in _forms(key) if form in known), None)


def misread_role(text: str) -> str | None:
    """As `column_role`, forgiving one misread character in names of three Chinese characters and more."""
    key = _forms(_key(text))[-1]
    if not 3 <= len(key) <= 12 or not _CJK.search(key):
        return None
    found = process.extractOne(key, _long_names(), scorer=fuzz.ratio, score_cutoff=ALIKE if len(key) > 5 else 66)
    return _roles()[found[0]] if found and abs(len(found[0]) - len(key)) <= 1 else None


def rank(role: str, text: str) -> int:
    """How early the name stands among its synonyms; of two columns the earlier one is preferred."""
    names = [_key(name) for name in load_labels("statement_columns")[role]]
    return min((names.index(form) for form in _forms(_key(text)) if form in names), default=len(names))


def is_header(roles: Sequence[str | None]) -> bool:
    """True when columns of these roles make a statement: a date, an amount, and enough of them."""
    known = {role for role in roles if role}
    return "date" in known and bool(known & {"amount", "credit", "debit"}) and len(known) >= NEEDED


def named_parts(text: str) -> tuple[tuple[str, int, int], ...]:
    """Column names that stand in one line of text, longest first at each place: role, start and end in `normalise`."""
    matches = _any_name().finditer(normalise(text))
    return tuple((_roles()[_key(match.group())], *match.span()) for match in matches)


def is_footer(text: str) -> bool:
    """True for sums, carried balances and other rows that are no movement of money."""
    return bool(_footer().match(normalise(text)))


def _key(text: str) -> str:
    return re.sub(r"[\s*]+", "", normalise(text)).strip(":").upper()


def _forms(key: str) -> tuple[str, ...]:
    """The name as it stands, without its unit, without any bracket, without its English half."""
    plain = _UNIT.sub("", key)
    chinese = _LATIN_TAIL.sub("", plain)
    return (key, plain, chinese, _BRACKET.sub("", plain), _BRACKET.sub("", chinese))


@cache
def _roles() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for role, names in load_labels("statement_columns").items():
        if role != "footer":
            for name in names:
                known.setdefault(_key(name), role)
    return known


@cache
def _long_names() -> tuple[str, ...]:
    return tuple(name for name in _roles() if len(name) >= 3 and _CJK.search(name))


@cache
def _any_name() -> re.Pattern[str]:
    names = sorted((name for name in _roles() if len(name) >= 2 and _CJK.search(name)), key=len, reverse=True)
    return re.compile("|".join(" ?".join(map(re.escape, name)) for name in names), re.I)


@cache
def _footer() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load_labels("statement_columns")["footer"]))
    return re.compile(rf"^.{{0,6}}(?:{words})", re.I)
