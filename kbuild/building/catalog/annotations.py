"""What a signature's annotation says of an argument: seldom there in Keras, often in a user's own class."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from kbuild.building.bases import kind_of_class
from kbuild.building.catalog.evidence import Evidence

_PLAIN: dict[Any, str] = {
    bool: "bool",
    int: "int",
    float: "float",
    str: "str",
    dict: "dict",
    Mapping: "dict",
    list: "list[any]",
    tuple: "list[any]",
    Sequence: "list[any]",
    Callable: "callable",
    type(None): "null",
    None: "null",
}


def annotated(annotation: Any) -> Evidence:
    """Read an annotation.

    Args:
        annotation: A type, a generic alias, a union, a `Literal`.

    Returns:
        What it says, empty for what it can't read.

    Example:
        >>> sorted(annotated(list[int] | None).types)
        ['list[int]', 'null']
        >>> annotated(typing.Literal["a", "b"]).enum
        ('a', 'b')
    """
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        joined = Evidence()
        for each in arguments:
            joined = joined.merge(annotated(each))
        return joined
    if origin is typing.Literal:
        texts = tuple(each for each in arguments if isinstance(each, str))
        return Evidence({"enum"}, texts) if texts else Evidence()
    if origin is typing.Annotated:
        return annotated(arguments[0])
    if origin is not None and _PLAIN.get(origin) == "list[any]":
        return _list(arguments)
    word = _PLAIN.get(origin or annotation) if isinstance(annotation, Hashable) else None
    word = word or kind_of_class(annotation)
    return Evidence({word}) if word else Evidence()


def _list(arguments: tuple[Any, ...]) -> Evidence:
    """The types of `list[X]`, `tuple[X, ...]`, `tuple[X, X]`."""
    length = None if Ellipsis in arguments or len(arguments) < 2 else len(arguments)
    inner = [annotated(each) for each in dict.fromkeys(arguments) if each is not Ellipsis]
    words = sorted({word for each in inner for word in each.types - {"null"}})
    return Evidence({f"list[{words[0] if len(words) == 1 else 'any'}]"}, length=length)
