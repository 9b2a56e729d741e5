"""Hand-made documents for tests: lines placed by row and column, as a text layer would give them."""

from extractors.page import Document, Page, TextLine
from uplift.types import Box, TextSource

LINE, CHARACTER = 20, 10  # pixels of height and of one Latin character


def line(text, left, top, confidence=1.0):
    width = sum(CHARACTER if ord(char) < 0x2E80 else 2 * CHARACTER for char in text)
    box = Box(left=left, top=top, right=left + width, bottom=top + LINE, dpi=150)
    return TextLine(text=text, box=box, confidence=confidence)


def paper(*cells, source=TextSource.TEXT_LAYER, raster=None, width=1240, height=1754, **rest):
    """A one-page document from (left, top, text) cells."""
    lines = tuple(line(text, left, top) for left, top, text in cells)
    page = Page(index=0, width=width, height=height, dpi=150, source=source, lines=lines, raster=raster)
    return Document(media_type="application/pdf", page_count=1, pages=(page,), **rest)


def values(fields):
    return {field.name: field.value for field in fields}


def verdicts(extractor, document, fields):
    return {check.check: check.verdict.value for run in extractor.checks for check in run(document, fields)}
