import pytest
from desk import PASSWORD, bearer, csrf_of, picture
from fastapi.testclient import TestClient

from uplift.db import reading
from uplift.states import FileStatus, SubmissionStatus
from uplift.store import decisions, files, submissions
from uplift.store.events import verify_chain
from uplift.types import Money, Route


def acts(desk, case):
    with reading(desk.house.engine) as conn:
        return [(d.act, d.limit_minor) for d in decisions.decisions_of(conn, case)]


def state(desk, case):
    with reading(desk.house.engine) as conn:
        return submissions.submission(conn, case)


def chain_length(desk):
    with reading(desk.house.engine) as conn:
        return verify_chain(conn, desk.house.chain_key)


def test_the_desk_sends_strangers_to_the_log_in_page(desk):
    case = desk.ready_case()
    browser = TestClient(desk.client.app, follow_redirects=False)
    with reading(desk.house.engine) as conn:
        file_id = files.files_of(conn, case)[0].id
    paths = ["/", "/queue/rows", "/dead", f"/cases/{case}", f"/files/{file_id}/original", f"/files/{file_id}/pages/0"]
    for path in paths:
        answer = browser.get(f"/dashboard{path}")
        assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard/login")


def test_the_session_cookie_is_kept_from_scripts_and_ends_on_the_server_with_log_out(desk):
    senior = desk.reviewer("senior@lender.example", "senior")
    stolen = senior.browser.cookies.get("uplift_session")
    senior.post("/dashboard/logout")
    thief = TestClient(desk.client.app, follow_redirects=False, cookies={"uplift_session": stolen})
    assert thief.get("/dashboard/").status_code == 303


def test_the_cookie_is_http_only_same_site_and_secure_on_https(desk):
    desk.add_reviewer("a@lender.example")
    browser = TestClient(desk.client.app, base_url="https://testserver", follow_redirects=False)
    form = {"email": "a@lender.example", "password": PASSWORD, "csrf": csrf_of(browser.get("/dashboard/login").text)}
    cookie = browser.post("/dashboard/login", data=form).headers["set-cookie"].lower()
    for part in ("httponly", "samesite=lax", "secure", "path=/dashboard"):
        assert part in cookie


def test_a_wrong_password_and_an_unknown_address_look_the_same_and_lock_out_in_the_end(desk):
    desk.add_reviewer("a@lender.example")
    browser = TestClient(desk.client.app)

    def attempt(email, password):
        form = {"email": email, "password": password, "csrf": csrf_of(browser.get("/dashboard/login").text)}
        return browser.post("/dashboard/login", data=form)

    known, unknown = attempt("a@lender.example", "wrong"), attempt("nobody@lender.example", "wrong")
    assert (known.status_code, unknown.status_code) == (401, 401)
    for _ in range(desk.house.settings.login_attempts - 1):
        assert attempt("A@lender.example ", "wrong").status_code == 401
    assert attempt("a@lender.example", PASSWORD).status_code == 429


def test_a_flood_of_log_ins_from_one_address_is_stopped_before_any_hash_is_computed(desk):
    browser = TestClient(desk.client.app)
    answers = [
        browser.post("/dashboard/login", data={"email": "a@b.c", "password": "x", "csrf": ""}) for _ in range(31)
    ]
    assert [answer.status_code for answer in answers] == [403] * 30 + [429]


def test_every_post_of_the_desk_refuses_a_form_without_its_token(desk):
    case = desk.ready_case()
    senior = desk.reviewer("senior@lender.example", "senior")
    with reading(desk.house.engine) as conn:
        file_id = files.files_of(conn, case)[0].id
    wish = {"act": "approve", "reason": "because", "recommendation_id": "x"}
    paths = [f"cases/{case}/claim", f"cases/{case}/release", f"cases/{case}/decide", f"files/{file_id}/retry", "logout"]
    for path in paths:
        for csrf in ({}, {"csrf": "wrong"}):
            assert senior.browser.post(f"/dashboard/{path}", data=wish | csrf).status_code == 403
    assert state(desk, case).status == SubmissionStatus.RECOMMENDED


def test_the_queue_lists_the_case_under_its_route_only(desk):
    desk.ready_case(Route.FOUR_EYES)
    page = desk.reviewer("a@lender.example").browser
    for show, listed in (
        ("waiting", True),
        ("four_eyes", True),
        ("fraud_desk", False),
        ("decided", False),
        ("x", True),
    ):
        text = page.get("/dashboard/queue/rows", params={"show": show}).text
        assert ("石家庄诚远货运部" in text) == listed
        assert ("+¥100,000" in text) == listed


def test_the_case_page_shows_evidence_boxes_fields_checks_waterfall_and_reasons(desk):
    case = desk.ready_case()
    browser = desk.reviewer("a@lender.example").browser
    page = browser.get(f"/dashboard/cases/{case}", headers={"Accept-Language": "en"}).text
    for words in (
        "¥152,000",
        "2O34",
        "amount_sum",
        "sums agree",
        "+1.40",
        "Freight income",
        "−¥3,000",
        "R01",
        "above ¥50,000",
    ):
        assert words in page
    assert page.count('<rect class="box') == 2
    assert 'data-mark="total_amount" x="40' in page
    assert "amount_sum" in page
    assert "发票证明了收入" in browser.get(f"/dashboard/cases/{case}", headers={"Accept-Language": "zh-CN"}).text


def test_pages_are_served_redrawn_and_originals_only_as_a_sandboxed_download(desk):
    case = desk.ready_case()
    browser = desk.reviewer("a@lender.example").browser
    with reading(desk.house.engine) as conn:
        file = files.files_of(conn, case)[0]
    drawn = browser.get(f"/dashboard/files/{file.id}/pages/0")
    assert (drawn.headers["content-type"], drawn.content[8:12]) == ("image/webp", b"WEBP")
    before = chain_length(desk)
    original = browser.get(f"/dashboard/files/{file.id}/original")
    assert original.content == picture(1)
    assert original.headers["content-type"] == "application/octet-stream"
    assert original.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in original.headers["content-security-policy"]
    assert chain_length(desk) == before + 1
    assert browser.get(f"/dashboard/files/{file.id}/pages/7").status_code == 404


def test_approving_decides_raises_the_limit_and_is_kept_in_the_chain(desk):
    case = desk.ready_case()
    reviewer = desk.reviewer("a@lender.example")
    reviewer.claim(case)
    assert reviewer.decide(case, "approve").status_code == 200
    assert acts(desk, case) == [("approve", 20_000_000)]
    assert state(desk, case).status == SubmissionStatus.DECIDED
    assert desk.current_limit(case) == Money.of(200_000)
    assert chain_length(desk) >= 3
    page = reviewer.browser.get(f"/dashboard/cases/{case}").text
    assert "a@lender.example" in page
    assert "材料一致" in page
    seen = desk.client.get(f"/v1/submissions/{case}", headers=desk.service).json()
    assert seen["decision"]["limit"] == "200000.00"


def test_a_lower_amount_is_decided_by_one_reviewer(desk):
    case = desk.ready_case()
    reviewer = desk.reviewer("a@lender.example")
    reviewer.claim(case)
    reviewer.decide(case, "amount", amount="150000")
    assert (acts(desk, case), desk.current_limit(case)) == ([("lower", 15_000_000)], Money.of(150_000))


def test_declining_keeps_the_limit(desk):
    case = desk.ready_case()
    reviewer = desk.reviewer("a@lender.example")
    reviewer.claim(case)
    reviewer.decide(case, "decline")
    assert (acts(desk, case), desk.current_limit(case)) == ([("decline", None)], Money.of(100_000))
    assert state(desk, case).status == SubmissionStatus.DECIDED


def test_asking_for_more_tells_the_merchant_what_and_frees_the_case(desk):
    key = bearer(desk.merchant()["api_key"])
    case = desk.submission(key)
    [file] = desk.upload(key, case, picture(1))
    desk.read(file["id"])
    desk.score(case)
    reviewer = desk.reviewer("a@lender.example")
    reviewer.claim(case)
    reviewer.decide(case, "ask_for_more", reason="请上传合同最后一页。")
    seen = desk.client.get(f"/v1/submissions/{case}", headers=key).json()
    assert (seen["status"], seen["request_note"]) == ("awaiting_merchant", "请上传合同最后一页。")
    assert state(desk, case).claimed_by is None


@pytest.mark.parametrize("reason", ["", "  ", "ok"])
def test_a_decision_without_a_reason_is_refused_and_changes_nothing(desk, reason):
    case = desk.ready_case()
    reviewer = desk.reviewer("a@lender.example")
    reviewer.claim(case)
    assert reviewer.decide(case, "approve", reason=reason).status_code == 422
    assert acts(desk, case) == []


def test_a_claim_keeps_others_from_deciding_and_says_so_kindly(desk):
    case = desk.ready_case()
    first, second = desk.reviewer("a@lender.example"), desk.reviewer("b@lender.example")
    first.claim(case)
    refused = second.claim(case)
    assert refused.status_code == 409
    assert "text/html" in refused.headers["content-type"]
    assert "a@lender.example" in second.browser.get(f"/dashboard/cases/{case}").text
    page = first.browser.get(f"/dashboard/cases/{case}").text
    form = {
        "act": "approve",
        "reason": "because",
        "recommendation_id": page.split('recommendation_id" value="')[1][:32],
    }
    assert second.post(f"/dashboard/cases/{case}/decide", **form).status_code == 409
    first.post(f"/dashboard/cases/{case}/release")
    assert second.claim(case).status_code == 200
    assert second.decide(case, "approve").status_code == 200
    assert len(acts(desk, case)) == 1


def test_new_evidence_between_looking_and_deciding_is_a_conflict(desk):
    key = bearer(desk.merchant()["api_key"])
    case = desk.submission(key)
    [file] = desk.upload(key, case, picture(1))
    desk.read(file["id"])
    desk.score(case)
    reviewer = desk.reviewer("a@lender.example")
    reviewer.claim(case)
    desk.upload(key, case, picture(2))
    assert reviewer.decide(case, "approve").status_code == 409
    assert acts(desk, case) == []


def test_four_eyes_need_two_different_reviewers_who_agree_on_the_amount(desk):
    case = desk.ready_case(Route.FOUR_EYES)
    first, second = desk.reviewer("a@lender.example"), desk.reviewer("b@lender.example")
    first.claim(case)
    first.decide(case, "approve")
    assert acts(desk, case) == [("propose", None)]
    assert desk.current_limit(case) == Money.of(100_000)
    first.claim(case)
    assert first.decide(case, "approve").status_code == 409
    first.post(f"/dashboard/cases/{case}/release")
    second.claim(case)
    assert "a@lender.example" in second.browser.get(f"/dashboard/cases/{case}").text
    assert second.decide(case, "approve").status_code == 200
    assert acts(desk, case) == [("propose", None), ("approve", 20_000_000)]
    assert desk.current_limit(case) == Money.of(200_000)


def test_a_second_reviewer_with_another_amount_makes_a_new_proposal(desk):
    case = desk.ready_case(Route.FOUR_EYES)
    first, second = desk.reviewer("a@lender.example"), desk.reviewer("b@lender.example")
    first.claim(case)
    first.decide(case, "approve")
    second.claim(case)
    second.decide(case, "amount", amount="150000")
    assert [act for act, _ in acts(desk, case)] == ["propose", "propose"]
    first.claim(case)
    assert first.decide(case, "amount", amount="150000").status_code == 200
    assert desk.current_limit(case) == Money.of(150_000)


def test_more_than_twenty_percent_above_the_advice_needs_a_second_reviewer(desk):
    case = desk.ready_case()
    first, second = desk.reviewer("a@lender.example"), desk.reviewer("b@lender.example")
    first.claim(case)
    first.decide(case, "amount", amount="240001")
    assert (acts(desk, case), desk.current_limit(case)) == ([("propose", None)], Money.of(100_000))
    second.claim(case)
    assert "¥240,001" in second.browser.get(f"/dashboard/cases/{case}").text
    second.decide(case, "amount", amount="240001")
    assert desk.current_limit(case) == Money.of("240001")


def test_the_fraud_desk_is_closed_to_ordinary_reviewers(desk):
    case = desk.ready_case(Route.FRAUD_DESK)
    plain, fraud = desk.reviewer("a@lender.example"), desk.reviewer("f@lender.example", "fraud")
    plain.claim(case)
    assert plain.decide(case, "decline").status_code == 403
    plain.post(f"/dashboard/cases/{case}/release")
    fraud.claim(case)
    assert fraud.decide(case, "decline").status_code == 200
    assert acts(desk, case) == [("decline", None)]


def test_a_given_up_file_is_listed_with_its_reason_and_can_be_retried(desk):
    key = bearer(desk.merchant()["api_key"])
    case = desk.submission(key)
    [file] = desk.upload(key, case, picture(1))
    desk.fail(file["id"], dead=True)
    reviewer = desk.reviewer("a@lender.example")
    page = reviewer.browser.get("/dashboard/dead").text
    assert "reader_crashed" in page
    assert "太模糊" in page
    assert reviewer.post(f"/dashboard/files/{file['id']}/retry").status_code == 200
    with reading(desk.house.engine) as conn:
        assert files.file(conn, file["id"]).status == FileStatus.RECEIVED
    assert "reader_crashed" not in reviewer.browser.get("/dashboard/dead").text


def test_an_unknown_case_is_a_readable_404_page(desk):
    answer = desk.reviewer("a@lender.example").browser.get("/dashboard/cases/nothing")
    assert answer.status_code == 404
    assert "<h1>" in answer.text


def test_names_from_outside_are_escaped_on_every_page(desk):
    attack = "<script>alert(1)</script>"
    key = bearer(desk.merchant(name=attack)["api_key"])
    case = desk.submission(key)
    part = [("files", (f"{attack}.png", picture(1), "image/png"))]
    desk.client.post(f"/v1/submissions/{case}/files", files=part, headers=key)
    browser = desk.reviewer("a@lender.example").browser
    for path in ("/dashboard/?show=open", f"/dashboard/cases/{case}"):
        page = browser.get(path).text
        assert "alert(1)" in page
        assert attack not in page
