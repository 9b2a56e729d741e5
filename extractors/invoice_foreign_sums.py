"""Net, tax and total of invoices from abroad: labels, rows that close, and taxes printed rate by rate."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from extractors.extractor import SecondOpinion
from extractors.find import Piece, Spot, behind, below, field_of, row_of, spots
from extractors.invoice_amounts import Beside, closes, completed, settle
from extractors.labels import Labels, pattern_of
from extractors.page import Document, Page, TextLine
from extractors.parse import amounts, currency_of, money, normalise
from extractors.repair import Witness
from uplift.types import Field, Money

_PERCENT = re.compile(r"(?<![0-9])(?<![0-9][.,])([0-9]{1,2}(?:[.,][0-9]{1,2})?) ?%")
_BARE = re.compile(r"[0-9]{1,2}(?:[.,][0-9]{1,2})?")
_HIGHEST = 28  # percent; no sales tax is higher
_MAX_ROWS = 60  # rows with a percentage that are looked at on one page
_ROW = 0.9  # line heights by which the end of a row may stand higher or lower than its beginning
_FAR = 14  # line heights between a tax and its total
_MAX_RATES = 5  # of one invoice
_MAX_PRINTED = 400  # amounts of one file that are compared

Taxed = tuple[Decimal, Field, Field]  # rate, base, tax


def read_sums(
    document: Document, labels: Labels, currency: str, second_opinion: SecondOpinion | None
) -> tuple[Field, ...]:
    """Net, tax and total, as far as they were read or follow from what was."""
    taxed = _taxed(document, currency)
    groups = _amount_candidates(document, labels, currency)
    if (both := _added_up(taxed)) is not None:
        for group, field in zip(groups, both, strict=False):
            group.insert(0, field)
    witnesses = _printed(document, currency)
    beside = Beside(witnesses={"net_amount": witnesses, "total_amount": witnesses}, rates=rates(document))
    found = completed(_near_total(settle(groups, Beside(), document, second_opinion)), beside)
    return _untaxed(document, labels, found)


def _near_total(found: tuple[Field, ...]) -> tuple[Field, ...]:
    """Without a tax that nothing confirms and that stands far from the total, in the head of a table."""
    read = {field.name: field for field in found}
    tax, total = read.get("tax_amount"), read.get("total_amount")
    if tax is None or total is None or "net_amount" in read or tax.box is None or total.box is None:
        return found
    far = total.box.top - tax.box.top > _FAR * (total.box.bottom - total.box.top)
    return tuple(field for field in found if field is not tax) if far or tax.page != total.page else found


def rates(document: Document) -> tuple[Decimal, ...]:
    """Percentages of the pages that may be a sales tax, as shares, in reading order."""
    texts = (normalise(line.text) for page in document.pages for line in page.lines)
    found = (Decimal(match.replace(",", ".")) for text in texts for match in _PERCENT.findall(text))
    return tuple(dict.fromkeys(rate / 100 for rate in found if 0 < rate <= _HIGHEST))


def _printed(document: Document, currency: str) -> list[Witness]:
    """Every amount of the pages as a witness: what arithmetic gives is believed when it also stands somewhere."""
    values = [value for page in document.pages for line in page.lines for value in amounts(line.text, currency)]
    return [Witness(says="an amount printed on the page", value=value) for value in values[:_MAX_PRINTED]]


def _taxed(document: Document, currency: str) -> list[Taxed]:
    """Rows that print a rate, a base and the tax it gives; each rate with each base once."""
    found: dict[tuple[Decimal, Money], Taxed] = {}
    for page in document.pages:
        for line in [line for line in page.lines if _PERCENT.search(normalise(line.text)) or _is_bare(line)][
            :_MAX_ROWS
        ]:
            for rate, base, tax in _of_row(page, _around(page, line), currency):
                assert isinstance(base.value, Money)
                found.setdefault((rate, base.value), (rate, base, tax))
    return list(found.values())[:_MAX_RATES]


def _is_bare(line: TextLine) -> bool:
    return bool(_BARE.fullmatch(normalise(line.text)))


def _around(page: Page, line: TextLine) -> list[TextLine]:
    """The row of a line and its close neighbours, for a slanted photo: only what multiplies out is taken from it."""
    height, middle = line.box.bottom - line.box.top, (line.box.top + line.box.bottom) / 2
    near = [one for one in page.lines if abs((one.box.top + one.box.bottom) / 2 - middle) < height * _ROW]
    return sorted(near, key=lambda one: one.box.left)


def _of_row(page: Page, row: Sequence[TextLine], currency: str) -> Iterator[Taxed]:
    values = [(line, value) for line in row for value in amounts(line.text, currency)]
    text = " ".join(normalise(line.text) for line in row)
    # zzgl.7 % may be read as zzg1.7 %: what stands behind the point is tried too, and must multiply out
    percents = [part for match in _PERCENT.findall(text) for part in (match, re.split("[.,]", match)[-1])] or [
        line.text for line in row if _is_bare(line)
    ]
    for percent in percents:
        rate = Decimal(normalise(percent).replace(",", ".")) / 100
        for base_line, base in values:
            for tax_line, tax in values:
                if 0 < rate * 100 <= _HIGHEST and tax.amount_minor and base is not tax and _gives(base, rate, tax):
                    yield (
                        rate,
                        _placed("net_amount", page, base_line, base),
                        _placed("tax_amount", page, tax_line, tax),
                    )


def _gives(base: Money, rate: Decimal, tax: Money) -> bool:
    expected = (base.amount_minor * rate).to_integral_value(rounding=ROUND_HALF_UP)
    return abs(expected - tax.amount_minor) <= 1 and abs(tax.amount_minor) > 1


def _placed(name: str, page: Page, line: TextLine, value: Money) -> Field:
    return field_of(name, Piece(text=line.text, page=page, box=line.box, confidence=line.confidence * 0.9), value)


def _added_up(taxed: Sequence[Taxed]) -> tuple[Field, Field] | None:
    """Net and tax added up over several rates; None for a single one, whose numbers stand on the page."""
    if len({rate for rate, _, _ in taxed}) < 2:
        return None
    return _sum([base for _, base, _ in taxed]), _sum([tax for _, _, tax in taxed])


def _sum(fields: Sequence[Field]) -> Field:
    values = [field.value for field in fields if isinstance(field.value, Money)]
    total = Money(amount_minor=sum(value.amount_minor for value in values), currency=values[0].currency)
    shown = " and ".join(str(value) for value in values)
    return replace(
        fields[0], value=total, raw=" + ".join(field.raw for field in fields),
        confidence=min(field.confidence for field in fields), repair=f"Printed rate by rate, {shown}; added up here.",
    )  # fmt: skip


def _untaxed(document: Document, labels: Labels, found: tuple[Field, ...]) -> tuple[Field, ...]:
    """The net amount of an invoice that says it bears no tax: its total."""
    names = {field.name for field in found}
    if names != {"total_amount"} or not pattern_of(labels["untaxed"]).search(normalise(document.text)):
        return found
    sentence = "No tax is printed and the paper says it bears none, so the net amount is the total."
    return (replace(found[0], name="net_amount", confidence=found[0].confidence * 0.8, repair=sentence), *found)


def _amount_candidates(document: Document, labels: Labels, currency: str) -> tuple[list[Field], ...]:
    groups: tuple[list[Field], ...] = ([], [], [])
    for triple in _rows_that_close(document, currency):
        for group, field in zip(groups, triple, strict=True):
            group.append(field)
    for group, name in zip(groups, ("net_amount", "tax_amount", "total_amount"), strict=True):
        group[:0] = _labelled(document, name, labels[name], currency)
    return groups


def _labelled(document: Document, name: str, labels: tuple[str, ...], currency: str) -> list[Field]:
    """Per label the last amount of its row; the foot of the last page counts before the head of the first."""
    fields: list[Field] = []
    for label in labels:
        for spot in reversed(spots(document, (label,))):
            fields += _amounts_at(spot, name, currency)
    return _distinct(fields)


def _distinct(fields: Sequence[Field]) -> list[Field]:
    """The first field of each value, so that repeated numbers do not crowd out others."""
    return list({field.value: field for field in reversed(fields)}.values())[::-1]


def _amounts_at(spot: Spot, name: str, currency: str) -> list[Field]:
    """Amounts on the label's row, the last first; without one, those of the cell below."""
    row = [line for line in row_of(spot.page, spot.box) if line.box.left >= spot.line.box.right - 2]
    near = list(behind(spot)) + [
        Piece(text=line.text, page=spot.page, box=line.box, confidence=line.confidence * 0.95) for line in row
    ]
    found = [field_of(name, piece, value) for piece in near for value in _amounts(piece.text, currency)]
    under = below(spot)
    if found or under is None:
        return found[::-1]
    piece = Piece(text=under.text, page=spot.page, box=under.box, confidence=under.confidence * 0.8)
    return [field_of(name, piece, value) for value in _amounts(under.text, currency)]


def _amounts(text: str, currency: str) -> tuple[Money, ...]:
    """Amounts with two decimals, else one whole amount that names its currency."""
    found = amounts(text, currency)
    if found:
        return found
    plain = re.sub(r"\(?[0-9]+(?:[.,][0-9]+)? ?%\)?", "", normalise(text))
    whole = money(plain, currency) if currency_of(plain) else None
    return () if whole is None else (whole,)


def _rows_that_close(document: Document, currency: str) -> Iterator[tuple[Field, Field, Field]]:
    """Rows that print net, tax and total side by side."""
    for page in reversed(document.pages):
        for line in reversed(page.lines):
            row = row_of(page, line.box)
            values = [(other, value) for other in row for value in amounts(other.text, currency)]
            for place in range(len(values) - 2):
                three = values[place : place + 3]
                if line is row[0] and three[1][1].amount_minor and closes(*(value for _, value in three)):
                    yield _three(three, page_of=Piece(text="", page=page, box=line.box, confidence=0.9))


def _three(values: Sequence[tuple[TextLine, Money]], page_of: Piece) -> tuple[Field, Field, Field]:
    names = ("net_amount", "tax_amount", "total_amount")
    net, tax, total = (
        field_of(name, Piece(text=line.text, page=page_of.page, box=line.box, confidence=line.confidence * 0.9), value)
        for name, (line, value) in zip(names, values, strict=True)
    )
    return net, tax, total
