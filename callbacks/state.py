"""The state of a model in training: what there is of it, a copy of it at one moment, and the way back.

A copy is made of tensors that share memory with the variables until training writes new values, so it
costs microseconds a variable and no memory traffic, and another thread can write it while training goes on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf

from kbuild.callbacks.errors import CheckpointError
from kbuild.callbacks.optimizers import optimizers
from kbuild.callbacks.states import state_variables


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of a training at one moment.

    Attributes:
        weights: The model's weights by their paths.
        training: Everything else that training changes: `optimizer/...`, `seed/...`, `state/...`,
            `metric/...`.
    """

    weights: Mapping[str, Any]
    training: Mapping[str, Any]


def named(variables: Iterable[Any]) -> dict[str, Any]:
    """Gives each variable a name of its own: its path, with `#2`, `#3`, ... where a path comes again.

    Args:
        variables: Keras variables, in an order that the same model always has.

    Returns:
        Names and variables, in that order.
    """
    found: dict[str, Any] = {}
    for variable in variables:
        name, number = variable.path, 2
        while name in found:
            name, number = f"{variable.path}#{number}", number + 1
        found[name] = variable
    return found


def training_variables(model: Any) -> dict[str, Any]:
    """Finds every variable that training changes besides the weights.

    Args:
        model: A model, compiled or not.

    Returns:
        Names and variables: `optimizer/...` of all its optimizers, `seed/...` of its seed generators,
        `state/...` of its stateful layers, `metric/...` of its metrics.
    """
    metrics = unique(variable for metric in model.metrics for variable in metric.variables)
    seen = {id(variable) for variable in (*model.weights, *metrics)}
    groups = {
        "optimizer": unique(v for each in optimizers(model).values() for v in each.variables),
        "seed": [variable for variable in model.variables if id(variable) not in seen],
        "state": _states(model),
        "metric": metrics,
    }
    return {f"{group}/{name}": v for group, found in groups.items() for name, v in named(found).items()}


def measured(model: Any) -> dict[str, Any]:
    """Copies what a model's metrics have gathered, and what its stateful layers remember, at this moment.

    Args:
        model: A model, compiled or not.

    Returns:
        The copies under the names of `training_variables`: what a validation uses as well as the training.
    """
    metrics = unique(variable for metric in model.metrics for variable in metric.variables)
    groups = {"state": _states(model), "metric": metrics}
    return {
        f"{group}/{name}": copied(v) for group, found in groups.items() for name, v in named(found).items()
    }


def snapshot(model: Any) -> Snapshot:
    """Copies the state of a model at this moment.

    Args:
        model: A built model.

    Returns:
        The copy, which later training doesn't change.
    """
    return Snapshot(
        {name: copied(variable) for name, variable in named(model.weights).items()},
        {name: copied(variable) for name, variable in training_variables(model).items()},
    )


def copied(variable: Any) -> Any:
    """Copies a variable's value at this moment.

    Args:
        variable: A Keras variable.

    Returns:
        A tensor that later training doesn't change.
    """
    value = variable.value
    if isinstance(value, tf.Variable) and not isinstance(value, tf.distribute.DistributedValues):
        # What `tf.identity` comes to, at a quarter of its cost.
        return tf.raw_ops.ReadVariableOp(resource=value.handle, dtype=value.dtype)
    return tf.identity(tf.convert_to_tensor(value))


def assign_weights(model: Any, arrays: Mapping[str, np.ndarray[Any, Any]]) -> None:
    """Gives a model the weights of a checkpoint.

    Args:
        model: A built model.
        arrays: What was saved.

    Raises:
        CheckpointError: They are another model's; with the differences.
    """
    _assign(named(model.weights), arrays, "model")


def assign_training(model: Any, arrays: Mapping[str, np.ndarray[Any, Any]]) -> None:
    """Gives a model the rest of the state of a checkpoint: optimizers, seeds, metrics, stateful layers.

    Keras makes most metrics in its first step. Those that the model hasn't by now are left out, which only
    matters in the middle of an epoch: each epoch begins by resetting them.

    Args:
        model: A built and compiled model; its optimizers are built if they aren't.
        arrays: What was saved.

    Raises:
        CheckpointError: The model is compiled otherwise; with the differences.
    """
    for optimizer in optimizers(model).values():
        if not optimizer.built:
            optimizer.build(model.trainable_variables)
    variables = training_variables(model)
    for group in ("optimizer", "seed", "state"):
        _assign(_part(variables, group), _part(arrays, group), group)
    metrics, saved = _part(variables, "metric"), _part(arrays, "metric")
    if len(metrics) == len(saved):
        _assign(metrics, saved, "metric")


def unique(objects: Iterable[Any]) -> list[Any]:
    """Gives each object once, in order."""
    return list({id(each): each for each in objects}.values())


def _states(model: Any) -> list[Any]:
    """The states that are not among the model's variables, as those of a layer of one's own may be."""
    states = state_variables(model)
    held = {id(variable) for variable in model.variables} if states else ()
    return [each for each in states if id(each) not in held]


def _part(named_values: Mapping[str, Any], group: str) -> dict[str, Any]:
    start = f"{group}/"
    return {name.removeprefix(start): v for name, v in named_values.items() if name.startswith(start)}


def _assign(variables: Mapping[str, Any], arrays: Mapping[str, np.ndarray[Any, Any]], what: str) -> None:
    pairs = _pairs(variables, arrays)
    differences = [
        f"{name}: {_kind(variable)} here, {_kind(array)} saved"
        for name, variable, array in pairs
        if variable is None or array is None or _kind(variable) != _kind(array)
    ]
    if differences:
        shown = differences[:10] + [f"... and {len(differences) - 10} more"] * (len(differences) > 10)
        raise CheckpointError(f"The checkpoint is of another {what}:\n" + "\n".join(shown))
    for _, variable, array in pairs:
        variable.assign(array)


def _pairs(
    variables: Mapping[str, Any], arrays: Mapping[str, np.ndarray[Any, Any]]
) -> list[tuple[str, Any, Any]]:
    """Finds what belongs together: by name, or by name and order where Keras's counters differ."""
    if set(variables) != set(arrays):
        variables, arrays = _uncounted_names(variables), _uncounted_names(arrays)
    return [(name, variables.get(name), arrays.get(name)) for name in dict.fromkeys((*variables, *arrays))]


def _uncounted_names(values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    counts: Counter[str] = Counter()
    for name, value in values.items():
        bare = _uncounted(name)
        counts[bare] += 1
        found[f"{bare}#{counts[bare]}" if counts[bare] > 1 else bare] = value
    return found


def _uncounted(name: str) -> str:
    """Strips the numbers that Keras counts through a process: `dense_3/kernel` is `dense/kernel`."""
    return re.sub(r"_\d+(?=/|_|$)", "", name)


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    dtype = value.dtype if isinstance(value.dtype, str) else value.dtype.name
    return f"{dtype} {list(value.shape)}"
