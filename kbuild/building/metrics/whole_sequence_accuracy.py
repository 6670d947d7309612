"""How many sequences are right from the first step to the last."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops


def _right(y_true: Any, y_pred: Any) -> Any:
    """1 for each sequence that is right at every step, 0 for each other."""
    said = ops.argmax(y_pred, axis=-1)
    truth = ops.cast(ops.reshape(y_true, ops.shape(said)), said.dtype)
    return ops.cast(ops.all(ops.equal(said, truth), axis=-1), keras.config.floatx())


@keras.saving.register_keras_serializable(package="kbuild")
class WholeSequenceAccuracy(keras.metrics.MeanMetricWrapper):  # type: ignore[misc]  # Keras has no types
    """The share of sequences that are right at every step, such as words right to the last letter.

    A text with one wrong letter in ten is a wrong text, which the accuracy of single letters does not show.
    What a step says is its likeliest class.

    Args:
        name: What the metric is called in logs.
        dtype: The data type of its result.

    Targets:
        Class numbers `(batch, steps)` or `(batch, steps, 1)`; the predictions are `(batch, steps, classes)`.

    Example:
        >>> metric = WholeSequenceAccuracy()
        >>> letters = ops.one_hot(ops.array([[1, 0, 2], [1, 1, 2]]), 3)
        >>> float(metric([[1, 0, 2], [1, 0, 2]], letters))
        0.5

    Source: https://keras.io/api/metrics/accuracy_metrics/
    """

    def __init__(self, name: str = "whole_sequence_accuracy", dtype: Any = None) -> None:
        super().__init__(_right, name=name, dtype=dtype)
        # As Keras's accuracies say it, so that what monitors it knows that more is better.
        self._direction = "up"

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {"name": self.name, "dtype": self.dtype}
