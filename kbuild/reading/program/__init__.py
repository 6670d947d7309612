"""The `call` program of a subclass-style model: read, and checked before anything runs.

The language is a subset of Python, admitted node by node; `SYNTAX` is its table. What `parse_program` lets
through can only compute with tensors: it reaches no attribute but `shape`, no import, no builtin and no name
that is not declared, listed or assigned by the program itself. Nothing here imports Keras.

What the model is called with is known to the program by the names of the declared inputs. A model that
declares none has one name for all of it, `inputs`, as in Keras's own `call(self, inputs)`.
"""

from __future__ import annotations

from collections.abc import Collection

from .flow import Flow, assigned_names
from .grammar import ADMITTED, SYNTAX, Syntax, syntax_table
from .names import Names
from .source import Source
from .syntax import SyntaxCheck
from .values import Program, ProgramError

__all__ = ["ADMITTED", "SYNTAX", "Program", "ProgramError", "Syntax", "parse_program", "syntax_table"]


MAX_ERRORS = 100
"""How many errors of one program are reported."""


def parse_program(
    text: str, *, layers: Collection[str], inputs: Collection[str] | None
) -> tuple[Program | None, list[ProgramError]]:
    """Read a program and find everything that is wrong with it, in one pass.

    Args:
        text: The program, as Python's source without a `def` around it.
        layers: The names of the declared layers, and of lists and dictionaries of layers.
        inputs: The names of the declared inputs; None when none are declared, and the program knows what the
            model is called with as `inputs`.

    Returns:
        The program, or None when there are errors; and the errors, ordered by place.

    Example:
        >>> program, errors = parse_program("return heed(x)", layers=["head"], inputs=["x"])
        >>> program, errors[0].message, errors[0].hint
        (None, 'there is no layer or function `heed`', 'did you mean `head`?')
    """
    source = Source(text)
    tree = source.parse()
    if isinstance(tree, ProgramError):
        return None, [tree]
    if not tree.body:
        message = "the program is empty"
        return None, [ProgramError("missing-return", message, "end it with `return x`", 1, 1, 1)]
    syntax = SyntaxCheck(source)
    syntax.run(tree)
    names = Names(source, layers, inputs, set(assigned_names(tree)), syntax.bound)
    names.check_declared()
    Flow(source, names, syntax.refused).run(tree)
    errors = sorted((*syntax.errors, *names.errors), key=lambda error: (error.line, error.column))
    if errors:
        return None, errors[:MAX_ERRORS]
    program = Program(
        text,
        frozenset(layers),
        None if inputs is None else tuple(inputs),
        tree,
        frozenset(names.reads),
        frozenset(names.modules),
    )
    return program, []
