"""The catalog of Keras: every type a document can name, as data.

The files beside this module are written by `python -m kbuild.building.catalog` from the installed Keras and
checked in, so that documents are read, completed and checked without Keras. Each kind's file is loaded when
it is first asked for.

Example:
    >>> from kbuild.schemas import catalog
    >>> catalog.find("layer", "Convolution2D").name
    'Conv2D'
    >>> catalog.find("initializer", "he_normal").name
    'HeNormal'
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kbuild.schemas.catalog.entries import Argument, CallArgument, TypeEntry, entry_from

__all__ = [
    "Argument",
    "CallArgument",
    "TypeEntry",
    "add",
    "entry_from",
    "find",
    "keras_version",
    "kinds",
    "remove",
    "types",
]

_FILES = {
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
    "source": "sources",
}
# Kinds of which kbuild has types of its own, in a file beside Keras's.
_OWN = ("layer", "metric")
_added: dict[str, dict[str, TypeEntry]] = {}


def kinds() -> tuple[str, ...]:
    """Return the kinds of types, singular: `layer`, `optimizer`, `schedule`, ...

    Example:
        >>> kinds()[:3]
        ('layer', 'optimizer', 'schedule')
    """
    return tuple(_FILES)


def types(kind: str) -> Mapping[str, TypeEntry]:
    """Return all types of a kind by their names, in alphabetical order.

    Args:
        kind: A kind, singular, one of `kinds()`.

    Returns:
        A read-only mapping of names to entries; aliases are not keys (see `find`).

    Raises:
        KeyError: If there is no such kind.

    Example:
        >>> types("layer")["Dense"].args["units"].required
        True
    """
    return _index(kind)[0]


def find(kind: str, name: str) -> TypeEntry | None:
    """Find a type by its name, an alias, or a string that Keras accepts for it.

    Args:
        kind: A kind, singular, one of `kinds()`.
        name: Such as `Conv2D`, `Convolution2D` or `he_normal`; for ops with or without `ops.` before it.

    Returns:
        The entry, or None when nothing of that kind is called so.

    Raises:
        KeyError: If there is no such kind.

    Example:
        >>> find("loss", "mse").name
        'MeanSquaredError'
        >>> find("layer", "Denze") is None
        True
    """
    entries, others = _index(kind)
    if kind == "op":
        name = name.removeprefix("ops.")
    return entries.get(name) or others.get(name)


def keras_version() -> str:
    """Return the version of Keras that the catalog was made from.

    Example:
        >>> keras_version().split(".")[0]
        '3'
    """
    return str(_document("layer")["keras"])


def add(entry: TypeEntry) -> None:
    """Add a type that is not Keras's, such as a registered class, until the process ends.

    Args:
        entry: What `entry_from` made. A type of the same kind and name that is there already is replaced.

    Raises:
        KeyError: If there is no such kind.

    Example:
        >>> twice = entry_from("Twice", "layer", {"api": "mine.Twice"})
        >>> add(twice)
        >>> find("layer", "Twice").api
        'mine.Twice'
        >>> remove(twice)
    """
    if entry.kind not in _FILES:
        raise KeyError(entry.kind)
    _added.setdefault(entry.kind, {})[entry.name] = entry
    _index.cache_clear()


def remove(entry: TypeEntry) -> None:
    """Take out a type that was added.

    Args:
        entry: What was given to `add`.

    Example:
        >>> half = entry_from("Half", "layer", {"api": "mine.Half"})
        >>> add(half)
        >>> remove(half)
        >>> find("layer", "Half") is None
        True
    """
    if _added.get(entry.kind, {}).get(entry.name) is entry:
        del _added[entry.kind][entry.name]
        _index.cache_clear()


@cache
def _index(kind: str) -> tuple[Mapping[str, TypeEntry], Mapping[str, TypeEntry]]:
    """Make the entries of a kind by name, and by their other names."""
    entries = {name: entry_from(name, kind, data) for name, data in _document(kind)["types"].items()}
    entries.update(_added.get(kind, {}))
    others = {other: entry for entry in entries.values() for other in (*entry.aliases, *entry.identifiers)}
    return MappingProxyType(dict(sorted(entries.items()))), MappingProxyType(others)


@cache
def _document(kind: str) -> dict[str, Any]:
    path = Path(__file__).with_name(f"{_FILES[kind]}.json")
    if kind == "source" and not path.is_file():
        return {"types": {}}
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if kind in _OWN:
        own = json.loads(path.with_name(f"own_{path.name}").read_text(encoding="utf-8"))
        loaded["types"].update(own["types"])
    return loaded
