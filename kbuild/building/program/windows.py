"""Slices of a tensor by a loop's own number, `x[:, t:t + 3]`, as parts of one size.

With bounds that are tensors, what they cut has a size that nobody knows: layers that ask for it fail, and XLA
refuses loops within. Where the bounds follow from plain numbers, they are worked out before the loop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import tensorflow as tf
from keras import ops

from .plans import Step, array_of, reader
from .tensors import is_tensor

if TYPE_CHECKING:
    from .frame import Frame
    from .graph import Steps

Bounds: TypeAlias = Sequence[tuple[int, int]]


def bounds_of(
    frame: Frame, steps: Steps, index: Callable[[Frame], Any], tensor: Any, axis: int
) -> Bounds | None:
    """Where the window of each step begins and ends; None where that is not known, or they differ in size.

    Args:
        frame: The loop's.
        steps: Its steps.
        index: Evaluates the slice.
        tensor: What is cut.
        axis: Along which axis.
    """
    size = tensor.shape[axis] if is_tensor(tensor) and len(tensor.shape) > axis else None
    if size is None or is_tensor(steps.count):
        return None
    found = []
    for number in range(steps.first, steps.first + steps.count):
        part = frame.part()
        steps.loop.bind(part, steps.plan.item(number))
        cut = index(part)
        if any(is_tensor(each) for each in (cut.start, cut.stop)):
            return None
        begin, end, _ = cut.indices(size)
        found.append((begin, end))
        if end <= begin or end - begin != found[0][1] - found[0][0]:
            return None
    return found


def window(tensor: Any, axis: int, bounds: Bounds) -> Step:
    """Return what gives the window of each step, by the loop's own counter.

    Args:
        tensor: What is cut.
        axis: Along which axis.
        bounds: Where each begins and ends, all of one size.
    """
    first, width = bounds[0][0], bounds[0][1] - bounds[0][0]
    if all(begin == first + width * number for number, (begin, _) in enumerate(bounds)):
        return _tiles(tensor, axis, first, width, len(bounds))
    starts = tf.constant([begin for begin, _ in bounds])
    return lambda counter: tf.gather(tensor, starts[counter] + tf.range(width), axis=axis)


def _tiles(tensor: Any, axis: int, first: int, width: int, count: int) -> Step:
    """Windows one after the other are kept in an array, whose gradient costs one window a step."""
    rows = ops.moveaxis(tensor, axis, 0)[first : first + width * count]
    tiles = ops.moveaxis(ops.reshape(rows, (count, width, *ops.shape(rows)[1:])), 1, axis + 1)
    array = array_of(tiles, count)
    return reader(array)
