"""Operations over axes: sums, means, the largest, and those that go along an axis and keep it.

Source: https://keras.io/api/ops/numpy/
"""

from __future__ import annotations

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import axis_of
from kbuild.checking.shapes.operands import axes_of, is_float, reduced
from kbuild.checking.shapes.outcomes import Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Tensor, product


@rule("amax", "amin", "max", "min", "ptp", "nanmax", "nanmin", kind="op")
def extreme(op: Arguments, call: Call) -> Outcome:
    """Without the axes; the dtype stays."""
    return Outcome(Tensor(reduced(op, call.shape()), call.tensor().dtype))


@rule(
    *("logsumexp", "mean", "median", "nanmean", "nanmedian", "nanprod", "nanstd", "nansum", "nanvar"),
    *("norm", "prod", "std", "sum", "var"),
    kind="op",
)
def gathered(op: Arguments, call: Call) -> Outcome:
    """Without the axes; floats stay floats."""
    dtype = call.tensor().dtype
    # `logsumexp` is in Keras's default dtype, whatever goes in.
    kept = is_float(dtype) and (op.type_name != "ops.logsumexp" or dtype == "float32")
    return Outcome(Tensor(reduced(op, call.shape()), dtype if kept else None))


@rule("all", "any", kind="op")
def held(op: Arguments, call: Call) -> Outcome:
    """Without the axes; true or false."""
    return Outcome(Tensor(reduced(op, call.shape()), "bool"))


@rule("argmax", "argmin", "count_nonzero", kind="op")
def indexed(op: Arguments, call: Call) -> Outcome:
    """Without the axes; a whole number."""
    return Outcome(Tensor(reduced(op, call.shape()), "int32"))


@rule("moments", kind="op")
def moments(op: Arguments, call: Call) -> Outcome:
    """The mean and the variance, each without the axes."""
    one = Tensor(reduced(op, call.shape(), "axes"), call.tensor().dtype)
    return Outcome((one, one))


@rule("cumsum", "cumprod", "sort", "argsort", kind="op")
def along(op: Arguments, call: Call) -> Outcome:
    """The shape stays; without an axis all values stand in one row."""
    shape, dtype = call.shape(), call.tensor().dtype
    if op.type_name == "ops.argsort":
        dtype = "int32"
    elif isinstance(op.get("dtype"), str):
        dtype = op["dtype"]
    elif dtype == "bool" and op.type_name != "ops.sort":
        dtype = "int32"
    if op["axis"] is None:
        return Outcome(Tensor((product(shape),), dtype))
    axis_of(op, shape, op["axis"])
    return Outcome(Tensor(shape, dtype))


@rule("flip", "roll", "softmax", "log_softmax", "sparsemax", kind="op")
def on_axes(op: Arguments, call: Call) -> Outcome:
    """The shape and the dtype stay."""
    shape = call.shape()
    axes_of(op, shape)
    return Outcome(Tensor(shape, call.tensor().dtype))


@rule("normalize", kind="op")
def normalized(op: Arguments, call: Call) -> Outcome:
    """The shape stays; so do float32 numbers."""
    shape, dtype = call.shape(), call.tensor().dtype
    axes_of(op, shape)
    return Outcome(Tensor(shape, dtype if dtype == "float32" else None))
