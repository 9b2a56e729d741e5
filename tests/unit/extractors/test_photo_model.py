import json
import shutil

import numpy as np
import pytest

from extractors.page import Raster
from extractors.photo_model import CLASSES, KINDS, MODELS, PhotoModel, load_photo_model, views
from extractors.training.photo_scenes import FIRST_SEED
from extractors.training.scenes import render_storefront, render_truck
from uplift.errors import BrokenChain
from uplift.types import EvidenceKind

SEEDS = range(40, 46)  # none of them is among the training scenes


@pytest.fixture(scope="module")
def model() -> PhotoModel:
    return load_photo_model()


def truck(seed: int) -> Raster:
    return np.asarray(render_truck(np.random.default_rng(seed), "浙A6K82Q", (800, 600)))


def shop(seed: int) -> Raster:
    return np.asarray(render_storefront(np.random.default_rng(seed), "顺达建材商行", (800, 600)))


def test_probabilities_of_any_picture_sum_to_one(model: PhotoModel) -> None:
    rng = np.random.default_rng(3)
    for shape in ((1, 1, 3), (3, 400, 3), (700, 20, 3), (480, 640, 3)):
        scores = model(rng.integers(0, 255, shape).astype(np.uint8))
        assert sum(scores.kinds.values()) + scores.document + scores.other == pytest.approx(1.0, abs=1e-6)
        assert set(scores.kinds) == set(KINDS.values())


def test_the_same_picture_gets_the_same_scores_also_from_a_second_load(model: PhotoModel) -> None:
    assert model(truck(40)) == model(truck(40)) == load_photo_model()(truck(40))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rendered_lorry_is_a_lorry(model: PhotoModel, seed: int) -> None:
    assert seed < FIRST_SEED
    scores = model(truck(seed))
    assert scores.kinds[EvidenceKind.TRUCK_PHOTO] > 0.55


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rendered_shop_front_is_a_shop_front(model: PhotoModel, seed: int) -> None:
    scores = model(shop(seed))
    assert scores.kinds[EvidenceKind.STOREFRONT_PHOTO] > 0.55


def test_an_empty_gray_picture_is_no_business_photo(model: PhotoModel) -> None:
    scores = model(np.full((300, 400, 3), 128, np.uint8))
    assert max(scores.kinds.values()) < 0.55


def test_changed_weights_are_refused(tmp_path) -> None:
    for name in ("photo.json", "photo.safetensors"):
        shutil.copy(MODELS / name, tmp_path / name)
    weights = bytearray((tmp_path / "photo.safetensors").read_bytes())
    weights[-1] ^= 1
    (tmp_path / "photo.safetensors").write_bytes(weights)
    with pytest.raises(BrokenChain, match="pinned"):
        load_photo_model(tmp_path)


def test_the_weights_stay_small_and_name_their_classes() -> None:
    assert (MODELS / "photo.safetensors").stat().st_size <= 10_000_000
    assert tuple(json.loads((MODELS / "photo.json").read_text())["classes"]) == CLASSES


def test_four_views_are_seen_two_of_them_mirrored() -> None:
    seen = views(truck(42))
    assert seen.shape[0] == 4
    assert bool((seen[2] == seen[0].flip(2)).all())
    assert not bool((seen[1] == seen[0]).all())


def test_the_model_card_states_the_measured_figures() -> None:
    figures = json.loads((MODELS / "evaluation.json").read_text())
    card = (MODELS / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert f"{figures['macro_f1']:.3f}" in card
    assert f"{figures['unknown_recall']:.3f}" in card
    for name, (_, _, f1, count) in figures["classes"].items():
        row = next(line for line in card.splitlines() if line.startswith(f"| `{name}`"))
        assert f"{f1:.3f}" in row
        assert str(count) in row
