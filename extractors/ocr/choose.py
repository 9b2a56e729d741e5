"""Which OCR engine this machine runs fastest: a start-up self-benchmark, its answer kept for the process."""

import time
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from extractors.ocr import rapidocr, tesseract
from extractors.ocr.engine import OcrEngine
from extractors.page import Raster
from uplift.errors import InvalidInput

SAMPLE_LINES = ("INVOICE No. 04183375", "Total amount 236,500.00", "2026-10-31 Tax 9% 19,527.52")


@cache
def load_engine(ocr_engine: str) -> OcrEngine:
    """The engine that the setting names; `auto` is the faster RapidOCR runtime on this machine.

    Raises:
        InvalidInput: a name that the settings do not allow.
    """
    match ocr_engine:
        case "auto":
            return _fastest()
        case "rapidocr-openvino":
            return rapidocr.load("openvino")
        case "rapidocr-onnxruntime":
            return rapidocr.load("onnxruntime")
        case "tesseract":
            return tesseract.load()
        case _:
            raise InvalidInput(
                f"{ocr_engine!r} is not an OCR engine; use auto, rapidocr-openvino, rapidocr-onnxruntime or tesseract"
            )


def _fastest() -> OcrEngine:
    sample = sample_page()
    engines = [rapidocr.load("openvino"), rapidocr.load("onnxruntime")]
    return min(engines, key=lambda engine: seconds_of(engine, sample))


def seconds_of(engine: OcrEngine, sample: Raster) -> float:
    """Wall seconds of the second read: the first one also compiles the networks."""
    engine(sample)
    started = time.perf_counter()
    engine(sample)
    return time.perf_counter() - started


def sample_page() -> Raster:
    """A small page of printed lines; only its cost matters, not its text."""
    page = Image.new("RGB", (960, 40 + 60 * len(SAMPLE_LINES)), "white")
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=30)
    for row, line in enumerate(SAMPLE_LINES):
        draw.text((30, 30 + 60 * row), line, fill="black", font=font)
    return np.asarray(page, dtype=np.uint8)
