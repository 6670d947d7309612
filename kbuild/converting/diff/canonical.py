"""Values such that two that mean the same are equal: defaults left out, one spelling for each type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kbuild.schemas import types
from kbuild.schemas.catalog import Argument, find
from kbuild.schemas.models import Model
from kbuild.schemas.objects import Object, Spec

# Of losses and metrics the name is another thing than the class: `accuracy` becomes one that fits the output.
_OBJECTS = ("initializer", "regularizer", "constraint", "optimizer", "activation")


def arguments_of(spec: Object) -> dict[str, Any]:
    """The arguments of an object that are not what they would be anyway, without its name.

    Example:
        >>> from kbuild.schemas import layers
        >>> arguments_of(layers.Conv2D(filters=3, kernel_size=[2, 2], strides=1, activation="relu"))
        {'filters': 3, 'kernel_size': 2, 'activation': 'relu'}
    """
    try:
        known: Mapping[str, Argument] = types.entry_of(spec).args
    except KeyError:
        known = {}
    made = {}
    for key, value in spec.arguments().items():
        argument = known.get(key)
        default = _default(spec, key, argument)
        found = canonical(value, argument)
        if key != "name" and found != canonical(default, argument):
            made[key] = found
    return made


def _default(spec: Object, key: str, argument: Argument | None) -> Any:
    if argument is not None:
        return argument.default if argument.has_default else _Nothing
    field = type(spec).model_fields.get(key)
    return _Nothing if field is None or field.is_required() else field.get_default(call_default_factory=True)


def defaults_of(spec: Object) -> dict[str, Any]:
    """What the arguments of an object are where nothing is said of them."""
    try:
        known = types.entry_of(spec).args.values()
    except KeyError:
        fields = type(spec).model_fields.items()
        return {
            key: each.get_default(call_default_factory=True) for key, each in fields if not each.is_required()
        }
    return {each.name: each.default for each in known if each.has_default}


def named(spec: Object) -> str:
    """The name of an object's type, in one spelling."""
    return _named(spec.kind, spec.type_name)


class _Nothing:
    """No default: equal to no value."""


def canonical(value: Any, argument: Argument | None = None) -> Any:
    """A value as plain data, in one spelling."""
    if isinstance(value, Model):
        return value.tree()
    if isinstance(value, Object):
        inner = arguments_of(value)
        return {_named(value.kind, value.type_name): inner} if inner else _named(value.kind, value.type_name)
    if isinstance(value, Spec):
        return value.tree()
    if isinstance(value, Mapping):
        return {str(key): canonical(each, argument) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        items = [canonical(each, argument) for each in value]
        sizes = argument is not None and argument.length is not None and "int" in argument.types
        return items[0] if sizes and items and all(each == items[0] for each in items) else items
    if isinstance(value, str):
        return _spelled(value, argument)
    return value


def _spelled(text: str, argument: Argument | None) -> str:
    for kind in () if argument is None else argument.types:
        if kind in _OBJECTS and find(kind, text) is not None:
            return _named(kind, text)
    return text


def _named(kind: str, text: str) -> str:
    """The name of a type: its shortest in lower case, as it is written most."""
    entry = find(kind, text) if kind in _OBJECTS else None
    names = () if entry is None else entry.identifiers
    return min(names, key=lambda each: (len(each), each)) if names else text
