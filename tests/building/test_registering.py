"""Classes and functions of the user's own as types: checked, explained, completed, built, saved, loaded."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import ops

import kbuild
from kbuild.building.registered import forget
from kbuild.checking.explain import explained
from kbuild.schemas.errors import UsageError
from kbuild.schemas.json_schema_document import document_schema


class Twofold(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
    """Multiplies by a trained number.

    Args:
        by: What the number begins with.
    """

    def __init__(self, by: float = 2.0, kernel_initializer: Any = "ones", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.by = by
        self.kernel_initializer = keras.initializers.get(kernel_initializer)

    def build(self, input_shape: Any) -> None:
        self.factor = self.add_weight(shape=(), initializer=self.kernel_initializer, name="factor")

    def call(self, x: Any, offset: Any = 0.0) -> Any:
        return x * self.factor * self.by + offset

    def get_config(self) -> dict[str, Any]:
        kernel = keras.initializers.serialize(self.kernel_initializer)
        return {**super().get_config(), "by": self.by, "kernel_initializer": kernel}


class Nameless(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
    def __init__(self, units: int) -> None:
        super().__init__()
        self.dense = keras.layers.Dense(units)

    def call(self, x: Any) -> Any:
        return self.dense(x)


class Bounded(keras.constraints.Constraint):  # type: ignore[misc]  # Keras has no types
    def __init__(self, most: float = 1.0) -> None:
        self.most = most

    def __call__(self, w: Any) -> Any:
        return ops.clip(w, -self.most, self.most)

    def get_config(self) -> dict[str, Any]:
        return {"most": self.most}


class Ebbing(keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]  # Keras has no types
    def __init__(self, start: float) -> None:
        self.start = start

    def __call__(self, step: Any) -> Any:
        return self.start / (1.0 + ops.cast(step, "float32"))

    def get_config(self) -> dict[str, Any]:
        return {"start": self.start}


class Slowly(keras.optimizers.SGD):  # type: ignore[misc]  # Keras has no types
    pass


class Halved(keras.regularizers.Regularizer):  # type: ignore[misc]  # Keras has no types
    def __call__(self, w: Any) -> Any:
        return 0.5 * ops.sum(ops.abs(w))

    def get_config(self) -> dict[str, Any]:
        return {}


class Noting(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    def __init__(self, note: str) -> None:
        super().__init__()
        self.note = note


def weighted_error(y_true: Any, y_pred: Any, weight: float = 1.0) -> Any:
    """A squared error with a weight.

    Args:
        weight: What it is multiplied by.
    """
    return weight * ops.mean(ops.square(y_true - y_pred), axis=-1)


def bent(x: Any, by: float = 0.5) -> Any:
    return ops.maximum(x, by * x)


def rising(shape: Any, dtype: Any = None, step: float = 0.1) -> Any:
    return ops.reshape(ops.arange(int(np.prod(shape)), dtype="float32") * step, shape)


CLASSES = (Twofold, Nameless, Bounded, Ebbing, Slowly, Halved, Noting)
FUNCTIONS = (weighted_error, bent, rising)

TEXT = """
model:
  layers:
    - Input: {shape: [4]}
    - Twofold: {by: 0.5, name: mine}
    - Dense:
        units: 3
        activation: bent
        kernel_constraint: {Bounded: {most: 0.5}}
        kernel_initializer: {initializers.rising: {step: 0.01}}
    - Dense: {units: 3, activation: {activations.bent: {by: 0.25}}, kernel_regularizer: Halved}
    - Dense: {units: 1}
compile:
  optimizer: {Slowly: {learning_rate: {Ebbing: {start: 0.1}}}}
  loss: {losses.weighted_error: {weight: 2.0}}
  metrics: [weighted_error, mse]
"""

WRONG = """
model:
  layers:
    - Input: {shape: [4]}
    - Twofold: {bye: 0.5}
    - Twofol
    - Twofold: {by: much, kernel_initializer: hee_normal}
    - Dense: {units: 3, activation: bentt}
    - Nameless
compile: {loss: {losses.weighted_error: {wight: 2.0}}}
callbacks: [{Noting: {notes: x}}]
"""


@pytest.fixture(autouse=True)
def _registered() -> Iterator[None]:
    for each in (*CLASSES, *FUNCTIONS):
        kbuild.register(each)
    yield
    for each in (*CLASSES, *FUNCTIONS):
        forget(each)


def test_mistakes_in_them_are_found_at_their_lines_with_suggestions() -> None:
    found = [(each.line, each.code, each.hint) for each in kbuild.check(WRONG)]
    assert found == [
        (5, "unknown-argument", "did you mean `by`?"),
        (6, "unknown-type", "did you mean `Twofold`?"),
        (7, "wrong-type", None),
        (7, "unknown-type", "did you mean `he_normal`?"),
        (8, "unknown-type", "did you mean `bent`?"),
        (9, "missing-argument", None),
        (10, "unknown-argument", "did you mean `weight`?"),
        (11, "unknown-argument", "did you mean `note`?"),
    ]


def test_a_model_of_them_trains_and_comes_back_from_its_file_and_as_a_document(tmp_path: Path) -> None:
    assert kbuild.check(TEXT) == []
    model = kbuild.build(TEXT)
    x, y = np.ones((4, 4)), np.ones((4, 1))
    model.fit(x, y, verbose=0)
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    assert loaded.evaluate(x, y, verbose=0) == pytest.approx(model.evaluate(x, y, verbose=0))
    again = kbuild.from_keras(loaded)
    assert again.compile == kbuild.load(TEXT).compile
    assert again.model == kbuild.load(TEXT).model


def test_a_layer_whose_constructor_takes_no_name_has_the_documents() -> None:
    document = {
        "inputs": {"x": {"shape": [4]}},
        "layers": {"own": {"Nameless": {"units": 2}}},
        "outputs": "own",
    }
    with pytest.warns(UserWarning, match="Nameless: a saved model cannot be loaded"):
        assert kbuild.build({"model": document}).get_layer("own").dense.units == 2


def test_shapes_behind_them_are_unknown_and_no_mistake() -> None:
    layers = [{"Input": {"shape": [4]}}, {"Nameless": {"units": 3}}, {"Reshape": {"target_shape": [3, 1]}}]
    assert kbuild.check({"model": {"layers": layers}}) == []


def test_they_are_explained_by_their_docstrings() -> None:
    assert "What the number begins with." in explained("Twofold.by")
    assert "What it is multiplied by." in explained("weighted_error.weight")


def test_editors_complete_them() -> None:
    definitions = document_schema()["definitions"]
    assert set(definitions["layer.Twofold"]["properties"]) >= {"by", "kernel_initializer", "name"}
    assert set(definitions["loss.losses.weighted_error"]["properties"]) >= {"weight"}


def test_the_name_that_a_user_registered_with_keras_stays() -> None:
    @keras.saving.register_keras_serializable(package="mine")
    class Marked(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
        pass

    kbuild.register(Marked)
    try:
        assert keras.saving.get_registered_name(Marked) == "mine>Marked"
        assert keras.saving.get_registered_name(Twofold) == "kbuild>Twofold"
    finally:
        forget(Marked)


def test_a_name_that_is_taken_is_refused_with_both_who_claim_it() -> None:
    taken = type("Dense", (keras.layers.Layer,), {"__module__": "mine"})
    with pytest.raises(UsageError, match=r"is keras.layers.Dense already, and cannot be mine.Dense too"):
        kbuild.register(taken)
    other = type("Twofold", (keras.layers.Layer,), {"__module__": "other"})
    with pytest.raises(UsageError, match=r"is .*\.Twofold already, and cannot be other.Twofold too"):
        kbuild.register(other)
    kbuild.register(other, name="Twofold2")
    forget(other)


@pytest.mark.parametrize(
    ("thing", "given", "words"),
    [
        (bent, {"name": "mse", "kind": "loss"}, "mse"),
        (type("Plain", (), {}), {}, "kind"),
        (lambda w: w, {"name": "w"}, "kind"),
        (bent, {"kind": "layer"}, "cannot be registered as a layer"),
        (type("lower", (keras.layers.Layer,), {}), {}, "capital"),
        (Twofold(), {"kind": "layer"}, "received Twofold"),
    ],
)
def test_what_cannot_be_a_type_is_refused(thing: Any, given: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        kbuild.register(thing, **given)


def test_the_same_definition_may_come_again_as_in_a_notebook() -> None:
    def make(units: int) -> Any:
        class Cell(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
            default = units

        return Cell

    first, second = kbuild.register(make(1)), kbuild.register(make(2))
    try:
        assert kbuild.build({"model": {"layers": ["Cell"]}}).layers[0].default == 2
    finally:
        forget(first)
        forget(second)


def test_a_function_is_registered_without_keras() -> None:
    program = (
        "import sys, kbuild\n"
        "@kbuild.register(name='error_of_mine')\n"
        "def error(y_true, y_pred, weight: float = 1.0): ...\n"
        "kbuild.load({'model': {'layers': ['Flatten']}, 'compile': {'loss': 'error_of_mine'}})\n"
        "print([name for name in ('keras', 'tensorflow', 'numpy') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
