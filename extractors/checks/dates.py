"""Checks of the order of dates on one file. Family `dates`."""

from datetime import date

from extractors.checks.made import made, named, unknown
from extractors.page import Document
from uplift.types import Check, Field

# earlier, later: pairs that must not be the other way round
_PAIRS = (
    ("start_date", "end_date"),
    ("sign_date", "end_date"),
    ("established_date", "valid_until"),
    ("registered_date", "licence_issue_date"),
    ("period_start", "period_end"),
)


def date_order(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """No date may lie before one it must follow."""
    pairs = [(one, two) for first, second in _PAIRS if (one := named(fields, first)) and (two := named(fields, second))]
    dated = [(one, two) for one, two in pairs if isinstance(one.value, date) and isinstance(two.value, date)]
    if not dated:
        return (unknown("date_order", "dates", "no two dates that depend on each other were read"),)
    wrong = [(one, two) for one, two in dated if _day(one) > _day(two)]
    shown = "; ".join(f"{one.name} {one.value}, {two.name} {two.value}" for one, two in wrong or dated)
    words = "the later date comes first" if wrong else "dates are in order"
    return (made("date_order", "dates", not wrong, f"{words}: {shown}", (wrong or dated)[0][0]),)


def _day(field: Field) -> date:
    assert isinstance(field.value, date)
    return field.value
