import hashlib
import io
import threading
import zipfile
from dataclasses import dataclass
from secrets import token_hex

import pytest
from PIL import Image

from ingest import duplicates
from ingest.intake import Upload, accept_upload
from ingest.limits import FixedLimits
from uplift.db import reading, transaction
from uplift.errors import Conflict, EmptyUpload, NotFound, QuotaExceeded, TooLarge, UnsupportedMediaType
from uplift.states import FileStatus, SubmissionStatus
from uplift.store import events, extractions, files, merchants, submissions
from uplift.types import Industry, Money, Profile

KEY = b"a test key"


def picture(shade=0):
    buffer = io.BytesIO()
    Image.new("L", (32, 32), shade).save(buffer, "PNG")
    return buffer.getvalue()


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


@dataclass(frozen=True)
class House:
    engine: object
    blobs: object

    def submission(self, merchant_id=None):
        merchant_id = merchant_id or self.merchant()
        with transaction(self.engine) as conn:
            return submissions.open_submission(conn, merchant_id)

    def merchant(self):
        profile = Profile(merchant_id="", name="a", industry=Industry.RETAIL, current_limit=Money.of(1))
        with transaction(self.engine) as conn:
            return merchants.add_merchant(conn, token_hex(6), profile).id

    def upload(self, submission, data, name="a.png", merchant_id=None, **limits):
        upload = Upload(
            merchant_id=merchant_id or submission.merchant_id,
            submission_id=submission.id,
            name=name,
            stream=io.BytesIO(data),
        )
        return accept_upload(self.engine, self.blobs, upload, FixedLimits(**limits), audit_key=KEY)

    def files(self, submission):
        with reading(self.engine) as conn:
            return files.files_of(conn, submission.id)

    def stored(self):
        return [path for path in self.blobs.root.rglob("*") if path.is_file()]


@pytest.fixture
def house(database, blobs):
    return House(database, blobs)


def test_an_accepted_file_has_its_bytes_its_row_and_its_line_in_the_log(house):
    submission, data = house.submission(), picture()
    [accepted] = house.upload(submission, data, "../../执照\x00.png")
    assert accepted.created
    file = accepted.file
    assert (file.name, file.media_type, file.size_bytes) == ("执照.png", "image/png", len(data))
    assert (file.status, file.sha256) == (FileStatus.RECEIVED, hashlib.sha256(data).hexdigest())
    assert house.blobs.get(file.sha256) == data
    with reading(house.engine) as conn:
        [event] = events.events_of(conn, file.id)
        assert (event.actor, event.act) == (submission.merchant_id, "file_received")
        assert events.verify_chain(conn, KEY) == 1
        assert files.due_files(conn, 10) == [file.id]


def test_the_same_bytes_twice_are_one_file(house):
    submission = house.submission()
    [first], [again] = house.upload(submission, picture()), house.upload(submission, picture(), "other.png")
    assert (first.created, again.created) == (True, False)
    assert first.file.id == again.file.id
    assert len(house.files(submission)) == 1


def test_six_threads_with_the_same_bytes_make_one_file(house):
    submission, results = house.submission(), []
    threads = [threading.Thread(target=lambda: results.extend(house.upload(submission, picture()))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(results) == 6
    assert sum(one.created for one in results) == 1
    assert len({one.file.id for one in results}) == 1


@pytest.mark.parametrize(
    ("data", "error", "limits"),
    [
        (b"", EmptyUpload, {}),
        (b"hello", UnsupportedMediaType, {}),
        (picture(), TooLarge, {"max_upload_bytes": 20}),
        (picture(), TooLarge, {"max_pixels": 32 * 32 - 1}),
    ],
)
def test_a_refused_file_leaves_neither_row_nor_bytes(house, data, error, limits):
    submission = house.submission()
    with pytest.raises(error):
        house.upload(submission, data, **limits)
    assert house.files(submission) == []
    assert house.stored() == []


def test_the_good_members_of_a_zip_are_kept_and_the_bad_ones_named(house):
    submission = house.submission()
    inner = zipped(x_png=picture(9))
    results = house.upload(submission, zipped(a_png=picture(1), b_txt=b"hello", c_zip=inner, d_png=picture(2)))
    assert [(one.name, one.created, type(one.error).__name__) for one in results] == [
        ("a.png", True, "NoneType"),
        ("b.txt", False, "UnsupportedMediaType"),
        ("c.zip", False, "UnsupportedMediaType"),
        ("d.png", True, "NoneType"),
    ]
    assert "zip inside a zip" in str(results[2].error)
    assert [file.name for file in house.files(submission)] == ["a.png", "d.png"]


def test_a_decided_submission_takes_no_file(house):
    submission = house.submission()
    with transaction(house.engine) as conn:
        submissions.advance_submission(conn, submission.id, SubmissionStatus.DECIDED)
    with pytest.raises(Conflict, match="decided"):
        house.upload(submission, picture())
    assert house.files(submission) == []


def test_another_merchants_submission_takes_no_file(house):
    submission = house.submission()
    with pytest.raises(NotFound):
        house.upload(submission, picture(), merchant_id=house.merchant())
    assert house.files(submission) == []


def test_the_daily_quota_counts_over_all_submissions_of_a_merchant(house):
    merchant = house.merchant()
    for shade in (1, 2):
        house.upload(house.submission(merchant), picture(shade), max_files_per_merchant_day=2)
    with pytest.raises(QuotaExceeded, match="2 files in 24 hours"):
        house.upload(house.submission(merchant), picture(3), max_files_per_merchant_day=2)
    house.upload(house.submission(), picture(3), max_files_per_merchant_day=2)  # another merchant's own quota


def test_bytes_sent_again_cost_no_quota(house):
    submission = house.submission()
    house.upload(submission, picture(), max_files_per_merchant_day=1)
    [again] = house.upload(submission, picture(), max_files_per_merchant_day=1)
    assert not again.created


def test_the_byte_quota_refuses_before_the_disk_is_touched(house):
    submission = house.submission()
    size = len(picture(1))
    house.upload(submission, picture(1), max_bytes_per_merchant=size + 5)
    with pytest.raises(QuotaExceeded, match="bytes"):
        house.upload(submission, picture(2), max_bytes_per_merchant=size + 5)
    assert len(house.stored()) == 1


def test_uploads_at_once_cannot_pass_the_quota(house):
    submission, outcomes = house.submission(), []

    def uploader(shade):
        try:
            outcomes.extend(house.upload(submission, picture(shade), max_files_per_merchant_day=3))
        except QuotaExceeded as refused:
            outcomes.append(refused)

    threads = [threading.Thread(target=uploader, args=(shade,)) for shade in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(outcomes) == 8
    assert len(house.files(submission)) == 3


def test_a_crash_between_bytes_and_row_leaves_no_row_and_a_second_try_succeeds(house):
    class CutOff(Exception):
        pass

    class StoreThatDies:
        root = house.blobs.root

        def put(self, data):
            house.blobs.put(data)
            raise CutOff

    submission = house.submission()
    with pytest.raises(CutOff):
        House(house.engine, StoreThatDies()).upload(submission, picture())
    assert house.files(submission) == []
    [accepted] = house.upload(submission, picture())
    assert accepted.created


def test_duplicates_come_once_each_under_the_strongest_way(house):
    submission = house.submission()
    [mine] = house.upload(submission, picture(1))
    [near] = house.upload(submission, picture(2))
    [theirs] = house.upload(house.submission(), picture(1))
    with transaction(house.engine) as conn:
        for file, pixels in ((near.file, "00000000000000ff"), (theirs.file, "000000000000000f")):
            files.save_perceptual_hash(conn, file.id, pixels)
        extractions.save_keys(conn, theirs.file.id, theirs.file.merchant_id, ["a" * 64])
        found = duplicates.find(conn, mine.file, "000000000000000f", ["a" * 64])
    assert [(m.how, m.file_id, m.same_merchant, m.distance) for m in found] == [
        ("sha256", theirs.file.id, False, 0),
        ("perceptual_hash", near.file.id, True, 4),
    ]


def test_a_file_without_pixels_or_keys_has_only_byte_duplicates(house):
    [mine] = house.upload(house.submission(), picture(1))
    [theirs] = house.upload(house.submission(), picture(1))
    with reading(house.engine) as conn:
        [match] = duplicates.find(conn, mine.file, None, ())
    assert (match.how, match.file_id) == ("sha256", theirs.file.id)
