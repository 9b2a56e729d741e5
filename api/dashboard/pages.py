"""Templates -> HTML answers, with the words of the reader's language. Autoescaping is always on."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from api.dashboard.waterfall import yuan
from api.words import catalogue, language_of, say


@cache
def environment() -> Environment:
    """The Jinja environment; templates are compiled once a process."""
    loader = ChoiceLoader([PackageLoader("api.dashboard"), PackageLoader("api.merchant")])
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters |= {"yuan": yuan, "ago": ago, "minute": minute, "shorten": shorten}
    return made


def page(request: Request, template: str, context: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """Render one template. `t` says words, `language` is zh or en, `path` is where we are."""
    language = language_of(request)
    common: dict[str, Any] = {
        "t": partial(say, language),
        "language": language,
        "path": request.url.path,
        "session": None,
    }
    common["t_act"] = lambda act: catalogue(language).get(f"act.{act}", act)
    return HTMLResponse(environment().get_template(template).render(common | dict(context)), status_code=status)


def problem_page(request: Request, status: int, title: str, detail: str) -> HTMLResponse:
    """An error as a page people can read, with the way back."""
    return page(request, "problem.html", {"status": status, "title": title, "detail": detail}, status)


def shorten(text: str, most: int = 18) -> str:
    """A label that fits; wide characters count double. The whole text stands in the bar's title."""
    room = 2 * most
    for place, character in enumerate(text):
        room -= 2 if ord(character) > 0x2E7F else 1
        if room < 0:
            return text[:place].rstrip() + "…"
    return text


def minute(at: datetime) -> str:
    """`2026-11-23 08:15 UTC`."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def ago(at: datetime) -> str:
    """Age in the largest whole unit: `3 d`, `5 h`, `12 min`."""
    minutes = max(0, int((datetime.now(UTC) - at).total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} d"
