"""The policy file: every number named, sourced and dated, anything else refused."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from scoring import current_policy, in_force, load_policy, policies_folder, read_policy
from scoring.policy import Policy
from uplift.errors import InvalidInput
from uplift.types import Industry

TEXT = (policies_folder() / "2026-11-01.yaml").read_text(encoding="utf-8")
NORM = (policies_folder().parent / "norms" / "transport.yaml").read_text(encoding="utf-8")


def load(text: str, norm: str = NORM) -> Policy:
    return load_policy(text, {"transport.yaml": norm})


@pytest.mark.parametrize(
    ("industry", "months"),
    [
        (Industry.CATERING, 0.51),
        (Industry.RETAIL, 1.14),
        (Industry.SERVICES, 1.52),
        (Industry.WHOLESALE, 1.90),
        (Industry.TRANSPORT, 2.28),
        (Industry.MANUFACTURING, 2.66),
        (Industry.AGRICULTURE, 3.04),
        (Industry.BUILDING, 3.04),
    ],
)
def test_the_multiple_of_each_industry_follows_from_its_cash_days(industry: Industry, months: float) -> None:
    assert current_policy().multiple_months(industry) == pytest.approx(months, abs=0.005)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  growth: {value: 0.0,", "  grwoth: {value: 0.0,"),
        ('unit: "share of sales a year", ', ""),
        ("value: 0.05", "value: five per cent"),
        ("correlation: 0.40", "correlation: 1.40"),
        ("catering: 20, ", ""),
        ("norms: [transport.yaml]", "norms: [transport.yaml, farms.yaml]"),
        ("tamper: {pass_llr: 0.0, fail_llr: -1.5}", "tamper: {pass_llr: 0.0}"),
        ("windows:", "windows: ["),
    ],
)
def test_a_policy_with_a_mistake_is_refused(before: str, after: str) -> None:
    assert before in TEXT
    with pytest.raises(InvalidInput):
        load(TEXT.replace(before, after))


def test_the_hash_covers_the_policy_and_its_norm_packs() -> None:
    plain = load(TEXT).sha256
    assert plain == current_policy().sha256 == load(TEXT).sha256
    assert len({plain, load(TEXT + "\n").sha256, load(TEXT, NORM + "\n").sha256}) == 3


def test_every_single_number_has_unit_source_and_date() -> None:
    for name, row in yaml.safe_load(TEXT)["numbers"].items():
        assert set(row) == {"value", "unit", "effective", "source"}, name


def test_the_newest_policy_not_after_the_day_is_in_force() -> None:
    old = load(TEXT)
    new = load(TEXT.replace('name: "2026-11-01"\neffective: 2026-11-01', 'name: "2027-01-01"\neffective: 2027-01-01'))
    assert in_force([new, old], date(2026, 12, 31)).name == "2026-11-01"
    assert in_force([old, new], date(2027, 1, 1)).name == "2027-01-01"
    with pytest.raises(InvalidInput):
        in_force([old, new], date(2026, 10, 31))


def test_a_case_dated_before_the_first_policy_is_scored_with_the_first() -> None:
    assert current_policy(date(2020, 1, 1)).name == "2026-11-01"


def test_a_policy_elsewhere_finds_the_norm_packs_of_the_package(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert read_policy(path).sha256 == current_policy(path=path).sha256 == current_policy().sha256
    with pytest.raises(InvalidInput):
        read_policy(tmp_path / "absent.yaml")
