"""Every case of tests/scoring_cases through the formulas, with authenticities given."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from scoring import current_policy, recommend_from_items
from scoring.evidence import Entry, Role, Weighed
from scoring.keys import Keys
from scoring.ledger import settle
from scoring.limit import assess
from uplift.types import EvidenceKind, Industry, ItemState, Money, Profile

FOLDER = Path(__file__).parents[2] / "scoring_cases"
POLICY = current_policy()
TWO_PLACES = {"N", "Z"}
EXACT_SHARES = {"PD0"}


@dataclass(frozen=True)
class Case:
    name: str
    as_of: Any
    profile: Profile
    items: tuple[Weighed, ...]
    signals: dict[str, float]
    pd_percent: float | None
    expect: dict[str, Any]


def weighed(name: str, copy: int, facts: dict[str, Any]) -> Weighed:
    kind = EvidenceKind(facts["kind"])
    quarantined = facts["authenticity"] < 0.6
    bought = "purchase" in facts
    state = ItemState.QUARANTINED if quarantined else ItemState.IGNORED if bought else ItemState.COUNTED
    return Weighed(
        file_id=f"{name}-{copy}",
        sha256=f"{name}-{copy}",
        kind=kind,
        state=state,
        why="",
        keys=Keys(strong=name),
        group=POLICY.group_by_kind[kind] if state is ItemState.COUNTED and facts.get("sale", 1) > 0 else None,
        authenticity=facts["authenticity"],
        counterparty_quality=facts.get("counterparty_quality", 1.0),
        dated=facts.get("dated"),
        entry=None if quarantined else entry(facts),
        asset=facts.get("asset"),
        flagged=facts.get("flagged", False),
    )


def entry(facts: dict[str, Any]) -> Entry | None:
    for role in Role:
        if role.value in facts:
            amount, months = Money.of(facts[role.value]), facts.get("months", 1)
            return Entry(role=role, firm=facts["firm"], amount=amount, day=facts["dated"], months=months)
    return None


def profile(facts: dict[str, Any]) -> Profile:
    money = {k: Money.of(v) for k, v in facts.items() if isinstance(v, int) and not isinstance(v, bool)}
    rest = {k: v for k, v in facts.items() if k not in money and k != "industry"}
    return Profile(merchant_id="m", name="商户", industry=Industry(facts["industry"]), **money, **rest)


def cases() -> list[Case]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        body = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in body["cases"]:
            copies = range(case.get("copies", 1))
            items = tuple(weighed(n, copy, body["items"][n]) for copy in copies for n in case["items"])
            merged = profile(body["profile"] | case.get("profile", {}))
            found.append(
                Case(
                    name=f"{path.stem}: {case['name']}",
                    as_of=body["as_of"],
                    profile=merged,
                    items=items,
                    signals=case["signals"],
                    pd_percent=case.get("pd_percent"),
                    expect=case["expect"],
                )
            )
    return found


CASES = cases()


def test_there_are_cases_for_the_truck_driver_and_for_the_traps() -> None:
    stems = {case.name.split(":")[0] for case in CASES}
    assert stems == {"truck_driver", "traps"}
    assert len(CASES) >= 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_case_holds(case: Case) -> None:
    got = recommend_from_items(case.profile, case.items, POLICY, case.as_of)
    for name, wanted in case.signals.items():
        slack = 0.00501 if name in TWO_PLACES else 1e-9 if name in EXACT_SHARES else 0.5
        assert got.signals[name] == pytest.approx(wanted, abs=slack), name
    if case.pd_percent is not None:
        assert got.signals["PD"] * 100 == pytest.approx(case.pd_percent, abs=0.00501)
    seen = {
        "recommended": got.recommended_limit.yuan,
        "base": got.base_limit.yuan,
        "increase": got.increase.yuan,
        "binding": got.binding.value,
        "route": got.route.value,
        "first_reason": got.reasons[0].code,
    }
    wanted_values = {k: v for k, v in case.expect.items() if k in seen}
    assert {k: seen[k] for k in wanted_values} == wanted_values
    assert set(case.expect.get("reasons", [])) <= {reason.code for reason in got.reasons}
    if "formula_binding" in case.expect:
        figures = assess(case.profile, settle(case.items, POLICY, case.as_of), POLICY, case.as_of)
        assert figures.formula_binding.value == case.expect["formula_binding"]
