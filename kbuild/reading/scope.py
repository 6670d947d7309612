"""Named values: what a name in `${...}` stands for, and where it was given."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kbuild.reading.spans import Span
from kbuild.reading.tree import Node, has_failed, plain

Resolver = Callable[[Node, "Scope"], Node]


class Given:
    """A parameter or a column of `for_each`, resolved when it is first asked for.

    Args:
        name: Its name.
        node: Its value as written.
        scope: The names that the value may use; `None` when the value is resolved already.
        role: How to say where it comes from, such as `is given here`.

    `failed` says that the value holds something whose problem is reported already.
    """

    __slots__ = ("_plain", "failed", "name", "node", "open", "role", "scope")

    def __init__(
        self, name: str, node: Node, scope: Scope | None = None, role: str = "is given here"
    ) -> None:
        self.name = name
        self.node = node
        self.scope = scope
        self.role = role
        self.open = False
        self.failed = False
        self._plain: list[object] = []

    @property
    def span(self) -> Span | None:
        """Where it was given."""
        return self.node.span

    def resolved(self, resolve: Resolver) -> Node:
        """Return the value without `${...}`.

        Raises:
            RecursionError: When the value needs itself.
        """
        if self.scope is not None:
            if self.open:
                raise RecursionError(self.name)
            self.open = True
            try:
                self.node, self.scope = resolve(self.node, self.scope), None
            finally:
                self.open = False
        return self.node

    def value(self, resolve: Resolver) -> object:
        """Return the value as Python's own objects, to be read and not changed."""
        node = self.resolved(resolve)
        if not self._plain:
            self._plain.append(plain(node))
            self.failed = has_failed(node)
        return self._plain[0]


class Scope:
    """The names that are known at a place: those of a block or a row, then those around it."""

    __slots__ = ("given", "outer")

    def __init__(self, given: dict[str, Given] | None = None, outer: Scope | None = None) -> None:
        self.given: dict[str, Given] = {} if given is None else given
        self.outer = outer

    def find(self, name: str) -> Given | None:
        """Return what a name stands for, the innermost meaning first."""
        scope: Scope | None = self
        while scope is not None:
            found = scope.given.get(name)
            if found is not None:
                return found
            scope = scope.outer
        return None

    def names(self) -> Iterable[str]:
        """Return all names that are known."""
        scope: Scope | None = self
        while scope is not None:
            yield from scope.given
            scope = scope.outer
