"""`trainable: false`: a layer whose weights, and those of all layers inside it, are not trained."""

from __future__ import annotations

import functools
from typing import Any


def freeze(layer: Any) -> Any:
    """Freeze a layer with all that is inside it, also what it makes only when it is built.

    Keras's constructors hand `trainable=False` on to nothing: a `Bidirectional`, a nested model or an
    attention layer made so trains on. Set on the finished layer it reaches everything inside.

    Args:
        layer: A `keras.Layer`, built or not.

    Returns:
        The layer itself.

    Example:
        >>> import keras
        >>> layer = freeze(keras.layers.MultiHeadAttention(num_heads=2, key_dim=4))
        >>> inputs = keras.Input([3, 8])
        >>> len(keras.Model(inputs, layer(inputs, inputs)).trainable_weights)
        0
    """
    _set(layer)
    attributes = vars(layer)
    build = attributes.get("build")
    if build is None or layer.built:
        return layer

    @functools.wraps(build)
    def freezing_build(*args: Any, **kwargs: Any) -> Any:
        attributes["build"] = build
        result = build(*args, **kwargs)
        _set(layer)
        return result

    attributes["build"] = freezing_build
    return layer


def _set(layer: Any) -> None:
    # A layer that is told what it says already tells nothing to the layers inside it.
    layer.trainable = True
    layer.trainable = False


def as_said(model: Any, trainable: bool) -> Any:
    """A finished model or layer, frozen where the document says `trainable: false`."""
    return model if trainable else freeze(model)
