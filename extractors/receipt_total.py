"""The amount a receipt was paid with, chosen by what its rows say they are and by sums that close.

Every amount beside a label of the foot has a role: total, subtotal, tax, service, rounding, discount, paid or change.
Labels vote for their amount; so do paid - change = total and subtotal + tax + rounding = total. The amount with most
votes is taken, because any single row may be misread or worded in a way nobody wrote down.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from extractors.extractor import SecondOpinion
from extractors.find import Piece, field_of, part_box, row_of
from extractors.labels import Labels, pattern_of
from extractors.page import Document, Page, TextLine
from extractors.parse import capital_money, normalise
from extractors.receipt_money import Placed, Style, amounts_in, style_of, whole_amount
from extractors.repair import Witness, mended
from uplift.types import Field, Money

ROLES = (
    "ignore", "total_strong", "subtotal", "rounding", "discount", "service", "tax", "change", "paid", "total",
    "total_weak",
)  # fmt: skip
TOTALS = {"total_strong": 3.0, "total": 2.0, "total_weak": 0.8}  # votes of a label that names the total
CHANGE_CLOSES = 3.0  # votes for paid - change when that amount is printed as a total too
PAID_ALONE = 1.0  # votes for what was paid when no change is printed
SUM_CLOSES = 1.5  # votes for subtotal + tax + service + rounding - discount
ROUNDED = 5.0  # votes for a printed amount that is a total after its rounding: that is what was paid
COIN = 5  # minor units, the smallest coin where tills round
SUBTOTAL_ALONE = 0.5
LARGEST = 0.3
CAPITALS = 4.0  # votes of an amount in capitals
UNPRINTED = 0.5  # share of the votes an amount keeps that is printed nowhere
BELOW = 0.7  # share of the votes of an amount that stands under its label
AGREED = 0.97  # least confidence of digits that the capitals confirm
DOUBT = 0.6  # of the confidence of digits that contradict the capitals
SURE = 5.0  # votes from which the total is as sure as its reading
_MAX_GAP = 1.2  # line heights between a label and the amount under it
_PARTS = 3  # amounts of one role that are tried in sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One amount beside a label of the foot."""

    role: str
    value: Money
    piece: Piece
    weight: float = 1.0


def read_total(document: Document, labels: Labels, second_opinion: SecondOpinion | None = None) -> Field | None:
    """The total with a confidence by its votes; None when the paper prints no amount that could be one.

    Digits that contradict the amount in capitals are read again by the second engine.
    """
    style = style_of(document)
    sums = tuple(_sums(document, labels, style))
    loose = tuple(_loose(document, style))
    votes = _votes(document, sums, loose)
    if not votes:
        return None
    best = max(votes, key=lambda minor: (votes[minor], minor))
    field = _field(best, votes[best], sums, loose)
    return None if field is None else _beside_capitals(document, field, second_opinion)


def _beside_capitals(document: Document, field: Field, second_opinion: SecondOpinion | None) -> Field:
    """The field, surer when the capitals agree, mended when the second engine reads what they say, else doubted."""
    spelled = list(dict.fromkeys(_capitals(document)))
    if not spelled or field.repair:
        return field
    if field.value in spelled:
        return replace(field, confidence=max(field.confidence, AGREED))
    page = next((page for page in document.pages if page.index == field.page), None)

    def read_again(one: Field) -> str:
        return second_opinion(page, one.box) if second_opinion and page and one.box else ""

    better = mended(field, [Witness(says="the amount in capitals", value=spelled[0])], read_again)
    return better if better.repair else replace(field, confidence=round(field.confidence * DOUBT, 4))


def _field(minor: int, votes: float, sums: Sequence[Sum], loose: Sequence[Sum]) -> Field | None:
    """The best-labelled place where the amount stands; a total that only sums give keeps the text of its row."""
    printed = [one for one in (*sums, *loose) if one.value.amount_minor == minor]
    rank = {"capitals": 1, "total_strong": 2, "total": 2, "total_weak": 3, "subtotal": 4, "paid": 5}
    if printed:
        chosen = min(printed, key=lambda one: rank.get(one.role, 6))
        field = field_of("total_amount", chosen.piece, chosen.value)
        certainty = min(1.0, 0.55 + 0.45 * votes / SURE)
        return replace(field, confidence=round(field.confidence * certainty, 4))
    rows = [one for one in sums if one.role in TOTALS] or [one for one in sums if one.role == "paid"]
    if not rows:
        return None
    value = replace(rows[-1].value, amount_minor=minor)
    field = field_of("total_amount", rows[-1].piece, value)
    said = f"read {rows[-1].value}, but paid less change or subtotal with tax give {value}"
    return replace(field, confidence=round(field.confidence * 0.6, 4), repair=said)


# --- votes ---


def _votes(document: Document, sums: Sequence[Sum], loose: Sequence[Sum]) -> Mapping[int, float]:
    votes: dict[int, float] = defaultdict(float)
    groups = {role: [one for one in sums if one.role == role] for role in ROLES}
    printed = {one.value.amount_minor for one in (*sums, *loose) if one.role not in ("paid", "change")}
    for role, weight in TOTALS.items():
        for one in _distinct(groups[role]):
            votes[one.value.amount_minor] += weight * one.weight
    for capital in _capitals(document):
        # capitals choose among the digits that are printed; where these differ, a check has to say so
        if capital.amount_minor in printed or not printed:
            votes[capital.amount_minor] += CAPITALS
    for minor, weight in (*_by_payment(groups, printed), *_by_parts(groups, printed)):
        votes[minor] += weight if minor in printed else weight * UNPRINTED
    _without_labels(votes, groups, loose)
    return {minor: weight for minor, weight in votes.items() if minor > 0}


def _without_labels(votes: dict[int, float], groups: Mapping[str, list[Sum]], loose: Sequence[Sum]) -> None:
    """Weak votes that decide only when nothing better speaks."""
    for one in _distinct(groups["subtotal"]):
        votes[one.value.amount_minor] += SUBTOTAL_ALONE
    known = {one.value.amount_minor for role in ("paid", "change") for one in groups[role]}
    others = [one.value.amount_minor for one in loose if one.value.amount_minor not in known]
    if others:
        votes[max(others)] += LARGEST


def _by_payment(groups: Mapping[str, list[Sum]], printed: set[int]) -> Iterator[tuple[int, float]]:
    """Paid - change. Without change what was paid is a weak witness, for it may be a note handed over."""
    paid = sorted({one.value.amount_minor for one in groups["paid"]} - {0})
    change = sorted({abs(one.value.amount_minor) for one in groups["change"]})
    # a list of payments by several means adds up
    handed = {*paid, sum(paid)} if len(paid) > 1 else set(paid)
    for given, back in product(sorted(handed), change):
        if given - back in printed or (len(paid) == 1 and len(change) == 1):
            yield given - back, CHANGE_CLOSES
    if not change:
        yield from ((given, PAID_ALONE) for given in sorted(handed))


def _by_parts(groups: Mapping[str, list[Sum]], printed: set[int]) -> Iterator[tuple[int, float]]:
    """Subtotal with any of tax, service, rounding and discount: each amount that some choice of them gives."""
    parts = [
        _choices(groups[role], sign) for role, sign in (("tax", 1), ("service", 1), ("rounding", 0), ("discount", -1))
    ]
    found = set()
    for base in {one.value.amount_minor for one in groups["subtotal"][:_PARTS]}:
        for added in product(*parts):
            if any(added) and base + sum(added) in printed:
                found.add(base + sum(added))
    yield from ((minor, SUM_CLOSES) for minor in found)
    yield from ((minor, ROUNDED) for minor in _rounded(groups, printed))


def _rounded(groups: Mapping[str, list[Sum]], printed: set[int]) -> set[int]:
    """Totals after rounding to the coin of five, whatever label they carry, where the amount before is a total too."""
    rounding = {one.value.amount_minor for one in groups["rounding"]} - {0}
    totals = {one.value.amount_minor for role in TOTALS for one in groups[role]}
    after = {before + sign * by for before in totals if before % COIN for by in rounding for sign in (1, -1)}
    return {minor for minor in after & printed if minor % COIN == 0}


def _choices(group: Sequence[Sum], sign: int) -> tuple[int, ...]:
    """What a part may add: nothing, or one of its amounts; rounding (sign 0) goes either way."""
    minors = {abs(one.value.amount_minor) for one in group[:_PARTS]}
    signs = (1, -1) if sign == 0 else (sign,)
    return (0, *sorted({minor * one for minor in minors for one in signs} - {0}))


def in_capitals(text: str) -> str | None:
    """The text when it spells an amount other than zero in capitals, with its unit."""
    flat = normalise(text)
    value = capital_money(flat)
    return flat if value is not None and value.amount_minor and re.search("[元圆圓园]", flat) else None


def _capitals(document: Document) -> Iterator[Money]:
    """Amounts spelled in capitals anywhere on the paper."""
    lines = (line.text for page in document.pages for line in page.lines)
    yield from (value for text in lines if in_capitals(text) and (value := capital_money(text)))


def _distinct(group: Sequence[Sum]) -> list[Sum]:
    """The heaviest of each value, so that a total printed five times does not outvote arithmetic."""
    best: dict[int, Sum] = {}
    for one in group:
        kept = best.get(one.value.amount_minor)
        if kept is None or one.weight > kept.weight:
            best[one.value.amount_minor] = one
    return list(best.values())


# --- reading the rows ---


def _sums(document: Document, labels: Labels, style: Style) -> Iterator[Sum]:
    for page in document.pages:
        border = _summary_starts(page, labels)
        for line in page.lines:
            if line.box.top < border and not _is_header(page, line, labels):
                yield from _row(page, line, labels, style)


def _summary_starts(page: Page, labels: Labels) -> float:
    """Top of the table of tax classes under the sums, or of nothing. One that stands above every sum ends nothing."""
    pattern, totals = pattern_of(labels["summary"]), pattern_of((*labels["total_strong"], *labels["total"]))
    tops = [line.box.top for line in page.lines if pattern.search(normalise(line.text))]
    first = min(tops, default=float("inf"))
    above = any(line.box.bottom < first and totals.search(normalise(line.text)) for line in page.lines)
    return first if above else float("inf")


def _is_header(page: Page, line: TextLine, labels: Labels) -> bool:
    """The heads of a goods table: at least two names of columns on one row and no amount."""
    row = " ".join(normalise(other.text) for other in row_of(page, line.box))
    return len(pattern_of(labels["header"]).findall(row)) >= 2 and not any(char.isdigit() for char in row)


def _row(page: Page, line: TextLine, labels: Labels, style: Style) -> Iterator[Sum]:
    """Each label on the line with the amounts behind it, else those to its right, else the one below."""
    text = normalise(line.text)
    claims = tuple(roles_in(text, labels))
    for place, (role, _, end) in enumerate(claims):
        if role == "ignore":
            continue
        border = claims[place + 1][1] if place + 1 < len(claims) else len(text)
        rest = text[end:border]
        inside = amounts_in(rest, style)
        if inside:
            yield _sum(role, page, line, inside[-1], offset=end + len(rest) - len(rest.lstrip()))
        elif border == len(text):
            yield from _beside(role, page, line, labels, style)


def roles_in(text: str, labels: Labels) -> Iterator[tuple[str, int, int]]:
    """Role, start and end of every label of the foot in normalised text; of overlapping claims the longest counts."""
    claims = [
        (match.start() - match.end(), rank, role, match.start(), match.end())
        for rank, role in enumerate(ROLES)
        for match in pattern_of(labels[role]).finditer(text)
        if match.end() > match.start()
    ]
    kept: list[tuple[str, int, int]] = []
    for _, _, role, start, end in sorted(claims):
        if not any(one < end and start < other for _, one, other in kept):
            kept.append((role, start, end))
    return iter(sorted(kept, key=lambda claim: claim[1]))


def _beside(role: str, page: Page, line: TextLine, labels: Labels, style: Style) -> Iterator[Sum]:
    middle = (line.box.left + line.box.right) / 2
    cells = [other for other in row_of(page, line.box) if other is not line and other.box.left > middle]
    found: list[Sum] = []
    for other in cells:
        if next(roles_in(normalise(other.text), labels), None) is not None and not amounts_in(other.text, style):
            break
        values = amounts_in(other.text, style)
        found += [_sum(role, page, other, one) for one in values[-1:]]
    if not found and role in TOTALS:
        found = [*_whole_cells(role, page, cells, style), *_under(role, page, line, cells, labels, style)][:1]
    # columns of net and tax may stand beside a total: the last is the total, but the first stays a candidate
    yield from (replace(one, weight=1.0 if one is found[-1] else 0.5) for one in found)


def _whole_cells(role: str, page: Page, cells: Sequence[TextLine], style: Style) -> Iterator[Sum]:
    for cell in cells[::-1]:
        value = whole_amount(cell.text, style)
        if value is not None:
            placed = Placed(value=value, start=0, end=len(normalise(cell.text)))
            yield replace(_sum(role, page, cell, placed), weight=0.5)


def _under(
    role: str, page: Page, line: TextLine, cells: Sequence[TextLine], labels: Labels, style: Style
) -> Iterator[Sum]:
    """An amount alone on the row below the label, where the label's own row has none."""
    height = line.box.bottom - line.box.top
    for other in page.lines:
        gap = other.box.top - line.box.bottom
        near = -0.4 * height <= gap <= _MAX_GAP * height and other not in cells and other.box.right > line.box.left
        values = amounts_in(other.text, style) if near else ()
        row = row_of(page, other.box) if values else ()
        if values and not any(next(roles_in(normalise(one.text), labels), None) for one in row):
            yield replace(_sum(role, page, other, values[-1]), weight=BELOW)


def _loose(document: Document, style: Style) -> Iterator[Sum]:
    """Every amount of the paper, whatever stands beside it."""
    for page in document.pages:
        for line in page.lines:
            yield from (_sum("", page, line, one) for one in amounts_in(line.text, style))


def _sum(role: str, page: Page, line: TextLine, placed: Placed, offset: int = 0) -> Sum:
    """An amount with its own place; `offset` is where the text that was searched begins on the line."""
    start, end = placed.start + offset, placed.end + offset
    text = normalise(line.text)[start:end].strip()
    piece = Piece(text=text, page=page, box=part_box(line, start, end), confidence=line.confidence)
    return Sum(role=role, value=placed.value, piece=piece)
