"""Errors at the HTTP door: RFC 9457 problem+json under /v1, a readable page under /dashboard. One shape for all."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

import structlog
from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from api.dashboard.pages import problem_page
from api.security import add_headers
from uplift.errors import NotAuthenticated, UpliftError

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "The request cannot be used",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Somebody else was first",
    413: "Too large",
    415: "Unsupported media type",
    422: "A value cannot be used",
    429: "Too many",
    500: "Something went wrong on our side",
    503: "Not available at the moment",
    507: "Storage is full",
}
CODES = {400: "bad_request", 401: "not_authenticated", 403: "not_allowed", 404: "not_found", 405: "method_not_allowed"}


class FieldProblem(BaseModel):
    """One value that cannot be used."""

    field: str = Field(description="Where it stands, e.g. body.current_limit.")
    message: str


class Problem(BaseModel):
    """RFC 9457 problem details; every error of this API has this shape."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "urn:uplift:problem:not_found",
                "title": "Not found",
                "status": 404,
                "code": "not_found",
                "detail": "There is no submission with this id. Check the id you were given when it was opened.",
                "errors": [],
            }
        }
    )

    type: str = Field(description="urn:uplift:problem: followed by the code.")
    title: str
    status: int
    code: str = Field(description="Stable; decide by this, never by the text.")
    detail: str = Field(description="What happened, why, and what to do next.")
    errors: list[FieldProblem] = Field(default_factory=list)
    incident: str | None = Field(None, description="Only for status 500: quote it when asking for help.")


RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {
        "description": TITLES[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status in (401, 404, 422)
}


def describe(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """The OpenAPI of the app with the Problem schema that RESPONSES points at."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            parts = schema.pop("$defs")
            plain().setdefault("components", {}).setdefault("schemas", {}).update(parts, Problem=schema)
        assert app.openapi_schema is not None
        return app.openapi_schema

    return openapi


def make_problem(status: int, code: str, detail: str, errors: Sequence[FieldProblem] = ()) -> Problem:
    """A Problem with the title that belongs to the status."""
    title = TITLES.get(status, "The request cannot be answered")
    return Problem(
        type=f"urn:uplift:problem:{code}", title=title, status=status, code=code, detail=detail, errors=list(errors)
    )


def problem_response(problem: Problem, **extensions: Any) -> JSONResponse:
    """The problem as JSON, with extension members beside the standard ones."""
    body = problem.model_dump(exclude_none=True) | jsonable_encoder(extensions)
    headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else None
    return JSONResponse(body, status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


def install(app: FastAPI) -> None:
    """Register the handlers, so that no error leaves in another shape."""
    app.add_exception_handler(UpliftError, _expected)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def _answer(request: Request, problem: Problem) -> Response:
    if request.url.path.startswith("/dashboard"):
        return problem_page(request, problem.status, problem.title, problem.detail)
    return problem_response(problem)


async def _expected(request: Request, error: Exception) -> Response:
    assert isinstance(error, UpliftError)
    if isinstance(error, NotAuthenticated) and request.url.path.startswith("/dashboard"):
        return RedirectResponse("/dashboard/login", status_code=303)
    if error.http_status >= 500:
        structlog.get_logger().warning("http_error", code=error.code, path=request.url.path, error=str(error))
    return _answer(request, make_problem(error.http_status, error.code, str(error)))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [FieldProblem(field=".".join(map(str, e["loc"])), message=e["msg"]) for e in error.errors()]
    names = ", ".join(f.field for f in found) or "the request"
    return _answer(
        request, make_problem(422, "invalid_input", f"Cannot use {names}. Mend it and send it again.", found)
    )


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = CODES.get(error.status_code, "bad_request")
    return _answer(request, make_problem(error.status_code, code, str(error.detail)))


async def _unexpected(request: Request, error: Exception) -> Response:
    incident = uuid4().hex
    structlog.get_logger().error("unexpected_error", incident=incident, path=request.url.path, exc_info=error)
    detail = f"This is a fault of ours; nothing half-done was kept. Try again, and quote {incident} if it returns."
    problem = make_problem(500, "internal", detail).model_copy(update={"incident": incident})
    response = _answer(request, problem)
    add_headers(response.headers, request.url.path)  # this handler runs outside the middleware
    return response
