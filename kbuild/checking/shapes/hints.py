"""What would put a wrong number of axes right, by what stands before and what is wanted."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from kbuild.checking.shapes.tensors import Shape, Tensor, product

# Layers that drop the time axis unless they are told to keep it.
RECURRENT = frozenset(
    {"LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"}
)


def rank_hint(type_name: str, tensor: Tensor, shape: Shape, axes: Sequence[str]) -> str | None:
    """What to do when a layer that takes the batch and the named axes is given another number of them.

    Args:
        type_name: The layer's type.
        tensor: What it is given, with what made it.
        shape: The shape of that.
        axes: The axes that it takes besides the batch.

    Returns:
        A sentence, or None where nothing can be said.

    Example:
        >>> rank_hint("MaxPooling1D", Tensor((None, 8, 8, 3)), (None, 8, 8, 3), ("steps", "channels"))
        '`MaxPooling2D` is for images'
    """
    sibling = _sibling(type_name, shape)
    if len(shape) > len(axes) + 1:
        if (batch := _batch_hint(tensor, shape, axes)) is not None:
            return batch
        return sibling or _fewer_axes_hint(tensor, axes)
    kept = _kept_hint(tensor, shape)
    if kept is not None:
        return kept
    hint = _channel_hint(shape, axes) or more_axes_hint(tensor, shape, images=len(axes) == 3)
    return f"{hint}; {sibling}" if hint and sibling else hint or sibling


def more_axes_hint(tensor: Tensor, shape: Shape, *, images: bool = False) -> str | None:
    """What gives an input more axes: keep the time axis, or split the values of each sample."""
    kept = _kept_hint(tensor, shape)
    if kept is not None:
        return kept
    size = product(shape[1:])
    if size is None:
        return None
    if images and (form := _square(size)):
        of = f"{form[0]} by {form[1]}"
        return f"if these are images of {of}, put `Reshape: {{target_shape: {form}}}` before it"
    return f"`Reshape` gives an input more axes: the {size} values of each sample can be split among them"


def _batch_hint(tensor: Tensor, shape: Shape, axes: Sequence[str]) -> str | None:
    """An input whose shape begins with a size that is not known, which can only be the batch's."""
    of_input = tensor.origin is None or tensor.origin.type_name == "Input"
    if not of_input or len(shape) != len(axes) + 2 or shape[1] is not None:
        return None
    sizes = ", ".join("null" if size is None else str(size) for size in shape[2:])
    return f"an input's `shape` is that of one sample, without the batch: `shape: [{sizes}]`"


def _kept_hint(tensor: Tensor, shape: Shape) -> str | None:
    if tensor.origin is None or tensor.origin.type_name not in RECURRENT or len(shape) != 2:
        return None
    return f"set `return_sequences: true` on `{tensor.origin.name}`, so that it keeps the time axis"


def _channel_hint(shape: Shape, axes: Sequence[str]) -> str | None:
    """One axis is missing, and it may be one of size 1."""
    if len(shape) != len(axes) or None in shape[1:]:
        return None
    sizes = list(shape[1:])
    if len(axes) == 2:
        form = [*sizes, 1]
        return (
            f"if each step is one number, put `Reshape: {{target_shape: {form}}}` before it; "
            "words by their numbers need an `Embedding`"
        )
    if "channels" not in axes or len(axes) < 3:
        return None
    sizes.insert(axes.index("channels"), 1)
    return f"if there is one channel, put `Reshape: {{target_shape: {sizes}}}` before it"


def _fewer_axes_hint(tensor: Tensor, axes: Sequence[str]) -> str:
    if len(axes) == 1:
        before = tensor.origin is not None and tensor.origin.type_name in RECURRENT
        keep = "leave out `return_sequences`, or " if before else ""
        return f"to get there, {keep}put `Flatten` or a `Global...Pooling` layer before it"
    return f"`TimeDistributed` applies a layer to every step of a longer input; it needs ({', '.join(axes)})"


def _sibling(type_name: str, shape: Shape) -> str | None:
    """The type of the same name for another number of spatial axes, if it takes this input."""
    found = re.search(r"([123])D", type_name)
    kinds = {1: "sequences", 2: "images", 3: "volumes"}
    rank = len(shape) - (3 if type_name.startswith("ConvLSTM") else 2)
    if found is None or rank not in kinds or rank == int(found[1]):
        return None
    only_two = type_name.startswith(("Depthwise", "Separable"))
    if only_two and rank == 3:
        return None
    return f"`{type_name.replace(found[0], f'{rank}D')}` is for {kinds[rank]}"


def _square(size: int) -> list[int] | None:
    """The form of square images with one channel or three; None where there is none, or only a tiny one."""
    for channels in (1, 3):
        side = math.isqrt(size // channels)
        if side >= 8 and side * side * channels == size:
            return [side, side, channels]
    return None
