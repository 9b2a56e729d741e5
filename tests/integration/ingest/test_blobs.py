import errno
import hashlib
import io
import multiprocessing
import os
import subprocess
import sys
from secrets import token_hex

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.server import ThreadedMotoServer

from ingest.blobs import open_blobs
from uplift.errors import BrokenChain, NoSpace, NotFound

DATA = b"evidence" * 1000
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture(scope="module")
def s3_server():
    """A real HTTP server that speaks S3, on loopback."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server, monkeypatch):
    for name, value in {
        "AWS_ENDPOINT_URL": s3_server,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    name = f"bucket-{token_hex(4)}"
    boto3.client("s3").create_bucket(Bucket=name)
    return name


@pytest.fixture(params=["folder", "s3"])
def store(request, tmp_path):
    if request.param == "folder":
        return open_blobs(str(tmp_path / "blobs"))
    return open_blobs(f"s3://{request.getfixturevalue('bucket')}/some/prefix")


def test_bytes_come_back_by_their_sha256(store):
    assert store.put(DATA) == SHA256
    assert store.get(SHA256) == DATA
    store.verify(SHA256)


def test_a_stream_is_stored_like_its_bytes(store):
    assert store.put(io.BytesIO(DATA)) == SHA256
    assert store.get(SHA256) == DATA


def test_an_empty_blob_is_a_blob(store):
    assert store.get(store.put(b"")) == b""


def test_putting_twice_is_putting_once(store):
    assert store.put(DATA) == store.put(DATA)
    assert store.get(SHA256) == DATA


def test_what_was_never_put_is_not_found(store):
    assert not store.exists(SHA256)
    for act in (store.get, store.path, store.verify):
        with pytest.raises(NotFound):
            act(SHA256)
    store.put(DATA)
    assert store.exists(SHA256)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 62 + "/.", SHA256 + "\n"])
def test_no_other_text_than_a_sha256_becomes_a_path(store, name):
    for act in (store.get, store.exists, store.path):
        with pytest.raises(NotFound):
            act(name)


def test_a_folder_gives_a_path_and_an_object_store_none(store, request):
    store.put(DATA)
    path = store.path(SHA256)
    assert path is None if "s3" in request.node.name else path.read_bytes() == DATA


def test_a_damaged_file_is_refused(blobs):
    blobs.put(DATA)
    blobs.path(SHA256).write_bytes(DATA[:-1])
    for act in (blobs.get, blobs.verify):
        with pytest.raises(BrokenChain, match="changed or damaged"):
            act(SHA256)
    blobs.put(DATA)  # the next upload of the same bytes heals it
    assert blobs.get(SHA256) == DATA


def test_a_damaged_object_is_refused(bucket):
    store = open_blobs(f"s3://{bucket}/p")
    store.put(DATA)
    boto3.client("s3").put_object(Bucket=bucket, Key=f"p/{SHA256[:2]}/{SHA256[2:]}", Body=b"other")
    with pytest.raises(BrokenChain):
        store.get(SHA256)


def test_an_error_that_is_no_missing_object_is_not_taken_for_one(bucket):
    with pytest.raises(ClientError):
        open_blobs(f"s3://{bucket}-that-is-not-there/p").put(DATA)


def _put_in_child(store, data):
    store.put(data)


def test_a_store_opened_before_a_fork_works_in_the_child(store):
    store.put(b"parent")
    child = multiprocessing.get_context("fork").Process(target=_put_in_child, args=(store, DATA))
    child.start()
    child.join(60)
    assert child.exitcode == 0
    assert store.get(SHA256) == DATA


def leftovers(blobs):
    return list((blobs.root / "tmp").iterdir())


def test_nothing_temporary_is_left(blobs):
    blobs.put(DATA)
    assert leftovers(blobs) == []


class BrokenStream(io.BytesIO):
    """Gives a little, then fails as a client does that hangs up, or a disk that is full."""

    def __init__(self, error):
        super().__init__(b"x" * 10)
        self.error = error

    def read(self, *_size):
        chunk = super().read(5)
        if chunk:
            return chunk
        raise self.error


def test_a_stream_that_breaks_leaves_nothing(blobs):
    with pytest.raises(ConnectionResetError):
        blobs.put(BrokenStream(ConnectionResetError()))
    assert [path for path in blobs.root.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_as_no_space_and_leaves_nothing(blobs, code):
    with pytest.raises(NoSpace, match="full"):
        blobs.put(BrokenStream(OSError(code, "full")))
    assert [path for path in blobs.root.rglob("*") if path.is_file()] == []


def test_another_disk_error_is_not_told_as_no_space(blobs):
    with pytest.raises(OSError, match="I/O"):
        blobs.put(BrokenStream(OSError(errno.EIO, "I/O")))


def test_a_file_size_limit_in_the_middle_of_a_write_leaves_nothing(tmp_path):
    """The kernel itself refuses the write: a limit on the size of files, in a process of its own."""
    code = """
import resource, signal, sys
from ingest.blobs import open_blobs
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
blobs = open_blobs(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    blobs.put(bytes(5_000_000))
except OSError:
    sys.exit(7)
"""
    ran = subprocess.run([sys.executable, "-c", code, str(tmp_path / "b")], check=False, timeout=120)
    assert ran.returncode == 7
    assert [path for path in (tmp_path / "b").rglob("*") if path.is_file()] == []


def test_the_file_is_synced_before_its_name_and_the_folder_after(blobs, tmp_path):
    """Seen from outside, by the system calls the process makes."""
    if not any(os.access(f"{folder}/strace", os.X_OK) for folder in os.environ["PATH"].split(":")):
        pytest.skip("strace is not installed")
    code = f"from ingest.blobs import open_blobs; open_blobs({str(tmp_path / 'b')!r}).put(b'data')"
    trace = tmp_path / "trace"
    subprocess.run(
        ["strace", "-f", "-o", trace, "-e", "trace=fsync,rename", sys.executable, "-c", code], check=True, timeout=120
    )
    calls = [line.split("(")[0].split()[-1] for line in trace.read_text().splitlines() if "(" in line]
    assert calls[-3:] == ["fsync", "rename", "fsync"]
