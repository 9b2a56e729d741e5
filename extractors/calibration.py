"""From what engine and place suggest to a probability: monotone curves fitted on files whose truth is known.

`python -m bench.calibrate` fits the curves on specimens and writes `models/calibration.json`; docs/quality.md says how
far they hold elsewhere. Without a curve for its class a confidence stays as it is.
"""

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeAlias

from uplift.types import Field, FieldValue, Money, TableRow, TextSource

Curve: TypeAlias = tuple[tuple[float, float], ...]  # (confidence, probability), both rising
Curves: TypeAlias = Mapping[str, Curve]

PATH = Path(__file__).parent / "models" / "calibration.json"
CELL = "cell"


def calibrated(field: Field, curves: Curves | None = None) -> Field:
    """The field, and every cell of a table, with its confidence as a probability of being read right."""
    known = load_curves() if curves is None else curves
    if isinstance(field.value, tuple):
        rows = tuple(TableRow(cells=tuple(_mapped(cell, CELL, known) for cell in row.cells)) for row in field.value)
        return replace(_mapped(field, CELL, known), value=rows)
    return _mapped(field, sort_of(field.value), known)


def class_of(field: Field, sort: str) -> str:
    """The curve a field goes by: where its words came from and what sort of value it is."""
    return f"{'ocr' if field.source is TextSource.OCR else 'digital'}.{sort}"


def sort_of(value: FieldValue) -> str:
    """amount, date, number, flag, code (letters and digits without a space) or text."""
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, Money):
        return "amount"
    if isinstance(value, date):
        return "date"
    if isinstance(value, Decimal | int):
        return "number"
    text = str(value)
    return "code" if text.isascii() and any(char.isdigit() for char in text) and " " not in text else "text"


def along(curve: Curve, confidence: float) -> float:
    """The curve's value, straight between its knots and level beyond them."""
    index = bisect_right(curve, (confidence, 2.0))
    if index == 0:
        return curve[0][1]
    if index == len(curve):
        return curve[-1][1]
    (x0, y0), (x1, y1) = curve[index - 1], curve[index]
    return y0 + (y1 - y0) * (confidence - x0) / (x1 - x0)


def _mapped(field: Field, sort: str, curves: Curves) -> Field:
    curve = curves.get(class_of(field, sort))
    return replace(field, confidence=round(along(curve, field.confidence), 4)) if curve else field


@cache
def load_curves() -> Curves:
    """The shipped curves, read once per process; none when they were never fitted."""
    if not PATH.exists():
        return {}
    body = json.loads(PATH.read_text("utf-8"))
    return {name: tuple((float(x), float(y)) for x, y in knots) for name, knots in body["curves"].items()}
