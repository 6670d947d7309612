"""Freezing and thawing by names and patterns."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest

from kbuild.building.trainability import Trainability


def make() -> Any:
    inner = [keras.layers.Dense(4, name="a"), keras.layers.BatchNormalization(name="norm")]
    encoder = keras.Sequential([keras.Input((3,)), *inner], name="encoder")
    stack = [keras.Input((3,)), encoder, keras.layers.Dense(4, name="frozen", trainable=False)]
    return keras.Sequential([*stack, keras.layers.Dense(2, name="head")])


def trained(model: Any) -> set[str]:
    return {weight.path.split("/")[-2] for weight in model.trainable_weights}


@pytest.mark.parametrize(
    ("patterns", "names"),
    [
        (["head"], {"head"}),
        (["encoder"], {"a", "norm"}),
        (["encoder/a", "frozen"], {"a", "frozen"}),
        (["*"], {"a", "norm", "frozen", "head"}),
        (["n*"], {"norm"}),
    ],
)
def test_only_what_is_named_is_trained(patterns: list[str], names: set[str]) -> None:
    model = make()
    Trainability(model).only(patterns)
    assert trained(model) == names


@pytest.mark.parametrize(
    ("patterns", "names"),
    [
        (["head"], {"a", "norm"}),
        (["encoder"], {"head"}),
        (["norm", "a"], {"head"}),
        (["frozen"], {"a", "norm", "head"}),
    ],
)
def test_all_but_what_is_named_is_trained_as_the_model_says(patterns: list[str], names: set[str]) -> None:
    model = make()
    Trainability(model).without(patterns)
    assert trained(model) == names


def test_what_was_frozen_for_a_phase_is_thawed_after_it() -> None:
    model = make()
    state = Trainability(model)
    for _ in range(2):
        state.only(["head"])
        state.without(["encoder"])
        state.reset()
        assert trained(model) == {"a", "norm", "head"}


def test_a_frozen_batch_normalization_keeps_its_statistics_and_uses_them() -> None:
    model, x = make(), np.random.default_rng(0).normal(3, 2, (16, 3)).astype("float32")
    Trainability(model).without(["encoder"])
    before = [np.array(each) for each in model.get_layer("encoder").weights]
    assert np.array_equal(model(x, training=True), model(x, training=False))
    assert all(map(np.array_equal, before, model.get_layer("encoder").weights))


def test_a_name_that_means_no_layer_is_told() -> None:
    assert Trainability(make()).unknown(["head", "hed", "encoder/b"]) == ("hed", "encoder/b")
