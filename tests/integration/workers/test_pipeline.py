"""The straight line of a file and a submission, on both databases: idempotent, fenced, replayable."""

import threading
import time

import pytest
from sqlalchemy import func, select

import scoring
from tests.integration.workers.conftest import Case, open_case
from uplift.db import reading, transaction
from uplift.errors import BrokerDown
from uplift.states import FileStatus, SubmissionStatus
from uplift.store import events, extractions, files, leases, recommendations, reprocess, submissions
from uplift.tables import extractions as extraction_rows
from uplift.tables import recommendations as recommendation_rows
from workers import reprocess as rereading
from workers.pipeline import Deps, process_file, score_submission, submission_due
from workers.sweep import sweep_once

pytestmark = pytest.mark.integration


def count(case: Case, table) -> int:
    with reading(case.engine) as conn:
        return conn.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_file_is_read_once_however_often_its_hint_comes(case: Case) -> None:
    file_id = case.add(b"good")
    assert [process_file(case.deps, file_id) for _ in range(3)] == [FileStatus.DONE, None, None]
    assert case.file(file_id).attempts == 1
    assert count(case, extraction_rows) == 1
    with reading(case.engine) as conn:
        images = extractions.page_images(conn, file_id)
    assert case.deps.blobs.get(images[0].sha256) == b"RIFFwebp"


def test_an_unreadable_file_fails_with_the_sentence_for_the_merchant(case: Case) -> None:
    file_id = case.add(b"unreadable")
    assert process_file(case.deps, file_id) is FileStatus.FAILED
    assert case.file(file_id).error_message == "The picture is cut off. Send it again."


@pytest.mark.parametrize("act", [b"die", b"raise", b"hang"])
def test_a_file_that_breaks_the_reader_is_dead_after_two_crashes_that_count_double(case: Case, act: bytes) -> None:
    file_id = case.add(act)
    assert [process_file(case.deps, file_id) for _ in range(3)] == [FileStatus.RECEIVED, FileStatus.DEAD, None]
    dead = case.file(file_id)
    assert (dead.attempts, dead.error_code) == (4, "reader_crashed")
    with reading(case.engine) as conn:
        assert [event.act for event in events.events_of(conn, f"file:{file_id}")] == ["file_dead"]


def test_a_file_whose_worker_is_lost_each_time_is_not_tried_for_ever(case: Case) -> None:
    file_id = case.add(b"good")
    for _ in range(case.deps.settings.max_attempts):
        with transaction(case.engine) as conn:
            assert leases.claim_file(conn, file_id, 0.0) is not None
        time.sleep(0.01)
    assert process_file(case.deps, file_id) is FileStatus.DEAD
    assert "none ended" in (case.file(file_id).error_message or "")


def test_a_late_result_of_a_worker_that_lost_its_lease_is_dropped(case: Case) -> None:
    file_id = case.add(b"sleep 1.2")  # longer than the lease of 0.5 s

    def steal() -> None:
        time.sleep(0.8)
        with transaction(case.engine) as conn:
            assert leases.claim_file(conn, file_id, 60.0) is not None

    thief = threading.Thread(target=steal)
    thief.start()
    assert process_file(case.deps, file_id) is None
    thief.join()
    assert case.file(file_id).status is FileStatus.PROCESSING
    assert count(case, extraction_rows) == 0


def test_a_lost_blob_is_dead_at_once_and_says_so(case: Case, tmp_path) -> None:
    file_id = case.add(b"good")
    case.deps.blobs.path(case.file(file_id).sha256).unlink()
    assert process_file(case.deps, file_id) is FileStatus.DEAD


def test_a_submission_is_scored_once_all_files_have_settled_and_can_be_replayed(case: Case) -> None:
    first, second = case.add(b"good"), case.add(b"unreadable")
    process_file(case.deps, first)
    assert submission_due(case.deps, first) is None
    assert score_submission(case.deps, case.submission_id) is None
    process_file(case.deps, second)
    assert submission_due(case.deps, second) == case.submission_id
    assert score_submission(case.deps, case.submission_id) is not None
    assert score_submission(case.deps, case.submission_id) is None
    assert count(case, recommendation_rows) == 1
    with reading(case.engine) as conn:
        stored = recommendations.latest_recommendation(conn, case.submission_id)
        assert stored is not None
        inputs = recommendations.inputs_of(conn, stored.id)
    replayed = scoring.recommend(inputs.profile, inputs.items, scoring.current_policy(), inputs.as_of)
    assert replayed == stored.recommendation


def test_a_new_file_makes_a_new_recommendation_and_the_old_one_stays(case: Case) -> None:
    for data in (b"good", b"more"):
        process_file(case.deps, case.add(data))
        assert score_submission(case.deps, case.submission_id) is not None
    assert count(case, recommendation_rows) == 2
    with reading(case.engine) as conn:
        present = submissions.submission(conn, case.submission_id)
        events.verify_chain(conn, case.deps.audit_key)
    assert present.scored_revision == present.revision
    assert present.status in (SubmissionStatus.RECOMMENDED, SubmissionStatus.DECIDED)


def test_another_merchants_same_bytes_are_seen_as_a_duplicate(deps: Deps) -> None:
    ours, theirs = open_case(deps, "m1"), open_case(deps, "m2")
    for case in (theirs, ours):
        process_file(deps, case.add(b"the very same"))
    score_submission(deps, ours.submission_id)
    with reading(deps.engine) as conn:
        stored = recommendations.latest_recommendation(conn, ours.submission_id)
        assert stored is not None
        [item] = recommendations.inputs_of(conn, stored.id).items
    assert [(match.how, match.same_merchant) for match in item.duplicates] == [("sha256", False)]


def test_reprocessing_keeps_old_rows_goes_on_after_failures_and_resumes(case: Case) -> None:
    good, crashing, failed = case.add(b"good"), case.add(b"sleep 0"), case.add(b"unreadable")
    for file_id in (good, crashing, failed):
        process_file(case.deps, file_id)
    score_submission(case.deps, case.submission_id)
    case.deps.blobs.path(case.file(crashing).sha256).unlink()
    with transaction(case.engine) as conn:
        found = reprocess.matching_files(conn, reprocess.ReprocessFilter())
        run = reprocess.plan_run(conn, {}, found)
    interrupted = rereading.run(case.deps, run.id)
    next(interrupted)
    interrupted.close()
    rest = list(rereading.run(case.deps, run.id))
    assert len(rest) == len(found) - 1
    with reading(case.engine) as conn:
        finished = reprocess.reprocess_run(conn, run.id)
        assert (finished.done, finished.failed) == (1, 2)
        assert len(extractions.readings_of(conn, good)) == 2
        assert {file_id for file_id, _ in reprocess.failures_of(conn, run.id)} == {crashing, failed}
    assert rereading.rescore(case.deps, finished, [case.submission_id]) == 1
    assert count(case, recommendation_rows) == 2
    with reading(case.engine) as conn:
        latest = recommendations.latest_recommendation(conn, case.submission_id)
        assert latest is not None
        assert latest.run_id == ""  # the live one is still what counts until the sweeper has it scored


def test_the_broker_being_down_is_told_and_costs_no_row(case: Case) -> None:
    file_id = case.add(b"good")
    with pytest.raises(BrokerDown):
        sweep_once(case.deps)
    with reading(case.engine) as conn:
        assert files.due_files(conn, 10) == [file_id]
