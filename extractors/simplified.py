"""Traditional characters that an OCR engine read on a simplified page, put back. Pure.

An engine that knows both scripts reads 經营 for 经营 where a photo is soft. A page that is printed in traditional
characters is left as it is: it holds more of them than of their simplified forms.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from extractors.page import TextLine

_TABLE = Path(__file__).parent / "labels" / "simplified.yaml"


def simplified(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines with stray traditional characters exchanged; all lines as they are on a traditional page."""
    table = _table()
    text = "".join(line.text for line in lines)
    strays = sum(ord(char) in table for char in text)
    if not strays or strays > sum(char in _simple() for char in text):
        return tuple(lines)
    return tuple(replace(line, text=line.text.translate(table)) for line in lines)


@cache
def _table() -> dict[int, str]:
    parsed: dict[str, str] = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    pairs = zip(parsed["traditional"].replace(" ", ""), parsed["simplified"].replace(" ", ""), strict=True)
    return {ord(old): new for old, new in pairs}


@cache
def _simple() -> frozenset[str]:
    return frozenset(_table().values())
