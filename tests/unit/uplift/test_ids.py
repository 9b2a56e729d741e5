import time
import uuid

from uplift.ids import new_id


def test_an_id_is_a_version_7_uuid_in_hex():
    parsed = uuid.UUID(hex=new_id())
    assert (parsed.version, parsed.variant) == (7, uuid.RFC_4122)


def test_ids_sort_by_the_millisecond_they_were_made_in():
    first = new_id()
    time.sleep(0.002)
    assert first < new_id()


def test_an_id_carries_the_present_time():
    milliseconds = int(new_id()[:12], 16)
    assert abs(milliseconds / 1000 - time.time()) < 5


def test_ten_thousand_ids_are_all_different():
    assert len({new_id() for _ in range(10_000)}) == 10_000
