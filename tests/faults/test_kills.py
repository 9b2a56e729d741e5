"""kill -9 on everything in the middle of a run: every accepted file ends done, failed or dead, and none twice."""

import shutil
import sys
import time
from pathlib import Path
from secrets import token_hex

import pytest

from tests.faults.house import House, wait_until
from uplift.db import reading
from uplift.settings import Settings
from uplift.states import FileStatus
from uplift.store.events import verify_chain

pytestmark = [pytest.mark.faults, pytest.mark.integration, pytest.mark.timeout(280), pytest.mark.xdist_group("faults")]

SEED = 20261124
GOOD, PER_SUBMISSION = 160, 16
POISON = [b"die 1", b"die 2", b"hang 1", b"raise 1", b"hoard 9000", b"unreadable 1", b"unreadable 2", b"unreadable 3"]
KILLS = 60


@pytest.fixture
def house(database_url, tmp_path):
    folder = Path("/tmp") / f"uplift-kills-{token_hex(4)}"  # short enough for a unix socket
    folder.mkdir(mode=0o700)
    settings = Settings(
        home=folder,
        database_url=database_url,
        redis_url=f"redis+socket://{folder / 'redis.sock'}",
        blob_url=str(tmp_path / "blobs"),
        secret_key="a-secret-of-this-test",
        lease_s=4.0,
        reader_deadline_s=1.5,
        retry_base_s=0.2,
    )
    built = House(settings, folder, SEED)
    yield built
    built.close()
    shutil.rmtree(folder, ignore_errors=True)


def test_nothing_is_lost_or_doubled_under_kills_floods_and_flushes(house: House, record_property) -> None:
    contents = [b"sleep 0.1 %d" % number for number in range(GOOD)] + POISON
    house.random.shuffle(contents)
    ids = house.accept(contents, PER_SUBMISSION)
    house.start()
    house.hint(ids, times=2)

    faults = [
        *[house.kill_reader] * 5,
        *[house.kill_celery_child] * 3,
        house.kill_worker,
        house.flush_queue,
        house.kill_redis,
        lambda: house.deliver_again(ids),
    ]
    while sum(house.acts.values()) < KILLS and house.unsettled():
        house.random.choice(faults)()
        time.sleep(house.random.uniform(0.05, 0.6))
    wait_until(lambda: house.unsettled() == 0, 120, "every file settled")
    wait_until(lambda: house.unscored() == 0, 60, "every submission scored")

    ledger = house.ledger(len(ids))
    record_property("ledger", str(ledger))
    sys.stdout.write(f"\nseed {SEED}; faults {dict(house.acts)}\n{ledger}\n")
    statuses = house.statuses()
    assert sum(ledger.statuses.values()) == ledger.accepted == len(contents)
    assert ledger.extraction_rows == ledger.files_with_rows == ledger.statuses[FileStatus.DONE]
    assert ledger.unscored == ledger.twice_scored == 0
    poisoned = {data.decode(): statuses[data.decode()] for data in POISON}
    assert {status for name, status in poisoned.items() if not name.startswith("unreadable")} == {FileStatus.DEAD}
    assert all(s in (FileStatus.FAILED, FileStatus.DEAD) for n, s in poisoned.items() if n.startswith("unreadable"))
    done = sum(status is FileStatus.DONE for name, status in statuses.items() if name.startswith("sleep"))
    assert done >= 0.9 * GOOD  # a good file dies only when the kills hit it attempt after attempt
    with reading(house.engine) as conn:
        assert verify_chain(conn, b"a-secret-of-this-test") > 0
    house.close()
    wait_until(lambda: not house.left_over(), 10, "no process is left behind")
