"""What stateful layers remember is found, forgotten and kept, though Keras counts it to no model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from kbuild.callbacks import Checkpoint, restore
from kbuild.callbacks.boards.examples import Examples
from kbuild.callbacks.boards.probe import whole_batches
from kbuild.callbacks.state import training_variables
from kbuild.callbacks.states import fixed_batch, give_states, reset_states, state_variables


class Last(keras.layers.Layer):  # type: ignore[misc]
    """A layer of one's own that adds the batch before to each batch."""

    stateful = True

    def build(self, input_shape: Any) -> None:
        self.states = self.add_weight(shape=input_shape, trainable=False, initializer="zeros", name="last")

    def call(self, inputs: Any) -> Any:
        result = inputs + self.states
        self.states.assign(inputs)
        return result


def model_of(*layers: Any) -> Any:
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((3, 1), batch_size=2), *layers])
    model.compile("sgd", "mse")
    return model


def recurrent() -> Any:
    cells = [keras.layers.SimpleRNNCell(2), keras.layers.LSTMCell(2)]
    inner = keras.Sequential(
        [keras.Input((3, 2), batch_size=2), keras.layers.GRU(2, stateful=True, return_sequences=True)]
    )
    stack = keras.layers.RNN(cells, stateful=True, return_sequences=True)
    return model_of(stack, inner, keras.layers.Bidirectional(keras.layers.SimpleRNN(1, stateful=True)))


ONES = np.ones((2, 3, 1), "float32")


def test_states_are_found_in_stacks_wrappers_and_inner_models_and_forgotten() -> None:
    model = recurrent()
    assert len(state_variables(model)) == 3 + 1 + 2
    assert fixed_batch(model) == 2
    known = {id(each) for each in model.variables}
    assert not any(id(each) in known for each in state_variables(model))
    first, second = np.asarray(model(ONES)), np.asarray(model(ONES))
    assert not np.allclose(first, second)
    reset_states(model)
    np.testing.assert_array_equal(np.asarray(model(ONES)), first)


def test_a_layer_of_one_s_own_is_forgotten_alike_and_saved_once() -> None:
    model = model_of(Last())
    model(ONES)
    assert fixed_batch(model) == 2
    reset_states(model)
    np.testing.assert_array_equal(np.asarray(model(ONES)), ONES)
    assert [name for name in training_variables(model) if name.startswith("state/")] == []


def test_a_model_without_states_takes_any_batch() -> None:
    model = model_of(keras.layers.GRU(2))
    assert state_variables(model) == []
    assert fixed_batch(model) is None
    reset_states(model)


def test_states_are_given_back() -> None:
    model = recurrent()
    model(ONES)
    kept = {id(each): np.asarray(each) for each in state_variables(model)}
    second = np.asarray(model(ONES))
    give_states(model, kept)
    np.testing.assert_array_equal(np.asarray(model(ONES)), second)


def test_a_checkpoint_of_plain_keras_holds_them(tmp_path: Path) -> None:
    def make() -> Any:
        return model_of(keras.layers.SimpleRNN(2, stateful=True))

    model = make()
    model.fit(ONES, np.ones((2, 2)), batch_size=2, callbacks=[Checkpoint(tmp_path)], verbose=0)
    other = make()
    restore(tmp_path, other)
    for own, twin in zip(state_variables(model), state_variables(other), strict=True):
        assert np.any(own)
        np.testing.assert_array_equal(np.asarray(own), np.asarray(twin))


@pytest.mark.parametrize(("count", "kept"), [(5, 4), (2, 2), (1, None)])
def test_only_whole_batches_are_looked_at(count: int, kept: int | None) -> None:
    examples = Examples(np.ones((count, 3, 1)))
    found = whole_batches(model_of(Last()), examples)
    assert (None if found is None else len(found)) == kept
    assert len(whole_batches(model_of(), examples, 1) or ()) == 1
