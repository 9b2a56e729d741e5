"""Everything the case page shows, gathered in one read and laid out for the template. No HTML here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from sqlalchemy import Connection

from api.dashboard.waterfall import Waterfall, draw, yuan
from api.reviews import Proposal, standing_proposal
from api.words import catalogue, say
from uplift.door_json import value_to_door
from uplift.errors import NotFound
from uplift.packages import outcomes_of, papers_in
from uplift.records import (
    Event,
    EvidenceFile,
    Merchant,
    StoredExtraction,
    StoredPageImage,
    StoredRecommendation,
    Submission,
    User,
)
from uplift.store import extractions, files, merchants, recommendations, submissions, users
from uplift.store.events import events_of
from uplift.types import (
    Box,
    Check,
    EvidenceKind,
    Extraction,
    Field,
    ItemOutcome,
    Money,
    Recommendation,
    TableRow,
    Verdict,
)

DOUBTFUL_BELOW = 0.85  # confidence under which a field asks for a second look


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper in a file; most files are one paper."""

    kind: EvidenceKind | None
    outcome: ItemOutcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the evidence strip."""

    file: EvidenceFile
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the field list."""

    name: str  # ties the line to its box
    label: str
    shown: str
    raw: str
    confidence: float
    doubtful: bool
    page: int | None
    box: Box | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One box over the page image, in its pixels."""

    name: str
    title: str
    style: str  # "", doubtful or fail
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """The case page."""

    submission: Submission
    merchant: Merchant
    files: tuple[Item, ...]
    shown: Item | None
    pages: tuple[StoredPageImage, ...]
    page: StoredPageImage | None
    marks: tuple[Mark, ...]
    fields: tuple[Fact, ...]
    checks: Mapping[str, tuple[Check, ...]]
    warnings: tuple[str, ...]
    recommendation: Recommendation | None
    recommendation_id: str
    waterfall: Waterfall | None
    proposal: Proposal | None
    events: tuple[Event, ...]
    held_by: User | None
    held_by_me: bool
    emails: Mapping[str, str]

    @property
    def offered_minor(self) -> int:
        """Fen of the approve button: what a first reviewer proposed, else what is recommended."""
        if self.proposal is not None:
            return self.proposal.limit.amount_minor
        return self.recommendation.recommended_limit.amount_minor if self.recommendation else 0

    def who(self, actor: str) -> str:
        """An e-mail address where the actor is a reviewer."""
        return self.emails.get(actor, actor)


def gather(conn: Connection, submission_id: str, file_id: str, page: int, me: User, language: str) -> CaseView:
    """Read and lay out the case with one of its files open. Raises NotFound."""
    submission = submissions.submission(conn, submission_id)
    stored = recommendations.latest_recommendation(conn, submission_id)
    read = extractions.extractions_of(conn, submission_id)
    items = _items(files.files_of(conn, submission_id), read, stored)
    shown = next((item for item in items if item.file.id == file_id), items[0] if items else None)
    reading = read.get(shown.file.id) if shown else None
    pages = tuple(extractions.page_images(conn, shown.file.id)) if shown else ()
    image = next((p for p in pages if p.page == page), pages[0] if pages else None)
    facts, checks = _facts(reading, language), _checks(reading, shown)
    events = tuple(reversed(events_of(conn, f"submission:{submission_id}")))
    holder = submissions.held_by(conn, submission_id)
    return CaseView(
        submission=submission,
        merchant=merchants.merchant(conn, submission.merchant_id),
        files=items,
        shown=shown,
        pages=pages,
        page=image,
        marks=_marks(facts, checks, image),
        fields=facts,
        checks={family: tuple(group) for family, group in groupby(checks, key=lambda check: check.family)},
        warnings=reading.extraction.warnings if reading else (),
        recommendation=stored.recommendation if stored else None,
        recommendation_id=stored.id if stored else "",
        waterfall=_waterfall(stored, language),
        proposal=standing_proposal(conn, stored) if stored else None,
        events=events,
        held_by=users.user(conn, holder) if holder else None,
        held_by_me=holder == me.id,
        emails=_emails(conn, events),
    )


def _items(
    of_it: Sequence[EvidenceFile], read: Mapping[str, StoredExtraction], stored: StoredRecommendation | None
) -> tuple[Item, ...]:
    proposal = stored.recommendation if stored else None
    return tuple(Item(file=f, papers=_papers(read.get(f.id), outcomes_of(proposal, f.id))) for f in of_it)


def _papers(reading: StoredExtraction | None, outcomes: Sequence[ItemOutcome]) -> tuple[Paper, ...]:
    kinds = [paper.kind for paper in papers_in(reading.extraction)] if reading else [None]
    return tuple(Paper(kind=kind, outcome=outcome) for kind, outcome in zip_longest(kinds, outcomes[: len(kinds)]))


def _waterfall(stored: StoredRecommendation | None, language: str) -> Waterfall | None:
    if stored is None:
        return None
    return draw(stored.recommendation, language, say(language, "why.base"), say(language, "why.recommended"))


def _emails(conn: Connection, events: Sequence[Event]) -> dict[str, str]:
    found = {}
    for actor in {event.actor for event in events}:
        try:
            found[actor] = users.user(conn, actor).email
        except NotFound:
            continue  # "policy", "service": not a person
    return found


def _facts(reading: StoredExtraction | None, language: str) -> tuple[Fact, ...]:
    if reading is None:
        return ()
    papers = papers_in(reading.extraction)
    return tuple(fact for number, paper in enumerate(papers, 1) for fact in _facts_of(paper, number, language))


def _facts_of(paper: Extraction, number: int, language: str) -> Iterator[Fact]:
    """The facts of one paper; those of the second and later ones in a file carry its number."""
    prefix, head = ("", "") if number == 1 else (f"paper{number}-", f"{number}. ")
    for field in paper.fields:
        if isinstance(field.value, tuple):
            for fact in _rows(field, field.value, language):
                yield replace(fact, name=prefix + fact.name, label=head + fact.label)
        else:
            yield _fact(field, prefix + field.name, head + _label(field.name, language))


def _rows(table: Field, rows: tuple[TableRow, ...], language: str) -> list[Fact]:
    name = _label(table.name, language)
    return [
        _fact(cell, f"{table.name}-{number}-{cell.name}", f"{name} {number} · {_label(cell.name, language)}")
        for number, row in enumerate(rows, 1)
        for cell in row.cells
    ]


def _label(name: str, language: str) -> str:
    return catalogue(language).get(f"field.{name}", name.replace("_", " "))


def _fact(field: Field, name: str, label: str) -> Fact:
    return Fact(
        name=name,
        label=label,
        shown=_shown(field),
        raw=field.raw,
        confidence=field.confidence,
        doubtful=field.confidence < DOUBTFUL_BELOW or field.value is None,
        page=field.page,
        box=field.box,
    )


def _shown(field: Field) -> str:
    if field.value is None:
        return "–"
    if isinstance(field.value, bool):
        return "✓" if field.value else "✗"
    if isinstance(field.value, Money):
        return yuan(field.value.amount_minor)
    return str(value_to_door(field.value))


def _checks(reading: StoredExtraction | None, shown: Item | None) -> list[Check]:
    checks = [check for paper in shown.papers if paper.outcome for check in paper.outcome.checks] if shown else []
    if not checks and reading:
        checks = [check for paper in papers_in(reading.extraction) for check in paper.checks]
    return sorted(checks, key=lambda check: (check.family, check.check))


def _marks(facts: Sequence[Fact], checks: Sequence[Check], image: StoredPageImage | None) -> tuple[Mark, ...]:
    if image is None:
        return ()
    of_fields = [
        _mark(f.name, f"{f.label}: {f.shown}", "doubtful" if f.doubtful else "", f.box, image)
        for f in facts
        if f.box is not None and f.page == image.page
    ]
    of_checks = [
        _mark(f"check-{c.check}", c.detail, "fail", c.box, image)
        for c in checks
        if c.box is not None and c.page == image.page and c.verdict is Verdict.FAIL
    ]
    return (*of_fields, *of_checks)


def _mark(name: str, title: str, style: str, box: Box, image: StoredPageImage) -> Mark:
    scale = image.dpi / box.dpi if box.dpi else 1.0
    return Mark(
        name=name,
        title=title,
        style=style,
        left=round(box.left * scale, 1),
        top=round(box.top * scale, 1),
        width=round((box.right - box.left) * scale, 1),
        height=round((box.bottom - box.top) * scale, 1),
    )
