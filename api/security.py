"""Headers on every answer, the service key, and the brake on log-in attempts."""

import hmac

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from uplift.errors import QuotaExceeded

POSTS_PER_MINUTE = 30  # log-in posts from one address; each costs an argon2 hash, so a flood is a CPU attack

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), payment=()",
}


class SecurityHeaders:
    """ASGI middleware: the headers above on every answer; only static files may be cached. Streams pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the headers where the answer starts."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_headers(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def add_headers(headers: MutableHeaders, path: str) -> None:
    """Set each security header that the answer does not set itself."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", "public, max-age=3600" if "/static/" in path else "no-store")


def same_secret(given: str, expected: str) -> bool:
    """Compare in constant time; an empty secret matches nothing."""
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


class LoginBrake:
    """Moving window of log-in posts per address, in this process. The lasting lock-out is in the database."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._item = RateLimitItemPerMinute(POSTS_PER_MINUTE)

    def press(self, address: str) -> None:
        """Count one post. Raises QuotaExceeded above the limit."""
        if not self._limiter.hit(self._item, address):
            raise QuotaExceeded("Too many log-in attempts from this address. Wait a minute and try again.")
