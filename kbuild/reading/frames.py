"""Building a tree while a parser reports one thing after the other.

YAML's and JSON's readers share this: what is open, what was seen, how much of it, and what is wrong with it.
"""

from __future__ import annotations

from kbuild.reading.limits import Limits
from kbuild.reading.problems import Problem, Related, dotted
from kbuild.reading.spans import Source, Span
from kbuild.reading.tree import Entry, Mapping, Node, Path, Scalar, Sequence

MOST_PROBLEMS = 200


class Abandoned(Exception):  # noqa: N818 - not an error: reading stops, the problems tell why
    """Reading goes no further; the reason is among the problems."""


class Frame:
    """A list or mapping that is still open, and the key whose value comes next.

    One of `items` and `entries` is the node's own, the other `None`. `drop` says that the next value has no
    place in the tree, because its key was refused; `is_key` that the list or mapping itself was written as a
    key.
    """

    __slots__ = ("drop", "entries", "is_key", "items", "key", "key_span", "node")

    def __init__(self, node: Sequence | Mapping, *, is_key: bool = False) -> None:
        self.node = node
        self.items: list[Node] | None = node.items if isinstance(node, Sequence) else None
        self.entries: dict[str, Entry] | None = node.entries if isinstance(node, Mapping) else None
        self.is_key = is_key
        self.key: str | None = None
        self.key_span: Span | None = None
        self.drop = False


class Composer:
    """Collects nodes into one tree, within limits.

    `frame` is the list or mapping that is open. The outermost is a list of our own that takes the root.

    Args:
        source: The text that is read.
        limits: What to refuse.
    """

    def __init__(self, source: Source, limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.frame = Frame(Sequence())
        self.frames = [self.frame]
        self.problems: list[Problem] = []
        self.nodes = 0

    def report(
        self,
        code: str,
        message: str,
        span: Span | None,
        hint: str | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:
        """Add a problem at the place that is being read."""
        self.problems.append(Problem(code, message, "error", dotted(self.path()), span, hint, related))
        if len(self.problems) >= MOST_PROBLEMS:
            raise Abandoned

    def path(self) -> Path:
        """Return the path of the value that is being read."""
        steps: list[str | int] = []
        for frame in self.frames[1:]:
            if frame.items is not None:
                steps.append(len(frame.items))
            elif frame.key is not None:
                steps.append(frame.key)
        return tuple(steps)

    def count(self, nodes: int, levels: int, span: Span | None) -> None:
        """Account for new nodes before they are added.

        Raises:
            Abandoned: When there are too many, or they stand too deep.
        """
        self.nodes += nodes
        if self.nodes > self.limits.nodes:
            most = f"{self.limits.nodes:,}"
            self.report("too-many-nodes", f"the document has more than {most} values, the limit", span)
            raise Abandoned
        if len(self.frames) + levels - 1 > self.limits.depth:
            deepest = self.limits.depth
            message = f"lists and mappings are nested deeper than {deepest} levels, the limit"
            self.report("too-deep", message, span)
            raise Abandoned

    def add(self, node: Node) -> None:
        """Put a value where the frame that is open wants it."""
        frame = self.frame
        if frame.items is not None:
            frame.items.append(node)
            return
        key = frame.key
        if frame.drop:
            frame.drop = False
        elif key is not None and frame.entries is not None:
            frame.entries[key] = Entry(key, frame.key_span, node)
        frame.key = None

    def add_key(self, key: str, span: Span) -> None:
        """Take a key; the next node is its value."""
        frame = self.frame
        frame.key, frame.key_span = key, span
        earlier = frame.entries.get(key) if frame.entries else None
        if earlier is not None:
            first = Related("it was first given here", earlier.key_span)
            # Two types in one entry of a list: most often a dash was forgotten.
            dash = "put `- ` before it, or " if key[:1].isupper() else ""
            hint = f"{dash}remove one of the two"
            self.refuse_key("duplicate-key", f"`{key}` is given twice", span, hint, first)

    def refuse_key(self, code: str, message: str, span: Span, hint: str, *related: Related) -> None:
        """Report a key, and leave it and its value out of the tree."""
        self.frame.drop = True
        self.report(code, message, span, hint, related)
        self.frame.key = self.frame.key or ""

    def open(self, node: Sequence | Mapping, *, is_key: bool = False) -> None:
        """Begin a list or mapping."""
        self.count(1, 1, node.span)
        self.frame = Frame(node, is_key=is_key)
        self.frames.append(self.frame)

    def close(self) -> Sequence | Mapping:
        """End the list or mapping that was begun last, and put it into its own."""
        closed = self.frames.pop()
        self.frame = self.frames[-1]
        if closed.is_key:
            self.frame.key, self.frame.drop = "", True
        else:
            self.add(closed.node)
        return closed.node

    def result(self) -> Node | None:
        """Return the tree, or `None` when reading stopped before its end."""
        root = self.frames[0].items
        return root[0] if root and len(self.frames) == 1 else None


def failed(span: Span | None) -> Scalar:
    """Return the node that stands for a value whose problem is already reported."""
    return Scalar(None, span, failed=True)
