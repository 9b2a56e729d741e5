"""What was read, drawn on the page: each field in a box with its name, so that a person can see it at a glance."""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from uplift.packages import papers_in
from uplift.types import Box, Extraction, Field, PageImage, ReadResult, Verdict

SURE, DOUBTFUL, FAILED = "#1b7f3b", "#c77700", "#c62828"
DOUBTFUL_BELOW = 0.85
NAME_SIZE = 13  # pixels


def draw_boxes(result: ReadResult, folder: Path, name: str) -> tuple[Path, ...]:
    """Write one PNG a page into the folder, ``NAME-1.png`` and so on; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for image in result.page_images:
        path = folder / f"{name}-{image.page + 1}.png"
        drawn_page(result.extraction, image).save(path)
        written.append(path)
    return tuple(written)


def drawn_page(extraction: Extraction, image: PageImage) -> Image.Image:
    """One page with the boxes of every paper that stands on it."""
    picture = Image.open(io.BytesIO(image.webp), formats=["WEBP"]).convert("RGB")
    pen = ImageDraw.Draw(picture)
    for paper in papers_in(extraction):
        for name, field in _named_fields(paper):
            if field.page == image.page and field.box is not None:
                _frame(pen, field.box, name, SURE if field.confidence >= DOUBTFUL_BELOW else DOUBTFUL)
        for check in paper.checks:
            if check.verdict is Verdict.FAIL and check.page == image.page and check.box is not None:
                _frame(pen, check.box, check.check, FAILED)
    return picture


def _named_fields(paper: Extraction) -> Iterator[tuple[str, Field]]:
    for field in paper.fields:
        if isinstance(field.value, tuple):
            yield from ((cell.name, cell) for row in field.value for cell in row.cells)
        else:
            yield field.name, field


def _frame(pen: ImageDraw.ImageDraw, box: Box, name: str, colour: str) -> None:
    pen.rectangle((box.left, box.top, max(box.left, box.right), max(box.top, box.bottom)), outline=colour, width=2)
    font = ImageFont.load_default(size=NAME_SIZE)
    left, top, right, bottom = pen.textbbox((box.left, max(0, box.top - NAME_SIZE - 3)), name, font=font)
    pen.rectangle((left - 1, top - 1, right + 1, bottom + 1), fill=colour)
    pen.text((box.left, max(0, box.top - NAME_SIZE - 3)), name, font=font, fill="white")
