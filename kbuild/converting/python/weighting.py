"""Weights of samples: who has them, and the mean that counts them, for training by several losses."""

from __future__ import annotations

import ast
from typing import Any

from kbuild.schemas.document import Document

MEAN = "weighted_mean"
"""The method of a class that trains by several losses."""

_MEAN = f'''
def {MEAN}(self, values, sample_weight):
    """The mean over the batch, in which a sample counts as much as its weight says."""
    if sample_weight is None:
        return ops.mean(values)
    shape = [-1] + [1] * (len(values.shape) - 1)
    return ops.mean(values * ops.reshape(sample_weight, shape))
'''


def is_weighted(document: Document) -> bool:
    """Whether the samples that a document trains on have weights: by its data, or by their classes.

    Example:
        >>> is_weighted(Document(model={"style": "sequential", "layers": []}, fit={"class_weight": {1: 2}}))
        True
    """
    by_class = document.fit is not None and document.fit.class_weight is not None
    return by_class or (document.data is not None and has_weights(document.data.train))


def has_weights(source: Any) -> bool:
    """Whether a source of data gives a weight for each sample."""
    return bool(getattr(source, "weight", None) or getattr(source, "sample_weight", None))


def weighted_mean() -> ast.stmt:
    """The method that takes the mean."""
    return ast.parse(_MEAN).body[0]
