"""What to say of Python's syntax that a program may not hold: its name, and what to write in its place."""

from __future__ import annotations

import ast

_LOOP = "write a `for` loop that appends to a list"
_BODY = "`call` holds only the steps: leave the definition out"
_THERE = "`ops`, `random` and `losses` are there already"
_VALUES = "set a value that the loop or the `if` after it reads"

REFUSED: dict[type[ast.AST], tuple[str, str | None]] = {
    ast.FunctionDef: ("a function definition", _BODY),
    ast.AsyncFunctionDef: ("a function definition", _BODY),
    ast.ClassDef: ("a class definition", _BODY),
    ast.Lambda: ("a lambda", "write its steps where they are needed"),
    ast.Import: ("an import", _THERE),
    ast.ImportFrom: ("an import", _THERE),
    ast.ListComp: ("a comprehension", _LOOP),
    ast.SetComp: ("a comprehension", _LOOP),
    ast.DictComp: ("a comprehension", _LOOP),
    ast.GeneratorExp: ("a generator", _LOOP),
    ast.JoinedStr: ("a formatted text", "texts are only keys and arguments: write it out"),
    ast.NamedExpr: ("an assignment within an expression", "assign on a line of its own"),
    ast.AnnAssign: ("an annotation", "leave it out: `x = value`"),
    ast.Starred: ("a star", "write the values one by one"),
    ast.Set: ("a set", "write a list"),
    ast.Delete: ("`del`", "leave it out"),
    ast.Pass: ("`pass`", "leave the `if` or the loop out"),
    ast.Break: ("`break`", _VALUES),
    ast.Continue: ("`continue`", _VALUES),
    ast.Global: ("`global`", "assign the name"),
    ast.Nonlocal: ("`nonlocal`", "assign the name"),
    ast.Try: ("`try`", "write an `if`"),
    ast.TryStar: ("`try`", "write an `if`"),
    ast.Raise: ("`raise`", None),
    ast.Assert: ("`assert`", None),
    ast.With: ("`with`", None),
    ast.AsyncWith: ("`with`", None),
    ast.AsyncFor: ("`async`", "write `for`"),
    ast.Await: ("`await`", None),
    ast.Yield: ("`yield`", "append to a list and return it"),
    ast.YieldFrom: ("`yield`", "append to a list and return it"),
    ast.Match: ("`match`", "write `if` and `elif`"),
    ast.LShift: ("`<<`", "multiply by a power of two"),
    ast.RShift: ("`>>`", "use `//` by a power of two"),
}
"""The syntax that people try, by node; whatever is in neither this nor the table is refused as well."""


def described(node: ast.AST) -> tuple[str, str | None]:
    """Return what a refused node is called, and what to write in its place.

    Example:
        >>> described(ast.Pass())[0]
        '`pass`'
    """
    return REFUSED.get(type(node), (f"this syntax ({type(node).__name__})", None))
