"""The merchant's page: one form to send evidence and see what becomes of it. It asks /v1 with the merchant's key."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.dashboard.pages import page
from api.words import LANGUAGE_COOKIE, LANGUAGES, catalogue, language_of

router = APIRouter(prefix="/merchant")


@router.get("/")
def upload_page(request: Request) -> HTMLResponse:
    """The page itself. It holds no data; the script asks /v1 for all of it."""
    words = {key: text for key, text in catalogue(language_of(request)).items() if key.startswith(("m.", "kind."))}
    return page(request, "merchant.html", {"words": words})


@router.post("/language")
def choose_language(language: Annotated[str, Form()]) -> RedirectResponse:
    """Remember the language for a year."""
    answer = RedirectResponse("/merchant/", status_code=303)
    chosen = language if language in LANGUAGES else "zh"
    answer.set_cookie(LANGUAGE_COOKIE, chosen, max_age=31_536_000, samesite="lax")
    return answer
