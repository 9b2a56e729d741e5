"""The case page and what hangs on it: page images, originals, claim, release, decide."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.dashboard.case_view import gather
from api.dashboard.pages import page as render
from api.dashboard.session import TheSession, check_csrf, get_session
from api.deps import TheHouse
from api.reviews import Wish, decide
from api.words import language_of
from uplift.db import reading, transaction
from uplift.errors import NotFound
from uplift.store import extractions, files, submissions
from uplift.store.events import append_event

router = APIRouter()

CaseId = Annotated[str, Path(max_length=32)]
FileId = Annotated[str, Path(max_length=32)]
SANDBOX = {"Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'"}


def _to_case(submission_id: str) -> Response:
    return RedirectResponse(f"/dashboard/cases/{submission_id}", status_code=303)


@router.get("/cases/{submission_id}")
def case_page(
    submission_id: CaseId,
    request: Request,
    house: TheHouse,
    session: TheSession,
    file: Annotated[str, Query(max_length=32)] = "",
    page: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """One screen: evidence, page with boxes, fields and checks, waterfall, decision, history."""
    with reading(house.engine) as conn:
        case = gather(conn, submission_id, file, page, session.user, language_of(request))
    return render(request, "case.html", {"session": session, "case": case})


@router.post("/cases/{submission_id}/claim", dependencies=[Depends(check_csrf)])
def claim(submission_id: CaseId, house: TheHouse, session: TheSession) -> Response:
    """Hold the case for a while, so that nobody else decides it meanwhile. 409 when somebody holds it."""
    with transaction(house.engine) as conn:
        submissions.claim_case(conn, submission_id, session.user.id, house.settings.claim_s)
        append_event(conn, session.user.id, "claimed", f"submission:{submission_id}", {}, house.chain_key)
    return _to_case(submission_id)


@router.post("/cases/{submission_id}/release", dependencies=[Depends(check_csrf)])
def release(submission_id: CaseId, house: TheHouse, session: TheSession) -> Response:
    """Give the case back to the queue."""
    with transaction(house.engine) as conn:
        if submissions.held_by(conn, submission_id) == session.user.id:
            submissions.release_case(conn, submission_id, session.user.id)
            append_event(conn, session.user.id, "released", f"submission:{submission_id}", {}, house.chain_key)
    return RedirectResponse("/dashboard/", status_code=303)


@router.post("/cases/{submission_id}/decide", dependencies=[Depends(check_csrf)])
def decide_case(
    submission_id: CaseId,
    house: TheHouse,
    session: TheSession,
    act: Annotated[str, Form(max_length=24)],
    recommendation_id: Annotated[str, Form(max_length=32)],
    reason: Annotated[str, Form(max_length=1000)] = "",
    amount: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Approve, set another limit, decline, or ask for more."""
    wish = Wish(act=act, amount=amount, reason=reason, recommendation_id=recommendation_id)
    with transaction(house.engine) as conn:
        decide(conn, house, session.user, submission_id, wish)
    return _to_case(submission_id)


@router.get("/files/{file_id}/pages/{number}", dependencies=[Depends(get_session)])
def page_image(file_id: FileId, number: Annotated[int, Path(ge=0)], house: TheHouse) -> Response:
    """One page as WebP, drawn anew from pixels: nothing of the uploaded bytes is in it."""
    with reading(house.engine) as conn:
        images = extractions.page_images(conn, file_id)
    image = next((image for image in images if image.page == number), None)
    if image is None:
        raise NotFound("This page was not drawn. Only the pages that were read have a picture.")
    headers = {**SANDBOX, "Cache-Control": "private, max-age=3600"}
    return Response(house.blobs.get(image.sha256), media_type="image/webp", headers=headers)


@router.get("/files/{file_id}/original")
def original(file_id: FileId, house: TheHouse, session: TheSession) -> Response:
    """The uploaded bytes, only ever as a download; that somebody took them is kept in the audit chain."""
    with transaction(house.engine) as conn:
        file = files.file(conn, file_id)
        subject, body = f"submission:{file.submission_id}", {"file_id": file.id, "name": file.name}
        append_event(conn, session.user.id, "original_opened", subject, body, house.chain_key)
    disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    headers = {**SANDBOX, "Content-Disposition": disposition}
    return Response(house.blobs.get(file.sha256), media_type="application/octet-stream", headers=headers)
