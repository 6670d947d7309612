"""Drawing from a normal distribution in a way that gradients go through."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="kbuild")
class Sampling(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
    """Draws from normal distributions that are given by their means and the logarithms of their variances.

    `z = mean + exp(log_variance / 2) * noise`, with `noise` from the standard normal distribution. The chance
    is in the noise, which is not trained, so that gradients reach mean and variance: the reparametrisation
    that variational autoencoders are trained by. It draws in every call, in training or not.

    Args:
        seed: For the noise; left out, it follows from the document's seed.
        **kwargs: The arguments of every layer.

    Input shape:
        Two tensors of one shape: the means and the logarithms of the variances.

    Output shape:
        That shape.

    Example:
        >>> mean, log_variance = ops.ones((2, 3)), ops.full((2, 3), -100.0)
        >>> ops.convert_to_numpy(Sampling()([mean, log_variance])).tolist()
        [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]

    Source: Kingma and Welling (2013), https://arxiv.org/abs/1312.6114
    """

    def __init__(self, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.seed = seed
        self.seed_generator = keras.random.SeedGenerator(seed)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Draw."""
        mean, log_variance = inputs
        noise = keras.random.normal(ops.shape(mean), dtype=mean.dtype, seed=self.seed_generator)
        return mean + ops.exp(log_variance / 2) * noise

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The shape of the means."""
        return input_shape[0]

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "seed": self.seed}
