"""Submissions: open, list, status, live events, recommendation. A merchant sees only its own; others answer 404."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from time import monotonic
from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Path, Request
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.concurrency import run_in_threadpool

from api import idempotency
from api.deps import House, Principal, TheHouse, TheMerchant, ThePrincipal
from api.schemas import RecommendationOut, SubmissionIn, SubmissionList, SubmissionOut, SubmissionRow
from api.views import decision_in_force, recommendation_out, submission_out
from uplift.db import reading, transaction
from uplift.errors import NotAllowed, NotFound
from uplift.records import Merchant
from uplift.store import decisions, extractions, files, recommendations, submissions

router = APIRouter(prefix="/v1/submissions", tags=["submissions"])

POLL_S = 0.5
BEAT_S = 15.0  # a comment this often keeps proxies from closing a quiet stream
STREAM_S = 900.0  # then the stream ends and the client opens a new one

SubmissionId = Annotated[str, Path(description="The id from POST /v1/submissions.")]
IdempotencyKey = Annotated[
    str, Header(max_length=128, description="Any text, new for each intent; a repeat gets the first answer.")
]


@router.post("", status_code=201, summary="Open a submission", response_model=SubmissionOut)
def open_submission(
    house: TheHouse,
    principal: ThePrincipal,
    merchant: TheMerchant,
    body: Annotated[SubmissionIn | None, Body()] = None,
    idempotency_key: IdempotencyKey = "",
) -> JSONResponse:
    """Open a bundle of evidence for one limit review. Files may come at any time until it is decided."""
    asked = body or SubmissionIn()
    if asked.as_of and not (principal.service or house.settings.embedded):
        raise NotAllowed("Only the lender may fix the day of scoring. Leave out as_of, or send X-Service-Key.")
    return _open_once(house, merchant, asked, idempotency_key)


def _open_once(house: House, merchant: Merchant, asked: SubmissionIn, key: str) -> JSONResponse:
    request_sha256 = idempotency.fingerprint("open", asked.model_dump_json())
    with transaction(house.engine) as conn:
        kept = idempotency.find(conn, house.settings, merchant.id, key, request_sha256)
        if kept is not None:
            return kept
        opened = submissions.open_submission(conn, merchant.id, asked.as_of)
        body = submission_out(opened, (), {}, None, None).model_dump(mode="json")
        return idempotency.keep(conn, merchant.id, key, request_sha256, 201, body)


@router.get("", summary="List my submissions", response_model=SubmissionList)
def list_submissions(house: TheHouse, merchant: TheMerchant) -> SubmissionList:
    """All submissions of the merchant, newest first."""
    with reading(house.engine) as conn:
        found = submissions.submissions_of(conn, merchant.id)
    rows = [SubmissionRow(id=s.id, status=s.status, created_at=s.created_at) for s in found]
    return SubmissionList(submissions=rows)


@router.get("/{submission_id}", summary="Status of a submission", response_model=SubmissionOut)
def get_submission(submission_id: SubmissionId, house: TheHouse, principal: ThePrincipal) -> SubmissionOut:
    """Every file with its status, kind, error and verdict; a summary of the recommendation once there is one."""
    return _status(house, principal, submission_id)


def _status(house: House, principal: Principal, submission_id: str) -> SubmissionOut:
    with reading(house.engine) as conn:
        found = submissions.submission(conn, submission_id, principal.merchant_id)
        of_it = files.files_of(conn, submission_id)
        read = extractions.extractions_of(conn, submission_id)
        stored = recommendations.latest_recommendation(conn, submission_id)
        decided = decision_in_force(decisions.decisions_of(conn, submission_id))
    current = stored.recommendation if stored and stored.revision == found.revision else None
    return submission_out(
        found, of_it, {file_id: stored_read.extraction for file_id, stored_read in read.items()}, current, decided
    )


@router.get(
    "/{submission_id}/events",
    summary="Follow a submission",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "`status` events, each the body of the status endpoint; ends when settled.",
            "content": {"text/event-stream": {}},
        }
    },
)
async def follow(
    submission_id: SubmissionId, house: TheHouse, principal: ThePrincipal, request: Request
) -> StreamingResponse:
    """Server-sent events: one `status` event at once, one at each change, and a last `settled`."""
    first = await run_in_threadpool(_status, house, principal, submission_id)  # 404 before the stream begins

    def look() -> SubmissionOut:
        return _status(house, principal, submission_id)

    return StreamingResponse(_events(first, look, request), media_type="text/event-stream")


async def _events(first: SubmissionOut, look: Callable[[], SubmissionOut], request: Request) -> AsyncIterator[str]:
    now, sent, started, beat = first, "", monotonic(), monotonic()
    while monotonic() - started < STREAM_S:
        body = now.model_dump_json()
        if body != sent:
            yield _event("status", body)
            sent, beat = body, monotonic()
        if now.settled:
            yield _event("settled", json.dumps({"id": now.id}))
            return
        if monotonic() - beat > BEAT_S:
            yield ": still here\n\n"
            beat = monotonic()
        await asyncio.sleep(POLL_S)
        if await request.is_disconnected():
            return
        now = await run_in_threadpool(look)


def _event(name: str, data: str) -> str:
    return f"event: {name}\ndata: {data}\n\n"


@router.get("/{submission_id}/recommendation", summary="The recommendation", response_model=RecommendationOut)
def get_recommendation(submission_id: SubmissionId, house: TheHouse, principal: ThePrincipal) -> dict[str, Any]:
    """The latest recommendation with reasons and contributions; 404 until every file has settled once."""
    with reading(house.engine) as conn:
        submissions.submission(conn, submission_id, principal.merchant_id)
        names = {file.id: file.name for file in files.files_of(conn, submission_id)}
        stored = recommendations.latest_recommendation(conn, submission_id)
    if stored is None:
        raise NotFound("Nothing is recommended yet. Upload evidence, then follow the status until it is settled.")
    return recommendation_out(submission_id, stored.recommendation, names, everything=principal.merchant is None)
