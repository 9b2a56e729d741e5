"""Words of statements read by OCR, mended by the rows beside them: days between equal days, names cut short. Pure.

Numbers are mended by the running balance (`statement_balance.py`).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extractors.statement_entries import Entry
from extractors.statement_values import speaks_of
from uplift.types import Field, TextSource

MENDED = 0.85  # confidence of what the rows beside it give
MOST_LOST = 2  # characters at the end of a name that a detector may miss: it overlooks single ones on a line
_COMPANY = ("有限公", "责任公", "股份有限公")


def mended_words(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries with days and names that other rows of the same statement give back."""
    return tuple(_payment_for_goods(entry) for entry in _names_completed(_years_set_right(_days_filled(entries))))


def _years_set_right(entries: Sequence[Entry]) -> list[Entry]:
    """A day years away from the rows beside it, which lies between them in their year, is of their year."""
    found = list(entries)
    for place, entry in enumerate(entries):
        before, after = _day_beside(entries, place, -1), _day_beside(entries, place, 1)
        if entry.day is None or entry.day.source is not TextSource.OCR or before is None or after is None:
            continue
        low, high = sorted((_date(before), _date(after)))
        if not low <= _date(entry.day) <= high:
            found[place] = replace(entry, day=_between(entry.day, low, high))
    return found


def _between(day: Field, low: date, high: date) -> Field:
    """The day in the year of its neighbours when that puts it between them."""
    read = _date(day)
    fitting = {read.replace(year=year) for year in {low.year, high.year} if (read.month, read.day) != (2, 29)}
    fitting = {one for one in fitting if low <= one <= high}
    if len(fitting) != 1:
        return day
    [right] = fitting
    note = f"Read as {day.raw!r}, taken as {right}: the rows before and after it are of that time."
    return replace(day, value=right, confidence=min(day.confidence, MENDED), repair=note)


def _date(field: Field) -> date:
    assert isinstance(field.value, date)
    return field.value


def _payment_for_goods(entry: Entry) -> Entry:
    """货款 (for goods), which engines read as 贷款 (a loan): whoever is no lender pays for goods."""
    summary, party = entry.summary, entry.counterparty
    if summary is None or summary.source is not TextSource.OCR or summary.value != "贷款" or party is None:
        return entry
    if speaks_of(str(party.value), "lender"):
        return entry
    note = f"Read as 贷款, taken as 货款: {party.value} is no lender."
    return replace(entry, summary=replace(summary, value="货款", confidence=MENDED, repair=note))


def _days_filled(entries: Sequence[Entry]) -> list[Entry]:
    """A day that was not read, or not in order, between two rows of one and the same day is that day."""
    found = list(entries)
    for place, entry in enumerate(entries):
        money = entry.credit or entry.debit or entry.neutral or entry.balance
        if money is None or money.source is not TextSource.OCR:
            continue
        before, after = _day_beside(entries, place, -1), _day_beside(entries, place, 1)
        if before is None or after is None or before.value != after.value:
            continue
        if entry.day is None or entry.day.value != before.value:
            found[place] = replace(entry, day=_day(entry.day, before, money))
    return found


def _day_beside(entries: Sequence[Entry], place: int, step: int) -> Field | None:
    """The day of the next row in that direction, or of the one after it when that one has none."""
    for distance in (1, 2):
        at = place + step * distance
        if 0 <= at < len(entries) and entries[at].day is not None:
            return entries[at].day
    return None


def _day(read: Field | None, beside: Field, money: Field) -> Field:
    assert isinstance(beside.value, date)
    raw = read.raw if read is not None else ""
    note = f"Read as {raw!r}, taken as {beside.value}: the rows before and after it are of that day."
    box = read.box if read is not None else money.box
    return replace(beside, raw=raw, page=money.page, box=box, confidence=MENDED, repair=note)


def _names_completed(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Names that lack the last characters of another name of the statement, or of 有限公司."""
    names = {str(entry.counterparty.value) for entry in entries if entry.counterparty is not None}
    return tuple(_completed(entry, names) for entry in entries)


def _completed(entry: Entry, names: set[str]) -> Entry:
    party = entry.counterparty
    if party is None or party.source is not TextSource.OCR:
        return entry
    short = str(party.value)
    longer = {name for name in names if name.startswith(short) and 0 < len(name) - len(short) <= MOST_LOST}
    whole = f"{short}司" if short.endswith(_COMPANY) else longer.pop() if len(longer) == 1 and len(short) > 3 else short
    if whole == short:
        return entry
    note = f"Read as {short}, taken as {whole}: its last characters stand in other rows or belong to the form."
    return replace(entry, counterparty=replace(party, value=whole, confidence=party.confidence * MENDED, repair=note))
