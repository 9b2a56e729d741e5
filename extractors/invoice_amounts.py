"""Choosing net, tax and total among what was read: net + tax = total and the capital amount decide, not the order.

When nothing closes, a number misread by OCR is mended where two witnesses agree (`repair.py`), then the second engine
is asked about the doubtful numbers, and its answer is taken only if it closes the sum. `raw` keeps what the first
engine read, `repair` says what was changed and why.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from extractors.extractor import SecondOpinion
from extractors.page import Document
from extractors.parse import amounts, money
from extractors.repair import ReadAgain, Witness, heal_sum, sum_closes
from uplift.types import Field, FieldValue, Money, TextSource

NAMES = ("net_amount", "tax_amount", "total_amount")
_MAX_CANDIDATES = 8  # of each; more are never needed and would multiply
_DOUBT = 0.6  # of the confidence of numbers that contradict each other
_REPAIRED = 0.8  # confidence of a number the second engine read and the sum confirmed
_DERIVED = 0.75  # confidence of a number that only arithmetic gives, confirmed by another witness
_CAPITAL_WITNESS = "the capital amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What else the paper says of its sums."""

    capital: Field | None = None  # the capital amount; its value is Money
    witnesses: Mapping[str, Sequence[Witness]] = field(default_factory=dict)  # by field name
    rates: tuple[Decimal, ...] = ()  # printed tax rates, shares
    lines: int = 1  # lines of goods: tax may differ from net times rate by half a fen each

    @property
    def amount(self) -> Money | None:
        """The capital amount as money."""
        return self.capital.value if self.capital is not None and isinstance(self.capital.value, Money) else None


def settle(
    candidates: Sequence[Sequence[Field]], beside: Beside, document: Document, second_opinion: SecondOpinion | None
) -> tuple[Field, ...]:
    """Net, tax and total out of their candidates (best first); fewer when some were not read."""
    kept = [list(group)[:_MAX_CANDIDATES] for group in candidates]
    if not kept[2] and beside.capital is not None:
        kept[2] = [replace(beside.capital, name="total_amount")]
    ask = reader_of(document, second_opinion)
    closing = _closing(kept, beside.amount) or _healed(kept, beside, ask)
    if closing is None and ask is not None:
        closing = _with_second_opinion(kept, beside.amount, ask)
    if closing is not None:
        return tuple(_confirmed(one) for one in closing)
    total = _first(kept[2], beside.amount)
    taxes = [one for one in kept[1] if total is None or plausible_tax(_amount(one), _amount(total))]
    best = (_first(kept[0], None), _first(taxes, None), total)
    return completed(_doubted([one for one in best if one is not None], beside.amount), beside)


def reader_of(document: Document, second_opinion: SecondOpinion | None) -> ReadAgain | None:
    """The second engine as a reader of fields; None without one."""
    if second_opinion is None:
        return None
    pages = {page.index: page for page in document.pages}

    def again(read: Field) -> str:
        page = pages.get(read.page) if read.page is not None else None
        return "" if page is None or read.box is None else second_opinion(page, read.box)

    return again


def completed(fields: tuple[Field, ...], beside: Beside) -> tuple[Field, ...]:
    """The fields with the one of the three that was not read, when a witness confirms what the other two make of it."""
    read = {one.name: one.value for one in fields if isinstance(one.value, Money)}
    missing = [name for name in NAMES if name not in read]
    if len(missing) != 1:
        return fields
    value = _of_the_others(missing[0], read)
    why = None if value is None else _confirmation(missing[0], value, read, beside)
    if value is None or why is None:
        return fields
    like = next(one for one in fields if one.name in NAMES)
    derived = Field(
        name=missing[0], raw="", value=value, confidence=_DERIVED, source=like.source, page=like.page,
        repair=f"Not read on the page; the two other amounts make it {value}, and {why}.",
    )  # fmt: skip
    return tuple(sorted((*fields, derived), key=lambda one: NAMES.index(one.name)))


def _of_the_others(name: str, read: Mapping[str, Money]) -> Money | None:
    first, second = (read[other] for other in NAMES if other != name)
    if first.currency != second.currency:
        return None
    sign = 1 if name == "total_amount" else -1
    minor = second.amount_minor + first.amount_minor if sign > 0 else second.amount_minor - first.amount_minor
    return Money(amount_minor=minor, currency=first.currency)


def _confirmation(name: str, value: Money, read: Mapping[str, Money], beside: Beside) -> str | None:
    """Who else says so: another printed number, or a printed rate that turns the net into the tax."""
    said = next((witness.says for witness in beside.witnesses.get(name, ()) if witness.value == value), None)
    if said is None and name == "total_amount" and beside.amount == value:
        said = _CAPITAL_WITNESS
    if said is not None:
        return f"{said} gives the same"
    all_three = {**read, name: value}
    net, tax = all_three["net_amount"], all_three["tax_amount"]
    rate = next((rate for rate in beside.rates if rate and rate_fits(net, tax, rate, beside.lines)), None)
    return None if rate is None else f"net times {rate * 100:f} % gives the tax"


def rate_fits(net: Money, tax: Money, rate: Decimal, lines: int = 1) -> bool:
    """True when the tax is net times rate to the minor unit, with half a unit of rounding for each line."""
    expected = (net.amount_minor * rate).to_integral_value(rounding=ROUND_HALF_UP)
    return abs(expected - tax.amount_minor) <= max(1, (lines + 1) // 2)


def closes(net: Money, tax: Money, total: Money) -> bool:
    """True when net + tax = total to the minor unit, in one currency."""
    return sum_closes((net, tax, total))


def plausible_tax(tax: Money, base: Money) -> bool:
    """True when the tax is at most three tenths of its base; no sales tax is higher."""
    return abs(tax.amount_minor) * 10 <= abs(base.amount_minor) * 3


def _closing(groups: Sequence[Sequence[Field]], capital: Money | None) -> tuple[Field, Field, Field] | None:
    """The best-placed triple that closes; one whose total equals the capitals comes first."""
    read = [triple for triple in _triples(groups) if closes(*(_amount(one) for one in triple))]
    triples = [triple for triple in read if plausible_tax(_amount(triple[1]), _amount(triple[0]))]
    # a tax of zero closes with any amount printed twice, so it comes last; the grand total is the largest that closes
    triples.sort(key=lambda triple: (not _amount(triple[1]).amount_minor, -abs(_amount(triple[2]).amount_minor)))
    agreeing = [triple for triple in triples if capital is None or _amount(triple[2]) == capital]
    chosen = agreeing or triples
    return chosen[0] if chosen else None


def _triples(groups: Sequence[Sequence[Field]]) -> Iterator[tuple[Field, Field, Field]]:
    places = sorted(product(*(range(len(group)) for group in groups)), key=lambda place: (sum(place), place))
    for net, tax, total in places:
        yield groups[0][net], groups[1][tax], groups[2][total]


def _healed(
    groups: Sequence[Sequence[Field]], beside: Beside, ask: ReadAgain | None
) -> tuple[Field, Field, Field] | None:
    """The best-placed triple with one number mended; None when that closes nothing."""
    first = next(_triples(groups), None)
    if first is None:
        return None
    witnesses: dict[str, list[Witness]] = {name: list(said) for name, said in beside.witnesses.items()}
    if beside.amount is not None and first[2].raw != (beside.capital.raw if beside.capital else None):
        witnesses.setdefault("total_amount", []).append(Witness(says=_CAPITAL_WITNESS, value=beside.amount))
    healed = heal_sum(first, witnesses, ask)
    return healed if closes(*(_amount(one) for one in healed)) else None


def _with_second_opinion(
    groups: Sequence[Sequence[Field]], capital: Money | None, ask: ReadAgain
) -> tuple[Field, Field, Field] | None:
    """Add what the second engine reads at each doubtful number and look again."""
    widened = [[*group, *_reread(group[:2], ask)] for group in groups]
    if [len(group) for group in widened] == [len(group) for group in groups]:
        return None
    return _closing(widened, capital)


def _reread(fields: Sequence[Field], ask: ReadAgain) -> Iterator[Field]:
    for one in fields:
        value = first_amount(ask(one)) if one.source is TextSource.OCR else None
        if value is not None and value != one.value:
            sentence = f"Read as {one.raw.strip()!r}; the second engine reads {value}, which closes net + tax = total."
            yield replace(one, value=value, confidence=min(one.confidence, _REPAIRED), repair=sentence)


def first_amount(text: str, currency: str = "CNY") -> Money | None:
    """The first amount with two decimals, else the only amount of any form."""
    found = amounts(text, currency)
    return found[0] if found else money(text, currency)


def _doubted(fields: Sequence[Field], capital: Money | None) -> tuple[Field, ...]:
    """Numbers that contradict each other or the capitals are less sure than their reading alone."""
    total = next((one.value for one in fields if one.name == "total_amount"), None)
    contradicted = len(fields) == 3 or (capital is not None and total is not None and total != capital)
    factor = _DOUBT if contradicted else 1.0
    return tuple(replace(one, confidence=round(one.confidence * factor, 4)) for one in fields)


def _confirmed(one: Field) -> Field:
    """A number that closes the sum is surer than its reading alone."""
    return replace(one, confidence=round(1 - (1 - one.confidence) * 0.3, 4))


def _first(group: Sequence[Field], wanted: FieldValue) -> Field | None:
    agreeing = [one for one in group if wanted is not None and one.value == wanted]
    return next(iter(agreeing or group), None)


def _amount(one: Field) -> Money:
    assert isinstance(one.value, Money)
    return one.value
