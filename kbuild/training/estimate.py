"""About how long a training step takes, from the model's layers alone.

It decides how many steps go into one compiled call, where a factor of three does no harm; the same model
always gets the same answer, which a measurement would not give.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

# Two cores of a common computer, when the operations are as small as those of small models.
_MULTIPLICATIONS_PER_SECOND = 1.5e10
_SECONDS_PER_LAYER = 5e-5
_SECONDS_PER_TIME_STEP = 5e-5
_SECONDS_PER_WEIGHT = 2e-9
# A step goes forward once, and backward for the inputs and for the weights.
_PASSES = 3


def seconds_per_step(model: Any, batch_size: int) -> float:
    """Estimate the time of one training step on a CPU.

    Args:
        model: A built model.
        batch_size: Samples in a batch.

    Returns:
        Seconds.
    """
    layers = list(leaves(model))
    work = sum(multiplications(layer) for layer in layers) * batch_size * _PASSES
    seconds: float = (
        work / _MULTIPLICATIONS_PER_SECOND
        + len(layers) * _SECONDS_PER_LAYER
        + sum(time_steps(layer) for layer in layers) * _SECONDS_PER_TIME_STEP
        + model.count_params() * _SECONDS_PER_WEIGHT
    )
    return seconds


def leaves(layer: Any) -> Iterator[Any]:
    """The layers in a model that hold no others; an RNN counts as one."""
    inner = [] if hasattr(layer, "cell") else layer._flatten_layers(include_self=False, recursive=False)
    inner = list(inner)
    if not inner:
        yield layer
    for each in inner:
        yield from leaves(each)


def multiplications(layer: Any) -> float:
    """How many multiplications a layer does for one sample: each weight once at each position."""
    weights = sum(math.prod(each.shape) for each in layer.weights if len(each.shape) > 1)
    if _is_table(layer):
        return 0
    return float(weights * max(_positions(layer), time_steps(layer), 1))


def time_steps(layer: Any) -> int:
    """How often an RNN's cell is called for a sample, 0 for every other layer and where nobody knows."""
    shape = _shape(layer, "input")
    if not hasattr(layer, "cell") or shape is None or len(shape) < 2:
        return 0
    return shape[1] or 0


def _is_table(layer: Any) -> bool:
    return type(layer).__name__ == "Embedding"


def _positions(layer: Any) -> int:
    """The number of places at which a layer's weights are used: pixels, tokens."""
    shape = _shape(layer, "output")
    if shape is None or len(shape) < 3:
        return 1
    places = shape[1:-1] if getattr(layer, "data_format", None) != "channels_first" else shape[2:]
    return math.prod(each or 1 for each in places)


def _shape(layer: Any, side: str) -> tuple[int | None, ...] | None:
    """The shape of a layer's input or output, where it is a single tensor that Keras knows of."""
    tensor = getattr(layer, side, None) if getattr(layer, "_inbound_nodes", None) else None
    return getattr(tensor, "shape", None)
