import threading

import pytest
from sqlalchemy import delete, select, update

from uplift.db import reading, transaction
from uplift.errors import BrokenChain
from uplift.store.events import GENESIS, append_event, chain_head, events_of, verify_chain
from uplift.tables import events

KEY = b"a test key"


def append(engine, number):
    with transaction(engine) as conn:
        return append_event(conn, "user:1", "approve", f"submission-{number}", {"limit": "200000.00", "n": number}, KEY)


def verify(engine, head=None, key=KEY):
    with reading(engine) as conn:
        return verify_chain(conn, key, head)


def tamper(engine, *statements):
    with transaction(engine) as conn:
        for statement in statements:
            conn.execute(statement)


@pytest.fixture
def chain(database):
    for number in range(1, 8):
        append(database, number)
    return database


def test_an_empty_log_verifies(database):
    assert verify(database) == 0
    with reading(database) as conn:
        assert chain_head(conn) == (0, GENESIS)


def test_a_whole_log_verifies_and_counts(chain):
    assert verify(chain) == 7


def test_an_event_comes_back_as_it_was_appended(chain):
    with reading(chain) as conn:
        [event] = events_of(conn, "submission-3")
    assert (event.seq, event.actor, event.act, event.body) == (3, "user:1", "approve", {"limit": "200000.00", "n": 3})


@pytest.mark.parametrize(
    "change",
    [
        {"body": '{"limit":"900000.00","n":4}'},
        {"actor": "user:2"},
        {"act": "decline"},
        {"subject": "x"},
        {"at": "2020"},
    ],
)
def test_an_edited_line_is_found(chain, change):
    tamper(chain, update(events).where(events.c.seq == 4).values(**change))
    with pytest.raises(BrokenChain, match="Line 4"):
        verify(chain)


@pytest.mark.parametrize("first", [1, 3, 6])
def test_a_removed_line_is_found(chain, first):
    tamper(chain, delete(events).where(events.c.seq == first))
    with pytest.raises(BrokenChain, match=f"Line {first} of the audit log is missing"):
        verify(chain)


def test_a_gap_closed_by_renumbering_is_found(chain):
    tamper(
        chain,
        delete(events).where(events.c.seq.in_([3, 4])),
        update(events).where(events.c.seq == 5).values(seq=3),
        update(events).where(events.c.seq == 6).values(seq=4),
        update(events).where(events.c.seq == 7).values(seq=5),
    )
    with pytest.raises(BrokenChain, match="Line 3"):
        verify(chain)


def test_two_lines_that_changed_places_are_found(chain):
    tamper(
        chain,
        update(events).where(events.c.seq == 2).values(seq=99),
        update(events).where(events.c.seq == 3).values(seq=2),
        update(events).where(events.c.seq == 99).values(seq=3),
    )
    with pytest.raises(BrokenChain, match="Line 2"):
        verify(chain)


def test_a_cut_off_end_is_found_with_a_head_noted_earlier(chain):
    with reading(chain) as conn:
        head = chain_head(conn)
    tamper(chain, delete(events).where(events.c.seq > 5))
    assert verify(chain) == 5  # a shorter chain is a valid chain
    with pytest.raises(BrokenChain, match="ends at line 5"):
        verify(chain, head)


def test_a_log_written_anew_is_found_with_a_head_noted_earlier(chain):
    with reading(chain) as conn:
        head = chain_head(conn)
    tamper(chain, delete(events))
    for number in range(20, 30):
        append(chain, number)
    assert verify(chain) == 10
    with pytest.raises(BrokenChain, match="rewritten"):
        verify(chain, head)


def test_another_key_verifies_nothing(chain):
    with pytest.raises(BrokenChain, match="Line 1"):
        verify(chain, key=b"another key")


def test_appends_from_eight_threads_make_one_chain(database):
    def appender(start):
        for number in range(start, start + 5):
            append(database, number)

    threads = [threading.Thread(target=appender, args=(n * 5,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert verify(database) == 40
    with reading(database) as conn:
        subjects = list(conn.execute(select(events.c.subject)).scalars())
    assert sorted(subjects) == sorted(f"submission-{n}" for n in range(40))


def test_an_append_that_is_rolled_back_leaves_no_gap(chain):
    def broken_half_way():
        with transaction(chain) as conn:
            append_event(conn, "a", "b", "c", {}, KEY)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_half_way()
    append(chain, 8)
    assert verify(chain) == 8
