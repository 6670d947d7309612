"""Keras's base classes, by the kind of type that what derives from them is."""

from __future__ import annotations

from typing import Any

BASES = {
    "Layer": "layer",
    "Optimizer": "optimizer",
    "LearningRateSchedule": "schedule",
    "Loss": "loss",
    "Metric": "metric",
    "Initializer": "initializer",
    "Regularizer": "regularizer",
    "Constraint": "constraint",
    "Callback": "callback",
}


def kind_of_class(cls: Any) -> str | None:
    """The kind of a class by the first of Keras's bases among its ancestors; None for any other value.

    Example:
        >>> kind_of_class(int) is None
        True
    """
    names = (each.__name__ for each in getattr(cls, "__mro__", ()) if each.__module__.startswith("keras."))
    return next((BASES[name] for name in names if name in BASES), None)
