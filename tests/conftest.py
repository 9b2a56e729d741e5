"""Real parts for tests: both databases, a blob folder, a private redis-server."""

import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

import psycopg
import pytest
from private_postgres import NoServer, private_postgres

from ingest.blobs import open_blobs
from uplift.db import make_engine, upgrade
from uplift.tables import metadata

for variable in ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory):
    """Address of a PostgreSQL server: UPLIFT_TEST_POSTGRES, the local one, or a private one; else skip."""
    for address in filter(None, (os.environ.get("UPLIFT_TEST_POSTGRES"), "postgresql://postgres@127.0.0.1:5432/")):
        if _answers(address):
            yield address
            return
    try:
        with private_postgres(tmp_path_factory.mktemp("postgres")) as address:
            yield address
    except NoServer as reason:
        pytest.skip(f"PostgreSQL: {reason}")


def _answers(address):
    try:
        psycopg.connect(address, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def _postgres_database(server):
    """URL of a new database, dropped afterwards."""
    name = f"uplift_test_{token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    base, _, query = server.partition("?")
    yield f"postgresql+psycopg://{base.rstrip('/').split('://')[1]}/{name}" + (f"?{query}" if query else "")
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def postgres_url(postgres_server):
    """URL of a new, empty PostgreSQL database."""
    with _postgres_database(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server):
    """URL of a migrated PostgreSQL database for the whole session; each test finds it emptied."""
    with _postgres_database(postgres_server) as url:
        upgrade(url)
        yield url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory):
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """URL of a new database at the newest migration; the test runs once on each kind."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "uplift.db")
        yield f"sqlite:///{tmp_path / 'uplift.db'}"
        return
    url = request.getfixturevalue("migrated_postgres")
    _empty(url)
    yield url


def _empty(url):
    """Remove every row; a hundred times cheaper than a new database for each test."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as admin:
        admin.execute("TRUNCATE " + ", ".join(table.name for table in metadata.sorted_tables) + " CASCADE")


@pytest.fixture
def database(database_url):
    """Engine of a new, migrated database; the test runs once on SQLite and once on PostgreSQL."""
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def blobs(tmp_path):
    """A blob store in a temporary folder."""
    return open_blobs(str(tmp_path / "blobs"))


@pytest.fixture
def redis_server(tmp_path):
    """A private redis-server on a unix socket; the value is the socket's path."""
    socket = Path("/tmp") / f"uplift-{token_hex(6)}.sock"  # tmp_path may be too long for a unix socket
    command = ["redis-server", "--port", "0", "--unixsocket", str(socket), "--dir", str(tmp_path), "--save", ""]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    while not socket.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    yield socket
    server.terminate()
    server.wait(timeout=20)
    socket.unlink(missing_ok=True)
