"""The layers of a document's model by their paths, without Keras: what patterns can mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kbuild.checking.naming import Names
from kbuild.schemas.models import Functional, Model, Sequential, Subclass
from kbuild.schemas.objects import Object

_INPUTS = ("Input", "InputLayer")


@dataclass(frozen=True, slots=True)
class Named:
    """A layer and its name.

    Attributes:
        path: Its names from the outermost model's, joined by `/`.
        spec: What the document says of it.
    """

    path: str
    spec: Object

    @property
    def is_open(self) -> bool:
        """Whether only Keras knows what is inside: an application, a wrapper, a type of the user's own."""
        if self.spec.kind == "application":
            return True
        return any(isinstance(each, Object) and each.kind == "layer" for each in _values(self.spec))


def layers_of(model: Object) -> Iterator[Named]:
    """All layers of a model, those of nested models too.

    Example:
        >>> from kbuild.schemas import Sequential, layers
        >>> model = Sequential(layers=[layers.Dense(units=1), layers.Dense(units=1)])
        >>> [each.path for each in layers_of(model)]
        ['dense', 'dense_1']
    """
    yield from _within(model, "")


def direct_names(model: Object) -> tuple[str, ...]:
    """The names by which a program of an objective calls the layers of a model.

    Lists and mappings of layers, which a subclass-style model may have, go by the name of the whole.
    """
    if isinstance(model, Subclass):
        return tuple(model.layers)
    return tuple(dict.fromkeys(name for name, _ in _members(model)))


def _within(model: Object, before: str) -> Iterator[Named]:
    for name, spec in _members(model):
        path = f"{before}{name}"
        yield Named(path, spec)
        if isinstance(spec, Model):
            yield from _within(spec, f"{path}/")


def _members(model: Object) -> Iterator[tuple[str, Object]]:
    if isinstance(model, Sequential):
        yield from _of_stack(model)
    elif isinstance(model, Functional):
        for name, node in model.layers.items():
            if node.layer is not None and node.layer.kind != "op":
                yield name, node.layer
    elif isinstance(model, Subclass):
        for name, member in model.layers.items():
            yield from _declared(member, name)


def _of_stack(model: Sequential) -> Iterator[tuple[str, Object]]:
    given = [each.arguments().get("name") for each in model.layers]
    names = Names(each for each in given if each)
    for name, spec in zip(given, model.layers, strict=True):
        if spec.type_name not in _INPUTS:
            yield name or names.for_type(spec.type_name), spec


def _declared(member: Any, name: str) -> Iterator[tuple[str, Object]]:
    if isinstance(member, Mapping):
        for key, each in member.items():
            yield from _declared(each, f"{name}_{key}")
    elif isinstance(member, tuple):
        for index, each in enumerate(member):
            yield from _declared(each, f"{name}_{index + 1}")
    else:
        yield member.arguments().get("name") or name, member


def _values(spec: Object) -> Iterator[Any]:
    if not isinstance(spec, Model):
        yield from spec.arguments().values()
