"""Photos whose kind is all that is read: machinery, shelves, fields and livestock. No field is invented for them."""

from extractors.checks.metadata import editor_software, exif_sane
from extractors.extractor import Extractor, SecondOpinion
from extractors.page import Document
from uplift.types import EvidenceKind, Field


def extract(_document: Document, _second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
    """Nothing beyond the kind."""
    return ()


def _of_kind(kind: EvidenceKind) -> Extractor:
    return Extractor(kind=kind, version="1", required=(), extract=extract, checks=(exif_sane, editor_software))


MACHINERY = _of_kind(EvidenceKind.MACHINERY_PHOTO)
SHELF = _of_kind(EvidenceKind.SHELF_PHOTO)
FARM = _of_kind(EvidenceKind.FARM_PHOTO)
