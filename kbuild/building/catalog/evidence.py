"""What one source says of one argument: possible types, allowed texts, bounds, a list's length."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

#: The catalog's words for types, in the order in which an argument lists them.
VOCABULARY = (
    "layer",
    "cell",
    "optimizer",
    "schedule",
    "loss",
    "metric",
    "initializer",
    "regularizer",
    "constraint",
    "activation",
    "callback",
    "op",
    "enum",
    "bool",
    "int",
    "float",
    "str",
    "path",
    "dtype",
    "shape",
    "list",
    "dict",
    "array",
    "tensor",
    "callable",
    "any",
    "null",
)
#: Words that say what an argument is; the others only say what else it may be.
REFERENCES = frozenset(VOCABULARY[:12])


@dataclass(slots=True)
class Evidence:
    """What one source says of one argument; empty when it says nothing.

    Attributes:
        types: Words of the vocabulary.
        enum: Allowed texts, in the source's order.
        length: How many items a list has, where the source says so.
    """

    types: set[str] = field(default_factory=set)
    enum: tuple[str, ...] = ()
    length: int | None = None

    @property
    def tells(self) -> bool:
        """Whether the types say more than `null` or `any`."""
        return bool(self.types - {"null", "any"})

    def merge(self, other: Evidence) -> Evidence:
        """Join two sources; where both name texts or a length, this one's count.

        Example:
            >>> Evidence({"int"}).merge(Evidence({"null"}, length=2)).length
            2
        """
        return Evidence(self.types | other.types, self.enum or other.enum, self.length or other.length)


def ordered(types: Iterable[str]) -> list[str]:
    """Sort words by the vocabulary's order, lists by what they hold.

    Example:
        >>> ordered({"null", "list[int]", "int"})
        ['int', 'list[int]', 'null']
    """
    return sorted(types, key=lambda word: (VOCABULARY.index(word.partition("[")[0]), word))
