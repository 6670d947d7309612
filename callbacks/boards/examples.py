"""Some samples of a training's data, for pictures of what a model makes of them."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np


@dataclass(frozen=True, slots=True)
class Examples:
    """Samples and their targets, as arrays with one row a sample.

    Attributes:
        x: An array, or a tuple or mapping of arrays.
        y: Likewise; None without targets.
    """

    x: Any
    y: Any = None

    def __len__(self) -> int:
        return len(keras.tree.flatten(self.x)[0])

    def rows(self, start: int, stop: int) -> Examples:
        """Gives some of the samples."""
        x, y = (
            None if each is None else keras.tree.map_structure(lambda a: a[start:stop], each)
            for each in (self.x, self.y)
        )
        return Examples(x, y)


def first(data: Any, count: int) -> Examples | None:
    """Takes the first samples of data that lies in memory.

    Args:
        data: `(x, y)` or `(x, y, sample_weight)`, as Keras's `validation_data`; arrays, or tuples, lists or
            mappings of arrays.
        count: How many at most.

    Returns:
        The samples; None for data of another kind: looking into a dataset would change what comes out of
        it later.

    Example:
        >>> len(first((np.zeros((9, 2)), np.zeros(9)), 4))
        4
    """
    if isinstance(data, Examples):
        return data.rows(0, count)
    if not isinstance(data, (tuple, list)) or len(data) not in (2, 3):
        return None
    parts = [keras.tree.map_structure(lambda a: _rows(a, count), each) for each in data[:2]]
    if any(each is None for part in parts for each in keras.tree.flatten(part)):
        return None
    found = Examples(*parts)
    lengths = {len(each) for each in keras.tree.flatten((found.x, found.y))}
    return found if len(lengths) == 1 and lengths != {0} else None


def of_fit(model: Any) -> tuple[Any, Any]:
    """Finds the data of the `fit` that calls a callback.

    Keras tells callbacks nothing of the data; so `fit`'s frame is looked at, and nothing in it is changed.

    Args:
        model: The model in training.

    Returns:
        Training's and validation's, `(x, y)` each; None for what is not there.
    """
    frame = inspect.currentframe()
    while frame is not None:
        names = frame.f_locals
        if names.get("self") is model and "validation_data" in names and "x" in names:
            return (names["x"], names.get("y")), names["validation_data"]
        frame = frame.f_back
    return None, None


def fitting(model: Any, x: Any) -> Any:
    """Puts inputs into the order, and the structure, in which a functional model takes them."""
    names = [each.name for each in model.inputs]
    if isinstance(x, Mapping):
        found = [x[name] for name in names] if all(name in x for name in names) else list(x.values())
    else:
        found = list(x) if isinstance(x, (tuple, list)) else [x]
    return found[0] if len(found) == 1 else found


def _rows(value: Any, count: int) -> Any:
    if not hasattr(value, "shape") or not hasattr(value, "__getitem__") or len(value.shape) < 1:
        return None
    rows = value[:count]
    array = keras.ops.convert_to_numpy(rows) if not isinstance(rows, np.ndarray) else rows
    return np.asarray(array)
