"""Functions of the user's own, as Keras has saved them: `kbuild>half`, alone or with arguments."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from kbuild.schemas import catalog
from kbuild.schemas.catalog import TypeEntry

_APPLIED = "kbuild>Applied"


def own_function(name: str, kinds: Collection[str]) -> TypeEntry | None:
    """The type of a function that Keras has saved as `package>name`; None if it was not registered.

    Args:
        name: As Keras has saved it.
        kinds: Which kinds may stand here.
    """
    package, _, own = name.rpartition(">")
    if not package:
        return None
    for kind in (each for each in kinds if each in catalog.kinds()):
        found = catalog.find(kind, own)
        if found is not None and not found.of_keras:
            return found
    return None


def applied(config: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]] | None:
    """The function and the arguments of what kbuild has made of both; None for anything else.

    Args:
        config: What `keras.saving.serialize_keras_object` made.
    """
    if config.get("registered_name") != _APPLIED:
        return None
    inner = config["config"]
    return str(inner["function"].get("config")), inner["arguments"]
