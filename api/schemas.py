"""Bodies of the /v1 endpoints. Amounts are decimal strings in yuan, times are UTC, dates are ISO dates."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from uplift.profile_json import ProfileJson
from uplift.states import FileStatus, SubmissionStatus
from uplift.types import Binding, EvidenceKind, ItemState

PROFILE_EXAMPLE: dict[str, Any] = {
    "merchant_id": "M-2026-0001",
    "name": "石家庄诚远货运部",
    "uscc": "92130104MA0ABCDE1X",
    "industry": "transport",
    "current_limit": "100000.00",
    "third_party": {"monthly_income": "44000.00", "pd": 0.039, "overlap": 0.5, "months_operating": 38},
    "plates": ["冀A12345"],
}


class Strict(BaseModel):
    """A request body: an unknown key is an error, so that no fact is dropped silently."""

    model_config = ConfigDict(extra="forbid")


class ProfileIn(ProfileJson):
    """A merchant as third parties know it; the same keys as profile.json of the command line."""

    model_config = ConfigDict(json_schema_extra={"example": PROFILE_EXAMPLE})


class MerchantOut(BaseModel):
    """A stored merchant."""

    id: str
    merchant_id: str = Field(description="The lender's own merchant number.")
    name: str
    api_key: str = Field(description="Shown once. Only its hash is stored.")


class SubmissionIn(Strict):
    """What may be said when a submission is opened."""

    as_of: date | None = Field(None, description="Score as of this day. Needs X-Service-Key outside the embedded mode.")


class ErrorOut(BaseModel):
    """Why a file was refused or could not be read, in a sentence with the fix in it."""

    code: str
    message: str


class Said(BaseModel):
    """One sentence for the merchant in both languages."""

    text_zh: str
    text_en: str


class FaultOut(Said):
    """What is wrong with a picture, so that a page can ask for another one."""

    code: str = Field(description="blurred, glare, cut_off, too_dark or too_small; stable.")


class VerdictOut(Said):
    """What became of one file in scoring."""

    state: ItemState


class PaperOut(BaseModel):
    """One more paper of a file that holds several."""

    kind: EvidenceKind
    pages: list[int] = Field(description="Pages of the file it stands on, from 0.")
    verdict: VerdictOut | None = Field(None, description="None until the submission is scored.")


class FileOut(BaseModel):
    """One evidence file. Where it holds several papers, `kind` and `verdict` speak of the first."""

    id: str
    submission_id: str
    name: str
    status: FileStatus
    media_type: str
    size_bytes: int
    sha256: str
    received_at: datetime
    kind: EvidenceKind | None = Field(None, description="None until the file is read.")
    error: ErrorOut | None = None
    warnings: list[str] = Field(default_factory=list, description="What a better picture would mend.")
    faults: list[FaultOut] = Field(default_factory=list, description="Those of the warnings that a retake would mend.")
    verdict: VerdictOut | None = Field(None, description="None until the submission is scored.")
    further: list[PaperOut] = Field(default_factory=list, description="The other papers of a package.")


class UploadedFile(BaseModel):
    """The answer for one uploaded file."""

    name: str
    status: Literal["accepted", "duplicate", "rejected"] = Field(
        description="duplicate: these bytes are already in this submission, and the id is the id of that file."
    )
    id: str | None = None
    sha256: str | None = None
    media_type: str | None = None
    error: ErrorOut | None = None


class UploadOut(BaseModel):
    """One answer per file, archive members included."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "submission_id": "0193593f7d2b7c0e8d1f5b6a7c8d9e0f",
                "files": [
                    {
                        "name": "运输合同.pdf",
                        "status": "accepted",
                        "id": "0193593f8a117f2d9b3c1d2e3f405162",
                        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        "media_type": "application/pdf",
                        "error": None,
                    }
                ],
            }
        }
    )

    submission_id: str
    files: list[UploadedFile]


class RecommendationSummary(BaseModel):
    """The short answer."""

    current_limit: str
    recommended_limit: str
    increase: str
    valid_until: date


class DecisionOut(BaseModel):
    """What took effect."""

    act: str
    limit: str | None
    decided_at: datetime


class Links(BaseModel):
    """Where to go from here."""

    self: str
    files: str
    events: str
    recommendation: str


class SubmissionOut(BaseModel):
    """One submission with all its files."""

    id: str
    status: SubmissionStatus
    as_of: date | None
    created_at: datetime
    request_note: str | None = Field(None, description="What a reviewer asked for.")
    settled: bool = Field(description="Every file is read or given up, and the recommendation is up to date.")
    files: list[FileOut]
    recommendation: RecommendationSummary | None = None
    decision: DecisionOut | None = None
    links: Links


class SubmissionRow(BaseModel):
    """One submission in a list."""

    id: str
    status: SubmissionStatus
    created_at: datetime


class SubmissionList(BaseModel):
    """The merchant's submissions, newest first."""

    submissions: list[SubmissionRow]


class ReasonOut(Said):
    """One reason; the code is stable for ever."""

    code: str
    amount: str | None


class ContributionOut(Said):
    """One bar of the waterfall; all bars sum to recommended limit minus base limit."""

    label: str
    amount: str
    files: list[str] = Field(description="Names of the files behind it.")


class ItemOut(BaseModel):
    """What became of one file. Merchants see state and sentence; the service key also sees how it was weighed."""

    file_id: str
    file: str
    kind: EvidenceKind
    state: ItemState
    why: str
    authenticity: float | None = Field(None, description="0-1; only for the service key.")
    key: str | None = Field(None, description="De-duplication key; only for the service key.")


class PolicyOut(BaseModel):
    """The numbers in force."""

    name: str
    sha256: str


class RecommendationOut(BaseModel):
    """The machine's proposal with reasons; as `uplift score --json`, plus ids."""

    submission_id: str
    as_of: date
    current_limit: str
    base_limit: str
    recommended_limit: str
    increase: str
    binding: Binding = Field(description="Which term of the limit formula decided.")
    route: str = Field(description="auto, or person when somebody looks first; the service key sees the desk.")
    valid_until: date
    reasons: list[ReasonOut]
    contributions: list[ContributionOut]
    items: list[ItemOut]
    policy: PolicyOut


class Health(BaseModel):
    """Whether this process can serve."""

    status: Literal["ok", "degraded"]
    checks: dict[str, str] = Field(default_factory=dict)
