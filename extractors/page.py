"""What every extractor sees of one file: pages of placed words, whatever they were read from.

Positions are pixels of the page raster at `dpi` with the origin top-left, also for text layers and OFD, so that one
box means one thing everywhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from uplift.types import Box, EvidenceKind, TextSource

Raster = npt.NDArray[np.uint8]  # (height, width, 3), RGB
Moved: TypeAlias = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]  # (points, 2) in pixels, x and y


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line (or table cell) of text with its place."""

    text: str
    box: Box
    confidence: float  # 0-1; 1.0 for text layers and data


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One sheet: its lines top to bottom and left to right, and its pixels when they were rendered."""

    index: int  # 0-based
    width: int  # pixels at dpi
    height: int  # pixels at dpi
    dpi: int
    source: TextSource
    lines: tuple[TextLine, ...]
    raster: Raster | None = field(default=None, compare=False, repr=False)
    moved: Moved | None = field(
        default=None, compare=False, repr=False
    )  # upright upload -> raster, if it was laid level

    @property
    def text(self) -> str:
        """All lines joined by newlines."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet of a CSV or workbook: every row, and where those stand that were drawn as a page for people."""

    rows: tuple[tuple[str, ...], ...]
    page: int  # 0-based, of the page its first rows are drawn on
    boxes: tuple[tuple[Box, ...], ...] = ()  # of the cells of the drawn rows, first row first


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """One decoded QR or bar code."""

    text: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoScores:
    """What the photo network saw: probability of each photo kind, of "document" and of "other"; they sum to 1."""

    kinds: Mapping[EvidenceKind, float]
    document: float
    other: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything known of one file before a kind is chosen. Immutable; extractors are pure functions of it."""

    media_type: str
    page_count: int  # of the file; `pages` may hold fewer (the eager cap)
    pages: tuple[Page, ...]
    data: Mapping[str, str] = field(default_factory=dict)  # structured values from XML or OFD: field name -> raw text
    data_rows: tuple[Mapping[str, str], ...] = ()  # structured goods lines from XML or OFD
    data_source: TextSource = TextSource.NONE  # XML or OFD when `data` is filled
    tables: tuple[Table, ...] = ()  # the sheets of a CSV or workbook, whole; `pages` hold only their first rows
    page_data: Mapping[str, str] = field(default_factory=dict)  # OFD only: the same values as rendered on the page
    metadata: Mapping[str, str] = field(default_factory=dict)  # producer, creation date, EXIF software, capture time
    qr_codes: tuple[QrCode, ...] = ()
    photo: PhotoScores | None = None  # None for files that are not pictures
    perceptual_hash: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Text of all read pages."""
        return "\n".join(page.text for page in self.pages)
