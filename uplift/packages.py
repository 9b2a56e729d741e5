"""A file that holds several papers, such as a PDF of a contract, a licence and two invoices.

Each paper is an evidence item of its own. The first keeps the file's id; the others add their number to it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from uplift.types import EvidenceItem, Extraction, ItemOutcome, Recommendation

MARK = "::"  # then the number; no id of ours ends so


def papers_in(extraction: Extraction) -> tuple[Extraction, ...]:
    """Every paper of one file, in page order."""
    return (replace(extraction, further=()), *extraction.further) if extraction.further else (extraction,)


def items_of(item: EvidenceItem) -> tuple[EvidenceItem, ...]:
    """One item for each paper of the file; the item itself when there is only one."""
    if item.extraction is None or not item.extraction.further:
        return (item,)
    return tuple(_paper(item, one, number) for number, one in enumerate(papers_in(item.extraction), 1))


def file_of(item_id: str) -> str:
    """Id of the file that an item stands in."""
    return _parted(item_id)[0]


def outcomes_of(recommendation: Recommendation | None, file_id: str) -> list[ItemOutcome]:
    """What scoring made of the papers of one file, in page order."""
    items = recommendation.items if recommendation else ()
    of_file = [item for item in items if file_of(item.file_id) == file_id]
    return sorted(of_file, key=lambda item: int(_parted(item.file_id)[1] or 1))


def name_of(item_id: str, names: Mapping[str, str]) -> str:
    """What people call an item: its file's name, and which paper in it."""
    file_id, number = _parted(item_id)
    name = names.get(file_id, file_id)
    return f"{name} (paper {number})" if number else name


def _parted(item_id: str) -> tuple[str, str]:
    head, _, number = item_id.rpartition(MARK)
    return (head, number) if head and number.isdigit() else (item_id, "")


def _paper(item: EvidenceItem, extraction: Extraction, number: int) -> EvidenceItem:
    if number == 1:
        return replace(item, extraction=extraction)
    # the bytes are the file's, but the paper is only a part of them: its own hash keeps it from being its own copy
    sha256 = hashlib.sha256(f"{item.sha256}{MARK}{number}".encode()).hexdigest()
    return replace(item, file_id=f"{item.file_id}{MARK}{number}", sha256=sha256, extraction=extraction)
