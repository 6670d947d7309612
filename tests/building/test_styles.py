"""One network in the three styles: the same parameters and, for one seed, the same weights and outputs."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

HIDDEN = {"Dense": {"units": 30, "activation": "relu", "kernel_initializer": "he_normal"}}
DIGIT = {"Dense": {"units": 10, "activation": "softmax"}}


def named(layer: dict[str, Any], name: str) -> dict[str, Any]:
    ((kind, arguments),) = layer.items()
    return {kind: {**arguments, "name": name}}


SEQUENTIAL = {
    "style": "sequential",
    "layers": [
        {"Input": {"shape": [8, 8]}},
        "Flatten",
        named(HIDDEN, "hidden"),
        {"Dropout": {"rate": 0.5}},
        named(DIGIT, "digit"),
    ],
}
FUNCTIONAL = {
    "style": "functional",
    "inputs": {"image": {"shape": [8, 8]}},
    "layers": {"flatten": "Flatten", "hidden": HIDDEN, "dropout": {"Dropout": {"rate": 0.5}}, "digit": DIGIT},
    "outputs": "digit",
}
SUBCLASS = {
    "style": "subclass",
    "inputs": {"image": {"shape": [8, 8]}},
    "layers": {"flatten": "Flatten", "hidden": HIDDEN, "dropout": {"Dropout": {"rate": 0.5}}, "digit": DIGIT},
    "call": "return digit(dropout(hidden(flatten(image))))",
}


TAGGER = """
x = embed(tokens)
for block in blocks:
    x = x + block(x)
if training:
    x = noise(x)
return head(x)
"""


@pytest.fixture(scope="module")
def three(build: Callable[..., Any]) -> list[Any]:
    return [build(model, seed=3) for model in (SEQUENTIAL, FUNCTIONAL, SUBCLASS)]


def test_the_three_styles_have_equal_parameters_and_initial_weights(three: list[Any]) -> None:
    first, *others = three
    for other in others:
        assert other.count_params() == first.count_params()
        for one, two in zip(first.get_weights(), other.get_weights(), strict=True):
            np.testing.assert_array_equal(one, two)


def test_the_three_styles_compute_the_same(three: list[Any]) -> None:
    x = np.random.default_rng(0).normal(size=(4, 8, 8)).astype("float32")
    results = [np.asarray(model(x)) for model in three]
    for result in results[1:]:
        np.testing.assert_array_equal(results[0], result)


def test_the_three_styles_drop_the_same_units(three: list[Any]) -> None:
    x = np.ones((4, 8, 8), "float32")
    results = [np.asarray(model(x, training=True)) for model in three]
    for result in results[1:]:
        np.testing.assert_array_equal(results[0], result)


def test_the_three_styles_train_alike(build: Callable[..., Any]) -> None:
    x = np.random.default_rng(0).normal(size=(64, 8, 8)).astype("float32")
    y = np.random.default_rng(1).integers(0, 10, 64)
    trained = []
    for model in (SEQUENTIAL, FUNCTIONAL, SUBCLASS):
        made = build(model, seed=3, compile={"optimizer": "adam", "loss": "sparse_categorical_crossentropy"})
        made.fit(x, y, batch_size=16, epochs=2, shuffle=False, verbose=0)
        trained.append(made.get_weights())
    for other in trained[1:]:
        for one, two in zip(trained[0], other, strict=True):
            np.testing.assert_allclose(one, two, rtol=1e-5, atol=1e-6)


def test_a_program_may_loop_over_a_list_of_layers(build: Callable[..., Any]) -> None:
    model = build(
        {
            "style": "subclass",
            "name": "ResidualTagger",
            "inputs": {"tokens": {"shape": [None], "dtype": "int32"}},
            "layers": {
                "embed": {"Embedding": {"input_dim": 50, "output_dim": 6}},
                "blocks": [{"Dense": {"units": 6}}, {"Dense": {"units": 6}}],
                "noise": {"GaussianNoise": {"stddev": 0.1}},
                "head": {"Dense": {"units": 9, "activation": "softmax"}},
            },
            "call": TAGGER,
        },
        seed=1,
    )
    assert model.name == "ResidualTagger"
    assert [each.name for each in model.declared["blocks"]] == ["blocks_1", "blocks_2"]
    assert model.count_params() == 50 * 6 + 2 * (6 * 6 + 6) + 6 * 9 + 9
    assert model(np.array([[1, 2, 3]])).shape == (1, 3, 9)
