import threading
from dataclasses import replace

import pytest
from houses import a_file, a_submission, read_result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from uplift.db import reading, transaction
from uplift.errors import Conflict, StaleLease
from uplift.states import SETTLED, FileStatus, SubmissionStatus
from uplift.store import extractions, files, leases, submissions

LONG, ENDED = 1000.0, 0.0  # lease seconds; a lease of zero seconds has ended when it begins


def claim(engine, file, lease_s=LONG):
    with transaction(engine) as conn:
        return leases.claim_file(conn, file.id, lease_s)


def write(engine, act, *arguments):
    with transaction(engine) as conn:
        return act(conn, *arguments)


def now(engine, file):
    with reading(engine) as conn:
        return files.file(conn, file.id)


def revision(engine, file):
    with reading(engine) as conn:
        return submissions.submission(conn, file.submission_id).revision


def test_a_claim_counts_the_attempt_before_any_work(database):
    file = a_file(database)
    owned = claim(database, file)
    assert owned.attempt == 1
    assert (now(database, file).attempts, now(database, file).status) == (1, FileStatus.PROCESSING)


def test_a_claimed_file_cannot_be_claimed_again(database):
    file = a_file(database)
    assert claim(database, file) is not None
    assert claim(database, file) is None


def test_of_eight_claimants_at_once_exactly_one_wins(database):
    file = a_file(database)
    barrier, won = threading.Barrier(8), []

    def claimant():
        barrier.wait()
        won.append(claim(database, file))

    threads = [threading.Thread(target=claimant) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(won) == 8
    assert sum(one is not None for one in won) == 1
    assert now(database, file).attempts == 1


def test_an_expired_lease_is_taken_over_and_the_late_finisher_is_refused(database):
    file = a_file(database)
    late, owner = claim(database, file, ENDED), claim(database, file)
    assert (late.attempt, owner.attempt) == (1, 2)
    with pytest.raises(StaleLease, match="no longer owns it"):
        write(database, leases.finish_file, late)
    assert now(database, file).status == FileStatus.PROCESSING
    write(database, leases.finish_file, owner)
    assert now(database, file).status == FileStatus.DONE


@pytest.mark.parametrize(
    "act",
    [
        lambda conn, owned: leases.finish_file(conn, owned, "0" * 16),
        lambda conn, owned: leases.fail_file(conn, owned, "c", "m"),
        lambda conn, owned: leases.bury_file(conn, owned, "c", "m"),
        lambda conn, owned: leases.retry_file(conn, owned, 1.0, "c", "m"),
        lambda conn, owned: leases.extend_lease(conn, owned, 5.0),
        lambda conn, owned: leases.penalise(conn, owned),
        lambda conn, owned: extractions.save_extraction(conn, owned, read_result(), "v1"),
    ],
)
def test_no_write_with_a_lost_lease_changes_anything(database, act):
    file = a_file(database)
    late = claim(database, file, ENDED)
    claim(database, file)
    before, before_revision = now(database, file), revision(database, file)
    with pytest.raises(StaleLease):
        write(database, act, late)
    assert (now(database, file), revision(database, file)) == (before, before_revision)
    with reading(database) as conn:
        assert extractions.latest_extraction(conn, file.id) is None


def test_a_settled_file_refuses_its_own_second_result(database):
    owned = claim(database, a_file(database))
    write(database, leases.finish_file, owned)
    with pytest.raises(StaleLease):
        write(database, leases.finish_file, owned)


def test_a_made_up_token_owns_nothing(database):
    owned = claim(database, a_file(database))
    with pytest.raises(StaleLease):
        write(database, leases.finish_file, replace(owned, token="0" * 32))


def test_a_failure_keeps_its_code_and_the_sentence_for_the_merchant(database):
    file = a_file(database)
    write(database, leases.fail_file, claim(database, file), "unreadable_file", "Too dark: photograph it by daylight.")
    settled = now(database, file)
    assert (settled.status, settled.error_code) == (FileStatus.FAILED, "unreadable_file")
    assert settled.error_message == "Too dark: photograph it by daylight."
    assert settled.settled_at is not None


def test_a_retry_waits_its_delay(database):
    file = a_file(database)
    write(database, leases.retry_file, claim(database, file), LONG, "reader_crashed", "again")
    assert now(database, file).status == FileStatus.RECEIVED
    assert claim(database, file) is None
    with reading(database) as conn:
        assert files.due_files(conn, 10) == []


def test_a_retry_whose_time_has_come_is_due_although_it_was_published_before(database):
    file = a_file(database)
    write(database, files.mark_published, [file.id])
    write(database, leases.retry_file, claim(database, file), 0.0, "reader_crashed", "again")
    with reading(database) as conn:
        assert files.due_files(conn, 10) == [file.id]
    assert claim(database, file).attempt == 2


def test_a_crash_counts_double(database):
    file = a_file(database)
    assert write(database, leases.penalise, claim(database, file)) == 2


def test_an_extended_lease_cannot_be_taken_over(database):
    file = a_file(database)
    owned = claim(database, file, ENDED)
    write(database, leases.extend_lease, owned, LONG)
    assert claim(database, file) is None


def test_never_published_files_are_due_and_published_ones_wait(database):
    file, other = a_file(database), a_file(database)
    with reading(database) as conn:
        assert files.due_files(conn, 10) == [file.id, other.id]
        assert files.due_files(conn, 1) == [file.id]
    write(database, files.mark_published, [file.id])
    with reading(database) as conn:
        assert files.due_files(conn, 10) == [other.id]
        assert files.due_files(conn, 10, republish_s=0.0) == [file.id, other.id]


def test_a_file_whose_lease_ran_out_is_due_once_per_hint(database):
    file = a_file(database)
    write(database, files.mark_published, [file.id])
    claim(database, file, 0.05)
    threading.Event().wait(0.1)
    with reading(database) as conn:
        assert files.due_files(conn, 10) == [file.id]
    write(database, files.mark_published, [file.id])
    with reading(database) as conn:
        assert files.due_files(conn, 10) == []


def test_a_person_may_revive_a_dead_file_with_fresh_attempts(database):
    file = a_file(database)
    write(database, leases.bury_file, claim(database, file), "reader_crashed", "three attempts")
    revived = write(database, files.revive, file.id)
    assert (revived.status, revived.attempts, revived.error_code) == (FileStatus.RECEIVED, 0, None)
    assert claim(database, file).attempt == 1


def test_a_file_at_work_cannot_be_revived(database):
    file = a_file(database)
    claim(database, file)
    with pytest.raises(Conflict):
        write(database, files.revive, file.id)


def test_a_file_of_a_decided_submission_cannot_be_revived(database):
    file = a_file(database)
    write(database, leases.bury_file, claim(database, file), "c", "m")
    write(database, submissions.advance_submission, file.submission_id, SubmissionStatus.DECIDED)
    with pytest.raises(Conflict, match="decided"):
        write(database, files.revive, file.id)


ACTS = st.sampled_from(["claim", "claim that ends", "finish", "fail", "bury", "retry", "penalise", "revive"])


@settings(deadline=None, derandomize=True, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(ACTS, st.integers(0, 3)), min_size=4, max_size=14))
def test_whatever_happens_one_owner_writes_and_every_settling_bumps_the_revision_once(database, history):
    file = a_file(database, a_submission(database))
    claims, settled, attempts = [], 0, 0
    for act, which in history:
        before = now(database, file)
        if act.startswith("claim"):
            owned = claim(database, file, ENDED if act.endswith("ends") else LONG)
            claims += [owned] if owned else []
            attempts += owned is not None
        elif act == "revive":
            if before.status in SETTLED:
                write(database, files.revive, file.id)
                attempts = 0
        elif claims:
            owned = claims[-1 - which % len(claims)]
            entitled = owned is claims[-1] and before.status == FileStatus.PROCESSING
            assert written(database, act, owned) == entitled
            settled += entitled and act in ("finish", "fail", "bury")
            attempts += entitled and act == "penalise"
        assert now(database, file).attempts == attempts
        assert revision(database, file) == 1 + settled  # 1: the file's arrival


def written(engine, act, owned):
    acts = {
        "finish": lambda conn: leases.finish_file(conn, owned),
        "fail": lambda conn: leases.fail_file(conn, owned, "c", "m"),
        "bury": lambda conn: leases.bury_file(conn, owned, "c", "m"),
        "retry": lambda conn: leases.retry_file(conn, owned, 0.0, "c", "m"),
        "penalise": lambda conn: leases.penalise(conn, owned),
    }
    try:
        write(engine, acts[act])
    except StaleLease:
        return False
    return True
