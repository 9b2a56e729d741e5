"""Checks of sums on one file: net + tax = total, tax of each line, capitals, legal rates, copies inside an OFD."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from extractors.checks.made import made, named, unknown
from extractors.page import Document
from extractors.parse import any_date, capital_money, compact, money
from extractors.parse_money import MAX_MINOR
from uplift.types import Check, Field, Money, TableRow, TextSource

FAMILY = "arithmetic"
SURE_CELL = 0.9  # confidence under which a cell read by OCR is more likely misread than wrong
# Legal VAT rates in percent by issue date (Cai Shui [2018] 32 and Announcement [2019] 39 of MOF, STA and GACC).
_REFORM_2018, _REFORM_2019 = date(2018, 5, 1), date(2019, 4, 1)
_RELIEF = (date(2020, 3, 1), date(2027, 12, 31))  # 1 percent for small-scale taxpayers


def amount_sum(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """Net + tax must equal the total to the fen."""
    parts = [named(fields, name) for name in ("net_amount", "tax_amount", "total_amount")]
    net, tax, total = (field.value if field and isinstance(field.value, Money) else None for field in parts)
    if net is None or tax is None or total is None or len({net.currency, tax.currency, total.currency}) > 1:
        return (unknown("amount_sum", FAMILY, "net, tax and total were not all read in one currency"),)
    equal = net.amount_minor + tax.amount_minor == total.amount_minor
    sign = "=" if equal else "is not"
    return (made("amount_sum", FAMILY, equal, f"net {net} + tax {tax} {sign} total {total}", parts[2]),)


def line_tax(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """Tax of every goods line must be net times rate within one fen."""
    goods = named(fields, "goods")
    lines = list(_lines(goods.value)) if goods and isinstance(goods.value, tuple) else []
    if not lines:
        return (unknown("line_tax", FAMILY, "no goods line with net, rate and tax was read"),)
    wrong = [(net, rate, tax) for net, rate, tax in lines if abs(_tax(net, rate) - tax.amount_minor) > 1]
    if not wrong:
        return (made("line_tax", FAMILY, True, f"tax is net times rate on all {len(lines)} goods lines", goods),)
    net, rate, tax = wrong[0]
    expected = Money(amount_minor=_tax(net, rate))
    return (made("line_tax", FAMILY, False, f"net {net} at {rate:%} gives tax {expected}, printed {tax}", goods),)


def _lines(rows: tuple[TableRow, ...]) -> Iterator[tuple[Money, Decimal, Money]]:
    for row in rows:
        cells = {cell.name: cell.value for cell in row.cells}
        net, rate, tax = cells.get("net"), cells.get("rate"), cells.get("tax")
        if isinstance(net, Money) and isinstance(rate, Decimal) and isinstance(tax, Money):
            yield net, rate, tax


def _tax(net: Money, rate: Decimal) -> int:
    return int((net.amount_minor * rate).to_integral_value(rounding=ROUND_HALF_UP))


def line_amount(row: TableRow) -> Money | None:
    """Quantity times unit price to the fen, in the currency of the row's amount; None when a cell is missing."""
    cells = {cell.name: cell.value for cell in row.cells}
    many, price, amount = cells.get("quantity"), cells.get("unit_price"), cells.get("amount", cells.get("net"))
    if not (isinstance(many, Decimal) and isinstance(price, Decimal) and isinstance(amount, Money)):
        return None
    minor = (many * price * 100).to_integral_value(rounding=ROUND_HALF_UP)
    return Money(amount_minor=int(minor), currency=amount.currency) if abs(minor) < MAX_MINOR else None


def line_amounts(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """Quantity times unit price must give the amount of a goods line when it does so on most lines of the paper.

    Where it does not on most, prices are without tax or a discount is taken off, and nothing is proved.
    """
    goods = named(fields, "goods") or named(fields, "rows")
    rows = goods.value if goods and isinstance(goods.value, tuple) else ()
    lines = [(expected, cell, row) for row in rows if (expected := line_amount(row)) and (cell := _amount_cell(row))]
    if not lines:
        return (unknown("line_amounts", FAMILY, "no goods line with quantity, unit price and amount was read"),)
    wrong = [(expected, cell, row) for expected, cell, row in lines if not _near(expected, cell.value)]
    if not wrong:
        return (
            made("line_amounts", FAMILY, True, f"quantity times price is the amount on all {len(lines)} lines", goods),
        )
    expected, cell, row = wrong[0]
    if len(wrong) * 2 > len(lines):
        return (unknown("line_amounts", FAMILY, "most lines have tax or a discount between price and amount"),)
    if cell.source is TextSource.OCR and min(one.confidence for one in row.cells) < SURE_CELL:
        return (unknown("line_amounts", FAMILY, f"{cell.value} was read with doubt, so {expected} proves nothing"),)
    detail = f"quantity times unit price gives {expected}, printed {cell.value}"
    return (made("line_amounts", FAMILY, False, detail, cell),)


def _amount_cell(row: TableRow) -> Field | None:
    return next((cell for cell in row.cells if cell.name in {"amount", "net"}), None)


def _near(expected: Money, value: object) -> bool:
    """Unit prices are printed rounded, so that a long line may differ by half a thousandth of it, or by one fen."""
    room = max(1, abs(expected.amount_minor) // 2000)
    return isinstance(value, Money) and abs(value.amount_minor - expected.amount_minor) <= room


def goods_sum(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """The amounts of all goods lines must add up to the total; freight or a discount below the lines says nothing."""
    goods, total = named(fields, "goods") or named(fields, "rows"), named(fields, "total_amount")
    rows = goods.value if goods and isinstance(goods.value, tuple) else ()
    cells = [_amount_cell(row) for row in rows]
    values = [cell.value for cell in cells if cell and isinstance(cell.value, Money)]
    if total is None or not isinstance(total.value, Money) or not rows or len(values) < len(rows):
        return (unknown("goods_sum", FAMILY, "the total and the amounts of all goods lines were not read"),)
    summed = Money(amount_minor=sum(value.amount_minor for value in values), currency=total.value.currency)
    if summed == total.value:
        return (made("goods_sum", FAMILY, True, f"{len(values)} goods lines add up to the total {total.value}", total),)
    return (unknown("goods_sum", FAMILY, f"goods lines add up to {summed}, the total is {total.value}"),)


def capitals_agree(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """The total in capitals must equal the total in digits."""
    words, digits = named(fields, "total_in_capitals"), named(fields, "total_amount")
    spelled = capital_money(str(words.value)) if words else None
    if spelled is None or digits is None or digits.raw == (words.raw if words else None):
        return (unknown("capitals_agree", FAMILY, "capital amount and digits were not both read"),)
    equal = spelled == digits.value
    word = "equals" if equal else "differs from"
    return (made("capitals_agree", FAMILY, equal, f"capital amount {spelled} {word} {digits.value} in digits", words),)


def rate_legal(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """Every printed rate must have been legal in China on the issue date."""
    issued, total = named(fields, "issue_date"), named(fields, "total_amount")
    rates = sorted(set(_rates(fields)))
    foreign = total is not None and isinstance(total.value, Money) and total.value.currency != "CNY"
    if not rates or issued is None or not isinstance(issued.value, date) or foreign:
        return (unknown("rate_legal", FAMILY, "no Chinese tax rate with an issue date was read"),)
    legal = legal_rates(issued.value)
    wrong = [rate for rate in rates if rate * 100 not in legal]
    shown = ", ".join(f"{rate * 100:.2f}".rstrip("0").rstrip(".") + "%" for rate in wrong or rates)
    words = "was no legal rate" if wrong else "was legal"
    return (made("rate_legal", FAMILY, not wrong, f"{shown} {words} on {issued.value}", issued),)


def _rates(fields: tuple[Field, ...]) -> Iterator[Decimal]:
    one, goods = named(fields, "tax_rate"), named(fields, "goods")
    cells = [cell for row in goods.value for cell in row.cells] if goods and isinstance(goods.value, tuple) else []
    for field in (one, *(cell for cell in cells if cell.name == "rate")):
        if field is not None and isinstance(field.value, Decimal):
            yield field.value


def legal_rates(issued: date) -> frozenset[Decimal]:
    """Legal rates in percent on that day; 0 for exempt, 1.5 for letting of homes."""
    high = (17, 11) if issued < _REFORM_2018 else (16, 10) if issued < _REFORM_2019 else (13, 9)
    relief = (1,) if _RELIEF[0] <= issued <= _RELIEF[1] else ()
    return frozenset(map(Decimal, (*high, 6, 5, 3, 0, *relief))) | {Decimal("1.5")}


def ofd_copies_agree(document: Document, _fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """The values in an OFD's data and those rendered on its page must be the same."""
    if document.data_source is not TextSource.OFD or not document.page_data:
        return (unknown("ofd_copies_agree", FAMILY, "not an OFD with a rendered copy of its values"),)
    shared = sorted(set(document.data) & set(document.page_data))
    wrong = [name for name in shared if not _same(document.data[name], document.page_data[name])]
    if not shared:
        return (unknown("ofd_copies_agree", FAMILY, "data and page of the OFD share no value"),)
    if not wrong:
        return (made("ofd_copies_agree", FAMILY, True, f"{len(shared)} values are the same in data and on the page"),)
    name = wrong[0]
    detail = f"{name} is {document.data[name]!r} in the data and {document.page_data[name]!r} on the page"
    return (made("ofd_copies_agree", FAMILY, False, detail),)


def _same(one: str, other: str) -> bool:
    """Equal as text, as amounts or as dates; blanks on either side prove nothing."""
    if not one.strip() or not other.strip() or compact(one) == compact(other):
        return True
    if any_date(one) is not None and any_date(one) == any_date(other):
        return True
    return money(one) is not None and money(one) == money(other)
