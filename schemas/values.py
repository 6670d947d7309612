"""Which values an argument takes, and what to say of one that it does not take.

One function decides for every argument of the catalog and for every key of the hand-written models, so
that the rules (a boolean is no integer, NaN is no number, a list has its length) hold everywhere alike,
and one mistake gives one error instead of one for each branch of a union.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from kbuild.schemas import rule
from kbuild.schemas.annotation import Value, value
from kbuild.schemas.catalog import Argument
from kbuild.schemas.objects import Object
from kbuild.schemas.refusal import Collector, refuse, shown
from kbuild.schemas.wording import expected

__all__ = ["DTYPES", "Value", "accept", "frozen", "value"]

DTYPES = tuple(
    "float16 float32 float64 bfloat16 int8 int16 int32 int64 uint8 uint16 uint32 uint64 "
    "bool string complex64 complex128 float8_e4m3fn float8_e5m2 int4 uint4 mixed_float16 "
    "mixed_bfloat16".split()
)


# Whole numbers that are not the size of anything.
_WIDE = ("seed", "salt")


def accept(argument: Argument, value: Any) -> Any:
    """Return the value as a spec holds it (lists as tuples, `{Type: ...}` as an object).

    Raises:
        ValidationError: With kbuild's code, below the place of the argument.
    """
    types = argument.types
    if value is None:
        return _accept_null(argument)
    if "any" in types:
        return frozen(value)
    for accepts, reader in _READERS:
        if isinstance(value, accepts):
            return reader(argument, value)
    return _wrong(argument, value)


def _accept_null(argument: Argument) -> None:
    types = argument.types
    optional = argument.has_default and argument.default is None
    if not (optional or "null" in types or "any" in types):
        refuse("wrong-type", f"{expected(argument)}, received null", **_slip(None))


def _accept_object(argument: Argument, value: Object) -> Object:
    kinds = rule.kinds_among(argument.types)
    if value.kind in kinds or _is_dtype(argument, value):
        return value
    if not kinds:
        _wrong(argument, value)
    rule.refuse_kind(kinds, value.type_name, value.kind)


def _is_dtype(argument: Argument, value: Object) -> bool:
    return value.kind == "dtype_policy" and "dtype" in argument.types


def _accept_bool(argument: Argument, value: bool) -> Any:
    if "bool" in argument.types or value in [each for each in argument.enum if isinstance(each, bool)]:
        return value
    return _wrong(argument, value)


def _accept_number(argument: Argument, value: float) -> Any:
    types = argument.types
    if isinstance(value, float) and not math.isfinite(value):
        refuse("out-of-range", f"{expected(argument)}, received {_number(value)}")
    whole = isinstance(value, int)
    if (whole and "int" in types) or "float" in types or "number" in types or "tensor" in types:
        return _in_range(argument, value)
    if not isinstance(value, bool) and value in argument.enum:
        return value
    if "shape" in types and whole and not {"list[int]"} & set(types):
        return refuse("wrong-type", f"{expected(argument)}, received {value}", hint=f"write [{value}]")
    if not whole and "int" in types and float(value).is_integer():
        return refuse("wrong-type", f"{expected(argument)}, received {value}", hint=f"write {int(value)}")
    return _wrong(argument, value)


def _in_range(argument: Argument, value: float) -> float:
    outside = (
        (argument.min is not None and value < argument.min)
        or (argument.max is not None and value > argument.max)
        or (argument.above is not None and value <= argument.above)
        or (argument.below is not None and value >= argument.below)
    )
    if outside:
        refuse("out-of-range", f"{expected(argument)}, received {_number(value)}")
    if isinstance(value, int) and abs(value) > _largest(argument):
        refuse("out-of-range", f"{expected(argument)}, received a number of {len(str(value))} digits")
    return value


def _largest(argument: Argument) -> int:
    """No size, count or axis is beyond what an index of 32 bits reaches; seeds and plain numbers may be."""
    plain = {"float", "number", "tensor", "array"} & set(argument.types)
    if plain or argument.max is not None or argument.name in _WIDE:
        return 2**63 - 1
    return 2**31 - 1


def _accept_text(argument: Argument, value: str) -> Any:
    types = argument.types
    kinds = rule.kinds_among(types)
    if "enum" in types and value in argument.enum:
        return value
    if "dtype" in types and value in DTYPES:
        return value
    if kinds and (found := rule.from_name(kinds, value)) is not None:
        return found
    if {"str", "path"} & set(types):
        return value
    if kinds and not _looks_like_a_slip(value):
        rule.refuse_name(kinds, value, extra=argument.enum)
    if "enum" in types:
        return refuse(
            "not-allowed",
            f"{expected(argument)}, received {shown(value)}",
            name=value,
            candidates=tuple(str(each) for each in argument.enum),
        )
    if "dtype" in types:
        return refuse(
            "not-allowed",
            f"expected a data type, received {shown(value)}",
            name=value,
            candidates=tuple(DTYPES),
        )
    return _wrong(argument, value)


def _accept_list(argument: Argument, value: list[Any] | tuple[Any, ...]) -> Any:
    lists = [each for each in argument.types if each.startswith("list[")]
    if "shape" in argument.types and all(_is_size(each) for each in value):
        return tuple(value)
    if {"array", "tensor"} & set(argument.types):
        return _numbers(argument, value)
    if not lists:
        if "shape" in argument.types:
            return refuse("wrong-type", f"{expected(argument)}, received {shown(value)}")
        return _wrong(argument, value)
    if argument.length is not None and len(value) != argument.length:
        refuse("wrong-length", f"{expected(argument)}, received {len(value)} values", hint=shown(value))
    element = _element(argument, lists)
    return _each(element, enumerate(value))


def _accept_mapping(argument: Argument, value: Mapping[Any, Any]) -> Any:
    kinds = rule.kinds_among(argument.types)
    dicts = [each for each in argument.types if each == "dict" or each.startswith("dict[")]
    if kinds and (not dicts or rule.names_a_type(kinds, value)):
        return rule.read(kinds, value)
    if "dtype" in argument.types:
        return rule.read(("dtype_policy",), value)
    if not dicts:
        return _wrong(argument, value)
    if "dict" in dicts:
        return frozen(value)
    element = _element(argument, dicts)
    read = _each(element, value.items())
    return dict(zip(value, read, strict=True))


def _element(argument: Argument, compounds: list[str]) -> Argument:
    """What each item of `list[int]` or each value of `dict[float]` may be; limits hold for each."""
    return replace(argument, types=tuple(each[5:-1] for each in compounds), length=None)


def _each(element: Argument, items: Any) -> tuple[Any, ...]:
    errors = Collector()
    out = tuple([errors.attempt((place,), accept, element, each) for place, each in items])
    errors.raise_any()
    return out


def _numbers(argument: Argument, value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return tuple(_numbers(argument, each) for each in value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return _wrong(argument, value)


def _is_size(value: Any) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= -1)


def frozen(value: Any) -> Any:
    """A plain value with its lists as tuples, so that a spec holds nothing that could be changed."""
    if isinstance(value, (list, tuple)):
        return tuple(frozen(each) for each in value)
    if isinstance(value, Mapping):
        return {key: frozen(each) for key, each in value.items()}
    return value


def _wrong(argument: Argument, value: Any) -> Any:
    return refuse("wrong-type", f"{expected(argument)}, received {shown(value)}", **_meant(argument, value))


def _slip(value: Any) -> dict[str, Any]:
    return {"slip": value} if isinstance(value, str) else {}


def _meant(argument: Argument, value: Any) -> dict[str, Any]:
    """What was probably meant: the one item of a list, or a strength of regularization."""
    if isinstance(value, (list, tuple)) and len(value) == 1 and isinstance(value[0], (str, int, float)):
        return {"hint": f"write {value[0]}, without the brackets"}
    if "regularizer" in argument.types and isinstance(value, float):
        return {"hint": f"write {{L2: {{l2: {value}}}}}"}
    return _slip(value)


def _looks_like_a_slip(value: str) -> bool:
    return value in ("None", "True", "False", "none", "nil") or _is_numeric(value)


def _is_numeric(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


def _number(value: float) -> str:
    return {"nan": ".nan", "inf": ".inf", "-inf": "-.inf"}.get(str(value), str(value))


_READERS: tuple[tuple[Any, Callable[[Argument, Any], Any]], ...] = (
    (bool, _accept_bool),
    ((int, float), _accept_number),
    (str, _accept_text),
    ((list, tuple), _accept_list),
    (Mapping, _accept_mapping),
    (Object, _accept_object),
)
