"""Who sits at the desk: a server-side session behind a cookie, and the token that every form carries."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated

from fastapi import Depends, Form, Request
from fastapi.responses import Response
from pwdlib import PasswordHash

from api.deps import House, TheHouse
from api.security import same_secret
from uplift.db import reading, transaction
from uplift.errors import NotAllowed, NotAuthenticated, QuotaExceeded
from uplift.records import Session
from uplift.store import users

COOKIE = "uplift_session"
LOGIN_COOKIE = "uplift_login"


def get_session(request: Request, house: TheHouse) -> Session:
    """The session of this request. Raises NotAuthenticated, which sends people to the log-in page."""
    with reading(house.engine) as conn:
        session = users.session_of(conn, request.cookies.get(COOKIE, ""))
    if session is None:
        raise NotAuthenticated("Your session has ended. Log in again.")
    return session


TheSession = Annotated[Session, Depends(get_session)]


def check_csrf(session: TheSession, csrf: Annotated[str, Form()] = "") -> None:
    """Refuse a form that our own page did not make."""
    if not same_secret(csrf, session.csrf):
        raise NotAllowed("This form is out of date. Go back, reload the page and press the button again.")


@cache
def hasher() -> PasswordHash:
    """argon2id with the library's recommended cost."""
    return PasswordHash.recommended()


@cache
def _nobodys_hash() -> str:
    return hasher().hash("nobody has this password")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try at the log-in form."""

    email: str
    password: str
    address: str


def log_in(house: House, attempt: Attempt) -> str | None:
    """Token of a new session, or None when address or password is wrong. Raises QuotaExceeded when locked out."""
    with reading(house.engine) as conn:
        failures = users.recent_login_failures(conn, attempt.email, attempt.address)
        user = users.user_by_email(conn, attempt.email)
    if failures >= house.settings.login_attempts:
        raise QuotaExceeded("Too many failed log-ins. Wait 15 minutes, or ask an administrator for a new password.")
    # An unknown address costs the same time as a wrong password, so that nobody can list our reviewers.
    right = hasher().verify(attempt.password, user.password_hash if user else _nobodys_hash())
    with transaction(house.engine) as conn:
        if user is None or not right or not user.active:
            users.record_login_failure(conn, attempt.email, attempt.address)
            return None
        return users.open_session(conn, user.id, house.settings.session_s)[0]


def address_of(request: Request) -> str:
    """Network address of the caller; behind a proxy uvicorn fills it in from the trusted header."""
    return request.client.host if request.client else "unknown"


def set_cookie(request: Request, response: Response, name: str, value: str, max_age: float) -> None:
    """A cookie that scripts cannot read and that goes over https only when we are on https."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        name, value, max_age=int(max_age), httponly=True, samesite="lax", secure=secure, path="/dashboard"
    )
