"""Checks of what a file says about its making: editing software (family `tamper`), capture time (family `capture`)."""

import re

from extractors.checks.made import made, unknown
from extractors.page import Document
from extractors.parse import any_date
from uplift.types import Check, Field

_EDITORS = re.compile(
    r"photoshop|lightroom|gimp|picsart|snapseed|meitu|美图|醒图|xingtu|facetune|pixelmator|affinity|canva|illustrator|"
    r"inkscape|coreldraw|sejda|ilovepdf|smallpdf|pdfescape|foxit phantom|福昕高级|pdf-xchange editor|acrobat pro",
    re.I,
)
_MAKERS = ("software", "producer", "creator")


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
    """A capture time that reads as a date is sane; one that does not was written by hand. Missing is unknown."""
    captured = document.metadata.get("captured", "").strip()
    if not captured:
        return (unknown("exif_sane", "capture", "the picture carries no capture time"),)
    day = any_date(captured.replace(":", "-", 2))
    if day is None:
        return (made("exif_sane", "capture", False, f"capture time {captured!r} is not a possible date"),)
    return (unknown("exif_sane", "capture", f"captured {day}; a date alone proves nothing"),)
