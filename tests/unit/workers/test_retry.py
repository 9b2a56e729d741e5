"""What happens after a failed attempt depends on the error and the count only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uplift.errors import BrokenChain, NoSpace, ReaderCrashed, UnreadableFile
from workers.retry import MAX_DELAY_S, GiveUp, RetryAfter, decide


def test_a_hiccup_is_retried_with_doubling_delays() -> None:
    delays = [decide(NoSpace("full"), n, max_attempts=9, base_s=2.0) for n in (1, 2, 3)]
    assert delays == [RetryAfter(delay_s=2.0), RetryAfter(delay_s=4.0), RetryAfter(delay_s=8.0)]


def test_the_last_attempt_gives_up_and_says_why() -> None:
    answer = decide(ReaderCrashed("it died"), 3, max_attempts=3, base_s=2.0)
    assert isinstance(answer, GiveUp)
    assert "3 counted attempts" in answer.why
    assert "it died" in answer.why


@pytest.mark.parametrize("error", [UnreadableFile("cut off"), BrokenChain("the blob is not its hash")])
def test_what_cannot_get_better_is_not_retried(error: UnreadableFile | BrokenChain) -> None:
    assert isinstance(decide(error, 1, max_attempts=3, base_s=2.0), GiveUp)


@settings(deadline=None, derandomize=True)
@given(attempts=st.integers(1, 1000), max_attempts=st.integers(1, 1000), base_s=st.floats(0, 1000))
def test_every_answer_is_a_bounded_wait_or_an_end(attempts: int, max_attempts: int, base_s: float) -> None:
    answer = decide(ReaderCrashed("it died"), attempts, max_attempts=max_attempts, base_s=base_s)
    if attempts >= max_attempts:
        assert isinstance(answer, GiveUp)
    else:
        assert isinstance(answer, RetryAfter)
        assert 0 <= answer.delay_s <= MAX_DELAY_S
