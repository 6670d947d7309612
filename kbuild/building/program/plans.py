"""What a `for` runs over: how many steps, and what each step is given.

A plan gives the value of a step by a plain number, for loops that run while tracing, and by a tensor, for
loops of the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import tensorflow as tf
from keras import ops

from .failures import CallProgramError
from .structure import Stacked
from .tensors import describe, is_known, is_tensor

Step: TypeAlias = Callable[[Any], Any]


class Plan:
    """What a `for` runs over.

    Attributes:
        length: The number of steps, a plain number or a tensor.
        lowerable: Whether a loop of the graph can run over it.
    """

    length: Any = 0
    lowerable: bool = True

    def item(self, index: int) -> Any:
        """The value of a step."""
        raise NotImplementedError

    def prepare(self, first: int, count: Any) -> Step:
        """Return what gives a loop of the graph its values.

        Args:
            first: The step that the loop begins with.
            count: The number of its steps, a plain number or a tensor.

        Returns:
            A function of the loop's own counter, a tensor from 0.
        """
        raise NotImplementedError


class Numbers(Plan):
    """A `range`, whose bounds may be tensors.

    Args:
        start: The first number.
        stop: The bound.
        step: The distance, not zero.
    """

    def __init__(self, start: Any, stop: Any, step: Any) -> None:
        self.start, self.step = start, step
        if any(is_tensor(each) for each in (start, stop, step)):
            away = ops.subtract(stop, start)
            # The number of steps is rounded up, and none is left when the bound lies the other way.
            self.length = ops.maximum(ops.negative(ops.floor_divide(ops.negative(away), step)), 0)
        else:
            self.length = len(range(start, stop, step))

    def item(self, index: int) -> Any:
        """The number of a step."""
        return self.at(index)

    def at(self, index: Any) -> Any:
        """The number of a step that is itself a tensor, or a number."""
        if any(is_tensor(each) for each in (index, self.start, self.step)):
            return ops.add(self.start, ops.multiply(index, self.step))
        return self.start + index * self.step

    def prepare(self, first: int, count: Any) -> Step:
        """Numbers are computed from the counter."""
        return lambda counter: self.at(counter + first)


class Rows(Plan):
    """A tensor, along its first axis.

    Args:
        tensor: `(steps, ...)`.
    """

    def __init__(self, tensor: Any) -> None:
        if len(tensor.shape) == 0:
            raise CallProgramError("a `for` can't run over a tensor without dimensions")
        self.tensor = tensor
        self.length = ops.shape(tensor)[0]

    def item(self, index: int) -> Any:
        """The row of a step."""
        return self.tensor[index]

    def prepare(self, first: int, count: Any) -> Step:
        """Rows are kept in an array, whose gradient costs one row a step and not the whole tensor."""
        rows = array_of(self.tensor[first : first + count], count)
        return reader(rows)


class Items(Plan):
    """A list of plain values, layers or tensors.

    Args:
        items: The values.
    """

    def __init__(self, items: Sequence[Any]) -> None:
        self.items = items
        self.length = len(items)
        kinds = {(tuple(each.shape), str(each.dtype)) if is_tensor(each) else None for each in items}
        self.lowerable = len(kinds) == 1 and None not in kinds

    def item(self, index: int) -> Any:
        """The value of a step."""
        return self.items[index]

    def prepare(self, first: int, count: Any) -> Step:
        """Tensors of one shape become the rows of one tensor."""
        return Rows(ops.stack(list(self.items[first:]), axis=0)).prepare(0, count)


class Enumerated(Plan):
    """Pairs of a number and a value.

    Args:
        plan: What gives the values.
        start: The first number.
    """

    def __init__(self, plan: Plan, start: Any) -> None:
        self.plan, self.start = plan, start
        self.length, self.lowerable = plan.length, plan.lowerable

    def item(self, index: int) -> Any:
        """The pair of a step."""
        return self.start + index, self.plan.item(index)

    def prepare(self, first: int, count: Any) -> Step:
        """Each of the pair by the counter."""
        values = self.plan.prepare(first, count)
        return lambda counter: (ops.add(counter, self.start + first), values(counter))


class Zipped(Plan):
    """Tuples of the values of several plans, as many as the shortest has.

    Args:
        plans: The plans.
    """

    def __init__(self, plans: Sequence[Plan]) -> None:
        self.plans = plans
        self.lowerable = all(plan.lowerable for plan in plans)
        self.length = plans[0].length
        for plan in plans[1:]:
            both = (self.length, plan.length)
            self.length = ops.minimum(*both) if any(map(is_tensor, both)) else min(both)

    def item(self, index: int) -> Any:
        """The tuple of a step."""
        return tuple(plan.item(index) for plan in self.plans)

    def prepare(self, first: int, count: Any) -> Step:
        """Each of the tuple by the counter."""
        values = [plan.prepare(first, count) for plan in self.plans]
        return lambda counter: tuple(each(counter) for each in values)


def plan_of(value: Any) -> Plan:
    """Return how a `for` runs over a value.

    Raises:
        CallProgramError: If it can't.
    """
    if isinstance(value, Plan):
        return value
    if isinstance(value, range):
        return Numbers(value.start, value.stop, value.step)
    if isinstance(value, Stacked):
        return Rows(value.tensor)
    if is_tensor(value):
        return Rows(value)
    if isinstance(value, dict):
        return Items(list(value))
    if isinstance(value, (list, tuple)):
        return Items(value)
    raise CallProgramError(f"a `for` can't run over {describe(value)}")


def whole(value: Any) -> Any:
    """A tensor whose number is known as that number, anything else as it is."""
    return int(value) if is_tensor(value) and is_known(value) and len(value.shape) == 0 else value


def array_of(rows: Any, count: Any) -> Any:
    """Keep the rows of a tensor, to be read one by one within a loop of the graph."""
    array = tf.TensorArray(rows.dtype, size=count, element_shape=rows.shape[1:], clear_after_read=False)
    return array.unstack(rows)


def reader(array: Any) -> Step:
    """What reads the rows of such an array by the counter."""

    def read(counter: Any) -> Any:
        return array.read(counter)

    return read


def sliced(plan: Plan, tensor: Any, axis: int, first: int, count: Any) -> Step | None:
    """Return what gives `tensor[:, t]` for each step's number `t`, None for a plan that is not of numbers."""
    if not isinstance(plan, Numbers) or not is_tensor(tensor) or len(tensor.shape) <= axis:
        return None
    rows = ops.moveaxis(tensor, axis, 0) if axis else tensor
    if _is_plain(plan.start, 0) and _is_plain(plan.step, 1):
        rows = rows[first : first + count]
    else:
        rows = tf.gather(rows, plan.at(tf.range(first, first + count)), axis=0)
    array = array_of(rows, count)
    return reader(array)


def _is_plain(value: Any, number: int) -> bool:
    return isinstance(value, int) and value == number
