import socket
import threading
from time import monotonic
from urllib.parse import quote

import pytest
from desk import bearer, open_desk, picture

from uplift.db import reading
from uplift.states import FileStatus
from uplift.store import files, submissions


@pytest.fixture
def key(desk):
    return bearer(desk.merchant()["api_key"])


@pytest.fixture
def url(desk, key):
    return f"/v1/submissions/{desk.submission(key)}/files"


def post(desk, url, key, *contents, **headers):
    parts = [("files", (f"{n}.png", content, "image/png")) for n, content in enumerate(contents)]
    return desk.client.post(url, files=parts, headers=key | headers)


def test_several_files_are_stored_before_201_even_with_the_broker_down(desk, key, url):
    answer = post(desk, url, key, picture(1), picture(2))
    assert answer.status_code == 201
    stored = answer.json()["files"]
    assert [file["status"] for file in stored] == ["accepted", "accepted"]
    assert {file["media_type"] for file in stored} == {"image/png"}
    with reading(desk.house.engine) as conn:
        rows = [files.file(conn, file["id"]) for file in stored]
        assert set(files.due_files(conn, 10)) == {row.id for row in rows}  # never published: the sweeper finds them
    assert {row.status for row in rows} == {FileStatus.RECEIVED}
    assert [desk.house.blobs.get(row.sha256) for row in rows] == [picture(1), picture(2)]


def test_a_raw_body_is_taken_with_its_name_percent_encoded(desk, key, url):
    headers = key | {"Content-Type": "application/octet-stream", "X-File-Name": quote("../运输合同.png")}
    answer = desk.client.post(url, content=picture(3), headers=headers)
    assert answer.status_code == 201
    [file] = answer.json()["files"]
    assert (file["name"], file["media_type"]) == ("运输合同.png", "image/png")


def test_the_same_bytes_twice_are_one_file(desk, key, url):
    [first] = post(desk, url, key, picture(1)).json()["files"]
    [second] = post(desk, url, key, picture(1)).json()["files"]
    assert (second["status"], second["id"]) == ("duplicate", first["id"])


def test_good_files_are_kept_when_others_of_the_request_are_refused(desk, key, url):
    answer = post(desk, url, key, picture(1), b"MZ not evidence at all", b"")
    assert answer.status_code == 201
    assert [file["status"] for file in answer.json()["files"]] == ["accepted", "rejected", "rejected"]
    assert [file["error"]["code"] for file in answer.json()["files"][1:]] == ["unsupported_media_type", "empty_upload"]


def test_when_all_are_refused_the_first_ones_status_comes_as_a_problem_that_lists_all(desk, key, url):
    answer = post(desk, url, key, b"MZ not evidence at all", b"")
    assert answer.status_code == 415
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body["code"], len(body["errors"]), len(body["files"])) == ("unsupported_media_type", 2, 2)


def test_an_empty_raw_body_and_a_form_without_files_are_400(desk, key, url):
    raw = desk.client.post(url, content=b"", headers=key | {"Content-Type": "application/octet-stream"})
    form = desk.client.post(url, files={"other": ("a.png", picture(1))}, headers=key)
    broken = desk.client.post(url, content=b"--x\r\nbroken", headers=key | {"Content-Type": "multipart/form-data"})
    assert [answer.status_code for answer in (raw, form, broken)] == [400, 400, 400]
    assert [answer.json()["code"] for answer in (raw, form, broken)] == [
        "empty_upload",
        "empty_upload",
        "rejected_upload",
    ]


def test_an_idempotency_key_brings_the_first_answer_again_and_refuses_another_request(desk, key, url):
    first = post(desk, url, key, picture(1), **{"Idempotency-Key": "k1"})
    again = post(desk, url, key, picture(1), **{"Idempotency-Key": "k1"})
    other = post(desk, url, key, picture(2), **{"Idempotency-Key": "k1"})
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert other.status_code == 409


def test_opening_a_submission_twice_under_one_key_opens_one(desk, key):
    headers = key | {"Idempotency-Key": "open-1"}
    opened = [desk.client.post("/v1/submissions", headers=headers).json()["id"] for _ in range(2)]
    assert opened[0] == opened[1]
    assert len(desk.client.get("/v1/submissions", headers=key).json()["submissions"]) == 1


def test_a_body_above_the_limit_is_refused_while_it_streams_and_leaves_nothing(tmp_path):
    desk = open_desk(tmp_path / "small", max_request_bytes=50_000)
    key = bearer(desk.merchant()["api_key"])
    url = f"/v1/submissions/{desk.submission(key)}/files"
    sent = 0

    def endless():
        nonlocal sent
        while sent < 5_000_000:
            sent += 10_000
            yield b"x" * 10_000

    streamed = desk.client.post(url, content=endless(), headers=key | {"Content-Type": "application/octet-stream"})
    announced = post(desk, url, key, b"x" * 60_000)
    assert [answer.status_code for answer in (streamed, announced)] == [413, 413]
    assert streamed.json()["code"] == "too_large"
    assert desk.client.get(url.removesuffix("/files"), headers=key).json()["files"] == []


def test_too_many_files_in_one_request_are_413(tmp_path):
    desk = open_desk(tmp_path / "few", max_files_per_request=2)
    key = bearer(desk.merchant()["api_key"])
    url = f"/v1/submissions/{desk.submission(key)}/files"
    assert post(desk, url, key, *(picture(n) for n in range(3))).status_code == 413
    assert post(desk, url, key, *(picture(n) for n in range(4))).status_code in (400, 413)
    assert post(desk, url, key, *(picture(n) for n in range(2))).status_code == 201


def test_a_broker_that_accepts_and_says_nothing_does_not_hold_up_the_merchant(tmp_path):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(8)
        threading.Thread(target=_accept_and_wait, args=(silent,), daemon=True).start()
        hung = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        desk = open_desk(tmp_path / "hung", redis_url=hung, secret_key="k" * 32, service_key="us_1")
        key = bearer(desk.merchant()["api_key"])
        url = f"/v1/submissions/{desk.submission(key)}/files"
        started = monotonic()
        answer = post(desk, url, key, picture(1), picture(2), picture(3))
        assert answer.status_code == 201
        assert monotonic() - started < 15


def _accept_and_wait(silent):
    held = []
    while True:
        try:
            held.append(silent.accept())
        except OSError:
            return


def test_a_decided_submission_takes_no_more_files(desk):
    case = desk.ready_case()
    senior = desk.reviewer("senior@lender.example", "senior")
    senior.claim(case)
    assert senior.decide(case, "approve").status_code == 200
    with reading(desk.house.engine) as conn:
        assert len(files.files_of(conn, case)) == 2
    owner = desk.client.get(f"/v1/submissions/{case}", headers=desk.service)
    assert owner.json()["status"] == "decided"
    fresh = bearer(
        desk.client.post(f"/v1/merchants/{_merchant_of(desk, case)}/keys", headers=desk.service).json()["api_key"]
    )
    answer = post(desk, f"/v1/submissions/{case}/files", fresh, picture(9))
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


def _merchant_of(desk, submission_id):
    with reading(desk.house.engine) as conn:
        return submissions.submission(conn, submission_id).merchant_id
