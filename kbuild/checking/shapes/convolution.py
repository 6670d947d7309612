"""Convolutions: a kernel slides over the spatial axes.

Source: https://keras.io/api/layers/convolution_layers/ and, for the sizes,
https://www.tensorflow.org/api_docs/python/tf/nn/convolution
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import (
    axes_named,
    image_axes,
    refuse,
    said,
    spatial,
    whole,
    with_channels,
)
from kbuild.checking.shapes.lora import adapted
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome, Weight
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, Size, Tensor

_WINDOWS = {"kernel_size": "kernel with a reach", "pool_size": "window", "frame_length": "frame"}


@dataclass(frozen=True, slots=True)
class Window:
    """What slides over the spatial axes.

    Args:
        reach: How far it reaches on each axis.
        strides: How far it moves each time.
        argument: The argument that makes it so large, for messages.
    """

    reach: tuple[int, ...]
    strides: tuple[int, ...]
    argument: str


@rule("Conv1D", "Conv2D", "Conv3D")
def convolution(layer: Arguments, call: Call) -> Outcome:
    """`(batch, *spatial, channels)` becomes `(batch, *slid, filters)`."""
    rank, shape = dimensions(layer), image(layer, call)
    filters, groups = layer.positive("filters"), layer.positive("groups")
    depth = channel_count(layer, shape)
    if depth % groups:
        raise refuse(
            "shape-mismatch",
            f"{layer.type_name} splits its input's channels into {groups} groups, "
            f"but {said(call.tensor())} has {depth} channels, which {groups} does not divide",
            f"take a number of `groups` that divides {depth}",
            argument="groups",
        )
    kernel = layer.sizes("kernel_size", rank)
    sizes = slid(layer, call.tensor(), shape, kernel_window(layer, rank))
    weights = adapted(
        layer,
        layer.weight("kernel", (*kernel, depth // groups, filters)),
        (*kernel, depth // groups),
        filters,
    )
    result = layer.result(with_channels(layer, shape[0], sizes, filters))
    return Outcome(result, weights + _bias(layer, filters))


@rule("DepthwiseConv1D", "DepthwiseConv2D")
def depthwise(layer: Arguments, call: Call) -> Outcome:
    """Each channel by itself: `channels` become `channels * depth_multiplier`."""
    rank, shape = dimensions(layer), image(layer, call)
    depth, times = channel_count(layer, shape), layer.positive("depth_multiplier")
    kernel = layer.sizes("kernel_size", rank)
    sizes = slid(layer, call.tensor(), shape, kernel_window(layer, rank))
    weights = (layer.weight("kernel", (*kernel, depth, times)),)
    result = layer.result(with_channels(layer, shape[0], sizes, depth * times))
    return Outcome(result, weights + _bias(layer, depth * times))


@rule("SeparableConv1D", "SeparableConv2D")
def separable(layer: Arguments, call: Call) -> Outcome:
    """A depthwise convolution, then one of kernel size 1 to `filters` channels."""
    rank, shape = dimensions(layer), image(layer, call)
    depth, times = channel_count(layer, shape), layer.positive("depth_multiplier")
    filters, kernel = layer.positive("filters"), layer.sizes("kernel_size", rank)
    sizes = slid(layer, call.tensor(), shape, kernel_window(layer, rank))
    weights = (
        layer.weight("depthwise_kernel", (*kernel, depth, times)),
        layer.weight("pointwise_kernel", (*(1,) * rank, depth * times, filters)),
    )
    result = layer.result(with_channels(layer, shape[0], sizes, filters))
    return Outcome(result, weights + _bias(layer, filters))


@rule("Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose")
def transposed(layer: Arguments, call: Call) -> Outcome:
    """The way back: strides multiply the spatial sizes."""
    rank, shape = dimensions(layer), image(layer, call)
    filters, depth = layer.positive("filters"), channel_count(layer, shape)
    kernel = layer.sizes("kernel_size", rank)
    extra = None if layer.get("output_padding") is None else layer.sizes("output_padding", rank)
    window, padding = kernel_window(layer, rank), layer.word("padding")
    each = zip(spatial(layer, shape), window.reach, window.strides, extra or (None,) * rank, strict=True)
    sizes = tuple(_widened(size, far, stride, more, padding) for size, far, stride, more in each)
    weights = (layer.weight("kernel", (*kernel, filters, depth)),)
    result = layer.result(with_channels(layer, shape[0], sizes, filters))
    return Outcome(result, weights + _bias(layer, filters))


def dimensions(layer: Arguments) -> int:
    """The number of spatial axes, from the type's name: `Conv2D` has two."""
    return next(count for count in (1, 2, 3) if f"{count}D" in layer.type_name)


def image(layer: Arguments, call: Call) -> Shape:
    """The shape of the one input, which must have the batch, the spatial axes and channels."""
    return axes_named(layer, call, image_axes(layer, dimensions(layer)))


def channel_count(layer: Arguments, shape: Shape) -> int:
    """The number of channels, which must be known."""
    return whole(layer, shape, 1 if layer.channels_first else -1, "the number of channels")


def reach(kernel: Sequence[int], dilation: Sequence[int]) -> tuple[int, ...]:
    """How far a kernel reaches on each axis, with the gaps that dilation makes in it."""
    return tuple((size - 1) * rate + 1 for size, rate in zip(kernel, dilation, strict=True))


def kernel_window(layer: Arguments, rank: int) -> Window:
    """The window that a layer's `kernel_size`, `dilation_rate` and `strides` make."""
    far = reach(layer.sizes("kernel_size", rank), layer.sizes("dilation_rate", rank))
    return Window(far, layer.sizes("strides", rank), "kernel_size")


def slid(layer: Arguments, tensor: Tensor, shape: Shape, window: Window) -> tuple[Size, ...]:
    """The spatial sizes after a window has slid over them, by the layer's `padding`.

    `same` and `causal` keep every stride-th place; `valid` only those where the window fits.
    """
    padding = layer.word("padding")
    if padding not in ("valid", "same", "causal") or min((*window.strides, *window.reach)) < 1:
        raise NotKnownError
    sizes = zip(spatial(layer, shape), window.reach, window.strides, strict=True)
    result = tuple(_slid(size, far, stride, padding) for size, far, stride in sizes)
    if any(size is not None and size < 1 for size in result):
        raise refuse(
            "kernel-too-large",
            f"{layer.type_name} has a {_WINDOWS[window.argument]} of {_by(window.reach)}, "
            f"which is larger than its input {said(tensor)}",
            f"take a smaller `{window.argument}`, `padding: same`, or shrink the input less before it",
            argument=window.argument,
        )
    return result


def _slid(size: Size, far: int, stride: int, padding: str) -> Size:
    """One spatial size after a window has slid over it."""
    if size is None:
        return None
    return (size - (far if padding == "valid" else 1)) // stride + 1


def _widened(size: Size, far: int, stride: int, more: int | None, padding: str) -> Size:
    if size is None:
        return None
    if padding == "valid":
        return (size - 1) * stride + (max(far, stride) if more is None else far + more)
    return size * stride if more is None else (size - 1) * stride + far % 2 + more


def _bias(layer: Arguments, count: int) -> tuple[Weight, ...]:
    return (layer.weight("bias", (count,)),) if layer.flag("use_bias") else ()


def _by(sizes: Sequence[int]) -> str:
    return " x ".join(str(size) for size in sizes)
