"""The classes and functions of the user's own that are types: what each name in the catalog stands for."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from kbuild.schemas import catalog
from kbuild.schemas.catalog import TypeEntry

PACKAGE = "kbuild"
"""The package under which Keras knows what it saves of them: `kbuild>Scale`."""

NOT_SAVED = frozenset({"callback"})
"""The kinds that Keras does not save with a model."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A class or a function of the user's own.

    Attributes:
        thing: The class or function.
        entry: What the catalog says of it.
    """

    thing: Any
    entry: TypeEntry


_known: dict[tuple[str, str], Registered] = {}


def remember(found: Registered) -> None:
    """Keep a class or function under its kind and name, and tell Keras of it."""
    _known[found.entry.kind, found.entry.name] = found
    announce()


def forget(thing: Any) -> None:
    """Take a class or function out of the types again."""
    for key, each in list(_known.items()):
        if each.thing is thing:
            catalog.remove(each.entry)
            del _known[key]


def of_entry(entry: TypeEntry) -> Any:
    """What an entry of the catalog stands for; None for Keras's own types."""
    found = _known.get((entry.kind, entry.name))
    return None if found is None else found.thing


def everything() -> tuple[Registered, ...]:
    """All that was registered, in its order."""
    return tuple(_known.values())


def entry_of_thing(thing: Any) -> TypeEntry | None:
    """The catalog's entry of a class or function; None if it was not registered."""
    return next((each.entry for each in _known.values() if each.thing is thing), None)


def announce() -> None:
    """Register all with `keras.saving` as soon as Keras is there: models load without `custom_objects`.

    What a `keras.saving.register_keras_serializable` of the user's own has registered keeps its name.
    """
    if "keras" not in sys.modules:
        return
    import keras

    for (kind, _), each in _known.items():
        thing = each.thing
        # Keras answers with the bare name for what it has not registered.
        known = ">" in keras.saving.get_registered_name(thing)
        if (
            kind not in NOT_SAVED
            and not known
            and (not isinstance(thing, type) or hasattr(thing, "get_config"))
        ):
            keras.saving.register_keras_serializable(PACKAGE, _plain(each.entry.name))(thing)


def _plain(name: str) -> str:
    """A name without the module that a document writes before a function's."""
    return name.rpartition(".")[2]
