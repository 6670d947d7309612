"""The plain functions of a program, on numbers as Python's own and on tensors as Keras's ops."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import keras
from keras import ops

from .frame import Run
from .plans import Enumerated, Numbers, Zipped, plan_of, whole
from .structure import Stacked
from .tensors import describe, is_number, is_tensor


def _range(run: Run, *bounds: Any) -> Any:
    values = [whole(each) for each in bounds]
    for each in values:
        if not is_tensor(each) and (not isinstance(each, int) or isinstance(each, bool)):
            raise TypeError(f"`range` takes whole numbers, received {describe(each)}")
    if not any(is_tensor(each) for each in values):
        return range(*values)
    # Loops count in int32, and NumPy's numbers come as int64.
    values = [ops.cast(each, "int32") if is_tensor(each) else each for each in values]
    start, stop, step = (0, *values, 1) if len(values) == 1 else (*values, 1)[:3]
    return Numbers(start, stop, step)


def _len(run: Run, value: Any) -> Any:
    if isinstance(value, Numbers):
        return value.length
    if isinstance(value, Stacked) or is_tensor(value):
        return ops.shape(value.tensor if isinstance(value, Stacked) else value)[0]
    return len(value)


def _abs(run: Run, value: Any) -> Any:
    return ops.abs(value) if is_tensor(value) else abs(_number("abs", value))


def _int(run: Run, value: Any) -> Any:
    value = whole(value)
    return ops.cast(value, "int32") if is_tensor(value) else int(_number("int", value))


def _float(run: Run, value: Any) -> Any:
    return ops.cast(value, keras.config.floatx()) if is_tensor(value) else float(_number("float", value))


def _number(name: str, value: Any) -> Any:
    if not is_number(value):
        raise TypeError(f"`{name}` takes a number or a tensor, received {describe(value)}")
    return value


def _least(run: Run, *values: Any) -> Any:
    return _extreme("min", run, values, min, ops.minimum)


def _greatest(run: Run, *values: Any) -> Any:
    return _extreme("max", run, values, max, ops.maximum)


def _extreme(
    name: str, run: Run, values: tuple[Any, ...], plain: Callable[[Any], Any], tensor: Callable[..., Any]
) -> Any:
    if len(values) == 1:
        if is_tensor(values[0]):
            raise TypeError(f"`{name}` takes several values; the {name}imum of a tensor is ops.{name}")
        if isinstance(values[0], range):
            run.spend(len(values[0]))
        values = tuple(values[0])
    run.spend(len(values))
    if any(is_tensor(each) for each in values):
        return functools.reduce(tensor, values)
    for each in values:
        _number(name, each)
    return plain(values)


def _enumerate(run: Run, values: Any, start: Any = 0) -> Any:
    return Enumerated(plan_of(values), start)


def _zip(run: Run, *values: Any) -> Any:
    return Zipped([plan_of(each) for each in values])


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "range": _range,
    "len": _len,
    "min": _least,
    "max": _greatest,
    "abs": _abs,
    "int": _int,
    "float": _float,
    "enumerate": _enumerate,
    "zip": _zip,
}
"""The plain functions, each with the run before its own arguments."""
