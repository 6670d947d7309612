"""What is known of a tensor before anything is built: its shape and its dtype.

A shape has the batch first, as Keras's own have. A size of None is one that Keras leaves open as well (the
batch, a time axis of any length); a *shape* of None says that kbuild knows nothing, and silences every rule
that would need it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

Size: TypeAlias = int | None
Shape: TypeAlias = tuple[Size, ...]
Structure: TypeAlias = "Tensor | tuple[Structure, ...] | dict[str, Structure]"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a tensor comes from, for messages and hints.

    Args:
        name: The layer's or input's name in the document.
        type_name: Its type, such as `LSTM`.
    """

    name: str
    type_name: str


@dataclass(frozen=True, slots=True)
class Tensor:
    """What is known of one tensor.

    Args:
        shape: Sizes with the batch first; None when nothing is known, not even how many axes there are.
        dtype: Keras's name of it, such as `float32`; None when not known.
        origin: What made it; two tensors that differ only in this are equal.

    Example:
        >>> Tensor((None, 28, 28), "float32").rank
        3
    """

    shape: Shape | None
    dtype: str | None = None
    origin: Origin | None = field(default=None, compare=False, repr=False)

    @property
    def rank(self) -> int | None:
        """The number of axes, with the batch; None when not known."""
        return None if self.shape is None else len(self.shape)

    def __str__(self) -> str:
        return shown(self.shape)


#: A tensor of which nothing is known.
UNKNOWN = Tensor(None)


def leaves(structure: Structure) -> Iterator[Tensor]:
    """Yield the tensors of a structure, dicts in the order of their sorted keys, as Keras does.

    Example:
        >>> [t.shape for t in leaves((Tensor((None, 1)), {"b": Tensor((None, 3)), "a": Tensor((None, 2))}))]
        [(None, 1), (None, 2), (None, 3)]
    """
    if isinstance(structure, Tensor):
        yield structure
    elif isinstance(structure, dict):
        for key in sorted(structure):
            yield from leaves(structure[key])
    else:
        for each in structure:
            yield from leaves(each)


def mapped(function: Callable[[Tensor], Tensor], structure: Structure) -> Structure:
    """Apply a function to every tensor of a structure.

    Example:
        >>> mapped(lambda tensor: Tensor(tensor.shape, "int32"), (Tensor((None, 1)),))
        (Tensor(shape=(None, 1), dtype='int32'),)
    """
    if isinstance(structure, Tensor):
        return function(structure)
    if isinstance(structure, dict):
        return {key: mapped(function, each) for key, each in structure.items()}
    return tuple(mapped(function, each) for each in structure)


def product(sizes: Iterable[Size]) -> Size:
    """Multiply sizes; None when one of them is.

    Example:
        >>> product((28, 28)), product((None, 3))
        (784, None)
    """
    all_sizes = tuple(sizes)
    return None if None in all_sizes else math.prod(size for size in all_sizes if size is not None)


def shown(shape: Shape | None) -> str:
    """Write a shape for people: an open first size is the batch, another open size a question mark.

    Example:
        >>> shown((None, 28, 28)), shown((32, None, 8)), shown(None)
        ('(batch, 28, 28)', '(32, ?, 8)', 'unknown')
    """
    if shape is None:
        return "unknown"
    words = [("?" if index else "batch") if size is None else str(size) for index, size in enumerate(shape)]
    return f"({', '.join(words)})"
