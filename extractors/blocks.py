"""Values that run over several lines: an address or a scope of business under its first line."""

from extractors.find import Parser, Piece, Spot, field_of, pieces, spots
from extractors.labels import pattern_of
from extractors.page import Document, TextLine
from extractors.parse import normalise
from uplift.types import Box, Field

_MAX_LINES = 12
_MAX_GAP = 1.6  # line heights between two lines of one block


def block_after(
    document: Document, name: str, labels: tuple[str, ...], stops: tuple[str, ...], accept: Parser
) -> Field | None:
    """The first block near the best label that `accept` takes."""
    for label in labels:
        for spot in spots(document, (label,)):
            for piece in pieces(spot, stops):
                whole = _continued(spot, piece, stops)
                value = accept(whole.text)
                if value is not None:
                    return field_of(name, whole, value)
    return None


def _continued(spot: Spot, piece: Piece, stops: tuple[str, ...]) -> Piece:
    """The piece with the lines that follow it in its own column, up to the next label."""
    text, box, confidence = piece.text, piece.box, piece.confidence
    for _ in range(_MAX_LINES):
        line = _next_line(spot, box, stops)
        if line is None:
            break
        text += normalise(line.text)
        confidence = min(confidence, line.confidence)
        box = Box(
            left=min(box.left, line.box.left),
            top=box.top,
            right=max(box.right, line.box.right),
            bottom=line.box.bottom,
            dpi=box.dpi,
        )
    return Piece(text=text, page=piece.page, box=box, confidence=confidence)


def _next_line(spot: Spot, box: Box, stops: tuple[str, ...]) -> TextLine | None:
    height = spot.line.box.bottom - spot.line.box.top
    under = [
        line
        for line in spot.page.lines
        if box.bottom - height * 0.5 < line.box.top < box.bottom + height * (_MAX_GAP - 1)
        and abs(line.box.left - box.left) < height * 2
        and not pattern_of(stops).match(normalise(line.text))
    ]
    return min(under, key=lambda line: line.box.top, default=None)
