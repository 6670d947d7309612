"""What the docstrings of hand-written specs say of their fields, so that nothing is written twice."""

from __future__ import annotations

import inspect
import re
from functools import cache

_ARGUMENT = re.compile(r"^ {4}(\w+): (.*)$")
_SECTION = "Args:"


@cache
def argument_texts(cls: type) -> dict[str, str]:
    """Return the text of each argument in a class's `Args:`, those of its bases included.

    Args:
        cls: A class with a docstring in the house's form.

    Example:
        >>> from kbuild.schemas import Fit
        >>> argument_texts(Fit)["epochs"]
        'How many times to go through the training data.'
    """
    out: dict[str, str] = {}
    for each in reversed(cls.__mro__):
        out.update(_texts(each.__dict__.get("__doc__") or ""))
    return out


def first_line(cls: type) -> str:
    """Return the line that a class's docstring begins with; empty where there is none."""
    return (cls.__dict__.get("__doc__") or "").strip().partition("\n")[0]


def flowing(text: str) -> str:
    """A text without the line breaks of its source, which editors would show; paragraphs and lists stay."""
    return re.sub(r"(?<=\S)\n(?=[^\s\-*>\d])", " ", text)


def _texts(doc: str) -> dict[str, str]:
    lines = inspect.cleandoc(doc).split("\n")
    if _SECTION not in lines:
        return {}
    out: dict[str, str] = {}
    name = None
    for line in lines[lines.index(_SECTION) + 1 :]:
        if line and not line.startswith(" "):
            break
        if found := _ARGUMENT.match(line):
            name = found[1].rstrip("_")
            out[name] = found[2]
        elif name is not None and line.strip():
            out[name] += f" {line.strip()}"
    return out
