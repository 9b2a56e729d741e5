"""All routes of the reviewers' desk."""

from fastapi import APIRouter

from api.dashboard import case, login, queue

router = APIRouter(prefix="/dashboard")
for part in (login.router, queue.router, case.router):
    router.include_router(part)
