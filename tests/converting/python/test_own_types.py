from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import kbuild
from kbuild.building.registered import forget
from kbuild.converting.python.to_python import to_python
from kbuild.schemas.errors import UsageError
from tests.converting.python.programs import compiled, model_of, plain

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

MODULE = """
import keras


class Doubled(keras.layers.Layer):
    def __init__(self, times: int = 2, **kwargs):
        super().__init__(**kwargs)
        self.times = times

    def call(self, x):
        return self.times * x

    def get_config(self):
        return {**super().get_config(), "times": self.times}


def squashed(x, slope: float = 1.0):
    return keras.ops.tanh(slope * x)


def half_squared(y_true, y_pred, weight: float = 0.5):
    return weight * keras.ops.mean((y_true - y_pred) ** 2, axis=-1)
"""

DOCUMENT = """
model:
  style: sequential
  layers:
    - Input: {shape: [3]}
    - Doubled: {times: 3, name: more}
    - Dense: {units: 2, activation: {activations.squashed: {slope: 2.0}}}
    - Dense: {units: 2, activation: squashed}
compile: {loss: {losses.half_squared: {weight: 0.25}}, metrics: [half_squared]}
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    (tmp_path / "own_of_programs.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    module = import_module("own_of_programs")
    things = [module.Doubled, module.squashed, module.half_squared]
    for each in things:
        kbuild.register(each)
    yield module
    for each in things:
        forget(each)


def test_types_of_the_user_s_own_are_imported_from_their_module(own: Any) -> None:
    text = to_python(DOCUMENT)
    assert "from own_of_programs import Doubled, half_squared, squashed" in text
    assert "Doubled(times=3" in text
    assert 'Applied(half_squared, {"weight": 0.25})' in text
    made = model_of(text)
    built = kbuild.build(kbuild.load(DOCUMENT))
    assert plain(built) == plain(made)
    assert compiled(built) == compiled(made)


def test_a_type_that_no_module_holds_is_refused() -> None:
    import keras

    class Local(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
        pass

    kbuild.register(Local)
    try:
        with pytest.raises(UsageError, match="Local is defined where no program can import it"):
            to_python({"model": {"style": "sequential", "layers": ["Local"]}})
    finally:
        forget(Local)


def test_the_weights_that_a_document_names_are_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = "{style: sequential, layers: [Input: {shape: [2]}, Dense: {units: 3}]}"
    document = f"weights: known.weights.h5\nmodel: {model}"
    path = tmp_path / "document.yaml"
    path.write_text(document, encoding="utf-8")
    wanted = kbuild.build(kbuild.load(document, {"weights": None}))
    wanted.save_weights(tmp_path / "known.weights.h5")
    monkeypatch.chdir(tmp_path)
    text = to_python(path)
    assert text.endswith('model.load_weights("known.weights.h5")\n')
    for left, right in zip(model_of(text).weights, wanted.weights, strict=True):
        np.testing.assert_array_equal(np.asarray(left), np.asarray(right))
