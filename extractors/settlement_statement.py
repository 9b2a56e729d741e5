"""Settlement statements (对账单, 结算单) between two firms, of freight, and of a platform for a merchant.

`total_amount` is what the payer owes for the period itself: old debts carried over, and what is left after payments,
are printed beside it on many statements and are not it.

Who pays whom is read from words: 收款 and 付款, 供应商 and 客户, 承运 and 托运. A statement that names only one side
was made by the other, whose name stands in its head.
"""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from functools import cache

from extractors.checks.arithmetic import capitals_agree, goods_sum, line_amounts
from extractors.checks.dates import date_order
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.extractor import Extractor, SecondOpinion
from extractors.find import Piece, field_of, pieces, spots, value_after
from extractors.goods import Table
from extractors.labels import Labels, load_labels, pattern_of
from extractors.letterhead import issuer
from extractors.page import Document
from extractors.parse import chinese_date, normalise
from extractors.trade_paper import first_party, goods, goods_field, goods_table, party, present, totals
from uplift.types import EvidenceKind, Field

_DATE = re.compile(r"(?:19|20)[0-9]{2} ?(?:[年./-] ?[0-9]{1,2} ?[月./-] ?[0-9]{1,2} ?日?|[01][0-9][0-3][0-9](?![0-9]))")
_DAY = re.compile(r"(?:至|到|~|-|—+|–) ?(?:([0-9]{1,2}) ?[月./-] ?)?([0-9]{1,2}) ?日?$")
_MONTH = re.compile(r"(?<![0-9])(20[0-9]{2}) ?[年./-] ?(1[0-2]|0?[1-9]) ?(?:月份?|$)(?! ?[0-9])")
_BY_PLACE = 0.8  # certainty of a side that no word names


def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Fields of the catalogue, with the statement's rows and the total in capitals where they are printed."""
    labels = load_labels("settlement_statement")
    table = _table()
    rows = goods(document, second_opinion, table)
    return present(
        *_sides(document, labels),
        *_period(document, labels),
        *totals(document, labels, rows, second_opinion, table),
        goods_field(rows, "rows"),
    )


@cache
def _table() -> Table:
    """The table of goods; rows without goods are named by what stands for them."""
    goods_of, rows = goods_table(), load_labels("settlement_statement")["row_name"]
    return replace(goods_of, columns={**goods_of.columns, "name": goods_of.columns["name"] + rows})


def _sides(document: Document, labels: Labels) -> tuple[Field | None, Field | None]:
    """Payer and payee; the one that no word names is the firm in the head, or the one the paper is sent to."""
    payer, payee = (first_party(document, name, labels) for name in ("payer_name", "payee_name"))
    if payer is None or payee is None:
        sent_to = first_party(document, "sent_to", labels)
        wanted = "payee_name" if pattern_of(labels["we_owe"]).search(normalise(document.text)) else "payer_name"
        if sent_to is not None and wanted == "payer_name":
            payer = payer or _as(sent_to, wanted)
        elif sent_to is not None:
            payee = payee or _as(sent_to, wanted)
    if payer is None and payee is None:
        payee = _account_holder(document, labels, payer)
    if payer is None and payee is not None:
        payer = _maker(document, labels, "payer_name", payee)
    return payer, payee or _maker(document, labels, "payee_name", payer) or _account_holder(document, labels, payer)


def _maker(document: Document, labels: Labels, name: str, other: Field | None) -> Field | None:
    """Who made the statement: named after 我司, or in the head alone."""
    named = value_after(document, name, labels["sent_by"], party, labels["stop"])
    if named is not None and (other is None or named.value != other.value):
        return named
    return issuer(document, name, labels["title"], (str(other.value),) if other else ())


def _account_holder(document: Document, labels: Labels, payer: Field | None) -> Field | None:
    """Whose account the money is to go to; that is never the payer."""
    holder = value_after(document, "payee_name", labels["account_holder"], party, labels["stop"])
    return holder if holder is not None and (payer is None or holder.value != payer.value) else None


def _as(field: Field, name: str) -> Field:
    return replace(field, name=name, confidence=round(field.confidence * _BY_PLACE, 4))


def _period(document: Document, labels: Labels) -> tuple[Field, ...]:
    """First and last day: beside their label, from two labels, or the month that the paper names."""
    for label in labels["period"]:
        for spot in spots(document, (label,)):
            for piece in pieces(spot, labels["stop"]):
                found = _ends(piece)
                if found:
                    return found
    start = value_after(document, "period_start", labels["period_start"], chinese_date, labels["stop"])
    end = value_after(document, "period_end", labels["period_end"], chinese_date, labels["stop"])
    if start is not None or end is not None:
        return tuple(field for field in (start, end) if field is not None)
    return _any_span(document) or _titled_month(document, labels)


def _ends(piece: Piece) -> tuple[Field, ...]:
    start, end = span(piece.text)
    if start is None or end is None:
        return ()
    return field_of("period_start", piece, start), field_of("period_end", piece, end)


def span(text: str) -> tuple[date | None, date | None]:
    """First and last day of a text: two dates, a date and a day (``2026年1月1日-31日``), or a whole month."""
    flat = normalise(text)
    found = [day for match in _DATE.finditer(flat) if (day := chinese_date(match.group())) is not None]
    if len(found) >= 2:
        return found[0], found[1]
    if len(found) == 1:
        return found[0], _short_end(flat, found[0])
    match = _MONTH.search(flat)
    return month_of(int(match[1]), int(match[2])) if match else (None, None)


def _short_end(flat: str, start: date) -> date | None:
    match = _DAY.search(flat[next(_DATE.finditer(flat)).end() :])
    if match is None:
        return None
    return chinese_date(f"{start.year}-{match[1] or start.month}-{match[2]}")


def month_of(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _any_span(document: Document) -> tuple[Field, ...]:
    """The first line that holds two dates joined by a word for until."""
    for page in document.pages[:1]:
        for line in page.lines:
            flat = normalise(line.text)
            if len(_DATE.findall(flat)) == 2 and re.search(r"(?:至|到|~|—|–|日?-|止)", flat):
                return _ends(Piece(text=flat, page=page, box=line.box, confidence=line.confidence * _BY_PLACE))
    return ()


def _titled_month(document: Document, labels: Labels) -> tuple[Field, ...]:
    """``2026年10月份对账单``: the month in the title's line, or on a line that is nothing but a month."""
    for page in document.pages[:1]:
        for line in page.lines:
            flat = normalise(line.text)
            match = _MONTH.search(flat)
            if match and (pattern_of(labels["title"]).search(flat) or match.group() == flat):
                piece = Piece(text=match.group(), page=page, box=line.box, confidence=line.confidence * _BY_PLACE)
                return _ends(piece)
    return ()


EXTRACTOR = Extractor(
    kind=EvidenceKind.SETTLEMENT_STATEMENT,
    version="1",
    required=("payer_name", "payee_name", "total_amount"),
    extract=extract,
    checks=(line_amounts, goods_sum, capitals_agree, date_order, pdf_history, editor_software),
)
