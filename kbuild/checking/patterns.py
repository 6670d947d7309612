"""Names and patterns of layers, as `trainable` and `frozen` of phases and objectives have them.

A layer is known by its path: its name, with the names of the models around it before it, `encoder/hidden`.
A pattern without a `/` means layers of that name wherever they are; one with a `/` begins at the outermost
model. Either way, all that is inside what it means belongs to it. `*`, `?` and `[abc]` stand for letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

_WILD = frozenset("*?[")


def matches(pattern: str, path: str) -> bool:
    """Say whether a pattern means a layer.

    Args:
        pattern: Such as `encoder`, `block_*` or `encoder/hidden`.
        path: The layer's names, from the outermost model's, joined by `/`.

    Example:
        >>> matches("encoder", "encoder/hidden"), matches("hid*", "encoder/hidden")
        (True, True)
        >>> matches("decoder/hidden", "encoder/hidden")
        False
    """
    names, wanted = path.split("/"), pattern.split("/")
    if not _WILD.intersection(pattern):
        return pattern in names if len(wanted) == 1 else names[: len(wanted)] == wanted
    if len(wanted) == 1:
        return any(fnmatchcase(name, pattern) for name in names)
    if len(wanted) > len(names):
        return False
    return all(fnmatchcase(name, each) for name, each in zip(names, wanted, strict=False))


def matches_any(patterns: Iterable[str], path: str) -> bool:
    """Say whether one of several patterns means a layer."""
    return any(matches(each, path) for each in patterns)
