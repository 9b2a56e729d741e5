"""The truck driver's case through HTTP, as a merchant's system would play it, on the running embedded stack."""

import json

import httpx
import pytest

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def played(stack, truck_driver):
    """The case, uploaded and followed by events until it settled."""
    profile_path, evidence = truck_driver
    profile = json.loads(profile_path.read_text("utf-8"))
    as_of = profile.pop("as_of")
    with httpx.Client(base_url=stack.address, timeout=120, trust_env=False) as http:
        service = {"Authorization": f"Bearer {stack.service_key}"}
        merchant = http.post("/v1/merchants", json=profile, headers=service).json()
        own = {"Authorization": f"Bearer {merchant['api_key']}"}
        path = "/v1/submissions/" + http.post("/v1/submissions", json={"as_of": as_of}, headers=own).json()["id"]
        parts = [("files", (file.name, file.read_bytes())) for file in evidence]
        answers = [http.post(f"{path}/files", files=parts, headers=own | {"Idempotency-Key": "1"}) for _ in range(2)]
        events = _follow(http, path, own)
        yield {"http": http, "path": path, "own": own, "service": service, "answers": answers, "events": events}


def _follow(http, path, own):
    events = []
    with http.stream("GET", f"{path}/events", headers=own, timeout=300) as stream:
        for line in stream.iter_lines():
            name, _, value = line.partition(": ")
            if name == "data":
                events.append(json.loads(value))
    return events


def test_the_truck_driver_gets_200000_with_reasons_that_sum_up(played):
    body = played["http"].get(f"{played['path']}/recommendation", headers=played["service"]).json()
    assert (body["current_limit"], body["recommended_limit"], body["binding"]) == ("100000.00", "200000.00", "step")
    bars = sum(float(bar["amount"]) for bar in body["contributions"])
    assert bars == pytest.approx(float(body["recommended_limit"]) - float(body["base_limit"]), abs=0.001)
    assert {item["state"] for item in body["items"]} == {"counted"}
    assert body["reasons"]


def test_every_file_was_read_as_what_it_is(played):
    final = played["http"].get(played["path"], headers=played["own"]).json()
    kinds = {file["name"]: (file["status"], file["kind"]) for file in final["files"]}
    assert kinds == {
        "business_licence.jpg": ("done", "business_licence"),
        "haulage_contract.pdf": ("done", "haulage_contract"),
        "invoice_2026_09.pdf": ("done", "vat_invoice"),
        "invoice_2026_10.pdf": ("done", "vat_invoice"),
        "invoice_2026_11.pdf": ("done", "vat_invoice"),
        "road_transport_permit.jpg": ("done", "road_transport_permit"),
        "truck_photo.jpg": ("done", "truck_photo"),
    }


def test_sending_the_same_request_twice_gave_one_answer(played):
    first, second = played["answers"]
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["idempotency-replayed"] == "true"


def test_the_events_told_the_way_and_ended_settled(played):
    statuses = [event for event in played["events"] if "files" in event]
    assert statuses[-1]["settled"] is True
    assert played["events"][-1] == {"id": played["path"].rsplit("/", 1)[1]}
    done = [sum(file["status"] == "done" for file in event["files"]) for event in statuses]
    assert done == sorted(done)
    assert done[-1] == 7


def test_the_merchant_sees_a_person_looks_but_not_how(played):
    text = played["http"].get(f"{played['path']}/recommendation", headers=played["own"]).text
    body = json.loads(text)
    assert body["route"] == "person"
    assert "llr" not in text
    assert {item["authenticity"] for item in body["items"]} == {None}


def test_a_file_that_is_no_evidence_is_refused_with_a_sentence(played):
    answer = played["http"].post(
        f"{played['path']}/files", files=[("files", ("virus.pdf", b"MZ" * 500))], headers=played["own"]
    )
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_the_stack_is_ready_in_every_part(played):
    body = played["http"].get("/readyz").json()
    assert body == {"status": "ok", "checks": {"database": "ok", "queue": "ok"}}
