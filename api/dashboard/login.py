"""Log in, log out, choose the language."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from api.dashboard.pages import page
from api.dashboard.session import (
    COOKIE,
    LOGIN_COOKIE,
    Attempt,
    address_of,
    check_csrf,
    log_in,
    set_cookie,
)
from api.deps import TheHouse
from api.security import same_secret
from api.words import LANGUAGE_COOKIE, LANGUAGES
from uplift.db import transaction
from uplift.errors import NotAllowed
from uplift.store import users

router = APIRouter()

LOGIN_FORM_S = 3600.0
YEAR_S = 31_536_000


@router.get("/login")
def login_page(request: Request) -> Response:
    """The form, with a token that its post must repeat."""
    return _form(request, wrong=False)


@router.post("/login")
def log_in_post(
    request: Request,
    house: TheHouse,
    email: Annotated[str, Form(max_length=254)],
    password: Annotated[str, Form(max_length=1000)],
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Open a session, or show the form again."""
    house.brake.press(address_of(request))
    if not same_secret(csrf, request.cookies.get(LOGIN_COOKIE, "")):
        raise NotAllowed("This form is out of date. Open the log-in page again; cookies must be allowed for it.")
    token = log_in(house, Attempt(email=email, password=password, address=address_of(request)))
    return _enter(request, token, house.settings.session_s) if token else _form(request, wrong=True)


def _form(request: Request, *, wrong: bool) -> Response:
    csrf = secrets.token_urlsafe(32)
    answer = page(request, "login.html", {"csrf": csrf, "wrong": wrong}, status=401 if wrong else 200)
    set_cookie(request, answer, LOGIN_COOKIE, csrf, LOGIN_FORM_S)
    return answer


def _enter(request: Request, token: str, session_s: float) -> Response:
    answer = RedirectResponse("/dashboard/", status_code=303)
    set_cookie(request, answer, COOKIE, token, session_s)
    answer.delete_cookie(LOGIN_COOKIE, path="/dashboard")
    return answer


@router.post("/logout", dependencies=[Depends(check_csrf)])
def log_out(request: Request, house: TheHouse) -> Response:
    """End the session on the server, then forget the cookie."""
    with transaction(house.engine) as conn:
        users.close_session(conn, request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/dashboard/login", status_code=303)
    answer.delete_cookie(COOKIE, path="/dashboard")
    return answer


@router.post("/language")
def choose_language(language: Annotated[str, Form()], back: Annotated[str, Form()] = "/dashboard/") -> Response:
    """Remember the language for a year; it needs no session and changes nothing else."""
    there = back if back.startswith("/dashboard/") else "/dashboard/"
    answer = RedirectResponse(there, status_code=303)
    answer.set_cookie(LANGUAGE_COOKIE, language if language in LANGUAGES else "zh", max_age=YEAR_S, samesite="lax")
    return answer
