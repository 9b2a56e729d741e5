import cv2
import numpy as np
import pytest

from extractors.page import Document, Page, PhotoScores, Raster, TextLine
from extractors.plate_region import colour_in, plate_regions
from extractors.training.scenes import render_truck
from extractors.vehicle import TRUCK, VEHICLE
from uplift.types import Box, EvidenceKind, Field, TextSource, Verdict

GROUNDS = {
    "yellow": (238, 182, 28),
    "blue": (22, 72, 170),
    "green": (110, 200, 120),
    "white": (236, 236, 232),
    "black": (26, 26, 28),
}


def line(text: str, left: float, top: float, right: float, bottom: float, confidence: float = 0.9) -> TextLine:
    return TextLine(text=text, box=Box(left=left, top=top, right=right, bottom=bottom, dpi=72), confidence=confidence)


def photo(raster: Raster | None, *lines: TextLine) -> Document:
    page = Page(index=0, width=800, height=600, dpi=72, source=TextSource.OCR, lines=lines, raster=raster)
    scores = PhotoScores(
        kinds={EvidenceKind.TRUCK_PHOTO: 0.8, EvidenceKind.VEHICLE_PHOTO: 0.1}, document=0.0, other=0.1
    )
    return Document(media_type="image/jpeg", page_count=1, pages=(page,), photo=scores)


def with_plate(colour: tuple[int, int, int]) -> Raster:
    raster = np.full((600, 800, 3), (90, 92, 96), np.uint8)
    cv2.rectangle(raster, (300, 400), (440, 445), colour, -1)
    ink = (245, 245, 245) if sum(colour) < 300 else (15, 15, 15)
    cv2.putText(raster, "A12345", (310, 434), cv2.FONT_HERSHEY_SIMPLEX, 1.0, ink, 3)
    return raster


def by_name(fields: tuple[Field, ...]) -> dict[str, Field]:
    return {field.name: field for field in fields}


def test_the_plate_is_found_among_the_words_and_passes_its_form() -> None:
    document = photo(None, line("顺达物流", 10, 10, 200, 60), line("浙A·6K82Q", 300, 400, 440, 445))
    fields = by_name(TRUCK.extract(document, None))
    assert fields["plate_number"].value == "浙A6K82Q"
    assert fields["plate_number"].box == document.pages[0].lines[1].box
    verdicts = {check.check: check.verdict for run in TRUCK.checks for check in run(document, tuple(fields.values()))}
    assert verdicts["plate_format"] is Verdict.PASS


def test_two_rows_of_a_rear_plate_are_joined() -> None:
    document = photo(None, line("82Q56", 300, 440, 440, 490), line("浙A", 340, 400, 400, 438, 0.7))
    number = by_name(TRUCK.extract(document, None))["plate_number"]
    assert (number.value, number.confidence) == ("浙A82Q56", 0.7)
    assert number.box == Box(left=300, top=400, right=440, bottom=490, dpi=72)


def test_words_far_apart_make_no_plate() -> None:
    document = photo(None, line("浙A", 10, 10, 60, 40), line("82Q56", 600, 500, 700, 540))
    assert "plate_number" not in by_name(TRUCK.extract(document, None))


def test_a_plate_missed_by_the_first_engine_is_read_from_its_coloured_region() -> None:
    document = photo(with_plate(GROUNDS["yellow"]))
    asked: list[Box] = []

    def second_engine(_page: Page, box: Box) -> str:
        asked.append(box)
        return "浙A12345"

    fields = by_name(TRUCK.extract(document, second_engine))
    assert fields["plate_number"].value == "浙A12345"
    assert fields["plate_number"].confidence < 0.7
    assert fields["plate_colour"].value == "yellow"
    assert abs(asked[0].left - 300) < 6
    assert abs(asked[0].bottom - 445) < 6


def test_without_a_legible_plate_only_the_class_is_stated() -> None:
    fields = TRUCK.extract(photo(with_plate(GROUNDS["blue"])), lambda _page, _box: "")
    assert [(field.name, field.value, field.confidence) for field in fields] == [("vehicle_class", "truck", 0.8)]
    assert by_name(VEHICLE.extract(photo(None), None))["vehicle_class"].value == "van_or_car"


@pytest.mark.parametrize("name", GROUNDS)
def test_the_colour_of_a_plate_is_named(name: str) -> None:
    found = colour_in(with_plate(GROUNDS[name]), Box(left=300, top=400, right=440, bottom=445, dpi=72))
    assert found is not None
    assert found[0] == name


def test_a_patchwork_has_no_plate_colour() -> None:
    patchwork = np.zeros((40, 100, 3), np.uint8)
    for i, colour in enumerate(((200, 30, 30), (120, 120, 120), (200, 30, 200), (110, 100, 100))):
        patchwork[:, i * 25 : i * 25 + 25] = colour
    assert colour_in(patchwork, Box(left=0, top=0, right=100, bottom=40, dpi=72)) is None
    assert colour_in(patchwork, Box(left=500, top=500, right=600, bottom=540, dpi=72)) is None


@pytest.mark.parametrize("seed", [60, 61, 62, 63])
def test_the_plate_of_a_rendered_lorry_is_among_the_regions(seed: int) -> None:
    raster = np.asarray(render_truck(np.random.default_rng(seed), "浙A6K82Q", rear=False))
    regions = plate_regions(raster, 72)
    assert any(
        colour_in(raster, box) is not None and (box.top + box.bottom) / 2 > 600 and box.right - box.left > 80
        for box in regions
    )
