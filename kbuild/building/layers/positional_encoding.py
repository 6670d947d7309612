"""Where in a sequence a step stands, as waves that are added to it."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="kbuild")
class PositionalEncoding(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
    """Adds to each step of a sequence a vector that tells its position, as attention does not know it.

    `encoding[position, 2 i] = sin(position / max_wavelength ** (2 i / features))`, and the cosine of the same
    at `2 i + 1`. Nothing is trained, and sequences may be longer than those of the training.

    Args:
        max_wavelength: The greatest wavelength, in units of 2 pi steps.
        **kwargs: The arguments of every layer.

    Raises:
        ValueError: If the wavelength is not above 0.

    Input shape:
        `(batch, steps, features)`. The output has the same.

    Example:
        >>> encoded = PositionalEncoding()(ops.zeros((1, 2, 2)))
        >>> ops.convert_to_numpy(encoded)[0, 0].tolist()
        [0.0, 1.0]

    Source: Vaswani et al. (2017), section 3.5, https://arxiv.org/abs/1706.03762
    """

    def __init__(self, max_wavelength: float = 10_000.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not max_wavelength > 0:
            raise ValueError(f"max_wavelength is greater than 0, received {max_wavelength}")
        self.max_wavelength = max_wavelength
        self.supports_masking = True
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Add the encoding."""
        steps, features = ops.shape(inputs)[-2], inputs.shape[-1]
        positions = ops.cast(ops.arange(steps), "float32")[:, None]
        index = ops.cast(ops.arange(features), "float32")
        angles = positions / self.max_wavelength ** (2 * ops.floor(index / 2) / features)
        even = ops.cast(ops.equal(index % 2, 0), "float32")
        encoding = even * ops.sin(angles) + (1 - even) * ops.cos(angles)
        return inputs + ops.cast(encoding, inputs.dtype)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The shape of the input."""
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "max_wavelength": self.max_wavelength}
