"""Mixed packages: which pages of one file belong together. Works on what was read; nothing is read again.

A page begins a new paper when it claims another kind than the paper before it, strongly and under a title of its own,
or the same kind under another number (a second invoice). Pages that claim nothing go on with the paper they follow;
leading ones, such as a cover, belong to the first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from extractors.classify import choose_kind, classify
from extractors.extractor import Extractor
from extractors.page import Document, Page
from uplift.types import EvidenceKind, TextSource

CLAIM = 0.85  # score from which one page may begin a paper of another kind


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """What one page says of itself."""

    kind: EvidenceKind  # UNKNOWN when it claims nothing strongly
    number: str  # what tells two papers of the kind apart, as read on this page; "" when it is not there


def split(document: Document, extractors: Mapping[EvidenceKind, Extractor]) -> tuple[Document, ...]:
    """The papers of a document, each with its own pages; the document itself when it is one paper."""
    if len(document.pages) < 2 or document.data_source is not TextSource.NONE:
        return (document,)
    groups: list[list[Page]] = []
    current = _Claim(kind=EvidenceKind.UNKNOWN, number="")
    for page in document.pages:
        claim = _claim(document, page, extractors)
        if not groups or _begins(current, claim):
            groups.append([page])
            current = claim
        else:
            groups[-1].append(page)
            current = _Claim(kind=_known(current.kind, claim.kind), number=current.number or claim.number)
    return tuple(_part(document, group) for group in groups) if len(groups) > 1 else (document,)


def _known(kind: EvidenceKind, other: EvidenceKind) -> EvidenceKind:
    return other if kind is EvidenceKind.UNKNOWN else kind


def _begins(current: _Claim, claim: _Claim) -> bool:
    if EvidenceKind.UNKNOWN in (claim.kind, current.kind):
        return False
    if claim.kind is not current.kind:
        return True
    return bool(claim.number and current.number) and claim.number != current.number


def _claim(document: Document, page: Page, extractors: Mapping[EvidenceKind, Extractor]) -> _Claim:
    alone = _part(document, [page])
    kind, score = choose_kind(classify(alone))
    extractor = extractors.get(kind)
    if extractor is None or score < CLAIM:
        return _Claim(kind=EvidenceKind.UNKNOWN, number="")
    return _Claim(kind=kind, number=_number(alone, extractor))


def _number(alone: Document, extractor: Extractor) -> str:
    if not extractor.identity:
        return ""
    values = {field.name: field.value for field in extractor.extract(alone, None) if field.value is not None}
    return "|".join(str(values[name]) for name in extractor.identity if name in values)


def _part(document: Document, pages: list[Page]) -> Document:
    held = {page.index for page in pages}
    return replace(
        document,
        pages=tuple(pages),
        page_count=len(pages),
        qr_codes=tuple(code for code in document.qr_codes if code.page in held),
        perceptual_hash=document.perceptual_hash if 0 in held else None,
        warnings=document.warnings if 0 in held else (),
    )
