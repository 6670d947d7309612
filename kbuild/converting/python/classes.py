"""The classes of a program: models of one make share theirs."""

from __future__ import annotations

import ast

from kbuild.converting.python.identifiers import Pool


class Classes:
    """Gathers the classes of a program.

    Args:
        pool: The names of the program's top.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._known: dict[str, str] = {}
        self.made: list[ast.stmt] = []
        self.late: list[ast.stmt] = []

    def add(self, definition: ast.ClassDef, *, late: bool = False) -> str:
        """Add a class, unless there is an equal one, and return its name; a late one stands in the end."""
        key = ast.dump(definition)
        if key not in self._known:
            self._known[key] = definition.name = self._pool.take(definition.name)
            (self.late if late else self.made).append(definition)
        return self._known[key]
