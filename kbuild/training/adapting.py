"""Layers that learn from the data before the training: vocabularies, means, boundaries.

`Normalization`, `Discretization`, `StringLookup`, `IntegerLookup` and `TextVectorization` learn by `adapt`,
once, from the training data. What they have learnt is part of the model: it is saved with it, and whoever
loads the model gives it raw text or raw numbers. A layer that was given what it would learn (`mean` and
`variance`, `vocabulary`, `bin_boundaries`) is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from kbuild.data import Samples
from kbuild.data.samples import mapped
from kbuild.schemas.errors import DataError

# What each layer is given in place of learning it.
_GIVEN = {
    "Normalization": "input_mean",
    "Discretization": "bin_boundaries",
    "StringLookup": "input_vocabulary",
    "IntegerLookup": "input_vocabulary",
    "TextVectorization": "_lookup_layer.input_vocabulary",
}
# As many samples at a time go through the layers before the one that learns.
_ROWS = 1024


def adapt(model: Any, data: Any) -> tuple[str, ...]:
    """Let the layers of a model that learn from data do so, in the order in which the data reaches them.

    Args:
        model: The built model; each layer learns from what reaches it when the model is called.
        data: The training data: samples in memory, or a dataset of batches, which is gone through once for
            each such layer.

    Returns:
        The names of the layers that learnt.

    Raises:
        DataError: `not-adapted` when a layer would have to learn and the model never calls it, or the data
            is of a form that cannot be gone through.
    """
    left = learning(model)
    done = []
    while left:
        layer, seen = _first_reached(model, left, data)
        _learn(layer, seen)
        left.remove(layer)
        done.append(layer.name)
    return tuple(done)


def learning(model: Any) -> list[Any]:
    """The layers of a model that learn by `adapt` and were not given what they would learn."""
    found = [each for each in model._flatten_layers() if _learns(each)]
    # TextVectorization teaches the StringLookup within it.
    within = {id(part) for each in found for part in each._flatten_layers(include_self=False)}
    return [each for each in found if id(each) not in within]


def _learns(layer: Any) -> bool:
    path = _GIVEN.get(type(layer).__name__)
    if path is None or not type(layer).__module__.startswith("keras."):
        return False
    value: Any = layer
    for part in path.split("."):
        value = getattr(value, part)
    return value is None


class _ReachedError(Exception):
    """Ends a call of the model where the layer that is to learn stands."""


def _first_reached(model: Any, layers: list[Any], data: Any) -> tuple[Any, list[Any]]:
    """Call the model batch by batch; the first of the layers that is reached, and what reached it."""
    found: list[Any] = []
    seen: list[Any] = []

    def catch(layer: Any) -> Callable[..., Any]:
        def call(inputs: Any, *_args: Any, **_kwargs: Any) -> Any:
            found.append(layer)
            seen.append(inputs)
            raise _ReachedError

        return call

    kept = [(each, each.__dict__.get("call")) for each in layers]
    for each in layers:
        object.__setattr__(each, "call", catch(each))
    try:
        for batch in _batches(data):
            _reach(model, batch)
    finally:
        for each, before in kept:
            _restore(each, before)
    if not found:
        names = ", ".join(f"`{each.name}`" for each in layers)
        raise DataError(
            f"{names} would learn from the data, and the model never calls it", code="not-adapted"
        )
    return found[0], seen


def _reach(model: Any, batch: Any) -> None:
    try:
        model(batch, training=False)
    except Exception as error:
        # Keras hands an exception on as it is, but TensorFlow may wrap it.
        if not any(isinstance(each, _ReachedError) for each in _chain(error)):
            raise


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _restore(layer: Any, before: Any) -> None:
    if before is None:
        object.__delattr__(layer, "call")
    else:
        object.__setattr__(layer, "call", before)


def _batches(data: Any) -> Iterator[Any]:
    import keras
    import tensorflow as tf

    if isinstance(data, Samples):
        for start in range(0, len(data), _ROWS):
            yield mapped(partial(_tensor, rows=slice(start, start + _ROWS)), data.x)
    elif isinstance(data, tf.data.Dataset):
        for batch in data:
            yield batch[0] if isinstance(batch, tuple) else batch
    elif isinstance(data, keras.utils.PyDataset):
        for index in range(len(data)):
            yield data[index][0]
    else:
        raise DataError("the model's layers cannot learn from such data", code="not-adapted")


def _tensor(array: Any, rows: slice) -> Any:
    import tensorflow as tf

    return tf.convert_to_tensor(array[rows])


def _learn(layer: Any, seen: list[Any]) -> None:
    import tensorflow as tf

    layer.adapt(tf.concat([tf.convert_to_tensor(each) for each in seen], 0))
