"""One engine for SQLite (embedded) and PostgreSQL (scaled), and the only two ways to open a transaction.

SQLite: WAL with synchronous=FULL, because at NORMAL a commit can vanish on power loss; BEGIN IMMEDIATE for writes,
because busy_timeout does not help a read lock that wants to become a write lock.
"""

import os
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from uplift.errors import NoSpace

BUSY_TIMEOUT_S = 30.0
_WRITE = "uplift_write"
_MIGRATION_LOCK = 7_251_001  # any fixed number: one migration at a time on PostgreSQL


def make_engine(url: str) -> Engine:
    """Build an engine for a SQLAlchemy URL; safe to use from threads and after a fork."""
    engine = _sqlite_engine(url) if url.startswith("sqlite") else _postgres_engine(url)
    _forget_connections_after_fork(engine)
    return engine


def _sqlite_engine(url: str) -> Engine:
    # No pool: a SQLite connection must not cross a fork, and opening one costs less than a millisecond.
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_TIMEOUT_S})
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgres_engine(url: str) -> Engine:
    return create_engine(url, isolation_level="READ COMMITTED", pool_pre_ping=True, pool_size=5, max_overflow=20)


def _set_pragmas(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver must not open transactions of its own; _begin_sqlite does
    connection.execute(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(conn: Connection) -> None:
    writing = conn.get_execution_options().get(_WRITE, False)
    conn.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _forget_connections_after_fork(engine: Engine) -> None:
    reference = weakref.ref(engine)

    def forget() -> None:
        inherited = reference()
        if inherited is not None:
            inherited.dispose(close=False)  # the parent still uses these sockets

    os.register_at_fork(after_in_child=forget)


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """Open a write transaction: all of it commits or none. Raises NoSpace when the database's disk is full."""
    try:
        with engine.connect().execution_options(**{_WRITE: True}) as conn, conn.begin():
            yield conn
    except DBAPIError as error:
        if _disk_full(error):
            raise NoSpace("The database's disk is full; nothing was stored. Free some space and try again.") from error
        raise


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction for reading only; it takes no write lock and is rolled back at the end."""
    with engine.connect() as conn:
        yield conn


def _disk_full(error: BaseException | None) -> bool:
    """SQLite rolls back by itself when the disk is full, so the first error may hide behind a failed rollback."""
    while error is not None:
        original = getattr(error, "orig", None)
        if getattr(original, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return True
        if isinstance(original, psycopg.errors.DiskFull):
            return True
        error = error.__context__
    return False


def database_now(conn: Connection) -> datetime:
    """The database's own clock, UTC: the only clock that decides leases."""
    if conn.dialect.name == "sqlite":
        stamp = conn.execute(text("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")).scalar_one()
        return datetime.fromisoformat(stamp).replace(tzinfo=UTC)
    now: datetime = conn.execute(text("SELECT clock_timestamp()")).scalar_one()
    return now.astimezone(UTC)


def upgrade(url: str) -> None:
    """Bring the database to the newest migration. Several processes may call it at once."""
    engine = make_engine(url)
    try:
        with transaction(engine) as conn:
            if conn.dialect.name == "postgresql":
                conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            config = Config()
            config.set_main_option("script_location", "uplift:migrations")
            config.attributes["connection"] = conn
            command.upgrade(config, "head")
    finally:
        engine.dispose()
