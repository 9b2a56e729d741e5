from datetime import date, timedelta

import pytest
from houses import a_file, a_merchant, a_submission, profile, read_result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from uplift.db import database_now, reading, transaction
from uplift.errors import Conflict, InvalidInput, NotFound
from uplift.records import ScoringInputs
from uplift.states import SubmissionStatus
from uplift.store import (
    decisions,
    extractions,
    files,
    idempotency,
    leases,
    queue,
    recommendations,
    reprocess,
    submissions,
    users,
)
from uplift.types import Binding, EvidenceItem, EvidenceKind, Money, Recommendation, Route


def write(engine, act, /, *arguments, **named):
    with transaction(engine) as conn:
        return act(conn, *arguments, **named)


read = write


def finish(engine, file, result=None, version="v1", perceptual_hash=None):
    owned = write(engine, leases.claim_file, file.id, 100.0)
    write(engine, extractions.save_extraction, owned, result or read_result(), version)
    write(engine, leases.finish_file, owned, perceptual_hash)


def recommendation(limit=200_000, route=Route.ONE_REVIEWER, policy="a" * 64):
    return Recommendation(
        merchant_id="M",
        as_of=date(2026, 11, 23),
        current_limit=Money.of(100_000),
        base_limit=Money.of(100_000),
        recommended_limit=Money.of(limit),
        increase=Money.of(limit - 100_000),
        binding=Binding.STEP,
        route=route,
        route_reasons=(),
        valid_until=date(2026, 12, 23),
        reasons=(),
        contributions=(),
        items=(),
        signals={"N": 0.5},
        policy_name="2026-11",
        policy_sha256=policy,
    )


def inputs(*items):
    return ScoringInputs(profile=profile(), items=items, as_of=date(2026, 11, 23))


def test_an_extraction_and_its_pages_are_stored_once_however_often_it_is_saved(database):
    file = a_file(database)
    owned = write(database, leases.claim_file, file.id, 100.0)
    first = write(database, extractions.save_extraction, owned, read_result(), "v1")
    assert write(database, extractions.save_extraction, owned, read_result(), "v1") == first
    assert len(read(database, extractions.readings_of, file.id)) == 1
    [page] = read(database, extractions.page_images, file.id)
    assert (page.page, page.width, page.height, page.dpi) == (0, 20, 10, 72)


def test_a_later_reading_stands_beside_the_earlier_one(database):
    file = a_file(database)
    finish(database, file)
    run = write(database, reprocess.plan_run, {"kind": None}, [file.id])
    later = read_result(EvidenceKind.VAT_INVOICE)
    write(database, extractions.save_reprocessed, file.id, later, "v2", run.id)
    assert [r.pipeline_version for r in read(database, extractions.readings_of, file.id)] == ["v1", "v2"]
    assert read(database, extractions.latest_extraction, file.id).extraction == later.extraction
    assert read(database, extractions.extractions_of, file.submission_id)[file.id].pipeline_version == "v2"


def test_equal_keys_are_found_across_merchants_and_never_in_the_file_itself(database):
    one, other = a_file(database), a_file(database)
    own = a_file(database, type("S", (), {"id": one.submission_id, "merchant_id": one.merchant_id}))
    for file in (one, other, own):
        write(database, extractions.save_keys, file.id, file.merchant_id, ["k1" * 32, "k1" * 32])
    found = read(database, extractions.key_matches, one.id, one.merchant_id, ["k1" * 32])
    assert {(match.file_id, match.same_merchant) for match in found} == {(other.id, False), (own.id, True)}
    assert read(database, extractions.key_matches, one.id, one.merchant_id, []) == []


def test_equal_bytes_are_found_across_merchants(database):
    one, other = a_file(database, sha256="b" * 64), a_file(database, sha256="b" * 64)
    [match] = read(database, files.same_bytes, one.sha256, one.merchant_id, one.id)
    assert (match.how, match.file_id, match.same_merchant) == ("sha256", other.id, False)


@settings(deadline=None, derandomize=True, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=10))
def test_photos_within_six_bits_are_found_and_no_others(database, value, flipped):
    one, other = a_file(database), a_file(database)
    near = value
    for bit in flipped:
        near ^= 1 << bit
    finish(database, other, perceptual_hash=f"{near:016x}")
    found = read(database, files.near_hashes, f"{value:016x}", one.merchant_id, one.id)
    distances = [match.distance for match in found if match.file_id == other.id]
    assert distances == ([len(flipped)] if len(flipped) <= 6 else [])


def test_a_recommendation_comes_back_with_everything_it_was_made_from(database):
    file = a_file(database)
    item = EvidenceItem(file_id=file.id, name="a", sha256="0" * 64, extraction=read_result().extraction)
    given_inputs = inputs(item)
    stored_id = write(
        database, recommendations.save_recommendation, file.submission_id, 1, recommendation(), given_inputs
    )
    assert read(database, recommendations.inputs_of, stored_id) == given_inputs
    latest = read(database, recommendations.latest_recommendation, file.submission_id)
    assert (latest.id, latest.revision, latest.recommendation) == (stored_id, 1, recommendation())
    assert read(database, recommendations.recommendation, stored_id) == latest


def test_saving_a_recommendation_twice_changes_nothing(database):
    submission = a_submission(database)
    saved = [
        write(database, recommendations.save_recommendation, submission.id, 1, recommendation(), inputs())
        for _ in range(2)
    ]
    assert saved[0] == saved[1]


def test_scoring_marks_the_revision_and_an_older_one_never_lowers_it(database):
    submission = a_submission(database)
    for revision in (3, 2):
        write(database, recommendations.save_recommendation, submission.id, revision, recommendation(), inputs())
    assert read(database, submissions.submission, submission.id).scored_revision == 3
    assert read(database, recommendations.latest_recommendation, submission.id).revision == 3


def test_a_reprocessed_recommendation_is_not_the_live_one(database):
    submission = a_submission(database)
    write(database, recommendations.save_recommendation, submission.id, 1, recommendation(), inputs(), run_id="r" * 32)
    assert read(database, recommendations.latest_recommendation, submission.id) is None
    assert read(database, submissions.submission, submission.id).scored_revision == -1


def test_the_queue_shows_the_newest_recommendation_filters_and_pages(database):
    cases = [a_submission(database) for _ in range(3)]
    for case, route in zip(cases, (Route.ONE_REVIEWER, Route.FRAUD_DESK, Route.ONE_REVIEWER), strict=True):
        a_file(database, case)
        write(database, recommendations.save_recommendation, case.id, 1, recommendation(150_000, route), inputs())
        write(database, recommendations.save_recommendation, case.id, 2, recommendation(180_000, route), inputs())
        write(database, submissions.advance_submission, case.id, SubmissionStatus.RECOMMENDED)
    lines = read(database, queue.review_queue)
    assert [line.submission_id for line in lines] == [case.id for case in cases]
    assert {(line.recommended_limit_minor, line.file_count, line.unsettled_count) for line in lines} == {
        (18_000_000, 1, 1)
    }
    fraud = read(database, queue.review_queue, routes=[Route.FRAUD_DESK])
    assert [line.submission_id for line in fraud] == [cases[1].id]
    rest = read(database, queue.review_queue, after=cases[0].id, limit=1)
    assert [line.submission_id for line in rest] == [cases[1].id]
    assert read(database, queue.review_queue, statuses=[SubmissionStatus.DECIDED]) == []


def test_the_queue_names_who_holds_a_case_only_while_the_claim_holds(database):
    case = a_submission(database)
    reviewer = write(database, users.add_user, "R@example.com", "hash", "reviewer")
    write(database, submissions.claim_case, case.id, reviewer.id, 100.0)
    [line] = read(database, queue.review_queue, statuses=[SubmissionStatus.OPEN])
    assert (line.claimed_by, line.claimed_by_email, line.route) == (reviewer.id, "r@example.com", None)
    write(database, submissions.claim_case, case.id, reviewer.id, 0.0)
    [line] = read(database, queue.review_queue, statuses=[SubmissionStatus.OPEN])
    assert line.claimed_by is None


def test_decisions_are_kept_in_order(database):
    submission = a_submission(database)
    stored = write(database, recommendations.save_recommendation, submission.id, 1, recommendation(), inputs())
    common = {"submission_id": submission.id, "recommendation_id": stored, "decided_by": "policy"}
    write(database, decisions.add_decision, act="ask_for_more", limit=None, reason="a clear photo", **common)
    write(database, decisions.add_decision, act="auto", limit=Money.of(200_000), reason="within limits", **common)
    kept = read(database, decisions.decisions_of, submission.id)
    assert [(d.act, d.limit_minor) for d in kept] == [("ask_for_more", None), ("auto", 20_000_000)]


def test_a_session_holds_until_it_ends_or_its_account_is_shut_out(database):
    user = write(database, users.add_user, "a@example.com", "hash", "senior")
    token, session = write(database, users.open_session, user.id, 100.0)
    assert read(database, users.session_of, token) == session
    assert read(database, users.session_of, token + "x") is None
    ended, _ = write(database, users.open_session, user.id, 0.0)
    assert read(database, users.session_of, ended) is None
    write(database, users.set_active, user.id, active=False)
    assert read(database, users.session_of, token) is None


def test_logging_out_ends_one_session_and_a_new_password_all(database):
    user = write(database, users.add_user, "a@example.com", "hash", "senior")
    first, _ = write(database, users.open_session, user.id, 100.0)
    second, _ = write(database, users.open_session, user.id, 100.0)
    write(database, users.close_session, first)
    assert read(database, users.session_of, first) is None
    assert read(database, users.session_of, second) is not None
    write(database, users.set_password, user.id, "new hash")
    assert read(database, users.session_of, second) is None


def test_an_address_has_one_account_whatever_its_letter_case(database):
    user = write(database, users.add_user, "Zhang@Example.com", "hash", "reviewer")
    assert read(database, users.user_by_email, " zhang@example.COM ") == user
    with pytest.raises(Conflict, match="has an account"):
        write(database, users.add_user, "zhang@example.com", "hash", "reviewer")
    with pytest.raises(InvalidInput, match="reviewer, senior, fraud, admin"):
        write(database, users.add_user, "b@example.com", "hash", "king")


def test_failed_log_ins_count_by_account_and_address(database):
    for address in ("10.0.0.1", "10.0.0.1", "10.0.0.2"):
        write(database, users.record_login_failure, "A@example.com", address)
    assert read(database, users.recent_login_failures, "a@example.com", "10.0.0.1") == 2
    assert read(database, users.recent_login_failures, "a@example.com", "10.0.0.1", 0.0) == 0


def test_an_idempotency_key_gives_the_same_answer_and_refuses_another_request(database):
    merchant, other = a_merchant(database), a_merchant(database)
    assert read(database, idempotency.recall, merchant.id, "k", "r1", 24) is None
    write(database, idempotency.remember, merchant.id, "k", "r1", {"files": [1]})
    assert read(database, idempotency.recall, merchant.id, "k", "r1", 24) == {"files": [1]}
    assert read(database, idempotency.recall, other.id, "k", "r2", 24) is None
    with pytest.raises(Conflict, match="new key"):
        read(database, idempotency.recall, merchant.id, "k", "r2", 24)
    assert read(database, idempotency.recall, merchant.id, "k", "r2", 0) is None  # forgotten by then


def test_a_run_is_worked_off_once_and_resumes_where_it_stopped(database):
    ids = [a_file(database).id for _ in range(4)]
    run = write(database, reprocess.plan_run, {"since": "2026-11-01"}, ids)
    write(database, reprocess.settle_item, run.id, ids[0])
    write(database, reprocess.settle_item, run.id, ids[1], "crashed")
    assert read(database, reprocess.planned_files, run.id) == ids[2:]
    [open_run] = read(database, reprocess.unfinished_runs)
    assert (open_run.total, open_run.done, open_run.failed) == (4, 1, 1)
    assert read(database, reprocess.failures_of, run.id) == [(ids[1], "crashed")]
    assert write(database, reprocess.finish_run, run.id).finished_at is not None
    assert read(database, reprocess.unfinished_runs) == []
    with pytest.raises(NotFound):
        read(database, reprocess.reprocess_run, "0" * 32)


def test_a_plan_holds_exactly_the_files_its_filter_names(database):
    merchant = a_merchant(database, "M-7")
    invoice, photo, unread = a_file(database, a_submission(database, merchant)), a_file(database), a_file(database)
    finish(database, invoice, read_result(EvidenceKind.VAT_INVOICE), "v1")
    finish(database, photo, read_result(EvidenceKind.TRUCK_PHOTO), "v2")

    def planned(**wanted):
        return read(database, reprocess.matching_files, reprocess.ReprocessFilter(**wanted))

    with reading(database) as conn:
        later = database_now(conn) + timedelta(hours=1)
    assert planned() == [invoice.id, photo.id, unread.id]
    assert planned(kind=EvidenceKind.VAT_INVOICE) == [invoice.id]
    assert planned(merchant="M-7") == [invoice.id]
    assert planned(pipeline_version="v2") == [photo.id]
    assert planned(not_pipeline_version="v2") == [invoice.id, unread.id]
    assert planned(since=later) == []
    assert planned(until=later) == [invoice.id, photo.id, unread.id]
