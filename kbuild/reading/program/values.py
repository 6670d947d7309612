"""What parsing a `call` program gives: the program, or what is wrong with it and where."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ProgramError:
    """One mistake in a program.

    Args:
        code: A stable word such as `unknown-name`, which `kbuild explain` knows.
        message: What is wrong: what was received and what was expected, without a full stop.
        hint: What to do about it, often the nearest valid name.
        line: The line within the program's text, from 1.
        column: The column in characters, from 1.
        length: How many characters the place covers, within that line.

    Example:
        >>> ProgramError("unknown-name", "there is no `y`", None, line=2, column=5, length=1).line
        2
    """

    code: str
    message: str
    hint: str | None
    line: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class Program:
    """A checked program: its text and the syntax tree that the runtime interprets.

    Two programs are equal when text, layers and inputs are. Made by `parse_program` only, since the runtime
    trusts that a program was checked.

    Args:
        text: The program as written.
        layers: The names of the declared layers, lists and dictionaries of layers.
        inputs: The names of the declared inputs in their order, or None when none are declared; the program
            then knows what the model is called with as `inputs`.
        tree: The syntax tree; only nodes that the table of syntax admits are in it.
        reads: All names that the program reads, `training` and `mask` among them where it uses them.
        modules: Which of `ops`, `random` and `losses` it uses.

    Example:
        >>> from kbuild.reading.program import parse_program
        >>> program, errors = parse_program("return head(inputs)", layers=["head"], inputs=None)
        >>> sorted(program.reads)
        ['head', 'inputs']
    """

    text: str
    layers: frozenset[str]
    inputs: tuple[str, ...] | None
    tree: ast.Module = field(compare=False, repr=False)
    reads: frozenset[str] = field(compare=False, repr=False)
    modules: frozenset[str] = field(compare=False, repr=False)

    @property
    def unused_layers(self) -> list[str]:
        """The declared layers that the program never mentions."""
        return sorted(self.layers - self.reads)

    @property
    def unused_inputs(self) -> list[str]:
        """The declared inputs that the program never reads."""
        return [name for name in self.inputs or () if name not in self.reads]

    @property
    def may_loop_on_tensors(self) -> bool:
        """Whether it holds a `while`, which on a tensor has no known number of steps."""
        return any(isinstance(node, ast.While) for node in ast.walk(self.tree))

    def line(self, number: int) -> str:
        """The text of a line, from 1, without its indentation."""
        lines = re.split(r"\r\n|\r|\n", self.text)
        return lines[number - 1].strip() if 0 < number <= len(lines) else ""
