"""What a loop of the graph hands from step to step, found out by tracing its body until it fits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

import tensorflow as tf

from .failures import CallProgramError, LoweringError, NeedsFirstError, RetraceError
from .frame import Frame
from .structure import leaves_of, rebuild, same_structure
from .tensors import as_tensor, common_dtype, describe, dtype_of, is_number, is_tensor, joined

_HINT = "such a loop keeps the kind, the dtype and the number of dimensions of what it changes"


class Carry:
    """The names that one step of a loop hands to the next, as the tensors of a `tf.while_loop`.

    Tensors are carried. Numbers are at first taken to stay as they are; one that a step changes becomes a
    tensor and the body is traced again. Everything else must stay as it is.

    Args:
        frame: Where the loop stands.
        names: The names that it hands on.
        must: Whether it has to become a loop of the graph, since its end depends on a tensor. A loop that may
            be unrolled instead keeps its numbers plain and its shapes known.
    """

    def __init__(self, frame: Frame, names: Iterable[str], *, must: bool) -> None:
        self.must = must
        self.value = {name: frame.names[name] for name in sorted(names) if name in frame.names}
        self.items = list(leaves_of(self.value))
        self.dtypes: dict[int, str] = {}
        self.shapes: dict[int, Any] = {}

    @property
    def carried(self) -> list[int]:
        """The leaves that are tensors of the loop, by their index."""
        return [
            index for index, (_, leaf) in enumerate(self.items) if is_tensor(leaf) or index in self.dtypes
        ]

    def start(self) -> list[Any]:
        """The tensors that the loop begins with."""
        return [as_tensor(self.items[index][1], self.dtypes.get(index)) for index in self.carried]

    def invariants(self) -> list[Any]:
        """The shapes of the tensors, as far as no step changes them."""
        starts = zip(self.carried, self.start(), strict=True)
        return [self.shapes.get(index, tensor.shape) for index, tensor in starts]

    def hand(self, part: Frame, tensors: Iterable[Any]) -> None:
        """Give a step, or what follows the loop, the values as the tensors are."""
        given = dict(zip(self.carried, tensors, strict=True))
        items = [given.get(index, leaf) for index, (_, leaf) in enumerate(self.items)]
        part.names.update(rebuild(self.value, iter(items)))

    def take(self, part: Frame) -> list[Any]:
        """Return the tensors as a step leaves them.

        Raises:
            RetraceError: If the loop has to begin differently.
            LoweringError: If the loop can be unrolled instead.
            CallProgramError: If it can't be a loop of the graph.
        """
        after = {name: part.names[name] for name in self.value}
        for name, value in self.value.items():
            if not same_structure(value, after[name]):
                self._refuse(
                    f"`{name}` is {describe(value)} before a step and {describe(after[name])} after it"
                )
        found = [leaf for _, leaf in leaves_of(after)]
        tensors = {index: self._checked(index, leaf) for index, leaf in enumerate(found)}
        return [tensors[index] for index in self.carried]

    def _checked(self, index: int, leaf: Any) -> Any:
        path, before = self.items[index]
        if is_tensor(before) or index in self.dtypes:
            return self._checked_tensor(index, path, before, leaf)
        if before is leaf or (type(before) is type(leaf) and not is_tensor(leaf) and before == leaf):
            return leaf
        if not is_number(before) or not (is_number(leaf) or is_tensor(leaf)):
            self._refuse(_changes(path, before, leaf))
        if not self.must:
            raise LoweringError(f"`{path}` is a plain number that changes from step to step")
        return self._convert(index, path, before, leaf)

    def _convert(self, index: int, path: str, before: Any, leaf: Any) -> Any:
        """Begin anew with a tensor in place of a number."""
        if is_tensor(leaf) and len(leaf.shape) > 0:
            raise NeedsFirstError(_changes(path, before, leaf))
        self.dtypes[index] = common_dtype(before, leaf) or dtype_of(leaf)
        raise RetraceError

    def _checked_tensor(self, index: int, path: str, before: Any, leaf: Any) -> Any:
        if not is_tensor(leaf) and not is_number(leaf):
            self._refuse(_changes(path, before, leaf))
        has = self.dtypes.get(index) or dtype_of(before)
        dtype = joined(has, not is_tensor(before), dtype_of(leaf), not is_tensor(leaf))
        if dtype is None:
            self._refuse(_changes(path, before, leaf), hint="keep its dtype, with ops.cast")
        if dtype != has:
            self.dtypes[index] = dtype
            raise RetraceError
        tensor = as_tensor(leaf, has)
        self._check_shape(index, path, before, tensor)
        return tensor

    def _check_shape(self, index: int, path: str, before: Any, tensor: Any) -> None:
        start = self.shapes.get(index, as_tensor(before, self.dtypes.get(index)).shape)
        if start.rank is None or tensor.shape.rank is None or start.rank != tensor.shape.rank:
            raise NeedsFirstError(_changes(path, before, tensor))
        dimensions = list(zip(start.as_list(), tensor.shape.as_list(), strict=True))
        if all(one is None or one == other for one, other in dimensions):
            return
        grows = any(None not in pair and pair[0] != pair[1] for pair in dimensions)
        if grows and not self.must:
            raise LoweringError(_changes(path, before, tensor))
        self.shapes[index] = tf.TensorShape([one if one == other else None for one, other in dimensions])
        raise RetraceError

    def _refuse(self, message: str, hint: str = _HINT) -> NoReturn:
        if not self.must:
            raise LoweringError(message)
        raise CallProgramError(f"in a loop whose end depends on a tensor, {message}", hint=hint)


def _changes(path: str, before: Any, after: Any) -> str:
    return f"`{path}` is {describe(before)} before a step and {describe(after)} after it"
