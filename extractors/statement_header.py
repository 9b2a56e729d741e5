"""What stands around the rows of a statement: whose account, which period, printed sums. Labels are data."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.find import Parser, Piece, Spot, behind, below, field_of, spots, to_the_right
from extractors.labels import Labels, load_labels
from extractors.page import Document, Page
from extractors.parse import full_width, money, normalise
from extractors.statement_values import statement_amount, statement_date
from uplift.types import Field, FieldValue, Money

_COUNT = re.compile(r"[0-9]+ ?笔(?:\([^)]*\))?[,:;]?|(?:笔数|数量)[:]?[0-9]+")
_DATES = re.compile(
    r"(?:19|20)[0-9]{2} ?[-/.年] ?[0-9]{1,2} ?[-/.月] ?[0-9]{1,2}日?|"
    r"(?<![0-9])(?:19|20)[0-9]{2}[01][0-9][0-3][0-9](?![0-9])"
)
_NAME_END = re.compile(
    r"[【\[{,，;；。:：|]|[(（](?![一-鿿]{2,8}[)）][一-鿿]{2})|身份证|证件|账号|帐号|卡号|账户|帐户|开户|币种|于20|在微信|在支付宝|在其|的支付宝|的微信|手机|"
    r"客户号| {2,}"
)
_ACCOUNT = re.compile(r"[0-9*xX×•·][0-9*xX×•· -]{6,}[0-9]")
_OTHERS = re.compile(r"对方|对手|收款|付款|交易对|本方开户")
_WIDE = 0.9  # certainty of a label found somewhere in a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Between which heights the rows of a page stand."""

    top: float
    bottom: float


def header_fields(document: Document, spans: Mapping[int, Span]) -> dict[str, Field]:
    """Account, period and sums as printed above the rows of the first page and below those of the last."""
    labels = load_labels("statement_header")
    above, around = _outside(document, spans, below_too=False), _outside(document, spans, below_too=True)
    found: dict[str, Field | None] = {
        "account_name": _near(above, "account_name", labels, account_name),
        "account_last4": _near(above, "account_number", labels, last_four, name="account_last4"),
        **_period(above, labels),
        "total_credit": _near(around, "total_credit", labels, printed_sum),
        "total_debit": _near(around, "total_debit", labels, printed_sum),
    }
    return {name: field for name, field in found.items() if field is not None}


def _outside(document: Document, spans: Mapping[int, Span], *, below_too: bool) -> Document:
    pages = tuple(_page_outside(page, spans.get(page.index), below_too) for page in document.pages)
    return replace(document, pages=pages if below_too else pages[:1])


def _page_outside(page: Page, span: Span | None, below_too: bool) -> Page:
    if span is None:
        return page
    kept = [
        line
        for line in page.lines
        if (line.box.top + line.box.bottom) / 2 < span.top or (below_too and line.box.top > span.bottom)
    ]
    return replace(page, lines=tuple(kept))


def _near(document: Document, label: str, labels: Labels, parse: Parser, name: str = "") -> Field | None:
    """The first value behind, beside or below one of the labels, best label first."""
    for synonym in labels[label]:
        for spot in spots(document, (synonym,)):
            field = None if _of_another(spot) else _value(spot, name or label, parse, labels["stop"])
            if field is not None:
                return field
    return None


def _of_another(spot: Spot) -> bool:
    """True when the label speaks of the other party (对方户名)."""
    return bool(_OTHERS.search(spot.text[max(0, spot.start - 4) : spot.start]))


def _value(spot: Spot, name: str, parse: Parser, stops: tuple[str, ...]) -> Field | None:
    for piece in _pieces(spot, stops):
        value = parse(piece.text)
        if value is not None:
            return field_of(name, piece, value)
    return None


def _pieces(spot: Spot, stops: tuple[str, ...]) -> Iterator[Piece]:
    """Behind the label; else, when nothing stands behind it, the cell beside it, then the one below."""
    found = list(behind(spot))
    yield from found
    if not found and spot.end >= len(spot.text.rstrip(" :")):
        for line, certainty in ((to_the_right(spot), 0.95), (below(spot), 0.8)):
            if line is not None and not _starts_label(normalise(line.text), stops):
                confidence = line.confidence * certainty
                yield Piece(text=normalise(line.text), page=spot.page, box=line.box, confidence=confidence)


def _starts_label(text: str, stops: tuple[str, ...]) -> bool:
    return any(text.startswith(stop) for stop in stops)


def account_name(text: str) -> str | None:
    """The holder's name as printed, stars included: 2-60 characters, without what follows it on the line."""
    flat = normalise(text).strip(" :[]()【】_-")
    flat = _NAME_END.split(flat)[0].strip(" :[]-_")
    letters = re.findall(r"[^\W\d_]|[*]", flat)
    named = 2 <= len(flat) <= 60 and len(letters) >= 2 and not _is_label(flat)
    return full_width(flat) if named else None


def _is_label(text: str) -> bool:
    return text in load_labels("statement_header")["stop"] or text.endswith(("日期", "时间", "明细"))


def last_four(text: str) -> str | None:
    """The last four digits of an account or card number, stars before them allowed."""
    flat = normalise(text)
    match = _ACCOUNT.search(flat)
    if match is None:
        short = re.fullmatch(r"\(?([0-9]{4})\)?", flat) or re.search(r"尾号:? ?\(?([0-9]{4})(?![0-9])", flat)
        return short[1] if short else None
    digits = re.sub("[ -]", "", match.group())
    return digits[-4:] if digits[-4:].isdigit() else None


def printed_sum(text: str) -> Money | None:
    """The amount of ``1笔 28.50元`` or ``236,500.00``; never negative."""
    flat = _COUNT.sub(" ", normalise(text)).strip(" ,:;")
    first = re.match(r"[¥+-]? ?[0-9][0-9,]*(?:\.[0-9]{1,2}(?![0-9]))?(?: ?元)?", flat)
    misread = re.match(r"[¥+-]? ?[0-9]{1,3}(?:[.,][0-9]{3})+[.,][0-9]{2}(?![0-9])", flat)  # 196.251.44
    found = statement_amount(misread.group()) if misread else money(first.group()) if first else None
    return None if found is None else Money(amount_minor=abs(found.amount_minor))


def dates_in(text: str) -> list[date]:
    """Every full date of the text, left to right."""
    found = (statement_date(match.group()) for match in _DATES.finditer(normalise(text)))
    return [day for day in found if day is not None]


def _period(document: Document, labels: Labels) -> dict[str, Field | None]:
    """Both ends of the printed period: behind one label, or each behind its own."""
    both = _two_dates(document, labels)
    if both:
        return both
    ends = {name: _near(document, name, labels, _first_date) for name in ("period_start", "period_end")}
    return ends if all(ends.values()) else _any_two_dates(document)


def _first_date(text: str) -> FieldValue:
    return next(iter(dates_in(text)), None)


def _two_dates(document: Document, labels: Labels) -> dict[str, Field | None]:
    for synonym in labels["period"]:
        for spot in spots(document, (synonym,)):
            for piece in _pieces(spot, labels["stop"]):
                found = _ends(piece) or _ends(_with_second_day(spot, piece))
                if found:
                    return found
    return {}


def _with_second_day(spot: Spot, piece: Piece) -> Piece:
    """The piece with the cell beside it, where that goes on with a stroke and the last day."""
    beside = to_the_right(spot)
    if beside is None or not re.match("[-–—~至到]", normalise(beside.text)) or normalise(beside.text) == piece.text:
        return piece
    return replace(piece, text=f"{piece.text}{normalise(beside.text)}")


def _any_two_dates(document: Document) -> dict[str, Field | None]:
    """A line with two dates parted by 至, ~ or a stroke is the period, whatever it is called."""
    for page in document.pages:
        for line in page.lines:
            text = normalise(line.text)
            if len(text) <= 80 and re.search("至|到|~|—|--| - |(?<=[0-9日])[-–]? ?(?=20[0-9]{2})", text):
                found = _ends(Piece(text=text, page=page, box=line.box, confidence=line.confidence * _WIDE))
                if found:
                    return found
    return {}


def _ends(piece: Piece) -> dict[str, Field | None]:
    days = dates_in(piece.text)
    if len(days) < 2 or days[0] > days[1]:
        return {}
    return {
        name: field_of(name, piece, day) for name, day in zip(("period_start", "period_end"), days[:2], strict=True)
    }


def ends_of_rows(days: Sequence[Field]) -> dict[str, Field]:
    """First and last day of the rows as the period of a statement that prints none; `raw` says so."""
    dated = [(field.value, field) for field in days if isinstance(field.value, date)]
    if not dated:
        return {}
    first, last = min(dated, key=lambda pair: pair[0])[1], max(dated, key=lambda pair: pair[0])[1]
    return {
        "period_start": replace(first, name="period_start", raw=f"first row: {first.raw}"),
        "period_end": replace(last, name="period_end", raw=f"last row: {last.raw}"),
    }
