"""Initial weights follow from the document's seed and each layer's name, and from nothing else."""

import random
from collections.abc import Callable
from typing import Any

import keras
import numpy as np


def stack(*hidden: str) -> dict[str, Any]:
    middle = [{"Dense": {"units": 8, "name": name}} for name in hidden]
    return {
        "style": "sequential",
        "layers": [{"Input": {"shape": [8]}}, *middle, {"Dense": {"units": 2, "name": "out"}}],
    }


def kernel(model: keras.Model, name: str) -> Any:
    return np.asarray(model.get_layer(name).kernel)


def test_the_same_seed_gives_the_same_weights_and_another_seed_others(build: Callable[..., Any]) -> None:
    one, again, other = (build(stack("a"), seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(kernel(one, "a"), kernel(again, "a"))
    assert not np.array_equal(kernel(one, "a"), kernel(other, "a"))


def test_adding_a_layer_changes_no_others_weights(build: Callable[..., Any]) -> None:
    small, large = build(stack("a", "b"), seed=1), build(stack("new", "a", "extra", "b"), seed=1)
    for name in ("a", "b", "out"):
        np.testing.assert_array_equal(kernel(small, name), kernel(large, name))


def test_layers_of_one_shape_have_weights_of_their_own(build: Callable[..., Any]) -> None:
    model = build(stack("a", "b"), seed=1)
    assert not np.array_equal(kernel(model, "a"), kernel(model, "b"))


def test_the_parts_of_an_attention_layer_have_weights_of_their_own(build: Callable[..., Any]) -> None:
    attention = {"MultiHeadAttention": {"num_heads": 2, "key_dim": 4}, "from": {"query": "x", "value": "x"}}
    model = {
        "style": "functional",
        "inputs": {"x": {"shape": [5, 8]}},
        "layers": {"a": attention},
        "outputs": "a",
    }
    one, again = build(model, seed=1), build(model, seed=1)
    query, key = one.get_layer("a").get_weights()[0], one.get_layer("a").get_weights()[2]
    assert query.shape == key.shape
    assert not np.array_equal(query, key)
    for mine, other in zip(one.get_weights(), again.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, other)


def test_dropout_follows_from_the_seed(build: Callable[..., Any]) -> None:
    model = {"style": "sequential", "layers": [{"Input": {"shape": [64]}}, {"Dropout": {"rate": 0.5}}]}
    one, again = build(model, seed=5), build(model, seed=5)
    x = np.ones((2, 64), "float32")
    np.testing.assert_array_equal(np.asarray(one(x, training=True)), np.asarray(again(x, training=True)))


def test_configurations_stay_as_clean_as_handwritten_ones(build: Callable[..., Any]) -> None:
    config = build(stack("a"), seed=1).get_layer("a").get_config()
    assert config["kernel_initializer"]["config"]["seed"] is None


def test_an_explicit_seed_is_obeyed(build: Callable[..., Any]) -> None:
    layer = {"Dense": {"units": 4, "kernel_initializer": {"GlorotUniform": {"seed": 7}}}}
    model = {"style": "sequential", "layers": [{"Input": {"shape": [3]}}, layer]}
    by_hand = keras.Sequential(
        [keras.Input((3,)), keras.layers.Dense(4, kernel_initializer=keras.initializers.GlorotUniform(7))]
    )
    np.testing.assert_array_equal(
        np.asarray(build(model, seed=1).layers[0].kernel), np.asarray(by_hand.layers[0].kernel)
    )


def test_pythons_own_random_state_is_as_it_was(build: Callable[..., Any]) -> None:
    random.seed(3)
    expected = random.Random(3).random()
    build(stack("a"), seed=1)
    assert random.random() == expected
