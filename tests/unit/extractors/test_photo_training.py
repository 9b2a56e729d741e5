import os
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.photo_model import CLASSES, build_network
from extractors.training.photo_augment import augment, replace_ground
from extractors.training.photo_data import SIDE, Pictures, assign_folds, load_photos, single_source_classes, targets
from extractors.training.photo_fit import Plan, fit
from extractors.training.photo_metrics import (
    calibration_error,
    class_figures,
    confusion,
    fit_temperature,
    macro_f1,
    mean_probabilities,
    unknown_recall,
)
from extractors.training.photo_scenes import rendered
from extractors.training.train_photo import sampling_weights

DATA = Path(os.environ.get("UPLIFT_REAL_DATA", "../shared/data")) / "dev"


def pictures(labels: list[str], sources: list[str]) -> Pictures:
    pixels = np.zeros((len(labels), 4, 4, 3), np.uint8)
    return Pictures(pixels=pixels, labels=tuple(labels), sources=tuple(sources))


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(["truck", "other"]), st.sampled_from("abcdefgh")), min_size=1, max_size=60))
def test_no_source_stands_in_two_folds_unless_its_class_has_no_other(rows: list[tuple[str, str]]) -> None:
    photos = pictures([label for label, _ in rows], [source for _, source in rows])
    folds = assign_folds(photos, 3)
    single = single_source_classes(photos)
    for source in "abcdefgh":
        of_source = {
            int(fold)
            for fold, label, name in zip(folds, photos.labels, photos.sources, strict=True)
            if name == source and label not in single
        }
        assert len(of_source) <= 1
    assert ((folds >= 0) & (folds < 3)).all()


def test_every_class_and_then_every_source_gets_its_share_of_the_draws() -> None:
    photos = pictures(["truck"] * 101 + ["other"] * 4, ["big"] * 100 + ["small"] + ["x"] * 4)
    weights = sampling_weights(photos, np.zeros(105, dtype=np.int64))
    assert weights[:101].sum() == pytest.approx(weights[101:].sum())
    assert weights[100] / weights[:100].sum() == pytest.approx(0.1)  # square root of 1 to 100


def test_augmentation_depends_on_the_seed_alone_and_stays_in_range() -> None:
    batch = torch.randint(0, 255, (6, 3, 64, 64), generator=torch.Generator().manual_seed(1)).float()
    one, same, other = (augment(batch.clone(), 48, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert torch.equal(one, same)
    assert not torch.equal(one, other)
    assert one.shape == (6, 3, 48, 48)
    assert 0 <= float(one.min()) <= float(one.max()) <= 255


def test_only_things_on_an_empty_ground_get_another_one() -> None:
    catalogue = np.full((1, 20, 20, 3), 255, np.uint8)
    catalogue[0, 5:15, 5:15] = 90
    street = np.full((1, 20, 20, 3), 120, np.uint8)
    ground = np.full((1, 20, 20, 3), 33, np.uint8)
    changed = replace_ground(np.concatenate([catalogue, street]), ground, np.random.default_rng(0), 1.0)
    assert (changed[0, 0, 0] == 33).all()
    assert (changed[0, 10, 10] == 90).all()
    assert (changed[1] == 120).all()


def test_training_twice_gives_the_same_weights() -> None:
    rng = np.random.default_rng(9)
    pixels = rng.integers(0, 255, (12, SIDE, SIDE, 3)).astype(np.uint8)
    plan = Plan(steps=3, batch=4, side=32, rate=1e-3, seed=5, mix=0.5)

    def trained() -> dict[str, torch.Tensor]:
        torch.manual_seed(4)
        return fit(build_network(8), pixels, np.arange(12) % 8, np.ones(12), plan).state_dict()

    one, two = trained(), trained()
    assert all(torch.equal(one[name], two[name]) for name in one)


def test_rendered_scenes_are_lorries_and_shop_fronts_of_one_source() -> None:
    scenes = rendered(count=2)
    assert scenes.labels == ("truck", "storefront") * 2
    assert set(scenes.sources) == {"rendered"}
    assert scenes.pixels.shape == (4, SIDE, SIDE, 3)
    assert not (scenes.pixels[0] == scenes.pixels[2]).all()


def test_figures_of_a_known_table() -> None:
    truth = np.array([0, 0, 1, 1, 1, 7])
    said = np.array([0, 1, 1, 1, 0, 7])
    figures = {figure.name: figure for figure in class_figures(confusion(truth, said))}
    assert figures["other"].f1 == pytest.approx(0.5)
    assert figures["truck"].precision == pytest.approx(2 / 3)
    assert figures["document"].f1 == 1.0
    assert figures["storefront"].count == 0
    assert macro_f1(tuple(figures.values())) == pytest.approx((0.5 + 2 / 3 + 1.0) / 3)


def test_calibration_error_is_nothing_for_honest_and_large_for_boastful_probabilities() -> None:
    rng = np.random.default_rng(1)
    truth = (rng.random(4000) < 0.3).astype(np.int64)
    honest, boastful = np.tile([0.7, 0.3], (4000, 1)), np.tile([0.99, 0.01], (4000, 1))
    assert calibration_error(honest, truth) < 0.03
    assert calibration_error(boastful, truth) > 0.25


def test_the_fitted_temperature_undoes_exaggeration() -> None:
    rng = np.random.default_rng(2)
    logits = rng.normal(0, 1.5, (6000, 1, len(CLASSES)))
    chances = mean_probabilities(logits, 1.0)
    truth = np.array([rng.choice(len(CLASSES), p=row) for row in chances])
    assert fit_temperature(logits * 2, truth) == pytest.approx(2.0, abs=0.15)


def test_unknown_recall_counts_what_no_kind_claims_strongly() -> None:
    rows = np.full((3, len(CLASSES)), 0.01)
    rows[0, 0], rows[1, 1], rows[2, 1] = 0.93, 0.93, 0.5
    assert unknown_recall(rows, np.zeros(3, dtype=np.int64)) == pytest.approx(2 / 3)


@pytest.mark.real_data
def test_the_real_photos_are_read_with_their_sources(tmp_path: Path) -> None:
    if not (DATA / "MANIFEST.csv").exists():
        pytest.skip(f"the shared real photos are not at {DATA}")
    photos = load_photos(DATA, tmp_path)
    assert set(photos.labels) == set(CLASSES)
    assert len(set(photos.sources)) > 40
    assert len(targets(photos)) == len(photos) == len(photos.pixels)
    assert single_source_classes(photos) == {"storefront", "document"}
