"""What an operation is called with: tensors, plain numbers and lists of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import axis_of, known, refuse, said
from kbuild.checking.shapes.outcomes import NotKnownError
from kbuild.checking.shapes.tensors import Shape, Size, Structure, Tensor

# Dtypes of plain numbers: they yield to the dtype of a tensor beside them.
_PLAIN = {bool: "plain bool", int: "plain int", float: "plain float"}


def bound(op: Arguments, inputs: Structure | None, keywords: Mapping[str, Any]) -> tuple[Arguments, Call]:
    """Bring together what an op is given as arguments, by `from` and by `call`, under its parameters' names.

    A list is spread over the parameters unless the op takes a list; where the document sets the first
    parameter, as the equation of `einsum`, tensors go behind it.

    Args:
        op: The op and the arguments that are set on it.
        inputs: What `from` gives.
        keywords: What `call` gives.

    Returns:
        The op with all of it as arguments, and the call with all of it as values.
    """
    names = tuple(op.entry.args) if op.entry is not None else ()
    first = names[0] if names else "x"
    values = {name: op[name] for name in names if name in op} | dict(keywords)
    if isinstance(inputs, dict):
        values |= inputs
    elif "operands" in names and inputs is not None:
        values["operands"] = inputs if isinstance(inputs, tuple) else (inputs,)
    elif isinstance(inputs, tuple) and not takes_list(op):
        free = [name for name in names if name not in values]
        values |= zip(free, inputs, strict=False)
    elif inputs is not None:
        values[next((name for name in names if name not in values), first)] = inputs
    full = f"ops.{op.type_name}"
    return Arguments(full, values, op.entry, op.default_policy), Call(full, values, first)


def takes_list(op: Arguments) -> bool:
    """Whether the op's first parameter is a list of tensors, as `concatenate`'s is."""
    first = next(iter(op.entry.args.values()), None) if op.entry is not None else None
    return first is not None and any(each.startswith("list[tensor") for each in first.types)


def operand(call: Call, name: str) -> Tensor:
    """A parameter as a tensor; a plain number has no axes."""
    value = call.require(name)
    if isinstance(value, Tensor):
        return value
    if type(value) in _PLAIN:
        return Tensor((), _PLAIN[type(value)])
    raise NotKnownError


def listed(call: Call, name: str) -> Tensor:
    """As `operand`, for a parameter that may be a list of numbers too: its axes are those of the nesting."""
    value = call.require(name)
    return Tensor(_nesting(value)) if isinstance(value, tuple) else operand(call, name)


def plain(value: Any) -> bool:
    """Whether a value is a number or a list of numbers, all of it known."""
    return all(map(plain, value)) if isinstance(value, tuple) else type(value) in _PLAIN


def common(tensors: Sequence[Tensor]) -> str | None:
    """The dtype of a result of several operands; None where Keras's table of promotions would be needed."""
    dtypes = {tensor.dtype for tensor in tensors}
    if None in dtypes:
        return None
    tensor_dtypes = {dtype for dtype in dtypes if dtype and not dtype.startswith("plain")}
    floats = {dtype for dtype in tensor_dtypes if is_float(dtype)}
    if len(floats) == 1:
        return next(iter(floats))
    if len(tensor_dtypes) != 1 or floats:
        return None
    (dtype,) = tensor_dtypes
    if "plain float" in dtypes:
        return "float32"
    return dtype if "plain int" not in dtypes or "int" in dtype else None


def is_float(dtype: str | None) -> bool:
    """Whether a dtype is one of the floating-point numbers."""
    return dtype is not None and dtype.removeprefix("b").startswith("float")


def floated(dtype: str | None) -> str | None:
    """The dtype of a result that is never a whole number."""
    return dtype if dtype is None or is_float(dtype) else "float32"


def spread(op: Arguments, tensors: Sequence[Tensor]) -> Shape:
    """The shape of operands laid upon each other, aligned at the last axis; sizes of 1 are repeated.

    An open size meets a known one as that one: it can be nothing else.
    """
    result: Shape = ()
    for tensor, shape in zip(tensors, known(tensors), strict=True):
        rank = max(len(result), len(shape))
        pairs = zip(_filled(result, rank), _filled(shape, rank), strict=True)
        result = tuple(_laid(op, tensors, tensor, one, other) for one, other in pairs)
    return result


def _laid(op: Arguments, tensors: Sequence[Tensor], tensor: Tensor, one: Size, other: Size) -> Size:
    if one == 1:
        return other
    if one is None:
        return None if other == 1 else other
    if other in (1, None, one):
        return one
    raise refuse(
        "shape-mismatch",
        f"{op.type_name} takes operands of one shape, received {said(tensors[0])} and {said(tensor)}",
        "each pair of sizes, counted from the last, must be the same, or one of them 1",
    )


def axes_of(op: Arguments, shape: Shape, argument: str = "axis") -> tuple[int, ...] | None:
    """The axes an argument names, counted from the front; None for all."""
    value = op[argument]
    if value is None:
        return None
    axes = value if isinstance(value, tuple) else (value,)
    return tuple(axis_of(op, shape, axis, argument) for axis in axes)


def reduced(op: Arguments, shape: Shape, argument: str = "axis") -> Shape:
    """A shape without the axes that an argument names, or with sizes of 1 under `keepdims`."""
    axes = axes_of(op, shape, argument)
    gone = range(len(shape)) if axes is None else axes
    if op.get("keepdims"):
        return tuple(1 if axis in gone else size for axis, size in enumerate(shape))
    return tuple(size for axis, size in enumerate(shape) if axis not in gone)


def _filled(shape: Shape, rank: int) -> Shape:
    return (1,) * (rank - len(shape)) + shape


def _nesting(value: Any) -> Shape:
    if not isinstance(value, tuple):
        if not plain(value):
            raise NotKnownError
        return ()
    inner = {_nesting(each) for each in value}
    if len(inner) != 1:
        raise NotKnownError
    return (len(value), *inner.pop())
