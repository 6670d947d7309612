"""Operations that make a tensor out of sizes: a row of numbers, zeros, ones, one value everywhere.

A size that is only known when the model runs, such as a tensor's `x.shape[1]`, is open.

Source: https://keras.io/api/ops/numpy/
"""

from __future__ import annotations

import math
from typing import Any

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, Size, Tensor

_USUAL = "float32"


@rule("arange", kind="op")
def arange(op: Arguments, call: Call) -> Outcome:
    """Numbers from `start` up to `stop`, or from 0 where one number is given."""
    start, stop = call.require("start"), call.get("stop")
    step = call.get("step")
    bounds = (0, start) if stop is None else (start, stop)
    every = (*bounds, 1 if step is None else step)
    if not all(_is_number(each) for each in every):
        raise NotKnownError
    whole = all(_is_whole(each) for each in every)
    size = math.ceil((every[1] - every[0]) / every[2]) if whole and every[2] else None
    dtype = op.get("dtype")
    fractions = any(isinstance(each, float) for each in every)
    if not isinstance(dtype, str):
        dtype = _USUAL if fractions else "int32"
    return Outcome(Tensor((None if size is None else max(size, 0),), dtype))


@rule("zeros", "ones", kind="op")
def filled(op: Arguments, call: Call) -> Outcome:
    """A tensor of the named shape, of 32-bit floats unless a dtype is named."""
    dtype = op.get("dtype")
    return Outcome(Tensor(_shape(call.require("shape")), dtype if isinstance(dtype, str) else _USUAL))


def _shape(given: Any) -> Shape:
    if isinstance(given, Tensor):
        raise NotKnownError
    sizes = given if isinstance(given, (list, tuple)) else (given,)
    return tuple(_size(each) for each in sizes)


def _size(given: Any) -> Size:
    if _is_whole(given):
        return int(given)
    if isinstance(given, Tensor) and given.shape == ():
        return None
    raise NotKnownError


def _is_number(value: Any) -> bool:
    if isinstance(value, Tensor):
        return value.shape == () and value.dtype == "int32"
    return _is_whole(value) or isinstance(value, float)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
