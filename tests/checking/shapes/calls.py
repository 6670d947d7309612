"""Calls of layers with several inputs, for the table: lists, named arguments and states."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from kbuild.checking.shapes import Structure, Tensor
from tests.checking.shapes.oracle import Stub, stub
from tests.checking.shapes.table import variants

Case = tuple[Stub, Any, dict[str, Any]]

_N = None
_POOL = [
    (_N, 4),
    (_N, 1),
    (_N, 5),
    (_N, _N),
    (_N, 3, 4),
    (_N, 1, 4),
    (_N, _N, 4),
    (2, 3, 4),
    (3, 3, 4),
    (_N, 8, 8, 4),
    (_N, 1, 1, 4),
    (_N,),
]
_SEQUENCES = [(_N, 3, 4), (_N, 5, 4), (_N, 5, 3), (_N, _N, 4), (_N, 3, _N), (_N, 2, 3, 4), (2, 3, 4), (_N, 4)]
_SCORES: list[dict[str, Any]] = [{}, {"return_attention_scores": True}]


def tensor(*shape: int | None, dtype: str = "float32") -> Tensor:
    return Tensor(shape, dtype)


def cases(name: str) -> Iterator[Case]:
    """Calls of one type that takes more than one tensor; none for another type."""
    if name in ("Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract", "Concatenate", "Dot"):
        yield from _merges(name)
    elif name in ("Attention", "AdditiveAttention"):
        yield from _attentions(name)
    elif name in ("MultiHeadAttention", "GroupQueryAttention"):
        yield from _named_attentions(name)
    elif name.endswith("Cell") or name == "StackedRNNCells":
        yield from _cells(name)
    elif name == "HashedCrossing":
        yield from _crossings()
    elif name in ("LSTM", "GRU", "SimpleRNN", "Bidirectional", "ReversibleEmbedding"):
        yield from _further(name)


def _merges(name: str) -> Iterator[Case]:
    axes: list[Any] = [None]
    if name == "Concatenate":
        axes = [-1, 0, 1, 2, -2, 7]
    elif name == "Dot":
        axes = [-1, 1, 2, (1, 2), (2, 1), (-1, 1)]
    for axis in axes:
        given = {} if axis is None else {"axis" if name == "Concatenate" else "axes": axis}
        for one, other in itertools.product(_POOL, _POOL):
            yield Stub(name, given), (Tensor(one, "float32"), Tensor(other, "float32")), {}
    few = {"axes": 1} if name == "Dot" else {}
    for inputs in (
        tensor(_N, 4),
        (tensor(_N, 4),),
        (tensor(_N, 4),) * 3,
        (tensor(_N, 4), tensor(_N, _N), tensor(_N, 3)),
        (tensor(_N, 4), tensor(_N, 2, 4), tensor(_N, 1)),
        {"a": tensor(_N, 4), "b": tensor(_N, 4)},
    ):
        yield Stub(name, few), inputs, {}


def _attentions(name: str) -> Iterator[Case]:
    for spec in variants(name):
        for one, other in itertools.product(_SEQUENCES, _SEQUENCES):
            yield spec, (Tensor(one, "float32"), Tensor(other, "float32")), {}
        yield spec, (tensor(_N, 3, 4), tensor(_N, 5, 6), tensor(_N, 5, 4)), {"return_attention_scores": True}
        yield spec, (tensor(_N, 3, 4), tensor(_N, 5, 4), tensor(_N, 3, 4)), {}
        yield spec, tensor(_N, 3, 4), {}
        yield spec, (tensor(_N, 3, 4),), {}


def _named_attentions(name: str) -> Iterator[Case]:
    for index, spec in enumerate(variants(name)):
        pairs = itertools.product(_SEQUENCES[index:], _SEQUENCES[: 2 if index else None])
        for (one, other), more in zip(pairs, itertools.cycle(_SCORES), strict=False):
            yield spec, None, {"query": Tensor(one, "float32"), "value": Tensor(other, "float32"), **more}
        for key in _SEQUENCES[: 3 if index else None]:
            yield spec, tensor(_N, 6, 4), {"value": tensor(_N, 5, 4), "key": Tensor(key, "float32")}
    yield Stub(name, dict(next(variants(name)).given)), tensor(_N, 3, 4), {}


def _cells(name: str) -> Iterator[Case]:
    for spec in variants(name):
        for shape in ((_N, 4), (2, 4), (_N, _N)):
            one, two = tensor(shape[0], 3), tensor(shape[0], 2)
            states: dict[str, Structure] = {"LSTMCell": (one, one), "StackedRNNCells": ((one, one), (two,))}
            yield spec, Tensor(shape, "float32"), {"states": states.get(name, (one,))}
    yield next(variants(name)), tensor(_N, 4), {}


def _crossings() -> Iterator[Case]:
    for spec in variants("HashedCrossing"):
        for one, other in itertools.product([(_N,), (_N, 1), (_N, 4), (2, 1)], repeat=2):
            yield spec, (Tensor(one, "int64"), Tensor(other, "int64")), {}


def _further(name: str) -> Iterator[Case]:
    if name == "ReversibleEmbedding":
        for shape in ((_N, 3), (_N, 5, 3), (_N, _N), (_N, 4)):
            yield stub(name, input_dim=9, output_dim=3), Tensor(shape, "float32"), {"reverse": True}
        return
    spec = stub(name, layer=stub("LSTM", units=3)) if name == "Bidirectional" else stub(name, units=3)
    for states in ([3], [3, 3], [4, 4], [3] * 4, [3] * 3):
        yield spec, tensor(_N, 6, 4), {"initial_state": tuple(tensor(_N, size) for size in states)}
