"""Pooling: the largest or mean value of a window, of the whole, or of so many equal parts.

Source: https://keras.io/api/layers/pooling_layers/
"""

from __future__ import annotations

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import channels, with_channels
from kbuild.checking.shapes.convolution import Window, dimensions, image, slid
from kbuild.checking.shapes.outcomes import Outcome
from kbuild.checking.shapes.registry import rule


@rule(*(f"{kind}Pooling{rank}D" for kind in ("Max", "Average") for rank in (1, 2, 3)))
def windowed(layer: Arguments, call: Call) -> Outcome:
    """`(batch, *spatial, channels)` becomes `(batch, *slid, channels)`; the stride is the pool's size."""
    rank, shape = dimensions(layer), image(layer, call)
    pool = layer.sizes("pool_size", rank)
    strides = pool if layer.get("strides") is None else layer.sizes("strides", rank)
    sizes = slid(layer, call.tensor(), shape, Window(pool, strides, "pool_size"))
    return Outcome(layer.result(with_channels(layer, shape[0], sizes, channels(layer, shape))))


@rule(*(f"Global{kind}Pooling{rank}D" for kind in ("Max", "Average") for rank in (1, 2, 3)))
def whole_image(layer: Arguments, call: Call) -> Outcome:
    """`(batch, *spatial, channels)` becomes `(batch, channels)`, or keeps sizes of 1 with `keepdims`."""
    rank, shape = dimensions(layer), image(layer, call)
    kept = (1,) * rank if layer.flag("keepdims") else ()
    return Outcome(layer.result(with_channels(layer, shape[0], kept, channels(layer, shape))))


@rule(*(f"Adaptive{kind}Pooling{rank}D" for kind in ("Max", "Average") for rank in (1, 2, 3)))
def adaptive(layer: Arguments, call: Call) -> Outcome:
    """`(batch, *spatial, channels)` becomes `(batch, *output_size, channels)`."""
    rank, shape = dimensions(layer), image(layer, call)
    sizes = layer.sizes("output_size", rank)
    return Outcome(layer.result(with_channels(layer, shape[0], sizes, channels(layer, shape))))
