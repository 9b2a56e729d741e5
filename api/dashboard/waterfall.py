"""Geometry of the waterfall: base limit, each contribution, recommended limit. Pure numbers; the template draws."""

from dataclasses import dataclass

from uplift.types import Money, Recommendation

ROW_HEIGHT = 30
BAR_LEFT, BAR_WIDTH = 250, 400  # drawing units; labels stand left of the bars, amounts right of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row of the drawing, in drawing units."""

    label: str
    amount: str
    style: str  # total, up or down
    top: int
    left: float
    width: float
    file_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """All rows, the size of the drawing and where the current limit stands."""

    bars: tuple[Bar, ...]
    height: int
    current_at: float


def draw(recommendation: Recommendation, language: str, base: str, recommended: str) -> Waterfall:
    """Lay out the bars; `base` and `recommended` are the labels of the first and last."""
    steps = _steps(recommendation, language, base, recommended)
    current = recommendation.current_limit.amount_minor
    ends = [0, current, *(step.end for step in steps)]
    scale = _Scale(lowest=min(ends), highest=max(*ends, 1))
    bars = tuple(_bar(row, step, scale) for row, step in enumerate(steps))
    return Waterfall(bars=bars, height=len(bars) * ROW_HEIGHT + 8, current_at=round(scale.place(current), 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    label: str
    start: int  # fen
    end: int  # fen
    total: bool = False
    file_ids: tuple[str, ...] = ()


def _steps(recommendation: Recommendation, language: str, base: str, recommended: str) -> list[_Step]:
    at = recommendation.base_limit.amount_minor
    steps = [_Step(label=base, start=0, end=at, total=True)]
    for item in recommendation.contributions:
        label = item.text_zh if language == "zh" else item.text_en
        steps.append(_Step(label=label, start=at, end=at + item.amount.amount_minor, file_ids=item.file_ids))
        at += item.amount.amount_minor
    end = recommendation.recommended_limit.amount_minor
    return [*steps, _Step(label=recommended, start=0, end=end, total=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    lowest: int
    highest: int

    def place(self, amount_minor: int) -> float:
        return BAR_LEFT + BAR_WIDTH * (amount_minor - self.lowest) / (self.highest - self.lowest)


def _bar(row: int, step: _Step, scale: _Scale) -> Bar:
    left, right = sorted((scale.place(step.start), scale.place(step.end)))
    return Bar(
        label=step.label,
        amount=yuan(step.end - step.start, signed=not step.total),
        style="total" if step.total else "up" if step.end >= step.start else "down",
        top=row * ROW_HEIGHT + 4,
        left=round(left, 1),
        width=round(max(right - left, 1.5), 1),
        file_ids=step.file_ids,
    )


def yuan(amount_minor: int, *, signed: bool = False) -> str:
    """`¥200,000` for people: fen only when there are any."""
    money = Money(amount_minor=abs(amount_minor)).yuan
    digits = f"{money:,.0f}" if money == money.to_integral_value() else f"{money:,.2f}"
    sign = "−" if amount_minor < 0 else "+" if signed and amount_minor else ""
    return f"{sign}¥{digits}"
