"""Frames on a pipe: whole or refused, and never a wait without end."""

import os
import struct
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uplift.errors import ReaderCrashed
from workers.frames import MAX_FRAME_BYTES, read_frame, write_frame


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        try:
            os.close(end)
        except OSError:
            continue


@settings(deadline=None, derandomize=True, max_examples=50)
@given(bodies=st.lists(st.binary(max_size=2000), max_size=8))
def test_frames_arrive_as_they_were_sent(bodies: list[bytes]) -> None:
    source, sink = os.pipe()
    for body in bodies:
        write_frame(sink, body)
    os.close(sink)
    assert [read_frame(source) for _ in bodies] == bodies
    assert read_frame(source) is None
    os.close(source)


def test_a_large_frame_passes_through_a_small_pipe(pipe: tuple[int, int]) -> None:
    body = os.urandom(3_000_000)
    writer = threading.Thread(target=write_frame, args=(pipe[1], body))
    writer.start()
    assert read_frame(pipe[0]) == body
    writer.join()


def test_a_frame_cut_short_is_refused(pipe: tuple[int, int]) -> None:
    os.write(pipe[1], struct.pack(">I", 10) + b"abc")
    os.close(pipe[1])
    with pytest.raises(ReaderCrashed, match="middle of an answer"):
        read_frame(pipe[0])


def test_an_absurd_length_is_refused_before_any_memory_is_taken(pipe: tuple[int, int]) -> None:
    os.write(pipe[1], struct.pack(">I", MAX_FRAME_BYTES + 1))
    with pytest.raises(ReaderCrashed, match="announced"):
        read_frame(pipe[0])


def test_a_silent_writer_and_a_stuck_reader_both_time_out(pipe: tuple[int, int]) -> None:
    started = time.monotonic()
    with pytest.raises(TimeoutError):
        read_frame(pipe[0], started + 0.1)
    os.set_blocking(pipe[1], False)
    with pytest.raises(TimeoutError):
        write_frame(pipe[1], b"x" * 1_000_000, time.monotonic() + 0.1)
    assert time.monotonic() - started < 5
