"""Texts about a model and where it is trained, in Markdown."""

from __future__ import annotations

import os
import platform
from typing import Any

import keras
import numpy as np
import tensorflow as tf

_MOST = 500


def layer_table(model: Any) -> str:
    """Lists a model's layers with their shapes and parameters.

    Args:
        model: A built model.

    Returns:
        A table in Markdown; of a model with more than 500 layers the first ones.
    """
    layers = list(model._flatten_layers(include_self=False))
    lines = ["| layer | type | output | parameters | trained |", "| --- | --- | --- | ---: | --- |"]
    for layer in layers[:_MOST]:
        learns = "yes" if layer.trainable_weights else ("no" if layer.weights else "")
        count = f"{_count(layer.weights):,}" if layer.weights else ""
        lines.append(f"| {layer.name} | {type(layer).__name__} | {_shape(layer)} | {count} | {learns} |")
    if len(layers) > _MOST:
        lines.append(f"| ... | | {len(layers) - _MOST:,} more | | |")
    total, trained = _count(model.weights), _count(model.trainable_weights)
    return "\n".join([*lines, "", f"{total:,} parameters, {trained:,} of them trained"])


def surroundings_table() -> str:
    """Lists the versions and the machine."""
    gpus = [each.name for each in tf.config.list_physical_devices("GPU")]
    rows = {
        "Keras": keras.__version__,
        "TensorFlow": tf.__version__,
        "NumPy": np.__version__,
        "Python": platform.python_version(),
        "platform": platform.platform(),
        "processors": str(os.cpu_count()),
        "GPUs": ", ".join(gpus) or "none",
        "floats": f"{keras.config.floatx()}, {keras.config.dtype_policy().name}",
    }
    return "\n".join(["| | |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows.items())])


def _count(weights: Any) -> int:
    return sum(int(np.prod(each.shape)) for each in weights)


def _shape(layer: Any) -> str:
    nodes = getattr(layer, "_inbound_nodes", ())
    tensors = keras.tree.flatten(nodes[0].output_tensors) if nodes else ()
    shapes = (", ".join("any" if n is None else str(n) for n in each.shape[1:]) for each in tensors)
    return "; ".join(f"({shape})" for shape in shapes)
