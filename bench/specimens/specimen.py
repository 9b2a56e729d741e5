"""One specimen: its bytes, and the truth that goes beside it as ``.expected.json``."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.specimens.degrade import Camera, moved, photograph
from bench.specimens.sheet import Mark, Sheet, camera_tags, jpeg, rasterise

DPI = 150  # of pages drawn as PDF; photos carry their own pixels
MM_PER_INCH = 25.4


@dataclass(frozen=True, kw_only=True)
class Specimen:
    """A file and what a perfect reader would answer."""

    name: str
    kind: str
    data: bytes
    fields: Mapping[str, str] = field(default_factory=dict)
    boxes: Mapping[str, tuple[int, tuple[float, float, float, float]]] = field(default_factory=dict)
    dpi: int = DPI

    def expected(self) -> dict[str, Any]:
        """The truth as JSON: value, page and box (pixels at `dpi`) of each field."""
        truth: dict[str, dict[str, Any]] = {}
        for name, value in self.fields.items():
            page, box = self.boxes.get(name, (None, None))
            truth[name] = {"value": value, "page": page, "box": list(box) if box else None}
        return {"kind": self.kind, "dpi": self.dpi, "fields": truth}

    def json(self) -> str:
        """`expected` as text, one field a line."""
        return json.dumps(self.expected(), ensure_ascii=False, indent=1) + "\n"


def from_pdf(name: str, kind: str, sheet: Sheet, fields: Mapping[str, str]) -> Specimen:
    """A born-digital specimen."""
    boxes = {mark.name: (mark.page, _pixels(mark, DPI)) for mark in _firsts(sheet.marks)}
    return Specimen(name=name, kind=kind, data=sheet.pdf(), fields=fields, boxes=boxes)


def from_photo(
    name: str, kind: str, sheet: Sheet, fields: Mapping[str, str], camera: Camera, when: str, quality: int = 80
) -> Specimen:
    """A specimen photographed on a desk; boxes follow the camera."""
    render = 200
    picture, matrix = photograph(rasterise(sheet.pdf(), render), camera)
    boxes = {mark.name: (0, moved(_pixels(mark, render), matrix)) for mark in _firsts(sheet.marks)}
    data = jpeg(picture, quality, camera_tags(when))
    return Specimen(name=name, kind=kind, data=data, fields=fields, boxes=boxes, dpi=72)


def _firsts(marks: Sequence[Mark]) -> list[Mark]:
    return list({mark.name: mark for mark in reversed(marks)}.values())


def _pixels(mark: Mark, dpi: int) -> tuple[float, float, float, float]:
    left, top, right, bottom = (round(side * dpi / MM_PER_INCH, 1) for side in mark.box)
    return left, top, right, bottom
