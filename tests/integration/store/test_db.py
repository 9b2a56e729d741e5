import multiprocessing
import threading
from datetime import UTC, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from houses import a_merchant, profile
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import StatementError

from uplift.db import database_now, reading, transaction, upgrade
from uplift.errors import NoSpace
from uplift.store import merchants as store
from uplift.tables import merchants, metadata


def pragma(conn, name):
    return conn.execute(text(f"PRAGMA {name}")).scalar_one()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_keeps_commits_through_a_power_cut_and_waits_for_locks(database):
    with reading(database) as conn:
        assert pragma(conn, "journal_mode") == "wal"
        assert pragma(conn, "synchronous") == 2  # FULL
        assert pragma(conn, "foreign_keys") == 1
        assert pragma(conn, "busy_timeout") == 30_000


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_runs_read_committed(database):
    with reading(database) as conn:
        assert conn.execute(text("SHOW transaction_isolation")).scalar_one() == "read committed"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_write_transaction_on_sqlite_holds_the_write_lock_from_its_first_line(database):
    entered = threading.Event()

    def second_writer():
        with transaction(database):
            entered.set()

    with transaction(database):
        thread = threading.Thread(target=second_writer)
        thread.start()
        assert not entered.wait(0.3)
    thread.join(10)
    assert entered.is_set()


def test_a_failed_transaction_leaves_nothing(database):
    def broken_half_way():
        with transaction(database) as conn:
            store.add_merchant(conn, "M1", profile())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_half_way()
    with reading(database) as conn:
        assert store.merchant_by_external_id(conn, "M1") is None


def test_times_come_back_aware_and_equal(database):
    stamp = datetime(2026, 11, 23, 12, 30, 1, 250_000, tzinfo=UTC)
    with transaction(database) as conn:
        values = {"id": "1" * 32, "external_id": "x", "name": "x", "profile": {}}
        conn.execute(insert(merchants).values(created_at=stamp, **values))
    with reading(database) as conn:
        found = conn.execute(select(merchants.c.created_at)).scalar_one()
    assert found == stamp
    assert found.utcoffset() == timedelta(0)


def test_a_time_without_zone_never_reaches_the_database(database):
    naive = datetime(2026, 11, 23)  # noqa: DTZ001 - the mistake under test
    query = select(merchants).where(merchants.c.created_at > naive)
    with reading(database) as conn, pytest.raises(StatementError, match="naive datetime"):
        conn.execute(query)


def test_the_databases_clock_is_utc_and_moves_within_a_transaction(database):
    with transaction(database) as conn:
        first = database_now(conn)
        threading.Event().wait(0.02)
        second = database_now(conn)
    assert first < second
    assert abs((first - datetime.now(UTC)).total_seconds()) < 60


def test_the_migrations_make_exactly_the_tables_of_the_code(database):
    with reading(database) as conn:
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []


def test_upgrading_twice_changes_nothing(database, database_url):
    a_merchant(database, "kept")
    upgrade(database_url)
    with reading(database) as conn:
        assert store.merchant_by_external_id(conn, "kept") is not None


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_four_processes_may_upgrade_a_new_database_at_once(kind, tmp_path, request):
    url = f"sqlite:///{tmp_path / 'new.db'}" if kind == "sqlite" else request.getfixturevalue("postgres_url")
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=upgrade, args=(url,)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]


def _write_in_child(engine, number):
    with transaction(engine) as conn:
        store.add_merchant(conn, f"child-{number}", profile())


def test_an_engine_made_before_a_fork_works_in_parent_and_children(database):
    a_merchant(database, "parent-before")
    context = multiprocessing.get_context("fork")
    children = [context.Process(target=_write_in_child, args=(database, n)) for n in range(3)]
    for child in children:
        child.start()
    a_merchant(database, "parent-after")
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0, 0, 0]
    with reading(database) as conn:
        assert conn.execute(select(func.count()).select_from(merchants)).scalar_one() == 5


def test_ten_threads_writing_at_once_all_succeed(database):
    threads = [threading.Thread(target=a_merchant, args=(database, f"t{n}")) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with reading(database) as conn:
        assert conn.execute(select(func.count()).select_from(merchants)).scalar_one() == 10


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_full_disk_under_sqlite_is_told_as_no_space(database):
    def fill_the_disk():
        with transaction(database) as conn:
            conn.execute(text(f"PRAGMA max_page_count = {pragma(conn, 'page_count')}"))
            for number in range(200):
                store.add_merchant(conn, f"filler-{number}", profile("x" * 4000))

    with pytest.raises(NoSpace, match="disk is full"):
        fill_the_disk()
    with reading(database) as conn:
        assert conn.execute(select(func.count()).select_from(merchants)).scalar_one() == 0
