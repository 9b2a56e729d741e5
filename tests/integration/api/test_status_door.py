import json
import threading
from time import monotonic, sleep

import httpx
import pytest
import uvicorn
from desk import bearer, picture

from uplift.types import Route


@pytest.fixture
def key(desk):
    return bearer(desk.merchant()["api_key"])


def status(desk, key, submission_id):
    return desk.client.get(f"/v1/submissions/{submission_id}", headers=key).json()


def test_the_status_follows_each_file_to_its_verdict(desk, key):
    submission_id = desk.submission(key)
    assert status(desk, key, submission_id)["settled"] is False
    first, second = desk.upload(key, submission_id, picture(1), picture(2))
    assert [file["status"] for file in status(desk, key, submission_id)["files"]] == ["received", "received"]
    desk.read(first["id"])
    desk.fail(second["id"])
    seen = status(desk, key, submission_id)
    assert [file["status"] for file in seen["files"]] == ["done", "failed"]
    assert seen["files"][0]["kind"] == "vat_invoice"
    assert seen["files"][0]["warnings"] == ["右下角略模糊。"]
    assert seen["files"][1]["error"] == {"code": "unreadable_file", "message": "太模糊，请重拍。"}
    assert (seen["settled"], seen["recommendation"]) == (False, None)
    desk.score(submission_id)
    seen = status(desk, key, submission_id)
    assert (seen["settled"], seen["status"]) == (True, "recommended")
    assert seen["recommendation"]["recommended_limit"] == "200000.00"
    assert seen["files"][0]["verdict"]["state"] == "counted"
    assert desk.client.get(f"/v1/files/{first['id']}", headers=key).json() == seen["files"][0]


def test_a_new_file_hides_the_recommendation_it_makes_out_of_date(desk, key):
    submission_id = desk.submission(key)
    [file] = desk.upload(key, submission_id, picture(1))
    desk.read(file["id"])
    desk.score(submission_id)
    desk.upload(key, submission_id, picture(2))
    seen = status(desk, key, submission_id)
    assert (seen["settled"], seen["recommendation"]) == (False, None)


def test_a_merchant_never_sees_checks_thresholds_keys_or_the_fraud_desk(desk, key):
    submission_id = desk.submission(key)
    [file] = desk.upload(key, submission_id, picture(1))
    desk.read(file["id"])
    desk.score(submission_id, Route.FRAUD_DESK)
    path = f"/v1/submissions/{submission_id}"
    texts = [desk.client.get(p, headers=key).text for p in (path, f"{path}/recommendation", f"/v1/files/{file['id']}")]
    for text in texts:
        for secret in ("amount_sum", "llr", "0.60", "secret-key", "fraud", "flag", "arithmetic"):
            assert secret not in text
    body = json.loads(texts[1])
    assert (body["route"], body["items"][0]["state"], body["items"][0]["authenticity"]) == ("person", "counted", None)


def test_the_service_key_sees_how_each_item_was_weighed(desk, key):
    submission_id = desk.submission(key)
    [file] = desk.upload(key, submission_id, picture(1))
    desk.read(file["id"])
    desk.score(submission_id)
    body = desk.client.get(f"/v1/submissions/{submission_id}/recommendation", headers=desk.service).json()
    assert (body["route"], body["binding"]) == ("one_reviewer", "step")
    assert (body["items"][0]["authenticity"], body["items"][0]["key"]) == (0.96, "secret-key-of-the-ledger")
    assert body["items"][0]["file_id"] == file["id"]
    amounts = [float(bar["amount"]) for bar in body["contributions"]]
    assert sum(amounts) == float(body["recommended_limit"]) - float(body["base_limit"])


def test_no_recommendation_yet_is_404_with_what_to_do(desk, key):
    answer = desk.client.get(f"/v1/submissions/{desk.submission(key)}/recommendation", headers=key)
    assert answer.status_code == 404
    assert "Upload evidence" in answer.json()["detail"]


@pytest.fixture
def served(desk):
    """The same application behind a real socket: events must really stream."""
    server = uvicorn.Server(uvicorn.Config(desk.client.app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = monotonic() + 20
    while not server.started and monotonic() < deadline:
        sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(20)


def test_events_stream_each_change_and_end_when_settled(desk, key, served):
    submission_id = desk.submission(key)
    [file] = desk.upload(key, submission_id, picture(1))
    seen = []
    with httpx.stream("GET", f"{served}/v1/submissions/{submission_id}/events", headers=key, timeout=20) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for line in stream.iter_lines():
            if line.startswith("event: settled"):
                seen.append("settled")
            if not line.startswith("data: ") or "files" not in line:
                continue
            body = json.loads(line.removeprefix("data: "))
            seen.append((body["files"][0]["status"], body["recommendation"] is not None))
            if len(seen) == 1:
                desk.read(file["id"])
            elif len(seen) == 2:
                desk.score(submission_id)
    assert seen == [("received", False), ("done", False), ("done", True), "settled"]


def test_events_of_anothers_submission_are_404_before_any_stream_begins(desk, key, served):
    submission_id = desk.submission(key)
    other = bearer(desk.merchant("M-2")["api_key"])
    answer = httpx.get(f"{served}/v1/submissions/{submission_id}/events", headers=other)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
