"""Tesseract through pytesseract, Chinese and English: the second engine, and the judge of doubtful crops."""

import os
from itertools import groupby
from operator import itemgetter
from typing import Any

import pytesseract
from PIL import Image, ImageOps

from extractors.ocr.engine import OcrEngine, OcrLine, ReadLine
from extractors.page import Raster
from uplift.errors import UnreadableFile

LANGUAGES = "chi_sim+eng"
PAGE_TIMEOUT_S = 40.0
LINE_TIMEOUT_S = 5.0
PAGE_MODE = "--psm 3"
LINE_MODE = "--psm 7"
LINE_HEIGHT = 48  # pixels; tesseract reads lines of about this height best
MARGIN = 12  # pixels of white around a crop, without which edge characters are lost


def load() -> OcrEngine:
    """Build the engine. Each page starts one tesseract process with one thread and a time limit.

    Raises:
        OSError: tesseract is not installed.
    """
    _one_thread()
    pytesseract.get_tesseract_version()
    return _read_page


def load_line_reader() -> ReadLine:
    """Build the reader of one-line crops.

    Raises:
        OSError: tesseract is not installed.
    """
    _one_thread()
    pytesseract.get_tesseract_version()
    return read_line


def read_line(raster: Raster) -> str:
    """Text of a crop that holds one line; empty when tesseract reads nothing or takes too long."""
    _one_thread()
    image = _enlarged(Image.fromarray(raster).convert("L"))
    try:
        text = pytesseract.image_to_string(image, lang=LANGUAGES, config=LINE_MODE, timeout=LINE_TIMEOUT_S)
    except (RuntimeError, pytesseract.TesseractError):
        return ""
    return " ".join(str(text).split())


def _one_thread() -> None:
    # Unlimited OpenMP threads make tesseract many times slower when pages are read side by side.
    os.environ["OMP_THREAD_LIMIT"] = "1"


def _enlarged(image: Image.Image) -> Image.Image:
    scale = max(1.0, LINE_HEIGHT / max(1, image.height))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return ImageOps.expand(image.resize(size, Image.Resampling.BICUBIC), border=MARGIN, fill=255)


def _read_page(raster: Raster) -> tuple[OcrLine, ...]:
    try:
        table = pytesseract.image_to_data(
            Image.fromarray(raster),
            lang=LANGUAGES,
            config=PAGE_MODE,
            timeout=PAGE_TIMEOUT_S,
            output_type=pytesseract.Output.DICT,
        )
    except (RuntimeError, pytesseract.TesseractError) as error:
        raise UnreadableFile(
            "The text of the page could not be read in time. Please upload a sharper or smaller picture of it."
        ) from error
    words = [_word(table, index) for index in range(len(table["text"])) if str(table["text"][index]).strip()]
    lines = groupby(words, key=itemgetter("line"))
    return tuple(_joined(list(line)) for _, line in lines)


def _word(table: dict[str, list[Any]], index: int) -> dict[str, Any]:
    left, top = float(table["left"][index]), float(table["top"][index])
    return {
        "line": (table["block_num"][index], table["par_num"][index], table["line_num"][index]),
        "text": str(table["text"][index]).strip(),
        "left": left,
        "top": top,
        "right": left + float(table["width"][index]),
        "bottom": top + float(table["height"][index]),
        "confidence": max(0.0, float(table["conf"][index])) / 100,
    }


def _joined(words: list[dict[str, Any]]) -> OcrLine:
    return OcrLine(
        text=" ".join(word["text"] for word in words),
        left=min(word["left"] for word in words),
        top=min(word["top"] for word in words),
        right=max(word["right"] for word in words),
        bottom=max(word["bottom"] for word in words),
        confidence=sum(word["confidence"] for word in words) / len(words),
    )
