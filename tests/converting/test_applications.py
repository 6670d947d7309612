"""Each of Keras's applications becomes a short document, which builds the model that computes the same."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
import pytest

import kbuild
from kbuild.converting.written import written_yaml

QUICK = "ResNet50"
APPLICATIONS = sorted(
    name
    for name in vars(keras.applications)
    if name[0].isupper() and callable(vars(keras.applications)[name])
)
# The smallest pictures that leave something after all the strides.
LARGER = ("InceptionResNetV2", "InceptionV3", "Xception")


@pytest.fixture(autouse=True)
def _a_session_of_its_own() -> Iterator[None]:
    """The largest has 350 million weights: no two of them fit in the memory side by side."""
    yield
    keras.backend.clear_session()
    gc.collect()


def application(name: str) -> Any:
    size = 96 if name in LARGER else 64
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return getattr(keras.applications, name)(weights=None, input_shape=(size, size, 3))


def hold(name: str) -> None:
    model = application(name)
    text = written_yaml(kbuild.from_keras(model))
    size = len(model.to_json())
    print(f"{name}: {size} -> {len(text)} ({size / len(text):.1f}), {text.count(chr(10))} lines")
    assert len(text) * 10 <= size
    assert name != "ResNet50" or text.count("\n") < 120
    again = kbuild.build(text)
    assert [each.shape for each in again.weights] == [each.shape for each in model.weights]
    for one, other in zip(model.weights, again.weights, strict=True):
        other.assign(one)
    rows = np.random.default_rng(0).normal(size=(1, *model.input_shape[1:])).astype("float32")
    np.testing.assert_array_equal(again(rows), model(rows))


def test_the_quick_one_comes_back() -> None:
    hold(QUICK)


@pytest.mark.slow
@pytest.mark.parametrize("name", [each for each in APPLICATIONS if each != QUICK])
def test_every_application_comes_back(name: str) -> None:
    hold(name)
