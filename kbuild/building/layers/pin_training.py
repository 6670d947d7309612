"""A wrapper that holds on to `training` for one layer, whatever the model around it is told."""

from __future__ import annotations

from typing import Any

import keras


@keras.saving.register_keras_serializable(package="kbuild")
class PinTraining(keras.layers.Wrapper):  # type: ignore[misc]  # Keras has no types
    """Calls a layer or a model with a fixed `training`.

    In a functional model `layer(x, training=False)` is not enough: the model hands the `training` of its own
    call to every layer, so that a frozen batch normalization would go on learning and a Monte Carlo dropout
    would be off in `predict`.

    Args:
        layer: The layer or model to call.
        training: What it is always told; None leaves it to the model around it.
        **kwargs: `name` and the other arguments of every layer.

    Call arguments:
        *args, **kwargs: What the wrapped layer's call takes, except `training`.
        pin: Overrides `training` for one call, so that one wrapper (and one layer) can be called both ways.

    Raises:
        TypeError: If `training` is neither a boolean nor None.

    Example:
        >>> import numpy as np
        >>> always = PinTraining(keras.layers.Dropout(0.5), training=True)
        >>> bool((np.asarray(always(np.ones((1, 100)))) == 0).any())
        True
    """

    def __init__(self, layer: Any, training: bool | None = None, **kwargs: Any) -> None:
        if training is not None and not isinstance(training, bool):
            raise TypeError(f"training is True, False or None, received {training!r}")
        super().__init__(layer, **kwargs)
        self.training = training

    def build(self, input_shape: Any = None) -> None:
        """Leave the wrapped layer to be built by its own first call, which knows all its arguments."""
        self.built = True

    def call(self, *args: Any, pin: bool | None = None, **kwargs: Any) -> Any:
        """Call the wrapped layer."""
        training = self.training if pin is None else pin
        if training is not None:
            kwargs["training"] = training
        return self.layer(*args, **kwargs)

    def compute_mask(self, inputs: Any, previous_mask: Any) -> None:
        """Leave the masks that the wrapped layer gave its results as they are."""

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "training": self.training}
