"""Rows of wallet apps' bill lists (screenshots): no table, each bill a block with its amount on the right. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.find import part_box
from extractors.page import Page, TextLine
from extractors.parse import normalise
from extractors.statement_columns import Cell, RawRow
from extractors.statement_level import Placed, line_height, placed_lines
from extractors.statement_values import statement_date
from uplift.types import TextSource

FEWEST = 3  # bills that make a list
_RIGHT = 0.62  # of the page width, left of which no amount of a bill ends
_AMOUNT = re.compile(r"[-+−–—]? ?[¥￥]? ?[0-9][0-9,]*\.[0-9]{2}")
_BEHIND = re.compile(r"(?<=[^0-9,¥+-])\s*([-+−–] ?[¥￥]? ?[0-9][0-9,]*\.[0-9]{2})$")
_MONTH = re.compile(r"(?<![0-9])(20[0-9]{2}) ?(?:年|[-/.]) ?([01]?[0-9]) ?月?(?![0-9])")
_BARE_MONTH = re.compile(r"^([01]?[0-9])月(?![0-9])")
_DAY = re.compile(r"(?:(20[0-9]{2})[-/.年])?([01]?[0-9])(?:[-/.]|月)([0-3]?[0-9])日?(?: ?[0-9]{1,2}:[0-9]{2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRows:
    """The bills of one page and between which heights they stand."""

    rows: tuple[RawRow, ...]
    top: float
    bottom: float


def list_rows(page: Page, year: int | None = None) -> ListRows | None:
    """The bills of a page; None when fewer than three amounts stand at its right. `year` is the page before's."""
    lines = [part for line in placed_lines(page) for part in _parted(line)]
    amounts = [line for line in lines if _is_amount(line, page.width)]
    signed = [line for line in amounts if normalise(line.line.text)[0] in "+-−–—"]
    if len(amounts) < FEWEST or len(signed) < len(amounts) / 2:
        return None
    rows = tuple(_rows(page, lines, amounts, year))
    top = min(line.line.box.top for line in amounts)
    return ListRows(rows=rows, top=top, bottom=max(line.line.box.bottom for line in amounts))


def _parted(line: Placed) -> list[Placed]:
    """A long name that was read as one line with its amount is parted from it."""
    text = normalise(line.line.text)
    match = _BEHIND.search(text)
    if match is None:
        return [line]
    ends = ((0, match.start(1)), (match.start(1), len(text)))
    shift = line.left - line.line.box.left
    boxes = [part_box(line.line, start, end) for start, end in ends]
    return [
        replace(
            line,
            line=TextLine(text=text[start:end], box=box, confidence=line.line.confidence),
            left=box.left + shift,
            right=box.right + shift,
        )
        for (start, end), box in zip(ends, boxes, strict=True)
    ]


def _is_amount(line: Placed, width: int) -> bool:
    return bool(_AMOUNT.fullmatch(normalise(line.line.text))) and line.right > _RIGHT * width


def _rows(page: Page, lines: Sequence[Placed], amounts: Sequence[Placed], year: int | None) -> Iterator[RawRow]:
    height = line_height(lines)
    for place, amount in enumerate(amounts):
        start = amount.middle - height
        end = amounts[place + 1].middle - height if place + 1 < len(amounts) else amount.middle + 6 * height
        block = [line for line in lines if start <= line.middle < end and line is not amount]
        year = _year_above(lines, amount, year)
        yield _row(page, amount, [line for line in block if not _heads_month(line)], year)


def _year_above(lines: Sequence[Placed], amount: Placed, year: int | None) -> int | None:
    """The year of the last month heading above the amount."""
    found = [match for line in lines if line.middle < amount.middle and (match := _heading(line))]
    return int(found[-1][1]) if found else year


def _heading(line: Placed) -> re.Match[str] | None:
    match = _MONTH.search(normalise(line.line.text))
    return match if match and _heads_month(line) else None


def _heads_month(line: Placed) -> bool:
    """True for ``2026年10月`` with or without its sums, not for a bill's own date."""
    text = normalise(line.line.text)
    if statement_date(text) is not None:
        return False
    return bool(_MONTH.match(text) or _BARE_MONTH.match(text)) or bool(re.match("(?:支出|收入) ?[¥￥]", text))


def _row(page: Page, amount: Placed, block: Sequence[Placed], year: int | None) -> RawRow:
    ordered = sorted(block, key=lambda line: line.middle)
    dated = next((line for line in ordered if _DAY.fullmatch(normalise(line.line.text))), None)
    words = [line for line in ordered if line is not dated and re.search(r"[^\W\d_]", normalise(line.line.text))]
    row = {"amount": _cell(page, amount), "flag": _flag(_cell(page, amount))}
    if dated is not None:
        row["date"] = _with_year(_cell(page, dated), year)
    if words:
        row["counterparty"] = _cell(page, words[0])
    if len(words) > 1:
        row["summary"] = _cell(page, words[1])
    return row


def _flag(amount: Cell) -> Cell:
    """The sign before an amount as a flag; without one the app counts the bill as neither."""
    sign = normalise(amount.text)[:1]
    return replace(amount, text="-" if sign in "-−–—" else "+" if sign == "+" else "/")


def _with_year(cell: Cell, year: int | None) -> Cell:
    """The date of a bill with the year of its heading before it, as the screen means it."""
    match = _DAY.fullmatch(normalise(cell.text))
    if match is None or match[1] or year is None:
        return cell
    text = f"{year}-{int(match[2]):02d}-{int(match[3]):02d}"
    return Cell(text=text, confidence=cell.confidence * 0.98, source=cell.source, page=cell.page, box=cell.box)


def _cell(page: Page, line: Placed) -> Cell:
    source = page.source if page.source is not TextSource.NONE else TextSource.OCR
    return Cell(
        text=line.line.text.strip(), confidence=line.line.confidence, source=source, page=page.index, box=line.line.box
    )
