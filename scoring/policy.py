"""The dated numbers of scoring, read from YAML and refused when a name is unknown or a unit or source is missing."""

import hashlib
import math
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from uplift.errors import InvalidInput
from uplift.types import EvidenceKind, Industry

Share = Annotated[float, Field(ge=0, le=1)]
Inside = Annotated[float, Field(gt=0, lt=1)]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Sourced(_Closed):
    unit: str = Field(min_length=1)
    source: str = Field(min_length=1)
    effective: date


class Figure(_Sourced):
    """One number with its unit, source and effective date."""

    value: float = Field(allow_inf_nan=False)


class Numbers(_Closed):
    """Every single-valued parameter; units and sources stand beside each value in the YAML."""

    net_margin: Figure
    growth: Figure
    own_funds_share: Figure
    operating_cash_margin: Figure
    debt_service_cover: Figure
    annual_rate: Figure
    loan_months: Figure
    loss_given_default: Figure
    credit_conversion: Figure
    pd_stop: Figure
    pd_default: Figure
    overlap_default: Figure
    credibility_k: Figure
    contract_unbacked: Figure
    contract_backed: Figure
    contract_months_default: Figure
    contract_invoice_tolerance: Figure
    concentration_multiple: Figure
    concentration_excess_share: Figure
    asset_share: Figure
    amplification_cap: Figure
    log_odds_cap: Figure
    step_cap: Figure
    product_limit: Figure
    rounding: Figure
    min_offer: Figure
    min_offer_share: Figure
    quarantine_below: Figure
    full_weight_from: Figure
    counterparty_floor: Figure
    counterparty_span: Figure
    reciprocal_days: Figure
    link_votes: Figure
    given_llr_cap: Figure
    near_photo_bits: Figure
    name_similarity: Figure
    name_conflict: Figure
    norm_excess: Figure
    auto_increase: Figure
    auto_ratio: Figure
    auto_authenticity: Figure
    auto_pd: Figure
    single_review_increase: Figure
    pivotal_change: Figure
    validity_months: Figure


class CashDays(_Sourced):
    """Days from paying suppliers to being paid, by industry."""

    values: dict[Industry, Annotated[float, Field(gt=0)]]

    @model_validator(mode="after")
    def _every_industry(self) -> Self:
        missing = [i.value for i in Industry if i not in self.values]
        if missing:
            raise ValueError(f"cash_days misses {', '.join(missing)}")
        return self


class Windows(_Sourced):
    """Share of the trailing mean counted as income, by window length in months."""

    values: dict[Annotated[int, Field(gt=0)], Share]


class Group(_Closed):
    """One group of evidence kinds that prove the same thing."""

    weight: Annotated[float, Field(ge=0)]
    correlation: Share
    half_life: Annotated[float, Field(gt=0)] | None
    kinds: tuple[EvidenceKind, ...]


class Groups(_Sourced):
    """All evidence groups; a kind belongs to at most one."""

    values: dict[str, Group]


class Priors(_Sourced):
    """Probability of forgery before any check, by kind."""

    other: Inside
    values: dict[EvidenceKind, Inside]


class Vote(_Closed):
    """How one check or family votes: from two pass probabilities, or from log-likelihood ratios given outright."""

    genuine: Inside | None = None
    forged: Inside | None = None
    pass_llr: float | None = None
    fail_llr: float | None = None
    hard: bool = False

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.genuine is None or self.forged is None) and (self.pass_llr is None or self.fail_llr is None):
            raise ValueError("give genuine and forged, or pass_llr and fail_llr")
        return self

    @cached_property
    def on_pass(self) -> float:
        """Log-likelihood ratio of a pass."""
        if self.pass_llr is not None or self.genuine is None or self.forged is None:
            return self.pass_llr or 0.0
        return math.log(self.genuine / self.forged)

    @cached_property
    def on_fail(self) -> float:
        """Log-likelihood ratio of a fail."""
        if self.fail_llr is not None or self.genuine is None or self.forged is None:
            return self.fail_llr or 0.0
        return math.log((1 - self.genuine) / (1 - self.forged))


class Votes(_Sourced):
    """Votes by check name or by family."""

    values: dict[str, Vote]


class Anchors(_Closed):
    """Families whose pass is strong enough for an automatic decision."""

    effective: date
    source: str
    families: tuple[str, ...]


class Norm(_Closed):
    """What one distinct asset can earn in one industry."""

    name: str
    industry: Industry
    kinds: tuple[EvidenceKind, ...]
    monthly_income: Figure


class Policy(_Closed):
    """All numbers of one scoring version. `sha256` covers the policy text and its norm packs."""

    name: str
    effective: date
    norms: tuple[str, ...]
    numbers: Numbers
    cash_days: CashDays
    windows: Windows
    groups: Groups
    forgery_priors: Priors
    families: Votes
    checks: Votes
    strong_anchors: Anchors
    norm_packs: tuple[Norm, ...] = ()
    sha256: str = ""

    @cached_property
    def group_by_kind(self) -> Mapping[EvidenceKind, str]:
        """Evidence group of each weighed kind."""
        return {kind: name for name, group in self.groups.values.items() for kind in group.kinds}

    @cached_property
    def flat(self) -> Mapping[str, float]:
        """Every single number by name, without its unit and source."""
        return {name: getattr(self.numbers, name).value for name in Numbers.model_fields}

    def multiple_months(self, industry: Industry) -> float:
        """Months of income a limit may carry (m of formula 7)."""
        n = self.flat
        share = (1 - n["net_margin"]) * (1 + n["growth"]) * (1 - n["own_funds_share"])
        return share * self.cash_days.values[industry] / 30

    def norm_of(self, industry: Industry, kind: EvidenceKind) -> float:
        """Yuan a month one distinct asset of this kind may earn; 0 when no norm pack speaks of it."""
        packs = (p for p in self.norm_packs if p.industry is industry and kind in p.kinds)
        return max((p.monthly_income.value for p in packs), default=0.0)


def load_policy(text: str, norm_texts: Mapping[str, str] | None = None) -> Policy:
    """Build a policy from YAML text and the texts of the norm packs it names. Raises InvalidInput."""
    norm_texts = norm_texts or {}
    body = _mapping(text, "the policy")
    names = [str(n) for n in body.get("norms") or ()]
    missing = [n for n in names if n not in norm_texts]
    if missing:
        raise InvalidInput(f"The policy names norm packs that were not given: {', '.join(missing)}. Add the files.")
    body["norm_packs"] = [_mapping(norm_texts[n], n) for n in names]
    body["sha256"] = _digest([text, *(norm_texts[n] for n in names)])
    try:
        return Policy.model_validate(body)
    except ValidationError as error:
        raise InvalidInput(f"The policy cannot be used: {error}. Mend the YAML; names and units are fixed.") from error


def read_policy(path: Path) -> Policy:
    """Read a policy file and the norm packs beside it (`../norms`), or those of this package. Raises InvalidInput."""
    if not path.is_file():
        raise InvalidInput(f"There is no policy file {path}. Name a YAML file, or leave the setting empty.")
    text = path.read_text(encoding="utf-8")
    names = [str(n) for n in _mapping(text, path.name).get("norms") or ()]
    return load_policy(text, {name: _norm_text(path, name) for name in names})


def policies_folder() -> Path:
    """The folder of the policies shipped with this package."""
    return Path(__file__).parent / "policies"


def in_force(policies: Iterable[Policy], as_of: date) -> Policy:
    """The newest policy whose effective date is not after `as_of`. Raises InvalidInput when there is none."""
    ready = [p for p in policies if p.effective <= as_of]
    if not ready:
        raise InvalidInput(f"No policy is in force on {as_of}. Use a later date or name a policy file.")
    return max(ready, key=lambda p: (p.effective, p.name))


def current_policy(as_of: date | None = None, path: Path | None = None) -> Policy:
    """The policy at `path`, else the newest shipped one in force on `as_of` (default: the newest of all).

    The oldest policy stands in for cases dated before it, so that old evidence can still be scored.
    """
    if path is not None:
        return read_policy(path)
    policies = [read_policy(p) for p in sorted(policies_folder().glob("*.yaml"))]
    oldest = min(p.effective for p in policies)
    return in_force(policies, max(as_of or date.max, oldest))


def _norm_text(policy_path: Path, name: str) -> str:
    folders = (policy_path.parent.parent / "norms", Path(__file__).parent / "norms")
    for folder in folders:
        candidate = folder / Path(name).name
        if candidate.is_file():
            return candidate.read_text(encoding="utf-8")
    raise InvalidInput(f"The policy {policy_path.name} names the norm pack {name}, which is in no norms folder.")


def _mapping(text: str, name: str) -> dict[str, Any]:
    try:
        body = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InvalidInput(f"{name} is not valid YAML: {error}. Mend it and try again.") from error
    if not isinstance(body, dict):
        raise InvalidInput(f"{name} must be a YAML mapping of named numbers.")
    return body


def _digest(texts: list[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        data = text.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
