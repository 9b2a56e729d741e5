"""Labels and synonyms printed on papers, kept as data: one YAML file a kind in `extractors/labels/`.

A label is plain text; spaces in it and on the page do not matter. One that begins with ``re:`` is a regular expression.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

import yaml

Labels: TypeAlias = Mapping[str, tuple[str, ...]]

_FOLDER = Path(__file__).parent / "labels"


@cache
def load_labels(name: str) -> Labels:
    """Label name → synonyms, best first, of ``labels/<name>.yaml``; read once per process."""
    parsed: dict[str, list[str]] = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return {key: tuple(str(synonym) for synonym in synonyms) for key, synonyms in parsed.items()}


@cache
def pattern_of(synonyms: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for any of the synonyms on normalised text, longest first."""
    ordered = sorted(synonyms, key=lambda synonym: (synonym.startswith("re:"), -len(synonym)))
    return re.compile("|".join(f"(?:{_one(synonym)})" for synonym in ordered), re.I)


def _one(synonym: str) -> str:
    if synonym.startswith("re:"):
        return synonym[3:]
    body = " ?".join(re.escape(char) for char in synonym if not char.isspace())
    if synonym[0].isascii() and synonym[0].isalnum():
        body = r"(?<![A-Za-zÀ-ÿ])" + body
    if synonym[-1].isascii() and synonym[-1].isalpha():
        body += r"(?![A-Za-zÀ-ÿ])"
    return body
