"""What each problem's code means: the table that `kbuild explain` shows and that the tests hold complete.

A code is a promise to whoever filters problems by it, so each has one meaning wherever it is found. The table
is in parts, by where the mistakes are made; examples of problems that a document alone can have are whole
documents, and the tests check that the wrong one has the problem and the right one has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

_PARTS = (
    "text",
    "resolving",
    "schema",
    "graphs",
    "shapes",
    "programs",
    "training",
    "phases",
    "plugins",
    "data",
    "runs",
    "looking",
    "safety",
    "advice",
)


@dataclass(frozen=True, slots=True)
class Code:
    """One code of the table.

    Attributes:
        code: The stable word, such as `unknown-argument`.
        meaning: What is wrong, in one sentence.
        why: Why that matters: what would happen otherwise, or why the rule is there.
        wrong: A document that has the problem, or the situation in words.
        right: How it is put right.
        checked: Whether the two examples are documents that `kbuild.check` tells apart.
    """

    code: str
    meaning: str
    why: str
    wrong: str
    right: str
    checked: bool = True


def situation(code: str, meaning: str, why: str, wrong: str, right: str) -> Code:
    """Make a code whose examples are words, for what needs files, data or a run to go wrong."""
    return Code(code, meaning, why, wrong, right, checked=False)


def stack(*layers: str, rest: str = "") -> str:
    """A document with a sequential model of these layers, for examples."""
    lines = "".join(f"    - {layer}\n" for layer in layers)
    return f"model:\n  style: sequential\n  layers:\n{lines}{rest}"


def graph(*entries: str, inputs: str = "{a: {shape: [4]}}", outputs: str = "out", rest: str = "") -> str:
    """A document with a functional model of these entries, for examples."""
    lines = "".join(f"    {entry}\n" for entry in entries)
    return f"model:\n  style: functional\n  inputs: {inputs}\n  layers:\n{lines}  outputs: {outputs}\n{rest}"


def program(*lines: str, layers: str = "{dense: {Dense: {units: 3}}}") -> str:
    """A document with a subclass-style model of this program, for examples."""
    text = "".join(f"    {line}\n" for line in lines)
    return (
        f"model:\n  style: subclass\n  inputs: {{x: {{shape: [4]}}}}\n  layers: {layers}\n  call: |\n{text}"
    )


@cache
def codes() -> Mapping[str, Code]:
    """Return all codes by name, in alphabetical order.

    Example:
        >>> codes()["unknown-argument"].meaning
        'A type has no argument of this name.'
    """
    parts = (import_module(f"kbuild.checking.codes_{part}").CODES for part in _PARTS)
    found = [each for part in parts for each in part]
    return {each.code: each for each in sorted(found, key=lambda each: each.code)}
