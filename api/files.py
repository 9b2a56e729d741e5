"""One evidence file: its status and verdict. The bytes are never served back under /v1."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.deps import TheHouse, ThePrincipal
from api.schemas import FileOut
from api.views import file_out
from uplift.db import reading
from uplift.packages import outcomes_of
from uplift.store import extractions, files, recommendations

router = APIRouter(prefix="/v1/files", tags=["files"])


@router.get("/{file_id}", summary="Status of one file", response_model=FileOut)
def get_file(
    file_id: Annotated[str, Path(description="The id from the upload.")], house: TheHouse, principal: ThePrincipal
) -> FileOut:
    """Status, kind, error and verdict of one file."""
    with reading(house.engine) as conn:
        file = files.file(conn, file_id, principal.merchant_id)
        read = extractions.latest_extraction(conn, file_id)
        stored = recommendations.latest_recommendation(conn, file.submission_id)
    outcomes = outcomes_of(stored.recommendation if stored else None, file_id)
    return file_out(file, read.extraction if read else None, outcomes)
