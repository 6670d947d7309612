"""Lists, tuples and dictionaries of values, taken apart into leaves and put together again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from keras import ops


class Stacked:
    """A list that a loop with a tensor's bound has filled: its items as one tensor along the first axis.

    Args:
        tensor: The items, `(items, ...)`.
    """

    def __init__(self, tensor: Any) -> None:
        self.tensor = tensor

    def extended(self, tensor: Any) -> Stacked:
        """Return a list with the items of another tensor `(items, ...)` behind its own."""
        return Stacked(ops.concatenate([self.tensor, tensor], axis=0))

    def stack(self, axis: int = 0) -> Any:
        """Return what `ops.stack(items, axis=axis)` is."""
        return ops.moveaxis(self.tensor, 0, axis)


class Segment:
    """Items of a list that a loop of the graph has collected, which are rows of one tensor.

    Stacked again they are that tensor: XLA takes minutes to compile hundreds of rows taken apart and put
    together.

    Args:
        owner: The list.
        start: Where in the list the first of them stands.
        tensor: The items, `(items, ...)`.
    """

    def __init__(self, owner: list[Any], start: int, tensor: Any) -> None:
        self.owner, self.start, self.tensor = owner, start, tensor
        self.items = owner[start:]

    def stack(self, axis: int = 0) -> Any | None:
        """Return what `ops.stack(owner, axis=axis)` is; None if the items have been replaced since."""
        stop = self.start + len(self.items)
        now = self.owner[self.start : stop]
        if len(now) != len(self.items) or any(
            one is not other for one, other in zip(now, self.items, strict=True)
        ):
            return None
        around = [self.owner[: self.start], self.owner[stop:]]
        before, behind = ([ops.stack(part, axis=0)] if part else [] for part in around)
        return ops.moveaxis(ops.concatenate([*before, self.tensor, *behind], axis=0), 0, axis)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what a structure holds, each with how a program would write it.

    Example:
        >>> list(leaves({"a": [1, None]}, "x"))
        [("x['a'][0]", 1), ("x['a'][1]", None)]
    """
    if isinstance(value, (list, tuple)):
        for index, each in enumerate(value):
            yield from leaves(each, f"{path}[{index}]")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, f"{path}[{key!r}]")
    elif isinstance(value, Stacked):
        yield path, value.tensor
    else:
        yield path, value


def leaves_of(names: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what several names' values hold, each with how a program would write it.

    Example:
        >>> list(leaves_of({"x": [1, None]}))
        [('x[0]', 1), ('x[1]', None)]
    """
    for name, value in names.items():
        yield from leaves(value, name)


def rebuild(value: Any, items: Iterator[Any]) -> Any:
    """Return a structure like `value` with other leaves.

    Example:
        >>> rebuild({"a": [1, None]}, iter("xy"))
        {'a': ['x', 'y']}
    """
    if isinstance(value, list):
        return [rebuild(each, items) for each in value]
    if isinstance(value, tuple):
        return tuple(rebuild(each, items) for each in value)
    if isinstance(value, dict):
        return {key: rebuild(each, items) for key, each in value.items()}
    return Stacked(next(items)) if isinstance(value, Stacked) else next(items)


def same_structure(first: Any, second: Any) -> bool:
    """Tell whether two structures differ in their leaves only.

    Example:
        >>> same_structure([1, (2,)], [3, (4,)]), same_structure([1], [1, 2])
        (True, False)
    """
    if isinstance(first, dict):
        if not isinstance(second, dict) or list(first) != list(second):
            return False
        return all(same_structure(first[key], second[key]) for key in first)
    if isinstance(first, (list, tuple)):
        kind = list if isinstance(first, list) else tuple
        if not isinstance(second, kind) or len(first) != len(second):
            return False
        return all(map(same_structure, first, second))
    if isinstance(second, (list, tuple, dict)):
        return False
    return isinstance(first, Stacked) == isinstance(second, Stacked)
