"""Operations that work place by place.

Source: https://keras.io/api/ops/numpy/, https://keras.io/api/ops/nn/
"""

from __future__ import annotations

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.operands import common, floated, listed, operand, spread
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Tensor


@rule(
    *("abs", "absolute", "celu", "conj", "conjugate", "copy", "elu", "gelu", "hard_shrink", "hard_sigmoid"),
    *("hard_silu", "hard_tanh", "leaky_relu", "log_sigmoid", "nan_to_num", "negative", "relu", "relu6"),
    *("round", "selu", "sigmoid", "sign", "silu", "soft_shrink", "softplus", "softsign", "sparse_plus"),
    *("sparse_sigmoid", "squareplus", "tanh_shrink", "threshold", "bitwise_invert", "bitwise_not"),
    *("tril", "triu", "layer_normalization", "rms_normalization"),
    kind="op",
)
def kept(_op: Arguments, call: Call) -> Outcome:
    """The shape and the dtype stay."""
    tensor = call.tensor()
    return Outcome(Tensor(call.shape(), tensor.dtype))


@rule("stop_gradient", kind="op")
def stopped(_op: Arguments, call: Call) -> Outcome:
    """The same tensor, through which no gradient flows."""
    return Outcome(Tensor(call.shape(), call.tensor().dtype))


@rule("clip", kind="op")
def clipped(_op: Arguments, call: Call) -> Outcome:
    """The shape stays; truth values become numbers."""
    dtype = call.tensor().dtype
    return Outcome(Tensor(call.shape(), "int32" if dtype == "bool" else dtype))


@rule(
    *("arccos", "arccosh", "arcsin", "arcsinh", "arctan", "arctanh", "cbrt", "ceil", "cos", "cosh"),
    *("deg2rad", "erf", "erfinv", "exp", "exp2", "expm1", "floor", "log", "log10", "log1p", "log2"),
    *("rad2deg", "rsqrt", "sin", "sinh", "sqrt", "tan", "tanh"),
    kind="op",
)
def floats(_op: Arguments, call: Call) -> Outcome:
    """The shape stays; whole numbers become floats."""
    tensor = call.tensor()
    dtype = floated(tensor.dtype)
    return Outcome(Tensor(call.shape(), dtype if dtype == tensor.dtype else None))


@rule("square", "trunc", "reciprocal", kind="op")
def numbers(_op: Arguments, call: Call) -> Outcome:
    """The shape stays; so does the dtype of float32 numbers."""
    dtype = call.tensor().dtype
    return Outcome(Tensor(call.shape(), dtype if dtype == "float32" else None))


@rule(
    *("isfinite", "isinf", "isnan", "isneginf", "isposinf", "isreal", "logical_not", "signbit"),
    kind="op",
)
def told(_op: Arguments, call: Call) -> Outcome:
    """The shape stays; the result is true or false."""
    return Outcome(Tensor(call.shape(), "bool"))


@rule(
    *("add", "fmax", "fmin", "fmod", "floor_divide", "maximum", "minimum", "mod", "multiply", "power"),
    "subtract",
    kind="op",
)
def combined(op: Arguments, call: Call) -> Outcome:
    """Two operands laid upon each other."""
    pair = operand(call, "x1"), operand(call, "x2")
    dtype = common(pair)
    return Outcome(Tensor(spread(op, pair), None if dtype == "bool" else dtype))


@rule("divide", "true_divide", "divide_no_nan", "arctan2", "logaddexp", kind="op")
def divided(op: Arguments, call: Call) -> Outcome:
    """Two operands laid upon each other; the result is a float."""
    pair = operand(call, "x1"), operand(call, "x2")
    dtype = common(pair)
    return Outcome(Tensor(spread(op, pair), dtype if dtype == floated(dtype) else None))


@rule(
    *("equal", "greater", "greater_equal", "isclose", "less", "less_equal", "not_equal"),
    *("logical_and", "logical_or", "logical_xor"),
    kind="op",
)
def compared(op: Arguments, call: Call) -> Outcome:
    """Two operands laid upon each other; the result is true or false."""
    return Outcome(Tensor(spread(op, (operand(call, "x1"), operand(call, "x2"))), "bool"))


@rule("where", kind="op")
def chosen(op: Arguments, call: Call) -> Outcome:
    """A condition and two operands laid upon each other."""
    if call.get("x1") is None or call.get("x2") is None:
        raise NotKnownError
    three = [operand(call, name) for name in ("condition", "x1", "x2")]
    return Outcome(Tensor(spread(op, three), common(three[1:])))


@rule("cast", "saturate_cast", "zeros_like", "ones_like", "full_like", "empty_like", kind="op")
def cast(op: Arguments, call: Call) -> Outcome:
    """The shape stays; the dtype is the one that is named, or stays as well."""
    dtype = op.get("dtype")
    return Outcome(Tensor(call.shape(), dtype if isinstance(dtype, str) else call.tensor().dtype))


@rule("convert_to_tensor", kind="op")
def converted(op: Arguments, call: Call) -> Outcome:
    """As `cast`; numbers and lists become tensors."""
    tensor = listed(call, "x")
    if tensor.shape is None:
        raise NotKnownError
    dtype = op.get("dtype")
    given = None if tensor.dtype is None or tensor.dtype.startswith("plain") else tensor.dtype
    return Outcome(Tensor(tensor.shape, dtype if isinstance(dtype, str) else given))
