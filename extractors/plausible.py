"""Whether a text layer says what the page shows. Pure functions of text and pixels.

Old scanners, subset fonts without a character map and wrong encodings give layers that look like text and are not.
Such a layer is not trusted: the page is rendered and read by OCR instead.
"""

import unicodedata
from collections.abc import Callable

import numpy as np

from extractors.page import Raster, TextLine

MIN_CHARACTERS = 40  # below this a layer is a stamp or a page number on a scan, unless the page is nearly empty
MAX_BAD_SHARE = 0.05  # private-use, unassigned and replacement characters
MAX_LATIN1_SHARE = 0.30  # Chinese bytes shown as Latin-1 ("ÔöÖµË°"); real French or German stays under 10 %
MIN_COMMON_SHARE = 0.70  # of ideographs, those in GB 2312; wrong encodings give rare ones
VOWEL_SHARE = (0.20, 0.65)  # of Latin letters; shifted subset fonts leave this range
MIN_LETTERS = 60  # letters needed before their statistics mean something
MIN_COVERED = 0.35  # of the page's dark pixels, those under the layer's text
LEAST_CONTRAST = 20  # grey levels between the print of a line and its ground
DARK = 110  # gray level below which a pixel is ink
SPARSE_INK = 0.004  # share of dark pixels of a page that holds next to nothing


def plausible_layer(lines: tuple[TextLine, ...], raster: Raster) -> bool:
    """True when the layer reads like text and stands where the ink of the page is."""
    text = "".join(line.text for line in lines)
    if not plausible_text(text):
        return False
    if len(text) >= MIN_CHARACTERS * 4:
        return True
    ink, covered = _ink(lines, raster)
    if ink <= SPARSE_INK:
        return bool(text)
    return len(text) >= MIN_CHARACTERS and covered >= MIN_COVERED


def seen_lines(lines: tuple[TextLine, ...], raster: Raster) -> tuple[TextLine, ...]:
    """The lines that leave ink on the page: white text on white paper is for programs, not for people."""
    return tuple(line for line in lines if _contrast(line, raster) >= LEAST_CONTRAST)


def _contrast(line: TextLine, raster: Raster) -> int:
    top, left = max(0, int(line.box.top)), max(0, int(line.box.left))
    area = raster[top : int(line.box.bottom) + 2, left : int(line.box.right) + 2]
    return int(area.max()) - int(area.min()) if area.size else 0


def plausible_text(text: str) -> bool:
    """True when the characters could have been written by somebody; empty text is not."""
    characters = [character for character in text if not character.isspace()]
    if not characters or "(cid:" in text:
        return False
    return (
        _share(characters, _broken) <= MAX_BAD_SHARE
        and _share(characters, _latin1) <= MAX_LATIN1_SHARE
        and _common_ideographs(characters)
        and _balanced_letters(characters)
    )


def _share(characters: list[str], test: Callable[[str], bool]) -> float:
    return sum(test(character) for character in characters) / len(characters)


def _broken(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in {"Co", "Cn", "Cc", "Cs"}


def _latin1(character: str) -> bool:
    return "\u0080" <= character <= "\u00ff" and character not in "¥£§©®°±·×÷"


def _common_ideographs(characters: list[str]) -> bool:
    ideographs = [character for character in characters if "\u3400" <= character <= "\u9fff"]
    if len(ideographs) < MIN_LETTERS // 3:
        return True
    return _share(ideographs, _in_gb2312) >= MIN_COMMON_SHARE


def _in_gb2312(character: str) -> bool:
    return len(character.encode("gb2312", errors="ignore")) == 2


def _balanced_letters(characters: list[str]) -> bool:
    letters = [character.lower() for character in characters if character.isascii() and character.isalpha()]
    if len(letters) < MIN_LETTERS or len(letters) < len(characters) / 4:
        return True
    low, high = VOWEL_SHARE
    return low <= sum(letter in "aeiouy" for letter in letters) / len(letters) <= high


def _ink(lines: tuple[TextLine, ...], raster: Raster) -> tuple[float, float]:
    """Share of dark pixels on the page, and the share of those that lies under the layer's text."""
    dark = raster[::2, ::2].min(axis=2) < DARK
    total = int(np.count_nonzero(dark))
    under = np.zeros_like(dark)
    for line in lines:
        top, bottom = max(0, int(line.box.top) // 2), int(line.box.bottom) // 2 + 1
        left, right = max(0, int(line.box.left) // 2), int(line.box.right) // 2 + 1
        under[top:bottom, left:right] = True
    covered = int(np.count_nonzero(dark & under))
    return total / max(1, dark.size), covered / max(1, total)
