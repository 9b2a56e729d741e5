"""Checks of what a file says about its making: editing software (family `tamper`), capture time (family `capture`)."""

import re
from datetime import date

from extractors.checks.made import made, unknown
from extractors.page import Document
from extractors.parse import any_date
from uplift.types import Check, Field

_EDITORS = re.compile(
    r"photoshop|lightroom|gimp|picsart|snapseed|meitu|美图|醒图|xingtu|facetune|pixelmator|affinity|canva|illustrator|"
    r"inkscape|coreldraw|sejda|ilovepdf|smallpdf|pdfescape|foxit phantom|福昕高级|pdf-xchange editor|acrobat pro",
    re.I,
)
_MAKERS = ("exif_software", "producer", "creator")


def editor_software(document: Document, _fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """Software made for altering pictures or PDFs speaks against a paper; other software says nothing for it."""
    said = {key: document.metadata[key] for key in _MAKERS if document.metadata.get(key)}
    if not said:
        return (unknown("editor_software", "tamper", "the file does not name the software that made it"),)
    edited = next(((key, text) for key, text in said.items() if _EDITORS.search(text)), None)
    if edited is not None:
        return (made("editor_software", "tamper", False, f"{edited[0]} is {edited[1]!r}, an editing program"),)
    shown = ", ".join(f"{key} {text!r}" for key, text in said.items())
    return (unknown("editor_software", "tamper", f"no editing program among {shown}, which proves nothing"),)


def exif_sane(document: Document, _fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """A capture time must be a possible date and not lie after the last change of the file. Missing is unknown."""
    captured = document.metadata.get("exif_captured_at", "").strip()
    changed = _day(document.metadata.get("exif_modified_at", ""))
    if not captured:
        return (unknown("exif_sane", "capture", "the picture carries no capture time"),)
    day = _day(captured)
    if day is None:
        return (made("exif_sane", "capture", False, f"capture time {captured!r} is not a possible date"),)
    if changed is not None and day > changed:
        return (made("exif_sane", "capture", False, f"captured {day}, after its last change on {changed}"),)
    return (unknown("exif_sane", "capture", f"captured {day}; a date alone proves nothing"),)


def _day(text: str) -> date | None:
    """EXIF writes ``2026:11:20 09:12:44``."""
    return any_date(text.strip()[:10].replace(":", "-"))
