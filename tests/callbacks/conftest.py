"""Small models and data, the same in every test."""

from __future__ import annotations

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest


@pytest.fixture(scope="session")
def data() -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    random = np.random.default_rng(0)
    x = random.normal(size=(48, 4)).astype("float32")
    return x, (x.sum(axis=1) > 0).astype("int32")


@pytest.fixture(scope="session")
def make() -> Callable[..., Any]:
    """Makes a model with everything that has a state: dropout, batch normalisation, Adam."""
    import keras

    def make_model(compiled: bool = True, **compile_arguments: Any) -> Any:
        keras.utils.set_random_seed(7)
        model = keras.Sequential(
            [
                keras.Input((4,)),
                keras.layers.Dense(6, activation="relu"),
                keras.layers.BatchNormalization(),
                keras.layers.Dropout(0.3),
                keras.layers.Dense(2, activation="softmax"),
            ]
        )
        if compiled:
            arguments = {
                "optimizer": keras.optimizers.Adam(1e-2),
                "loss": "sparse_categorical_crossentropy",
                "metrics": ["accuracy"],
            }
            model.compile(**{**arguments, **compile_arguments})
        return model

    return make_model


@pytest.fixture(scope="session")
def variables() -> Callable[[Any], dict[str, Any]]:
    """Reads everything that training changes in a model, as bytes."""
    import keras

    from kbuild.callbacks.state import named, training_variables

    def read(model: Any, metrics: bool = True) -> dict[str, Any]:
        found = {**named(model.weights), **training_variables(model)}
        return {
            name: keras.ops.convert_to_numpy(keras.ops.copy(variable)).tobytes()
            for name, variable in found.items()
            if metrics or not name.startswith("metric/")
        }

    return read
