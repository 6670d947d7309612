"""Which arguments of an object are paths, by the catalog's types and not by a list of names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from kbuild.schemas.annotation import Value
from kbuild.schemas.objects import Spec

Place = tuple[str | int, ...]


def paths_of(spec: Spec) -> Iterator[tuple[Place, str]]:
    """The paths that an object's own arguments (or a part's own keys) set, each with its place below it.

    A text where the catalog allows a path is one, unless it is a word of the argument's own (`imagenet`).

    Example:
        >>> from kbuild.schemas import callbacks
        >>> list(paths_of(callbacks.CSVLogger(filename="log.csv")))
        [(('filename',), 'log.csv')]
    """
    for field, name, words in _named(type(spec)):
        written = getattr(spec, field) if field in spec.model_fields_set else None
        if isinstance(written, str) and written not in words:
            yield (name,), written
        elif isinstance(written, Mapping):
            yield from (((name, key), each) for key, each in written.items() if isinstance(each, str))


@cache
def _named(cls: type[Spec]) -> tuple[tuple[str, str, tuple[object, ...]], ...]:
    found = []
    for name, field in cls.model_fields.items():
        for each in field.metadata:
            if isinstance(each, Value) and "path" in each.argument.types:
                found.append((name, field.alias or name, tuple(each.argument.enum)))
    return tuple(found)
