"""Papers and screens that are no kind of the catalogue, most of them near misses: the answer must be ``unknown``.

What they say is data (`words/unknown.yaml`, whose head tells the marks); this draws it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from bench.specimens.drawn import Drawn, Layout
from bench.specimens.letter import letter, portrait
from bench.specimens.licences import guilloche
from bench.specimens.numbers import capitals, chinese_day, grouped
from bench.specimens.ruled import row, wrapped
from bench.specimens.seals import round_seal, signature
from bench.specimens.sheet import Sheet
from bench.specimens.world import World

WORDS = Path(__file__).parent / "words" / "unknown.yaml"
GROUNDS = {"paper": None, "card": "#EAF1F6", "certificate": "#FBF6E8", "poster": "#FFF3D6", "screen": "#F4F5F7"}
CHAT_GREEN, CHAT_GREY = "#95EC69", "#EDEDED"


@cache
def papers() -> Mapping[str, Any]:
    """Every paper as written in the word list."""
    loaded: Mapping[str, Any] = yaml.safe_load(WORDS.read_text("utf-8"))
    return loaded


@dataclass(kw_only=True)
class Pen:
    """Where the next line goes on a sheet."""

    sheet: Sheet
    world: World
    size: float
    face: str
    margin: float
    leading: float  # of the usual pitch
    y: float
    after_row: bool = False

    @property
    def room(self) -> float:
        """Width of the text in millimetres."""
        return self.sheet.width - 2 * self.margin


def story(world: World) -> dict[str, str]:
    """Invented names and numbers for the braces."""
    place, one, two = world.place(), world.firm(small=False), world.firm()
    amount, later = world.amount(2000, 800000), world.day(60, 1)
    return {
        "firm": one.name, "firm2": two.name, "uscc": one.uscc, "street": one.address, "city": place.city,
        "person": world.person(), "person2": world.person(), "person3": world.person(), "phone": world.phone(),
        "day": chinese_day(world.day(400, 70)), "day2": chinese_day(later), "brand": str(world.word("brands")),
        "amount": grouped(amount), "amount2": grouped(world.amount(800, 90000)), "capitals": capitals(amount, "元"),
        "idno": f"{place.code}19{world.digits(2)}0{world.digits(1)}1{world.digits(5)}", "plate": world.plate(place),
        "vin": world.vin(), "n4": world.digits(4), "n6": world.digits(6), "n18": world.digits(18),
    }  # fmt: skip


def draw(name: str, world: World) -> Drawn:
    """One paper of the word list."""
    paper, facts = papers()[name], story(world)
    look = paper.get("look", "paper")
    wide, high = paper.get("size", (210, 297))
    sheet = Sheet(width=wide, height=high, day=world.day(300, 5), title=name)
    ground = GROUNDS.get(look)
    if ground:
        sheet.box(0, 0, wide, high, colour=None, fill=ground)
    if look == "certificate":
        guilloche(sheet, (8, 8, wide - 8, high - 8), "#EFE4C2")
    size = float(paper.get("type", 11))
    margin = max(4.0, wide * (0.06 if wide < 100 else 0.1))
    pen = Pen(
        sheet=sheet,
        world=world,
        size=size,
        face=paper.get("face", "song"),
        margin=margin,
        leading=1.5 if high > 200 else 1.0,
        y=max(6.0, high * 0.07),
    )
    for line in paper["lines"]:
        words = line.format(**facts)
        chat_line(pen, words) if look == "chat" else paper_line(pen, words)
    return Drawn(sheet=sheet, fields={}, screen=look in ("chat", "screen"))


def paper_line(pen: Pen, words: str) -> None:
    """One line of the list by its mark."""
    mark = next((mark for mark in MARKS if words.startswith(mark)), "")
    if pen.after_row and mark != "| ":
        pen.y += pen.size * 0.25
    pen.after_row = mark == "| "
    MARKS[mark](pen, words[len(mark) :].strip() if mark else words)


def _title(pen: Pen, words: str, scale: float = 1.7) -> None:
    size = min(pen.size * scale, pen.room * 2.7 / max(len(words), 1))
    pen.y += size * 0.25
    pen.sheet.text(pen.sheet.width / 2, pen.y, words, size=size, face=pen.face, align="centre", bold=0.015 * size)
    pen.y += size * (0.67 * pen.leading - 0.25)


def _heading(pen: Pen, words: str) -> None:
    _title(pen, words, 1.2)


def _right(pen: Pen, words: str) -> None:
    pen.y += pen.size * 0.3
    right = pen.sheet.width - pen.margin
    pen.sheet.text(right, pen.y, words, size=pen.size, face=pen.face, align="right")
    pen.y += pen.size * (0.7 * pen.leading - 0.3)


def _centred(pen: Pen, words: str) -> None:
    pen.y += pen.size * 0.3
    pen.sheet.text(pen.sheet.width / 2, pen.y, words, size=pen.size, face=pen.face, align="centre")
    pen.y += pen.size * (0.7 * pen.leading - 0.3)


def _paragraph(pen: Pen, words: str, scale: float = 1.0) -> None:
    size = pen.size * scale
    for line in wrapped(words, pen.room, pen.face, size):
        pen.y += size * 0.3
        pen.sheet.text(pen.margin, pen.y, line, size=size, face=pen.face)
        pen.y += size * (0.58 * pen.leading - 0.3)


def _small(pen: Pen, words: str) -> None:
    pen.y += pen.size * 0.2
    _paragraph(pen, words, 0.8)


def _row(pen: Pen, words: str) -> None:
    cells = [cell.strip() for cell in words.split("|")]
    need = [max(4.0, sum(1 if char.isascii() else 2 for char in cell)) for cell in cells]
    even = sum(need) / len(need)
    share = 1.0 if len(cells) < 5 else 0.0  # wide tables have even columns, so that their rows line up
    widths = [pen.room * (share * one + (2 - share) * even) / (2 * sum(need)) for one in need]
    size, face = pen.size * (0.9 if len(cells) < 8 else 0.72), pen.face
    lines = max(len(wrapped(cell, width - 2.4, face, size)) for cell, width in zip(cells, widths, strict=True))
    high = size * (0.42 * lines + 0.45 * pen.leading)
    pen.y = row(pen.sheet, pen.margin, pen.y, widths, cells, height=high, size=size, face=face)


def _picture(pen: Pen, kind: str) -> None:
    side = min(30.0, pen.sheet.width * 0.2)
    right, middle = pen.sheet.width - pen.margin - side / 2, pen.y + side * 0.65
    if kind.startswith("photo"):
        high = min(middle, pen.sheet.height * 0.45)
        pen.sheet.picture(portrait(pen.world.seed % 1000).convert("RGBA"), right, high, side)
    elif kind.startswith("seal"):
        pen.sheet.picture(
            round_seal(kind[5:-1], "", pen.world.seed), right - 6, pen.y - 8, min(38.0, side * 1.3), turn=5
        )
    elif kind.startswith("qr"):
        pen.sheet.qr("https://example.invalid/p", right - side / 2, pen.y, side * 0.8)
    elif kind.startswith("sign"):
        ink: Image.Image = signature(pen.world.person(), pen.world.seed)
        pen.sheet.picture(ink, right - 8, pen.y + 4, side)
    else:
        pen.y += 2
        pen.sheet.line(pen.margin, pen.y, pen.sheet.width - pen.margin, pen.y)
        pen.y += 2


MARKS: Mapping[str, Callable[[Pen, str], None]] = {
    "## ": _heading, "# ": _title, "> ": _right, "^ ": _centred, "~ ": _small, "| ": _row, "[": _picture,
    "": _paragraph,
}  # fmt: skip


def chat_line(pen: Pen, words: str) -> None:
    """A bubble on its side of a phone's screen, or the head of the chat."""
    sheet = pen.sheet
    if words.startswith("# "):
        sheet.box(0, 0, sheet.width, 12, colour=None, fill="#EDEDED")
        sheet.text(sheet.width / 2, 9, words[2:], size=9, face="hei", align="centre")
        pen.y = 18
        return
    mine, lines = words.startswith("> "), wrapped(words[2:], 40, "hei", 8.5)
    high = 3.2 + 4 * len(lines)
    left = sheet.width - 58 if mine else 12.0
    sheet.box(left, pen.y, left + 46, pen.y + high, colour=None, fill=CHAT_GREEN if mine else CHAT_GREY, radius=1.5)
    sheet.box(
        sheet.width - 10 if mine else 3, pen.y, sheet.width - 3 if mine else 10, pen.y + 7, colour=None, fill="#7FA7C9"
    )
    for index, line in enumerate(lines):
        sheet.text(left + 3, pen.y + 4.6 + index * 4, line, size=8.5, face="hei")
    pen.y += high + 5


def _letter(_world: World) -> Drawn:
    """The family letter."""
    return Drawn(sheet=letter(), fields={})


LAYOUTS: Mapping[str, Layout] = {"letter": _letter} | {name: partial(draw, name) for name in papers()}
