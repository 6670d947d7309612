"""Plain Python values to a tree that has no places."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping as MappingOf
from numbers import Integral, Real
from os import PathLike, fspath

from kbuild.reading.frames import Abandoned, Composer, failed
from kbuild.reading.limits import DEFAULT, Limits
from kbuild.reading.problems import Problem
from kbuild.reading.spans import Source
from kbuild.reading.tree import Mapping, Node, Scalar, Sequence
from kbuild.schemas.writing.scalars import LONGEST_NUMBER

_HALF = re.compile("[\ud800-\udfff]")
_LARGEST = 10**LONGEST_NUMBER


def from_python(value: object, limits: Limits = DEFAULT) -> tuple[Node | None, list[Problem]]:
    """Make a tree of dictionaries, lists, tuples, texts, numbers, booleans and `None`.

    NumPy's scalars count as numbers, paths as texts, and keys become texts as in JSON (`{0: 1.0}` has the key
    `"0"`). Anything else is a problem with its path.

    Args:
        value: The value.
        limits: Depth and number of nodes, so that a list that holds itself ends too.

    Returns:
        The tree, or `None` when it could not be finished, and what is wrong.

    Example:
        >>> from_python({"shape": (28, 28)})
        (Mapping([Entry('shape', Sequence([Scalar(28), Scalar(28)]))]), [])
    """
    composer = _PythonComposer(Source(""), limits)
    try:
        composer.take(value)
    except Abandoned:
        return None, composer.problems
    return composer.result(), composer.problems


class _PythonComposer(Composer):
    def take(self, value: object) -> None:
        """Add a value; what it holds is added by recursion, which the limit on depth ends."""
        if isinstance(value, MappingOf):
            self.open(Mapping())
            for key, below in value.items():
                self.take_key(key)
                self.take(below)
            self.close()
        elif isinstance(value, list | tuple):
            self.open(Sequence())
            for below in value:
                self.take(below)
            self.close()
        else:
            self.count(1, 0, None)
            self.add(self.scalar(value))

    def take_key(self, key: object) -> None:
        """Take a key as JSON would write it."""
        frame = self.frame
        text = _key(key)
        if text is None:
            self.report("wrong-type", f"a key is a text, received {type(key).__name__}", None)
            frame.drop = True
        elif frame.entries and text in frame.entries:
            self.report("duplicate-key", f"`{text}` is given twice, as a text and as another type", None)
            frame.drop = True
        frame.key = text or ""

    def scalar(self, value: object) -> Scalar:
        """Return the node of a value that holds no others."""
        if isinstance(value, str):
            return self.text(str(value))
        if value is None or isinstance(value, bool):
            return Scalar(value)
        if isinstance(value, Integral):
            return self.integer(int(value))
        if isinstance(value, Real):
            return Scalar(float(value))
        if isinstance(value, PathLike):
            return self.text(str(fspath(value)))
        if type(value).__module__ == "numpy" and getattr(value, "ndim", None) == 0 and hasattr(value, "item"):
            return self.scalar(value.item())
        message = f"expected plain data (numbers, texts, lists, mappings), received {type(value).__name__}"
        self.report("wrong-type", message, None)
        return failed(None)

    def text(self, value: str) -> Scalar:
        """Return the node of a text, which must be one that UTF-8 can write."""
        if not value.isascii() and _HALF.search(value):
            self.report("wrong-type", "this text holds half a surrogate pair, which is no character", None)
            return failed(None)
        return Scalar(value)

    def integer(self, value: int) -> Scalar:
        """Return the node of an integer that a float can hold."""
        if abs(value) < _LARGEST:
            return Scalar(value)
        digits = math.ceil(value.bit_length() * math.log10(2))
        self.report(
            "bad-number", f"an integer of about {digits:,} digits; at most {LONGEST_NUMBER} are read", None
        )
        return failed(None)


def _key(key: object) -> str | None:
    if isinstance(key, str):
        return str(key)
    if isinstance(key, bool) or key is None:
        return {True: "true", False: "false", None: "null"}[key]
    if isinstance(key, Integral):
        return str(int(key)) if abs(int(key)) < _LARGEST else None
    return None
