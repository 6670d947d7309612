"""Batches that are not full, for models whose layers remember something for each sample of a batch.

A stateful layer has room for a fixed number of samples, and Keras refuses any other. So the last batch of a
pass is filled up with copies of its last sample, and what the model makes of them is cut off: no loss, metric
or prediction sees it. (A layer that looks at the batch as a whole, such as `BatchNormalization`, does.)
"""

from __future__ import annotations

from typing import Any

import keras

from kbuild.callbacks.states import fixed_batch


def fill_batches(model: Any) -> None:
    """Let a model with stateful layers take batches of fewer samples too; any other is left as it is.

    Args:
        model: A built model.
    """
    size = fixed_batch(model)
    if size is None or "call" in vars(model):
        return
    call = model.call

    def filled_up(inputs: Any, *args: Any, **kwargs: Any) -> Any:
        first = keras.tree.flatten(inputs)[0]
        rows = first.shape[0] if getattr(first, "shape", None) else size
        if rows is not None and rows >= size:
            return call(inputs, *args, **kwargs)
        count = keras.ops.shape(first)[0]
        places = keras.ops.minimum(keras.ops.arange(size, dtype="int32"), count - 1)
        full = keras.tree.map_structure(lambda each: keras.ops.take(each, places, axis=0), inputs)
        outputs = call(full, *args, **kwargs)
        return keras.tree.map_structure(lambda each: _cut(each, size, count), outputs)

    # Past Keras's own tracking of attributes: the model is the same.
    object.__setattr__(model, "call", filled_up)


def stop_filling(model: Any) -> None:
    """Take back what `fill_batches` did."""
    if getattr(vars(model).get("call"), "__name__", "") == "filled_up":
        object.__delattr__(model, "call")


def _cut(output: Any, size: int, count: Any) -> Any:
    if not getattr(output, "shape", None) or output.shape[0] not in (size, None):
        return output
    cut = output[:count]
    mask = getattr(output, "_keras_mask", None)
    if mask is not None:
        cut._keras_mask = mask[:count]
    return cut
