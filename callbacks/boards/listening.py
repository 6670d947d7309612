"""What inner layers give, heard while a model is called: also in nested models and in programs of a class."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import tensorflow as tf

Heard = Callable[[str, Any], None]


@contextmanager
def listening(layers: Mapping[str, Any], heard: Heard) -> Iterator[None]:
    """Tells what layers give to calls from this thread that compute at once; of others nothing is told.

    A layer's `call` is replaced for as long as it lasts, by one that does the same. Tensors of no value
    (another thread may trace the model meanwhile) are never told.

    Args:
        layers: The layers, by the names that they are told under.
        heard: Takes a name and a tensor; for a layer that is called several times, several times.

    Example:
        >>> import keras, numpy as np
        >>> layer = keras.layers.Dense(2, activation="relu")
        >>> model = keras.Sequential([keras.Sequential([keras.Input((3,)), layer])])
        >>> found = []
        >>> with listening({"inner": layer}, lambda name, value: found.append((name, tuple(value.shape)))):
        ...     values = model(np.ones((4, 3)))
        >>> found
        [('inner', (4, 2))]
    """
    here = threading.get_ident()
    try:
        for name, layer in layers.items():
            vars(layer)["call"] = _told(layer.call, name, heard, here)
        yield
    finally:
        for layer in layers.values():
            vars(layer).pop("call", None)


def _told(call: Callable[..., Any], name: str, heard: Heard, thread: int) -> Callable[..., Any]:
    def telling(*args: Any, **kwargs: Any) -> Any:
        value = call(*args, **kwargs)
        if threading.get_ident() == thread and tf.executing_eagerly() and isinstance(value, tf.Tensor):
            heard(name, value)
        return value

    return telling
