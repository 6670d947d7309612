"""Operations that change the form of a tensor, join several or take parts.

Source: https://keras.io/api/ops/numpy/
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import agree, axis_of, known, refuse, said
from kbuild.checking.shapes.operands import axes_of, common, listed, operand, spread
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.reshaping import reshaped
from kbuild.checking.shapes.tensors import Shape, Size, Tensor, product


@rule("reshape", kind="op")
def reshape(op: Arguments, call: Call) -> Outcome:
    """All values in another form, the batch among them."""
    target = op["newshape"]
    if not isinstance(target, tuple):
        target = (target,)
    form = reshaped(op, call.tensor("x"), call.shape("x"), target, "newshape")
    return Outcome(Tensor(form, call.tensor("x").dtype))


@rule("ravel", kind="op")
def ravel(_op: Arguments, call: Call) -> Outcome:
    """All values in one row, the batch among them."""
    return Outcome(Tensor((product(call.shape()),), call.tensor().dtype))


@rule("transpose", kind="op")
def transpose(op: Arguments, call: Call) -> Outcome:
    """The axes in another order, the batch among them; backwards unless `axes` are given."""
    shape, axes = call.shape(), op["axes"]
    order = axes_of(op, shape, "axes") if axes is not None else tuple(range(len(shape)))[::-1]
    if order is None or sorted(order) != list(range(len(shape))):
        raise refuse(
            "shape-mismatch",
            f"ops.transpose takes each axis of {said(call.tensor())} once, received `axes: {list(axes)}`",
            f"`axes` must hold each of the numbers from 0, the batch, to {len(shape) - 1}",
            argument="axes",
        )
    return Outcome(Tensor(tuple(shape[axis] for axis in order), call.tensor().dtype))


@rule("swapaxes", kind="op")
def swapaxes(op: Arguments, call: Call) -> Outcome:
    """Two axes change places."""
    sizes = list(call.shape())
    one, other = (axis_of(op, call.shape(), op[name], name) for name in ("axis1", "axis2"))
    sizes[one], sizes[other] = sizes[other], sizes[one]
    return Outcome(Tensor(tuple(sizes), call.tensor().dtype))


@rule("moveaxis", kind="op")
def moveaxis(op: Arguments, call: Call) -> Outcome:
    """Axes move to other places; the rest keep their order."""
    shape = call.shape()
    taken, put = axes_of(op, shape, "source"), axes_of(op, shape, "destination")
    if taken is None or put is None or len(taken) != len(put):
        raise NotKnownError
    places = dict(zip(put, taken, strict=True))
    rest = iter([axis for axis in range(len(shape)) if axis not in taken])
    order = [places[at] if at in places else next(rest) for at in range(len(shape))]
    return Outcome(Tensor(tuple(shape[axis] for axis in order), call.tensor().dtype))


@rule("expand_dims", kind="op")
def expand_dims(op: Arguments, call: Call) -> Outcome:
    """A new axis of size 1 at each place that `axis` names, counted in the result."""
    shape, value = call.shape(), op["axis"]
    axes = value if isinstance(value, tuple) else (value,)
    places = {axis_of(op, (*shape, *(1,) * len(axes)), axis) for axis in axes}
    rest = iter(shape)
    sizes = tuple(1 if at in places else next(rest) for at in range(len(shape) + len(places)))
    return Outcome(Tensor(sizes, call.tensor().dtype))


@rule("squeeze", kind="op")
def squeeze(op: Arguments, call: Call) -> Outcome:
    """Without axes of size 1: those that `axis` names, or all."""
    shape = call.shape()
    axes = axes_of(op, shape)
    if axes is None:
        return Outcome(Tensor(tuple(size for size in shape if size != 1), call.tensor().dtype))
    for axis in axes:
        if shape[axis] != 1:
            raise refuse(
                "shape-mismatch",
                f"ops.squeeze drops axes of 1, but axis {axis} of {said(call.tensor())} is none",
                "name an axis of size 1, or take one place of the axis by `ops.take`",
                argument="axis",
            )
    return Outcome(
        Tensor(tuple(size for at, size in enumerate(shape) if at not in axes), call.tensor().dtype)
    )


@rule("concatenate", kind="op")
def concatenate(op: Arguments, call: Call) -> Outcome:
    """End to end along `axis`, which is 0, the batch, unless it is given."""
    tensors = call.several()
    shapes = _equal(op, tensors, op["axis"])
    axis = axis_of(op, shapes[0], op["axis"])
    joined: Size = 0
    for shape in shapes:
        size = shape[axis]
        joined = None if joined is None or size is None else joined + size
    return Outcome(Tensor((*shapes[0][:axis], joined, *shapes[0][axis + 1 :]), common(tensors)))


@rule("stack", kind="op")
def stack(op: Arguments, call: Call) -> Outcome:
    """Tensors of one shape along a new axis, which is the first unless it is given."""
    tensors = call.several()
    shapes = _equal(op, tensors, None)
    axis = axis_of(op, (*shapes[0], 1), op["axis"])
    return Outcome(Tensor((*shapes[0][:axis], len(shapes), *shapes[0][axis:]), common(tensors)))


@rule("split", kind="op")
def split(op: Arguments, call: Call) -> Outcome:
    """So many equal parts of an axis, or the parts between the places that are named."""
    shape, parts = call.shape("x"), op["indices_or_sections"]
    axis = axis_of(op, shape, op["axis"])
    sizes = _part_sizes(op, call, shape[axis], parts, axis)
    dtype = call.tensor("x").dtype
    return Outcome(tuple(Tensor((*shape[:axis], size, *shape[axis + 1 :]), dtype) for size in sizes))


@rule("unstack", kind="op")
def unstack(op: Arguments, call: Call) -> Outcome:
    """A tensor for each place of an axis, without it."""
    shape = call.shape()
    axis = axis_of(op, shape, op["axis"])
    many = op.optional_integer("num") or shape[axis]
    if many is None:
        raise refuse(
            "unknown-size",
            f"ops.unstack must know the size of axis {axis}, received {said(call.tensor())}",
            "give the number of places by `num`",
            argument="num",
        )
    one = Tensor((*shape[:axis], *shape[axis + 1 :]), call.tensor().dtype)
    return Outcome((one,) * many)


@rule("repeat", kind="op")
def repeat(op: Arguments, call: Call) -> Outcome:
    """Each place of an axis several times; without an axis, of all values in one row."""
    shape, times = call.shape("x"), op["repeats"]
    if not isinstance(times, int):
        raise NotKnownError
    if op["axis"] is None:
        return Outcome(Tensor((product((*shape, times)),), call.tensor("x").dtype))
    axis = axis_of(op, shape, op["axis"])
    sizes = (*shape[:axis], product((shape[axis], times)), *shape[axis + 1 :])
    return Outcome(Tensor(sizes, call.tensor("x").dtype))


@rule("pad", kind="op")
def pad(op: Arguments, call: Call) -> Outcome:
    """Places added before and after each axis, the batch among them."""
    shape, width = call.shape("x"), op["pad_width"]
    pairs = _pads(width, len(shape))
    if len(pairs) != len(shape):
        raise refuse(
            "shape-mismatch",
            f"ops.pad takes one pair for each axis of {said(call.tensor('x'))}, received {len(pairs)}",
            "the batch has a pair as well: [0, 0]",
            argument="pad_width",
        )
    sizes = tuple(None if size is None else size + sum(pair) for size, pair in zip(shape, pairs, strict=True))
    return Outcome(Tensor(sizes, call.tensor("x").dtype))


@rule("take", kind="op")
def take(op: Arguments, call: Call) -> Outcome:
    """The places of an axis that the indices name, in the indices' own form."""
    tensor, indices = operand(call, "x"), listed(call, "indices")
    shape, at = known((tensor, indices))
    if op["axis"] is None:
        return Outcome(Tensor(at, tensor.dtype))
    axis = axis_of(op, shape, op["axis"])
    return Outcome(Tensor((*shape[:axis], *at, *shape[axis + 1 :]), tensor.dtype))


@rule("broadcast_to", kind="op")
def broadcast_to(op: Arguments, call: Call) -> Outcome:
    """The shape that is named, which must hold the tensor's."""
    target = op["shape"]
    if not isinstance(target, tuple) or not all(isinstance(size, int | None) for size in target):
        raise NotKnownError
    spread(op, (call.tensor("x"), Tensor(target)))
    return Outcome(Tensor(target, call.tensor("x").dtype))


def _equal(op: Arguments, tensors: Sequence[Tensor], axis: int | None) -> tuple[Shape, ...]:
    """The shapes of tensors that must be equal but for one axis."""
    shapes = known(tensors)
    if not shapes:
        raise refuse("missing-input", f"{op.type_name} is called with an empty list", "name its inputs")
    first = shapes[0]
    but = None if axis is None else axis_of(op, first, axis)
    for tensor, shape in zip(tensors, shapes, strict=True):
        same = len(shape) == len(first) and all(
            at == but or agree(one, other) for at, (one, other) in enumerate(zip(first, shape, strict=False))
        )
        if not same:
            raise refuse(
                "shape-mismatch",
                f"{op.type_name} takes tensors of one shape{'' if but is None else f' but for axis {but}'}, "
                f"received {said(tensors[0])} and {said(tensor)}",
                "axes count from 0, which is the batch; -1 is the last",
            )
    return shapes


def _part_sizes(op: Arguments, call: Call, size: Size, parts: object, axis: int) -> list[Size]:
    if isinstance(parts, int) and not isinstance(parts, bool) and parts > 0:
        if size is not None and size % parts:
            raise refuse(
                "shape-mismatch",
                f"ops.split makes {parts} equal parts, but axis {axis} of {said(call.tensor('x'))} is {size}",
                f"take a number that divides {size}, or name the places to split at in a list",
                argument="indices_or_sections",
            )
        return [None if size is None else size // parts] * parts
    if not isinstance(parts, tuple) or size is None or not all(isinstance(at, int) for at in parts):
        raise NotKnownError
    cuts = (0, *parts, size)
    if list(cuts) != sorted(cuts):
        raise NotKnownError
    return [end - start for start, end in pairwise(cuts)]


def _pads(width: object, rank: int) -> list[tuple[int, int]]:
    if isinstance(width, int) and not isinstance(width, bool):
        return [(width, width)] * rank
    if not isinstance(width, tuple) or not width:
        raise NotKnownError
    if len(width) == 2 and all(isinstance(each, int) for each in width):
        return [(width[0], width[1])] * rank
    if not all(isinstance(each, tuple) and len(each) == 2 for each in width):
        raise NotKnownError
    pairs = [(int(before), int(after)) for before, after in width]
    return pairs * rank if len(pairs) == 1 else pairs
