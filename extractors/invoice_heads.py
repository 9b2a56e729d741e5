"""Code, number, date and check code of a Chinese invoice: behind their labels, else by where and how they are printed.

Paper forms print the code large at the top left and the number at the top right, and the printer repeats both small
at the edge. A value that stands twice on the paper, or has the legal form of its kind, comes before one that does not.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from extractors.find import Piece, field_of, first_anywhere, pieces, row_of, spots, value_after
from extractors.labels import Labels
from extractors.page import Document, Page, TextLine
from extractors.parse import check_code, chinese_date, compact, digits_repaired, invoice_code, invoice_number, normalise
from uplift.types import Field

_HEAD_SHARE = 0.36  # of the page height: code, number and date stand above this
_UNLABELLED = 0.8  # certainty of a value that only its form and place tell
_NUMBER_MARK = r"(?:[N№][O0oº°gq]?[.:。]?)"
_TOKEN = re.compile(
    rf"(?<![0-9A-Za-z]){_NUMBER_MARK}? ?([0-9OoIl|]{{8}}|[0-9OoIl|]{{10}}|[0-9OoIl|]{{12}}|[0-9]{{20}})(?![0-9A-Za-z])"
)
_OTHERS = re.compile("机器编号|机打号|校验码|识别号|电话|账号|帐号|税号|信用代码")
_REGION = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]|9[1-5]")


def read_heads(document: Document, labels: Labels) -> tuple[Field | None, ...]:
    """Number, code, date and check code; None for what was not found."""
    issued = value_after(document, "issue_date", labels["issue_date"], chinese_date)
    return (
        _number(document, labels),
        _code(document, labels),
        issued or first_anywhere(document, "issue_date", _worded_date),
        value_after(document, "check_code", labels["check_code"], check_code) or _lone_check_code(document),
    )


def _lone_check_code(document: Document) -> Field | None:
    """Four groups of five digits in the head, on forms whose labels are no text."""
    for page in document.pages[:1]:
        for line in page.lines:
            text = normalise(line.text)
            if line.box.top < page.height * _HEAD_SHARE and re.fullmatch("(?:[0-9]{5} ){3}[0-9]{5}", text):
                piece = Piece(text=line.text, page=page, box=line.box, confidence=line.confidence * _UNLABELLED)
                return field_of("check_code", piece, text.replace(" ", ""))
    return None


def _number(document: Document, labels: Labels) -> Field | None:
    labelled = _labelled(document, labels["invoice_number"], "invoice_number")
    loose = [field for field in _loose(document, "invoice_number") if len(str(field.value)) in (8, 20)]
    return _best([*labelled, *loose], lambda value: len(value) in (8, 20))


def _code(document: Document, labels: Labels) -> Field | None:
    labelled = _labelled(document, labels["invoice_code"], "invoice_code")
    loose = [field for field in _loose(document, "invoice_code") if legal_code(str(field.value))]
    return _best([*labelled, *loose], legal_code)


def legal_code(code: str) -> bool:
    """True when the digits can be an invoice code: a region of China in its place, 10 or 12 digits."""
    if len(code) == 10:
        return bool(_REGION.match(code))
    return len(code) == 12 and (code[0] == "1" or (code[0] == "0" and bool(_REGION.match(code[1:]))))


def _best(found: list[Field], legal: Callable[[str], bool]) -> Field | None:
    """The first labelled value that is legal or printed twice; the order of finding decides the rest."""
    times = Counter(str(field.value) for field in found)
    order = sorted(found, key=lambda field: (not legal(str(field.value)), -min(times[str(field.value)], 2)))
    return order[0] if order else None


def _labelled(document: Document, labels: tuple[str, ...], name: str) -> list[Field]:
    parser = invoice_number if name == "invoice_number" else invoice_code
    found = []
    for label in labels:
        for spot in spots(document, (label,)):
            for piece in pieces(spot):
                value = parser(_own_part(piece.text))
                if value is not None:
                    found.append(field_of(name, piece, value))
                    break
        if found:
            break
    return found


def _own_part(text: str) -> str:
    """What stands before the label of another number on the same line."""
    other = re.search("机器编号|校验码|开票日期|发票号码|发票代码", normalise(text))
    return normalise(text)[: other.start()] if other and other.start() else text


def _loose(document: Document, name: str) -> Iterator[Field]:
    """Numbers of the head of the first page that stand by themselves."""
    for page in document.pages[:1]:
        for line in page.lines:
            if line.box.top < page.height * _HEAD_SHARE and not _of_another(page, line):
                yield from _tokens(page, line, name)


def _tokens(page: Page, line: TextLine, name: str) -> Iterator[Field]:
    text = normalise(line.text)
    for match in _TOKEN.finditer(text):
        value = digits_repaired(match[1])
        piece = Piece(text=match[1], page=page, box=line.box, confidence=line.confidence * _UNLABELLED)
        if len(compact(text)) - len(value) <= len("第三联发票联购"):
            yield field_of(name, piece, value)


def _of_another(page: Page, line: TextLine) -> bool:
    """True when the line, or what stands to its left on the row, says that the number is something else."""
    before = [other.text for other in row_of(page, line.box) if other.box.left < line.box.left]
    return bool(_OTHERS.search(normalise(line.text)) or (before and _OTHERS.search(normalise(before[-1]))))


def _worded_date(text: str) -> date | None:
    return chinese_date(text) if re.search("年.*月", text) else None
