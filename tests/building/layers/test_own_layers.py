"""kbuild's own layers follow their formulas, save and load, and have the shapes that are told of them."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

import kbuild
from kbuild.building import layers
from kbuild.checking.load import load
from kbuild.checking.shapes import Tensor
from kbuild.checking.summary import summarize
from kbuild.schemas.errors import BuildError

RANDOM = np.random.default_rng(0)
NUMBERS = RANDOM.normal(size=(3, 5, 4)).astype("float32")
BINARY = (RANDOM.random((6, 4)) < 0.5).astype("float32")


def plain(tensor: Any) -> np.ndarray:
    return np.asarray(keras.ops.convert_to_numpy(tensor))


def told(outputs: Any) -> Any:
    assert isinstance(outputs, Tensor)
    return outputs.shape


def sigmoid(z: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-z)))


def test_a_threshold_is_one_from_zero_on() -> None:
    values = np.array([-3, -1e-6, -0.0, 0, 1e-6, 3], "float32")
    assert plain(layers.Heaviside()(values)).tolist() == np.heaviside(values, 1).tolist()


def test_a_sign_is_that_of_numpy() -> None:
    values = np.array([-3, -1e-6, 0, 1e-6, 3], "float32")
    assert plain(layers.Sign()(values)).tolist() == np.sign(values).tolist()


@pytest.mark.parametrize("name", ["Heaviside", "Sign"])
def test_no_gradient_goes_through_a_threshold(name: str) -> None:
    import tensorflow as tf

    values = tf.Variable(NUMBERS)
    with tf.GradientTape() as tape:
        result = tf.reduce_sum(getattr(layers, name)()(values))
    gradient = tape.gradient(result, values)
    assert gradient is None or not plain(gradient).any()


@pytest.mark.parametrize("features", [1, 4, 5])
@pytest.mark.parametrize("wavelength", [10_000.0, 20.0])
def test_positions_are_told_by_the_waves_of_the_paper(features: int, wavelength: float) -> None:
    steps = 30
    wanted = np.zeros((steps, features))
    for position in range(steps):
        for each in range(features):
            angle = position / wavelength ** (2 * (each // 2) / features)
            wanted[position, each] = np.cos(angle) if each % 2 else np.sin(angle)
    given = RANDOM.normal(size=(2, steps, features)).astype("float32")
    found = plain(layers.PositionalEncoding(wavelength)(given))
    np.testing.assert_allclose(found, given + wanted, atol=1e-5)


def test_a_wavelength_of_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="greater than 0"):
        layers.PositionalEncoding(0)


def test_draws_have_the_mean_and_the_variance_that_they_are_given() -> None:
    mean, variance = np.full((20_000, 2), [3.0, -1.0], "float32"), np.array([4.0, 0.25], "float32")
    drawn = plain(layers.Sampling(seed=1)([mean, np.broadcast_to(np.log(variance), mean.shape)]))
    np.testing.assert_allclose(drawn.mean(axis=0), mean[0], atol=0.06)
    np.testing.assert_allclose(drawn.var(axis=0), variance, rtol=0.05)


def test_gradients_go_through_a_draw_to_mean_and_variance() -> None:
    import tensorflow as tf

    mean, log_variance = tf.Variable(tf.zeros((4, 3))), tf.Variable(tf.ones((4, 3)))
    with tf.GradientTape() as tape:
        drawn = layers.Sampling(seed=1)([mean, log_variance])
    by_mean, by_variance = tape.gradient(drawn, [mean, log_variance])
    assert np.array_equal(by_mean, np.ones((4, 3)))
    # z = mean + exp(log_variance / 2) noise, whose slope is half of the second term.
    np.testing.assert_allclose(plain(by_variance), plain(drawn) / 2, rtol=1e-5)


def test_draws_follow_from_the_seed_and_are_new_in_each_call() -> None:
    given = [np.zeros((2, 3), "float32")] * 2
    one, other = layers.Sampling(seed=1), layers.Sampling(seed=1)
    first = plain(one(given))
    assert np.array_equal(first, plain(other(given)))
    assert not np.array_equal(first, plain(one(given)))


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("x ** 2 + 1", NUMBERS**2 + 1),
        ("x[:, -1]", NUMBERS[:, -1]),
        ("ops.sum(ops.abs(x), axis=-1, keepdims=True)", np.abs(NUMBERS).sum(axis=-1, keepdims=True)),
        ("ops.where(x > 0, x, 0.1 * x)", np.where(NUMBERS > 0, NUMBERS, 0.1 * NUMBERS)),
    ],
)
def test_a_formula_is_worked_out_as_numpy_does(formula: str, wanted: np.ndarray) -> None:
    np.testing.assert_allclose(plain(layers.Apply(formula)(NUMBERS)), wanted, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("formula", ["__import__('os')", "x.__class__", "open('file')", "x +", "lambda: x"])
def test_what_is_no_formula_is_refused(formula: str) -> None:
    with pytest.raises(BuildError):
        layers.Apply(formula)


def machine(**arguments: Any) -> Any:
    made = layers.RestrictedBoltzmannMachine(
        3,
        kernel_initializer=keras.initializers.RandomNormal(stddev=1, seed=1),
        visible_initializer=keras.initializers.RandomNormal(stddev=1, seed=2),
        hidden_initializer=keras.initializers.RandomNormal(stddev=1, seed=3),
        **arguments,
    )
    made.build((None, 4))
    return made


def test_a_machine_gives_the_probabilities_of_either_side() -> None:
    rbm = machine()
    kernel, b, c = plain(rbm.kernel), plain(rbm.visible_bias), plain(rbm.hidden_bias)
    hidden = sigmoid(BINARY @ kernel + c)
    np.testing.assert_allclose(plain(rbm(BINARY)), hidden, rtol=1e-5)
    np.testing.assert_allclose(plain(rbm(hidden, reverse=True)), sigmoid(hidden @ kernel.T + b), rtol=1e-5)


def test_the_free_energy_is_that_of_all_hidden_states_together() -> None:
    rbm = machine()
    kernel, b, c = plain(rbm.kernel), plain(rbm.visible_bias), plain(rbm.hidden_bias)
    states = np.array(list(np.ndindex(2, 2, 2)), "float32")
    energy = -(BINARY @ b)[:, None] - states @ c - BINARY @ kernel @ states.T
    np.testing.assert_allclose(
        plain(rbm(BINARY, energy=True)), -np.log(np.exp(-energy).sum(axis=1)), rtol=1e-4
    )


def test_long_sampling_draws_each_state_as_often_as_its_free_energy_says() -> None:
    rbm = machine(seed=5)
    states = np.array(list(np.ndindex(2, 2, 2, 2)), "float32")
    likely = np.exp(-plain(rbm(states, energy=True)).astype("float64"))
    drawn = plain(rbm(np.zeros((20_000, 4), "float32"), gibbs=25)).astype(int)
    often = np.bincount(drawn @ [8, 4, 2, 1], minlength=16) / len(drawn)
    np.testing.assert_allclose(often, likely / likely.sum(), atol=0.015)


def test_chains_go_on_from_call_to_call_and_need_no_batch_of_their_size() -> None:
    rbm = machine(chains=8, seed=5)
    first = plain(rbm(BINARY, gibbs=1))
    assert first.shape == (8, 4)
    assert np.array_equal(plain(rbm.state), first)
    rbm(BINARY, gibbs=1)
    assert not np.array_equal(plain(rbm.state), first)
    assert [each.name for each in rbm.non_trainable_weights if "chains" in each.name] == ["chains"]


@pytest.mark.parametrize("arguments", [{"units": 0}, {"units": 3, "chains": 0}])
def test_a_machine_without_units_or_chains_is_refused(arguments: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        layers.RestrictedBoltzmannMachine(**arguments)


OWN: list[tuple[str, dict[str, Any], tuple[int | None, ...]]] = [
    ("Apply", {"expression": "ops.max(x, axis=1) * 2"}, (5, 4)),
    ("Apply", {"expression": "x[:, ::2] - random.uniform(()) * 0", "seed": 3}, (None, 4)),
    ("Heaviside", {}, (5, 4)),
    ("Sign", {}, (4,)),
    ("PositionalEncoding", {"max_wavelength": 50.0}, (None, 4)),
    ("RestrictedBoltzmannMachine", {"units": 3, "seed": 7}, (4,)),
    ("RestrictedBoltzmannMachine", {"units": 3, "chains": 5, "kernel_initializer": "ones"}, (4,)),
]


@pytest.mark.parametrize(("name", "arguments", "shape"), OWN)
def test_a_layer_saves_loads_and_has_the_shape_that_is_told(
    name: str, arguments: dict[str, Any], shape: tuple[int | None, ...], tmp_path: Path
) -> None:
    document = {
        "seed": 1,
        "model": {
            "style": "sequential",
            "layers": [{"Input": {"shape": list(shape)}}, {name: arguments | {"name": "own"}}],
        },
    }
    model = kbuild.build(document)
    (row,) = summarize(load(document)).rows
    # What a formula with chance in it gives is not told.
    assert told(row.outputs) == (None if "random" in str(arguments) else model.output_shape)
    assert row.parameters == model.count_params()
    with warnings.catch_warnings():
        # Keras's own way of handing its variables to h5py is on its way out of NumPy.
        warnings.simplefilter("ignore", DeprecationWarning)
        model.save(tmp_path / "model.keras")
        again = keras.saving.load_model(tmp_path / "model.keras")
    assert again.get_layer("own").get_config() == model.get_layer("own").get_config()
    given = RANDOM.random((2, *(each or 6 for each in shape))).astype("float32")
    assert np.array_equal(plain(model(given)), plain(again(given)))


def test_a_draw_saves_loads_and_has_the_shape_that_is_told(tmp_path: Path) -> None:
    document = {
        "seed": 1,
        "model": {
            "style": "functional",
            "inputs": {"mean": {"shape": [3]}, "log_variance": {"shape": [3]}},
            "layers": {"drawn": {"Sampling": {"seed": 4}, "from": ["mean", "log_variance"]}},
            "outputs": "drawn",
        },
    }
    model = kbuild.build(document)
    assert told(summarize(load(document)).rows[-1].outputs) == model.output_shape
    with warnings.catch_warnings():
        # Keras's own way of handing its variables to h5py is on its way out of NumPy.
        warnings.simplefilter("ignore", DeprecationWarning)
        model.save(tmp_path / "model.keras")
        again = keras.saving.load_model(tmp_path / "model.keras")
    given = {"mean": np.ones((2, 3), "float32"), "log_variance": np.zeros((2, 3), "float32")}
    # Both draw for the first time, from one seed.
    assert np.array_equal(plain(model(given)), plain(again(given)))


def test_a_mask_goes_through_what_changes_no_step() -> None:
    tokens = np.array([[1, 2, 0, 0]])
    for made in (layers.Heaviside(), layers.Sign(), layers.PositionalEncoding(), layers.Apply("x * 2")):
        embedded = keras.layers.Embedding(5, 4, mask_zero=True)(tokens)
        masked = keras.layers.GlobalAveragePooling1D()(made(embedded))
        unmasked = made(plain(embedded))[:, :2]
        np.testing.assert_allclose(plain(masked), plain(unmasked).mean(axis=1), atol=1e-6)
