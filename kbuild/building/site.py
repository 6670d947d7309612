"""Where in a document something is being built: for seeds and for errors with a line."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """A place in a document while it is being built.

    Attributes:
        seed: The document's seed; None leaves Keras's own randomness alone.
        source: What the document was read from, which knows lines; None for a document made in Python.
        path: The place in the resolved document.
        scope: The names of the enclosing models, such as `encoder/`; weights are seeded by scope and name.
    """

    seed: int | None = None
    source: Any = None
    path: Path = ()
    scope: str = ""

    def at(self, *keys: str | int) -> Site:
        """The site of a value below this one."""
        return replace(self, path=self.path + keys)

    def within(self, name: str) -> Site:
        """The site of what belongs to the model of this name."""
        return replace(self, scope=f"{self.scope}{name}/")

    @contextmanager
    def seeded(self, name: str) -> Iterator[None]:
        """Make the random choices of one layer follow from the document's seed and the layer's name.

        Keras draws the seeds of its initializers and seed generators from Python's `random` wherever none
        is given. Seeding that around the making of one layer keeps the layer's configuration clean, and
        makes its weights independent of every other layer's, of their number and their order.

        Args:
            name: The layer's name; the scope is put before it.

        Example:
            >>> with Site(seed=1).seeded("hidden"):
            ...     first = random.random()
            >>> with Site(seed=1).seeded("hidden"):
            ...     first == random.random()
            True
        """
        if self.seed is None:
            yield
            return
        state = random.getstate()
        random.seed(f"{self.seed}:{self.scope}{name}")
        try:
            yield
        finally:
            random.setstate(state)

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Let an exception go on with a note that names the document's line; the innermost place wins."""
        try:
            yield
        except Exception as error:
            if not getattr(error, "kbuild_path", None):
                error.kbuild_path = self.path  # type: ignore[attr-defined]  # read by the command line
                error.add_note(f"while building {self.describe()}")
            raise

    def describe(self) -> str:
        """The place in words: the document's path, and file and line where they are known."""
        dotted = ".".join(map(str, self.path)) or "the document"
        span = None if self.source is None else self.source.locate(self.path)
        return dotted if span is None else f"{dotted} ({span.file or 'document'}:{span.line}:{span.column})"
