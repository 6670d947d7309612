"""States of recurrent layers that are made while a program is traced.

Keras makes a stateful layer's states from tensors, which it does not allow while a call is traced on symbols;
weights are made from initializers, and wait. Here the states are made so, too.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import keras


def defer_states(model: Any) -> None:
    """Let the stateful layers of a model be built while the model is traced.

    Args:
        model: The model, not built yet.
    """
    for layer in model._flatten_layers(include_self=False):
        if isinstance(layer, keras.layers.RNN) and layer.stateful and layer.states is None:
            # Past Keras's own tracking of attributes, which holds what is set for a part of the layer.
            object.__setattr__(layer, "_create_state_variables", partial(_create, layer))


def _create(layer: Any, batch_size: int) -> None:
    with keras.name_scope(layer.name, caller=layer):
        states = keras.tree.map_structure(
            partial(_state, dtype=layer.variable_dtype), layer.get_initial_state(batch_size)
        )
    object.__setattr__(layer, "states", states)


def _state(value: Any, dtype: str) -> Any:
    return keras.Variable("zeros", shape=tuple(value.shape), dtype=dtype, trainable=False, name="rnn_state")
