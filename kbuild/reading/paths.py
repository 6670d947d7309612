"""Paths as people write them: `model.layers.conv1.filters`, with layers by name and types left out."""

from __future__ import annotations

import re
from typing import NamedTuple

from kbuild.reading.tree import Mapping, Node, Path, Scalar, Sequence
from kbuild.reading.words import arguments, text_of, type_key

_SEGMENT = re.compile(
    r"""\s*(?:"([^"]*)"|'([^']*)'|\[\s*(-?[0-9]+)\s*\]|([^.\[\]"']+))\s*(?:\.(?!\s*$)|(?=\[)|$)"""
)
_INDEX = re.compile(r"-?[0-9]{1,9}\Z")
_LONGEST_KEY = 6


class PathError(ValueError):
    """A path is malformed, or fits several things.

    Args:
        message: What is wrong.
        start: Where in the path.
        hint: What fits.
    """

    def __init__(self, message: str, start: int = 0, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.hint = hint


class Segment(NamedTuple):
    """One step of a path as written, and the index of its first character."""

    text: str
    start: int


class Found(NamedTuple):
    """How far a path leads.

    Args:
        path: The way to the deepest node that exists, with all types in it.
        node: That node.
        rest: The steps that lead no further.
    """

    path: Path
    node: Node
    rest: tuple[Segment, ...]


def segments(text: str) -> tuple[Segment, ...]:
    """Return the steps of a path.

    Raises:
        PathError: When it is no path.

    Example:
        >>> [segment.text for segment in segments('model.layers[0]."my.name".units')]
        ['model', 'layers', '0', 'my.name', 'units']
    """
    found: list[Segment] = []
    position = 0
    while position < len(text):
        match = _SEGMENT.match(text, position)
        if match is None or match.end() == position:
            raise PathError("this is no path: write names with dots between them", position)
        part = next(group for group in match.groups() if group is not None)
        found.append(Segment(part.strip(), match.start(match.lastindex or 0)))
        position = match.end()
    if not found:
        raise PathError("a path is missing: write names with dots between them")
    return tuple(found)


def descend(root: Node, steps: tuple[Segment, ...]) -> Found:
    """Follow a path as far as it leads.

    A step is a key (keys with dots in them too), an index, the name of a layer in a list, or a type in a list
    that holds it once. Where an object stands, its arguments are reached without naming its type.

    Raises:
        PathError: When a step fits several items of a list.
    """
    path: list[str | int] = []
    node, rest = root, steps
    while rest:
        taken, step = _step(node, rest)
        if step is None:
            inner = _arguments(node)
            if inner is None or _step(inner[1], rest)[1] is None:
                break
            path.append(inner[0])
            node = inner[1]
            continue
        path.append(step)
        node, rest = _below(node, step), rest[taken:]
    return Found(tuple(path), node, rest)


def candidates(node: Node) -> list[str]:
    """Return what could stand in a path below a node."""
    if isinstance(node, Mapping):
        return [*arguments(node).entries, *node.entries]
    if isinstance(node, Sequence):
        names = [text_of(arguments(item).get("name")) for item in node.items]
        types = [_type(item) for item in node.items]
        return list(dict.fromkeys([name for name in [*names, *types] if name is not None]))
    return []


def _step(node: Node, rest: tuple[Segment, ...]) -> tuple[int, str | int | None]:
    """Return how many segments the next step takes, and the step; `None` when there is none."""
    if isinstance(node, Mapping):
        for count in range(min(len(rest), _LONGEST_KEY), 0, -1):
            key = ".".join(segment.text for segment in rest[:count])
            if key in node.entries:
                return count, key
    if isinstance(node, Sequence):
        return 1, _index(node, rest[0])
    return 0, None


def _index(node: Sequence, segment: Segment) -> int | None:
    if _INDEX.match(segment.text):
        index = int(segment.text)
        size = len(node.items)
        return index % size if size and -size <= index < size else None
    for matches in (
        [at for at, item in enumerate(node.items) if text_of(arguments(item).get("name")) == segment.text],
        [at for at, item in enumerate(node.items) if _type(item) == segment.text],
    ):
        if len(matches) > 1:
            at = ", ".join(map(str, matches[:8])) + (", ..." if len(matches) > 8 else "")
            message = f"`{segment.text}` fits {len(matches)} items of the list"
            raise PathError(message, segment.start, f"write the index of one of them: {at}")
        if matches:
            return matches[0]
    return None


def _type(item: Node) -> str | None:
    return type_key(item) if isinstance(item, Mapping) else text_of(item)


def _arguments(node: Node) -> tuple[str, Mapping] | None:
    key = type_key(node) if isinstance(node, Mapping) else None
    value = node.get(key) if key is not None and isinstance(node, Mapping) else None
    return (key, value) if key is not None and isinstance(value, Mapping) else None


def _below(node: Node, step: str | int) -> Node:
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.entries[step].value
    assert isinstance(node, Sequence)  # noqa: S101 - scalars have no steps
    assert isinstance(step, int)  # noqa: S101 - lists have indexes
    return node.items[step]


def is_empty(node: Node) -> bool:
    """Say whether a node is null, as a key with nothing behind it."""
    return isinstance(node, Scalar) and node.value is None
