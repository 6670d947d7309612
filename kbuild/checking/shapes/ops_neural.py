"""Operations of neural networks: categories, pooling and images.

Source: https://keras.io/api/ops/nn/, https://keras.io/api/ops/image/
"""

from __future__ import annotations

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import axis_of, channels, refuse, said, with_channels
from kbuild.checking.shapes.convolution import Window, slid
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, Tensor


@rule("one_hot", kind="op")
def one_hot(op: Arguments, call: Call) -> Outcome:
    """A new axis with a place for each class, the last unless `axis` says another."""
    shape, axis = call.shape("x"), op.integer("axis")
    many = op.positive("num_classes")
    dtype = op.get("dtype") or "float32"
    if axis == -1:
        return Outcome(Tensor((*shape, many), dtype))
    at = axis_of(op, shape, axis)
    return Outcome(Tensor((*shape[:at], many, *shape[at:]), dtype))


@rule("glu", kind="op")
def glu(op: Arguments, call: Call) -> Outcome:
    """Half of an axis, gated by the other half."""
    shape = call.shape("x")
    axis = axis_of(op, shape, op["axis"])
    size = shape[axis]
    if size is not None and size % 2:
        raise refuse(
            "shape-mismatch",
            f"ops.glu halves axis {axis}, whose size in {said(call.tensor('x'))} is odd: {size}",
            "give the layer before it twice the units that are wanted",
        )
    half = None if size is None else size // 2
    return Outcome(Tensor((*shape[:axis], half, *shape[axis + 1 :]), call.tensor("x").dtype))


@rule("top_k", kind="op")
def top_k(op: Arguments, call: Call) -> Outcome:
    """The k largest values of the last axis, and where they are."""
    shape = call.shape("x")
    if not shape:
        raise NotKnownError
    best = (*shape[:-1], op.positive("k"))
    return Outcome((Tensor(best, call.tensor("x").dtype), Tensor(best, "int32")))


@rule("max_pool", "average_pool", kind="op")
def pooled(op: Arguments, call: Call) -> Outcome:
    """`(batch, *spatial, channels)` becomes `(batch, *slid, channels)`."""
    shape, tensor = call.shape("inputs"), call.tensor("inputs")
    if len(shape) not in (3, 4, 5):
        raise refuse(
            "rank-mismatch",
            f"{op.type_name} takes (batch, spatial axes, channels), received {said(tensor)}",
            "a tensor without spatial axes has nothing to pool",
        )
    pool = op.sizes("pool_size", len(shape) - 2)
    strides = pool if op.get("strides") is None else op.sizes("strides", len(shape) - 2)
    sizes = slid(op, tensor, shape, Window(pool, strides, "pool_size"))
    return Outcome(Tensor(with_channels(op, shape[0], sizes, channels(op, shape)), tensor.dtype))


@rule("image.resize", kind="op")
def resized(op: Arguments, call: Call) -> Outcome:
    """Images of the height and width in `size`."""
    shape = _images(op, call)
    height, width = op.sizes("size", 2)
    image: Shape = (shape[-3], height, width) if op.channels_first else (height, width, shape[-1])
    return Outcome(Tensor((*shape[:-3], *image), call.tensor("images").dtype))


@rule("image.rgb_to_grayscale", kind="op")
def grey(op: Arguments, call: Call) -> Outcome:
    """Images of one channel."""
    shape = _images(op, call)
    depth = shape[-3] if op.channels_first else shape[-1]
    if depth not in (1, 3, None):
        raise refuse(
            "shape-mismatch",
            f"{op.type_name} takes images of 3 channels, or of 1, received {said(call.tensor('images'))}",
            "colours are red, green and blue, on the last axis unless `data_format: channels_first`",
        )
    image: Shape = (1, *shape[-2:]) if op.channels_first else (*shape[-3:-1], 1)
    return Outcome(Tensor((*shape[:-3], *image), call.tensor("images").dtype))


def _images(op: Arguments, call: Call) -> Shape:
    shape = call.shape("images")
    if len(shape) in (3, 4):
        return shape
    raise refuse(
        "rank-mismatch",
        f"{op.type_name} takes images, (batch, height, width, channels), received "
        f"{said(call.tensor('images'))}",
        "grey images get one channel by `ops.expand_dims`",
    )
