"""Ornaments that official cards share: guilloche ground, ornate frame, an emblem that only resembles one."""

import math

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from bench.specimens.sheet import Sheet

GOLD = "#B98A2E"


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
