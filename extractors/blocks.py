"""Values that run over several lines: an address or a scope of business under its first line.

The distance between lines is measured from the block itself, not fixed: forms are set with anything from solid to
double spacing, and a photo of a curved page stretches them. A line belongs to the block when it stands in the block's
own column, no further down than the lines before it lead to expect, and neither is a label nor stands behind one.
"""

from extractors.find import RIGHT, Parser, Piece, Spot, behind, field_of, pieces, row_of, spots, to_the_right
from extractors.labels import pattern_of
from extractors.page import Document, TextLine
from extractors.parse import normalise
from uplift.types import Box, Field

_MAX_LINES = 16
_FIRST_GAP = 1.25  # of the line height: the widest space between the first and the second line
_SAME_GAP = (1.5, 0.35)  # times the space before, plus line heights: the widest space between later lines
_OVERLAP = 0.5  # of the line height that the boxes of two lines may overlap, as padded boxes of OCR do
_MARGIN = 1.8  # of the line height that lines of one column may begin apart
_LONGER = 2.5  # of the line height by which a line may be longer than the one it continues: a sign that did not fit
_WORD_GAP = 1.2  # of the line height between two parts of one line that OCR took apart
_TOUCHING = 0.2  # of the line height between lines that belong together without further signs
_UP_GAP = 0.7  # of the line height between a line and the one above it, where the label stands beside their middle


def block_after(
    document: Document,
    name: str,
    labels: tuple[str, ...],
    stops: tuple[str, ...],
    accept: Parser,
    others: tuple[str, ...] = (),
) -> Field | None:
    """The first block near the best label that `accept` takes; its first line alone when it does not take the whole.

    `stops` are labels that end a value wherever they stand; `others` are further labels of the form, which tell that
    what stands behind one of them is another value.
    """
    for label in labels:
        for spot in spots(document, (label,)):
            field = block_at(spot, name, stops, accept, others)
            if field is not None:
                return field
    return None


def block_at(
    spot: Spot, name: str, stops: tuple[str, ...], accept: Parser, others: tuple[str, ...] = ()
) -> Field | None:
    """The block near one label that `accept` takes."""
    for piece in (*_centred(spot, stops), *pieces(spot, stops)):
        for candidate in (continued(spot, piece, stops, others), piece):
            value = accept(candidate.text)
            if value is not None:
                return field_of(name, candidate, value)
    return None


def _centred(spot: Spot, stops: tuple[str, ...]) -> tuple[Piece, ...]:
    """The upper of two lines behind a label that stands beside the gap between them, on the row of neither."""
    if to_the_right(spot) is not None or any(behind(spot, stops)):
        return ()
    box, height = spot.box, spot.box.bottom - spot.box.top
    beside = [
        line
        for line in spot.page.lines
        if 0.2 * height < min(line.box.bottom, box.bottom) - max(line.box.top, box.top)
        and 0 < line.box.left - box.right < 12 * height
        and _up_to_label(line, stops)[0]
    ]
    line = min(beside, key=lambda line: line.box.top, default=None)
    if line is None:
        return ()
    return (Piece(text=normalise(line.text), page=spot.page, box=line.box, confidence=line.confidence * RIGHT),)


def continued(spot: Spot, piece: Piece, stops: tuple[str, ...], others: tuple[str, ...] = ()) -> Piece:
    """The piece with the rest of its line and the lines that follow it in its own column, up to the next label."""
    labels = (*stops, *others)
    first = _row_end(spot, piece, piece.box, stops)
    column, gap, last = first.box, None, first.box
    for _ in range(_MAX_LINES):
        line = _next_line(spot, column, last, gap, stops, labels)
        if line is None:
            break
        text, ended = _up_to_label(line, stops)
        nearer = max(0.0, line.box.top - last.bottom)
        gap = nearer if gap is None else max(gap, nearer)
        last = _ended(line.box, text, line)
        part = Piece(text=text, page=piece.page, box=last, confidence=line.confidence)
        first = _joined(first, part if ended else _row_end(spot, part, last, stops))
        if ended:
            break
    return _upwards(spot, first, column, gap, labels)


def _upwards(spot: Spot, block: Piece, column: Box, gap: float | None, labels: tuple[str, ...]) -> Piece:
    """The block with lines above it, while the label stands beside its middle or lower: a cell with a centred label.

    A line above stands as close as the block's own lines do. Where there is only one line, a touching one above is
    enough of a sign; one further up needs a label that is clearly higher.
    """
    height = column.bottom - column.top
    widest = _UP_GAP * height if gap is None else gap + 0.25 * height
    for _ in range(_MAX_LINES):
        reach = height if gap is None else height + max(0.0, block.box.bottom - spot.box.bottom)
        line = _line_above(spot, block.box, column, widest, reach, labels)
        if line is None:
            break
        touching = gap is not None or block.box.top - line.box.bottom <= _TOUCHING * height
        lower = (block.box.top + block.box.bottom - spot.box.top - spot.box.bottom) / 2
        if lower < (0.1 if touching else 0.3) * height:
            break
        block = _joined(
            Piece(text=normalise(line.text), page=block.page, box=line.box, confidence=line.confidence), block
        )
    return block


def _line_above(
    spot: Spot, block: Box, column: Box, widest: float, reach: float, labels: tuple[str, ...]
) -> TextLine | None:
    """The next line above, which ends no further than `reach` over the label: about as far as the block runs below."""
    height = column.bottom - column.top
    above = [
        line
        for line in spot.page.lines
        if -_OVERLAP * height < block.top - line.box.bottom <= widest
        and abs(line.box.left - column.left) < _MARGIN * height
        and line.box.bottom > spot.box.top - reach
        and not _up_to_label(line, labels)[1]
        and not _labelled(spot, line, labels)
    ]
    return max(above, key=lambda line: line.box.top, default=None)


def _row_end(spot: Spot, piece: Piece, last: Box, stops: tuple[str, ...]) -> Piece:
    """The piece with what stands close behind it on its last line: OCR takes lines apart at seals and folds."""
    height = last.bottom - last.top
    for line in row_of(spot.page, last):
        gap = line.box.left - last.right
        if line is spot.line or not -_OVERLAP * height <= gap <= _WORD_GAP * height:
            continue
        text, ended = _up_to_label(line, stops)
        if not text:
            break
        last = line.box
        piece = _joined(piece, Piece(text=text, page=piece.page, box=last, confidence=line.confidence))
        if ended:
            break
    return piece


def _next_line(
    spot: Spot, column: Box, last: Box, gap: float | None, stops: tuple[str, ...], labels: tuple[str, ...]
) -> TextLine | None:
    """The line under the last one, when it continues the block."""
    height = last.bottom - last.top
    widest = _FIRST_GAP * height if gap is None else _SAME_GAP[0] * gap + _SAME_GAP[1] * height
    under = [
        line
        for line in spot.page.lines
        if last.bottom - height * _OVERLAP < line.box.top <= last.bottom + widest
        and line.box.bottom > last.bottom + height * 0.3
        and _in_column(spot, column, line.box, height)
    ]
    line = min(under, key=lambda line: line.box.top, default=None)
    if line is None or line.box.right > max(column.right, last.right) + _LONGER * height:
        return None
    return line if _up_to_label(line, stops)[0] and not _labelled(spot, line, labels) else None


def _in_column(spot: Spot, column: Box, box: Box, height: float) -> bool:
    """Left edges agree; or the line begins under the label that stands before the value; or both are centred."""
    if abs(box.left - column.left) < _MARGIN * height:
        return True
    behind_label = column.left < spot.line.box.right  # label and value are one line
    if behind_label and spot.box.left - _MARGIN * height < box.left < column.left:
        return True
    middles = abs((box.left + box.right) - (column.left + column.right)) / 2
    return middles < height * 0.8 and box.left >= column.left


def _labelled(spot: Spot, line: TextLine, labels: tuple[str, ...]) -> bool:
    """True when a label of the block's own label column stands on the line's row, so the line is that label's value."""
    height = line.box.bottom - line.box.top
    left, right = spot.box.left - 5 * height, line.box.left + height
    return any(
        other is not line
        and left <= other.box.left
        and other.box.right <= right
        and pattern_of(labels).search(normalise(other.text)) is not None
        for other in row_of(spot.page, line.box)
    )


def _up_to_label(line: TextLine, stops: tuple[str, ...]) -> tuple[str, bool]:
    """The line's text before the first label in it, and whether one ended it; no text for a line that is a label."""
    text = normalise(line.text)
    match = pattern_of(stops).search(text) if stops else None
    return (text, False) if match is None else (text[: match.start()].strip(), True)


def _ended(box: Box, text: str, line: TextLine) -> Box:
    share = len(text) / max(len(normalise(line.text)), 1)
    return box if share >= 1 else _with(box, right=box.left + (box.right - box.left) * share)


def _joined(first: Piece, second: Piece) -> Piece:
    return Piece(
        text=first.text + second.text,
        page=first.page,
        box=_around(first.box, second.box),
        confidence=min(first.confidence, second.confidence),
    )


def _around(one: Box, other: Box) -> Box:
    return Box(
        left=min(one.left, other.left),
        top=min(one.top, other.top),
        right=max(one.right, other.right),
        bottom=max(one.bottom, other.bottom),
        dpi=one.dpi,
    )


def _with(box: Box, right: float) -> Box:
    return Box(left=box.left, top=box.top, right=right, bottom=box.bottom, dpi=box.dpi)
