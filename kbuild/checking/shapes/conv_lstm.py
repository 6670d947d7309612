"""Recurrent layers over images: an LSTM whose sums are convolutions.

Source: https://arxiv.org/abs/1506.04214
"""

from __future__ import annotations

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.cells import sequence_result
from kbuild.checking.shapes.checks import axes_named, image_axes, refuse, spatial, with_channels
from kbuild.checking.shapes.convolution import channel_count, dimensions, kernel_window, slid
from kbuild.checking.shapes.outcomes import Outcome, Weight
from kbuild.checking.shapes.recurrent import batch_known, check_states
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, Tensor, leaves, shown


@rule("ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D")
def conv_lstm(layer: Arguments, call: Call) -> Outcome:
    """`(batch, time, *spatial, channels)` becomes `(batch, *slid, filters)`, or keeps the time axis."""
    rank = dimensions(layer)
    shape = axes_named(layer, call, ("time", *image_axes(layer, rank)))
    step = (shape[0], *shape[2:])
    _check_spatial(layer, step)
    weights = _weights(layer, channel_count(layer, step), rank)
    batch_known(layer, shape)
    sizes = slid(layer, call.tensor(), step, kernel_window(layer, rank))
    output = with_channels(layer, shape[0], sizes, layer.positive("filters"))
    state = layer.result(output)
    given = call.get("initial_state")
    if isinstance(given, (Tensor, tuple)):
        check_states(layer, tuple(leaves(given)), (state, state))
    return Outcome(sequence_result(layer, shape, output[1:], (state, state)), weights)


def _weights(layer: Arguments, depth: int, rank: int) -> tuple[Weight, ...]:
    kernel, filters = layer.sizes("kernel_size", rank), layer.positive("filters")
    weights = (
        layer.weight("kernel", (*kernel, depth, 4 * filters)),
        layer.weight("recurrent_kernel", (*kernel, filters, 4 * filters)),
    )
    return (*weights, layer.weight("bias", (4 * filters,))) if layer.flag("use_bias") else weights


def _check_spatial(layer: Arguments, step: Shape) -> None:
    if None in spatial(layer, step):
        raise refuse(
            "unknown-size",
            f"{layer.type_name} must know the sizes of its images to make its states, received {shown(step)}",
            "give those sizes in the `shape` of the input, instead of null; the time may stay open",
        )
