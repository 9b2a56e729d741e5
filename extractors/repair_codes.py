"""Codes with a check digit: which of the ways to read a scan is the code. Pure.

Both engines may slip (1/I, 0/O, 5/S, 8/B, 2/Z). Where their readings of a company code differ in a few characters,
every mixture of them is tried; it is taken when both its check characters close and no other mixture's do. A mixture
invents nothing: each character was read by one of them. Codes with one check character are no safer mixed than guessed.
"""

import re
from collections.abc import Iterable
from itertools import product

from extractors.parse import organisation_closes, uscc, uscc_closes, vin, vin_closes
from extractors.parse_text import compact

_MOST_DIFFERENT = 3  # characters; with more, chance alone would close one mixture too often
_AS_DIGIT = str.maketrans("OQDILZSBGT", "0001125867")
_SPECKS = re.compile(r"(?<=[0-9A-Z])[.,·'`*_-](?=[0-9A-Z])")  # of dust and guilloche, read as signs inside a code
_SERIAL = 4  # last characters of a vehicle number, always digits (GB 16735)


def scanned_uscc(text: str) -> str | None:
    """A company code read by OCR: letters it never holds become the digits they look like."""
    return uscc(_SPECKS.sub("", compact(text)), repair=True)


def vehicle_number(text: str) -> str | None:
    """A vehicle number; letters read for the digits of its serial are mended, as a serial holds only digits."""
    found = vin(_SPECKS.sub("", compact(text)))
    if found is None or vin_closes(found):
        return found
    mended = found[:-_SERIAL] + found[-_SERIAL:].translate(_AS_DIGIT)
    return mended if vin_closes(mended) else found


def closing_vin(text: str) -> str | None:
    """A vehicle number that closes, for one that stands without its label."""
    found = vehicle_number(text)
    return found if found is not None and vin_closes(found) else None


def mixed_uscc(first: str, second: str) -> str | None:
    """The company code that two readings of one crop stand for, when exactly one mixture of them closes twice."""
    again = _same_length(second, len(first))
    if len(first) != 18 or again is None:
        return None
    places = [place for place, (one, other) in enumerate(zip(first, again, strict=True)) if one != other]
    if not 2 <= len(places) <= _MOST_DIFFERENT:
        return None
    closing = {code for code in _mixtures(first, again, places) if uscc_closes(code) and organisation_closes(code)}
    return closing.pop() if len(closing) == 1 else None


def _mixtures(first: str, second: str, places: list[int]) -> Iterable[str]:
    for choice in product((False, True), repeat=len(places)):
        code = list(first)
        for place, other in zip(places, choice, strict=True):
            code[place] = second[place] if other else code[place]
        yield "".join(code)


def _same_length(text: str, length: int) -> str | None:
    """The run of the text that has the code's length, letters and digits only."""
    runs = "".join(char if char.isascii() and char.isalnum() else " " for char in compact(text)).split()
    return next((run for run in runs if len(run) == length), None)
