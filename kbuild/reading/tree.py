"""The document as a tree in which every key and value knows its place in the text.

Reading makes this tree, resolving turns it into another of the same kind, and everything later asks it for
places only. A tree is never changed once it is made: aliases, `repeat` and blocks share nodes freely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TypeAlias

from kbuild.reading.spans import Source, Span

__all__ = [
    "Entry",
    "Mapping",
    "Node",
    "Origin",
    "Path",
    "Scalar",
    "Sequence",
    "Source",
    "Span",
    "child",
    "has_failed",
    "inside",
    "locate",
    "measure",
    "plain",
    "walk",
    "with_origin",
]

Path: TypeAlias = tuple[str | int, ...]
"""The way from the root to a node: keys of mappings and indexes of sequences."""

_LINE_BREAK = re.compile("\r\n|\r|\n")


class Origin:
    """One step of the way by which a node came to its place, and the steps before it.

    Args:
        kind: `include`, `alias`, `expression`, `param`, `override`, `block`, `repeat` or `for_each`.
        text: What happened, such as `block ResidualUnit is used here`.
        span: Where it happened, if that has a place.
        before: The step that came earlier.
        block: For the use of a block, the block's name.
        use: The name that the use gives to what it makes, where it gives one.
        number: Which use of a block it is, counted through the document, so that repeated ones differ.
    """

    __slots__ = ("before", "block", "kind", "number", "span", "text", "use")

    def __init__(  # noqa: PLR0913, PLR0917 - most steps need the first three
        self,
        kind: str,
        text: str,
        span: Span | None,
        before: Origin | None = None,
        block: str = "",
        use: str = "",
        number: int = 0,
    ) -> None:
        self.number = number
        self.block = block
        self.use = use
        self.kind = kind
        self.text = text
        self.span = span
        self.before = before

    def after(self, before: Origin | None, use: str = "") -> Origin:
        """Return this step, with others before it."""
        return Origin(self.kind, self.text, self.span, before, self.block, use or self.use, self.number)

    def __iter__(self) -> Iterator[Origin]:
        """Go through the steps, the newest first."""
        step: Origin | None = self
        while step is not None:
            yield step
            step = step.before

    def __repr__(self) -> str:
        return f"Origin({self.kind!r}, {self.text!r}, {self.span!r})"


class Scalar:
    """A number, a text, `True`, `False` or `None`.

    `block` is the line and column of the first character of the content when the text was written as a block
    (`|` or `>`), so that a program in it can point at its own lines. `failed` marks a value that could not be
    resolved: its problem is already reported, and later rooms keep silent about it.
    """

    __slots__ = ("block", "failed", "origin", "span", "value")

    def __init__(
        self,
        value: object,
        span: Span | None = None,
        block: tuple[int, int] | None = None,
        origin: Origin | None = None,
        *,
        failed: bool = False,
    ) -> None:
        self.value = value
        self.span = span
        self.block = block
        self.origin = origin
        self.failed = failed

    def __repr__(self) -> str:
        return f"Scalar({self.value!r})"


class Sequence:
    """A list of nodes."""

    __slots__ = ("extent", "items", "origin", "span")

    def __init__(
        self, items: list[Node] | None = None, span: Span | None = None, origin: Origin | None = None
    ) -> None:
        self.items: list[Node] = [] if items is None else items
        self.span = span
        self.origin = origin
        self.extent: tuple[int, int] | None = None

    def __repr__(self) -> str:
        return f"Sequence({self.items!r})"


class Entry:
    """A key of a mapping with its place, and the value."""

    __slots__ = ("key", "key_span", "value")

    def __init__(self, key: str, key_span: Span | None, value: Node) -> None:
        self.key = key
        self.key_span = key_span
        self.value = value

    def __repr__(self) -> str:
        return f"Entry({self.key!r}, {self.value!r})"


class Mapping:
    """Keys, always texts, with their values, in the order of the document."""

    __slots__ = ("entries", "extent", "origin", "span")

    def __init__(
        self,
        entries: dict[str, Entry] | None = None,
        span: Span | None = None,
        origin: Origin | None = None,
    ) -> None:
        self.entries: dict[str, Entry] = {} if entries is None else entries
        self.span = span
        self.origin = origin
        self.extent: tuple[int, int] | None = None

    def get(self, key: str) -> Node | None:
        """Return the value of `key`, or `None` when the key is absent."""
        entry = self.entries.get(key)
        return None if entry is None else entry.value

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def __repr__(self) -> str:
        return f"Mapping({list(self.entries.values())!r})"


Node: TypeAlias = Scalar | Sequence | Mapping


def plain(node: Node) -> object:
    """Return the tree as dictionaries, lists and scalars of Python.

    Nodes that are shared become separate objects, so that whoever gets the result may change it.

    Example:
        >>> from kbuild.reading import read
        >>> plain(read("units: [3, null]"))
        {'units': [3, None]}
    """
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {entry.key: plain(entry.value) for entry in node.entries.values()}


def child(node: Node, step: str | int) -> Node | None:
    """Return what stands below `node` at one step of a path, or `None`."""
    if isinstance(node, Mapping):
        return node.get(step) if isinstance(step, str) else None
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def walk(root: Node, path: Path) -> Iterator[Node]:
    """Go down the path from the root, as far as it exists."""
    node = root
    yield node
    for step in path:
        below = child(node, step)
        if below is None:
            return
        node = below
        yield node


def locate(root: Node, path: Path, *, key: bool = False) -> Span | None:
    """Return the place of the deepest node that exists on the path.

    Use it to point at a value that is wrong, and with `key` at a key that should not be there, or at the type
    whose argument is missing.

    Args:
        root: The resolved document.
        path: The way to the node; it may go further than the document does.
        key: Point at the node's key rather than at its value, where it has one.

    Returns:
        The span, or `None` for a document that came from Python objects.

    Example:
        >>> from kbuild.reading import read
        >>> locate(read("fit: {epochs: 3}"), ("fit", "epochs"))
        Span(<text>:1:15, 1)
        >>> locate(read("fit: {epochs: 3}"), ("fit", "epochs"), key=True)
        Span(<text>:1:7, 6)
    """
    nodes = list(walk(root, path))
    depth = len(nodes) - 1
    if key and depth:
        parent, step = nodes[-2], path[depth - 1]
        if isinstance(parent, Mapping) and isinstance(step, str):
            found = parent.entries[step].key_span
            if found is not None:
                return found
    spans = (node.span for node in reversed(nodes))
    return next((span for span in spans if span is not None), None)


def has_failed(node: Node) -> bool:
    """Say whether a tree holds a value that could not be resolved."""
    if isinstance(node, Scalar):
        return node.failed
    if isinstance(node, Sequence):
        return any(has_failed(item) for item in node.items)
    return any(has_failed(entry.value) for entry in node.entries.values())


def measure(node: Node) -> tuple[int, int]:
    """Return how many nodes a tree has, shared ones counted each time, and how many levels of collections.

    The result is kept in the node, so that a shared tree is measured once.
    """
    if isinstance(node, Scalar):
        return 1, 0
    if node.extent is None:
        below = node.items if isinstance(node, Sequence) else [e.value for e in node.entries.values()]
        extents = [measure(item) for item in below]
        size = 1 + sum(size for size, _ in extents)
        node.extent = size, 1 + max((levels for _, levels in extents), default=0)
    return node.extent


def with_origin(node: Node, origin: Origin) -> Node:
    """Return a copy of the node, sharing what is below it, whose history ends with `origin`."""
    if isinstance(node, Scalar):
        return Scalar(node.value, node.span, node.block, origin, failed=node.failed)
    if isinstance(node, Sequence):
        sequence = Sequence(node.items, node.span, origin)
        sequence.extent = node.extent
        return sequence
    mapping = Mapping(node.entries, node.span, origin)
    mapping.extent = node.extent
    return mapping


def inside(scalar: Scalar, line: int, column: int, length: int = 1) -> Span | None:
    """Return the place in the document of a piece of a text that stands in it.

    For a program or an expression whose errors have positions of their own. A literal block and a text on one
    line without escapes are mapped exactly; for the rest the whole scalar is the best that can be said.

    Args:
        scalar: The text's node.
        line: The line within the text, from 1.
        column: The column within that line, from 1, in characters.
        length: How many characters.
    """
    span = scalar.span
    if span is None or not isinstance(scalar.value, str):
        return span
    if scalar.block is not None:
        return _inside_block(span, scalar.block, line, column, length)
    start = span.text.find(scalar.value)
    if line == 1 and start >= 0 and "\n" not in scalar.value:
        return span.part(start + column - 1, length)
    return span


def _inside_block(header: Span, block: tuple[int, int], line: int, column: int, length: int) -> Span:
    target, first = block[0] + line - 1, block[1] + column - 1
    breaks = _LINE_BREAK.finditer(header.source.text, header.offset)
    last = next(islice(breaks, target - header.line - 1, None), None)
    begin = len(header.source.text) if last is None else last.end()
    return Span(header.source, begin + first - 1, target, first, length)
