"""The threshold between -1 and 1."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="kbuild")
class Sign(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
    """The sign of its input: -1 below 0, 0 at 0, and 1 above.

    `f(z) = z / |z|`, and `f(0) = 0`. As through `Heaviside`, no gradient goes through it.

    Args:
        **kwargs: The arguments of every layer.

    Input shape:
        Any. The output has the same.

    Example:
        >>> [float(each) for each in Sign()(ops.array([-2.0, 0.0, 3.0]))]
        [-1.0, 0.0, 1.0]

    Source: https://keras.io/api/ops/numpy/#sign-function
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.supports_masking = True
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Take the sign."""
        return ops.sign(inputs)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The shape of the input."""
        return input_shape
