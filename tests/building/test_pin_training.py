"""A wrapper holds on to `training` for one layer, in `fit` and `predict`, and after loading."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from kbuild.building.layers.pin_training import PinTraining


def random(*shape: int) -> Any:
    return np.random.default_rng(0).normal(size=shape).astype("float32")


def reloaded(model: Any, path: Path) -> Any:
    with warnings.catch_warnings():
        # Keras's own way of handing its variables to h5py is on its way out of NumPy.
        warnings.simplefilter("ignore", DeprecationWarning)
        model.save(path)
        return keras.saving.load_model(path)


def test_dropout_stays_on_in_predict_and_after_loading(tmp_path: Path) -> None:
    start = keras.Input((50,))
    model = keras.Model(start, PinTraining(layers.Dropout(0.5), True)(start))
    for each in (model, reloaded(model, tmp_path / "model.keras")):
        assert 0.2 < (each.predict(np.ones((4, 50)), verbose=0) == 0).mean() < 0.8


def test_a_frozen_normalization_learns_nothing_in_fit_alone_or_in_a_model() -> None:
    inside = keras.Input((4,))
    base = keras.Model(inside, layers.BatchNormalization(name="norm")(inside), name="base")
    start = keras.Input((4,))
    alone = layers.BatchNormalization()
    model = keras.Model(start, PinTraining(alone, False)(PinTraining(base, False)(start)))
    model.compile("sgd", "mse")
    model.fit(random(32, 4) * 5 + 3, random(32, 4), verbose=0)
    assert not np.asarray(base.get_layer("norm").moving_mean).any()
    assert not np.asarray(alone.moving_mean).any()


def test_one_wrapper_calls_its_layer_both_ways_and_stays_one_after_loading(tmp_path: Path) -> None:
    start = keras.Input((4,))
    layer = PinTraining(layers.Dense(3), name="dense")
    noise = PinTraining(layers.Dropout(0.5, seed=1), name="noise")
    model = keras.Model(start, [noise(layer(start), pin=True), noise(layer(start), pin=False)])
    again = reloaded(model, tmp_path / "model.keras")
    assert len(again.weights) == len(model.weights) == 2
    on, off = again.predict(np.ones((8, 4)), verbose=0)
    assert (on == 0).any()
    assert not (off == 0).any()


def test_arguments_and_several_results_pass_through(tmp_path: Path) -> None:
    query, value, state = keras.Input((5, 8)), keras.Input((6, 8)), keras.Input((8,))
    attention = PinTraining(layers.MultiHeadAttention(2, 4, dropout=0.5), False)
    recurrent = PinTraining(layers.GRU(8, return_state=True, dropout=0.5), False)
    model = keras.Model(
        [query, value, state], recurrent(attention(query=query, value=value), initial_state=state)
    )
    assert model.output_shape == [(None, 8), (None, 8)]
    data = [random(2, 5, 8), random(2, 6, 8), random(2, 8)]
    again = reloaded(model, tmp_path / "model.keras")
    for one, other in zip(again(data, training=True), model(data), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


def test_masks_pass_through() -> None:
    tokens = np.array([[1, 2, 3, 0, 0, 0]])
    embedding, recurrent = layers.Embedding(10, 4, mask_zero=True), layers.LSTM(3, return_sequences=True)
    pinned = layers.GlobalAveragePooling1D()(PinTraining(recurrent, False)(embedding(tokens)))
    plain = layers.GlobalAveragePooling1D()(recurrent(embedding(tokens)))
    np.testing.assert_allclose(pinned, plain)


def test_anything_but_a_boolean_is_refused() -> None:
    with pytest.raises(TypeError, match="True, False or None"):
        PinTraining(layers.Dropout(0.5), "false")  # type: ignore[arg-type]  # the point of the test
