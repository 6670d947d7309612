"""Values as a person would write them, and which of them need not be written."""

from __future__ import annotations

import struct
from typing import Any

from kbuild.schemas import catalog, rule
from kbuild.schemas.catalog import Argument

# Sizes of which one number stands for all dimensions.
_SIZES = frozenset("kernel_size strides dilation_rate pool_size padding size cropping output_padding".split())


def folded(value: Any, argument: Argument) -> Any:
    """One number in place of a list of equal ones, where Keras takes either.

    Example:
        >>> from kbuild.schemas import catalog
        >>> folded([3, 3], catalog.types("layer")["Conv2D"].args["kernel_size"])
        3
    """
    if argument.name == "axis" and isinstance(value, list) and len(value) == 1:
        return value[0] if "int" in argument.types else value
    if argument.name not in _SIZES or "int" not in argument.types:
        return value
    flat = _flat(value)
    same = len(flat) > 1 and all(isinstance(each, int) and each == flat[0] for each in flat)
    return flat[0] if same else value


def _flat(value: Any) -> list[Any]:
    return [each for item in value for each in _flat(item)] if isinstance(value, list) else [value]


def is_default(value: Any, argument: Argument) -> bool:
    """Whether a value is what Keras takes when the argument is left out.

    Args:
        value: As a document would write it.
        argument: The catalog's entry.
    """
    if argument.required:
        return False
    default = folded(argument.default, argument)
    if value is None or default is None:
        return value is default or _is_nothing(value, argument)
    if isinstance(value, bool) or isinstance(default, bool):
        return value is default
    return bool(value == default) or _same_type(value, default, argument)


def _is_nothing(value: Any, argument: Argument) -> bool:
    """What Keras makes of None, and writes down in its place."""
    if argument.name == "data_format":
        return bool(value == "channels_last")
    if "dtype" in argument.types:
        return bool(value == "float32")
    return "activation" in argument.types and value == "linear"


def _same_type(value: Any, default: Any, argument: Argument) -> bool:
    if not (isinstance(value, str) and isinstance(default, str)):
        return False
    kinds = [each for each in rule.kinds_among(argument.types) if each in catalog.kinds()]
    return any(
        (found := catalog.find(each, value)) and found is catalog.find(each, default) for each in kinds
    )


def plain_number(value: float) -> float:
    """The number that was meant where Keras kept it in 32 bits.

    Example:
        >>> plain_number(0.0010000000474974513), plain_number(0.1)
        (0.001, 0.1)
    """
    try:
        packed = struct.pack("f", value)
    except OverflowError:
        return value
    if struct.unpack("f", packed)[0] != value:
        return value
    for digits in range(1, 10):
        short = float(f"{value:.{digits}g}")
        if struct.pack("f", short) == packed:
            return short
    return value
