from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.calibration import along, calibrated, class_of, load_curves, sort_of
from uplift.types import Field, Money, TableRow, TextSource

CURVES = {"ocr.amount": ((0.5, 0.2), (0.9, 0.8)), "ocr.cell": ((0.0, 0.1), (1.0, 0.5))}


def field(value, confidence=0.7, source=TextSource.OCR):
    return Field(name="x", raw="x", value=value, confidence=confidence, source=source)


def test_a_confidence_goes_along_its_curve():
    assert calibrated(field(Money.of(5), 0.7), CURVES).confidence == pytest.approx(0.5)
    assert calibrated(field(Money.of(5), 0.1), CURVES).confidence == 0.2
    assert calibrated(field(Money.of(5), 1.0), CURVES).confidence == 0.8


def test_without_a_curve_it_stays():
    assert calibrated(field(date(2026, 1, 1)), CURVES).confidence == 0.7
    assert calibrated(field(Money.of(5), source=TextSource.XML), CURVES).confidence == 0.7


def test_cells_of_a_table_have_a_curve_of_their_own():
    table = field((TableRow(cells=(field(Money.of(5), 1.0),)),), 1.0)
    mapped = calibrated(table, CURVES)
    assert mapped.confidence == 0.5
    assert mapped.value[0].cells[0].confidence == 0.5
    assert mapped.value[0].cells[0].value == Money.of(5)


@pytest.mark.parametrize(
    ("value", "sort"),
    [
        (True, "flag"),
        (Money.of(1), "amount"),
        (date(2026, 1, 1), "date"),
        (Decimal(3), "number"),
        (3, "number"),
        ("91330110MA2KQ7D37K", "code"),
        ("浙A12345", "text"),
        ("Acme 3 Ltd", "text"),
        (None, "text"),
    ],
)
def test_sorts_of_values(value, sort):
    assert sort_of(value) == sort


def test_words_of_pixels_and_of_data_go_by_different_curves():
    assert class_of(field(1), "number") == "ocr.number"
    assert class_of(field(1, source=TextSource.TEXT_LAYER), "number") == "digital.number"


@given(st.floats(0, 1), st.floats(0, 1))
def test_shipped_curves_never_turn_a_surer_reading_into_a_less_sure_one(one, other):
    low, high = sorted((one, other))
    for curve in load_curves().values():
        assert 0 <= along(curve, low) <= along(curve, high) <= 1
