"""Checks of how a PDF came to be. Family `tamper`."""

from datetime import timedelta

from extractors.checks.made import made, unknown
from extractors.page import Document
from extractors.parse import any_date
from uplift.types import Check, Field

_LATE = timedelta(days=1)  # a file saved again after this was changed after it was made


def pdf_history(document: Document, _fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """A PDF appended to and dated later than its creation was changed after it was made."""
    updates = document.metadata.get("incremental_updates", "")
    if document.media_type != "application/pdf" or not updates.isdigit():
        return (unknown("pdf_history", "tamper", "no PDF history to look at"),)
    created = any_date(document.metadata.get("created", ""))
    modified = any_date(document.metadata.get("modified", ""))
    late = created is not None and modified is not None and modified - created >= _LATE
    if int(updates) and late:
        detail = f"created {created}, changed {modified} by {updates} appended updates"
        return (made("pdf_history", "tamper", False, detail),)
    if created is None or modified is None:
        return (unknown("pdf_history", "tamper", "the PDF does not say when it was made and changed"),)
    return (
        made("pdf_history", "tamper", True, f"created {created}, last saved {modified}, {updates} appended updates"),
    )
