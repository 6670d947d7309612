"""Class weights as weights of the samples, by Keras's rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kbuild.data import Samples
from kbuild.schemas.errors import UsageError


def weighted(samples: Samples, class_weight: Mapping[int, float] | None) -> Samples:
    """Give each sample the weight of its class.

    Args:
        samples: The data, with one target: class numbers, or vectors with a single 1.
        class_weight: Weights by class number; a class that is not named counts 1. None changes nothing.

    Raises:
        UsageError: `wrong-class-weight` when there are several targets, or the samples have weights already.

    Example:
        >>> samples = weighted(Samples(np.zeros((3, 1)), np.array([0, 1, 1])), {1: 2.0})
        >>> samples.sample_weight.tolist()
        [1.0, 2.0, 2.0]

    Source: Keras's `fit`, https://keras.io/api/models/model_training_apis/#fit-method
    """
    if class_weight is None:
        return samples
    if samples.sample_weight is not None:
        raise UsageError(
            "`class_weight` and weights of the samples exclude each other", code="wrong-class-weight"
        )
    if not isinstance(samples.y, np.ndarray):
        text = "`class_weight` is for models with a single output of classes"
        raise UsageError(text, code="wrong-class-weight")
    classes = _classes(samples.y)
    weights = np.ones(len(classes), np.float32)
    for each, weight in class_weight.items():
        weights[classes == each] = weight
    return replace(samples, sample_weight=weights)


def _classes(labels: NDArray[np.generic]) -> NDArray[np.int64]:
    if labels.ndim >= 2 and labels.shape[-1] > 1:
        return np.asarray(labels.argmax(axis=-1), np.int64)
    return np.asarray(np.round(labels.reshape(len(labels)).astype(np.float64)), np.int64)
