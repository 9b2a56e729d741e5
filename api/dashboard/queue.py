"""The queue, live, and the files that were given up."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.dashboard.pages import page
from api.dashboard.session import TheSession, check_csrf
from api.deps import House, TheHouse
from api.hints import hint
from uplift.db import reading, transaction
from uplift.records import Session
from uplift.states import FileStatus, SubmissionStatus
from uplift.store import files
from uplift.store.events import append_event
from uplift.store.queue import review_queue
from uplift.types import Route

router = APIRouter()

PAGE_ROWS = 50

FILTERS: dict[str, dict[str, Any]] = {
    "waiting": {"statuses": (SubmissionStatus.RECOMMENDED,)},
    "one_reviewer": {"statuses": (SubmissionStatus.RECOMMENDED,), "routes": (Route.ONE_REVIEWER,)},
    "four_eyes": {"statuses": (SubmissionStatus.RECOMMENDED,), "routes": (Route.FOUR_EYES,)},
    "fraud_desk": {"statuses": (SubmissionStatus.RECOMMENDED,), "routes": (Route.FRAUD_DESK,)},
    "awaiting_merchant": {"statuses": (SubmissionStatus.AWAITING_MERCHANT,)},
    "open": {"statuses": (SubmissionStatus.OPEN,)},
    "decided": {"statuses": (SubmissionStatus.DECIDED,)},
}

Show = Annotated[str, Query()]
After = Annotated[str, Query(max_length=32)]


@router.get("/")
def queue_page(
    request: Request, house: TheHouse, session: TheSession, show: Show = "waiting", after: After = ""
) -> Response:
    """The whole page; the rows inside refresh themselves."""
    return page(request, "queue.html", _rows(house, session, show, after))


@router.get("/queue/rows")
def queue_rows(
    request: Request, house: TheHouse, session: TheSession, show: Show = "waiting", after: After = ""
) -> Response:
    """Only the rows, for the live refresh."""
    return page(request, "queue_rows.html", _rows(house, session, show, after))


def _rows(house: House, session: Session, show: str, after: str) -> dict[str, Any]:
    shown = show if show in FILTERS else "waiting"
    with reading(house.engine) as conn:
        found = review_queue(conn, **FILTERS[shown], after=after or None, limit=PAGE_ROWS + 1)
    next_after = found[PAGE_ROWS - 1].submission_id if len(found) > PAGE_ROWS else ""
    rows = {"rows": found[:PAGE_ROWS], "next_after": next_after, "after": after}
    return {"session": session, "show": shown, "filters": list(FILTERS), **rows}


@router.get("/dead")
def dead_files(request: Request, house: TheHouse, session: TheSession) -> Response:
    """Files that were given up, newest first, with their reasons."""
    with reading(house.engine) as conn:
        found = files.files_with_status(conn, FileStatus.DEAD, limit=200)
    return page(request, "dead.html", {"session": session, "files": found})


@router.post("/files/{file_id}/retry", dependencies=[Depends(check_csrf)])
def retry_file(file_id: Annotated[str, Path()], house: TheHouse, session: TheSession) -> Response:
    """Send a given-up or unreadable file through the house once more."""
    with transaction(house.engine) as conn:
        revived = files.revive(conn, file_id)
        body = {"file_id": file_id, "name": revived.name}
        append_event(
            conn, session.user.id, "file_retried", f"submission:{revived.submission_id}", body, house.chain_key
        )
    hint(house, [revived])
    return RedirectResponse("/dashboard/dead", status_code=303)
