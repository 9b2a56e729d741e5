"""Choosing net, tax and total among what was read: net + tax = total and the capital amount decide, not the order.

When nothing closes, a second engine is asked about the doubtful numbers, and its answer is taken only if it closes the
sum. `raw` then still holds what the first engine read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from extractors.extractor import SecondOpinion
from extractors.page import Document
from extractors.parse import amounts, money
from uplift.types import Field, Money, TextSource

_MAX_CANDIDATES = 8  # of each; more are never needed and would multiply
_DOUBT = 0.6  # of the confidence of numbers that contradict each other
_REPAIRED = 0.8  # confidence of a number the second engine read and the sum confirmed


def settle(
    candidates: Sequence[Sequence[Field]],
    capital: Money | None,
    document: Document,
    second_opinion: SecondOpinion | None,
) -> tuple[Field, ...]:
    """Net, tax and total out of their candidates (best first); fewer when some were not read."""
    kept = [list(group)[:_MAX_CANDIDATES] for group in candidates]
    closing = _closing(kept, capital)
    if closing is None and second_opinion is not None:
        closing = _with_second_opinion(kept, capital, document, second_opinion)
    if closing is not None:
        return tuple(_confirmed(field) for field in closing)
    total = _first(kept[2], capital)
    taxes = [field for field in kept[1] if total is None or plausible_tax(_amount(field), _amount(total))]
    best = (_first(kept[0], None), _first(taxes, None), total)
    return _doubted([field for field in best if field is not None], capital)


def closes(net: Money, tax: Money, total: Money) -> bool:
    """True when net + tax = total to the minor unit, in one currency."""
    same = net.currency == tax.currency == total.currency
    return same and net.amount_minor + tax.amount_minor == total.amount_minor


def plausible_tax(tax: Money, base: Money) -> bool:
    """True when the tax is at most three tenths of its base; no sales tax is higher."""
    return abs(tax.amount_minor) * 10 <= abs(base.amount_minor) * 3


def _closing(groups: Sequence[Sequence[Field]], capital: Money | None) -> tuple[Field, Field, Field] | None:
    """The best-placed triple that closes; one whose total equals the capitals comes first."""
    read = [triple for triple in _triples(groups) if closes(*(_amount(field) for field in triple))]
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


def _with_second_opinion(
    groups: Sequence[Sequence[Field]], capital: Money | None, document: Document, second_opinion: SecondOpinion
) -> tuple[Field, Field, Field] | None:
    """Add what the second engine reads at each doubtful number and look again."""
    widened = [[*group, *_reread(group[:2], document, second_opinion)] for group in groups]
    if [len(group) for group in widened] == [len(group) for group in groups]:
        return None
    return _closing(widened, capital)


def _reread(fields: Sequence[Field], document: Document, second_opinion: SecondOpinion) -> Iterator[Field]:
    for field in fields:
        page = next((page for page in document.pages if page.index == field.page), None)
        if field.source is not TextSource.OCR or page is None or field.box is None:
            continue
        value = first_amount(second_opinion(page, field.box))
        if value is not None and value != field.value:
            yield replace(field, value=value, confidence=min(field.confidence, _REPAIRED))


def first_amount(text: str, currency: str = "CNY") -> Money | None:
    """The first amount with two decimals, else the only amount of any form."""
    found = amounts(text, currency)
    return found[0] if found else money(text, currency)


def _doubted(fields: Sequence[Field], capital: Money | None) -> tuple[Field, ...]:
    """Numbers that contradict each other or the capitals are less sure than their reading alone."""
    total = next((field.value for field in fields if field.name == "total_amount"), None)
    contradicted = len(fields) == 3 or (capital is not None and total is not None and total != capital)
    factor = _DOUBT if contradicted else 1.0
    return tuple(replace(field, confidence=round(field.confidence * factor, 4)) for field in fields)


def _confirmed(field: Field) -> Field:
    """A number that closes the sum is surer than its reading alone."""
    return replace(field, confidence=round(1 - (1 - field.confidence) * 0.3, 4))


def _first(group: Sequence[Field], wanted: Money | None) -> Field | None:
    agreeing = [field for field in group if wanted is not None and field.value == wanted]
    return next(iter(agreeing or group), None)


def _amount(field: Field) -> Money:
    assert isinstance(field.value, Money)
    return field.value
