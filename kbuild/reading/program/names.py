"""The names of one program: which there are, which of them it reads, and what is said of the others."""

from __future__ import annotations

import ast
from collections.abc import Collection

from kbuild.reading.suggest import did_you_mean

from .source import Source
from .values import ProgramError
from .vocabulary import ADD_LOSS, CALL_ARGUMENTS, PLAIN_FUNCTIONS, RESERVED, WHOLE_INPUT, is_function

HINTS = 20
"""For how many unknown names of a program the nearest name is looked for, which takes time for each."""

_CONSTANTS = {"true": "True", "false": "False", "null": "None", "none": "None", "nil": "None"}
_OUTSIDE = {
    "keras": "ops",
    "tf": "ops",
    "np": "ops",
    "numpy": "ops",
    "tensorflow": "ops",
    "K": "ops",
    "F": "ops",
}


class Names:
    """Resolves names, and reports each unknown one once.

    Args:
        source: The program's text, for places.
        layers: The declared layers.
        inputs: The declared inputs, None for a model that declares none.
        assigned: The names that the program gives a value somewhere.
        excused: Names that syntax which was refused would have given a value.

    Attributes:
        errors: What was found.
        reads: The names that are read.
        modules: Which of `ops`, `random` and `losses` are called.
    """

    def __init__(
        self,
        source: Source,
        layers: Collection[str],
        inputs: Collection[str] | None,
        assigned: Collection[str],
        excused: Collection[str],
    ) -> None:
        self.source = source
        self.layers = frozenset(layers)
        self.inputs = None if inputs is None else frozenset(inputs)
        self.assigned = frozenset(assigned)
        self.excused = set(excused)
        self.errors: list[ProgramError] = []
        self.reads: set[str] = set()
        self.modules: set[str] = set()

    @property
    def given(self) -> frozenset[str]:
        """The names that have a value before the program's first line."""
        inputs = frozenset((WHOLE_INPUT,)) if self.inputs is None else self.inputs
        return self.layers | inputs | frozenset(CALL_ARGUMENTS)

    def report(self, node: ast.AST, code: str, message: str, hint: str | None = None) -> None:
        """Report something at a node's place."""
        self.errors.append(self.source.error(node, code, message, hint))

    def check_declared(self) -> None:
        """Report declared names that mean something else in every program."""
        inputs = self.inputs or frozenset()
        for name in sorted(self.layers | inputs):
            what = "a layer" if name in self.layers else "an input"
            if name in RESERVED or name in CALL_ARGUMENTS:
                message = f"{what} is called `{name}`, which means something else in a program"
            elif name in self.layers and name in inputs:
                message = f"both a layer and an input are called `{name}`"
            elif not name.isidentifier() or name.startswith("__"):
                message = f"{what} is called `{name}`, which a program can't write"
            else:
                continue
            self.errors.append(ProgramError("reserved-name", message, "choose another name", 1, 1, 1))

    def read(self, node: ast.Name, state: frozenset[str]) -> None:
        """Note that a name is read where `state` holds the names that have a value for sure."""
        name = node.id
        if name in RESERVED and name not in self.excused:
            kind = "a function: call it" if name in PLAIN_FUNCTIONS or name == ADD_LOSS else "not a value"
            self.report(node, "not-a-value", f"`{name}` is {kind}")
            return
        self.reads.add(name)
        if name in state or name in self.excused:
            return
        self.excused.add(name)
        if name in self.assigned:
            message = f"`{name}` may have no value yet in this place"
            self.report(node, "unassigned-name", message, f"give `{name}` a value first")
        else:
            self.report(node, "unknown-name", f"there is no `{name}` here", self._hint(name))

    def call(self, node: ast.Name, state: frozenset[str]) -> None:
        """Note that a name is called."""
        name = node.id
        if name in PLAIN_FUNCTIONS or name == ADD_LOSS:
            return
        given = (WHOLE_INPUT,) if self.inputs is None else self.inputs
        if name in (*given, *CALL_ARGUMENTS) and name not in self.layers:
            self.report(node, "not-callable", f"`{name}` is not a layer: it can't be called")
        elif name not in state and name not in self.assigned and name not in self.excused:
            self.excused.add(name)
            self.report(node, "unknown-name", f"there is no layer or function `{name}`", self._hint(name))
        else:
            self.read(node, state)

    def assign(self, node: ast.Name) -> None:
        """Note that a name is given a value."""
        if node.id in RESERVED:
            self._unassignable(
                node, "is a function" if node.id in PLAIN_FUNCTIONS else "means something else"
            )
        elif node.id in self.layers:
            self._unassignable(node, "is a declared layer")

    def change(self, node: ast.Name) -> None:
        """Note that a list or a dictionary is changed in place."""
        if node.id in self.layers:
            self.report(node, "reserved-name", f"`{node.id}` is declared: a program can't change it")

    def _unassignable(self, node: ast.Name, why: str) -> None:
        self.excused.add(node.id)
        message = f"`{node.id}` {why}: it can't be assigned to"
        self.report(node, "reserved-name", message, "choose another name")

    def _hint(self, name: str) -> str | None:
        if len(self.errors) >= HINTS:
            return None
        if name in _CONSTANTS:
            return f"write `{_CONSTANTS[name]}`"
        if name in _OUTSIDE:
            return "the functions of `keras.ops` are called as `ops.NAME(...)`"
        if name == "self":
            return "layers are called by their names alone"
        if self.inputs is None and name in ("x", "input", "input_tensor", "data"):
            return f"what the model is called with is `{WHOLE_INPUT}`; or declare `inputs: {{{name}: ...}}`"
        candidates = [*sorted(self.given | self.assigned), *PLAIN_FUNCTIONS, ADD_LOSS]
        found = did_you_mean(name, candidates, listed=0)
        if found is None and is_function("ops", name):
            return f"did you mean `ops.{name}(...)`?"
        return found or did_you_mean(name, sorted(self.given), listed=8)
