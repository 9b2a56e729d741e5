"""One specimen: its bytes, and the truth that goes beside it as ``.expected.json``."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.specimens.degrade import Camera, moved, photograph
from bench.specimens.sheet import Mark, Sheet, camera_tags, jpeg, rasterise

DPI = 150  # of pages drawn as PDF; photos carry their own pixels
MM_PER_INCH = 25.4
Sides = tuple[float, float, float, float]
Place = tuple[int, Sides]  # page, box


@dataclass(frozen=True, kw_only=True)
class Specimen:
    """A file and what a perfect reader would answer."""

    name: str
    kind: str
    data: bytes
    fields: Mapping[str, str | Sequence[Mapping[str, str]]] = field(default_factory=dict)
    places: Mapping[str, list[Place]] = field(default_factory=dict)
    dpi: int = DPI

    def expected(self, **about: str) -> dict[str, Any]:
        """The truth as JSON: the value of each field and every place (pixels at `dpi`) where it stands.

        `about` says more of the file: its condition, its layout.
        """
        truth: dict[str, dict[str, Any]] = {}
        for name, value in self.fields.items():
            places = [{"page": page, "box": list(box)} for page, box in self.places.get(name, [])]
            truth[name] = {"value": value, "places": places}
        return {"kind": self.kind, **about, "dpi": self.dpi, "fields": truth}

    def json(self, **about: str) -> str:
        """`expected` as text, one field a line."""
        return json.dumps(self.expected(**about), ensure_ascii=False, indent=1) + "\n"


def from_pdf(
    name: str, kind: str, sheet: Sheet, fields: Mapping[str, str | Sequence[Mapping[str, str]]]
) -> Specimen:  # fmt: skip
    """A born-digital specimen."""
    places = places_of(sheet.marks, DPI)
    return Specimen(name=name, kind=kind, data=sheet.pdf(), fields=fields, places=places)


def from_photo(
    name: str, kind: str, sheet: Sheet, fields: Mapping[str, str], camera: Camera, when: str, quality: int = 80
) -> Specimen:
    """A specimen photographed on a desk; boxes follow the camera."""
    render = 200
    picture, matrix = photograph(rasterise(sheet.pdf(), render), camera)
    places = places_of(sheet.marks, render, lambda _page, box: moved(box, matrix))
    data = jpeg(picture, quality, camera_tags(when))
    return Specimen(name=name, kind=kind, data=data, fields=fields, places=places, dpi=72)


def places_of(
    marks: Sequence[Mark], dpi: int, seen: Callable[[int, Sides], Sides] = lambda _page, box: box
) -> dict[str, list[Place]]:
    """Where each field stands, in pixels at `dpi` after `seen` has moved the box of a page."""
    places: dict[str, list[Place]] = {}
    for mark in marks:
        places.setdefault(mark.name, []).append((mark.page, seen(mark.page, _pixels(mark, dpi))))
    return places


def _pixels(mark: Mark, dpi: int) -> Sides:
    left, top, right, bottom = (round(side * dpi / MM_PER_INCH, 1) for side in mark.box)
    return left, top, right, bottom
