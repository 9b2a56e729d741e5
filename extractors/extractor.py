"""How one kind of evidence is read: a value in a table, not a class to inherit from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from extractors.page import Document, Page
from uplift.types import Box, Check, EvidenceKind, Field

SecondOpinion: TypeAlias = Callable[[Page, Box], str]  # the second engine's text of one crop; "" when it reads nothing
Extract: TypeAlias = Callable[[Document, SecondOpinion | None], tuple[Field, ...]]
CheckFile: TypeAlias = Callable[[Document, tuple[Field, ...]], tuple[Check, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """How one kind is read and checked. Every part is a pure function of the document."""

    kind: EvidenceKind
    version: str  # bump when its results may change
    required: tuple[str, ...]  # field names that decide `Extraction.quality`; empty for photos
    extract: Extract
    checks: tuple[CheckFile, ...] = ()
    identity: tuple[str, ...] = ()  # fields that tell two papers of this kind in one file apart; empty = they are one
