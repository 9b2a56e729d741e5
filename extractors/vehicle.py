"""Photos of lorries, vans and cars: number plate, its colour, and the class the network honestly tells apart."""

from collections.abc import Iterator

from extractors.checks.identifiers import plate_format
from extractors.checks.metadata import editor_software, exif_sane
from extractors.extractor import Extract, Extractor, SecondOpinion
from extractors.page import Document, Page, TextLine
from extractors.parse import plate
from extractors.plate_region import colour_in, plate_regions
from uplift.types import Box, EvidenceKind, Field, TextSource

SECOND_READING_CONFIDENCE = 0.6  # a plate read only from a crop picked by colour; one engine, no agreement
REGIONS_TRIED = 4  # crops for the second engine; each costs a line reading


def extract_as(kind: EvidenceKind, vehicle_class: str) -> Extract:
    """An extract function for one vehicle kind; `vehicle_class` is what that kind means."""

    def extract(document: Document, second_opinion: SecondOpinion | None) -> tuple[Field, ...]:
        if not document.pages:
            return ()
        number = plate_number(document.pages[0], second_opinion)
        seen = document.photo.kinds.get(kind, 0.0) if document.photo else 0.0
        fields = [_field("vehicle_class", vehicle_class, seen, TextSource.NONE, document.pages[0], None)]
        if number is not None:
            fields += [number, *_colour(document.pages[0], number)]
        return tuple(fields)

    return extract


def plate_number(page: Page, second_opinion: SecondOpinion | None) -> Field | None:
    """The plate among the words read; else the second engine's reading of regions coloured like plates."""
    for raw, box, confidence in _readings(page.lines):
        found = plate(raw)
        if found:
            return _field("plate_number", found, confidence, TextSource.OCR, page, box, raw)
    if second_opinion is None or page.raster is None:
        return None
    for box in plate_regions(page.raster, page.dpi)[:REGIONS_TRIED]:
        raw = second_opinion(page, box)
        found = plate(raw)
        if found:
            return _field("plate_number", found, SECOND_READING_CONFIDENCE, TextSource.OCR, page, box, raw)
    return None


def _readings(lines: tuple[TextLine, ...]) -> Iterator[tuple[str, Box, float]]:
    """Every line alone, then every pair that may be the two rows, or the two halves, of one plate."""
    for line in lines:
        yield line.text, line.box, line.confidence
    for first in lines:
        for second in lines:
            if first is not second and (_stacked(first.box, second.box) or _beside(first.box, second.box)):
                joined = first.text + second.text
                yield joined, _around(first.box, second.box), min(first.confidence, second.confidence)


def _stacked(upper: Box, lower: Box) -> bool:
    """The second row stands right under the first, as on the rear plates of lorries."""
    gap = lower.top - upper.bottom
    tall = upper.bottom - upper.top
    return -0.5 * tall < gap < tall and upper.left < lower.right and lower.left < upper.right


def _beside(left: Box, right: Box) -> bool:
    tall = left.bottom - left.top
    level = abs((left.top + left.bottom) - (right.top + right.bottom)) < tall
    return level and -0.3 * tall < right.left - left.right < 1.5 * tall


def _colour(page: Page, number: Field) -> tuple[Field, ...]:
    if page.raster is None or number.box is None:
        return ()
    found = colour_in(page.raster, number.box)
    if found is None:
        return ()
    name, share = found
    return (_field("plate_colour", name, min(0.95, share), TextSource.NONE, page, number.box),)


def _field(
    name: str, value: str, confidence: float, source: TextSource, page: Page, box: Box | None, raw: str = ""
) -> Field:
    return Field(
        name=name, raw=raw or value, value=value, confidence=confidence, source=source, page=page.index, box=box
    )


def _around(one: Box, other: Box) -> Box:
    return Box(
        left=min(one.left, other.left),
        top=min(one.top, other.top),
        right=max(one.right, other.right),
        bottom=max(one.bottom, other.bottom),
        dpi=one.dpi,
    )


TRUCK = Extractor(
    kind=EvidenceKind.TRUCK_PHOTO,
    version="1",
    required=(),
    extract=extract_as(EvidenceKind.TRUCK_PHOTO, "truck"),
    checks=(plate_format, exif_sane, editor_software),
)
VEHICLE = Extractor(
    kind=EvidenceKind.VEHICLE_PHOTO,
    version="1",
    required=(),
    extract=extract_as(EvidenceKind.VEHICLE_PHOTO, "van_or_car"),  # the training data does not part vans from cars
    checks=(plate_format, exif_sane, editor_software),
)
