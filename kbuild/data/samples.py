"""Samples in memory: what every source ends in, and what the training room is given."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kbuild.schemas.errors import DataError

Array = NDArray[Any]
#: One array, arrays by the name of the model's input or output, or arrays in the order of the inputs.
Tree = Array | dict[str, Array] | tuple[Array, ...]

# How many places a message names before it counts the rest.
_SHOWN = 3


@dataclass(frozen=True)
class Origin:
    """Where samples come from, so that a message can name the place of a value.

    Attributes:
        name: Of the file or the set.
        rows: Where each sample stood in the source, counted from 0; None when in the source's own order.
        line: Gives the line, from 1, of a row of a text file; None for arrays.
    """

    name: str = "the data"
    rows: NDArray[np.int64] | None = None
    line: Callable[[int], int] | None = None

    def take(self, rows: NDArray[np.int64]) -> Origin:
        """The origin of some of the samples."""
        return replace(self, rows=rows if self.rows is None else self.rows[rows])

    def row(self, index: int) -> int:
        """Where a sample stood in the source, counted from 0."""
        return int(index if self.rows is None else self.rows[index])

    def where(self, *indices: int) -> str:
        """The places of samples as a person sees them: lines of a file, or indices of an array.

        Example:
            >>> Origin().where(7)
            'row 7 (counted from 0)'
            >>> Origin(line=lambda row: row + 2).where(0, 1, 2, 3, 4)
            'lines 2, 3, 4 and 2 more'
        """
        rows = [self.row(each) for each in indices[:_SHOWN]]
        numbers = ", ".join(str(each if self.line is None else self.line(each)) for each in rows)
        more = f" and {len(indices) - _SHOWN:,} more" if len(indices) > _SHOWN else ""
        word = ("row" if self.line is None else "line") + "s" * (len(indices) > 1)
        return f"{word} {numbers}{more}" + (" (counted from 0)" if self.line is None else "")


@dataclass(frozen=True)
class Meta:
    """What is known about samples beside their numbers.

    Attributes:
        origin: Where they come from.
        features: The names of the features (last axis) of each input; the key of a sole input is "".
        classes: The names of the classes of each output that has classes, in the order of their numbers.
        starts: For each input that holds the target one step late, the number that stands before its first.
    """

    origin: Origin = field(default_factory=Origin)
    features: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    starts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Samples:
    """Data that is held in memory, one sample a row of each array.

    Attributes:
        x: The inputs: an array, arrays by input, or a tuple of arrays.
        y: The targets, likewise; None when there are none.
        sample_weight: What each sample counts; an array, arrays by output, or None.
        meta: Names, classes, and where the samples come from.

    Raises:
        DataError: `length-mismatch` when the arrays do not have one length.

    Example:
        >>> import numpy as np
        >>> len(Samples(np.zeros((5, 3)), np.zeros(5)))
        5
    """

    x: Tree
    y: Tree | None = None
    sample_weight: Tree | None = None
    meta: Meta = field(default_factory=Meta)

    def __post_init__(self) -> None:
        lengths = {named(*each): _length(named(*each), array) for *each, array in self.arrays()}
        if len(set(lengths.values())) > 1:
            text = ", ".join(f"{name} has {length:,}" for name, length in lengths.items())
            raise DataError(
                f"{self.meta.origin.name}: the arrays hold different numbers of samples: {text}",
                code="length-mismatch",
            )

    def __len__(self) -> int:
        return len(next(iter(parts(self.x).values())))

    def arrays(self) -> Iterator[tuple[str, str, Array]]:
        """All arrays, each with its field (`x`, `y` or `sample_weight`) and its name in there."""
        for word, tree in (("x", self.x), ("y", self.y), ("sample_weight", self.sample_weight)):
            if tree is not None:
                yield from ((word, name, each) for name, each in parts(tree).items())

    def take(self, rows: NDArray[np.int64]) -> Samples:
        """Some of the samples, in the order of `rows`."""
        weight = self.sample_weight
        return Samples(
            x=mapped(lambda each: each[rows], self.x),
            y=None if self.y is None else mapped(lambda each: each[rows], self.y),
            sample_weight=None if weight is None else mapped(lambda each: each[rows], weight),
            meta=replace(self.meta, origin=self.meta.origin.take(rows)),
        )

    def fingerprint(self) -> str:
        """A checksum of all values, by which a resumed run notices that its data changed."""
        digest = hashlib.sha256()
        for word, name, array in self.arrays():
            digest.update(f"{named(word, name)} {array.dtype} {array.shape}\n".encode())
            if array.dtype.kind == "O":
                digest.update("\x1f".join(map(str, array.flat)).encode())
            else:
                digest.update(np.ascontiguousarray(array).data)
        return digest.hexdigest()


def named(word: str, name: str) -> str:
    """What a message calls an array: `x`, or `x['wide']` where there are several."""
    return f"{word}[{name!r}]" if name else word


def parts(tree: Tree) -> dict[str, Array]:
    """The arrays of a tree by name; a sole array has the name "", those of a tuple are numbered."""
    if isinstance(tree, dict):
        return tree
    if isinstance(tree, tuple):
        return {str(index): each for index, each in enumerate(tree)}
    return {"": tree}


def mapped(function: Callable[[Array], Any], tree: Tree) -> Any:
    """A tree of the same form with a function applied to each array."""
    if isinstance(tree, dict):
        return {name: function(each) for name, each in tree.items()}
    if isinstance(tree, tuple):
        return tuple(function(each) for each in tree)
    return function(tree)


def like(tree: Tree, arrays: Mapping[str, Array]) -> Tree:
    """The named arrays in the form of another tree."""
    if isinstance(tree, dict):
        return dict(arrays)
    if isinstance(tree, tuple):
        return tuple(arrays.values())
    return arrays[""]


def _length(name: str, array: Array) -> int:
    if array.ndim == 0:
        raise DataError(f"{name} is a single number: the first axis counts the samples", code="wrong-shape")
    return len(array)
