"""Rules across the arguments of one layer, which Keras raises only when it constructs or calls it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kbuild.checking.finding import Finding
from kbuild.checking.rules.registry import Placed, for_types
from kbuild.schemas import types
from kbuild.schemas.objects import Object

_CONVOLUTIONS = (
    "Conv1D",
    "Conv2D",
    "Conv3D",
    "DepthwiseConv1D",
    "DepthwiseConv2D",
    "SeparableConv1D",
    "SeparableConv2D",
)
_RECURRENT = (
    "LSTM",
    "GRU",
    "SimpleRNN",
    "RNN",
    "ConvLSTM1D",
    "ConvLSTM2D",
    "ConvLSTM3D",
    "Bidirectional",
    "Unknown",
)
_CELLS = ("LSTMCell", "GRUCell", "SimpleRNNCell", "StackedRNNCells", "Unknown")


def _largest(value: Any) -> int:
    return max(value) if isinstance(value, tuple) else int(value)


@for_types(*_CONVOLUTIONS, "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose")
def strides_with_dilation(layer: Placed) -> Iterator[Finding]:
    """A convolution either skips in its input or spreads its kernel, not both."""
    strides, dilation = _largest(layer.get("strides")), _largest(layer.get("dilation_rate"))
    if strides > 1 and dilation > 1:
        text = f"strides of {strides} and a dilation_rate of {dilation} do not go together"
        yield layer.finding("conflicting-arguments", text, "dilation_rate", hint="leave one of them at 1")


@for_types("Conv1D", "Conv2D", "Conv3D")
def groups_divide_filters(layer: Placed) -> Iterator[Finding]:
    """Each group makes as many filters as the others."""
    groups, filters = layer.get("groups"), layer.get("filters")
    if groups and filters % groups:
        text = f"filters must be a multiple of groups: {filters} filters cannot be made by {groups} groups"
        hint = f"write filters: {-(-filters // groups) * groups}, or another number of groups"
        yield layer.finding("conflicting-arguments", text, "groups", hint=hint)


@for_types("Conv2D", "Conv3D", "SeparableConv1D", "SeparableConv2D", "DepthwiseConv1D", "DepthwiseConv2D")
def causal_padding_is_for_one_dimension(layer: Placed) -> Iterator[Finding]:
    """Causal padding looks back in time, which only Conv1D has."""
    if layer.get("padding") == "causal":
        text = f"padding: causal is for Conv1D, not for {layer.spec.type_name}"
        yield layer.finding("not-allowed", text, "padding", hint="write padding: same or valid")


@for_types("Bidirectional")
def bidirectional_wraps_a_recurrent_layer(layer: Placed) -> Iterator[Finding]:
    """Only a layer that goes through time can go through it backwards."""
    for name in ("layer", "backward_layer"):
        inner = layer.get(name)
        if _is_other(inner, _RECURRENT):
            text = f"Bidirectional goes around a recurrent layer, and {inner.type_name} is none"
            hint = "write LSTM, GRU, SimpleRNN or RNN inside; for a layer at each step, TimeDistributed"
            place = (*layer.path, name, inner.type_name)
            yield Finding("wrong-wrapper", text, place, key=True, hint=hint)


@for_types("RNN", "StackedRNNCells")
def rnn_goes_around_cells(layer: Placed) -> Iterator[Finding]:
    """RNN takes a cell, which computes one step; LSTM and its like are whole layers."""
    found = layer.get("cell") if layer.spec.type_name == "RNN" else layer.get("cells")
    for index, inner in enumerate(found if isinstance(found, tuple) else (found,)):
        if not _is_other(inner, _CELLS):
            continue
        text = f"{layer.spec.type_name} takes RNN cells, and {inner.type_name} is none"
        cell = f"{inner.type_name}Cell"
        hint = f"write {cell}" if cell in _CELLS else f"valid here: {', '.join(_CELLS[:-1])}"
        name = "cell" if layer.spec.type_name == "RNN" else "cells"
        place = (*layer.path, name, index) if isinstance(found, tuple) else (*layer.path, name)
        yield Finding("wrong-wrapper", text, place, hint=hint)


@for_types("LSTM", "GRU", "SimpleRNN")
def unrolling_needs_a_length(layer: Placed) -> Iterator[Finding]:
    """`use_cudnn: true` asks for what `recurrent_dropout` rules out."""
    if layer.get("use_cudnn") is True and layer.get("recurrent_dropout"):
        text = "use_cudnn: true cannot be had with recurrent_dropout"
        yield layer.finding("conflicting-arguments", text, "use_cudnn", hint="write use_cudnn: auto")


@for_types("ReLU", "LeakyReLU")
def relu_slopes(layer: Placed) -> Iterator[Finding]:
    """A slope of the negative part above 1 turns the unit around."""
    slope = layer.get("negative_slope")
    if isinstance(slope, (int, float)) and slope > 1:
        text = f"a negative_slope of {slope} is steeper than the positive side"
        yield layer.finding("doubtful-value", text, "negative_slope", severity="warning")


@for_types("Input", "InputLayer")
def input_has_one_shape(layer: Placed) -> Iterator[Finding]:
    """`shape` is without the batch and `batch_shape` with it."""
    if layer.get("shape") is not None and layer.get("batch_shape") is not None:
        text = "shape and batch_shape say the same thing twice"
        yield layer.finding(
            "conflicting-arguments", text, "batch_shape", hint="keep shape, and batch_size if it is fixed"
        )
    elif layer.get("shape") is None and layer.get("batch_shape") is None:
        yield layer.finding(
            "missing-argument", "an input needs a shape", hint="write shape: [28, 28], without the batch"
        )


@for_types("MultiHeadAttention", "GroupQueryAttention", "GroupedQueryAttention")
def query_heads_divide(layer: Placed) -> Iterator[Finding]:
    """Each key head serves as many query heads as the others."""
    queries, keys = layer.get("num_query_heads"), layer.get("num_key_value_heads")
    if queries and keys and queries % keys:
        text = f"{queries} query heads cannot share {keys} key heads evenly"
        yield layer.finding("conflicting-arguments", text, "num_query_heads")


@for_types("BatchNormalization", "LayerNormalization")
def normalization_with_nothing_to_scale(layer: Placed) -> Iterator[Finding]:
    """An initializer, regularizer or constraint of something that is switched off has no effect."""
    for switch, word in (("scale", "gamma"), ("center", "beta")):
        if layer.get(switch) is False:
            for part in ("initializer", "regularizer", "constraint"):
                if layer.is_set(f"{word}_{part}"):
                    text = f"{word}_{part} has no effect: {switch} is false"
                    yield layer.finding(
                        "no-effect", text, f"{word}_{part}", hint=f"remove it, or write {switch}: true"
                    )


@for_types("Dense", "Conv1D", "Conv2D", "Conv3D", "LSTM", "GRU", "SimpleRNN", "EinsumDense")
def bias_arguments_need_a_bias(layer: Placed) -> Iterator[Finding]:
    """What belongs to a bias that is switched off has no effect."""
    if layer.get("use_bias") is False:
        for part in ("bias_initializer", "bias_regularizer", "bias_constraint"):
            if layer.is_set(part) and layer.get(part) is not None:
                text = f"{part} has no effect: use_bias is false"
                yield layer.finding("no-effect", text, part, hint="remove it, or write use_bias: true")


def _is_other(inner: Any, allowed: tuple[str, ...]) -> bool:
    """Whether this is a layer of Keras's that is none of those; the user's own are trusted."""
    if not isinstance(inner, Object) or inner.type_name in allowed:
        return False
    try:
        return types.entry_of(inner).api.startswith("keras.")
    except KeyError:
        return True
