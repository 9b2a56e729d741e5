"""The HTTP door: `uvicorn api.main:create_app --factory`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from starlette.staticfiles import StaticFiles

from api import files as evidence
from api import health, merchants, problems, submissions, uploads
from api.body_limit import BodyLimit
from api.dashboard import routes as dashboard
from api.deps import House
from api.merchant import routes as merchant_page
from api.security import LoginBrake, SecurityHeaders
from ingest.blobs import open_blobs
from uplift.db import make_engine
from uplift.log import configure
from uplift.secrets import load_or_make
from uplift.settings import Settings

DESCRIPTION = """\
Self-submitted evidence in, an explained credit-limit increase out.

1. The lender's system makes a merchant (`POST /v1/merchants`, service key) and hands the API key to the merchant.
2. The merchant opens a submission, uploads evidence files and follows their status, by polling or by events.
3. The recommendation comes with reasons and contributions that sum exactly to the result.

Errors are problem+json (RFC 9457) with a stable `code`. Amounts are decimal strings in yuan.
"""


def open_house(settings: Settings) -> House:
    """Open the database and the blob store of this process."""
    return House(
        settings=settings,
        engine=make_engine(settings.resolved_database_url),
        blobs=open_blobs(settings.resolved_blob_url),
        secrets=load_or_make(settings),
        brake=LoginBrake(),
    )


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the application. The database must be migrated already (`uplift up` and the compose file do it)."""
    configure()
    house = open_house(settings or Settings())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        house.engine.dispose()

    app = FastAPI(
        title="uplift",
        version=version("uplift"),
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,  # the bundled viewers load scripts from a CDN
        redoc_url=None,
    )
    app.state.house = house
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)  # the last one added is the outermost
    problems.install(app)
    _add_routes(app)
    app.openapi = problems.describe(app)  # type: ignore[method-assign] # the documented way to extend it
    return app


def _add_routes(app: FastAPI) -> None:
    app.include_router(health.router)
    for router in (merchants.router, submissions.router, uploads.router, evidence.router):
        app.include_router(router, responses=problems.RESPONSES)
    app.include_router(dashboard.router, include_in_schema=False)
    app.include_router(merchant_page.router, include_in_schema=False)
    for room in ("dashboard", "merchant"):
        folder = Path(str(files("api").joinpath(room, "static")))
        app.mount(f"/{room}/static", StaticFiles(directory=folder), name=f"{room}-static")
    app.add_api_route("/", lambda: RedirectResponse("/merchant/"), include_in_schema=False)
