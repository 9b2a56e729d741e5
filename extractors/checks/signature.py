"""Electronic signatures. Verifying one needs the tax authority's certificate chain, which is not shipped."""

from extractors.checks.made import unknown
from extractors.page import Document
from uplift.types import Check, Field, TextSource


def ofd_signature(document: Document, _fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """Says whether there is a signature to verify; the verdict stays unknown, since no chain is at hand."""
    if document.data_source is not TextSource.OFD:
        return (unknown("ofd_signature", "signature", "not an OFD, so it carries no invoice signature"),)
    return (
        unknown("ofd_signature", "signature", "the OFD's signature was not verified: no certificate chain is at hand"),
    )
