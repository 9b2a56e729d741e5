from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from api.dashboard.pages import shorten
from api.dashboard.waterfall import BAR_LEFT, BAR_WIDTH, draw, yuan
from uplift.types import Binding, Contribution, Money, Recommendation, Route


def recommendation(base: int, steps: list[int], current: int) -> Recommendation:
    money = [Money(amount_minor=step) for step in steps]
    return Recommendation(
        merchant_id="m",
        as_of=date(2026, 11, 23),
        current_limit=Money(amount_minor=current),
        base_limit=Money(amount_minor=base),
        recommended_limit=Money(amount_minor=base + sum(steps)),
        increase=Money(amount_minor=max(0, base + sum(steps) - current)),
        binding=Binding.CAPACITY,
        route=Route.ONE_REVIEWER,
        route_reasons=(),
        valid_until=date(2027, 11, 23),
        reasons=(),
        contributions=tuple(
            Contribution(label=f"c{n}", text_zh="收入", text_en="Income", amount=m, file_ids=(f"f{n}",))
            for n, m in enumerate(money)
        ),
        items=(),
        signals={},
        policy_name="p",
        policy_sha256="0" * 64,
    )


amounts = st.integers(min_value=-(10**9), max_value=10**9)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.integers(0, 10**9), st.lists(amounts, max_size=8), st.integers(0, 10**9))
def test_each_bar_starts_where_the_one_before_it_ends_and_none_leaves_the_drawing(base, steps, current):
    drawn = draw(recommendation(base, steps, current), "en", "Base", "Recommended")
    assert len(drawn.bars) == len(steps) + 2
    for bar in drawn.bars:
        assert bar.left >= BAR_LEFT - 0.1
        assert bar.left + bar.width <= BAR_LEFT + BAR_WIDTH + 1.6
    for bar, after in zip(drawn.bars[:-1], drawn.bars[1:-1], strict=False):
        edges = {bar.left, bar.left + bar.width}
        others = {after.left, after.left + after.width}
        assert min(abs(a - b) for a in edges for b in others) <= 1.7


def test_a_negative_contribution_is_drawn_downwards_and_labelled_in_the_readers_language():
    drawn = draw(recommendation(10_000_000, [5_000_000, -2_000_000], 10_000_000), "zh", "基础", "建议")
    assert [bar.style for bar in drawn.bars] == ["total", "up", "down", "total"]
    assert [bar.amount for bar in drawn.bars] == ["¥100,000", "+¥50,000", "−¥20,000", "¥130,000"]
    assert drawn.bars[1].label == "收入"


def test_fen_are_shown_only_when_there_are_any():
    assert yuan(20_000_000) == "¥200,000"
    assert yuan(20_000_050) == "¥200,000.50"
    assert yuan(-100, signed=True) == "−¥1"


def test_a_long_label_is_cut_by_the_width_it_takes():
    assert shorten("short") == "short"
    assert shorten("石家庄诚远货运部运输合同与发票收入合计", most=8) == "石家庄诚远货运部…"
