"""What the steps of a loop of the graph append to lists."""

from __future__ import annotations

from typing import Any

import tensorflow as tf
from keras import ops

from .failures import LoweringError, RetraceError
from .frame import Frame, Run
from .structure import Segment, Stacked
from .tensors import as_tensor, describe, dtype_of, is_number, is_tensor


class Collector:
    """Stands for a list within a step and keeps what the step appends.

    Attributes:
        items: What was appended.
    """

    def __init__(self) -> None:
        self.items: list[Any] = []

    def append(self, item: Any) -> None:
        """Keep a tensor or a number."""
        _check_collectable(item)
        self.items.append(item)


class Column:
    """What the steps append to one list, in one array.

    Where a tensor says how many steps there are, the items that were in the list before go into the array
    too: an array that stays empty could not say what shape its items have.

    Args:
        before: The list, or what an earlier loop made of it.
        items: What one step appends.
        count: The number of steps, a plain number or a tensor.
    """

    def __init__(self, before: Any, items: list[Any], count: Any) -> None:
        self.before, self.count, self.each = before, count, len(items)
        self.first = list(before) if isinstance(before, list) and is_tensor(count) else []
        dtypes = {dtype_of(item) for item in (*self.first, *items)}
        shapes = [as_tensor(item).shape for item in (*self.first, *items)]
        if len(dtypes) != 1 or len({shape.rank for shape in shapes}) != 1:
            raise LoweringError("the items of a list differ in their dtypes or dimensions")
        self.dtype = dtypes.pop()
        self.shape = shapes[0]
        for shape in shapes[1:]:
            self.shape = self.shape.most_specific_compatible_shape(shape)

    def array(self) -> Any:
        """The array that the loop begins with."""
        size = len(self.first) + self.count * self.each
        array = tf.TensorArray(self.dtype, size=size, element_shape=self.shape)
        for index, item in enumerate(self.first):
            array = array.write(index, as_tensor(item, self.dtype))
        return array

    def write(self, array: Any, counter: Any, items: list[Any]) -> Any:
        """Write what a step has appended."""
        if len(items) != self.each:
            raise LoweringError("the steps append different numbers of items")
        start = len(self.first) + counter * self.each
        for index, item in enumerate(items):
            array = array.write(start + index, as_tensor(item, self.dtype))
        return array

    def extended(self, run: Run, array: Any) -> Any:
        """The list behind the loop."""
        if not is_tensor(self.count):
            return self._extended_in_place(run, array.stack())
        if not isinstance(self.before, Stacked):
            return Stacked(array.stack())
        none = tf.zeros((0, *ops.shape(self.before.tensor)[1:]), self.dtype)
        return self.before.extended(tf.cond(self.count > 0, array.stack, lambda: none))

    def _extended_in_place(self, run: Run, rows: Any) -> list[Any]:
        found: list[Any] = self.before
        start = len(found)
        found.extend(tf.unstack(rows, num=self.count * self.each))
        run.segments[id(found)] = Segment(found, start, rows)
        return found


class Outputs:
    """The lists of a loop to which its steps append.

    Args:
        frame: Where the loop stands.
        names: The lists.
        count: The number of steps, a plain number or a tensor.
        known: Items that a first step has appended already, which show what is to come.
    """

    def __init__(self, frame: Frame, names: frozenset[str], count: Any, known: dict[str, list[Any]]) -> None:
        self._lists = {
            name: frame.names[name]
            for name in sorted(names)
            if isinstance(frame.names.get(name), (list, Stacked))
        }
        self._count = count
        self._columns: dict[str, Column] | None = None
        if all(known.get(name) for name in self._lists):
            self._learn(known)

    def arrays(self) -> list[Any]:
        """The arrays that the loop begins with, none before it is known what they hold."""
        return [column.array() for column in (self._columns or {}).values()]

    def collect(self, part: Frame) -> None:
        """Put collectors in the place of the lists."""
        part.names.update({name: Collector() for name in self._lists})

    def write(self, part: Frame, counter: Any, arrays: list[Any]) -> list[Any]:
        """Write what a step has appended into the arrays.

        Raises:
            RetraceError: If what the arrays hold becomes known only now.
        """
        items = {name: part.names[name].items for name in self._lists}
        if self._columns is None:
            self._learn(items)
            raise RetraceError
        columns = zip(self._columns.items(), arrays, strict=True)
        return [column.write(array, counter, items[name]) for (name, column), array in columns]

    def extend(self, frame: Frame, arrays: list[Any]) -> None:
        """Append to the lists what the loop has collected."""
        for (name, column), array in zip((self._columns or {}).items(), arrays, strict=True):
            frame.names[name] = column.extended(frame.run, array)

    def _learn(self, items: dict[str, list[Any]]) -> None:
        for each in items.values():
            for item in each:
                _check_collectable(item)
        lists = self._lists.items()
        self._columns = {name: Column(before, items[name], self._count) for name, before in lists}


def _check_collectable(item: Any) -> None:
    if not is_tensor(item) and not is_number(item):
        raise LoweringError(f"a step appends {describe(item)}, and only tensors can be collected")
