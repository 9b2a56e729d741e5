"""Checks of statements: the running balance, printed sums, the order of dates. Breaks are evidence."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from extractors.checks.made import made, named, unknown
from extractors.page import Document
from extractors.statement_balance import Link, Pair, links, oldest_first
from uplift.types import Check, Field, Money, TableRow, TextSource

FAMILY = "arithmetic"
FEWEST_LINKS = 3  # steps between balances that are worth a verdict
CONSECUTIVE = 0.5  # share of steps that close, below which rows were left out rather than altered
SURE = 0.75  # confidence under which numbers read by OCR that do not add up may be misread; a break lowers it
POSTING = timedelta(days=7)  # a purchase by card is posted that much later; the period counts posting days
STEADY = 0.95  # share of steps in one direction of time, above which a step back is out of order


def running_balance(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """Every balance must be the one before it plus what came in less what went out, whichever way time runs."""
    name, rows = "running_balance", _rows(fields)
    pairs = [_pair(row) for row in rows]
    if len({flow > 0 for flow, _ in pairs if flow}) < 2:
        return (unknown(name, FAMILY, "the rows show no balance or only one direction of money"),)
    steps = links(pairs, oldest_first(pairs))
    closed = sum(step.closes for step in steps)
    if len(steps) < FEWEST_LINKS:
        return (unknown(name, FAMILY, f"only {len(steps)} balances can be recomputed"),)
    if closed == len(steps):
        return (made(name, FAMILY, True, f"all {closed} balances follow from the rows before them"),)
    if closed / len(steps) < CONSECUTIVE:
        why = f"{closed} of {len(steps)} balances follow from the row before, so the rows are not consecutive"
        return (unknown(name, FAMILY, why),)
    first = next(step for step in steps if not step.closes)
    if any(_doubtful(rows[index]) for index in (first.before, first.after)):
        return (unknown(name, FAMILY, _break(first, pairs, rows) + "; the numbers were read with some doubt"),)
    return (made(name, FAMILY, False, _break(first, pairs, rows), _cell(rows[first.after], "balance")),)


def statement_totals(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """Printed sums must be the sums of the rows."""
    name, table = "statement_totals", named(fields, "rows")
    printed = [field for column in ("credit", "debit") if (field := _printed(fields, column)) is not None]
    if table is None or not printed or " of " in table.raw:
        return (unknown(name, FAMILY, "no printed sum with all of its rows was read"),)
    sums = {field.name: _sum(_rows(fields), field.name.removeprefix("total_")) for field in printed}
    wrong = [field for field in printed if _minor(field) != sums[field.name]]
    if not wrong:
        shown = ", ".join(f"{field.name} {field.value}" for field in printed)
        return (made(name, FAMILY, True, f"printed sums are those of the rows: {shown}"),)
    field = wrong[0]
    detail = f"{field.name} is printed as {field.value}, the rows add up to {Money(amount_minor=sums[field.name])}"
    scanned = any(cell.source is TextSource.OCR for row in _rows(fields) for cell in row.cells[:1])
    if scanned or any(cell.name == "neutral" for row in _rows(fields) for cell in row.cells):
        return (unknown(name, FAMILY, detail + "; a row may have been misread or counted otherwise"),)
    return (made(name, FAMILY, False, detail, field),)


def statement_dates(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """Rows must run one way in time and lie inside the printed period."""
    name, days = "statement_dates", [cell for row in _rows(fields) if (cell := _cell(row, "date")) is not None]
    if len(days) < FEWEST_LINKS:
        return (unknown(name, "dates", "too few dated rows were read"),)
    outside = _outside(days, fields)
    astray = outside or _out_of_order(days)
    if astray is None:
        return (made(name, "dates", True, f"{len(days)} rows are in order and inside the period"),)
    why = "lies outside the printed period" if outside else "stands out of the order of the rows"
    detail = f"the row of {astray.value} {why}"
    if astray.source is TextSource.OCR:
        return (unknown(name, "dates", detail + ", as far as the date was read right"),)
    return (made(name, "dates", False, detail, astray),)


def _rows(fields: tuple[Field, ...]) -> tuple[TableRow, ...]:
    table = named(fields, "rows")
    return table.value if table is not None and isinstance(table.value, tuple) else ()


def _pair(row: TableRow) -> Pair:
    credit, debit, balance = (_cell(row, name) for name in ("credit", "debit", "balance"))
    flow = _minor(credit) if credit else -_minor(debit) if debit else None
    return flow, _minor(balance) if balance else None


def _cell(row: TableRow, name: str) -> Field | None:
    return next((cell for cell in row.cells if cell.name == name), None)


def _minor(field: Field) -> int:
    assert isinstance(field.value, Money)
    return field.value.amount_minor


def _doubtful(row: TableRow) -> bool:
    """True when one of the row's numbers was read by OCR and not confirmed by the second engine."""
    money = [cell for cell in row.cells if cell.name in ("credit", "debit", "balance")]
    return any(cell.source is TextSource.OCR and cell.confidence < SURE for cell in money)


def _break(step: Link, pairs: Sequence[Pair], rows: Sequence[TableRow]) -> str:
    start, (flow, end) = pairs[step.before][1] or 0, pairs[step.after]
    day = _cell(rows[step.after], "date")
    expected, printed = Money(amount_minor=start + (flow or 0)), Money(amount_minor=end or 0)
    place = f"row {step.after + 1}" + (f" of {day.value}" if day else "")
    return (
        f"{place}: {Money(amount_minor=start)} and {Money(amount_minor=flow or 0)} make {expected}, printed {printed}"
    )


def _printed(fields: tuple[Field, ...], column: str) -> Field | None:
    field = named(fields, f"total_{column}")
    return field if field is not None and not field.raw.startswith("sum of") else None


def _sum(rows: Sequence[TableRow], column: str) -> int:
    return sum(_minor(cell) for row in rows if (cell := _cell(row, column)) is not None)


def _outside(days: Sequence[Field], fields: tuple[Field, ...]) -> Field | None:
    """The first row before or after the printed period."""
    start, end = (named(fields, name) for name in ("period_start", "period_end"))
    if start is None or end is None or start.raw.startswith("first row") or end.raw.startswith("last row"):
        return None
    if not isinstance(start.value, date) or not isinstance(end.value, date):
        return None
    first, last = start.value - POSTING, end.value + POSTING
    return next((day for day in days if isinstance(day.value, date) and not first <= day.value <= last), None)


def _out_of_order(days: Sequence[Field]) -> Field | None:
    """The first row against the direction of nearly all others; None when they all agree or none prevails."""
    steps = list(_steps(days))
    forwards = sum(later > 0 for _, later in steps)
    if not steps or forwards in (0, len(steps)):
        return None
    share = max(forwards, len(steps) - forwards) / len(steps)
    sign = 1 if forwards * 2 >= len(steps) else -1
    return next((day for day, later in steps if later != sign), None) if share >= STEADY else None


def _steps(days: Sequence[Field]) -> Iterator[tuple[Field, int]]:
    """Each row with another day than the row before it, and 1 when that day is later."""
    for before, after in pairwise(days):
        if isinstance(before.value, date) and isinstance(after.value, date) and before.value != after.value:
            yield after, 1 if after.value > before.value else -1
