"""What people see on the terminal: items, waterfall, reasons. Results for programs are JSON and printed elsewhere."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

Json = Mapping[str, Any]  # Any: JSON of a door
BAR_CELLS = 36
STATE_STYLE = {"counted": "green", "quarantined": "red", "duplicate": "yellow", "unread": "red", "ignored": "dim"}


def console() -> Console:
    """Stdout as wide as the terminal; wide enough for the tables when there is none."""
    out = Console()
    return out if out.is_terminal else Console(width=120)


def print_outcome(console: Console, outcome: Json) -> None:
    """Print a recommendation as the doors give it: items, waterfall, reasons, limits."""
    console.print(items_table(outcome["items"]))
    console.print(waterfall(outcome))
    for reason in outcome["reasons"]:
        amount = f"  ¥{money(reason['amount'])}" if reason["amount"] else ""
        console.print(Text.assemble((f"{reason['code']}  ", "bold"), reason["text_zh"], (amount, "bold")))
        console.print(Text(f"     {reason['text_en']}", style="dim"))
    console.print()
    console.print(headline(outcome))


def items_table(items: list[Json]) -> Table:
    """One row an item: file, kind, authenticity, state and why."""
    table = Table(title="Evidence", title_justify="left", expand=False)
    table.add_column("file", overflow="fold")
    for column in ("kind", "authenticity", "state"):
        table.add_column(column, no_wrap=True)
    table.add_column("why", overflow="fold", ratio=1)
    for item in items:
        likely = "-" if item["authenticity"] is None else f"{item['authenticity']:.3f}"
        state = Text(item["state"], style=STATE_STYLE.get(item["state"], ""))
        table.add_row(Text(item["file"]), item["kind"], likely, state, Text(item["why"]))
    return table


def waterfall(outcome: Json) -> Table:
    """The way from the base limit to the recommended one; the bars are to scale and the amounts sum exactly."""
    table = Table(
        title="From the base limit to the recommended limit", title_justify="left", show_header=False, box=None
    )
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    steps = [Decimal(step["amount"]) for step in outcome["contributions"]]
    start, end = Decimal(outcome["base_limit"]), Decimal(outcome["recommended_limit"])
    levels = _levels(start, steps)
    top = max(*levels, end, Decimal(1))
    table.add_row("base limit (third-party evidence alone)", money(start), _bar(Decimal(0), start, top, "blue"))
    for step, amount, level in zip(outcome["contributions"], steps, levels, strict=False):
        style = "green" if amount >= 0 else "red"
        text = step.get("text_zh") or step["label"]
        table.add_row(
            Text(text), f"{amount:+,.2f}", _bar(min(level, level + amount), max(level, level + amount), top, style)
        )
    table.add_row(
        Text("recommended limit", style="bold"), Text(money(end), style="bold"), _bar(Decimal(0), end, top, "bold blue")
    )
    return table


def headline(outcome: Json) -> Text:
    """Old limit, new limit, who must look."""
    return Text.assemble(
        "limit ",
        (money(outcome["current_limit"]), "bold"),
        " → ",
        (money(outcome["recommended_limit"]), "bold green"),
        f"   (increase {money(outcome['increase'])}, bound by {outcome['binding']}, route {outcome['route']}, ",
        f"valid until {outcome['valid_until']})",
    )


def money(amount: str | Decimal) -> str:
    """Yuan with thousands separators."""
    return f"{Decimal(amount):,.2f}"


def _levels(start: Decimal, steps: list[Decimal]) -> list[Decimal]:
    """Height before each step, and after the last."""
    levels = [start]
    for step in steps:
        levels.append(levels[-1] + step)
    return levels


def _bar(left: Decimal, right: Decimal, top: Decimal, style: str) -> Text:
    begin = round(left / top * BAR_CELLS)
    cells = max(1, round((right - left) / top * BAR_CELLS)) if right > left else 0
    return Text(" " * begin + "█" * cells, style=style)
