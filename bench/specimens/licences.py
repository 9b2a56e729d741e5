"""What official cards share: guilloche ground, ornate frame, an emblem that only resembles one, rows of labels."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from bench.specimens.sheet import BLACK, Sheet
from bench.specimens.world import World

GOLD = "#B98A2E"


@cache
def phrases() -> dict[str, Any]:
    """Word lists of licences, read once."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words" / "licences.yaml").read_text("utf-8"))
    return loaded


def phrase(world: World, name: str) -> Any:
    """One entry of a list."""
    return world.pick(phrases()[name])


def scope_of(world: World, trade: str, most: int = 7) -> str:
    """A scope of business: phrases joined as registrars join them."""
    lines = world.rng.sample(phrases()["scopes"][trade], world.rng.randint(2, min(most, 7)))
    return world.pick(("；", "；", "、")).join(lines) + str(phrase(world, "closings"))


@dataclass(frozen=True, kw_only=True)
class Row:
    """A label and what stands behind it; `name` and `truth` when it is a field of the catalogue."""

    label: str
    words: str
    name: str | None = None
    truth: str | None = None  # as the doors write it; `words` when it is printed so


@dataclass(frozen=True, kw_only=True)
class Style:
    """How rows look. Millimetres from the label to the value, points of size."""

    at: float
    chars: int  # Chinese characters of one line of a value; Latin ones take half
    pitch: float  # from line to line of one value
    gap: float  # more after the last line of a value
    size: float = 10
    face: str = "song"
    label_size: float | None = None
    label_face: str | None = None
    colour: str = BLACK
    label_colour: str = BLACK
    label_bold: float = 0
    rule: str | None = None  # colour of a line under each value
    wide: int = 0  # characters over which short labels are spread


def spread(label: str, wide: int) -> str:
    """``名称`` over four characters' width: ``名\u3000\u3000称``."""
    if not 1 < len(label) < wide:
        return label
    gaps, room = len(label) - 1, (wide - len(label)) * 2
    return "".join(char + " " * (room // gaps if index < gaps else 0) for index, char in enumerate(label))


def put_rows(sheet: Sheet, x: float, y: float, rows: Sequence[Row], style: Style) -> float:
    """Rows under each other; the field's box holds all lines of its value. Returns the next free baseline."""
    for row in rows:
        sheet.text(
            x, y, spread(row.label, style.wide), size=style.label_size or style.size,
            face=style.label_face or style.face, colour=style.label_colour, bold=style.label_bold,
        )  # fmt: skip
        y = put_value(sheet, x + style.at, y, row, style) + style.gap
    return y


def wrapped(words: str, chars: int) -> list[str]:
    """Lines of at most `chars` Chinese characters' width."""
    lines, room = [""], chars * 2
    for char in words:
        columns = 1 if ord(char) < 0x2E80 else 2
        if room < columns:
            lines, room = [*lines, ""], chars * 2
        lines[-1] += char
        room -= columns
    return lines


def put_value(sheet: Sheet, x: float, y: float, row: Row, style: Style) -> float:
    """A value over as many lines as it needs; returns the baseline after them."""
    lines = wrapped(row.words, style.chars)
    first, right = y, x
    for line in lines:
        right = max(right, sheet.text(x, y, line, size=style.size, face=style.face, colour=style.colour))
        if style.rule:
            sheet.line(x - 1, y + 1.2, x + style.chars * style.size * 0.353, y + 1.2, colour=style.rule, width=0.3)
        y += style.pitch
    if row.name:
        box = (x, first - style.size * 0.31, right, y - style.pitch + style.size * 0.06)
        sheet.remember(row.name, row.truth or row.words, box)
    return y


def district_of(address: str) -> str:
    """``余杭区`` of a full address."""
    found = re.search(r"(?:省|自治区).{2,4}?市(.{2,3}?[区县市])", address)
    return found[1] if found else address[3:6]


def spaced_day(day: date) -> str:
    """``2026 年 09 月 18 日``, as registrars fill a printed line."""
    return f"{day.year} 年 {day.month:02d} 月 {day.day:02d} 日"


def facts_of(rows: Sequence[Row]) -> dict[str, str]:
    """The catalogue's fields among the rows."""
    return {row.name: row.truth or row.words for row in rows if row.name}


def guilloche(sheet: Sheet, box: tuple[float, float, float, float], colour: str, step: float = 3.4) -> None:
    """Fine interlaced waves, as on security paper."""
    left, top, right, bottom = box
    sheet.canvas.setStrokeColor(HexColor(colour))
    sheet.canvas.setLineWidth(0.25)
    y = top + step
    while y < bottom - step:
        for phase in (0.0, math.pi):
            path = sheet.canvas.beginPath()
            path.moveTo(left * mm, (sheet.height - y - math.sin(phase)) * mm)
            x = left
            while x <= right:
                rise = math.sin(x / 4.2 + phase) * step * 0.9
                path.lineTo(x * mm, (sheet.height - y - rise) * mm)
                x += 1.6
            sheet.canvas.drawPath(path)
        y += step


def ornate_frame(sheet: Sheet, margin: float, colour: str = GOLD) -> None:
    """A double border with a chain of diamonds between the rules."""
    width, height = sheet.width, sheet.height
    sheet.box(margin, margin, width - margin, height - margin, colour=colour, width=1.6)
    inner = margin + 6
    sheet.box(inner, inner, width - inner, height - inner, colour=colour, width=0.9)
    middle = margin + 3
    for index in range(int((width - 2 * middle) / 6) + 1):
        for y in (middle, height - middle):
            _diamond(sheet, middle + index * 6, y, colour)
    for index in range(int((height - 2 * middle) / 6) + 1):
        for x in (middle, width - middle):
            _diamond(sheet, x, middle + index * 6, colour)


def _diamond(sheet: Sheet, x: float, y: float, colour: str) -> None:
    for reach in (2.4, 1.2):
        for (x0, y0), (x1, y1) in (
            ((x - reach, y), (x, y - reach)), ((x, y - reach), (x + reach, y)),
            ((x + reach, y), (x, y + reach)), ((x, y + reach), (x - reach, y)),
        ):  # fmt: skip
            sheet.line(x0, y0, x1, y1, colour=colour, width=0.5)


def emblem(sheet: Sheet, x: float, y: float, radius: float) -> None:
    """A red disc with a large and four small stars and a golden rim: a stand-in for the state emblem."""
    sheet.canvas.setFillColor(HexColor("#C8201C"))
    sheet.canvas.setStrokeColor(HexColor("#D9A928"))
    sheet.canvas.setLineWidth(radius * 0.35)
    sheet.canvas.circle(x * mm, (sheet.height - y) * mm, radius * mm, stroke=1, fill=1)
    _star(sheet, x, y - radius * 0.25, radius * 0.36)
    for angle in (200, 245, 295, 340):
        turn = math.radians(angle)
        _star(sheet, x + radius * 0.66 * math.cos(turn), y - radius * 0.66 * math.sin(turn), radius * 0.13)


def _star(sheet: Sheet, x: float, y: float, radius: float) -> None:
    path = sheet.canvas.beginPath()
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.382
        angle = math.pi * step / 5 - math.pi / 2
        point = ((x + reach * math.cos(angle)) * mm, (sheet.height - y - reach * math.sin(angle)) * mm)
        (path.lineTo if step else path.moveTo)(*point)
    path.close()
    sheet.canvas.setFillColor(HexColor("#F3D04E"))
    sheet.canvas.drawPath(path, stroke=0, fill=1)
