"""Checks of how a PDF came to be. Family `tamper`."""

from datetime import timedelta

from extractors.checks.made import made, unknown
from extractors.page import Document
from extractors.parse import any_date
from uplift.types import Check, Field

_LATE = timedelta(days=1)  # a file saved again after this was changed after it was made


def pdf_history(document: Document, _fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """A PDF appended to and dated later than its creation was changed after it was made."""
    revisions = document.metadata.get("pdf_revisions", "")
    if document.media_type != "application/pdf" or not revisions.isdigit():
        return (unknown("pdf_history", "tamper", "no PDF history to look at"),)
    updates = max(0, int(revisions) - 1)
    created = any_date(document.metadata.get("creation_date", "").removeprefix("D:")[:8])
    changed = any_date(document.metadata.get("modification_date", "").removeprefix("D:")[:8])
    if created is None or changed is None:
        return (unknown("pdf_history", "tamper", "the PDF does not say when it was made and changed"),)
    if updates and changed - created >= _LATE:
        detail = f"created {created}, changed {changed} by {updates} appended updates"
        return (made("pdf_history", "tamper", False, detail),)
    return (
        made("pdf_history", "tamper", True, f"created {created}, last saved {changed}, {updates} appended updates"),
    )
