"""Pydantic classes for the types of the language, made from the catalog when they are first asked for.

Making all of them would cost a third of a second; a document uses a few (see the benchmark of imports).
Kinds whose types are written by hand (data sources, kbuild's own models) register their classes here.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BaseModel, Field, create_model

from kbuild.schemas import catalog
from kbuild.schemas.annotation import Value
from kbuild.schemas.catalog import Argument, TypeEntry
from kbuild.schemas.objects import Object

#: Where each kind's classes can be imported from.
MODULES = {
    "layer": "layers",
    "optimizer": "optimizers",
    "schedule": "schedules",
    "loss": "losses",
    "metric": "metrics",
    "initializer": "initializers",
    "regularizer": "regularizers",
    "constraint": "constraints",
    "activation": "activations",
    "callback": "callbacks",
    "application": "applications",
    "dtype_policy": "dtype_policies",
    "op": "ops",
    "source": "data",
}
# Functions are written with the name of their module, so that a type is told from a word of kbuild's.
_PREFIXES = {"op": "ops.", "activation": "activations."}
_written: dict[str, dict[str, Callable[[], type[Object]]]] = {}
_made: dict[tuple[str, str], tuple[TypeEntry, type[Object]]] = {}


def add_written(kind: str, name: str, load: Callable[[], type[Object]]) -> None:
    """Add a type whose class is written by hand; `load` returns it when it is first needed."""
    _written.setdefault(kind, {})[name] = load


def written(kind: str) -> tuple[str, ...]:
    """The names of a kind's types whose classes are written by hand."""
    return tuple(_written.get(kind, ()))


def names(kind: str) -> tuple[str, ...]:
    """All names of a kind that a document may use: types, then the identifiers that Keras takes."""
    out = [*_written.get(kind, ())]
    if kind in catalog.kinds():
        prefix = _PREFIXES.get(kind, "")
        entries = catalog.types(kind).values()
        out.extend(prefix + entry.name for entry in entries)
        out.extend(each for entry in entries for each in entry.identifiers)
    return tuple(dict.fromkeys(out))


def find(kind: str, name: str) -> type[Object] | None:
    """The class of a type by its name or one of its aliases; None when the kind has no such type."""
    if name in _written.get(kind, ()):
        return _written[kind][name]()
    if kind not in catalog.kinds():
        return None
    prefix = _PREFIXES.get(kind, "")
    if prefix and not name.startswith(prefix):
        return None
    entry = catalog.find(kind, name.removeprefix(prefix))
    return None if entry is None else make(entry)


def make(entry: TypeEntry) -> type[Object]:
    """The Pydantic class of a catalogued type; the same class each time."""
    found = _made.get((entry.kind, entry.name))
    # A registered type may replace another of its name.
    if found is None or found[0] is not entry:
        found = _made[entry.kind, entry.name] = entry, _create(entry)
    return found[1]


def entry_of(spec: Object) -> TypeEntry:
    """The catalog's entry of an object that a document holds.

    Raises:
        KeyError: For types that are written by hand and not in the catalog.
    """
    found = catalog.find(spec.kind, spec.type_name.removeprefix(_PREFIXES.get(spec.kind, "")))
    if found is None:
        raise KeyError(spec.type_name)
    return found


def _create(entry: TypeEntry) -> type[Object]:
    full = _PREFIXES.get(entry.kind, "") + entry.name
    fields: dict[str, Any] = {
        _python_name(name): _field(name, argument, entry) for name, argument in entry.args.items()
    }
    cls = create_model(
        entry.name.replace(".", "_"),
        __base__=Object,
        __module__=f"{__package__}.{MODULES[entry.kind]}",
        __doc__=entry.summary or None,
        **fields,
    )
    cls.kind, cls.type_name, cls.title = entry.kind, full, full
    return cls


def _field(name: str, argument: Argument, entry: TypeEntry) -> tuple[Any, Any]:
    # What flows through a graph comes by `from` and `call`, so an op's tensors are never required here.
    required = argument.required and entry.kind not in _PREFIXES
    annotation = Annotated[Any, Value(argument)]
    options: dict[str, Any] = {"description": argument.text or None}
    if _python_name(name) != name:
        options["alias"] = name
    return annotation, Field(**options) if required else Field(default=_default(argument), **options)


def _default(argument: Argument) -> Any:
    default = argument.default
    return tuple(default) if isinstance(default, list) else default


def _python_name(name: str) -> str:
    """A field's name: Keras's own, but for names that Python or Pydantic has taken."""
    taken = keyword.iskeyword(name) or hasattr(BaseModel, name) or hasattr(Object, name)
    return f"{name}_" if taken else name
