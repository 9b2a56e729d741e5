import io
import struct
import zipfile

import pytest
from specimens import picture, zipped

from ingest.archive import unpack
from ingest.headers import MAX_ZIP_DIRECTORY_BYTES
from ingest.limits import FixedLimits
from uplift.errors import EmptyUpload, RejectedUpload, TooLarge

LIMITS = FixedLimits()


def names(data, limits=LIMITS):
    return [member.name for member in unpack(data, limits)]


def test_members_come_out_in_order_with_their_bytes():
    photo = picture("JPEG")
    members = list(unpack(zipped({"照片/一.jpg": photo, "b.pdf": b"%PDF-1.4"}), LIMITS))
    assert [(m.name, m.data, m.error) for m in members] == [("一.jpg", photo, None), ("b.pdf", b"%PDF-1.4", None)]


def test_folders_and_what_systems_add_are_passed_over():
    data = zipped({"a/": b"", "__MACOSX/a/._x.jpg": b"x", "a/.DS_Store": b"x", "a/Thumbs.db": b"x", "a/x.jpg": b"x"})
    assert names(data) == ["x.jpg"]


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "..\\..\\windows\\win.ini", "a/../../b"])
def test_a_path_in_a_name_is_only_ever_its_last_part(path):
    [name] = names(zipped({path: b"x"}))
    assert "/" not in name
    assert "\\" not in name


def test_a_name_written_by_chinese_windows_is_read():
    stored = "营业执照.jpg".encode("gb18030").decode("cp437")
    data = zipped({"营业执照.jpg": b"x"})
    archive = zipfile.ZipInfo(stored)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(archive, b"x")
    raw = bytearray(buffer.getvalue())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw = _without_utf8_flag(raw, signature, at)
    raw = bytes(raw).replace(stored.encode("utf-8"), "营业执照.jpg".encode("gb18030").ljust(len(stored.encode()), b"_"))
    assert names(data) == ["营业执照.jpg"]
    assert names(raw)[0].startswith("营业执照.jpg")


def _without_utf8_flag(raw, signature, at):
    start = raw.find(signature) + at
    flags = struct.unpack("<H", raw[start : start + 2])[0] & ~0x800
    return raw[:start] + struct.pack("<H", flags) + raw[start + 2 :]


def test_too_many_members_are_refused_before_unpacking():
    data = zipped({f"{n}.jpg": b"x" for n in range(4)})
    with pytest.raises(TooLarge, match="holds 4 files; 3 at a time"):
        unpack(data, FixedLimits(max_files_per_request=3))


def test_too_many_unpacked_bytes_are_refused_before_unpacking():
    data = zipped({"a": bytes(range(256)) * 40, "b": bytes(range(255, -1, -1)) * 40})
    with pytest.raises(TooLarge, match="unpack to 20,480 bytes"):
        unpack(data, FixedLimits(max_archive_bytes=20_479))


def test_a_bomb_is_refused_by_its_ratio():
    with pytest.raises(TooLarge, match="too much"):
        unpack(zipped({"a.jpg": bytes(5_000_000)}), LIMITS)


def test_a_member_above_the_file_limit_is_refused_and_the_others_come():
    noise = picture("PNG", (300, 300))
    members = list(unpack(zipped({"big": noise, "small": b"x"}), FixedLimits(max_upload_bytes=len(noise) - 1)))
    assert isinstance(members[0].error, TooLarge)
    assert (members[1].name, members[1].data) == ("small", b"x")


def test_a_damaged_member_is_refused_and_the_others_come():
    noise = bytes(range(256)) * 4
    data = bytearray(zipped({"bad.jpg": noise, "good.jpg": b"good"}))
    at = data.find(b"bad.jpg") + 20
    data[at : at + 8] = bytes(8)
    bad, good = unpack(bytes(data), LIMITS)
    assert "by itself" in str(bad.error)
    assert good.data == b"good"


def test_a_member_that_lies_about_its_size_yields_no_more_than_it_declared():
    data = bytearray(zipped({"a": b"abc" * 100}))
    at = data.find(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 30)
    [member] = unpack(bytes(data), LIMITS)
    assert len(member.data) <= 30
    assert member.error is not None or member.data == b"abc" * 10


def test_a_zip_with_a_password_is_refused():
    data = bytearray(zipped({"a": b"x"}))
    at = data.find(b"PK\x01\x02") + 8
    data[at] |= 1
    with pytest.raises(RejectedUpload, match="password"):
        unpack(bytes(data), LIMITS)


def test_an_empty_zip_is_refused():
    with pytest.raises(EmptyUpload):
        unpack(zipped({"folder/": b""}), LIMITS)


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + bytes(300), zipped({"a": b"x"})[:-5]])
def test_a_broken_zip_is_refused_with_a_sentence(data):
    with pytest.raises(RejectedUpload, match="damaged or cut off"):
        unpack(data, LIMITS)


def test_a_directory_that_would_fill_the_memory_is_refused_unread():
    data = bytearray(zipped({"a": b"x"}))
    at = data.rfind(b"PK\x05\x06") + 12
    data[at : at + 4] = struct.pack("<I", MAX_ZIP_DIRECTORY_BYTES + 1)
    with pytest.raises(TooLarge, match="far too many"):
        unpack(bytes(data), LIMITS)
