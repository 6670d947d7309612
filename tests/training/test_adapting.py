"""Layers that learn from the data do so before the training, and what they learnt is saved with the model."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from kbuild.building.subclass import ProgramModel
from kbuild.data import Samples
from kbuild.schemas.errors import DataError
from kbuild.training.adapting import adapt, learning

X = np.random.default_rng(0).uniform(5, 9, (3000, 2)).astype("float32")
TEXTS = np.array(["ab", "b", "cab"] * 1000)


def samples(x: Any) -> Samples:
    return Samples(x, np.zeros(3000))


def reloaded(model: Any, path: Path) -> Any:
    with warnings.catch_warnings():
        # Keras's own way of handing its variables to h5py is on its way out of NumPy.
        warnings.simplefilter("ignore", DeprecationWarning)
        model.save(path)
        return keras.saving.load_model(path)


def test_a_normalisation_learns_from_all_the_data_and_what_it_learnt_is_saved(tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input((2,)), layers.Normalization(name="n"), layers.Dense(1)])
    assert adapt(model, samples(X)) == ("n",)
    np.testing.assert_allclose(model.layers[0].mean, X.mean(axis=0)[None], rtol=1e-5)
    again = reloaded(model, tmp_path / "model.keras")
    np.testing.assert_allclose(again(X[:5]), model(X[:5]), rtol=1e-5)


def test_a_model_takes_text_and_its_letters_are_saved_with_it(tmp_path: Path) -> None:
    text = keras.Input((), dtype="string")
    letters = layers.TextVectorization(standardize=None, split="character", name="letters")
    model = keras.Model(text, layers.GRU(3)(layers.Embedding(5, 4, mask_zero=True)(letters(text))))
    assert adapt(model, samples(TEXTS)) == ("letters",)
    assert sorted(map(str, letters.get_vocabulary())) == ["", "[UNK]", "a", "b", "c"]
    again = reloaded(model, tmp_path / "model.keras")
    some = tf.constant(["cab", "zz", ""])
    np.testing.assert_allclose(again(some), model(some), rtol=1e-5)


def test_a_layer_learns_from_what_the_one_before_it_has_learnt() -> None:
    first, second = layers.Normalization(name="first"), layers.Normalization(name="second")
    model = keras.Sequential([keras.Input((2,)), first, layers.Rescaling(3.0, 1.0), second])
    assert adapt(model, samples(X)) == ("first", "second")
    np.testing.assert_allclose(second.mean, [[1, 1]], atol=1e-4)
    np.testing.assert_allclose(second.variance, [[9, 9]], atol=1e-3)


def test_the_layers_of_a_program_learn_from_what_it_calls_them_with(tmp_path: Path) -> None:
    declared = {"normal": layers.Normalization(), "words": layers.StringLookup(), "out": layers.Dense(1)}
    program = "return out(normal(x * 2)) + ops.cast(words(text), 'float32')[:, None]"
    inputs: dict[str, Any] = {"x": {"shape": [2]}, "text": {"shape": [], "dtype": "string"}}
    model = ProgramModel(declared, program, inputs)
    given = {"x": X, "text": TEXTS}
    assert len(adapt(model, samples(given))) == 2
    np.testing.assert_allclose(declared["normal"].mean, 2 * X.mean(axis=0)[None], rtol=1e-5)
    assert set(map(str, declared["words"].get_vocabulary())) == {"[UNK]", "ab", "b", "cab"}
    some = {"x": tf.constant(X[:3]), "text": tf.constant(TEXTS[:3])}
    np.testing.assert_allclose(reloaded(model, tmp_path / "m.keras")(some), model(some), rtol=1e-5)


def test_what_a_layer_was_given_it_does_not_learn() -> None:
    given = [
        layers.Normalization(mean=[0.0], variance=[1.0]),
        layers.StringLookup(vocabulary=["a"]),
        layers.TextVectorization(vocabulary=["a"]),
        layers.Discretization(bin_boundaries=[0.0]),
    ]
    for layer in given:
        dtype = "string" if "text" in layer.name or "string" in layer.name else "float32"
        model = keras.Sequential([keras.Input((1,), dtype=dtype), layer])
        assert not learning(model)


def test_a_dataset_of_batches_teaches_as_samples_do() -> None:
    model = keras.Sequential([keras.Input((2,)), layers.Discretization(num_bins=4, name="bins")])
    data = tf.data.Dataset.from_tensor_slices((X, X[:, 0])).batch(100)
    assert adapt(model, data) == ("bins",)
    assert np.asarray(model(X)).max() == 3


def test_a_layer_that_nothing_reaches_is_named() -> None:
    declared = {"unused": layers.Normalization(name="unused"), "out": layers.Dense(1)}
    model = ProgramModel(declared, "return out(x)", {"x": {"shape": [2]}})
    with pytest.raises(DataError, match="unused") as caught:
        adapt(model, samples(X))
    assert caught.value.code == "not-adapted"
    np.testing.assert_allclose(declared["unused"](X[:2]), X[:2])
