"""From the cells of a row to a movement of money: which way it went, with whom, what balance it left. Pure.

Statements write amounts in four ways: in two columns (收入/支出), with a flag beside them (收/支, 借贷), with a sign,
or bare. Which way a statement goes is decided over all its rows; of bare amounts the balance tells, else the summary.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from statistics import fmean

from extractors.parse import normalise
from extractors.statement_columns import Cell, RawRow
from extractors.statement_values import direction, other_party, speaks_of, statement_amount, statement_date
from uplift.types import Field, FieldValue, Money

PARSED = 0.98  # certainty that a cell of the right column is that value
GUESSED = 0.6  # certainty of a direction that only the summary tells


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One movement of money. Of credit, debit and neutral one is set; amounts are positive except reversals."""

    day: Field | None = None
    counterparty: Field | None = None
    summary: Field | None = None
    credit: Field | None = None
    debit: Field | None = None
    neutral: Field | None = None  # money that the wallet counts as neither: own transfers, refunds of a card
    balance: Field | None = None
    void: bool = False  # closed or failed: no money moved

    @property
    def flow(self) -> int | None:
        """Minor units in (positive) or out (negative); None when neither was read."""
        if self.credit is not None:
            return minor(self.credit)
        return None if self.debit is None else -minor(self.debit)

    @property
    def left(self) -> int | None:
        """The balance in minor units."""
        return None if self.balance is None else minor(self.balance)

    @property
    def cells(self) -> tuple[Field, ...]:
        """What was read, in the order of the catalogue."""
        parts = (self.day, self.counterparty, self.summary, self.credit, self.debit, self.neutral, self.balance)
        return tuple(part for part in parts if part is not None)


class Way(Enum):
    """How a statement writes which way money went."""

    COLUMNS = "columns"
    FLAG = "flag"
    SIGN = "sign"
    CARD = "card"  # positive is spending
    BARE = "bare"


def minor(field: Field) -> int:
    """The field's amount in minor units."""
    assert isinstance(field.value, Money)
    return field.value.amount_minor


def entries_of(rows: Sequence[RawRow], year: int | None = None) -> tuple[Entry, ...]:
    """The movements of money in these rows, in their order; rows without any amount are left out."""
    way = way_of(rows)
    unsigned_out = _signs_repeat_flags(rows)
    signed = way is Way.SIGN and _plus_is_written(rows)
    found = [_entry(row, Way.BARE if signed and not _has_sign(row) else way, unsigned_out, year) for row in rows]
    if way is Way.BARE or signed:
        found = _directed(found)
    return tuple(entry for entry in found if entry.credit or entry.debit or entry.neutral or entry.balance)


def way_of(rows: Sequence[RawRow]) -> Way:
    """How these rows write the direction."""
    columns = sum(_amount(row, "credit") is not None or _amount(row, "debit") is not None for row in rows)
    single = [(row, value) for row in rows if (value := _amount(row, "amount")) is not None]
    if columns > len(single) / 2:
        return Way.COLUMNS
    flagged = sum("flag" in row and direction(row["flag"].text) is not None for row, _ in single)
    if flagged > len(single) / 3:
        return Way.FLAG
    if any(value < 0 for _, value in single) or any(row["amount"].text.strip().startswith("+") for row, _ in single):
        return Way.CARD if _is_card(single) else Way.SIGN
    return Way.BARE


def _is_card(single: Sequence[tuple[RawRow, int]]) -> bool:
    """True when spending is positive and payments are negative, as on credit cards."""
    votes = 0
    for row, value in single:
        words = row["summary"].text if "summary" in row else ""
        spent, paid = speaks_of(words, "card_spending"), speaks_of(words, "card_payment")
        if value > 0 and speaks_of(words, "takings"):
            votes -= 1
        elif spent != paid:
            votes += 1 if (value > 0) == spent else -1
    return votes > 0 and not any("balance" in row for row, _ in single)


def _has_sign(row: RawRow) -> bool:
    return "amount" in row and normalise(row["amount"].text)[:1] in ("+", "-", "−", "–", "(")


def _plus_is_written(rows: Sequence[RawRow]) -> bool:
    """True when money in carries a plus, so that an amount without any sign has lost it in reading."""
    positive = [row for row in rows if (_amount(row, "amount") or 0) > 0]
    plus = sum(normalise(row["amount"].text).startswith("+") for row in positive)
    return plus > len(positive) / 2


def _amount(row: RawRow, role: str) -> int | None:
    value = statement_amount(row[role].text) if role in row else None
    return None if value is None else value.amount_minor


def _signs_repeat_flags(rows: Sequence[RawRow]) -> bool:
    """True when money out is written with a minus beside its flag; else a minus is a reversal."""
    out = [_amount(row, "amount") for row in rows if "flag" in row and direction(row["flag"].text) == -1]
    negative = sum(value is not None and value < 0 for value in out)
    return negative > len(out) / 2


def _entry(row: RawRow, way: Way, unsigned_out: bool, year: int | None) -> Entry:
    words = row.get("summary")
    status = row["status"].text if "status" in row else ""
    entry = Entry(
        day=_field("date", row.get("date"), statement_date(row["date"].text, year) if "date" in row else None),
        counterparty=_field("counterparty", row.get("counterparty"), _party(row)),
        summary=_field("summary", words, words.text if words else None),
        balance=_money_field("balance", row.get("balance")),
        void=speaks_of(f"{status} {words.text if words else ''}", "void") if status or words else False,
    )
    if way is Way.COLUMNS:
        return _two_columns(entry, row)
    found = _money_field("amount", row.get("amount"))
    if found is None:
        return entry
    return _placed(entry, found, _sign(row, found, way, unsigned_out), way)


def _party(row: RawRow) -> str | None:
    return other_party(row["counterparty"].text) if "counterparty" in row else None


def _two_columns(entry: Entry, row: RawRow) -> Entry:
    credit, debit = (_money_field(role, row.get(role)) for role in ("credit", "debit"))
    if credit is not None and debit is not None:
        # the column that does not apply is often printed as 0.00
        credit, debit = (None, debit) if minor(credit) == 0 else (credit, None if minor(debit) == 0 else debit)
    if debit is not None and minor(debit) < 0 and credit is None:
        debit = _absolute(debit) if "-" in debit.raw else debit
    return replace(entry, credit=credit, debit=debit)


def _sign(row: RawRow, found: Field, way: Way, unsigned_out: bool) -> int:
    """1 in, -1 out, 0 neither or not known."""
    value = minor(found)
    if way is Way.FLAG:
        said = (direction(row["flag"].text) if "flag" in row else 0) or 0
        return -said if value < 0 and not unsigned_out and said < 0 else said
    if way is Way.BARE:
        return 0
    return (-1 if value < 0 else 1) * (-1 if way is Way.CARD else 1)


def _placed(entry: Entry, found: Field, sign: int, way: Way) -> Entry:
    amount = found if way is Way.BARE else _absolute(found)
    name = {1: "credit", -1: "debit", 0: "neutral"}[sign]
    return with_amount(entry, name, amount)


def with_amount(entry: Entry, name: str, amount: Field) -> Entry:
    """The entry with its money in the column `name`, and in no other."""
    empty = replace(entry, credit=None, debit=None, neutral=None)
    field = replace(amount, name=name)
    match name:
        case "credit":
            return replace(empty, credit=field)
        case "debit":
            return replace(empty, debit=field)
        case _:
            return replace(empty, neutral=field)


def _absolute(field: Field) -> Field:
    assert isinstance(field.value, Money)
    return replace(field, value=replace(field.value, amount_minor=abs(field.value.amount_minor)))


def _field(name: str, cell: Cell | None, value: FieldValue) -> Field | None:
    if cell is None or value is None:
        return None
    return Field(
        name=name,
        raw=cell.text,
        value=value,
        confidence=round(cell.confidence * PARSED, 4),
        source=cell.source,
        page=cell.page,
        box=cell.box,
    )


def _money_field(name: str, cell: Cell | None) -> Field | None:
    return _field(name, cell, statement_amount(cell.text) if cell else None)


def _directed(entries: Sequence[Entry]) -> list[Entry]:
    """Bare amounts with the direction that makes the balance close, else the one the summary tells."""
    forwards, backwards = (_by_balance(list(entries), step) for step in (-1, 1))
    known = max((forwards, backwards), key=lambda signs: sum(sign != 0 for sign in signs))
    return [_pointed(entry, sign) for entry, sign in zip(entries, known, strict=True)]


def _by_balance(entries: Sequence[Entry], step: int) -> list[int]:
    """Direction of each entry when its neighbour at `step` is the one before it in time; 0 where unknown."""
    signs = []
    for place, entry in enumerate(entries):
        before = entries[place + step] if 0 <= place + step < len(entries) else None
        amount = minor(entry.neutral) if entry.neutral else None
        if before is None or before.left is None or entry.left is None or not amount:
            signs.append(0)
        else:
            change = entry.left - before.left
            signs.append(1 if change == amount else -1 if change == -amount else 0)
    return signs


def _pointed(entry: Entry, sign: int) -> Entry:
    if entry.neutral is None:
        return entry
    if sign == 0:
        words = str(entry.summary.value) if entry.summary else ""
        came, went = speaks_of(words, "went_in"), speaks_of(words, "went_out")
        sign = came - went
        amount = replace(entry.neutral, confidence=round(entry.neutral.confidence * GUESSED, 4))
    else:
        amount = entry.neutral
    return with_amount(entry, {1: "credit", -1: "debit", 0: "neutral"}[sign], amount)


def mean_confidence(fields: Sequence[Field]) -> float:
    """Mean confidence of fields; 0 of none."""
    return round(fmean(field.confidence for field in fields), 4) if fields else 0.0
