import re

import pytest
from desk import PROFILE, bearer, open_desk, picture
from fastapi.routing import APIRoute


def problem(answer, status, code):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body.keys() >= {"type", "title", "status", "detail", "code", "errors"}
    assert (body["status"], body["code"], body["type"]) == (status, code, f"urn:uplift:problem:{code}")
    return body


def test_a_merchant_is_made_with_the_service_key_and_its_own_key_is_shown_once(desk):
    made = desk.merchant()
    assert made["api_key"].startswith("upl_")
    assert desk.client.get("/v1/submissions", headers=bearer(made["api_key"])).json() == {"submissions": []}
    problem(desk.client.post("/v1/merchants", json=PROFILE, headers=desk.service), 409, "conflict")


def test_nothing_under_v1_answers_without_a_key(desk):
    for path in ("/v1/submissions", "/v1/submissions/x", "/v1/files/x"):
        answer = desk.client.get(path)
        problem(answer, 401, "not_authenticated")
        assert answer.headers["www-authenticate"] == "Bearer"
    problem(desk.client.get("/v1/submissions", headers=bearer("upl_wrong")), 401, "not_authenticated")


def test_a_merchant_cannot_make_merchants_and_the_service_key_cannot_upload(desk):
    key = bearer(desk.merchant()["api_key"])
    problem(desk.client.post("/v1/merchants", json=PROFILE, headers=key), 403, "not_allowed")
    problem(desk.client.post("/v1/submissions", headers=desk.service), 403, "not_allowed")


def test_rotating_a_key_ends_the_old_one(desk):
    made = desk.merchant()
    fresh = desk.client.post(f"/v1/merchants/{made['id']}/keys", headers=desk.service).json()["api_key"]
    problem(desk.client.get("/v1/submissions", headers=bearer(made["api_key"])), 401, "not_authenticated")
    assert desk.client.get("/v1/submissions", headers=bearer(fresh)).status_code == 200


@pytest.mark.parametrize(
    "change",
    [{"industry": "piracy"}, {"current_limit": "-1"}, {"current_limit": 0.123}, {"nickname": "x"}, {"name": ""}],
)
def test_a_profile_that_cannot_be_used_is_refused_with_the_field_named(desk, change):
    answer = desk.client.post("/v1/merchants", json=PROFILE | change, headers=desk.service)
    body = problem(answer, 422, "invalid_input")
    assert [error["field"] for error in body["errors"]] == [f"body.{next(iter(change))}"]


def test_another_merchants_ids_answer_404_on_every_route_that_takes_one(desk):
    """The list of routes is the application's own, so that a new route cannot be forgotten."""
    owner, other = (bearer(desk.merchant(number)["api_key"]) for number in ("M-1", "M-2"))
    submission_id = desk.submission(owner)
    [file] = desk.upload(owner, submission_id, picture(1))
    ids = {"submission_id": submission_id, "file_id": file["id"]}
    asked = []
    for route in _v1_routes(desk.client.app):
        names = re.findall(r"{(\w+)}", route.path)
        if not names or "merchant_id" in names:
            continue
        path = route.path.format(**{name: ids[name] for name in names})
        for method in route.methods:
            problem(desk.client.request(method, path, headers=other), 404, "not_found")
            asked.append(path)
    assert len(asked) >= 5


def test_only_the_service_key_reaches_routes_that_take_a_merchant(desk):
    made, other = desk.merchant("M-1"), bearer(desk.merchant("M-2")["api_key"])
    routes = [route for route in _v1_routes(desk.client.app) if "{merchant_id}" in route.path]
    assert len(routes) == 2
    for route in routes:
        for method in route.methods:
            path = route.path.format(merchant_id=made["id"])
            problem(desk.client.request(method, path, headers=other, json=PROFILE), 403, "not_allowed")


def _v1_routes(app):
    found = []
    stack = list(app.routes)
    while stack:
        route = stack.pop()
        if isinstance(route, APIRoute) and route.path.startswith("/v1/"):
            found.append(route)
        stack += getattr(getattr(route, "original_router", None), "routes", [])
    return found


def test_an_unknown_page_and_a_wrong_method_have_the_same_shape(desk):
    problem(desk.client.get("/v1/nothing"), 404, "not_found")
    problem(desk.client.delete("/v1/submissions"), 405, "method_not_allowed")


def test_a_fault_of_ours_gives_a_number_to_quote_and_no_internals(desk, tmp_path):
    key = bearer(desk.merchant()["api_key"])
    (tmp_path / "home" / "uplift.db").unlink()
    answer = desk.client.get("/v1/submissions", headers=key)
    body = problem(answer, 500, "internal")
    assert body["incident"] in body["detail"]
    assert "sqlite" not in answer.text.lower()
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_day_of_scoring_is_fixed_only_by_the_lender_outside_the_embedded_mode(desk, tmp_path):
    scaled = open_desk(tmp_path / "scaled", blob_url=str(tmp_path / "blobs"), secret_key="k" * 32, service_key="us_1")
    key = bearer(scaled.merchant()["api_key"])
    body = {"as_of": "2026-11-01"}
    problem(scaled.client.post("/v1/submissions", json=body, headers=key), 403, "not_allowed")
    opened = scaled.client.post("/v1/submissions", json=body, headers=key | {"X-Service-Key": "us_1"})
    assert opened.json()["as_of"] == "2026-11-01"
    embedded = bearer(desk.merchant()["api_key"])
    assert desk.client.post("/v1/submissions", json=body, headers=embedded).json()["as_of"] == "2026-11-01"


def test_the_openapi_says_what_every_v1_route_does_and_points_at_nothing_missing(desk):
    schema = desk.client.get("/openapi.json").json()
    parts = schema["components"]["schemas"]
    assert (
        not {
            name.rsplit("/", 1)[1]
            for name in re.findall(r'"#/components/schemas/\w+', desk.client.get("/openapi.json").text)
        }
        - parts.keys()
    )
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], (method, path)
            assert operation["description"], (method, path)
            if path.startswith("/v1/"):
                assert "application/problem+json" in operation["responses"]["404"]["content"]
                assert {"HTTPBearer": []} in operation["security"]


def test_liveness_needs_nothing_and_readiness_says_what_is_down(desk):
    assert desk.client.get("/healthz").json()["status"] == "ok"
    ready = desk.client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json() == {"status": "degraded", "checks": {"database": "ok", "queue": "down"}}


def test_every_answer_carries_the_security_headers(desk):
    for path in (
        "/healthz",
        "/v1/submissions",
        "/dashboard/login",
        "/merchant/",
        "/nothing",
        "/dashboard/static/uplift.css",
    ):
        headers = desk.client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["referrer-policy"] == "same-origin"


def test_a_body_that_is_no_upload_is_capped_whether_or_not_it_says_its_length(desk):
    huge = b'{"name": "' + b"x" * 1_100_000 + b'"}'
    headers = desk.service | {"Content-Type": "application/json"}
    problem(desk.client.post("/v1/merchants", content=huge, headers=headers), 413, "too_large")
    unannounced = desk.client.post("/v1/merchants", content=iter([huge[:600_000], huge[600_000:]]), headers=headers)
    assert unannounced.status_code in (400, 413)
    form = iter([b"email=", b"x" * 1_100_000])
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert desk.client.post("/dashboard/login", content=form, headers=headers).status_code in (400, 413)
