"""All variables of a training, made before it is traced.

TensorFlow traces a function twice when the first trace makes variables, and Keras makes those of metrics and
optimizer in its first step: half of the time that a small model takes before its first epoch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kbuild.data import Samples
from kbuild.data.samples import mapped


def make_variables(model: Any, data: Any) -> None:
    """Make the variables of a compiled model, its losses, metrics and optimizer.

    Args:
        model: The model; built too, if it is not.
        data: What it will be trained on; only form and types count. Of a dataset that does not tell them,
            the first step will.
    """
    batch = _symbols(data)
    if batch is None:
        return
    x, y, weight = (*batch, None, None)[:3]
    output = _output(model) if y is not None else None
    if output is None:
        # Keras's own way, which calls the model on symbols.
        model._symbolic_build(data_batch=(x, y, weight))
        return
    targets = _in_order(y, output, getattr(model, "output_names", ()))
    for part in (model._compile_metrics, model._compile_loss):
        if part is not None and not part.built:
            part.build(targets, output)
    if model.optimizer is not None and not model.optimizer.built:
        model.optimizer.build(model.trainable_variables)


def _in_order(y: Any, output: Any, names: Sequence[str]) -> Any:
    """Targets by name in the order of the outputs, where these are a list, as in Keras's first step."""
    if isinstance(y, Mapping) and isinstance(output, (list, tuple)) and all(each in y for each in names):
        return [y[each] for each in names]
    return y


def _symbols(data: Any) -> tuple[Any, ...] | None:
    """A batch of data as symbols: `(x,)`, `(x, y)` or with weights; None where the data does not tell."""
    if isinstance(data, Samples):
        trees = (each for each in (data.x, data.y, data.sample_weight) if each is not None)
        return tuple(
            mapped(lambda each: _symbol((None, *each.shape[1:]), each.dtype), tree) for tree in trees
        )
    import tensorflow as tf

    if not isinstance(data, tf.data.Dataset):
        return None
    spec = data.element_spec
    parts = spec if isinstance(spec, tuple) else (spec,)
    tensors = tf.nest.flatten(parts)
    if not all(isinstance(each, tf.TensorSpec) and each.shape.rank for each in tensors):
        return None
    symbols: tuple[Any, ...] = tf.nest.map_structure(
        lambda each: _symbol(tuple(each.shape), each.dtype.as_numpy_dtype), parts
    )
    return symbols


def _symbol_of(array: Any) -> Any:
    return _symbol((None, *array.shape[1:]), array.dtype)


def _symbol(shape: tuple[int | None, ...], dtype: Any) -> Any:
    import keras
    import numpy as np

    kind = np.dtype(dtype)
    return keras.KerasTensor(shape, "string" if kind.kind in "OSU" else kind.name)


def _output(model: Any) -> Any:
    """A model's output as symbols, where it has them; None for a subclassed model."""
    import keras

    if not getattr(model, "outputs", None):
        return None
    if isinstance(model, keras.Sequential):
        return model.outputs[0] if len(model.outputs) == 1 else model.outputs
    return model.output
