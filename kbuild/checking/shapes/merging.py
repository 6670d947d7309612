"""Merging: several tensors become one, place by place or end to end.

Source: https://keras.io/api/layers/merging_layers/
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import agree, axis_of, known, refuse, said
from kbuild.checking.shapes.outcomes import Mismatch, MismatchError, NotKnownError, Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, Size, Tensor, shown

_RANKS = "`Flatten`, a `Global...Pooling` layer or `Reshape` gives them the same number of axes"


@rule("Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract")
def place_by_place(layer: Arguments, call: Call) -> Outcome:
    """Inputs of one shape give that shape; sizes of 1 are repeated, missing axes are put after the batch."""
    tensors = call.several()
    _check_count(layer, tensors)
    shapes = known(tensors)
    batch = _batch(layer, tensors, shapes)
    rest = shapes[0][1:]
    for tensor, shape in zip(tensors[1:], shapes[1:], strict=True):
        rest = _broadcast(layer, tensors[0], tensor, rest, shape[1:])
    return Outcome(layer.result((batch, *rest)), (), _repeated(layer, tensors, shapes))


@rule("Concatenate")
def concatenate(layer: Arguments, call: Call) -> Outcome:
    """End to end along `axis`; all other sizes must be the same."""
    tensors = call.several()
    shapes = known(tensors)
    if not shapes:
        raise refuse("missing-input", f"{layer.type_name} is called with an empty list", "name its inputs")
    axis = axis_of(layer, shapes[0], layer.integer("axis"))
    _check_joinable(layer, tensors, shapes, axis)
    joined = _sum([shape[axis] for shape in shapes])
    return Outcome(layer.result((*shapes[0][:axis], joined, *shapes[0][axis + 1 :])))


@rule("Dot")
def dot(layer: Arguments, call: Call) -> Outcome:
    """The products of two inputs, summed over one axis of each."""
    tensors = call.several()
    if len(tensors) != 2:
        raise refuse(
            "missing-input",
            f"Dot takes a list of two tensors, received {len(tensors)}",
            "name two results: `from: [a, b]`",
        )
    one, other = known(tensors)
    first, second = _dot_axes(layer, one, other)
    if one[first] != other[second]:
        raise refuse(
            "shape-mismatch",
            f"Dot sums over axis {first} of {said(tensors[0])} and axis {second} of {said(tensors[1])}, "
            f"whose sizes differ: {_size(one[first])} and {_size(other[second])}",
            "choose `axes` of the same size",
            argument="axes",
            at=(0, 1),
        )
    left = one[:first] + one[first + 1 :]
    right = (other[:second] + other[second + 1 :])[1:]
    shape = left + right
    return Outcome(layer.result(shape if len(shape) > 1 else (*shape, 1)))


def _check_count(layer: Arguments, tensors: Sequence[Tensor]) -> None:
    if not tensors:
        raise refuse("missing-input", f"{layer.type_name} is called with an empty list", "name its inputs")
    if layer.type_name == "Subtract" and len(tensors) != 2:
        raise refuse(
            "missing-input",
            f"Subtract takes a list of two tensors, received {len(tensors)}",
            "name two results: `from: [a, b]`, for a - b",
        )


def _batch(layer: Arguments, tensors: Sequence[Tensor], shapes: Sequence[Shape]) -> Size:
    if any(not shape for shape in shapes):
        raise NotKnownError
    sizes = {shape[0] for shape in shapes} - {None}
    if len(sizes) > 1:
        raise refuse(
            "shape-mismatch",
            f"{layer.type_name} merges batches of one size, received {_list(tensors)}",
            "all inputs must have the same `batch_size`, or none",
            at=tuple(range(len(tensors))),
        )
    return next(iter(sizes), None)


def _broadcast(layer: Arguments, first: Tensor, tensor: Tensor, one: Shape, other: Shape) -> Shape:
    """The sizes of two inputs laid upon each other, aligned at the last axis; an open size stays open."""
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    extra = len(longer) - len(shorter)
    return longer[:extra] + tuple(
        _common(layer, first, tensor, left, right)
        for left, right in zip(longer[extra:], shorter, strict=True)
    )


def _common(layer: Arguments, first: Tensor, tensor: Tensor, left: Size, right: Size) -> Size:
    if left is None or right is None:
        return None
    if left == 1:
        return right
    if right in (1, left):
        return left
    raise refuse(
        "shape-mismatch",
        f"{layer.type_name} takes inputs of one shape, received {said(first)} and {said(tensor)}",
        _equal_hint(first, tensor),
        at=(0, 1),
    )


def _equal_hint(first: Tensor, tensor: Tensor) -> str:
    if first.rank == tensor.rank == 4:
        return (
            "a `Conv2D` with `kernel_size: 1` brings one to the other's channels; "
            "its `strides` to the other's height and width"
        )
    return "`Dense` brings one to the other's size; `Concatenate` joins inputs of different sizes"


def _repeated(layer: Arguments, tensors: Sequence[Tensor], shapes: Sequence[Shape]) -> tuple[Mismatch, ...]:
    """Warn when a single feature is repeated over all: gates multiply so on purpose, sums hardly ever do."""
    last = {shape[-1] for shape in shapes if len(shape) > 1}
    if layer.type_name == "Multiply" or 1 not in last or not any(size not in (1, None) for size in last):
        return ()
    ranks = {len(shape) for shape in shapes}
    if len(ranks) != 1:
        return ()
    message = f"{layer.type_name} repeats the one feature of an input to fit the other: {_list(tensors)}"
    hint = "if that is not meant, give both the same size"
    return (Mismatch("broadcast", message, hint, inputs=tuple(range(len(tensors))), severity="warning"),)


def _check_joinable(layer: Arguments, tensors: Sequence[Tensor], shapes: Sequence[Shape], axis: int) -> None:
    """Refuse inputs of which two have other numbers of axes, or other sizes on an axis that is not joined."""
    owners: dict[int, int] = {}
    for index, shape in enumerate(shapes):
        if len(shape) != len(shapes[0]):
            why = f"which have {len(shapes[0])} and {len(shape)} axes"
            raise _not_joinable(layer, tensors, (0, index), why, _RANKS)
        for at, size in enumerate(shape):
            if at == axis or size is None:
                continue
            other = owners.setdefault(at, index)
            if shapes[other][at] != size:
                why = f"which differ on axis {at}: {shapes[other][at]} and {size}"
                raise _not_joinable(layer, tensors, (other, index), why, _join_hint(shapes[other], shape))


def _not_joinable(
    layer: Arguments, tensors: Sequence[Tensor], pair: tuple[int, int], why: str, hint: str
) -> MismatchError:
    one, other = (said(tensors[index]) for index in pair)
    return refuse(
        "shape-mismatch",
        f"{layer.type_name} with `axis: {layer['axis']}` joins inputs that are equal on all other axes, "
        f"received {one} and {other}, {why}",
        hint,
        argument=None if hint is _RANKS else "axis",
        at=pair,
    )


def _join_hint(one: Shape, other: Shape) -> str:
    differ = [at for at in range(len(one)) if not agree(one[at], other[at])]
    if len(differ) == 1:
        return f"they can be joined along the axis on which they differ: `axis: {differ[0]}`"
    return "sizes can be made equal with `Dense`, `ZeroPadding`, `Cropping` or `Resizing`, by what they mean"


def _dot_axes(layer: Arguments, one: Shape, other: Shape) -> tuple[int, int]:
    axes = layer["axes"]
    pair = axes if isinstance(axes, tuple) else (axes, axes)
    if len(pair) != 2 or not all(isinstance(axis, int) for axis in pair):
        raise NotKnownError
    first, second = axis_of(layer, one, pair[0], "axes"), axis_of(layer, other, pair[1], "axes")
    if 0 in (first, second):
        raise refuse(
            "axis-out-of-range",
            "Dot cannot sum over axis 0, which is the batch",
            "the first axis of each sample is 1",
            argument="axes",
        )
    return first, second


def _sum(sizes: Sequence[Size]) -> Size:
    return reduce(lambda one, other: None if one is None or other is None else one + other, sizes)


def _list(tensors: Sequence[Tensor]) -> str:
    *most, last = [said(tensor) for tensor in tensors]
    return f"{', '.join(most)} and {last}" if most else last


def _size(size: Size) -> str:
    return shown((0, size)).removeprefix("(0, ").removesuffix(")")
