"""The waterfall: the computation itself, cut into bars that sum to recommended minus base limit, to the fen.

A fixed path: base limit -> what third-party income and PD support unrounded -> income, by counterparty and assets ->
PD, by evidence group -> step and product caps -> rounding -> what the offer rules change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scoring.limit import Figures, floor_to, terms_of
from scoring.policy import Policy
from uplift.types import Binding, Contribution, Money, Profile

GROUP_NAMES = {
    "statement": ("银行或收款流水", "bank or payment statements"),
    "tax": ("完税或社保证明", "tax or social-insurance proof"),
    "contract": ("合同", "contracts"),
    "sales_invoice": ("销售发票", "sales invoices"),
    "industry_permit": ("行业许可证", "industry permits"),
    "vehicle": ("车辆证件与照片", "vehicle papers and photos"),
    "waybill": ("运单", "waybills"),
    "stock": ("货架与库存照片", "stock photos"),
    "storefront": ("门头照", "storefront photos"),
    "licence": ("营业执照", "the business licence"),
}
_OFFER_WORDS = {
    Binding.CURRENT: ("现有额度保持不变", "The current limit is kept: it is already as high as the formula supports."),
    Binding.MINIMUM_OFFER: (
        "提升金额低于最小提额，暂不调整",
        "The gain is below the smallest increase worth offering.",
    ),
    Binding.FLAG: ("材料待人工核验，额度暂不变", "A person must look at the evidence first; the limit stays."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One cause inside a stage, with its share of the stage's change."""

    label: str
    text_zh: str
    text_en: str
    weight: float
    file_ids: tuple[str, ...] = ()


def contributions_of(figures: Figures, profile: Profile, policy: Policy) -> tuple[Contribution, ...]:
    """All bars that are not zero, in the order of the path."""
    before = figures.credit.pd_before
    supported = terms_of(figures.third_party, before, profile, policy).supported
    with_income = terms_of(figures.combined, before, profile, policy).supported
    stages: list[tuple[float, Sequence[_Part]]] = [
        (supported, [_third_party(figures)]),
        (with_income, _income_parts(figures)),
        (figures.terms.supported, _credit_parts(figures, policy)),
        (min(figures.terms.supported, figures.step), [_cap("step", "单次提额上限", "The step cap on one increase.")]),
        (figures.limit, [_cap("product", "产品额度上限", "The product's highest limit.")]),
    ]
    offer = floor_to(figures.limit, policy)
    stages.append((offer, [_Part(label="rounding", text_zh="取整", text_en="Rounded down.", weight=1)]))
    stages.append((figures.recommended, [_offer(figures.binding)]))
    return tuple(_bars(figures.base_limit, stages))


def fen(yuan: float) -> int:
    """Yuan to the nearest fen."""
    return round(yuan * 100)


def _bars(start: float, stages: Iterable[tuple[float, Sequence[_Part]]]) -> Iterable[Contribution]:
    """Differences of amounts already in fen, so that nothing can be lost between bars."""
    before = fen(start)
    for amount, parts in stages:
        after = fen(amount)
        for part, change in zip(parts, _shared(after - before, parts), strict=True):
            if change:
                yield _bar(part, change)
        before = after


def _shared(change: int, parts: Sequence[_Part]) -> list[int]:
    """`change` split by weight; each part ends where the running share, rounded, ends."""
    total = sum(part.weight for part in parts)
    ends, running = [0], 0.0
    for part in parts[:-1]:
        running += part.weight
        ends.append(round(change * running / total) if total else 0)
    ends.append(change)
    return [end - start for start, end in pairwise(ends)]


def _bar(part: _Part, change: int) -> Contribution:
    return Contribution(
        label=part.label,
        text_zh=part.text_zh,
        text_en=part.text_en,
        amount=Money(amount_minor=change),
        file_ids=part.file_ids,
    )


def _third_party(figures: Figures) -> _Part:
    if figures.measured:
        words = ("第三方数据支持的额度（未取整）", "What third-party data supports, before rounding.")
    else:
        words = ("暂无第三方收入数据", "No third-party income is known: the current limit was the base.")
    return _Part(label="third_party", text_zh=words[0], text_en=words[1], weight=1)


def _income_parts(figures: Figures) -> Sequence[_Part]:
    parts = [
        _Part(
            label=f"income:{firm.firm}",
            text_zh=f"与{firm.name}的交易证明",
            text_en=f"Income documented with {firm.name}.",
            weight=firm.counted,
            file_ids=firm.file_ids,
        )
        for firm in figures.income.firms
        if firm.counted > 0
    ]
    if figures.income.asset_part > 0:
        parts.append(
            _Part(
                label="income:assets",
                text_zh="经营车辆的行业收入参考",
                text_en="What the verified vehicles usually earn.",
                weight=figures.income.asset_part,
                file_ids=figures.income.asset_file_ids,
            )
        )
    return parts or [_Part(label="income:none", text_zh="没有收入证明", text_en="No documented income.", weight=1)]


def _credit_parts(figures: Figures, policy: Policy) -> Sequence[_Part]:
    credit, groups = figures.credit, policy.groups.values
    parts = [
        _Part(
            label=f"credit:{group}",
            text_zh=f"{_words(group)[0]}降低风险评估",
            text_en=f"Lower risk through {_words(group)[1]}.",
            weight=groups[group].weight * proofs,
            file_ids=credit.file_ids.get(group, ()),
        )
        for group, proofs in credit.proofs.items()
        if proofs > 0
    ]
    return parts or [_Part(label="credit:none", text_zh="没有新的佐证", text_en="No new proof.", weight=1)]


def _words(group: str) -> tuple[str, str]:
    return GROUP_NAMES.get(group, (group, group))


def _cap(name: str, text_zh: str, text_en: str) -> _Part:
    return _Part(label=f"cap:{name}", text_zh=text_zh, text_en=text_en, weight=1)


def _offer(binding: Binding) -> _Part:
    text_zh, text_en = _OFFER_WORDS.get(binding, ("", ""))
    return _Part(label=f"offer:{binding.value}", text_zh=text_zh, text_en=text_en, weight=1)
