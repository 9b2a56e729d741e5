"""Words on the screens and in answers to merchants, in Chinese and English, from catalogue files."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from fastapi import Request

LANGUAGES = ("zh", "en")
LANGUAGE_COOKIE = "uplift_lang"


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All words of one language; read once a process."""
    return dict(yaml.safe_load(files("api").joinpath("catalogue", f"{language}.yaml").read_text("utf-8")))


def say(language: str, key: str, **values: object) -> str:
    """The words for `key`. An unknown key is a mistake of ours and raises KeyError."""
    return catalogue(language)[key].format(**values)


def language_of(request: Request) -> str:
    """The reader's choice, else the browser's wish, else Chinese."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    wished = request.headers.get("accept-language", "").lower()
    return "en" if wished.startswith("en") else "zh"
