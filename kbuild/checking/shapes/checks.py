"""What many rules ask of their inputs, and the words in which a mismatch is told.

Each function gives what was asked for, or raises: `MismatchError` when Keras would refuse, `NotKnownError`
when the shape is not known.
"""

from __future__ import annotations

from collections.abc import Sequence

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.hints import more_axes_hint, rank_hint
from kbuild.checking.shapes.outcomes import Mismatch, MismatchError, NotKnownError
from kbuild.checking.shapes.tensors import Shape, Size, Tensor, shown

#: The axes of images, sequences and volumes, for messages; the batch goes without saying.
SEQUENCE = ("time", "features")
SPATIAL = {1: ("steps",), 2: ("height", "width"), 3: ("depth", "height", "width")}


def refuse(
    code: str,
    message: str,
    hint: str | None = None,
    *,
    argument: str | None = None,
    at: Sequence[int | str] = (),
) -> MismatchError:
    """Make the exception of a mismatch, to be raised by the caller.

    Example:
        >>> refuse("shape-mismatch", "4 is not 5").mismatch.code
        'shape-mismatch'
    """
    return MismatchError(Mismatch(code, message, hint, argument, tuple(at)))


def said(tensor: Tensor) -> str:
    """Write a tensor's shape for a message, with the name of what made it where that is known."""
    text = shown(tensor.shape)
    if tensor.origin is None:
        return text
    name = tensor.origin.name
    return f"{text} from the input" if name == "input" else f"{text} from `{name}`"


def image_axes(layer: Arguments, dimensions: int) -> tuple[str, ...]:
    """Name the axes of an input with spatial axes, by the layer's `data_format`."""
    spatial = SPATIAL[dimensions]
    return ("channels", *spatial) if layer.channels_first else (*spatial, "channels")


def axes_named(layer: Arguments, call: Call, axes: Sequence[str], name: str | None = None) -> Shape:
    """The shape of the one input, which must have the batch and exactly the named axes."""
    tensor = call.tensor(name)
    shape = call.shape(name)
    if len(shape) == len(axes) + 1:
        return shape
    expected = f"(batch, {', '.join(axes)})"
    raise refuse(
        "rank-mismatch",
        f"{layer.type_name} takes an input of {len(axes) + 1} axes, {expected}, received {said(tensor)}",
        rank_hint(layer.type_name, tensor, shape, axes),
        at=(name or call.first,),
    )


def at_least(layer: Arguments, call: Call, rank: int, name: str | None = None) -> Shape:
    """The shape of the one input, which must have at least so many axes, the batch among them."""
    shape = call.shape(name)
    if len(shape) >= rank:
        return shape
    raise refuse(
        "rank-mismatch",
        f"{layer.type_name} takes an input of at least {rank} axes with the batch, "
        f"received {said(call.tensor(name))}",
        more_axes_hint(call.tensor(name), shape),
        at=(name or call.first,),
    )


def whole(layer: Arguments, shape: Shape, axis: int, what: str | None = None) -> int:
    """The size of an axis that must be known, because weights are made from it."""
    size = shape[axis]
    if size is not None:
        return size
    raise refuse(
        "unknown-size",
        f"{layer.type_name} must know the size of {what or _axis_words(axis)} to make its weights, "
        f"received {shown(shape)}",
        "give that size in the `shape` of the input, instead of null"
        + ("; a `Global...Pooling` layer in place of `Flatten` does without it" if len(shape) == 2 else ""),
    )


def axis_of(layer: Arguments, shape: Shape, axis: int, argument: str = "axis") -> int:
    """An axis counted from the front, which must be one that the input has."""
    rank = len(shape)
    if isinstance(axis, bool) or not isinstance(axis, int):
        raise NotKnownError
    if -rank <= axis < rank:
        return axis % rank
    raise refuse(
        "axis-out-of-range",
        f"{layer.type_name} has `{argument}: {axis}`, but its input {shown(shape)} has only "
        f"the axes {-rank} to {rank - 1}",
        "axes count from 0, which is the batch; -1 is the last",
        argument=argument,
    )


def spatial(layer: Arguments, shape: Shape) -> tuple[Size, ...]:
    """The spatial sizes of an input: all but the batch and the channels."""
    return shape[2:] if layer.channels_first else shape[1:-1]


def channels(layer: Arguments, shape: Shape) -> Size:
    """The number of channels of an input."""
    return shape[1] if layer.channels_first else shape[-1]


def with_channels(layer: Arguments, batch: Size, sizes: Sequence[Size], count: Size) -> Shape:
    """A shape from a batch, spatial sizes and channels, in the layer's `data_format`."""
    return (batch, count, *sizes) if layer.channels_first else (batch, *sizes, count)


def agree(one: Size, other: Size) -> bool:
    """Whether two sizes can be the same: they are, or one of them is open."""
    return one is None or other is None or one == other


def fits(one: Shape, other: Shape) -> bool:
    """Whether two shapes can be the same."""
    return len(one) == len(other) and all(map(agree, one, other))


def known(tensors: Sequence[Tensor]) -> tuple[Shape, ...]:
    """The shapes of some tensors; `NotKnownError` if one is not known."""
    shapes = tuple(tensor.shape for tensor in tensors if tensor.shape is not None)
    if len(shapes) < len(tensors):
        raise NotKnownError
    return shapes


def _axis_words(axis: int) -> str:
    return "its input's last axis" if axis == -1 else f"axis {axis} of its input"
