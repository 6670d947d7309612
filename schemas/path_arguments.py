"""Which arguments of an object are paths, by the catalog's types and not by a list of names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from kbuild.schemas.annotation import Value
from kbuild.schemas.objects import Object

Place = tuple[str | int, ...]


def paths_of(spec: Object) -> Iterator[tuple[Place, str]]:
    """The paths that an object's own arguments set, each with its place below the arguments.

    A text where the catalog allows a path is one, unless it is a word of the argument's own (`imagenet`).

    Example:
        >>> from kbuild.schemas import callbacks
        >>> list(paths_of(callbacks.CSVLogger(filename="log.csv")))
        [(('filename',), 'log.csv')]
    """
    arguments = spec.arguments()
    for name, words in _named(type(spec)):
        written = arguments.get(name)
        if isinstance(written, str) and written not in words:
            yield (name,), written
        elif isinstance(written, Mapping):
            yield from (((name, key), each) for key, each in written.items() if isinstance(each, str))


@cache
def _named(cls: type[Object]) -> tuple[tuple[str, tuple[object, ...]], ...]:
    found = []
    for name, field in cls.model_fields.items():
        for each in field.metadata:
            if isinstance(each, Value) and "path" in each.argument.types:
                found.append((field.alias or name, tuple(each.argument.enum)))
    return tuple(found)
