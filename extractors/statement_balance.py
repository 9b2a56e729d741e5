"""The running balance of a statement: in which order time runs, which links close, and what a break can heal. Pure.

Only words read by OCR are healed (see `repair.py`, whose rules hold here too): a cell takes the value that the balances
around it give when that is one slip of the eye away and the chain then closes on both sides, or the second engine
reads it so. A text layer or a table that contradicts itself is evidence and stays.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from extractors.repair import MENDED, ReadAgain, Witness, mended, reads_as
from extractors.statement_entries import Entry, minor, with_amount
from uplift.types import Field, Money, TextSource

Pair: TypeAlias = tuple[int | None, int | None]  # flow and balance after it, minor units
CLOSED = 0.3  # of the doubt that is left in numbers whose links close
BROKEN = 0.6  # of the confidence of numbers at a break that the second engine does not confirm
MOST_REREADS = 40  # crops of one file that the second engine is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The step from one row to the next in time."""

    before: int  # index of the earlier row
    after: int
    closes: bool


def oldest_first(pairs: Sequence[Pair], days_ascend: bool = True) -> bool:
    """True when time runs down the rows: that is the order in which more links close; `days_ascend` breaks ties."""
    down = sum(link.closes for link in links(pairs, True))
    up = sum(link.closes for link in links(pairs, False))
    return days_ascend if down == up else down > up


def links(pairs: Sequence[Pair], downwards: bool) -> tuple[Link, ...]:
    """Every step between neighbouring rows whose three numbers were read, earliest first."""
    order = range(len(pairs)) if downwards else range(len(pairs) - 1, -1, -1)
    found = []
    for before, after in pairwise(order):
        start, (flow, end) = pairs[before][1], pairs[after]
        if start is not None and flow is not None and end is not None:
            found.append(Link(before=before, after=after, closes=start + flow == end))
    return tuple(found)


def pair(entry: Entry) -> Pair:
    """What a chain needs of an entry; money the wallet counts as neither breaks no chain because it has no pair."""
    return entry.flow, entry.left


def days_ascend(entries: Sequence[Entry]) -> bool:
    """True when dates grow down the rows."""
    days = [entry.day.value for entry in entries if entry.day is not None]
    steps = [(a, b) for a, b in pairwise(days) if a != b]
    return sum(str(a) < str(b) for a, b in steps) * 2 >= len(steps)


def healed(entries: Sequence[Entry], read_again: ReadAgain | None) -> tuple[Entry, ...]:
    """The entries with what the chain can mend, and with the confidence that closing links give."""
    rows = list(entries)
    down = oldest_first([pair(entry) for entry in rows], days_ascend(rows))
    again = _capped(read_again)
    order = list(range(len(rows))) if down else list(range(len(rows) - 1, -1, -1))
    for place in range(1, len(order)):
        _heal_step(rows, order, place, again)
    return _weighed(rows, down, again)


def _capped(read_again: ReadAgain | None) -> ReadAgain | None:
    if read_again is None:
        return None
    asked: dict[tuple[object, ...], str] = {}

    def read(field: Field) -> str:
        key = (field.page, field.box)
        if key not in asked and len(asked) < MOST_REREADS:
            asked[key] = read_again(field)
        return asked.get(key, "")

    return read


def _heal_step(rows: list[Entry], order: Sequence[int], place: int, again: ReadAgain | None) -> None:
    """Mend the step that ends at `place` of the order, when it breaks and one of its numbers was misread."""
    before, here = rows[order[place - 1]], rows[order[place]]
    if before.left is None or here.flow is None or here.left is None or before.left + here.flow == here.left:
        return
    follower = rows[order[place + 1]] if place + 1 < len(order) else None
    if _steps(here.left, follower):  # the next step stands by this balance
        better = _amount_mended(here, here.left - before.left, again)
        if better is not None:
            rows[order[place]] = better
        elif place == 1:
            rows[order[0]] = _balance_mended(before, here.left - here.flow, True, again)
        return
    wanted = before.left + here.flow
    mended_row = _balance_mended(here, wanted, _steps(wanted, follower), again)
    if mended_row is here:
        mended_row = _amount_mended(here, here.left - before.left, again) or here
    rows[order[place]] = mended_row


def _steps(balance: int, follower: Entry | None) -> bool:
    """True when the next row follows from this balance."""
    if follower is None or follower.flow is None or follower.left is None:
        return False
    return balance + follower.flow == follower.left


def _balance_mended(entry: Entry, wanted: int, confirmed: bool, again: ReadAgain | None) -> Entry:
    """The entry with its balance as the rows around give it."""
    assert entry.balance is not None
    value = Money(amount_minor=wanted)
    witnesses = [Witness(says="the balance and amount beside it", value=value)]
    if confirmed:
        witnesses.append(Witness(says="the next balance", value=value))
    better = mended(entry.balance, witnesses, again)
    if better is entry.balance and confirmed:
        better = _digit_restored(entry.balance, value, again)
    return entry if better is entry.balance else replace(entry, balance=better)


def _digit_restored(field: Field, value: Money, again: ReadAgain | None) -> Field:
    """A digit lost or won anywhere: only with a closing step on both sides, and never against the second engine."""
    read, meant = re.sub("[^0-9]", "", field.raw), str(abs(value.amount_minor))
    short, long = sorted((read, meant), key=len)
    one_apart = len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    if field.source is not TextSource.OCR or not one_apart or again is None or reads_as(again(field), field.value):
        return field
    note = f"Read as {field.raw.strip()!r}, taken as {value}: the balances before and after it both give it."
    return replace(field, value=value, confidence=max(field.confidence, MENDED), repair=note)


def _amount_mended(entry: Entry, wanted: int, again: ReadAgain | None) -> Entry | None:
    """The entry with its amount, or its direction, as the balances before and after give it; None when it stays."""
    amount = entry.credit or entry.debit
    if amount is None or amount.source is not TextSource.OCR or wanted == 0:
        return None
    column = "credit" if wanted > 0 else "debit"
    if minor(amount) == abs(wanted):
        note = (
            f"Read as {amount.raw.strip()!r}, taken as {column}: the balances before and after it give its direction."
        )
        return with_amount(entry, column, replace(amount, repair=note, confidence=max(amount.confidence, 0.85)))
    value = Money(amount_minor=abs(wanted))
    witnesses = [Witness(says="the balance before", value=value), Witness(says="the balance after", value=value)]
    better = mended(amount, witnesses, again)
    return None if better is amount else with_amount(entry, column, better)


def _weighed(rows: Sequence[Entry], down: bool, again: ReadAgain | None) -> tuple[Entry, ...]:
    """Numbers at closing links are surer than their reading alone, those at a break less sure."""
    found = list(rows)
    steps = links([pair(entry) for entry in rows], down)
    broken = {index for step in steps if not step.closes for index in (step.before, step.after)}
    closed = {index for step in steps if step.closes for index in (step.before, step.after)}
    ends = {step.after for step in steps if step.closes}
    for index in broken | closed:
        doubted = index in broken and not _confirmed(rows[index], again)
        found[index] = _surer(found[index], index in closed, index in ends, doubted)
    return tuple(found)


def _confirmed(entry: Entry, again: ReadAgain | None) -> bool:
    """True when the second engine reads the entry's numbers as the first did: then the paper says so."""
    fields = [field for field in (entry.credit, entry.debit, entry.balance) if field is not None]
    return again is not None and all(reads_as(again(field), field.value) for field in fields)


def _surer(entry: Entry, balance_closes: bool, amount_closes: bool, breaks: bool) -> Entry:
    """Confidence of an entry's numbers after its links were looked at."""
    balance = _scaled(entry.balance, balance_closes, breaks)
    credit, debit = (_scaled(field, amount_closes, breaks) for field in (entry.credit, entry.debit))
    return replace(entry, balance=balance, credit=credit, debit=debit)


def _scaled(field: Field | None, closes: bool, breaks: bool) -> Field | None:
    if field is None or field.source is not TextSource.OCR or (not closes and not breaks):
        return field
    sure = 1 - (1 - field.confidence) * CLOSED if closes else field.confidence * BROKEN
    return replace(field, confidence=round(sure, 4))
