"""Bundled and generated sets: what they hold, and that chance follows from the seed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kbuild.data.loading import Splits
from kbuild.data.samples import Samples
from kbuild.data.sources import Place, read
from kbuild.schemas.data import TOY_SETS, Toy
from kbuild.schemas.errors import KbuildError

Refused = Callable[..., KbuildError]
Load = Callable[..., Splits]
GENERATED = ("xor", "and", "or", "moons", "ring", "friedman1", "sine_waves", "waveforms")
DRAWN = ("circles", "adding", "neighbours", "reber", "dates", "digit_pairs", "moving_digits")


def toy(document_seed: int = 0, part: str = "train", **arguments: Any) -> Samples:
    raw = read(Toy(**arguments), Place(Path(), seed=document_seed, part=part))
    return raw.learn().apply(raw)


def sole(samples: Samples) -> tuple[np.ndarray, np.ndarray]:
    assert isinstance(samples.x, np.ndarray)
    assert isinstance(samples.y, np.ndarray)
    return samples.x, samples.y


@pytest.mark.parametrize(
    ("name", "shape", "targets", "classes"),
    [
        ("digits", (1797, 8, 8), "int32", 10),
        ("iris", (150, 4), "int32", 3),
        ("wine", (178, 13), "int32", 3),
        ("breast_cancer", (569, 30), "int32", 2),
        ("diabetes", (442, 10), "float32", 0),
        ("xor", (4, 2), "int32", 2),
        ("and", (4, 2), "int32", 2),
        ("or", (4, 2), "int32", 2),
        ("moons", (1000, 2), "int32", 2),
        ("friedman1", (1000, 10), "float32", 0),
        ("sine_waves", (1000, 50, 1), "float32", 0),
    ],
)
def test_each_set_has_its_shape_and_its_classes(
    name: str, shape: tuple[int, ...], targets: str, classes: int
) -> None:
    samples = toy(name=name)
    x, y = sole(samples)
    assert x.shape == shape
    assert (x.dtype.name, y.dtype.name) == ("float32", targets)
    assert len(samples.meta.classes.get("", ())) == classes
    if classes:
        assert sorted(set(y.tolist())) == list(range(classes))


def test_every_set_of_the_schema_can_be_read() -> None:
    assert {each for each in TOY_SETS if len(toy(name=each)) > 0} == set(TOY_SETS)


def test_pixels_of_digits_go_from_0_to_16() -> None:
    x, _ = sole(toy(name="digits"))
    assert (x.min(), x.max()) == (0, 16)


@pytest.mark.parametrize(
    ("name", "truth"), [("xor", [0, 1, 1, 0]), ("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1])]
)
def test_a_truth_table_has_its_four_rows(name: str, truth: list[int]) -> None:
    x, y = sole(toy(name=name))
    assert x.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert y.tolist() == truth


def test_a_noisy_truth_table_is_drawn_from_its_rows() -> None:
    x, y = sole(toy(name="xor", samples=400, noise=0.1))
    near = np.round(x)
    assert len(x) == 400
    assert (np.abs(x - near) > 0).any()
    assert (y == (near[:, 0] != near[:, 1])).all()


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_set_follows_from_the_seed(name: str) -> None:
    one, same, other = (toy(seed, name=name, samples=50, noise=0.1).fingerprint() for seed in (1, 1, 2))
    assert one == same
    assert one != other


@pytest.mark.parametrize("name", GENERATED)
def test_a_set_generated_for_the_test_is_not_the_one_that_is_trained_on(name: str) -> None:
    train, test = (toy(part=part, name=name, samples=50, noise=0.1) for part in ("train", "test"))
    assert train.fingerprint() != test.fingerprint()


@pytest.mark.parametrize("name", DRAWN)
def test_a_set_without_noise_follows_from_the_seed_and_the_part(name: str) -> None:
    prints = [toy(*each, name=name, samples=30).fingerprint() for each in ((1,), (1,), (2,), (1, "test"))]
    assert prints[0] == prints[1]
    assert len(set(prints)) == 3


def test_a_sources_own_seed_stands_above_the_documents() -> None:
    assert toy(1, name="moons", seed=7).fingerprint() == toy(2, name="moons", seed=7).fingerprint()


def test_the_halves_of_moons_are_equal_and_lie_on_their_circles() -> None:
    x, y = sole(toy(name="moons", noise=0.0))
    centre = np.stack([y, 0.5 * y], axis=1)
    assert np.allclose(np.linalg.norm(x - centre, axis=1), 1, atol=1e-6)
    assert (y == 0).sum() == 500


def test_friedman1_is_its_formula() -> None:
    x, y = sole(toy(name="friedman1", features=6))
    expected = 10 * np.sin(np.pi * x[:, 0] * x[:, 1]) + 20 * (x[:, 2] - 0.5) ** 2 + 10 * x[:, 3] + 5 * x[:, 4]
    assert np.allclose(y, expected, atol=1e-4)
    assert x.shape == (1000, 6)


def test_a_sine_waves_target_is_the_next_value_of_each_step() -> None:
    x, last = sole(toy(name="sine_waves", steps=20))
    same, every = sole(toy(name="sine_waves", steps=20, every_step=True))
    assert (x == same).all()
    assert (every[:, :-1] == x[:, 1:]).all()
    assert (every[:, -1] == last).all()


def test_tomorrow_as_today_is_a_poor_guess_for_sine_waves() -> None:
    x, y = sole(toy(name="sine_waves"))
    noise = 0.02**2
    assert ((x[:, -1] - y) ** 2).mean() > 50 * noise


def test_classes_are_kept_and_renumbered_in_the_order_given() -> None:
    samples = toy(name="iris", classes=["virginica", "setosa"])
    _, y = sole(samples)
    assert samples.meta.classes == {"": ("virginica", "setosa")}
    assert np.bincount(y).tolist() == [50, 50]
    _, whole = sole(toy(name="digits"))
    _, five = sole(toy(name="digits", classes=[5, 6]))
    assert (five == 0).sum() == (whole == 5).sum()


def test_one_class_can_be_told_from_all_others() -> None:
    samples = toy(name="iris", positive="setosa")
    assert np.bincount(sole(samples)[1]).tolist() == [100, 50]
    assert samples.meta.classes == {"": ("not setosa", "setosa")}


@pytest.mark.parametrize("count", [1, 7, 100, 1796, 1797])
def test_fewer_samples_are_drawn_with_each_class_in_its_proportion(count: int) -> None:
    _, whole = sole(toy(name="digits"))
    _, some = sole(toy(name="digits", samples=count))
    assert len(some) == count
    assert (np.abs(np.bincount(some, minlength=10) - np.bincount(whole) * count / 1797) < 1.001).all()


def test_features_go_to_inputs_by_name_or_position_and_the_target_to_all_outputs() -> None:
    samples = toy(
        name="friedman1", inputs={"wide": [0, 9], "deep": ["x9", "x1", "x2"]}, outputs=["main", "aux"]
    )
    whole, y = sole(toy(name="friedman1"))
    assert isinstance(samples.x, dict)
    assert isinstance(samples.y, dict)
    assert (samples.x["wide"] == whole[:, [0, 9]]).all()
    assert (samples.x["deep"] == whole[:, [9, 1, 2]]).all()
    assert (samples.y["main"] == y).all()
    assert (samples.y["aux"] == y).all()
    assert samples.meta.features["deep"] == ("x9", "x1", "x2")


def test_samples_take_another_shape() -> None:
    x, _ = sole(toy(name="digits", shape=[8, 8, 1]))
    assert x.shape == (1797, 8, 8, 1)


def test_labels_as_vectors_have_a_single_1() -> None:
    _, y = sole(toy(name="digits", one_hot=True))
    _, labels = sole(toy(name="digits"))
    assert y.shape == (1797, 10)
    assert (y.argmax(axis=1) == labels).all()
    assert (y.sum(axis=1) == 1).all()


def test_an_autoencoders_targets_are_its_inputs() -> None:
    samples = toy(name="digits", reconstruct=True)
    assert samples.y is samples.x


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"name": "iris", "classes": ["tulip"]}, "unknown-class"),
        ({"name": "iris", "classes": [3]}, "unknown-class"),
        ({"name": "iris", "classes": [0, "setosa"]}, "unknown-class"),
        ({"name": "iris", "positive": 9}, "unknown-class"),
        ({"name": "iris", "samples": 151}, "too-few-samples"),
        ({"name": "iris", "inputs": {"a": [4]}}, "missing-column"),
        ({"name": "iris", "inputs": {"a": ["petal"]}}, "missing-column"),
        ({"name": "digits", "shape": [8, 9]}, "wrong-shape"),
    ],
)
def test_what_a_set_does_not_have_is_refused(refused: Refused, arguments: dict[str, Any], code: str) -> None:
    assert refused(toy, **arguments).code == code
