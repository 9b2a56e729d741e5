"""What the formulas need of one extraction, typed; a missing or malformed field is None, never a crash."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scoring.months import add_months, term_months
from scoring.names import nearly_same_code, normalise, same_code
from uplift.types import EvidenceKind, Extraction, FieldValue, Money, Profile

CONTRACT_KINDS = frozenset({EvidenceKind.SALE_CONTRACT, EvidenceKind.HAULAGE_CONTRACT, EvidenceKind.SERVICE_CONTRACT})
_DATE_FIELDS = ("issue_date", "sign_date", "period_end", "start_date")
_HIGHEST_TAX_RATE = Decimal("0.13")  # when only a gross total was read, the most tax it may contain


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A firm as one paper names it: code where printed, and the name."""

    code: str | None
    name: str | None


def _value(extraction: Extraction, name: str) -> FieldValue:
    """As `Extraction.field_named`, in a plain loop: one decision asks some two hundred times."""
    for found in extraction.fields:
        if found.name == name:
            return found.value
    return None


def text_of(extraction: Extraction, name: str) -> str | None:
    """A text field, or None when absent, empty or of another type."""
    value = _value(extraction, name)
    return value if isinstance(value, str) and value.strip() else None


def date_of(extraction: Extraction, name: str) -> date | None:
    """A date field, or None."""
    value = _value(extraction, name)
    return value if isinstance(value, date) else None


def money_of(extraction: Extraction, name: str) -> Money | None:
    """An amount field, or None."""
    value = _value(extraction, name)
    return value if isinstance(value, Money) else None


def document_date(extraction: Extraction) -> date | None:
    """The day a paper speaks of, from the first date field it has."""
    found = (date_of(extraction, name) for name in _DATE_FIELDS)
    return next((day for day in found if day), None)


def party(extraction: Extraction, role: str) -> Party:
    """The firm in one role: `seller`, `buyer`, `party_a` or `party_b`."""
    return Party(code=text_of(extraction, f"{role}_id"), name=text_of(extraction, f"{role}_name"))


def is_merchant(firm: Party, profile: Profile) -> bool:
    """True when the firm is the merchant: by code where both have one, else by the exact normalised name.

    A code misread in one or two characters beside the merchant's exact name is still the merchant's.
    """
    same_name = bool(firm.name) and normalise(firm.name or "") == normalise(profile.name)
    if not firm.code or not profile.uscc:
        return same_name
    return same_code(firm.code, profile.uscc) or (same_name and nearly_same_code(firm.code, profile.uscc))


def net_amount(extraction: Extraction) -> Money | None:
    """Ex-tax amount of an invoice: as read, else total less tax, else total with its rate or the highest taken out."""
    net, total, tax = (money_of(extraction, n) for n in ("net_amount", "total_amount", "tax_amount"))
    if net is not None:
        return net
    if total is None:
        return None
    if tax is not None:
        return Money(amount_minor=total.amount_minor - tax.amount_minor, currency=total.currency)
    without_tax = Decimal(total.amount_minor) / (1 + _tax_rate(extraction))
    return Money(amount_minor=int(without_tax), currency=total.currency)


def _tax_rate(extraction: Extraction) -> Decimal:
    found = extraction.field_named("tax_rate")
    rate = found.value if found and isinstance(found.value, Decimal) else _HIGHEST_TAX_RATE
    rate = rate / 100 if rate >= 1 else rate
    return rate if 0 <= rate < 1 else _HIGHEST_TAX_RATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How long a contract runs, both days included."""

    start: date
    end: date
    months: int


def contract_term(extraction: Extraction, default_months: int) -> Term | None:
    """Start to end of a contract; from signing when no start, for the default length when no end; None undated."""
    start = date_of(extraction, "start_date") or date_of(extraction, "sign_date")
    if start is None:
        return None
    end = date_of(extraction, "end_date")
    if end is None or end < start:
        return Term(start=start, end=add_months(start, default_months), months=default_months)
    return Term(start=start, end=end, months=term_months(start, end))


def plates_of(extraction: Extraction) -> frozenset[str]:
    """Plates the paper or photo shows, without separators; a remark may name several."""
    value = text_of(extraction, "plate_number")
    if value is None:
        return frozenset()
    return frozenset(filter(None, (normalise(part) for part in value.replace("、", ",").split(","))))
