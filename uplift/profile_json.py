"""`profile.json`: the merchant as third parties know it (他证), as it comes in at every door.

Only name, industry and current_limit are required; null means left out. Amounts are decimal strings; a JSON number
passes when it has at most two places as written. An unknown key is refused by name, so that a typing error cannot
silently drop a fact.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from uplift.errors import InvalidInput
from uplift.types import Counterparty, Industry, Money, Profile

_DECIMAL = re.compile(r"\d{1,13}(\.\d{1,2})?")


def _amount(value: Any) -> Any:  # Any: whatever the outside sent
    # repr of a float is the shortest text that reads back as it: the digits somebody wrote
    text = repr(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
    text = format(value, "f") if isinstance(value, Decimal) else text
    if isinstance(text, str) and _DECIMAL.fullmatch(text.strip()):
        return text
    raise ValueError('an amount is a decimal string in yuan with at most two places, such as "100000.00"')


def _share(value: Any) -> Any:  # Any: whatever the outside sent
    if isinstance(value, str):
        try:
            return float(Decimal(value.strip()))
        except InvalidOperation:
            raise ValueError('a share is a number from 0 to 1, such as 0.045 or "0.045"') from None
    return value


Amount = Annotated[Decimal, BeforeValidator(_amount), Field(ge=0, le=Decimal(10) ** 13)]
Share = Annotated[float, BeforeValidator(_share), Field(ge=0, le=1, allow_inf_nan=False)]
Code = Annotated[str, Field(max_length=18, pattern=r"^[0-9A-Z]+$")]
ShortText = Annotated[str, Field(min_length=1, max_length=200)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_left_out(cls, data: Any) -> Any:  # Any: whatever the outside sent
        return {k: v for k, v in data.items() if v is not None} if isinstance(data, dict) else data


class CounterpartyJson(_Strict):
    """One firm of the registers that the merchant trades with."""

    uscc: Code
    name: ShortText
    status: str = Field("active", description='"active" as registers say it; anything else counts as not active.')
    rank: Share = Field(0.0, description="Standing in the supply chain, 0-1.")
    related: bool = Field(False, description="Own group: such income counts nothing.")
    source: str = Field("", max_length=200)


class ThirdPartyJson(_Strict):
    """What third parties know. Anything left out is missing, which is a value of its own."""

    monthly_income: Amount | None = Field(None, description="Yuan a month.")
    pd: Share | None = Field(None, description="One-year probability of default before self evidence.")
    overlap: Share | None = Field(None, description="Share of monthly_income already containing self-evidenced sales.")
    months_operating: int | None = Field(None, ge=0, le=2400)
    other_working_capital_debt: Amount = Field(Decimal(0), description="Yuan.")
    monthly_debt_service: Amount = Field(Decimal(0), description="Yuan a month.")
    counterparties: tuple[CounterpartyJson, ...] = ()


class ProfileJson(_Strict):
    """The whole of profile.json."""

    merchant_id: Annotated[str, Field(max_length=128)] = Field("", description="The lender's own merchant number.")
    name: ShortText
    uscc: Code | None = None
    industry: Industry
    current_limit: Amount
    third_party: ThirdPartyJson = ThirdPartyJson()
    plates: tuple[Annotated[str, Field(max_length=16)], ...] = ()
    as_of: date | None = Field(None, description="Day to score for; today when left out.")

    def to_profile(self) -> Profile:
        """The same facts as a domain value."""
        facts = self.third_party
        return Profile(
            merchant_id=self.merchant_id,
            name=self.name,
            industry=self.industry,
            current_limit=Money.of(self.current_limit),
            uscc=self.uscc,
            monthly_income=None if facts.monthly_income is None else Money.of(facts.monthly_income),
            pd=facts.pd,
            overlap=facts.overlap,
            months_operating=facts.months_operating,
            other_working_capital_debt=Money.of(facts.other_working_capital_debt),
            monthly_debt_service=Money.of(facts.monthly_debt_service),
            plates=tuple(re.sub(r"[\s·.]", "", plate).upper() for plate in self.plates),
            counterparties=tuple(_counterparty(c) for c in facts.counterparties),
        )


def parse_profile(data: Mapping[str, Any]) -> ProfileJson:
    """Check profile.json. Raises InvalidInput with one sentence for each wrong key."""
    try:
        return ProfileJson.model_validate(data)
    except ValidationError as error:
        raise InvalidInput("The profile cannot be used. " + " ".join(_sentences(error))) from error


def profile_from_json(data: Mapping[str, Any]) -> Profile:
    """Read profile.json into a Profile. Raises InvalidInput with one sentence for each wrong key."""
    return parse_profile(data).to_profile()


def _sentences(error: ValidationError) -> list[str]:
    return [_sentence(".".join(map(str, e["loc"])) or "profile", e["type"], e["msg"]) for e in error.errors()]


def _sentence(key: str, kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return f"{key}: unknown key; remove it or correct its spelling."
    if kind == "missing":
        return f"{key}: required, but missing."
    return f"{key}: {message.removeprefix('Value error, ')}."


def _counterparty(given: CounterpartyJson) -> Counterparty:
    return Counterparty(
        uscc=given.uscc,
        name=given.name,
        active=given.status == "active",
        rank=given.rank,
        related=given.related,
        source=given.source,
    )
