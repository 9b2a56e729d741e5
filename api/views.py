"""Stored values -> bodies of /v1. What merchants may see is decided here and nowhere else."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from api.schemas import (
    DecisionOut,
    ErrorOut,
    FaultOut,
    FileOut,
    Links,
    PaperOut,
    RecommendationSummary,
    SubmissionOut,
    VerdictOut,
)
from api.words import catalogue, say
from uplift.door_json import recommendation_to_door
from uplift.packages import file_of, outcomes_of
from uplift.records import Decision, EvidenceFile, Submission
from uplift.states import SETTLED, SubmissionStatus
from uplift.types import Binding, Extraction, ItemOutcome, ItemState, Money, Recommendation, Route

FAULT = "fault."  # of the catalogue
FINAL_ACTS = frozenset({"auto", "approve", "lower", "raise", "decline"})


def sentences(state: ItemState) -> dict[str, str]:
    """What a merchant is told about an item in this state: no check names, no thresholds."""
    return {f"text_{language}": say(language, f"verdict.{state}") for language in ("zh", "en")}


def file_out(file: EvidenceFile, extraction: Extraction | None, outcomes: Sequence[ItemOutcome]) -> FileOut:
    """One file as its merchant sees it; `outcomes` are those of its papers, in their order."""
    error = ErrorOut(code=file.error_code, message=file.error_message or "") if file.error_code else None
    verdicts = [VerdictOut(state=outcome.state, **sentences(outcome.state)) for outcome in outcomes]
    further = extraction.further if extraction else ()
    return FileOut(
        id=file.id,
        submission_id=file.submission_id,
        name=file.name,
        status=file.status,
        media_type=file.media_type,
        size_bytes=file.size_bytes,
        sha256=file.sha256,
        received_at=file.received_at,
        kind=extraction.kind if extraction else None,
        error=error if file.status in SETTLED else None,
        warnings=list(extraction.warnings) if extraction else [],
        faults=faults_in(extraction.warnings if extraction else ()),
        verdict=verdicts[0] if verdicts else None,
        further=[
            PaperOut(kind=paper.kind, pages=list(paper.pages), verdict=verdict)
            for paper, verdict in zip_longest(further, verdicts[1 : len(further) + 1])
        ],
    )


def faults_in(warnings: Sequence[str]) -> list[FaultOut]:
    """The faults of the picture among the reader's warnings, found by their English sentence."""
    codes = {words: key.removeprefix(FAULT) for key, words in catalogue("en").items() if key.startswith(FAULT)}
    found = [codes[warning] for warning in warnings if warning in codes]
    return [FaultOut(code=c, text_zh=say("zh", FAULT + c), text_en=say("en", FAULT + c)) for c in found]


def submission_out(
    submission: Submission,
    files: Sequence[EvidenceFile],
    extractions: Mapping[str, Extraction],
    recommendation: Recommendation | None,
    decision: Decision | None,
) -> SubmissionOut:
    """One submission as its merchant sees it. A recommendation older than the newest file is not shown."""
    return SubmissionOut(
        id=submission.id,
        status=submission.status,
        as_of=submission.as_of,
        created_at=submission.created_at,
        request_note=submission.request_note,
        settled=is_settled(submission, files),
        files=[file_out(file, extractions.get(file.id), outcomes_of(recommendation, file.id)) for file in files],
        recommendation=_summary(recommendation) if recommendation else None,
        decision=_decision(decision) if decision else None,
        links=links(submission.id),
    )


def is_settled(submission: Submission, files: Sequence[EvidenceFile]) -> bool:
    """True when nothing more will change by itself."""
    if submission.status == SubmissionStatus.DECIDED:
        return True
    scored = submission.scored_revision >= submission.revision
    return bool(files) and scored and all(file.status in SETTLED for file in files)


def decision_in_force(made: Sequence[Decision]) -> Decision | None:
    """The act that decided the submission, or None."""
    return next((decision for decision in reversed(made) if decision.act in FINAL_ACTS), None)


def links(submission_id: str) -> Links:
    """Where to go from a submission."""
    here = f"/v1/submissions/{submission_id}"
    return Links(self=here, files=f"{here}/files", events=f"{here}/events", recommendation=f"{here}/recommendation")


def _summary(recommendation: Recommendation) -> RecommendationSummary:
    return RecommendationSummary(
        current_limit=str(recommendation.current_limit),
        recommended_limit=str(recommendation.recommended_limit),
        increase=str(recommendation.increase),
        valid_until=recommendation.valid_until,
    )


def _decision(decision: Decision) -> DecisionOut:
    limit = None if decision.limit_minor is None else str(Money(amount_minor=decision.limit_minor))
    return DecisionOut(act=decision.act, limit=limit, decided_at=decision.created_at)


def recommendation_out(
    submission_id: str, recommendation: Recommendation, names: Mapping[str, str], *, everything: bool
) -> dict[str, Any]:
    """The door shape of a recommendation with ids; reduced to what a merchant may see unless `everything`."""
    body = recommendation_to_door(recommendation, names)
    body |= {"submission_id": submission_id, "as_of": recommendation.as_of.isoformat()}
    for bar, contribution in zip(body["contributions"], recommendation.contributions, strict=True):
        bar |= {"text_zh": contribution.text_zh, "text_en": contribution.text_en}
    for item, outcome in zip(body["items"], recommendation.items, strict=True):
        item["file_id"] = file_of(outcome.file_id)
    return body if everything else _for_merchant(body)


def _for_merchant(body: dict[str, Any]) -> dict[str, Any]:
    body["route"] = "auto" if body["route"] == Route.AUTO else "person"  # a fraud desk must not tip anybody off
    if body["binding"] == Binding.FLAG:
        body["binding"] = Binding.CURRENT.value
    for item in body["items"]:
        item |= {"authenticity": None, "key": None, "why": sentences(ItemState(item["state"]))["text_zh"]}
    return body
