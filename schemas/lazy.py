"""Modules whose names are types of the catalog, made when they are first asked for (PEP 562)."""

from __future__ import annotations

from collections.abc import Callable

from kbuild.schemas import types
from kbuild.schemas.objects import Object


def module(name: str, kind: str) -> tuple[Callable[[str], type[Object]], Callable[[], list[str]]]:
    """Make the `__getattr__` and `__dir__` of the module that holds the types of one kind.

    Args:
        name: The module's `__name__`.
        kind: The kind, singular, such as `layer`.
    """
    prefix = {"op": "ops.", "activation": "activations."}.get(kind, "")

    def find(attribute: str) -> type[Object]:
        found = None if attribute.startswith("__") else types.find(kind, prefix + attribute)
        if found is None:
            raise AttributeError(f"module {name!r} has no attribute {attribute!r}")
        return found

    def listing() -> list[str]:
        return sorted(
            each.removeprefix(prefix) for each in types.names(kind) if each.isidentifier() or prefix
        )

    return find, listing
