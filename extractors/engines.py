"""The engines a reading process holds. Each is built at its first use and kept; a digital PDF loads none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from extractors.ocr import choose, tesseract
from extractors.ocr.engine import OcrEngine, OcrLine, ReadLine
from extractors.page import PhotoScores, Raster

PhotoNet: TypeAlias = Callable[[Raster], PhotoScores]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """OCR for pages, a second opinion for crops, and the photo network."""

    ocr: OcrEngine
    second_ocr: ReadLine
    photo_model: PhotoNet | None


def load_engines(ocr_engine: str = "auto") -> Engines:
    """Engines by the setting's name: auto, rapidocr-openvino, rapidocr-onnxruntime or tesseract. Loads nothing yet."""

    def read_page(raster: Raster) -> tuple[OcrLine, ...]:
        return choose.load_engine(ocr_engine)(raster)

    return Engines(ocr=read_page, second_ocr=tesseract.load_line_reader(), photo_model=None)
