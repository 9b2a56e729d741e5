"""Identifiers made by the application: UUIDv7 as 32 hex digits, so that they sort by the time they were made."""

import secrets
import time

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62


def new_id() -> str:
    """Return a new UUIDv7 (RFC 9562: 48 bits of milliseconds, then 74 random bits) as 32 hex digits."""
    milliseconds = time.time_ns() // 1_000_000
    random_a = secrets.randbits(12)
    random_b = secrets.randbits(62)
    return f"{milliseconds << 80 | _VERSION | random_a << 64 | _VARIANT | random_b:032x}"
