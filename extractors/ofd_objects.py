"""What is drawn on an OFD page: texts, pictures and lines with their places in millimetres."""

import math
from dataclasses import dataclass, replace
from typing import Self
from xml.etree.ElementTree import Element

from extractors.einvoice_xml import local_name
from extractors.ofd_package import every, first

DEFAULT_SIZE_MM = 3.175
MAX_OBJECTS = 20_000  # of one page; more is a drawing, not a document
MAX_DELTAS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OfdText:
    """One run of text on one line. `size` is the height of its letters in millimetres."""

    object_id: str
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OfdImage:
    """A picture placed on the page; `data` are its encoded bytes, empty when the resource is missing."""

    resource: str
    left: float
    top: float
    right: float
    bottom: float
    data: bytes = b""

    def with_data(self, data: bytes) -> Self:
        """The same picture with its bytes."""
        return replace(self, data=data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A poly-line; curves are drawn as the straight lines between their ends."""

    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageObjects:
    """Everything of one content or template sheet."""

    texts: tuple[OfdText, ...]
    images: tuple[OfdImage, ...]
    paths: tuple[Path, ...]


def page_objects(content: Element) -> PageObjects:
    """Collect the objects of one sheet, in drawing order."""
    texts: list[OfdText] = []
    images: list[OfdImage] = []
    paths: list[Path] = []
    for element in list(content.iter())[: MAX_OBJECTS * 4]:
        match local_name(element):
            case "TextObject":
                texts += _texts(element)
            case "ImageObject":
                images.append(_image(element))
            case "PathObject":
                paths += _paths(element)
    return PageObjects(texts=tuple(texts[:MAX_OBJECTS]), images=tuple(images), paths=tuple(paths[:MAX_OBJECTS]))


def _texts(element: Element) -> list[OfdText]:
    found: list[OfdText] = []
    for code in every(element, "TextCode"):
        text = (code.text or "").strip("\r\n\t")
        if text.strip():
            found += _runs(element, code, text)
    return found


def _runs(element: Element, code: Element, text: str) -> list[OfdText]:
    """One run for each printed line of a text code: DeltaY moves the pen down between them."""
    size = _number(element.get("Size"), DEFAULT_SIZE_MM)
    pens = _pens(code, text, size)
    runs: list[OfdText] = []
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or abs(pens[index][1] - pens[start][1]) > size / 2:
            runs.append(_run(element, text[start:index], pens[start:index], size))
            start = index
    return [run for run in runs if run.text.strip()]


def _run(element: Element, text: str, pens: list[tuple[float, float]], size: float) -> OfdText:
    boundary, matrix = _boundary(element), _matrix(element)
    scale = math.hypot(matrix[0], matrix[1]) or 1.0
    left, base = _placed(pens[0], boundary, matrix)
    last, _ = _placed(pens[-1], boundary, matrix)
    height = size * scale
    width = height if text[-1] > "\u2e7f" else height / 2
    return OfdText(
        object_id=element.get("ID", ""),
        text=text,
        left=left,
        top=base - 0.86 * height,
        right=max(last, left) + width,
        bottom=base + 0.14 * height,
        size=height,
    )


def _pens(code: Element, text: str, size: float) -> list[tuple[float, float]]:
    """Pen position of every character, relative to the object."""
    across, down = deltas(code.get("DeltaX", "")), deltas(code.get("DeltaY", ""))
    x, y = _number(code.get("X"), 0.0), _number(code.get("Y"), size)
    pens = [(x, y)]
    for index, character in enumerate(text[:-1]):
        width = size if character > "\u2e7f" else size / 2
        x += across[index] if index < len(across) else (0.0 if index < len(down) and down[index] else width)
        y += down[index] if index < len(down) else 0.0
        pens.append((x, y))
    return pens


def deltas(text: str) -> list[float]:
    """Offsets between characters: numbers, and ``g N D`` for the number D repeated N times."""
    parts, index = text.split(), 0
    found: list[float] = []
    while index < len(parts) and len(found) < MAX_DELTAS:
        if parts[index] == "g" and index + 2 < len(parts):
            count = min(max(0, int(_number(parts[index + 1], 0))), MAX_DELTAS)
            found += [_number(parts[index + 2], 0.0)] * count
            index += 3
        else:
            found.append(_number(parts[index], 0.0))
            index += 1
    return found[:MAX_DELTAS]


def _image(element: Element) -> OfdImage:
    left, top, width, height = _boundary(element)
    return OfdImage(resource=element.get("ResourceID", ""), left=left, top=top, right=left + width, bottom=top + height)


def _paths(element: Element) -> list[Path]:
    data = first(element, "AbbreviatedData")
    boundary, matrix = _boundary(element), _matrix(element)
    strokes: list[list[tuple[float, float]]] = [[]]
    numbers: list[float] = []
    for part in ((data.text if data is not None else "") or "").split()[: MAX_OBJECTS * 4]:
        if part.isalpha():
            numbers = []
            if part in {"M", "S"}:
                strokes.append([])
            continue
        numbers.append(_number(part, 0.0))
        if len(numbers) % 2 == 0:
            strokes[-1].append(_placed((numbers[-2], numbers[-1]), boundary, matrix))
    return [Path(points=tuple(points)) for points in strokes if len(points) > 1]


def _boundary(element: Element) -> tuple[float, float, float, float]:
    numbers = [_number(part, 0.0) for part in element.get("Boundary", "").split()]
    left, top, width, height = (numbers + [0.0] * 4)[:4]
    return left, top, width, height


def _matrix(element: Element) -> tuple[float, ...]:
    numbers = [_number(part, 0.0) for part in element.get("CTM", "").split()]
    return tuple(numbers) if len(numbers) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _placed(
    point: tuple[float, float], boundary: tuple[float, float, float, float], matrix: tuple[float, ...]
) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = matrix
    return boundary[0] + a * x + c * y + e, boundary[1] + b * x + d * y + f


def _number(text: str | None, default: float) -> float:
    try:
        number = float(text or "")
    except ValueError:
        return default
    return number if math.isfinite(number) and abs(number) < 1e6 else default
