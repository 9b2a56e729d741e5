"""Structured logs on stderr: lines for people on a terminal, JSON elsewhere.

Keys: submission_id, file_id, stage, extractor, policy_version. Identifiers only, never values read from evidence; and
should one slip in, for example inside a traceback, ID numbers, phone numbers and keys are blotted out on the way.
"""

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

_PRIVATE = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"\d{17}[0-9Xx]"  # a citizen's ID number
    r"|[0-9A-Z]{2}\d{6}[0-9A-Z]{10}"  # a unified social credit code: a sole trader's is personal
    r"|1[3-9]\d{9}"  # a mobile phone number
    r"|\d{16,19}"  # a bank card
    r"|(?:upl|us)_[0-9A-Za-z_-]{20,}"  # our API keys
    r")(?![0-9A-Za-z])"
    r"|(?<=[Bb]earer )\S+"
    r"|(?<=://)[^/\s:@]*:[^/\s@]+(?=@)"  # user and password of a URL
)
BLOT = "[redacted]"


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Blot out private numbers and keys in every text of a log line."""
    return {key: _PRIVATE.sub(BLOT, value) if isinstance(value, str) else value for key, value in event.items()}


def configure(level: str = "INFO") -> None:
    """Send every log line to stderr; stdout belongs to results. Called once at each door."""
    terminal = sys.stderr.isatty()
    render = structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
