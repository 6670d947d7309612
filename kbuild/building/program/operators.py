"""Arithmetic, comparison and logic: Python's on plain values within bounds, Keras's ops on tensors."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any, TypeAlias

from keras import ops

from .frame import Run
from .structure import Stacked
from .tensors import dtype_of, is_number, is_tensor

Operator: TypeAlias = Callable[[Run, Any, Any], Any]

MAX_BITS = 1_024
"""The greatest size of a whole number in a program, that of the greatest float."""


def _arithmetic(plain: Callable[[Any, Any], Any], tensor: Callable[[Any, Any], Any]) -> Operator:
    def apply(run: Run, left: Any, right: Any) -> Any:
        if is_tensor(left) or is_tensor(right):
            return tensor(left, right)
        _refuse_texts(left, right)
        return bounded(plain(left, right))

    return apply


def _add(run: Run, left: Any, right: Any) -> Any:
    for kind in (list, tuple):
        if isinstance(left, kind) and isinstance(right, kind):
            run.spend(len(left) + len(right))
            return [*left, *right] if kind is list else (*left, *right)
    return _add_numbers(run, left, right)


def _multiply(run: Run, left: Any, right: Any) -> Any:
    items, count = (left, right) if isinstance(left, (list, tuple)) else (right, left)
    if isinstance(items, (list, tuple)) and isinstance(count, int):
        run.spend(len(items) * max(count, 0))
        return items * count
    return _multiply_numbers(run, left, right)


def _power(left: Any, right: Any) -> Any:
    whole = isinstance(left, int) and isinstance(right, int)
    if whole and right > 0 and abs(left) > 1 and (abs(left).bit_length() - 1) * right > MAX_BITS:
        raise OverflowError(_TOO_LARGE)
    result = left**right
    if isinstance(result, complex):
        raise ValueError("a negative number has no real power that is not whole")
    return result


def bounded(value: Any) -> Any:
    """Return a result, unless it is a whole number past all floats.

    Raises:
        OverflowError: If it is.
    """
    if isinstance(value, int) and value.bit_length() > MAX_BITS:
        raise OverflowError(_TOO_LARGE)
    return value


def _refuse_texts(*values: Any) -> None:
    for value in values:
        if isinstance(value, str):
            raise TypeError(f"a text can't be computed with, received {value!r}")
        if isinstance(value, Stacked):
            raise TypeError("a list can't be computed with: make it a tensor with ops.stack")


def _bitwise(plain: Callable[[Any, Any], Any], logical: Any, bits: Any) -> Operator:
    def tensor(left: Any, right: Any) -> Any:
        return (logical if _is_truth(left) and _is_truth(right) else bits)(left, right)

    return _arithmetic(plain, tensor)


def _is_truth(value: Any) -> bool:
    return dtype_of(value) == "bool"


_TOO_LARGE = f"a whole number has at most {MAX_BITS:,} bits"
_add_numbers = _arithmetic(operator.add, ops.add)
_multiply_numbers = _arithmetic(operator.mul, ops.multiply)

BINARY: dict[type[ast.operator], Operator] = {
    ast.Add: _add,
    ast.Sub: _arithmetic(operator.sub, ops.subtract),
    ast.Mult: _multiply,
    ast.Div: _arithmetic(operator.truediv, ops.true_divide),
    ast.FloorDiv: _arithmetic(operator.floordiv, ops.floor_divide),
    ast.Mod: _arithmetic(operator.mod, ops.mod),
    ast.Pow: _arithmetic(_power, ops.power),
    ast.MatMult: _arithmetic(operator.matmul, ops.matmul),
    ast.BitAnd: _bitwise(operator.and_, ops.logical_and, ops.bitwise_and),
    ast.BitOr: _bitwise(operator.or_, ops.logical_or, ops.bitwise_or),
    ast.BitXor: _bitwise(operator.xor, ops.logical_xor, ops.bitwise_xor),
}
"""The operators of two sides."""


def negate(value: Any) -> Any:
    """`-value`."""
    return ops.negative(value) if is_tensor(value) else -_number(value)


def unchanged(value: Any) -> Any:
    """`+value`."""
    return value if is_tensor(value) else +_number(value)


def invert(value: Any) -> Any:
    """`~value`."""
    if is_tensor(value):
        return ops.logical_not(value) if _is_truth(value) else ops.bitwise_invert(value)
    return ~_number(value)


def opposite(value: Any) -> Any:
    """`not value`."""
    return ops.logical_not(value) if is_tensor(value) else not value


def _number(value: Any) -> Any:
    if not is_number(value):
        raise TypeError(f"expected a number or a tensor, received {type(value).__name__}")
    return value


UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: negate,
    ast.UAdd: unchanged,
    ast.Invert: invert,
    ast.Not: opposite,
}
"""The operators of one side."""


def _comparison(plain: Callable[[Any, Any], Any], tensor: Callable[[Any, Any], Any]) -> Operator:
    def apply(run: Run, left: Any, right: Any) -> Any:
        if is_tensor(left) or is_tensor(right):
            return tensor(left, right)
        run.weigh(left)
        run.weigh(right)
        return plain(left, right)

    return apply


def _equal(left: Any, right: Any) -> Any:
    return False if left is None or right is None else ops.equal(left, right)


def _not_equal(left: Any, right: Any) -> Any:
    return True if left is None or right is None else ops.not_equal(left, right)


def _contains(run: Run, item: Any, container: Any) -> bool:
    if isinstance(container, (list, tuple)):
        run.weigh(container)
        return item in container
    if isinstance(container, dict):
        return item in container
    if isinstance(container, range) and isinstance(item, int):
        return item in container
    kind = type(container).__name__
    raise TypeError(f"`in` looks into lists, tuples, dictionaries and ranges, received {kind}")


COMPARISONS: dict[type[ast.cmpop], Operator] = {
    ast.Lt: _comparison(operator.lt, ops.less),
    ast.LtE: _comparison(operator.le, ops.less_equal),
    ast.Gt: _comparison(operator.gt, ops.greater),
    ast.GtE: _comparison(operator.ge, ops.greater_equal),
    ast.Eq: _comparison(operator.eq, _equal),
    ast.NotEq: _comparison(operator.ne, _not_equal),
    ast.Is: lambda run, left, right: left is right,
    ast.IsNot: lambda run, left, right: left is not right,
    ast.In: _contains,
    ast.NotIn: lambda run, item, container: not _contains(run, item, container),
}
"""The comparisons."""
