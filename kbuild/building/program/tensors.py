"""What a value is: a tensor, a plain number, a structure; and how numbers become tensors."""

from __future__ import annotations

from typing import Any

import keras
import tensorflow as tf
from keras import ops

from .structure import Stacked

# TensorFlow takes 40 microseconds to say that a number is no tensor.
_PLAIN = frozenset((bool, int, float, str, type(None), list, tuple, dict, range))


def is_tensor(value: Any) -> bool:
    """Tell whether a value is a tensor of the backend or of Keras."""
    if type(value) in _PLAIN:
        return False
    return bool(ops.is_tensor(value)) or isinstance(value, keras.KerasTensor)


def is_known(tensor: Any) -> bool:
    """Tell whether a tensor's numbers are there already, as they are outside of a graph."""
    return hasattr(tensor, "numpy") and not tf.is_symbolic_tensor(tensor)


def is_number(value: Any) -> bool:
    """Tell whether a value is a plain number or truth value."""
    return isinstance(value, (bool, int, float))


def is_layer(value: Any) -> bool:
    """Tell whether a value is something that a program may call."""
    return isinstance(value, keras.Operation)


def number_dtype(number: Any) -> str:
    """The dtype that a plain number has as a tensor of its own."""
    if isinstance(number, bool):
        return "bool"
    return "int32" if isinstance(number, int) else str(keras.config.floatx())


def as_tensor(value: Any, dtype: str | None = None) -> Any:
    """Return a number as a tensor, and a tensor as it is."""
    if is_tensor(value):
        return value
    return ops.convert_to_tensor(value, dtype=dtype or number_dtype(value))


def dtype_of(value: Any) -> str:
    """The dtype of a tensor, or of the tensor that a plain number would be."""
    return str(keras.backend.standardize_dtype(value.dtype)) if is_tensor(value) else number_dtype(value)


def common_dtype(first: Any, second: Any) -> str | None:
    """The dtype in which two values can stand for each other, None if there is none.

    A plain number adapts to a tensor as far as nothing of it is lost; two tensors must agree.
    """
    return joined(dtype_of(first), not is_tensor(first), dtype_of(second), not is_tensor(second))


def joined(first: str, first_adapts: bool, second: str, second_adapts: bool) -> str | None:
    """The dtype of two values of which each may be a number that adapts, None if they don't agree.

    Example:
        >>> joined("int32", True, "float16", False), joined("float32", False, "int32", False)
        ('float16', None)
    """
    if first == second:
        return first
    if first_adapts and second_adapts:
        return max(first, second, key=_rank)
    if first_adapts:
        return second if _rank(first) <= _rank(second) else None
    return first if second_adapts and _rank(second) <= _rank(first) else None


def _rank(dtype: str) -> int:
    return 0 if dtype == "bool" else 1 if "int" in dtype else 2


def truth(tensor: Any) -> Any:
    """A tensor as a condition: a truth value of no dimensions.

    Raises:
        ValueError: If the tensor holds several values.
    """
    if len(tensor.shape or ()) > 0:
        raise ValueError(
            f"a condition is one truth value, received a tensor of shape {tuple(tensor.shape)}; "
            "say which is meant with ops.any or ops.all, or choose element by element with ops.where"
        )
    return ops.cast(tensor, "bool")


def describe(value: Any) -> str:
    """Say what a value is, for messages.

    Example:
        >>> describe([1, 2]), describe(2.5)
        ('a list of 2', 'the number 2.5')
    """
    if is_tensor(value):
        dtype = dtype_of(value)
        return f"{'an' if dtype[0] == 'i' else 'a'} {dtype} tensor of shape {tuple(value.shape)}"
    if is_layer(value):
        return f"the layer {value.name}"
    if isinstance(value, (list, tuple, dict)):
        kind = "dictionary" if isinstance(value, dict) else "tuple" if isinstance(value, tuple) else "list"
        return f"a {kind} of {len(value)}"
    if is_number(value):
        return f"the number {value}"
    if isinstance(value, Stacked):
        return "a list that a loop has filled"
    return repr(value)
