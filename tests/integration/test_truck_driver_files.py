"""The committed evidence of the demo is what its script draws."""

import json
from datetime import date
from pathlib import Path

import pytest

from bench.specimens import truck_driver
from bench.specimens.sheet import FACES

FOLDER = Path(__file__).parents[2] / "examples" / "truck-driver"


def test_the_folder_holds_what_the_script_draws_and_stays_small():
    files = {path.name: path.stat().st_size for path in FOLDER.iterdir()}
    assert set(files) == set(truck_driver.evidence())
    assert sum(files.values()) < 3_000_000


def test_papers_come_out_with_the_same_bytes():
    if not all(path.exists() for path in FACES.values()):
        pytest.skip("Debian's fonts-arphic-ukai and fonts-arphic-uming are not installed; only drawing needs them")
    for name, draw in truck_driver.evidence().items():
        if name.endswith((".pdf", ".json")):  # pixels may differ in the last bit from one processor to another
            assert draw() == (FOLDER / name).read_bytes(), name


def test_invoices_carry_sums_that_close_and_a_day_inside_the_contract():
    for _, day, net, tonnes, _ in truck_driver.INVOICES:
        assert float(tonnes) * 250 == float(net)
        assert date(2026, 9, 11) <= day <= truck_driver.AS_OF


def test_the_profile_asks_for_a_rise_from_one_hundred_thousand():
    profile = json.loads((FOLDER / "profile.json").read_text(encoding="utf-8"))
    assert profile["current_limit"] == "100000.00"
    assert profile["plates"] == [truck_driver.PLATE]
