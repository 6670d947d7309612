"""The table of the checked syntax: what a `call` program may hold, and what each form does.

The table is the one source: the parser admits the nodes of its rows and no other, and the documentation and
`kbuild explain` print it.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Syntax:
    """One row of the table.

    Args:
        written: What the author writes, the alternatives apart by two spaces.
        does: What it does.
        nodes: The nodes of Python's syntax tree that the row admits.
    """

    written: str
    does: str
    nodes: tuple[type[ast.AST], ...] = ()


_OPERATORS = (
    *(ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult),
    *(ast.BitAnd, ast.BitOr, ast.BitXor, ast.Invert, ast.USub, ast.UAdd),
)
_COMPARISONS = (
    *(ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq),
    *(ast.In, ast.NotIn, ast.Is, ast.IsNot),
)

SYNTAX: tuple[Syntax, ...] = (
    Syntax(
        "`x = embed(tokens)`  `a, b = pair`  `x += y`",
        "assigns; a layer's name, an op or a function can't be assigned to",
        (ast.Assign, ast.AugAssign, ast.Name, ast.Store, ast.Load),
    ),
    Syntax(
        "`(a, b)`  `[a, b]`  `{'mean': a, 'variance': b}`",
        "tuples, lists and dictionaries, to return several results among other things",
        (ast.Tuple, ast.List, ast.Dict),
    ),
    Syntax(
        "`steps.append(y)`  `results[name] = y`",
        "adds to a list, sets an entry of a list or a dictionary of the program's own",
        (),
    ),
    Syntax(
        "`3`  `0.5`  `'same'`  `True`  `None`",
        "numbers below 2**63, texts up to 1,000 characters",
        (ast.Constant,),
    ),
    Syntax(
        "`for block in blocks:`  `for t in range(n):`  `for i, (a, b) in enumerate(zip(p, q)):`",
        "runs over a list or dictionary of layers, a range, a list, or a tensor's first axis; a long loop "
        "over tensors is not unrolled; a tensor as the range's bound makes a loop in the graph",
        (ast.For,),
    ),
    Syntax(
        "`while error > 0.1:`",
        "on plain values runs while tracing; on a tensor becomes `ops.while_loop`",
        (ast.While,),
    ),
    Syntax(
        "`if training:`  `elif depth > 2:`  `else:`",
        "on plain values chooses while tracing; on a tensor becomes `ops.cond`",
        (ast.If,),
    ),
    Syntax("`a if c else b`", "the same within an expression", (ast.IfExp,)),
    Syntax(
        "`+`  `-`  `*`  `/`  `//`  `%`  `**`  `@`  `&`  `|`  `^`  `~`",
        "arithmetic, on plain numbers as in Python, on tensors as `ops.add`, `ops.multiply`, ...",
        (ast.BinOp, ast.UnaryOp, *_OPERATORS),
    ),
    Syntax(
        "`<`  `<=`  `>`  `>=`  `==`  `!=`  `in`  `not in`  `is None`  `is not None`",
        "comparison, on tensors element by element",
        (ast.Compare, *_COMPARISONS),
    ),
    Syntax(
        "`and`  `or`  `not`",
        "on plain values as in Python; on tensors `ops.logical_and`, `ops.logical_or`, `ops.logical_not`",
        (ast.BoolOp, ast.And, ast.Or, ast.Not),
    ),
    Syntax(
        "`x[0]`  `x[:, -1]`  `x[..., None]`  `inputs['left']`",
        "indexing and slicing of tensors, lists and dictionaries",
        (ast.Subscript, ast.Slice),
    ),
    Syntax(
        "`x.shape`",
        "a tensor's shape as a tuple, as `ops.shape(x)`: sizes that are not known while tracing are tensors",
        (ast.Attribute,),
    ),
    Syntax(
        "`embed(x)`  `blocks[0](x)`  `cell(x, [h])`  `noise(x, training=True)`",
        "calls a declared layer, one of a list or dictionary of layers, or one that a loop runs over",
        (ast.Call, ast.keyword),
    ),
    Syntax(
        "`ops.NAME(...)`  `random.NAME(...)`  `losses.NAME(y_true, y_pred)`",
        "calls a function of `keras.ops`, of `keras.random` (seeded by the model) or of `keras.losses`",
        (),
    ),
    Syntax(
        "`range`  `len`  `min`  `max`  `abs`  `int`  `float`  `enumerate`  `zip`",
        "Python's functions; on tensors `ops.minimum`, `ops.maximum`, `ops.abs`, `ops.cast`",
        (),
    ),
    Syntax(
        "`towers.items()`  `towers.keys()`  `towers.values()`",
        "runs over a dictionary of layers or of results",
        (),
    ),
    Syntax("`add_loss(value)`", "adds to what training minimizes", (ast.Expr,)),
    Syntax(
        "`training`  `mask`  `inputs`",
        "the arguments of Keras's `call`; declared inputs are known by their own names instead of `inputs`",
        (),
    ),
    Syntax("`return x`", "the result; every way through the program ends in one", (ast.Return,)),
)
"""The table of the checked syntax."""

ADMITTED: frozenset[type[ast.AST]] = frozenset(node for row in SYNTAX for node in row.nodes)
"""The nodes of Python's syntax tree that a program may hold."""


def syntax_table() -> str:
    """Return the table of the checked syntax as Markdown.

    Example:
        >>> print(syntax_table().splitlines()[0])
        | written | does |
    """
    rows = ["| written | does |", "| --- | --- |"]
    rows += [f"| {_escaped(row.written)} | {row.does} |" for row in SYNTAX]
    return "\n".join(rows)


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
