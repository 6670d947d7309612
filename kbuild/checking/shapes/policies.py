"""What a layer's `dtype` argument means: the dtypes of its results and of its weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# Keras's policies whose results and weights differ.
_MIXED = {"mixed_float16": ("float16", "float32"), "mixed_bfloat16": ("bfloat16", "float32")}


@dataclass(frozen=True, slots=True)
class Policy:
    """The two dtypes of a layer.

    Args:
        compute: The dtype of its results; None when not known.
        variable: The dtype of its weights; None when not known.
        quantized: Whether the weights are stored in another form than the layer's own, in other numbers.
    """

    compute: str | None = "float32"
    variable: str | None = "float32"
    quantized: bool = False


_UNKNOWN = Policy(None, None)


def policy_of(dtype: Any, default: Policy) -> Policy:
    """Read a `dtype` argument: a name, a policy object, or None for the default.

    Args:
        dtype: `float16`, `mixed_float16`, `int8_from_float32`, an object such as `DTypePolicy`, or None.
        default: The policy in force where a layer says nothing.

    Returns:
        The policy.

    Example:
        >>> policy_of("mixed_float16", Policy()).variable
        'float32'
    """
    if dtype is None:
        return default
    if isinstance(dtype, str):
        return _named(dtype)
    if hasattr(dtype, "arguments"):
        return _of_object(dtype.type_name, dtype.arguments())
    return _UNKNOWN


def _named(name: str) -> Policy:
    if "_from_" in name:
        source = _named(name.rsplit("_from_", maxsplit=1)[-1])
        return Policy(source.compute, source.variable, quantized=True)
    return Policy(*_MIXED.get(name, (name, name)))


def _of_object(type_name: str, arguments: dict[str, Any]) -> Policy:
    name = arguments.get("name")
    if type_name in ("DTypePolicy", "FloatDTypePolicy") and isinstance(name, str):
        return _named(name)
    source = arguments.get("source_name")
    quantized = "Quantized" in type_name
    found = _named(source) if isinstance(source, str) else _UNKNOWN
    return Policy(found.compute, found.variable, quantized)
