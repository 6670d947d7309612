"""Names of Python made from names of a document."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable

# What a program imports or defines; no name of a document may hide it.
RESERVED = frozenset(
    "keras layers ops np pl Path kbuild callbacks random load_splits Data self inputs model training mask "
    "seeded PinTraining ProgramModel index name scope functools partial data "
    "x_train y_train x_val y_val x_test y_test w_train w_val".split()
)


def identifier(text: str, *, fallback: str = "value") -> str:
    """Return an identifier that reads as a name does: ASCII, no keyword, nothing that Python knows.

    Args:
        text: Any text.
        fallback: What it begins with where the text gives nothing to begin with.

    Example:
        >>> identifier("block 1/conv"), identifier("class"), identifier("1x1"), identifier("¿?")
        ('block_1_conv', 'class_', 'value_1x1', 'value')
    """
    name = re.sub(r"[^A-Za-z0-9_]+", "_", text).strip("_")
    if not name or not name[0].isalpha():
        name = f"{fallback}_{name}".rstrip("_")
    if keyword.iskeyword(name) or keyword.issoftkeyword(name) or name in RESERVED or hasattr(builtins, name):
        name += "_"
    return name


def class_name(text: str) -> str:
    """Return a class's name.

    Example:
        >>> class_name("residual tagger"), class_name("ResidualTagger"), class_name("¿?")
        ('ResidualTagger', 'ResidualTagger', 'Model')
    """
    words = re.findall(r"[A-Za-z0-9]+", text)
    name = "".join(each[0].upper() + each[1:] for each in words)
    if not name or not name[0].isalpha():
        name = f"Model{name}"
    return f"{name}_" if keyword.iskeyword(name) or hasattr(builtins, name) else name


class Pool:
    """Names of one scope, each given out once.

    Args:
        taken: Names that are not free.

    Example:
        >>> pool = Pool(["x"])
        >>> pool.take("x"), pool.take("x"), pool.take("y")
        ('x_2', 'x_3', 'y')
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = set(taken)

    def take(self, wanted: str) -> str:
        """Give out a name, with a number behind it if it is taken."""
        name, number = wanted, 2
        while name in self.taken:
            name, number = f"{wanted}_{number}", number + 1
        self.taken.add(name)
        return name
