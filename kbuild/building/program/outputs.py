"""What the steps of a loop of the graph append to lists."""

from __future__ import annotations

from typing import Any

import tensorflow as tf
from keras import ops

from .failures import LoweringError, RetraceError
from .frame import Frame
from .structure import Stacked
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
        if not is_tensor(item) and not is_number(item):
            raise LoweringError(f"a step appends {describe(item)}, and only tensors can be collected")
        self.items.append(item)


class Outputs:
    """What the steps append, kept in arrays.

    Args:
        frame: Where the loop stands.
        names: The lists.
        known: Items that a first step has appended already, which show what is to come.
    """

    def __init__(self, frame: Frame, names: frozenset[str], known: dict[str, list[Any]]) -> None:
        self.names = sorted(name for name in names if isinstance(frame.names.get(name), (list, Stacked)))
        self.counts: dict[str, int] = {}
        self.kinds: list[tuple[str, Any]] | None = None
        if all(known.get(name) for name in self.names):
            self._learn({name: known[name] for name in self.names})

    def arrays(self, count: Any) -> list[Any]:
        """The arrays that the loop begins with, none before it is known what they hold."""
        kinds = self.kinds or []
        return [tf.TensorArray(dtype, size=count, element_shape=shape) for dtype, shape in kinds]

    def collect(self, part: Frame) -> None:
        """Put collectors in the place of the lists."""
        part.names.update({name: Collector() for name in self.names})

    def write(self, part: Frame, counter: Any, arrays: list[Any]) -> list[Any]:
        """Write what a step has appended into the arrays.

        Raises:
            RetraceError: If what the arrays hold becomes known only now.
        """
        collected = {name: part.names[name].items for name in self.names}
        if self.kinds is None:
            self._learn(collected)
            raise RetraceError
        items = [item for name in self.names for item in collected[name]]
        pairs = zip(arrays, items, self.kinds, strict=True)
        return [array.write(counter, as_tensor(item, kind[0])) for array, item, kind in pairs]

    def extend(self, frame: Frame, arrays: list[Any], count: Any) -> None:
        """Append to the lists what the loop has collected."""
        stacked = iter([array.stack() for array in arrays])
        for name in self.names:
            columns = [next(stacked) for _ in range(self.counts[name])]
            if is_tensor(count):
                frame.names[name] = _behind(frame.names[name], columns)
            else:
                rows = zip(*(tf.unstack(column, num=count) for column in columns), strict=True)
                frame.names[name].extend(item for row in rows for item in row)

    def _learn(self, items: dict[str, list[Any]]) -> None:
        self.counts = {name: len(each) for name, each in items.items()}
        self.kinds = [(dtype_of(item), as_tensor(item).shape) for each in items.values() for item in each]


def _behind(before: Any, columns: list[Any]) -> Stacked:
    """The items of a loop whose number is a tensor, behind those that were in the list already."""
    rows = ops.stack(columns, axis=1)
    items = ops.reshape(rows, (-1, *ops.shape(rows)[2:]))
    if isinstance(before, Stacked):
        return before.extended(items)
    return Stacked(ops.stack(before, axis=0)).extended(items) if before else Stacked(items)
