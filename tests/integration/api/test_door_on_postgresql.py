"""The same door and desk over PostgreSQL: locks, clocks and claims are the database's own there."""

import pytest
from desk import bearer, open_desk, picture

from uplift.db import reading
from uplift.store import submissions
from uplift.store.events import verify_chain
from uplift.types import Money, Route

pytestmark = pytest.mark.integration


@pytest.fixture
def desk(tmp_path, postgres_url):
    desk = open_desk(tmp_path / "home", database_url=postgres_url, secret_key="k" * 32, service_key="us_1")
    yield desk
    desk.house.engine.dispose()


def test_upload_read_score_and_four_eyes(desk):
    case = desk.ready_case(Route.FOUR_EYES)
    first, second = desk.reviewer("a@lender.example"), desk.reviewer("b@lender.example")
    assert first.claim(case).status_code == 200
    assert second.claim(case).status_code == 409
    assert first.decide(case, "approve").status_code == 200
    assert second.claim(case).status_code == 200
    assert second.decide(case, "approve").status_code == 200
    assert desk.current_limit(case) == Money.of(200_000)
    with reading(desk.house.engine) as conn:
        assert submissions.submission(conn, case).status == "decided"
        assert verify_chain(conn, desk.house.chain_key) > 5


def test_the_same_request_and_the_same_bytes_twice(desk):
    key = bearer(desk.merchant()["api_key"])
    opened = [desk.client.post("/v1/submissions", headers=key | {"Idempotency-Key": "1"}).json()["id"] for _ in "ab"]
    assert opened[0] == opened[1]
    [first], [second] = (desk.upload(key, opened[0], picture(1)) for _ in "ab")
    assert (first["id"], second["status"]) == (second["id"], "duplicate")
