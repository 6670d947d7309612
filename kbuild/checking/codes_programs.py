"""Codes of mistakes in the `call` program of a subclass-style model."""

from __future__ import annotations

from kbuild.checking.codes import Code, program

_RIGHT = program("return dense(x)")

CODES = (
    Code(
        "forbidden-syntax",
        "The program holds a part of Python that is not part of the language of `call`.",
        "A program computes with tensors and nothing else; `kbuild explain call` shows what it may hold.",
        program("import os", "return dense(x)"),
        _RIGHT,
    ),
    Code(
        "missing-return",
        "A way through the program ends without a result.",
        "A model gives a result for every input; `return` says which.",
        program("y = dense(x)"),
        program("y = dense(x)", "return y"),
    ),
    Code(
        "no-input",
        "A layer is called with nothing.",
        "A layer computes from its input.",
        program("return dense()"),
        _RIGHT,
    ),
    Code(
        "not-a-value",
        "The name of a function or a module is used as a value.",
        "Functions can only be called.",
        program("y = dense", "return dense(len)"),
        _RIGHT,
    ),
    Code(
        "not-callable",
        "Something is called that is no layer and no function.",
        "Inputs and results are tensors.",
        program("return x(x)"),
        _RIGHT,
    ),
    Code(
        "reserved-name",
        "A name is given a value, or to a layer, that means something already.",
        "A layer's name, `ops` or `range` must mean the same in every line.",
        program("dense = x", "return x"),
        program("y = dense(x)", "return y"),
    ),
    Code(
        "syntax-error",
        "The program is not valid Python.",
        "Its language is a part of Python's.",
        program("return dense(x"),
        _RIGHT,
    ),
    Code(
        "unassigned-name",
        "A name may have no value yet where it is used.",
        "On one of the ways that lead here nothing was assigned to it.",
        program("if training:", "    y = dense(x)", "return y"),
        program("y = x", "if training:", "    y = dense(x)", "return y"),
    ),
    Code(
        "unknown-attribute",
        "A tensor, a layer or a list has no such attribute in the language of `call`.",
        "`x.shape` and methods of lists and dictionaries are all there are; the rest are functions of `ops`.",
        program("return dense(x).mean()"),
        program("return ops.mean(dense(x))"),
    ),
    Code(
        "unknown-function",
        "There is no such function in `ops`, `random` or `losses`.",
        "Programs may call what is on the list, and nothing is looked up in Keras by a name.",
        program("return ops.reluu(dense(x))"),
        program("return ops.relu(dense(x))"),
    ),
    Code(
        "unreachable",
        "A line of the program is never reached.",
        "What stands after a `return` has no effect.",
        program("return x", "return dense(x)"),
        _RIGHT,
    ),
    Code(
        "wrong-count",
        "A function is called with too few or too many arguments.",
        "The program would fail when the model is built.",
        program("return dense(x) * len()"),
        program("return dense(x) * len(x.shape)"),
    ),
)
