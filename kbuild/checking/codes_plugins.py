"""Codes of what can go wrong with types of the user's own. Their examples are situations."""

from __future__ import annotations

from kbuild.checking.codes import situation

CODES = (
    situation(
        "broken-plugin",
        "A plugin cannot be imported.",
        "It is a program, and the error is its own.",
        "`--plugin my_layers.py`, whose first line imports a package that is not installed.",
        "Import it in Python, which shows the line, and mend it.",
    ),
    situation(
        "empty-plugin",
        "A plugin holds no type.",
        "What it offers are classes that derive from Keras's, and whatever it gives to `kbuild.register`.",
        "`--plugin helpers.py`, with functions that are registered nowhere.",
        "`@kbuild.register` before each function.",
    ),
    situation(
        "no-such-plugin",
        "There is no plugin, module or file of this name.",
        "A document can't say where its types come from, so that the name must be right.",
        "`--plugin my_layer` for the file `my_layers.py`.",
        "`--plugin my_layers.py`",
    ),
    situation(
        "not-a-type",
        "What is registered is neither a class nor a function.",
        "A document's arguments are given to it, each time anew.",
        "`kbuild.register(Scale(by=2.0))`",
        "`kbuild.register(Scale)`",
    ),
    situation(
        "unknown-kind",
        "It is not known what a registered class or function is, or it cannot be that.",
        "The base class tells, or the first parameter of a function: `y_true`, `x`, `shape`.",
        "`kbuild.register(shrink)` for `def shrink(w)`",
        '`kbuild.register(shrink, kind="constraint")`',
    ),
)
