"""A program may have stateful layers, whose states Keras would not make while it is traced."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

import kbuild
from kbuild.callbacks.states import reset_states, state_variables

GRU: dict[str, Any] = {"GRU": {"units": 2, "stateful": True}}


@pytest.mark.parametrize(
    ("layer", "states"),
    [(GRU, 1), ({"Bidirectional": {"layer": {"LSTM": {"units": 1, "stateful": True}}}}, 4)],
    ids=["one", "both directions"],
)
def test_a_program_s_states_are_made_with_its_weights_and_by_its_file(
    layer: dict[str, Any], states: int, tmp_path: Path
) -> None:
    tree = {
        "style": "subclass",
        "inputs": {"x": {"shape": [3, 1], "batch_size": 2}},
        "layers": {"memory": layer},
        "call": "return memory(x)\n",
    }
    model = kbuild.build({"seed": 1, "model": tree})
    assert [each.shape[0] for each in state_variables(model)] == [2] * states
    x = np.ones((2, 3, 1), "float32")
    first, second = np.asarray(model(x)), np.asarray(model(x))
    assert not np.allclose(first, second)
    reset_states(model)
    np.testing.assert_array_equal(np.asarray(model(x)), first)
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    np.testing.assert_allclose(np.asarray(loaded(x)), first, rtol=1e-6)
