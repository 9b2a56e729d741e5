"""A house without a broker: real database, blobs and pipeline; reading is scripted unless a test says otherwise."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from scoring import current_policy
from uplift.db import transaction
from uplift.records import EvidenceFile, NewFile
from uplift.settings import Settings
from uplift.store import files, merchants, submissions
from uplift.types import Industry, Money, Profile
from workers.pipeline import Deps, open_deps
from workers.reader import Reader, ReaderOptions

BAD_READER = (sys.executable, str(Path(__file__).parents[2] / "faults" / "bad_reader.py"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One merchant's open submission in a house."""

    deps: Deps
    merchant_id: str
    submission_id: str

    @property
    def engine(self) -> Engine:
        return self.deps.engine

    def add(self, data: bytes, media_type: str = "application/pdf") -> str:
        new = NewFile(
            submission_id=self.submission_id,
            merchant_id=self.merchant_id,
            sha256=self.deps.blobs.put(data),
            name=f"file-{len(data)}",
            media_type=media_type,
            size_bytes=len(data),
        )
        with transaction(self.engine) as conn:
            return files.add_file(conn, new)[0].id

    def file(self, file_id: str) -> EvidenceFile:
        with transaction(self.engine) as conn:
            return files.file(conn, file_id)


def open_case(deps: Deps, number: str = "m1") -> Case:
    profile = Profile(
        merchant_id=number, name="杭州测试有限公司", industry=Industry.RETAIL, current_limit=Money.of(10_000)
    )
    with transaction(deps.engine) as conn:
        merchant = merchants.add_merchant(conn, number, profile)
        opened = submissions.open_submission(conn, merchant.id)
    return Case(deps=deps, merchant_id=merchant.id, submission_id=opened.id)


@pytest.fixture
def deps(database_url: str, tmp_path: Path) -> Iterator[Deps]:
    """An open house whose reader runs tests/faults/bad_reader.py."""
    settings = Settings(
        home=tmp_path,
        database_url=database_url,
        redis_url="redis+socket:///nowhere/redis.sock",
        blob_url=str(tmp_path / "blobs"),
        secret_key="a-secret-of-this-test",
        retry_base_s=0.0,
        lease_s=0.5,
    )
    opened = open_deps(settings)
    options = ReaderOptions(deadline_s=2.0, memory_bytes=10**9, recycle_rss_bytes=10**9, command=BAD_READER)
    swapped = Deps(
        engine=opened.engine,
        blobs=opened.blobs,
        reader=Reader(options),
        settings=settings,
        policy_for=partial(lambda _: current_policy()),
        secret_key=opened.secret_key,
    )
    yield swapped
    swapped.close()


@pytest.fixture
def case(deps: Deps) -> Case:
    """One merchant with an open submission."""
    return open_case(deps)
