"""Evidence files come in here: multipart with several files, or one raw body. 201 means stored and synced."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from api import idempotency
from api.bodies import Received, received_files
from api.deps import House, TheHouse, TheMerchant
from api.hints import hint
from api.problems import FieldProblem, make_problem, problem_response
from api.schemas import ErrorOut, UploadedFile, UploadOut
from api.submissions import IdempotencyKey, SubmissionId
from ingest.intake import AcceptedFile, Upload, accept_upload
from uplift.db import reading, transaction
from uplift.errors import Conflict, NoSpace, RejectedUpload, UpliftError
from uplift.records import EvidenceFile, Merchant
from uplift.store import submissions

router = APIRouter(prefix="/v1/submissions", tags=["files"])

_BINARY = {"type": "string", "format": "binary"}
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {"files": {"type": "array", "items": _BINARY}},
                }
            },
            "application/octet-stream": {"schema": _BINARY},
        },
    },
    "parameters": [
        {
            "name": "X-File-Name",
            "in": "header",
            "schema": {"type": "string"},
            "description": "Name of a raw body, percent-encoded UTF-8. The media type is found from the bytes.",
        }
    ],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one uploaded file: a row, new or known, or the error that refused it."""

    name: str
    file: EvidenceFile | None = None
    created: bool = False
    error: UpliftError | None = None


@router.post(
    "/{submission_id}/files",
    status_code=201,
    summary="Upload evidence files",
    response_model=UploadOut,
    openapi_extra=BODY,
    responses={413: {"description": "Too large"}, 415: {"description": "Unsupported media type"}},
)
async def upload_files(
    submission_id: SubmissionId,
    request: Request,
    house: TheHouse,
    merchant: TheMerchant,
    idempotency_key: IdempotencyKey = "",
) -> JSONResponse:
    """201 when at least one file is stored; each file has its own answer. When all are refused, a problem listing all.

    Multipart parts are named `files`. The same bytes twice in one submission are one file. A zip is unpacked.
    """
    await run_in_threadpool(_must_own, house, merchant, submission_id)  # 404 before a byte of the body is read
    async with received_files(request, house.settings) as received:
        return await run_in_threadpool(_answer, house, merchant, submission_id, received, idempotency_key)


def _must_own(house: House, merchant: Merchant, submission_id: str) -> None:
    with reading(house.engine) as conn:
        submissions.submission(conn, submission_id, merchant.id)


def _answer(
    house: House, merchant: Merchant, submission_id: str, received: Sequence[Received], key: str
) -> JSONResponse:
    request = idempotency.fingerprint("files", submission_id, *(f"{file.name}/{file.sha256}" for file in received))
    with reading(house.engine) as conn:
        kept = idempotency.find(conn, house.settings, merchant.id, key, request)
    if kept is not None:
        return kept
    outcomes = [outcome for file in received for outcome in _accept(house, merchant, submission_id, file)]
    if all(outcome.file is None for outcome in outcomes):
        return _all_refused(outcomes)
    hint(house, [outcome.file for outcome in outcomes if outcome.file and outcome.created])
    body = UploadOut(submission_id=submission_id, files=[_file_answer(outcome) for outcome in outcomes])
    with transaction(house.engine) as conn:
        return idempotency.keep(conn, merchant.id, key, request, 201, body.model_dump(mode="json"))


def _accept(house: House, merchant: Merchant, submission_id: str, file: Received) -> list[Outcome]:
    upload = Upload(merchant_id=merchant.id, submission_id=submission_id, name=file.name, stream=file.stream)
    try:
        accepted = accept_upload(house.engine, house.blobs, upload, house.settings, audit_key=house.chain_key)
    except (RejectedUpload, NoSpace, Conflict) as error:  # Conflict: decided meanwhile; files before it are stored
        return [Outcome(name=file.name, error=error)]
    return [_outcome(one) for one in accepted]


def _outcome(one: AcceptedFile) -> Outcome:
    return Outcome(name=one.name, file=one.file, created=one.created, error=one.error)


def _file_answer(outcome: Outcome) -> UploadedFile:
    if outcome.file is None:
        assert outcome.error is not None
        error = ErrorOut(code=outcome.error.code, message=str(outcome.error))
        return UploadedFile(name=outcome.name, status="rejected", error=error)
    return UploadedFile(
        name=outcome.name,
        status="accepted" if outcome.created else "duplicate",
        id=outcome.file.id,
        sha256=outcome.file.sha256,
        media_type=outcome.file.media_type,
    )


def _all_refused(outcomes: Sequence[Outcome]) -> JSONResponse:
    answers = [_file_answer(outcome) for outcome in outcomes]
    first = outcomes[0].error
    assert first is not None
    fields = [FieldProblem(field=a.name, message=a.error.message) for a in answers if a.error]
    problem = make_problem(first.http_status, first.code, str(first), fields)
    return problem_response(problem, files=answers)
