"""The operators and functions of `${...}`, each with the size of its result known before it is made."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable
from typing import Any

LONGEST_TEXT = 100_000
LONGEST_LIST = 100_000
LARGEST_BITS = 996
"""Bits of an integer: 300 decimal digits, which always fit a float."""


def weigh(value: object) -> int:
    """Return how many values a result holds, lists within lists counted each time.

    Raises:
        ValueError: When the result is too large to be used.
    """
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise ValueError(f"a text of more than {LONGEST_TEXT:,} characters")
        return 1 + len(value) // 100
    if isinstance(value, int) and value.bit_length() > LARGEST_BITS:
        raise ValueError("an integer of more than 300 digits")
    if isinstance(value, complex):
        raise ValueError("an even root of a negative number")
    if not isinstance(value, list | dict):
        return 1
    return _weigh_below(value)


def _weigh_below(value: list[Any] | dict[str, Any]) -> int:
    total, waiting = 1, [value]
    while waiting:
        current = waiting.pop()
        total += len(current)
        if total > LONGEST_LIST:
            raise ValueError(f"a list of more than {LONGEST_LIST:,} values")
        items = current.values() if isinstance(current, dict) else current
        total += sum(len(item) // 100 for item in items if isinstance(item, str))
        waiting.extend(item for item in items if isinstance(item, list | dict) and item)
    return total


def _numbers(*values: object) -> None:
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(f"expected a number, received {_shown(value)}")


def _shown(value: object) -> str:
    words = {None: "null", True: "true", False: "false"}
    if value is None or isinstance(value, bool):
        return words[value]
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _add(left: Any, right: Any) -> object:
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    if isinstance(left, list) and isinstance(right, list):
        return left + right
    _numbers(left, right)
    return left + right


def _multiply(left: Any, right: Any) -> object:
    if isinstance(left, int) and isinstance(right, str | list):
        left, right = right, left
    if isinstance(left, str | list):
        if isinstance(right, bool) or not isinstance(right, int):
            raise TypeError(f"expected a whole number of repetitions, received {_shown(right)}")
        if len(left) * right > LONGEST_LIST:
            raise ValueError(f"a result of more than {LONGEST_LIST:,} values")
        return left * right
    _numbers(left, right)
    return left * right


def _arithmetic(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def checked(left: Any, right: Any) -> Any:
        _numbers(left, right)
        return function(left, right)

    return checked


def _power(base: Any, exponent: Any) -> object:
    _numbers(base, exponent)
    whole = isinstance(base, int) and isinstance(exponent, int) and exponent > 0
    if whole and abs(base) > 1 and base.bit_length() * exponent > 2 * LARGEST_BITS:
        raise ValueError("an integer of more than 300 digits")
    return base**exponent


def _ordered(function: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def checked(left: Any, right: Any) -> bool:
        if not (isinstance(left, str) and isinstance(right, str)):
            _numbers(left, right)
        return function(left, right)

    return checked


def _contains(left: Any, right: Any) -> bool:
    if not isinstance(right, list | str | dict):
        raise TypeError(f"expected a list, a text or a mapping after `in`, received {_shown(right)}")
    return left in right


def _negative(value: Any) -> object:
    _numbers(value)
    return -value


def _positive(value: Any) -> object:
    _numbers(value)
    return value


BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: _add,
    ast.Sub: _arithmetic(operator.sub),
    ast.Mult: _multiply,
    ast.Div: _arithmetic(operator.truediv),
    ast.FloorDiv: _arithmetic(operator.floordiv),
    ast.Mod: _arithmetic(operator.mod),
    ast.Pow: _power,
}
COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: _ordered(operator.lt),
    ast.LtE: _ordered(operator.le),
    ast.Gt: _ordered(operator.gt),
    ast.GtE: _ordered(operator.ge),
    ast.In: _contains,
    ast.NotIn: lambda left, right: not _contains(left, right),
}
UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: _negative,
    ast.UAdd: _positive,
    ast.Not: operator.not_,
}


def _range(*bounds: Any) -> list[int]:
    for bound in bounds:
        if isinstance(bound, bool) or not isinstance(bound, int):
            raise TypeError(f"expected a whole number, received {_shown(bound)}")
    numbers = range(*bounds)
    # len() of a range fails beyond the size of a machine word.
    if numbers and abs((numbers[-1] - numbers[0]) // numbers.step) >= LONGEST_LIST:
        raise ValueError(f"a list of more than {LONGEST_LIST:,} values")
    return list(numbers)


def _int(value: Any) -> int:
    if isinstance(value, str):
        if len(value) > 300:
            raise ValueError("a number of more than 300 digits")
        return int(value)
    return int(value)


def _float(value: Any) -> float:
    return float(value)


def _round(number: Any, digits: Any = None) -> object:
    _numbers(number)
    if digits is None:
        return round(number)
    _numbers(digits)
    return round(number, max(-400, min(400, digits)))


def _length(value: Any) -> int:
    if not isinstance(value, list | str | dict):
        raise TypeError(f"expected a list or a text, received {_shown(value)}")
    return len(value)


def _absolute(value: Any) -> object:
    _numbers(value)
    return abs(value)


def _extreme(function: Callable[[Any], Any]) -> Callable[..., Any]:
    def checked(*values: Any) -> Any:
        items = values[0] if len(values) == 1 and isinstance(values[0], list) else list(values)
        _numbers(*items)
        if any(isinstance(item, float) and math.isnan(item) for item in items):
            return math.nan
        return function(items)

    return checked


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": _absolute,
    "float": _float,
    "int": _int,
    "len": _length,
    "max": _extreme(max),
    "min": _extreme(min),
    "range": _range,
    "round": _round,
}
