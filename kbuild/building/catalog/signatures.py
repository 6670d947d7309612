"""The arguments that a constructor or a function takes, read off signatures.

A constructor that ends in `**kwargs` passes them on to its base class, so the arguments of a class are those
of all `__init__` on the way up, without those that a class on the way fills in itself.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from kbuild.building.catalog.source import (
    argument_name,
    called_name,
    function_tree,
    initializers_of,
    parameter_names,
)

# Machinery of Keras whose constructors hold nothing that a user sets.
_MACHINERY = ("keras.src.backend", "keras.src.saving", "keras.src.ops.operation")
_OPEN = inspect.Parameter.VAR_KEYWORD
_STARRED = inspect.Parameter.VAR_POSITIONAL
MISSING = inspect.Parameter.empty


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument, as its signature has it.

    Attributes:
        name: Its name.
        default: Its default, `MISSING` when it must be given.
        annotation: Its annotation, `MISSING` when there is none.
        definer: The class whose `__init__` defines it; None for a function's.
        variadic: Whether it is starred (`*operands`).
    """

    name: str
    default: Any = MISSING
    annotation: Any = MISSING
    definer: type | None = None
    variadic: bool = False

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.default is MISSING and not self.variadic


@cache
def constructor_parameters(cls: type) -> tuple[Parameter, ...]:
    """List the arguments of a class's constructor, its own first, then what it passes on to its bases.

    Args:
        cls: Any class.

    Returns:
        The arguments in order, each name once.

    Example:
        >>> class Base:
        ...     def __init__(self, rank, name=None): ...
        >>> class Flat(Base):
        ...     def __init__(self, units, **kwargs): ...
        >>> [each.name for each in constructor_parameters(Flat)]
        ['units', 'rank', 'name']
    """
    found: dict[str, Parameter] = {}
    filled: set[str] = set()
    for base, init in initializers_of(cls):
        if base.__module__.startswith(_MACHINERY):
            continue
        parameters = list(signature_of(init).parameters.values())[1:]
        for each in parameters:
            if each.kind not in (_OPEN, _STARRED) and each.name not in filled:
                found.setdefault(each.name, Parameter(each.name, each.default, each.annotation, base))
        if not any(each.kind is _OPEN for each in parameters):
            break
        filled |= _filled_in(cls, base, init)
    return tuple(found.values())


def function_parameters(function: Callable[..., Any]) -> list[Parameter]:
    """List a function's arguments, without `self` and `**kwargs`; a starred one is marked.

    Example:
        >>> def join(first, *others, sep=" "): ...
        >>> [(each.name, each.variadic) for each in function_parameters(join)]
        [('first', False), ('others', True), ('sep', False)]
    """
    return [
        Parameter(each.name, each.default, each.annotation, None, each.kind is _STARRED)
        for each in signature_of(inspect.unwrap(function)).parameters.values()
        if each.kind is not _OPEN and each.name != "self"
    ]


def signature_of(function: Callable[..., Any]) -> inspect.Signature:
    """Read a signature, with annotations written as text evaluated where their names can be found."""
    try:
        return inspect.signature(function, eval_str=True)
    except (NameError, TypeError, AttributeError, SyntaxError):
        return inspect.signature(function)


def _filled_in(cls: type, base: type, init: Callable[..., Any]) -> set[str]:
    """The arguments of the next `__init__` up that this one passes itself, so that nobody else can."""
    tree = function_tree(init)
    if tree is None:
        return set()
    own = set(parameter_names(tree))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called_name(node)[1] == "__init__":
            names |= {keyword.arg for keyword in node.keywords if keyword.arg}
            given = [each for each in node.args if argument_name(each) != "self"]
            names |= set(_next_names(cls, base)[: len(given)])
    return names - own


def _next_names(cls: type, base: type) -> list[str]:
    """The parameters, in order, of the `__init__` that follows a base's in the resolution order."""
    rest = [
        init for other, init in initializers_of(cls) if cls.__mro__.index(other) > cls.__mro__.index(base)
    ]
    return list(signature_of(rest[0]).parameters)[1:] if rest else []
