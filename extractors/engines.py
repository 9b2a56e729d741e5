"""The engines a reading process holds. Each is built at its first use and kept; a digital PDF loads none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias, TypeVar

from extractors.ocr import choose, tesseract
from extractors.ocr.engine import OcrEngine, OcrLine, ReadLine
from extractors.page import PhotoScores, Raster
from uplift.errors import ReaderCrashed

PhotoNet: TypeAlias = Callable[[Raster], PhotoScores]
Loaded = TypeVar("Loaded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """OCR for pages, a second opinion for crops, and the photo network."""

    ocr: OcrEngine
    second_ocr: ReadLine
    photo_model: PhotoNet | None


def load_engines(ocr_engine: str = "auto") -> Engines:
    """Engines by the setting's name: auto, rapidocr-openvino, rapidocr-onnxruntime or tesseract. Loads nothing yet.

    The engines raise ReaderCrashed at their first use when they cannot be built: that is this machine's fault, never
    the merchant's file's.
    """

    def read_page(raster: Raster) -> tuple[OcrLine, ...]:
        return _built(f"OCR engine {ocr_engine}", lambda: choose.load_engine(ocr_engine))(raster)

    def read_line(crop: Raster) -> str:
        return _built("second OCR engine, tesseract,", tesseract.load_line_reader)(crop)

    def see(raster: Raster) -> PhotoScores:
        return _built("photo network", _photo_net)(raster)

    return Engines(ocr=read_page, second_ocr=read_line, photo_model=see)


def _built(name: str, build: Callable[[], Loaded]) -> Loaded:
    try:
        return build()
    except (OSError, RuntimeError, ValueError, ImportError) as error:
        raise ReaderCrashed(
            f"The {name} could not be loaded ({type(error).__name__}: {error}). Check that the installation is "
            "complete (make demo installs what is missing), then retry the file."
        ) from error


@cache
def _photo_net() -> PhotoNet:
    from extractors.photo_model import load_photo_model  # torch: seconds and 300 MB, so only for pictures

    return load_photo_model()
