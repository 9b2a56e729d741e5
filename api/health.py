"""Whether this process lives, and whether it can serve. No secrets, no versions, no key needed."""

from fastapi import APIRouter, Response
from sqlalchemy.exc import SQLAlchemyError

from api.deps import House, TheHouse
from api.schemas import Health
from uplift.db import database_now, reading
from uplift.errors import BrokerDown
from workers.queue import depth

router = APIRouter(tags=["health"])


@router.get("/healthz", summary="Is the process alive?", response_model=Health)
def alive() -> Health:
    """Answer as long as the process runs; look at nothing else."""
    return Health(status="ok")


@router.get("/readyz", summary="Can it serve?", response_model=Health)
def ready(house: TheHouse, response: Response) -> Health:
    """503 without a database. A broker that is down only degrades: uploads are kept and queued later."""
    checks = {"database": _database(house), "queue": _queue(house)}
    response.status_code = 200 if checks["database"] == "ok" else 503
    return Health(status="ok" if set(checks.values()) == {"ok"} else "degraded", checks=checks)


def _database(house: House) -> str:
    try:
        with reading(house.engine) as conn:
            database_now(conn)
    except SQLAlchemyError:
        return "down"
    return "ok"


def _queue(house: House) -> str:
    try:
        depth(house.settings)
    except BrokerDown:
        return "down"
    return "ok"
