from datetime import date
from secrets import token_hex

import pytest
from houses import a_file, a_merchant, a_submission, new_file, profile

from uplift.db import reading, transaction
from uplift.errors import Conflict, NotFound
from uplift.states import FileStatus, SubmissionStatus
from uplift.store import files, leases, merchants, submissions, users
from uplift.types import Money


def write(engine, act, /, *arguments, **named):
    with transaction(engine) as conn:
        return act(conn, *arguments, **named)


def read(engine, act, /, *arguments, **named):
    with reading(engine) as conn:
        return act(conn, *arguments, **named)


def finish(engine, file):
    owned = write(engine, leases.claim_file, file.id, 100.0)
    write(engine, leases.finish_file, owned)


def a_reviewer(engine):
    return write(engine, users.add_user, f"{token_hex(4)}@example.com", "hash", "reviewer")


def test_a_merchants_number_is_taken_only_once(database):
    a_merchant(database, "M1")
    with pytest.raises(Conflict, match="M1 exists already"):
        a_merchant(database, "M1")


def test_a_key_opens_its_own_merchant_until_it_is_revoked(database):
    merchant, other = a_merchant(database), a_merchant(database)
    key = write(database, merchants.issue_key, merchant.id)
    write(database, merchants.issue_key, other.id)
    assert read(database, merchants.merchant_by_key, key) == merchant
    assert read(database, merchants.merchant_by_key, key + "x") is None
    assert write(database, merchants.revoke_keys, merchant.id) == 1
    assert read(database, merchants.merchant_by_key, key) is None


def test_a_key_is_not_in_the_database_as_shown(database):
    key = write(database, merchants.issue_key, a_merchant(database).id)
    with reading(database) as conn:
        stored = conn.exec_driver_sql("SELECT key_hash FROM api_keys").scalar_one()
    assert key not in stored
    assert len(stored) == 64


def test_a_decided_limit_takes_effect_and_leaves_the_other_facts(database):
    merchant = a_merchant(database)
    write(database, merchants.set_current_limit, merchant.id, Money.of(200_000))
    profile = read(database, merchants.merchant, merchant.id).profile
    assert profile.current_limit == Money.of(200_000)
    assert (profile.name, profile.merchant_id) == (merchant.name, merchant.external_id)


def test_increases_and_new_profiles_keep_the_first_base_limit_of_a_merchant_without_known_income(database):
    merchant = a_merchant(database)
    for yuan in (200_000, 300_000):
        write(database, merchants.set_current_limit, merchant.id, Money.of(yuan))
    write(database, merchants.save_profile, merchant.id, profile(limit=300_000))
    assert read(database, merchants.merchant, merchant.id).profile.base_limit == Money.of(100_000)


def test_a_submission_opens_empty_with_its_fixed_day(database):
    opened = write(database, submissions.open_submission, a_merchant(database).id, date(2026, 11, 1))
    assert (opened.status, opened.as_of) == (SubmissionStatus.OPEN, date(2026, 11, 1))
    assert (opened.revision, opened.scored_revision) == (0, -1)


def test_another_merchants_submission_and_file_are_not_found(database):
    file, stranger = a_file(database), a_merchant(database)
    with pytest.raises(NotFound):
        read(database, submissions.submission, file.submission_id, stranger.id)
    with pytest.raises(NotFound):
        read(database, files.file, file.id, stranger.id)
    assert read(database, files.file, file.id, file.merchant_id).id == file.id


def test_a_file_cannot_be_added_to_another_merchants_submission(database):
    mine, theirs = a_submission(database), a_submission(database)
    stray = new_file(theirs)
    with pytest.raises(NotFound):
        write(database, files.add_file, type(stray)(**_as_dict(stray) | {"merchant_id": mine.merchant_id}))


def _as_dict(value):
    return {name: getattr(value, name) for name in value.__slots__}


def test_the_same_bytes_twice_in_one_submission_are_one_file(database):
    submission = a_submission(database)
    first, created = write(database, files.add_file, new_file(submission, "a" * 64))
    again, created_again = write(database, files.add_file, new_file(submission, "a" * 64))
    assert (created, created_again) == (True, False)
    assert first.id == again.id
    assert read(database, submissions.submission, submission.id).revision == 1


def test_a_decided_submission_takes_no_more_files(database):
    submission = a_submission(database)
    write(database, submissions.advance_submission, submission.id, SubmissionStatus.DECIDED)
    with pytest.raises(Conflict, match="decided"):
        write(database, files.add_file, new_file(submission))


def test_a_status_moves_only_along_the_table(database):
    submission = a_submission(database)
    with pytest.raises(Conflict):
        write(database, submissions.advance_submission, submission.id, SubmissionStatus.AWAITING_MERCHANT)
    write(database, submissions.advance_submission, submission.id, SubmissionStatus.RECOMMENDED)
    write(database, submissions.advance_submission, submission.id, SubmissionStatus.AWAITING_MERCHANT, "a clear photo")
    assert read(database, submissions.submission, submission.id).request_note == "a clear photo"


def test_a_submission_is_due_when_its_last_file_settles(database):
    submission = a_submission(database)
    assert read(database, submissions.due_for_scoring, 10) == []
    first, second = a_file(database, submission), a_file(database, submission)
    finish(database, first)
    assert read(database, submissions.due_for_scoring, 10) == []
    finish(database, second)
    assert read(database, submissions.due_for_scoring, 10) == [submission.id]


def test_a_decided_submission_is_never_due(database):
    file = a_file(database)
    finish(database, file)
    write(database, submissions.advance_submission, file.submission_id, SubmissionStatus.DECIDED)
    assert read(database, submissions.due_for_scoring, 10) == []


def test_a_case_is_held_by_one_reviewer_at_a_time(database):
    case, first, second = a_submission(database), a_reviewer(database), a_reviewer(database)
    write(database, submissions.claim_case, case.id, first.id, 100.0)
    write(database, submissions.claim_case, case.id, first.id, 100.0)  # the heartbeat
    with pytest.raises(Conflict, match="Another reviewer"):
        write(database, submissions.claim_case, case.id, second.id, 100.0)
    assert read(database, submissions.held_by, case.id) == first.id
    write(database, submissions.release_case, case.id, second.id)  # not theirs to give back
    assert read(database, submissions.held_by, case.id) == first.id
    write(database, submissions.release_case, case.id, first.id)
    assert read(database, submissions.held_by, case.id) is None


def test_a_claim_that_ended_can_be_taken_over(database):
    case, first, second = a_submission(database), a_reviewer(database), a_reviewer(database)
    write(database, submissions.claim_case, case.id, first.id, 0.0)
    assert read(database, submissions.held_by, case.id) is None
    assert write(database, submissions.claim_case, case.id, second.id, 100.0).claimed_by == second.id


def test_a_decided_case_cannot_be_claimed(database):
    case, reviewer = a_submission(database), a_reviewer(database)
    write(database, submissions.advance_submission, case.id, SubmissionStatus.DECIDED)
    with pytest.raises(Conflict, match="decided already"):
        write(database, submissions.claim_case, case.id, reviewer.id, 100.0)


def test_counts_and_bytes_of_a_merchant_do_not_see_other_merchants(database):
    submission = a_submission(database)
    a_file(database, submission, size=7)
    a_file(database, submission, size=5)
    a_file(database, size=1000)
    assert read(database, files.count_recent, submission.merchant_id) == 2
    assert read(database, files.stored_bytes, submission.merchant_id) == 12
    assert read(database, files.count_by_status) == {FileStatus.RECEIVED: 3}
