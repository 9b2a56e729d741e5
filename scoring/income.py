"""Documented and self-evidenced monthly income (formulas 2 and 3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import fsum

from scoring.evidence import Role, Weighed
from scoring.months import months_between
from scoring.policy import Policy
from uplift.types import ItemState, Profile

_Line = tuple[float, float]  # age in months, yuan counted


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmIncome:
    """Income documented with one counterparty, yuan a month."""

    firm: str  # identifier
    name: str  # as printed, for people
    invoices: float  # I_g
    contract: float  # c: monthly value of the strongest contract
    income: float  # Y_g, before concentration
    counted: float  # after concentration
    file_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """Self-evidenced income, yuan a month."""

    firms: tuple[FirmIncome, ...]
    documented: float  # Y_doc
    assets: float  # Y_asset
    asset_part: float  # what the assets add to Y_doc
    asset_file_ids: tuple[str, ...]

    @property
    def evidenced(self) -> float:
        """Y_self."""
        return self.documented + self.asset_part


def self_income(items: Sequence[Weighed], profile: Profile, third_party: float, policy: Policy, as_of: date) -> Income:
    """Y_doc, Y_asset and Y_self of the settled items; `third_party` is Y3 in yuan a month."""
    by_firm = _by_firm(items)
    firms = [_firm_income(firm, papers, policy, as_of) for firm, papers in sorted(by_firm.items())]
    counted = _concentrated(firms, third_party, policy)
    documented = fsum(firm.counted for firm in counted)
    assets, asset_ids = _assets(items, profile, policy)
    asset_part = policy.flat["asset_share"] * max(0.0, assets - documented) if documented > 0 else 0.0
    return Income(firms=counted, documented=documented, assets=assets, asset_part=asset_part, asset_file_ids=asset_ids)


def _by_firm(items: Iterable[Weighed]) -> Mapping[str, list[Weighed]]:
    by_firm: dict[str, list[Weighed]] = {}
    for item in items:
        if item.entry is not None and item.state in (ItemState.COUNTED, ItemState.IGNORED):
            by_firm.setdefault(item.entry.firm, []).append(item)
    return by_firm


def _firm_income(firm: str, papers: Sequence[Weighed], policy: Policy, as_of: date) -> FirmIncome:
    invoices = _invoice_income(papers, policy, as_of)
    contract = max((_contract_income(item, policy) for item in papers), default=0.0)
    unbacked, backed = policy.flat["contract_unbacked"], policy.flat["contract_backed"]
    from_contract = unbacked * contract + min((backed - unbacked) * contract, invoices)
    income = max(invoices, from_contract)
    ids = tuple(sorted(item.file_id for item in papers if item.state is ItemState.COUNTED))
    name = min((item.entry.name for item in papers if item.entry and item.entry.name), default=firm)
    return FirmIncome(
        firm=firm, name=name, invoices=invoices, contract=contract, income=income, counted=income, file_ids=ids
    )


def _contract_income(item: Weighed, policy: Policy) -> float:
    """Contract income c of formula 2; a firm's strongest contract stands for all: an amendment never adds."""
    if item.entry is None or item.entry.role is not Role.CONTRACT:
        return 0.0
    return item.value(policy) * item.entry.amount.amount_minor / 100 / item.entry.months


def _invoice_income(papers: Sequence[Weighed], policy: Policy, as_of: date) -> float:
    """I_g: the best trailing window. Red letters and reciprocal purchases come off every window."""
    sales, deductions = _lines(papers, policy, as_of)
    taken_off = fsum(deductions)
    best = 0.0
    for months, kappa in policy.windows.values.items():
        total = fsum(yuan for age, yuan in sales if 0 <= age < months) - taken_off
        best = max(best, kappa * total / months)
    return best


def _lines(papers: Sequence[Weighed], policy: Policy, as_of: date) -> tuple[list[_Line], list[float]]:
    """Sales by age, and what comes off them: red letters without an original here, and reciprocal purchases."""
    sales = [p for p in papers if _is_sale(p) and _yuan(p) > 0]
    longest = max(policy.windows.values)
    off = [-_yuan(p) for p in papers if _is_sale(p) and _yuan(p) < 0 and _age(p, as_of) < longest]
    off += [_yuan(p) for p in papers if _is_reciprocal(p, sales, policy)]
    return [(_age(s, as_of), s.value(policy) * _yuan(s)) for s in sales], off


def _is_sale(item: Weighed) -> bool:
    return item.entry is not None and item.entry.role is Role.SALE


def _is_reciprocal(item: Weighed, sales: Sequence[Weighed], policy: Policy) -> bool:
    """A purchase from a firm that bought from the merchant within the policy's days: only the net is income."""
    if item.entry is None or item.entry.role is not Role.PURCHASE:
        return False
    day, limit = item.entry.day, policy.flat["reciprocal_days"]
    return any(abs((s.entry.day - day).days) <= limit for s in sales if s.entry is not None)


def _age(item: Weighed, as_of: date) -> float:
    assert item.entry is not None
    return months_between(item.entry.day, as_of)


def _yuan(item: Weighed) -> float:
    assert item.entry is not None
    return item.entry.amount.amount_minor / 100


def _concentrated(firms: Sequence[FirmIncome], third_party: float, policy: Policy) -> tuple[FirmIncome, ...]:
    """The top firm counts in full up to 1.5 times all others or Y3; of the excess only a share."""
    if not firms:
        return ()
    top = max(firms, key=lambda firm: (firm.income, firm.firm))
    others = fsum(firm.income for firm in firms if firm is not top)
    bound = max(policy.flat["concentration_multiple"] * others, third_party)
    excess = max(0.0, top.income - bound)
    counted = min(top.income, bound) + policy.flat["concentration_excess_share"] * excess
    return tuple(replace(firm, counted=counted) if firm is top else firm for firm in firms)


def _assets(items: Iterable[Weighed], profile: Profile, policy: Policy) -> tuple[float, tuple[str, ...]]:
    """Y_asset: the norm of each distinct verified asset, weighed by its best photo or paper."""
    best: dict[str, float] = {}
    files: set[str] = set()
    for item in items:
        if item.asset is None or item.state is not ItemState.COUNTED:
            continue
        worth = item.value(policy) * policy.norm_of(profile.industry, item.kind)
        best[item.asset] = max(best.get(item.asset, 0.0), worth)
        files.update([item.file_id] if worth > 0 else [])
    return fsum(best.values()), tuple(sorted(files))
