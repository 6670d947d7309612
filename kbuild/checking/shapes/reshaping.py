"""Layers that change the form of a tensor and keep or repeat its values.

Source: https://keras.io/api/layers/reshaping_layers/
"""

from __future__ import annotations

from collections.abc import Sequence

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import (
    axes_named,
    channels,
    image_axes,
    refuse,
    said,
    spatial,
    with_channels,
)
from kbuild.checking.shapes.convolution import dimensions, image
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, Size, Tensor, product


@rule("Flatten")
def flatten(layer: Arguments, call: Call) -> Outcome:
    """`(batch, ...)` becomes `(batch, product of the rest)`."""
    shape = call.shape()
    if not shape:
        raise refuse("rank-mismatch", "Flatten takes an input with a batch, received a single number")
    return Outcome(Tensor((shape[0], product(shape[1:])), call.tensor().dtype))


@rule("Reshape")
def reshape(layer: Arguments, call: Call) -> Outcome:
    """The values of each sample in another form; -1 or null stands for what is left."""
    shape, target = call.shape(), layer["target_shape"]
    if not shape or not isinstance(target, tuple):
        raise NotKnownError
    form = reshaped(layer, call.tensor(), shape[1:], target, "target_shape")
    return Outcome(Tensor((shape[0], *form), call.tensor().dtype))


@rule("Permute")
def permute(layer: Arguments, call: Call) -> Outcome:
    """The axes in another order, counted from 1, without the batch."""
    order = layer["dims"]
    if not isinstance(order, tuple) or sorted(order) != list(range(1, len(order) + 1)):
        raise NotKnownError
    shape = call.shape()
    if len(shape) != len(order) + 1:
        raise refuse(
            "rank-mismatch",
            f"Permute orders {len(order)} axes besides the batch, received {said(call.tensor())}",
            f"`dims` must name each axis once: the numbers from 1 to {len(shape) - 1}",
            argument="dims",
        )
    return Outcome(Tensor((shape[0], *(shape[axis] for axis in order)), call.tensor().dtype))


@rule("RepeatVector")
def repeat_vector(layer: Arguments, call: Call) -> Outcome:
    """`(batch, features)` becomes `(batch, n, features)`."""
    shape = axes_named(layer, call, ("features",))
    return Outcome(layer.result((shape[0], layer.positive("n"), shape[1])))


@rule("UpSampling1D", "UpSampling2D", "UpSampling3D")
def up_sampling(layer: Arguments, call: Call) -> Outcome:
    """Each spatial size is multiplied."""
    rank, shape = dimensions(layer), image(layer, call)
    times = layer.sizes("size", rank)
    sizes = [product((size, by)) for size, by in zip(spatial(layer, shape), times, strict=True)]
    return Outcome(layer.result(with_channels(layer, shape[0], sizes, channels(layer, shape))))


@rule("ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D")
def zero_padding(layer: Arguments, call: Call) -> Outcome:
    """Rows of zeros before and after each spatial axis."""
    rank, shape = dimensions(layer), image(layer, call)
    added = _borders(layer, "padding", rank)
    sizes = _grown(spatial(layer, shape), added)
    return Outcome(layer.result(with_channels(layer, shape[0], sizes, channels(layer, shape))))


@rule("Cropping1D", "Cropping2D", "Cropping3D")
def cropping(layer: Arguments, call: Call) -> Outcome:
    """Rows are cut off before and after each spatial axis; something must be left."""
    rank = dimensions(layer)
    shape = axes_named(layer, call, image_axes(layer, rank))
    cut = _borders(layer, "cropping", rank)
    sizes = _grown(spatial(layer, shape), [(-before, -after) for before, after in cut])
    if any(size is not None and size < 1 for size in sizes):
        raise refuse(
            "shape-mismatch",
            f"{layer.type_name} cuts off {_words(cut)}, which leaves nothing of {said(call.tensor())}",
            "cut off less than there is on each axis",
            argument="cropping",
        )
    return Outcome(layer.result(with_channels(layer, shape[0], sizes, channels(layer, shape))))


def reshaped(layer: Arguments, tensor: Tensor, shape: Shape, target: Sequence[Size], argument: str) -> Shape:
    """The form that some values take; it must hold as many as there are.

    Args:
        layer: The layer or op, for the message.
        tensor: Its input, for the message.
        shape: The sizes that are given a new form.
        target: The new sizes; one may be -1 for what is left.
        argument: The argument that names them.

    Returns:
        The new sizes; where some are open, -1 is open too.
    """
    if any(isinstance(size, bool) or not isinstance(size, int | None) for size in target):
        raise NotKnownError
    if target.count(-1) > 1 or any(size is not None and size < -1 for size in target):
        raise NotKnownError
    if None in shape or None in target:
        return tuple(None if size == -1 else size for size in target)
    have = product(shape) or 0
    want = product(size for size in target if size != -1) or 0
    if -1 not in target and have == want:
        return tuple(target)
    if -1 in target and want and have % want == 0:
        return tuple(have // want if size == -1 else size for size in target)
    raise refuse(
        "shape-mismatch",
        f"{layer.type_name} cannot give {said(tensor)} the form {list(target)}: "
        f"there are {have} values, the form {'is a multiple of' if -1 in target else 'holds'} {want}",
        f"the sizes of `{argument}` must multiply to {have}; one of them may be -1, for what is left",
        argument=argument,
    )


def _borders(layer: Arguments, argument: str, rank: int) -> tuple[tuple[int, int], ...]:
    if rank > 1:
        return layer.pairs(argument, rank)
    before, after = layer.sizes(argument, 2)
    return ((before, after),)


def _grown(sizes: Sequence[Size], added: Sequence[tuple[int, int]]) -> list[Size]:
    return [None if size is None else size + sum(by) for size, by in zip(sizes, added, strict=True)]


def _words(cut: Sequence[tuple[int, int]]) -> str:
    return " and ".join(f"{before} + {after}" for before, after in cut)
