"""Structured logs on stderr: lines for people on a terminal, JSON elsewhere.

Keys: submission_id, file_id, stage, extractor, policy_version. Identifiers only, never values read from evidence.
"""

import logging
import sys

import structlog


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
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
