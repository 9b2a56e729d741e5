"""A cap on every request body except uploads, which count for themselves while they stream to disk.

Without it any POST route would hold a body of any size in memory.
"""

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import make_problem, problem_response
from uplift.errors import TooLarge

MOST_BYTES = 1_000_000  # a profile with a thousand counterparties is 200 kB
UPLOADS = re.compile(r"/v1/submissions/[^/]+/files")
TOO_LARGE = f"This request may carry {MOST_BYTES:,} bytes. Only uploads of evidence may be larger."


class BodyLimit:
    """ASGI middleware: refuse by the announced length, and by count where none was announced."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on unless its body is too large."""
        if scope["type"] != "http" or UPLOADS.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
        elif _announced(scope) > MOST_BYTES:
            answer = problem_response(make_problem(TooLarge.http_status, TooLarge.code, TOO_LARGE))
            await answer(scope, receive, send)
        else:
            await self._app(scope, _counting(receive), send)


def _announced(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"")
    return int(length) if length.isdigit() else 0


def _counting(receive: Receive) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MOST_BYTES:
            raise TooLarge(TOO_LARGE)
        return message

    return counted
