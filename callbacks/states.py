"""The states of stateful layers: what they remember from batch to batch.

Keras keeps them in variables that belong to no model: they are not among `model.variables`, and no file of
weights holds them. A layer counts as stateful if its `stateful` is true and it has `states`, a structure of
variables, as Keras's recurrent layers do; a layer of your own may do the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras


def state_variables(model: Any) -> list[Any]:
    """Finds the variables of a model's states, those of models and wrapped layers within it too.

    Args:
        model: A built model.

    Returns:
        Each variable once, in an order that the same model always has.
    """
    found: dict[int, Any] = {}
    for layer in model._flatten_layers():
        states = getattr(layer, "states", None) if getattr(layer, "stateful", False) else None
        for each in keras.tree.flatten(states) if states is not None else ():
            if isinstance(each, keras.Variable):
                found[id(each)] = each
    return list(found.values())


def fixed_batch(model: Any) -> int | None:
    """Tells how many samples each batch of a model has, if its stateful layers remember so many.

    Args:
        model: A built model.

    Returns:
        The size of a batch; None where no layer is stateful.
    """
    variables = state_variables(model)
    return int(variables[0].shape[0]) if variables and variables[0].shape else None


def reset_states(model: Any) -> None:
    """Lets all stateful layers of a model forget: the next batch begins new sequences.

    Keras 3's models have no such method, and that of its layers fails for cells in a stack. It may be called
    in a `tf.function` too.

    Args:
        model: A built model.

    Example:
        >>> model = keras.Sequential(
        ...     [keras.Input((5, 1), batch_size=2), keras.layers.GRU(3, stateful=True)])
        >>> once = model(keras.ops.ones((2, 5, 1)))
        >>> again = model(keras.ops.ones((2, 5, 1)))
        >>> reset_states(model)
        >>> anew = model(keras.ops.ones((2, 5, 1)))
        >>> bool(keras.ops.all(once == anew)), bool(keras.ops.all(once == again))
        (True, False)

    Source: `RNN.reset_state`, https://keras.io/api/layers/recurrent_layers/rnn/.
    """
    for variable in state_variables(model):
        variable.assign(keras.ops.zeros(variable.shape, variable.dtype))


def give_states(model: Any, values: Mapping[int, Any]) -> None:
    """Gives the states of a model back.

    Args:
        model: The model.
        values: Their values by the ids of the variables.
    """
    for variable in state_variables(model):
        if id(variable) in values:
            variable.assign(values[id(variable)])
