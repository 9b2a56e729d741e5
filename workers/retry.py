"""What to do after a failed attempt. Pure: the answer depends on its arguments only."""

from dataclasses import dataclass

from uplift.errors import UpliftError

MAX_DELAY_S = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryAfter:
    """Try again when `delay_s` seconds have passed."""

    delay_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp:
    """No further attempt by machine; a person may still retry."""

    why: str


def decide(error: UpliftError, attempts: int, *, max_attempts: int, base_s: float) -> RetryAfter | GiveUp:
    """Retry with doubling delays while the error is retryable and attempts are left.

    `attempts` counts those already spent, this one included; a crash has been counted twice by the caller.
    """
    if not error.retryable:
        return GiveUp(why=f"Trying again would not help: {error}")
    if attempts >= max_attempts:
        return GiveUp(why=f"Given up after {attempts} counted attempts (a crash counts double). Last reason: {error}")
    return RetryAfter(delay_s=min(base_s * 2 ** (attempts - 1), MAX_DELAY_S))
