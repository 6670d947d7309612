"""The threshold of the first artificial neurons."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="kbuild")
class Heaviside(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
    """The step function: 1 where its input is at least 0, and 0 elsewhere.

    `f(z) = 1 if z >= 0 else 0`. Its slope is 0 wherever it has one, so that no gradient goes through it: what
    is before it is trained by a rule, as the perceptron is, or by a loss that is taken before it.

    Args:
        **kwargs: The arguments of every layer.

    Input shape:
        Any. The output has the same.

    Example:
        >>> [float(each) for each in Heaviside()(ops.array([-2.0, 0.0, 3.0]))]
        [0.0, 1.0, 1.0]

    Source: McCulloch and Pitts (1943), https://doi.org/10.1007/BF02478259
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.supports_masking = True
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Compare with 0."""
        return ops.cast(ops.greater_equal(inputs, 0), self.compute_dtype)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The shape of the input."""
        return input_shape
