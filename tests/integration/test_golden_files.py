"""Every specimen in tests/data, read by the real engines and compared with the truth beside it.

`fields` in an ``.expected.json`` is the truth and is never taken from the reader. Where the reader is known to be
wrong, `misread` pins what it says instead, so that every such case stands in the open. ``UPDATE_GOLDEN=1`` writes
`misread` anew; it refuses in CI.
"""

import json
import os
import unicodedata
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from extractors.classify import PAPER_THRESHOLD, PHOTO_THRESHOLD, TIE, is_photo
from extractors.pages import open_document
from extractors.reading import ReadLimits, extract, load_engines
from extractors.registry import EXTRACTORS
from ingest.media import identify
from uplift.types import EvidenceKind
from workers.check.compare import outcomes
from workers.check.truth import find_truths

DATA = Path(__file__).parent.parent / "data"
TRUTHS = sorted(DATA.glob("*.expected.json"))
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
# share of the true box that the read box must cover at least
OVERLAP = 0.5
# no scene is rendered for these: they are measured on real photos, which are not committed
REAL_PHOTOS_ONLY = {
    EvidenceKind.VEHICLE_PHOTO,
    EvidenceKind.MACHINERY_PHOTO,
    EvidenceKind.SHELF_PHOTO,
    EvidenceKind.WAREHOUSE_PHOTO,
    EvidenceKind.FARM_PHOTO,
}

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("golden")]


@cache
def engines():
    return load_engines("rapidocr-openvino")  # the two runtimes differ in a pixel here and there


@cache
def opened(truth: Path):
    data = specimen(truth).read_bytes()
    return open_document(data, identify(data), engines(), ReadLimits())


@cache
def extraction(truth: Path):
    return extract(opened(truth), engines())


def shown(truth: Path, place) -> list[float]:
    """A true box on the raster that is shown: pages that were photographed askew are laid level."""
    page = next((page for page in opened(truth).pages if page.index == place["page"]), None)
    if page is None or page.moved is None:
        return place["box"]
    left, top, right, bottom = place["box"]
    corners = page.moved(np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float64))
    return [*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist()]


def specimen(truth: Path) -> Path:
    return truth.with_name(truth.name.removesuffix(".expected.json"))


def plain(value) -> str | None:
    """Full-width and half-width writings of one value are the same answer."""
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    return None if value is None else "".join(unicodedata.normalize("NFKC", shown).split())


def read_values(truth: Path, names) -> dict[str, str | None]:
    found = {field.name: field.value for field in extraction(truth).fields}
    return {name: plain(found.get(name)) for name in names}


def wrong_cells(truth: Path) -> dict[str, str | None]:
    """What was read instead of each cell of a table that is not as written, by its number among all cells."""
    [known] = (found for found in find_truths(DATA) if found.path == specimen(truth))
    cells = [one for one in outcomes(known, extraction(truth)) if one.cell]
    return {f"{number} {one.name}": one.read for number, one in enumerate(cells) if not one.right}


def update(truth: Path, expected, wrong) -> None:
    if os.environ.get("CI"):
        pytest.fail("UPDATE_GOLDEN=1 is for a person at a desk: CI compares, it never rewrites the answers")
    expected.pop("misread", None)
    if wrong:
        expected["misread"] = wrong
    truth.write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: specimen(path).name)
def test_the_kind_and_every_field_are_read_as_written(truth):
    expected = json.loads(truth.read_text(encoding="utf-8"))
    values = {n: plain(field["value"]) for n, field in expected["fields"].items() if isinstance(field["value"], str)}
    read = read_values(truth, values)
    wrong = {name: read[name] for name in values if read[name] != values[name]} | wrong_cells(truth)
    if UPDATE:
        update(truth, expected, wrong)
    assert extraction(truth).kind == expected["kind"]
    assert wrong == json.loads(truth.read_text(encoding="utf-8")).get("misread", {})


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: specimen(path).name)
def test_a_field_read_right_is_found_where_it_stands(truth):
    expected = json.loads(truth.read_text(encoding="utf-8"))
    read = {field.name: field for field in extraction(truth).fields}
    for name, field in expected["fields"].items():
        mine = read.get(name)
        if mine is None or mine.box is None or not field["places"] or isinstance(mine.value, tuple):
            continue
        if plain(mine.value) != plain(field["value"]):
            continue
        scale = expected["dpi"] / mine.box.dpi
        box = [side * scale for side in (mine.box.left, mine.box.top, mine.box.right, mine.box.bottom)]
        best = max(covered(shown(truth, place), box) for place in field["places"] if place["page"] == mine.page)
        assert best >= OVERLAP, f"{name}: {box} is at none of {field['places']}"


def covered(true, read) -> float:
    """Share of the true box (the first line of a value) that the read box covers."""
    wide = min(true[2], read[2]) - max(true[0], read[0])
    high = min(true[3], read[3]) - max(true[1], read[1])
    area = (true[2] - true[0]) * (true[3] - true[1])
    return max(wide, 0) * max(high, 0) / area


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: specimen(path).name)
def test_exactly_one_extractor_claims_a_file_or_it_is_unknown(truth):
    scores = extraction(truth).kind_scores
    best = max(scores.get(kind, 0) for kind in EXTRACTORS)
    claims = [k for k in EXTRACTORS if (score := scores.get(k, 0)) >= threshold(k) and best - score < TIE]
    kind = extraction(truth).kind
    assert claims == ([] if kind is EvidenceKind.UNKNOWN else [kind])


def threshold(kind: EvidenceKind) -> float:
    return PHOTO_THRESHOLD if is_photo(kind) else PAPER_THRESHOLD


def test_every_kind_that_is_read_has_a_specimen():
    named = {json.loads(truth.read_text(encoding="utf-8"))["kind"] for truth in TRUTHS}
    assert set(EXTRACTORS) - REAL_PHOTOS_ONLY <= named


def test_every_data_file_has_its_truth_beside_it():
    files = {path.name for path in DATA.iterdir() if not path.name.endswith(".expected.json")}
    assert files == {specimen(truth).name for truth in TRUTHS}


def test_the_update_switch_refuses_in_ci(monkeypatch):
    monkeypatch.setenv("CI", "1")
    with pytest.raises(pytest.fail.Exception, match="never rewrites"):
        update(TRUTHS[0], {}, {})
