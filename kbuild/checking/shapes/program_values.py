"""Values of a `call` program whose tensors are shapes: what is known of a value, and how two are one.

A value is a tensor (its shape and dtype), a plain number, text, truth value or None, a tuple or dict of
values, or a layer that the model declares. What is not known is `UNKNOWN`, of which even the rank is open.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kbuild.checking.shapes.arguments import Spec
from kbuild.checking.shapes.tensors import UNKNOWN, Shape, Size, Structure, Tensor

#: The ops that stand behind Python's operators on tensors.
OPERATORS: Mapping[type[ast.AST], str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "true_divide",
    ast.FloorDiv: "floor_divide",
    ast.Mod: "mod",
    ast.Pow: "power",
    ast.MatMult: "matmul",
    ast.BitAnd: "bitwise_and",
    ast.BitOr: "bitwise_or",
    ast.BitXor: "bitwise_xor",
    ast.Lt: "less",
    ast.LtE: "less_equal",
    ast.Gt: "greater",
    ast.GtE: "greater_equal",
    ast.Eq: "equal",
    ast.NotEq: "not_equal",
}
#: What the same operators do with plain numbers.
PLAIN: Mapping[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


_LARGEST = 2**63


def operated(kind: type[ast.AST], left: Any, right: Any) -> Any:
    """What an operator makes of two plain values; `UNKNOWN` for what is no number, or too large for one."""
    if not isinstance(left, (int, float)) or not isinstance(right, (int, float)) or kind not in PLAIN:
        return UNKNOWN
    try:
        value = PLAIN[kind](left, right)
    except ArithmeticError:
        return UNKNOWN
    return value if abs(value) < _LARGEST else UNKNOWN


@dataclass(frozen=True, slots=True)
class Member:
    """A layer that a subclass-style model declares.

    Args:
        name: Its name as Keras has it: members of a list are `blocks_1`, `blocks_2`, ...
        spec: What the document says of it.
        path: Where it stands below the model's keys.
    """

    name: str
    spec: Spec
    path: tuple[str | int, ...]


def members(declared: Any, name: str, path: tuple[str | int, ...]) -> Any:
    """The layers that a model declares under a name: one, or a tuple or dict of them."""
    if isinstance(declared, Mapping):
        return {key: members(each, f"{name}_{key}", (*path, key)) for key, each in declared.items()}
    if isinstance(declared, tuple):
        return tuple(members(each, f"{name}_{at + 1}", (*path, at)) for at, each in enumerate(declared))
    return Member(str(declared.arguments().get("name") or name), declared, path)


def is_plain(value: Any) -> bool:
    """Whether a value is known while the program runs over shapes."""
    return not isinstance(value, (Tensor, Member))


def both(one: Any, other: Any) -> Any:
    """What is known of a value that is one or the other, by a choice that is not known."""
    if isinstance(one, Tensor) and isinstance(other, Tensor):
        return _tensors(one, other)
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return tuple(map(both, one, other))
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return {key: both(one[key], other[key]) for key in one}
    same = type(one) is type(other) and one == other
    return one if same else UNKNOWN


def structure(value: Any) -> Structure:
    """A value as what a layer is called with; whatever is no tensor is unknown."""
    if isinstance(value, Tensor):
        return value
    if isinstance(value, tuple):
        return tuple(structure(each) for each in value)
    if isinstance(value, dict):
        return {str(key): structure(each) for key, each in value.items()}
    return UNKNOWN


def item(value: Any, index: Any) -> Any:
    """`value[index]`, as far as it is known."""
    if isinstance(value, Tensor):
        return _indexed(value, index if isinstance(index, tuple) else (index,))
    try:
        return value[index]
    except (KeyError, IndexError, TypeError):
        return UNKNOWN


def first_axis(value: Any) -> Any:
    """What a `for` over a tensor's first axis sees in each step."""
    if isinstance(value, Tensor) and value.shape:
        return Tensor(value.shape[1:], value.dtype)
    return UNKNOWN


def _tensors(one: Tensor, other: Tensor) -> Tensor:
    dtype = one.dtype if one.dtype == other.dtype else None
    if one.shape is None or other.shape is None or len(one.shape) != len(other.shape):
        return Tensor(None, dtype)
    sizes = zip(one.shape, other.shape, strict=True)
    return Tensor(tuple(left if left == right else None for left, right in sizes), dtype)


def _indexed(tensor: Tensor, parts: tuple[Any, ...]) -> Tensor:
    if tensor.shape is None or parts.count(Ellipsis) > 1:
        return UNKNOWN
    left = list(tensor.shape)
    sizes: list[Size] = []
    taken = sum(1 for part in parts if part is not None and part is not Ellipsis)
    if taken > len(left) or any(isinstance(part, (Tensor, tuple)) for part in parts):
        return UNKNOWN
    for part in (*parts, *(() if Ellipsis in parts else (Ellipsis,))):
        if part is None:
            sizes.append(1)
        elif part is Ellipsis:
            many = (
                len(left) - sum(1 for each in parts[parts.index(part) + 1 :] if each is not None)
                if (Ellipsis in parts)
                else len(left)
            )
            sizes += left[:many]
            left = left[many:]
        elif isinstance(part, slice):
            sizes.append(_sliced(left.pop(0), part))
        else:
            left.pop(0)
    shape: Shape = tuple(sizes)
    return Tensor(shape, tensor.dtype)


def _sliced(size: Size, part: slice) -> Size:
    bounds = (part.start, part.stop, part.step)
    if any(bound is not None and not isinstance(bound, int) for bound in bounds):
        return None
    if size is None:
        return None
    return len(range(*part.indices(size)))
